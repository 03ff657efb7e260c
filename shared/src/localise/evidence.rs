//! What the prose says of the cells that are calculated with.
//!
//! Turns the certain claims of a report into [`Evidence`] over cells: the sum that a sentence states of them. Evidence only
//! moves the cost of a repair; it never makes a broken relation hold, and one sentence counts once.

use super::model::{OPEN, System};
use crate::amount::Amount;
use crate::claims::{Approximation, Claim, ClaimId};
use crate::form::CellId;
use crate::report::Report;

/// A sentence that states the sum of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Evidence {
    /// The claim in the report.
    pub(super) claim: ClaimId,
    /// The cells.
    pub(super) cells: Vec<usize>,
    /// The lowest and highest sum that agrees with it.
    pub(super) stated: (i64, i64),
}

/// Which sentences a repair comes to agree with, and which it comes to contradict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Testimony {
    pub(super) supports: Vec<usize>,
    pub(super) contradicts: Vec<usize>,
}

impl System {
    /// Adds what the prose says of known cells.
    pub(super) fn hear(&mut self, report: &Report) {
        for (at, claim) in report.claims.list.iter().enumerate() {
            if !claim.is_certain() || !claim.is_count() || claim.cells.is_empty() {
                continue;
            }
            let place = |cell: &CellId| self.cells.iter().position(|known| known.id == *cell);
            let Some(cells) = claim.cells.iter().map(place).collect::<Option<Vec<usize>>>() else { continue };
            let Some(stated) = self.stated(claim) else { continue };
            let new = Evidence { claim: at, cells, stated };
            if !self.evidence.iter().any(|known| known.cells == new.cells && known.stated == new.stated) {
                self.evidence.push(new);
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

    /// Whether a sentence agrees with the cells when some of them are changed.
    fn agrees(&self, evidence: &Evidence, changed: &[(usize, i64)]) -> bool {
        let value = |cell: &usize| {
            changed.iter().find(|change| change.0 == *cell).map_or_else(|| self.cells[*cell].value.unwrap_or(0), |change| change.1)
        };
        let blank = |cell: &usize| self.cells[*cell].value.is_none() && changed.iter().all(|change| change.0 != *cell);
        // Cells that are all blank state nothing.
        !evidence.cells.iter().all(blank)
            && (evidence.stated.0..=evidence.stated.1).contains(&evidence.cells.iter().map(value).sum::<i64>())
    }

    /// What the prose says of changed cells.
    pub(super) fn testimony(&self, changed: &[(usize, i64)]) -> Testimony {
        let mut testimony = Testimony::default();
        for (at, evidence) in self.evidence.iter().enumerate() {
            if !evidence.cells.iter().any(|cell| changed.iter().any(|change| change.0 == *cell)) {
                continue;
            }
            match (self.agrees(evidence, &[]), self.agrees(evidence, changed)) {
                (false, true) => testimony.supports.push(at),
                (true, false) => testimony.contradicts.push(at),
                _ => {}
            }
        }
        testimony
    }

    /// Whether some sentence disagrees with the printed figures, so that a repair may come to agree with it.
    pub(super) fn is_contradicted(&self) -> bool {
        self.evidence.iter().any(|evidence| !self.agrees(evidence, &[]))
    }
}
