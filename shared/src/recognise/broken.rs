//! From labels broken over lines to whole ones.
//!
//! Narrow cells break long labels over two or three lines. Turns such pieces into one label where, and only where, their
//! words together are a label of a form: pieces that follow each other become one cell; where the values were printed
//! behind one of the pieces, that piece or the first becomes the label and the pieces behind the values its rest.
//!
//! ```text
//! 一、本年新收          一、本年新收 5 0 0        一、本年新收
//! 政府信息公开申请数量⇥5⇥0    政府信息公开申请数量      5 0 0
//!                                            政府信息公开申请数量
//! ```
//!
//! Invariant: cells stay in the order of the text and do not overlap.

use crate::report::Dialect;
use crate::source::Source;

use super::segments::{Cell, Class, NO_COLUMN};
use super::vocabulary::{LabelReading, Vocabulary};

/// Longer pieces are no part of a label.
const LONGEST_PIECE: u32 = 150;
/// A label is broken over at most so many lines.
const MOST_PIECES: usize = 3;

/// Joins the broken labels of a text.
pub(super) fn join(source: &Source, vocabulary: &Vocabulary, cells: &mut Vec<Cell>) {
    join_neighbours(source, vocabulary, cells);
    join_around_values(source, vocabulary, cells);
}

fn is_piece(cell: &Cell) -> bool {
    matches!(cell.class, Class::Text | Class::Label(_)) && cell.span.len() <= LONGEST_PIECE
}

/// Whether a cell has a line of its own, of which nothing is known but its words.
fn is_plain(cell: &Cell) -> bool {
    cell.dialect == Dialect::CellLines
}

fn prints_rows(cell: &Cell) -> bool {
    matches!(cell.dialect, Dialect::TabRows | Dialect::CommaRows | Dialect::BarRows | Dialect::BlankRows)
}

/// Pieces that follow each other.
fn join_neighbours(source: &Source, vocabulary: &Vocabulary, cells: &mut Vec<Cell>) {
    let mut kept = 0;
    let mut at = 0;
    // Cells behind the end of a broken label belong to the row in which it began: that row, its line, and the columns before.
    let mut moved: Option<(Cell, Cell)> = None;
    while at < cells.len() {
        let mut cell = cells[at];
        let mut next = at + 1;
        if let Some((last, label)) = moved.filter(|(last, _)| last.row == cell.row) {
            cell.row = label.row;
            if label.column != NO_COLUMN && last.column != NO_COLUMN && cell.column != NO_COLUMN {
                cell.column = cell.column - last.column + label.column;
            }
        } else {
            moved = None;
        }
        if is_piece(&cell) && (is_plain(&cell) || prints_rows(&cell)) {
            for length in (2..=MOST_PIECES).rev() {
                let Some(pieces) = cells.get(at + 1..at + length) else { continue };
                let Some((label, last)) = joined(source, vocabulary, &cell, pieces) else { continue };
                if prints_rows(&cell) && prints_rows(&last) {
                    moved = Some((last, label));
                }
                cell = label;
                next = at + length;
                break;
            }
        }
        cells[kept] = cell;
        kept += 1;
        at = next;
    }
    cells.truncate(kept);
}

/// The label that a cell makes together with the pieces behind it, and the last piece.
fn joined(source: &Source, vocabulary: &Vocabulary, first: &Cell, pieces: &[Cell]) -> Option<(Cell, Cell)> {
    let (last, middle) = pieces.split_last()?;
    let open = matches!(first.class, Class::Text) || matches!(last.class, Class::Text);
    let ends = is_plain(last) || prints_rows(last) || last.dialect == Dialect::BarEnded;
    if !open || !ends || !pieces.iter().all(is_piece) || !middle.iter().all(is_plain) {
        return None;
    }
    // In printed rows a line must end between the pieces; a column does not.
    let mut above = first;
    for piece in pieces {
        if (prints_rows(above) || prints_rows(piece)) && piece.line != above.line + 1 {
            return None;
        }
        above = piece;
    }
    let span = first.span.cover(last.span);
    let label = vocabulary.read(source.slice(span)).filter(|label| label.addition == u32::MAX)?;
    if prints_rows(first) && label.ordinal >= first.span.len() {
        // The last figure of a row (12.) is no ordinal of the next.
        return None;
    }
    let place = if prints_rows(first) { first } else { last };
    Some((Cell { span, class: Class::Label(label), line: last.line, ..*place }, *last))
}

/// Pieces with the values of the row between them, in rows laid out by blanks.
fn join_around_values(source: &Source, vocabulary: &Vocabulary, cells: &mut [Cell]) {
    let mut words = String::new();
    let mut at = 0;
    while at < cells.len() {
        let row = cells[at].row;
        let end = cells[at..].iter().position(|cell| cell.row != row).map_or(cells.len(), |length| at + length);
        if cells[at].dialect == Dialect::BlankRows && cells[at..end].iter().any(|cell| cell.class == Class::Number) {
            around_row(source, vocabulary, cells, at..end, &mut words);
        }
        at = end;
    }
}

fn around_row(source: &Source, vocabulary: &Vocabulary, cells: &mut [Cell], row: std::ops::Range<usize>, words: &mut String) {
    let is_rest = |cell: &Cell| is_plain(cell) && is_piece(cell);
    let above = row.start.checked_sub(1).filter(|&at| is_rest(&cells[at]) && cells[at].line + 1 == cells[row.start].line);
    // The last label of the row: labels it stands under may be printed before it.
    let labels = cells[row.clone()].iter().take_while(|cell| matches!(cell.class, Class::Text | Class::Label(_))).count();
    let inside = labels.checked_sub(1).map(|last| row.start + last);
    let line = cells[row.start].line;
    let below = (row.end..cells.len().min(row.end + 2)).zip(1..).take_while(|&(at, n)| is_rest(&cells[at]) && cells[at].line == line + n);
    let below: Vec<usize> = below.map(|(at, _)| at).collect();
    for rest in (0..=below.len()).rev() {
        for first in [above.filter(|_| labels <= 1), inside] {
            let Some(first) = first.filter(|&first| rest > 0 || (first < row.start && inside.is_some())) else { continue };
            let pieces = [Some(first), inside.filter(|&at| at != first)].into_iter().flatten().chain(below[..rest].iter().copied());
            words.clear();
            pieces.clone().for_each(|at| words.push_str(source.slice(cells[at].span)));
            let Some(label) = vocabulary.read(words).filter(|label| label.addition == u32::MAX) else { continue };
            let rests: Vec<usize> = pieces.skip(1).collect();
            let place = cells[row.start];
            cells[first] = Cell { row: place.row, dialect: place.dialect, class: Class::Label(whole(label)), ..cells[first] };
            rests.into_iter().for_each(|at| cells[at].class = Class::LabelRest);
            return;
        }
    }
}

/// A label whose pieces stand apart has no words added behind it.
const fn whole(label: LabelReading) -> LabelReading {
    LabelReading { addition: u32::MAX, ..label }
}
