//! A share against its numbers.

use crate::bilingual;
use crate::claims::{Claims, Share};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{Fit, group, said, share_fits};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// A share (占…%) is the part divided by the whole, rounded to the digits that are printed.
    ///
    /// ## Why it matters
    ///
    /// Part, whole or share is wrong, or was left over from another year.
    ///
    /// ## Not reported
    ///
    /// Estimates, shares whose part or whole is not certain, and shares that fit another figure that stands before them in the
    /// sentence. One unit in the last digit, as when shares are made to add
    /// up to 100 %, is told for information.
    ///
    /// ## How to correct
    /// Compute the share again from the two figures.
    pub(crate) static RULE = {
        code: "NN-PERCENT",
        name: "percent",
        severity: Warning,
        editions: EVERY,
        title: ("占比与两数相除不符", "A share does not follow from its numbers"),
        basis: "四舍五入",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let claims = context.claims();
    for share in &claims.shares {
        let (stated, part, whole) = (claims.get(share.share), claims.get(share.part), claims.get(share.whole));
        let Some(computed) = share_fits(stated, part, whole) else { continue };
        let fit = computed.fit;
        if fit == Fit::Exact || part.value > whole.value || is_of_another(claims, share) {
            continue;
        }
        let (stated_as, one, total) = (said(context, stated), said(context, part), said(context, whole));
        let due = computed.to_string();
        let message = bilingual!("占比{stated_as}与{one}÷{total}={due}%不符", "the share {stated_as} is not {one} / {total} = {due}%");
        let help = match fit {
            Fit::LastDigit => bilingual!(
                "只差末位一个单位，可能是截尾或为凑足100%而调整，请按四舍五入填写",
                "only the last digit differs, by cutting off or by making the shares add up to 100 %: round it"
            ),
            Fit::Exact | Fit::No => bilingual!("请核对分项、总数和占比", "check part, whole and share"),
        };
        out.add(Some(stated.span), message, help)
            .related(part.span, bilingual!("分项", "the part"))
            .related(whole.span, bilingual!("总数", "the whole"))
            .expected(due, stated.value.to_string())
            .at_most(fit.severity())
            .group(group(context, whole.span))
            .done();
    }
    super::ran(!claims.shares.is_empty(), bilingual!("正文没有可核算的占比", "the prose states no share with its numbers"))
}

/// Whether a share is, to its last digit, the one in an earlier figure of its sentence: 公开163条，其中微信41条，政府采购类81条，占49.7%.
fn is_of_another(claims: &Claims, share: &Share) -> bool {
    let (stated, part) = (claims.get(share.share), claims.get(share.part));
    let others = claims.of_sentence(share.part).iter().take_while(|claim| claim.span.start() < part.span.start());
    let mut others = others.filter(|claim| claim.is_count() && claim.unit == part.unit && claim.value > part.value);
    others.any(|other| share_fits(stated, part, other).is_some_and(|it| it.fit == Fit::Exact))
}
