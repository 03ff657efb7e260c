//! Two sibling headings carry the same ordinal.

use crate::bilingual;
use crate::report::Section;
use crate::rule::{Context, Findings, Ran};

use super::siblings::siblings;
use super::{EVERY, quoted};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// No two headings at one level under one parent carry the same ordinal.
    ///
    /// ## Why it matters
    ///
    /// A repeated ordinal makes references to “the third part” ambiguous and usually shows that a section was pasted in.
    ///
    /// ## Not reported
    ///
    /// Numbers that start anew with 1, and numbers that go on across parents.
    ///
    /// ## How to correct
    /// Renumber the headings.
    pub(crate) static RULE = {
        code: "STR-ORDINAL-DUP",
        name: "ordinal-dup",
        severity: Warning,
        editions: EVERY,
        title: ("同级标题序号重复", "Two sibling headings carry the same ordinal"),
        basis: "GB/T 9704—2012 7.3.3",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for run in siblings(context) {
        // Numbers that only rise are each there once.
        if run.headings().is_sorted_by(|a, b| a.number < b.number) {
            continue;
        }
        let mut seen: Vec<&Section> = Vec::new();
        for at in run.headings() {
            if at.number == 1 {
                // A list of its own below an unnumbered line.
                seen.clear();
            } else if let Some(first) = seen.iter().rev().find(|first| first.number == at.number) {
                let (earlier, this) = (quoted(first), quoted(at));
                out.add(
                    Some(at.ordinal_span.cover(at.span)),
                    bilingual!("“{this}”与“{earlier}”序号相同", "“{this}” carries the same ordinal as “{earlier}”"),
                    bilingual!("请改正序号，使同级标题依次排列", "correct the ordinal so that headings of one level are in order"),
                )
                .related(first.ordinal_span.cover(first.span), bilingual!("序号相同的标题", "the heading with the same ordinal"))
                .group(super::ordinal_group(first))
                .done();
            }
            seen.push(at);
        }
    }
    Ran::Fully
}
