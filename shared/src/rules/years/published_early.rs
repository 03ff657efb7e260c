//! Published before the period ended.

use crate::bilingual;
use crate::finding::Severity;
use crate::report::StatedDateKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{date, is_school_year, last_day};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The report was published after the period it covers.
    ///
    /// ## Why it matters
    ///
    /// Figures of a whole year cannot be known before the year is over.
    ///
    /// ## Not reported
    ///
    /// A page date much later than the report, which comes from moving a site. A page date before the period's end that
    /// the signature contradicts is only a warning.
    ///
    /// ## How to correct
    /// Check date and period; if the figures stop before the end of the year, complete them.
    pub(crate) static RULE = {
        code: "YR-PUBLISHED-EARLY",
        name: "published-early",
        severity: Error,
        editions: EVERY,
        title: ("发布日期早于统计期限终点", "Published before the period ended"),
        basis: "常识",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let (Some(published), Some(end)) = (date(context, StatedDateKind::Publication), last_day(context)) else {
        return Ran::NotApplicable(bilingual!(
            "文中没有发布日期，或报告年度不明",
            "no date of publication is stated, or the year is not known"
        ));
    };
    if published.date >= end || context.report.period.is_some_and(is_school_year) {
        return Ran::Fully;
    }
    let signed_later = date(context, StatedDateKind::Signature).is_some_and(|signed| signed.date > end);
    let severity = if signed_later || context.report.period.is_none() { Severity::Warning } else { Severity::Error };
    let day = published.date;
    let mut finding = out
        .add(
            Some(published.span),
            bilingual!("发布日期{day}早于统计期限的终点{end}", "published on {day}, before the period ended on {end}"),
            bilingual!("请核对发布日期和统计期限", "check the date of publication and the period"),
        )
        .at_most(severity);
    if let Some(period) = context.report.period {
        finding = finding.related(period.span, bilingual!("统计期限", "the period"));
    }
    finding.done();
    Ran::Fully
}
