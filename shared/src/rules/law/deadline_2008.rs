//! A report under the ordinance of 2008 after 31 March.

use crate::bilingual;
use crate::finding::Severity;
use crate::report::OrganizationKind;
use crate::rule::{Context, Findings, Ran};

use super::deadline::{self, Deadline};
use super::{FIRST_YEAR, UNTIL_2018, other_ordinance, report_years};

crate::declare_rule! {
    /// ## What it checks
    /// The report of any administrative body on 2018 or before was published by 31 March.
    ///
    /// ## Why it matters
    /// Article 31 of the ordinance of 2008 set the day; a report that bears a later one shows by itself that it was late.
    ///
    /// ## Not reported
    /// Schools; a page date of a later year, which comes from moving a site. A page date after a signature in time and the date of an update
    /// are warnings only.
    ///
    /// ## How to correct
    /// Check the date; a report that was late cannot be mended, but the reason can be given.
    pub(crate) static RULE = {
        code: "LAW-DEADLINE-2008",
        name: "late-under-the-old-ordinance",
        severity: Error,
        editions: UNTIL_2018,
        title: ("报告晚于3月31日公布（2008条例）", "A report after 31 March (2008 ordinance)"),
        basis: "条例(2008)第三十一条",
        check: check,
    }
}

const DEADLINE: Deadline =
    Deadline { day: (3, 31), article_zh: "2008年条例第三十一条", article_en: "article 31 of the ordinance of 2008" };

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    if report_years(context).is_some_and(|(_, year)| year >= FIRST_YEAR) {
        return other_ordinance();
    }
    if context.report.organization.as_ref().is_some_and(|body| body.kind == OrganizationKind::School) {
        return Ran::NotApplicable(bilingual!("学校按学年报告", "schools report by the school year"));
    }
    deadline::check(context, out, DEADLINE, Severity::Error)
}
