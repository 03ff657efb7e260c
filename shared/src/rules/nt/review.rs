//! Administrative reviews.

use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::narrative::{Subject, compare};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The number of administrative reviews over disclosure that the text states is that of the table.
    ///
    /// ## Why it matters
    ///
    /// Text and table tell the same year of the same body; if they differ, one of them is wrong, or counts something else
    /// without saying so, and a reader cannot tell which to go by.
    ///
    /// ## Not reported
    ///
    /// Reviews of other matters than disclosure. Figures of other bodies, levels or years, estimates that the table fits,
    /// cells that are blank or were not read.
    ///
    /// ## How to correct
    ///
    /// Find out which figure is right and correct the other; if the text covers less than the table (its own level alone,
    /// part of the year), say so.
    pub(crate) static RULE = {
        code: "NT-REVIEW",
        name: "reviews-differ",
        severity: Error,
        editions: EVERY,
        title: ("正文行政复议数与表格不符", "Reviews: narrative against table"),
        basis: "条例（2019）第五十条第（三）项",
        check: check,
    }
}

/// What is compared.
pub(super) const SUBJECTS: &[Subject] = &[Subject::of("review.total")];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    compare(context, SUBJECTS, out)
}
