//! Items in a gazette, reported by a body that has none.

use crate::report::{AdministrativeLevel, OrganizationKind};
use crate::rule::{Context, Findings, Ran};
use crate::rules::reading;
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// Townships and departments report no items published in a government gazette (政府公报).
    ///
    /// ## Why it matters
    /// Gazettes are issued by provinces and by cities divided into districts.
    ///
    /// ## Not reported
    /// Zeros and blanks. Governments from the county upwards. Where the body could not be told from the text and the cell is
    /// filled, the rule counts as not run. The figure may mean items handed to the county's or city's gazette: a hint only.
    ///
    /// ## How to correct
    /// Enter 0 where there is no gazette; if items did appear in a superior's gazette, say so in the text.
    pub(super) static RULE = {
        code: "G14-GAZETTE-LEVEL",
        name: "gazette-without-gazette",
        severity: Info,
        editions: &["gb2014"],
        title: ("无政府公报的机关填报公报公开数", "A body without a gazette reports gazette items"),
        basis: "国办发〔2018〕22号（政府公报由省、设区的市政府办）",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let [(cell, amount)] = match reading::numbers(context, ["active.channel.gazette@value"]) {
        Ok(numbers) => numbers,
        Err(ran) => return ran,
    };
    if amount.is_zero() {
        return Ran::Fully;
    }
    let unknown = || Ran::NotFully(bilingual!("未能判定机关层级和类别", "the body's level and kind are not known"));
    let Some(organization) = &context.report.organization else { return unknown() };
    match (organization.level, organization.kind) {
        (AdministrativeLevel::Township, _) | (_, OrganizationKind::Department) => {}
        (_, OrganizationKind::Government | OrganizationKind::School) => return Ran::Fully,
        (_, OrganizationKind::Unknown) => return unknown(),
    }
    let name = &organization.name;
    let message = bilingual!(
        "{name}填报政府公报公开 {amount} 条，而政府公报由省、设区的市政府编办",
        "{name} reports {amount} items in a gazette, but gazettes are issued by provinces and cities"
    );
    let help = bilingual!(
        "如指送登上级公报的信息，可在正文说明；否则填 0。",
        "If these were handed to a higher gazette, say so in the text; otherwise enter 0."
    );
    let span = context.report.statistic(cell).and_then(|statistic| statistic.span);
    out.add(span, message, help).related(organization.span, bilingual!("填报机关", "the reporting body")).cells([cell]).done();
    Ran::Fully
}

#[cfg(test)]
mod tests {
    use crate::finding::{RuleOutcome, Severity};
    use crate::report::{AdministrativeLevel, OrganizationKind};
    use crate::rules::testing::sample;

    #[test]
    fn townships_and_departments_have_no_gazette() {
        let judged = |level, kind| sample("gb2014").with("active.channel.gazette", "2").of(level, kind).judge();
        let township = judged(AdministrativeLevel::Township, OrganizationKind::Government);
        assert_eq!(township.one("G14-GAZETTE-LEVEL").severity, Severity::Info);
        assert_eq!(judged(AdministrativeLevel::County, OrganizationKind::Department).of("G14-GAZETTE-LEVEL").len(), 1);
        assert!(judged(AdministrativeLevel::County, OrganizationKind::Government).of("G14-GAZETTE-LEVEL").is_empty());
        let unknown = judged(AdministrativeLevel::County, OrganizationKind::Unknown);
        assert_eq!(unknown.entry("G14-GAZETTE-LEVEL").outcome, RuleOutcome::NotRun);
    }
}
