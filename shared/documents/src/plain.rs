//! Plain text: decoded, without what nobody sees, and within the limits of its lines and bytes. Character sets are
//! [`charset`]'s business, and sheets that were saved as text those of the reader of sheets.

use std::borrow::Cow;

use crate::charset;
use crate::error::Error;
use crate::invisible::visible_in_markdown;
use crate::limits::Limits;
#[cfg(feature = "office")]
use crate::sheets::csv;
use crate::{Document, File};

/// Reads plain text.
pub(crate) fn read(file: File<'_>, limits: &Limits) -> Result<Document, Error> {
    let charset::Decoded { text, encoding, notes } = charset::decode(file.bytes, file.charset, || None)?;
    limits.check("lines", memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1, limits.lines)?;
    limits.check("text_bytes", text.len(), limits.text_bytes.min(u64::from(u32::MAX / 2)))?;
    #[cfg(feature = "office")]
    if let Some(separator) = csv::separator(&text) {
        return csv::read(&text, separator, encoding.name(), notes, file, limits);
    }
    let mut dropped = Vec::new();
    let text = match visible_in_markdown(&text, |at| dropped.push(u32::try_from(at).unwrap_or(u32::MAX))) {
        Cow::Owned(visible) => visible,
        Cow::Borrowed(_) => text,
    };
    Ok(Document { media_type: "text/plain", charset: encoding.name(), text, dropped, notes, ..Document::default() })
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

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
