//! What the engine could not do. Bad content is never an error: it is a result.

use crate::source::Span;

/// Why no result could be given at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input is larger than a limit allows.
    #[error("{what} is {actual}, more than the limit of {limit}")]
    TooLarge {
        /// What was measured, as a stable word: `bytes`, `lines`, `line_bytes` or `cells`.
        what: &'static str,
        /// The measured amount.
        actual: u64,
        /// The limit.
        limit: u64,
    },
    /// The bytes are of a format that is recognised but not read.
    #[error("{media_type} is not read; send the report as plain text")]
    UnsupportedFormat {
        /// The media type that was recognised.
        media_type: &'static str,
    },
    /// The bytes are not text in any character set that is read.
    #[error("the bytes are not text in {tried}")]
    Undecodable {
        /// The character sets that were tried, for people.
        tried: String,
        /// Where decoding as UTF-8 failed first.
        at: Span,
    },
    /// A request names an edition that no form has.
    #[error("no form has the edition {edition:?}")]
    UnknownEdition {
        /// The name as given.
        edition: String,
    },
    /// A request names a rule that the catalogue does not have.
    #[error("the catalogue has no rule {code:?}")]
    UnknownRule {
        /// The code as given.
        code: String,
    },
}
