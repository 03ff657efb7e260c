//! The running text of a report, read once for all rules that judge its words.
//!
//! Turns paragraphs and headings into what those rules ask for: enumerations, the places of phrases, and which part of
//! the report mentions what. Tables and page furniture are no prose and are not looked at. One pass over the text; no
//! phrase is ever searched for by itself.
//!
//! ```text
//! 一是完善机制。二是加强督查。四是注重实效。   →  a list 一、二, and a break: 四 after 二
//! ```

mod citation;
mod enumeration;
mod glance;
mod lexicon;
mod links;
mod marks;
mod pairs;
mod wording;

pub use citation::Citation;
pub use enumeration::{Break, BreakKind, List, Marker};
pub use lexicon::{Lexicon, Mentions, Phrase, chinese, number};
pub use links::{Flaw, Link, LinkKind};
pub use marks::{Mark, MarkKind, Marks, Tally};
pub use wording::{Entry, Topic, Wording};

use lexicon::Met;
use marks::{MarkReader, Place};
use memchr::memchr;
use memchr::memmem::Finder;

use crate::amount::{Blanks, is_blank, numeral};
use crate::report::{Report, Section};
use crate::source::{Source, Span};

/// What the running text of a report says.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// Enumerations, in the order of their first markers.
    pub lists: Vec<List>,
    /// Places where an enumeration does not go on as it should.
    pub breaks: Vec<Break>,
    /// Lines that open an attachment (附件, 附表).
    pub attachments: Vec<Span>,
    /// Documents that are cited by their numbers, in the order of the text.
    pub citations: Vec<Citation>,
    /// What is known about its characters: pairs, repetitions, blanks, placeholders, addresses.
    pub marks: Marks,
    hits: Vec<Hit>,
    /// Before the first heading of level 1, then for each heading of level 1 what its part mentions.
    parts: Vec<Mentions>,
}

/// A phrase at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it speaks of.
    pub phrase: Phrase,
    /// Where it stands.
    pub span: Span,
    /// The paragraph or heading that it stands in.
    pub within: Span,
    /// The part it stands in: 0 before the first heading of level 1.
    pub part: usize,
    /// Whether it stands in a heading.
    pub heading: bool,
}

struct Reader<'a> {
    source: &'a Source,
    lexicon: &'a Lexicon,
    /// Where the tables are; each reaches as far as any before it, so that the last one above a place tells of all.
    tables: Vec<Span>,
    prose: Prose,
    characters: MarkReader<'a>,
    markers: Vec<Marker>,
    scope: u32,
    paragraph: u32,
    /// Finds what ends a sentence.
    stops: Finder<'static>,
}

impl Prose {
    /// Reads paragraphs and headings of a report.
    #[must_use]
    pub fn read(source: &Source, report: &Report, lexicon: &Lexicon) -> Self {
        let prose = Prose { parts: vec![Mentions::default()], ..Prose::default() };
        let characters = MarkReader::new(lexicon);
        let tables = reaches(report);
        let mut reader =
            Reader { source, lexicon, tables, prose, characters, markers: Vec::new(), scope: 0, paragraph: 0, stops: Finder::new("。") };
        let mut sections = report.sections.iter().peekable();
        for &paragraph in &report.paragraphs {
            while let Some(section) = sections.next_if(|section| section.span.start() <= paragraph.start()) {
                reader.heading(section);
            }
            reader.paragraph(paragraph);
        }
        for section in sections {
            reader.heading(section);
        }
        let numbers = reader.prose.hits.iter().filter(|hit| matches!(hit.phrase, Phrase::DocumentNumber | Phrase::OrderNumber));
        reader.prose.citations = numbers.filter_map(|hit| citation::citation(source.text(), hit)).collect();
        (reader.prose.lists, reader.prose.breaks) = enumeration::lists(&reader.markers);
        reader.prose.marks = reader.characters.finish();
        reader.prose
    }

    /// The places of a phrase, in the order of the text.
    pub fn hits(&self, phrase: Phrase) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |hit| hit.phrase == phrase)
    }

    /// What a part mentions: 0 before the first heading of level 1, `n` under the `n`th.
    #[must_use]
    pub fn part(&self, part: usize) -> Mentions {
        self.parts.get(part).copied().unwrap_or_default()
    }

    /// Whether any part mentions a phrase.
    #[must_use]
    pub fn mentions(&self, phrase: Phrase) -> bool {
        self.mentions_from(0, phrase)
    }

    /// Whether a part mentions a phrase, of those from the `first` on.
    #[must_use]
    pub fn mentions_from(&self, first: usize, phrase: Phrase) -> bool {
        self.parts.iter().skip(first).any(|part| part.has(phrase))
    }
}

impl Reader<'_> {
    fn heading(&mut self, section: &Section) {
        self.scope += 1;
        self.paragraph += 1;
        if section.level == 1 {
            self.prose.parts.push(Mentions::default());
        }
        self.scan(section.span, section.span, true);
    }

    fn paragraph(&mut self, span: Span) {
        let paragraph = self.source.slice(span);
        let mut start = 0;
        while start < paragraph.len() {
            let end = memchr(b'\n', &paragraph.as_bytes()[start..]).map_or(paragraph.len(), |length| start + length + 1);
            let line = &paragraph[start..end];
            let text = line.trim_blanks();
            if !text.is_empty() {
                let at = span.start() as usize + start + (line.len() - line.trim_blanks_start().len());
                let line = Span::of(at..at + text.len());
                if start > 0 {
                    self.joint(paragraph, start, span);
                }
                self.line(line, text, if text.len() == paragraph.len() { line } else { span });
            }
            start = end;
        }
    }

    /// Meets the phrases that a line break parts, which stand in no line of the paragraph.
    fn joint(&mut self, text: &str, at: usize, within: Span) {
        /// Bytes of text on either side that a phrase may take.
        const REACH: usize = 48;
        let start = text.floor_char_boundary(at.saturating_sub(REACH));
        let window = &text[start..text.floor_char_boundary(at + REACH)];
        let (part, at) = (self.prose.parts.len() - 1, at - start);
        let base = within.start() as usize + start;
        let Self { lexicon, prose, .. } = self;
        lexicon.scan(window, |met| {
            if let Met::Word(phrase, from, to) = met
                && (from..to).contains(&at)
                && from < window[..at].trim_blanks_end().len()
                && prose.parts[part].note(phrase)
            {
                prose.hits.push(Hit { phrase, span: Span::of(base + from..base + to), within, part, heading: false });
            }
        });
    }

    fn line(&mut self, span: Span, text: &str, paragraph: Span) {
        self.paragraph += 1;
        if opens_with_ordinal(text) {
            self.scope += 1;
        }
        if opens_attachment(text) {
            self.prose.attachments.push(span);
            self.scope += 1;
        }
        self.scan(span, paragraph, false);
    }

    /// Reads a line of a paragraph, or a heading.
    fn scan(&mut self, line: Span, within: Span, heading: bool) {
        let Self { source, lexicon, tables, prose, characters, markers, scope, paragraph, stops } = self;
        let start = line.start() as usize;
        let part = prose.parts.len() - 1;
        let mentions = &mut prose.parts[part];
        // The sentence that the marker before stood in, and where that marker ended.
        let (mut sentence, mut read) = (0, 0);
        let text = source.slice(line);
        let meet = |met| match met {
            Met::Word(phrase, from, to) => {
                if mentions.note(phrase) {
                    prose.hits.push(Hit { phrase, span: Span::of(start + from..start + to), within, part, heading });
                }
            }
            Met::Marker(number, from, to) => {
                let span = Span::of(start + from..start + to);
                sentence += stops.find_iter(&text.as_bytes()[read.min(from)..from]).count();
                read = to;
                markers.push(Marker { number, span, scope: *scope, paragraph: *paragraph, sentence, leads: from == 0 });
            }
            // Only what is set as text is marked.
            Met::Entry(..) => {}
        };
        // A piece of a table that was taken for text is set in the table's own way.
        let above = tables.partition_point(|table| table.start() <= line.start());
        if tables[..above].last().is_some_and(|table| table.contains(line)) {
            lexicon.scan(text, meet);
        } else {
            let place = Place { part: u16::try_from(part).unwrap_or(u16::MAX), heading };
            characters.read(source.text(), line, place, meet);
        }
    }
}

/// The spans of the tables by their starts, each as long as it takes to reach the furthest end so far.
fn reaches(report: &Report) -> Vec<Span> {
    let mut spans: Vec<Span> = report.tables.iter().map(|table| table.span).collect();
    spans.sort_by_key(|span| span.start());
    let mut end = 0;
    for span in &mut spans {
        end = end.max(span.end());
        *span = Span::new(span.start(), end);
    }
    spans
}

/// Whether a paragraph opens with an ordinal: （22）, 3、, 二、.
fn opens_with_ordinal(text: &str) -> bool {
    let inner = text.trim_start_matches(['（', '(']);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit() || numeral(c).is_some());
    let closed = rest.starts_with(['、', '.', '．', '）', ')']);
    closed && (1..=9).contains(&(inner.len() - rest.len()))
}

/// Whether a line opens an attachment: 附件, 附件1, 附表：…; a sentence that mentions one is too long.
fn opens_attachment(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("附件").or_else(|| text.strip_prefix("附表")) else { return false };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || is_blank(c) || "一二三四五".contains(c));
    rest.is_empty() || (rest.starts_with([':', '：', '.', '．', '、', '《', '政']) && rest.chars().count() <= 40)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Source, Prose) {
        let source = Source::new(text.to_owned());
        let report = Report { paragraphs: vec![Span::of(0..text.len())], ..Report::default() };
        let prose = Prose::read(&source, &report, &Lexicon::default());
        (source, prose)
    }

    #[test]
    fn a_list_may_run_over_paragraphs_and_ends_at_an_ordinal() {
        let (_, prose) = read("一是甲。\n二是乙。\n四是丙。");
        assert_eq!(prose.breaks.len(), 1);
        assert_eq!(prose.breaks[0].kind, BreakKind::Gap);
        let (_, prose) = read("（1）一是甲。二是乙。\n（2）一是丙。二是丁。");
        assert_eq!((prose.lists.len(), prose.breaks.len()), (2, 0));
    }

    #[test]
    fn phrases_keep_their_places() {
        let (source, prose) = read("预计年底前完成。");
        let hit = prose.hits(Phrase::Expectation).next().unwrap();
        assert_eq!(source.slice(hit.span), "预计");
        assert!(!prose.mentions(Phrase::Contact));
    }

    #[test]
    fn attachment_lines_are_told_from_sentences() {
        assert_eq!(read("附件1 \n附件：政府信息公开情况统计表（2019年度）\n附件所列数据").1.attachments.len(), 2);
    }
}
