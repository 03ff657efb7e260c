//! What parts the cells of printed rows: tabs, bars, and commas.
//!
//! Tells which separators a text has at all, counts those of a line, and says which of them are the borders of a table.

use std::ops::Range;

use crate::amount::is_blank;

/// Which marks a text has anywhere: what it has not is looked for in no line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks {
    pub(super) quotations: bool,
    /// Carriage returns.
    pub(super) returns: bool,
}

impl Marks {
    pub(super) fn of(text: &[u8]) -> Self {
        let has = |byte| memchr::memchr(byte, text).is_some();
        Self { quotations: has(b'"'), returns: has(b'\r') }
    }
}

/// Counts the marks of the lines of a text, which are asked for in its order: the text is searched once, not line by line.
pub(super) struct Separators<'a> {
    tabs: Occurrences<memchr::Memchr<'a>>,
    commas: Occurrences<memchr::Memchr<'a>>,
    bars: Occurrences<memchr::Memchr<'a>>,
    /// ｜ and │, which hardly a text has.
    wide_bars: [Occurrences<memchr::memmem::FindIter<'a, 'static>>; 2],
}

impl<'a> Separators<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let text = text.as_bytes();
        let all = |byte| Occurrences::new(memchr::memchr_iter(byte, text));
        let wide = |bar: &'static str| Occurrences::new(memchr::memmem::find_iter(text, bar));
        Self { tabs: all(b'\t'), commas: all(b','), bars: all(b'|'), wide_bars: ["｜", "│"].map(wide) }
    }

    /// The number of tabs and bars of a line.
    pub(super) fn count(&mut self, line: &Range<usize>) -> (usize, usize) {
        let tabs = self.tabs.count(line);
        let bars = self.bars.count(line) + self.wide_bars.iter_mut().map(|bars| bars.count(line)).sum::<usize>();
        (tabs, bars)
    }

    /// Whether a line has a comma.
    pub(super) fn has_comma(&mut self, line: &Range<usize>) -> bool {
        self.commas.count(line) > 0
    }
}

/// Where something occurs in a text, as far as it has been asked.
struct Occurrences<I> {
    rest: I,
    /// The first place that was not asked for yet; past every text if there is none.
    next: usize,
    /// The places of the range asked for last.
    found: Vec<usize>,
    /// How many of these are behind the range asked for.
    passed: usize,
    /// The end of the range asked for last.
    end: usize,
}

impl<I: Iterator<Item = usize>> Occurrences<I> {
    fn new(mut rest: I) -> Self {
        Self { next: rest.next().unwrap_or(usize::MAX), rest, found: Vec::new(), passed: 0, end: 0 }
    }

    /// How many there are in a range that begins no earlier than those before.
    fn count(&mut self, range: &Range<usize>) -> usize {
        if range.start >= self.end {
            self.found.clear();
            self.passed = 0;
        } else {
            self.passed += self.found[self.passed..].iter().take_while(|&&at| at < range.start).count();
        }
        while self.next < range.end {
            if self.next >= range.start {
                self.found.push(self.next);
            }
            self.next = self.rest.next().unwrap_or(usize::MAX);
        }
        self.end = self.end.max(range.end);
        self.found[self.passed..].iter().take_while(|&&at| at < range.end).count()
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
    text.chars().all(|c| is_bar(c) || matches!(c, '-' | ':' | ' ')) && text.contains("--")
}
