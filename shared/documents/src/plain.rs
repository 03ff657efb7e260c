//! Plain text: character set, byte order mark, line limit.
//!
//! The character set is found in the order: byte order mark, strict UTF-8, the declared one, strict GB18030. What fits
//! none of these is refused, since a text with replacement characters would be read wrongly without anyone noticing.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::Error;
use crate::limits::Limits;
use crate::{Document, File};

/// Reads plain text.
pub(crate) fn read(file: File<'_>, limits: &Limits) -> Result<Document, Error> {
    let (text, charset) = decode(file.bytes, file.charset)?;
    limits.check("lines", memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1, limits.lines)?;
    limits.check("text_bytes", text.len(), limits.text_bytes.min(u64::from(u32::MAX / 2)))?;
    Ok(Document { media_type: "text/plain", charset: charset.name(), text, ..Document::default() })
}

/// Decodes bytes to text without a byte order mark.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<(String, &'static Encoding), Error> {
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
    Err(Error::Undecodable { tried: tried.join(", "), at: failure })
}

fn skip_mark<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> &'a [u8] {
    match Encoding::for_bom(bytes) {
        Some((marked, length)) if marked == encoding => &bytes[length..],
        _ => bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8], charset: Option<&str>) -> Result<(String, &'static str), Error> {
        crate::read(File { name: "n", bytes, charset }, &Limits::default()).map(|document| (document.text, document.charset))
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
        assert_eq!(text_of(b"{\\rtf1", None), Err(Error::Unsupported { media_type: "application/rtf" }));
        assert!(matches!(text_of(b"\x81\xff\xff", None), Err(Error::Undecodable { at: 0, .. })));
    }

    #[test]
    fn sizes_are_taken_up_to_the_limit_and_no_further() {
        let limits = Limits { bytes: 4, lines: 2, ..Limits::default() };
        let read = |bytes: &[u8]| crate::read(File { name: "", bytes, charset: None }, &limits).map(|_| ());
        assert_eq!(read(b"abcd"), Ok(()));
        assert_eq!(read(b"abcde"), Err(Error::TooLarge { what: "bytes", actual: 5, limit: 4 }));
        assert_eq!(read(b"a\nb"), Ok(()));
        assert_eq!(read(b"a\n\nb"), Err(Error::TooLarge { what: "lines", actual: 3, limit: 2 }));
    }
}
