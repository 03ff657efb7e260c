//! Charges for requests.

use crate::bilingual;
use crate::claims::Polarity;
use crate::finding::Severity;
use crate::rule::{Context, Findings, Ran};

use super::BEFORE_2019;
use super::narrative::{self, Account, Total};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Where the text says that nothing was charged for requests, the table has zero or a blank; where it states an amount,
    /// the table has it.
    ///
    /// ## Why it matters
    ///
    /// Either somebody paid and the text denies it, or the table was filled in wrongly.
    ///
    /// ## Not reported
    ///
    /// Charges of other kinds; amounts that differ by rounding; cells that were not read.
    ///
    /// ## How to correct
    ///
    /// Find out what was charged and correct the text or the table; the table counts in 万元.
    pub(crate) static RULE = {
        code: "NT-CHARGES",
        name: "charges-differ",
        severity: Error,
        editions: BEFORE_2019,
        title: ("正文收费与表格不符", "Charges: narrative against table"),
        basis: "条例（2008）第三十二条第（三）项",
        check: check,
    }
}

/// What is compared.
pub(super) const TOPIC: &str = "fees.request_charges";

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut account = Account::default();
    for claim in context.claims_about(TOPIC).filter(|claim| narrative::is_figure(claim) && !claim.cells.is_empty()) {
        match account.read(context, &claim.cells) {
            Total::Stated { sum, .. } if !narrative::agrees(claim, sum) => {
                narrative::report(context, claim, &claim.cells, sum, Severity::Error, out);
            }
            Total::Blank if claim.polarity == Polarity::Some => {
                let quote = narrative::quote(context, claim);
                let finding = out.add(
                    Some(claim.span),
                    bilingual!("正文“{quote}”，表格中的收费金额却是空白", "the text says “{quote}”, the table leaves the charges blank"),
                    bilingual!("请在表格中填写收费金额（万元），或改正正文", "enter the amount in the table, in 万元, or correct the text"),
                );
                let finding = narrative::places(context, &claim.cells).fold(finding, |finding, (span, name)| {
                    let note = bilingual!("表格中的{name}", "{name} in the table");
                    finding.related(span, note)
                });
                finding.cells(claim.cells.iter().copied()).at_most(Severity::Warning).done();
            }
            Total::Stated { .. } | Total::Blank | Total::Hidden | Total::Unread(_) => {}
        }
    }
    account.ran()
}
