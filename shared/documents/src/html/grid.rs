//! From the rows and cells of a table to the places of its cells in a grid, by the rules of the HTML standard.
//!
//! A cell goes to the first column of its row that no cell from above reaches into. Spans end with the group of rows, and
//! with the last column in which any cell begins: authors write `colspan="20"` for "all of them". Whatever is walked
//! over is counted against the limit of cells, so that the cost is bounded by it.

use super::style::Shown;
use crate::error::Error;
use crate::limits::Limits;

/// A cell in its grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// First row, from 0.
    pub(super) row: u32,
    /// First column, from 0.
    pub(super) column: u32,
    /// Number of rows.
    pub(super) rows: u32,
    /// Number of columns.
    pub(super) columns: u32,
    /// Index of the event after the one that begins it.
    pub(super) start: u32,
    /// Index of the event that ends it.
    pub(super) end: u32,
}

/// A row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Whether a viewer sees it.
    pub(super) shown: Shown,
    /// The row after the last one of its group.
    pub(super) group_end: u32,
}

/// Lays cells out that come by row; their rows are known, their columns are set here.
pub(super) fn lay_out(rows: &[Row], cells: &mut [Placed], limits: &Limits) -> Result<(), Error> {
    // For each column the row from which on it is free.
    let mut free: Vec<u32> = Vec::new();
    let mut walked = 0;
    let (mut row, mut column) = (u32::MAX, 0);
    for cell in cells.iter_mut() {
        if cell.row != row {
            (row, column) = (cell.row, 0);
        }
        while free.get(column).is_some_and(|&from| from > row) {
            column += 1;
            walked += 1;
        }
        let group_end = rows.get(row as usize).map_or(row + 1, |row| row.group_end);
        cell.rows = if cell.rows == 0 { group_end - row } else { cell.rows.min(group_end - row) };
        cell.column = u32::try_from(column).unwrap_or(u32::MAX);
        let after = column + cell.columns as usize;
        walked += cell.columns as usize;
        limits.check("cells", walked, limits.cells)?;
        if free.len() < after {
            free.resize(after, 0);
        }
        for taken in &mut free[column..after] {
            *taken = (*taken).max(row + cell.rows);
        }
        column = after;
    }
    let width = cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);
    for cell in cells {
        cell.columns = cell.columns.min(width - cell.column);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lays out cells given as row, columns, rows; returns row, column, columns, rows.
    fn laid_out(rows: &[u32], cells: &[(u32, u32, u32)]) -> Vec<(u32, u32, u32, u32)> {
        let rows: Vec<_> = rows.iter().map(|&group_end| Row { shown: Shown::Yes, group_end }).collect();
        let mut placed: Vec<_> =
            cells.iter().map(|&(row, columns, rows)| Placed { row, column: 0, rows, columns, start: 0, end: 0 }).collect();
        lay_out(&rows, &mut placed, &Limits::default()).unwrap();
        placed.iter().map(|cell| (cell.row, cell.column, cell.columns, cell.rows)).collect()
    }

    #[test]
    fn cells_pass_what_reaches_into_their_row() {
        let cells = laid_out(&[3, 3, 3], &[(0, 2, 3), (0, 1, 1), (1, 1, 2), (1, 1, 1), (2, 1, 1)]);
        assert_eq!(cells, [(0, 0, 2, 3), (0, 2, 1, 1), (1, 2, 1, 2), (1, 3, 1, 1), (2, 3, 1, 1)]);
    }

    #[test]
    fn spans_end_with_the_table_and_the_group() {
        assert_eq!(laid_out(&[1, 2], &[(0, 20, 9), (1, 1, 1), (1, 1, 1)]), [(0, 0, 2, 1), (1, 0, 1, 1), (1, 1, 1, 1)]);
        assert_eq!(laid_out(&[2, 2], &[(0, 1, 0), (0, 1, 1), (1, 1, 1)]), [(0, 0, 1, 2), (0, 1, 1, 1), (1, 1, 1, 1)]);
    }

    #[test]
    fn what_is_walked_over_counts_against_the_limit() {
        let limits = Limits { cells: 10, ..Limits::default() };
        let rows = [Row { shown: Shown::Yes, group_end: 1 }];
        let mut cells = [Placed { row: 0, column: 0, rows: 1, columns: 11, start: 0, end: 0 }];
        assert_eq!(lay_out(&rows, &mut cells, &limits), Err(Error::TooLarge { what: "cells", actual: 11, limit: 10 }));
    }
}
