//! What parts the cells of printed rows: tabs, bars, and commas.
//!
//! Tells which separators a text has at all, counts those of a line, and says which of them are the borders of a table.

use crate::amount::is_blank;

/// Which marks a text has anywhere: what it has not is looked for in no line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks {
    pub(super) tabs: bool,
    pub(super) bars: bool,
    pub(super) commas: bool,
    pub(super) quotations: bool,
    /// Carriage returns.
    pub(super) returns: bool,
}

impl Marks {
    pub(super) fn of(text: &[u8]) -> Self {
        let has = |byte| memchr::memchr(byte, text).is_some();
        let bars = || ["｜", "│"].iter().any(|bar| memchr::memmem::find(text, bar.as_bytes()).is_some());
        Self { tabs: has(b'\t'), bars: has(b'|') || bars(), commas: has(b','), quotations: has(b'"'), returns: has(b'\r') }
    }
}

/// Which separators of a run of lines are the table's borders and have no cell outside them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Borders {
    /// Where the run ends.
    pub(super) end: usize,
    /// Whether every line begins with a separator.
    pub(super) left: bool,
    /// Whether every line ends with one.
    pub(super) right: bool,
}

impl Borders {
    /// The borders of the lines with separators that begin here.
    pub(super) fn of(text: &str, start: usize, is_separator: fn(char) -> bool) -> Self {
        let is_other_blank = |c: char| (is_blank(c) && !is_separator(c)) || matches!(c, '\r' | '\n');
        let mut borders = Self { end: start, left: true, right: true };
        for line in text[start..].split_inclusive('\n') {
            let content = line.trim_matches(is_other_blank);
            if !content.is_empty() && !content.contains(is_separator) {
                break;
            }
            borders.end += line.len();
            if !content.is_empty() && !is_markdown_rule(content) {
                borders.left &= content.starts_with(is_separator);
                borders.right &= content.ends_with(is_separator);
            }
        }
        borders
    }
}

/// Counts tabs and bars, those that the text has.
pub(super) fn separators(bytes: &[u8], marks: Marks) -> (usize, usize) {
    let tabs = if marks.tabs { memchr::memchr_iter(b'\t', bytes).count() } else { 0 };
    if !marks.bars {
        return (tabs, 0);
    }
    let mut bars = memchr::memchr_iter(b'|', bytes).count();
    // ｜ is EF BD 9C, │ is E2 94 82.
    bars += memchr::memchr_iter(0x9c, bytes).filter(|&at| at >= 2 && bytes[at - 2..at] == [0xef, 0xbd]).count();
    bars += memchr::memchr_iter(0x82, bytes).filter(|&at| at >= 2 && bytes[at - 2..at] == [0xe2, 0x94]).count();
    (tabs, bars)
}

/// Counts blanks of the kinds that take the place of line ends: ASCII, no-break and full-width.
pub(super) fn gaps(bytes: &[u8]) -> usize {
    let wide = memchr::memmem::find_iter(bytes, "\u{3000}").count() + memchr::memmem::find_iter(bytes, "\u{a0}").count();
    memchr::memchr_iter(b' ', bytes).count() + wide
}

pub(super) fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│')
}

/// A Markdown rule beneath a header: `|---|:--:|`.
pub(super) fn is_markdown_rule(text: &str) -> bool {
    text.contains("--") && text.chars().all(|c| is_bar(c) || matches!(c, '-' | ':' | ' '))
}
