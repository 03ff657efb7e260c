//! A rate against its counts.

use crate::bilingual;
use crate::claims::{Claims, RateOfCounts};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{Fit, said, share_fits};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// A rate is the number of what was done (答复率, 办结率, 整改率, 回收率, 合格率) divided by that of all, where both stand right
    /// before it.
    ///
    /// ## Why it matters
    ///
    /// One of the three figures is wrong.
    ///
    /// ## Not reported
    ///
    /// Rates of being on time, which do not compare these counts, and rates that fit another figure of their sentence. Counts in 万 leave open what their last digit does. One unit in the last digit is told for information.
    ///
    /// ## How to correct
    /// Compute the rate again, or correct the counts.
    pub(crate) static RULE = {
        code: "NN-RATE-NUMBERS",
        name: "rate-numbers",
        severity: Warning,
        editions: EVERY,
        title: ("比率与分子分母不符", "A rate does not follow from its counts"),
        basis: "文本自洽",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let claims = context.claims();
    for rate in &claims.rates {
        let (stated, done, of) = (claims.get(rate.rate), claims.get(rate.done), claims.get(rate.of));
        let Some(computed) = share_fits(stated, done, of) else { continue };
        let fit = computed.fit;
        if fit == Fit::Exact || is_of_others(claims, rate) {
            continue;
        }
        let (stated_as, one, total) = (said(context, stated), said(context, done), said(context, of));
        let due = computed.to_string();
        out.add(
            Some(stated.span),
            bilingual!("比率{stated_as}与{one}÷{total}={due}%不符", "the rate {stated_as} is not {one} / {total} = {due}%"),
            bilingual!("请核对总数、完成数和比率", "check the number of all, that of what was done, and the rate"),
        )
        .related(done.span, bilingual!("完成数", "what was done"))
        .related(of.span, bilingual!("总数", "of how many"))
        .expected(due, stated.value.to_string())
        .at_most(fit.severity())
        .done();
    }
    super::ran(!claims.rates.is_empty(), bilingual!("正文没有连同件数写明的比率", "the prose states no rate with its counts"))
}

/// Whether a rate is, to its last digit, one of the same deeds and another figure before it, or of all before them together:
/// 发放企业问卷300份，发放群众问卷700份，回收960份，回收率96%.
fn is_of_others(claims: &Claims, rate: &RateOfCounts) -> bool {
    let (stated, done) = (claims.get(rate.rate), claims.get(rate.done));
    let before = claims.of_sentence(rate.rate).iter().take_while(|claim| claim.span.start() < done.span.start());
    let before = before.filter(|claim| claim.is_count() && claim.unit == done.unit && claim.span != claims.get(rate.of).span);
    let mut all = claims.get(rate.of).clone();
    before.into_iter().any(|other| {
        all.value += other.value;
        [other, &all].into_iter().any(|of| share_fits(stated, done, of).is_some_and(|it| it.fit == Fit::Exact))
    })
}
