//! Stray spaces inside words or numbers.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::around;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Running text has no blanks between two Chinese characters, before a point or a per cent sign, or behind an opening mark.
    ///
    /// ## Why it matters
    ///
    /// They tear words apart, for readers and for whoever searches the page.
    ///
    /// ## Not reported
    ///
    /// Line breaks, tabs, blanks at the edges of lines, between Chinese characters and figures or letters, behind points, before
    /// labels (邮编：), in headings, and in lines that are set out with blanks. One finding for the whole text.
    ///
    /// ## How to correct
    /// Remove the blanks.
    pub(crate) static RULE = {
        code: "TXT-SPACES",
        name: "spaces",
        severity: Info,
        editions: EVERY,
        title: ("词内多余空格", "Stray spaces inside words or numbers"),
        basis: "文本质量",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let tally = context.prose.marks.blanks;
    if let Some(first) = tally.first {
        let line = context.source.line(context.source.line_at(first.start()));
        let (count, quote) = (tally.count, around(context, line, first));
        out.add(
            Some(first),
            bilingual!("正文中有 {count} 处多余的空格，首处在“{quote}”", "{count} stray blanks in the text, the first at “{quote}”"),
            bilingual!("请删去多余的空格", "remove them"),
        )
        .done();
    }
    Ran::Fully
}
