//! Which claims state the same cells.
//!
//! Turns the list of claims into one group for all that name the same cells for the same year, so that a rule which asks
//! whether another figure of the text agrees does not go through the whole list for each. What a claim is worth is for
//! the rules.

use rustc_hash::FxHashMap;

use super::{Approximation, Claim, ClaimId, ClaimYear, Claims, Measure, Role};
use crate::amount::Amount;
use crate::form::CellId;

/// The figures of a report that name cells, by cells and year.
#[derive(Debug)]
pub struct ByCells {
    groups: FxHashMap<Vec<CellId>, Vec<SameCells>>,
}

/// Figures about the same cells and the same year.
#[derive(Debug)]
pub struct SameCells {
    year: ClaimYear,
    /// The claims, in the order of the text; one that repeats the figure of another is left out.
    pub different: Vec<ClaimId>,
    /// How many of the claims are exact, repetitions included.
    pub exact: usize,
    /// The sum of those that are exact, repetitions included; `None` where it is out of range.
    pub sum: Option<Amount>,
}

impl ByCells {
    /// Groups the claims that state a number of things or an amount of money.
    #[must_use]
    pub fn new(claims: &Claims) -> Self {
        let mut groups: FxHashMap<Vec<CellId>, Vec<SameCells>> = FxHashMap::default();
        for (id, claim) in claims.list.iter().enumerate().filter(|(_, claim)| claim.is_figure() && !claim.cells.is_empty()) {
            let years = match groups.get_mut(&claim.cells) {
                Some(years) => years,
                None => groups.entry(claim.cells.clone()).or_default(),
            };
            let at = years.iter().position(|same| same.year == claim.year).unwrap_or_else(|| {
                years.push(SameCells { year: claim.year, different: Vec::new(), exact: 0, sum: Some(Amount::ZERO) });
                years.len() - 1
            });
            years[at].add(claims, id);
        }
        Self { groups }
    }

    /// The claims about exactly these cells in one year.
    #[must_use]
    pub fn of(&self, cells: &[CellId], year: ClaimYear) -> Option<&SameCells> {
        self.groups.get(cells)?.iter().find(|same| same.year == year)
    }
}

impl SameCells {
    fn add(&mut self, claims: &Claims, id: ClaimId) {
        let claim = claims.get(id);
        if claim.approximation == Approximation::Exact {
            self.exact += 1;
            self.sum = self.sum.and_then(|sum| sum.checked_add(claim.value));
        }
        let figure = |claim: &Claim| (claim.value, claim.step, claim.unit, claim.measure, claim.approximation);
        if !self.different.iter().any(|&known| figure(claims.get(known)) == figure(claim)) {
            self.different.push(id);
        }
    }
}

impl Claim {
    /// Whether it states a number of things or an amount of money.
    #[must_use]
    pub const fn is_figure(&self) -> bool {
        matches!(self.role, Role::Total | Role::Part) && matches!(self.measure, Measure::Count | Measure::Money | Measure::None)
    }
}
