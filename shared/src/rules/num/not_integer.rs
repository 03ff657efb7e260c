//! Counts with a fraction.

use super::{listed, looked_everywhere, name, objections, with_places};
use crate::amount::Blanks;
use crate::form::{FormTable, ValueType};
use crate::report::Statistic;
use crate::rule::{Context, Findings, Ran};
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// A cell that takes a count holds a whole number.
    ///
    /// ## Why it matters
    /// Documents, requests and cases are counted whole: a fraction is a slip, or an amount in the wrong cell.
    ///
    /// ## Not reported
    /// Amounts of money. Counts in a larger unit that the row prints (万条). `5.0`, which is whole. Cells whose column is not known, in tables that also take amounts.
    /// Tables that could not be read; the rule then counts as not run.
    ///
    /// ## How to correct
    /// Enter the whole number; an amount of money belongs in its own cell.
    pub(super) static RULE = {
        code: "NUM-NOT-INTEGER",
        name: "count-not-integer",
        severity: Error,
        editions: super::EVERY_EDITION,
        title: ("计数类指标出现小数", "A count is not an integer"),
        basis: "各版表式的计量单位（件、条、次、人、项）",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for (_, objections) in objections(context, |statistic, table| is_broken_count(statistic, table) && !is_in_thousands(context, statistic))
    {
        let cells = listed(objections.iter().map(|(statistic, span)| format!("{} {}", name(context, statistic), context.text(*span))));
        let (zh, en) = (&cells.zh, &cells.en);
        let message = bilingual!("计数应为整数，而{zh}", "counts are whole numbers, but {en}");
        let help =
            bilingual!("改填整数；如填的是金额，请核对所在行列。", "Enter whole numbers; if it is an amount, check its row and column.");
        let finding = out.add(Some(objections[0].1), message, help);
        with_places(finding, context, &objections).done();
    }
    looked_everywhere(context)
}

fn is_broken_count(statistic: &Statistic, table: &FormTable) -> bool {
    let broken = statistic.amount().is_some_and(|amount| amount.scale() > 0 && !amount.fract().is_zero());
    let is_count = |column| table.value_type(statistic.row, column) == Some(ValueType::Integer);
    broken
        && match statistic.column {
            Some(column) => is_count(column),
            None => table.value_columns().all(is_count),
        }
}

/// Whether a cell is printed in thousands or ten thousands: 312.5 beside 万条 is whole.
fn is_in_thousands(context: &Context<'_>, statistic: &Statistic) -> bool {
    statistic.unit.is_some_and(|unit| context.text(unit).trim_blanks_start().starts_with(['万', '千', '亿']))
}
