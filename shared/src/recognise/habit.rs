//! What the rows of a table have in common.
//!
//! Turns the rows of a [`Draft`] into its [`Habit`]: where they print their values, at which end blanks that belong to no
//! column, and whether one may end early. What one row holds is read by the habit of all, since a row that lost a cell, or got
//! one, shows it by differing from the others. Placing the cells by it is left to [`super::place`].
//!
//! ```text
//! ⇥⇥⇥自然人⇥商业企业⇥总计
//! 一、本年新收⇥⇥⇥5⇥1⇥6          values in columns 3 to 5, whatever columns the labels take
//! ⇥（一）予以公开⇥⇥4⇥5           ends early: blanks are left out, or a figure was lost
//! ```

use std::collections::BTreeMap;

use crate::report::Dialect;

use super::grid::Grids;
use super::header::Slot;
use super::segments::{Cell, Class, NO_COLUMN};
use super::tables::{Draft, DraftRow};

/// What the rows of a table have in common.
#[derive(Debug, Default)]
pub(super) struct Habit {
    /// Number of cells in a row behind its label, where most rows agree; 0 if the dialect does not mark rows.
    pub(super) width: usize,
    /// Where rows print more blanks than the header has columns.
    pub(super) surplus: Surplus,
    /// Where rows print their values.
    pub(super) stand: Stand,
    /// Whether rows may end early: some do not, or nobody could tell a column that is blank from one that was lost before it; and
    /// several have blanks, or it would be the only one to have any.
    pub(super) ends_early: bool,
    /// The column behind the last one where most rows end, if they do; unknown where one of them holds anything there, since
    /// it slid.
    pub(super) overhang: Option<u32>,
    /// In marked tables: one past the last column, where most rows end.
    pub(super) end: u32,
    /// In marked tables: the value cells that take more than one row.
    pub(super) tall: Vec<usize>,
}

/// Where rows print their values.
#[derive(Debug, Default)]
pub(super) enum Stand {
    /// Empty cells are printed wherever the table has one, so that values stand in the same columns in all rows: these, for each
    /// slot.
    Columns(Vec<u32>),
    /// Right behind the label, blanks apart that all rows print there.
    BehindLabel,
    /// Labels take several columns, and nothing shows whether the blanks behind one that takes fewer are values.
    #[default]
    Unknown,
}

/// What a copy shows about the blanks that end its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum RowEnds {
    /// Nothing shows it.
    #[default]
    Unknown,
    /// They are printed, so that a row that ends early has lost a cell.
    Printed,
    /// They are left out: a line of the header ends early, and no row ends with one.
    Trimmed,
}

/// At which end of their values rows print cells that belong to no column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Surplus {
    /// No row shows it, or rows contradict each other.
    #[default]
    Unknown,
    Leading,
    Trailing,
}

impl Habit {
    /// The habit of the rows of a draft beneath its header.
    pub(super) fn of(cells: &[Cell], draft: &Draft, slots: &[Slot], grids: &Grids) -> Self {
        let rows = Rows { cells, draft };
        let (end, tall) = rows.grid_habit(grids);
        let stand = rows.stand(slots);
        let (ends_early, overhang) = match &stand {
            Stand::Columns(columns) => rows.reach(columns),
            Stand::BehindLabel | Stand::Unknown => (false, None),
        };
        Self { width: rows.usual_width(), surplus: rows.surplus(slots), stand, ends_early, overhang, end, tall }
    }
}

/// What the rows and headers of a copy show about the blanks that end them. One program made them all.
pub(super) fn row_ends(cells: &[Cell], drafts: &[Draft]) -> RowEnds {
    let mut ends = RowEnds::Unknown;
    for draft in drafts.iter().filter(|draft| ends_rows_early(draft.dialect)) {
        let is_blank = |at: &usize| cells[*at].class == Class::Blank;
        if draft.rows.iter().filter_map(|row| row.cells.last()).any(is_blank) {
            return RowEnds::Printed;
        }
        let Some(first) = draft.rows.first().map(|row| row.at) else { continue };
        let last_head = draft.slots.last().filter(|_| heads_stand_apart(&draft.slots)).map(|slot| slot.at);
        let mut row = cells[first].row;
        for cell in cells[..first].iter().rev().take_while(|cell| cell.span.start() >= draft.span.start()) {
            // The last cell of each line of the header.
            if std::mem::replace(&mut row, cell.row) == cell.row || cell.dialect != draft.dialect {
                continue;
            }
            if cell.class == Class::Blank {
                return RowEnds::Printed;
            }
            if last_head.is_some_and(|last| cell.column < last) {
                ends = RowEnds::Trimmed;
            }
        }
    }
    ends
}

/// Whether copies of a dialect may leave out the blanks that end a row.
pub(super) const fn ends_rows_early(dialect: Dialect) -> bool {
    matches!(dialect, Dialect::TabRows | Dialect::CommaRows)
}

/// Whether each column head has a column of its own in the printed rows.
fn heads_stand_apart(slots: &[Slot]) -> bool {
    slots.len() > 1 && slots.iter().all(|slot| slot.at != NO_COLUMN) && slots.windows(2).all(|pair| pair[0].at < pair[1].at)
}

/// Whether the cells that a row has too many can be its first, and its last.
pub(super) fn surplus_ends(cells: &[Cell], row: &[usize], slots: usize) -> (bool, bool) {
    let extra = row.len() - slots;
    let blank = |at: &usize| cells[*at].class == Class::Blank;
    (row.iter().take(extra).all(blank), row.iter().rev().take(extra).all(blank))
}

struct Rows<'a> {
    cells: &'a [Cell],
    draft: &'a Draft,
}

impl Rows<'_> {
    /// Number of cells in a row behind its label, where most rows agree; 0 if the dialect does not mark rows.
    fn usual_width(&self) -> usize {
        let mut counts = BTreeMap::new();
        for row in self.draft.rows.iter().filter(|row| row.closed && !row.cells.is_empty()) {
            *counts.entry(row.cells.len()).or_insert(0usize) += 1;
        }
        counts.into_iter().max_by_key(|&(_, count)| count).map_or(0, |(width, _)| width)
    }

    /// At which end the surplus cells of rows are, by the rows that leave no doubt: the first value behind surplus blanks, or the
    /// last before them, is none.
    fn surplus(&self, slots: &[Slot]) -> Surplus {
        let (mut leading, mut trailing) = ((false, false), (false, false));
        let is_blank = |at: usize| self.cells[at].class == Class::Blank;
        let rows = || self.draft.rows.iter().filter(|row| row.closed && row.cells.len() > slots.len());
        if slots.is_empty() || !self.labels_are_level() {
            return Surplus::Unknown;
        }
        for row in rows() {
            let extra = row.cells.len() - slots.len();
            match surplus_ends(self.cells, &row.cells, slots.len()) {
                (true, false) => leading = (true, leading.1 || !is_blank(row.cells[extra])),
                (false, true) => trailing = (true, trailing.1 || !is_blank(row.cells[slots.len() - 1])),
                _ => {}
            }
        }
        match (leading, trailing) {
            ((true, true), (false, _)) => Surplus::Leading,
            ((false, _), (true, true)) => Surplus::Trailing,
            _ => Surplus::Unknown,
        }
    }

    /// Whether all labels of rows stand in the same column, as far as the dialect tells.
    fn labels_are_level(&self) -> bool {
        let mut columns = self.draft.rows.iter().filter(|row| !row.cells.is_empty()).map(|row| self.cells[row.at].column);
        let first = columns.next();
        columns.all(|column| Some(column) == first)
    }

    /// The rows that show where cells stand: not a label alone on its line, with all blanks left out.
    fn printed_rows(&self) -> impl Iterator<Item = &DraftRow> {
        self.draft.rows.iter().filter(|row| row.closed || !row.cells.is_empty())
    }

    /// Where rows print their values.
    fn stand(&self, slots: &[Slot]) -> Stand {
        if self.is_grid(slots) {
            return Stand::Columns(slots.iter().map(|slot| slot.at).collect());
        }
        if !self.draft.grid_headers.is_empty() || self.labels_are_level() {
            return Stand::BehindLabel;
        }
        self.behind_deepest_label(slots)
    }

    /// Whether column heads stand apart in the printed rows, and rows print the empty cells before their labels.
    fn is_grid(&self, slots: &[Slot]) -> bool {
        let label = |row: &DraftRow| self.cells[row.at].column;
        self.draft.grid_headers.is_empty()
            && heads_stand_apart(slots)
            && self.printed_rows().all(|row| row.closed && label(row) < slots[0].at)
            && self.printed_rows().any(|row| {
                let before = row.at.checked_sub(1).map(|at| &self.cells[at]);
                label(row) > 0 && before.is_none_or(|cell| cell.row != self.cells[row.at].row || cell.class == Class::Blank)
            })
    }

    /// Where values stand in rows whose labels stand in several columns beneath a header without the blanks of merged cells: all
    /// behind the column of the deepest label, if rows of higher ones print blanks up to there and are whole; or each right
    /// behind its label.
    fn behind_deepest_label(&self, slots: &[Slot]) -> Stand {
        const FEWEST_ROWS: usize = 3;
        let rows = || self.draft.rows.iter().filter(|row| !row.cells.is_empty());
        let label = |row: &DraftRow| self.cells[row.at].column;
        let deepest = self.printed_rows().map(label).max();
        let Some(first) = deepest.and_then(|deepest| deepest.checked_add(1)) else { return Stand::Unknown };
        let columns: Vec<u32> = (first..).take(slots.len()).collect();
        let (mut filled, mut whole) = (false, false);
        for row in rows().filter(|row| label(row) + 1 < first) {
            let mut between = row.cells.iter().map(|&at| &self.cells[at]).take_while(|cell| cell.column < first);
            filled |= between.any(|cell| cell.class != Class::Blank);
            whole |= row.cells.last().map(|&at| self.cells[at].column) == columns.last().copied();
        }
        // Of a few rows that were trimmed, each may by chance print as many cells.
        let exact = || rows().count() > FEWEST_ROWS && rows().all(|row| row.cells.len() == slots.len());
        if filled || exact() {
            Stand::BehindLabel
        } else if whole {
            Stand::Columns(columns)
        } else {
            Stand::Unknown
        }
    }

    /// Whether rows may end before the last of these columns, and where behind it most of the others end.
    fn reach(&self, columns: &[u32]) -> (bool, Option<u32>) {
        let (Some(&first), Some(&last)) = (columns.first(), columns.last()) else { return (false, None) };
        let (mut early, mut empty, mut slid, mut ends) = (0, 0, false, BTreeMap::new());
        for row in &self.draft.rows {
            match row.cells.last().map(|&at| self.cells[at].column) {
                // A label with others behind it is printed for all their rows.
                None => empty += usize::from(self.cells.get(row.at + 1).is_none_or(|next| next.row != self.cells[row.at].row)),
                Some(end) if end < last => early += 1,
                Some(end) => {
                    let mut behind = row.cells.iter().rev().map(|&at| &self.cells[at]).take_while(|cell| cell.column > last);
                    slid |= behind.any(|cell| cell.class != Class::Blank);
                    *ends.entry(end).or_insert(0usize) += 1;
                }
            }
        }
        let is_blank = |&at: &usize| self.cells[at].class == Class::Blank && self.cells[at].column >= first;
        let others = || empty > 0 || self.draft.rows.iter().flat_map(|row| &row.cells).any(is_blank);
        let ends_early = !ends.is_empty() && (early > 1 || (early == 1 && others()));
        let usual = ends.into_iter().max_by_key(|&(_, count)| count).map(|(end, _)| end);
        (ends_early, usual.filter(|&end| end > last && !slid))
    }

    /// In marked tables: where most rows end, and the value cells that take more than one row.
    fn grid_habit(&self, grids: &Grids) -> (u32, Vec<usize>) {
        if self.draft.grid_headers.is_empty() {
            return (0, Vec::new());
        }
        let mut ends = BTreeMap::new();
        for row in self.draft.rows.iter().filter(|row| !row.cells.is_empty()) {
            *ends.entry(grids.end(self.cells[row.at].row)).or_insert(0usize) += 1;
        }
        let tall = self.draft.rows.iter().flat_map(|row| &row.cells).copied().filter(|&at| self.cells[at].rows().len() > 1).collect();
        (ends.into_iter().max_by_key(|&(_, count)| count).map_or(0, |(end, _)| end), tall)
    }
}
