//! What a file is, told from its first bytes and never from its name.

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Plain text, or anything that is none of the others.
    Text,
    /// A web page.
    Html,
    /// A ZIP container: a Word, Excel, OpenDocument or OFD file, or an archive. [`crate::container_kind`] tells which.
    Zip,
    /// A Word file (OOXML).
    Word,
    /// An Excel file (OOXML).
    Excel,
    /// An Excel file of binary parts (XLSB).
    ExcelBinary,
    /// A Word file of before 2007, which WPS writes as `.wps` too.
    OldWord,
    /// An Excel file of before 2007, which WPS writes as `.et` too.
    OldExcel,
    /// A file of Microsoft Works.
    Works,
    /// A presentation, of any make.
    Slides,
    /// An OpenDocument text.
    OpenText,
    /// An OpenDocument sheet.
    OpenSheet,
    /// An OFD file (GB/T 33190).
    Ofd,
    /// A ZIP archive of files.
    Archive,
    /// PDF.
    Pdf,
    /// A compound file: Word, Excel or WPS of before 2007, or an encrypted newer one. Its streams tell which.
    Compound,
    /// Rich text.
    Rtf,
    /// An office document as one XML file: Word or Excel of 2003, flat OpenDocument or OOXML, UOF (GB/T 20916).
    OfficeXml,
    /// A web page with all that belongs to it in one file (`.mht`), or a mail.
    Mime,
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

/// Elements that a web page, or a piece of one, begins with; a tag ends with a blank or a bracket.
const HTML: [&[u8]; 30] = [
    b"!doctype",
    b"html",
    b"head",
    b"body",
    b"table",
    b"meta",
    b"title",
    b"link",
    b"script",
    b"style",
    b"div",
    b"p",
    b"h1",
    b"h2",
    b"h3",
    b"center",
    b"font",
    b"span",
    b"b",
    b"br",
    b"a",
    b"ul",
    b"ol",
    b"form",
    b"tbody",
    b"tr",
    b"td",
    b"section",
    b"article",
    b"main",
];

/// Elements that an office document in XML begins with.
const OFFICE: [&[u8]; 7] = [b"office:document", b"w:worddocument", b"w:document", b"pkg:package", b"workbook", b"ss:workbook", b"uof:uof"];

/// How far into a file its first tag is looked for, behind comments and declarations.
const FIRST_TAG_WITHIN: usize = 4096;

impl Kind {
    /// Tells the kind of a file.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        if let Some((_, kind)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
            return *kind;
        }
        match first_tag(bytes) {
            Some(tag) if HTML.contains(&tag.as_slice()) => Self::Html,
            Some(tag) if OFFICE.contains(&tag.as_slice()) => Self::OfficeXml,
            _ if begins_as_mail(bytes) => Self::Mime,
            _ => Self::Text,
        }
    }

    /// Whether there is a reader for files of the kind; a build may leave it out.
    #[must_use]
    pub const fn has_reader(self) -> bool {
        match self {
            Self::Text | Self::Html | Self::Word | Self::Excel | Self::OldWord | Self::OldExcel => true,
            Self::OpenSheet | Self::Ofd | Self::Pdf => true,
            // Of containers, what they hold is read.
            Self::Zip | Self::Archive | Self::Compound => false,
            Self::ExcelBinary | Self::Works | Self::Slides | Self::OpenText | Self::Rtf => false,
            Self::OfficeXml | Self::Mime | Self::Image => false,
        }
    }

    /// Media type of the kind as a whole.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Html => "text/html",
            Self::Zip | Self::Archive => "application/zip",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::ExcelBinary => "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
            Self::OldWord => "application/msword",
            Self::OldExcel => "application/vnd.ms-excel",
            Self::Works => "application/vnd.ms-works",
            Self::Slides => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::OpenText => "application/vnd.oasis.opendocument.text",
            Self::OpenSheet => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Ofd => "application/ofd",
            Self::Pdf => "application/pdf",
            Self::Compound => "application/x-cfb",
            Self::Rtf => "application/rtf",
            Self::OfficeXml => "application/xml",
            Self::Mime => "message/rfc822",
            Self::Image => "image/*",
        }
    }
}

/// The name, in small letters, of the tag that a file begins with, behind any byte order mark, blanks, comments and
/// declarations; also in UTF-16.
fn first_tag(bytes: &[u8]) -> Option<Vec<u8>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let bytes = &bytes[..bytes.len().min(FIRST_TAG_WITHIN)];
    if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'<', 0, ..] | [0, b'<', ..]) {
        let ascii: Vec<u8> = bytes.iter().copied().filter(|&byte| byte.is_ascii() && byte != 0).collect();
        return first_tag_of_ascii(&ascii);
    }
    first_tag_of_ascii(bytes)
}

fn first_tag_of_ascii(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.trim_ascii_start();
    loop {
        let end: &[u8] = match rest {
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'?', ..] => b"?>",
            _ => break,
        };
        let at = memchr::memmem::find(rest, end)?;
        rest = rest[at + end.len()..].trim_ascii_start();
    }
    let tag = rest.strip_prefix(b"<")?;
    let name = &tag[..tag.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"!:".contains(byte)).unwrap_or(tag.len())];
    let ends = tag.get(name.len()).is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
    ends.then(|| name.to_ascii_lowercase())
}

/// Whether a file begins with the lines that head a mail, one of which names the version of MIME.
fn begins_as_mail(bytes: &[u8]) -> bool {
    const VERSION: &[u8] = b"mime-version:";
    let head = &bytes[..bytes.len().min(FIRST_TAG_WITHIN)];
    let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end).take_while(|line| !line.is_empty());
    let is_field = |line: &[u8]| {
        let name = line.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
        name > 0 && line.get(name) == Some(&b':')
    };
    let names_version = |line: &[u8]| line.get(..VERSION.len()).is_some_and(|name| name.eq_ignore_ascii_case(VERSION));
    lines.next().is_some_and(|first| is_field(first) && (names_version(first) || lines.any(names_version)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_the_kind() {
        assert_eq!(Kind::of(b"PK\x03\x04rest"), Kind::Zip);
        assert_eq!(Kind::of(b"\xef\xbb\xbf \n<!DOCTYPE HTML><p>"), Kind::Html);
        assert_eq!(Kind::of(b"<?xml version='1.0'?>\n<!-- a --> <html xmlns='x'>"), Kind::Html);
        assert_eq!(Kind::of(b"\xff\xfe<\0h\0t\0m\0l\0>\0"), Kind::Html);
        assert_eq!(Kind::of(b"<P class=MsoNormal>"), Kind::Html);
        for office in
            ["<office:document xmlns:office='x'>", "<?mso-application progid='Excel.Sheet'?><Workbook xmlns='x'>", "<w:wordDocument>"]
        {
            assert_eq!(Kind::of(format!("<?xml version=\"1.0\"?>\r\n{office}").as_bytes()), Kind::OfficeXml, "{office}");
        }
        assert_eq!(Kind::of(b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"), Kind::Mime);
        assert_eq!(Kind::of(b"From: <Saved by Blink>\r\nSubject: x\r\n y\r\nMIME-Version: 1.0\r\n\r\n"), Kind::Mime);
        assert_eq!(Kind::of(b"Note: x\n\nMIME-Version: 1.0\n"), Kind::Text);
        for text in ["统计表 <b>", "", "<百分比>", "<pt>", "<?xml version='1.0'?><report/>", "<!-- <html>"] {
            assert_eq!(Kind::of(text.as_bytes()), Kind::Text, "{text}");
        }
    }

    #[cfg(feature = "container")]
    #[test]
    fn what_has_no_reader_is_refused_by_its_kind() {
        let refused = |bytes: &[u8]| {
            let outcome = crate::read(crate::File { bytes, ..crate::File::default() }, &crate::Limits::default());
            matches!(outcome, Err(crate::Error::Unsupported { .. }))
        };
        let archive = crate::container::tests::packed(&[("a.txt", "")]);
        let samples: [(Kind, &[u8]); 4] =
            [(Kind::Text, b"a"), (Kind::Rtf, b"{\\rtf1"), (Kind::Image, b"GIF89a"), (Kind::Archive, &archive)];
        for (kind, bytes) in samples {
            assert_eq!(kind.has_reader(), !refused(bytes), "{kind:?}");
        }
        #[cfg(feature = "html")]
        assert!(Kind::Html.has_reader() && !refused(b"<html>"));
    }
}
