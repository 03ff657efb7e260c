//! ZIP containers, opened within limits.
//!
//! Sizes that a container declares are never believed: bytes are counted while they are unpacked, all entries of the
//! container together, and reading stops at the limit. Entries that share bytes or a name are refused, since programs
//! differ in what they would read from such a file.
//!
//! Names are compared as the packaging conventions of OOXML want it: without regard to ASCII case, `\` like `/`, and
//! without a `/` before them. What the parts mean is left to the reader of each format.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::Error;
use crate::kind::Kind;
use crate::limits::Limits;

/// The bit of an entry's flags that marks its name as UTF-8.
const LANGUAGE_ENCODING: u16 = 1 << 11;

/// How long the media type that an OpenDocument container states may be.
const MEDIA_TYPE_LENGTH: u64 = 255;

/// A ZIP container.
pub(crate) struct Container<'a> {
    media_type: &'static str,
    limits: &'a Limits,
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: HashMap<String, usize>,
    room: u64,
}

/// What the central directory says of an entry, without its sizes.
pub(crate) struct Entry {
    /// Its name as bytes of an unknown character set.
    pub(crate) raw_name: Vec<u8>,
    /// Whether the name is marked as UTF-8.
    pub(crate) utf8: bool,
    /// Whether the entry is a folder.
    pub(crate) folder: bool,
}

impl<'a> Container<'a> {
    /// Opens a container. The media type is the one that errors name.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] for too many entries, [`Error::Damaged`] for a directory that is missing, cut short or
    /// contradicts itself.
    pub(crate) fn open(bytes: &'a [u8], media_type: &'static str, limits: &'a Limits) -> Result<Self, Error> {
        // Counted before the directory is read, because reading it allocates for each entry.
        let headers = memchr::memmem::find_iter(bytes, b"PK\x01\x02").count();
        limits.check("entries", headers, limits.entries)?;
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(&error, media_type))?;
        if zip.has_duplicate_names() {
            return Err(damaged(media_type, "two entries have one name"));
        }
        if zip.has_overlapping_files().map_err(|error| refusal(&error, media_type))? {
            return Err(damaged(media_type, "entries overlap"));
        }
        let mut names = HashMap::with_capacity(zip.len());
        for (index, raw) in zip.file_names_raw().enumerate() {
            names.insert(key(&String::from_utf8_lossy(raw)), index);
        }
        Ok(Self { media_type, limits, zip, names, room: limits.expanded_bytes })
    }

    /// Number of entries.
    pub(crate) fn len(&self) -> usize {
        self.zip.len()
    }

    /// What the directory says of an entry.
    pub(crate) fn entry(&self, index: usize) -> Result<Entry, Error> {
        let entry = self.zip.by_index_data(index).map_err(|error| refusal(&error, self.media_type))?;
        let raw_name = entry.name_raw().to_vec();
        let folder = raw_name.ends_with(b"/") || raw_name.ends_with(b"\\");
        Ok(Entry { utf8: entry.flags().as_u16() & LANGUAGE_ENCODING != 0, folder, raw_name })
    }

    /// Whether there is an entry of a name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&key(name))
    }

    /// Whether there is an entry in a folder, given with its `/`.
    pub(crate) fn has_folder(&self, folder: &str) -> bool {
        self.names.keys().any(|name| name.starts_with(folder))
    }

    /// Unpacks an entry by name; `None` if there is no such entry.
    pub(crate) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        self.names.get(&key(name)).copied().map(|index| self.read_at(index)).transpose()
    }

    /// Unpacks an entry by name as the text of an XML part.
    #[cfg(feature = "office")]
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Error> {
        self.read(name)?.map(|bytes| crate::xml::decode(bytes, self.media_type)).transpose()
    }

    /// The media type that errors name.
    #[cfg(feature = "office")]
    pub(crate) fn media_type(&self) -> &'static str {
        self.media_type
    }

    /// Unpacks an entry.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`], [`Error::Encrypted`], and [`Error::Damaged`] for a wrong checksum or unknown compression.
    pub(crate) fn read_at(&mut self, index: usize) -> Result<Vec<u8>, Error> {
        let room = self.room;
        let file = self.zip.by_index(index).map_err(|error| refusal(&error, self.media_type))?;
        let mut bytes = Vec::with_capacity(usize::try_from(file.size().min(room).min(1 << 16)).unwrap_or(0));
        let outcome = file.take(room.saturating_add(1)).read_to_end(&mut bytes);
        let read = bytes.len() as u64;
        self.room = room.saturating_sub(read);
        if read > room {
            return Err(Error::TooLarge {
                what: "expanded_bytes",
                actual: self.limits.expanded_bytes.saturating_add(1),
                limit: self.limits.expanded_bytes,
            });
        }
        outcome.map_err(|error| damaged(self.media_type, &format!("an entry does not unpack: {error}")))?;
        Ok(bytes)
    }

    /// From here on, this many bytes may still be unpacked.
    pub(crate) fn allow(&mut self, room: u64) {
        self.room = room;
    }

    /// How many bytes may still be unpacked.
    pub(crate) fn room(&self) -> u64 {
        self.room
    }
}

/// Tells what a ZIP container holds.
///
/// # Errors
///
/// As for opening it: over a limit, damaged.
pub fn container_kind(bytes: &[u8], limits: &Limits) -> Result<Kind, Error> {
    kind_of(&mut Container::open(bytes, Kind::Zip.media_type(), limits)?)
}

fn kind_of(container: &mut Container<'_>) -> Result<Kind, Error> {
    if container.has("[Content_Types].xml") {
        return Ok(match () {
            () if container.has_folder("word/") => Kind::Word,
            () if container.has("xl/workbook.bin") => Kind::ExcelBinary,
            () if container.has_folder("xl/") => Kind::Excel,
            () if container.has_folder("ppt/") => Kind::Slides,
            () => Kind::Archive,
        });
    }
    if container.has("OFD.xml") {
        return Ok(Kind::Ofd);
    }
    if container.has("mimetype") && container.has("content.xml") {
        container.allow(MEDIA_TYPE_LENGTH);
        let media_type = container.read("mimetype").ok().flatten().unwrap_or_default();
        return Ok(match media_type.trim_ascii() {
            b"application/vnd.oasis.opendocument.text" | b"application/vnd.oasis.opendocument.text-template" => Kind::OpenText,
            b"application/vnd.oasis.opendocument.spreadsheet" | b"application/vnd.oasis.opendocument.spreadsheet-template" => {
                Kind::OpenSheet
            }
            b"application/vnd.oasis.opendocument.presentation" => Kind::Slides,
            _ => Kind::Archive,
        });
    }
    Ok(Kind::Archive)
}

fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

fn damaged(media_type: &'static str, detail: &str) -> Error {
    Error::Damaged { media_type, detail: detail.to_owned() }
}

fn refusal(error: &ZipError, media_type: &'static str) -> Error {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Error::Encrypted { media_type },
        other => damaged(media_type, &other.to_string()),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::*;

    /// A container of entries with text.
    pub(crate) fn packed(entries: &[(&str, &str)]) -> Vec<u8> {
        let entries: Vec<(&str, &[u8])> = entries.iter().map(|(name, content)| (*name, content.as_bytes())).collect();
        packed_bytes(&entries)
    }

    /// A container of entries.
    pub(crate) fn packed_bytes(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in entries {
            writer.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// Replaces every occurrence of some bytes, of the same length.
    pub(crate) fn patched(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
        assert_eq!(from.len(), to.len());
        let places: Vec<usize> = memchr::memmem::find_iter(&bytes, from).collect();
        assert!(!places.is_empty());
        for at in places {
            bytes[at..at + from.len()].copy_from_slice(to);
        }
        bytes
    }

    fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Option<Vec<u8>>, Error> {
        Container::open(bytes, "application/zip", limits)?.read(name)
    }

    #[test]
    fn the_parts_tell_what_a_container_is() {
        let types = ("[Content_Types].xml", "");
        let kind = |entries: &[(&str, &str)]| container_kind(&packed(entries), &Limits::default());
        assert_eq!(kind(&[types, ("word\\document.xml", "")]), Ok(Kind::Word));
        assert_eq!(kind(&[types, ("xl/workbook.xml", ""), ("xl/embeddings/word/a", "")]), Ok(Kind::Excel));
        assert_eq!(kind(&[types, ("xl/workbook.bin", "")]), Ok(Kind::ExcelBinary));
        assert_eq!(kind(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "")]), Ok(Kind::OpenSheet));
        assert_eq!(kind(&[("OFD.xml", ""), ("Doc_0/Document.xml", "")]), Ok(Kind::Ofd));
        assert_eq!(kind(&[("2023/word/报告.docx", "")]), Ok(Kind::Archive));
    }

    #[test]
    fn names_match_without_case_and_leading_slash() {
        let bytes = packed(&[("Word/Document.XML", "甲")]);
        assert_eq!(read(&bytes, "/word/document.xml", &Limits::default()), Ok(Some("甲".as_bytes().to_vec())));
        assert_eq!(read(&bytes, "word/styles.xml", &Limits::default()), Ok(None));
    }

    #[test]
    fn unpacked_bytes_are_counted_and_not_believed() {
        let content = "0".repeat(100_000);
        let bytes = packed(&[("a", &content)]);
        assert!(bytes.len() < 1_000);
        let at = Limits { expanded_bytes: 100_000, ..Limits::default() };
        assert_eq!(read(&bytes, "a", &at).map(|content| content.map(|content| content.len())), Ok(Some(100_000)));
        let past = Limits { expanded_bytes: 99_999, ..Limits::default() };
        let refused = Err(Error::TooLarge { what: "expanded_bytes", actual: 100_000, limit: 99_999 });
        assert_eq!(read(&bytes, "a", &past), refused);
        let lying = patched(bytes, &100_000_u32.to_le_bytes(), &7_u32.to_le_bytes());
        assert!(read(&lying, "a", &past).is_err());
    }

    #[test]
    fn entries_are_taken_up_to_the_limit() {
        let bytes = packed(&[("a", "1"), ("b", "2")]);
        assert!(read(&bytes, "a", &Limits { entries: 2, ..Limits::default() }).is_ok());
        let refused = read(&bytes, "a", &Limits { entries: 1, ..Limits::default() });
        assert_eq!(refused, Err(Error::TooLarge { what: "entries", actual: 2, limit: 1 }));
    }

    #[test]
    fn entries_that_share_a_name_or_bytes_are_refused() {
        let twice = patched(packed(&[("aaa", "1"), ("bbb", "2")]), b"bbb", b"aaa");
        assert_eq!(read(&twice, "aaa", &Limits::default()), Err(damaged("application/zip", "two entries have one name")));
        let mut overlapping = packed(&[("aaa", "1"), ("bbb", "2")]);
        let second = memchr::memmem::find_iter(&overlapping, b"PK\x01\x02").nth(1).unwrap();
        overlapping[second + 42..second + 46].copy_from_slice(&[0; 4]);
        assert_eq!(read(&overlapping, "aaa", &Limits::default()), Err(damaged("application/zip", "entries overlap")));
    }

    #[test]
    fn an_encrypted_entry_is_named_so() {
        let mut bytes = packed(&[("a", "1")]);
        let local = memchr::memmem::find(&bytes, b"PK\x03\x04").unwrap();
        let central = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
        bytes[local + 6] |= 1;
        bytes[central + 8] |= 1;
        assert_eq!(read(&bytes, "a", &Limits::default()), Err(Error::Encrypted { media_type: "application/zip" }));
    }

    #[test]
    fn a_container_cut_short_anywhere_is_damaged() {
        let bytes = packed(&[("a", "甲乙丙"), ("b", "丁")]);
        for end in 0..bytes.len() {
            let outcome = read(&bytes[..end], "a", &Limits::default());
            assert!(matches!(outcome, Err(Error::Damaged { .. })), "{end}: {outcome:?}");
        }
    }

    #[test]
    fn a_wrong_checksum_is_damage() {
        let bytes = packed(&[("a", "0123456789")]);
        let at = memchr::memmem::find(&bytes, b"PK\x03\x04").unwrap() + 31;
        let mut broken = bytes;
        broken[at + 3] ^= 0x10;
        assert!(matches!(read(&broken, "a", &Limits::default()), Err(Error::Damaged { .. })));
    }
}
