//! One root cause, one group: findings that rest on the same cells belong together.

use rustc_hash::FxHashMap;

use crate::catalog::Catalog;
use crate::finding::{Finding, Severity};
use crate::form::CellId;

/// Gives every finding its group.
///
/// A rule may have named a group. Warnings and errors that share a cell are joined with each other and with named groups
/// they touch; information about a cell is no symptom of what is wrong with it, so it stays apart, as does every other
/// finding. Names are `g1`, `g2` … in the order of the findings.
pub(crate) fn assign(findings: &mut [Finding], _catalog: &Catalog) {
    let mut parent: Vec<usize> = (0..findings.len()).collect();
    fn root(parent: &mut [usize], mut at: usize) -> usize {
        while parent[at] != at {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        at
    }
    let mut by_cell: FxHashMap<CellId, usize> = FxHashMap::default();
    let mut by_name: FxHashMap<String, usize> = FxHashMap::default();
    for (at, finding) in findings.iter().enumerate() {
        let named = (!finding.group.is_empty()).then(|| *by_name.entry(finding.group.clone()).or_insert(at));
        let symptoms: &[CellId] = if finding.severity > Severity::Info { &finding.cells } else { &[] };
        let shared = symptoms.iter().map(|&cell| *by_cell.entry(cell).or_insert(at)).collect::<Vec<_>>();
        for other in named.into_iter().chain(shared) {
            let (a, b) = (root(&mut parent, at), root(&mut parent, other));
            parent[a.max(b)] = a.min(b);
        }
    }
    let mut names: FxHashMap<usize, String> = FxHashMap::default();
    for (at, finding) in findings.iter_mut().enumerate() {
        let root = root(&mut parent, at);
        let next = names.len() + 1;
        finding.group = names.entry(root).or_insert_with(|| format!("g{next}")).clone();
    }
}
