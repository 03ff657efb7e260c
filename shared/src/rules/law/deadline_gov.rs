//! A government's report after 31 March.

use crate::bilingual;
use crate::finding::Severity;
use crate::report::{AdministrativeLevel, OrganizationKind};
use crate::rule::{Context, Findings, Ran};

use super::deadline::{self, Deadline};
use super::{FIRST_YEAR, SINCE_2019, other_ordinance, report_years};

crate::declare_rule! {
    /// ## What it checks
    /// The report of a government at county level or above is published by 31 March.
    ///
    /// ## Why it matters
    /// Article 49 of the ordinance sets the day; a report that bears a later one shows by itself that it was late.
    ///
    /// ## Not reported
    /// Townships, which the article does not name, and departments, whose day is 31 January; a page date of a later year, which comes from
    /// moving a site. A page date after a signature in time and the date of an update are warnings only, as is a body whose level the name
    /// does not tell.
    ///
    /// ## How to correct
    /// Check the date; a report that was late cannot be mended, but the reason can be given.
    pub(crate) static RULE = {
        code: "LAW-DEADLINE-GOV",
        name: "government-late",
        severity: Error,
        editions: SINCE_2019,
        title: ("政府报告晚于3月31日公布", "A government’s report after 31 March"),
        basis: "条例(2019)第四十九条第二款",
        check: check,
    }
}

const DEADLINE: Deadline = Deadline {
    day: (3, 31),
    article_zh: "条例第四十九条第二款，县级以上地方人民政府",
    article_en: "article 49, paragraph 2: local governments at county level and above",
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    if report_years(context).is_some_and(|(_, year)| year < FIRST_YEAR) {
        return other_ordinance();
    }
    let government = context.report.organization.as_ref().filter(|body| body.kind == OrganizationKind::Government);
    let Some(body) = government.filter(|body| body.level != AdministrativeLevel::Township) else {
        return Ran::NotApplicable(bilingual!(
            "报告主体不是县级以上人民政府，或无法判定",
            "the body is no government at county level or above, or it cannot be told"
        ));
    };
    let limit = match body.level {
        // 樟树市人民政府 is at county level or above whichever it is; a zone or a farm need not be.
        AdministrativeLevel::Unknown if !body.name.contains("市") => Severity::Warning,
        _ => Severity::Error,
    };
    deadline::check(context, out, DEADLINE, limit)
}
