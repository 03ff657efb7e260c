//! Word files of before 2007, which WPS writes as `.wps` too.
//!
//! The text lies in pieces of the main stream and is read to its end, whatever was saved in a hurry. Cells end in a
//! mark; which marks end rows, where the cells' edges stand and what is merged is taken from the properties of the
//! paragraphs that end the rows. The grid of a table is made of all edges in it. Where a row's properties do not fit
//! its cells, the table has no spans. Tables inside cells are read as those of newer files are.
//!
//! Numbers that Word makes are put before their paragraphs as for newer files; where a list cannot be made out, that the
//! numbers are missing is noted.

mod lists;
mod pieces;
mod properties;
mod story;
#[cfg(test)]
mod tests;

use std::ops::Range;

use pieces::{CHARACTERS, Character, HEADERS, Header, PARAGRAPHS, Piece, characters};
use properties::{Of, OfCharacter, OfParagraph, Runs};
use story::Story;

use crate::Document;
use crate::build::Builder;
use crate::compound::{Compound, u16_at, u32_at};
use crate::docx::blocks::Block;
use crate::docx::numbering::Lists;
use crate::docx::styles::Styles;
use crate::docx::write::Writer;
use crate::error::Error;
use crate::kind::Kind;
use crate::limits::Limits;
use crate::note::NoteKind;
use crate::place::Part;

const MEDIA_TYPE: &str = Kind::OldWord.media_type();

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
        story.finish(seen, self.limits)
    }

    fn character(&self, (c, place): Character, said: OfCharacter, story: &mut Story, seen: &mut Seen) -> Result<(), Error> {
        match c {
            '\r' | '\u{7}' | '\u{c}' => self.end(c, place, said, story, seen)?,
            _ if said.deleted => {}
            '\u{13}'..='\u{15}' => story.field(c),
            '\u{1}' => seen.unread += u32::from(said.picture.is_some_and(|at| self.is_large(at))),
            '\u{b}' | '\u{e}' => story.write('\n', said),
            '\u{1e}' => story.write('-', said),
            '\t' => story.write(c, said),
            _ if said.symbol => story.write(' ', said),
            // Marks of notes and remarks, drawings, and hyphens that show only at line ends.
            '\0'..='\u{1f}' | '\u{ad}' => {}
            _ => story.write(c, said),
        }
        Ok(())
    }

    /// A mark that ends a paragraph, and with it a cell or a row.
    fn end(&self, c: char, place: u32, said: OfCharacter, story: &mut Story, seen: &mut Seen) -> Result<(), Error> {
        let paragraph = self.paragraph(place, seen)?;
        let (ends_row, ends_cell) = match c {
            '\u{7}' => (paragraph.row_end, !paragraph.row_end),
            _ => (paragraph.inner_row_end, paragraph.inner_cell_end && !paragraph.inner_row_end),
        };
        if said.deleted && !ends_row && !ends_cell {
            return Ok(());
        }
        // A mark that ends a cell stands in a table, whatever its properties say.
        let depth = if c == '\u{7}' { 1 } else { paragraph.depth() };
        story.enter(depth, seen, self.limits)?;
        if ends_row {
            story.end_row(paragraph, said.deleted);
            return Ok(());
        }
        self.number(&paragraph, story, seen);
        story.end_paragraph();
        if ends_cell {
            story.end_cell();
            seen.cells += 1;
            self.limits.check("cells", seen.cells, self.limits.cells)?;
        }
        Ok(())
    }

    fn paragraph(&self, place: u32, seen: &mut Seen) -> Result<OfParagraph, Error> {
        let said = self.paragraphs.paragraph(place, self.stream, self.data, &mut seen.spent);
        self.limits.check("expanded_bytes", seen.spent, self.limits.expanded_bytes)?;
        Ok(said)
    }

    /// Puts the number before the paragraph that Word would.
    fn number(&self, said: &OfParagraph, story: &mut Story, seen: &mut Seen) {
        seen.unnumbered += u32::from(self.styles.lack(said));
        let Some((list, level)) = self.styles.place(said) else { return };
        if !self.lists.has(list) {
            seen.unnumbered += 1;
        } else if let Some(label) = self.lists.label_at(list, level, &Styles::default(), story.counters()) {
            seen.spent = seen.spent.saturating_add(label.len());
            story.number(&label);
        }
    }

    /// Whether a picture in the stream of data could show a table.
    fn is_large(&self, at: u32) -> bool {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        let size = |offset| at.checked_add(offset).and_then(|at| u16_at(self.data, at));
        matches!((size(0x1c), size(0x1e)), (Some(width), Some(height)) if width >= PICTURE.0 && height >= PICTURE.1)
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

fn damaged(detail: &str) -> Error {
    Error::Damaged { media_type: MEDIA_TYPE, detail: detail.to_owned() }
}

fn short() -> Error {
    damaged("a record is too short")
}
