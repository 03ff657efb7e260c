//! A category listed twice.

use crate::bilingual;
use crate::claims::ClaimId;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::said;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The parts of one list are of different things.
    ///
    /// ## Why it matters
    ///
    /// The same words twice mean that a part was copied without changing its name, or counted twice.
    ///
    /// ## Not reported
    ///
    /// Parts without words of their own, and those of other months or quarters.
    ///
    /// ## How to correct
    /// Name the category, or take out the repetition.
    pub(crate) static RULE = {
        code: "NN-DUP-ITEM",
        name: "dup-item",
        severity: Warning,
        editions: EVERY,
        title: ("同一分类重复列举", "A category is listed twice"),
        basis: "文本自洽",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let claims = context.claims();
    let words = |id: usize| context.text(claims.get(id).subject).chars().filter(|c| !c.is_whitespace());
    for breakdown in &claims.breakdowns {
        for (at, &part) in breakdown.parts.iter().enumerate() {
            let named = words(part).count() > 1;
            let Some(&earlier) = breakdown.parts[..at].iter().find(|&&other| named && words(other).eq(words(part))) else { continue };
            if names_a_time(context, part) {
                continue;
            }
            let (one, other) = (claims.get(earlier), claims.get(part));
            let (name, first, second) = (words(part).collect::<String>(), said(context, one), said(context, other));
            out.add(
                Some(other.span),
                bilingual!("同一列举中“{name}”出现两次：{first}、{second}", "“{name}” is listed twice: {first} and {second}"),
                bilingual!("请核对类别名称，或删去重复的一项", "check the names of the categories, or take out the repetition"),
            )
            .related(one.span, bilingual!("前一处", "the first time"))
            .done();
        }
    }
    super::ran(!claims.breakdowns.is_empty(), bilingual!("正文没有列出总数及其分项", "the prose lists no parts of a total"))
}

/// Whether the words before a part, from the figure before it on, name a time: 其中12月新收9件；2月新收1件.
fn names_a_time(context: &Context<'_>, part: ClaimId) -> bool {
    let claims = context.claims();
    let of = claims.get(part);
    let start = part.checked_sub(1).map_or(of.sentence.start(), |before| claims.get(before).span.end());
    let words = context.text(Span::new(start.max(of.sentence.start()).min(of.span.start()), of.span.start()));
    words.contains(['月', '年', '季'])
}
