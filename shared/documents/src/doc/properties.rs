//! What an old Word file says about its characters and paragraphs: pages of runs, each with a list of changes.

use std::ops::Range;

use super::{damaged, short};
use crate::compound::{u8_at, u16_at, u32_at};
use crate::error::Error;

/// Size of a page of runs.
const PAGE: usize = 512;

/// Changes to characters.
mod character {
    pub(super) const DELETED: u16 = 0x0800;
    pub(super) const INSERTED: u16 = 0x0801;
    pub(super) const HIDDEN: u16 = 0x083c;
    pub(super) const PICTURE: u16 = 0x6a03;
    pub(super) const SYMBOL: u16 = 0x6a09;
}

/// Changes to paragraphs and rows.
mod paragraph {
    pub(super) const IN_TABLE: u16 = 0x2416;
    pub(super) const ROW_END: u16 = 0x2417;
    pub(super) const INNER_CELL: u16 = 0x244b;
    pub(super) const INNER_ROW_END: u16 = 0x244c;
    pub(super) const DEPTH: u16 = 0x6649;
    pub(super) const LIST: u16 = 0x460b;
    pub(super) const LEVEL: u16 = 0x260a;
    pub(super) const ELSEWHERE: [u16; 2] = [0x6645, 0x6646];
    pub(super) const TABS: u16 = 0xc615;
    pub(super) const CELLS: u16 = 0xd608;
    pub(super) const MERGED_DOWN: u16 = 0xd62b;
    pub(super) const MERGED_RIGHT: u16 = 0x5624;
}

/// The runs of a file by their place in the main stream.
pub(super) struct Runs {
    runs: Vec<Run>,
}

struct Run {
    places: Range<u32>,
    /// Where the list of changes lies in the main stream.
    changes: Range<usize>,
}

/// What kind of page the runs are on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Characters,
    Paragraphs,
}

/// What is said about characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct OfCharacter {
    pub(super) deleted: bool,
    pub(super) inserted: bool,
    pub(super) hidden: bool,
    /// Where the picture lies in the stream of data.
    pub(super) picture: Option<u32>,
    /// Whether the character stands for another one, of a font of symbols.
    pub(super) symbol: bool,
}

/// What is said about a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OfParagraph {
    pub(super) in_table: bool,
    pub(super) row_end: bool,
    /// Whether the paragraph ends a cell of a table inside a cell.
    pub(super) inner_cell_end: bool,
    /// Whether the paragraph ends a row of a table inside a cell.
    pub(super) inner_row_end: bool,
    /// How many tables the paragraph is in, if that is stated.
    depth: u32,
    /// Number of its style.
    pub(super) style: u16,
    /// The list that it is in; 0 if in none.
    pub(super) list: Option<i64>,
    /// The level of the list, from 0.
    pub(super) level: Option<usize>,
    /// Edges of the row's cells, one more than cells, in twentieths of a point.
    pub(super) edges: Vec<i16>,
    /// What is said of merging for each of the row's cells.
    pub(super) merged: Vec<Merged>,
}

/// How a cell of a row is merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Merged {
    /// Covered by the cell before it.
    pub(super) right: bool,
    /// Merged with cells above or below.
    pub(super) down: bool,
    /// The first of those.
    pub(super) first: bool,
}

impl Runs {
    /// Reads the pages that a table lists.
    pub(super) fn read(table: &[u8], stream: &[u8], of: Of) -> Result<Self, Error> {
        let count = table.len().saturating_sub(4) / 8;
        if count > stream.len() / PAGE + 1 {
            return Err(damaged("more pages of properties than the file has"));
        }
        let mut runs = Vec::new();
        for index in 0..count {
            let number = u32_at(table, 4 * (count + 1) + 4 * index).ok_or_else(short)? & 0x003f_ffff;
            let start = usize::try_from(number).unwrap_or(usize::MAX).checked_mul(PAGE).ok_or_else(short)?;
            let page = stream.get(start..start.saturating_add(PAGE)).ok_or_else(short)?;
            runs_of(page, start, of, &mut runs)?;
        }
        runs.sort_by_key(|run| run.places.start);
        Ok(Self { runs })
    }

    /// The run at a place with its list of changes.
    fn run<'a>(&self, place: u32, stream: &'a [u8]) -> (Range<u32>, &'a [u8]) {
        let after = self.runs.partition_point(|run| run.places.start <= place);
        match self.runs[..after].last().filter(|run| run.places.contains(&place)) {
            Some(run) => (run.places.clone(), stream.get(run.changes.clone()).unwrap_or_default()),
            None => (place..place.saturating_add(1), &[]),
        }
    }

    /// What is said about the characters of the run at a place, and how far it reaches.
    pub(super) fn character(&self, place: u32, stream: &[u8]) -> (Range<u32>, OfCharacter) {
        let mut said = OfCharacter::default();
        let (places, changes) = self.run(place, stream);
        for (change, operand) in (Changes { rest: changes }) {
            let on = || matches!(operand.first(), Some(1 | 0x81));
            match change {
                character::DELETED => said.deleted = on(),
                character::INSERTED => said.inserted = on(),
                character::HIDDEN => said.hidden = on(),
                character::PICTURE => said.picture = u32_at(operand, 0),
                character::SYMBOL => said.symbol = true,
                _ => {}
            }
        }
        (places, said)
    }

    /// What is said about the paragraph that ends at a place. Long lists lie in the stream of data. What is read is
    /// added to `spent`, since many paragraphs may share one list.
    pub(super) fn paragraph(&self, place: u32, stream: &[u8], data: &[u8], spent: &mut usize) -> OfParagraph {
        let mut said = OfParagraph::default();
        let (_, changes) = self.run(place, stream);
        // The number of the style stands before the changes.
        said.style = u16_at(changes, 0).unwrap_or(0);
        said.take(changes.get(2..).unwrap_or_default(), data, spent);
        said
    }
}

fn runs_of(page: &[u8], start: usize, of: Of, runs: &mut Vec<Run>) -> Result<(), Error> {
    let count = usize::from(page[PAGE - 1]);
    let size = if of == Of::Characters { 1 } else { 13 };
    for index in 0..count {
        let (Some(first), Some(end)) = (u32_at(page, 4 * index), u32_at(page, 4 * index + 4)) else { return Err(short()) };
        let offset = 2 * usize::from(u8_at(page, 4 * (count + 1) + size * index).ok_or_else(short)?);
        let changes = match (offset, of) {
            (0, _) => 0..0,
            (_, Of::Characters) => offset + 1..offset + 1 + usize::from(u8_at(page, offset).ok_or_else(short)?),
            (_, Of::Paragraphs) => match u8_at(page, offset) {
                Some(0) => offset + 2..offset + 2 + 2 * usize::from(u8_at(page, offset + 1).ok_or_else(short)?),
                Some(half) => offset + 1..offset + 2 * usize::from(half),
                None => return Err(short()),
            },
        };
        // A list that reaches beyond its page is cut at the page's end.
        let changes = start + changes.start..start + changes.end.min(PAGE).max(changes.start);
        runs.push(Run { places: first..end, changes });
    }
    Ok(())
}

/// Changes with their operands.
struct Changes<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Changes<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let change = u16_at(self.rest, 0)?;
        let rest = &self.rest[2..];
        let (skip, length) = match (change, change >> 13) {
            (paragraph::CELLS, _) => (2, usize::from(u16_at(rest, 0)?).checked_sub(1)?),
            (paragraph::TABS, _) if u8_at(rest, 0)? == 255 => {
                let deleted = 4 * usize::from(u8_at(rest, 1)?);
                (1, 2 + deleted + 3 * usize::from(u8_at(rest, 2 + deleted)?))
            }
            (_, 0 | 1) => (0, 1),
            (_, 2 | 4 | 5) => (0, 2),
            (_, 3) => (0, 4),
            (_, 6) => (1, usize::from(u8_at(rest, 0)?)),
            _ => (0, 3),
        };
        let operand = rest.get(skip..skip + length)?;
        self.rest = &rest[skip + length..];
        Some((change, operand))
    }
}

impl OfParagraph {
    /// How many tables the paragraph is in.
    pub(super) fn depth(&self) -> usize {
        let stated = usize::try_from(self.depth).unwrap_or(usize::MAX);
        if self.in_table { stated.max(1) } else { stated }
    }

    /// What a list of changes says.
    pub(super) fn of_changes(changes: &[u8]) -> Self {
        let mut said = Self::default();
        said.take(changes, &[], &mut 0);
        said
    }

    fn take(&mut self, changes: &[u8], data: &[u8], spent: &mut usize) {
        *spent = spent.saturating_add(changes.len());
        for (change, operand) in (Changes { rest: changes }) {
            let on = operand.first().is_some_and(|&value| value != 0);
            match change {
                paragraph::IN_TABLE => self.in_table = on,
                paragraph::ROW_END => self.row_end = on,
                paragraph::INNER_CELL => self.inner_cell_end = on,
                paragraph::INNER_ROW_END => self.inner_row_end = on,
                paragraph::DEPTH => self.depth = u32_at(operand, 0).unwrap_or(0),
                paragraph::LIST => self.list = u16_at(operand, 0).map(i64::from),
                paragraph::LEVEL => self.level = operand.first().map(|&level| usize::from(level)),
                paragraph::CELLS => self.cells(operand),
                paragraph::MERGED_DOWN => {
                    let (Some(cell), Some(flags)) = (u8_at(operand, 0), u8_at(operand, 1)) else { continue };
                    if let Some(merged) = self.merged.get_mut(usize::from(cell)) {
                        (merged.down, merged.first) = (flags & 1 != 0, flags & 2 != 0);
                    }
                }
                paragraph::MERGED_RIGHT => {
                    let (Some(first), Some(end)) = (u8_at(operand, 0), u8_at(operand, 1)) else { continue };
                    let covered = usize::from(first) + 1..usize::from(end);
                    self.merged
                        .iter_mut()
                        .enumerate()
                        .filter(|(index, _)| covered.contains(index))
                        .for_each(|(_, merged)| merged.right = true);
                }
                change if paragraph::ELSEWHERE.contains(&change) => {
                    let at = u32_at(operand, 0).and_then(|at| usize::try_from(at).ok()).unwrap_or(usize::MAX);
                    let length = u16_at(data, at).map_or(0, usize::from);
                    let changes = at.checked_add(2).and_then(|at| data.get(at..at.checked_add(length)?));
                    // A list elsewhere does not lead on to another one.
                    self.take(changes.unwrap_or_default(), &[], spent);
                }
                _ => {}
            }
        }
    }

    /// Edges and merging of the cells of a row.
    fn cells(&mut self, operand: &[u8]) {
        let count = usize::from(u8_at(operand, 0).unwrap_or(0));
        let edge = |index| u16_at(operand, 1 + 2 * index).map(u16::cast_signed);
        let Some(edges) = (0..=count).map(edge).collect() else { return };
        self.edges = edges;
        let flags = |index| u16_at(operand, 1 + 2 * (count + 1) + 20 * index).unwrap_or(0);
        let merged = |flags: u16| Merged { right: flags & 2 != 0, down: flags & 0x20 != 0, first: flags & 0x40 != 0 };
        self.merged = (0..count).map(|index| merged(flags(index))).collect();
    }
}
