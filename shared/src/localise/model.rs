//! The relations of a report as rows over integer cells.
//!
//! Turns every relation of the form that could be compared in the report, or could be once a blank is filled, into a
//! [`Row`]. Amounts are scaled to integers by the decimals of the most precise one. A relation over a cell that was not read
//! is no row: it proves nothing.

use std::cell::OnceCell;

use super::evidence::Evidence;
use crate::amount::{self, Amount};
use crate::catalog::Catalog;
use crate::finding::Severity;
use crate::form::{BlankPolicy, CellId, Form, Operator, Relation, RelationInstance, TableId, ValueType};
use crate::profile::Profile;
use crate::report::{CellIndex, Report};
use crate::rules::reading::{self, Figure};

/// No bound; far enough from the ends of the type that sums of a table stay inside.
pub(super) const OPEN: i64 = 1 << 60;
/// The largest scaled figure that is calculated with.
const LARGEST: i64 = 1_000_000_000_000_000;

/// All that is calculated with.
#[derive(Clone, Debug, Default)]
pub(super) struct System {
    pub(super) cells: Vec<Cell>,
    pub(super) rows: Vec<Row>,
    /// For each cell, the rows it stands in.
    pub(super) rows_of: Lists,
    /// Decimals that amounts are scaled by.
    pub(super) scale: u32,
    /// For each cell, the totals that it is a part of.
    pub(super) totals: Lists,
    /// Where the cells of the form are among those that take part.
    index: CellIndex,
    /// For each cell, its number, with blanks as nothing.
    values: Vec<i64>,
    /// The rows that say as printed that something is wrong, in the order of the form.
    pub(super) broken: Vec<usize>,
    /// What is stated of cells elsewhere.
    pub(super) evidence: Vec<Evidence>,
    /// For each cell, the figure that last year's report has for the same; empty without one.
    pub(super) last_year: Vec<Option<i64>>,
    /// For each cell, what a mistake in it does to equations; see [`System::trace`].
    traces: OnceCell<Vec<Vec<(usize, i64)>>>,
}

/// A list for each of some things, one behind the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    bounds: Vec<(usize, usize)>,
    items: Vec<usize>,
}

/// A cell that takes part.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) id: CellId,
    /// The scaled number; `None` for a blank.
    pub(super) value: Option<i64>,
    /// Whether negative numbers are in order.
    pub(super) signed: bool,
    /// Whether it holds money.
    pub(super) money: bool,
}

/// A relation over cells.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The relation and its instance in the form.
    pub(super) place: (usize, usize),
    pub(super) terms: Vec<Term>,
    pub(super) demand: Demand,
    pub(super) blank: BlankPolicy,
    pub(super) strict: Strictness,
    /// Left less right, with blanks as nothing.
    pub(super) difference: i64,
    /// Blank summands of the left side and filled ones of the right.
    blank_left: usize,
    blank_right: usize,
    filled_right: usize,
    has_right: bool,
}

/// A summand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) cell: usize,
    /// 1 on the left side, -1 on the right.
    pub(super) sign: i64,
    /// Whether a blank counts as zero here, whatever the policy.
    zero: bool,
}

/// What a row demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Demand {
    /// The difference lies between two bounds.
    Between(i64, i64),
    /// Zeros or positive numbers go together.
    Together(Operator),
}

/// What it means that a row is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strictness {
    /// It is an error: no repair may cause it.
    Hard,
    /// It is suspicious: it speaks against a repair.
    Soft,
}

impl System {
    /// The rows of a report.
    pub(super) fn of(report: &Report, form: &Form, catalog: &Catalog, profile: Option<&Profile>) -> Self {
        let shapes = form.tables.iter().map(|table| (table.columns.len(), table.rows.len()));
        let mut system = Self { index: CellIndex::new(shapes), ..Self::default() };
        let fractions = form.value_cells().filter_map(|cell| report.amount(cell)).filter(|amount| amount.scale() > 0);
        system.scale = fractions.map(|amount| amount.normalize().scale()).max().unwrap_or(0);
        system.rows.reserve(form.relations.iter().map(|relation| relation.instances.len()).sum());
        for (at, (relation, rule)) in catalog.relations_of(form).enumerate() {
            // What the office does not check is no reason to change a figure.
            let checked = rule.filter(|(id, _)| profile.is_none_or(|profile| profile.switches_off(*id).is_none()));
            let strict = match checked.map_or(Severity::Info, |(_, rule)| rule.severity) {
                Severity::Error => Strictness::Hard,
                Severity::Warning => Strictness::Soft,
                Severity::Info => continue,
            };
            for (of, instance) in relation.instances.iter().enumerate() {
                system.add((at, of), relation, instance, strict, report, form);
            }
        }
        system.link();
        system.hear(report);
        system
    }

    fn add(
        &mut self,
        place: (usize, usize),
        relation: &Relation,
        instance: &RelationInstance,
        strict: Strictness,
        report: &Report,
        form: &Form,
    ) -> Option<()> {
        let sides = instance.left.iter().map(|&cell| (cell, 1)).chain(instance.right.iter().map(|&cell| (cell, -1)));
        let mut terms = Vec::with_capacity(instance.left.len() + instance.right.len());
        for (id, sign) in sides {
            let cell = match self.index.get(id) {
                Some(cell) => cell,
                None => self.take_part(id, report, form)?,
            };
            terms.push(Term { cell, sign, zero: instance.blank_as_zero.contains(&id) });
        }
        let allowance = instance.allowance.iter().filter_map(|&cell| self.scaled(report.amount(cell)?)).sum::<i64>();
        let slack = self.scaled(relation.tolerance)?;
        let (below, above) = (slack, slack.max(allowance));
        let demand = match relation.operator {
            Operator::Equal => Demand::Between(-below, above),
            Operator::AtMost => Demand::Between(-OPEN, above),
            Operator::AtLeast => Demand::Between(-above, OPEN),
            other => Demand::Together(other),
        };
        self.rows.push(Row::new(place, terms, demand, relation.blank, strict, &self.cells));
        Some(())
    }

    /// Adds a cell; `None` if it cannot be calculated with.
    fn take_part(&mut self, id: CellId, report: &Report, form: &Form) -> Option<usize> {
        let value = match reading::figure(report, id) {
            Figure::Number(amount) => Some(self.scaled(amount)?),
            Figure::Blank => None,
            Figure::Unread(_) => return None,
        };
        let table = form.table_at(id.table);
        let money = table.value_type(id.row, id.column) == Some(ValueType::Decimal);
        self.index.set(id, self.cells.len());
        self.cells.push(Cell { id, value, signed: table.columns[usize::from(id.column)].signed, money });
        Some(self.cells.len() - 1)
    }

    /// The place of a cell of the form among those that take part.
    pub(super) fn place(&self, cell: CellId) -> Option<usize> {
        self.index.get(cell)
    }

    /// Finds what is broken, the rows of each cell and the totals that each is a part of.
    pub(super) fn link(&mut self) {
        self.values = self.cells.iter().map(|cell| cell.value.unwrap_or(0)).collect();
        self.broken = (0..self.rows.len()).filter(|&row| self.is_broken(row)).collect();
        let rows = self.rows.iter().enumerate();
        self.rows_of = Lists::of(self.cells.len(), || rows.clone().flat_map(|(at, row)| row.terms.iter().map(move |term| (term.cell, at))));
        let sums = self.rows.iter().filter_map(|row| Some((row.total()?, row)));
        self.totals = Lists::of(self.cells.len(), || {
            sums.clone().flat_map(|(total, row)| row.terms.iter().filter(|term| term.sign < 0).map(move |part| (part.cell, total)))
        });
    }

    /// What a mistake of one in a cell does to the equations that are errors and could be compared, in the order of rows.
    pub(super) fn trace(&self, cell: usize) -> &[(usize, i64)] {
        let traces = self.traces.get_or_init(|| {
            let mut traces: Vec<Vec<(usize, i64)>> = vec![Vec::new(); self.cells.len()];
            for row in (0..self.rows.len()).filter(|&row| self.is_equation(row)) {
                for term in &self.rows[row].terms {
                    match traces[term.cell].last_mut() {
                        Some(last) if last.0 == row => last.1 += term.sign,
                        _ => traces[term.cell].push((row, term.sign)),
                    }
                }
            }
            traces
        });
        &traces[cell]
    }

    /// Whether a row is an equation, is an error when it is broken, and could be compared.
    fn is_equation(&self, row: usize) -> bool {
        let it = &self.rows[row];
        it.strict == Strictness::Hard
            && matches!(it.demand, Demand::Between(low, high) if low == high && high < OPEN)
            && self.applies(row, &[])
    }

    /// The cells with figures, by lines of a table that have several of them and one of these: first along rows, then along
    /// columns.
    pub(super) fn lines_through(&self, cells: impl Iterator<Item = usize> + Clone) -> Vec<Vec<usize>> {
        let ids = || cells.clone().map(|cell| self.cells[cell].id);
        let filled =
            |line: &mut dyn Iterator<Item = usize>| -> Vec<usize> { line.filter(|&cell| self.cells[cell].value.is_some()).collect() };
        let rows = in_order(ids().map(|id| (id.table, id.row))).map(|(table, row)| filled(&mut self.index.row(table, row)));
        let columns = in_order(ids().map(|id| (id.table, id.column))).map(|(table, column)| filled(&mut self.index.column(table, column)));
        rows.chain(columns).filter(|line| line.len() > 1).collect()
    }

    /// An amount as an integer; `None` if it is too large or too precise.
    pub(super) fn scaled(&self, amount: Amount) -> Option<i64> {
        if amount.scale() == 0 && self.scale == 0 {
            return i64::try_from(amount.mantissa()).ok().filter(|value| value.abs() <= LARGEST);
        }
        let mut exact = amount.normalize();
        if exact.scale() > self.scale {
            return None;
        }
        exact.rescale(self.scale);
        i64::try_from(exact.mantissa()).ok().filter(|value| value.abs() <= LARGEST)
    }

    /// The amount of an integer.
    pub(super) fn amount(&self, value: i64) -> Amount {
        Amount::from_i128_with_scale(i128::from(value), self.scale).normalize()
    }

    /// Prints the amount of an integer behind a text.
    pub(super) fn push(&self, out: &mut String, value: i64) {
        match u64::try_from(value) {
            Ok(count) if self.scale == 0 => amount::push_count(out, count),
            _ => amount::push(out, self.amount(value)),
        }
    }

    /// The amount of an integer, printed.
    pub(super) fn text(&self, value: i64) -> String {
        let mut text = String::new();
        self.push(&mut text, value);
        text
    }

    /// The broken rows, those that share cells together, in the order of the form.
    pub(super) fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for &row in &self.broken {
            let shares = |group: &Vec<usize>| group.iter().any(|&other| self.share_a_cell(row, other));
            let (touching, mut apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(shares);
            let mut merged: Vec<usize> = touching.into_iter().flatten().chain([row]).collect();
            merged.sort_unstable();
            apart.push(merged);
            groups = apart;
        }
        groups.sort_unstable();
        groups
    }

    fn share_a_cell(&self, a: usize, b: usize) -> bool {
        self.rows[a].terms.iter().any(|term| self.rows[b].terms.iter().any(|other| other.cell == term.cell))
    }

    /// The cells of rows.
    pub(super) fn cells_of<'a>(&'a self, rows: &'a [usize]) -> impl Iterator<Item = CellId> + 'a {
        rows.iter().flat_map(|&row| self.rows[row].terms.iter().map(|term| self.cells[term.cell].id))
    }

    /// Whether a row says as printed that something is wrong.
    pub(super) fn is_broken(&self, row: usize) -> bool {
        let it = &self.rows[row];
        // Whether there was anything to compare matters only where sums differ.
        !it.demand.is_met_by(it.difference) && self.applies(row, &[]) && !self.holds(row, &[])
    }

    /// Whether there is something to compare once some cells are filled.
    pub(super) fn applies(&self, row: usize, filled: &[usize]) -> bool {
        let row = &self.rows[row];
        let (mut blank_left, mut blank_right, mut filled_right) = (row.blank_left, row.blank_right, row.filled_right);
        for &cell in filled.iter().filter(|&&cell| self.cells[cell].value.is_none()) {
            for term in row.terms.iter().filter(|term| term.cell == cell) {
                if term.sign < 0 {
                    filled_right += 1;
                    blank_right -= usize::from(!term.zero);
                } else {
                    blank_left -= usize::from(!term.zero);
                }
            }
        }
        match row.blank {
            BlankPolicy::Skip => blank_left + blank_right == 0,
            BlankPolicy::ZeroIfAnyFilled => blank_left == 0 && (filled_right > 0 || !row.has_right),
        }
    }

    /// The printed figures of all cells, with blanks as nothing.
    pub(super) fn values(&self) -> &[i64] {
        &self.values
    }

    /// Left less right of a row with all cells at these values.
    pub(super) fn difference_at(&self, row: usize, values: &[i64]) -> i64 {
        self.rows[row].terms.iter().map(|term| term.sign * values[term.cell]).sum()
    }

    /// Whether a row that applies holds with all cells at these values.
    pub(super) fn holds_at(&self, row: usize, values: &[i64]) -> bool {
        self.holds_with(row, |cell| values[cell])
    }

    /// Whether a row that applies holds with some cells at other values.
    pub(super) fn holds(&self, row: usize, changed: &[(usize, i64)]) -> bool {
        if changed.is_empty() {
            return self.holds_at(row, &self.values);
        }
        self.holds_with(row, |cell| changed.iter().find(|(other, _)| *other == cell).map_or_else(|| self.values[cell], |change| change.1))
    }

    fn holds_with(&self, row: usize, value: impl Fn(usize) -> i64) -> bool {
        let row = &self.rows[row];
        match row.demand {
            Demand::Between(low, high) => {
                let difference: i64 = row.terms.iter().map(|term| term.sign * value(term.cell)).sum();
                (low..=high).contains(&difference)
            }
            Demand::Together(operator) => {
                let side = |sign: i64| row.terms.iter().filter(move |term| term.sign == sign).map(|term| value(term.cell));
                let (left, right) = (side(1).sum::<i64>(), side(-1).any(|value| value > 0));
                match operator {
                    Operator::ZeroImpliesZero => side(1).any(|value| value != 0) || side(-1).all(|value| value == 0),
                    Operator::PositiveImpliesPositive => left <= 0 || right,
                    _ => side(1).any(|value| value > 0) == right,
                }
            }
        }
    }
}

impl Demand {
    /// Whether a difference of both sides alone tells that nothing is wrong.
    fn is_met_by(self, difference: i64) -> bool {
        matches!(self, Self::Between(low, high) if (low..=high).contains(&difference))
    }
}

impl Lists {
    /// Lists items by the things that they belong to, each once, in the order in which they come.
    fn of<I: Iterator<Item = (usize, usize)>>(things: usize, pairs: impl Fn() -> I) -> Self {
        let mut bounds = vec![(0, 0); things];
        let mut count = 0;
        for (thing, _) in pairs() {
            bounds[thing].1 += 1;
            count += 1;
        }
        let mut start = 0;
        for (from, to) in &mut bounds {
            let length = *to;
            (*from, *to) = (start, start);
            start += length;
        }
        let mut items = vec![0; count];
        for (thing, item) in pairs() {
            let (from, to) = &mut bounds[thing];
            if !items[*from..*to].contains(&item) {
                items[*to] = item;
                *to += 1;
            }
        }
        Self { bounds, items }
    }

    /// The list of a thing.
    pub(super) fn at(&self, thing: usize) -> &[usize] {
        let (from, to) = self.bounds[thing];
        &self.items[from..to]
    }
}

/// Lines of tables in the order of the form, each once.
fn in_order(lines: impl Iterator<Item = (TableId, u16)>) -> impl Iterator<Item = (TableId, u16)> {
    let mut lines: Vec<(TableId, u16)> = lines.collect();
    lines.sort_unstable();
    lines.dedup();
    lines.into_iter()
}

impl Row {
    pub(super) fn new(
        place: (usize, usize),
        terms: Vec<Term>,
        demand: Demand,
        blank: BlankPolicy,
        strict: Strictness,
        cells: &[Cell],
    ) -> Self {
        let mut row =
            Self { place, terms, demand, blank, strict, difference: 0, blank_left: 0, blank_right: 0, filled_right: 0, has_right: false };
        for term in &row.terms {
            let value = cells[term.cell].value;
            let (filled, blank) = (usize::from(value.is_some()), usize::from(value.is_none() && !term.zero));
            row.difference += term.sign * value.unwrap_or(0);
            if term.sign > 0 {
                row.blank_left += blank;
            } else {
                row.blank_right += blank;
                row.filled_right += filled;
                row.has_right = true;
            }
        }
        row
    }

    /// The cell that the row says to be the sum of several others, if it says that.
    fn total(&self) -> Option<usize> {
        let mut left = self.terms.iter().filter(|term| term.sign > 0);
        let (Some(total), None) = (left.next(), left.next()) else { return None };
        let is_sum = matches!(self.demand, Demand::Between(low, high) if low == high) && self.terms.len() > 2;
        is_sum.then_some(total.cell)
    }
}

#[cfg(test)]
impl System {
    pub(super) fn made_up(cells: Vec<Cell>, rows: Vec<Row>) -> Self {
        let end = |of: fn(CellId) -> u16| cells.iter().map(|cell| usize::from(of(cell.id)) + 1).max().unwrap_or(1);
        let mut index = CellIndex::new([(end(|id| id.column), end(|id| id.row))].into_iter());
        assert!(cells.iter().enumerate().all(|(at, cell)| index.set(cell.id, at)));
        let mut system = Self { cells, rows, index, ..Self::default() };
        system.link();
        system
    }
}

#[cfg(test)]
impl Term {
    pub(super) const fn new(cell: usize, sign: i64) -> Self {
        Self { cell, sign, zero: false }
    }
}
