//! No title line.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};

use super::EVERY;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The text has a title.
    ///
    /// ## Why it matters
    ///
    /// The title says whose report it is and of which year.
    ///
    /// ## Not reported
    ///
    /// Never an error: copying from a web page often loses the title.
    ///
    /// ## How to correct
    /// Add the title.
    pub(crate) static RULE = {
        code: "STR-TITLE-MISSING",
        name: "title-missing",
        severity: Warning,
        editions: EVERY,
        title: ("缺少标题", "No title line"),
        basis: "GB/T 9704—2012 7.3.1",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    if context.report.title.is_some() {
        return Ran::Fully;
    }
    let text = context.source.text();
    if text.trim().is_empty() {
        return Ran::NotApplicable(bilingual!("文本为空", "the text is empty"));
    }
    let first = (0..context.source.line_count()).map(|line| context.source.line(line)).find(|&line| !context.text(line).trim().is_empty());
    out.add(
        first,
        bilingual!("文中没有标题行，首行即为正文", "the text has no title; it begins with its first paragraph"),
        bilingual!(
            "请在文首写明“××（机关名称）××××年政府信息公开工作年度报告”；如系复制时丢失，请补上",
            "put the title with body and year in front; if it was lost in copying, restore it"
        ),
    )
    .done();
    Ran::Fully
}
