//! What a file is, told from its first bytes and never from its name.

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Plain text, or anything that is none of the others.
    Text,
    /// A web page.
    Html,
    /// A ZIP container: a Word, Excel, OpenDocument or OFD file, or an archive.
    Zip,
    /// PDF.
    Pdf,
    /// A compound file: Word, Excel or WPS of before 2007, or an encrypted newer one.
    Compound,
    /// Rich text.
    Rtf,
    /// A picture.
    Image,
}

/// First bytes of the kinds that have a signature.
const SIGNATURES: [(&[u8], Kind); 8] = [
    (b"PK\x03\x04", Kind::Zip),
    (b"PK\x05\x06", Kind::Zip),
    (b"%PDF-", Kind::Pdf),
    (b"\xd0\xcf\x11\xe0", Kind::Compound),
    (b"{\\rtf", Kind::Rtf),
    (b"\x89PNG", Kind::Image),
    (b"\xff\xd8\xff", Kind::Image),
    (b"GIF8", Kind::Image),
];

/// What the text of a web page begins with.
const HTML: [&[u8]; 6] = [b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<!doctype"];

impl Kind {
    /// Tells the kind of a file.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        if let Some((_, kind)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
            return *kind;
        }
        if begins_as_html(bytes) { Self::Html } else { Self::Text }
    }

    /// Media type of the kind as a whole.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Html => "text/html",
            Self::Zip => "application/zip",
            Self::Pdf => "application/pdf",
            Self::Compound => "application/x-cfb",
            Self::Rtf => "application/rtf",
            Self::Image => "image/*",
        }
    }
}

fn begins_as_html(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.trim_ascii_start();
    HTML.iter().any(|tag| start.len() >= tag.len() && start[..tag.len()].eq_ignore_ascii_case(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_the_kind() {
        assert_eq!(Kind::of(b"PK\x03\x04rest"), Kind::Zip);
        assert_eq!(Kind::of(b"\xef\xbb\xbf \n<!DOCTYPE HTML><p>"), Kind::Html);
        assert_eq!(Kind::of("统计表 <b>".as_bytes()), Kind::Text);
        assert_eq!(Kind::of(b""), Kind::Text);
    }
}
