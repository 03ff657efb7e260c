//! Mojibake or lost characters.

use crate::bilingual;
use crate::prose::{MarkKind, Topic};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::{MOST_PLACES, around, marks, words};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The text has no characters that stand for lost ones: �, private-use characters inside words, `??` between Chinese characters,
    /// accented letters in a row, 锟斤拷 and the like.
    ///
    /// ## Why it matters
    ///
    /// What stood there cannot be read, neither by people nor by this check.
    ///
    /// ## Not reported
    ///
    /// A single sign of a symbol font at the start of a line, and signs such as × ± ℃. One finding for the whole text.
    ///
    /// ## How to correct
    /// Take the text from the original again, in the right character set.
    pub(crate) static RULE = {
        code: "TXT-ENCODING",
        name: "encoding",
        severity: Warning,
        editions: EVERY,
        title: ("乱码或字符丢失", "Mojibake or lost characters"),
        basis: "抽取质量",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut places: Vec<(Span, Span)> = marks(context, &[MarkKind::Unreadable]).map(|mark| (mark.span, mark.within)).collect();
    places.extend(words(context, Topic::Garbled).map(|(mark, _)| (mark.span, mark.within)));
    places.sort_unstable();
    let Some(&(first, within)) = places.first() else { return Ran::Fully };
    let (count, quote) = (places.len(), around(context, within, first));
    let mut finding = out.add(
        Some(first),
        bilingual!("文中有 {count} 处乱码或丢失的字符，首处在“{quote}”", "{count} garbled or lost characters, the first at “{quote}”"),
        bilingual!("请从原文重新复制，或另存为 UTF-8 编码后再提交", "take the text from the original again, or save it as UTF-8"),
    );
    for &(place, _) in places.iter().skip(1).take(MOST_PLACES) {
        finding = finding.related(place, bilingual!("同样的问题", "the same"));
    }
    finding.done();
    Ran::Fully
}
