//! Channels of requests.

use crate::finding::Severity;
use crate::rule::{Context, Findings, Ran};

use super::BEFORE_2019;
use super::narrative::{Subject, compare};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The numbers of requests that the text says came in person, by fax, over the network and by letter are those of the
    /// table. 书面 covers what is handed in, faxed and sent.
    ///
    /// ## Why it matters
    ///
    /// Text and table tell the same year of the same body; if they differ, one of them is wrong, or counts something else
    /// without saying so, and a reader cannot tell which to go by.
    ///
    /// ## Not reported
    ///
    /// Letters and network requests that include electronic mail; 书面 for letters alone. Figures of other bodies, levels or
    /// years, estimates that the table fits, cells that are blank or were not read.
    ///
    /// ## How to correct
    ///
    /// Find out which figure is right and correct the other; if the text covers less than the table (its own level alone,
    /// part of the year), say so.
    pub(crate) static RULE = {
        code: "NT-REQUEST-CHANNEL",
        name: "request-channel-differs",
        severity: Error,
        editions: BEFORE_2019,
        title: ("正文申请渠道与表格不符", "Request channels: narrative against table"),
        basis: "文本与表格自洽",
        check: check,
    }
}

/// What is compared.
pub(super) const SUBJECTS: &[Subject] = &[
    Subject::of("requests.channel.in_person"),
    Subject::of("requests.channel.fax"),
    Subject::of("requests.channel.online").also(&[&["requests.channel.online", "requests.channel.email"]]),
    Subject::of("requests.channel.letter").also(&[&["requests.channel.letter", "requests.channel.email"]]),
    Subject::of("requests.channel.email"),
    Subject::of("requests.channel.letter_fax").at_most(Severity::Warning),
    Subject::of("requests.channel.paper").also(PAPER),
];

/// What else 书面 is used for.
const PAPER: &[&[&str]] = &[
    &["requests.channel.letter"],
    &["requests.channel.in_person"],
    &["requests.channel.letter", "requests.channel.in_person"],
    &["requests.channel.letter", "requests.channel.fax"],
];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    compare(context, SUBJECTS, out)
}
