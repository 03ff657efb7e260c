//! Sections are not in the official order.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};

use super::{UNIFORM, quoted, section_number, top};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The sections of the uniform format stand in its order.
    ///
    /// ## Why it matters
    ///
    /// Reports are compared and read by machines section by section.
    ///
    /// ## Not reported
    ///
    /// Sections that are missing (STR-SECTION-MISSING) and headings that the format does not have. One finding a report.
    ///
    /// The report of a school or a public enterprise (a company, a hospital) without the form's tables follows another regulation and is
    /// not judged.
    ///
    /// ## How to correct
    /// Put the sections into the official order and renumber them.
    pub(crate) static RULE = {
        code: "STR-SECTION-ORDER",
        name: "section-order",
        severity: Warning,
        editions: UNIFORM,
        title: ("部分顺序与统一格式不符", "Sections are not in the official order"),
        basis: "国办公开办函〔2021〕30号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    if let Some(reason) = super::bound_by_other_format(context) {
        return Ran::NotApplicable(reason);
    }
    let matched = top(context).filter_map(|section| section_number(context, section).map(|number| (number, section))).collect::<Vec<_>>();
    let Some(pair) = matched.windows(2).find(|pair| pair[1].0 < pair[0].0) else { return Ran::Fully };
    let ((_, before), (_, at)) = (pair[0], pair[1]);
    let (this, previous) = (quoted(at), quoted(before));
    let official = context.form.sections.iter().map(|section| section.heading.as_str()).collect::<Vec<_>>().join("、");
    out.add(
        Some(at.ordinal_span.cover(at.span)),
        bilingual!("“{this}”排在“{previous}”之后，与统一格式的顺序不符", "“{this}” stands behind “{previous}”, against the official order"),
        bilingual!("请按统一格式的顺序排列：{official}", "put the sections into the official order: {official}"),
    )
    .related(before.ordinal_span.cover(before.span), bilingual!("应在其后的部分", "the section that belongs behind it"))
    .done();
    Ran::Fully
}
