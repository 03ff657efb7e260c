//! The pieces that a line falls into where blanks, tabs or bars part them.
//!
//! Turns a range of the text into ranges without blanks at their ends, in their order. Invariant: a thousands separator
//! parts no number. Which pieces make up a cell is left to [`super::cutter`].

use std::ops::Range;

use crate::amount::{self, Blanks, is_blank};
use crate::recognise::separators::is_bar;

/// The only cell of a row that is not empty, without blanks at its ends, behind its number in the row.
pub(in crate::recognise) fn lone_cell(text: &str, cells: &[Range<usize>]) -> Option<(u32, Range<usize>)> {
    lone_filled((0..).zip(cells).map(|(at, cell)| (at, trim(text, cell.clone()))))
}

/// The only one of several contents that is not empty.
pub(super) fn lone_filled(contents: impl Iterator<Item = (u32, Range<usize>)>) -> Option<(u32, Range<usize>)> {
    let mut filled = contents.filter(|(_, content)| !content.is_empty());
    filled.next().filter(|_| filled.next().is_none())
}

/// The range without blanks at its ends; empty at its start if there is nothing else.
pub(in crate::recognise) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let left = slice.trim_blanks_start();
    if left.is_empty() {
        return range.start..range.start;
    }
    let start = range.end - left.len();
    start..start + left.trim_blanks_end().len()
}

/// Pieces of a row laid out by blanks: cut at runs of two or more (or full-width) blanks if there are any, else at every
/// blank, keeping together what only a thousands separator parts.
pub(super) fn blank_pieces(text: &str, content: Range<usize>) -> Vec<Range<usize>> {
    let wide = has_wide_gap(&text[content.clone()]);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    let mut gap = 0;
    for (at, c) in text[content.clone()].char_indices() {
        let at = content.start + at;
        if is_blank(c) {
            gap += if c == '\u{3000}' { 2 } else { 1 };
            continue;
        }
        if gap >= if wide { 2 } else { 1 } {
            start = None;
        }
        gap = 0;
        match (start, pieces.last_mut()) {
            (Some(_), Some(last)) => last.end = at + c.len_utf8(),
            _ => {
                pieces.push(at..at + c.len_utf8());
                start = Some(at);
            }
        }
    }
    if !wide {
        join_thousands(text, &mut pieces);
    }
    pieces
}

fn has_wide_gap(text: &str) -> bool {
    let mut gap = 0;
    text.chars().any(|c| {
        gap = match c {
            '\u{3000}' => 2,
            c if is_blank(c) => gap + 1,
            _ => 0,
        };
        gap >= 2
    })
}

/// `1 034` is one number: the second piece has a leading zero and three digits, as no number of its own has.
fn join_thousands(text: &str, pieces: &mut Vec<Range<usize>>) {
    let mut at = 1;
    while at < pieces.len() {
        let (before, piece) = (&text[pieces[at - 1].clone()], &text[pieces[at].clone()]);
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        if piece.len() == 3 && piece.starts_with('0') && digits(piece) && before.len() <= 3 && digits(before) && before != "0" {
            pieces[at - 1].end = pieces[at].end;
            pieces.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Pieces of a long line: apart by blanks, and by tabs and bars where `separated`.
pub(super) fn loose_pieces(text: &str, range: Range<usize>, separated: bool) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = None;
    for (at, c) in text[range.clone()].char_indices() {
        let at = range.start + at;
        let cut = if separated { c == '\t' || is_bar(c) } else { is_blank(c) };
        match (cut, start) {
            (true, Some(from)) => {
                pieces.push(trim(text, from..at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    if let Some(from) = start {
        pieces.push(trim(text, from..range.end));
    }
    pieces
}

/// An ordinal and nothing else: 1、 （一）.
pub(super) fn is_bare_ordinal(text: &str) -> bool {
    text.chars().count() <= 6
        && text.ends_with(['、', '.', '．', '）', ')'])
        && text.chars().all(|c| amount::digit(c).is_some() || "一二三四五六七八九十（()）、.．".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_part_cells_unless_they_part_thousands() {
        let pieces = |text: &str| blank_pieces(text, 0..text.len()).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(pieces("规章 0 1 034"), ["规章", "0", "1 034"]);
        assert_eq!(pieces("合计  1 034  7"), ["合计", "1 034", "7"]);
        assert_eq!(pieces("其他　3"), ["其他", "3"]);
    }
}
