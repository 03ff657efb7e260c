//! An archive of reports: each member by its name and bytes.
//!
//! Archives in the archive are opened too, [`NESTED`] levels deep; their members have the path through them as name
//! (`区县.zip/东城.docx`). What a computer put into the archive by itself is not a member, and neither is a folder;
//! they are listed as skipped, with everything that could not be unpacked, so that each entry is accounted for. The
//! limits hold for the archive with all archives inside it.
//!
//! Names are UTF-8 where they are marked as such or are nothing else, otherwise GBK, as Chinese editions of Windows
//! write them.

use encoding_rs::GB18030;

use crate::container::{Container, Entry, container_kind};
use crate::error::Error;
use crate::kind::Kind;
use crate::limits::Limits;

/// How many archives may be inside each other before one is no longer opened.
const NESTED: usize = 3;

/// The members of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Archive {
    /// What is to be read, in the order of the archive.
    pub members: Vec<Member>,
    /// Everything else that stands in the archive.
    pub skipped: Vec<Skipped>,
}

/// A file in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Which entry it is, all levels counted together as they are opened, from 0.
    pub place: usize,
    /// Its name with the folders and archives around it, apart by `/`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// An entry of an archive that is not a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Which entry it is, all levels counted together as they are opened, from 0.
    pub place: usize,
    /// Its name with the folders and archives around it, apart by `/`.
    pub name: String,
    /// Why it is none.
    pub reason: Reason,
}

/// Why an entry of an archive is not a member.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// It is a folder.
    Folder,
    /// The system put it there: `__MACOSX`, `.DS_Store`, `Thumbs.db`, `desktop.ini`.
    System,
    /// It marks a file as open (`~$…`, `.~…`).
    Lock,
    /// It is an archive inside too many others.
    TooDeep,
    /// It could not be unpacked.
    Unreadable(Error),
}

impl Archive {
    /// The one member of a name; nothing if two have it, as a folder and an archive called the same may bring about, or one name
    /// in two character sets.
    #[must_use]
    pub fn only(&self, name: &str) -> Option<&Member> {
        let mut named = self.members.iter().filter(|member| member.name == name);
        named.next().filter(|_| named.next().is_none())
    }
}

/// Unpacks an archive.
///
/// # Errors
///
/// [`Error::TooLarge`] over a limit, [`Error::Damaged`] if the archive itself is, and [`Error::Unsupported`] for a
/// container that is one document and not an archive of files.
pub fn archive(bytes: &[u8], limits: &Limits) -> Result<Archive, Error> {
    let mut unpacking = Unpacking { limits, remaining: *limits, opened: 0, archive: Archive::default() };
    unpacking.open(bytes, "", 1)?;
    Ok(unpacking.archive)
}

/// An archive being unpacked.
struct Unpacking<'a> {
    limits: &'a Limits,
    /// What the limits still allow.
    remaining: Limits,
    /// Entries that were looked at.
    opened: usize,
    archive: Archive,
}

impl Unpacking<'_> {
    /// Unpacks one level.
    fn open(&mut self, bytes: &[u8], prefix: &str, level: usize) -> Result<(), Error> {
        let allowed = self.remaining;
        allowed.check("bytes", bytes.len(), allowed.bytes)?;
        match container_kind(bytes, &allowed)? {
            Kind::Archive => {}
            other => return Err(Error::Unsupported { media_type: other.media_type() }),
        }
        let mut container = Container::open(bytes, Kind::Archive.media_type(), &allowed)?;
        self.remaining.entries = allowed.entries.saturating_sub(container.len() as u64);
        for index in 0..container.len() {
            let entry = container.entry(index)?;
            let name = format!("{prefix}{}", name_of(&entry));
            if let Some(reason) = no_member(&entry, &name) {
                self.skip(name, reason);
                continue;
            }
            container.allow(self.remaining.expanded_bytes);
            let outcome = container.read_at(index);
            self.remaining.expanded_bytes = container.room();
            match outcome {
                Ok(bytes) => self.add(name, bytes, level)?,
                Err(error) => self.unreadable(name, error)?,
            }
        }
        Ok(())
    }

    /// Adds a file, or what is in it if it is an archive.
    fn add(&mut self, name: String, bytes: Vec<u8>, level: usize) -> Result<(), Error> {
        // Whatever is wrong with a container that is no archive is told when it is read by itself.
        let is_archive = Kind::of(&bytes) == Kind::Zip && container_kind(&bytes, self.limits) == Ok(Kind::Archive);
        if !is_archive {
            let place = self.next_place();
            self.archive.members.push(Member { place, name, bytes });
            return Ok(());
        }
        if level > NESTED {
            self.skip(name, Reason::TooDeep);
            return Ok(());
        }
        match self.open(&bytes, &format!("{name}/"), level + 1) {
            Ok(()) => Ok(()),
            Err(error) => self.unreadable(name, error),
        }
    }

    /// Lists what could not be unpacked; what is over a limit ends everything.
    fn unreadable(&mut self, name: String, error: Error) -> Result<(), Error> {
        if matches!(error, Error::TooLarge { .. }) {
            return Err(error);
        }
        self.skip(name, Reason::Unreadable(error));
        Ok(())
    }

    fn skip(&mut self, name: String, reason: Reason) {
        let place = self.next_place();
        self.archive.skipped.push(Skipped { place, name, reason });
    }

    fn next_place(&mut self) -> usize {
        self.opened += 1;
        self.opened - 1
    }
}

fn no_member(entry: &Entry, name: &str) -> Option<Reason> {
    let last = name.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let system = [".ds_store", "thumbs.db", "desktop.ini"].iter().any(|file| last.eq_ignore_ascii_case(file));
    if system || name.split('/').any(|folder| folder == "__MACOSX") {
        Some(Reason::System)
    } else if entry.folder {
        Some(Reason::Folder)
    } else if last.starts_with("~$") || last.starts_with(".~") {
        Some(Reason::Lock)
    } else {
        None
    }
}

/// The name for people: `/` between folders, no control characters.
fn name_of(entry: &Entry) -> String {
    let raw = entry.raw_name.as_slice();
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) if entry.utf8 => String::from_utf8_lossy(raw).into_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    };
    name.chars()
        .map(|c| {
            if c == '\\' {
                '/'
            } else if c.is_control() {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container::tests::{packed, packed_bytes, patched};

    fn names(archive: &Archive) -> Vec<&str> {
        archive.members.iter().map(|member| member.name.as_str()).collect()
    }

    #[test]
    fn every_entry_is_a_member_or_told_to_be_none() {
        let bytes = packed(&[
            ("2023/", ""),
            ("2023/东城.txt", "甲"),
            ("2023/~$东城.docx", "x"),
            ("__MACOSX/2023/._东城.txt", "x"),
            (".DS_Store", "x"),
            ("西城\\报告.htm", "乙"),
        ]);
        let archive = archive(&bytes, &Limits::default()).unwrap();
        assert_eq!(names(&archive), ["2023/东城.txt", "西城/报告.htm"]);
        assert_eq!(archive.members[1].bytes, "乙".as_bytes());
        let skipped: Vec<_> = archive.skipped.iter().map(|skipped| (skipped.name.as_str(), skipped.reason.clone())).collect();
        let expected = [
            ("2023/", Reason::Folder),
            ("2023/~$东城.docx", Reason::Lock),
            ("__MACOSX/2023/._东城.txt", Reason::System),
            (".DS_Store", Reason::System),
        ];
        assert_eq!(skipped, expected);
        let places: Vec<_> = archive.members.iter().map(|it| it.place).chain(archive.skipped.iter().map(|it| it.place)).collect();
        assert_eq!(places, [1, 5, 0, 2, 3, 4], "the order of the archive can be told");
    }

    #[test]
    fn names_in_gbk_are_read() {
        let gbk = GB18030.encode("区县/年度报告.txt").0;
        let stand_in = "n".repeat(gbk.len());
        let bytes = patched(packed(&[(&stand_in, "1"), ("街道.txt", "2")]), stand_in.as_bytes(), &gbk);
        assert_eq!(names(&archive(&bytes, &Limits::default()).unwrap()), ["区县/年度报告.txt", "街道.txt"]);
    }

    #[test]
    fn a_member_is_given_by_a_name_that_no_other_has() {
        let gbk = GB18030.encode("甲.txt").0;
        let stand_in = "n".repeat(gbk.len());
        let inner = packed(&[("乙.txt", "五"), ("丙.txt", "六")]);
        let bytes = packed_bytes(&[
            ("甲.txt", "一".as_bytes()),
            (&stand_in, "二".as_bytes()),
            ("区\\甲.txt", "三".as_bytes()),
            ("区.zip/乙.txt", "四".as_bytes()),
            ("区.zip", &inner),
        ]);
        let archive = archive(&patched(bytes, stand_in.as_bytes(), &gbk), &Limits::default()).unwrap();
        assert_eq!(names(&archive), ["甲.txt", "甲.txt", "区/甲.txt", "区.zip/乙.txt", "区.zip/乙.txt", "区.zip/丙.txt"]);
        let content = |name| archive.only(name).map(|member| member.bytes.as_slice());
        assert_eq!(content("区/甲.txt"), Some("三".as_bytes()));
        assert_eq!(content("区.zip/丙.txt"), Some("六".as_bytes()));
        for of_two_or_none in ["甲.txt", "区.zip/乙.txt", "区.zip", "丙.txt", ""] {
            assert_eq!(content(of_two_or_none), None, "{of_two_or_none}");
        }
        let gbk_alone = patched(packed(&[(&stand_in, "二")]), stand_in.as_bytes(), &gbk);
        let archive = super::archive(&gbk_alone, &Limits::default()).unwrap();
        assert_eq!(archive.only("甲.txt").map(|member| member.place), Some(0));
    }

    #[test]
    fn archives_inside_are_opened_to_a_depth() {
        let mut bytes = packed(&[("甲.txt", "甲")]);
        for level in 0..NESTED {
            bytes = packed_bytes(&[(&format!("{level}.zip"), &bytes)]);
        }
        assert_eq!(names(&archive(&bytes, &Limits::default()).unwrap()), ["2.zip/1.zip/0.zip/甲.txt"]);
        let deeper = archive(&packed_bytes(&[("3.zip", &bytes)]), &Limits::default()).unwrap();
        assert_eq!(deeper.skipped, [Skipped { place: 0, name: "3.zip/2.zip/1.zip/0.zip".to_owned(), reason: Reason::TooDeep }]);
    }

    #[test]
    fn a_document_is_a_member_and_not_opened() {
        let word = packed(&[("[Content_Types].xml", ""), ("word/document.xml", "")]);
        assert_eq!(names(&archive(&packed_bytes(&[("a.docx", &word)]), &Limits::default()).unwrap()), ["a.docx"]);
        assert!(matches!(archive(&word, &Limits::default()), Err(Error::Unsupported { .. })));
    }

    #[test]
    fn limits_hold_for_all_levels_together() {
        let inner = packed(&[("a", &"0".repeat(1_000)), ("b", &"0".repeat(1_000))]);
        let bytes = packed_bytes(&[("1.zip", &inner), ("2.zip", &inner)]);
        let total = 4_000 + 2 * inner.len() as u64;
        assert!(archive(&bytes, &Limits { expanded_bytes: total, ..Limits::default() }).is_ok());
        let past = archive(&bytes, &Limits { expanded_bytes: total - 1, ..Limits::default() });
        assert!(matches!(past, Err(Error::TooLarge { what: "expanded_bytes", .. })), "{past:?}");
        assert!(archive(&bytes, &Limits { entries: 6, ..Limits::default() }).is_ok());
        let past = archive(&bytes, &Limits { entries: 5, ..Limits::default() });
        assert!(matches!(past, Err(Error::TooLarge { what: "entries", .. })), "{past:?}");
    }

    #[test]
    fn one_damaged_entry_leaves_the_others() {
        let mut bytes = packed(&[("a", "0123456789"), ("b", "2")]);
        let at = memchr::memmem::find(&bytes, b"PK\x03\x04").unwrap();
        bytes[at + 34] ^= 0x10;
        let archive = archive(&bytes, &Limits::default()).unwrap();
        assert_eq!(names(&archive), ["b"]);
        assert!(matches!(archive.skipped[0].reason, Reason::Unreadable(Error::Damaged { .. })));
    }
}
