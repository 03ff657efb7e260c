//! From the events of a page to the document.
//!
//! Paragraphs are counted from 1 as they stand on the page, in tables that only arrange it too; tables of data are
//! counted from 1 in the order in which they begin. A table of data inside a cell of another comes after it; one that
//! only arranges its cell is that cell's text.

use std::borrow::Cow;
use std::ops::Range;

use super::grid::{self, Placed, Row};
use super::page::{Event, Page};
use super::style::Shown;
use crate::build::{Area, Builder};
use crate::error::Error;
use crate::limits::Limits;
use crate::note::NoteKind;
use crate::place::Place;
use crate::role::Role;

/// Puts the events of a page into a document.
#[derive(Debug)]
pub(super) struct Emitter<'a, 'b> {
    page: &'a Page,
    limits: &'a Limits,
    builder: &'a mut Builder<'b>,
    paragraphs: u32,
    tables: u32,
}

/// A table of data, taken apart.
#[derive(Debug, Default)]
struct Parts {
    rows: Vec<Row>,
    cells: Vec<Placed>,
}

impl<'a, 'b> Emitter<'a, 'b> {
    pub(super) fn new(page: &'a Page, limits: &'a Limits, builder: &'a mut Builder<'b>) -> Self {
        Self { page, limits, builder, paragraphs: 0, tables: 0 }
    }

    /// Puts a range of events into the document.
    pub(super) fn flow(&mut self, events: Range<usize>) -> Result<(), Error> {
        let mut at = events.start;
        while at < events.end {
            match self.page.events[at] {
                Event::Text(start, end) => self.paragraph(start, end)?,
                Event::Table(index) => {
                    let end = self.end_of(index);
                    self.strays(at + 1..end)?;
                    match self.page.tables[index as usize].role {
                        Role::Layout => self.flow(at + 1..end)?,
                        Role::Data => self.table(at + 1..end)?,
                    }
                    at = end;
                    continue;
                }
                Event::Stray(..) | Event::Section | Event::Row(_) | Event::Cell(..) => {}
            }
            at += 1;
        }
        Ok(())
    }

    fn end_of(&self, table: u32) -> usize {
        self.page.tables[table as usize].end as usize
    }

    fn paragraph(&mut self, start: u32, end: u32) -> Result<(), Error> {
        self.paragraphs += 1;
        let place = Place::Paragraph { number: self.paragraphs };
        self.builder.paragraph(&self.page.text[start as usize..end as usize], place)?;
        if self.page.links.binary_search(&(start, end)).is_ok() {
            self.builder.links_last();
        }
        Ok(())
    }

    /// Paragraphs of a table that stand in none of its cells.
    fn strays(&mut self, events: Range<usize>) -> Result<(), Error> {
        let mut at = events.start;
        while at < events.end {
            match self.page.events[at] {
                Event::Stray(start, end) => self.paragraph(start, end)?,
                Event::Table(index) => {
                    at = self.end_of(index);
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        Ok(())
    }

    fn table(&mut self, events: Range<usize>) -> Result<(), Error> {
        let Parts { rows, mut cells } = self.parts(events);
        grid::lay_out(&rows, &mut cells, self.limits)?;
        let mut inner = Vec::new();
        let texts: Vec<_> = cells.iter().map(|cell| self.text_of(cell.start as usize..cell.end as usize, &mut inner)).collect();
        if texts.iter().any(|text| !text.is_empty()) {
            self.tables += 1;
            self.cells(&rows, &cells, &texts)?;
        }
        drop(texts);
        for table in inner {
            self.flow(table)?;
        }
        Ok(())
    }

    fn cells(&mut self, rows: &[Row], cells: &[Placed], texts: &[Cow<'_, str>]) -> Result<(), Error> {
        self.builder.start_table();
        let mut at = 0;
        for row in cells.chunk_by(|one, next| one.row == next.row) {
            let texts = &texts[at..at + row.len()];
            at += row.len();
            let hidden = rows.get(row[0].row as usize).is_some_and(|row| row.shown == Shown::No);
            // Word closes tables with a hidden row of blank cells, which only sets the widths of columns.
            if hidden && texts.iter().all(|text| text.is_empty()) {
                continue;
            }
            for (cell, text) in row.iter().zip(texts) {
                let place = Place::Cell { table: self.tables, row: cell.row + 1, column: cell.column + 1 };
                let area = Area { row: cell.row, column: cell.column, rows: cell.rows, columns: cell.columns };
                self.builder.cell(area, text, place)?;
            }
            if hidden {
                self.builder.note_last(NoteKind::Hidden, "");
            }
        }
        self.builder.end_table();
        Ok(())
    }

    /// Takes a table's own events apart.
    fn parts(&self, events: Range<usize>) -> Parts {
        let mut parts = Parts::default();
        let mut group = 0;
        let mut at = events.start;
        while at < events.end {
            match self.page.events[at] {
                Event::Table(index) => {
                    at = self.end_of(index);
                    continue;
                }
                Event::Section => parts.end_group(&mut group, at),
                Event::Row(shown) => {
                    parts.end_cell(at);
                    parts.rows.push(Row { shown, group_end: 0 });
                }
                Event::Cell(columns, rows) => {
                    parts.end_cell(at);
                    let row = u32::try_from(parts.rows.len().saturating_sub(1)).unwrap_or(u32::MAX);
                    let start = u32::try_from(at + 1).unwrap_or(u32::MAX);
                    parts.cells.push(Placed { row, column: 0, rows: rows.into(), columns: columns.into(), start, end: 0 });
                }
                Event::Text(..) | Event::Stray(..) => {}
            }
            at += 1;
        }
        parts.end_group(&mut group, events.end);
        parts
    }

    /// The text of a cell, with that of tables that only arrange it; tables of data inside it go to `inner`.
    fn text_of(&self, events: Range<usize>, inner: &mut Vec<Range<usize>>) -> Cow<'a, str> {
        let mut text = Cow::Borrowed("");
        let mut at = events.start;
        while at < events.end {
            match self.page.events[at] {
                Event::Text(start, end) | Event::Stray(start, end) => {
                    let added = &self.page.text[start as usize..end as usize];
                    if text.is_empty() {
                        text = Cow::Borrowed(added);
                    } else {
                        let text = text.to_mut();
                        text.push('\n');
                        text.push_str(added);
                    }
                }
                Event::Table(index) if self.page.tables[index as usize].role == Role::Data => {
                    let end = self.end_of(index);
                    inner.push(at..end);
                    at = end;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        text
    }
}

impl Parts {
    fn end_cell(&mut self, at: usize) {
        if let Some(cell) = self.cells.last_mut().filter(|cell| cell.end == 0) {
            cell.end = u32::try_from(at).unwrap_or(u32::MAX);
        }
    }

    fn end_group(&mut self, group: &mut usize, at: usize) {
        self.end_cell(at);
        let end = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        for row in &mut self.rows[*group..] {
            row.group_end = end;
        }
        *group = self.rows.len();
    }
}
