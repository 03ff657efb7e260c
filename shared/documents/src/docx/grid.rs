//! The grid of a Word table, new or old: spans, vertical merges, and columns left out before a row.

use std::collections::HashMap;

use super::blocks::{Block, Cell};

/// A table while its rows are read.
#[derive(Default)]
pub(crate) struct Grid {
    cells: Vec<Cell>,
    /// The cell that goes on downwards in each column where one begins.
    open: HashMap<u32, usize>,
    row: u32,
    /// The column at which the next cell of the row begins.
    pub(crate) column: u32,
    /// Whether the row is hidden.
    pub(crate) hidden: bool,
}

/// What a cell says about its place.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    /// How many columns it takes.
    pub(crate) columns: u32,
    /// Whether it is merged with cells below or above.
    pub(crate) down: Merge,
    /// Whether it is merged with cells beside it.
    pub(crate) right: Merge,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Merge {
    /// Not merged.
    None,
    /// The first of merged cells.
    Begins,
    /// Covered by the cell before.
    GoesOn,
}

impl Span {
    /// A cell that is not merged.
    pub(crate) const ONE: Self = Self { columns: 1, down: Merge::None, right: Merge::None };
}

impl Merge {
    /// What an attribute says, or an element without one.
    pub(crate) fn of(value: Option<&str>) -> Self {
        if value == Some("restart") { Self::Begins } else { Self::GoesOn }
    }
}

impl Grid {
    /// Begins a row.
    pub(crate) fn start_row(&mut self) {
        (self.column, self.hidden) = (0, false);
    }

    /// Ends the row.
    pub(crate) fn end_row(&mut self) {
        self.row = self.row.saturating_add(1);
    }

    /// The cells by row and column.
    pub(crate) fn into_cells(self) -> Vec<Cell> {
        self.cells
    }

    /// Places a cell. What stands in a cell that another one covers is not shown by Word, and not taken.
    pub(crate) fn place(&mut self, span: Span, blocks: Vec<Block>) {
        let column = self.column;
        self.column = column.saturating_add(span.columns);
        if let (Merge::GoesOn, Some(last)) = (span.right, self.cells.last_mut())
            && last.row == self.row
            && last.column + last.columns == column
        {
            last.columns += span.columns;
            return;
        }
        let above = self.open.get(&column).copied().filter(|&index| self.goes_on(index, span.columns));
        if let (Merge::GoesOn, Some(index)) = (span.down, above) {
            self.cells[index].rows += 1;
            return;
        }
        match span.down {
            Merge::None => self.open.remove(&column),
            Merge::Begins | Merge::GoesOn => self.open.insert(column, self.cells.len()),
        };
        let (row, columns, hidden) = (self.row, span.columns, self.hidden);
        self.cells.push(Cell { row, column, rows: 1, columns, hidden, blocks });
    }

    /// Whether a cell reaches down to the row above, with a number of columns.
    fn goes_on(&self, index: usize, columns: u32) -> bool {
        let cell = &self.cells[index];
        cell.columns == columns && cell.row + cell.rows == self.row
    }
}
