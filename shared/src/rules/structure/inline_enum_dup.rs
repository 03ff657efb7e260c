//! An inline enumeration repeats a number.

use crate::bilingual;
use crate::prose::{BreakKind, chinese};
use crate::rule::{Context, Findings, Ran};

use super::EVERY;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Inside the text, no number of one list occurs twice: 三是 … 三是.
    ///
    /// ## Why it matters
    ///
    /// An item was pasted in without renumbering those behind it.
    ///
    /// ## Not reported
    ///
    /// Lists inside lists, and lists of their own in later paragraphs. Every heading begins anew.
    ///
    /// ## How to correct
    /// Renumber the items.
    pub(crate) static RULE = {
        code: "STR-INLINE-ENUM-DUP",
        name: "inline-enum-dup",
        severity: Warning,
        editions: EVERY,
        title: ("段内列举序号重复", "An inline enumeration repeats a number"),
        basis: "文本自洽",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for found in context.prose.breaks.iter().filter(|found| found.kind == BreakKind::Repeat) {
        let Some(before) = found.before else { continue };
        let this = chinese(found.at.number);
        out.add(
            Some(found.at.span),
            bilingual!("同一列举中“{this}是”出现两次", "{this}是 occurs twice in one list"),
            bilingual!("请依次改正列举序号", "number the items in order"),
        )
        .related(before.span, bilingual!("第一次出现处", "where it occurs first"))
        .group(super::list_group(found))
        .done();
    }
    Ran::Fully
}
