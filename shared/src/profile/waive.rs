//! Waiving: which findings of a report a profile accepts, and which of its waivers have no finding.
//!
//! Works on a judgement whose findings have their fingerprints. A waived finding stays where it is and as grave as it is;
//! it bears its waiver, and the verdict passes it over. The ledger then says of its rule what it would say without the
//! finding, except that a rule that would have held was waived.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Profile, Waiver};
use crate::bilingual;
use crate::catalog::{Catalog, RuleId};
use crate::check::Judgement;
use crate::finding::{Finding, LedgerEntry, RuleOutcome};
use crate::fingerprint;
use crate::report::{Date, Report};

/// What became of the waivers that are about one report, by index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waived {
    /// Those that a finding bears.
    pub used: Vec<usize>,
    /// Those that are about this report and no finding of it.
    pub unused: Vec<usize>,
    /// Those that are about this report and whose last day is over, whether the finding is still there or not.
    pub expired: Vec<usize>,
}

/// Gives findings their waivers, and the ledger what follows.
pub(crate) fn waive(judgement: &mut Judgement, profile: &Profile, as_of: Date, report: &Report, catalog: &Catalog) {
    let mut waived = Waived::default();
    for finding in &mut judgement.findings {
        let Some(&at) = profile.by_fingerprint.get(&finding.fingerprint) else { continue };
        let waiver = &profile.waivers[at];
        let same_rule = waiver.rule.is_empty() || waiver.rule == catalog.rule(finding.rule).code;
        if same_rule && !waiver.is_expired(as_of) {
            finding.waiver = Some(Arc::clone(waiver));
            waived.used.push(at);
        }
    }
    waived.used.sort_unstable();
    let of_report = fingerprint::of_report(report);
    for (at, waiver) in profile.waivers.iter().enumerate() {
        if waiver.fingerprint.split('-').next() != Some(&of_report) {
            continue;
        }
        if waiver.is_expired(as_of) {
            waived.expired.push(at);
        } else if waived.used.binary_search(&at).is_err() {
            waived.unused.push(at);
        }
    }
    if !waived.used.is_empty() {
        close(&mut judgement.ledger, &judgement.findings);
    }
    judgement.waived = waived;
}

/// Says in the ledger which rules have no finding left that stands.
fn close(ledger: &mut [LedgerEntry], findings: &[Finding]) {
    let mut by_rule: HashMap<RuleId, (bool, Vec<&Waiver>)> = HashMap::new();
    for finding in findings {
        let (stands, waivers) = by_rule.entry(finding.rule).or_default();
        match &finding.waiver {
            Some(waiver) => waivers.push(waiver),
            None => *stands = true,
        }
    }
    for entry in ledger.iter_mut().filter(|entry| entry.outcome == RuleOutcome::Broken) {
        let Some((false, waivers)) = by_rule.get(&entry.rule) else { continue };
        if entry.reason.is_empty() {
            entry.outcome = RuleOutcome::Waived;
            entry.reason = Arc::new(by_whom(waivers));
        } else {
            // It could not look at everything, and what it saw is waived: no more is known than if it had found nothing.
            entry.outcome = RuleOutcome::NotRun;
        }
    }
}

fn by_whom(waivers: &[&Waiver]) -> crate::text::Bilingual {
    let mut told: Vec<(&str, Date)> = waivers.iter().map(|waiver| (waiver.approver.as_str(), waiver.expires)).collect();
    told.sort_unstable();
    told.dedup();
    let count = waivers.len();
    let zh = told.iter().map(|(who, until)| format!("{who}（至 {until}）")).collect::<Vec<_>>().join("、");
    let en = told.iter().map(|(who, until)| format!("{who} (until {until})")).collect::<Vec<_>>().join(", ");
    bilingual!("{count} 处问题已豁免，批准人：{zh}", "findings waived: {count}, by {en}")
}
