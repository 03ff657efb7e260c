//! Administrative fees.

use crate::rule::{Context, Findings, Ran};

use super::narrative::{Subject, compare};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The amount of administrative fees that the text states is that of the table, whatever unit either is printed in.
    ///
    /// ## Why it matters
    ///
    /// Text and table tell the same year of the same body; if they differ, one of them is wrong, or counts something else
    /// without saying so, and a reader cannot tell which to go by.
    ///
    /// ## Not reported
    ///
    /// Differences that rounding explains. Figures of other bodies, levels or years, estimates that the table fits, cells
    /// that are blank or were not read.
    ///
    /// ## How to correct
    ///
    /// Find out which figure is right and correct the other; if the text covers less than the table (its own level alone,
    /// part of the year), say so.
    pub(crate) static RULE = {
        code: "NT-ADMIN-FEES",
        name: "administrative-fees-differ",
        severity: Warning,
        editions: &["gb2021"],
        title: ("正文行政事业性收费与表格不符", "Administrative fees: narrative against table"),
        basis: "文本与表格自洽",
        check: check,
    }
}

/// What is compared.
pub(super) const SUBJECTS: &[Subject] = &[Subject::of("fees.administrative")];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    compare(context, SUBJECTS, out)
}
