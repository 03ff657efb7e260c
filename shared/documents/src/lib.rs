//! The readers of gouji: from the bytes of a file to its text and tables, each with its place in the file.
//!
//! Whatever the format, the result is a [`Document`]: one text that all spans of later stages point into, the tables
//! that the file marks as tables, with their cells as ranges of that text, and the places in the file that ranges of
//! the text came from. Plain text has neither tables nor places: its lines are its places.
//!
//! ```text
//! bytes ─ kind ─▶ reader ─ Builder ─▶ Document { text, tables, places, notes }
//! ```
//!
//! Readers know nothing about reports: which table is which is told by recognition, from labels. They drop what no
//! reader of the file sees (scripts, styles), keep what is hidden but part of the data (hidden rows) with a note, and
//! never fetch anything. A file that cannot be read whole is an [`Error`], or a [`Note`] that says what was not read;
//! no part of it is left out in silence.
//!
//! Invariant: every range lies on character boundaries of the text; cells and places are in the order of the text.

#[cfg(feature = "container")]
mod archive;
mod build;
mod character;
mod charset;
mod compat;
#[cfg(feature = "office")]
mod compound;
#[cfg(feature = "container")]
mod container;
#[cfg(feature = "office")]
mod doc;
#[cfg(feature = "office")]
mod docx;
mod error;
mod extension;
mod garbled;
#[cfg(feature = "html")]
mod html;
mod ideographs;
mod invisible;
mod kind;
#[cfg(any(feature = "office", feature = "pdf"))]
mod layout;
mod limits;
#[cfg(all(test, feature = "office"))]
mod mutations;
mod note;
#[cfg(any(feature = "html", feature = "office"))]
mod numerals;
#[cfg(feature = "office")]
mod ofd;
#[cfg(feature = "office")]
mod package;
#[cfg(feature = "pdf")]
mod pdf;
mod place;
mod plain;
#[cfg(any(feature = "html", feature = "office"))]
mod role;
#[cfg(feature = "office")]
mod sheets;
mod slot;
mod traditional;
#[cfg(feature = "office")]
mod xml;

#[cfg(feature = "container")]
pub use archive::{Archive, Member, Reason, Skipped, archive};
pub use build::{Area, Builder};
pub use character::{Blanks, has_blank, is_blank, is_ideograph};
pub use compat::unified;
#[cfg(feature = "container")]
pub use container::container_kind;
pub use error::Error;
pub use extension::may_be_read;
pub use kind::Kind;
pub use limits::Limits;
pub use note::{Note, NoteKind};
pub use place::{Part, Place, Placed};
pub use slot::{SLOTS, slot, slot_of};
pub use traditional::{in_simplified, simplified};

use std::ops::Range;

/// A file as it was sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct File<'a> {
    /// Its name; only its extension is looked at, and only to report that it contradicts the content.
    pub name: &'a str,
    /// The bytes.
    pub bytes: &'a [u8],
    /// Character set that the sender declared.
    pub charset: Option<&'a str>,
}

/// A file as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The media type that was recognised.
    pub media_type: &'static str,
    /// The character set that was used, by its WHATWG name; `UTF-8` for containers, which state it themselves.
    pub charset: &'static str,
    /// The text: a paragraph or a row of a table a line, cells of a row apart by tabs.
    pub text: String,
    /// The tables that the file marks as such, in the order of the text.
    pub tables: Vec<Table>,
    /// Which place in the file each range of the text came from, in the order of the text; empty for plain text.
    pub places: Vec<Placed>,
    /// Paragraphs that are lists of links to other pages and no part of what this one says, in the order of the text.
    pub links: Vec<Range<usize>>,
    /// Where in the text of a plain text characters stood that nobody sees and that were left out, in the order of the text.
    pub dropped: Vec<u32>,
    /// Names of the sheets of a workbook, which [`Place::Sheet`] counts from 0.
    pub sheets: Vec<String>,
    /// What a reader of the result must know about the file.
    pub notes: Vec<Note>,
}

/// A table that a file marks as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The lines of its rows, without the last line end.
    pub range: Range<usize>,
    /// Its cells by row, then column. A merged cell is one cell, at its first row and column.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its content without blanks around it; empty, at the cell's place, if there is none.
    pub range: Range<usize>,
    /// First row that it takes, from 0.
    pub row: u32,
    /// First column that it takes, from 0.
    pub column: u32,
    /// How many rows it takes; at least 1.
    pub rows: u32,
    /// How many columns it takes; at least 1.
    pub columns: u32,
}

impl Document {
    /// The place that a byte offset of the text came from: that of the last range which begins at or before it.
    #[must_use]
    pub fn place_at(&self, offset: usize) -> Option<&Placed> {
        let after = self.places.partition_point(|placed| placed.range.start <= offset);
        self.places[..after].last()
    }
}

/// Reads a file.
///
/// # Errors
///
/// See [`Error`]: over a limit, of a format that is not read, encrypted, damaged, or no text in any character set.
pub fn read(file: File<'_>, limits: &Limits) -> Result<Document, Error> {
    limits.check("bytes", file.bytes.len(), limits.bytes)?;
    let mut document = match exact_kind(file.bytes, limits)? {
        Kind::Text => plain::read(file, limits),
        #[cfg(feature = "html")]
        Kind::Html => html::read(file, limits),
        #[cfg(feature = "office")]
        Kind::Ofd => ofd::read(file, limits),
        #[cfg(feature = "pdf")]
        Kind::Pdf => pdf::read(file, limits),
        #[cfg(feature = "office")]
        Kind::Word => docx::read(file, limits),
        #[cfg(feature = "office")]
        Kind::Excel => sheets::xlsx::read(file, limits),
        #[cfg(feature = "office")]
        Kind::OpenSheet => sheets::ods::read(file, limits),
        #[cfg(feature = "office")]
        Kind::Compound => read_compound(file, limits),
        other => Err(Error::Unsupported { media_type: other.media_type() }),
    }?;
    garbled::examine(&mut document);
    if let Some(ending) = extension::contradicting(file.name, document.media_type) {
        let detail = format!("{ending} → {}", document.media_type);
        document.notes.push(Note { kind: NoteKind::ExtensionMismatch, range: None, detail });
    }
    Ok(document)
}

/// Reads a compound file by what its streams are.
#[cfg(feature = "office")]
fn read_compound(file: File<'_>, limits: &Limits) -> Result<Document, Error> {
    let mut compound = compound::Compound::open(file.bytes, limits)?;
    match compound.kind()? {
        Kind::OldWord => doc::read(&mut compound, limits),
        Kind::OldExcel => sheets::xls::read(&mut compound, limits),
        other => Err(Error::Unsupported { media_type: other.media_type() }),
    }
}

/// The kind of a file, and if it is a container, of what it holds.
#[cfg_attr(not(feature = "container"), expect(unused_variables, reason = "only containers are opened within limits"))]
fn exact_kind(bytes: &[u8], limits: &Limits) -> Result<Kind, Error> {
    match Kind::of(bytes) {
        #[cfg(feature = "container")]
        Kind::Zip => container_kind(bytes, limits),
        other => Ok(other),
    }
}
