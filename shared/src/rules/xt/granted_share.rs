//! Many requests, and nothing granted.

use crate::amount::Amount;
use crate::rule::{Context, Findings, Ran};
use crate::rules::reading;
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// Where twenty or more requests came in, at least one was granted, in whole or in part (总计 column).
    ///
    /// ## Why it matters
    /// Nothing granted of many requests may be right, but a reviewer wants to know why.
    ///
    /// ## Not reported
    /// Fewer than twenty requests. A blank cell. Where a figure could not be read the rule counts as not run.
    ///
    /// ## How to correct
    /// See whether 予以公开 or 部分公开 was left out; if not, give the reason in the text.
    pub(super) static RULE = {
        code: "XT-GRANTED-SHARE",
        name: "nothing-granted",
        severity: Info,
        editions: &["gb2021", "gb2019"],
        title: ("予以公开为零而申请较多", "Nothing granted though many requests"),
        basis: "审核关注",
        check: check,
    }
}

/// Fewer requests than this say nothing.
const MANY: i64 = 20;

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let addresses = ["requests.new@total", "outcome.granted@total", "outcome.partial@total"];
    let [(cell, new), (granted_cell, granted), (partial_cell, partial)] = match reading::numbers(context, addresses) {
        Ok(numbers) => numbers,
        Err(ran) => return ran,
    };
    if new < Amount::from(MANY) || granted > Amount::ZERO || partial > Amount::ZERO {
        return Ran::Fully;
    }
    let message = bilingual!(
        "本年新收申请 {new} 件，而予以公开、部分公开均为 0",
        "{new} requests came in, but none was granted, in whole or in part"
    );
    let help = bilingual!("核对两行数字；如属实，可在正文说明原因。", "Check both rows; if they are right, give the reason in the text.");
    let place = |cell| context.report.statistic(cell).and_then(|statistic| statistic.span);
    let mut finding = out.add(place(granted_cell), message, help).cells([cell, granted_cell, partial_cell]);
    if let Some(span) = place(cell) {
        finding = finding.related(span, bilingual!("本年新收 {new}", "{new} new requests"));
    }
    finding.done();
    Ran::Fully
}
