//! Puts a [`Document`] together, within the limits.

use crate::character::Blanks;
use crate::error::Error;
use crate::invisible::visible;
use crate::limits::Limits;
use crate::note::{Note, NoteKind};
use crate::place::{Part, Place, Placed};
use crate::{Cell, Document, Table};

/// Puts a [`Document`] together in the order of its text.
///
/// What nobody sees is left out, and a cell's line breaks become blanks, so that a row stays one line of the text. Cells must come by row, then column;
/// an empty cell is added with an empty text, and a place that a merged cell covers is not added at all.
#[derive(Debug)]
pub struct Builder<'a> {
    limits: &'a Limits,
    document: Document,
    lines: usize,
    cells: usize,
    part: Part,
    open: Option<Table>,
    /// The row whose line is being written, and how many tabs stand on it.
    row: Option<(u32, u32)>,
}

/// Where a cell of a table stands and how far it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// First row, from 0.
    pub row: u32,
    /// First column, from 0.
    pub column: u32,
    /// Number of rows; at least 1.
    pub rows: u32,
    /// Number of columns; at least 1.
    pub columns: u32,
}

impl<'a> Builder<'a> {
    /// Begins a document.
    #[must_use]
    pub fn new(media_type: &'static str, charset: &'static str, limits: &'a Limits) -> Self {
        let document = Document { media_type, charset, ..Document::default() };
        Self { limits, document, lines: 0, cells: 0, part: Part::Body, open: None, row: None }
    }

    /// What follows stands in a part of the file.
    pub fn part(&mut self, part: Part) {
        self.part = part;
    }

    /// Adds a sheet; returns its index.
    pub fn sheet(&mut self, name: &str) -> u32 {
        self.document.sheets.push(name.to_owned());
        u32::try_from(self.document.sheets.len() - 1).unwrap_or(u32::MAX)
    }

    /// Adds a paragraph; line breaks inside it stay.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] over a limit.
    pub fn paragraph(&mut self, text: &str, place: Place) -> Result<(), Error> {
        debug_assert!(self.open.is_none(), "a paragraph inside a table belongs to one of its cells");
        let text = &*visible(text);
        let start = self.document.text.len();
        self.append(text, 1 + memchr::memchr_iter(b'\n', text.as_bytes()).count())?;
        self.placed(start, place);
        self.document.text.push('\n');
        Ok(())
    }

    /// The paragraph added last belongs to a list of links to other pages.
    pub fn links_last(&mut self) {
        self.document.links.extend(self.document.places.last().map(|placed| placed.range.clone()));
    }

    /// Adds a paragraph whose lines stand at places of their own; each is given by where it begins in the text.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] over a limit.
    pub fn paragraph_of_lines(&mut self, text: &str, lines: &[(usize, Place)]) -> Result<(), Error> {
        debug_assert!(self.open.is_none(), "a paragraph inside a table belongs to one of its cells");
        let start = self.document.text.len();
        self.append(text, 1)?;
        for (index, (from, place)) in lines.iter().enumerate() {
            let to = lines.get(index + 1).map_or(text.len(), |next| next.0);
            self.document.places.push(Placed { range: start + from..start + to, place: *place, part: self.part });
        }
        self.document.text.push('\n');
        Ok(())
    }

    /// Begins a table.
    pub fn start_table(&mut self) {
        debug_assert!(self.open.is_none(), "a nested table comes after the one around it, or as its cell's text");
        let start = self.document.text.len();
        self.open = Some(Table { range: start..start, cells: Vec::new() });
        self.row = None;
    }

    /// Adds a cell of the table begun last.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] over a limit.
    pub fn cell(&mut self, area: Area, text: &str, place: Place) -> Result<(), Error> {
        self.cells = self.cells.saturating_add((area.rows.max(1) as usize).saturating_mul(area.columns.max(1) as usize));
        self.limits.check("cells", self.cells, self.limits.cells)?;
        self.move_to(area)?;
        let text = visible(text.trim_blanks());
        let start = self.document.text.len();
        if text.contains(['\n', '\r', '\t']) {
            self.append(&one_line(&text), 0)?;
        } else {
            self.append(&text, 0)?;
        }
        let range = start..self.document.text.len();
        self.placed(start, place);
        if let Some(table) = &mut self.open {
            let (rows, columns) = (area.rows.max(1), area.columns.max(1));
            table.cells.push(Cell { range, row: area.row, column: area.column, rows, columns });
        }
        Ok(())
    }

    /// Ends the table begun last.
    pub fn end_table(&mut self) {
        if let Some(mut table) = self.open.take() {
            table.range.end = self.document.text.len();
            if !table.cells.is_empty() {
                self.document.text.push('\n');
                self.document.tables.push(table);
            }
        }
        self.row = None;
    }

    /// Notes something about the whole file, or about something that is not in the text.
    pub fn note(&mut self, kind: NoteKind, detail: impl Into<String>) {
        self.document.notes.push(Note { kind, range: None, detail: detail.into() });
    }

    /// Notes something about the paragraph or cell added last.
    pub fn note_last(&mut self, kind: NoteKind, detail: impl Into<String>) {
        let range = self.document.places.last().map(|placed| placed.range.clone());
        self.document.notes.push(Note { kind, range, detail: detail.into() });
    }

    /// Whether any text or table was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.document.text.is_empty()
    }

    /// Ends the document.
    #[must_use]
    pub fn finish(mut self) -> Document {
        self.end_table();
        self.document
    }

    /// Writes the line end and tabs before a cell: one tab for each column between this cell and the one before it.
    fn move_to(&mut self, area: Area) -> Result<(), Error> {
        let tabs = match self.row {
            Some((row, column)) if row == area.row => area.column.saturating_sub(column),
            Some(_) => {
                self.append("\n", 1)?;
                area.column
            }
            None => {
                self.append("", 1)?;
                area.column
            }
        };
        self.limits.check("cells", tabs as usize, self.limits.cells)?;
        self.append(&"\t".repeat(tabs as usize), 0)?;
        self.row = Some((area.row, area.column));
        Ok(())
    }

    fn append(&mut self, text: &str, lines: usize) -> Result<(), Error> {
        self.lines += lines;
        self.limits.check("lines", self.lines, self.limits.lines)?;
        let room = self.limits.text_bytes.min(u64::from(u32::MAX / 2));
        self.limits.check("text_bytes", self.document.text.len() + text.len(), room)?;
        self.document.text.push_str(text);
        Ok(())
    }

    fn placed(&mut self, start: usize, place: Place) {
        let range = start..self.document.text.len();
        self.document.places.push(Placed { range, place, part: self.part });
    }
}

fn one_line(text: &str) -> String {
    text.lines().map(|line| line.trim_blanks()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ").replace('\t', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(row: u32, column: u32) -> (Area, Place) {
        (Area { row, column, rows: 1, columns: 1 }, Place::Cell { table: 1, row: row + 1, column: column + 1 })
    }

    #[test]
    fn rows_are_lines_and_cells_keep_their_places() {
        let limits = Limits::default();
        let mut builder = Builder::new("text/html", "UTF-8", &limits);
        builder.paragraph("表一", Place::Paragraph { number: 1 }).unwrap();
        builder.start_table();
        for (row, column, text) in [(0, 0, " 规范性\n文件 "), (0, 2, "7"), (1, 1, "")] {
            let (area, place) = at(row, column);
            builder.cell(area, text, place).unwrap();
        }
        builder.end_table();
        let document = builder.finish();
        assert_eq!(document.text, "表一\n规范性 文件\t\t7\n\t\n");
        let cells = &document.tables[0].cells;
        assert_eq!(&document.text[cells[1].range.clone()], "7");
        assert_eq!((cells[1].row, cells[1].column), (0, 2));
        assert!(cells[2].range.is_empty());
        assert_eq!(document.place_at(cells[1].range.start).unwrap().place, Place::Cell { table: 1, row: 1, column: 3 });
        assert_eq!(document.place_at(0).unwrap().place, Place::Paragraph { number: 1 });
    }

    #[test]
    fn spans_without_end_are_refused() {
        let limits = Limits::default();
        let mut builder = Builder::new("text/html", "UTF-8", &limits);
        builder.start_table();
        let area = Area { row: 0, column: 0, rows: 20_000, columns: 20_000 };
        let refused = builder.cell(area, "甲", Place::Cell { table: 1, row: 1, column: 1 });
        assert_eq!(refused, Err(Error::TooLarge { what: "cells", actual: 400_000_000, limit: 1_000_000 }));
    }
}
