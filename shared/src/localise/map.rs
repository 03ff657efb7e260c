//! Which cells of a form the relations could tell apart, before any report has an error.
//!
//! Turns a form into a [`Map`] for each way of filling it. Two cells are told apart if a mistake in one leaves another
//! trace in the equations than the same mistake in the other. Cells in no equation leave no trace at all.

use std::collections::BTreeMap;

use super::kinds::smallest_dependent;
use super::model::System;
use crate::amount::{Amount, Style};
use crate::catalog::Catalog;
use crate::form::{CellId, Form, Layout, Operator, TableId};
use crate::report::{CellIndex, CellValue, Report, Statistic};
use crate::source::Span;

/// How a form is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Filling {
    /// Every cell holds a figure.
    Full,
    /// Columns that add up to another column of their row are blank.
    TotalsOnly,
}

/// Which cells of one table could be told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map {
    /// The table.
    pub table: TableId,
    /// How it is filled.
    pub filling: Filling,
    /// Cells that hold a figure.
    pub filled: usize,
    /// Sets of cells that cannot be told apart from each other, in the order of the form; a cell alone is told apart from
    /// all others. Cells of other tables may be among them.
    pub classes: Vec<Vec<CellId>>,
    /// Cells in no equation: bounded by inequalities, but not located.
    pub bounded: Vec<CellId>,
    /// Cells in no relation at all.
    pub unbounded: Vec<CellId>,
    /// For 2, 3 and 4 or more: how many cells are in a smallest set of that size that can make up for each other.
    pub dependent: [usize; 3],
}

/// The maps of a form: every table in every filling that it can have, variants too.
#[must_use]
pub fn maps(form: &Form, catalog: &Catalog) -> Vec<Map> {
    let parts = parts_of_rows(form);
    let mut maps = filled_as(Filling::Full, form, catalog, &[]);
    maps.extend(filled_as(Filling::TotalsOnly, form, catalog, &parts).into_iter().filter(|map| {
        // A table without sums across its columns has only one filling.
        parts.iter().any(|cell| cell.table == map.table)
    }));
    maps
}

/// Cells of grids that add up to another column of their own row.
fn parts_of_rows(form: &Form) -> Vec<CellId> {
    let equations = form.relations.iter().filter(|relation| relation.operator == Operator::Equal);
    let mut parts: Vec<CellId> = equations
        .flat_map(|relation| &relation.instances)
        .filter(|instance| {
            let [total] = instance.left[..] else { return false };
            form.table_at(total.table).layout == Layout::Grid
                && instance.right.len() > 1
                && instance.right.iter().all(|part| part.row == total.row && part.table == total.table)
        })
        .flat_map(|instance| instance.right.iter().copied())
        .collect();
    parts.sort_unstable();
    parts.dedup();
    parts
}

fn filled_as(filling: Filling, form: &Form, catalog: &Catalog, blank: &[CellId]) -> Vec<Map> {
    let system = System::of(&filled(form, blank), form, catalog, None);
    let mut classes: BTreeMap<Vec<(usize, i64)>, Vec<usize>> = BTreeMap::new();
    for cell in 0..system.cells.len() {
        classes.entry(trace(&system, cell)).or_default().push(cell);
    }
    (0..form.tables.len()).map(|at| map_of(TableId(u8::try_from(at).unwrap_or(u8::MAX)), filling, form, &system, &classes, blank)).collect()
}

fn map_of(
    table: TableId,
    filling: Filling,
    form: &Form,
    system: &System,
    classes: &BTreeMap<Vec<(usize, i64)>, Vec<usize>>,
    blank: &[CellId],
) -> Map {
    let filled: Vec<CellId> = form.value_cells().filter(|cell| cell.table == table && !blank.contains(cell)).collect();
    let mut map = Map {
        table,
        filling,
        filled: filled.len(),
        classes: Vec::new(),
        bounded: Vec::new(),
        unbounded: filled.iter().copied().filter(|cell| !system.cells.iter().any(|known| known.id == *cell)).collect(),
        dependent: [0; 3],
    };
    for (trace, cells) in classes {
        let mut cells: Vec<usize> = cells.iter().copied().filter(|&cell| system.cells[cell].value.is_some()).collect();
        cells.sort_unstable_by_key(|&cell| system.cells[cell].id);
        let own = cells.iter().filter(|&&cell| system.cells[cell].id.table == table);
        if trace.is_empty() {
            for &cell in own {
                let id = system.cells[cell].id;
                if system.rows_of.at(cell).iter().any(|&row| system.applies(row, &[])) {
                    map.bounded.push(id);
                } else {
                    map.unbounded.push(id);
                }
            }
        } else if own.clone().next().is_some() {
            for &cell in own {
                map.dependent[smallest_dependent(system, cell).clamp(2, 4) as usize - 2] += 1;
            }
            map.classes.push(cells.iter().map(|&cell| system.cells[cell].id).collect());
        }
    }
    map.classes.sort_unstable();
    map.bounded.sort_unstable();
    map.unbounded.sort_unstable();
    map
}

/// The equations that a mistake in a cell breaks, with how much each moves; the same for all multiples and signs.
fn trace(system: &System, cell: usize) -> Vec<(usize, i64)> {
    if system.cells[cell].value.is_none() {
        return Vec::new();
    }
    let mut trace: Vec<(usize, i64)> = system.trace(cell).iter().copied().filter(|entry| entry.1 != 0).collect();
    if trace.first().is_some_and(|first| first.1 < 0) {
        trace.iter_mut().for_each(|entry| entry.1 = -entry.1);
    }
    trace
}

/// A report in which all cells hold zero, but for those left blank.
fn filled(form: &Form, blank: &[CellId]) -> Report {
    let mut report =
        Report { index: CellIndex::new(form.tables.iter().map(|table| (table.columns.len(), table.rows.len()))), ..Report::default() };
    for cell in form.value_cells() {
        let value =
            if blank.contains(&cell) { CellValue::Blank } else { CellValue::Number { amount: Amount::ZERO, style: Style::default() } };
        report.index.set(cell, report.statistics.len());
        report.statistics.push(Statistic {
            table: cell.table,
            row: cell.row,
            column: Some(cell.column),
            value,
            unit: None,
            label: Span::new(0, 0),
            span: None,
            doubtful: false,
        });
    }
    report
}
