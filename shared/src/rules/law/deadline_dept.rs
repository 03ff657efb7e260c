//! A department's report after 31 January.

use crate::bilingual;
use crate::finding::Severity;
use crate::report::{AdministrativeLevel, BodyPlace, OrganizationKind};
use crate::rule::{Context, Findings, Ran};

use super::deadline::{self, Deadline};
use super::{FIRST_YEAR, SINCE_2019, other_ordinance, report_years};

crate::declare_rule! {
    /// ## What it checks
    /// A department of a government at county level or above publishes its report by 31 January.
    ///
    /// ## Why it matters
    /// Article 49 of the ordinance sets the day; a report that bears a later one shows by itself that it was late.
    ///
    /// ## Not reported
    /// Governments and the offices that report for them, whose day is 31 March; townships, which the article does not name; a department that only the
    /// preamble names, which may have made the report for its government; a page date of
    /// a later year, which comes from moving a site. A page date after a signature in time, the date of an update, offices and centres, and
    /// bodies under a national authority are warnings only.
    ///
    /// ## How to correct
    /// Check the date; a report that was late cannot be mended, but the reason can be given.
    pub(crate) static RULE = {
        code: "LAW-DEADLINE-DEPT",
        name: "department-late",
        severity: Error,
        editions: SINCE_2019,
        title: ("部门报告晚于1月31日公布", "A department’s report after 31 January"),
        basis: "条例(2019)第四十九条第一款",
        check: check,
    }
}

const DEADLINE: Deadline = Deadline {
    day: (1, 31),
    article_zh: "条例第四十九条第一款，县级以上人民政府部门",
    article_en: "article 49, paragraph 1: departments of governments at county level and above",
};

/// Endings of bodies that are departments for certain; an office or a centre may be part of another body.
const CERTAIN: [&str; 4] = ["局", "委员会", "厅", "部"];
/// Beginnings of bodies under a national authority, of which the article does not speak in so many words.
const NATIONAL: [&str; 3] = ["国家", "中国", "中华人民共和国"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    if report_years(context).is_some_and(|(_, year)| year < FIRST_YEAR) {
        return other_ordinance();
    }
    // A department that only made the report (由…编制) may have made it for its government.
    let made = context.report.bodies.first().is_some_and(|body| body.place == BodyPlace::Preamble);
    let department = context.report.organization.as_ref().filter(|body| body.kind == OrganizationKind::Department && !made);
    let Some(body) = department.filter(|body| body.level != AdministrativeLevel::Township) else {
        return Ran::NotApplicable(bilingual!(
            "报告主体不是县级以上政府部门，或无法判定",
            "the body is no department of a government at county level or above, or it cannot be told"
        ));
    };
    let certain = CERTAIN.iter().any(|ending| body.name.ends_with(ending)) && !NATIONAL.iter().any(|start| body.name.starts_with(start));
    deadline::check(context, out, DEADLINE, if certain { Severity::Error } else { Severity::Warning })
}
