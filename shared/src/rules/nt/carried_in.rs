//! Requests carried in.

use crate::rule::{Context, Findings, Ran};

use super::SINCE_2019;
use super::narrative::{Subject, compare};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The number of requests that the text says were carried in from the year before is that of the table.
    ///
    /// ## Why it matters
    ///
    /// Text and table tell the same year of the same body; if they differ, one of them is wrong, or counts something else
    /// without saying so, and a reader cannot tell which to go by.
    ///
    /// ## Not reported
    ///
    /// Figures of other bodies, levels or years, estimates that the table fits, cells that are blank or were not read.
    ///
    /// ## How to correct
    ///
    /// Find out which figure is right and correct the other; if the text covers less than the table (its own level alone,
    /// part of the year), say so.
    pub(crate) static RULE = {
        code: "NT-CARRIED-IN",
        name: "carried-in-differs",
        severity: Error,
        editions: SINCE_2019,
        title: ("正文上年结转与表格不符", "Carried in: narrative against table"),
        basis: "文本与表格自洽",
        check: check,
    }
}

/// What is compared.
pub(super) const SUBJECTS: &[Subject] = &[Subject::of("requests.carried_in")];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    compare(context, SUBJECTS, out)
}
