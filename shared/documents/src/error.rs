//! Why a file gives no document at all.

/// Why a file gives no document at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file, or what comes out of it, is larger than a limit allows.
    #[error("{what} is {actual}, more than the limit of {limit}")]
    TooLarge {
        /// What was measured: the name of a field of [`crate::Limits`].
        what: &'static str,
        /// The measured amount; where reading stopped, at least this.
        actual: u64,
        /// The limit.
        limit: u64,
    },
    /// The file is of a format that is recognised but not read.
    #[error("{media_type} is not read")]
    Unsupported {
        /// The media type that was recognised.
        media_type: &'static str,
    },
    /// The bytes are not text in any character set that is read.
    #[error("the bytes are not text in {tried}")]
    Undecodable {
        /// The character sets that were tried, for people.
        tried: String,
        /// The byte at which decoding as UTF-8 failed first.
        at: usize,
    },
    /// The file is locked with a password.
    #[error("the {media_type} file is encrypted")]
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
}
