//! The bytes of an input, and those of each file in it if it is an archive, for excerpts under the findings about them.
//!
//! The service names each file of an archive by its path. Here the archive is unpacked by the same reader, when the first of
//! its files is asked for, so that a path means the same on both sides. Whatever does not fit, two files of one path among
//! it, gives nothing: the place of a finding is then told in words.

use std::sync::OnceLock;

use bytes::Bytes;
use gouji_documents::{Archive, Limits};

/// The bytes of an input.
#[derive(Debug, Default)]
pub(crate) struct Content {
    bytes: Bytes,
    /// What is in it if it is an archive, once that was asked for.
    files: OnceLock<Archive>,
}

impl Content {
    /// The file at a path through the folders and archives of an archive; the input itself by the empty path.
    pub(crate) fn file(&self, path: &str) -> Option<&[u8]> {
        if path.is_empty() {
            return Some(&self.bytes);
        }
        // What is no archive within the limits has no files.
        let files = self.files.get_or_init(|| gouji_documents::archive(&self.bytes, &Limits::default()).unwrap_or_default());
        files.only(path).map(|member| member.bytes.as_slice())
    }
}

impl From<Bytes> for Content {
    fn from(bytes: Bytes) -> Self {
        Self { bytes, files: OnceLock::new() }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).expect("a ZIP in memory can be written");
            writer.write_all(content).expect("a ZIP in memory can be written");
        }
        writer.finish().expect("a ZIP in memory can be written").into_inner()
    }

    #[test]
    fn a_file_is_found_through_folders_and_archives() {
        let inner = packed(&[("乡镇\\丙.txt", "三".as_bytes())]);
        let archive = Content::from(Bytes::from(packed(&[("甲.txt", "一".as_bytes()), ("区县.zip", &inner)])));
        assert_eq!(archive.file("甲.txt"), Some("一".as_bytes()));
        assert_eq!(archive.file("区县.zip/乡镇/丙.txt"), Some("三".as_bytes()));
        assert_eq!(archive.file("乙.txt"), None);
        assert!(archive.file("").is_some_and(|bytes| bytes.starts_with(b"PK")));
    }

    #[test]
    fn what_is_no_archive_has_no_files() {
        let text = Content::from(Bytes::from_static("甲.txt".as_bytes()));
        assert_eq!((text.file("甲.txt"), text.file("")), (None, Some("甲.txt".as_bytes())));
        assert_eq!(Content::from(Bytes::from_static(b"PK\x03\x04")).file("甲.txt"), None);
    }
}
