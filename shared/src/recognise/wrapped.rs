//! From the lines of a text that was broken at a width to its paragraphs.
//!
//! A copy of a printed page has a line for each line of the page, so that sentences, and the figures that belong together,
//! stand on several of them. Such a text shows itself: line after line of the same width ends inside a sentence, and hardly
//! any is longer. Then a line goes on with the next one if what stands there first would not have fit on it. Lines of any
//! other text stay as they are: a line is a paragraph.
//!
//! ```text
//! 2010年我局主动公开政府信息268条，截至
//! 2010年底，累计主动公开735条。            →  one paragraph, whose span holds the line break
//! ```
//!
//! Invariant: the spans are in the order of the text and cover the same lines. Readers of paragraphs pass over the break
//! as over a blank. Which lines are headings and which are furniture is left to the outline, a line of which is never joined to
//! the one above.

use std::ops::Range;

use crate::amount::{Blanks, is_blank};
use crate::recognise::furniture::is_furniture;
use crate::recognise::ordinal::Ordinal;
use crate::source::{Source, Span};

/// Narrowest width of a page, in columns; an ideograph takes two.
const NARROWEST: usize = 44;
/// Widest width of a page, in columns.
const WIDEST: usize = 120;
/// Shortest line, in bytes, that may be as wide as a page.
pub(crate) const SHORTEST_LINE: u32 = 60;
/// Longest line, in bytes, that is not sure to be wider than any page.
const LONGEST: u32 = 200;
/// How far lines of one width may differ, in columns: a mark is pushed over the edge, or another one kept off it.
const SLACK: usize = 4;
/// Fewest lines of one width that make a text a broken one.
const FEWEST: usize = 4;
/// Bytes of the first word of a line that is looked at.
const LONGEST_WORD: usize = 24;

/// How the width of lines is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    /// As printed: an ideograph is as wide as two letters.
    Columns,
    /// As programs break lines: a character is a character. Each counts two, so that both measures have one scale.
    Characters,
}

impl Measure {
    fn of(self, text: &str) -> usize {
        let twice = 2 * text.chars().count();
        match self {
            Self::Columns => twice - text.bytes().filter(u8::is_ascii).count(),
            Self::Characters => twice,
        }
    }
}

/// The lines with those joined that were broken at the width of a page.
pub(crate) fn join(source: &Source, lines: Vec<Span>) -> Vec<Span> {
    let text = Lines { source, lines: &lines };
    if !text.may_be_broken() {
        return lines;
    }
    let widths = [Measure::Columns, Measure::Characters].map(|measure| (text.width(measure), measure));
    let [columns, characters] = widths.map(|(found, measure)| found.map(|(width, count)| (count, width, measure)));
    // What fits more of the lines is how they were broken; print is the rule.
    let best = match (columns, characters) {
        (Some(columns), Some(characters)) if characters.0 > columns.0 => characters,
        (Some(found), _) | (None, Some(found)) => found,
        (None, None) => return lines,
    };
    let (_, width, measure) = best;
    let mut joined: Vec<Span> = Vec::with_capacity(lines.len());
    for (at, &line) in lines.iter().enumerate() {
        match joined.last_mut() {
            Some(last) if at > 0 && text.goes_on(at - 1, width, measure) => *last = last.cover(line),
            _ => joined.push(line),
        }
    }
    joined
}

struct Lines<'a> {
    source: &'a Source,
    lines: &'a [Span],
}

impl<'a> Lines<'a> {
    /// A line without the blanks behind it.
    fn text(&self, at: usize) -> &'a str {
        self.source.slice(self.lines[at]).trim_blanks_end()
    }

    /// Whether enough lines end inside a sentence, and few are too long for any page: what no other text has takes no measuring.
    fn may_be_broken(&self) -> bool {
        let (mut open, mut longer) = (0, 0);
        for (at, line) in self.lines.iter().enumerate().filter(|(_, line)| line.len() >= SHORTEST_LINE) {
            let is_longer = line.len() > LONGEST;
            longer += usize::from(is_longer);
            open += usize::from(!is_longer && !closes(self.text(at)));
        }
        open >= FEWEST && longer <= open
    }

    /// The width at which the lines were broken, if they were, and how many of them are that wide.
    fn width(&self, measure: Measure) -> Option<(usize, usize)> {
        let (mut all, mut open) = ([0_usize; WIDEST + 2], [0_usize; WIDEST + 2]);
        for at in 0..self.lines.len() {
            let text = self.text(at);
            if text.len() < NARROWEST || is_set_out(text) {
                continue;
            }
            let width = measure.of(text).min(WIDEST + 1);
            all[width] += 1;
            open[width] += usize::from(!closes(text) && self.lies_open(at));
        }
        let (mut longer, mut best) = (all[WIDEST + 1], None);
        for width in (NARROWEST..=WIDEST).rev() {
            let count: usize = open[Range { start: width - SLACK, end: width + 1 }].iter().sum();
            let more = best.is_none_or(|(_, most)| count > most);
            if more && count >= FEWEST && longer * 4 <= count {
                best = Some((width, count));
            }
            longer += all[width];
        }
        best
    }

    /// Whether a line may go on with the next one, which begins nothing of its own.
    fn lies_open(&self, at: usize) -> bool {
        self.has_beneath(at) && (breaks_off(self.text(at)) || begins_nothing(self.text(at + 1).trim_blanks_start()))
    }

    /// Whether another line of running text stands right beneath, no further in.
    fn has_beneath(&self, at: usize) -> bool {
        let Some(next) = self.lines.get(at + 1) else { return false };
        let between = self.source.slice(Span::new(self.lines[at].end(), next.start()));
        let (text, beneath) = (self.text(at), self.text(at + 1));
        let start = beneath.trim_blanks_start();
        between.matches('\n').count() == 1
            && between.chars().all(is_blank)
            && !start.is_empty()
            && !text.is_empty()
            && indent(beneath) < indent(text) + 2
            && !is_set_out(text)
            && !is_set_out(beneath)
    }

    /// Whether the sentence of a line goes on in the next one.
    fn goes_on(&self, at: usize, width: usize, measure: Measure) -> bool {
        let text = self.text(at);
        if closes(text) || is_title(text) || text.len() < NARROWEST / 2 || !self.has_beneath(at) {
            return false;
        }
        let beneath = self.text(at + 1).trim_blanks_start();
        if breaks_off(text) {
            return true;
        }
        let full = measure.of(text) + SLACK >= width;
        // Items inside a sentence (一、…；二、…) end with a semicolon, and a line that is full need not be the end of one.
        let may_begin = full && text.ends_with('；');
        (may_begin || begins_nothing(beneath)) && (full || measure.of(text) + measure.of(first_word(beneath)) + SLACK >= width)
    }
}

/// Whether a line ends where a sentence ends.
fn closes(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '）', ')', '」']).ends_with(['。', '！', '？', '!', '?', '｡'])
}

/// Whether a line is a title, with whatever width: it names the report and is no sentence.
fn is_title(text: &str) -> bool {
    text.ends_with("报告") && !text.contains(['，', '。', '；', '《'])
}

/// Whether a line ends where no sentence, item or heading can.
fn breaks_off(text: &str) -> bool {
    text.ends_with(['，', '、', '第', '（', '(', '《', '“', '〔'])
}

/// Whether a line begins neither an item nor a heading, an attachment or furniture.
fn begins_nothing(text: &str) -> bool {
    Ordinal::read(text).is_none() && !text.starts_with(['附', '#', '*', '-', '—', '【', '|']) && !is_furniture(text)
}

/// Whether a line is set out in columns, as rows of tables are.
fn is_set_out(text: &str) -> bool {
    let inner = text.trim_blanks_start();
    inner.contains(['\t', '|', '｜']) || inner.contains("   ") || inner.contains("\u{3000}\u{3000}")
}

/// Columns of blanks before a line.
fn indent(text: &str) -> usize {
    Measure::Columns.of(&text[..text.len() - text.trim_blanks_start().len()])
}

/// What programs do not break at the start of a line: a figure with its unit, a date, a word in letters; else one character.
fn first_word(text: &str) -> &str {
    let within = &text[..text.floor_char_boundary(LONGEST_WORD)];
    let run = within.find(|c: char| !c.is_ascii_graphic() && !matches!(c, '年' | '月' | '日' | '件' | '条')).unwrap_or(within.len());
    let next = within[run..].chars().next().map_or(0, char::len_utf8);
    &within[..run + next]
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCES: &str = "一、总体情况\n\
        （一）主动公开。全年通过县政府门户网站主动公开政府信息3216条，其中政策文件186条、政策解读74条。围绕重点民生领域，及时公开义务教育、养老服务、社会救助等信息，累计公开8214条。\n\
        （二）依申请公开。全年共收到政府信息公开申请15件，其中网络申请12件、信函申请3件，均在法定期限内答复，没有因答复引起的复议和诉讼，第三方评估满意率为96.5%。\n\
        二、存在的主要问题及改进情况\n\
        部分单位公开不够及时，政策解读形式较为单一，工作人员业务水平有待提高。下一步，将加强业务培训和督促检查，丰富解读形式，不断提高公开质量和服务水平。\n\
        某某县人民政府\n2023年1月18日";

    /// The text with its lines broken at a width as a page has them: figures stay whole, and no line begins with a mark.
    fn broken(text: &str, width: usize, measure: Measure) -> String {
        let mut lines = Vec::new();
        for line in text.lines() {
            let mut rest = line;
            while measure.of(rest) > width {
                let places = rest.char_indices().map(|(at, _)| at).skip(1);
                let may_break = |at: &usize| {
                    let (before, behind) = rest.split_at(*at);
                    let inside = before.ends_with(|c: char| c.is_ascii_graphic()) && behind.starts_with(|c: char| c.is_ascii_graphic());
                    measure.of(before) <= width && !inside && !behind.starts_with(['，', '。', '、', '；'])
                };
                let (before, behind) = rest.split_at(places.filter(may_break).last().unwrap());
                lines.push(before.to_owned());
                rest = behind;
            }
            lines.push(rest.to_owned());
        }
        lines.join("\n")
    }

    fn joined(text: &str) -> Vec<String> {
        let source = Source::new(text.to_owned());
        let lines = (0..source.line_count()).map(|at| source.line(at)).collect();
        let paragraphs = join(&source, lines);
        paragraphs.iter().map(|&span| source.slice(span).replace('\n', "").trim_end().to_owned()).collect()
    }

    #[test]
    fn paragraphs_broken_at_a_width_become_whole() {
        for measure in [Measure::Columns, Measure::Characters] {
            for width in [56, 66, 76] {
                let paragraphs = joined(&broken(SENTENCES, width, measure));
                // Where a sentence fills its line, the next one begins a paragraph of its own.
                assert_eq!(paragraphs.concat(), SENTENCES.replace('\n', ""));
                let inside = paragraphs.iter().filter(|paragraph| paragraph.len() > 60 && !paragraph.ends_with('。'));
                assert_eq!(inside.count(), 0, "{measure:?} {width} {paragraphs:#?}");
                assert!(["一、总体情况", "某某县人民政府", "2023年1月18日"].iter().all(|line| paragraphs.iter().any(|it| it == line)));
            }
        }
    }

    #[test]
    fn a_line_of_any_other_text_is_a_paragraph() {
        let lines: Vec<&str> = SENTENCES.lines().collect();
        assert_eq!(joined(SENTENCES), lines);
        // Titles of documents in a list are of many widths, and few.
        let list = "制发的文件：\n关于印发某某县政府信息公开工作实施方案的通知\n关于做好县政府信息公开目录编制工作的通知\n关于调整某某县政府信息公开工作领导小组的通知";
        assert_eq!(joined(list).len(), 4);
        // Items, rows and indented lines begin something of their own.
        let items = (1..9).map(|at| format!("{at}.受理政府信息公开申请并按时答复申请人的件数以及办理结果")).collect::<Vec<_>>();
        assert_eq!(joined(&items.join("\n")).len(), 8);
        let rows = ["受理政府信息公开申请并按时答复申请人的件数以及结果\t12"; 8];
        assert_eq!(joined(&rows.join("\n")).len(), 8);
        let indented =
            ["　　受理政府信息公开申请并按时答复申请人的件数以及办理结果", "受理政府信息公开申请并按时答复申请人的件数以及办理结果"];
        assert_eq!(joined(&[indented, indented, indented, indented].concat().join("\n")).len(), 4);
    }

    #[test]
    fn ordinals_inside_a_broken_sentence_are_no_items() {
        let text = "存在的主要问题：第一，部分单位公开不够及时；第二，政策解读形式较为单一；第\n\
            三，个别单位答复不规范，没有写明救济的渠道和期限，申请人多次来电询问，影响\n\
            工作的效果。根据上级要求，今年以来我局多次开展自查自纠，对发现的问题逐一列\n\
            出清单，明确整改的责任单位和时限，由局办公室按月督促检查并在全局范围内通报\n\
            整改的进展情况，全部问题均已在年底以前整改到位。";
        assert_eq!(joined(text).len(), 1);
    }
}
