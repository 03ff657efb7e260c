//! A column header is repeated in place of another.

use crate::bilingual;
use crate::form::{FormTable, Layout};
use crate::report::TableReading;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::UNIFORM;
use crate::source::Span;

use super::row_wording::one_line;
use super::{column_name, tables};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// No column label is printed twice where the form has two different columns.
    ///
    /// ## Why it matters
    ///
    /// The figures under the second one cannot be told from those under the first.
    ///
    /// ## Not reported
    ///
    /// A header that is printed again while all columns are there.
    ///
    /// ## How to correct
    /// Compare with the form, give the repeated column the name that is missing, and check the figures beneath it.
    pub(crate) static RULE = {
        code: "FORM-COL-DUP",
        name: "col-dup",
        severity: Error,
        editions: UNIFORM,
        title: ("列名重复（另一列缺失）", "A column header is repeated in place of another"),
        basis: "国办公开办函〔2019〕60号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for (reading, table) in tables(context).filter(|(_, table)| matches!(table.layout, Layout::Grid | Layout::SingleRow)) {
        let missing = missing(reading, table);
        if missing.len() != 1 {
            continue;
        }
        let Some((first, again)) = repeated(context, reading) else { continue };
        let (label, lost, title) = (one_line(context.text(again)), column_name(table, missing[0]), &table.title);
        out.add(
            Some(again),
            bilingual!(
                "表格“{title}”有两列都叫“{label}”，而缺少“{lost}”",
                "the table “{title}” has two columns “{label}” and none “{lost}”"
            ),
            bilingual!("请把其中一列的列名改为“{lost}”，并核对数据", "rename one of them “{lost}” and check the figures"),
        )
        .related(first, bilingual!("同名的列", "the column of the same name"))
        .expected(lost, label)
        .group(format!("header:{}", table.id))
        .done();
    }
    Ran::Fully
}

/// Value columns of the form that the header does not have.
pub(super) fn missing(reading: &TableReading, table: &FormTable) -> Vec<u16> {
    table.value_columns().filter(|&column| !reading.columns.iter().any(|read| read.column == Some(column))).collect()
}

/// The first label that is printed twice.
pub(super) fn repeated(context: &Context<'_>, reading: &TableReading) -> Option<(Span, Span)> {
    let folder = &context.catalog.lexicon.folder;
    let labels = reading.columns.iter().map(|column| (folder.fold(context.text(column.span)), column)).collect::<Vec<_>>();
    labels.iter().enumerate().find_map(|(at, (key, column))| {
        let first = labels[..at].iter().find(|(other, _)| other == key && !key.is_empty())?;
        // Two columns that the form tells apart may carry the same label.
        (column.column.is_none() || first.1.column == column.column).then_some((first.1.span, column.span))
    })
}
