//! Values and units, in every table: is each cell a number of the kind that the form takes, and is it written as one?

mod all_blank;
mod amount_unit;
mod blank_mixed;
mod blank_total;
mod concatenated;
mod format;
mod negative;
mod not_integer;
mod unparseable;

use crate::form::{CellId, FormTable, TableId};
use crate::report::Statistic;
use crate::rule::{Context, Ran, RuleDefinition};
use crate::rules::reading;
use crate::source::Span;
use crate::text::Bilingual;
use crate::{amount, bilingual, rule};

/// The rules of this family.
pub(crate) static RULES: &[&RuleDefinition] = &[
    &all_blank::RULE,
    &amount_unit::RULE,
    &blank_mixed::RULE,
    &blank_total::RULE,
    &concatenated::RULE,
    &format::RULE,
    &negative::RULE,
    &not_integer::RULE,
    &unparseable::RULE,
];

/// All four editions: these rules look at cells, not at what they mean.
const EVERY_EDITION: &[&str] = &["gb2021", "gb2019", "gb2014", "indicator2008"];

/// A statistic that a rule objects to, with its place.
type Objection<'a> = (&'a Statistic, Span);

/// The statistics in value cells that a rule objects to, by the tables that were found; it never objects to a count in plain
/// digits. Tables without any are passed over.
fn objections<'a>(
    context: &Context<'a>,
    objects: impl Fn(&Statistic, &FormTable) -> bool,
) -> impl Iterator<Item = (TableId, Vec<Objection<'a>>)> {
    let form = context.form;
    let all = reading::remarkable(context).filter_map(|statistic| Some((statistic, statistic.span?)));
    let all = all.filter(|(statistic, _)| objects(statistic, form.table_at(statistic.table)));
    let all: Vec<Objection<'a>> =
        all.filter(|(statistic, _)| !form.table_at(statistic.table).rows[usize::from(statistic.row)].heading).collect();
    // Nearly always there is nothing to be looked for in any table.
    let tables = if all.is_empty() { Vec::new() } else { tables(context).collect() };
    let of_table = move |table| all.iter().copied().filter(|(statistic, _)| statistic.table == table).collect::<Vec<_>>();
    tables.into_iter().map(move |table| (table, of_table(table))).filter(|(_, objections)| !objections.is_empty())
}

/// The tables that were found, each once.
fn tables(context: &Context<'_>) -> impl Iterator<Item = TableId> {
    context.report.tables.iter().filter(|table| !table.repeated).map(|table| table.table)
}

/// A statistic's name for people.
fn name<'a>(context: &Context<'a>, statistic: &Statistic) -> &'a str {
    match statistic.cell() {
        Some(cell) => reading::name(context, cell),
        None => context.form.table_at(statistic.table).row_name(statistic.row),
    }
}

/// The first names of a list, and how many there are in all. Only those are made that are said.
fn listed<T: AsRef<str>>(names: impl ExactSizeIterator<Item = T>) -> Bilingual {
    /// More names than this are not read.
    const MOST: usize = 6;
    let count = names.len();
    let mut first = String::new();
    for (at, name) in names.take(MOST).enumerate() {
        first.push_str(if at > 0 { "、" } else { "" });
        first.push_str(name.as_ref());
    }
    match count {
        ..=MOST => Bilingual::new(first.as_str(), first.as_str()),
        _ => bilingual!("{first}等 {count} 处", "{first} … ({count} in all)"),
    }
}

/// What a cell says, as far as it fits into a message.
fn excerpt(text: &str) -> String {
    /// Longer texts are cut.
    const MOST: usize = 20;
    let text = text.trim_matches(amount::is_blank);
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Fills a finding with the cells and the first places of objections; the first of all is its primary place already.
fn with_places<'a>(mut finding: rule::FindingBuilder<'a>, context: &Context<'_>, objections: &[Objection<'_>]) -> rule::FindingBuilder<'a> {
    /// More places than this are not looked at.
    const MOST: usize = 12;
    for (statistic, span) in objections.iter().take(MOST).skip(1) {
        let name = name(context, statistic);
        finding = finding.related(*span, Bilingual::new(name, name));
    }
    finding.cells(objections.iter().filter_map(|(statistic, _)| statistic.cell()).collect::<Vec<CellId>>())
}

/// What a rule that looks at every cell says of itself, its findings apart.
fn looked_everywhere(context: &Context<'_>) -> Ran {
    if let Some(unseen) = reading::unseen(context) {
        return unseen;
    }
    if tables(context).next().is_none() {
        return Ran::NotApplicable(bilingual!("报告中没有表格", "the report has no table"));
    }
    Ran::Fully
}
