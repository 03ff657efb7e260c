//! The wording of a broken relation: the report's own arithmetic, in the words of the form.
//!
//! ```text
//! “收到申请数” 7 ≠ “当面申请数” 0 + “传真申请数” 0 + “网络申请数” 0 + “信函申请数” 0 = 0，相差 7
//! ```

use super::{Broken, Sums};
use crate::amount::{self, Amount};
use crate::bilingual;
use crate::catalog::RelationBody;
use crate::finding::Severity;
use crate::form::{CellId, Layout, Operator};
use crate::rule::{Context, Findings};
use crate::rules::reading::{self, Figure};
use crate::text::Bilingual;

/// Sums of more cells than this are printed without their zeros.
const PRINTED_IN_FULL: usize = 8;

/// Names of cells within one instance: what all cells share is said once, in front.
struct Names<'a> {
    context: Context<'a>,
    shared: Shared,
}

/// What all cells of an instance share, as far as it has to be said.
#[derive(Clone, Copy)]
enum Shared {
    /// Nothing.
    Nothing,
    /// A column of a table with several value columns; the cells are rows.
    Column(CellId),
    /// A row of a table with several value columns; the cells are columns.
    Row(CellId),
    /// A group of columns of a table with a single row.
    Group(CellId),
}

/// Adds the finding of one broken instance.
pub(super) fn tell(context: &Context<'_>, body: &RelationBody, broken: &Broken<'_>, out: &mut Findings<'_>) {
    let names = Names::of(context, broken);
    let message = message(&names, broken);
    let total = broken.instance.left[0];
    let primary = span(context, total);
    let mut finding = out.add(primary, message, body.help.clone()).at_most(broken.at_most).cells(cells(broken));
    for cell in cells(broken).filter(|&cell| cell != total) {
        if let Some(span) = span(context, cell) {
            finding = finding.related(span, note(&names, cell));
        }
    }
    if let Some((expected, actual)) = expectation(broken) {
        finding = finding.expected(expected, actual);
    }
    finding.done();
}

/// Adds one finding for many broken instances of a rule: the first in full, the others by name.
pub(super) fn tell_together(context: &Context<'_>, body: &RelationBody, broken: &[Broken<'_>], out: &mut Findings<'_>) {
    let (Some(first), count) = (broken.first(), broken.len()) else { return };
    let arithmetic = message(&Names::of(context, first), first);
    let (zh, en) = (&arithmetic.zh, &arithmetic.en);
    let others: Vec<&str> = broken[1..].iter().map(|one| reading::name(context, one.instance.left[0])).collect();
    let listed = others.join("、");
    let message = bilingual!("共有 {count} 处不符。{zh}；其余各处：{listed}", "{count} places do not agree. {en}; the others: {listed}");
    let severity = broken.iter().map(|one| one.at_most).max().unwrap_or(Severity::Error);
    let mut finding = out.add(span(context, first.instance.left[0]), message, body.help.clone()).at_most(severity);
    let mut named = Vec::new();
    for one in broken {
        named.extend(cells(one).filter(|cell| !named.contains(cell)).collect::<Vec<_>>());
        if let Some(span) = span(context, one.instance.left[0]) {
            finding = finding.related(span, self::message(&Names::of(context, one), one));
        }
    }
    finding.cells(named).done();
}

fn cells<'a>(broken: &Broken<'a>) -> impl Iterator<Item = CellId> + 'a {
    broken.instance.left.iter().chain(&broken.instance.right).copied()
}

fn span(context: &Context<'_>, cell: CellId) -> Option<crate::Span> {
    context.report.statistic(cell)?.span
}

/// The arithmetic of a broken instance.
fn message(names: &Names<'_>, broken: &Broken<'_>) -> Bilingual {
    let Sums { left, right } = broken.sums;
    let (l, r) = (names.side(&broken.instance.left, left), names.side(&broken.instance.right, right));
    let (lz, le, rz, re) = (&l.zh, &l.en, &r.zh, &r.en);
    let difference = plain((left - right).abs());
    let arithmetic = match broken.relation.operator {
        Operator::Equal => bilingual!("{lz} ≠ {rz}，相差 {difference}", "{le} ≠ {re}, off by {difference}"),
        Operator::AtMost => bilingual!("{lz}，大于 {rz}，多 {difference}", "{le} is more than {re}, by {difference}"),
        Operator::AtLeast if broken.instance.right.is_empty() => bilingual!("{lz}，小于 0", "{le} is less than 0"),
        Operator::AtLeast => bilingual!("{lz}，小于 {rz}，少 {difference}", "{le} is less than {re}, by {difference}"),
        Operator::ZeroImpliesZero | Operator::PositiveImpliesPositive | Operator::ZeroTogether => {
            let others = names.listed(&broken.instance.right);
            bilingual!("{lz}，而{others}", "{le}, but {others}")
        }
    };
    let (prefix, blanks) = (names.prefix(), names.blanks(cells(broken)));
    Bilingual { zh: prefix.zh + &arithmetic.zh + &blanks.zh, en: prefix.en + &arithmetic.en + &blanks.en }
}

/// What the first cell should say and what it says, where that follows.
fn expectation(broken: &Broken<'_>) -> Option<(String, String)> {
    let (right, actual) = (plain(broken.sums.right), plain(broken.sums.left));
    let expected = match broken.relation.operator {
        Operator::Equal => right,
        Operator::AtMost => format!("≤{right}"),
        Operator::AtLeast => format!("≥{right}"),
        Operator::ZeroImpliesZero | Operator::PositiveImpliesPositive | Operator::ZeroTogether => return None,
    };
    Some((expected, actual))
}

/// What an operand contributes.
fn note(names: &Names<'_>, cell: CellId) -> Bilingual {
    let name = names.name(cell);
    match reading::figure(names.context.report, cell) {
        Figure::Number(amount) => {
            let amount = amount::print(amount);
            Bilingual { zh: [name, "：", &amount].concat(), en: [name, ": ", &amount].concat() }
        }
        Figure::Blank => bilingual!("{name}：空白，按 0 计", "{name}: blank, counted as 0"),
        Figure::Unread(_) => bilingual!("{name}：未识读", "{name}: not read"),
    }
}

impl<'a> Names<'a> {
    fn of(context: &Context<'a>, broken: &Broken<'_>) -> Self {
        let first = broken.instance.left[0];
        let all = |same: &dyn Fn(CellId) -> bool| cells(broken).all(|cell| cell.table == first.table && same(cell));
        let table = context.form_table(first.table);
        let parent = |cell: CellId| table.columns[usize::from(cell.column)].parent;
        let shared = match table.layout {
            Layout::SingleRow if parent(first).is_some() && all(&|cell| parent(cell) == parent(first)) => Shared::Group(first),
            Layout::Grid | Layout::List if table.value_columns().nth(1).is_some() => {
                if all(&|cell| cell.column == first.column) {
                    Shared::Column(first)
                } else if all(&|cell| cell.row == first.row) {
                    Shared::Row(first)
                } else {
                    Shared::Nothing
                }
            }
            Layout::SingleRow | Layout::Grid | Layout::List => Shared::Nothing,
        };
        Self { context: *context, shared }
    }

    /// What all cells share, to be said in front.
    fn prefix(&self) -> Bilingual {
        match self.shared {
            Shared::Nothing => Bilingual::default(),
            Shared::Column(cell) => {
                let name = self.context.form_table(cell.table).column_name(cell.column);
                bilingual!("{name}列：", "column {name}: ")
            }
            Shared::Row(cell) => {
                let name = self.context.form_table(cell.table).row_name(cell.row);
                bilingual!("{name}行：", "row {name}: ")
            }
            Shared::Group(cell) => {
                let columns = &self.context.form_table(cell.table).columns;
                let group = columns[usize::from(cell.column)].parent.map_or("", |parent| &columns[usize::from(parent)].label);
                bilingual!("“{group}”：", "“{group}”: ")
            }
        }
    }

    /// A cell's name, without what all share.
    fn name(&self, cell: CellId) -> &'a str {
        let table = self.context.form.table_at(cell.table);
        match self.shared {
            Shared::Row(_) | Shared::Group(_) => table.column_name(cell.column),
            Shared::Column(_) => table.row_name(cell.row),
            Shared::Nothing => reading::name(&self.context, cell),
        }
    }

    /// The sum on one side, as printed: `“甲” 1 + “乙” 2 = 3`.
    fn side(&self, cells: &[CellId], sum: Amount) -> Bilingual {
        let filled: Vec<(CellId, Amount)> =
            cells.iter().filter_map(|&cell| Some((cell, reading::figure(self.context.report, cell).number()?))).collect();
        let in_full = cells.len() <= PRINTED_IN_FULL;
        let mut text = String::new();
        let mut printed = 0;
        for (cell, amount) in filled.iter().filter(|(_, amount)| in_full || !amount.is_zero()) {
            let sign = match (printed, amount.is_sign_negative()) {
                (0, _) => "",
                (_, true) => " - ",
                (_, false) => " + ",
            };
            let shown = if printed > 0 { amount.abs() } else { *amount };
            text += sign;
            text += self.name(*cell);
            text.push(' ');
            amount::push(&mut text, shown);
            printed += 1;
        }
        let (sum, rest) = (plain(sum), filled.len() - printed);
        match printed {
            0 => bilingual!("各分项之和 {sum}", "the parts' sum {sum}"),
            1 if rest == 0 => bilingual!("{text}", "{text}"),
            _ if rest > 0 => bilingual!("{text}（其余 {rest} 项为 0） = {sum}", "{text} (the other {rest} are 0) = {sum}"),
            _ => bilingual!("{text} = {sum}", "{text} = {sum}"),
        }
    }

    /// Cells with their numbers, side by side; of many, those that are not zero.
    fn listed(&self, cells: &[CellId]) -> String {
        let number = |&cell: &CellId| Some((cell, reading::figure(self.context.report, cell).number()?));
        let filled: Vec<(CellId, Amount)> = cells.iter().filter_map(number).collect();
        let all_zero = filled.iter().all(|(_, amount)| amount.is_zero());
        let shown = filled.iter().filter(|(_, amount)| all_zero || !amount.is_zero());
        shown.map(|(cell, amount)| format!("{} {amount}", self.name(*cell))).collect::<Vec<_>>().join("、")
    }

    /// Which cells were blank and counted as nothing.
    fn blanks(&self, cells: impl Iterator<Item = CellId>) -> Bilingual {
        let blank = cells.filter(|&cell| reading::figure(self.context.report, cell) == Figure::Blank);
        let names: Vec<&str> = blank.map(|cell| self.name(cell)).collect();
        if names.is_empty() {
            return Bilingual::default();
        }
        let listed = names.join("、");
        bilingual!("（空白的{listed}按 0 计）", " (blank and counted as 0: {listed})")
    }
}

/// A number without trailing zeros behind the point.
fn plain(amount: Amount) -> String {
    amount::print(amount.normalize())
}
