//! An inline enumeration skips a number (四是 → 六是).

use crate::bilingual;
use crate::prose::{BreakKind, chinese};
use crate::rule::{Context, Findings, Ran};

use super::EVERY;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Inside the text, 一是, 二是, 三是 … go up by one.
    ///
    /// ## Why it matters
    ///
    /// A skipped item was deleted, or lost when the text was copied.
    ///
    /// ## Not reported
    ///
    /// Lists inside lists and lists that run over several paragraphs. Every heading begins anew. A list that ended with its
    /// sentence does not go on inside the sentence of another one.
    ///
    /// ## How to correct
    /// Restore the missing item, or renumber.
    pub(crate) static RULE = {
        code: "STR-INLINE-ENUM-GAP",
        name: "inline-enum-gap",
        severity: Warning,
        editions: EVERY,
        title: ("段内列举序号跳号", "An inline enumeration skips a number (四是 → 六是)"),
        basis: "文本自洽",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for found in context.prose.breaks.iter().filter(|found| found.kind == BreakKind::Gap) {
        let Some(before) = found.before else { continue };
        let (last, this, expected) = (chinese(before.number), chinese(found.at.number), chinese(before.number + 1));
        out.add(
            Some(found.at.span),
            bilingual!(
                "列举从“{last}是”跳到“{this}是”，缺少“{expected}是”",
                "the list goes from {last}是 to {this}是; {expected}是 is missing"
            ),
            bilingual!("请核对是否漏掉一项，或改正序号", "check whether an item was left out, or correct the number"),
        )
        .related(before.span, bilingual!("前一项", "the item before"))
        .expected(format!("{expected}是"), format!("{this}是"))
        .group(super::list_group(found))
        .done();
    }
    Ran::Fully
}
