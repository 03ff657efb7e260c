//! No preamble (basis, period, access).

use crate::bilingual;
use crate::prose::{Hit, Phrase};
use crate::rule::{Context, Findings, Ran};
use crate::source::{between_marks, near_start};

use super::EVERY;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The report says on what basis it was drawn up: “根据……编制”, “按照……，现公布……”.
    ///
    /// ## Why it matters
    ///
    /// The preamble states basis, period and where the report can be had.
    ///
    /// ## Not reported
    ///
    /// The sentence may stand in front of the first heading or open the first section.
    ///
    /// ## How to correct
    /// Add a preamble with basis, period and where the report can be had.
    pub(crate) static RULE = {
        code: "STR-PREAMBLE-MISSING",
        name: "preamble-missing",
        severity: Info,
        editions: EVERY,
        title: ("缺少编制说明", "No preamble (basis, period, access)"),
        basis: "国办公开办函〔2021〕30号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(&first) = context.report.paragraphs.first() else {
        return Ran::NotApplicable(bilingual!("没有识别到正文段落", "no paragraph was recognised"));
    };
    let opening = opening_end(context);
    let stated = |hit: &Hit| !hit.heading && hit.span.start() < opening && names_basis(context, hit);
    if context.prose.hits(Phrase::Compilation).any(stated) {
        return Ran::Fully;
    }
    out.add(
        Some(first),
        bilingual!("文首没有编制说明（根据什么文件编制）", "the text does not say on what basis it was drawn up"),
        bilingual!("请在文首写明编制依据、统计期限和报告的获取、联系方式", "state basis, period and where the report can be had in front"),
    )
    .done();
    Ran::Fully
}

/// End of the text in which a preamble may stand: up to the second heading.
fn opening_end(context: &Context<'_>) -> u32 {
    context.report.sections.get(1).map_or(u32::MAX, |section| section.span.start())
}

/// Whether the sentence before 编制 or 现公布 names a basis.
fn names_basis(context: &Context<'_>, hit: &Hit) -> bool {
    let text = context.text(hit.within);
    let at = (hit.span.start() - hit.within.start()) as usize;
    let sentence = &text[between_marks(text, at..at, |c| c == '。').start..at + near_start(&text[at..]).len()];
    ["根据", "依据", "按照", "依照", "遵照", "贯彻", "落实", "要求", "规定"].iter().any(|word| sentence.contains(word))
}
