//! Writes what was read from a Word file, new or old, into the document.

use super::blocks::{Block, Cell, Paragraph, Table};
use crate::build::{Area, Builder};
use crate::error::Error;
use crate::note::NoteKind;
use crate::place::{Part, Place};
use crate::role::Role;

/// Writes blocks into the document.
pub(crate) struct Writer<'a> {
    /// The document.
    pub(crate) builder: Builder<'a>,
    /// How many paragraphs each part has so far.
    paragraphs: [u32; 5],
    part: Part,
}

impl<'a> Writer<'a> {
    /// Begins a document.
    pub(crate) fn new(builder: Builder<'a>) -> Self {
        Self { builder, paragraphs: [0; 5], part: Part::Body }
    }

    /// What follows stands in a part of the file.
    pub(crate) fn enter(&mut self, part: Part) {
        self.part = part;
        self.builder.part(part);
    }

    /// Writes a block; the place is given where it stands in a cell that only frames it.
    pub(crate) fn block(&mut self, block: Block, place: Option<Place>) -> Result<(), Error> {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, place),
            Block::Table(table) if table.role() == Role::Layout => self.frame(table),
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
}

fn cell_place(table: u32, cell: &Cell) -> Place {
    Place::Cell { table, row: cell.row.saturating_add(1), column: cell.column.saturating_add(1) }
}
