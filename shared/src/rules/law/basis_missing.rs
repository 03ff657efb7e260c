//! The text does not name the ordinance.

use crate::bilingual;
use crate::prose::Phrase;
use crate::recognise::organization::is_public_enterprise;
use crate::report::OrganizationKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

crate::declare_rule! {
    /// ## What it checks
    /// The text names the ordinance on open government information, which obliges the body to report.
    ///
    /// ## Why it matters
    /// By custom the preamble says on what basis the report was made.
    ///
    /// ## Not reported
    /// Any mention counts, wherever it stands and in whatever short form (《条例》); tables and extracts
    /// without the text of a report; schools and public enterprises, which report under rules of their own.
    ///
    /// ## How to correct
    /// Begin the preamble with 根据《中华人民共和国政府信息公开条例》.
    pub(crate) static RULE = {
        code: "LAW-BASIS-MISSING",
        name: "basis-missing",
        severity: Info,
        editions: EVERY,
        title: ("未写明编制依据", "No legal basis"),
        basis: "惯例",
        check: check,
    }
}

/// Fewer parts than these make no report, only an extract of one.
const FEWEST_PARTS: usize = 3;

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let parts = context.report.sections.iter().filter(|section| section.level == 1).count();
    let Some(&first) = context.report.paragraphs.first().filter(|_| parts >= FEWEST_PARTS) else {
        return Ran::NotApplicable(bilingual!("只有表格或报告的片段，没有完整的正文", "tables or an extract, not the text of a report"));
    };
    if context.report.organization.as_ref().is_some_and(|body| body.kind == OrganizationKind::School) {
        return Ran::NotApplicable(bilingual!("学校按《高等学校信息公开办法》等规定报告", "schools report under rules of their own"));
    }
    if context.report.organization.as_ref().is_some_and(|body| is_public_enterprise(&body.name)) {
        return Ran::NotApplicable(bilingual!(
            "公共企事业单位按主管部门的规定报告",
            "public enterprises report under their sector's rules"
        ));
    }
    // A short form without the full name is searched for only where the full name is missing.
    let named =
        context.prose.mentions(Phrase::Ordinance)
            || context.report.paragraphs.iter().any(|&paragraph| {
                ["《条例》", "信息公开规定》", "信息公开办法》"].iter().any(|name| context.text(paragraph).contains(name))
            });
    if !named {
        out.add(
            Some(first),
            bilingual!("文中没有写明编制依据，即《中华人民共和国政府信息公开条例》", "the text does not name the ordinance it rests on"),
            bilingual!("请在编制说明中写明“根据《中华人民共和国政府信息公开条例》”", "name the ordinance in the preamble"),
        )
        .done();
    }
    Ran::Fully
}
