//! A rate against its counts.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{Fit, said, share_fits};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// A rate of reply or closing is the number answered divided by the number received, where both stand right before it.
    ///
    /// ## Why it matters
    ///
    /// One of the three figures is wrong.
    ///
    /// ## Not reported
    ///
    /// Rates of being on time, which do not compare these counts. Counts in 万 leave open what their last digit does. One unit in the last digit is told for information.
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
        if fit == Fit::Exact {
            continue;
        }
        let (stated_as, one, total) = (said(context, stated), said(context, done), said(context, of));
        out.add(
            Some(stated.span),
            bilingual!("比率{stated_as}与{one}÷{total}={computed}%不符", "the rate {stated_as} is not {one} / {total} = {computed}%"),
            bilingual!("请核对收到数、办理数和比率", "check what was received, what was done and the rate"),
        )
        .related(done.span, bilingual!("办理数", "what was done"))
        .related(of.span, bilingual!("收到数", "what was received"))
        .expected(computed.to_string(), stated.value.to_string())
        .at_most(fit.severity())
        .done();
    }
    super::ran(!claims.rates.is_empty(), bilingual!("正文没有连同件数写明的答复率、办结率", "the prose states no rate with its counts"))
}
