//! Requests received.

use crate::finding::Severity;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::narrative::{Subject, compare};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The number of requests that the text says were received is that of the table; so are those of natural persons and of
    /// legal persons and other bodies.
    ///
    /// ## Why it matters
    ///
    /// Text and table tell the same year of the same body; if they differ, one of them is wrong, or counts something else
    /// without saying so, and a reader cannot tell which to go by.
    ///
    /// ## Not reported
    ///
    /// 受理 and 办理 may count those carried in from the year before as well: both figures are accepted. 收到 with that sum, and
    /// the figure of another column (自然人), are told for information. Figures of other bodies, levels or years, estimates that
    /// the table fits, cells that are blank or were not read.
    ///
    /// ## How to correct
    ///
    /// Find out which figure is right and correct the other; if the text covers less than the table (its own level alone,
    /// part of the year), say so.
    pub(crate) static RULE = {
        code: "NT-REQUESTS-NEW",
        name: "requests-received-differ",
        severity: Error,
        editions: EVERY,
        title: ("正文收到申请数与表格不符", "Requests received: narrative against table"),
        basis: "国办公开办函〔2021〕30号；条例（2019）第五十条第（二）项",
        check: check,
    }
}

/// What is compared.
pub(super) const SUBJECTS: &[Subject] = &[
    Subject::of("requests.received").perhaps(&[&["requests.received", "requests.carried_in"]]),
    Subject::of("requests.accepted")
        .stands_for("requests.received")
        .also(&[&["requests.received", "requests.carried_in"], &["requests.closed"]]),
    // Of natural persons, and of legal persons with other bodies; those due in all may be meant.
    Subject::of("requests.natural").also(&[&["requests.natural", "requests.natural.carried_in"]]).at_most(Severity::Warning),
    Subject::of("requests.legal").also(&[&["requests.legal", "requests.legal.carried_in"]]).at_most(Severity::Warning),
];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    compare(context, SUBJECTS, out)
}
