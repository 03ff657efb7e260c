//! Word files of before 2007, which WPS writes as `.wps` too.
//!
//! The text lies in pieces of the main stream and is read to its end, whatever was saved in a hurry. Cells end in a
//! mark; which marks end rows, where the cells' edges stand and what is merged is taken from the properties of the
//! paragraphs that end the rows. The grid of a table is made of all edges in it. Where a row's properties do not fit
//! its cells, the table has no spans. A table inside a cell is read as the cell's text.
//!
//! Numbers that Word makes are put before their paragraphs as for newer files; where a list cannot be made out, that the
//! numbers are missing is noted.

mod lists;
mod pieces;
mod properties;
#[cfg(test)]
mod tests;

use std::ops::Range;

use pieces::{CHARACTERS, Character, HEADERS, Header, PARAGRAPHS, Piece, characters};
use properties::{Of, OfCharacter, OfParagraph, Runs};

use crate::Document;
use crate::build::Builder;
use crate::compound::{Compound, u16_at, u32_at};
use crate::docx::blocks::{Block, Paragraph, Table};
use crate::docx::grid::{Grid, Merge, Span};
use crate::docx::numbering::{Counters, Lists};
use crate::docx::styles::Styles;
use crate::docx::write::Writer;
use crate::error::Error;
use crate::kind::Kind;
use crate::limits::Limits;
use crate::note::NoteKind;
use crate::place::Part;

const MEDIA_TYPE: &str = Kind::OldWord.media_type();

/// How far edges of cells may stand from each other and still be one, in twentieths of a point: half a millimetre.
const EDGE: i16 = 28;

/// The smallest picture that could show a table or a page of text, in twentieths of a point: 6 by 3 cm.
const PICTURE: (u16, u16) = (3_402, 1_701);

/// Reads a Word file of before 2007.
pub(crate) fn read(compound: &mut Compound<'_>, limits: &Limits) -> Result<Document, Error> {
    let stream = compound.stream("WordDocument")?.ok_or_else(short)?;
    let header = Header::read(&stream)?;
    let tables = compound.stream(header.tables)?.ok_or_else(|| damaged("the stream with the tables is missing"))?;
    let data = compound.stream("Data")?.unwrap_or_default();
    let file = Word {
        pieces: header.pieces(&stream, &tables, limits)?,
        characters: Runs::read(header.table(CHARACTERS, &stream, &tables)?, &stream, Of::Characters)?,
        paragraphs: Runs::read(header.table(PARAGRAPHS, &stream, &tables)?, &stream, Of::Paragraphs)?,
        lists: lists::read(&header, &stream, &tables)?,
        styles: lists::Styles::read(&header, &stream, &tables)?,
        stream: &stream,
        data: &data,
        limits,
    };
    let mut seen = Seen::default();
    let mut writer = Writer::new(Builder::new(MEDIA_TYPE, "UTF-8", limits));
    for (part, range) in parts(&header, header.table(HEADERS, &stream, &tables)?) {
        writer.enter(part);
        for block in file.story(&range, &mut seen)? {
            writer.block(block, None)?;
        }
    }
    seen.note(&mut writer.builder);
    Ok(writer.builder.finish())
}

/// The parts of the text in the order in which they are written, with the characters of each.
fn parts(header: &Header, headers: &[u8]) -> Vec<(Part, Range<u32>)> {
    let mut starts = [0_u32; 9];
    for (index, length) in header.lengths.iter().enumerate() {
        starts[index + 1] = starts[index].saturating_add(*length);
    }
    // Body, footnotes, headers, macros, remarks, endnotes, text boxes, text boxes of headers.
    let of = |index: usize| starts[index]..starts[index + 1];
    let mut parts = vec![(Part::Body, of(0)), (Part::TextBox, of(6)), (Part::Note, of(1)), (Part::Note, of(5))];
    let mut edges: Vec<(Part, Range<u32>)> = headers_of(headers, &of(2));
    edges.sort_by_key(|(part, _)| *part == Part::Footer);
    parts.extend(edges);
    parts.push((Part::TextBox, of(7)));
    parts.retain(|(_, range)| !range.is_empty());
    parts
}

/// Headers and footers. The first six are lines that part footnotes; then come six of each section: headers of even and
/// odd pages, footers of both, header and footer of the first page.
fn headers_of(table: &[u8], range: &Range<u32>) -> Vec<(Part, Range<u32>)> {
    let count = (table.len() / 4).saturating_sub(2);
    let at = |index: usize| u32_at(table, 4 * index).map(|at| range.start.saturating_add(at).min(range.end));
    let of = |index: usize| {
        let part = if matches!(index % 6, 2 | 3 | 5) { Part::Footer } else { Part::Header };
        Some((part, at(index)?..at(index + 1)?))
    };
    (6..count).filter_map(of).filter(|(_, range)| range.start < range.end).collect()
}

/// A file being read.
struct Word<'a> {
    pieces: Vec<Piece>,
    characters: Runs,
    paragraphs: Runs,
    lists: Lists,
    styles: lists::Styles,
    stream: &'a [u8],
    data: &'a [u8],
    limits: &'a Limits,
}

/// What was met while reading.
#[derive(Default)]
struct Seen {
    tables: u32,
    cells: usize,
    insertions: u32,
    deletions: u32,
    unnumbered: u32,
    unread: u32,
    /// How many bytes of properties were read, and of numbers made.
    spent: usize,
}

/// A part of the text while it is read.
#[derive(Default)]
struct Story {
    blocks: Vec<Block>,
    paragraph: Paragraph,
    fields: Vec<Field>,
    rows: Vec<Row>,
    cells: Vec<Vec<Block>>,
    cell: Vec<Block>,
    counters: Counters,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Instruction,
    Result,
}

/// A row of a table with what its end says.
struct Row {
    cells: Vec<Vec<Block>>,
    said: OfParagraph,
}

impl Word<'_> {
    fn story(&self, range: &Range<u32>, seen: &mut Seen) -> Result<Vec<Block>, Error> {
        let mut story = Story::default();
        let (mut run, mut said, mut last) = (0..0, OfCharacter::default(), OfCharacter::default());
        for (c, place) in characters(&self.pieces, self.stream, range) {
            if !run.contains(&place) {
                (run, said) = self.characters.character(place, self.stream);
            }
            seen.deletions += u32::from(said.deleted && !last.deleted);
            seen.insertions += u32::from(said.inserted && !last.inserted);
            last = said;
            self.character((c, place), said, &mut story, seen)?;
        }
        story.end_paragraph();
        story.end_table(seen, self.limits)?;
        Ok(story.blocks)
    }

    fn character(&self, (c, place): Character, said: OfCharacter, story: &mut Story, seen: &mut Seen) -> Result<(), Error> {
        match c {
            '\u{7}' => self.end_cell(place, said, story, seen)?,
            _ if said.deleted => {}
            '\r' | '\u{c}' => {
                let paragraph = self.paragraph(place, seen)?;
                self.number(&paragraph, story, seen);
                if paragraph.in_table && c == '\r' {
                    story.end_cell_paragraph();
                } else {
                    if !paragraph.in_table {
                        story.end_table(seen, self.limits)?;
                    }
                    story.end_paragraph();
                }
            }
            '\u{13}' => story.fields.push(Field::Instruction),
            '\u{14}' => {
                if let Some(field) = story.fields.last_mut() {
                    *field = Field::Result;
                }
            }
            '\u{15}' => {
                story.fields.pop();
            }
            '\u{1}' => seen.unread += u32::from(said.picture.is_some_and(|at| self.is_large(at))),
            '\u{b}' | '\u{e}' => story.write('\n', said),
            '\u{1e}' => story.write('-', said),
            '\t' => story.write(c, said),
            _ if said.symbol => story.write(' ', said),
            // Marks of notes and remarks, drawings, and hyphens that show only at line ends.
            '\0'..='\u{1f}' | '\u{ad}' => {}
            _ => story.write(c, said),
        }
        // Fields that never end add up; no file in use nests them this deep.
        story.fields.truncate(usize::from(u8::MAX));
        Ok(())
    }

    fn paragraph(&self, place: u32, seen: &mut Seen) -> Result<OfParagraph, Error> {
        let said = self.paragraphs.paragraph(place, self.stream, self.data, &mut seen.spent);
        self.limits.check("expanded_bytes", seen.spent, self.limits.expanded_bytes)?;
        Ok(said)
    }

    /// A mark that ends a cell, or a row.
    fn end_cell(&self, place: u32, said: OfCharacter, story: &mut Story, seen: &mut Seen) -> Result<(), Error> {
        let paragraph = self.paragraph(place, seen)?;
        if !paragraph.row_end {
            self.number(&paragraph, story, seen);
            story.end_cell_paragraph();
            story.cells.push(std::mem::take(&mut story.cell));
            seen.cells += 1;
            return self.limits.check("cells", seen.cells, self.limits.cells);
        }
        let cells = std::mem::take(&mut story.cells);
        story.paragraph = Paragraph::default();
        if !said.deleted {
            story.rows.push(Row { cells, said: paragraph });
        }
        Ok(())
    }

    /// Puts the number before the paragraph that Word would.
    fn number(&self, said: &OfParagraph, story: &mut Story, seen: &mut Seen) {
        seen.unnumbered += u32::from(self.styles.lack(said));
        let Some((list, level)) = self.styles.place(said) else { return };
        if !self.lists.has(list) {
            seen.unnumbered += 1;
        } else if let Some(label) = self.lists.label_at(list, level, &Styles::default(), &mut story.counters) {
            seen.spent = seen.spent.saturating_add(label.len());
            story.paragraph.text.insert_str(0, &label);
        }
    }

    /// Whether a picture in the stream of data could show a table.
    fn is_large(&self, at: u32) -> bool {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        let size = |offset| at.checked_add(offset).and_then(|at| u16_at(self.data, at));
        matches!((size(0x1c), size(0x1e)), (Some(width), Some(height)) if width >= PICTURE.0 && height >= PICTURE.1)
    }
}

impl Story {
    fn write(&mut self, c: char, said: OfCharacter) {
        if self.fields.contains(&Field::Instruction) {
            return;
        }
        self.paragraph.hidden |= said.hidden && !c.is_whitespace();
        self.paragraph.text.push(c);
    }

    fn end_paragraph(&mut self) {
        // An instruction does not go on past its paragraph: a field that never ends must not swallow the text after it.
        self.fields.retain(|field| *field == Field::Result);
        let paragraph = std::mem::take(&mut self.paragraph);
        self.blocks.push(Block::Paragraph(paragraph));
    }

    fn end_cell_paragraph(&mut self) {
        self.fields.retain(|field| *field == Field::Result);
        let paragraph = std::mem::take(&mut self.paragraph);
        self.cell.push(Block::Paragraph(paragraph));
    }

    /// Ends the table, if one is open. What stands in a row without an end is kept as paragraphs.
    fn end_table(&mut self, seen: &mut Seen, limits: &Limits) -> Result<(), Error> {
        let rows = std::mem::take(&mut self.rows);
        let rest: Vec<Block> = self.cells.drain(..).flatten().chain(self.cell.drain(..)).collect();
        if !rows.is_empty() {
            seen.tables += 1;
            let table = Table { number: seen.tables, cells: grid(rows, limits)?.into_cells() };
            self.blocks.push(Block::Table(table));
        }
        self.blocks.extend(rest);
        Ok(())
    }
}

impl Seen {
    fn note(&self, builder: &mut Builder<'_>) {
        if self.insertions > 0 || self.deletions > 0 {
            builder.note(NoteKind::TrackedChanges, format!("+{} −{}", self.insertions, self.deletions));
        }
        for _ in 0..self.unread {
            builder.note(NoteKind::Picture, "");
        }
        if self.unnumbered > 0 {
            builder.note(NoteKind::NumbersMissing, self.unnumbered.to_string());
        }
    }
}

/// Puts rows into one grid by the edges of their cells; without spans if they do not fit.
fn grid(rows: Vec<Row>, limits: &Limits) -> Result<Grid, Error> {
    let fits = rows.iter().all(|row| row.said.edges.len() == row.cells.len() + 1 && row.said.edges.is_sorted());
    let columns = if fits { edges(&rows) } else { Vec::new() };
    let column_of = |edge: i16| columns.partition_point(|&column| column < edge.saturating_sub(EDGE));
    let mut grid = Grid::default();
    let mut cells = 0_usize;
    for row in rows {
        grid.start_row();
        grid.column = if fits { index(column_of(row.said.edges[0])) } else { 0 };
        for (number, blocks) in row.cells.into_iter().enumerate() {
            let mut span = Span::ONE;
            if fits {
                let (left, right) = (column_of(row.said.edges[number]), column_of(row.said.edges[number + 1]));
                span.columns = index(right.saturating_sub(left)).max(1);
                let merged = row.said.merged.get(number).copied().unwrap_or_default();
                span.right = if merged.right { Merge::GoesOn } else { Merge::None };
                span.down = match (merged.down, merged.first) {
                    (true, true) => Merge::Begins,
                    (true, false) => Merge::GoesOn,
                    (false, _) => Merge::None,
                };
            }
            cells = cells.saturating_add(span.columns as usize);
            limits.check("cells", cells, limits.cells)?;
            grid.place(span, blocks);
        }
        grid.end_row();
    }
    Ok(grid)
}

/// The edges of all rows, those that are one taken once.
fn edges(rows: &[Row]) -> Vec<i16> {
    let mut edges: Vec<i16> = rows.iter().flat_map(|row| row.said.edges.iter().copied()).collect();
    edges.sort_unstable();
    edges.dedup_by(|next, kept| next.saturating_sub(*kept) <= EDGE);
    edges
}

fn index(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn damaged(detail: &str) -> Error {
    Error::Damaged { media_type: MEDIA_TYPE, detail: detail.to_owned() }
}

fn short() -> Error {
    damaged("a record is too short")
}
