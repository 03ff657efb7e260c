//! Lawsuits.

use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::narrative::{Subject, compare};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The number of lawsuits over disclosure that the text states is that of the table: those brought directly and those
    /// after a review together.
    ///
    /// ## Why it matters
    ///
    /// Text and table tell the same year of the same body; if they differ, one of them is wrong, or counts something else
    /// without saying so, and a reader cannot tell which to go by.
    ///
    /// ## Not reported
    ///
    /// Lawsuits over other matters than disclosure; a figure that is that of one kind alone is told for information. Figures
    /// of other bodies, levels or years, estimates that the table fits, cells that are blank or were not read.
    ///
    /// ## How to correct
    ///
    /// Find out which figure is right and correct the other; if the text covers less than the table (its own level alone,
    /// part of the year), say so.
    pub(crate) static RULE = {
        code: "NT-LITIGATION",
        name: "lawsuits-differ",
        severity: Error,
        editions: EVERY,
        title: ("正文行政诉讼数与表格不符", "Litigation: narrative against table"),
        basis: "条例（2019）第五十条第（三）项",
        check: check,
    }
}

/// What is compared.
pub(super) const SUBJECTS: &[Subject] = &[
    Subject::of("litigation.total").perhaps(&[&["litigation.direct"], &["litigation.after_review"]]),
    Subject::of("litigation.direct"),
    Subject::of("litigation.after_review"),
];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    compare(context, SUBJECTS, out)
}
