//! “None” in the text against a figure in the table.

use crate::claims::Polarity;
use crate::finding::Severity;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::charges;
use super::narrative::{self, Account, Total};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Where the text says that there was none of something (未收到申请, 没有发生行政复议, 0件), the table has zero or a blank.
    ///
    /// ## Why it matters
    ///
    /// A denial is often last year’s sentence left standing; readers of the text never see the cases that the table counts.
    ///
    /// ## Not reported
    ///
    /// Denials for other bodies or years, and of a part of what the table counts; charges, of which NT-CHARGES tells.
    /// Outcomes, channels, meetings and documents published are worth a warning only. A figure of the text against zero in
    /// the table is told by the rule of its subject.
    ///
    /// ## How to correct
    ///
    /// Find out whether there was any; correct the sentence or the table.
    pub(crate) static RULE = {
        code: "NT-NONE-CLAIM",
        name: "denied-but-in-table",
        severity: Error,
        editions: EVERY,
        title: ("正文称“无/未发生”而表格有数（或相反）", "“None” in the text, a figure in the table"),
        basis: "文本与表格自洽",
        check: check,
    }
}

/// What the text counts in words that may mean something narrower.
const LOOSE: [&str; 7] = ["outcome.", "active.", "training.", "resources.", "response.", "requests.answered", "requests.closed"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut account = Account::default();
    for claim in &context.claims().list {
        if claim.polarity != Polarity::None || claim.cells.is_empty() || !narrative::is_figure(claim) {
            continue;
        }
        let Some(topic) = narrative::topic(context, claim).filter(|topic| *topic != charges::TOPIC) else { continue };
        let Total::Stated { sum, .. } = account.read(context, &claim.cells) else { continue };
        if sum.is_zero() {
            continue;
        }
        let severity = if narrative::agrees_elsewhere(context, claim, &claim.cells, sum) {
            Severity::Info
        } else if LOOSE.iter().any(|loose| topic.starts_with(loose)) {
            Severity::Warning
        } else {
            Severity::Error
        };
        narrative::report(context, claim, &claim.cells, sum, severity, out);
    }
    account.ran()
}
