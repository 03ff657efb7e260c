//! An inline enumeration has no first item.

use crate::bilingual;
use crate::prose::{BreakKind, chinese};
use crate::rule::{Context, Findings, Ran};
use crate::source::Span;

use super::EVERY;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// A list inside the text that has 二是 also has 一是.
    ///
    /// ## Why it matters
    ///
    /// The reader cannot see where the first item begins.
    ///
    /// ## Not reported
    ///
    /// A first item in other words: 首先, 第一, 一方面, 一要, 一、.
    ///
    /// ## How to correct
    /// Put 一是 in front of the first item.
    pub(crate) static RULE = {
        code: "STR-INLINE-ENUM-START",
        name: "inline-enum-start",
        severity: Info,
        editions: EVERY,
        title: ("段内列举不从“一是”起", "An inline enumeration has no first item"),
        basis: "文本自洽",
        check: check,
    }
}

/// Other ways to begin a list.
const FIRST: [&str; 12] = ["首先", "第一", "其一", "一方面", "一要", "一、", "（一）", "(一)", "1.", "1、", "一为", "一则"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for found in context.prose.breaks.iter().filter(|found| found.kind == BreakKind::NoStart) {
        let at = found.at.span;
        let before = text_before(context, at);
        if FIRST.iter().any(|first| before.contains(first)) {
            continue;
        }
        let this = chinese(found.at.number);
        out.add(
            Some(at),
            bilingual!("列举以“{this}是”开头，前面没有“一是”", "the list begins with {this}是; there is no 一是 before it"),
            bilingual!("请补上“一是”或改正序号", "add 一是 or correct the number"),
        )
        .expected("一是", format!("{this}是"))
        .done();
    }
    Ran::Fully
}

/// The running text between the heading above a place and the place, as far back as a list may reach.
fn text_before<'a>(context: &Context<'a>, at: Span) -> &'a str {
    /// In bytes; the longest items of a list are a few hundred characters.
    const REACH: u32 = 6_000;
    let above = context.report.sections.partition_point(|section| section.span.start() < at.start());
    let heading = above.checked_sub(1).map_or(0, |last| context.report.sections[last].span.end());
    let mut start = heading.max(at.start().saturating_sub(REACH)).min(at.start());
    while !context.source.text().is_char_boundary(start as usize) {
        start += 1;
    }
    context.text(Span::new(start, at.start()))
}
