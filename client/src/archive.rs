//! A file in an archive, for excerpts under the findings about it.
//!
//! The service unpacks archives and names each file by its path; here one file is unpacked again by that path. Whatever does
//! not fit gives nothing: the place of a finding is then told in words. Names are read as the service reads them: UTF-8, or
//! else GBK.

use std::io::{Cursor, Read as _};

use encoding_rs::GB18030;
use zip::ZipArchive;

/// How many archives may be inside each other, as for the service.
const NESTED: usize = 4;

/// Most that is unpacked of a file: as much as a service takes.
const MOST_BYTES: u64 = 16 << 20;

/// The file at a path through the folders and archives of an archive.
pub(crate) fn file(archive: &[u8], path: &str) -> Option<Vec<u8>> {
    at_level(archive, path, NESTED)
}

fn at_level(archive: &[u8], path: &str, levels: usize) -> Option<Vec<u8>> {
    let levels = levels.checked_sub(1)?;
    let mut zip = ZipArchive::new(Cursor::new(archive)).ok()?;
    let names: Vec<String> = zip.file_names_raw().map(readable).collect();
    let direct = names.iter().position(|name| name == path);
    let inner = names.iter().position(|name| path.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('/')));
    let at = direct.or(inner)?;
    let mut bytes = Vec::new();
    let read = zip.by_index(at).ok()?.take(MOST_BYTES + 1).read_to_end(&mut bytes).ok()?;
    if read as u64 > MOST_BYTES {
        return None;
    }
    if direct.is_some() { Some(bytes) } else { at_level(&bytes, &path[names[at].len() + 1..], levels) }
}

/// A name for people: `/` between folders, no control characters.
fn readable(raw: &[u8]) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    };
    let shown = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    name.replace('\\', "/").chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

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
        let archive = packed(&[("甲.txt", "一".as_bytes()), ("区县.zip", &inner)]);
        assert_eq!(file(&archive, "甲.txt"), Some("一".as_bytes().to_vec()));
        assert_eq!(file(&archive, "区县.zip/乡镇/丙.txt"), Some("三".as_bytes().to_vec()));
        assert_eq!((file(&archive, "乙.txt"), file(b"PK\x03\x04", "甲.txt")), (None, None));
    }

    #[test]
    fn what_is_too_deep_or_too_large_gives_nothing() {
        let deep = (0..NESTED).fold(packed(&[("甲.txt", b"1")]), |inner, _| packed(&[("a.zip", &inner)]));
        assert_eq!(file(&deep, "a.zip/a.zip/a.zip/a.zip/甲.txt"), None);
        let large = packed(&[("甲.txt", &vec![b'1'; (MOST_BYTES + 1) as usize])]);
        assert_eq!(file(&large, "甲.txt"), None);
    }
}
