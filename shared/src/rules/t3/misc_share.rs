//! A large rest category among the outcomes of table 3.

use crate::amount::Amount;
use crate::rule::{Context, Findings, Ran};
use crate::rules::reading;
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// 其他处理—其他 is at most three tenths of all outcomes, in the 总计 column.
    ///
    /// ## Why it matters
    /// The form has a row for each lawful outcome; a large rest suggests that requests were put there for want of looking.
    ///
    /// ## Not reported
    /// A blank cell. Where a figure could not be read the rule counts as not run.
    ///
    /// ## How to correct
    /// Look at the requests counted as “其他” one by one and move those that have a row of their own.
    pub(super) static RULE = {
        code: "T3-MISC-SHARE",
        name: "misc-share-large",
        severity: Info,
        editions: &["gb2021"],
        title: ("“其他处理—其他”占比过高", "The rest category is large"),
        basis: "国办公开办函〔2021〕30号 附件",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let [(cell, part), (whole_cell, whole)] = match reading::numbers(context, ["outcome.other.misc@total", "outcome.total@total"]) {
        Ok(numbers) => numbers,
        Err(ran) => return ran,
    };
    // Three tenths, compared without division.
    let small = part.checked_mul(Amount::TEN).zip(whole.checked_mul(Amount::from(3))).is_none_or(|(part, whole)| part <= whole);
    if small {
        return Ran::Fully;
    }
    let label = reading::name(context, whole_cell);
    let message = bilingual!(
        "“其他处理”中的“其他”为 {part}，超过办理结果总计 {whole} 的三成",
        "the rest (其他) is {part}, more than three tenths of {whole} outcomes"
    );
    let help =
        bilingual!("核对这些申请能否归入表中列明的办理结果。", "See whether these requests fit one of the outcomes that the form lists.");
    let place = |cell| context.report.statistic(cell).and_then(|statistic| statistic.span);
    let mut finding = out.add(place(cell), message, help).cells([cell, whole_cell]);
    if let Some(span) = place(whole_cell) {
        finding = finding.related(span, bilingual!("{label}：{whole}", "{label}: {whole}"));
    }
    finding.done();
    Ran::Fully
}
