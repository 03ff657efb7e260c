//! Cells that hold neither a number nor a placeholder.

use super::{concatenated, excerpt, listed, looked_everywhere, name, objections, with_places};
use crate::report::CellValue;
use crate::rule::{Context, Findings, Ran};
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// Each value cell holds a number, nothing, or a placeholder (`/`, `—`, `-`, 无).
    ///
    /// ## Why it matters
    /// Words in a cell cannot be added up, compared or passed on.
    ///
    /// ## Not reported
    /// Placeholders, which say that the cell does not apply. Numbers with a unit behind them. Numbers that ran together, which
    /// are NUM-CONCATENATED. Tables that could not be read; the rule then counts as not run.
    ///
    /// ## How to correct
    /// Enter a number, 0 where nothing happened; explanations go into the text.
    pub(super) static RULE = {
        code: "NUM-UNPARSEABLE",
        name: "cell-not-a-number",
        severity: Warning,
        editions: super::EVERY_EDITION,
        title: ("单元格内容无法识别为数值", "A value cell cannot be read as a number"),
        basis: "各版表式",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for (_, mut objections) in objections(context, |statistic, _| statistic.value == CellValue::Text) {
        objections.retain(|(_, span)| !concatenated::are_numbers(context.text(*span)));
        if objections.is_empty() {
            continue;
        }
        let quoted = |(statistic, span): &super::Objection<'_>| format!("{}填“{}”", name(context, statistic), excerpt(context.text(*span)));
        let cells = listed(objections.iter().map(quoted));
        let (zh, en) = (&cells.zh, &cells.en);
        let message = bilingual!("无法识别为数值：{zh}", "no number can be read: {en}");
        let help = bilingual!("改填数字；没有发生填 0，不适用填“/”。", "Enter a number: 0 if there was none, “/” if it does not apply.");
        let finding = out.add(Some(objections[0].1), message, help);
        with_places(finding, context, &objections).done();
    }
    looked_everywhere(context)
}
