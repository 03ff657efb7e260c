//! From bytes to text: media type, character set, limits.
//!
//! Turns the bytes of one document into a [`Source`] and [`SourceInfo`]. The character set is found in the order: byte
//! order mark, strict UTF-8, the declared one, strict GB18030; what fits none of these is refused, since a text with
//! replacement characters would be read wrongly without anyone noticing. Containers of other formats are recognised by
//! their first bytes and refused by name.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use sha2::{Digest as _, Sha256};

use crate::catalog::hexadecimal;
use crate::error::Error;
use crate::limits::Limits;
use crate::source::{Source, Span};

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

/// First bytes of formats that are recognised and refused.
const CONTAINERS: [(&[u8], &str); 6] = [
    (b"PK\x03\x04", "application/zip"),
    (b"%PDF-", "application/pdf"),
    (b"\xd0\xcf\x11\xe0", "application/x-cfb"),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
];

/// Decodes a document.
///
/// # Errors
///
/// [`Error::TooLarge`] over a limit, [`Error::UnsupportedFormat`] for another format, [`Error::Undecodable`] for bytes
/// that are no text.
pub fn read(document: Document<'_>, limits: &Limits) -> Result<(SourceInfo, Source), Error> {
    let bytes = document.bytes;
    within("bytes", bytes.len(), limits.bytes.min(u64::from(u32::MAX / 2)))?;
    if let Some((_, media_type)) = CONTAINERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Error::UnsupportedFormat { media_type });
    }
    let (text, charset) = decode(bytes, document.charset)?;
    if is_html(&text) {
        return Err(Error::UnsupportedFormat { media_type: "text/html" });
    }
    within("lines", memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1, limits.lines)?;
    let info = SourceInfo {
        name: document.name.to_owned(),
        sha256: hexadecimal(&Sha256::digest(bytes)),
        media_type: "text/plain",
        charset: charset.name(),
        declared_charset: document.charset.unwrap_or_default().to_owned(),
        size_bytes: bytes.len() as u64,
    };
    Ok((info, Source::new(text)))
}

/// Refuses an amount over a limit.
pub(crate) fn within(what: &'static str, actual: usize, limit: u64) -> Result<(), Error> {
    let actual = actual as u64;
    if actual > limit { Err(Error::TooLarge { what, actual, limit }) } else { Ok(()) }
}

fn decode(bytes: &[u8], declared: Option<&str>) -> Result<(String, &'static Encoding), Error> {
    let marked = match bytes {
        [0xef, 0xbb, 0xbf, ..] => Some(UTF_8),
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        _ => None,
    };
    let failure = match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => return Ok((text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(), UTF_8)),
        Err(error) => error.valid_up_to(),
    };
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let mut tried = vec!["UTF-8"];
    for encoding in [marked, declared, Some(GB18030)].into_iter().flatten() {
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(skip_mark(bytes, encoding)) {
            return Ok((text.into_owned(), encoding));
        }
        if !tried.contains(&encoding.name()) {
            tried.push(encoding.name());
        }
    }
    Err(Error::Undecodable { tried: tried.join(", "), at: Span::of(failure..(failure + 1).min(bytes.len())) })
}

fn skip_mark<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> &'a [u8] {
    match Encoding::for_bom(bytes) {
        Some((marked, length)) if marked == encoding => &bytes[length..],
        _ => bytes,
    }
}

fn is_html(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<table"].iter().any(|tag| start.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8], charset: Option<&str>) -> Result<(String, &'static str), Error> {
        read(Document { name: "n", bytes, charset }, &Limits::default()).map(|(info, source)| (source.text().to_owned(), info.charset))
    }

    #[test]
    fn each_character_set_gives_the_same_text() {
        let text = "统计数\t7";
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(text_of(text.as_bytes(), None), Ok((text.to_owned(), "UTF-8")));
        assert_eq!(text_of(format!("\u{feff}{text}").as_bytes(), None), Ok((text.to_owned(), "UTF-8")));
        assert_eq!(text_of(&utf16, None), Ok((text.to_owned(), "UTF-16LE")));
        assert_eq!(text_of(&GB18030.encode(text).0, None), Ok((text.to_owned(), "gb18030")));
        assert_eq!(text_of(&GB18030.encode(text).0, Some("gb2312")), Ok((text.to_owned(), "GBK")));
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        assert_eq!(text_of(b"PK\x03\x04rest", None), Err(Error::UnsupportedFormat { media_type: "application/zip" }));
        assert_eq!(text_of(b"  <!DOCTYPE html><p>", None), Err(Error::UnsupportedFormat { media_type: "text/html" }));
        assert!(matches!(text_of(b"\x81\xff\xff", None), Err(Error::Undecodable { at, .. }) if at == Span::new(0, 1)));
    }

    #[test]
    fn sizes_are_taken_up_to_the_limit_and_no_further() {
        let limits = Limits { bytes: 4, lines: 2, ..Limits::default() };
        let read = |bytes: &[u8]| read(Document { name: "", bytes, charset: None }, &limits).map(|_| ());
        assert_eq!(read(b"abcd"), Ok(()));
        assert_eq!(read(b"abcde"), Err(Error::TooLarge { what: "bytes", actual: 5, limit: 4 }));
        assert_eq!(read(b"a\nb"), Ok(()));
        assert_eq!(read(b"a\n\nb"), Err(Error::TooLarge { what: "lines", actual: 3, limit: 2 }));
    }
}
