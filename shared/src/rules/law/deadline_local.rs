//! A report signed after the day that the place's own notice sets for handing it in.

use crate::bilingual;
use crate::report::{Date, StatedDateKind};
use crate::rule::{Context, Findings, Parameter, ParameterKind, Ran};
use crate::rules::structure::EVERY;

use super::{no_year, report_years};

crate::declare_rule! {
    /// ## What it checks
    /// The signature is not later than the day by which reports of its year are to be handed in. The day is the parameter `submit_by` of the
    /// profile; without a profile nothing is checked.
    ///
    /// ## Why it matters
    /// Reports are collected, put on file or summed up by a day that each place sets by its own notice, mostly before the legal days for
    /// publishing. A report that was signed later cannot have been handed in by then.
    ///
    /// ## Not reported
    /// Reports of another year than the one before `submit_by`; reports without a signature date, since neither the day on which a page was
    /// put up nor the day of the check is the day on which a report was handed in; a signature within the report year, which is wrong
    /// itself and has a rule of its own.
    ///
    /// ## How to correct
    /// Check the date; if the report was late, say why where the notice asks for it.
    pub(crate) static RULE = {
        code: "LAW-DEADLINE-LOCAL",
        name: "signed-after-local-deadline",
        severity: Info,
        editions: EVERY,
        title: ("晚于本地通知的报送时限", "After the local submission date"),
        basis: "当地关于报送年度报告的通知（由配置给定日期）",
        check: check,
        scope: Local,
        parameters: PARAMETERS,
    }
}

const PARAMETERS: &[Parameter] = &[Parameter {
    name: "submit_by",
    kind: ParameterKind::Day,
    default: None,
    title_zh: "报送截止日期，只用于上一年度的报告",
    title_en: "last day for handing in the reports of the year before it",
}];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(due) = context.day("submit_by") else {
        return Ran::NotApplicable(bilingual!("配置没有给定报送截止日期", "the profile gives no last day"));
    };
    let Some((_, year)) = report_years(context) else { return no_year() };
    if due.year() != year + 1 {
        return Ran::NotApplicable(bilingual!(
            "给定的截止日期{due}不是用于{year}年度的报告",
            "the last day {due} is not for reports of {year}"
        ));
    }
    let after = |date: Date| Date::new(year, 12, 31).is_some_and(|end| date > end);
    let mut signatures = context.report.dates.iter().filter(|stated| stated.kind == StatedDateKind::Signature && after(stated.date));
    let Some(signed) = signatures.next_back() else {
        return Ran::NotApplicable(bilingual!("文中没有可用的落款日期", "the text states no usable date of signature"));
    };
    if signed.date > due {
        let date = signed.date;
        out.add(
            Some(signed.span),
            bilingual!(
                "落款日期是{date}，晚于本地规定的报送截止日期{due}",
                "signed on {date}, after {due}, the last day that the place set for handing it in"
            ),
            bilingual!(
                "请核对日期；确属逾期的，按本地通知的要求说明原因",
                "check the date; if the report was late, give the reason as the local notice asks"
            ),
        )
        .expected(format!("不晚于{due}"), date.to_string())
        .done();
    }
    Ran::Fully
}
