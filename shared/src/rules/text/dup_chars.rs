//! A repeated word.

use crate::bilingual;
use crate::prose::MarkKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::{marks, report_places};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// No character or phrase stands twice where it can stand only once: 在在, 我们我们, 信息公开信息公开.
    ///
    /// ## Why it matters
    ///
    /// It is a slip of typing or pasting, which a reader of the published page stumbles over.
    ///
    /// ## Not reported
    ///
    /// Characters that two words bring together (存在在线, 依申请公开公开情况, 门门户), reduplications (常常, 一件事一件事), numbers,
    /// and text in tables.
    ///
    /// ## How to correct
    /// Remove one of the two.
    pub(crate) static RULE = {
        code: "TXT-DUP-CHARS",
        name: "dup-chars",
        severity: Info,
        editions: EVERY,
        title: ("叠字叠词", "A repeated word"),
        basis: "文本质量",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let places: Vec<Span> = marks(context, &[MarkKind::Repeat]).map(|mark| mark.span).collect();
    report_places(out, &places, |place| {
        let twice = context.text(place);
        let once = &twice[..twice.len() / 2];
        (
            bilingual!("“{once}”重复：“{twice}”", "“{once}” stands twice: “{twice}”"),
            bilingual!("请删去重复的“{once}”", "remove one “{once}”"),
        )
    });
    Ran::Fully
}
