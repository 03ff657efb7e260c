//! The interpreter of relations: sums, bounds and implications that the forms state as data.
//!
//! Turns each instance of a relation into one of four answers: it holds, there is nothing to compare because of blanks, it
//! cannot be compared because something was not read, or it is broken. Only numbers that were read for certain are
//! compared, exactly. Nothing is allocated while relations hold.
//!
//! What a relation is about and how its cells are found is the business of [`crate::form`]; its title, severity and advice
//! are in `forms/relations.toml` (see `words`); the wording of a finding is in `wording`.

mod wording;
mod words;

pub(crate) use words::words;

use crate::amount::Amount;
use crate::bilingual;
use crate::catalog::RelationBody;
use crate::finding::Severity;
use crate::form::{BlankPolicy, CellId, Operator, Relation, RelationInstance, TableId};
use crate::report::{Report, UnreadKind};
use crate::rule::{Context, Findings, Ran};
use crate::rules::reading::{self, Figure, Obstacle, Presence};
use crate::text::Bilingual;

/// More broken instances of one relation than this are told in one finding: they have one cause.
const TOLD_ONE_BY_ONE: usize = 4;

/// What became of one instance.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Outcome {
    /// The sides compare as they should.
    Holds,
    /// Blanks leave nothing to compare.
    Blank,
    /// A cell was not read.
    Unread(CellId, Obstacle),
    /// The sides are too large to add up.
    Overflow,
    /// The sides do not compare as they should.
    Broken(Sums),
}

/// What the sides of an instance add up to.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sums {
    left: Amount,
    right: Amount,
}

/// A broken instance that is to be told.
struct Broken<'a> {
    relation: &'a Relation,
    instance: &'a RelationInstance,
    sums: Sums,
    at_most: Severity,
}

/// What became of all instances of a rule.
#[derive(Default)]
struct Tally {
    compared: usize,
    blank: usize,
    missing: Option<TableId>,
    obstacle: Option<Bilingual>,
    obstacles: usize,
    implied: bool,
}

/// One side of an instance, added up.
#[derive(Default)]
struct Side {
    sum: Amount,
    filled: usize,
    blank: usize,
    positive: bool,
    nonzero: bool,
    unread: Option<(CellId, Obstacle)>,
    overflow: bool,
}

/// Checks the relations of a rule in the report's form.
pub(crate) fn check(context: &Context<'_>, body: &RelationBody, out: &mut Findings<'_>) -> Ran {
    let places = context.report.edition.form.and_then(|form| body.places.get(form)).map_or(&[][..], Vec::as_slice);
    let mut tally = Tally::default();
    let mut broken = Vec::new();
    for &place in places {
        let relation = &context.form.relations[place];
        let mut tables = Tables::default();
        for instance in &relation.instances {
            match tables.of(context, instance) {
                Presence::Here => judge(context, body, relation, instance, &mut tally, &mut broken),
                Presence::Missing => tally.missing = tally.missing.or(Some(instance.left[0].table)),
                Presence::Unread(reason) if tally.obstacle.is_none() => tally.hinder(|| reason.clone()),
                // One table that could not be read is one obstacle, however many instances it stops.
                Presence::Unread(_) => {}
            }
        }
    }
    tell(context, body, &broken, out);
    tally.ran(context)
}

/// Compares one instance and decides what is to be said of it.
fn judge<'a>(
    context: &Context<'_>,
    body: &RelationBody,
    relation: &'a Relation,
    instance: &'a RelationInstance,
    tally: &mut Tally,
    broken: &mut Vec<Broken<'a>>,
) {
    let sums = match evaluate(context.report, relation, instance) {
        Outcome::Blank => {
            tally.blank += 1;
            return;
        }
        Outcome::Holds => {
            tally.compared += 1;
            return;
        }
        Outcome::Unread(cell, obstacle) => return tally.hinder(|| reading::reason(context, cell, obstacle)),
        Outcome::Overflow => return tally.hinder(|| bilingual!("数值过大，无法相加", "the figures are too large to add up")),
        Outcome::Broken(sums) => sums,
    };
    if let Some(reason) = stray_row(context, relation, instance) {
        return tally.hinder(|| reason);
    }
    tally.compared += 1;
    let allowed = is_allowed(context.report, relation.operator, instance, sums);
    if allowed && body.severity_allowed.is_none() {
        return;
    }
    if is_implied(context, relation, instance) {
        tally.implied = true;
        return;
    }
    let below = body.severity_below.filter(|_| sums.right < sums.left);
    let at_most = [below, body.severity_allowed.filter(|_| allowed)].into_iter().flatten().min().unwrap_or(Severity::Error);
    broken.push(Broken { relation, instance, sums, at_most });
}

/// Compares the sides of an instance.
fn evaluate(report: &Report, relation: &Relation, instance: &RelationInstance) -> Outcome {
    let left = add_up(report, &instance.left, &instance.blank_as_zero);
    let right = add_up(report, &instance.right, &instance.blank_as_zero);
    let nothing = match relation.blank {
        BlankPolicy::Skip => left.blank + right.blank > 0,
        BlankPolicy::ZeroIfAnyFilled => left.blank > 0 || (right.filled == 0 && right.unread.is_none() && !instance.right.is_empty()),
    };
    if nothing {
        return Outcome::Blank;
    }
    if let Some((cell, obstacle)) = left.unread.or(right.unread) {
        return Outcome::Unread(cell, obstacle);
    }
    if left.overflow || right.overflow {
        return Outcome::Overflow;
    }
    if compares(relation, &left, &right) { Outcome::Holds } else { Outcome::Broken(Sums { left: left.sum, right: right.sum }) }
}

fn add_up(report: &Report, cells: &[CellId], blank_as_zero: &[CellId]) -> Side {
    let mut side = Side::default();
    for &cell in cells {
        match reading::figure(report, cell) {
            Figure::Number(amount) => {
                side.filled += 1;
                if amount.is_zero() {
                    continue;
                }
                side.nonzero = true;
                side.positive |= amount.is_sign_positive();
                match side.sum.checked_add(amount) {
                    Some(sum) => side.sum = sum,
                    None => side.overflow = true,
                }
            }
            Figure::Blank if blank_as_zero.contains(&cell) => {}
            Figure::Blank => side.blank += 1,
            Figure::Unread(obstacle) => side.unread = side.unread.or(Some((cell, obstacle))),
        }
    }
    side
}

fn compares(relation: &Relation, left: &Side, right: &Side) -> bool {
    // Sums of figures within 28 digits differ by less than the type's range, so plain subtraction cannot overflow.
    match relation.operator {
        Operator::Equal => left.sum == right.sum || (left.sum - right.sum).abs() <= relation.tolerance,
        Operator::AtMost => left.sum <= right.sum || left.sum - right.sum <= relation.tolerance,
        Operator::AtLeast => left.sum >= right.sum || right.sum - left.sum <= relation.tolerance,
        Operator::ZeroImpliesZero => left.nonzero || !right.nonzero,
        Operator::PositiveImpliesPositive => left.sum <= Amount::ZERO || right.positive,
        Operator::ZeroTogether => left.positive == right.positive,
    }
}

/// Whether the cells that the relation allows for account for the difference.
fn is_allowed(report: &Report, operator: Operator, instance: &RelationInstance, sums: Sums) -> bool {
    let excess = match operator {
        Operator::AtLeast => sums.right.checked_sub(sums.left),
        _ => sums.left.checked_sub(sums.right),
    };
    let allowance = add_up(report, &instance.allowance, &[]).sum;
    excess.is_some_and(|excess| excess > Amount::ZERO && excess <= allowance)
}

/// Whether a relation that implies this one is broken over some of the same cells, and so already reported.
fn is_implied(context: &Context<'_>, relation: &Relation, instance: &RelationInstance) -> bool {
    let cells = |instance: &'_ RelationInstance| instance.left.iter().chain(&instance.right).copied().collect::<Vec<_>>();
    let mine = cells(instance);
    let implying = context.form.relations.iter().filter(|other| relation.implied_by.contains(&other.code));
    implying.flat_map(|other| other.instances.iter().map(move |instance| (other, instance))).any(|(other, instance)| {
        cells(instance).iter().any(|cell| mine.contains(cell)) && matches!(evaluate(context.report, other, instance), Outcome::Broken(_))
    })
}

/// A printed row among the parts that the form does not have: the parts may be more than the form knows, so that a
/// difference is no proof. Says so.
fn stray_row(context: &Context<'_>, relation: &Relation, instance: &RelationInstance) -> Option<Bilingual> {
    let first = instance.left[0];
    let sums_rows = instance.left.len() == 1 && instance.right.len() > 1 && instance.right.iter().all(|cell| cell.column == first.column);
    if !sums_rows || !matches!(relation.operator, Operator::Equal | Operator::AtMost) {
        return None;
    }
    let report = context.report;
    let spans = || instance.left.iter().chain(&instance.right).filter_map(|&cell| report.statistic(cell)?.span);
    let from = spans().map(|span| span.start()).min()?;
    let last = spans().map(|span| span.end()).max()?;
    let next = report.statistics.iter().filter_map(|statistic| statistic.span).map(|span| span.start()).filter(|&start| start > last).min();
    let to = next.unwrap_or(u32::MAX);
    let among = |start: u32| (from..to).contains(&start);
    let stray = report.unread.iter().find(|unread| {
        unread.table == Some(first.table)
            && matches!(unread.kind, UnreadKind::Row | UnreadKind::Text)
            && unread.span.is_none_or(|span| among(span.start()))
    })?;
    Some(stray.reason.clone())
}

/// Adds the findings of a rule.
fn tell(context: &Context<'_>, body: &RelationBody, broken: &[Broken<'_>], out: &mut Findings<'_>) {
    if broken.len() > TOLD_ONE_BY_ONE {
        return wording::tell_together(context, body, broken, out);
    }
    for one in broken {
        wording::tell(context, body, one, out);
    }
}

impl Tally {
    fn hinder(&mut self, reason: impl FnOnce() -> Bilingual) {
        self.obstacles += 1;
        if self.obstacle.is_none() {
            self.obstacle = Some(reason());
        }
    }

    /// What to say of the whole rule, its findings apart.
    fn ran(self, context: &Context<'_>) -> Ran {
        if let Some(first) = self.obstacle {
            let (zh, en, count) = (&first.zh, &first.en, self.obstacles);
            return Ran::NotFully(match count {
                1 => bilingual!("{zh}，未能核对", "{en}, so this was not compared"),
                _ => bilingual!("{zh}等，共有 {count} 处未能核对", "{en}, among others: {count} comparisons were not made"),
            });
        }
        if self.implied {
            return Ran::NotApplicable(bilingual!("同一差错已由其他规则报告", "another rule already reports the same mistake"));
        }
        match self.missing {
            _ if self.compared > 0 => Ran::Fully,
            Some(table) if self.blank == 0 => reading::missing(context, table),
            _ => Ran::NotApplicable(bilingual!("有关单元格空白，无可核对", "the cells are blank: nothing to compare")),
        }
    }
}

/// Looks up whether tables are there, once for each run of cells in the same table.
#[derive(Default)]
struct Tables {
    last: Option<(TableId, Presence)>,
}

impl Tables {
    fn of(&mut self, context: &Context<'_>, instance: &RelationInstance) -> &Presence {
        for cell in instance.left.iter().chain(&instance.right) {
            if self.last.as_ref().is_none_or(|(table, _)| *table != cell.table) {
                self.last = Some((cell.table, reading::presence(context, cell.table)));
            }
            if self.last.as_ref().is_some_and(|(_, presence)| *presence != Presence::Here) {
                break;
            }
        }
        self.last.as_ref().map_or(&Presence::Missing, |(_, presence)| presence)
    }
}

#[cfg(test)]
mod tests;
