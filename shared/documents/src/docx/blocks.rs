//! What a part of a Word file is made of, between reading and writing.

/// A piece of the text.
#[derive(Debug)]
pub(super) enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

/// A paragraph.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Its text with the number that Word makes.
    pub(super) text: String,
    /// Whether some of it is hidden.
    pub(super) hidden: bool,
    /// Text boxes that hang on it.
    pub(super) boxes: Vec<Vec<Block>>,
}

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    /// Its number in the file, from 1.
    pub(super) number: u32,
    /// Its cells by row and column; those that a merged one covers are left out.
    pub(super) cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) rows: u32,
    pub(super) columns: u32,
    /// Whether its row is hidden.
    pub(super) hidden: bool,
    pub(super) blocks: Vec<Block>,
}

impl Table {
    /// Whether no row has two cells: then the table frames running text.
    pub(super) fn is_frame(&self) -> bool {
        self.cells.windows(2).all(|pair| pair[0].row != pair[1].row)
    }
}
