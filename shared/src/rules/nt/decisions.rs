//! Decisions on outside parties.

use crate::rule::{Context, Findings, Ran};

use super::SINCE_2019;
use super::narrative::{Subject, compare};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The numbers of licences, penalties and coercive measures that the text says were decided are those of the table.
    ///
    /// ## Why it matters
    ///
    /// Text and table tell the same year of the same body; if they differ, one of them is wrong, or counts something else
    /// without saying so, and a reader cannot tell which to go by.
    ///
    /// ## Not reported
    ///
    /// Decisions that were published (the table counts all), kinds of licences (项). Cases that were handled (办理, 办结) may
    /// include refusals and are worth a warning only. Figures of other bodies, levels or years, estimates that the table
    /// fits, cells that are blank or were not read.
    ///
    /// ## How to correct
    ///
    /// Find out which figure is right and correct the other; if the text covers less than the table (its own level alone,
    /// part of the year), say so.
    pub(crate) static RULE = {
        code: "NT-DECISIONS",
        name: "decisions-differ",
        severity: Error,
        editions: SINCE_2019,
        title: ("正文许可处罚强制数与表格不符", "Decisions: narrative against table"),
        basis: "文本与表格自洽",
        check: check,
    }
}

/// What is compared.
pub(super) const SUBJECTS: &[Subject] = &[
    Subject::of("matters.licensing").loose(&["办"]),
    Subject::of("matters.penalty").loose(&["办"]),
    Subject::of("matters.coercion").loose(&["办"]),
];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    compare(context, SUBJECTS, out)
}
