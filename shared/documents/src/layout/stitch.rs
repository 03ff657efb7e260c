//! Tables of a page, and tables that go on over several pages.
//!
//! The next page's first table continues the last one of a page if their columns agree. Rows of the heading that are
//! printed again, character for character, are left out. A cell that the page break cuts becomes one again where the
//! break shows: neither page draws a line there, or the label of a group of rows is followed by an empty cell. Word
//! processors draw lines at the break as well; there a row is known to be cut where the first part has its figures, the
//! second one has nothing but words, and these go on from a line that was full and do not begin as a row does.

use std::collections::HashMap;

use super::flow::is_numbered;
use super::lines::End;
use super::ruling::Lattice;
use super::{Bounds, POINT, clusters, nearest};
use crate::build::Area;

/// Lines of two pages this near to each other are the same one.
const SAME_LINE: i32 = 4 * POINT;

/// Margins of left and right pages may differ by this much.
const SHIFT: i32 = 80 * POINT;

/// A table with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// Distances from the left at which columns begin and the last one ends.
    pub(super) columns: Vec<i32>,
    pub(super) rows: u32,
    /// By row, then column.
    pub(super) cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) area: Area,
    pub(super) text: String,
    pub(super) page: u32,
    pub(super) bounds: Bounds,
    pub(super) open_above: bool,
    pub(super) open_below: bool,
    /// Whether the last line of the text leaves no room for another Chinese character.
    pub(super) end: End,
}

impl Table {
    /// A table of one page from its lines and the texts of its cells.
    pub(super) fn new(lattice: &Lattice, texts: Vec<(String, End)>, page: u32) -> Self {
        let cell = |(cell, (text, end)): (&super::ruling::Box, (String, End))| Cell {
            area: cell.area,
            text,
            end,
            page,
            bounds: lattice.cell_bounds(cell.area),
            open_above: cell.open_above,
            open_below: cell.open_below,
        };
        let cells = lattice.cells.iter().zip(texts).map(cell).collect();
        let rows = u32::try_from(lattice.rows.len().saturating_sub(1)).unwrap_or(u32::MAX);
        Self { columns: lattice.columns.clone(), rows, cells }
    }

    pub(super) fn bounds(&self) -> Bounds {
        self.cells.iter().fold(Bounds::NONE, |bounds, cell| bounds.union(cell.bounds))
    }

    /// Takes in the table of the next page if it continues this one; gives it back if it does not.
    pub(super) fn continue_with(&mut self, mut next: Table) -> Result<(), Table> {
        let Some(columns) = common_columns(&self.columns, &next.columns) else { return Err(next) };
        let shift = next.columns[0] - self.columns[0];
        let own = columns.clone();
        let others: Vec<i32> = columns.iter().map(|column| column + shift).collect();
        next.refit(&others);
        self.refit(&own);
        next.drop_rows(self.repeated_heading(&next));
        self.append(next);
        Ok(())
    }

    /// Counts the columns of all cells anew, by lines of which the table's own are a part.
    fn refit(&mut self, columns: &[i32]) {
        let index = |column: u32, lines: &[i32]| {
            let at = lines.get(column as usize).or(lines.last()).copied().unwrap_or(0);
            u32::try_from(nearest(columns, at)).unwrap_or(u32::MAX)
        };
        for cell in &mut self.cells {
            let end = index(cell.area.column + cell.area.columns, &self.columns);
            cell.area.column = index(cell.area.column, &self.columns);
            cell.area.columns = end.saturating_sub(cell.area.column).max(1);
        }
        self.columns = columns.to_vec();
    }

    /// How many rows at the start of the next page's table repeat this one's heading.
    fn repeated_heading(&self, next: &Table) -> u32 {
        let mut rows = 0;
        let (mut own, mut others) = (self.cells.iter().peekable(), next.cells.iter().peekable());
        while rows < next.rows && rows < self.rows {
            let (mut same, mut filled) = (true, false);
            loop {
                let in_row = |cell: Option<&&Cell>| cell.is_some_and(|cell| cell.area.row == rows);
                if !in_row(own.peek()) && !in_row(others.peek()) {
                    break;
                }
                match (own.next(), others.next()) {
                    (Some(a), Some(b)) => {
                        same &= a.area == b.area && a.text == b.text && !is_figure(&a.text);
                        filled |= !a.text.is_empty();
                    }
                    _ => same = false,
                }
                if !same {
                    break;
                }
            }
            if !same || (!filled && rows == 0) {
                break;
            }
            rows += 1;
        }
        // A heading ends where a row ends: no cell may reach from a row that is left out into one that stays.
        while rows > 0 && next.cells.iter().any(|cell| cell.area.row < rows && cell.area.row + cell.area.rows > rows) {
            rows -= 1;
        }
        if rows == next.rows { 0 } else { rows }
    }

    fn drop_rows(&mut self, rows: u32) {
        self.cells.retain(|cell| cell.area.row >= rows);
        for cell in &mut self.cells {
            cell.area.row -= rows;
            // What is now the first row is cut only if the page break cut it, not the repeated heading.
            cell.open_above &= rows == 0;
        }
        self.rows -= rows;
    }

    fn append(&mut self, next: Table) {
        let cut_row = self.is_cut_before(&next);
        // A row that both pages show a part of is one row.
        let base = self.rows - u32::from(cut_row);
        let last: HashMap<(u32, u32), usize> = self
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| cell.ends_at(self.rows))
            .map(|(index, cell)| (cell.columns(), index))
            .collect();
        for mut cell in next.cells {
            let above = last.get(&cell.columns()).filter(|_| cell.area.row == 0).copied();
            cell.area.row += base;
            match above {
                Some(above) if cut_row || self.cells[above].is_cut(&cell) => self.cells[above].take_in(cell),
                _ => self.cells.push(cell),
            }
        }
        self.rows = base + next.rows;
        self.cells.sort_by_key(|cell| (cell.area.row, cell.area.column));
    }

    /// Whether the last row of this table and the first one of the next are parts of one row: every cell has its
    /// counterpart, and there is no line anywhere between them, on either page, or they read as one row.
    fn is_cut_before(&self, next: &Table) -> bool {
        let first: HashMap<(u32, u32), &Cell> =
            next.cells.iter().filter(|cell| cell.area.row == 0).map(|cell| (cell.columns(), cell)).collect();
        let last = || self.cells.iter().filter(|cell| cell.ends_at(self.rows));
        if last().count() != first.len() || !last().any(|cell| cell.area.rows == 1) {
            return false;
        }
        let pairs = || last().map(|cell| first.get(&cell.columns()).map(|rest| (cell, *rest)));
        let without_line = |(cell, rest): (&Cell, &Cell)| cell.open_below && rest.open_above && cell.may_go_on(rest);
        let reads_on = |(cell, rest): (&Cell, &Cell)| rest.text.is_empty() || cell.reads_on(rest);
        let all = |holds: &dyn Fn((&Cell, &Cell)) -> bool| pairs().all(|pair| pair.is_some_and(holds));
        let has_figures = || last().any(|cell| cell.area.rows == 1 && is_figure(&cell.text));
        let has_words = || first.values().any(|rest| !rest.text.is_empty());
        all(&without_line) || (has_figures() && has_words() && all(&reads_on))
    }
}

impl Cell {
    fn ends_at(&self, row: u32) -> bool {
        self.area.row + self.area.rows == row
    }

    /// The columns that it takes: the first, and how many.
    fn columns(&self) -> (u32, u32) {
        (self.area.column, self.area.columns)
    }

    /// Whether the next page's cell is the rest of this one.
    fn is_cut(&self, next: &Cell) -> bool {
        let open = self.open_below && next.open_above && self.may_go_on(next);
        let group = self.area.rows > 1 || next.area.rows > 1;
        let label = !self.text.is_empty() && !is_figure(&self.text);
        open || (group && label && (next.text.is_empty() || self.reads_on(next)))
    }

    /// Whether the words of the next page's cell go on from a line of this one that was full.
    fn reads_on(&self, next: &Cell) -> bool {
        let words = |text: &str| !text.is_empty() && !is_figure(text);
        self.end == End::Full && words(&self.text) && words(&next.text) && !is_numbered(&next.text)
    }

    /// Figures are never broken: two of them are two cells, whatever is drawn between them.
    fn may_go_on(&self, next: &Cell) -> bool {
        self.text.is_empty() || next.text.is_empty() || !(is_figure(&self.text) || is_figure(&next.text))
    }

    fn take_in(&mut self, rest: Cell) {
        super::lines::continue_text(&mut self.text, End::Short, &rest.text);
        self.end = rest.end;
        self.area.rows = rest.area.row + rest.area.rows - self.area.row;
    }
}

/// Whether a cell holds a number, or a mark in place of one, rather than words.
fn is_figure(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(|c| !c.is_alphabetic())
}

/// The lines of both tables, as the first one has them; `None` if they are not tables of the same columns.
fn common_columns(first: &[i32], next: &[i32]) -> Option<Vec<i32>> {
    let shift = next.first()? - first.first()?;
    let moved: Vec<i32> = next.iter().map(|column| column - shift).collect();
    let ends = (first.last()? - moved.last()?).abs() <= SAME_LINE && shift.abs() <= SHIFT;
    let within = |few: &[i32], many: &[i32]| few.iter().all(|line| (many[nearest(many, *line)] - line).abs() <= SAME_LINE);
    let agree = ends && (within(first, &moved) || within(&moved, first));
    let common = clusters(first.iter().chain(&moved).copied().collect(), SAME_LINE);
    // Lines too near to each other to be told apart would put two cells in one place.
    (agree && common.len() == first.len().max(moved.len())).then_some(common)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of columns 100 points wide, from its rows of cells: `甲` one place, `甲>2` two columns, `甲v3` three rows.
    fn table(rows: &[&[&str]]) -> Table {
        let mut taken: Vec<Vec<bool>> = Vec::new();
        let mut cells = Vec::new();
        for (row, texts) in rows.iter().enumerate() {
            let mut column = 0;
            for text in *texts {
                let (text, columns) = text.split_once('>').map_or((*text, 1), |(text, count)| (text, count.parse().unwrap()));
                let (text, height) = text.split_once('v').map_or((text, 1), |(text, count)| (text, count.parse().unwrap()));
                while taken.get(row).and_then(|taken| taken.get(column)).copied().unwrap_or(false) {
                    column += 1;
                }
                for below in row..row + height {
                    taken.resize(taken.len().max(below + 1), vec![false; 8]);
                    taken[below][column..column + columns].fill(true);
                }
                let narrow = |count: usize| u32::try_from(count).unwrap();
                let area = Area { row: narrow(row), column: narrow(column), rows: narrow(height), columns: narrow(columns) };
                cells.push(Cell {
                    area,
                    text: text.to_owned(),
                    page: 1,
                    bounds: Bounds::NONE,
                    open_above: false,
                    open_below: false,
                    end: End::Short,
                });
                column += columns;
            }
        }
        let width = cells.iter().map(|cell| cell.area.column + cell.area.columns).max().unwrap();
        let columns = (0..=i32::try_from(width).unwrap()).map(|column| column * 100 * POINT).collect();
        Table { columns, rows: u32::try_from(rows.len()).unwrap(), cells }
    }

    fn texts(table: &Table) -> Vec<(u32, u32, u32, &str)> {
        table.cells.iter().map(|cell| (cell.area.row, cell.area.column, cell.area.rows, cell.text.as_str())).collect()
    }

    #[test]
    fn rows_of_the_next_page_follow_and_the_repeated_heading_is_left_out() {
        let mut first = table(&[&["项目", "数量"], &["甲", "1"]]);
        first.continue_with(table(&[&["项目", "数量"], &["乙", "2"]])).unwrap();
        let expected = [(0, 0, 1, "项目"), (0, 1, 1, "数量"), (1, 0, 1, "甲"), (1, 1, 1, "1"), (2, 0, 1, "乙"), (2, 1, 1, "2")];
        assert_eq!(texts(&first), expected);
    }

    #[test]
    fn rows_with_figures_are_never_a_repeated_heading() {
        let mut first = table(&[&["合计", "1"], &["甲", "1"]]);
        first.continue_with(table(&[&["合计", "1"], &["乙", "2"]])).unwrap();
        assert_eq!(first.rows, 4);
    }

    #[test]
    fn a_group_of_rows_goes_on_over_the_break() {
        let mut first = table(&[&["组v2", "甲", "1"], &["乙", "2"]]);
        first.continue_with(table(&[&["", "丙", "3"], &["合计", "丁", "6"]])).unwrap();
        assert_eq!(texts(&first)[0], (0, 0, 3, "组"));
        assert_eq!(first.rows, 4);
    }

    #[test]
    fn an_empty_figure_below_a_figure_is_a_cell_of_its_own() {
        let mut first = table(&[&["甲", "1"], &["乙", "2"]]);
        first.continue_with(table(&[&["丙", ""], &["丁", "4"]])).unwrap();
        assert_eq!(first.cells.len(), 8);
    }

    #[test]
    fn a_row_without_a_line_at_the_break_is_one_row() {
        let mut first = table(&[&["甲", "1"], &["（三）其他处", "2"]]);
        first.cells[2].open_below = true;
        first.cells[3].open_below = true;
        let mut next = table(&[&["理", ""], &["丁", "4"]]);
        next.cells[0].open_above = true;
        next.cells[1].open_above = true;
        first.continue_with(next).unwrap();
        assert_eq!(texts(&first)[2..], [(1, 0, 1, "（三）其他处理"), (1, 1, 1, "2"), (2, 0, 1, "丁"), (2, 1, 1, "4")]);
    }

    #[test]
    fn a_row_cut_between_lines_is_one_row_where_its_words_read_on() {
        let cut = |rest: &[&str]| {
            let mut first = table(&[&["组v2", "甲", "1"], &["3.补正后申请内", "2"]]);
            first.cells.iter_mut().for_each(|cell| cell.end = End::Full);
            first.continue_with(table(&[rest, &["丁", "戊", "4"]])).unwrap();
            texts(&first).into_iter().map(|(row, _, _, text)| format!("{row}{text}")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(cut(&["", "容仍不明确", ""]), "0组 0甲 01 13.补正后申请内容仍不明确 12 2丁 2戊 24");
        assert_eq!(cut(&["别", "容", ""]), "0组别 0甲 01 13.补正后申请内容 12 2丁 2戊 24");
        // A row of its own has a figure, or begins with a number.
        assert_eq!(cut(&["", "容仍不明确", "0"]), "0组 0甲 01 13.补正后申请内 12 2容仍不明确 20 3丁 3戊 34");
        assert_eq!(cut(&["", "4.其他", ""]), "0组 0甲 01 13.补正后申请内 12 24.其他 2 3丁 3戊 34");
        assert_eq!(cut(&["", "（一）予以", ""]), "0组 0甲 01 13.补正后申请内 12 2（一）予以 2 3丁 3戊 34");
    }

    #[test]
    fn figures_on_both_sides_of_the_break_stay_two_even_without_a_line() {
        let mut first = table(&[&["甲", "1"]]);
        first.cells.iter_mut().for_each(|cell| cell.open_below = true);
        let mut next = table(&[&["", "2"]]);
        next.cells.iter_mut().for_each(|cell| cell.open_above = true);
        first.continue_with(next).unwrap();
        assert_eq!(texts(&first)[1], (0, 1, 1, "1"));
        assert_eq!(texts(&first).last(), Some(&(1, 1, 1, "2")));
    }

    #[test]
    fn other_columns_are_another_table() {
        let mut first = table(&[&["甲", "1"], &["乙", "2"]]);
        let next = table(&[&["甲", "1", "2"]]);
        assert_eq!(first.continue_with(next.clone()), Err(next));
    }

    #[test]
    fn columns_too_narrow_to_be_told_apart_are_not_stitched() {
        let mut first = table(&[&["甲", "1", "2"]]);
        first.columns = vec![0, 100 * POINT, 103 * POINT, 200 * POINT];
        let next = first.clone();
        assert_eq!(first.continue_with(next.clone()), Err(next));
    }

    #[test]
    fn a_page_that_shows_fewer_of_the_lines_still_agrees() {
        let mut first = table(&[&["甲", "1", "2"]]);
        let mut next = table(&[&["乙", "合并>2"], &["丙", "并>2"]]);
        next.columns = vec![0, 100 * POINT, 300 * POINT];
        for cell in &mut next.cells {
            cell.area.columns = 1;
        }
        first.continue_with(next).unwrap();
        assert_eq!(texts(&first)[4], (1, 1, 1, "合并"));
        assert_eq!(first.cells[4].area.columns, 2);
    }
}
