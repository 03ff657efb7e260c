//! What a cell, and a table, says to a rule.
//!
//! Turns the five answers of a cell into the three that a comparison knows: a number, a blank, or nothing that could be
//! read. A dash says "not applicable" and counts as a blank here. The third answer never becomes a number or a blank, so
//! that a rule cannot hold, or break, over something that was not read.

use crate::amount::Amount;
use crate::bilingual;
use crate::form::{CellId, TableId};
use crate::report::{CellValue, Report, Statistic, TableState, UnreadKind};
use crate::rule::{Context, Ran};
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
    /// The reading may not be the document's.
    Doubtful,
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
    if statistic.doubtful {
        return Figure::Unread(Obstacle::Doubtful);
    }
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

/// Whether a table of the form is in the report.
pub(crate) fn presence(context: &Context<'_>, table: TableId) -> Presence {
    let title = &context.form_table(table).title;
    match context.report.table(table) {
        Some(reading) if reading.state == TableState::Unreadable => {
            Presence::Unread(bilingual!("“{title}”表未能识读", "the table “{title}” could not be read"))
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
    let label = context.label(cell);
    match obstacle {
        Obstacle::Text => bilingual!("{label}所填内容不是数字", "{label} holds no number"),
        Obstacle::Absent => bilingual!("报告中没有{label}", "the report has no {label}"),
        Obstacle::Unplaced => bilingual!("{label}的数值未能对应到表格行列", "the value of {label} could not be tied to its row and column"),
        Obstacle::Doubtful => bilingual!("{label}的识读存疑", "the reading of {label} is in doubt"),
    }
}

/// That a rule does not apply because the report lacks a table.
pub(crate) fn missing(context: &Context<'_>, table: TableId) -> Ran {
    let title = &context.form_table(table).title;
    Ran::NotApplicable(bilingual!("报告中没有“{title}”表", "the report has no table “{title}”"))
}
