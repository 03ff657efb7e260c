//! What a reader of the result must know about a file.

use std::ops::Range;

/// Something about a file that bears on what was read from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What.
    pub kind: NoteKind,
    /// The text it is about; `None` if it is about the whole file, or about something that is not in the text.
    pub range: Option<Range<usize>>,
    /// The particulars: names, numbers, places, as words of the file's own; may be empty.
    pub detail: String,
}

/// Kinds of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NoteKind {
    /// The declared character set is not the one that the bytes are in. The detail is `declared → used`.
    CharsetMismatch,
    /// The file's name ends as if it were of another format. The detail is `extension → media type`.
    ExtensionMismatch,
    /// Rows, columns, sheets or paragraphs that a viewer hides were read.
    Hidden,
    /// The text has tracked changes; it was read as if all were accepted.
    TrackedChanges,
    /// A formula has no stored value: its cell was read as the formula's own text.
    FormulaWithoutValue,
    /// Numbers that the program makes before paragraphs (`一、`) are not in the text. The detail is how many paragraphs
    /// have one.
    NumbersMissing,
    /// Pages that are images, without any text, were not read. The detail lists them.
    ScannedPages,
    /// Text that is not level (a watermark, text on its side) was read apart from the rest.
    Turned,
    /// A picture or chart was not read. A seal or a photograph is nothing that a report states, a picture of a table is.
    Picture,
    /// Something embedded (an object, another file) was not read.
    NotRead,
    /// The text ends in the middle of a character, so that what followed is missing. The detail is the character set.
    CutOff,
    /// The text was decoded in a wrong character set before it was sent.
    Mojibake,
    /// The text is in traditional characters.
    Traditional,
}

impl NoteKind {
    /// Whether the note says that a part of the file was not read, so that nothing may be concluded from its absence.
    #[must_use]
    pub const fn is_unread(self) -> bool {
        matches!(self, Self::ScannedPages | Self::NotRead | Self::CutOff | Self::Mojibake)
    }
}
