//! How much the engine takes on, stated in one place.

/// Limits on one input. Each is refused with [`crate::Error::TooLarge`], by the name given here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// `bytes`: size of the input.
    pub bytes: u64,
    /// `lines`: lines of the decoded text.
    pub lines: u64,
    /// `cells`: cells of all tables together.
    pub cells: u64,
}

impl Default for Limits {
    /// 16 MiB, 1,000,000 lines, 1,000,000 cells: hundreds of times the largest report seen.
    fn default() -> Self {
        Self { bytes: 16 << 20, lines: 1_000_000, cells: 1_000_000 }
    }
}

impl Limits {
    /// The limits of the readers: these where they are stated, else the readers' own.
    pub(crate) fn of_readers(&self) -> gouji_documents::Limits {
        let readers = gouji_documents::Limits::default();
        gouji_documents::Limits {
            bytes: self.bytes,
            // Who takes larger files takes what is in them.
            text_bytes: readers.text_bytes.max(self.bytes),
            expanded_bytes: readers.expanded_bytes.max(self.bytes.saturating_mul(4)),
            lines: self.lines,
            cells: self.cells,
            ..readers
        }
    }
}
