//! An official row is absent.

use crate::bilingual;
use crate::finding::Severity;
use crate::form::{FormTable, Layout};
use crate::report::{TableReading, UnreadKind};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{has_unread, head, row_name, runs, tables};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Every row of the form that takes a value is in the table.
    ///
    /// ## Why it matters
    ///
    /// A missing row is a figure that was not reported; what was left out cannot be told from zero.
    ///
    /// ## Not reported
    ///
    /// Heading rows, and rows of tables that are missing altogether. One finding for rows that stand together. A warning
    /// when rows of the same table could not be read, or when many are gone at once, as happens when text is copied.
    ///
    /// ## How to correct
    /// Put the row back as in the form and fill it in, with 0 where nothing happened.
    pub(crate) static RULE = {
        code: "FORM-ROW-MISSING",
        name: "row-missing",
        severity: Error,
        editions: EVERY,
        title: ("缺少规定行", "An official row is absent"),
        basis: "国办公开办函〔2021〕30号; 国办公开办函〔2019〕60号; 国办发〔2014〕32号",
        check: check,
    }
}

/// So many rows gone at once were lost rather than left out.
const MANY: usize = 4;

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut unreadable = Vec::new();
    let mut any = false;
    for (reading, table) in tables(context).filter(|(_, table)| table.layout != Layout::SingleRow) {
        any = true;
        if has_unread(context, reading, &[UnreadKind::Table]) {
            unreadable.push(table.title.as_str());
            continue;
        }
        table_rows(context, out, reading, table);
    }
    match (any, unreadable.is_empty()) {
        (false, _) => Ran::NotApplicable(bilingual!("文中没有识别到表格", "no table was recognised")),
        (true, true) => Ran::Fully,
        (true, false) => {
            let titles = unreadable.join("、");
            Ran::NotFully(bilingual!("表格“{titles}”未能识读", "the tables {titles} could not be read"))
        }
    }
}

fn table_rows(context: &Context<'_>, out: &mut Findings<'_>, reading: &TableReading, table: &FormTable) {
    let mut has = vec![false; table.rows.len()];
    reading.rows.iter().filter_map(|read| read.row).for_each(|row| has[usize::from(row)] = true);
    let missing = table.value_rows().filter(|&row| !has[usize::from(row)]).collect::<Vec<_>>();
    if missing.is_empty() {
        return;
    }
    let doubtful = has_unread(context, reading, &[UnreadKind::Row, UnreadKind::Text]);
    let severity = if doubtful || missing.len() >= MANY { Severity::Warning } else { Severity::Error };
    // Heading rows between two missing rows do not part them.
    let between = |a: u16, b: u16| (a + 1..b).all(|row| table.rows[usize::from(row)].heading);
    for (first, last, count) in runs(missing.into_iter(), between) {
        let above = reading.rows.iter().rfind(|read| read.row.is_some_and(|row| row < first));
        let place = above.map_or_else(|| head(context, reading), |row| row.label);
        let (from, to, title) = (row_name(table, first), row_name(table, last), &table.title);
        let message = if count == 1 {
            bilingual!("表格“{title}”缺少“{from}”一行", "the table “{title}” has no row “{from}”")
        } else {
            bilingual!("表格“{title}”缺少从“{from}”到“{to}”的{count}行", "the table “{title}” lacks {count} rows, from “{from}” to “{to}”")
        };
        out.add(Some(place), message, bilingual!("请按表式补上；没有发生的填0", "add them after the form; put 0 where nothing happened"))
            .at_most(severity)
            .done();
    }
}
