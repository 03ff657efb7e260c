//! The indicators of a canonical report in another edition.
//!
//! Turns the cells of one form into those of another along the crosswalk. A value is carried over, converted exactly
//! between units of one kind, or added up from cells that all hold numbers; anything less gives no value and a remark
//! that says why. A stated value that nothing was made of is listed as left out.

use std::sync::Arc;

use super::units::{UnitRelation, relate, scale};
use super::{CellUnit, Change, ChangeKind, Correspondence, Normalized, NormalizedCell, Sources, joined, one_line};
use crate::amount::{Amount, Style};
use crate::bilingual;
use crate::catalog::Catalog;
use crate::crosswalk::{Comparability, Passage};
use crate::form::{CellId, Form};
use crate::report::CellValue;
use crate::source::Source;
use crate::text::Bilingual;

/// Carries a report in its own edition over to the form at `target`; `None` if there is no such form.
pub(super) fn carry(source: &Source, own: Normalized, catalog: &Catalog, target: usize) -> Option<Normalized> {
    let form = catalog.forms.get(target)?;
    let used = vec![false; own.cells.len()];
    let mut carrier = Carrier { source, catalog, from: own.form, to: target, cells: &own.cells, used, changes: Vec::new() };
    let cells = form.value_cells().filter(|cell| form.table_at(cell.table).variant_of.is_none());
    let cells: Vec<NormalizedCell> = cells.map(|cell| carrier.cell(cell)).collect();
    carrier.left_out();
    let mut changes = carrier.changes;
    let Normalized { source_form, title, changes: earlier, .. } = own;
    changes.splice(0..0, earlier);
    Some(Normalized { form: target, source_form, title, cells, changes })
}

struct Carrier<'a> {
    source: &'a Source,
    catalog: &'a Catalog,
    from: usize,
    to: usize,
    /// The cells of the own edition, in order.
    cells: &'a [NormalizedCell],
    /// Which of them something was made of, or are accounted for where nothing can be.
    used: Vec<bool>,
    changes: Vec<Change>,
}

/// What became of one passage.
struct Outcome<'a> {
    passage: &'a Passage,
    value: Option<CellValue>,
    unit: CellUnit,
    /// Why there is no value although the passage may give one, and what the source cells say of themselves.
    remark: Option<Arc<Bilingual>>,
}

impl<'a> Carrier<'a> {
    fn cell(&mut self, target: CellId) -> NormalizedCell {
        let mut empty = NormalizedCell {
            cell: target,
            value: None,
            unit: CellUnit::Official,
            correspondence: Correspondence::None,
            sources: Sources::None,
            remark: None,
            span: None,
        };
        let catalog = self.catalog;
        let leading = catalog.crosswalk.leading_to(self.from, self.to, target);
        let leading = leading.filter(|passage| passage.from.iter().all(|&cell| self.position(cell).is_some()));
        let (valued, unvalued): (Vec<&Passage>, Vec<&Passage>) = leading.partition(|passage| passage.valued);
        match (valued.as_slice(), unvalued.as_slice()) {
            ([], []) => {
                let remark = self.catalog.crosswalk.remark(self.to, target).cloned();
                let plain = || Arc::new(bilingual!("报告所用的表式没有对应的指标", "the report's form has no indicator that corresponds"));
                empty.remark = Some(remark.unwrap_or_else(plain));
                empty
            }
            ([], [first, ..]) => self.without_value(empty, first),
            (&[passage], _) => {
                let outcome = self.follow(target, passage);
                self.with_outcome(empty, outcome)
            }
            (several, _) => self.agreed(empty, several),
        }
    }

    /// A cell that corresponds to something of which no value can be made.
    fn without_value(&mut self, mut cell: NormalizedCell, passage: &Passage) -> NormalizedCell {
        self.use_up(passage);
        cell.correspondence = passage.correspondence;
        cell.sources = Sources::from(passage.from.as_slice());
        cell.remark = Some(Arc::clone(self.catalog.crosswalk.reason(passage)));
        cell.span = self.own(passage.from[0]).and_then(|own| own.span);
        cell
    }

    fn with_outcome(&mut self, mut cell: NormalizedCell, outcome: Outcome<'_>) -> NormalizedCell {
        let Outcome { passage, value, unit, remark } = outcome;
        self.use_up(passage);
        let telling = passage.comparable != Comparability::Yes || passage.correspondence == Correspondence::Converted;
        let reason = telling.then(|| Arc::clone(self.catalog.crosswalk.reason(passage)));
        cell.remark = joined(remark, reason);
        cell.value = value;
        cell.unit = unit;
        cell.correspondence = passage.correspondence;
        cell.sources = Sources::from(passage.from.as_slice());
        cell.span = passage.from.iter().find_map(|&from| self.own(from)?.span);
        cell
    }

    /// A cell that several indicators stand for: it has a value only if they state the same.
    fn agreed(&mut self, empty: NormalizedCell, several: &[&'a Passage]) -> NormalizedCell {
        let outcomes: Vec<Outcome<'a>> = several.iter().map(|passage| self.follow(empty.cell, passage)).collect();
        let same = outcomes.windows(2).all(|pair| pair[0].value == pair[1].value && pair[0].unit == pair[1].unit);
        let sources: Vec<CellId> = several.iter().flat_map(|passage| passage.from.iter().copied()).collect();
        for passage in several {
            self.use_up(passage);
        }
        let stated = outcomes.iter().map(|outcome| self.stated(outcome)).collect::<Vec<_>>();
        let Some(first) = outcomes.into_iter().next() else { return empty };
        let mut cell = self.with_outcome(empty, first);
        cell.sources = Sources::Several(sources);
        if !same {
            cell.value = None;
            let (zh, en) = (stated.join("，"), stated.join(", "));
            let remark = bilingual!(
                "可对应的几个指标所填不同（{zh}），不能确定取哪一个",
                "the indicators that could stand for it differ ({en}); it cannot be told which to take"
            );
            cell.remark = joined(Some(Arc::new(remark)), cell.remark);
        }
        cell
    }

    /// What the source cells of an outcome state, in words.
    fn stated(&self, outcome: &Outcome<'_>) -> String {
        let cells = outcome.passage.from.iter().filter_map(|&cell| self.own(cell));
        let words = cells.map(|own| match &own.value {
            Some(CellValue::Number { amount, .. }) => amount.to_string(),
            _ => own.span.map(|span| one_line(self.source.slice(span))).unwrap_or_default(),
        });
        let labels = outcome.passage.from.iter().map(|cell| self.form().table_at(cell.table).rows[usize::from(cell.row)].label.as_str());
        labels.zip(words).map(|(label, word)| format!("{label} {word}")).collect::<Vec<_>>().join(" + ")
    }

    /// The value that a passage gives.
    fn follow(&mut self, target: CellId, passage: &'a Passage) -> Outcome<'a> {
        let sources: Vec<&NormalizedCell> = passage.from.iter().filter_map(|&cell| self.own(cell)).collect();
        let remark = sources.iter().find_map(|own| own.remark.clone());
        let unit = sources.first().map_or(CellUnit::Official, |own| own.unit);
        match sources.as_slice() {
            [one] => self.converted(target, one, passage, remark),
            several if several.iter().any(|own| own.unit != CellUnit::Official) => Outcome { passage, value: None, unit, remark },
            several => {
                let (value, why) = sum(several);
                Outcome { passage, value, unit, remark: joined(remark, why) }
            }
        }
    }

    /// A single value, converted into the unit of the target if the units are of one kind.
    fn converted(&mut self, target: CellId, own: &NormalizedCell, passage: &'a Passage, remark: Option<Arc<Bilingual>>) -> Outcome<'a> {
        let same = Outcome { passage, value: own.value.clone(), unit: own.unit, remark };
        let (CellUnit::Official, Some(CellValue::Number { amount, .. })) = (own.unit, &own.value) else { return same };
        let unit_of = |form: &'a Form, cell: CellId| form.table_at(cell.table).unit(cell.row, cell.column);
        let (Some(from), Some(to)) = (unit_of(self.form(), own.cell), unit_of(&self.catalog.forms[self.to], target)) else { return same };
        let UnitRelation::Scaled(power) = relate(from, to) else { return same };
        let Some(converted) = scale(*amount, power) else {
            let why = bilingual!("换算成“{to}”超出可精确表示的位数", "converting into {to} needs more digits than can be held exactly");
            return Outcome { value: None, remark: joined(same.remark, Some(Arc::new(why))), ..same };
        };
        let reason = bilingual!("按目标表式的单位“{to}”换算，数值不变", "converted exactly into {to}, the unit of the target form");
        self.changes.push(Change {
            kind: ChangeKind::Unit,
            cell: Some(own.cell),
            from: format!("{amount}{from}"),
            to: format!("{converted}{to}"),
            reason,
            span: own.span,
        });
        Outcome { value: Some(CellValue::Number { amount: converted, style: Style::default() }), ..same }
    }

    /// Notes stated values that nothing was made of.
    fn left_out(&mut self) {
        for (own, _) in self.cells.iter().zip(&self.used).filter(|(_, used)| !**used) {
            let from = match &own.value {
                Some(CellValue::Number { amount, .. }) => format!("{amount}{}", own.unit(self.form(), self.source)),
                Some(CellValue::Text | CellValue::Dash) => own.span.map(|span| one_line(self.source.slice(span))).unwrap_or_default(),
                Some(CellValue::Blank | CellValue::Absent) | None => continue,
            };
            let reason = match self.catalog.crosswalk.remark(self.from, own.cell) {
                Some(remark) => {
                    let Bilingual { zh, en } = &**remark;
                    bilingual!("目标表式没有对应的指标：{zh}", "the target form has no indicator that corresponds: {en}")
                }
                None => bilingual!("目标表式没有对应的指标", "the target form has no indicator that corresponds"),
            };
            self.changes.push(Change { kind: ChangeKind::Omitted, cell: Some(own.cell), from, to: String::new(), reason, span: own.span });
        }
    }

    fn form(&self) -> &'a Form {
        &self.catalog.forms[self.from]
    }

    fn position(&self, cell: CellId) -> Option<usize> {
        self.cells.binary_search_by_key(&cell, |own| own.cell).ok()
    }

    fn own(&self, cell: CellId) -> Option<&'a NormalizedCell> {
        self.position(cell).map(|at| &self.cells[at])
    }

    fn use_up(&mut self, passage: &Passage) {
        for &cell in &passage.from {
            if let Some(at) = self.position(cell) {
                self.used[at] = true;
            }
        }
    }
}

/// The sum of several cells, or why there is none. Cells that all lack a number in the same way give just that.
fn sum(cells: &[&NormalizedCell]) -> (Option<CellValue>, Option<Arc<Bilingual>>) {
    let numbers = cells.iter().map(|own| match own.value {
        Some(CellValue::Number { amount, .. }) => Some(amount),
        _ => None,
    });
    if let Some(numbers) = numbers.collect::<Option<Vec<_>>>() {
        let total = numbers.into_iter().try_fold(Amount::ZERO, exact_sum);
        let why = || Arc::new(bilingual!("合计超出可精确表示的位数", "the sum needs more digits than can be held exactly"));
        let missing = total.is_none().then(why);
        return (total.map(|amount| CellValue::Number { amount, style: Style::default() }), missing);
    }
    let first = &cells[0].value;
    if matches!(first, Some(CellValue::Blank | CellValue::Dash | CellValue::Absent)) && cells.iter().all(|own| own.value == *first) {
        return (first.clone(), None);
    }
    let why = bilingual!(
        "应相加的几格不全是数字，不能求和：空白不等于零",
        "not all of the cells to be added hold numbers, so there is no sum: blank is not zero"
    );
    (None, Some(Arc::new(why)))
}

/// The sum of two numbers; `None` if it has too many digits to be held exactly.
fn exact_sum(a: Amount, b: Amount) -> Option<Amount> {
    a.checked_add(b).filter(|sum| sum.scale() == a.scale().max(b.scale()))
}
