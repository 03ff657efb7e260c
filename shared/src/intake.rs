//! From bytes to a source: what the readers make of a file, with what is known about the bytes.
//!
//! Turns the bytes of one document into a [`Source`] and [`SourceInfo`]. Formats and character sets are the business of
//! [`gouji_documents`].

use gouji_documents::File;
use sha2::{Digest as _, Sha256};

use crate::catalog::hexadecimal;
use crate::error::Error;
use crate::limits::Limits;
use crate::source::Source;

/// A document as it was sent.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Name for the results; never interpreted.
    pub name: &'a str,
    /// The bytes.
    pub bytes: &'a [u8],
    /// Character set that the sender declared.
    pub charset: Option<&'a str>,
}

/// What is known about the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceInfo {
    /// Name for the results.
    pub name: String,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Media type that was recognised.
    pub media_type: &'static str,
    /// Character set that was used, by its WHATWG name.
    pub charset: &'static str,
    /// Character set that the sender declared.
    pub declared_charset: String,
    /// Number of bytes.
    pub size_bytes: u64,
}

/// Reads a document.
///
/// # Errors
///
/// [`Error::TooLarge`] over a limit, [`Error::UnsupportedFormat`] for another format, [`Error::Undecodable`] for bytes
/// that are no text.
pub fn read(document: Document<'_>, limits: &Limits) -> Result<(SourceInfo, Source), Error> {
    let file = File { name: document.name, bytes: document.bytes, charset: document.charset };
    let read = gouji_documents::read(file, &limits.of_readers())?;
    let info = SourceInfo {
        name: document.name.to_owned(),
        sha256: hexadecimal(&Sha256::digest(document.bytes)),
        media_type: read.media_type,
        charset: read.charset,
        declared_charset: document.charset.unwrap_or_default().to_owned(),
        size_bytes: document.bytes.len() as u64,
    };
    Ok((info, Source::of(read)))
}

/// Refuses an amount over a limit.
pub(crate) fn within(what: &'static str, actual: usize, limit: u64) -> Result<(), Error> {
    let actual = actual as u64;
    if actual > limit { Err(Error::TooLarge { what, actual, limit }) } else { Ok(()) }
}
