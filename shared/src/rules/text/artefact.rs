//! A word-processor artefact.

use crate::bilingual;
use crate::prose::MarkKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::{marks, report_places};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The text has no codes of word processors or web pages: `[bookmark: …]`, `HYPERLINK "…"`, `PAGE \* MERGEFORMAT`,
    /// `&nbsp;`, `<br/>`.
    ///
    /// ## Why it matters
    ///
    /// Readers see signs that mean nothing to them.
    ///
    /// ## Not reported
    ///
    /// Capital letters that are an ordinary word. Codes inside tables. More than five are told in one finding.
    ///
    /// ## How to correct
    /// Remove the codes; the normalised report does not have them.
    pub(crate) static RULE = {
        code: "TXT-ARTEFACT",
        name: "artefact",
        severity: Info,
        editions: EVERY,
        title: ("文字处理软件残留", "A word-processor artefact"),
        basis: "抽取质量",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let places: Vec<Span> = marks(context, &[MarkKind::Artefact]).map(|mark| mark.span).collect();
    report_places(out, &places, |place| {
        let code = context.text(place);
        (
            bilingual!("文中残留文字处理软件或网页的代码“{code}”", "the code “{code}” of a word processor or web page is left in the text"),
            bilingual!("请删去", "remove it"),
        )
    });
    Ran::Fully
}
