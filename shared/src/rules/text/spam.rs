//! Foreign advertising text in the body.

use crate::bilingual;
use crate::prose::Topic;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{has_any, words};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// No words that pages which were broken into advertise with stand in the text.
    ///
    /// ## Why it matters
    ///
    /// The page that the text was taken from was tampered with or is a copy of the real one, and nothing on it can be trusted.
    ///
    /// ## Not reported
    ///
    /// Lines that tell of police or market supervision work against such things. Each line once.
    ///
    /// ## How to correct
    /// Have the page examined, and take the report from its author.
    pub(crate) static RULE = {
        code: "TXT-SPAM",
        name: "spam",
        severity: Warning,
        editions: EVERY,
        title: ("正文被插入无关推广文字", "Foreign advertising text in the body"),
        basis: "网站安全",
        check: check,
    }
}

/// Words of those who fight it.
const AGAINST: [&str; 16] =
    ["打击", "整治", "查处", "治理", "违法", "犯罪", "禁止", "防范", "反诈", "取缔", "非法", "清理", "警惕", "举报", "专项行动", "诈骗"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut told = None;
    for (mark, entry) in words(context, Topic::Advertising) {
        if told == Some(mark.within) || has_any(context.text(mark.within), &AGAINST) {
            continue;
        }
        told = Some(mark.within);
        let word = entry.text;
        out.add(
            Some(mark.span),
            bilingual!("正文中有推广文字“{word}”", "the text advertises “{word}”"),
            bilingual!(
                "所取页面可能被篡改或是仿冒，请检查网站，并向编制单位索取报告原文",
                "the page may have been tampered with or be a copy: have it examined and ask for the original"
            ),
        )
        .done();
    }
    Ran::Fully
}
