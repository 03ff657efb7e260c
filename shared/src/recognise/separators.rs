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
    text: &'a [u8],
    tabs: Occurrences<memchr::Memchr<'a>>,
    /// The first comma behind the lines that were asked for; past every text if there is none.
    comma: usize,
    bars: Occurrences<memchr::Memchr<'a>>,
    /// ｜ and │, which hardly a text has.
    wide_bars: [Occurrences<memchr::memmem::FindIter<'a, 'static>>; 2],
    /// The first place of any but tabs behind what has been counted.
    next: usize,
    /// The range that was asked for last.
    line: Range<usize>,
    /// What it has.
    counts: Counts,
}

/// How many marks of each kind a range has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) tabs: usize,
    pub(super) bars: usize,
    /// Of commas nobody needs the number, and some texts have them in place of the full-width ones.
    pub(super) has_comma: bool,
}

impl<'a> Separators<'a> {
    pub(super) fn of(text: &'a [u8]) -> Self {
        let all = |byte| Occurrences::new(memchr::memchr_iter(byte, text));
        let wide = |bar: &'static str| Occurrences::new(memchr::memmem::find_iter(text, bar));
        let (tabs, bars, wide_bars) = (all(b'\t'), all(b'|'), ["｜", "│"].map(wide));
        Self { text, tabs, comma: comma_from(text, 0), bars, wide_bars, next: 0, line: 0..0, counts: Counts::default() }
    }

    /// The marks of a line.
    pub(super) fn count(&mut self, line: &Range<usize>) -> Counts {
        if *line == self.line {
            return self.counts;
        }
        let goes_on = line.start == self.line.start && line.end >= self.line.end;
        if line.start < self.line.end && !goes_on {
            // A part of what was counted as a whole: a line end of another kind stands in it.
            return Separators::of(&self.text[line.clone()]).count(&(0..line.len()));
        }
        if !goes_on {
            self.counts = Counts::default();
        }
        self.counts.tabs += self.tabs.count(line);
        // Most lines have no others.
        if self.next < line.end {
            self.counts.has_comma |= self.has_comma(line);
            self.counts.bars += self.bars.count(line) + self.wide_bars.iter_mut().map(|bars| bars.count(line)).sum::<usize>();
            let [wide, light] = &self.wide_bars;
            self.next = [self.bars.next, wide.next, light.next].into_iter().fold(self.comma, usize::min);
        }
        self.line = line.clone();
        self.counts
    }

    /// Whether a comma stands in what of a line was not asked for yet.
    fn has_comma(&mut self, line: &Range<usize>) -> bool {
        if self.comma < line.start {
            self.comma = comma_from(self.text, line.start);
        }
        let found = self.comma < line.end;
        if found {
            self.comma = comma_from(self.text, line.end);
        }
        found
    }
}

/// Where the first comma from a place on stands; past every text if there is none.
fn comma_from(text: &[u8], start: usize) -> usize {
    text.get(start..).and_then(|rest| memchr::memchr(b',', rest)).map_or(usize::MAX, |at| start + at)
}

/// Where something occurs in a text, behind what has been counted.
struct Occurrences<I> {
    rest: I,
    /// The first place; past every text if there is none.
    next: usize,
}

impl<I: Iterator<Item = usize>> Occurrences<I> {
    fn new(mut rest: I) -> Self {
        Self { next: rest.next().unwrap_or(usize::MAX), rest }
    }

    /// Counts those in a range that were not counted yet.
    #[inline]
    fn count(&mut self, range: &Range<usize>) -> usize {
        let mut count = 0;
        while self.next < range.end {
            count += usize::from(self.next >= range.start);
            self.next = self.rest.next().unwrap_or(usize::MAX);
        }
        count
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
    /// As many as one byte can count, so that many places are looked at at once.
    const BLOCK: usize = 128;
    let mut count = 0;
    for start in (0..bytes.len()).step_by(BLOCK) {
        let block = &bytes[start..bytes.len().min(start + BLOCK + 2)];
        let mut here = 0_u8;
        for place in block.windows(3) {
            let wide = u8::from(place[0] == 0xe3) & u8::from(place[1] == 0x80) & u8::from(place[2] == 0x80);
            let no_break = u8::from(place[0] == 0xc2) & u8::from(place[1] == 0xa0);
            here += u8::from(place[0] == b' ') | wide | no_break;
        }
        count += usize::from(here);
    }
    let last = &bytes[bytes.len().saturating_sub(2)..];
    count + last.iter().filter(|&&byte| byte == b' ').count() + usize::from(last == [0xc2, 0xa0])
}

pub(super) fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│')
}

/// A Markdown rule beneath a header: `|---|:--:|`.
pub(super) fn is_markdown_rule(text: &str) -> bool {
    text.chars().all(|c| is_bar(c) || matches!(c, '-' | ':' | ' ')) && text.contains("--")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_counted_wherever_they_stand() {
        for length in 0..300 {
            for gap in [" ", "\u{a0}", "\u{3000}"] {
                let text = format!("{}{gap}", "a".repeat(length));
                assert_eq!(gaps(text.as_bytes()), 1, "{length} {gap:?}");
                assert_eq!(gaps(format!("{text}、{gap}{gap}文").as_bytes()), 3, "{length} {gap:?}");
            }
        }
        assert_eq!(gaps(b""), 0);
    }

    #[test]
    fn separators_of_lines_and_their_parts_are_counted() {
        let text = "\t甲\t乙\n丙|丁｜戊│\n己,庚\n\t";
        let mut separators = Separators::of(text.as_bytes());
        let mut count = |range: Range<usize>| {
            let counts = separators.count(&range);
            (counts.tabs, counts.bars, counts.has_comma)
        };
        assert_eq!((count(0..8), count(0..8)), ((2, 0, false), (2, 0, false)));
        assert_eq!((count(0..4), count(4..8)), ((1, 0, false), (1, 0, false)));
        assert_eq!((count(9..19), count(9..25)), ((0, 2, false), (0, 3, false)));
        assert_eq!((count(26..33), count(34..35)), ((0, 0, true), (1, 0, false)));
    }
}
