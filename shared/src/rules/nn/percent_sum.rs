//! Shares of a whole list.

use crate::amount::Amount;
use crate::bilingual;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{group, is_complete, shares_of};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The shares of parts that make up the whole add up to 100 %, apart from rounding.
    ///
    /// ## Why it matters
    ///
    /// One of the shares is wrong.
    ///
    /// ## Not reported
    ///
    /// Open lists, lists of which a part has no share, and what rounding explains: half a unit of the last digit for each
    /// share.
    ///
    /// ## How to correct
    /// Compute the shares again.
    pub(crate) static RULE = {
        code: "NN-PERCENT-SUM",
        name: "percent-sum",
        severity: Warning,
        editions: EVERY,
        title: ("各项占比之和不等于100%", "Shares of an exhaustive list do not sum to 100%"),
        basis: "四舍五入",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let claims = context.claims();
    for breakdown in &claims.breakdowns {
        let Some(shares) = shares_of(claims, breakdown) else { continue };
        let sum: Amount = shares.iter().map(|share| share.value).sum();
        let rounding: Amount = shares.iter().map(|share| share.step).sum::<Amount>() / Amount::TWO;
        let parts: Amount = breakdown.parts.iter().map(|&part| claims.get(part).value).sum();
        let complete = is_complete(claims, breakdown) || parts == claims.get(breakdown.whole).value;
        if !complete || (sum - Amount::ONE_HUNDRED).abs() <= rounding {
            continue;
        }
        let list = shares.iter().map(|share| format!("{}%", share.value)).collect::<Vec<_>>().join("+");
        out.add(
            Some(breakdown.span),
            bilingual!("各项占比{list}={sum}%，不等于100%", "the shares {list}={sum}% do not make 100%"),
            bilingual!("请按各分项与总数重新计算占比", "compute the shares again from the parts and the total"),
        )
        .expected("100", sum.to_string())
        .group(group(context, claims.get(breakdown.whole).span))
        .done();
    }
    super::ran(!claims.shares.is_empty(), bilingual!("正文没有列出占比", "the prose lists no shares"))
}
