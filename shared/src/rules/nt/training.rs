//! Meetings and training.

use crate::rule::{Context, Findings, Ran};

use super::narrative::{Subject, compare};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The numbers of meetings, training classes and people trained that the text states are those of the table.
    ///
    /// ## Why it matters
    ///
    /// Text and table tell the same year of the same body; if they differ, one of them is wrong, or counts something else
    /// without saying so, and a reader cannot tell which to go by.
    ///
    /// ## Not reported
    ///
    /// Meetings and classes on other subjects. Figures of other bodies, levels or years, estimates that the table fits, cells
    /// that are blank or were not read.
    ///
    /// ## How to correct
    ///
    /// Find out which figure is right and correct the other; if the text covers less than the table (its own level alone,
    /// part of the year), say so.
    pub(crate) static RULE = {
        code: "NT-TRAINING",
        name: "training-differs",
        severity: Warning,
        editions: &["gb2014"],
        title: ("正文培训会议数与表格不符", "Training: narrative against table"),
        basis: "文本与表格自洽",
        check: check,
    }
}

/// What is compared.
pub(super) const SUBJECTS: &[Subject] = &[
    Subject::of("training.meetings").beside("training."),
    Subject::of("training.classes").beside("training."),
    Subject::of("training.trainees").beside("training."),
];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    compare(context, SUBJECTS, out)
}
