//! No contact for questions.

use crate::bilingual;
use crate::prose::Phrase;
use crate::rule::{Context, Findings, Ran};

use super::EVERY;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The text tells somewhere how to ask about the report: 联系, 电话 or 地址.
    ///
    /// ## Why it matters
    ///
    /// By custom the preamble ends with address and telephone of the office that answers questions.
    ///
    /// ## Not reported
    ///
    /// Any mention counts, wherever it stands.
    ///
    /// ## How to correct
    /// Add office, address and telephone at the end of the preamble.
    pub(crate) static RULE = {
        code: "STR-CONTACT-MISSING",
        name: "contact-missing",
        severity: Info,
        editions: EVERY,
        title: ("缺少联系方式", "No contact for questions"),
        basis: "惯例",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(&first) = context.report.paragraphs.first() else {
        return Ran::NotApplicable(bilingual!("没有识别到正文段落", "no paragraph was recognised"));
    };
    if context.prose.mentions(Phrase::Contact) {
        return Ran::Fully;
    }
    out.add(
        Some(first),
        bilingual!("文中没有联系方式（地址、电话）", "the text has no address or telephone for questions"),
        bilingual!("请在编制说明中写明受理咨询的单位、地址和电话", "name office, address and telephone in the preamble"),
    )
    .done();
    Ran::Fully
}
