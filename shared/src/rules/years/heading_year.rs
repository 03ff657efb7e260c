//! A heading names another year.

use crate::bilingual;
use crate::finding::Severity;
use crate::report::YearEvidenceKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::{EVERY, is_sentence};

use super::{GROUP, evidence, no_year, speaks_of_plans};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// A heading that names a year names that of the report.
    ///
    /// ## Why it matters
    ///
    /// A heading of last year stands over figures of last year, or was left standing when the text was taken over.
    ///
    /// ## Not reported
    ///
    /// Headings about plans for the next year, comparisons, documents with a year in their name, and what was put right
    /// of an earlier year's problems. A later year is at most a warning. A numbered item that is a whole sentence with its
    /// full stop is no heading, and one that says what will be done (将, 拟, 起) may name the next year.
    ///
    /// ## How to correct
    /// Correct the heading and check what stands under it.
    pub(crate) static RULE = {
        code: "YR-HEADING-YEAR",
        name: "heading-year",
        severity: Error,
        editions: EVERY,
        title: ("标题（小标题）年度与报告年度不符", "A heading names another year"),
        basis: "文本自洽",
        check: check,
    }
}

/// Words of headings in which another year is in place.
const OTHER_YEARS: [&str; 12] = ["整改", "落实", "要点", "《", "〔", "以来", "相比", "对比", "同期", "反馈", "指出", "上年"];

/// Words of what is yet to be done.
const INTENTIONS: [&str; 5] = ["将", "拟", "年起", "预计", "力争"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(year) = context.report.year.year else { return no_year() };
    for evidence in evidence(context, YearEvidenceKind::Heading).filter(|evidence| evidence.year != year) {
        let section = context.report.heading_around(evidence.span);
        let text = context.text(section.map_or(evidence.span, |section| section.span));
        if speaks_of_plans(text) || OTHER_YEARS.iter().any(|word| text.contains(word)) {
            continue;
        }
        let named = evidence.year;
        let intends = named > year && INTENTIONS.iter().any(|word| text.contains(word));
        if intends || section.is_some_and(|section| is_sentence(context, section)) {
            continue;
        }
        let severity = if named > year || named + 3 < year { Severity::Warning } else { Severity::Error };
        out.add(
            Some(evidence.span),
            bilingual!("标题“{text}”写的是{named}年，报告年度是{year}年", "the heading “{text}” says {named}; the report is on {year}"),
            bilingual!("请改为{year}年，并核对其下的数据是否为{year}年数据", "say {year}, and check that the figures below are of {year}"),
        )
        .at_most(severity)
        .expected(year.to_string(), named.to_string())
        .group(GROUP)
        .done();
    }
    Ran::Fully
}
