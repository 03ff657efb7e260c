//! The paragraphs and tables of a part of an old Word file, put together from the marks in its text.
//!
//! A mark ends a paragraph, a cell or a row of the table that it is so many tables deep in; a paragraph that is less deep
//! ends the tables before it. What stands in a row without an end is kept as paragraphs.

use super::Seen;
use super::properties::{OfCharacter, OfParagraph};
use crate::docx::blocks::{Block, Paragraph, Table};
use crate::docx::grid::{Grid, Merge, Span};
use crate::docx::numbering::Counters;
use crate::error::Error;
use crate::limits::Limits;

/// How far edges of cells may stand from each other and still be one, in twentieths of a point: half a millimetre.
const EDGE: i16 = 28;

/// How deep tables may stand in each other.
const NESTED: usize = 24;

/// A part of the text while it is read.
#[derive(Default)]
pub(super) struct Story {
    blocks: Vec<Block>,
    paragraph: Paragraph,
    fields: Vec<Field>,
    /// The tables that are open, from the outermost in.
    open: Vec<Open>,
    counters: Counters,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Instruction,
    Result,
}

/// A table that is open.
#[derive(Default)]
struct Open {
    number: u32,
    rows: Vec<Row>,
    /// The cells of the row so far.
    cells: Vec<Vec<Block>>,
    /// What is in the cell so far.
    cell: Vec<Block>,
}

/// A row of a table with what its end says.
struct Row {
    cells: Vec<Vec<Block>>,
    said: OfParagraph,
}

impl Story {
    /// Adds a character, unless it is part of a field's instruction.
    pub(super) fn write(&mut self, c: char, said: OfCharacter) {
        if self.fields.contains(&Field::Instruction) {
            return;
        }
        self.paragraph.hidden |= said.hidden && !c.is_whitespace();
        self.paragraph.text.push(c);
    }

    /// A mark that begins a field, parts its instruction from its result, or ends it.
    pub(super) fn field(&mut self, mark: char) {
        match (mark, self.fields.last_mut()) {
            ('\u{13}', _) => self.fields.push(Field::Instruction),
            ('\u{14}', Some(field)) => *field = Field::Result,
            _ => drop(self.fields.pop()),
        }
        // Fields that never end add up; no file in use nests them this deep.
        self.fields.truncate(usize::from(u8::MAX));
    }

    /// Puts a number before the paragraph.
    pub(super) fn number(&mut self, label: &str) {
        self.paragraph.text.insert_str(0, label);
    }

    /// How far the lists have counted.
    pub(super) fn counters(&mut self) -> &mut Counters {
        &mut self.counters
    }

    /// The paragraph that ends now is so many tables deep: tables that it is not in end before it.
    pub(super) fn enter(&mut self, depth: usize, seen: &mut Seen, limits: &Limits) -> Result<(), Error> {
        limits.check("depth", depth, NESTED as u64)?;
        while self.open.len() > depth {
            self.end_table(limits)?;
        }
        while self.open.len() < depth {
            seen.tables += 1;
            self.open.push(Open { number: seen.tables, ..Open::default() });
        }
        Ok(())
    }

    /// Ends the paragraph.
    pub(super) fn end_paragraph(&mut self) {
        // An instruction does not go on past its paragraph: a field that never ends must not swallow the text after it.
        self.fields.retain(|field| *field == Field::Result);
        let paragraph = std::mem::take(&mut self.paragraph);
        self.blocks().push(Block::Paragraph(paragraph));
    }

    /// Ends the cell of the innermost table.
    pub(super) fn end_cell(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.cells.push(std::mem::take(&mut table.cell));
        }
    }

    /// Ends the row of the innermost table; one that was deleted is gone.
    pub(super) fn end_row(&mut self, said: OfParagraph, deleted: bool) {
        self.paragraph = Paragraph::default();
        if let Some(table) = self.open.last_mut() {
            let cells = std::mem::take(&mut table.cells);
            if !deleted {
                table.rows.push(Row { cells, said });
            }
        }
    }

    /// Ends the part.
    pub(super) fn finish(mut self, seen: &mut Seen, limits: &Limits) -> Result<Vec<Block>, Error> {
        self.end_paragraph();
        self.enter(0, seen, limits)?;
        Ok(self.blocks)
    }

    /// Where the next block goes.
    fn blocks(&mut self) -> &mut Vec<Block> {
        self.open.last_mut().map_or(&mut self.blocks, |table| &mut table.cell)
    }

    fn end_table(&mut self, limits: &Limits) -> Result<(), Error> {
        let Some(table) = self.open.pop() else { return Ok(()) };
        if !table.rows.is_empty() {
            let cells = grid(table.rows, limits)?.into_cells();
            self.blocks().push(Block::Table(Table { number: table.number, cells }));
        }
        self.blocks().extend(table.cells.into_iter().flatten().chain(table.cell));
        Ok(())
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
