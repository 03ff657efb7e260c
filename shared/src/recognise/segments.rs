//! From text to cells: what separates one cell from the next in each dialect of plain text.
//!
//! Turns a [`Source`] into [`Cell`]s in the order of the text. A line of running text is one cell of its own. The cells
//! of a table that the file marks are taken as they are; elsewhere separators tell. Which cells make up a table of a form
//! is left to [`super::tables`]; here only separators and labels count.
//!
//! ```text
//! ⇥统计指标 / ⇥单位 / ⇥统计数      a cell a line, led by a tab; a blank line ends the row
//! 统计指标 | / 单位 | / 统计数 |    a cell a line, ended by a bar; nothing ends the row
//! 规章 | 0 | 0 | 0                  a row a line
//! 规章,0,0,0                        a row a line, as spreadsheets are saved
//! 规    章   0   0   0              a row a line, cells apart by blanks
//! ```
//!
//! Invariant: spans of cells lie in the order of the text and do not overlap.

mod class;
mod cutter;
mod pieces;

use crate::error::Error;
use crate::intake::within;
use crate::limits::Limits;
use crate::report::Dialect;
use crate::source::{Source, Span};

use super::grid::{Area, Grids};
use super::separators::Marks;
use super::vocabulary::Vocabulary;

pub(super) use class::{Class, is_dash, is_unit};
use cutter::Cutter;
pub(super) use pieces::{lone_cell, trim};

/// A cell, or a line of running text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// The content without surrounding blanks; empty, at the cell's place, if there is none.
    pub(super) span: Span,
    /// Number of the logical line it stands on.
    pub(super) line: u32,
    /// Number of the printed row. Cells with different numbers are in different rows; in dialects that do not mark rows,
    /// cells of many rows share a number.
    pub(super) row: u32,
    /// Number of the cell in its printed row, from 0; [`NO_COLUMN`] in dialects that do not print empty cells.
    pub(super) column: u32,
    pub(super) dialect: Dialect,
    pub(super) class: Class,
    /// How far it reaches in a table that the file marks.
    pub(super) area: Option<Area>,
}

/// The column of a cell whose dialect does not tell it.
pub(super) const NO_COLUMN: u32 = u32::MAX;

/// The cells of a text and its logical lines.
#[derive(Debug, Default)]
pub(super) struct Segments {
    pub(super) cells: Vec<Cell>,
    /// Logical lines: the lines of the text, or the pieces of a line that held a whole report.
    pub(super) lines: Vec<Span>,
    /// The tables that the file marks.
    pub(super) grids: Grids,
}

/// Cuts a text into cells.
///
/// # Errors
///
/// [`Error::TooLarge`] for more cells than the limit.
pub(super) fn segments(source: &Source, vocabulary: &Vocabulary, limits: &Limits) -> Result<Segments, Error> {
    let marks = Marks::of(source.text().as_bytes());
    let mut cutter = Cutter::new(source, vocabulary);
    let mut taken = 0;
    let mut marked = source.tables().iter().filter(|table| is_grid(table)).peekable();
    for index in 0..source.line_count() {
        if index < taken {
            continue;
        }
        let mut line = source.line(index).range();
        if let Some(table) = marked.next_if(|table| table.range.start <= line.start) {
            taken = source.line_at(Span::of(table.range.clone()).end()) + 1;
            cutter.marked_table(table, source);
            within("cells", cutter.out.cells.len(), limits.cells)?;
            continue;
        }
        if let Some(end) = cutter.comma_rows(line.clone(), marked.peek().map_or(usize::MAX, |table| table.range.start), limits.cells) {
            taken = source.line_at(u32::try_from(end).unwrap_or(u32::MAX)) + 1;
            within("cells", cutter.out.cells.len(), limits.cells)?;
            continue;
        }
        if marks.quotations
            && opens_quotation(&source.text()[line.clone()])
            && let Some(last) = closing_line(source, index)
            && marked.peek().is_none_or(|table| source.line(last).range().end < table.range.start)
        {
            // A spreadsheet's cell of several lines.
            line.end = source.line(last).range().end;
            taken = last + 1;
            cutter.line(line);
            continue;
        }
        // Only so long a line can hold too many cells by itself; it is refused before it is cut.
        if line.len() as u64 > limits.cells {
            let separators = memchr::memchr2_iter(b'\t', b'|', &source.text().as_bytes()[line.clone()]).count();
            within("cells", cutter.out.cells.len() + separators, limits.cells)?;
        }
        let mut start = line.start;
        if marks.returns {
            // A lone carriage return ends a line too.
            for at in memchr::memchr_iter(b'\r', &source.text().as_bytes()[line.clone()]) {
                cutter.line(start..line.start + at);
                start = line.start + at + 1;
            }
        }
        cutter.line(start..line.end);
        within("cells", cutter.out.cells.len(), limits.cells)?;
    }
    drop_closing_tabs(&mut cutter.out.cells);
    Ok(cutter.out)
}

/// Whether a marked table can hold a table of a form. One of a single column cannot: it is a frame around text.
fn is_grid(table: &gouji_documents::Table) -> bool {
    table.cells.first().is_some_and(|first| table.cells.iter().any(|cell| cell.column != first.column))
}

/// Whether a cell begins with a quotation mark that its line does not close, as spreadsheets print cells of several lines.
fn opens_quotation(line: &str) -> bool {
    memchr::memchr(b'"', line.as_bytes()).is_some()
        && line.split('\t').next_back().is_some_and(|cell| cell.starts_with('"') && cell.matches('"').count() % 2 == 1)
}

/// The line on which the row ends that a line leaves open: each mark that closes a cell stands before a tab or the line's end.
fn closing_line(source: &Source, first: usize) -> Option<usize> {
    /// The broken cells of one row have no more lines together.
    const MOST_LINES: usize = 24;
    let mut tabs = source.slice(source.line(first)).contains('\t');
    for index in first + 1..source.line_count().min(first + 1 + MOST_LINES) {
        let line = source.slice(source.line(index));
        let (cell, more) = line.split_once('\t').map_or((line, false), |(cell, _)| (cell, true));
        tabs |= more;
        if cell.matches('"').count() % 2 == 0 {
            if more {
                return None;
            }
        } else if !cell.ends_with('"') || !tabs {
            return None;
        } else if !(more && opens_quotation(line)) {
            // Else another cell of the row goes on beneath.
            return Some(index);
        }
    }
    None
}

/// Drops the empty cell behind the tab that ends every row of some copies: it is none where all rows below each other have it.
fn drop_closing_tabs(cells: &mut Vec<Cell>) {
    // A cell alone in its row is a text and closes nothing.
    let ends_row = |cells: &[Cell], at: usize| {
        cells.get(at + 1).is_none_or(|next| next.row != cells[at].row) && at > 0 && cells[at - 1].row == cells[at].row
    };
    let mut closing = Vec::new();
    let mut start = 0;
    while start < cells.len() {
        let mut end = start;
        let mut ends = 0;
        let mut all_blank = true;
        while end < cells.len() && cells[end].dialect == Dialect::TabRows {
            if ends_row(cells, end) {
                ends += 1;
                all_blank &= cells[end].class == Class::Blank;
            }
            end += 1;
        }
        if ends >= 2 && all_blank {
            closing.extend((start..end).filter(|&at| ends_row(cells, at)));
        }
        start = end.max(start + 1);
    }
    let mut closing = closing.into_iter().peekable();
    let mut at = 0;
    cells.retain(|_| {
        let drop = closing.next_if_eq(&at).is_some();
        at += 1;
        !drop
    });
}
