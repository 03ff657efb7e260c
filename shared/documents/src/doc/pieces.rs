//! The text of an old Word file: pieces of the main stream, each in one of two character sets.

use std::ops::Range;

use encoding_rs::WINDOWS_1252;

use super::{MEDIA_TYPE, damaged, short};
use crate::compound::{u8_at, u16_at, u32_at};
use crate::error::Error;
use crate::limits::Limits;

/// Where text and tables of the file lie, as its first record says.
pub(super) struct Header {
    /// Name of the stream with the tables.
    pub(super) tables: &'static str,
    /// Lengths of the parts of the text, in the order in which they follow each other.
    pub(super) lengths: [u32; 8],
    /// Where each table lies: its place and length.
    tables_at: usize,
}

/// Tables of the file, by their index in its first record.
pub(super) const HEADERS: usize = 11;
pub(super) const CHARACTERS: usize = 12;
pub(super) const PARAGRAPHS: usize = 13;
const PIECES: usize = 33;

impl Header {
    /// Reads the first record of the main stream.
    pub(super) fn read(stream: &[u8]) -> Result<Self, Error> {
        let of = |at| u16_at(stream, at).ok_or_else(short);
        let (magic, version, flags) = (of(0)?, of(2)?, of(10)?);
        if flags & 0x0100 != 0 {
            return Err(Error::Encrypted { media_type: MEDIA_TYPE });
        }
        if magic != 0xa5ec || version < 0xc1 {
            // Word 95 and before keep everything in other places.
            return Err(Error::Unsupported { media_type: "application/msword; version=95" });
        }
        let mut lengths = [0; 8];
        for (index, length) in lengths.iter_mut().enumerate() {
            *length = u32_at(stream, 0x4c + 4 * index).ok_or_else(short)?;
        }
        Ok(Self { tables: if flags & 0x0200 != 0 { "1Table" } else { "0Table" }, lengths, tables_at: 0x9a })
    }

    /// The bytes of a table; empty if the file has none.
    pub(super) fn table<'a>(&self, index: usize, stream: &[u8], tables: &'a [u8]) -> Result<&'a [u8], Error> {
        let at = self.tables_at + 8 * index;
        let (Some(start), Some(length)) = (u32_at(stream, at), u32_at(stream, at + 4)) else { return Err(short()) };
        let start = usize::try_from(start).map_err(|_| short())?;
        let length = usize::try_from(length).map_err(|_| short())?;
        if length == 0 {
            return Ok(&[]);
        }
        tables.get(start..start.checked_add(length).ok_or_else(short)?).ok_or_else(short)
    }

    /// The stream with the tables from the beginning of one on.
    pub(super) fn from<'a>(&self, index: usize, stream: &[u8], tables: &'a [u8]) -> Result<&'a [u8], Error> {
        let start = u32_at(stream, self.tables_at + 8 * index).and_then(|start| usize::try_from(start).ok());
        start.and_then(|start| tables.get(start..)).ok_or_else(short)
    }

    /// The pieces of the text.
    pub(super) fn pieces(&self, stream: &[u8], tables: &[u8], limits: &Limits) -> Result<Vec<Piece>, Error> {
        let table = self.table(PIECES, stream, tables)?;
        let mut at = 0;
        loop {
            match u8_at(table, at) {
                // Properties that pieces refer to.
                Some(1) => at += 3 + usize::from(u16_at(table, at + 1).ok_or_else(short)?),
                Some(2) => break,
                _ => return Err(damaged("the table of pieces is not where it should be")),
            }
        }
        let length = u32_at(table, at + 1).and_then(|length| usize::try_from(length).ok()).ok_or_else(short)?;
        let plc = at.checked_add(5).and_then(|at| table.get(at..at.checked_add(length)?)).ok_or_else(short)?;
        pieces_of(plc, stream, limits)
    }
}

fn pieces_of(plc: &[u8], stream: &[u8], limits: &Limits) -> Result<Vec<Piece>, Error> {
    let count = plc.len().saturating_sub(4) / 12;
    let mut pieces = Vec::with_capacity(count);
    for index in 0..count {
        let (Some(start), Some(end)) = (u32_at(plc, 4 * index), u32_at(plc, 4 * index + 4)) else { return Err(short()) };
        let fc = u32_at(plc, 4 * (count + 1) + 8 * index + 2).ok_or_else(short)?;
        if end < start || pieces.last().is_some_and(|last: &Piece| last.text.end != start) {
            return Err(damaged("the pieces are not in order"));
        }
        limits.check("text_bytes", usize::try_from(end).unwrap_or(usize::MAX), limits.text_bytes)?;
        let width = if fc & 0x4000_0000 != 0 { 1 } else { 2 };
        let at = if width == 1 { (fc & 0x3fff_ffff) / 2 } else { fc & 0x3fff_ffff };
        let last = u64::from(at) + u64::from(end - start) * u64::from(width);
        if last > stream.len() as u64 {
            return Err(damaged("a piece reaches beyond the end"));
        }
        pieces.push(Piece { text: start..end, at, width });
    }
    Ok(pieces)
}

/// A piece of the text.
pub(super) struct Piece {
    /// Which characters of the text it is.
    text: Range<u32>,
    /// Where it lies in the main stream.
    at: u32,
    /// How many bytes a character takes: one of Windows 1252, or two of UTF-16.
    width: u32,
}

/// A character and its place in the main stream, where its properties are looked up.
pub(super) type Character = (char, u32);

/// The characters of a range of the text.
pub(super) fn characters(pieces: &[Piece], stream: &[u8], range: &Range<u32>) -> Vec<Character> {
    let mut characters = Vec::new();
    for piece in pieces {
        let (start, end) = (piece.text.start.max(range.start), piece.text.end.min(range.end));
        if start >= end {
            continue;
        }
        let at = piece.at + (start - piece.text.start) * piece.width;
        let bytes = stream.get(at as usize..(at + (end - start) * piece.width) as usize).unwrap_or_default();
        let places = (0..).map(|index| at + index * piece.width);
        if piece.width == 1 {
            let text = WINDOWS_1252.decode_without_bom_handling(bytes).0;
            characters.extend(text.chars().zip(places));
        } else {
            let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            let mut place = at;
            for decoded in char::decode_utf16(units) {
                let c = decoded.unwrap_or(char::REPLACEMENT_CHARACTER);
                characters.push((c, place));
                place += if u32::from(c) > 0xffff { 4 } else { 2 };
            }
        }
    }
    characters
}
