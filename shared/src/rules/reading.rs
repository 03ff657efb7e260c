//! What a cell, and a table, says to a rule.
//!
//! Turns the five answers of a cell into the three that a comparison knows: a number, a blank, or nothing that could be
//! read. A dash says "not applicable" and counts as a blank here. The third answer never becomes a number or a blank, so
//! that a rule cannot hold, or break, over something that was not read. A doubtful reading is a reading: the check stage lowers
//! errors that rest on one.

use crate::amount::{Amount, Style};
use crate::bilingual;
pub(crate) use crate::form::short;
use crate::form::{CellId, TableId};
use crate::report::{CellValue, Report, Statistic, TableState, UnreadKind};
use crate::rule::{Context, Ran};
use crate::source::Span;
use crate::text::Bilingual;

/// What a cell says to a comparison.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Figure {
    /// A number.
    Number(Amount),
    /// A blank or a dash.
    Blank,
    /// Nothing that could be read.
    Unread(Obstacle),
}

/// Why a cell could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// It holds other text.
    Text,
    /// The document lacks it.
    Absent,
    /// It could not be tied to the form.
    Unplaced,
}

/// Whether a table of the form is in the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// It is there.
    Here,
    /// It is not there.
    Missing,
    /// It is there, or may be, but could not be read; says why.
    Unread(Bilingual),
}

impl Figure {
    /// The number, if it is one.
    pub(crate) const fn number(self) -> Option<Amount> {
        match self {
            Self::Number(amount) => Some(amount),
            Self::Blank | Self::Unread(_) => None,
        }
    }
}

/// What a statistic says.
pub(crate) fn of(statistic: &Statistic) -> Figure {
    match statistic.value {
        CellValue::Number { amount, .. } => Figure::Number(amount),
        CellValue::Blank | CellValue::Dash => Figure::Blank,
        CellValue::Text => Figure::Unread(Obstacle::Text),
        CellValue::Absent => Figure::Unread(Obstacle::Absent),
    }
}

/// What a cell says.
pub(crate) fn figure(report: &Report, cell: CellId) -> Figure {
    report.statistic(cell).map_or(Figure::Unread(Obstacle::Unplaced), of)
}

/// The statistics with a place that are not merely a count printed in plain digits, of which no rule about the way of writing
/// has anything to say. They are few, and found once for all these rules.
pub(crate) fn remarkable<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Statistic> + Clone {
    let statistics = context.report.statistics.as_slice();
    let places = context.shared.remarkable.get_or_init(|| {
        let printed = statistics.iter().enumerate().filter_map(|(at, statistic)| Some((at, statistic, statistic.span?)));
        printed.filter(|(_, statistic, span)| !is_plain(context, statistic, *span)).map(|(at, ..)| at).collect()
    });
    places.iter().map(move |&at| &statistics[at])
}

/// Whether a cell is a count in ASCII digits alone, with no blank before it that may belong to it.
fn is_plain(context: &Context<'_>, statistic: &Statistic, span: Span) -> bool {
    let CellValue::Number { amount, style } = &statistic.value else { return false };
    let text = context.source.text().as_bytes();
    let (before, digits) = (text[..span.start() as usize].last(), &text[span.range()]);
    // A full-width blank ends in this byte.
    let padded = matches!(before, Some(b' ' | 0x80));
    let plain = *style == Style::default() && amount.scale() == 0 && amount.is_sign_positive();
    plain && !padded && digits.iter().all(u8::is_ascii_digit)
}

/// Whether a table of the form is in the report.
pub(crate) fn presence(context: &Context<'_>, table: TableId) -> Presence {
    let title = &context.form_table(table).title;
    match context.report.table(table) {
        Some(reading) if reading.state == TableState::Unreadable => {
            Presence::Unread(bilingual!("表格“{title}”未能识读", "the table “{title}” could not be read"))
        }
        Some(_) => Presence::Here,
        None => {
            let astray = context.report.unread.iter().find(|unread| {
                matches!(unread.kind, UnreadKind::Table | UnreadKind::Header | UnreadKind::Edition)
                    && unread.table.is_none_or(|other| other == table)
            });
            astray.map_or(Presence::Missing, |unread| Presence::Unread(unread.reason.clone()))
        }
    }
}

/// Why a cell could not be read, for people.
pub(crate) fn reason(context: &Context<'_>, cell: CellId, obstacle: Obstacle) -> Bilingual {
    let label = name(context, cell);
    match obstacle {
        Obstacle::Text => bilingual!("{label}所填内容不是数字", "{label} holds no number"),
        Obstacle::Absent => bilingual!("报告中没有{label}", "the report has no {label}"),
        Obstacle::Unplaced => bilingual!("{label}的数值未能对应到表格行列", "the value of {label} could not be tied to its row and column"),
    }
}

/// The numbers in cells named by their addresses, or why a rule that needs them all cannot say anything.
///
/// # Errors
///
/// [`Ran::NotApplicable`] if the table is missing or one of the cells is blank, [`Ran::NotFully`] if one could not be read.
pub(crate) fn numbers<const N: usize>(context: &Context<'_>, addresses: [&str; N]) -> Result<[(CellId, Amount); N], Ran> {
    let mut found = Vec::with_capacity(N);
    let mut unread = None;
    for address in addresses {
        let Some(cell) = context.cell(address) else {
            return Err(Ran::NotApplicable(bilingual!("表式中没有 {address}", "the form has no {address}")));
        };
        match presence(context, cell.table) {
            Presence::Here => {}
            Presence::Missing => return Err(missing(context, cell.table)),
            Presence::Unread(reason) => return Err(Ran::NotFully(reason)),
        }
        match figure(context.report, cell) {
            Figure::Number(amount) => found.push((cell, amount)),
            Figure::Blank => {
                let label = name(context, cell);
                return Err(Ran::NotApplicable(bilingual!("{label}空白，无可核对", "{label} is blank: nothing to compare")));
            }
            Figure::Unread(obstacle) => unread = unread.or(Some((cell, obstacle))),
        }
    }
    match (<[(CellId, Amount); N]>::try_from(found), unread) {
        (Ok(found), None) => Ok(found),
        (_, Some((cell, obstacle))) => Err(Ran::NotFully(reason(context, cell, obstacle))),
        (Err(_), None) => Err(Ran::NotFully(bilingual!("数值未能识读", "a figure could not be read"))),
    }
}

/// That a rule does not apply because the report lacks a table.
pub(crate) fn missing(context: &Context<'_>, table: TableId) -> Ran {
    let title = &context.form_table(table).title;
    Ran::NotApplicable(bilingual!("报告中没有表格“{title}”", "the report has no table “{title}”"))
}

/// That a rule which looks at every cell could not see them all; `None` if it could. A cell whose column is not known can
/// be looked at all the same, and a number of the prose stands in none.
pub(crate) fn unseen(context: &Context<'_>) -> Option<Ran> {
    let hides_cells = |kind| !matches!(kind, UnreadKind::Columns | UnreadKind::Number);
    let hidden = context.report.unread.iter().find(|unread| hides_cells(unread.kind))?;
    Some(Ran::NotFully(hidden.reason.clone()))
}

/// A cell's name for people: as [`Context::label`], without the form's explanations in parentheses.
pub(crate) fn name<'a>(context: &Context<'a>, cell: CellId) -> &'a str {
    context.form.name(cell)
}
