//! One report through the engine and into the words of the contract.
//!
//! Every call comes here, with one document or as an item of a batch, so that there is one way to a result. Runs on the
//! threads of the [`crate::pool::Pool`]. Logs sizes, edition, counts and durations, never text of the report.

use std::sync::Arc;
use std::time::Instant;

use gouji_core::catalog::RuleId;
use gouji_core::finding::Verdict;
use gouji_core::previous::Previous;
use gouji_core::{Checked, Engine, Options};
use gouji_proto::v1;

use crate::from_proto::{Input, Wishes};
use crate::status::Fault;
use crate::to_proto;

/// A result, and what the summary of a batch counts of it.
#[derive(Debug)]
pub(crate) struct Answer {
    /// What the caller is told.
    pub(crate) message: v1::CheckedReport,
    /// What is counted.
    pub(crate) counts: Counts,
}

/// What the summary of a batch counts of one report.
#[derive(Debug)]
pub(crate) struct Counts {
    /// The verdict.
    pub(crate) verdict: Option<Verdict>,
    /// Index of the form.
    pub(crate) form: Option<usize>,
    /// The rule of each finding.
    pub(crate) findings: Vec<RuleId>,
    /// The rule of each finding that is waived.
    pub(crate) waived: Vec<RuleId>,
    /// Waivers of the profile that were used, by index.
    pub(crate) waivers: Vec<usize>,
}

/// Checks one document.
pub(crate) fn check(engine: &Engine, input: &Input, wishes: &Wishes) -> Result<Answer, Fault> {
    let begun = Instant::now();
    let previous = match &input.previous {
        Some(previous) => Some(Arc::new(read_previous(engine, previous)?)),
        None => None,
    };
    // The options of a batch are shared by its items; only an item with a report of its own beside it needs a copy.
    let own = previous.clone().map(|previous| Options { previous: Some(previous), ..wishes.options.clone() });
    let checked = match engine.check(input.document(), own.as_ref().unwrap_or(&wishes.options)) {
        Ok(checked) => checked,
        Err(error) => {
            tracing::debug!(bytes = input.content.len(), %error, "no result");
            return Err(error.into());
        }
    };
    log(&checked, engine, begun);
    let counts = Counts {
        verdict: checked.verdict,
        form: checked.report.edition.form,
        findings: checked.judgement.findings.iter().map(|finding| finding.rule).collect(),
        waived: checked.judgement.findings.iter().filter(|finding| !finding.stands()).map(|finding| finding.rule).collect(),
        waivers: checked.judgement.waived.used.clone(),
    };
    let mut message = to_proto::checked_report(&checked, engine.catalog(), wishes);
    message.previous_report =
        previous.map(|it| to_proto::previous_report(&it, checked.previous.as_ref(), engine.catalog(), wishes.language));
    Ok(Answer { message, counts })
}

/// Reads last year's report; what is wrong with it is told as wrong with it.
fn read_previous(engine: &Engine, input: &Input) -> Result<Previous, Fault> {
    engine.read_previous(input.document()).map_err(|error| {
        tracing::debug!(bytes = input.content.len(), %error, "last year's report was not read");
        Fault::PreviousReport(Box::new(error.into()))
    })
}

fn log(checked: &Checked, engine: &Engine, begun: Instant) {
    for failure in &checked.failures {
        tracing::error!(stage = failure.stage.name(), sha256 = checked.info.sha256, "a stage failed inside");
    }
    tracing::debug!(
        bytes = checked.info.size_bytes,
        edition = checked.report.edition.form.map_or("unknown", |at| &engine.catalog().forms[at].id),
        verdict = ?checked.verdict,
        statistics = checked.report.statistics.len(),
        findings = checked.judgement.findings.len(),
        unread = checked.report.unread.len(),
        micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX),
        "checked"
    );
}
