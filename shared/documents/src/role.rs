//! Whether a table holds data or only arranges the page, told from what its cells hold.
//!
//! Government pages wrap everything in tables, and reports put their figures in tables: the two look the same in markup, and
//! in the Word files that such pages are copied into.
//! A table arranges the page if it has one column, if another table with as many cells stands in it, if most of its text
//! runs over several paragraphs in a cell, or if it consists of links.

/// What a table is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Role {
    /// Its cells are data.
    Data,
    /// It arranges the page.
    #[default]
    Layout,
}

/// Paragraphs from which on the text of a cell may be running text.
const RUNNING_PARAGRAPHS: u32 = 3;

/// Bytes from which on such a cell is running text: fifty characters.
const RUNNING_BYTES: usize = 150;

/// Bytes from which on any cell is running text: longer than any label or remark of a form.
const LONG_BYTES: usize = 1500;

/// What a cell holds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CellContent {
    /// Headings in it.
    pub(crate) headings: u32,
    paragraphs: u32,
    bytes: usize,
    linked: usize,
    /// Cells with text of the tables of data inside it.
    inner_cells: u32,
    /// Whether running text of a table inside it makes the table around it layout as well.
    flows: Flows,
}

/// Whether a cell is known to hold running text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Flows {
    #[default]
    Unknown,
    Surely,
}

/// What a table holds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TableContent {
    /// Whether the page itself says that the table only arranges it.
    presentation: bool,
    cells_in_row: u32,
    widest: u32,
    cells: u32,
    paragraphs: u32,
    bytes: usize,
    running: usize,
    linked: usize,
    inner_cells: u32,
    /// Cells in which a table stands beside paragraphs, or a heading beside others.
    mixed: u32,
}

impl CellContent {
    /// A paragraph of so many bytes ended, so many of them in links.
    pub(crate) fn paragraph(&mut self, bytes: usize, linked: usize) {
        self.paragraphs += 1;
        self.bytes += bytes;
        self.linked += linked;
    }

    /// A table inside it ended.
    pub(crate) fn take_table(&mut self, table: &TableContent, role: Role) {
        self.inner_cells += table.inner_cells;
        match role {
            Role::Data => self.inner_cells += table.cells,
            Role::Layout => {
                self.paragraphs += table.paragraphs;
                self.bytes += table.bytes;
                self.linked += table.linked;
                if table.running * 2 > table.bytes {
                    self.flows = Flows::Surely;
                }
            }
        }
    }

    /// Whether it holds no text at all.
    #[cfg_attr(not(feature = "html"), expect(dead_code, reason = "only pages have cells that scripts fill"))]
    pub(crate) const fn is_blank(&self) -> bool {
        self.bytes == 0 && self.inner_cells == 0
    }

    fn is_running(&self) -> bool {
        self.flows == Flows::Surely || self.bytes >= LONG_BYTES || (self.paragraphs >= RUNNING_PARAGRAPHS && self.bytes >= RUNNING_BYTES)
    }
}

impl TableContent {
    /// A table that begins; `presentation` if the page itself says that it only arranges it.
    pub(crate) fn new(presentation: bool) -> Self {
        Self { presentation, ..Self::default() }
    }

    pub(crate) fn start_row(&mut self) {
        self.cells_in_row = 0;
    }

    pub(crate) fn start_cell(&mut self) {
        self.cells_in_row += 1;
        self.widest = self.widest.max(self.cells_in_row);
    }

    pub(crate) fn end_cell(&mut self, cell: &CellContent) {
        self.paragraphs += cell.paragraphs;
        self.bytes += cell.bytes;
        self.linked += cell.linked;
        self.inner_cells += cell.inner_cells;
        if cell.bytes > 0 {
            self.cells += 1;
        }
        if cell.is_running() {
            self.running += cell.bytes;
        }
        if cell.paragraphs > 1 && (cell.inner_cells > 0 || cell.headings > 0) {
            self.mixed += 1;
        }
    }

    /// What the table is for.
    pub(crate) fn role(&self) -> Role {
        let arranges = self.presentation
            || self.widest <= 1
            || self.mixed > 0
            || (self.inner_cells > 0 && self.inner_cells >= self.cells)
            || self.running * 2 > self.bytes
            || (self.bytes > 0 && self.linked * 10 >= self.bytes * 8);
        if arranges { Role::Layout } else { Role::Data }
    }
}
