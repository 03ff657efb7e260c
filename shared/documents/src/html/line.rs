//! The text of one paragraph as a browser shows it: blanks collapse, and line ends of the file are no line ends.
//!
//! A no-break space and the ideographic space stay, since authors indent and align with them. A line end between two
//! ideographs leaves no blank, because Word wraps the source of its pages in the middle of Chinese words.

use std::ops::Range;

use super::style::Blanks;

/// The paragraph that is being written at the end of a text.
#[derive(Debug)]
pub(super) struct Line {
    /// What becomes of blanks.
    pub(super) blanks: Blanks,
    start: usize,
    waiting: Waiting,
    linked: usize,
}

/// A paragraph that ended.
#[derive(Debug)]
pub(super) struct Written {
    /// Where it is in the text; `None` if nothing was written.
    pub(super) range: Option<Range<usize>>,
    /// How many of its bytes are in links.
    pub(super) linked: usize,
}

/// Blanks that are written only when something follows on the same line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Waiting {
    #[default]
    Nothing,
    Blank,
    LineEnd,
}

impl Default for Line {
    fn default() -> Self {
        Self { blanks: Blanks::Collapse, start: 0, waiting: Waiting::Nothing, linked: 0 }
    }
}

impl Line {
    /// Writes text.
    pub(super) fn push(&mut self, text: &mut String, added: &str, in_link: bool) {
        let before = text.len();
        match self.blanks {
            Blanks::Keep => {
                self.settle(text, added.chars().next());
                text.push_str(added);
            }
            Blanks::Collapse => self.push_collapsed(text, added),
        }
        if in_link {
            self.linked += text.len() - before;
        }
    }

    fn push_collapsed(&mut self, text: &mut String, added: &str) {
        let mut rest = added;
        while !rest.is_empty() {
            let word = rest.bytes().position(is_collapsible).unwrap_or(rest.len());
            if word > 0 {
                self.settle(text, rest.chars().next());
                text.push_str(&rest[..word]);
                rest = &rest[word..];
            }
            let blanks = rest.bytes().position(|byte| !is_collapsible(byte)).unwrap_or(rest.len());
            if blanks > 0 {
                let ends_line = rest.as_bytes()[..blanks].contains(&b'\n');
                self.waiting = if ends_line || self.waiting == Waiting::LineEnd { Waiting::LineEnd } else { Waiting::Blank };
                rest = &rest[blanks..];
            }
        }
    }

    /// Keeps what follows apart from what stands before it.
    pub(super) fn part(&mut self) {
        if self.waiting == Waiting::Nothing {
            self.waiting = Waiting::Blank;
        }
    }

    /// Keeps a figure apart from what follows, if one stands at the end of the line.
    pub(super) fn part_figures(&mut self, text: &str) {
        if text[self.start..].ends_with(|c: char| c.is_ascii_digit()) {
            self.part();
        }
    }

    /// Ends the line but not the paragraph.
    pub(super) fn line_break(&mut self, text: &mut String) {
        self.waiting = Waiting::Nothing;
        text.push('\n');
    }

    /// Ends the paragraph.
    pub(super) fn take(&mut self, text: &mut String) -> Written {
        let linked = std::mem::take(&mut self.linked);
        self.waiting = Waiting::Nothing;
        let written = &text[self.start..];
        let leading = written.len() - written.trim_start_matches(['\n', '\r']).len();
        let kept = written.trim_end_matches([' ', '\n', '\r', '\t']).len();
        text.truncate(self.start + kept);
        let range = (kept > leading).then_some(self.start + leading..self.start + kept);
        if range.is_none() {
            text.truncate(self.start);
        }
        self.start = text.len();
        Written { range, linked }
    }

    /// Begins the next paragraph where the text now ends.
    pub(super) fn begin(&mut self, start: usize) {
        self.start = start;
    }

    /// Writes the blank that waits, now that something follows on the line.
    fn settle(&mut self, text: &mut String, next: Option<char>) {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting == Waiting::Nothing || text.len() == self.start || text.ends_with('\n') {
            return;
        }
        let joined = waiting == Waiting::LineEnd && next.is_some_and(is_wide) && text.chars().next_back().is_some_and(is_wide);
        if !joined {
            text.push(' ');
        }
    }
}

/// The blanks that browsers collapse.
fn is_collapsible(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0c')
}

/// Ideographs and the punctuation that is written with them.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}
