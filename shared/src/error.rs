//! What the engine could not do. Bad content is never an error: it is a result.

use crate::source::Span;

/// Why no result could be given at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input is larger than a limit allows.
    #[error("{what} is {actual}, more than the limit of {limit}")]
    TooLarge {
        /// What was measured, as a stable word: the name of a field of [`crate::Limits`] or of [`gouji_documents::Limits`].
        what: &'static str,
        /// The measured amount.
        actual: u64,
        /// The limit.
        limit: u64,
    },
    /// The bytes are of a format that is recognised but not read.
    #[error("{media_type} is not read; save the report as .docx, .xlsx or plain text")]
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
    /// The file is locked with a password.
    #[error("the {media_type} file is encrypted; send it without a password")]
    Encrypted {
        /// The media type that was recognised.
        media_type: &'static str,
    },
    /// The file is damaged or cut short.
    #[error("the {media_type} file is damaged: {detail}")]
    Damaged {
        /// The media type that was recognised.
        media_type: &'static str,
        /// What is wrong with it, for people who know the format.
        detail: String,
    },
    /// A request names an edition that no form has.
    #[error("no form has the edition {edition:?}")]
    UnknownEdition {
        /// The name as given.
        edition: String,
    },
    /// A profile waives findings, and no day is given to judge its waivers' expiry by.
    #[error("the profile waives findings, so the day of the check must be given")]
    UndatedWaivers,
}

impl From<gouji_documents::Error> for Error {
    fn from(error: gouji_documents::Error) -> Self {
        use gouji_documents::Error as Reader;
        match error {
            Reader::TooLarge { what, actual, limit } => Self::TooLarge { what, actual, limit },
            Reader::Undecodable { tried, at } => Self::Undecodable { tried, at: Span::of(at..at + 1) },
            Reader::Unsupported { media_type } => Self::UnsupportedFormat { media_type },
            Reader::Encrypted { media_type } => Self::Encrypted { media_type },
            Reader::Damaged { media_type, detail } => Self::Damaged { media_type, detail },
            other => Self::Damaged { media_type: "application/octet-stream", detail: other.to_string() },
        }
    }
}
