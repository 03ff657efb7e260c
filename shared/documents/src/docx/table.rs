//! The grid of a Word table: spans, vertical merges, and columns left out before a row.

use std::collections::HashMap;

use super::blocks::{Block, Cell, Table};
use super::story::Story;
use crate::error::Error;
use crate::xml::{Ns, Token};

/// A table while its rows are read.
#[derive(Default)]
struct Grid {
    cells: Vec<Cell>,
    /// The cell that goes on downwards in each column where one begins.
    open: HashMap<u32, usize>,
    row: u32,
    column: u32,
    hidden: bool,
}

/// What a cell says about its place.
#[derive(Clone, Copy)]
struct Span {
    columns: u32,
    down: Merge,
    right: Merge,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Merge {
    None,
    Begins,
    GoesOn,
}

impl Story<'_> {
    /// Reads a table whose start was read.
    pub(super) fn table(&mut self) -> Result<Table, Error> {
        let depth = self.xml.depth();
        let number = self.enter_table()?;
        let mut grid = Grid::default();
        loop {
            match self.xml.next()? {
                Token::Start(element) if element.is_word("tr") => self.row(&mut grid)?,
                Token::Start(element) => self.wrapper(&element)?,
                Token::End if self.xml.depth() < depth => break,
                Token::Eof => break,
                Token::End | Token::Text(_) => {}
            }
        }
        self.leave();
        Ok(Table { number, cells: grid.cells })
    }

    fn row(&mut self, grid: &mut Grid) -> Result<(), Error> {
        let depth = self.xml.depth();
        grid.column = 0;
        grid.hidden = false;
        loop {
            match self.xml.next()? {
                Token::Start(element) if element.is_word("tc") => self.cell(grid)?,
                Token::Start(element) if element.is_word("trPr") => {
                    if self.row_is_deleted(grid)? {
                        self.finish(depth)?;
                        return Ok(());
                    }
                }
                Token::Start(element) => self.wrapper(&element)?,
                Token::End if self.xml.depth() < depth => break,
                Token::Eof => break,
                Token::End | Token::Text(_) => {}
            }
        }
        grid.row = grid.row.saturating_add(1);
        Ok(())
    }

    /// Reads the properties of a row; returns whether the row was deleted in a tracked change.
    fn row_is_deleted(&mut self, grid: &mut Grid) -> Result<bool, Error> {
        let depth = self.xml.depth();
        let mut deleted = false;
        while let Some(element) = self.xml.inside(depth)? {
            match element.name() {
                "gridBefore" => grid.column = element.val().and_then(|value| value.parse().ok()).unwrap_or(0),
                "hidden" => grid.hidden = element.is_on(),
                "del" => {
                    deleted = true;
                    self.seen.deletions += 1;
                }
                "ins" => self.seen.insertions += 1,
                "trPrChange" => self.xml.skip()?,
                _ => {}
            }
        }
        self.count_cells(grid.column)?;
        Ok(deleted)
    }

    fn cell(&mut self, grid: &mut Grid) -> Result<(), Error> {
        let depth = self.xml.depth();
        let mut span = Span { columns: 1, down: Merge::None, right: Merge::None };
        let mut blocks = Vec::new();
        self.blocks_of_cell(depth, &mut span, &mut blocks)?;
        self.count_cells(span.columns)?;
        grid.place(span, blocks);
        Ok(())
    }

    fn blocks_of_cell(&mut self, depth: usize, span: &mut Span, blocks: &mut Vec<Block>) -> Result<(), Error> {
        loop {
            match self.xml.next()? {
                Token::Start(element) if element.is_word("tcPr") => *span = self.span()?,
                Token::Start(element) => {
                    let block = self.block(&element)?;
                    blocks.extend(block);
                }
                Token::End if self.xml.depth() < depth => break,
                Token::Eof => break,
                Token::End | Token::Text(_) => {}
            }
        }
        blocks.extend(self.carried());
        Ok(())
    }

    fn span(&mut self) -> Result<Span, Error> {
        let depth = self.xml.depth();
        let mut span = Span { columns: 1, down: Merge::None, right: Merge::None };
        while let Some(element) = self.xml.inside(depth)? {
            match (element.ns, element.name()) {
                (Ns::Word, "gridSpan") => span.columns = element.val().and_then(|value| value.parse().ok()).unwrap_or(1).max(1),
                (Ns::Word, "vMerge") => span.down = Merge::of(element.val().as_deref()),
                (Ns::Word, "hMerge") => span.right = Merge::of(element.val().as_deref()),
                (Ns::Word, "tcPrChange") => self.xml.skip()?,
                _ => {}
            }
        }
        Ok(span)
    }
}

impl Merge {
    fn of(value: Option<&str>) -> Self {
        if value == Some("restart") { Self::Begins } else { Self::GoesOn }
    }
}

impl Grid {
    /// Places a cell. What stands in a cell that another one covers is not shown by Word, and not taken.
    fn place(&mut self, span: Span, blocks: Vec<Block>) {
        let column = self.column;
        self.column = column.saturating_add(span.columns);
        if let (Merge::GoesOn, Some(last)) = (span.right, self.cells.last_mut())
            && last.row == self.row
            && last.column + last.columns == column
        {
            last.columns += span.columns;
            return;
        }
        let above = self.open.get(&column).copied().filter(|&index| self.goes_on(index, span.columns));
        if let (Merge::GoesOn, Some(index)) = (span.down, above) {
            self.cells[index].rows += 1;
            return;
        }
        match span.down {
            Merge::None => self.open.remove(&column),
            Merge::Begins | Merge::GoesOn => self.open.insert(column, self.cells.len()),
        };
        let (row, columns, hidden) = (self.row, span.columns, self.hidden);
        self.cells.push(Cell { row, column, rows: 1, columns, hidden, blocks });
    }

    /// Whether a cell reaches down to the row above, with a number of columns.
    fn goes_on(&self, index: usize, columns: u32) -> bool {
        let cell = &self.cells[index];
        cell.columns == columns && cell.row + cell.rows == self.row
    }
}
