//! The first ordinal of a level is not one.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};

use super::siblings::{Siblings, is_printed, siblings};
use super::{EVERY, quoted};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The first heading of a level carries the ordinal one.
    ///
    /// ## Why it matters
    ///
    /// A text that begins with 二、 has lost its first part, or never had it.
    ///
    /// ## Not reported
    ///
    /// Numbers that go on from the parent before; a first number that is printed in the text, though not as a heading.
    ///
    /// ## How to correct
    /// Restore the first part or its heading, or renumber from one.
    pub(crate) static RULE = {
        code: "STR-ORDINAL-START",
        name: "ordinal-start",
        severity: Warning,
        editions: EVERY,
        title: ("标题序号不从一开始", "The first ordinal of a level is not one"),
        basis: "GB/T 9704—2012 7.3.3",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for run in siblings(context) {
        let first = run.first();
        if first.number == 1 || goes_on(&run) {
            continue;
        }
        let from = run.parent.map_or(0, |parent| parent.ordinal_span.end());
        if is_printed(context, from, first.ordinal_span.start(), 1, [first.style; 2]) {
            continue;
        }
        let (this, number) = (quoted(first), first.number);
        out.add(
            Some(first.ordinal_span.cover(first.span)),
            bilingual!("本级第一个标题是“{this}”，序号不从一开始", "the first heading of its level is “{this}”, number {number}"),
            bilingual!("请核对前面是否漏掉标题，或改正序号", "check whether a heading before it was lost, or correct the ordinal"),
        )
        .expected("1", number.to_string())
        .done();
    }
    Ran::Fully
}

fn goes_on(run: &Siblings<'_>) -> bool {
    let first = run.first();
    run.before.is_some_and(|before| before.number + 1 == first.number && before.style == first.style)
}
