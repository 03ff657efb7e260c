//! Results of reviews and lawsuits.

use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::narrative::{Subject, compare};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The numbers of reviews and lawsuits that the text says were upheld, corrected or are pending are those of the table.
    ///
    /// ## Why it matters
    ///
    /// Text and table tell the same year of the same body; if they differ, one of them is wrong, or counts something else
    /// without saying so, and a reader cannot tell which to go by.
    ///
    /// ## Not reported
    ///
    /// Cases that were dismissed (驳回) may stand under another result and are worth a warning only. Figures of other bodies,
    /// levels or years, estimates that the table fits, cells that are blank or were not read.
    ///
    /// ## How to correct
    ///
    /// Find out which figure is right and correct the other; if the text covers less than the table (its own level alone,
    /// part of the year), say so.
    pub(crate) static RULE = {
        code: "NT-REVIEW-OUTCOME",
        name: "dispute-outcomes-differ",
        severity: Error,
        editions: EVERY,
        title: ("正文复议诉讼结果与表格不符", "Dispute outcomes: narrative against table"),
        basis: "文本与表格自洽",
        check: check,
    }
}

/// What is compared.
pub(super) const SUBJECTS: &[Subject] = &[
    Subject::of("review.upheld").loose(&["驳回"]),
    Subject::of("review.corrected").loose(&["驳回"]),
    Subject::of("review.pending").loose(&["驳回"]),
    Subject::of("litigation.upheld").loose(&["驳回"]),
    Subject::of("litigation.corrected").loose(&["驳回"]),
];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    compare(context, SUBJECTS, out)
}
