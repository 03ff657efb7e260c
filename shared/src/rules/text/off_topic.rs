//! Content outside open government information.

use crate::bilingual;
use crate::prose::{Mark, Topic};
use crate::report::Section;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::UNIFORM;

use super::{has_any, words};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// No paragraph of the general account tells other work of the body, such as its economic figures or party building, without a
    /// word on disclosure.
    ///
    /// ## Why it matters
    ///
    /// The report is on open government information and shall not be widened to other work.
    ///
    /// ## Not reported
    ///
    /// Paragraphs that speak of disclosure anywhere, short ones, other sections, and reports of earlier forms.
    ///
    /// ## How to correct
    /// Remove the paragraph, or say what was disclosed.
    pub(crate) static RULE = {
        code: "TXT-OFF-TOPIC",
        name: "off-topic",
        severity: Info,
        editions: UNIFORM,
        title: ("写入与政府信息公开无关的内容", "Content outside open government information"),
        basis: "国办公开办函〔2021〕30号 一（不宜泛化）",
        check: check,
    }
}

/// Words of disclosure.
const WORK: [&str; 12] = ["公开", "信息", "发布", "网站", "政务", "解读", "申请", "平台", "条例", "公示", "回应", "宣传"];

/// Fewest characters of a paragraph that is judged.
const FEWEST: usize = 40;

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut told = None;
    let top: Vec<&Section> = context.report.sections.iter().filter(|section| section.level == 1).collect();
    for (mark, entry) in words(context, Topic::OffTopic).filter(|(mark, _)| !mark.heading && is_general(&top, mark)) {
        let paragraph = context.text(mark.within);
        if told == Some(mark.within) || paragraph.chars().count() < FEWEST || has_any(paragraph, &WORK) {
            continue;
        }
        told = Some(mark.within);
        let word = entry.text;
        out.add(
            Some(mark.span),
            bilingual!(
                "这一段写“{word}”等其他工作，没有涉及政府信息公开",
                "this paragraph tells “{word}” and the like, and nothing of disclosure"
            ),
            bilingual!("年度报告只写政府信息公开工作，建议删去，或改写为相关信息的公开情况", "remove it, or tell what was disclosed"),
        )
        .done();
    }
    Ran::Fully
}

/// Whether a mark stands in the general account, given the headings of level 1.
fn is_general(top: &[&Section], mark: &Mark) -> bool {
    mark.part.checked_sub(1).and_then(|at| top.get(usize::from(at))).is_some_and(|section| section.form_section == Some(1))
}
