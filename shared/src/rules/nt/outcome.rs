//! Outcomes of requests.

use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::narrative::{Subject, compare};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The numbers of requests that the text says were granted, granted in part, refused or ended otherwise are those of the
    /// table; so are, in the tables up to 2018, those closed and answered.
    ///
    /// ## Why it matters
    ///
    /// Text and table tell the same year of the same body; if they differ, one of them is wrong, or counts something else
    /// without saying so, and a reader cannot tell which to go by.
    ///
    /// ## Not reported
    ///
    /// A group of replies in the text that is the sum of several rows. Figures of other bodies, levels or years, estimates
    /// that the table fits, cells that are blank or were not read.
    ///
    /// ## How to correct
    ///
    /// Find out which figure is right and correct the other; if the text covers less than the table (its own level alone,
    /// part of the year), say so.
    pub(crate) static RULE = {
        code: "NT-OUTCOME",
        name: "outcomes-differ",
        severity: Warning,
        editions: EVERY,
        title: ("正文办理结果与表格不符", "Outcomes: narrative against table"),
        basis: "文本与表格自洽",
        check: check,
    }
}

/// What is compared; the first only where the form has a row for it.
pub(super) const SUBJECTS: &[Subject] = &[
    Subject::of("requests.closed").also(&[&["requests.answered"]]),
    Subject::of("outcome.granted").also(&[&["outcome.granted", "outcome.partial"], &["outcome.granted", "outcome.already_public"]]),
    Subject::of("outcome.partial"),
    Subject::of("outcome.refused").also(&[&["outcome.refused", "outcome.not_processed"]]),
    Subject::of("outcome.unable").also(&[&["outcome.unable", "outcome.not_exist"]]),
    Subject::of("outcome.already_public"),
    Subject::of("outcome.not_exist"),
    Subject::of("outcome.not_this_agency"),
    Subject::of("outcome.not_processed"),
    Subject::of("outcome.other"),
    Subject::of("requests.answered").also(&[&["requests.closed"]]),
    Subject::of("requests.closed.on_time"),
    Subject::of("requests.closed.extended"),
];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    // Where the form has no row for requests closed, their total is for NT-OUTCOME-TOTAL.
    let from = usize::from(context.cell("requests.closed@value").is_none());
    compare(context, &SUBJECTS[from..], out)
}
