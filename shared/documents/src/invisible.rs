//! Characters that nobody sees: what editors of web pages and word processors put between others to mark where a line may
//! break or which way it runs.
//!
//! They are no part of what a report says. Left in, they would part its words: `政府\u{200b}信息公开` is the same heading as
//! `政府信息公开`, and no label, figure or date is to be read otherwise for them. The same is true of the marks within the cells
//! of a Markdown table: `**总计**`, `行政<br>处罚`.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::character::is_blank;

/// Finds the mark of byte order, whose first byte leads the punctuation of every Chinese sentence as well.
static BYTE_ORDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\u{feff}"));

/// A text without the characters that nobody sees.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    without(text, unseen(text), |_| ())
}

/// A text without the characters that nobody sees, and without the marks within the cells of Markdown tables; `dropped` is
/// told where in the result each of them stood.
pub(crate) fn visible_in_markdown(text: &str, dropped: impl FnMut(usize)) -> Cow<'_, str> {
    if is_markdown(text) { without(text, merged(unseen(text), marks(text)), dropped) } else { without(text, unseen(text), dropped) }
}

/// A text without some ranges of it, which come in its order.
fn without<'a>(text: &'a str, ranges: impl Iterator<Item = Range<usize>>, mut dropped: impl FnMut(usize)) -> Cow<'a, str> {
    let mut kept = String::new();
    let mut from = 0;
    for range in ranges.filter(|range| !range.is_empty()) {
        if from == 0 {
            kept.reserve(text.len());
        }
        // What stands within a mark went with it.
        if range.start < from {
            continue;
        }
        kept.push_str(&text[from..range.start]);
        text[range.clone()].chars().for_each(|_| dropped(kept.len()));
        from = range.end;
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    kept.push_str(&text[from..]);
    Cow::Owned(kept)
}

/// Ranges of two kinds in the order in which they begin.
fn merged(one: impl Iterator<Item = Range<usize>>, other: impl Iterator<Item = Range<usize>>) -> impl Iterator<Item = Range<usize>> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    std::iter::from_fn(move || {
        let is_first = other.peek().is_none_or(|other| one.peek().is_some_and(|one| one.start < other.start));
        if is_first { one.next() } else { other.next() }
    })
}

/// Whether a text has a Markdown table: a line of bars and dashes beneath its header.
fn is_markdown(text: &str) -> bool {
    let is_rule = |line: &str| line.starts_with('|') && line.bytes().all(|byte| b"|-: ".contains(&byte));
    let mut seen = 0;
    memchr::memmem::find_iter(text.as_bytes(), b"--").any(|at| {
        // The dashes of one line are looked at once.
        if at < seen {
            return false;
        }
        let start = memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1);
        seen = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end);
        is_rule(text[start..seen].trim())
    })
}

/// The marks within the cells of rows that begin with a bar: line ends, and what makes words bold.
fn marks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let rows = text.split_inclusive('\n').filter(|line| line.trim_start().starts_with('|'));
    rows.flat_map(move |row| {
        let start = row.as_ptr() as usize - text.as_ptr() as usize;
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                at += memchr::memchr2(b'<', b'*', &row.as_bytes()[at..])?;
                let length = mark_length(&row[at..]);
                if length > 0 {
                    at += length;
                    return Some(start + at - length..start + at);
                }
                at += 1;
            }
        })
    })
}

/// How long the mark is with which a text begins; 0 if it begins with none.
fn mark_length(text: &str) -> usize {
    let is_mark = |mark: &&str| text.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
    ["<br>", "<br/>", "<br />", "**"].iter().find(|mark| is_mark(mark)).map_or(0, |mark| mark.len())
}

/// Where the characters stand that nobody sees.
fn unseen(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let marks = BYTE_ORDER.find_iter(bytes).map(|at| at..at + '\u{feff}'.len_utf8());
    // C2 leads a soft hyphen, E2 all others.
    let others = memchr::memchr2_iter(0xc2, 0xe2, bytes).filter_map(move |at| {
        let is_unseen = match (bytes[at], bytes[at + 1]) {
            (0xc2, 0xad) => is_between_letters(text, at),
            (0xe2, 0x80) => matches!(bytes[at + 2], 0x8b..=0x8f | 0xaa..=0xae),
            (0xe2, 0x81) => matches!(bytes[at + 2], 0xa0..=0xa4 | 0xa6..=0xa9),
            _ => false,
        };
        is_unseen.then(|| at..at + if bytes[at] == 0xc2 { 2 } else { 3 })
    });
    merged(marks, others)
}

/// Whether a soft hyphen stands inside a word. Before a figure, or alone, it may be a dash that some program wrote so.
fn is_between_letters(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().filter(|&c| !is_blank(c));
    let behind = text[at..].chars().nth(1).filter(|&c| !is_blank(c) && c != '\u{ad}' && !c.is_numeric());
    before.is_some() && behind.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_left_out_and_its_place_is_told() {
        let mut at = Vec::new();
        let text = visible_in_markdown("政\u{200b}府\u{ad}信息\u{feff}\u{2060}公开\u{202e}", |offset| at.push(offset));
        assert_eq!(text, "政府信息公开");
        assert_eq!(at, [3, 6, 12, 12, 18]);
    }

    #[test]
    fn marks_in_cells_of_markdown_are_left_out() {
        let mut at = Vec::new();
        let table = "**一**\n| **总计** | 行政<BR/>处\u{200b}罚 |\n|:--:|---|\n| 5 | * |\n";
        let text = visible_in_markdown(table, |offset| at.push(offset));
        assert_eq!(text, "**一**\n| 总计 | 行政处罚 |\n|:--:|---|\n| 5 | * |\n");
        assert_eq!((at.len(), at[0], at[4], at[9]), (10, 10, 25, 28));
        let other = "| **总计** | 行政<br>处罚 |\n";
        assert_eq!(visible_in_markdown(other, |_| ()), other);
    }

    #[test]
    fn what_may_be_a_dash_stays() {
        for text in ["\u{ad}32", "共\u{ad}32", "\u{ad}", "甲 \u{ad} 乙", "“政府”——·\u{a0}，。"] {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text), "{text:?}");
        }
    }
}
