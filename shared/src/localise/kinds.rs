//! On what ground a repair may be trusted.
//!
//! Turns what the search found into an answer. A kind is given only on its own ground: a unique repair is certain only if
//! any other explanation changes three or more cells, which follows from the equations alone; and where something of the
//! table was read with doubt or not at all, or figures slid by one place, our reading is suspected before the report.

use super::model::System;
use super::search::{CELL, Candidate, Found, GAP, Search};
use super::words::{self, Wording};
use super::{Localisation, MOST_LISTED, Operation, RepairKind};
use crate::report::Report;
use crate::rule::Context;
use crate::text::Bilingual;

/// Cells that any other explanation has to change for a certificate.
const CERTAIN_FROM: u32 = 3;

/// More groups of broken rows than this are explained one by one.
const MOST_GROUPS: usize = 8;

/// Whether an explanation is the only one needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alone {
    /// Everything broken is explained by it.
    Yes,
    /// Other rows are broken as well, so that several mistakes are certain.
    No,
}

/// Broken rows with one explanation.
pub(super) struct Explained {
    pub(super) rows: Vec<usize>,
    pub(super) found: Found,
}

/// Explains all broken rows. Rows that share cells are explained together; so are others if one explanation for both is
/// cheaper than two, as where a wrong figure went into a total of another column.
pub(super) fn explain(system: &System, budget: u32) -> Vec<Explained> {
    let groups = system.groups();
    let mut left = budget;
    let mut search = |rows: Vec<usize>, ceiling: u32| {
        let found = Search::new(system, &rows, left).at_most(ceiling).run();
        left = left.saturating_sub(found.nodes);
        Explained { rows, found }
    };
    // One operation that mends everything is cheaper than two of any kind.
    if (2..=MOST_GROUPS).contains(&groups.len()) {
        let mut rows: Vec<usize> = groups.iter().flatten().copied().collect();
        rows.sort_unstable();
        let whole = search(rows, 2 * CELL - 1);
        if whole.found.cost() < 2 * CELL {
            return vec![whole];
        }
    }
    let mut explained: Vec<Explained> = groups.into_iter().map(|rows| search(rows, u32::MAX)).collect();
    if !(2..=MOST_GROUPS).contains(&explained.len()) {
        return explained;
    }
    let joined = |parts: &[&Explained]| {
        let mut rows: Vec<usize> = parts.iter().flat_map(|part| part.rows.iter().copied()).collect();
        rows.sort_unstable();
        let cost = parts.iter().fold(0u32, |sum, part| sum.saturating_add(part.found.cost()));
        (rows, cost.saturating_sub(1))
    };
    let (rows, ceiling) = joined(&explained.iter().collect::<Vec<_>>());
    let whole = search(rows, ceiling);
    if whole.found.cost() <= ceiling && !whole.found.candidates.is_empty() {
        return vec![whole];
    }
    let mut at = (0, 1);
    while explained.len() > 2 && at.0 + 1 < explained.len() {
        let (rows, ceiling) = joined(&[&explained[at.0], &explained[at.1]]);
        let pair = search(rows, ceiling);
        if pair.found.cost() <= ceiling && !pair.found.candidates.is_empty() {
            explained[at.0] = pair;
            explained.remove(at.1);
            at = (0, 1);
        } else if at.1 + 1 < explained.len() {
            at.1 += 1;
        } else {
            at = (at.0 + 1, at.0 + 2);
        }
    }
    explained
}

/// The answer for broken rows with one explanation.
pub(super) fn answer(system: &System, explained: &Explained, alone: Alone, context: &Context<'_>) -> Localisation {
    let Explained { rows: broken, found } = explained;
    let cheapest = found.candidates.first().map(|candidate| candidate.cost);
    let (best, rivals): (Vec<&Candidate>, Vec<&Candidate>) =
        found.candidates.iter().partition(|candidate| Some(candidate.cost) == cheapest);
    let gap = cheapest.and_then(|cheapest| rivals.first().map(|rival| rival.cost - cheapest));
    let others_change = if alone == Alone::Yes { others_change(system, found, &best, gap) } else { None };
    // Figures that slid by one place may have slid in the report, in copying it or in our reading.
    let slid = best.iter().any(|candidate| candidate.operation == Operation::Shifted);
    let kind = if slid || is_suspect(system, broken, found, context.report) {
        RepairKind::SuspectExtraction
    } else {
        kind(found, &best, others_change)
    };
    let wording = Wording::of(system, broken, found.candidates.iter(), context);
    let say =
        |candidates: &[&Candidate]| candidates.iter().take(MOST_LISTED).map(|candidate| wording.repair(candidate)).collect::<Vec<_>>();
    let (repairs, rivals) = (say(&best), say(&rivals));
    let mut localisation = Localisation {
        kind,
        repairs,
        count: best.len(),
        rivals,
        gap,
        others_change: others_change.filter(|_| kind == RepairKind::Certain),
        nodes: found.nodes,
        complete: found.complete,
        evidence: wording.evidence(),
        summary: Bilingual::default(),
    };
    localisation.summary = words::summary(&localisation);
    localisation
}

/// The kind of an answer whose cells were all read without doubt.
pub(super) fn kind(found: &Found, best: &[&Candidate], others_change: Option<u32>) -> RepairKind {
    let is_range = |candidate: &Candidate| candidate.changes.iter().any(|&(_, low, high)| low != high);
    match best {
        [] => RepairKind::NotDetermined,
        [_] if !found.complete => RepairKind::NotDetermined,
        [only] if is_range(only) => RepairKind::Range,
        [_] if others_change.is_some_and(|cells| cells >= CERTAIN_FROM) => RepairKind::Certain,
        [_] => RepairKind::Unique,
        _ => RepairKind::Tied,
    }
}

/// How many cells any explanation changes at least in which the proposed figure is not right; `None` unless there is one
/// cheapest repair, of one printed cell, that nothing comes close to.
pub(super) fn others_change(system: &System, found: &Found, best: &[&Candidate], gap: Option<u32>) -> Option<u32> {
    let [Candidate { operation: Operation::Cells | Operation::FactorTen, changes, against, testimony, .. }] = best else { return None };
    let [(cell, low, high)] = changes[..] else { return None };
    let alone = found.complete && gap.is_none_or(|gap| gap >= GAP) && against.is_empty() && testimony.contradicts.is_empty() && low == high;
    alone.then(|| smallest_dependent(system, cell) - 1)
}

/// The size of the smallest set of cells around a cell that can compensate one another, told up to 4.
///
/// Only equations that are errors count, and a blank counts as a figure: both can only make the answer smaller.
pub(super) fn smallest_dependent(system: &System, cell: usize) -> u32 {
    let own = system.trace(cell);
    if own.is_empty() {
        return 1;
    }
    let mut neighbours: Vec<usize> = own.iter().flat_map(|(row, _)| system.rows[*row].terms.iter().map(|term| term.cell)).collect();
    neighbours.sort_unstable();
    neighbours.dedup();
    neighbours.retain(|&other| other != cell);
    let mut smallest = 4;
    for &other in &neighbours {
        let theirs = system.trace(other);
        for (mine, factor) in [(1, -1), (1, 1), (1, -2), (1, 2), (2, -1), (2, 1)] {
            let rest = combined(own, mine, theirs, factor);
            let Some(&(row, _)) = rest.first() else { return 2 };
            let completes = |third: usize| third != cell && third != other && is_multiple(system.trace(third), &rest);
            if smallest > 3 && system.rows[row].terms.iter().any(|term| completes(term.cell)) {
                smallest = 3;
            }
        }
    }
    smallest
}

/// A sum of multiples of two columns, both in the order of rows, without its zeros.
fn combined(a: &[(usize, i64)], times: i64, b: &[(usize, i64)], factor: i64) -> Vec<(usize, i64)> {
    let mut sum = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    loop {
        let entry = match (a.peek(), b.peek()) {
            (None, None) => return sum,
            (Some(x), Some(y)) if x.0 == y.0 => (x.0, x.1 * times + y.1 * factor),
            (Some(x), y) if y.is_none_or(|y| x.0 < y.0) => (x.0, x.1 * times),
            (_, Some(y)) => (y.0, y.1 * factor),
            (Some(_), None) => unreachable!("the arm before takes it"),
        };
        a.next_if(|x| x.0 == entry.0);
        b.next_if(|y| y.0 == entry.0);
        if entry.1 != 0 {
            sum.push(entry);
        }
    }
}

/// Whether one column is a multiple of another; both are in the order of rows.
fn is_multiple(a: &[(usize, i64)], b: &[(usize, i64)]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.0 == y.0 && x.1 * b[0].1 == y.1 * a[0].1)
}

/// Whether our reading may be at fault: a cell in question was read with doubt, or something of its table not at all.
fn is_suspect(system: &System, broken: &[usize], found: &Found, report: &Report) -> bool {
    let proposed = found.candidates.iter().flat_map(|candidate| candidate.changes.iter().map(|change| system.cells[change.0].id));
    let suspect =
        |cell: crate::form::CellId| report.statistic(cell).is_some_and(|statistic| statistic.doubtful) || report.has_unread(cell.table);
    system.cells_of(broken).chain(proposed).any(suspect)
}
