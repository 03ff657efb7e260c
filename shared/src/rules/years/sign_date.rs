//! The signature date is impossible.

use crate::bilingual;
use crate::report::StatedDateKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{date, is_school_year, last_day};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The report was signed after the period it covers and not after it was published.
    ///
    /// ## Why it matters
    ///
    /// A signature of the year before was left standing when the text was taken over.
    ///
    /// ## Not reported
    ///
    /// A page date years later than the signature, which comes from moving a site.
    ///
    /// ## How to correct
    /// Correct the date of the signature.
    pub(crate) static RULE = {
        code: "YR-SIGN-DATE",
        name: "sign-date",
        severity: Warning,
        editions: EVERY,
        title: ("落款日期与发布日期或期限矛盾", "The signature date is impossible"),
        basis: "常识",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let (Some(signed), Some(end)) = (date(context, StatedDateKind::Signature), last_day(context)) else {
        return Ran::NotApplicable(bilingual!("文中没有落款日期，或报告年度不明", "the report is not dated, or the year is not known"));
    };
    let day = signed.date;
    if day < end && !context.report.period.is_some_and(is_school_year) {
        out.add(
            Some(signed.span),
            bilingual!("落款日期{day}早于统计期限的终点{end}", "signed on {day}, before the period ended on {end}"),
            bilingual!("请核对落款日期和报告年度", "check the date of the signature and the report year"),
        )
        .done();
    } else if let Some(published) = date(context, StatedDateKind::Publication).filter(|published| published.date < day) {
        let page = published.date;
        out.add(
            Some(signed.span),
            bilingual!("落款日期{day}晚于发布日期{page}", "signed on {day}, after it was published on {page}"),
            bilingual!("请核对落款日期和发布日期", "check both dates"),
        )
        .related(published.span, bilingual!("发布日期", "the date of publication"))
        .done();
    }
    Ran::Fully
}
