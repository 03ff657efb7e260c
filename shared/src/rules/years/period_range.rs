//! The period is not one calendar year.

use crate::bilingual;
use crate::report::{OrganizationKind, Period};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::is_school_year;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The period runs from 1 January to 31 December of one year.
    ///
    /// ## Why it matters
    ///
    /// The ordinance asks for the past year. Figures of eleven or thirteen months cannot be compared.
    ///
    /// ## Not reported
    ///
    /// Report year 2008 from 1 May, the day the ordinance took effect; school years. Another whole year than that of the
    /// report is a matter of YR-TITLE-PERIOD.
    ///
    /// ## How to correct
    /// Correct the period; if the figures do stop earlier, complete them for the whole year.
    pub(crate) static RULE = {
        code: "YR-PERIOD-RANGE",
        name: "period-range",
        severity: Warning,
        editions: EVERY,
        title: ("统计期限不是完整公历年度", "The period is not one calendar year"),
        basis: "条例(2019)第四十九条（上一年度）",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(period) = context.report.period else {
        return Ran::NotApplicable(bilingual!("文中没有写明统计期限", "no period is stated"));
    };
    let school = context.report.organization.as_ref().is_some_and(|organization| organization.kind == OrganizationKind::School);
    if is_calendar_year(period) || is_school_year(period) || school {
        return Ran::Fully;
    }
    out.add(
        Some(period.span),
        bilingual!("统计期限为{}至{}，不是一个完整的公历年度", "the period {} to {} is not one calendar year", period.start, period.end),
        bilingual!("请改为报告年度的1月1日至12月31日，并核对数据", "use 1 January to 31 December of the report year and check the figures"),
    )
    .done();
    Ran::Fully
}

fn is_calendar_year(period: Period) -> bool {
    let first_day = if period.start.year() == 2008 { [(1, 1), (5, 1)] } else { [(1, 1), (1, 1)] };
    period.start.year() == period.end.year()
        && first_day.contains(&(period.start.month(), period.start.day()))
        && (period.end.month(), period.end.day()) == (12, 31)
}
