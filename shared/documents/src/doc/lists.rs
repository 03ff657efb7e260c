//! The lists of an old Word file, whose numbers are not in the text.
//!
//! A paragraph names a list, itself or through its style; the list stands on an abstract one with its levels. They are
//! put into the same [`Lists`] as those of newer files, which makes the numbers.

use std::collections::HashMap;

use super::pieces::Header;
use super::properties::OfParagraph;
use super::short;
use crate::compound::{u8_at, u16_at, u32_at};
use crate::docx::numbering::{Abstract, After, LEVEL_TEXT, Level, List, Lists};
use crate::error::Error;

/// Tables of the file, by their index in its first record.
const STYLES: usize = 1;
const ABSTRACTS: usize = 73;
const LISTS: usize = 74;

/// How far a style may stand from the one that all it is based on begin with; a circle ends here too.
const CHAIN: usize = 64;

/// What the styles of a file say about lists, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: Vec<Style>,
    /// Whether the file says that there are more.
    is_cut_short: bool,
}

#[derive(Debug, Default)]
struct Style {
    based_on: usize,
    list: Option<i64>,
    level: Option<usize>,
}

/// Reads the lists of a file; none if it has none, or if they cannot be made out.
pub(super) fn read(header: &Header, stream: &[u8], tables: &[u8]) -> Result<Lists, Error> {
    let mut lists = Lists::default();
    let (abstracts, own) = (header.table(ABSTRACTS, stream, tables)?, header.table(LISTS, stream, tables)?);
    if !abstracts.is_empty() && !own.is_empty() {
        // The levels follow the table itself.
        let levels = header.from(ABSTRACTS, stream, tables)?;
        read_abstracts(levels, &mut lists).and_then(|()| read_lists(own, &mut lists)).ok_or_else(short)?;
    }
    Ok(lists)
}

fn read_abstracts(table: &[u8], lists: &mut Lists) -> Option<()> {
    let count = usize::from(u16_at(table, 0)?);
    let mut at = 2 + 28 * count;
    for index in 0..count {
        let start = 2 + 28 * index;
        let levels = if u8_at(table, start + 26)? & 1 != 0 { 1 } else { 9 };
        let mut read = HashMap::new();
        for level in 0..levels {
            read.insert(level, read_level(table, &mut at)?);
        }
        lists.add_abstract(i64::from(u32_at(table, start)?), Abstract::of(read));
    }
    Some(())
}

fn read_lists(table: &[u8], lists: &mut Lists) -> Option<()> {
    let count = usize::try_from(u32_at(table, 0)?).ok()?;
    let mut at = 4_usize.checked_add(count.checked_mul(16)?)?;
    for index in 0..count {
        let start = 4 + 16 * index;
        let mut list = List::on(i64::from(u32_at(table, start)?));
        at += 4;
        for _ in 0..u8_at(table, start + 12)? {
            let (first, flags) = (u32_at(table, at)?, u8_at(table, at + 4)?);
            at += 8;
            let level = usize::from(flags & 15);
            if flags & 0x20 != 0 {
                list.set_level(level, read_level(table, &mut at)?);
            }
            if flags & 0x10 != 0 {
                list.set_start(level, first);
            }
        }
        lists.add_list(i64::try_from(index).ok()? + 1, list);
    }
    Some(())
}

fn read_level(table: &[u8], at: &mut usize) -> Option<Level> {
    let start = *at;
    let flags = u8_at(table, start + 5)?;
    let properties = usize::from(u8_at(table, start + 24)?) + usize::from(u8_at(table, start + 25)?);
    let text_at = start + 28 + properties;
    let count = usize::from(u16_at(table, text_at)?);
    *at = text_at + 2 + 2 * count;
    let units = table.get(text_at + 2..*at)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    // A level stands in the text as a character with its number.
    let text = char::decode_utf16(units).take(LEVEL_TEXT).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    let text = text.map(|c| if c < '\u{9}' { format!("%{}", u32::from(c) + 1) } else { c.to_string() }).collect();
    Some(Level {
        start: u32_at(table, start)?,
        format: format(u8_at(table, start + 4)?).to_owned(),
        text,
        restart: if flags & 8 != 0 { Some(usize::from(u8_at(table, start + 26)?)) } else { None },
        digits: flags & 4 != 0,
        after: if u8_at(table, start + 15)? == 2 { After::Nothing } else { After::Space },
        ..Level::default()
    })
}

/// The name that newer files have for a format of numbers.
fn format(code: u8) -> &'static str {
    match code {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        5 => "ordinal",
        8 => "hex",
        10 => "ideographDigital",
        11 => "japaneseCounting",
        14 => "decimalFullWidth",
        16 => "japaneseLegal",
        17 => "japaneseDigitalTenThousand",
        18 => "decimalEnclosedCircle",
        19 => "decimalFullWidth2",
        22 => "decimalZero",
        23 => "bullet",
        26 => "decimalEnclosedFullstop",
        27 => "decimalEnclosedParen",
        28 => "decimalEnclosedCircleChinese",
        29 => "ideographEnclosedCircle",
        30 => "ideographTraditional",
        31 => "ideographZodiac",
        32 => "ideographZodiacTraditional",
        33 => "taiwaneseCounting",
        34 => "ideographLegalTraditional",
        35 => "taiwaneseCountingThousand",
        36 => "taiwaneseDigital",
        37 => "chineseCounting",
        38 => "chineseLegalSimplified",
        39 => "chineseCountingThousand",
        255 => "none",
        _ => "decimal",
    }
}

impl Styles {
    /// Reads the styles; none if the file has none. Programs that write fewer than they say are read as Word reads them:
    /// as far as the styles go.
    pub(super) fn read(header: &Header, stream: &[u8], tables: &[u8]) -> Result<Self, Error> {
        let table = header.table(STYLES, stream, tables)?;
        Ok(if table.is_empty() { Self::default() } else { Self::of(table).ok_or_else(short)? })
    }

    fn of(table: &[u8]) -> Option<Self> {
        let (mut at, count) = (2 + usize::from(u16_at(table, 0)?), u16_at(table, 2)?);
        let base = usize::from(u16_at(table, 4)?);
        let mut styles = Vec::new();
        let style_at = |at: usize| table.get(at + 2..at + 2 + usize::from(u16_at(table, at)?));
        while let Some(style) = style_at(at).filter(|_| styles.len() < usize::from(count)) {
            styles.push(Style::of(style, base).unwrap_or_default());
            at += 2 + style.len().next_multiple_of(2);
        }
        let is_cut_short = styles.len() < usize::from(count);
        Some(Self { styles, is_cut_short })
    }

    /// Whether a paragraph has a style that the file names and does not hold, so that it may be in a list unseen.
    pub(super) fn lack(&self, said: &OfParagraph) -> bool {
        self.is_cut_short && said.list.is_none() && usize::from(said.style) >= self.styles.len()
    }

    /// The list and level of a paragraph, its own or its style's.
    pub(super) fn place(&self, said: &OfParagraph) -> Option<(i64, usize)> {
        let first = self.styles.get(usize::from(said.style));
        let chain = std::iter::successors(first, |style| self.styles.get(style.based_on)).take(CHAIN);
        let of_style = chain.into_iter().find(|style| style.list.is_some());
        let list = said.list.or_else(|| of_style.and_then(|style| style.list))?;
        let level = said.level.or_else(|| of_style.and_then(|style| style.level)).unwrap_or(0);
        // The upper half marks paragraphs that were taken out of their list.
        (1..0x0800).contains(&list).then_some((list, level))
    }
}

impl Style {
    /// Reads a paragraph style; `None` for one that says nothing of lists.
    fn of(style: &[u8], base: usize) -> Option<Self> {
        let (kind, based_on) = (u16_at(style, 2)? & 15, usize::from(u16_at(style, 2)? >> 4));
        let name = usize::from(u16_at(style, base)?);
        let at = (base + 2 + 2 * name + 2).next_multiple_of(2);
        if kind != 1 {
            return None;
        }
        let length = usize::from(u16_at(style, at)?);
        let changes = style.get(at + 4..at + 2 + length).unwrap_or_default();
        let said = OfParagraph::of_changes(changes);
        Some(Self { based_on, list: said.list, level: said.level })
    }
}
