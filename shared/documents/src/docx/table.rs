//! The tables of a part: rows, cells, and what they say about their place.

use super::blocks::{Block, Table};
use super::grid::{Grid, Merge, Span};
use super::story::Story;
use crate::error::Error;
use crate::xml::{Ns, Token};

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
        Ok(Table { number, cells: grid.into_cells() })
    }

    fn row(&mut self, grid: &mut Grid) -> Result<(), Error> {
        let depth = self.xml.depth();
        grid.start_row();
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
        grid.end_row();
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
        let mut span = Span::ONE;
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
        let mut span = Span::ONE;
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
