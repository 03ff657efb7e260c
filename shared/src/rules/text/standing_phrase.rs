//! A standing phrase is misquoted.

use crate::bilingual;
use crate::prose::{Mark, Topic};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::words;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Standing phrases of official language have their own words: 习近平新时代中国特色社会主义思想, 十九届五中全会, “五位一体”总体布局.
    ///
    /// ## Why it matters
    ///
    /// Such phrases are fixed, and a slip in one is a serious mistake in an official document.
    ///
    /// ## Not reported
    ///
    /// Phrases that are in use in more than one wording, and those that a line break or blank divides. Whether a phrase was
    /// already in use at the time is another rule's business.
    ///
    /// ## How to correct
    /// Use the standing words.
    pub(crate) static RULE = {
        code: "TXT-STANDING-PHRASE",
        name: "standing-phrase",
        severity: Warning,
        editions: EVERY,
        title: ("规范表述错漏", "A standing phrase is misquoted"),
        basis: "审核惯例",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for (mark, entry) in words(context, Topic::StandingPhrase) {
        let right = entry.proposal();
        let printed = if right.starts_with(entry.text) { as_printed(context, mark, right) } else { entry.text };
        out.add(
            Some(mark.span),
            bilingual!("规范表述有误：“{printed}”", "a standing phrase is misquoted: “{printed}”"),
            bilingual!("规范的表述是“{right}”", "the standing words are “{right}”"),
        )
        .expected(right, printed)
        .done();
    }
    Ran::Fully
}

/// A phrase as it is printed that begins like the right one: up to where the right one ends, if it ends alike, or as long.
fn as_printed<'a>(context: &Context<'a>, mark: &Mark, right: &str) -> &'a str {
    let rest = context.text(Span::new(mark.span.start(), mark.within.end()));
    let ending = right.char_indices().rev().nth(1).map_or(right, |(at, _)| &right[at..]);
    let length = rest.char_indices().nth(right.chars().count()).map_or(rest.len(), |(at, _)| at);
    rest[..length].find(ending).map_or(&rest[..length], |at| &rest[..at + ending.len()])
}
