//! A top heading differs from the official wording.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};

use super::{UNIFORM, form_section, section_number, top};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// A heading of level 1 that stands for a section of the uniform format has its wording.
    ///
    /// ## Why it matters
    ///
    /// The format prints the headings; another wording makes the section harder to find.
    ///
    /// ## Not reported
    ///
    /// Width, blanks and quotation marks, and wordings in common use that the form lists as equal.
    ///
    /// The report of a school or a public enterprise (a company, a hospital) without the form's tables follows another regulation and is
    /// not judged.
    ///
    /// ## How to correct
    /// Restore the official heading.
    pub(crate) static RULE = {
        code: "STR-SECTION-HEADING",
        name: "section-heading",
        severity: Info,
        editions: UNIFORM,
        title: ("一级标题文字与统一格式不一致", "A top heading differs from the official wording"),
        basis: "国办公开办函〔2021〕30号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    if let Some(reason) = super::bound_by_other_format(context) {
        return Ran::NotApplicable(reason);
    }
    let folder = &context.catalog.lexicon.folder;
    for heading in top(context) {
        let Some(section) = section_number(context, heading).and_then(|number| form_section(context, number)) else { continue };
        let printed = folder.fold(&heading.heading);
        if std::iter::once(&section.heading).chain(&section.aliases).any(|wording| folder.fold(wording) == printed) {
            continue;
        }
        let (found, official) = (&heading.heading, &section.heading);
        out.add(
            Some(heading.span),
            bilingual!("一级标题“{found}”与统一格式的“{official}”不一致", "the heading “{found}” differs from the official “{official}”"),
            bilingual!("建议改为“{official}”", "better use “{official}”"),
        )
        .expected(official.clone(), found.clone())
        .done();
    }
    Ran::Fully
}
