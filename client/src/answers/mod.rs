//! From inputs to answers: one answer for every input, in the order of the inputs, whatever happens to any of them; for an
//! archive, one for every file in it, in the order of the archive.
//!
//! [`single`] makes one call for each input and is used where one stage is asked for or there is only one report; [`batch`]
//! sends all inputs through one stream. Both read a content only when its turn comes and keep it until its answer is taken.

pub(crate) mod batch;
pub(crate) mod single;

use std::sync::Arc;

use gouji_proto::v1::{BatchArchive, BatchSummary, CheckedReport};

use crate::archive::Content;

/// What became of one input.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The result, with `error` set if there is none.
    pub(crate) checked: CheckedReport,
    /// The bytes that it is about, or those of the archive that they are in; empty if they could not be read.
    pub(crate) content: Arc<Content>,
    /// The path in the archive; empty for an input that stands for itself.
    pub(crate) entry: String,
    /// What is in the archive whose first file this is.
    pub(crate) archive: Option<BatchArchive>,
}

/// Answers on their way.
pub(crate) enum Answers {
    /// A call for each input.
    Single(Box<single::Single>),
    /// One stream for all.
    Batch(Box<batch::Batch>),
}

impl Answer {
    /// The answer to an input that stands for itself.
    pub(crate) fn new(checked: CheckedReport, content: Arc<Content>) -> Self {
        Self { checked, content, entry: String::new(), archive: None }
    }
}

impl Answers {
    /// The next answer; `None` after the last.
    pub(crate) async fn next(&mut self) -> Option<Answer> {
        match self {
            Self::Single(single) => single.next().await,
            Self::Batch(batch) => batch.next().await,
        }
    }

    /// Counts of the whole batch, once its last answer was taken.
    pub(crate) fn summary(&self) -> Option<&BatchSummary> {
        match self {
            Self::Single(_) => None,
            Self::Batch(batch) => batch.summary(),
        }
    }
}
