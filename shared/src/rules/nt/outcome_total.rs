//! Requests closed.

use crate::rule::{Context, Findings, Ran};

use super::SINCE_2019;
use super::narrative::{Subject, compare};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The number of requests that the text says were closed is the total of the outcomes in the table.
    ///
    /// ## Why it matters
    ///
    /// Text and table tell the same year of the same body; if they differ, one of them is wrong, or counts something else
    /// without saying so, and a reader cannot tell which to go by.
    ///
    /// ## Not reported
    ///
    /// Requests that were answered in time (按时答复), from which those carried in may be left out; a figure that fits if they
    /// are left out is told for information. Figures of other bodies, levels or years, estimates that the table fits, cells
    /// that are blank or were not read.
    ///
    /// ## How to correct
    ///
    /// Find out which figure is right and correct the other; if the text covers less than the table (its own level alone,
    /// part of the year), say so.
    pub(crate) static RULE = {
        code: "NT-OUTCOME-TOTAL",
        name: "requests-closed-differ",
        severity: Error,
        editions: SINCE_2019,
        title: ("正文办结数与表格不符", "Closed: narrative against table"),
        basis: "文本与表格自洽",
        check: check,
    }
}

/// What is compared.
pub(super) const SUBJECTS: &[Subject] = &[Subject::of("requests.closed")
    .perhaps(&[&["requests.closed", "-requests.carried_in"], &["requests.received", "-requests.carried_out"]])];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    compare(context, SUBJECTS, out)
}
