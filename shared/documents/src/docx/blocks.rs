//! What a part of a Word file, new or old, is made of between reading and writing.

use crate::role::{CellContent, Role, TableContent};

/// A piece of the text.
#[derive(Debug)]
pub(crate) enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph.
#[derive(Debug, Default)]
pub(crate) struct Paragraph {
    /// Its text with the number that Word makes.
    pub(crate) text: String,
    /// Whether some of it is hidden.
    pub(crate) hidden: bool,
    /// Text boxes that hang on it.
    pub(crate) boxes: Vec<Vec<Block>>,
}

/// A table.
#[derive(Debug)]
pub(crate) struct Table {
    /// Its number in the file, from 1.
    pub(crate) number: u32,
    /// Its cells by row and column; those that a merged one covers are left out.
    pub(crate) cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug)]
pub(crate) struct Cell {
    pub(crate) row: u32,
    pub(crate) column: u32,
    pub(crate) rows: u32,
    pub(crate) columns: u32,
    /// Whether its row is hidden.
    pub(crate) hidden: bool,
    pub(crate) blocks: Vec<Block>,
}

impl Table {
    /// Everything in the cells, in their order.
    pub(crate) fn blocks(self) -> impl Iterator<Item = Block> {
        self.cells.into_iter().flat_map(|cell| cell.blocks)
    }

    /// What the table is for: one that only arranges the text is read as what stands in it.
    pub(crate) fn role(&self) -> Role {
        self.content().role()
    }

    /// What the table holds, tables inside it included.
    fn content(&self) -> TableContent {
        let mut content = TableContent::default();
        for row in self.cells.chunk_by(|one, next| one.row == next.row) {
            content.start_row();
            for cell in row {
                content.start_cell();
                content.end_cell(&cell.content());
            }
        }
        content
    }
}

impl Cell {
    fn content(&self) -> CellContent {
        let mut content = CellContent::default();
        for block in &self.blocks {
            match block {
                Block::Paragraph(paragraph) if paragraph.text.trim().is_empty() => {}
                Block::Paragraph(paragraph) => content.paragraph(paragraph.text.trim().len(), 0),
                Block::Table(inner) => {
                    let inner = inner.content();
                    content.take_table(&inner, inner.role());
                }
            }
        }
        content
    }
}
