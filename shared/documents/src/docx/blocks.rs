//! What a part of a Word file, new or old, is made of between reading and writing.

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

    /// Whether no row has two cells: then the table frames running text.
    pub(crate) fn is_frame(&self) -> bool {
        self.cells.windows(2).all(|pair| pair[0].row != pair[1].row)
    }
}
