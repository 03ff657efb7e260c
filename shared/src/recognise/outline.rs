//! From the lines outside tables to headings, running text and page furniture.
//!
//! A line that starts with an ordinal is a candidate; the candidates are then judged together, since one alone does not
//! tell (`levels`, `judge`). A heading that runs on into its sentence gives the heading phrase only (`phrase`). What is left
//! becomes sections (`sections`).
//!
//! ```text
//! （一）分工明确，夯实责任。为全面贯彻落实《条例》精神，…   heading 分工明确，夯实责任, level 2; the rest is running text
//! ```
//!
//! A line that was broken at the width of a page comes here whole ([`super::wrapped`]): it may hold line breaks.
//!
//! Invariant: sections, paragraphs and furniture are each in the order of the text, and every line that is not blank is in
//! one of them. Tables are left to the caller, who passes the lines outside them; title and signature are text here.

mod judge;
mod levels;
mod phrase;
mod sections;
#[cfg(test)]
mod tests;

use std::ops::Range;

use memchr::memmem::Finder;

use crate::amount::{Blanks, is_blank};
use crate::fold::Folder;
use crate::recognise::furniture::is_furniture;
use crate::recognise::official::{self, OfficialHeadings, Wording};
use crate::recognise::ordinal::{Ordinal, numeral};
use crate::report::{OrdinalStyle, Section};
use crate::source::{Source, Span};
use phrase::{LONGEST_ALONE, LONGEST_RUN_IN, Phrase, closes_heading, is_layout, is_leader};

/// Headings, running text and furniture of a report.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// Headings of levels 1 to 3.
    pub(crate) sections: Vec<Section>,
    /// Everything else that is text, headings' sentences among it.
    pub(crate) paragraphs: Vec<Span>,
    /// Page numbers, web-page chrome, lists of contents.
    pub(crate) furniture: Vec<Span>,
}

/// Longest line, in bytes, that can be a heading without ordinal.
const LONGEST_UNNUMBERED: usize = 120;
/// Shortest line, in bytes, that is searched for headings within.
const SHORTEST_FLATTENED: usize = 600;

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
struct Piece {
    span: Span,
    kind: PieceKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PieceKind {
    Text,
    Furniture,
    /// Index of the candidate.
    Candidate(usize),
}

/// A line that may be a heading.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    /// Index of its piece.
    piece: usize,
    /// Level as judged so far; `NONE` for a line that is no heading.
    level: u8,
    number: u32,
    style: OrdinalStyle,
    ordinal: Span,
    heading: Span,
    /// What follows the heading on its line.
    rest: Span,
    /// Whether it looks like a heading even where sentences are numbered too.
    solid: bool,
    /// The section of the form that an unnumbered heading names.
    wording: Option<Wording>,
}

/// Level of a candidate that is no heading.
const NONE: u8 = 0;

/// Reads headings, running text and furniture from the lines outside tables. A `form` of `None` is an unknown edition.
pub(crate) fn outline(source: &Source, folder: &Folder, official: &OfficialHeadings, form: Option<usize>, lines: &[Span]) -> Outline {
    let mut reader = Reader { source, folder, official, form, pieces: Vec::with_capacity(lines.len()), candidates: Vec::new() };
    reader.read_lines(lines);
    reader.set_contents_aside();
    reader.assign_levels();
    reader.promote_numbering();
    reader.drop_sentences();
    reader.judge_unnumbered();
    reader.finish()
}

struct Reader<'a> {
    source: &'a Source,
    folder: &'a Folder,
    official: &'a OfficialHeadings,
    form: Option<usize>,
    pieces: Vec<Piece>,
    candidates: Vec<Candidate>,
}

impl Reader<'_> {
    fn read_lines(&mut self, lines: &[Span]) {
        let comma = Finder::new("、");
        let mut lines = lines.iter().copied().peekable();
        let mut cuts = Vec::new();
        while let Some(line) = lines.next() {
            let line = self.content(line);
            if line.is_empty() {
                continue;
            }
            if line.len() as usize >= SHORTEST_FLATTENED {
                self.cut_flattened(line, &comma, &mut cuts);
            }
            if cuts.is_empty() {
                let next = lines.peek().copied();
                if self.read_line(line, next) {
                    lines.next();
                }
                continue;
            }
            let mut start = line.start();
            for end in cuts.drain(..).chain([line.end()]) {
                let piece = self.content(Span::new(start, end));
                if !piece.is_empty() {
                    self.read_line(piece, None);
                }
                start = end;
            }
        }
    }

    /// Reads one line; says whether it took the next one, too, as the heading of an ordinal that stands alone.
    fn read_line(&mut self, line: Span, next: Option<Span>) -> bool {
        let text = self.source.slice(line);
        let kind = match Ordinal::read(text) {
            Some(_) if is_row(text) => PieceKind::Text,
            Some(ordinal) => {
                let ordinal_span = within(line, 0, ordinal.len);
                let rest = self.content(within(line, ordinal.len, text.len()));
                if !rest.is_empty() {
                    return self.push_candidate(line, ordinal, ordinal_span, rest);
                }
                match next.map(|next| self.content(next)) {
                    Some(next) if self.continues(line, next) => {
                        self.push_candidate(line.cover(next), ordinal, ordinal_span, next);
                        return true;
                    }
                    _ => PieceKind::Text,
                }
            }
            None if is_furniture(text) => PieceKind::Furniture,
            None => match self.unnumbered(text) {
                Some(wording) => return self.push_unnumbered(line, wording),
                None => PieceKind::Text,
            },
        };
        self.pieces.push(Piece { span: line, kind });
        false
    }

    /// Whether `next` is the heading of the ordinal that stands alone on `line`.
    fn continues(&self, line: Span, next: Span) -> bool {
        let between = self.source.slice(Span::new(line.end(), next.start()));
        let text = self.source.slice(next);
        between.len() <= 12 && between.chars().all(is_layout) && Ordinal::read(text).is_none() && Phrase::read(text).chars >= 2
    }

    /// The line without blanks, Markdown marks and bookmarks around it.
    fn content(&self, line: Span) -> Span {
        let text = self.source.slice(line);
        let mut start = text.trim_start_matches(is_layout);
        while let Some(end) = start.strip_prefix("[bookmark:").and_then(|rest| rest.find(']')) {
            start = start["[bookmark:".len() + end + 1..].trim_start_matches(is_layout);
        }
        let kept = start.trim_end_matches(is_layout);
        within(line, text.len() - start.len(), text.len() - start.len() + kept.len())
    }

    fn push_candidate(&mut self, line: Span, ordinal: Ordinal, ordinal_span: Span, rest: Span) -> bool {
        let level = match ordinal.style {
            OrdinalStyle::ChineseComma | OrdinalStyle::ChineseDot | OrdinalStyle::Part => 1,
            OrdinalStyle::ChineseParenthesis => 2,
            OrdinalStyle::ArabicDot | OrdinalStyle::ArabicComma => 3,
            OrdinalStyle::ArabicParenthesis | OrdinalStyle::Unnumbered => 4,
        };
        let text = self.source.slice(rest);
        let phrase = Phrase::read(text);
        let end = self.heading_end(text, &phrase, level);
        let trimmed = text[..end].trim_end_matches(closes_heading);
        let follows = text[end..].trim_start_matches(closes_heading);
        let candidate = Candidate {
            piece: self.pieces.len(),
            level,
            number: ordinal.number,
            style: ordinal.style,
            ordinal: ordinal_span,
            heading: within(rest, 0, trimmed.len()),
            rest: if is_leader(follows) { Span::new(rest.end(), rest.end()) } else { within(rest, text.len() - follows.len(), text.len()) },
            solid: phrase.is_solid(),
            wording: None,
        };
        let kind = if candidate.heading.is_empty() { PieceKind::Text } else { PieceKind::Candidate(self.candidates.len()) };
        self.pieces.push(Piece { span: line, kind });
        if kind != PieceKind::Text {
            self.candidates.push(candidate);
        }
        false
    }

    /// Where the heading phrase ends in what follows an ordinal.
    fn heading_end(&self, text: &str, phrase: &Phrase, level: u8) -> usize {
        let longest = if phrase.follows || phrase.closed { LONGEST_RUN_IN } else { LONGEST_ALONE };
        let runs_on = phrase.follows || phrase.chars > LONGEST_RUN_IN || (phrase.closed && phrase.comma.is_some());
        if level == 1 && runs_on {
            let official = self.official.prefix(self.form, text, self.folder).filter(|&end| end < phrase.end);
            if let Some(end) = official.filter(|&end| phrase.chars > LONGEST_RUN_IN || text[end..].starts_with(is_blank)) {
                return end;
            }
        }
        match (phrase.gap, phrase.comma) {
            (Some(gap), _) if runs_on => gap,
            (_, Some(comma)) if phrase.chars > longest => comma,
            _ => phrase.end,
        }
    }

    /// The section that a line without ordinal names, if the whole line is a heading of the form.
    fn unnumbered(&self, text: &str) -> Option<Wording> {
        let first = text.chars().next()?;
        if text.len() > LONGEST_UNNUMBERED || first == '附' || !self.official.may_start(first, self.folder) {
            return None;
        }
        let key = official::key(text, self.folder);
        let wording = self.official.by_wording(self.form, &key)?;
        (!text.ends_with('。') && !self.official.is_caption(self.form, &key)).then_some(wording)
    }

    fn push_unnumbered(&mut self, line: Span, wording: Wording) -> bool {
        let text = self.source.slice(line);
        let heading = within(line, 0, text.trim_end_matches(closes_heading).len());
        self.pieces.push(Piece { span: line, kind: PieceKind::Candidate(self.candidates.len()) });
        self.candidates.push(Candidate {
            piece: self.pieces.len() - 1,
            level: 1,
            number: 0,
            style: OrdinalStyle::Unnumbered,
            ordinal: within(line, 0, 0),
            heading,
            rest: Span::new(line.end(), line.end()),
            solid: true,
            wording: Some(wording),
        });
        false
    }

    /// Finds where headings start inside a line that a whole report was flattened into. Only a heading of the form after
    /// a full stop makes a line such a one; then （一） after a full stop counts, too. Headings that a sentence lists one
    /// after the other (本报告由六个部分组成：一、…；二、…) begin nothing.
    fn cut_flattened(&self, line: Span, comma: &Finder<'_>, cuts: &mut Vec<u32>) {
        let text = self.source.slice(line);
        let mut found: Vec<Range<usize>> = Vec::new();
        for at in comma.find_iter(text.as_bytes()) {
            let before = text[..at].trim_end_matches(|c| numeral(c).is_some());
            if before.len() == at || !ends_sentence(before) {
                continue;
            }
            let Some(ordinal) = Ordinal::read(&text[before.len()..]) else { continue };
            let rest = text[before.len() + ordinal.len..].trim_blanks_start();
            if let Some(end) = self.official.prefix(self.form, rest, self.folder) {
                found.push(before.len()..text.len() - rest.len() + end);
            }
        }
        drop_listed(text, &mut found);
        cuts.extend(found.iter().map(|heading| line.start() + to_u32(heading.start)));
        if cuts.is_empty() {
            return;
        }
        for (at, _) in text.match_indices(['（', '(']) {
            let ordinal = Ordinal::read(&text[at..]);
            if ordinal.is_some_and(|ordinal| ordinal.style == OrdinalStyle::ChineseParenthesis) && ends_sentence(&text[..at]) {
                cuts.push(line.start() + to_u32(at));
            }
        }
        cuts.sort_unstable();
        cuts.dedup();
    }
}

/// Whether a line is a row of a table: cells divided or ended by bars, or more than one tab inside.
fn is_row(text: &str) -> bool {
    text.ends_with(['|', '｜']) || memchr::memchr_iter(b'\t', text.as_bytes()).nth(1).is_some()
}

/// Drops the headings that are items of a list: nothing but a mark stands between each of them and the next. A semicolon or
/// a comma tells that at once, since no section ends so; full stops only where more headings are bare than a report can
/// be whose tables were left out.
fn drop_listed(text: &str, headings: &mut Vec<Range<usize>>) {
    const FEWEST_CLOSED: usize = 4;
    let mut listed = vec![false; headings.len()];
    let mut start = 0;
    while start < headings.len() {
        let (mut end, mut sure) = (start, false);
        while let Some(next) = headings.get(end + 1) {
            let between = text[headings[end].end..next.start].trim_blanks();
            if between.is_empty() || !between.chars().all(closes_heading) {
                break;
            }
            sure |= !between.ends_with('。');
            end += 1;
        }
        if sure || end - start >= FEWEST_CLOSED {
            listed[start..=end].fill(true);
        }
        start = end + 1;
    }
    let mut listed = listed.into_iter();
    headings.retain(|_| !listed.next().unwrap_or_default());
}

/// Whether a text ends where a sentence ends, blanks apart.
fn ends_sentence(text: &str) -> bool {
    text.trim_blanks_end().ends_with(['。', '！', '？', '；', '”', '｡']) || text.ends_with(is_blank)
}

/// The part of a span between two byte offsets from its start.
fn within(span: Span, start: usize, end: usize) -> Span {
    Span::new(span.start() + to_u32(start), span.start() + to_u32(end))
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
