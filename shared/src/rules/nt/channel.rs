//! Channels of publication.

use crate::bilingual;
use crate::claims::{Approximation, Claim, ClaimYear, Scope};
use crate::rule::{Context, Findings, Ran};

use super::BEFORE_2019;
use super::narrative::{self, Subject, Total, compare};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// What the text says was published on the website, in microblogs, on WeChat, in the gazette and in other ways is what
    /// the table has for these channels. A disclosure platform that is part of the website has not published more than the
    /// website.
    ///
    /// ## Why it matters
    ///
    /// Text and table tell the same year of the same body; if they differ, one of them is wrong, or counts something else
    /// without saying so, and a reader cannot tell which to go by.
    ///
    /// ## Not reported
    ///
    /// Several accounts of one channel that make up the figure together; a platform with less than the website. Figures of
    /// other bodies, levels or years, estimates that the table fits, cells that are blank or were not read.
    ///
    /// ## How to correct
    ///
    /// Find out which figure is right and correct the other; if the text covers less than the table (its own level alone,
    /// part of the year), say so. If the platform and the portal are two channels, the row of the table covers both.
    pub(crate) static RULE = {
        code: "NT-CHANNEL",
        name: "publication-channel-differs",
        severity: Warning,
        editions: BEFORE_2019,
        title: ("正文渠道数与表格不符", "Channel counts: narrative against table"),
        basis: "文本与表格自洽",
        check: check,
    }
}

/// What is compared.
pub(super) const SUBJECTS: &[Subject] = &[
    Subject::of("active.channel.website").naming("公开").counted_in("条"),
    Subject::of("active.channel.weibo").naming("公开").counted_in("条"),
    Subject::of("active.channel.wechat").naming("公开").counted_in("条"),
    Subject::of("active.channel.gazette").naming("公开").counted_in("条"),
    Subject::of("active.channel.other").naming("公开").counted_in("条"),
];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let ran = compare(context, SUBJECTS, out);
    match platform(context, out) {
        true if matches!(ran, Ran::NotApplicable(_)) => Ran::Fully,
        _ => ran,
    }
}

/// Compares the disclosure platform, a part of the website without a row of its own, with the website; says whether it could.
fn platform(context: &Context<'_>, out: &mut Findings<'_>) -> bool {
    let mut compared = false;
    let certain = |claim: &&Claim| {
        claim.scope == Scope::Whole
            && claim.year == ClaimYear::This
            && narrative::is_figure(claim)
            && claim.approximation == Approximation::Exact
    };
    for claim in context.claims_about("active.channel.platform").filter(certain).filter(|claim| claim.unit == "条") {
        let cells: Vec<_> =
            ["value", "this_year"].iter().filter_map(|column| context.cell(&format!("active.channel.website@{column}"))).collect();
        let Total::Stated { sum, .. } = narrative::total(context, &cells) else { continue };
        compared = true;
        if claim.value <= sum {
            continue;
        }
        let quote = narrative::quote(context, claim);
        let portal = context.claims_about("active.channel.website").find(|portal| narrative::agrees(portal, sum));
        let message = match portal.map(|portal| narrative::quote(context, portal)) {
            Some(portal) => bilingual!(
                "正文“{quote}”，多于表格“政府网站公开政府信息数”{sum}；表格只与“{portal}”相符",
                "the text says “{quote}”, more than the {sum} of 政府网站公开政府信息数 in the table, which is only “{portal}”"
            ),
            None => bilingual!(
                "正文“{quote}”，多于表格“政府网站公开政府信息数”{sum}",
                "the text says “{quote}”, more than the {sum} of 政府网站公开政府信息数 in the table"
            ),
        };
        let finding = out
            .add(
                Some(claim.span),
                message,
                bilingual!(
                    "信息公开平台属于政府网站：请核对表格中的政府网站公开数是否漏计平台，或改正正文",
                    "the platform is part of the website: check whether the table leaves it out, or correct the text"
                ),
            )
            .expected(sum.to_string(), claim.value.to_string());
        let finding = narrative::places(context, &cells).fold(finding, |finding, (span, name)| {
            let note = bilingual!("表格中的{name}", "{name} in the table");
            finding.related(span, note)
        });
        finding.cells(cells.iter().copied()).done();
    }
    compared
}
