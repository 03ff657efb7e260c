//! Extra top-level sections beyond the six.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};

use super::{UNIFORM, level_misuse, quoted, section_number, top};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// There is no section of level 1 beyond those of the uniform format.
    ///
    /// ## Why it matters
    ///
    /// The notice asks for exactly these sections: none left out, none added. What is special belongs into the last one.
    ///
    /// ## Not reported
    ///
    /// Headings of attachments, a numbering that starts anew (STR-NUMBERING-RESTART), and topics of the first section
    /// (STR-LEVEL-MISUSE).
    ///
    /// The report of a school or a public enterprise (a company, a hospital) without the form's tables follows another regulation and is
    /// not judged.
    ///
    /// ## How to correct
    /// Move what is special into the last section.
    pub(crate) static RULE = {
        code: "STR-SECTION-EXTRA",
        name: "section-extra",
        severity: Warning,
        editions: UNIFORM,
        title: ("一级标题超出统一格式的六部分", "Extra top-level sections beyond the six"),
        basis: "国办公开办函〔2021〕30号 一 (不能遗漏，也不宜泛化)",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    if let Some(reason) = super::bound_by_other_format(context) {
        return Ran::NotApplicable(reason);
    }
    let mut seen_first = false;
    for heading in top(context) {
        // A second 一、 begins something else, of which another rule tells.
        if heading.number == 1 && std::mem::replace(&mut seen_first, true) {
            break;
        }
        let attached = heading.heading.starts_with("附件") || heading.heading.starts_with("附表");
        if section_number(context, heading).is_some() || attached || level_misuse::topic(context, heading).is_some() {
            continue;
        }
        let (this, count) = (quoted(heading), context.form.sections.len());
        out.add(
            Some(heading.ordinal_span.cover(heading.span)),
            bilingual!("“{this}”不是统一格式规定的{count}个部分之一", "“{this}” is none of the {count} official sections"),
            bilingual!(
                "请把内容并入相应部分；需要单独说明的，写入最后一部分“其他需要报告的事项”",
                "move the content into the section it belongs to, or into the last one"
            ),
        )
        .done();
    }
    Ran::Fully
}
