//! The decoded text of one report, and places in it.
//!
//! Turns nothing into anything: it only fixes how a place is named. Every later stage speaks of [`Span`]s, half-open
//! ranges of UTF-8 byte offsets into the text of one [`Source`]; lines, columns and code points exist only at the edge,
//! through [`Source::position`].
//!
//! A text in traditional characters is read in simplified ones, each at the place of the one it stands for; what is quoted
//! comes from the text as it was sent ([`Source::printed`]).
//!
//! Invariant: both ends of a span lie on character boundaries of the text it was made for, so slicing never panics for
//! the source that made it.

use std::ops::Range;

use gouji_documents::{Document, Note, NoteKind, Placed, Table, in_simplified};

/// A half-open range of UTF-8 byte offsets into the text of one [`Source`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// Makes a span; an `end` before `start` gives the empty span at `start`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// Makes the span of a byte range that is known to fit, as every range of a [`Source`] does.
    #[must_use]
    pub fn of(range: Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self::new(clamp(range.start), clamp(range.end))
    }

    /// First byte.
    #[must_use]
    pub const fn start(self) -> u32 {
        self.start
    }

    /// One past the last byte.
    #[must_use]
    pub const fn end(self) -> u32 {
        self.end
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether nothing lies between the ends.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range to slice a `str` with.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A place as people and editors name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Offset in Unicode code points from the start of the text.
    pub offset: u32,
    /// Line, from 1. A line ends at LF; a CR before it belongs to the line end.
    pub line: u32,
    /// Column in code points, from 1.
    pub column: u32,
}

/// The text of one report, with the tables that its file marks and the places in the file that the text came from.
#[derive(Debug)]
pub struct Source {
    document: Document,
    /// The text in simplified characters, if it is in traditional ones.
    simplified: Option<String>,
    /// Byte offset of the first character of each line.
    line_starts: Vec<u32>,
    /// Code points before each [`BLOCK`] of the text as it was sent, so that a position costs one block of counting.
    block_offsets: Vec<u32>,
}

/// How many bytes of a text are counted at once: as many as one byte can count.
const BLOCK: usize = 128;

/// Bytes of a line of a text whose lines are short, a third of what most have on average.
const SHORT_LINE: usize = 48;

impl Source {
    /// Indexes a plain text.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self::of(Document { media_type: "text/plain", charset: "UTF-8", text, ..Document::default() })
    }

    /// Indexes what a reader made of a file.
    ///
    /// The reader has refused anything longer than `u32::MAX` bytes (see [`gouji_documents::Limits`]).
    #[must_use]
    pub fn of(document: Document) -> Self {
        let text = document.text.as_str();
        let mut line_starts = Vec::with_capacity(1 + text.len() / SHORT_LINE);
        line_starts.push(0);
        for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
            line_starts.push(Span::of(0..end + 1).end);
        }
        let mut block_offsets = Vec::with_capacity(2 + text.len() / BLOCK);
        let mut offset = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            block_offsets.push(offset);
            offset += count_chars(block);
        }
        block_offsets.push(offset);
        let traditional = document.notes.iter().any(|note| note.kind == NoteKind::Traditional);
        let simplified = traditional.then(|| in_simplified(text));
        Self { document, simplified, line_starts, block_offsets }
    }

    /// The whole text as it is read: one in traditional characters is in simplified ones here.
    #[must_use]
    pub fn text(&self) -> &str {
        self.simplified.as_deref().unwrap_or(&self.document.text)
    }

    /// The text of a span as it was sent, for quoting; empty for a span of another, longer source.
    #[must_use]
    pub fn printed(&self, span: Span) -> &str {
        self.document.text.get(span.range()).unwrap_or_default()
    }

    /// The tables that the file marks as such, in the order of the text.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.document.tables
    }

    /// The place in the file that a byte offset came from; `None` for plain text, whose lines are its places.
    #[must_use]
    pub fn place_at(&self, offset: u32) -> Option<&Placed> {
        self.document.place_at(offset as usize)
    }

    /// Whether a line belongs to a list of links to other pages.
    #[must_use]
    pub fn is_link(&self, line: Span) -> bool {
        let links = &self.document.links;
        links.get(links.partition_point(|link| link.end < line.end as usize)).is_some_and(|link| link.start <= line.start as usize)
    }

    /// The name of a sheet, by the index that places give.
    #[must_use]
    pub fn sheet(&self, index: u32) -> Option<&str> {
        self.document.sheets.get(index as usize).map(String::as_str)
    }

    /// What a reader of the result must know about the file.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.document.notes
    }

    /// The text of a span as it is read; empty for a span of another, longer source.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text().get(span.range()).unwrap_or_default()
    }

    /// Number of lines; an empty text has one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The line (from 0) without its line end.
    #[must_use]
    pub fn line(&self, index: usize) -> Span {
        let Some(&start) = self.line_starts.get(index) else { return Span::of(self.text().len()..self.text().len()) };
        let end = self.line_starts.get(index + 1).map_or(self.text().len(), |&next| next as usize - 1);
        let bytes = self.text().as_bytes();
        let end = if end > start as usize && bytes.get(end - 1) == Some(&b'\r') { end - 1 } else { end };
        Span::of(start as usize..end)
    }

    /// The index (from 0) of the line a byte offset lies in.
    #[must_use]
    pub fn line_at(&self, offset: u32) -> usize {
        self.line_starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// Code points before a byte of the text.
    fn chars_before(&self, at: usize) -> u32 {
        let block = at / BLOCK;
        self.block_offsets[block] + count_chars(&self.text().as_bytes()[block * BLOCK..at])
    }

    /// Where a byte offset lies, in code points, lines and columns of the text as it was sent.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_at(offset);
        let start = self.line_starts[line] as usize;
        let end = (offset as usize).min(self.text().len());
        let above_line = self.chars_before(start);
        let within = self.chars_before(end.max(start)) - above_line;
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        // What nobody sees was left out of the text, and counts in the one that was sent.
        let dropped = |before: u32| number(self.document.dropped.partition_point(|&at| at <= before));
        let (above, here) = (dropped(self.line_starts[line].saturating_sub(1)), dropped(offset));
        let above = if line == 0 { 0 } else { above };
        Position { offset: above_line + within + here, line: number(line + 1), column: within + 1 + here - above }
    }
}

/// Code points in at most a [`BLOCK`] of well-formed UTF-8: every byte that is not a continuation byte starts one.
fn count_chars(block: &[u8]) -> u32 {
    let mut count = 0_u8;
    for &byte in block {
        count += u8::from((byte as i8) >= -0x40);
    }
    u32::from(count)
}

/// How far from a place the words around it are looked at, in bytes: some seven hundred characters, further than a sentence
/// goes. Without a bound, a line that never ends would be read again for each of its words.
pub(crate) const REACH: usize = 2 << 10;

/// The end of a text, as far as is within reach of what stands behind it.
pub(crate) fn near_end(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(REACH))..]
}

/// The beginning of a text, as far as is within reach of what stands before it.
pub(crate) fn near_start(text: &str) -> &str {
    &text[..text.floor_char_boundary(REACH)]
}

/// What stands around a place between two marks, a sentence for instance, without the marks; as much as is within reach.
pub(crate) fn between_marks(text: &str, place: Range<usize>, is_mark: impl Fn(char) -> bool) -> Range<usize> {
    let (before, behind) = (near_end(&text[..place.start]), near_start(&text[place.end..]));
    let from = before.char_indices().rev().find(|&(_, c)| is_mark(c)).map_or(0, |(at, c)| at + c.len_utf8());
    let to = behind.find(is_mark).unwrap_or(behind.len());
    place.start - before.len() + from..place.end + to
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_code_points_and_ignore_carriage_returns() {
        let source = Source::new("年报\r\n合计\t23".to_owned());
        let at = source.text().find("23").unwrap() as u32;
        assert_eq!(source.position(at), Position { offset: 7, line: 2, column: 4 });
        assert_eq!(source.slice(source.line(0)), "年报");
        assert_eq!(source.slice(source.line(1)), "合计\t23");
    }

    #[test]
    fn a_text_in_traditional_characters_is_read_in_simplified_ones_and_quoted_as_sent() {
        let sent = "臺北市政府資訊公開年度報告，主動公開規範性文件數量統計表";
        let file = gouji_documents::File { name: "", bytes: sent.as_bytes(), charset: None };
        let source = Source::of(gouji_documents::read(file, &gouji_documents::Limits::default()).unwrap());
        let span = Span::of(sent.find("統計").unwrap()..sent.len());
        assert_eq!((source.slice(span), source.printed(span)), ("统计表", "統計表"));
        assert_eq!(source.text().len(), sent.len());
    }

    #[test]
    fn positions_are_those_of_the_text_as_it_was_sent() {
        let sent = "\u{200b}年报\u{200b}\n合\u{200b}计\t\u{200b}23";
        let file = gouji_documents::File { name: "", bytes: sent.as_bytes(), charset: None };
        let source = Source::of(gouji_documents::read(file, &gouji_documents::Limits::default()).unwrap());
        assert_eq!(source.text(), "年报\n合计\t23");
        let position = |text: &str| source.position(source.text().find(text).unwrap() as u32);
        assert_eq!(position("年"), Position { offset: 1, line: 1, column: 2 });
        assert_eq!(position("合"), Position { offset: 5, line: 2, column: 1 });
        assert_eq!(position("23"), Position { offset: 10, line: 2, column: 6 });
    }

    #[test]
    fn an_empty_text_has_one_empty_line() {
        let source = Source::new(String::new());
        assert_eq!(source.line_count(), 1);
        assert!(source.line(0).is_empty());
        assert_eq!(source.position(0), Position { offset: 0, line: 1, column: 1 });
    }

    #[test]
    fn a_foreign_span_slices_to_nothing() {
        assert_eq!(Source::new("短".to_owned()).slice(Span::new(1, 900)), "");
    }

    #[test]
    fn a_sentence_ends_at_its_marks_or_out_of_reach() {
        let text = "甲。乙丙丁；戊";
        let place = text.find('丙').unwrap();
        let around = |text: &str, at: usize| between_marks(text, at..at + 3, |c| matches!(c, '。' | '；'));
        assert_eq!(&text[around(text, place)], "乙丙丁");
        assert_eq!(around(text, 0), 0..3);
        let endless = "公开".repeat(10_000);
        let range = around(&endless, 30_000);
        assert!(range.start >= 30_000 - REACH && range.end <= 30_003 + REACH && range.len() > REACH, "{range:?}");
        assert_eq!(near_start(&endless).len(), REACH / 3 * 3);
        assert_eq!(near_end("公开"), "公开");
    }
}
