//! The published total.

use crate::finding::Severity;
use crate::rule::{Context, Findings, Ran};

use super::BEFORE_2019;
use super::narrative::{Subject, compare};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The number of items that the text says were published is that of the table, for the year and for all years together.
    ///
    /// ## Why it matters
    ///
    /// Text and table tell the same year of the same body; if they differ, one of them is wrong, or counts something else
    /// without saying so, and a reader cannot tell which to go by.
    ///
    /// ## Not reported
    ///
    /// Figures counted in another unit than the table, and figures without the word 主动 that are those of a channel. Figures
    /// of other bodies, levels or years, estimates that the table fits, cells that are blank or were not read.
    ///
    /// ## How to correct
    ///
    /// Find out which figure is right and correct the other; if the text covers less than the table (its own level alone,
    /// part of the year), say so.
    pub(crate) static RULE = {
        code: "NT-PUBLISHED-TOTAL",
        name: "published-total-differs",
        severity: Error,
        editions: BEFORE_2019,
        title: ("正文主动公开总数与表格不符", "Published total: narrative against table"),
        basis: "文本与表格自洽",
        check: check,
    }
}

/// What is compared.
pub(super) const SUBJECTS: &[Subject] = &[
    Subject::of("active.published").counted_in("条"),
    Subject::of("active.files").counted_in("条").at_most(Severity::Warning),
    Subject::of("active.disclosed").naming("公开").counted_in("条").also(CHANNELS).at_most(Severity::Warning),
];

/// What is published through one channel may be meant.
const CHANNELS: &[&[&str]] = &[
    &["active.channel.website"],
    &["active.channel.weibo"],
    &["active.channel.wechat"],
    &["active.channel.gazette"],
    &["active.channel.other"],
];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    compare(context, SUBJECTS, out)
}
