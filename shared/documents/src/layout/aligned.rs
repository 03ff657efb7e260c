//! Tables without lines: text that stands in columns.
//!
//! Only what is certain becomes a table: three lines or more one below the other, each with the same three or more
//! pieces of text, and between the columns a space that runs through all of them. Anything less stays lines of text
//! with blanks between the pieces, which recognition may still read as a table's row, or refuse.

use super::Bounds;
use super::lines::Line;
use super::stitch::{Cell, Table};
use crate::build::Area;

/// A table needs this many lines.
const ROWS: usize = 3;

/// A table needs this many columns.
const COLUMNS: usize = 3;

/// How many of the lines, from the first, are a table; 0 if they are not.
pub(super) fn rows_of_table(lines: &[&Line]) -> usize {
    let Some(first) = lines.first().filter(|line| line.segments.len() >= COLUMNS) else { return 0 };
    let mut columns: Vec<(i32, i32)> = first.segments.iter().map(|segment| (segment.bounds.left, segment.bounds.right)).collect();
    let mut rows = 1;
    for pair in lines.windows(2) {
        let (above, line) = (pair[0], pair[1]);
        let near = line.baseline - above.baseline <= 3 * line.size.max(above.size);
        if line.segments.len() != columns.len() || !near || !widen(&mut columns, line) {
            break;
        }
        rows += 1;
    }
    if rows >= ROWS { rows } else { 0 }
}

/// Makes columns wide enough for a line; `false`, and nothing changed, if that leaves no space between two of them.
fn widen(columns: &mut Vec<(i32, i32)>, line: &Line) -> bool {
    let wider =
        columns.iter().zip(&line.segments).map(|(column, segment)| (column.0.min(segment.bounds.left), column.1.max(segment.bounds.right)));
    let wider: Vec<(i32, i32)> = wider.collect();
    let apart = wider.windows(2).all(|pair| pair[1].0 - pair[0].1 >= line.size / 2);
    if apart {
        *columns = wider;
    }
    apart
}

/// The table of lines that [`rows_of_table`] counted.
pub(super) fn table(lines: &[&Line], page: u32) -> Table {
    let bounds = lines.iter().fold(Bounds::NONE, |bounds, line| bounds.union(line.bounds()));
    let width = lines.first().map_or(0, |line| line.segments.len());
    let inner = (1..width).map(|column| {
        let right = lines.iter().map(|line| line.segments[column - 1].bounds.right).max();
        let left = lines.iter().map(|line| line.segments[column].bounds.left).min();
        right.zip(left).map_or(0, |(right, left)| right + (left - right) / 2)
    });
    let columns = std::iter::once(bounds.left).chain(inner).chain(std::iter::once(bounds.right)).collect();
    let mut cells = Vec::new();
    for (row, line) in (0..).zip(lines) {
        cells.extend((0..).zip(&line.segments).map(|(column, segment)| Cell {
            area: Area { row, column, rows: 1, columns: 1 },
            text: segment.text.clone(),
            page,
            bounds: segment.bounds,
            open_above: false,
            open_below: false,
            end: super::lines::End::Short,
        }));
    }
    Table { columns, rows: u32::try_from(lines.len()).unwrap_or(u32::MAX), cells }
}

#[cfg(test)]
mod tests {
    use super::super::lines::{lines, testing::set};
    use super::*;

    fn rows(texts: &[(&str, i32, i32)]) -> usize {
        let lines = lines(&texts.iter().flat_map(|(text, left, at)| set(text, *left, *at)).collect::<Vec<_>>());
        rows_of_table(&lines.iter().collect::<Vec<_>>())
    }

    #[test]
    fn pieces_in_clear_columns_are_a_table() {
        let table = [("项目", 10, 20), ("单位", 100, 20), ("数量", 200, 20), ("甲", 10, 40), ("件", 100, 40), ("7", 200, 40)];
        assert_eq!(rows(&table), 0);
        let third = [("乙", 10, 60), ("件", 100, 60), ("12345", 190, 60)];
        assert_eq!(rows(&[table.as_slice(), &third].concat()), 3);
    }

    #[test]
    fn pieces_that_overlap_the_next_column_are_no_table() {
        let table = [("甲", 10, 20), ("件", 100, 20), ("7", 200, 20), ("甲", 10, 40), ("件", 100, 40), ("7", 200, 40)];
        let third = [("乙", 10, 60), ("件件件件件件件件件件", 100, 60), ("1", 230, 60)];
        assert_eq!(rows(&[table.as_slice(), &third].concat()), 0);
    }
}
