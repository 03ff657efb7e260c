//! Title year against the period.

use crate::bilingual;
use crate::report::YearEvidenceKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{GROUP, evidence, is_school_year};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The title and the stated period name the same year.
    ///
    /// ## Why it matters
    ///
    /// The report is due for one year; if title and period differ, nobody knows which year the figures are of.
    ///
    /// ## Not reported
    ///
    /// School years, and periods that reach into the year of the title (YR-PERIOD-RANGE looks at those).
    ///
    /// ## How to correct
    /// Settle the report year and correct title or period.
    pub(crate) static RULE = {
        code: "YR-TITLE-PERIOD",
        name: "title-period",
        severity: Error,
        editions: EVERY,
        title: ("标题年度与统计期限不符", "Title year against the period"),
        basis: "条例(2019)第五十条",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let (Some(title), Some(period)) = (evidence(context, YearEvidenceKind::Title).next(), context.report.period) else {
        return Ran::NotApplicable(bilingual!("标题没有年度，或文中没有统计期限", "the title names no year, or no period is stated"));
    };
    let (start, end) = (period.start.year(), period.end.year());
    if (start..=end).contains(&title.year) || is_school_year(period) {
        return Ran::Fully;
    }
    let year = title.year;
    out.add(
        Some(period.span),
        bilingual!("标题为{year}年，统计期限却是{}至{}", "the title says {year}, the period is {} to {}", period.start, period.end),
        bilingual!("请核对报告年度，改正标题或统计期限", "check the report year and correct the title or the period"),
    )
    .related(title.span, bilingual!("标题中的年度", "the year in the title"))
    .expected(year.to_string(), end.to_string())
    .group(GROUP)
    .done();
    Ran::Fully
}
