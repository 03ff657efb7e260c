//! Rates that cannot be.

use crate::amount::Amount;
use crate::bilingual;
use crate::claims::Role;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::said;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Rates of closing, replying, satisfaction and the like lie between 0 and 100 %.
    ///
    /// ## Why it matters
    ///
    /// More than all cannot be closed: the figure is wrong.
    ///
    /// ## Not reported
    ///
    /// Growth rates and rates of completing a task, which may exceed 100 %.
    ///
    /// ## How to correct
    /// Correct the rate.
    pub(crate) static RULE = {
        code: "NN-RATE-RANGE",
        name: "rate-range",
        severity: Error,
        editions: EVERY,
        title: ("比率超出0—100%", "A rate outside 0–100%"),
        basis: "常识",
        check: check,
    }
}

/// Rates of something that is a part of a whole; 完成率 and 增长率 are not.
const BOUNDED: &[&str] = &[
    "办结率",
    "答复率",
    "回复率",
    "满意率",
    "满意度",
    "及时率",
    "按时率",
    "查阅率",
    "办复率",
    "合格率",
    "覆盖率",
    "公开率",
    "知晓率",
    "电子化率",
    "准确率",
    "处置率",
    "签收率",
    "受理率",
    "反馈率",
    "好评率",
    "普及率",
    "解读率",
    "公示率",
    "整改率",
    "接通率",
    "接听率",
    "面商率",
    "见面率",
];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut any = false;
    for claim in context.claims().list.iter().filter(|claim| claim.role == Role::Rate) {
        let words = context.text(claim.subject);
        let Some(rate) = BOUNDED.iter().find(|rate| words.contains(**rate)) else { continue };
        any = true;
        if claim.value <= Amount::ONE_HUNDRED {
            continue;
        }
        let stated = said(context, claim);
        out.add(
            Some(claim.span),
            bilingual!("{rate}{stated}超过100%", "the rate {stated} ({rate}) exceeds 100%"),
            bilingual!("请核对小数点和数字", "check the digits and the decimal point"),
        )
        .expected("≤100", claim.value.to_string())
        .done();
    }
    super::ran(any, bilingual!("正文没有办结率、满意率等比率", "the prose states no rate of closing, satisfaction and the like"))
}
