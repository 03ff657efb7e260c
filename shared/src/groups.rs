//! One root cause, one group: findings that rest on the same cells belong together.

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::amount::push_count;
use crate::finding::{Finding, Severity};
use crate::form::CellId;

/// Gives every finding its group.
///
/// A rule may have named a group. Warnings and errors that share a cell are joined with each other and with named groups
/// they touch; information about a cell is no symptom of what is wrong with it, so it stays apart, as does every other
/// finding. Names are `g1`, `g2` … in the order of the findings.
pub(crate) fn assign(findings: &mut [Finding]) {
    let mut parent = joined(findings);
    // For each root, the number of its group; 0 before it has one.
    let mut numbers = vec![0; findings.len()];
    let mut last = 0;
    for (at, finding) in findings.iter_mut().enumerate() {
        let number = &mut numbers[root(&mut parent, at)];
        if *number == 0 {
            last += 1;
            *number = last;
        }
        finding.group.clear();
        finding.group.push('g');
        push_count(&mut finding.group, *number);
    }
}

/// For each finding, one before it or itself that leads to the first of its group.
fn joined(findings: &[Finding]) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..findings.len()).collect();
    let mut join = |at: usize, other: usize| {
        let (a, b) = (root(&mut parent, at), root(&mut parent, other));
        parent[a.max(b)] = a.min(b);
    };
    let symptoms = |finding: &Finding| if finding.severity > Severity::Info { finding.cells.len() } else { 0 };
    let room = findings.iter().map(symptoms).sum();
    let mut by_cell: FxHashMap<CellId, usize> = FxHashMap::with_capacity_and_hasher(room, FxBuildHasher);
    let mut by_name: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, finding) in findings.iter().enumerate() {
        if !finding.group.is_empty() {
            join(at, *by_name.entry(&finding.group).or_insert(at));
        }
        for &cell in &finding.cells[..symptoms(finding)] {
            join(at, *by_cell.entry(cell).or_insert(at));
        }
    }
    parent
}

/// The first finding of a group, from any of them.
fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}
