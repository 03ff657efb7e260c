//! Regulations.

use crate::rule::{Context, Findings, Ran};

use super::SINCE_2019;
use super::narrative::{Subject, compare};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The numbers of regulations (规章) that the text says were made, repealed or are in force are those of the table.
    ///
    /// ## Why it matters
    ///
    /// Text and table tell the same year of the same body; if they differ, one of them is wrong, or counts something else
    /// without saying so, and a reader cannot tell which to go by.
    ///
    /// ## Not reported
    ///
    /// 规章制度 and other internal rules. Figures of other bodies, levels or years, estimates that the table fits, cells that are
    /// blank or were not read.
    ///
    /// ## How to correct
    ///
    /// Find out which figure is right and correct the other; if the text covers less than the table (its own level alone,
    /// part of the year), say so.
    pub(crate) static RULE = {
        code: "NT-REGULATIONS",
        name: "regulations-differ",
        severity: Error,
        editions: SINCE_2019,
        title: ("正文规章数与表格不符", "Regulations: narrative against table"),
        basis: "文本与表格自洽",
        check: check,
    }
}

/// What is compared.
pub(super) const SUBJECTS: &[Subject] = &[
    Subject::of("documents.regulations.issued"),
    Subject::of("documents.regulations.repealed").unless(&["失效"]),
    Subject::of("documents.regulations.in_force"),
];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    compare(context, SUBJECTS, out)
}
