//! Heading ordinals skip a number.

use crate::bilingual;
use crate::prose::chinese;
use crate::rule::{Context, Findings, Ran};

use super::siblings::{is_printed, siblings};
use super::{EVERY, quoted};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The ordinals of headings at one level under one parent go up by one: 二、 is followed by 三、, not by 四、.
    ///
    /// ## Why it matters
    ///
    /// A skipped number is either a slip or a sign that a section was deleted, or was lost when the text was copied.
    ///
    /// ## Not reported
    ///
    /// Numbers that start anew or go on under another heading; a number that is printed in between, though not as a
    /// heading of its own; headings of attachments.
    ///
    /// ## How to correct
    /// Restore the missing part, or renumber the headings.
    pub(crate) static RULE = {
        code: "STR-ORDINAL-GAP",
        name: "ordinal-gap",
        severity: Warning,
        editions: EVERY,
        title: ("同级标题序号跳号", "Heading ordinals skip a number"),
        basis: "公文格式 GB/T 9704—2012 7.3.3 (层次序数)",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for run in siblings(context) {
        let mut skew = 0;
        for (place, (before, at)) in run.headings().zip(run.headings().skip(1)).enumerate() {
            if at.number <= before.number {
                skew = 1;
                continue;
            }
            // Behind a repeated number the count may go on as if it had not been repeated.
            let expected = before.number + 1;
            let allowed = expected + std::mem::take(&mut skew);
            if at.number <= allowed || is_printed(context, before.span.end(), at.ordinal_span.start(), expected, [before.style, at.style]) {
                continue;
            }
            let (previous, this, missing) = (quoted(before), quoted(at), chinese(expected));
            let repeated = run.headings().skip(place + 2).any(|later| later.number == at.number);
            let group = match super::section_number(context, before).filter(|_| at.level == 1 && !repeated) {
                Some(section) => super::section_group(section + 1),
                None => super::ordinal_group(at),
            };
            out.add(
                Some(at.ordinal_span.cover(at.span)),
                bilingual!(
                    "“{previous}”之后是“{this}”，缺少序号{missing}",
                    "“{this}” follows “{previous}”; the ordinal {expected} is missing"
                ),
                bilingual!("请核对是否漏掉一个部分，或改正序号", "check whether a part was left out, or correct the ordinal"),
            )
            .related(before.ordinal_span.cover(before.span), bilingual!("前一个同级标题", "the heading before it"))
            .expected(expected.to_string(), at.number.to_string())
            .group(group)
            .done();
        }
    }
    Ran::Fully
}
