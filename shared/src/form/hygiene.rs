//! Whether the relations of a form make sense together, told when the catalogue is loaded.
//!
//! Turns the relations into equations and bounds over cells that are never negative (unless their column says so), and
//! eliminates exactly, in integers. A relation that only zeros could satisfy, alone or together with others, would call
//! honest reports wrong and is refused. A relation that follows from others is in order, since forms print them, but is
//! known as [implied](Hygiene::implied).
//!
//! Relations that speak of zeros only (`zero_together`) are no equations and are not looked at.

use super::{CellId, Form, Operator};

/// What is known about the relations of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hygiene {
    /// Instances that hold whenever the others do, as places of relation and instance.
    pub implied: Vec<(usize, usize)>,
    /// Value cells that no relation bounds, in the order of the form.
    pub unbounded: Vec<CellId>,
}

/// Why relations were refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// One relation by itself holds only if a cell is zero.
    Infeasible {
        /// Index of the relation.
        relation: usize,
        /// The cell.
        cell: CellId,
    },
    /// A relation and others before it hold together only if a cell is zero.
    Contradictory {
        /// Index of the relation.
        relation: usize,
        /// The cell.
        cell: CellId,
    },
}

/// A sum over cells, by cell; it is zero, or at most zero.
type Sum = Vec<(CellId, i64)>;

/// A sum that is zero, solved for one of its cells, which no other solved sum has.
struct Solved {
    pivot: CellId,
    sum: Sum,
}

/// Looks at the relations that `binds` names by index, in the order of the form.
///
/// # Errors
///
/// The first flaw.
pub fn examine(form: &Form, binds: impl Fn(usize) -> bool) -> Result<Hygiene, Flaw> {
    let mut hygiene = Hygiene { implied: Vec::new(), unbounded: unbounded(form) };
    let mut solved: Vec<Solved> = Vec::new();
    let places = || {
        let relations = form.relations.iter().enumerate().filter(|(at, _)| binds(*at));
        relations.flat_map(|(at, relation)| (0..relation.instances.len()).map(move |of| (at, of)))
    };
    for (at, of) in places().filter(|place| form.relations[place.0].operator == Operator::Equal) {
        let sum = sum_of(form, at, of);
        if let Some(cell) = forced(form, &sum, Demand::Zero) {
            return Err(Flaw::Infeasible { relation: at, cell });
        }
        let rest = reduced(sum, &solved);
        if rest.is_empty() {
            hygiene.implied.push((at, of));
            continue;
        }
        if let Some(cell) = forced(form, &rest, Demand::Zero) {
            return Err(Flaw::Contradictory { relation: at, cell });
        }
        solve(rest, &mut solved);
        if let Some(cell) = solved.iter().find_map(|known| forced(form, &known.sum, Demand::Zero)) {
            return Err(Flaw::Contradictory { relation: at, cell });
        }
    }
    for (at, of) in places().filter(|place| matches!(form.relations[place.0].operator, Operator::AtMost | Operator::AtLeast)) {
        let sum = sum_of(form, at, of);
        if let Some(cell) = forced(form, &sum, Demand::AtMostZero) {
            return Err(Flaw::Infeasible { relation: at, cell });
        }
        let rest = reduced(sum, &solved);
        if let Some(cell) = forced(form, &rest, Demand::AtMostZero) {
            return Err(Flaw::Contradictory { relation: at, cell });
        }
        if rest.iter().all(|&(cell, factor)| factor < 0 && !is_signed(form, cell)) {
            hygiene.implied.push((at, of));
        }
    }
    hygiene.implied.sort_unstable();
    Ok(hygiene)
}

/// What a sum has to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Demand {
    Zero,
    AtMostZero,
}

/// Left less right, or right less left where left is to be the larger.
fn sum_of(form: &Form, relation: usize, instance: usize) -> Sum {
    let (operator, instance) = (form.relations[relation].operator, &form.relations[relation].instances[instance]);
    let sign = if operator == Operator::AtLeast { -1 } else { 1 };
    let mut sum = Sum::new();
    for (&cell, factor) in instance.left.iter().map(|cell| (cell, sign)).chain(instance.right.iter().map(|cell| (cell, -sign))) {
        add(&mut sum, cell, factor);
    }
    sum
}

fn add(sum: &mut Sum, cell: CellId, factor: i64) {
    match sum.binary_search_by_key(&cell, |entry| entry.0) {
        Ok(at) => {
            sum[at].1 += factor;
            if sum[at].1 == 0 {
                sum.remove(at);
            }
        }
        Err(at) => sum.insert(at, (cell, factor)),
    }
}

fn is_signed(form: &Form, cell: CellId) -> bool {
    form.table_at(cell.table).columns[usize::from(cell.column)].signed
}

/// A cell that has to be zero for the sum to be what it has to be: all summands pull the same way.
fn forced(form: &Form, sum: &Sum, demand: Demand) -> Option<CellId> {
    let unsigned = || sum.iter().all(|&(cell, _)| !is_signed(form, cell));
    let up = !sum.is_empty() && sum.iter().all(|entry| entry.1 > 0);
    let down = !sum.is_empty() && sum.iter().all(|entry| entry.1 < 0);
    ((up || (down && demand == Demand::Zero)) && unsigned()).then(|| sum[0].0)
}

/// The sum with what is solved put in.
fn reduced(mut sum: Sum, solved: &[Solved]) -> Sum {
    for known in solved {
        eliminate(&mut sum, known);
    }
    sum
}

/// Takes the pivot of a solved sum out of another.
fn eliminate(sum: &mut Sum, known: &Solved) {
    let factor = |sum: &Sum| sum.binary_search_by_key(&known.pivot, |entry| entry.0).map_or(0, |at| sum[at].1);
    let (of_sum, of_known) = (factor(sum), factor(&known.sum));
    if of_sum == 0 {
        return;
    }
    // Multiplying by a positive number keeps the direction of a bound.
    for entry in sum.iter_mut() {
        entry.1 *= of_known.abs();
    }
    for &(cell, factor) in &known.sum {
        add(sum, cell, -factor * of_sum * of_known.signum());
    }
    let divisor = sum.iter().fold(0, |divisor, entry| greatest_common(divisor, entry.1.abs()));
    if divisor > 1 {
        sum.iter_mut().for_each(|entry| entry.1 /= divisor);
    }
}

/// The cell that a sum is best solved for: a total, which is the only one of its sign, where there is one.
fn pivot(sum: &Sum) -> CellId {
    let alone = |sign: i64| {
        let mut of_sign = sum.iter().filter(|entry| entry.1.signum() == sign);
        of_sign.next().filter(|_| of_sign.next().is_none())
    };
    alone(1).or_else(|| alone(-1)).unwrap_or(&sum[0]).0
}

/// Adds a sum to those solved and takes its pivot out of them.
fn solve(sum: Sum, solved: &mut Vec<Solved>) {
    let new = Solved { pivot: pivot(&sum), sum };
    for known in solved.iter_mut() {
        eliminate(&mut known.sum, &new);
    }
    solved.push(new);
}

fn greatest_common(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { greatest_common(b, a % b) }
}

fn unbounded(form: &Form) -> Vec<CellId> {
    let mut bounded: Vec<CellId> = form
        .relations
        .iter()
        .flat_map(|relation| &relation.instances)
        .flat_map(|instance| instance.left.iter().chain(&instance.right).copied())
        .collect();
    bounded.sort_unstable();
    form.value_cells().filter(|cell| bounded.binary_search(cell).is_err()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::load;
    use super::*;
    use crate::catalog::Catalog;

    const SMALL: &str = r#"
        id = "t"
        title = "表"
        title_en = "table"
        first_year = 2020
        sections = [{ number = 1, heading = "甲", required = true, tables = ["a"] }]
        [[tables]]
        id = "a"
        section = 1
        title = "甲表"
        layout = "list"
        columns = [{ code = "value", label = "数" }]
        rows = [
            { code = "t", label = "合计" }, { code = "p", label = "甲" }, { code = "q", label = "乙" }, { code = "r", label = "丙" },
        ]
    "#;

    fn examined(relations: &[(&str, &str, &str)]) -> Result<Hygiene, Flaw> {
        let names = |list: &str| list.split(' ').map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(",");
        let stated: String = relations
            .iter()
            .map(|(left, operator, right)| {
                let (left, right) = (names(left), names(right));
                format!(
                    "[[relation]]\ncode = \"S\"\nsum_over = \"rows\"\nleft = [{left}]\nright = [{right}]\noperator = \"{operator}\"\nblank = \"skip\"\n"
                )
            })
            .collect();
        let form = load("small", &format!("{SMALL}\n{stated}")).unwrap();
        examine(&form, |_| true)
    }

    #[test]
    fn relations_that_only_zeros_satisfy_are_refused() {
        let flaw = |relations: &[(&str, &str, &str)]| examined(relations).unwrap_err();
        assert!(matches!(flaw(&[("t", "equal", "t p")]), Flaw::Infeasible { relation: 0, .. }));
        assert!(matches!(flaw(&[("t p", "at_most", "t")]), Flaw::Infeasible { relation: 0, .. }));
        assert!(matches!(flaw(&[("t", "equal", "p q"), ("t", "equal", "p q r")]), Flaw::Contradictory { relation: 1, .. }));
        assert!(matches!(flaw(&[("t", "equal", "p q"), ("t", "at_most", "p")]), Flaw::Contradictory { relation: 1, .. }));
        assert!(matches!(flaw(&[("t", "equal", "p q"), ("q", "equal", "p r"), ("p", "equal", "t r")]), Flaw::Contradictory { .. }));
    }

    #[test]
    fn what_follows_from_others_is_implied_and_what_nothing_bounds_is_told() {
        let hygiene = examined(&[("t", "equal", "p q"), ("p", "at_most", "t"), ("p q", "equal", "t")]).unwrap();
        assert_eq!(hygiene.implied, [(1, 0), (2, 0)]);
        assert_eq!(hygiene.unbounded, [CellId { table: super::super::TableId(0), row: 3, column: 0 }]);
    }

    #[test]
    fn grand_totals_of_the_application_table_are_implied_once() {
        let catalog = Catalog::load().unwrap();
        let form = &catalog.forms[catalog.form_index("gb2021").unwrap()];
        let hygiene = examine(form, |_| true).unwrap();
        assert!(!hygiene.implied.is_empty());
        let code = |place: &(usize, usize)| form.relations[place.0].code.as_str();
        assert!(
            hygiene.implied.iter().all(|place| code(place).starts_with("T3-")),
            "{:?}",
            hygiene.implied.iter().map(code).collect::<Vec<_>>()
        );
    }
}
