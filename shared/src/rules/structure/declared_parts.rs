//! The declared number of parts differs from the headings.

use crate::bilingual;
use crate::form::FormSection;
use crate::rule::{Context, Findings, Ran};

use super::declared::declaration;
use super::{EVERY, quoted, section_group, section_number, top};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// A report that says how many parts it has (“全文由……等7个部分组成”) has as many headings of level 1.
    ///
    /// ## Why it matters
    ///
    /// Such a sentence is often copied from the year before, and shows that a part was added or lost since.
    ///
    /// ## Not reported
    ///
    /// An attached table may be counted as a part or not: both numbers are right. Headings whose ordinals do not run
    /// from one without a gap cannot be counted and are left to the rules about ordinals.
    ///
    /// ## How to correct
    /// Correct the number, or add the part that is missing.
    pub(crate) static RULE = {
        code: "STR-DECLARED-PARTS",
        name: "declared-parts",
        severity: Warning,
        editions: EVERY,
        title: ("自述部分数与实际标题数不符", "The declared number of parts differs from the headings"),
        basis: "文本自洽",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some((declared, place)) = declaration(context).and_then(|declaration| declaration.count) else {
        return Ran::NotApplicable(bilingual!("文中没有自述由几个部分组成", "the text does not say how many parts it has"));
    };
    let headings = top(context).collect::<Vec<_>>();
    // Headings without ordinals are known by the form's words alone, so that only agreement is certain.
    let known = headings.iter().all(|heading| heading.form_section.is_some());
    if known && u32::try_from(headings.len()) == Ok(declared) {
        return Ran::Fully;
    }
    if headings.is_empty() || headings.iter().zip(1..).any(|(heading, number)| heading.number != number) {
        return Ran::NotFully(bilingual!("一级标题序号不连续，无法计数", "the headings of level 1 are not numbered without a gap"));
    }
    let count = u32::try_from(headings.len()).unwrap_or(u32::MAX);
    let attached = !context.prose.attachments.is_empty() || context.report.tables.iter().any(|table| table.caption.is_some());
    let heads_attachment = headings.iter().any(|heading| heading.heading.contains("附件") || heading.heading.contains("附表"));
    let fits = declared == count || (attached && declared == count + 1) || (heads_attachment && declared + 1 == count);
    if fits {
        return Ran::Fully;
    }
    let list = headings.iter().map(|heading| quoted(heading)).collect::<Vec<_>>().join("；");
    out.add(
        Some(place),
        bilingual!(
            "自述由{declared}个部分组成，实际有{count}个一级标题：{list}",
            "the text says it has {declared} parts, but has {count} headings of level 1: {list}"
        ),
        bilingual!("请把自述的部分数改为{count}，或补齐标题", "correct the number to {count}, or add the missing headings"),
    )
    .expected(count.to_string(), declared.to_string())
    .group(group(context, declared, count))
    .done();
    Ran::Fully
}

/// The group of the finding: that of the section left out, if one is and there would be as many parts with it.
fn group(context: &Context<'_>, declared: u32, count: u32) -> String {
    let told = |section: &FormSection| top(context).any(|heading| section_number(context, heading) == Some(section.number));
    let missing = |section: &&FormSection| section.required && section.ordinal.is_some() && section.number > 0 && !told(section);
    let mut missing = context.form.sections.iter().filter(missing);
    match (missing.next(), missing.next()) {
        (Some(section), None) if declared == count + 1 => section_group(section.number),
        _ => "declared".to_owned(),
    }
}
