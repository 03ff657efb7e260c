//! Where the error is: which figures, changed, would mend what is broken.
//!
//! Turns the broken relations of a report into the list of all cheapest repairs, with the ground on which the first of them
//! may be trusted. Exact: integers only, no randomness, and a stated budget; when it is used up, the answer says so.
//!
//! A *repair* is a set of cells with new values after which every broken relation of its group holds, none that held is
//! broken, and which does not contain a smaller repair. Nothing is ever changed: a repair says where to look. What a relation
//! is belongs to [`crate::form`], what a cell says to [`crate::rules::reading`](crate::rules).

mod evidence;
mod kinds;
mod map;
mod model;
mod search;
#[cfg(test)]
mod tests;
mod words;

pub use map::{Filling, Map, maps};

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::bilingual;
use crate::catalog::{Catalog, RuleBody};
use crate::finding::{Finding, Related};
use crate::form::{CellId, Form};
use crate::previous::Previous;
use crate::report::Report;
use crate::rule::Context;
use crate::text::Bilingual;
use kinds::Alone;
use model::System;

/// Nodes that the search for one answer may visit.
pub const BUDGET: u32 = 50_000;
/// Cells that a repair may change one by one.
pub const MOST_CELLS: usize = 3;
/// Repairs that an answer lists; more are counted.
pub const MOST_LISTED: usize = 24;

/// What is known about the place of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Localisation {
    /// On what ground the first repair may be trusted.
    pub kind: RepairKind,
    /// The cheapest repairs, those first that last year's report makes likelier, if there is one, then in the order of the
    /// form; at most [`MOST_LISTED`].
    pub repairs: Vec<Repair>,
    /// How many cheapest repairs there are.
    pub count: usize,
    /// Dearer repairs that come close, cheapest first; at most [`MOST_LISTED`].
    pub rivals: Vec<Repair>,
    /// By how much the nearest rival is dearer; `None` if no rival came close.
    pub gap: Option<u32>,
    /// How many cells any other explanation changes at least; `None` without that certificate.
    pub others_change: Option<u32>,
    /// Nodes that the search visited.
    pub nodes: u32,
    /// Whether every repair as cheap as those listed was seen.
    pub complete: bool,
    /// Places of the report that speak for or against a repair, in the order of the text.
    pub evidence: Vec<Related>,
    /// The answer for a clerk.
    pub summary: Bilingual,
}

/// On what ground a repair may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RepairKind {
    /// The only cheapest repair, and any other explanation changes three or more cells.
    Certain,
    /// The only cheapest repair, without that certificate.
    Unique,
    /// One of several equally cheap repairs.
    Tied,
    /// The only cheapest repair, and a range of values would do.
    Range,
    /// Something of the table was read with doubt or not at all, or figures slid by one place, so the document may be in
    /// order.
    SuspectExtraction,
    /// No repair was found within the budget.
    NotDetermined,
}

impl RepairKind {
    /// All kinds, from the most to the least that can be said.
    pub const ALL: [Self; 6] = [Self::Certain, Self::Unique, Self::Tied, Self::Range, Self::SuspectExtraction, Self::NotDetermined];

    /// Its name in results.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Certain => "CERTAIN",
            Self::Unique => "UNIQUE",
            Self::Tied => "TIED",
            Self::Range => "RANGE",
            Self::SuspectExtraction => "SUSPECT_EXTRACTION",
            Self::NotDetermined => "NOT_DETERMINED",
        }
    }

    /// What it says to a reader.
    #[must_use]
    pub const fn meaning(self) -> (&'static str, &'static str) {
        match self {
            Self::Certain => ("就是这一格，除非三格以上同时填错", "this figure, unless three or more are wrong"),
            Self::Unique => ("改动最小的改法只有这一种", "this is the smallest repair"),
            Self::Tied => ("是这几处之一", "one of these"),
            Self::Range => ("是这一格，应在某个范围内", "this figure, between two bounds"),
            Self::SuspectExtraction => ("请先对照原表，可能是识读有误", "compare with the original first: it may have been misread"),
            Self::NotDetermined => ("未能推断，请逐项核对", "not determined: check the sums one by one"),
        }
    }
}

/// What the explanation of a rule that is a relation says of the place of the error.
#[must_use]
pub fn explanation() -> Bilingual {
    let list = |meaning: fn(RepairKind) -> &'static str, between: &str| {
        RepairKind::ALL.map(|kind| format!("`{}` {}", kind.name(), meaning(kind))).join(between)
    };
    let (zh, en) = (list(|kind| kind.meaning().0, "；"), list(|kind| kind.meaning().1, "; "));
    bilingual!(
        "数字不平时，结果还指出差错可能在哪一格、改成多少能对上，并注明凭什么可信：{zh}。系统不改数。详见 [docs/localisation.zh-CN.md](localisation.zh-CN.md)。",
        "Where figures disagree, the result also tells which figure may be wrong and what would mend it, with the ground on which that may be trusted: {en}. Nothing is changed. See [docs/localisation.md](localisation.md)."
    )
}

/// A set of changes after which the broken relations hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What would have happened.
    pub operation: Operation,
    /// The cells it changes, in the order of the form.
    pub cells: Vec<RepairCell>,
    /// What it costs: dearer is less plausible.
    pub cost: u32,
    /// The broken relations, before and after.
    pub equations: Vec<Equation>,
    /// What is stated elsewhere for it.
    pub support: Vec<Bilingual>,
    /// What in the report speaks against it.
    pub against: Vec<Bilingual>,
    /// The repair for a clerk: which figure becomes what.
    pub words: Bilingual,
}

/// What happened to figures, as far as a repair undoes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Figures are wrong, each by itself.
    Cells,
    /// A blank should hold a figure.
    Blank,
    /// A figure is ten times too large or too small.
    FactorTen,
    /// An amount stands in 元 where 万元 belong, or the reverse.
    Unit,
    /// A figure is wrong, and totals were computed from it.
    Recomputed,
    /// Two neighbours changed places.
    Swapped,
    /// The figures of a row or column slid by one place.
    Shifted,
}

/// A cell that a repair changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepairCell {
    /// The cell.
    pub cell: CellId,
    /// Its name for people.
    pub name: String,
    /// The value as printed; empty for a blank.
    pub printed: String,
    /// The lowest value that would do.
    pub lowest: String,
    /// The highest value that would do, the same as the lowest unless there is a range; `None` if nothing bounds it.
    pub highest: Option<String>,
    /// What last year's report has in the cell for the same, if it was given and has a figure there.
    pub last_year: Option<String>,
}

/// A broken relation with the report's numbers and with those of a repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equation {
    /// Code of the relation.
    pub rule: String,
    /// Its arithmetic as printed.
    pub before: String,
    /// Its arithmetic after the repair; empty where the repair is a range.
    pub after: String,
}

impl Localisation {
    /// What is said after a fault inside: the findings stand, and nothing is claimed.
    fn failed() -> Self {
        Self {
            kind: RepairKind::NotDetermined,
            repairs: Vec::new(),
            count: 0,
            rivals: Vec::new(),
            gap: None,
            others_change: None,
            nodes: 0,
            complete: false,
            evidence: Vec::new(),
            summary: bilingual!("程序内部错误，未能推断差错所在。", "An internal fault stopped the search for the place of the error."),
        }
    }
}

impl RepairCell {
    /// The proposed value or range, `13` or `431–449`.
    #[must_use]
    pub fn proposed(&self) -> String {
        match &self.highest {
            Some(highest) if *highest == self.lowest => highest.clone(),
            Some(highest) => format!("{}–{highest}", self.lowest),
            None => format!("≥{}", self.lowest),
        }
    }
}

/// The relations of one report, ready to be tied out: what [`localise`] works on, without findings and words.
#[derive(Clone, Debug)]
pub struct TieOut {
    system: System,
}

impl TieOut {
    /// The relations of a report that could be compared.
    #[must_use]
    pub fn of(report: &Report, form: &Form, catalog: &Catalog) -> Self {
        Self { system: System::of(report, form, catalog, None) }
    }

    /// How many relations the figures break, by the sums of both sides.
    #[must_use]
    pub fn broken(&self) -> usize {
        self.system.broken.len()
    }

    /// The steps that the search for the place of everything broken takes, and whether it was complete.
    #[must_use]
    pub fn explain(&self) -> (u32, bool) {
        let explained = kinds::explain(&self.system, BUDGET);
        (explained.iter().map(|one| one.found.nodes).sum(), explained.iter().all(|one| one.found.complete))
    }
}

/// Gives the first finding of every group of broken relations its repairs, weighed by last year's report if there is one.
/// Costs nothing when no relation is broken.
pub fn localise(findings: &mut [Finding], context: &Context<'_>, previous: Option<&Previous>) {
    let is_relation = |finding: &Finding| matches!(context.catalog.rule(finding.rule).body, RuleBody::Relation(_));
    if !findings.iter().any(is_relation) {
        return;
    }
    let Ok(system) = catch_unwind(AssertUnwindSafe(|| heard(context, previous))) else {
        if let Some(first) = findings.iter_mut().find(|finding| is_relation(finding)) {
            first.localisation = Some(Box::new(Localisation::failed()));
        }
        return;
    };
    let explained = catch_unwind(AssertUnwindSafe(|| kinds::explain(&system, BUDGET)));
    let explained = explained.unwrap_or_default();
    let alone = if explained.len() == 1 { Alone::Yes } else { Alone::No };
    for one in &explained {
        let about = |finding: &Finding| is_relation(finding) && one.rows.iter().any(|&row| finding_states(finding, &system, row));
        if let Some(at) = findings.iter().position(about) {
            let answer = catch_unwind(AssertUnwindSafe(|| kinds::answer(&system, one, alone, context)));
            findings[at].localisation = Some(Box::new(answer.unwrap_or_else(|_| Localisation::failed())));
        }
    }
    if explained.is_empty()
        && !system.groups().is_empty()
        && let Some(first) = findings.iter_mut().find(|finding| is_relation(finding))
    {
        first.localisation = Some(Box::new(Localisation::failed()));
    }
}

/// The relations of a report with all that is stated of their cells elsewhere.
fn heard(context: &Context<'_>, previous: Option<&Previous>) -> System {
    let mut system = System::of(context.report, context.form, context.catalog, context.profile);
    system.hear_again(context.source, context.report);
    if let (Some(previous), Some(form)) = (previous, context.report.edition.form) {
        system.hear_last_year(previous, form, context.catalog);
    }
    system
}

/// Whether a finding is about a broken row: it names all of its cells.
fn finding_states(finding: &Finding, system: &System, row: usize) -> bool {
    system.cells_of(&[row]).all(|cell| finding.cells.contains(&cell))
}
