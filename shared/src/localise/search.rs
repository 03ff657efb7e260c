//! The search for all cheapest repairs.
//!
//! Turns broken rows into [`Candidate`]s: single operations first, each tried outright, then sets of two and three cells.
//! A set is grown from a broken row: some cell of it must change. Once the chosen cells cannot mend what is broken, exact
//! elimination says which rows contradict each other, and some further cell of those must change. So no set is left out, and
//! no set that contains a smaller repair is listed.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::evidence::Testimony;
use super::kinds::smallest_dependent;
use super::model::{Demand, OPEN, Strictness, System};
use super::{MOST_CELLS, Operation};

/// How much dearer a repair may be and still be listed as a rival.
pub(super) const GAP: u32 = 10;
/// What the cheapest repair costs at least.
pub(super) const CELL: u32 = 10;
const SEVERAL: u32 = 12;
const SHIFT: u32 = 15;
const FILL: u32 = 6;
/// Broken rows that a mask has room for.
const MASKED: usize = 64;
/// How much dearer a repair is at most for what contradicts it.
const MOST_TRUST: u32 = 60;
/// How much cheaper a repair is that is stated elsewhere.
const SUPPORT: u32 = 8;
/// For each suspicious relation that a repair would break.
const AGAINST: u32 = 10;

/// A repair in integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) operation: Operation,
    /// Cells with the lowest and highest value that would do.
    pub(super) changes: Vec<(usize, i64, i64)>,
    pub(super) cost: u32,
    /// What it costs apart from what the report says for and against it.
    pub(super) plain: u32,
    /// Suspicious relations that it would break.
    pub(super) against: Vec<usize>,
    /// What is stated elsewhere of its cells.
    pub(super) testimony: Testimony,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// Repairs, cheapest first.
    pub(super) candidates: Vec<Candidate>,
    pub(super) nodes: u32,
    /// Whether every repair not dearer than the cheapest was seen.
    pub(super) complete: bool,
}

/// A search for the repairs of one group.
pub(super) struct Search<'a> {
    system: &'a System,
    /// Rows to be mended.
    broken: &'a [usize],
    budget: u32,
    nodes: u32,
    exhausted: bool,
    /// The least cost of a set that could not be decided.
    undecided: u32,
    /// For each cell, which of the broken rows it stands in, a bit for each of the first 64.
    mends: Vec<u64>,
    /// Broken rows of other groups: their difference has to stay.
    foreign: Vec<bool>,
    seen: FxHashSet<[usize; MOST_CELLS]>,
    /// Whether something stated elsewhere disagrees with the printed figures.
    is_contradicted: bool,
    /// Sets of cells that are repairs.
    minimal: Vec<Vec<usize>>,
    candidates: Vec<Candidate>,
    /// What the cheapest repair may cost.
    ceiling: u32,
    /// The figures of all cells as printed, into which those of one attempt are put and taken out again.
    after: Vec<i64>,
    /// Whether dear repairs are wanted as well.
    #[cfg(test)]
    thorough: bool,
}

/// What exact elimination says of a set of cells.
enum Solved {
    /// They can mend what is broken; the lowest and highest value of each.
    Values(Vec<(usize, i64, i64)>),
    /// They cannot, because of these rows.
    Conflict(Vec<usize>),
    /// Too little ties them together.
    Undecided(Vec<usize>),
}

/// An equation over the chosen cells' changes, with the rows it came from.
#[derive(Clone)]
struct Equation {
    factors: [i128; MOST_CELLS],
    value: i128,
    pivot: usize,
    origins: Vec<usize>,
}

impl Found {
    /// What the cheapest repair costs.
    pub(super) fn cost(&self) -> u32 {
        self.candidates.first().map_or(u32::MAX, |candidate| candidate.cost)
    }
}

impl<'a> Search<'a> {
    pub(super) fn new(system: &'a System, broken: &'a [usize], budget: u32) -> Self {
        let mut foreign = vec![false; system.rows.len()];
        system.broken.iter().for_each(|&row| foreign[row] = true);
        broken.iter().for_each(|&row| foreign[row] = false);
        let mut search = Self {
            system,
            broken,
            budget,
            nodes: 0,
            exhausted: false,
            undecided: u32::MAX,
            mends: vec![0; system.cells.len()],
            foreign,
            seen: FxHashSet::default(),
            is_contradicted: system.is_contradicted(),
            minimal: Vec::new(),
            candidates: Vec::new(),
            ceiling: u32::MAX,
            after: system.values().to_vec(),
            #[cfg(test)]
            thorough: false,
        };
        for (bit, &row) in broken.iter().take(MASKED).enumerate() {
            for term in &system.rows[row].terms {
                search.mends[term.cell] |= 1 << bit;
            }
        }
        search
    }

    /// The same search, only for repairs that cost at most as much.
    pub(super) const fn at_most(mut self, cost: u32) -> Self {
        self.ceiling = cost;
        self
    }

    /// All repairs that are not more than [`GAP`] dearer than the cheapest, as far as a number of cells allows.
    pub(super) fn run(mut self) -> Found {
        self.grow(&mut Vec::new(), 1);
        self.recomputed();
        let concerned = self.broken.iter().flat_map(|&row| self.system.rows[row].terms.iter().map(|term| term.cell));
        let lines = self.system.lines_through(concerned);
        self.swapped(&lines);
        self.shifted(&lines);
        for size in 2..=MOST_CELLS {
            let cheapest = (CELL * u32::try_from(size).unwrap_or(u32::MAX)).saturating_sub(self.most_support());
            if self.exhausted || cheapest >= self.limit() {
                break;
            }
            if self.is_ruled_out(size) {
                continue;
            }
            self.seen.clear();
            self.grow(&mut Vec::new(), size);
        }
        self.finish()
    }

    /// Whether no set of so many cells can be a repair, since one cell is: both together would be a set of cells that make
    /// up for each other, and the smallest of these is larger.
    fn is_ruled_out(&self, size: usize) -> bool {
        let one = self.minimal.iter().find(|set| set.len() == 1);
        one.is_some_and(|one| size + 1 < smallest_dependent(self.system, one[0]) as usize)
    }

    /// All repairs of up to `most` cells changed one by one, whatever they cost.
    #[cfg(test)]
    pub(super) fn cells_only(mut self, most: usize) -> Vec<Candidate> {
        self.thorough = true;
        for size in 1..=most {
            self.seen.clear();
            self.grow(&mut Vec::new(), size);
        }
        assert!(!self.exhausted, "the budget was used up");
        self.candidates.sort_by_key(|candidate| (candidate.cost, candidate.changes.clone()));
        self.candidates
    }

    fn limit(&self) -> u32 {
        #[cfg(test)]
        if self.thorough {
            return u32::MAX;
        }
        let best = self.candidates.iter().map(|candidate| candidate.cost).min().filter(|&best| best <= self.ceiling);
        best.map_or(self.ceiling.saturating_add(1), |best| best + GAP)
    }

    fn finish(mut self) -> Found {
        let system = self.system;
        for candidate in &mut self.candidates {
            candidate.changes.sort_unstable_by_key(|change| system.cells[change.0].id);
        }
        let of = |&(cell, low, high): &(usize, i64, i64)| (system.cells[cell].id, low, high);
        self.candidates.sort_by(|a, b| {
            // Of repairs that cost the same, those come first that last year's report makes likelier.
            let surprise = |candidate: &Candidate| system.surprise(&candidate.changes);
            let before = a.cost.cmp(&b.cost).then_with(|| surprise(a).cmp(&surprise(b)));
            before.then_with(|| a.changes.iter().map(of).cmp(b.changes.iter().map(of))).then_with(|| a.operation.cmp(&b.operation))
        });
        let best = self.candidates.first().map(|candidate| candidate.cost);
        // One figure that moved to an empty neighbour may be a swap or a line that slid: it is told as the graver of the two.
        let slid: FxHashSet<Vec<(usize, i64, i64)>> =
            self.candidates.iter().filter(|it| it.operation == Operation::Shifted).map(|it| it.changes.clone()).collect();
        if !slid.is_empty() {
            for candidate in self.candidates.iter_mut().filter(|it| slid.contains(&it.changes)) {
                candidate.operation = Operation::Shifted;
            }
        }
        let mut told: FxHashSet<&[(usize, i64, i64)]> = FxHashSet::default();
        let plain = self.candidates.first().map_or(0, |candidate| candidate.plain);
        let is_told = |candidate: &'_ Candidate| {
            // What only the rest of the report rules out is worth being told.
            let opposed = !candidate.testimony.contradicts.is_empty() || !candidate.against.is_empty();
            let ruled_out = opposed && candidate.plain <= plain + GAP;
            ruled_out || best.is_some_and(|best| candidate.cost <= best + GAP)
        };
        let kept: Vec<bool> = self.candidates.iter().map(|it| is_told(it) && told.insert(&it.changes)).collect();
        let mut kept = kept.into_iter();
        self.candidates.retain(|_| kept.next().unwrap_or_default());
        let complete = !self.exhausted && best.is_some_and(|best| self.undecided > best);
        Found { candidates: self.candidates, nodes: self.nodes, complete }
    }

    /// Whether cells together stand in every broken row, as a repair must; only so can it mend all.
    fn may_mend(&self, cells: impl IntoIterator<Item = usize>) -> bool {
        let all = if self.broken.len() >= MASKED { u64::MAX } else { (1 << self.broken.len()) - 1 };
        cells.into_iter().fold(0, |mask, cell| mask | self.mends[cell]) == all
    }

    /// By how much what is stated elsewhere may make a repair cheaper.
    const fn most_support(&self) -> u32 {
        if self.is_contradicted { SUPPORT } else { 0 }
    }

    /// Takes one node from the budget; `false` once it is used up.
    const fn spend(&mut self) -> bool {
        if self.nodes >= self.budget {
            self.exhausted = true;
            return false;
        }
        self.nodes += 1;
        true
    }

    /// The cells of the row that has the fewest.
    fn narrowest(&self, rows: &[usize]) -> Vec<usize> {
        let least = rows.iter().min_by_key(|&&row| self.system.rows[row].terms.len());
        least.map_or_else(Vec::new, |&row| self.system.rows[row].terms.iter().map(|term| term.cell).collect())
    }

    fn least_cost(&self, cells: &[usize]) -> u32 {
        cells.iter().map(|&cell| CELL + if self.system.cells[cell].value.is_none() { FILL } else { 0 }).sum()
    }

    /// Tries every set of `size` cells that contains those chosen and may be a repair.
    fn grow(&mut self, chosen: &mut Vec<usize>, size: usize) {
        let open = u32::try_from(size - chosen.len()).unwrap_or(0);
        let least = self.least_cost(chosen).saturating_add(open * CELL).saturating_sub(self.most_support());
        if self.exhausted || least > self.limit() {
            return;
        }
        let mut key = [usize::MAX; MOST_CELLS];
        key[..chosen.len()].copy_from_slice(chosen);
        key.sort_unstable();
        if !self.seen.insert(key) {
            return;
        }
        if self.minimal.iter().any(|set| set.iter().all(|cell| chosen.contains(cell))) {
            return;
        }
        if !self.spend() {
            return;
        }
        let mut untouched = Vec::new();
        for &row in self.broken {
            if !self.system.rows[row].terms.iter().any(|term| chosen.contains(&term.cell)) {
                untouched.push(row);
            }
        }
        if chosen.len() == size {
            if untouched.is_empty() {
                self.try_cells(chosen);
            }
            return;
        }
        let next = if untouched.is_empty() {
            match self.solve(chosen) {
                Solved::Values(_) => return,
                Solved::Conflict(rows) | Solved::Undecided(rows) => {
                    let mut cells: Vec<usize> =
                        rows.iter().flat_map(|&row| self.system.rows[row].terms.iter().map(|term| term.cell)).collect();
                    cells.sort_unstable();
                    cells.dedup();
                    cells
                }
            }
        } else {
            self.narrowest(&untouched)
        };
        for cell in next {
            if !chosen.contains(&cell) {
                chosen.push(cell);
                self.grow(chosen, size);
                chosen.pop();
            }
        }
    }

    /// Lists a set of cells if it is a repair.
    fn try_cells(&mut self, chosen: &[usize]) {
        if let [cell] = *chosen {
            match self.amounts(&[(cell, 1)]) {
                Amounts::Some(low, high, against) => {
                    let before = self.system.cells[cell].value.unwrap_or(0);
                    self.minimal.push(vec![cell]);
                    self.list(Operation::Cells, vec![(cell, before.saturating_add(low), add(before, high))], against);
                }
                Amounts::None => {}
                Amounts::Undecided => self.undecided = self.undecided.min(self.least_cost(chosen)),
            }
            return;
        }
        match self.solve(chosen) {
            Solved::Values(changes) => {
                self.minimal.push(chosen.to_vec());
                let point: Option<Vec<(usize, i64)>> =
                    changes.iter().map(|&(cell, low, high)| (low == high).then_some((cell, low))).collect();
                let against = point.map_or_else(Vec::new, |point| self.contradicting(&point));
                self.list(Operation::Cells, changes, against);
            }
            Solved::Conflict(_) => {}
            Solved::Undecided(_) => self.undecided = self.undecided.min(self.least_cost(chosen)),
        }
    }

    /// Suspicious rows that held and would not hold.
    fn contradicting(&self, changed: &[(usize, i64)]) -> Vec<usize> {
        let filled: Vec<usize> = changed.iter().map(|change| change.0).collect();
        let soft = |row: usize| self.system.rows[row].strict == Strictness::Soft && !self.broken.contains(&row) && !self.foreign[row];
        self.touched(&filled)
            .iter()
            .copied()
            .filter(|&row| soft(row) && self.system.applies(row, &filled) && !self.system.holds(row, changed))
            .collect()
    }

    /// The rows of cells.
    fn touched(&self, cells: &[usize]) -> Cow<'a, [usize]> {
        if let [cell] = *cells {
            return Cow::Borrowed(self.system.rows_of.at(cell));
        }
        let mut rows: Vec<usize> = cells.iter().flat_map(|&cell| self.system.rows_of.at(cell).iter().copied()).collect();
        rows.sort_unstable();
        rows.dedup();
        Cow::Owned(rows)
    }

    /// The bounds that a row sets to its difference; `None` for a row without any.
    fn bounds(&self, row: usize) -> Option<(i64, i64)> {
        let it = &self.system.rows[row];
        match it.demand {
            _ if self.foreign[row] => Some((it.difference, it.difference)),
            Demand::Between(low, high) => Some((low, high)),
            Demand::Together(_) => None,
        }
    }

    /// Whether a row has to hold after a repair.
    fn binds(&self, row: usize) -> bool {
        self.foreign[row] || self.broken.contains(&row) || self.system.rows[row].strict == Strictness::Hard
    }

    /// How much a row's difference changes when cells move by one step.
    fn factor(&self, row: usize, moves: &[(usize, i64)]) -> i64 {
        let terms = &self.system.rows[row].terms;
        // Multiplied, not asked: which of its cells moves cannot be foreseen.
        terms.iter().map(|term| moves.iter().map(|step| i64::from(step.0 == term.cell) * term.sign * step.1).sum::<i64>()).sum()
    }

    /// By how much cells may move together so that all is mended.
    fn amounts(&self, moves: &[(usize, i64)]) -> Amounts {
        let system = self.system;
        let cells: Vec<usize> = moves.iter().map(|step| step.0).collect();
        let (mut low, mut high) = (-OPEN, OPEN);
        for &(cell, step) in moves.iter().filter(|step| !system.cells[step.0].signed) {
            narrow(&mut low, &mut high, step, -system.cells[cell].value.unwrap_or(0), OPEN);
        }
        let rows = self.touched(&cells);
        let mended = |row: &usize| rows.contains(row) && (self.bounds(*row).is_none() || self.factor(*row, moves) != 0);
        if !self.broken.iter().all(mended) {
            return Amounts::None;
        }
        let (mut together, mut soft) = (Vec::new(), Vec::new());
        for &row in rows.iter().filter(|&&row| system.applies(row, &cells)) {
            if !self.binds(row) {
                soft.push(row);
            } else if let Some((least, most)) = self.bounds(row) {
                let difference = system.rows[row].difference;
                narrow(&mut low, &mut high, self.factor(row, moves), least.saturating_sub(difference), most.saturating_sub(difference));
            } else if let Some((least, most)) = self.together(row, moves) {
                (low, high) = (low.max(least), high.min(most));
            } else {
                together.push(row);
            }
            if low > high {
                return Amounts::None;
            }
        }
        let at = |amount: i64| {
            moves.iter().map(|&(cell, step)| (cell, system.cells[cell].value.unwrap_or(0) + step * amount)).collect::<Vec<_>>()
        };
        if !together.is_empty() {
            if low != high {
                return Amounts::Undecided;
            }
            if !together.iter().all(|&row| system.holds(row, &at(low))) {
                return Amounts::None;
            }
        }
        if low <= -OPEN {
            return Amounts::Undecided;
        }
        let against = if low == high { self.contradicting(&at(low)) } else { self.narrow_softly(&soft, moves, &mut low, &mut high) };
        Amounts::Some(low, high, against)
    }

    /// The amounts of a single cell for which zeros go together: zero or not is all that matters.
    fn together(&self, row: usize, moves: &[(usize, i64)]) -> Option<(i64, i64)> {
        let [(cell, 1)] = *moves else { return None };
        let before = self.system.cells[cell].value.unwrap_or(0);
        if self.system.cells[cell].signed {
            return None;
        }
        Some(match (self.system.holds(row, &[(cell, 0)]), self.system.holds(row, &[(cell, 1)])) {
            (true, true) => (-OPEN, OPEN),
            (true, false) => (-before, -before),
            (false, true) => (1 - before, OPEN),
            (false, false) => (1, 0),
        })
    }

    /// Narrows a range to what suspicious rows allow as well, if that leaves anything; says which rows rule it out whole.
    fn narrow_softly(&self, soft: &[usize], moves: &[(usize, i64)], low: &mut i64, high: &mut i64) -> Vec<usize> {
        let mut against = Vec::new();
        let (mut least, mut most) = (*low, *high);
        for &row in soft {
            let (mut from, mut to) = (*low, *high);
            match self.bounds(row) {
                Some((below, above)) => {
                    let difference = self.system.rows[row].difference;
                    let factor = self.factor(row, moves);
                    narrow(&mut from, &mut to, factor, below.saturating_sub(difference), above.saturating_sub(difference));
                }
                None => {
                    if let Some((below, above)) = self.together(row, moves) {
                        (from, to) = (from.max(below), to.min(above));
                    }
                }
            }
            if from > to {
                against.push(row);
            } else {
                (least, most) = (least.max(from), most.min(to));
            }
        }
        if least <= most {
            (*low, *high) = (least, most);
        }
        against
    }

    /// Solves the rows of cells for their changes.
    fn solve(&self, chosen: &[usize]) -> Solved {
        if let [cell] = *chosen
            && let Amounts::Some(..) = self.amounts(&[(cell, 1)])
        {
            return Solved::Values(Vec::new());
        }
        let rows: Vec<usize> =
            self.touched(chosen).iter().copied().filter(|&row| self.binds(row) && self.system.applies(row, chosen)).collect();
        let mut basis: Vec<Equation> = Vec::new();
        for &row in &rows {
            let Some((low, high)) = self.bounds(row).filter(|(low, high)| low == high) else { continue };
            debug_assert_eq!(low, high);
            let mut equation = Equation {
                factors: [0; MOST_CELLS],
                value: i128::from(low - self.system.rows[row].difference),
                pivot: 0,
                origins: vec![row],
            };
            for (at, &cell) in chosen.iter().enumerate() {
                equation.factors[at] = i128::from(self.factor(row, &[(cell, 1)]));
            }
            for known in &basis {
                equation.reduce(known);
            }
            match equation.factors.iter().position(|&factor| factor != 0) {
                None if equation.value != 0 => return Solved::Conflict(equation.origins),
                None => {}
                Some(pivot) => {
                    equation.pivot = pivot;
                    for known in &mut basis {
                        known.reduce(&equation);
                    }
                    basis.push(equation);
                }
            }
        }
        self.values(chosen, &basis, rows)
    }

    /// The values of chosen cells that equations and bounds leave.
    fn values(&self, chosen: &[usize], basis: &[Equation], rows: Vec<usize>) -> Solved {
        if basis.len() + 1 < chosen.len() {
            return Solved::Undecided(rows);
        }
        let free = (0..chosen.len()).find(|at| basis.iter().all(|equation| equation.pivot != *at));
        // Each change is a fixed part and a multiple of the one change that is free, if any is.
        let mut parts = vec![(0i128, 1i128); chosen.len()];
        for equation in basis {
            let (pivot, slope) = (equation.factors[equation.pivot], free.map_or(0, |at| equation.factors[at]));
            if equation.value % pivot != 0 || slope % pivot != 0 {
                return if free.is_some() { Solved::Undecided(rows) } else { Solved::Conflict(rows) };
            }
            parts[equation.pivot] = (equation.value / pivot, -slope / pivot);
        }
        let parts: Option<Vec<(i64, i64)>> = parts.iter().map(|&(a, b)| Some((i64::try_from(a).ok()?, i64::try_from(b).ok()?))).collect();
        let Some(parts) = parts.filter(|parts| parts.iter().all(|part| part.0.abs() < OPEN && part.1.abs() < 8)) else {
            return Solved::Undecided(rows);
        };
        let (mut low, mut high) = if free.is_some() { (-OPEN, OPEN) } else { (0, 0) };
        for (&cell, &(fixed, slope)) in chosen.iter().zip(&parts) {
            let it = &self.system.cells[cell];
            if !it.signed {
                narrow(&mut low, &mut high, slope, -(it.value.unwrap_or(0) + fixed), OPEN);
            }
        }
        let mut together = Vec::new();
        for &row in &rows {
            let Some((least, most)) = self.bounds(row) else {
                together.push(row);
                continue;
            };
            let steps =
                |of: &dyn Fn(&(i64, i64)) -> i64| chosen.iter().zip(&parts).map(|(&cell, part)| (cell, of(part))).collect::<Vec<_>>();
            let difference = self.system.rows[row].difference + self.factor(row, &steps(&|part| part.0));
            let slope = if free.is_some() { self.factor(row, &steps(&|part| part.1)) } else { 0 };
            narrow(&mut low, &mut high, slope, least.saturating_sub(difference), most.saturating_sub(difference));
        }
        if low > high {
            return Solved::Conflict(rows);
        }
        if low <= -OPEN || high >= OPEN {
            return Solved::Undecided(rows);
        }
        let at = |amount: i64| -> Vec<(usize, i64)> {
            let value = |cell: usize| self.system.cells[cell].value.unwrap_or(0);
            chosen.iter().zip(&parts).map(|(&cell, part)| (cell, add(value(cell) + part.0, part.1.saturating_mul(amount)))).collect()
        };
        let (first, last) = (at(low), at(high));
        let holds = |values: &[(usize, i64)]| together.iter().all(|&row| self.system.holds(row, values));
        match (holds(&first), holds(&last)) {
            (true, true) => {}
            (false, _) if low == high => return Solved::Conflict(rows),
            _ => return Solved::Undecided(rows),
        }
        // A cell that need not change makes the set no smallest one.
        let still = parts.iter().any(|&(fixed, slope)| match slope {
            _ if low == high => fixed + slope * low == 0,
            0 => fixed == 0,
            _ => fixed % slope == 0 && (low..=high).contains(&(-fixed / slope)),
        });
        if still {
            return Solved::Conflict(rows);
        }
        Solved::Values(first.iter().zip(&last).map(|(a, b)| (a.0, a.1.min(b.1), a.1.max(b.1))).collect())
    }

    /// One figure wrong and totals computed from it.
    fn recomputed(&mut self) {
        for cell in 0..self.system.cells.len() {
            let totals = self.system.totals.at(cell);
            if totals.is_empty() {
                continue;
            }
            let grand = totals.iter().flat_map(|&total| self.system.totals.at(total).iter().copied());
            if !self.may_mend([cell].into_iter().chain(totals.iter().copied()).chain(grand)) {
                continue;
            }
            let mut sets: Vec<Vec<usize>> = Vec::new();
            for &total in totals {
                sets.push(vec![cell, total]);
                for &grand in self.system.totals.at(total) {
                    let through: Vec<usize> =
                        totals.iter().copied().filter(|&other| self.system.totals.at(other).contains(&grand)).collect();
                    sets.push([cell].into_iter().chain(through).chain([grand]).collect());
                }
            }
            if totals.len() > 1 {
                sets.push([cell].into_iter().chain(totals.iter().copied()).collect());
            }
            sets.dedup();
            for set in sets {
                let known = set.iter().all(|&cell| self.system.cells[cell].value.is_some());
                if !known || !self.may_mend(set.iter().copied()) {
                    continue;
                }
                if !self.spend() {
                    return;
                }
                let moves: Vec<(usize, i64)> = set.iter().map(|&cell| (cell, 1)).collect();
                if let Amounts::Some(low, high, against) = self.amounts(&moves) {
                    let value = |cell: usize| self.system.cells[cell].value.unwrap_or(0);
                    let changes = set.iter().map(|&cell| (cell, add(value(cell), low), add(value(cell), high))).collect();
                    self.list(Operation::Recomputed, changes, against);
                }
            }
        }
    }

    fn swapped(&mut self, lines: &[Vec<usize>]) {
        for line in lines {
            for pair in line.windows(2) {
                let (a, b) = (pair[0], pair[1]);
                if !self.may_mend([a, b]) {
                    continue;
                }
                let value = |cell: usize| self.system.cells[cell].value.unwrap_or(0);
                self.try_values(Operation::Swapped, &[(a, value(b)), (b, value(a))]);
            }
        }
    }

    /// Figures of a line that slid by one place, the last of them lost: it is whatever makes the sums right.
    fn shifted(&mut self, lines: &[Vec<usize>]) {
        for line in lines {
            if !self.may_mend(line.iter().copied()) {
                continue;
            }
            // The totals of the line itself may have stayed where they are, or have slid with the others.
            let mut is_total = vec![false; self.system.cells.len()];
            line.iter().flat_map(|&part| self.system.totals.at(part)).for_each(|&total| is_total[total] = true);
            let parts: Vec<usize> =
                line.iter().copied().filter(|&cell| !self.system.totals.at(cell).is_empty() && !is_total[cell]).collect();
            let with_totals = (parts.len() < line.len()).then_some(line);
            for cells in [&parts].into_iter().chain(with_totals).filter(|cells| cells.len() >= 3) {
                let values = self.system.values();
                let last = cells.len() - 1;
                let forward = cells.iter().zip(&cells[1..]).map(|(&to, &from)| (to, values[from])).chain([(cells[last], 0)]);
                self.try_shift(forward.collect(), last);
                let backward = cells[1..].iter().zip(cells).map(|(&to, &from)| (to, values[from]));
                self.try_shift([(cells[0], 0)].into_iter().chain(backward).collect(), 0);
            }
        }
    }

    fn try_shift(&mut self, mut moved: Vec<(usize, i64)>, lost: usize) {
        let Some(row) = self.broken.iter().copied().find(|&row| {
            self.system.rows[row].terms.iter().any(|term| term.cell == moved[lost].0)
                && self.bounds(row).is_some_and(|(low, high)| low == high)
        }) else {
            return self.try_values(Operation::Shifted, &moved);
        };
        let factor = self.factor(row, &[(moved[lost].0, 1)]);
        if factor.abs() != 1 {
            return;
        }
        self.put(&moved);
        let missing = -self.system.difference_at(row, &self.after);
        self.take_out(&moved);
        moved[lost].1 = missing * factor;
        self.try_values(Operation::Shifted, &moved);
    }

    /// Puts figures into those of all cells.
    fn put(&mut self, values: &[(usize, i64)]) {
        values.iter().for_each(|&(cell, value)| self.after[cell] = value);
    }

    /// Puts the printed figures back.
    fn take_out(&mut self, values: &[(usize, i64)]) {
        values.iter().for_each(|&(cell, _)| self.after[cell] = self.system.values()[cell]);
    }

    /// Lists cells with figures that get other ones if that is a repair.
    fn try_values(&mut self, operation: Operation, values: &[(usize, i64)]) {
        if !self.spend() {
            return;
        }
        self.put(values);
        // Few come to hold at all, and nothing else matters before. No blank is filled, so that they can be compared as before.
        if self.broken.iter().all(|&row| self.system.holds_at(row, &self.after)) {
            self.list_values(operation, values);
        }
        self.take_out(values);
    }

    /// Lists cells with other values, after which what is broken holds, if nothing else speaks against it.
    fn list_values(&mut self, operation: Operation, values: &[(usize, i64)]) {
        let system = self.system;
        let changed: Vec<(usize, i64)> = values.iter().copied().filter(|&(cell, value)| system.cells[cell].value != Some(value)).collect();
        if changed.len() < 2 || changed.iter().any(|&(cell, value)| value < 0 && !system.cells[cell].signed) {
            return;
        }
        let cells: Vec<usize> = changed.iter().map(|change| change.0).collect();
        let rows = self.touched(&cells);
        let stays = |row: usize| system.difference_at(row, &self.after) == system.rows[row].difference;
        let kept = |row: usize| if self.foreign[row] { stays(row) } else { system.holds_at(row, &self.after) };
        let mended = self.broken.iter().all(|row| rows.contains(row));
        if mended && rows.iter().all(|&row| !self.binds(row) || !system.applies(row, &cells) || kept(row)) {
            let against = self.contradicting(&changed);
            self.list(operation, changed.iter().map(|&(cell, value)| (cell, value, value)).collect(), against);
        }
    }

    fn list(&mut self, operation: Operation, changes: Vec<(usize, i64, i64)>, against: Vec<usize>) {
        let (operation, base) = self.price(operation, &changes);
        let testimony = self.system.testimony(&changes);
        let trust: u32 = testimony.contradicts.iter().map(|&at| self.system.evidence[at].witness.weight()).sum();
        let against_all = AGAINST.saturating_mul(u32::try_from(against.len()).unwrap_or(u32::MAX));
        let dearer = base.saturating_add(against_all).saturating_add(trust.min(MOST_TRUST));
        let cost = dearer - if testimony.supports.is_empty() { 0 } else { SUPPORT };
        self.candidates.push(Candidate { operation, changes, cost, plain: base, against, testimony });
    }

    /// What happened, and what it costs.
    fn price(&self, operation: Operation, changes: &[(usize, i64, i64)]) -> (Operation, u32) {
        let cell_of = |change: &(usize, i64, i64)| &self.system.cells[change.0];
        let typing = |change: &(usize, i64, i64)| match cell_of(change).value {
            Some(printed) if change.1 == change.2 => keystrokes(self.system, printed, change.1),
            _ => 0,
        };
        match (operation, changes) {
            (Operation::Cells, [change]) => {
                let (Some(before), after) = (cell_of(change).value, change.1) else { return (Operation::Blank, CELL + FILL) };
                let exact = change.1 == change.2 && before != 0 && after != 0;
                if exact && (before.checked_mul(10) == Some(after) || after.checked_mul(10) == Some(before)) {
                    (Operation::FactorTen, CELL)
                } else if exact
                    && cell_of(change).money
                    && (before.checked_mul(10_000) == Some(after) || after.checked_mul(10_000) == Some(before))
                {
                    (Operation::Unit, SEVERAL)
                } else {
                    (Operation::Cells, CELL + typing(change))
                }
            }
            (Operation::Cells, several) => {
                let one = |change| CELL + typing(change) + if cell_of(change).value.is_none() { FILL } else { 0 };
                (Operation::Cells, several.iter().map(one).sum())
            }
            (Operation::Recomputed, several) => (operation, SEVERAL + several.first().map_or(0, typing)),
            (Operation::Shifted, _) => (operation, SHIFT),
            (operation, _) => (operation, SEVERAL),
        }
    }
}

/// By how much cells may move.
enum Amounts {
    /// Between two bounds, with the suspicious rows that this would break.
    Some(i64, i64, Vec<usize>),
    /// Not at all.
    None,
    /// That depends on more than bounds.
    Undecided,
}

impl Equation {
    /// Eliminates the pivot of another equation.
    fn reduce(&mut self, other: &Self) {
        let (mine, pivot) = (self.factors[other.pivot], other.factors[other.pivot]);
        if mine == 0 {
            return;
        }
        for (factor, theirs) in self.factors.iter_mut().zip(other.factors) {
            *factor = *factor * pivot - theirs * mine;
        }
        self.value = self.value * pivot - other.value * mine;
        for &origin in &other.origins {
            if !self.origins.contains(&origin) {
                self.origins.push(origin);
            }
        }
    }
}

/// Adds without leaving what counts as unbounded.
fn add(a: i64, b: i64) -> i64 {
    if b >= OPEN { OPEN } else { a.saturating_add(b).clamp(-OPEN, OPEN) }
}

/// Narrows the amounts for which `factor * amount` lies between two bounds.
fn narrow(low: &mut i64, high: &mut i64, factor: i64, least: i64, most: i64) {
    let (least, most) = if factor < 0 { (most.saturating_neg(), least.saturating_neg()) } else { (least, most) };
    match factor.abs() {
        0 if least > 0 || most < 0 => (*low, *high) = (1, 0),
        0 => {}
        step => {
            if least > -OPEN / 2 {
                *low = (*low).max(least.div_euclid(step) + i64::from(least.rem_euclid(step) != 0));
            }
            if most < OPEN / 2 {
                *high = (*high).min(most.div_euclid(step));
            }
        }
    }
}

/// What it costs that a figure would have been mistyped as another: nothing for one wrong keystroke.
fn keystrokes(system: &System, printed: i64, meant: i64) -> u32 {
    let text = |value: i64| system.text(value);
    match distance(text(printed).as_bytes(), text(meant).as_bytes()) {
        0 | 1 => 0,
        2 => 4,
        _ => 8,
    }
}

/// Insertions, deletions, substitutions and swaps of neighbours that turn one text into another.
fn distance(a: &[u8], b: &[u8]) -> usize {
    // What both begin and end with is typed right: most mistakes are one digit, and nothing is left to compare.
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    if a.len().min(b.len()) == 0 || a.len().max(b.len()) == 1 {
        return a.len().max(b.len());
    }
    let (mut before, mut last): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=b.len()).collect());
    for i in 1..=a.len() {
        let mut now = vec![i];
        for j in 1..=b.len() {
            let mut best = (last[j] + 1).min(now[j - 1] + 1).min(last[j - 1] + usize::from(a[i - 1] != b[j - 1]));
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            now.push(best);
        }
        (before, last) = (last, now);
    }
    last[b.len()]
}

#[cfg(test)]
#[test]
fn swapped_digits_are_one_keystroke() {
    assert_eq!([distance(b"12", b"21"), distance(b"7", b"17"), distance(b"", b"3"), distance(b"100", b"7")], [1, 1, 1, 3]);
}
