//! Tables that the file itself marks: which column head a cell stands beneath.
//!
//! Turns header cells with known rows, columns and merged areas into the slots of a [`GridHeader`], and the cells of a row
//! into the slots that they stand beneath. A value belongs to the lowest header cell over its column; the header cells
//! above that one say which of several columns of that name it is.
//!
//! ```text
//! │ 行政复议              │ 行政诉讼                       │
//! │ 结果维持 │ …          │ 未经复议直接起诉 │ 复议后起诉   │     结果维持 beneath 复议后起诉 is another column
//! │          │            │ 结果维持 │ …     │ 结果维持 │ … │     than 结果维持 beneath 行政复议
//! ```
//!
//! Invariant: a column is given only where rows and header agree about where the columns are. Where they do not (a corner
//! cell or a merged label was left out, so that all cells moved), the caller counts cells as in plain text.

use std::ops::Range;

use gouji_documents::Place;
use rustc_hash::FxHashMap;

use crate::form::{ColumnRole, FormTable};
use crate::source::{Source, Span};

use super::header::{HeaderCell, Slot};
use super::place::suits;
use super::segments::{Cell, Class};
use super::tables::{Draft, DraftRow};

/// How far a cell reaches in a marked table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    /// Number of the table, from 0.
    pub(super) table: u32,
    /// Rows that it takes.
    pub(super) rows: u32,
    /// Columns that it takes.
    pub(super) columns: u32,
}

/// What is known about the marked tables of a text.
#[derive(Debug, Default)]
pub(super) struct Grids {
    /// For each table, whether its cells have addresses: a cell that is not there is empty, and none can be lost.
    addressed: Vec<bool>,
    /// For each row, one past the last column that a cell takes.
    ends: FxHashMap<u32, u32>,
}

impl Grids {
    /// Adds a table; returns its number.
    pub(super) fn add(&mut self, table: &gouji_documents::Table, source: &Source) -> u32 {
        let start = Span::of(table.range.clone()).start();
        self.addressed.push(source.place_at(start).is_some_and(|placed| matches!(placed.place, Place::Sheet { .. })));
        u32::try_from(self.addressed.len() - 1).unwrap_or(u32::MAX)
    }

    /// Notes where a cell ends.
    pub(super) fn reach(&mut self, row: u32, column: u32, area: Area) {
        let end = column.saturating_add(area.columns);
        for row in row..row.saturating_add(area.rows) {
            let reached = self.ends.entry(row).or_default();
            *reached = end.max(*reached);
        }
    }

    fn is_addressed(&self, table: u32) -> bool {
        self.addressed.get(table as usize).copied().unwrap_or_default()
    }

    /// One past the last column that a row takes.
    pub(super) fn end(&self, row: u32) -> u32 {
        self.ends.get(&row).copied().unwrap_or_default()
    }
}

impl Cell {
    /// The columns that a cell of a marked table takes; none elsewhere.
    pub(super) fn columns(&self) -> Range<u32> {
        match self.area {
            Some(area) => self.column..self.column.saturating_add(area.columns),
            None => 0..0,
        }
    }

    /// The rows that a cell of a marked table takes; none elsewhere.
    pub(super) fn rows(&self) -> Range<u32> {
        match self.area {
            Some(area) => self.row..self.row.saturating_add(area.rows),
            None => 0..0,
        }
    }

    /// Whether it stands in the same marked table as another.
    pub(super) fn shares_table(&self, other: &Self) -> bool {
        matches!((self.area, other.area), (Some(area), Some(other)) if area.table == other.table)
    }
}

/// A header printed in a marked table.
#[derive(Debug)]
pub(super) struct GridHeader {
    /// Number of the marked table.
    pub(super) table: u32,
    /// Its lowest cells, by column.
    pub(super) slots: Vec<Slot>,
    /// Whether the slots were told by their columns; else in the order of plain text.
    pub(super) by_column: bool,
}

impl GridHeader {
    /// One past its last column.
    fn end(&self) -> u32 {
        self.slots.iter().map(|slot| slot.columns().end).max().unwrap_or_default()
    }
}

pub(super) fn overlap(a: &Range<u32>, b: &Range<u32>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The lowest header cells by column, each with the column of the form that it means; `None` if what stands over a cell
/// does not fit what it says.
pub(super) fn slots(table: &FormTable, cells: &[HeaderCell]) -> Option<Vec<Slot>> {
    /// No header of a form comes near; more cells are no header.
    const MOST_CELLS: usize = 256;
    if cells.len() > MOST_CELLS {
        return None;
    }
    let group = |column: u16| table.columns[usize::from(column)].role == ColumnRole::Group;
    let mut slots: Vec<Slot> = Vec::with_capacity(cells.len());
    for cell in cells {
        let columns = cell.columns();
        let near = || cells.iter().filter(|other| overlap(&other.columns(), &columns));
        if near().any(|other| other.row > cell.row) {
            continue;
        }
        let above: Vec<u16> = near()
            .filter(|other| other.row < cell.row)
            .flat_map(|other| &other.columns)
            .map(|choice| choice.0)
            .filter(|&c| group(c))
            .collect();
        let fits = |column: u16| match table.columns[usize::from(column)].parent {
            _ if above.is_empty() => true,
            Some(parent) => above.contains(&parent),
            None => false,
        };
        let mut fitting = cell.columns.iter().copied().filter(|choice| fits(choice.0));
        let choice = fitting.next();
        if (choice.is_none() && !cell.columns.is_empty()) || fitting.next().is_some() {
            return None;
        }
        // A group without the labels beneath it, or a label printed twice: its cells cannot be told apart.
        let choice = choice.filter(|&(column, _)| !group(column) && !slots.iter().any(|slot| slot.column == Some(column)));
        let role = choice.map_or(ColumnRole::Value, |(column, _)| table.columns[usize::from(column)].role);
        slots.push(Slot {
            column: choice.map(|choice| choice.0),
            role,
            span: cell.span,
            at: cell.at,
            width: cell.area.map_or(1, |area| area.columns),
            official: choice.is_some_and(|choice| choice.1),
        });
    }
    slots.sort_by_key(|slot| slot.at);
    Some(slots)
}

/// What the columns say about the cells of a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Alignment {
    /// For each slot, the cell beneath it.
    Beneath(Vec<Beneath>),
    /// Rows and header disagree about where the columns are.
    Disagrees,
    /// A cell stands beneath several column heads, or belongs to several rows.
    Merged,
}

/// What stands beneath a column head in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beneath {
    /// A cell, by its index.
    Cell(usize),
    /// An empty place of a sheet.
    Empty,
    /// No cell at all.
    Nothing,
}

/// The rows of a draft beneath a header of the same marked table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows<'a> {
    pub(super) cells: &'a [Cell],
    pub(super) grids: &'a Grids,
    pub(super) draft: &'a Draft,
    pub(super) header: &'a GridHeader,
    /// Whether rows have labels.
    pub(super) labelled: bool,
    /// One past the last column, where most rows of the draft end.
    pub(super) usual_end: u32,
    /// The value cells of the draft that take more than one row.
    pub(super) tall: &'a [usize],
}

impl Rows<'_> {
    /// Ties the cells of a row to the column heads above them.
    pub(super) fn align(&self, row: &DraftRow) -> Alignment {
        let first = &self.cells[row.at];
        let label = if self.labelled { first.columns() } else { 0..0 };
        let slots = &self.header.slots;
        if slots.iter().any(|slot| slot.column.is_some() && overlap(&slot.columns(), &label)) || !self.ends_well(row) {
            return Alignment::Disagrees;
        }
        let mut beneath = vec![Beneath::Nothing; slots.len()];
        for &at in &row.cells {
            let cell = &self.cells[at];
            let blank = cell.class == Class::Blank;
            let mut over = slots.iter().enumerate().filter(|(_, slot)| overlap(&slot.columns(), &cell.columns())).map(|(slot, _)| slot);
            let Some(slot) = over.next() else {
                if blank {
                    continue;
                }
                return Alignment::Disagrees;
            };
            if blank {
                for slot in std::iter::once(slot).chain(over) {
                    if beneath[slot] == Beneath::Nothing {
                        beneath[slot] = Beneath::Cell(at);
                    }
                }
                continue;
            }
            let taken = matches!(beneath[slot], Beneath::Cell(other) if self.cells[other].class != Class::Blank);
            if over.next().is_some() || taken || self.belongs_to_several(cell) {
                return Alignment::Merged;
            }
            if !suits(cell.class, slots[slot].role) {
                return Alignment::Disagrees;
            }
            beneath[slot] = Beneath::Cell(at);
        }
        self.fill(first, beneath)
    }

    /// Looks above for merged cells that reach down to where the row has none.
    fn fill(&self, first: &Cell, mut beneath: Vec<Beneath>) -> Alignment {
        for (slot, beneath) in self.header.slots.iter().zip(&mut beneath).filter(|(_, beneath)| **beneath == Beneath::Nothing) {
            let reaches = |cell: &Cell| {
                cell.shares_table(first) && cell.row < first.row && cell.rows().end > first.row && overlap(&cell.columns(), &slot.columns())
            };
            let above = self.tall.iter().copied().find(|&at| reaches(&self.cells[at]));
            *beneath = match above {
                Some(at) if self.cells[at].class == Class::Blank => Beneath::Cell(at),
                Some(_) => return Alignment::Merged,
                None if self.grids.is_addressed(self.header.table) => Beneath::Empty,
                None => Beneath::Nothing,
            };
        }
        Alignment::Beneath(beneath)
    }

    /// Whether the row ends where the header ends, or where all rows do. A row that does not has lost a cell or has one too many.
    fn ends_well(&self, row: &DraftRow) -> bool {
        let (end, header) = (self.grids.end(self.cells[row.at].row), self.header.end());
        self.grids.is_addressed(self.header.table)
            || end == header
            || (end == self.usual_end && end > header)
            || row.cells.iter().all(|&at| self.cells[at].class == Class::Blank)
    }

    /// Whether a merged cell reaches down over other rows of the table.
    fn belongs_to_several(&self, cell: &Cell) -> bool {
        cell.rows().len() > 1
            && self
                .draft
                .rows
                .iter()
                .map(|row| &self.cells[row.at])
                .any(|other| other.shares_table(cell) && other.row > cell.row && cell.rows().contains(&other.row))
    }
}
