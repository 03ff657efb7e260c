//! Whether a report was late: what the three rules on deadlines share.

use crate::bilingual;
use crate::finding::Severity;
use crate::report::{Date, StatedDate, StatedDateKind};
use crate::rule::{Context, Findings, Ran};

/// A legal last day for publishing, in the year after the report year.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline {
    /// Month and day.
    pub(super) day: (u32, u32),
    /// The article that sets it, in Chinese.
    pub(super) article_zh: &'static str,
    /// The same in English.
    pub(super) article_en: &'static str,
}

/// What can be said of a report's day, by its signature and its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lateness {
    /// No date says that it was late.
    InTime,
    /// It was late: by this date, and as certain as this.
    Late(Date, StatedDateKind, Severity),
}

/// Whether dates say that something due on a day was late. A signature is the report's own and decides; a page's date may be that
/// of a site that was moved, and counts only in the year in which the report was due.
pub(super) fn lateness(due: Date, signed: Option<Date>, page: Option<Date>) -> Lateness {
    let same_year = |date: Date| date.year() == due.year();
    match (signed, page) {
        // The page was up in time although the signature is later: one of the two is wrong, and another rule says so.
        (Some(signed), Some(page)) if signed > due && page <= due => Lateness::InTime,
        (Some(signed), _) if signed > due => {
            let severity = if same_year(signed) { Severity::Error } else { Severity::Warning };
            Lateness::Late(signed, StatedDateKind::Signature, severity)
        }
        (Some(_), Some(page)) if page > due && same_year(page) => Lateness::Late(page, StatedDateKind::Publication, Severity::Warning),
        (None, Some(page)) if page > due && same_year(page) => Lateness::Late(page, StatedDateKind::Publication, Severity::Error),
        _ => Lateness::InTime,
    }
}

/// Checks a report against its deadline; `limit` is the severity that doubt about the body's kind allows.
pub(super) fn check(context: &Context<'_>, out: &mut Findings<'_>, deadline: Deadline, limit: Severity) -> Ran {
    let Some((_, year)) = super::report_years(context) else { return super::no_year() };
    let (month, day) = deadline.day;
    let (Some(end), Some(due)) = (Date::new(year, 12, 31), Date::new(year + 1, month, day)) else { return Ran::Fully };
    // A date within the report year is wrong itself.
    let of = |kind| context.report.dates.iter().filter(move |stated| stated.kind == kind && stated.date > end);
    let signed = of(StatedDateKind::Signature).next_back();
    // A page that states several dates was first published on the earliest.
    let page = of(StatedDateKind::Publication).min_by_key(|stated| stated.date);
    if signed.is_none() && page.is_none() {
        return Ran::NotApplicable(bilingual!(
            "文中没有可用的落款日期或发布日期",
            "the text states no usable date of signature or publication"
        ));
    }
    let date = |stated: Option<&StatedDate>| stated.map(|stated| stated.date);
    let Lateness::Late(late, kind, severity) = lateness(due, date(signed), date(page)) else { return Ran::Fully };
    let stated = match kind {
        StatedDateKind::Signature => signed,
        StatedDateKind::Publication => page,
    };
    let Some(stated) = stated else { return Ran::Fully };
    let (what_zh, what_en) = match kind {
        StatedDateKind::Signature => ("落款日期", "signed on"),
        StatedDateKind::Publication => ("发布日期", "published on"),
    };
    let doubt = if is_update(context, stated) { Severity::Warning } else { Severity::Error };
    let Deadline { article_zh, article_en, .. } = deadline;
    let mut finding = out
        .add(
            Some(stated.span),
            bilingual!(
                "{year}年度的报告最迟应于{due}公布（{article_zh}），{what_zh}是{late}",
                "a report on {year} is due by {due} ({article_en}); this one was {what_en} {late}"
            ),
            bilingual!(
                "请核对日期；确属逾期的，应说明原因，以后按期公布",
                "check the date; if the report was late, give the reason and publish in time hereafter"
            ),
        )
        .at_most(severity)
        .at_most(limit)
        .at_most(doubt);
    if let Some(signed) = signed.filter(|_| kind == StatedDateKind::Publication) {
        finding = finding
            .related(signed.span, bilingual!("落款日期未逾期，网页日期可能因迁移而较晚", "signed in time; the page may have been moved"));
    }
    finding.done();
    Ran::Fully
}

/// Whether the page calls its date one of updating, not of publishing.
fn is_update(context: &Context<'_>, stated: &StatedDate) -> bool {
    let line = context.source.line(context.source.line_at(stated.span.start()));
    stated.kind == StatedDateKind::Publication && context.text(line).contains("更新")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> Option<Date> {
        Date::new(2023, month, day)
    }

    #[test]
    fn a_signature_decides_and_a_page_of_another_year_is_a_moved_one() {
        let due = day(1, 31).unwrap();
        assert_eq!(lateness(due, day(1, 31), None), Lateness::InTime);
        assert_eq!(lateness(due, day(2, 1), None), Lateness::Late(day(2, 1).unwrap(), StatedDateKind::Signature, Severity::Error));
        assert_eq!(lateness(due, day(1, 20), Date::new(2026, 5, 1)), Lateness::InTime);
        assert_eq!(lateness(due, None, Date::new(2026, 5, 1)), Lateness::InTime);
    }

    #[test]
    fn a_page_later_than_the_signature_is_only_a_warning() {
        let (due, page) = (day(1, 31).unwrap(), day(2, 8));
        let late = |severity| Lateness::Late(page.unwrap(), StatedDateKind::Publication, severity);
        assert_eq!(lateness(due, day(1, 20), page), late(Severity::Warning));
        assert_eq!(lateness(due, None, page), late(Severity::Error));
        assert_eq!(lateness(due, day(2, 20), day(1, 20)), Lateness::InTime);
    }
}
