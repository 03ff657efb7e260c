//! Places in a file, as a person would look for them.

use std::ops::Range;

/// A range of the text and the place in the file that it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Range of the text.
    pub range: Range<usize>,
    /// Where it stands in the file.
    pub place: Place,
    /// Which part of the file.
    pub part: Part,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A paragraph outside tables, counted from 1 through the part.
    Paragraph {
        /// Its number.
        number: u32,
    },
    /// A cell of a table; tables are counted from 1 in the order in which they begin, nested ones too.
    Cell {
        /// Number of the table.
        table: u32,
        /// Row, from 1.
        row: u32,
        /// Column, from 1, as the table's grid counts them.
        column: u32,
    },
    /// A cell of a sheet.
    Sheet {
        /// Index into [`crate::Document::sheets`].
        sheet: u32,
        /// Row, from 1.
        row: u32,
        /// Column, from 1 (A).
        column: u32,
    },
    /// A box on a page, in hundredths of a point from the page's upper left corner.
    Page {
        /// Number of the page, from 1.
        page: u32,
        /// Left edge.
        left: i32,
        /// Upper edge.
        top: i32,
        /// Right edge.
        right: i32,
        /// Lower edge.
        bottom: i32,
    },
}

/// A part of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Part {
    /// The text itself.
    #[default]
    Body,
    /// A page header.
    Header,
    /// A page footer.
    Footer,
    /// A footnote or endnote.
    Note,
    /// A text box.
    TextBox,
}
