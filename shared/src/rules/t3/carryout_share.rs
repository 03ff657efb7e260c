//! A large share of requests carried into the next year.

use crate::amount::Amount;
use crate::rule::{Context, Findings, Ran};
use crate::rules::reading;
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// Requests carried out are at most half of the new ones, in the 总计 column.
    ///
    /// ## Why it matters
    /// A request is to be answered within 20 working days, or 40 if extended, so that mostly those of the last weeks are open at the end of the year.
    ///
    /// ## Not reported
    /// Fewer than ten new requests: small numbers vary. A blank cell. Where a figure could not be read the rule counts as not run.
    ///
    /// ## How to correct
    /// Check the figure; if it is right, give the reason in the text.
    pub(super) static RULE = {
        code: "T3-CARRYOUT-SHARE",
        name: "carried-out-share-large",
        severity: Info,
        editions: super::EDITIONS,
        title: ("结转下年比例异常", "A large share is carried out"),
        basis: "政府信息公开条例（国务院令第711号）第三十三条（20个工作日）",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let [(cell, part), (whole_cell, whole)] = match reading::numbers(context, ["requests.carried_out@total", "requests.new@total"]) {
        Ok(numbers) => numbers,
        Err(ran) => return ran,
    };
    if whole < Amount::TEN {
        return Ran::NotApplicable(bilingual!("新收申请不足 10 件，比例不具意义", "fewer than ten new requests: a share says nothing"));
    }
    let small = part.checked_mul(Amount::TWO).is_none_or(|twice| twice <= whole);
    if small {
        return Ran::Fully;
    }
    let label = reading::name(context, whole_cell);
    let message = bilingual!(
        "结转下年度 {part} 件，超过本年新收 {whole} 件的一半",
        "{part} requests are carried out, more than half of the {whole} new ones"
    );
    let help = bilingual!(
        "核对结转数；如属年末集中收到等情形，可在正文说明。",
        "Check the figure; where many requests came in late in the year, say so in the text."
    );
    let place = |cell| context.report.statistic(cell).and_then(|statistic| statistic.span);
    let mut finding = out.add(place(cell), message, help).cells([cell, whole_cell]);
    if let Some(span) = place(whole_cell) {
        finding = finding.related(span, bilingual!("{label}：{whole}", "{label}: {whole}"));
    }
    finding.done();
    Ran::Fully
}
