//! Workbooks: sheets of cells as paragraphs and tables.
//!
//! Each reader fills a [`Sheet`] with the texts of its cells as a viewer shows them; what is a table and what is
//! running text is told here, for all of them in the same way, by the cells that are filled:
//!
//! * Blank rows part tables, and so do three blank columns.
//! * A row with one filled cell before the first row that has two is a paragraph: a title or a unit. So is a long text
//!   alone in its row anywhere, and a text across the whole table after its last row. A sheet of such rows is prose.
//! * Any other row with one filled cell belongs to its table: its other cells are blank, which is not nought.
//!
//! What is hidden is read, and noted in the way a formula would refer to it (`Sheet1!3:5`, `Sheet1!B:B`).

pub(crate) mod csv;
mod decimal;
mod format;
pub(crate) mod ods;
pub(crate) mod xls;
pub(crate) mod xlsx;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::RangeInclusive;

use crate::build::{Area, Builder};
use crate::character::is_blank;
use crate::error::Error;
use crate::limits::Limits;
use crate::note::NoteKind;
use crate::place::Place;

/// A text alone in its row that is at least this long is prose and not a label.
const PROSE: usize = 40;

/// How many blank columns part tables.
const GAP: u32 = 3;

/// How many tables may stand side by side.
const SIDE_BY_SIDE: usize = 16;

/// A sheet as it was read. Rows and columns count from 0.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    /// Whether the sheet itself is hidden.
    pub(super) hidden: bool,
    cells: BTreeMap<(u32, u32), Content>,
    merges: Vec<Area>,
    hidden_rows: Vec<RangeInclusive<u32>>,
    hidden_columns: Vec<RangeInclusive<u32>>,
    text: usize,
}

/// What a cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Content {
    text: String,
    valued: Valued,
}

/// Whether a cell shows a value or, for want of one, its formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Valued {
    Value,
    Formula,
}

impl Sheet {
    pub(super) fn new(name: String) -> Self {
        Self { name, ..Self::default() }
    }

    /// Puts a text into a cell; a blank one is as good as none.
    pub(super) fn put(&mut self, row: u32, column: u32, text: String, valued: Valued, limits: &Limits) -> Result<(), Error> {
        if text.chars().all(is_blank) {
            return Ok(());
        }
        self.text = self.text.saturating_add(text.len());
        limits.check("text_bytes", self.text, limits.text_bytes)?;
        limits.check("cells", self.cells.len() + 1, limits.cells)?;
        self.cells.insert((row, column), Content { text, valued });
        Ok(())
    }

    /// Merges cells.
    pub(super) fn merge(&mut self, area: Area, limits: &Limits) -> Result<(), Error> {
        limits.check("cells", self.merges.len() + 1, limits.cells)?;
        self.merges.push(area);
        Ok(())
    }

    pub(super) fn hide_rows(&mut self, rows: RangeInclusive<u32>) {
        extend(&mut self.hidden_rows, rows);
    }

    pub(super) fn hide_columns(&mut self, columns: RangeInclusive<u32>) {
        extend(&mut self.hidden_columns, columns);
    }

    /// Writes the sheet into the document.
    pub(super) fn write(self, builder: &mut Builder<'_>, limits: &Limits) -> Result<(), Error> {
        let index = builder.sheet(&self.name);
        let grid = Grid::new(&self, index, limits)?;
        for rows in grid.runs() {
            for columns in grid.columns(&rows) {
                grid.write(rows.clone(), columns, builder)?;
            }
        }
        self.note(builder);
        Ok(())
    }

    fn note(&self, builder: &mut Builder<'_>) {
        if self.cells.is_empty() {
            return;
        }
        if self.hidden {
            builder.note(NoteKind::Hidden, self.name.clone());
        }
        for rows in joined(&self.hidden_rows) {
            if self.cells.range((*rows.start(), 0)..=(*rows.end(), u32::MAX)).next().is_some() {
                builder.note(NoteKind::Hidden, format!("{}!{}:{}", self.name, rows.start() + 1, rows.end() + 1));
            }
        }
        let used: BTreeSet<u32> = self.cells.keys().map(|&(_, column)| column).collect();
        for columns in joined(&self.hidden_columns) {
            if used.range(columns.clone()).next().is_some() {
                let (first, last) = (letters(*columns.start()), letters(*columns.end()));
                builder.note(NoteKind::Hidden, format!("{}!{first}:{last}", self.name));
            }
        }
    }
}

/// The filled cells of a sheet with what merging makes of them.
struct Grid<'a> {
    sheet: &'a Sheet,
    index: u32,
    /// Areas of merged cells by their first cell, cut to the part of the sheet that is used.
    areas: HashMap<(u32, u32), Area>,
    covered: HashSet<(u32, u32)>,
    /// How many cells the areas have together, those that overlap counted each time.
    merged: usize,
    /// The filled cells of each row, and of rows that merged cells reach into.
    rows: BTreeMap<u32, Row>,
}

#[derive(Debug, Default)]
struct Row {
    /// Columns of the filled cells that begin here.
    filled: Vec<u32>,
    /// Columns that merged cells from above reach into, by first and last.
    reached: Vec<(u32, u32)>,
}

impl<'a> Grid<'a> {
    fn new(sheet: &'a Sheet, index: u32, limits: &Limits) -> Result<Self, Error> {
        let mut grid = Self { sheet, index, areas: HashMap::new(), covered: HashSet::new(), merged: 0, rows: BTreeMap::new() };
        let last_row = sheet.cells.keys().map(|&(row, _)| row).max().unwrap_or(0);
        let last_column = sheet.cells.keys().map(|&(_, column)| column).max().unwrap_or(0);
        for area in &sheet.merges {
            if area.row > last_row || area.column > last_column {
                continue;
            }
            let rows = area.rows.min(last_row - area.row + 1);
            let columns = area.columns.min(last_column - area.column + 1);
            grid.merge(Area { rows, columns, ..*area }, limits)?;
        }
        for &(row, column) in sheet.cells.keys() {
            if !grid.covered.contains(&(row, column)) {
                grid.rows.entry(row).or_default().filled.push(column);
            }
        }
        Ok(grid)
    }

    /// Takes an area in, unless it overlaps one before it.
    fn merge(&mut self, area: Area, limits: &Limits) -> Result<(), Error> {
        self.merged = self.merged.saturating_add((area.rows as usize).saturating_mul(area.columns as usize));
        limits.check("cells", self.merged, limits.cells)?;
        let cells =
            || (area.row..area.row + area.rows).flat_map(|row| (area.column..area.column + area.columns).map(move |column| (row, column)));
        if cells().any(|cell| self.covered.contains(&cell) || self.areas.contains_key(&cell)) {
            return Ok(());
        }
        self.covered.extend(cells().skip(1));
        self.areas.insert((area.row, area.column), area);
        if self.sheet.cells.contains_key(&(area.row, area.column)) {
            for row in area.row + 1..area.row + area.rows {
                self.rows.entry(row).or_default().reached.push((area.column, area.column + area.columns - 1));
            }
        }
        Ok(())
    }

    fn area(&self, row: u32, column: u32) -> Area {
        self.areas.get(&(row, column)).copied().unwrap_or(Area { row, column, rows: 1, columns: 1 })
    }

    /// Runs of rows without a blank one between them.
    fn runs(&self) -> Vec<RangeInclusive<u32>> {
        let mut runs = Vec::new();
        for &row in self.rows.keys() {
            extend(&mut runs, row..=row);
        }
        runs
    }

    /// The columns of the tables that stand side by side in some rows.
    fn columns(&self, rows: &RangeInclusive<u32>) -> Vec<RangeInclusive<u32>> {
        let mut used: Vec<(u32, u32)> = Vec::new();
        for (&row, cells) in self.rows.range(rows.clone()) {
            used.extend(cells.filled.iter().map(|&column| (column, column + self.area(row, column).columns - 1)));
        }
        used.sort_unstable();
        let mut groups: Vec<RangeInclusive<u32>> = Vec::new();
        for (first, last) in used {
            match groups.last_mut() {
                Some(group) if first <= group.end().saturating_add(GAP) => *group = *group.start()..=last.max(*group.end()),
                _ => groups.push(first..=last),
            }
        }
        // So many tables do not stand side by side: these are the cells of one that is mostly blank.
        match (groups.first(), groups.last()) {
            (Some(first), Some(last)) if groups.len() > SIDE_BY_SIDE => vec![*first.start()..=*last.end()],
            _ => groups,
        }
    }

    /// Writes the paragraphs and tables of some rows and columns.
    fn write(&self, rows: RangeInclusive<u32>, columns: RangeInclusive<u32>, builder: &mut Builder<'_>) -> Result<(), Error> {
        let last_wide = self.rows.range(rows.clone()).rev().find(|(_, row)| row.within(&columns).nth(1).is_some()).map(|(&row, _)| row);
        let mut table: Option<u32> = None;
        for (&number, row) in self.rows.range(rows.clone()) {
            match self.role(number, row, &columns, table, last_wide) {
                Role::Row => table = table.or(Some(number)),
                Role::Nothing => {}
                Role::Paragraph(column) => {
                    if let Some(first) = table.take() {
                        self.table(first..=number - 1, &columns, builder)?;
                    }
                    self.paragraph(number, column, builder)?;
                }
            }
        }
        match table {
            Some(first) => self.table(first..=*rows.end(), &columns, builder),
            None => Ok(()),
        }
    }

    fn role(&self, number: u32, row: &Row, columns: &RangeInclusive<u32>, table: Option<u32>, last_wide: Option<u32>) -> Role {
        let reached = row.reached.iter().any(|(first, _)| columns.contains(first));
        let mut filled = row.within(columns);
        let (first, second) = (filled.next(), filled.next());
        let Some(column) = first else {
            return if table.is_some() { Role::Row } else { Role::Nothing };
        };
        let area = self.area(number, column);
        let whole = area.column <= *columns.start() && area.column + area.columns > *columns.end();
        let alone = second.is_none() && !reached && (area.rows == 1 || whole);
        let long = self.sheet.cells.get(&(number, column)).is_some_and(|content| content.text.chars().nth(PROSE - 1).is_some());
        let is_after = whole && last_wide.is_some_and(|last| last < number);
        if alone && (table.is_none() || long || is_after) { Role::Paragraph(column) } else { Role::Row }
    }

    fn paragraph(&self, row: u32, column: u32, builder: &mut Builder<'_>) -> Result<(), Error> {
        let Some(content) = self.sheet.cells.get(&(row, column)) else { return Ok(()) };
        builder.paragraph(&content.text, self.place(row, column))?;
        self.note(content, row, column, builder);
        Ok(())
    }

    fn table(&self, rows: RangeInclusive<u32>, columns: &RangeInclusive<u32>, builder: &mut Builder<'_>) -> Result<(), Error> {
        builder.start_table();
        let (top, left) = (*rows.start(), *columns.start());
        for row in rows.clone() {
            for column in columns.clone() {
                if self.covered.contains(&(row, column)) {
                    continue;
                }
                let area = self.area(row, column);
                let content = self.sheet.cells.get(&(row, column));
                let text = content.map_or("", |content| content.text.as_str());
                let (rows_left, columns_left) = (rows.end() - row + 1, columns.end() - column + 1);
                let area =
                    Area { row: row - top, column: column - left, rows: area.rows.min(rows_left), columns: area.columns.min(columns_left) };
                builder.cell(area, text, self.place(row, column))?;
                if let Some(content) = content {
                    self.note(content, row, column, builder);
                }
            }
        }
        builder.end_table();
        Ok(())
    }

    fn note(&self, content: &Content, row: u32, column: u32, builder: &mut Builder<'_>) {
        if content.valued == Valued::Formula {
            builder.note_last(NoteKind::FormulaWithoutValue, format!("{}!{}{}", self.sheet.name, letters(column), row + 1));
        }
    }

    fn place(&self, row: u32, column: u32) -> Place {
        Place::Sheet { sheet: self.index, row: row + 1, column: column + 1 }
    }
}

/// What a row is.
enum Role {
    Row,
    Nothing,
    /// A paragraph, in a column.
    Paragraph(u32),
}

impl Row {
    fn within<'a>(&'a self, columns: &'a RangeInclusive<u32>) -> impl Iterator<Item = u32> {
        let first = self.filled.partition_point(|column| column < columns.start());
        self.filled[first..].iter().copied().take_while(|column| column <= columns.end())
    }
}

/// Adds a range, joined to the last one if it goes on from there.
fn extend(ranges: &mut Vec<RangeInclusive<u32>>, range: RangeInclusive<u32>) {
    match ranges.last_mut() {
        Some(last) if last.end().saturating_add(1) == *range.start() => *last = *last.start()..=*range.end(),
        _ => ranges.push(range),
    }
}

/// Ranges in order, those that touch or overlap made one.
fn joined(ranges: &[RangeInclusive<u32>]) -> Vec<RangeInclusive<u32>> {
    let mut sorted = ranges.to_vec();
    sorted.sort_unstable_by_key(|range| *range.start());
    let mut joined: Vec<RangeInclusive<u32>> = Vec::new();
    for range in sorted {
        match joined.last_mut() {
            Some(last) if *range.start() <= last.end().saturating_add(1) => *last = *last.start()..=*last.end().max(range.end()),
            _ => joined.push(range),
        }
    }
    joined
}

/// The letters of a column.
fn letters(column: u32) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;

    /// A sheet drawn with `|` between cells; a line of the table a row.
    fn sheet(rows: &[&str], merges: &[(u32, u32, u32, u32)]) -> Sheet {
        let limits = Limits::default();
        let mut sheet = Sheet::new("表".to_owned());
        for (row, line) in (0..).zip(rows) {
            for (column, text) in (0..).zip(line.split('|')) {
                sheet.put(row, column, text.to_owned(), Valued::Value, &limits).unwrap();
            }
        }
        for &(row, column, rows, columns) in merges {
            sheet.merge(Area { row, column, rows, columns }, &limits).unwrap();
        }
        sheet
    }

    fn written(sheet: Sheet) -> Document {
        let limits = Limits::default();
        let mut builder = Builder::new("m", "UTF-8", &limits);
        sheet.write(&mut builder, &limits).unwrap();
        builder.finish()
    }

    #[test]
    fn titles_are_paragraphs_and_blank_cells_stay_in_rows() {
        let document = written(sheet(&["统计表||", "||单位：件", "项目|数量|金额", "甲||", "乙|2|", "注|"], &[(0, 0, 1, 3)]));
        assert_eq!(document.text, "统计表\n单位：件\n项目\t数量\t金额\n甲\t\t\n乙\t2\t\n注\t\t\n");
        assert_eq!(document.tables.len(), 1);
        assert_eq!(document.tables[0].cells.len(), 12);
        assert_eq!(document.places[2].place, Place::Sheet { sheet: 0, row: 3, column: 1 });
    }

    #[test]
    fn blank_rows_and_columns_part_tables() {
        let document = written(sheet(&["甲|1||||乙|2", "丙|3||||丁|4", "", "戊|5"], &[]));
        assert_eq!(document.text, "甲\t1\n丙\t3\n乙\t2\n丁\t4\n戊\t5\n");
        assert_eq!(document.tables.len(), 3);
    }

    #[test]
    fn merged_cells_span_and_what_they_cover_is_gone() {
        let document =
            written(sheet(&["结果|法人||总计", "|企业|科研|", "公开|1|2|3"], &[(0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 2, 1), (0, 0, 3, 3)]));
        let grid: Vec<_> = document.tables[0].cells.iter().map(|cell| (cell.row, cell.column, cell.rows, cell.columns)).collect();
        assert_eq!(grid[..5], [(0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 2, 1), (1, 1, 1, 1), (1, 2, 1, 1)]);
        assert_eq!(document.text, "结果\t法人\t\t总计\n\t企业\t科研\n公开\t1\t2\t3\n");
    }

    #[test]
    fn prose_is_paragraphs_between_tables_too() {
        let long = "本年度".repeat(20);
        let rows = ["一、总体情况", &long, "表|1", "乙|2", &long, "丙|3"];
        let document = written(sheet(&rows, &[]));
        assert_eq!(document.text, format!("一、总体情况\n{long}\n表\t1\n乙\t2\n{long}\n丙\t3\n"));
        assert_eq!(document.tables.len(), 2);
    }

    #[test]
    fn hidden_rows_columns_and_sheets_are_read_and_noted() {
        let mut sheet = sheet(&["甲|1", "乙|2", "丙|3"], &[]);
        sheet.hidden = true;
        sheet.hide_rows(1..=1);
        sheet.hide_rows(2..=2);
        sheet.hide_rows(9..=9);
        sheet.hide_columns(1..=1);
        let document = written(sheet);
        let details: Vec<&str> = document.notes.iter().map(|note| note.detail.as_str()).collect();
        assert_eq!(details, ["表", "表!2:3", "表!B:B"]);
        assert!(document.text.contains("乙\t2"));
    }

    #[test]
    fn areas_that_overlap_again_and_again_are_counted() {
        let limits = Limits { cells: 1_000, ..Limits::default() };
        let mut sheet = sheet(&["甲", "", "", "", "", "乙"], &[(5, 0, 1, 2)]);
        for _ in 0..200 {
            sheet.merge(Area { row: 0, column: 0, rows: 6, columns: 1 }, &limits).unwrap();
        }
        let mut builder = Builder::new("m", "UTF-8", &limits);
        assert!(matches!(sheet.write(&mut builder, &limits), Err(Error::TooLarge { what: "cells", .. })));
    }

    #[test]
    fn hidden_ranges_that_overlap_are_told_once() {
        let mut sheet = sheet(&["甲|1"], &[]);
        for _ in 0..3 {
            sheet.hide_columns(1..=5);
            sheet.hide_columns(0..=2);
        }
        let details: Vec<String> = written(sheet).notes.into_iter().map(|note| note.detail).collect();
        assert_eq!(details, ["表!A:F"]);
    }

    #[test]
    fn far_cells_cost_nothing_between() {
        let limits = Limits::default();
        let mut sheet = sheet(&["甲|1"], &[]);
        sheet.put(1_048_575, 16_383, "远".to_owned(), Valued::Formula, &limits).unwrap();
        sheet.put(0, 16_383, "东".to_owned(), Valued::Value, &limits).unwrap();
        sheet.merge(Area { row: 5, column: 0, rows: 1_000_000, columns: 1 }, &limits).unwrap();
        let document = written(sheet);
        assert_eq!(document.text, "甲\t1\n东\n远\n");
        assert_eq!(document.notes[0].detail, "表!XFD1048576");
    }
}
