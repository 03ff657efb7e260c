//! What else is known of the cells that are calculated with: from the prose, a second printing of a table, last year's report.
//!
//! Turns the certain claims of a report, a second printing that differs from the first, and what last year's report hands
//! on into [`Evidence`] over cells: the sum that a witness states of them. Evidence only moves the cost of a repair; it
//! never makes a broken relation hold, and one statement counts once. Other figures of last year's report are no statement
//! about this year: they only bring repairs of the same cost into an order ([`System::surprise`]).

use rustc_hash::FxHashMap;

use super::model::{OPEN, System};
use crate::amount::{self, Amount};
use crate::catalog::Catalog;
use crate::claims::{Approximation, Claim, ClaimId};
use crate::form::{CellId, TableId};
use crate::previous::Previous;
use crate::report::{Report, RowReading, TableReading};
use crate::source::{Source, Span};

/// A statement of the sum of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Evidence {
    /// Who states it.
    pub(super) witness: Witness,
    /// The cells.
    pub(super) cells: Vec<usize>,
    /// The lowest and highest sum that agrees with it.
    pub(super) stated: (i64, i64),
}

/// Who states something of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Witness {
    /// A sentence of the prose.
    Prose(ClaimId),
    /// The same table, printed again with other figures: where the cell stands there.
    Printing(Span),
    /// Last year's report: its cell, by this year's form, that is carried over into this one.
    LastYear(CellId),
}

/// Which statements a repair comes to agree with, and which it comes to contradict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Testimony {
    pub(super) supports: Vec<usize>,
    pub(super) contradicts: Vec<usize>,
}

impl Witness {
    /// How much dearer a repair is that contradicts the witness.
    pub(super) const fn weight(self) -> u32 {
        match self {
            Self::Printing(_) => 15,
            Self::Prose(_) => 20,
            Self::LastYear(_) => 30,
        }
    }
}

impl System {
    /// Adds what the prose says of known cells.
    pub(super) fn hear(&mut self, report: &Report) {
        for (at, claim) in report.claims.list.iter().enumerate() {
            if !claim.is_certain() || !claim.is_count() || claim.cells.is_empty() {
                continue;
            }
            let place = |cell: &CellId| self.place(*cell);
            let Some(cells) = claim.cells.iter().map(place).collect::<Option<Vec<usize>>>() else { continue };
            let Some(stated) = self.stated(claim) else { continue };
            let new = Evidence { witness: Witness::Prose(at), cells, stated };
            if !self.evidence.iter().any(|known| known.cells == new.cells && known.stated == new.stated) {
                self.evidence.push(new);
            }
        }
    }

    /// Adds what the second printing of a table says of cells, if it is no mere copy: two equal ones share a mistake. Of three
    /// or more printings none is heard.
    pub(super) fn hear_again(&mut self, source: &Source, report: &Report) {
        let mut printed: FxHashMap<TableId, Option<&TableReading>> = FxHashMap::default();
        for again in report.tables.iter().filter(|table| table.repeated) {
            printed.entry(again.table).and_modify(|it| *it = None).or_insert(Some(again));
        }
        let mut twice: Vec<&TableReading> = printed.into_values().flatten().collect();
        twice.sort_unstable_by_key(|again| again.table);
        for again in twice {
            if let Some(first) = report.table(again.table).filter(|first| is_alike(first, again)) {
                self.hear_printing(first, again, source, report);
            }
        }
    }

    fn hear_printing(&mut self, first: &TableReading, again: &TableReading, source: &Source, report: &Report) {
        let content = |span: Span| source.slice(span).trim();
        let pairs = twins(first, again);
        if pairs.iter().all(|&(a, b)| content(a) == content(b)) {
            return;
        }
        let own = report.statistics.iter().filter(|statistic| statistic.table == first.table);
        let cells: FxHashMap<Span, CellId> = own.filter_map(|statistic| Some((statistic.span?, statistic.cell()?))).collect();
        for (printed, twin) in pairs.into_iter().filter(|pair| !pair.0.is_empty()) {
            let cell = cells.get(&printed).and_then(|&cell| self.place(cell));
            let numeral = amount::read(content(twin)).filter(|numeral| numeral.rest.is_empty());
            let value = numeral.and_then(|numeral| self.scaled(numeral.amount));
            if let (Some(cell), Some(value)) = (cell, value) {
                self.evidence.push(Evidence { witness: Witness::Printing(twin), cells: vec![cell], stated: (value, value) });
            }
        }
    }

    /// Adds what last year's report hands on to this one, whose form is known by index, and takes note of its other figures.
    pub(super) fn hear_last_year(&mut self, previous: &Previous, form: usize, catalog: &Catalog) {
        self.last_year = self.cells.iter().map(|cell| self.scaled(previous.figure(form, cell.id, catalog)?)).collect();
        for handed in catalog.crosswalk.handed_on(form) {
            let figure = previous.figure(form, handed.from, catalog).and_then(|amount| self.scaled(amount));
            if let (Some(cell), Some(value)) = (self.place(handed.to), figure) {
                // What was handed on is stronger than what stood in the same cell a year before.
                self.last_year[cell] = None;
                self.evidence.push(Evidence { witness: Witness::LastYear(handed.from), cells: vec![cell], stated: (value, value) });
            }
        }
    }

    /// The sums that agree with a claim; `None` if they cannot be calculated with.
    fn stated(&self, claim: &Claim) -> Option<(i64, i64)> {
        let value = self.scaled(claim.value)?;
        Some(match claim.approximation {
            Approximation::Exact if claim.step <= Amount::ONE => (value, value),
            Approximation::Exact => {
                let half = self.scaled(claim.step)? / 2;
                (value - half, value + half)
            }
            Approximation::AtLeast => (value, OPEN),
            Approximation::AtMost => (-OPEN, value),
            Approximation::About => (value - value / 10, value + value / 10),
        })
    }

    /// Whether a statement agrees with the printed figures. Cells that are all blank state nothing.
    fn agrees(&self, evidence: &Evidence) -> bool {
        let filled = evidence.cells.iter().filter_map(|&cell| self.cells[cell].value);
        filled.clone().next().is_some() && (evidence.stated.0..=evidence.stated.1).contains(&filled.sum::<i64>())
    }

    /// Whether a statement may agree with cells once some hold a value between two bounds; `None` if that cannot be told,
    /// because several of its cells change together within ranges.
    fn may_agree(&self, evidence: &Evidence, changes: &[(usize, i64, i64)]) -> Option<bool> {
        let (mut low, mut high, mut open) = (0i64, 0i64, 0);
        for &cell in &evidence.cells {
            let printed = self.cells[cell].value.unwrap_or(0);
            let (least, most) = changes.iter().find(|change| change.0 == cell).map_or((printed, printed), |change| (change.1, change.2));
            (low, high) = (low.saturating_add(least), high.saturating_add(most));
            open += usize::from(least != most);
        }
        (open < 2).then_some(low <= evidence.stated.1 && evidence.stated.0 <= high)
    }

    /// What witnesses say of cells with other values, each the lowest and highest.
    pub(super) fn testimony(&self, changes: &[(usize, i64, i64)]) -> Testimony {
        let mut testimony = Testimony::default();
        for (at, evidence) in self.evidence.iter().enumerate() {
            if !evidence.cells.iter().any(|cell| changes.iter().any(|change| change.0 == *cell)) {
                continue;
            }
            match (self.agrees(evidence), self.may_agree(evidence, changes)) {
                (false, Some(true)) => testimony.supports.push(at),
                (true, Some(false)) => testimony.contradicts.push(at),
                _ => {}
            }
        }
        testimony
    }

    /// Whether some statement disagrees with the printed figures, so that a repair may come to agree with it.
    pub(super) fn is_contradicted(&self) -> bool {
        self.evidence.iter().any(|evidence| !self.agrees(evidence))
    }

    /// By how much changed cells come to differ more from last year's report than printed, in hundredths of the larger
    /// figure; less than nothing where they come nearer, and nothing where it has no such figure.
    pub(super) fn surprise(&self, changes: &[(usize, i64, i64)]) -> i64 {
        let of = |&(cell, low, high): &(usize, i64, i64)| {
            let before = self.last_year.get(cell).copied().flatten()?;
            let after = before.clamp(low, high);
            Some(apart(after, before) - apart(self.cells[cell].value.unwrap_or(0), before))
        };
        changes.iter().filter_map(of).sum()
    }
}

/// How far two figures are apart, in hundredths of the larger.
fn apart(a: i64, b: i64) -> i64 {
    let larger = a.abs().max(b.abs()).max(1);
    i64::try_from(i128::from(a.abs_diff(b)) * 100 / i128::from(larger)).unwrap_or(i64::MAX)
}

/// Whether two printings of a table have the same columns, all of them known.
fn is_alike(first: &TableReading, again: &TableReading) -> bool {
    let columns = |table: &TableReading| table.columns.iter().map(|it| it.column).collect::<Option<Vec<u16>>>();
    columns(first).is_some_and(|first| columns(again) == Some(first))
}

/// The cells of two printings that stand in the same place of the same row; rows that occur again within one are passed over.
fn twins(first: &TableReading, again: &TableReading) -> Vec<(Span, Span)> {
    let mut rows: FxHashMap<u16, Option<&RowReading>> = FxHashMap::default();
    for (row, code) in again.rows.iter().filter_map(|row| Some((row, row.row?))) {
        rows.entry(code).and_modify(|it| *it = None).or_insert(Some(row));
    }
    let twin = |row: &RowReading| rows.get(&row.row?).copied().flatten().filter(|twin| twin.cells.len() == row.cells.len());
    let both = first.rows.iter().filter_map(|row| Some((row, twin(row)?)));
    both.flat_map(|(row, twin)| row.cells.iter().copied().zip(twin.cells.iter().copied())).collect()
}
