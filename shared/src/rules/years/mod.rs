//! YR: the year reported on, the period of the figures, and dates.
//!
//! Findings about one disagreement of years share the group `year`.

mod anachronism;
mod body_stale;
mod caption_year;
mod column_year;
mod future;
mod heading_year;
mod majority;
mod period_missing;
mod period_range;
mod published_early;
mod sign_date;
mod title_period;

use crate::bilingual;
use crate::report::{Date, Period, StatedDate, StatedDateKind, YearEvidence, YearEvidenceKind};
use crate::rule::{Context, Ran, RuleDefinition};

/// The rules of the family.
pub(crate) const RULES: &[&RuleDefinition] = &[
    &anachronism::RULE,
    &body_stale::RULE,
    &caption_year::RULE,
    &column_year::RULE,
    &future::RULE,
    &heading_year::RULE,
    &majority::RULE,
    &period_missing::RULE,
    &period_range::RULE,
    &published_early::RULE,
    &sign_date::RULE,
    &title_period::RULE,
];

/// Group of the findings about one disagreement of years.
pub(in crate::rules) const GROUP: &str = "year";

/// Headings and sentences with one of these speak of plans, where other years are in place.
const PLANS: [&str; 13] =
    ["下一步", "下步", "打算", "计划", "展望", "思路", "安排", "今后", "下年", "明年", "下一年", "改进措施", "工作重点"];

fn speaks_of_plans(text: &str) -> bool {
    PLANS.iter().any(|word| text.contains(word))
}

/// Evidence of one kind.
pub(in crate::rules) fn evidence<'a>(context: &Context<'a>, kind: YearEvidenceKind) -> impl Iterator<Item = &'a YearEvidence> {
    context.report.year.evidence.iter().filter(move |evidence| evidence.kind == kind)
}

/// What a rule answers if the report year is not known.
fn no_year() -> Ran {
    Ran::NotFully(bilingual!("没有识别到报告年度", "the report year is not known"))
}

/// Whether the period is that of a school year, by which universities report under 教育部令第29号.
pub(in crate::rules) fn is_school_year(period: Period) -> bool {
    (period.start.month(), period.start.day()) == (9, 1) && (period.end.month(), period.end.day()) == (8, 31)
}

/// The last day that the figures can cover: of the stated period, else of the report year.
fn last_day(context: &Context<'_>) -> Option<Date> {
    let end_of_year = || context.report.year.year.and_then(|year| Date::new(year, 12, 31));
    context.report.period.map(|period| period.end).or_else(end_of_year)
}

/// The last date of a kind.
fn date<'a>(context: &Context<'a>, kind: StatedDateKind) -> Option<&'a StatedDate> {
    context.report.dates.iter().rev().find(|date| date.kind == kind)
}
