//! FORM: whether the tables are those of the form: edition, rows, columns, wording, units, cells.

mod cell_text;
mod col_dup;
mod col_missing;
mod col_wording;
mod edition_mismatch;
mod header_added;
mod heading_value;
mod mixed_editions;
mod note_altered;
mod outcome_wording;
mod residue;
mod row_extra;
mod row_missing;
mod row_order;
mod row_wording;
mod t3_cols;
mod t4_count;
mod unit_missing;
mod unit_wrong;

use crate::form::{FormTable, Layout};
use crate::report::{TableReading, TableState, UnreadKind};
use crate::rule::{Context, RuleDefinition};
use crate::source::Span;

/// The rules of the family.
pub(crate) const RULES: &[&RuleDefinition] = &[
    &cell_text::RULE,
    &col_dup::RULE,
    &col_missing::RULE,
    &col_wording::RULE,
    &edition_mismatch::RULE,
    &header_added::RULE,
    &heading_value::RULE,
    &mixed_editions::RULE,
    &note_altered::RULE,
    &outcome_wording::RULE,
    &residue::RULE,
    &row_extra::RULE,
    &row_missing::RULE,
    &row_order::RULE,
    &row_wording::RULE,
    &t3_cols::RULE,
    &t4_count::RULE,
    &unit_missing::RULE,
    &unit_wrong::RULE,
];

/// The tables found, each with the form's description; repetitions are another rule's business.
fn tables<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a TableReading, &'a FormTable)> {
    let context = *context;
    context.report.tables.iter().filter(|table| !table.repeated).map(move |table| (table, context.form_table(table.table)))
}

/// Whether something of a table was not read that may be what a rule misses.
fn has_unread(context: &Context<'_>, table: &TableReading, kinds: &[UnreadKind]) -> bool {
    table.state == TableState::Unreadable
        || context.report.unread.iter().any(|unread| unread.table == Some(table.table) && kinds.contains(&unread.kind))
}

/// Where a table begins, for findings about something that is not there.
fn head(context: &Context<'_>, table: &TableReading) -> Span {
    table.caption.unwrap_or_else(|| context.source.line(context.source.line_at(table.span.start())))
}

/// Indices that stand side by side, as ranges of first and last.
fn runs(indices: impl Iterator<Item = u16>, follows: impl Fn(u16, u16) -> bool) -> Vec<(u16, u16, usize)> {
    let mut runs: Vec<(u16, u16, usize)> = Vec::new();
    for index in indices {
        match runs.last_mut() {
            Some(run) if follows(run.1, index) => *run = (run.0, index, run.2 + 1),
            _ => runs.push((index, index, 1)),
        }
    }
    runs
}

/// A row's name with its printed ordinal.
fn row_name(table: &FormTable, row: u16) -> String {
    let row = &table.rows[usize::from(row)];
    format!("{}{}", row.ordinal.as_deref().unwrap_or_default(), row.label)
}

/// A column's name, with the group it stands under.
fn column_name(table: &FormTable, column: u16) -> String {
    let column = &table.columns[usize::from(column)];
    match column.parent.filter(|_| table.layout == Layout::SingleRow) {
        Some(parent) => format!("{}—{}", table.columns[usize::from(parent)].label, column.label),
        None => column.label.clone(),
    }
}
