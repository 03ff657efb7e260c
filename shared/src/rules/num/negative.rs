//! Negative numbers where nothing can be less than nothing.

use super::{listed, looked_everywhere, name, objections, with_places};
use crate::form::FormTable;
use crate::report::Statistic;
use crate::rule::{Context, Findings, Ran};
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// No count and no amount is below zero.
    ///
    /// ## Why it matters
    /// A number of documents, requests or yuan cannot be negative; often a dash stood before the number.
    ///
    /// ## Not reported
    /// Columns that are signed: 本年增/减 of the 2019 form. Cells whose column is not known, in tables with such a column.
    /// Tables that could not be read; the rule then counts as not run.
    ///
    /// ## How to correct
    /// Remove the sign or enter the actual figure; a dash for “does not apply” stands alone in its cell.
    pub(super) static RULE = {
        code: "NUM-NEGATIVE",
        name: "negative-count",
        severity: Error,
        editions: super::EVERY_EDITION,
        title: ("不应为负的指标出现负数", "A negative count"),
        basis: "各版表式",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for (_, objections) in objections(context, is_below_zero) {
        let cells = listed(objections.iter().map(|(statistic, span)| format!("{} {}", name(context, statistic), context.text(*span))));
        let (zh, en) = (&cells.zh, &cells.en);
        let message = bilingual!("数值不应为负：{zh}", "these cannot be negative: {en}");
        let help = bilingual!(
            "核对后改填不小于 0 的数；数字前的横线如为占位符，请删除。",
            "Enter a number of at least 0; remove the dash if it is only a placeholder."
        );
        let finding = out.add(Some(objections[0].1), message, help);
        with_places(finding, context, &objections).done();
    }
    looked_everywhere(context)
}

fn is_below_zero(statistic: &Statistic, table: &FormTable) -> bool {
    let below = statistic.amount().is_some_and(|amount| amount.is_sign_negative() && !amount.is_zero());
    let signed = |column: u16| table.columns[usize::from(column)].signed;
    below
        && match statistic.column {
            Some(column) => !signed(column),
            None => !table.value_columns().any(signed),
        }
}
