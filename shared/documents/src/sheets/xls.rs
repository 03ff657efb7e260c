//! Excel files of before 2007 (BIFF8, and BIFF5 of Excel 95), which WPS writes as `.et` too.
//!
//! The records are read here and not with a library, because one that is at hand takes memory by the dimensions that a
//! sheet declares, ends the process on records that are too short, and tells neither formats nor what is hidden. Every
//! read of a record is bounded by its length; a record that is too short for what it must hold is damage.

use std::collections::HashMap;

use encoding_rs::{BIG5, Encoding, GBK, UTF_16LE, WINDOWS_1252};

use super::decimal::Decimal;
use super::format::{Epoch, built_in, shown};
use super::{Sheet, Valued};
use crate::Document;
use crate::build::{Area, Builder};
use crate::compound::{Compound, u8_at, u16_at, u32_at};
use crate::error::Error;
use crate::kind::Kind;
use crate::limits::Limits;
use crate::note::NoteKind;
use crate::place::{Part, Place};

const MEDIA_TYPE: &str = Kind::OldExcel.media_type();

/// Kinds of records.
mod record {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const EOF: u16 = 0x000a;
    pub(super) const DATE_MODE: u16 = 0x0022;
    pub(super) const FILE_PASS: u16 = 0x002f;
    pub(super) const CONTINUE: u16 = 0x003c;
    pub(super) const CODE_PAGE: u16 = 0x0042;
    pub(super) const OBJECT: u16 = 0x005d;
    pub(super) const COLUMN_INFO: u16 = 0x007d;
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const MULTIPLE_RK: u16 = 0x00bd;
    pub(super) const RICH_STRING: u16 = 0x00d6;
    pub(super) const XF: u16 = 0x00e0;
    pub(super) const MERGED_CELLS: u16 = 0x00e5;
    pub(super) const STRINGS: u16 = 0x00fc;
    pub(super) const LABEL_OF_STRINGS: u16 = 0x00fd;
    pub(super) const TEXT_OBJECT: u16 = 0x01b6;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const BOOL_OR_ERROR: u16 = 0x0205;
    pub(super) const STRING: u16 = 0x0207;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const RK: u16 = 0x027e;
    pub(super) const FORMAT: u16 = 0x041e;
    pub(super) const BOF: u16 = 0x0809;
}

/// Kinds of objects over a sheet.
const CHART: u16 = 5;
const PICTURE: u16 = 8;
const REMARK: u16 = 25;

/// Reads an Excel file of before 2007.
pub(crate) fn read(compound: &mut Compound<'_>, limits: &Limits) -> Result<Document, Error> {
    let stream = match compound.stream("Workbook")? {
        Some(stream) => stream,
        None => compound.stream("Book")?.ok_or_else(short)?,
    };
    let mut builder = Builder::new(MEDIA_TYPE, "UTF-8", limits);
    let workbook = Workbook::read(&stream)?;
    // Sheets may be listed at one place again and again, so what is read of each counts.
    let mut spent = 0;
    for listed in &workbook.sheets {
        if listed.kind != 0 {
            // Modules of code have no content to be read.
            if listed.kind != 6 {
                builder.note(NoteKind::NotRead, listed.name.clone());
            }
            continue;
        }
        let mut sheet = Sheet::new(listed.name.clone());
        sheet.hidden = listed.hidden;
        let over = workbook.sheet(stream.get(listed.at..).ok_or_else(short)?, &mut sheet, limits)?;
        spent += over.bytes;
        limits.check("expanded_bytes", spent, limits.expanded_bytes)?;
        sheet.write(&mut builder, limits)?;
        over.write(&mut builder)?;
    }
    Ok(builder.finish())
}

/// What the sheets refer to.
struct Workbook {
    version: Version,
    encoding: &'static Encoding,
    epoch: Epoch,
    strings: Vec<String>,
    /// Identifiers of formats by the index that cells name.
    formats: Vec<u16>,
    /// Codes of the formats that the file has of its own.
    codes: HashMap<u16, String>,
    sheets: Vec<Listed>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    Biff5,
    Biff8,
}

struct Listed {
    name: String,
    at: usize,
    kind: u8,
    hidden: bool,
}

/// What lies over the cells of a sheet.
#[derive(Default)]
struct Over {
    texts: Vec<String>,
    unread: usize,
    /// How many bytes the records of the sheet take.
    bytes: usize,
}

/// The records of a stream; the last one may be cut short, which is damage.
struct Records<'a> {
    stream: &'a [u8],
}

impl<'a> Records<'a> {
    fn next(&mut self) -> Result<Option<(u16, &'a [u8])>, Error> {
        if self.stream.is_empty() {
            return Ok(None);
        }
        let (Some(kind), Some(length)) = (u16_at(self.stream, 0), u16_at(self.stream, 2)) else { return Err(short()) };
        let end = 4 + usize::from(length);
        let data = self.stream.get(4..end).ok_or_else(short)?;
        self.stream = &self.stream[end..];
        Ok(Some((kind, data)))
    }

    /// The records that continue the one read last.
    fn continued(&mut self, first: &'a [u8]) -> Result<Segments<'a>, Error> {
        let mut segments = vec![first];
        while u16_at(self.stream, 0) == Some(record::CONTINUE) {
            segments.extend(self.next()?.map(|(_, data)| data));
        }
        Ok(Segments { segments, index: 0, at: 0 })
    }
}

/// A record with those that continue it.
struct Segments<'a> {
    segments: Vec<&'a [u8]>,
    index: usize,
    at: usize,
}

impl Segments<'_> {
    fn byte(&mut self) -> Option<u8> {
        loop {
            let segment = self.segments.get(self.index)?;
            if let Some(&byte) = segment.get(self.at) {
                self.at += 1;
                return Some(byte);
            }
            (self.index, self.at) = (self.index + 1, 0);
        }
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let rest = self.segments.get(self.index)?.len() - self.at;
            let step = rest.min(count);
            count -= step;
            self.at += step;
            if count > 0 {
                (self.index, self.at) = (self.index + 1, 0);
            }
        }
        Some(())
    }

    /// A string of the table of strings. Where its characters go on in another record, their width is said anew.
    fn string(&mut self) -> Option<String> {
        let count = usize::from(self.u16()?);
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let extra = if flags & 4 != 0 { usize::try_from(self.u32()?).ok()? } else { 0 };
        let units = self.units(count, flags & 1 != 0)?;
        self.skip(runs.checked_mul(4)?.checked_add(extra)?)?;
        Some(String::from_utf16_lossy(&units))
    }

    fn units(&mut self, count: usize, mut wide: bool) -> Option<Vec<u16>> {
        let mut units = Vec::new();
        while units.len() < count {
            if self.segments.get(self.index)?.len() == self.at {
                (self.index, self.at) = (self.index + 1, 0);
                wide = self.byte()? & 1 != 0;
            }
            units.push(if wide { self.u16()? } else { u16::from(self.byte()?) });
        }
        Some(units)
    }
}

impl Workbook {
    fn read(stream: &[u8]) -> Result<Self, Error> {
        let mut workbook = Self {
            version: Version::Biff8,
            encoding: GBK,
            epoch: Epoch::From1900,
            strings: Vec::new(),
            formats: Vec::new(),
            codes: HashMap::new(),
            sheets: Vec::new(),
        };
        let mut records = Records { stream };
        while let Some((kind, data)) = records.next()? {
            match kind {
                record::BOF if u16_at(data, 0) == Some(0x0500) => workbook.version = Version::Biff5,
                record::FILE_PASS => return Err(Error::Encrypted { media_type: MEDIA_TYPE }),
                record::CODE_PAGE => workbook.encoding = encoding(u16_at(data, 0).unwrap_or(936)),
                record::DATE_MODE if u16_at(data, 0) == Some(1) => workbook.epoch = Epoch::From1904,
                record::FORMAT => {
                    let id = u16_at(data, 0).ok_or_else(short)?;
                    let code = match workbook.version {
                        Version::Biff8 => workbook.long_string(&data[2..]),
                        Version::Biff5 => workbook.short_string(&data[2..]),
                    };
                    workbook.codes.insert(id, code.ok_or_else(short)?);
                }
                record::XF => workbook.formats.push(u16_at(data, 2).ok_or_else(short)?),
                record::BOUND_SHEET => workbook.list(data).ok_or_else(short)?,
                record::STRINGS => workbook.strings = strings(&mut records.continued(data)?).ok_or_else(short)?,
                record::EOF => break,
                _ => {}
            }
        }
        Ok(workbook)
    }

    fn list(&mut self, data: &[u8]) -> Option<()> {
        let at = usize::try_from(u32_at(data, 0)?).ok()?;
        let name = self.short_string(data.get(6..)?)?;
        self.sheets.push(Listed { name, at, hidden: u8_at(data, 4)? & 3 != 0, kind: u8_at(data, 5)? });
        Some(())
    }

    /// Reads the records of a sheet.
    fn sheet(&self, stream: &[u8], sheet: &mut Sheet, limits: &Limits) -> Result<Over, Error> {
        let mut records = Records { stream };
        let mut over = Over::default();
        let (mut depth, mut object, mut formula) = (0_u32, 0, (0, 0));
        while let Some((kind, data)) = records.next()? {
            match kind {
                record::BOF => depth += 1,
                record::EOF => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                // Charts inside the sheet have records of cells too.
                _ if depth > 1 => {}
                record::OBJECT => {
                    object = u16_at(data, 4).unwrap_or(0);
                    over.unread += usize::from(matches!(object, CHART | PICTURE));
                }
                record::TEXT_OBJECT => {
                    let count = usize::from(u16_at(data, 10).unwrap_or(0));
                    let mut segments = records.continued(&[])?;
                    let text = if count > 0 { segments.units(count, false).map(|units| String::from_utf16_lossy(&units)) } else { None };
                    over.texts.extend(text.filter(|_| object != REMARK));
                }
                record::STRING => {
                    let (row, column) = formula;
                    let text = self.long_string(data).ok_or_else(short)?;
                    sheet.put(row, column, text, Valued::Value, limits)?;
                }
                _ => {
                    if kind == record::FORMULA {
                        formula = place(data).ok_or_else(short)?;
                    }
                    self.record(kind, data, sheet, limits)?;
                }
            }
        }
        over.bytes = stream.len() - records.stream.len();
        Ok(over)
    }

    /// Reads a record that stands by itself.
    fn record(&self, kind: u16, data: &[u8], sheet: &mut Sheet, limits: &Limits) -> Result<(), Error> {
        let text = match kind {
            record::LABEL_OF_STRINGS => {
                let index = u32_at(data, 6).and_then(|index| usize::try_from(index).ok()).ok_or_else(short)?;
                Some(self.strings.get(index).cloned().ok_or_else(short)?)
            }
            record::LABEL | record::RICH_STRING => Some(self.long_string(data.get(6..).ok_or_else(short)?).ok_or_else(short)?),
            record::NUMBER => Some(self.float(data, 6).ok_or_else(short)?),
            record::RK => Some(self.rk(u32_at(data, 6).ok_or_else(short)?, style(data))),
            record::BOOL_OR_ERROR => Some(bool_or_error(data).ok_or_else(short)?),
            record::FORMULA => return self.formula(data, sheet, limits),
            record::MULTIPLE_RK => return self.multiple(data, sheet, limits),
            record::ROW => {
                let (row, flags) = (u16_at(data, 0).ok_or_else(short)?, u16_at(data, 12).ok_or_else(short)?);
                if flags & 0x20 != 0 {
                    sheet.hide_rows(u32::from(row)..=u32::from(row));
                }
                None
            }
            record::COLUMN_INFO => {
                let (first, last) = (u16_at(data, 0).ok_or_else(short)?, u16_at(data, 2).ok_or_else(short)?);
                if u16_at(data, 8).ok_or_else(short)? & 1 != 0 && first <= last {
                    sheet.hide_columns(u32::from(first)..=u32::from(last.min(255)));
                }
                None
            }
            record::MERGED_CELLS => return merges(data, sheet, limits),
            _ => None,
        };
        match (text, place(data)) {
            (Some(text), Some((row, column))) => sheet.put(row, column, text, Valued::Value, limits),
            _ => Ok(()),
        }
    }

    /// A formula's stored value. A text follows in a record of its own.
    fn formula(&self, data: &[u8], sheet: &mut Sheet, limits: &Limits) -> Result<(), Error> {
        let (row, column) = place(data).ok_or_else(short)?;
        let (value, flags) = (data.get(6..14).ok_or_else(short)?, u16_at(data, 14).ok_or_else(short)?);
        let text = match (value[6..] == [0xff, 0xff], value[0]) {
            (true, 1) => Some(boolean(value[2]).to_owned()),
            (true, 2) => Some(error(value[2]).to_owned()),
            (true, _) => None,
            (false, _) => Some(self.float(data, 6).ok_or_else(short)?),
        };
        // Both flags together say that nothing was computed when the file was written; nought or a blank stands in for it.
        let stands_in = value.iter().all(|&byte| byte == 0) || (value[6..] == [0xff, 0xff] && value[0] == 3);
        if flags & 3 == 3 && stands_in {
            return sheet.put(row, column, "=".to_owned(), Valued::Formula, limits);
        }
        text.map_or(Ok(()), |text| sheet.put(row, column, text, Valued::Value, limits))
    }

    fn multiple(&self, data: &[u8], sheet: &mut Sheet, limits: &Limits) -> Result<(), Error> {
        let (row, first) = place(data).ok_or_else(short)?;
        let cells = data.get(4..data.len().saturating_sub(2)).ok_or_else(short)?;
        for (column, cell) in (first..).zip(cells.chunks_exact(6)) {
            let (Some(style), Some(rk)) = (u16_at(cell, 0), u32_at(cell, 2)) else { return Err(short()) };
            sheet.put(row, column, self.rk(rk, style), Valued::Value, limits)?;
        }
        Ok(())
    }

    /// A number stored in 30 bits, whole or the upper part of a fraction, and perhaps a hundredfold.
    fn rk(&self, rk: u32, style: u16) -> String {
        let number = if rk & 2 != 0 {
            // The sign is kept by shifting a signed number.
            Decimal::parse(&(rk.cast_signed() >> 2).to_string())
        } else {
            Decimal::parse(&f64::from_bits(u64::from(rk & !3) << 32).to_string())
        };
        let number = number.map(|number| number.shifted(if rk & 1 != 0 { -2 } else { 0 }));
        number.map_or_else(|| error(0x24).to_owned(), |number| self.shown(&number, style))
    }

    fn float(&self, data: &[u8], at: usize) -> Option<String> {
        let bytes: [u8; 8] = data.get(at..at + 8)?.try_into().ok()?;
        let text = format!("{:e}", f64::from_le_bytes(bytes));
        Some(Decimal::parse(&text).map_or_else(|| error(0x24).to_owned(), |number| self.shown(&number, style(data))))
    }

    fn shown(&self, number: &Decimal, style: u16) -> String {
        let id = self.formats.get(usize::from(style)).copied().unwrap_or(0);
        let code = self.codes.get(&id).map_or_else(|| built_in(u32::from(id)), String::as_str);
        shown(number, code, self.epoch)
    }

    /// A string with its length in two bytes.
    fn long_string(&self, data: &[u8]) -> Option<String> {
        let count = usize::from(u16_at(data, 0)?);
        self.characters(data.get(2..)?, count)
    }

    /// A string with its length in one byte.
    fn short_string(&self, data: &[u8]) -> Option<String> {
        let count = usize::from(u8_at(data, 0)?);
        self.characters(data.get(1..)?, count)
    }

    fn characters(&self, data: &[u8], count: usize) -> Option<String> {
        if self.version == Version::Biff5 {
            return Some(self.encoding.decode_without_bom_handling(data.get(..count)?).0.into_owned());
        }
        let flags = u8_at(data, 0)?;
        let after = 1 + if flags & 8 != 0 { 2 } else { 0 } + if flags & 4 != 0 { 4 } else { 0 };
        let wide = flags & 1 != 0;
        let bytes = data.get(after..after + if wide { 2 * count } else { count })?;
        let units: Vec<u16> = if wide {
            bytes.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)).collect()
        } else {
            bytes.iter().copied().map(u16::from).collect()
        };
        Some(String::from_utf16_lossy(&units))
    }
}

impl Over {
    fn write(self, builder: &mut Builder<'_>) -> Result<(), Error> {
        builder.part(Part::TextBox);
        for (number, text) in (1..).zip(self.texts) {
            if !text.trim().is_empty() {
                builder.paragraph(text.trim_end(), Place::Paragraph { number })?;
            }
        }
        builder.part(Part::Body);
        for _ in 0..self.unread {
            builder.note(NoteKind::Picture, "");
        }
        Ok(())
    }
}

fn strings(segments: &mut Segments<'_>) -> Option<Vec<String>> {
    segments.u32()?;
    let count = segments.u32()?;
    let mut strings = Vec::new();
    for _ in 0..count {
        strings.push(segments.string()?);
    }
    Some(strings)
}

fn merges(data: &[u8], sheet: &mut Sheet, limits: &Limits) -> Result<(), Error> {
    let count = usize::from(u16_at(data, 0).ok_or_else(short)?);
    for area in data[2..].chunks_exact(8).take(count) {
        let at = |at| u16_at(area, at).map(u32::from).ok_or_else(short);
        let (first_row, last_row, first, last) = (at(0)?, at(2)?, at(4)?, at(6)?);
        if first_row <= last_row && first <= last {
            let area = Area { row: first_row, column: first, rows: last_row - first_row + 1, columns: last - first + 1 };
            sheet.merge(area, limits)?;
        }
    }
    Ok(())
}

fn place(data: &[u8]) -> Option<(u32, u32)> {
    Some((u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?)))
}

fn style(data: &[u8]) -> u16 {
    u16_at(data, 4).unwrap_or(0)
}

fn bool_or_error(data: &[u8]) -> Option<String> {
    let value = u8_at(data, 6)?;
    Some(if u8_at(data, 7)? == 0 { boolean(value) } else { error(value) }.to_owned())
}

fn boolean(value: u8) -> &'static str {
    if value == 0 { "FALSE" } else { "TRUE" }
}

fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

fn encoding(code_page: u16) -> &'static Encoding {
    match code_page {
        1200 => UTF_16LE,
        950 => BIG5,
        1252 | 32_769 => WINDOWS_1252,
        _ => GBK,
    }
}

fn short() -> Error {
    Error::Damaged { media_type: MEDIA_TYPE, detail: "a record is too short".to_owned() }
}
