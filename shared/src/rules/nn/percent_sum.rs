//! Shares of a whole list.

use crate::amount::Amount;
use crate::bilingual;
use crate::claims::{Approximation, Claim, Role};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

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
    /// share. Shares without counts (网站占65%，新媒体占30%，其他占5%) count as a list only if nothing else stands among them and the
    /// last is that of the rest.
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
    let bare = without_counts(context, out);
    super::ran(bare || !claims.shares.is_empty(), bilingual!("正文没有列出占比", "the prose lists no shares"))
}

/// Shares in a row, without counts, of which the last is that of the rest. Says whether there are any.
fn without_counts(context: &Context<'_>, out: &mut Findings<'_>) -> bool {
    let list = &context.claims().list;
    let mut any = false;
    let mut at = 0;
    while at < list.len() {
        let count = list[at..].iter().take_while(|claim| claim.role == Role::Share && claim.sentence == list[at].sentence).count();
        if count > 2 {
            any = true;
            row(context, &list[at..at + count], at.checked_sub(1).map(|before| &list[before]), out);
        }
        at += count.max(1);
    }
    any
}

/// Judges a row of shares; `before` is the claim before it.
fn row(context: &Context<'_>, shares: &[Claim], before: Option<&Claim>, out: &mut Findings<'_>) {
    let [first, .., one, last] = shares else { return };
    let words = context.text(Span::new(one.span.end(), last.span.start())).trim_start_matches(['，', '、', ',', ' ']);
    let rest = ["其他", "其它", "其余"].iter().any(|rest| words.starts_with(rest));
    // A rate or share before the row, or a list within it, may divide another whole; so may what stands before a semicolon.
    let alone = before.is_none_or(|claim| claim.sentence != first.sentence || (claim.is_count() && claim.role == Role::Total));
    let between = context.text(Span::new(first.span.end(), last.span.start()));
    let one_list = !["其中", "包括", "；", ";", "（", "("].iter().any(|mark| between.contains(mark));
    let exact = shares.iter().all(|share| share.approximation == Approximation::Exact);
    if !rest || !alone || !one_list || !exact {
        return;
    }
    let near = |shares: &[Claim]| {
        let sum: Amount = shares.iter().map(|share| share.value).sum();
        let rounding: Amount = shares.iter().map(|share| share.step).sum::<Amount>() / Amount::TWO;
        (sum - Amount::ONE_HUNDRED).abs() <= rounding
    };
    // 自然人占83%，法人占17%，征地类占45%，其他占55%: by two criteria.
    if (0..shares.len() - 1).any(|start| near(&shares[start..])) {
        return;
    }
    let sum: Amount = shares.iter().map(|share| share.value).sum();
    let list = shares.iter().map(|share| format!("{}%", share.value)).collect::<Vec<_>>().join("+");
    out.add(
        Some(first.span.cover(last.span)),
        bilingual!("各项占比{list}={sum}%，不等于100%", "the shares {list}={sum}% do not make 100%"),
        bilingual!("请重新计算各项占比", "compute the shares again"),
    )
    .expected("100", sum.to_string())
    .group(group(context, first.span))
    .done();
}
