//! A subtopic of 总体情况 is numbered as a top section.

use crate::bilingual;
use crate::report::Section;
use crate::rule::{Context, Findings, Ran};

use super::{UNIFORM, quoted, section_number, top};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The topics of the first section (依申请公开, 政府信息管理, 平台建设, 监督保障) are not numbered as sections of their own.
    ///
    /// ## Why it matters
    ///
    /// They push the six official sections out of their places: the table of requests would stand under “七、”.
    ///
    /// ## Not reported
    ///
    /// Headings that are also a wording of an official section, such as 主动公开情况.
    ///
    /// ## How to correct
    /// Make them subheadings of 一、总体情况 and renumber the sections.
    pub(crate) static RULE = {
        code: "STR-LEVEL-MISUSE",
        name: "level-misuse",
        severity: Warning,
        editions: UNIFORM,
        title: ("总体情况的子项误作一级标题", "A subtopic of 总体情况 is numbered as a top section"),
        basis: "国办公开办函〔2021〕30号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for heading in top(context) {
        let Some(topic) = topic(context, heading) else { continue };
        let this = quoted(heading);
        out.add(
            Some(heading.ordinal_span.cover(heading.span)),
            bilingual!(
                "“{this}”属于“总体情况”部分的“{topic}”，不应作为一级标题",
                "“{this}” is the topic “{topic}” of the first section and no section of its own"
            ),
            bilingual!(
                "请放在“一、总体情况”之下，改用（一）、（二）等序号",
                "put it below the first section, numbered （一）, （二） and so on"
            ),
        )
        .done();
    }
    Ran::Fully
}

/// The topic of the first section that a heading of level 1 names and nothing else.
pub(super) fn topic<'a>(context: &Context<'a>, heading: &Section) -> Option<&'a str> {
    if section_number(context, heading).is_some() {
        return None;
    }
    let folder = &context.catalog.lexicon.folder;
    let printed = folder.fold(&heading.heading);
    let printed = printed.trim_end_matches("情况").trim_end_matches("工作");
    let mut topics = context.form.sections.iter().flat_map(|section| &section.topics).map(String::as_str);
    topics.find(|topic| printed == *topic || topic.strip_prefix("政府信息公开").is_some_and(|short| short == printed))
}
