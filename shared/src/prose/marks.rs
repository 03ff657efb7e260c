//! The characters of running text: marks that do not pair, repetitions, blanks, placeholders, and the words of the data
//! files.
//!
//! Turns each line into [`Mark`]s in one pass that looks at every character once. Quotation marks and brackets pair over
//! lines, since copied text breaks them anywhere, but not over headings and tables. Whether a mark is worth a finding is
//! left to the rules. How marks pair is known to [`pairing`], what stands twice to [`repeats`], and what slips look like to [`shapes`].
//!
//! ```text
//! 落实“先审后发"，确保在在规定时间办好   →  “…" of two kinds; 在在
//! ```

mod pairing;
mod repeats;
mod shapes;

use gouji_documents::is_ideograph;

use pairing::Opened;
use repeats::Recent;
use shapes::{artefact, document_number, followed_by_point, is_doubled, stands_in_brackets, wants_colon};

use super::glance;
use super::lexicon::{Lexicon, Met};
use super::links::{self, Link};
use super::pairs::NONE;
use super::wording::Topic;
use crate::amount::{Blanks, is_blank};
use crate::source::Span;

/// Something about the characters of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// Where it stands.
    pub span: Span,
    /// The line or heading that it stands in.
    pub within: Span,
    /// The part it stands in: 0 before the first heading of level 1. Small, since a hostile text has millions of marks; parts
    /// beyond the last number count as one.
    pub part: u16,
    /// Whether it stands in a heading.
    pub heading: bool,
    /// Whether it stands inside quotation marks or the marks of a title.
    pub quoted: bool,
}

/// What a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// A quotation mark that is never closed.
    UnclosedQuote,
    /// A closing quotation mark that was never opened.
    UnopenedQuote,
    /// A quotation that opens with one kind of mark and closes with another.
    MixedQuote,
    /// A bracket that is never closed.
    UnclosedBracket,
    /// A closing bracket that was never opened.
    UnopenedBracket,
    /// Two points side by side.
    DoubledPoint,
    /// A point of the wrong kind behind a label: 地址；
    WrongPoint,
    /// A character, word or phrase that stands twice.
    Repeat,
    /// A character that nobody can read.
    Unreadable,
    /// A place that was to be filled in.
    Placeholder,
    /// A placeholder in place of a name, which may be there to hide it.
    NamePlaceholder,
    /// What a word processor or web page left.
    Artefact,
    /// A document number that is not written as one.
    DocumentNumber,
    /// A title of a few characters: 《条例》.
    ShortTitle,
    /// A word of the data files, by its number.
    Word(u16),
}

/// How often something occurs, and where first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How often.
    pub count: u32,
    /// The first place.
    pub first: Option<Span>,
}

impl Tally {
    fn note(&mut self, span: Span) {
        self.count += 1;
        self.first = self.first.or(Some(span));
    }
}

/// What is known about the characters of a text.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// The marks, in the order of the text.
    pub list: Vec<Mark>,
    /// Half-width punctuation between Chinese characters.
    pub half_width: Tally,
    /// Full-width punctuation.
    pub full_width: u32,
    /// Blanks inside words and numbers.
    pub blanks: Tally,
    /// Web and mail addresses.
    pub links: Vec<Link>,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The part of the report.
    pub(super) part: u16,
    /// Whether it is a heading.
    pub(super) heading: bool,
}

/// Reads lines one after another.
pub(super) struct MarkReader<'a> {
    lexicon: &'a Lexicon,
    marks: Marks,
    /// Quotation marks and brackets that are open.
    open: Opened,
    /// Where characters were last met.
    met: glance::Met,
    recent: Recent,
    /// Where the line before ended.
    end: u32,
}

/// A line as it is read.
struct Line<'a> {
    text: &'a str,
    within: Span,
    place: Place,
    /// The last character that is no blank; NUL at the start.
    before: char,
    /// Where blanks behind it begin.
    blank: Option<usize>,
    /// Points so far.
    points: u32,
    /// Blanks between ideographs.
    gaps: Vec<Span>,
    /// No word processor's code is looked for before this.
    read_to: usize,
    /// Where the run of ASCII characters ends that was met last.
    run_to: usize,
}

/// How far ahead an address or a leftover is looked for: further than any reaches, so that a text of nothing else is not read
/// once for each of its characters.
const LONGEST_RUN: usize = 1024;

/// The first character of a [`glance::Glance`].
const FIRST: u64 = 1 << 63;
/// More blanks between ideographs make a line one that is set out with blanks.
const MOST_GAPS: usize = 3;
/// What counts things, or dates them.
const UNITS: &str = "条件次个份篇万元名项期场年月日%％";
/// Words that begin like a unit and count nothing.
const OTHER_WORDS: [&str; 6] = ["条例", "条件", "项目", "期间", "场所", "次日"];
/// What names of places and bodies end in.
const BODIES: &str = "省市县区乡镇局委办厅";

impl<'a> MarkReader<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        Self { lexicon, marks: Marks::default(), open: Opened::default(), met: glance::Met::default(), recent: Recent::default(), end: 0 }
    }

    /// Reads a line or heading, and meets the words of the lexicon in it.
    pub(super) fn read(&mut self, source: &str, within: Span, place: Place, mut meet: impl FnMut(Met)) {
        let between = source.get(self.end as usize..within.start() as usize).unwrap_or_default();
        // What stands between two lines of text is a table, furniture or the ordinal of a heading; beside blanks and points.
        let parted = between.chars().any(|c| is_ideograph(c) || (!is_blank(c) && c.is_alphanumeric()));
        if place.heading || parted {
            self.close_all();
        }
        if parted && between.contains('[') {
            self.bookmarks(between, within, place);
        }
        self.end = within.end();
        let mut line = Line {
            text: source.get(within.range()).unwrap_or_default(),
            within,
            place,
            before: '\0',
            blank: None,
            points: 0,
            gaps: Vec::new(),
            read_to: 0,
            run_to: 0,
        };
        self.line(&mut line, &mut meet);
        self.settle_gaps(&line);
    }

    /// What was read.
    pub(super) fn finish(mut self) -> Marks {
        self.close_all();
        // In place: a text of nothing but brackets has millions.
        self.marks.list.sort_unstable_by_key(|mark| (mark.span.start(), mark.span.end(), mark.kind));
        self.marks
    }

    /// Bookmarks of a word processor, which are no part of the line behind them.
    fn bookmarks(&mut self, between: &str, within: Span, place: Place) {
        for at in memchr::memmem::find_iter(between.as_bytes(), b"[bookmark:") {
            let length = between[at..][..between[at..].floor_char_boundary(LONGEST_RUN)].find(']').map_or(10, |end| end + 1);
            let start = self.end as usize + at;
            let span = Span::of(start..start + length);
            let mark = Mark { kind: MarkKind::Artefact, span, within, part: place.part, heading: place.heading, quoted: false };
            self.marks.list.push(mark);
        }
    }

    fn line(&mut self, line: &mut Line<'_>, meet: &mut impl FnMut(Met)) {
        let bytes = line.text.as_bytes();
        let mut at = 0;
        while let Some(&lead) = bytes.get(at) {
            if (0xe4..=0xe9).contains(&lead) {
                at = self.ideographs(line, at, meet);
                continue;
            }
            // A sign of ASCII is a character by itself, and no blank.
            let is_sign = (b'!'..=b'~').contains(&lead);
            let Some(c) = (if is_sign { Some(char::from(lead)) } else { line.text[at..].chars().next() }) else { break };
            let next = at + c.len_utf8();
            if !is_sign && is_blank(c) {
                line.blank = line.blank.or(Some(at));
                at = next;
                continue;
            }
            let end = self.character(line, at, c);
            line.before = if end == next { c } else { line.text[..end].chars().next_back().unwrap_or(c) };
            line.blank = None;
            at = end;
        }
    }

    /// Reads ideographs up to the first other character; says where that stands.
    fn ideographs(&mut self, line: &mut Line<'_>, start: usize, meet: &mut impl FnMut(Met)) -> usize {
        let mut before = NONE;
        if line.blank.is_some() {
            let first = line.text[start..].chars().next().unwrap_or_default();
            self.behind_blank(line, start, first);
            line.blank = None;
            before = if is_ideograph(line.before) { line.before as u16 } else { NONE };
        }
        self.met.forget();
        let bytes = line.text.as_bytes();
        let (mut at, mut near) = (start, false);
        loop {
            let seen = self.lexicon.glance(&bytes[at..], &mut self.met, before);
            line.points += seen.points;
            self.marks.full_width += seen.points;
            if seen.sought != 0 {
                self.look_closely(line, at, seen.sought, before, meet);
            }
            if seen.near != 0 {
                near = self.repeats(line, start, at, seen.near, near);
            }
            at += 3 * seen.length as usize;
            before = if seen.length > 0 { code(bytes, at - 3) } else { before };
            if seen.length < glance::MOST {
                break;
            }
        }
        // A lead byte that no whole ideograph follows cannot be: the text is well-formed.
        line.before = char::from_u32(u32::from(before)).unwrap_or_default();
        at.max(start + 1)
    }

    /// Looks at characters from `start` on that are ideographs or points and were found to be worth it; `before` is what stands before
    /// the first one.
    fn look_closely(&mut self, line: &Line<'_>, start: usize, mut sought: u64, before: u16, meet: &mut impl FnMut(Met)) {
        let bytes = line.text.as_bytes();
        while sought != 0 {
            let place = sought.leading_zeros() as usize;
            sought ^= FIRST >> place;
            let at = start + 3 * place;
            let before = if place == 0 { before } else { code(bytes, at - 3) };
            let here = code(bytes, at);
            match char::from_u32(u32::from(here)) {
                Some(c) if glance::is_point(c) => {
                    self.behind_point(line, at, char::from_u32(u32::from(before)).unwrap_or_default(), c);
                    self.behind_label(line, at, c);
                }
                _ => self.meet(line, at, (before, here), meet),
            }
        }
    }

    /// Meets what is found by a pair whose second character stands at `at`.
    fn meet(&mut self, line: &Line<'_>, at: usize, pair: (u16, u16), meet: &mut impl FnMut(Met)) {
        let lexicon = self.lexicon;
        lexicon.meet(line.text, at, pair, &mut |met| match met {
            Met::Entry(number, start, end) => self.word(line, number, start, end),
            other => meet(other),
        });
    }

    /// A word of the data files.
    fn word(&mut self, line: &Line<'_>, number: u16, start: usize, end: usize) {
        let kind = match self.lexicon.word(number).topic {
            Topic::DocumentNumber => {
                if let Some(start) = document_number(&line.text[..start]) {
                    self.mark(line, MarkKind::DocumentNumber, start, end);
                }
                return;
            }
            // 公开信息条、飘窗 are things on a page.
            Topic::NumberMissing if !followed_by_point(&line.text[end..]) || line.text[end..].starts_with('、') => return,
            Topic::NumberMissing => MarkKind::Placeholder,
            Topic::Pending if !stands_in_brackets(line.text, start, end) => return,
            Topic::Pending => MarkKind::Placeholder,
            _ => MarkKind::Word(number),
        };
        self.mark(line, kind, start, end);
    }

    /// An ideograph behind blanks.
    fn behind_blank(&mut self, line: &mut Line<'_>, at: usize, c: char) {
        let Some(start) = line.blank else { return };
        let blanks = &line.text[start..at];
        if matches!(line.before, '“' | '《' | '（' | '〔') {
            self.marks.blanks.note(span(line, start, at));
        }
        if !is_ideograph(line.before) || line.place.heading {
            return;
        }
        if self.unfilled(line, start, at, c) || blanks.contains('\t') {
            return;
        }
        // Behind 第五十条 and before 邮编： blanks set out what follows.
        let label = line.text[at..].chars().take(6).any(|c| matches!(c, '：' | ':'));
        // 审核人：李 明: a name of two characters is spread to the width of three.
        let alone = |mut around: std::str::Chars<'_>| around.next().is_none_or(|c| !is_ideograph(c));
        let mut left = line.text[..start].chars().rev().skip(1);
        let spread = left.next().is_none_or(|c| !is_ideograph(c)) && alone(line.text[at + c.len_utf8()..].chars());
        if line.points > 0 && !label && !spread && !"条款项章节编号".contains(line.before) {
            line.gaps.push(span(line, start, at));
        }
    }

    /// Whether a number is missing between two ideographs: 年 月 日, 共 条，
    fn unfilled(&mut self, line: &Line<'_>, start: usize, at: usize, c: char) -> bool {
        let rest = &line.text[at + c.len_utf8()..];
        if line.before == '年' && c == '月' {
            let day = rest.trim_blanks_start();
            if day.len() < rest.len() && day.starts_with('日') {
                let end = line.text.len() - day.len() + '日'.len_utf8();
                self.mark(line, MarkKind::Placeholder, start - '年'.len_utf8(), end);
                return true;
            }
        }
        let before = &line.text[..start];
        let counts = ["收到", "共计", "合计", "达到"].iter().any(|word| before.ends_with(word))
            || (c == '条' && before.ends_with("信息"))
            || (c == '次' && ["培训", "会议"].iter().any(|word| before.ends_with(word)));
        if counts && "条件次份篇项期".contains(c) && followed_by_point(rest) {
            self.mark(line, MarkKind::Placeholder, start, at + c.len_utf8());
            return true;
        }
        false
    }

    /// Any character but an ideograph or blank; says where reading goes on.
    fn character(&mut self, line: &mut Line<'_>, at: usize, c: char) -> usize {
        let next = at + c.len_utf8();
        match c {
            '0'..='9' | 'A'..='Z' | 'a'..='z' | '[' | '<' | '&' | '/' | '\\' | '_' => return self.ascii(line, at, c),
            '×' | 'Ｘ' | '＿' => return self.filler(line, at, c),
            ',' | ';' | ':' | '?' | '!' | '.' => {
                self.half_width_point(line, at, c);
                if c != '.' {
                    self.point(line, at, c);
                }
            }
            '%' | '％' => self.behind_number(line, at),
            '\u{fffd}' => self.mark(line, MarkKind::Unreadable, at, next),
            // Symbol fonts have their signs at U+F000 to U+F0FF: boxes to tick, arrows, bullets.
            '\u{e000}'..='\u{efff}' | '\u{f100}'..='\u{f8ff}' => self.private_use(line, at, c),
            '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{ff}' => return self.latin_letters(line, at),
            _ if glance::is_point(c) => {
                self.marks.full_width += 1;
                self.point(line, at, c);
            }
            _ => self.pairing(line, at, c),
        }
        next
    }

    fn point(&mut self, line: &mut Line<'_>, at: usize, c: char) {
        let next = at + c.len_utf8();
        line.points += 1;
        if let Some(start) = line.blank {
            if (is_ideograph(line.before) || matches!(line.before, '%' | '％')) && !line.place.heading {
                self.marks.blanks.note(span(line, start, at));
            }
        } else {
            self.behind_point(line, at, line.before, c);
        }
        self.behind_label(line, at, c);
        if matches!(c, '?') && line.before == '?' && line.text[next..].starts_with(is_ideograph) {
            self.mark(line, MarkKind::Unreadable, at - 1, next);
        }
    }

    /// A point right behind another character.
    fn behind_point(&mut self, line: &Line<'_>, at: usize, before: char, c: char) {
        if is_doubled(before, c) {
            self.mark(line, MarkKind::DoubledPoint, at - before.len_utf8(), at + c.len_utf8());
        }
    }

    /// A point that may stand behind a label.
    fn behind_label(&mut self, line: &Line<'_>, at: usize, c: char) {
        let next = at + c.len_utf8();
        if matches!(c, '；' | ';') && wants_colon(&line.text[..at], &line.text[next..]) {
            self.mark(line, MarkKind::WrongPoint, at, next);
        }
    }

    fn half_width_point(&mut self, line: &Line<'_>, at: usize, c: char) {
        let behind = is_ideograph(line.before) || matches!(line.before, '”' | '’' | '》' | '）' | '〕' | ')');
        if line.blank.is_some() || !behind {
            return;
        }
        let next = line.text[at + 1..].chars().next();
        let counted = match c {
            // 1.二 and 一.概述 are ordinals.
            '.' => next.is_none_or(is_ideograph) && !"一二三四五六七八九十".contains(line.before),
            _ => !next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '?')),
        };
        if counted {
            self.marks.half_width.note(span(line, at, at + 1));
        }
    }

    /// A per cent sign behind blanks behind a number.
    fn behind_number(&mut self, line: &Line<'_>, at: usize) {
        if let Some(start) = line.blank.filter(|_| line.before.is_ascii_digit()) {
            self.marks.blanks.note(span(line, start, at));
        }
    }

    fn private_use(&mut self, line: &Line<'_>, at: usize, c: char) {
        let next = line.text[at + c.len_utf8()..].chars().next();
        let in_word = line.blank.is_none() && is_ideograph(line.before) && next.is_some_and(is_ideograph);
        let in_run = matches!(line.before, '\u{e000}'..='\u{f8ff}') && line.blank.is_none();
        if in_word || in_run {
            self.mark(line, MarkKind::Unreadable, at, at + c.len_utf8());
        }
    }

    /// Accented letters, which are Chinese characters that were read in a western character set.
    fn latin_letters(&mut self, line: &Line<'_>, at: usize) -> usize {
        let is_latin = |c: &char| matches!(c, '\u{80}'..='\u{ff}');
        let run: Vec<char> = line.text[at..].chars().take_while(is_latin).collect();
        let end = at + run.iter().map(|c| c.len_utf8()).sum::<usize>();
        if run.len() >= 3 {
            self.mark(line, MarkKind::Unreadable, at, end);
        }
        end.max(at + 2)
    }

    /// ASCII letters, digits and signs: an address, a field code, a placeholder, or nothing of interest.
    fn ascii(&mut self, line: &mut Line<'_>, at: usize, c: char) -> usize {
        if at < line.read_to {
            return at + 1;
        }
        let text = &line.text[at..];
        let text = &text[..text.floor_char_boundary(LONGEST_RUN)];
        if line.run_to <= at {
            let behind = line.text[at..].bytes().position(|byte| !byte.is_ascii_graphic());
            line.run_to = behind.map_or(line.text.len(), |length| at + length);
        }
        let run = &text[..text.len().min(line.run_to - at)];
        let digit = c.is_ascii_digit();
        if !digit && let Some(len) = artefact(text, run) {
            self.mark(line, MarkKind::Artefact, at, at + len);
            return at + len;
        }
        if run.len() > 3
            && links::may_begin(run)
            && let Some((link, len)) = links::read(text, line.within.start() as usize + at, line.within)
        {
            self.marks.links.push(link);
            return at + len;
        }
        if c == '[' {
            self.pairing(line, at, c);
            return at + 1;
        }
        if matches!(c, 'X' | 'x' | '_') {
            return self.filler(line, at, c);
        }
        let word = run.bytes().take_while(u8::is_ascii_alphanumeric).count().max(1);
        // Of 20XX年 the letters are looked at by themselves.
        let digits = run.bytes().take_while(u8::is_ascii_digit).count();
        let len = if digits > 0 && digits < word { digits } else { word };
        line.read_to = at + len;
        at + len
    }

    /// Characters that stand for others: ××, XX, ____.
    fn filler(&mut self, line: &Line<'_>, at: usize, c: char) -> usize {
        let run = line.text[at..].chars().take_while(|&other| other.eq_ignore_ascii_case(&c)).count();
        let end = at + run * c.len_utf8();
        let rest = line.text[end..].trim_blanks_start();
        let next = rest.chars().next();
        // Two underscores are bold type in Markdown.
        let fewest = if matches!(c, '_' | '＿') { 3 } else { 2 };
        if run < fewest || line.before.is_ascii_alphabetic() || OTHER_WORDS.iter().any(|word| rest.starts_with(word)) {
            return end;
        }
        if matches!(c, '_' | '＿') {
            let beside = |c: char| is_ideograph(c) || matches!(c, '：' | ':' | '，' | '。' | '（' | '）');
            if beside(line.before) && !next.is_some_and(|c| c.is_ascii_alphanumeric())
                || line.before == '\0' && next.is_some_and(is_ideograph)
            {
                self.mark(line, MarkKind::Placeholder, at, end);
            }
        } else if next.is_some_and(|c| UNITS.contains(c)) {
            self.mark(line, MarkKind::Placeholder, at, end);
        } else if next.is_some_and(|c| BODIES.contains(c)) {
            self.mark(line, MarkKind::NamePlaceholder, at, end);
        }
        end
    }

    /// A few blanks in a line of running text are slips; many set out a line.
    fn settle_gaps(&mut self, line: &Line<'_>) {
        if line.gaps.len() <= MOST_GAPS {
            line.gaps.iter().for_each(|&gap| self.marks.blanks.note(gap));
        }
    }

    fn make(&self, line: &Line<'_>, kind: MarkKind, start: usize, end: usize) -> Mark {
        let quoted = self.open.quotations > 0;
        Mark { kind, span: span(line, start, end), within: line.within, part: line.place.part, heading: line.place.heading, quoted }
    }

    fn mark(&mut self, line: &Line<'_>, kind: MarkKind, start: usize, end: usize) {
        let mark = self.make(line, kind, start, end);
        self.marks.list.push(mark);
    }
}

/// The code of the character of three bytes at a place.
fn code(text: &[u8], at: usize) -> u16 {
    match text.get(at..at + 3) {
        Some(&[lead, second, third]) => u16::from(lead) << 12 | u16::from(second & 0x3f) << 6 | u16::from(third & 0x3f),
        _ => NONE,
    }
}

fn cast(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn span(line: &Line<'_>, start: usize, end: usize) -> Span {
    let base = line.within.start() as usize;
    Span::of(base + start..base + end)
}

#[cfg(test)]
mod tests {
    use super::pairing::MOST_OPEN;
    use super::*;

    fn read(text: &str) -> Marks {
        let lexicon = Lexicon::default();
        let mut reader = MarkReader::new(&lexicon);
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let within = Span::of(start..start + line.trim_end().len());
            reader.read(text, within, Place { part: 0, heading: false }, |_| {});
            start += line.len();
        }
        reader.finish()
    }

    fn marked(text: &str) -> Vec<(MarkKind, &str)> {
        let marks = read(text).list;
        marks.iter().filter(|mark| mark.kind != MarkKind::ShortTitle).map(|mark| (mark.kind, &text[mark.span.range()])).collect()
    }

    #[test]
    fn quotation_marks_pair_over_lines_and_inside_each_other() {
        assert_eq!(marked("坚持“以公开为常态、\n不公开为例外”，做到‘三公开’、“‘放管服’改革”"), []);
        assert_eq!(marked("落实“先审后发\"，确保"), [(MarkKind::MixedQuote, "“先审后发\"")]);
        assert_eq!(marked("活动、”“两学一做”专题"), [(MarkKind::UnopenedQuote, "”")]);
        assert_eq!(marked("推进“放管服改革。"), [(MarkKind::UnclosedQuote, "“")]);
        assert_eq!(marked("推进\"放管服\"改革，people’s"), []);
    }

    #[test]
    fn brackets_without_end_are_each_told_and_those_that_close_are_not() {
        let many = 2 * MOST_OPEN + 5;
        let marks = read(&"[".repeat(many)).list;
        assert_eq!(marks.len(), many);
        assert!(marks.iter().enumerate().all(|(at, mark)| mark.kind == MarkKind::UnclosedBracket && mark.span.start() as usize == at));
        let nested = format!("{}{}", "（".repeat(MOST_OPEN), "）".repeat(MOST_OPEN));
        assert_eq!(marked(&nested), []);
        let quoted = format!("“甲{}乙”，", "[".repeat(9));
        assert!(read(&quoted).list.iter().all(|mark| mark.quoted), "what stands in a quotation knows it");
    }

    #[test]
    fn brackets_pair_whatever_their_width_and_ordinals_need_none() {
        assert_eq!(marked("1）公开（含《办法〈试行〉》)；2)其他，一）甲。"), []);
        assert_eq!(marked("国办发〔2019)60文"), [(MarkKind::UnclosedBracket, "〔2019)")]);
        assert_eq!(marked("《条例规定，公开"), [(MarkKind::UnclosedBracket, "《")]);
        assert_eq!(marked("公开政府信息）情况"), [(MarkKind::UnopenedBracket, "）")]);
    }

    #[test]
    fn what_stands_twice_is_told_from_words_that_meet() {
        assert_eq!(marked("考生在在规定时间"), [(MarkKind::Repeat, "在在")]);
        assert_eq!(marked("推进信息公开信息公开工作"), [(MarkKind::Repeat, "信息公开信息公开")]);
        assert_eq!(marked("我们我们将"), [(MarkKind::Repeat, "我们我们")]);
        for right in [
            "存在在线渠道单一",
            "依申请公开公开情况，2019年度年度报告，各部门门户网站",
            "一件事一件事办好，应公开尽公开，谁公开谁负责",
            "以及及时公开，市市场监管局，县县直单位，会议议定",
            "政府办公室办公室主任，日清日结，一级抓一级",
            "谦和和平，目的的，把把关",
        ] {
            assert_eq!(marked(right), [], "{right}");
        }
    }

    #[test]
    fn what_is_seen_at_a_glance_does_not_depend_on_where_the_glance_ends() {
        for length in glance::MOST - 14..=glance::MOST {
            let before: String = (0..length).filter_map(|at| char::from_u32(0x9700 + at)).collect();
            let text = format!("{before}信息公开信息公开条利，，在在");
            let marks = read(&text).list;
            let seen = |kind: MarkKind, what: &str| marks.iter().any(|mark| mark.kind == kind && &text[mark.span.range()] == what);
            assert!(seen(MarkKind::Repeat, "信息公开信息公开") && seen(MarkKind::Repeat, "在在"), "{length}");
            assert!(seen(MarkKind::DoubledPoint, "，，"), "{length}");
        }
    }

    #[test]
    fn points_side_by_side_are_slips() {
        assert_eq!(marked("及时公开，。加强"), [(MarkKind::DoubledPoint, "，。")]);
        assert_eq!(marked("（地址；赣州市，电话：0797）"), [(MarkKind::WrongPoint, "；")]);
        assert_eq!(marked("公开机构职能、办公地址；公开电话；做到及时！！等等……"), []);
    }

    #[test]
    fn placeholders_are_what_was_to_be_filled_in() {
        for (text, mark) in [
            ("主动公开××条", "××"),
            ("20XX年", "XX"),
            ("共公开（　）条", "（　）"),
            ("收到申请____件", "____"),
            ("公开政府信息 条，", " 条"),
            ("公开政府信息条，", "政府信息条"),
            ("（待补充）", "待补"),
            ("2019年 月  日", "年 月  日"),
        ] {
            assert_eq!(marked(text), [(MarkKind::Placeholder, mark)], "{text}");
        }
        assert_eq!(marked("报××县人民政府"), [(MarkKind::NamePlaceholder, "××")]);
        for right in
            ["王××诉县政府", "3×5个", "有待补充完善", "XX", "政府信息条目", "2019年1月31日", "____", "a__b", "WXX", "XXI条", "收到申请 件"]
        {
            assert_eq!(marked(right), [], "{right}");
        }
    }

    #[test]
    fn field_codes_and_markup_are_artefacts() {
        for (text, mark) in [
            ("[bookmark: _GoBack]2020年", "[bookmark: _GoBack]"),
            ("见HYPERLINK \"http://www.a.gov.cn\"网站", "HYPERLINK \"http://www.a.gov.cn\""),
            ("第PAGE \\* MERGEFORMAT2页", "PAGE \\* MERGEFORMAT2"),
            ("公开&nbsp;信息", "&nbsp;"),
            ("<br/>二是", "<br/>"),
        ] {
            assert_eq!(marked(text), [(MarkKind::Artefact, mark)], "{text}");
        }
        assert_eq!(marked("WEBPAGE、TOC、A&B、3<5"), []);
    }

    #[test]
    fn document_numbers_in_a_wrong_form_are_marked() {
        for text in [
            "国办发[2019]60号",
            "国办发（2019）60号",
            "赣府厅字〔2019〕第60号",
            "国办发〔19〕60号",
            "国办发〔2019〕06号",
            "国办发〔2019〕 60号",
        ] {
            assert_eq!(marked(text).len(), 1, "{text}");
        }
        for text in
            ["国办公开办函〔2019〕60号", "（2019）赣01行初12号", "建设路8号", "国务院令第711号", "第（2019）3号", "公告〔2019〕第3号"]
        {
            assert_eq!(marked(text), [], "{text}");
        }
    }

    #[test]
    fn characters_that_nobody_can_read_are_marked() {
        for text in ["公开\u{fffd}信息", "公\u{e123}开", "æ”¿åºœ", "公开??信息", "锟斤拷"] {
            assert!(!marked(text).is_empty(), "{text}");
        }
        assert_eq!(marked("\u{f06c}公开，约42㎡，±3℃，3×4，是\u{f052}否\u{f0a3}"), []);
    }

    #[test]
    fn blanks_inside_words_are_counted_and_those_that_set_out_a_line_are_not() {
        for (text, count) in [
            ("2018年，我县推出的这是   一款平台。", 1),
            ("回复率99.95 %。", 1),
            ("公开力度 。", 1),
            ("“ 一对一”座谈", 1),
            ("地址：某县永隆乡 邮编：342600 电话：0797-1。", 0),
            ("政府信息。     进一步完善了", 0),
            ("年 度 报 告", 0),
            ("已审核。审核人：李 明，填报人：张晓红。", 0),
            ("已审核。审核人李 明，现予以公布。", 1),
            ("公开，甲乙 丙丁 戊己 庚辛 壬癸。", 0),
            ("公开2019 年 12 月 IPv6 改造，第五十条 第一款", 0),
        ] {
            assert_eq!(read(text).blanks.count, count, "{text}");
        }
    }

    #[test]
    fn half_width_punctuation_is_counted_only_in_chinese() {
        assert_eq!(read("认真落实《条例》,公开信息(以下简称信息):一是").half_width.count, 4);
        assert_eq!(read("12,345条；3:2，http://a.gov.cn/b?c=1,2 1.公开 (1)公开").half_width.count, 0);
    }
}
