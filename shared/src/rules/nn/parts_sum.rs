//! Parts that make up a whole against the whole.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{all_exact, group, is_complete, said};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Where the prose says that parts make up a total (分为, the bodies named in brackets, a list that ends with 其余 or 其他,
    /// shares that come to 100 %), they add up to it.
    ///
    /// ## Why it matters
    ///
    /// One of the figures is wrong, and a reader can see it.
    ///
    /// ## Not reported
    ///
    /// Lists led by 其中, 主要 or 包括, which need not be complete, and figures that are not exact.
    ///
    /// ## How to correct
    /// Correct the total or the part that is wrong, or say 其中 where the list is not complete.
    pub(crate) static RULE = {
        code: "NN-PARTS-SUM",
        name: "parts-sum",
        severity: Warning,
        editions: EVERY,
        title: ("正文分项之和不等于总数", "Stated parts do not add up to the stated total"),
        basis: "文本自洽",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let claims = context.claims();
    for breakdown in claims.breakdowns.iter().filter(|breakdown| is_complete(claims, breakdown)) {
        let whole = claims.get(breakdown.whole);
        let parts: Vec<_> = breakdown.parts.iter().map(|&part| claims.get(part)).collect();
        let sum = parts.iter().map(|part| part.value).sum();
        if !all_exact(claims, breakdown) || whole.value == sum || parts.iter().any(|part| part.value > whole.value) {
            continue;
        }
        let list = parts.iter().map(|part| part.value.to_string()).collect::<Vec<_>>().join("+");
        let (total, unit) = (said(context, whole), whole.unit);
        let mut finding = out
            .add(
                Some(whole.span),
                bilingual!("分项之和{list}={sum}{unit}，与总数{total}不符", "the parts {list}={sum} do not add up to the total {total}"),
                bilingual!("请核对各分项与总数，改正有误的一项", "check the parts and the total and correct the one that is wrong"),
            )
            .expected(sum.to_string(), whole.value.to_string())
            .group(group(context, whole.span));
        for part in parts {
            finding = finding.related(part.span, bilingual!("分项", "part"));
        }
        finding.done();
    }
    super::ran(!claims.breakdowns.is_empty(), bilingual!("正文没有列出总数及其分项", "the prose lists no parts of a total"))
}
