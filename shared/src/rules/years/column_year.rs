//! The year column names another year.

use crate::bilingual;
use crate::report::YearEvidenceKind;
use crate::rule::{Context, Findings, Ran};

use super::{GROUP, evidence, no_year};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The column of the year in an indicator table is headed by the report year.
    ///
    /// ## Why it matters
    ///
    /// A column headed by another year holds that year's figures, or was not updated.
    ///
    /// ## Not reported
    ///
    /// Columns of other years beside that of the report year.
    ///
    /// ## How to correct
    /// Correct the head of the column and check its figures.
    pub(crate) static RULE = {
        code: "YR-COLUMN-YEAR",
        name: "column-year",
        severity: Error,
        editions: &["indicator2008"],
        title: ("附表列头年度与报告年度不符", "The year column names another year"),
        basis: "省级附表",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(year) = context.report.year.year else { return no_year() };
    let columns = || evidence(context, YearEvidenceKind::Column);
    let Some(column) = columns().next() else {
        return Ran::NotApplicable(bilingual!("附表列头没有年度", "no column head names a year"));
    };
    if columns().any(|column| column.year == year) {
        return Ran::Fully;
    }
    let named = column.year;
    out.add(
        Some(column.span),
        bilingual!("附表列头为{named}年，报告年度是{year}年", "the column is headed {named}; the report is on {year}"),
        bilingual!("请核对该列数据属于哪一年，并改正列头", "check which year the figures are of and correct the head"),
    )
    .expected(year.to_string(), named.to_string())
    .group(GROUP)
    .done();
    Ran::Fully
}
