//! The transmittal letter is published as the report.

use crate::bilingual;
use crate::prose::Phrase;
use crate::rule::{Context, Findings, Ran};
use crate::source::Span;

use super::EVERY;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The text does not begin with the letter that sends the report to a superior.
    ///
    /// ## Why it matters
    ///
    /// The report is for the public. A letter with “现报送你办” in front shows that the file for the superior was published.
    ///
    /// ## Not reported
    ///
    /// Only a salutation to an office and the words of a letter together, before the first heading, are reported.
    ///
    /// ## How to correct
    /// Remove the letter and publish the report alone.
    pub(crate) static RULE = {
        code: "STR-TRANSMITTAL",
        name: "transmittal",
        severity: Warning,
        editions: EVERY,
        title: ("将报送函直接发布", "The transmittal letter is published as the report"),
        basis: "莆田市2010年通报",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(letter) = context.prose.hits(Phrase::Transmittal).find(|hit| hit.part == 0 && !hit.heading) else { return Ran::Fully };
    let Some(salutation) = salutation(context, letter.within.start()) else { return Ran::Fully };
    let addressee = context.text(salutation).trim_end_matches(['：', ':']).to_owned();
    out.add(
        Some(salutation),
        bilingual!("文首是致“{addressee}”的报送函，不是面向社会公布的年度报告", "the text begins with a letter to “{addressee}”"),
        bilingual!("公布时请去掉报送函，只保留年度报告正文", "publish the report without the letter"),
    )
    .related(letter.span, bilingual!("报送函用语", "words of the letter"))
    .done();
    Ran::Fully
}

/// A line before an offset that addresses an office: “市政府办公室：”.
fn salutation(context: &Context<'_>, before: u32) -> Option<Span> {
    /// The letter stands within the first lines.
    const LINES: usize = 12;
    let offices = ["办公厅", "办公室", "政府办", "公开办", "公开科", "人民政府", "管理局", "信息中心"];
    (0..context.source.line_count().min(LINES)).map(|line| context.source.line(line)).find(|&line| {
        let text = context.text(line).trim();
        let addressed = text.strip_suffix(['：', ':']).is_some_and(|name| offices.iter().any(|office| name.ends_with(office)));
        line.start() <= before && addressed && text.chars().count() <= 30
    })
}
