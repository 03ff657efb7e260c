//! Compound files: Word and Excel files of before 2007, and encrypted newer ones.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use crate::error::Error;
use crate::kind::Kind;
use crate::limits::Limits;

/// A compound file.
pub(crate) struct Compound<'a> {
    file: CompoundFile<Cursor<&'a [u8]>>,
    size: u64,
}

impl<'a> Compound<'a> {
    /// Opens a compound file.
    pub(crate) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, Error> {
        let file = CompoundFile::open(Cursor::new(bytes)).map_err(|error| damaged(&error.to_string()))?;
        let most = usize::try_from(limits.entries).unwrap_or(usize::MAX).saturating_add(1);
        limits.check("entries", file.walk().take(most).count(), limits.entries)?;
        Ok(Self { file, size: bytes.len() as u64 })
    }

    /// What the file holds.
    pub(crate) fn kind(&self) -> Result<Kind, Error> {
        let has = |name: &str| self.file.is_stream(name);
        if has("EncryptedPackage") || has("EncryptionInfo") {
            return Err(Error::Encrypted { media_type: "application/vnd.openxmlformats-officedocument" });
        }
        Ok(match () {
            () if has("WordDocument") => Kind::OldWord,
            () if has("Workbook") || has("Book") => Kind::OldExcel,
            () if has("PowerPoint Document") => Kind::Slides,
            () if has("MatOST") || has("CONTENTS") => Kind::Works,
            () => Kind::Compound,
        })
    }

    /// The bytes of a stream, of which there cannot be more than the file has; `None` if there is no such stream.
    pub(crate) fn stream(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        if !self.file.is_stream(name) {
            return Ok(None);
        }
        let stream = self.file.open_stream(name).map_err(|error| damaged(&error.to_string()))?;
        let mut bytes = Vec::new();
        stream.take(self.size).read_to_end(&mut bytes).map_err(|error| damaged(&error.to_string()))?;
        Ok(Some(bytes))
    }
}

/// Little-endian numbers of a record; `None` beyond its end.
pub(crate) fn u8_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

/// See [`u8_at`].
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

/// See [`u8_at`].
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

fn damaged(detail: &str) -> Error {
    Error::Damaged { media_type: Kind::Compound.media_type(), detail: detail.to_owned() }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use super::*;

    /// A compound file with streams.
    pub(crate) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for (name, content) in streams {
            file.create_stream(name).unwrap().write_all(content).unwrap();
        }
        file.flush().unwrap();
        file.into_inner().into_inner()
    }

    fn read(bytes: &[u8]) -> Result<crate::Document, Error> {
        crate::read(crate::File { name: "", bytes, charset: None }, &Limits::default())
    }

    #[test]
    fn what_a_compound_file_holds_is_told_by_its_streams() {
        let encrypted = compound(&[("EncryptionInfo", b"1"), ("EncryptedPackage", b"2")]);
        assert!(matches!(read(&encrypted), Err(Error::Encrypted { .. })));
        let slides = compound(&[("PowerPoint Document", b"1")]);
        assert_eq!(read(&slides), Err(Error::Unsupported { media_type: Kind::Slides.media_type() }));
        let works = compound(&[("MatOST", b"1")]);
        assert_eq!(read(&works), Err(Error::Unsupported { media_type: Kind::Works.media_type() }));
    }

    #[test]
    fn a_compound_file_cut_short_is_an_error() {
        let bytes = compound(&[("Workbook", &[7; 5_000])]);
        for end in (4..bytes.len()).step_by(61) {
            assert!(read(&bytes[..end]).is_err(), "{end}");
        }
    }
}
