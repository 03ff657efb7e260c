//! Tables without a single value.

use super::{looked_everywhere, tables};
use crate::report::CellValue;
use crate::rule::{Context, Findings, Ran};
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// A table has at least one value.
    ///
    /// ## Why it matters
    /// A table that was pasted in and never filled reports nothing; where nothing happened, the form wants zeros.
    ///
    /// ## Not reported
    /// Tables with a dash in some cell, which says that it does not apply. Tables of which something could not be read; the
    /// rule then counts as not run.
    ///
    /// ## How to correct
    /// Fill in the table, with 0 where nothing happened.
    pub(super) static RULE = {
        code: "NUM-ALL-BLANK",
        name: "table-not-filled",
        severity: Error,
        editions: super::EVERY_EDITION,
        title: ("整表未填数", "A whole table is blank"),
        basis: "各版表式",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut unsure = None;
    for table in tables(context) {
        let Some(reading) = context.report.table(table) else { continue };
        let mut cells =
            context.report.statistics.iter().filter(|statistic| statistic.table == table && statistic.span.is_some()).peekable();
        if cells.peek().is_none() || !cells.all(|statistic| statistic.value == CellValue::Blank) {
            continue;
        }
        if let Some(unread) = context.report.unread.iter().find(|unread| unread.table == Some(table)) {
            unsure = Some(Ran::NotFully(unread.reason.clone()));
            continue;
        }
        let title = &context.form_table(table).title;
        let message = bilingual!("表格“{title}”一个数也没有填", "“{title}” is not filled in at all");
        let help = bilingual!("逐格填写；没有发生的填 0。", "Fill in each cell; enter 0 where there was none.");
        out.add(Some(reading.caption.unwrap_or(reading.span)), message, help).done();
    }
    unsure.unwrap_or_else(|| looked_everywhere(context))
}
