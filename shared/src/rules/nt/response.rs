//! Answers to public concern.

use crate::rule::{Context, Findings, Ran};

use super::narrative::{Subject, compare};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The numbers of press conferences, interviews and interpretations of policies that the text states are those of the
    /// table.
    ///
    /// ## Why it matters
    ///
    /// Text and table tell the same year of the same body; if they differ, one of them is wrong, or counts something else
    /// without saying so, and a reader cannot tell which to go by.
    ///
    /// ## Not reported
    ///
    /// Other kinds of interpretation than articles (篇). Figures of other bodies, levels or years, estimates that the table
    /// fits, cells that are blank or were not read.
    ///
    /// ## How to correct
    ///
    /// Find out which figure is right and correct the other; if the text covers less than the table (its own level alone,
    /// part of the year), say so.
    pub(crate) static RULE = {
        code: "NT-RESPONSE",
        name: "responses-differ",
        severity: Warning,
        editions: &["gb2014"],
        title: ("正文回应解读数与表格不符", "Responses: narrative against table"),
        basis: "文本与表格自洽",
        check: check,
    }
}

/// What is compared.
pub(super) const SUBJECTS: &[Subject] =
    &[Subject::of("response.press_conferences"), Subject::of("response.interviews"), Subject::of("response.interpretations")];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    compare(context, SUBJECTS, out)
}
