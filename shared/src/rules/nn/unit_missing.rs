//! Figures without a unit.

use crate::bilingual;
use crate::claims::Measure;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::said;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// A figure of something that the forms count has a unit behind it.
    ///
    /// ## Why it matters
    ///
    /// Without a unit a reader cannot tell cases from items.
    ///
    /// ## Not reported
    ///
    /// Numbers whose subject is not known, and 0.
    ///
    /// ## How to correct
    /// Write the unit of the form.
    pub(crate) static RULE = {
        code: "NN-UNIT-MISSING",
        name: "figure-without-unit",
        severity: Info,
        editions: EVERY,
        title: ("数字缺计量单位", "A number without a unit"),
        basis: "文本质量",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let claims = &context.claims().list;
    for claim in claims.iter().filter(|claim| claim.measure == Measure::None && claim.topic.is_some() && !claim.value.is_zero()) {
        let (number, what) = (said(context, claim), context.text(claim.subject).trim());
        out.add(
            Some(claim.span),
            bilingual!("“{what}”的数字{number}没有计量单位", "the figure {number} of “{what}” has no unit"),
            bilingual!("请补上计量单位", "add the unit"),
        )
        .done();
    }
    super::ran(
        claims.iter().any(|claim| claim.topic.is_some()),
        bilingual!("正文没有所数事项明确的数字", "the prose states no figure whose subject is known"),
    )
}
