//! A sentence still speaks of an earlier year.

use crate::bilingual;
use crate::report::YearEvidenceKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::{GROUP, evidence, no_year, speaks_of_plans};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// A paragraph that opens with a year and reports on the body's own work (“2018年，我乡……”) names the report year.
    ///
    /// ## Why it matters
    ///
    /// A sentence of last year that was left standing brings last year's figures with it.
    ///
    /// ## Not reported
    ///
    /// History (自2008年起), documents, comparisons, plans, years other than the one before, and paragraphs that also name
    /// the report year.
    ///
    /// ## How to correct
    /// Correct the year, and make sure the figures in the paragraph are this year's.
    pub(crate) static RULE = {
        code: "YR-BODY-STALE",
        name: "body-stale",
        severity: Warning,
        editions: EVERY,
        title: ("正文沿用往年年份", "A sentence still speaks of an earlier year"),
        basis: "文本自洽",
        check: check,
    }
}

/// What a year that opens a reporting sentence is followed by.
const SUBJECTS: [&str; 13] = ["我", "全县", "全市", "全区", "全镇", "全乡", "全局", "全年", "本机关", "本单位", "本级", "本局", "共"];
/// Words behind the year that make it history.
const HISTORY: [&str; 8] = ["以来", "起", "底以", "成立", "印发", "出台", "开始", "至"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(year) = context.report.year.year else { return no_year() };
    for lead in evidence(context, YearEvidenceKind::Lead).filter(|lead| lead.year + 1 == year) {
        let Some(&paragraph) = context.report.paragraphs.iter().find(|paragraph| paragraph.contains(lead.span)) else { continue };
        let text = context.text(Span::new(lead.span.start(), paragraph.end()));
        let text = text.lines().next().unwrap_or_default();
        if !reports(text) || text.contains(&year.to_string()) || speaks_of_plans(text) {
            continue;
        }
        let stale = lead.year;
        out.add(
            Some(lead.span),
            bilingual!("本段以{stale}年开头叙述工作，报告年度是{year}年", "this paragraph reports on {stale}; the report is on {year}"),
            bilingual!("请核对本段内容和数据是否为{year}年的，并改正年份", "check that the content is of {year} and correct the year"),
        )
        .expected(year.to_string(), stale.to_string())
        .group(GROUP)
        .done();
    }
    Ran::Fully
}

/// Whether a text that opens with a year goes on to report on the body's own work.
fn reports(text: &str) -> bool {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['年', '度', '，', ',', ' ', '\u{3000}']);
    let opening = behind.split(['，', ',', '。']).next().unwrap_or_default();
    SUBJECTS.iter().any(|subject| behind.starts_with(subject)) && !HISTORY.iter().any(|word| opening.contains(word))
}
