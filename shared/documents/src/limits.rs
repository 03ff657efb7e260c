//! How much a reader takes on, stated in one place.

use crate::error::Error;

/// Limits on one file. Each is refused with [`Error::TooLarge`], by the name given here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// `bytes`: size of the file.
    pub bytes: u64,
    /// `expanded_bytes`: size of everything unpacked from a container, together.
    pub expanded_bytes: u64,
    /// `entries`: entries of a container.
    pub entries: u64,
    /// `text_bytes`: size of the text that comes out.
    pub text_bytes: u64,
    /// `lines`: lines of the text.
    pub lines: u64,
    /// `cells`: cells of all tables together, a merged cell counted once for each row and column that it takes.
    pub cells: u64,
    /// `depth`: how deep elements may be nested.
    pub depth: u64,
    /// `pages`: pages of a paged document.
    pub pages: u64,
    /// `interpreted_bytes`: drawing instructions of a paged document, counted as often as they are drawn.
    pub interpreted_bytes: u64,
    /// `drawn`: lines drawn on the pages of a paged document.
    pub drawn: u64,
    /// `comparisons`: how often drawn lines are compared to find the tables of a paged document.
    pub comparisons: u64,
}

impl Default for Limits {
    /// Hundreds of times the largest report seen.
    fn default() -> Self {
        Self {
            bytes: 16 << 20,
            expanded_bytes: 64 << 20,
            entries: 10_000,
            text_bytes: 16 << 20,
            lines: 1_000_000,
            cells: 1_000_000,
            depth: 512,
            pages: 2_000,
            interpreted_bytes: 256 << 20,
            drawn: 2_000_000,
            comparisons: 500_000_000,
        }
    }
}

impl Limits {
    /// Refuses an amount over a limit.
    pub(crate) fn check(&self, what: &'static str, actual: usize, limit: u64) -> Result<(), Error> {
        let actual = actual as u64;
        if actual > limit { Err(Error::TooLarge { what, actual, limit }) } else { Ok(()) }
    }
}
