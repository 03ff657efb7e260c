//! An official column is absent.

use crate::bilingual;
use crate::finding::Severity;
use crate::form::{FormTable, Layout};
use crate::report::{TableReading, UnreadKind};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::col_dup::{missing, repeated};
use super::{column_name, has_unread, head, runs, tables};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Every column of the form that takes values is in the table.
    ///
    /// ## Why it matters
    ///
    /// A missing column is a set of figures that was not reported, and moves those behind it under wrong heads.
    ///
    /// ## Not reported
    ///
    /// A label that stands twice in place of the missing one (FORM-COL-DUP). A table without any header was not read. A
    /// warning when a header cell could not be tied to the form, since it may be the missing one, or when most of the
    /// header is gone. One finding for columns that stand together.
    ///
    /// ## How to correct
    /// Put the column back as in the form and fill it in, with 0 where nothing happened.
    pub(crate) static RULE = {
        code: "FORM-COL-MISSING",
        name: "col-missing",
        severity: Error,
        editions: EVERY,
        title: ("缺少规定列", "An official column is absent"),
        basis: "国办公开办函〔2021〕30号; 国办公开办函〔2019〕60号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut headless = Vec::new();
    for (reading, table) in tables(context) {
        let single = table.value_columns().count() == 1;
        if reading.columns.is_empty() || has_unread(context, reading, &[UnreadKind::Table]) {
            // A table of one value column needs no header to be read.
            if !single {
                headless.push(table.title.as_str());
            }
            continue;
        }
        let missing = missing(reading, table);
        let told = table.layout == Layout::Grid && missing.len() == 1 && repeated(context, reading).is_some();
        if !missing.is_empty() && !told {
            table_columns(context, out, reading, table, &missing);
        }
    }
    if headless.is_empty() {
        return Ran::Fully;
    }
    let titles = headless.join("、");
    Ran::NotFully(bilingual!("表格“{titles}”的表头未能识读", "the headers of {titles} could not be read"))
}

fn table_columns(context: &Context<'_>, out: &mut Findings<'_>, reading: &TableReading, table: &FormTable, missing: &[u16]) {
    let doubtful = has_unread(context, reading, &[UnreadKind::Header]) || reading.columns.iter().any(|column| column.column.is_none());
    let most = missing.len() * 2 > table.value_columns().count();
    let severity = if doubtful || most { Severity::Warning } else { Severity::Error };
    for (first, last, count) in runs(missing.iter().copied(), |a, b| a + 1 == b) {
        let (from, to, title) = (column_name(table, first), column_name(table, last), &table.title);
        let message = if count == 1 {
            bilingual!("表格“{title}”缺少“{from}”一列", "the table “{title}” has no column “{from}”")
        } else {
            bilingual!(
                "表格“{title}”缺少从“{from}”到“{to}”的{count}列",
                "the table “{title}” lacks {count} columns, from “{from}” to “{to}”"
            )
        };
        out.add(Some(head(context, reading)), message, bilingual!("请按表式补上该列", "add the column after the form"))
            .at_most(severity)
            .group(format!("header:{}", table.id))
            .done();
    }
}
