//! Mixed numbering styles at one level.

use crate::bilingual;
use crate::report::OrdinalStyle;
use crate::rule::{Context, Findings, Ran};

use super::siblings::siblings;
use super::{EVERY, quoted};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Headings of one level under one parent number themselves in one style.
    ///
    /// ## Why it matters
    ///
    /// The official order of styles is 一、（一）1.（1）; a heading in another style is easily taken for another level.
    ///
    /// ## Not reported
    ///
    /// A style that is used throughout, even if it is not the official one. One finding for each run of headings.
    ///
    /// ## How to correct
    /// Use the style of that level throughout.
    pub(crate) static RULE = {
        code: "STR-ORDINAL-STYLE",
        name: "ordinal-style",
        severity: Info,
        editions: EVERY,
        title: ("同级标题序号样式不统一", "Mixed numbering styles at one level"),
        basis: "GB/T 9704—2012 7.3.3 (一、（一）1.（1）)",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for run in siblings(context) {
        let style = run.first().style;
        if run.headings().all(|heading| heading.style == style) {
            continue;
        }
        let mut counts: Vec<(OrdinalStyle, usize)> = Vec::new();
        for heading in run.headings() {
            match counts.iter_mut().find(|(style, _)| *style == heading.style) {
                Some((_, count)) => *count += 1,
                None => counts.push((heading.style, 1)),
            }
        }
        // The most frequent style; of several, the one used first.
        let Some(&(usual, _)) = counts.iter().rev().max_by_key(|(_, count)| *count) else { continue };
        let mut odd = run.headings().filter(|heading| heading.style != usual);
        let Some(first) = odd.next() else { continue };
        let Some(other) = run.headings().find(|heading| heading.style == usual) else { continue };
        let (this, example) = (quoted(first), &other.ordinal);
        let mut finding = out
            .add(
                Some(first.ordinal_span.cover(first.span)),
                bilingual!(
                    "“{this}”的序号样式与同级的“{example}”不一致",
                    "“{this}” is numbered in another style than its siblings, such as “{example}”"
                ),
                bilingual!("请统一同级标题的序号样式", "number all headings of one level in one style"),
            )
            .related(other.ordinal_span, bilingual!("同级标题的样式", "the style of its siblings"));
        for heading in odd {
            finding = finding.related(heading.ordinal_span.cover(heading.span), bilingual!("同样不一致", "likewise"));
        }
        finding.done();
    }
    Ran::Fully
}
