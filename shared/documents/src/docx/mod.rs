//! Word files (OOXML, transitional and strict).
//!
//! The text comes out as Word shows it: numbers that Word makes (`一、`) stand before their paragraphs, tracked changes
//! are taken as accepted, fields show their result, deleted text, comments and instructions do not appear. The order
//! is: body, then footnotes and endnotes, headers, footers. A text box follows the paragraph or table that it hangs
//! on; a table inside a cell follows the table around it, except that a table whose rows have one cell each is a frame
//! and is read as the paragraphs and tables inside it. Paragraphs without text are left out, and not counted.
//!
//! Marks of footnotes are left out of the text, where `12` with a mark `1` would read `121`. Pictures of a size that
//! could show a table, charts, and embedded objects are not read, and noted. Nothing outside the file is fetched.

mod blocks;
mod numbering;
mod numerals;
mod story;
mod styles;
mod table;
#[cfg(test)]
mod tests;

use blocks::{Block, Cell, Paragraph, Table};
use numbering::Lists;
use story::{Context, EdgeKind, Seen, Story};
use styles::Styles;

use crate::build::{Area, Builder};
use crate::container::Container;
use crate::error::Error;
use crate::kind::Kind;
use crate::limits::Limits;
use crate::note::NoteKind;
use crate::package::{self, Relations};
use crate::place::{Part, Place};
use crate::xml::{Token, Xml};
use crate::{Document, File};

const MEDIA_TYPE: &str = Kind::Word.media_type();

/// Reads a Word file.
pub(crate) fn read(file: File<'_>, limits: &Limits) -> Result<Document, Error> {
    let mut container = Container::open(file.bytes, MEDIA_TYPE, limits)?;
    let (main, body) = package::main_part(&mut container, "word/document.xml", limits)?;
    let relations = Relations::read(&mut container, &main, limits)?;
    let mut context = Context { styles: Styles::default(), lists: Lists::default(), limits };
    if let Some(text) = relations.part(&mut container, "styles")? {
        context.styles = Styles::read(Xml::new(&text, MEDIA_TYPE, limits))?;
    }
    if let Some(text) = relations.part(&mut container, "numbering")? {
        context.lists = Lists::read(Xml::new(&text, MEDIA_TYPE, limits))?;
    }
    let mut seen = Seen::default();
    let mut writer = Writer { builder: Builder::new(MEDIA_TYPE, "UTF-8", limits), paragraphs: [0; 5], part: Part::Body };
    writer.story(&body, &context, &mut seen)?;
    drop(body);
    for notes in ["footnotes", "endnotes"] {
        if let Some(text) = relations.part(&mut container, notes)? {
            writer.enter(Part::Note);
            writer.story(&text, &context, &mut seen)?;
        }
    }
    for kind in [EdgeKind::Header, EdgeKind::Footer] {
        writer.enter(if kind == EdgeKind::Header { Part::Header } else { Part::Footer });
        for edge in seen.edges.clone().into_iter().filter(|edge| edge.kind == kind) {
            let target = relations.target(&edge.relation).map(str::to_owned);
            if let Some(text) = target.map(|target| container.text(&target)).transpose()?.flatten() {
                writer.story(&text, &context, &mut seen)?;
            }
        }
    }
    Ok(writer.finish(seen))
}

/// Writes blocks into the document.
struct Writer<'a> {
    builder: Builder<'a>,
    /// How many paragraphs each part has so far.
    paragraphs: [u32; 5],
    part: Part,
}

impl Writer<'_> {
    fn enter(&mut self, part: Part) {
        self.part = part;
        self.builder.part(part);
    }

    /// Reads and writes a part of the file.
    fn story(&mut self, text: &str, context: &Context<'_>, seen: &mut Seen) -> Result<(), Error> {
        let mut story = Story::new(Xml::new(text, MEDIA_TYPE, context.limits), context, seen);
        loop {
            match story.xml.next()? {
                Token::Start(element)
                    if matches!(element.name(), "footnote" | "endnote")
                        && element.attribute("type").is_some_and(|kind| kind != "normal") =>
                {
                    story.xml.skip()?;
                }
                Token::Start(element) => {
                    if let Some(block) = story.block(&element)? {
                        self.block(block, None)?;
                    }
                }
                Token::Eof => break,
                Token::End | Token::Text(_) => {}
            }
        }
        match story.carried() {
            Some(block) => self.block(block, None),
            None => Ok(()),
        }
    }

    /// Writes a block; the place is given where it stands in a cell that only frames it.
    fn block(&mut self, block: Block, place: Option<Place>) -> Result<(), Error> {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, place),
            Block::Table(table) if table.is_frame() => self.frame(table),
            Block::Table(table) => self.table(table),
        }
    }

    fn paragraph(&mut self, paragraph: Paragraph, place: Option<Place>) -> Result<(), Error> {
        if !paragraph.text.trim().is_empty() {
            let place = place.unwrap_or_else(|| self.next_paragraph());
            self.builder.paragraph(paragraph.text.trim_end(), place)?;
            if paragraph.hidden {
                self.builder.note_last(NoteKind::Hidden, "");
            }
        }
        self.boxes(paragraph.boxes)
    }

    fn next_paragraph(&mut self) -> Place {
        let count = &mut self.paragraphs[self.part as usize];
        *count = count.saturating_add(1);
        Place::Paragraph { number: *count }
    }

    fn boxes(&mut self, boxes: Vec<Vec<Block>>) -> Result<(), Error> {
        let around = self.part;
        for blocks in boxes {
            self.enter(Part::TextBox);
            for block in blocks {
                self.block(block, None)?;
            }
        }
        self.enter(around);
        Ok(())
    }

    fn frame(&mut self, table: Table) -> Result<(), Error> {
        let number = table.number;
        for cell in table.cells {
            let place = cell_place(number, &cell);
            for block in cell.blocks {
                self.block(block, Some(place))?;
            }
        }
        Ok(())
    }

    fn table(&mut self, table: Table) -> Result<(), Error> {
        self.builder.start_table();
        for cell in &table.cells {
            let paragraphs =
                || cell.blocks.iter().filter_map(|block| if let Block::Paragraph(paragraph) = block { Some(paragraph) } else { None });
            let text = paragraphs().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("\n");
            let area = Area { row: cell.row, column: cell.column, rows: cell.rows, columns: cell.columns };
            self.builder.cell(area, &text, cell_place(table.number, cell))?;
            if cell.hidden || paragraphs().any(|paragraph| paragraph.hidden) {
                self.builder.note_last(NoteKind::Hidden, "");
            }
        }
        self.builder.end_table();
        for block in table.blocks() {
            match block {
                Block::Paragraph(paragraph) => self.boxes(paragraph.boxes)?,
                Block::Table(inner) => self.block(Block::Table(inner), None)?,
            }
        }
        Ok(())
    }

    fn finish(mut self, seen: Seen) -> Document {
        if seen.insertions > 0 || seen.deletions > 0 {
            self.builder.note(NoteKind::TrackedChanges, format!("+{} −{}", seen.insertions, seen.deletions));
        }
        for name in seen.unread {
            self.builder.note(NoteKind::NotRead, name);
        }
        self.builder.finish()
    }
}

fn cell_place(table: u32, cell: &Cell) -> Place {
    Place::Cell { table, row: cell.row.saturating_add(1), column: cell.column.saturating_add(1) }
}
