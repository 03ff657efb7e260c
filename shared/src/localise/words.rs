//! Repairs in the words of the form, for a clerk.
//!
//! Turns a candidate into names, printed and proposed values and arithmetic before and after, and an answer into a short
//! passage: what points where, which figures to look at, and that nothing was changed.

use super::evidence::Witness;
use super::model::{Demand, OPEN, System};
use super::search::Candidate;
use super::{Equation, Localisation, MOST_CELLS, Operation, Repair, RepairCell, RepairKind};
use crate::bilingual;
use crate::claims::ClaimId;
use crate::finding::Related;
use crate::form::Operator;
use crate::rule::Context;
use crate::rules::reading;
use crate::source::Span;
use crate::text::Bilingual;

/// Sums of more cells than this are printed without their zeros.
const PRINTED_IN_FULL: usize = 8;
/// Bytes that the arithmetic of most rows takes.
const ARITHMETIC: usize = 120;
/// Repairs that the passage names one by one.
const NAMED: usize = 8;
/// Figures that are named as speaking against a repair.
const NAMED_AGAINST: usize = 4;

/// What repairs of the same broken rows say, made once for all of them.
pub(super) struct Wording<'a> {
    system: &'a System,
    broken: &'a [usize],
    context: &'a Context<'a>,
    /// The arithmetic of the broken rows as printed.
    printed: Vec<String>,
    /// What witnesses state, by their places in the system.
    statements: Vec<(usize, Statement)>,
}

impl<'a> Wording<'a> {
    /// Makes what is said of any of the repairs.
    pub(super) fn of<'c>(
        system: &'a System,
        broken: &'a [usize],
        candidates: impl Iterator<Item = &'c Candidate>,
        context: &'a Context<'a>,
    ) -> Self {
        let printed = broken.iter().map(|&row| arithmetic(system, row, &[], context)).collect();
        let testimonies = candidates.map(|candidate| &candidate.testimony);
        let mut heard: Vec<usize> = testimonies.flat_map(|it| it.supports.iter().chain(&it.contradicts).copied()).collect();
        heard.sort_unstable();
        heard.dedup();
        let statements = heard.into_iter().map(|at| (at, statement(system, at, context))).collect();
        Self { system, broken, context, printed, statements }
    }

    /// A candidate with names and values.
    pub(super) fn repair(&self, candidate: &Candidate) -> Repair {
        let Self { system, context, .. } = *self;
        let cells: Vec<RepairCell> = candidate.changes.iter().map(|change| cell(system, change, context)).collect();
        let exact = candidate.changes.iter().all(|change| change.1 == change.2);
        let values: Vec<(usize, i64)> = candidate.changes.iter().map(|change| (change.0, change.1)).collect();
        let equations = self.broken.iter().zip(&self.printed).map(|(&row, printed)| {
            let (relation, _) = system.rows[row].place;
            Equation {
                rule: context.form.relations[relation].code.clone(),
                before: printed.clone(),
                after: if exact { arithmetic(system, row, &values, context) } else { String::new() },
            }
        });
        let figures = candidate.against.iter().filter_map(|&row| contradiction(system, row, &values, context));
        let stated = self.stated(&candidate.testimony.contradicts).map(|statement| statement.speaking(Side::Against, exact));
        let against = stated.chain(figures).collect();
        let support = self.stated(&candidate.testimony.supports).map(|statement| statement.speaking(Side::For, exact)).collect();
        let words = change(candidate.operation, &cells);
        Repair { operation: candidate.operation, cost: candidate.cost, equations: equations.collect(), support, against, words, cells }
    }

    /// The places of the report that speak for or against repairs.
    pub(super) fn evidence(self) -> Vec<Related> {
        let places = self.statements.into_iter().filter_map(|(_, it)| Some(Related { span: it.span?, note: it.note }));
        let mut related: Vec<Related> = places.collect();
        related.sort_by_key(|it| it.span);
        related
    }

    /// The statements of witnesses.
    fn stated<'b>(&'b self, witnesses: &'b [usize]) -> impl Iterator<Item = &'b Statement> {
        let of = |at: &usize| self.statements.binary_search_by_key(at, |it| it.0).ok().map(|found| &self.statements[found].1);
        witnesses.iter().filter_map(of)
    }
}

/// Whether something speaks for a repair or against it.
#[derive(Clone, Copy)]
enum Side {
    For,
    Against,
}

/// What a witness states, quoted.
struct Statement {
    words: Bilingual,
    /// Where it stands, if it stands in this report.
    span: Option<Span>,
    note: Bilingual,
}

impl Statement {
    /// The same as an argument for or against a repair, which is a value or a range of them.
    fn speaking(&self, side: Side, exact: bool) -> Bilingual {
        let (zh, en) = match (side, exact) {
            (Side::For, true) => ("与此相符", " agrees with it"),
            (Side::For, false) => ("在此范围内", " lies within it"),
            (Side::Against, true) => ("与此不符", " speaks against it"),
            (Side::Against, false) => ("在此范围之外", " lies outside of it"),
        };
        Bilingual { zh: [&self.words.zh, zh].concat(), en: [&self.words.en, en].concat() }
    }
}

fn statement(system: &System, at: usize, context: &Context<'_>) -> Statement {
    let evidence = &system.evidence[at];
    let names: Vec<&str> = evidence.cells.iter().map(|&cell| reading::name(context, system.cells[cell].id)).collect();
    let (zh, en) = (names.join("、"), names.join(", "));
    match evidence.witness {
        Witness::Prose(claim) => {
            let (quote, span) = quotation(claim, context);
            let words = bilingual!("正文“{quote}”", "the text “{quote}”");
            Statement { words, span: Some(span), note: bilingual!("正文关于{zh}的说法", "what the text says of {en}") }
        }
        Witness::Printing(span) => {
            let quote = context.text(span).trim();
            let words = bilingual!("同一表格另一份中的“{quote}”", "“{quote}” where the table is printed again");
            Statement {
                words, span: Some(span), note: bilingual!("同一表格另一份中的{zh}", "{en} where the table is printed again")
            }
        }
        Witness::LastYear(cell) => {
            let (name, value) = (reading::name(context, cell), system.amount(evidence.stated.0));
            let words = bilingual!("上年报告{name} {value}", "{name} {value} of last year's report");
            Statement { words, span: None, note: Bilingual::default() }
        }
    }
}

/// The words of a sentence that state a figure, and where they stand.
fn quotation(claim: ClaimId, context: &Context<'_>) -> (String, Span) {
    /// Longer subjects are left out.
    const LONGEST: usize = 40;
    let claim = context.claims().get(claim);
    let whole = claim.subject.cover(claim.span);
    let text = context.source.slice(whole);
    let span = if claim.subject.is_empty() || text.contains('\n') || text.chars().count() > LONGEST { claim.span } else { whole };
    (context.source.slice(span).to_owned(), span)
}

fn cell(system: &System, &(cell, low, high): &(usize, i64, i64), context: &Context<'_>) -> RepairCell {
    let it = &system.cells[cell];
    let text = |value: i64| system.text(value);
    RepairCell {
        cell: it.id,
        name: reading::name(context, it.id).to_owned(),
        printed: it.value.map_or_else(String::new, text),
        lowest: text(low),
        highest: (high < OPEN).then(|| text(high)),
        last_year: system.last_year.get(cell).copied().flatten().map(text),
    }
}

/// A row's arithmetic with some cells at other values: `“收到申请数” 7 ≠ 0 + 0 + 0 + 0`.
fn arithmetic(system: &System, row: usize, changed: &[(usize, i64)], context: &Context<'_>) -> String {
    let it = &system.rows[row];
    let value = |cell: usize| {
        changed.iter().find(|change| change.0 == cell).map_or_else(|| system.cells[cell].value.unwrap_or(0), |change| change.1)
    };
    let in_full = it.terms.len() <= PRINTED_IN_FULL;
    let push_side = |out: &mut String, sign: i64| {
        let start = out.len();
        let of_side = it.terms.iter().filter(move |term| term.sign == sign);
        for value in of_side.map(|term| value(term.cell)).filter(|&value| in_full || value != 0) {
            out.push_str(if out.len() > start { " + " } else { "" });
            system.push(out, value);
        }
        if out.len() == start {
            out.push('0');
        }
    };
    let holds = system.holds(row, changed);
    let (place, instance) = it.place;
    let relation = &context.form.relations[place];
    let sign = match (relation.operator, it.demand) {
        (Operator::Equal, _) => {
            if holds {
                "="
            } else {
                "≠"
            }
        }
        (Operator::AtMost, _) => {
            if holds {
                "≤"
            } else {
                ">"
            }
        }
        (Operator::AtLeast, _) => {
            if holds {
                "≥"
            } else {
                "<"
            }
        }
        (_, Demand::Between(..) | Demand::Together(_)) => "/",
    };
    let mut text = String::with_capacity(ARITHMETIC);
    text.push_str(reading::name(context, relation.instances[instance].left[0]));
    text.push(' ');
    push_side(&mut text, 1);
    [" ", sign, " "].into_iter().for_each(|part| text.push_str(part));
    push_side(&mut text, -1);
    text
}

/// The figures that a repair would contradict.
fn contradiction(system: &System, row: usize, changed: &[(usize, i64)], context: &Context<'_>) -> Option<Bilingual> {
    let others = system.rows[row].terms.iter().filter(|term| changed.iter().all(|change| change.0 != term.cell));
    let figures: Vec<String> = others
        .filter_map(|term| {
            let it = &system.cells[term.cell];
            let value = it.value.filter(|&value| value != 0)?;
            Some([reading::name(context, it.id), " ", &system.text(value)].concat())
        })
        .take(NAMED_AGAINST)
        .collect();
    let listed = figures.join("、");
    (!figures.is_empty()).then(|| bilingual!("{listed}与此不符", "{listed} speak against it"))
}

/// Which figure becomes what.
fn change(operation: Operation, cells: &[RepairCell]) -> Bilingual {
    let one = |cell: &RepairCell| {
        let (name, proposed) = (&cell.name, cell.proposed());
        match cell.printed.as_str() {
            "" => bilingual!("{name}空白，补填 {proposed}", "fill the blank {name} with {proposed}"),
            printed => bilingual!("{name} {printed} 改为 {proposed}", "{name}: {printed} becomes {proposed}"),
        }
    };
    let each: Vec<Bilingual> = cells.iter().map(one).collect();
    let zh = each.iter().map(|it| it.zh.as_str()).collect::<Vec<_>>().join("，同时");
    let en = each.iter().map(|it| it.en.as_str()).collect::<Vec<_>>().join(", and ");
    match operation {
        Operation::Cells | Operation::Blank => Bilingual { zh, en },
        Operation::FactorTen => bilingual!("{zh}（疑多写或漏写一个 0）", "{en} (a 0 too many or too few)"),
        Operation::Unit => bilingual!("{zh}（疑将元与万元混淆）", "{en} (元 and 万元 confused)"),
        Operation::Recomputed => bilingual!("{zh}（疑一格填错，合计随之算错）", "{en} (one figure wrong, and totals computed from it)"),
        Operation::Swapped => bilingual!("{zh}（疑相邻两格填反）", "{en} (two neighbours changed places)"),
        Operation::Shifted => bilingual!("{zh}（疑整行或整列错开一格）", "{en} (figures slid by one place)"),
    }
}

/// The answer for a clerk.
pub(super) fn summary(answer: &Localisation) -> Bilingual {
    let mut passage = match (answer.kind, answer.repairs.first()) {
        (RepairKind::SuspectExtraction, _) => suspect(answer),
        (RepairKind::NotDetermined, _) | (_, None) => bilingual!(
            "在改动不超过 {MOST_CELLS} 格的范围内，没有找到有把握的改法，请从上述各式逐项核对。",
            "No repair of up to {MOST_CELLS} figures could be determined: check the sums above one by one. "
        ),
        (RepairKind::Certain, Some(only)) => certain(answer, only),
        (RepairKind::Unique | RepairKind::Range, Some(only)) => {
            let (zh, en) = (&only.words.zh, &only.words.en);
            let repair = bilingual!("改动最小的改法只有一种：{zh}。", "There is one smallest repair: {en}. ");
            let open = bilingual!("几处同时有误的可能不能排除。", "Several mistakes at once cannot be ruled out. ");
            joined(joined(repair, &support(answer)), &open)
        }
        (RepairKind::Tied, Some(_)) => tied(answer),
    };
    if let Some(rivals) = rivals(answer) {
        passage = joined(passage, &rivals);
    }
    joined(passage, &bilingual!("请核对台账后决定，系统不改数。", "Decide from your records; nothing was changed."))
}

fn joined(a: Bilingual, b: &Bilingual) -> Bilingual {
    Bilingual { zh: a.zh + &b.zh, en: a.en + &b.en }
}

fn certain(answer: &Localisation, only: &Repair) -> Bilingual {
    let before = only.equations.iter().map(|equation| equation.before.as_str()).collect::<Vec<_>>().join("；");
    let (zh, en) = (&only.words.zh, &only.words.en);
    let count = answer.others_change.unwrap_or(0);
    let text = bilingual!(
        "{before}。各处都指向同一格：{zh}，则全部相符。换任何别的改法，至少要动 {count} 格。",
        "{before}. All point to one figure: {en}, and everything agrees. Any other repair changes at least {count} figures. "
    );
    joined(text, &support(answer))
}

fn tied(answer: &Localisation) -> Bilingual {
    let count = answer.count;
    let named = |text: fn(&Repair) -> &str, between: &str| answer.repairs.iter().take(NAMED).map(text).collect::<Vec<_>>().join(between);
    let (zh, en) = (named(|repair| &repair.words.zh, "；或"), named(|repair| &repair.words.en, "; or "));
    let more = if count > NAMED { bilingual!(" 等", " and others") } else { Bilingual::default() };
    let (more_zh, more_en) = (more.zh, more.en);
    let listed = if answer.complete {
        Bilingual::default()
    } else {
        bilingual!("搜索未尽，改法可能不止这些。", "The search was cut short: there may be more. ")
    };
    let text = bilingual!(
        "以下 {count} 种改法用其中任一种都能对上，表内数字分不出是哪一处：{zh}{more_zh}。",
        "Each of these {count} repairs mends it, and the figures alone cannot tell which is right: {en}{more_en}. "
    );
    let last_year = last_year(answer);
    let first = if last_year.is_empty() {
        bilingual!("请先查正文有关段落和上年报告。", "See the text and last year's report first. ")
    } else {
        bilingual!("请先查正文有关段落。", "See the text first. ")
    };
    [first, support(answer), last_year, listed].iter().fold(text, joined)
}

/// What is stated elsewhere for the repairs, told once where it speaks for all of them.
fn support(answer: &Localisation) -> Bilingual {
    let first = answer.repairs.first().map(|repair| repair.support.as_slice()).unwrap_or_default();
    if answer.repairs.iter().any(|repair| repair.support != first) {
        return Bilingual::default();
    }
    let each = first.iter().map(|support| {
        let (zh, en) = (&support.zh, &support.en);
        bilingual!("{zh}。", "{en}. ")
    });
    each.reduce(|a, b| joined(a, &b)).unwrap_or_default()
}

/// What last year's report has where tied repairs change a single cell: it does not decide, but they are in its order.
fn last_year(answer: &Localisation) -> Bilingual {
    let cells = answer.repairs.iter().take(NAMED).map(|repair| repair.cells.first().and_then(|cell| cell.last_year.as_deref()));
    let figures: Vec<&str> = cells.clone().map(|figure| figure.unwrap_or("—")).collect();
    if cells.flatten().next().is_none() || answer.repairs.iter().any(|repair| repair.cells.len() > 1) {
        return Bilingual::default();
    }
    // Where all are the same they say nothing of the order.
    let differ = figures.iter().any(|figure| *figure != figures[0]);
    let (zh, en) = (figures.join("、"), figures.join(", "));
    if !differ {
        return bilingual!("上年报告中这几格依次为 {zh}。", "Last year's report has {en} there. ");
    }
    bilingual!(
        "上年报告中这几格依次为 {zh}；以上按与上年接近的程度排列，仅供参考。",
        "Last year's report has {en} there, in this order: those nearer to it come first, which proves nothing. "
    )
}

fn suspect(answer: &Localisation) -> Bilingual {
    if let Some(slid) = answer.repairs.iter().find(|repair| repair.operation == Operation::Shifted) {
        let (zh, en) = (&slid.words.zh, &slid.words.en);
        return bilingual!(
            "数字像是错开了一格：{zh}，则全部相符。可能是填报时错位，也可能是复制或识读时错位，请先对照原表核实。",
            "Figures seem to have slid by one place: {en}, and everything agrees. They may have slid in the report, in copying it or in reading it: compare with the original first. "
        );
    }
    let text = bilingual!(
        "该表有数字未能识读或识读存疑，差错可能出在识读，请先对照原表核实。",
        "Some figures of this table were not read, or read with doubt, so the mistake may be in the reading: compare with the original first. "
    );
    match answer.repairs.first() {
        Some(first) if answer.count == 1 => {
            let (zh, en) = (&first.words.zh, &first.words.en);
            joined(text, &bilingual!("如所读无误，改动最小的改法是：{zh}。", "If it was read rightly, the smallest repair is: {en}. "))
        }
        _ => text,
    }
}

/// Repairs that something in the report speaks against, the cheapest of them.
fn rivals(answer: &Localisation) -> Option<Bilingual> {
    const TOLD: usize = 2;
    let told = answer.rivals.iter().filter_map(|rival| Some((&rival.words, rival.against.first()?))).take(TOLD);
    told.map(|(words, note)| {
        let (zh, en, why_zh, why_en) = (&words.zh, &words.en, &note.zh, &note.en);
        bilingual!("{zh} 也能对上，但{why_zh}。", "{en} would mend it too, but {why_en}. ")
    })
    .reduce(|a, b| joined(a, &b))
}
