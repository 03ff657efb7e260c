//! From a report to its canonical form, and onwards to another edition.
//!
//! Turns a [`Report`] into the cells of its form in official order, under official labels and units, with a list of
//! every change from what was printed; and, through the [`crate::crosswalk`], into the cells of another form. Reading
//! the canonical text again ([`render_text`]) and normalising that gives the same cells and no changes.
//!
//! Invariant: a value is the one the document states, or follows from stated values by exact arithmetic that the
//! crosswalk allows. Blank, dash, text, absent and unread stay what they are; nothing is ever taken for zero. What the
//! form has no place for, and what could not be tied to a cell, is left out and listed.
//!
//! Leaves wording for a terminal or a wire to the callers, and judging the figures to [`crate::check`].
//!
//! ```text
//! printed   2.网上申请数 | 件 | １，０３４件
//! cell      requests.channel.online@value = 1034
//! changes   row label 网上申请数 → 网络申请数; number １，０３４ → 1034; unit 1034件 → 1034
//! ```

mod carry;
mod own;
mod render;
mod units;

use std::sync::Arc;

use crate::amount::{Blanks, is_blank};
use crate::catalog::Catalog;
pub use crate::crosswalk::Correspondence;
use crate::form::{CellId, Form};
use crate::report::{CellValue, Report};
use crate::source::{Source, Span};
use crate::text::Bilingual;

pub use render::render_text;

/// The canonical report.
#[derive(Clone, Debug, Default)]
pub struct Normalized {
    /// Index of the form it is given in.
    pub form: usize,
    /// Index of the form that the report was read in.
    pub source_form: usize,
    /// Title in canonical form; empty if the report has none.
    pub title: String,
    /// The value cells in the order of the form. Of tables that are alternatives to each other there are those that the
    /// report uses, in its own edition; the one that the others are an alternative to, in another edition.
    pub cells: Vec<NormalizedCell>,
    /// Every change from what was printed, in the order of the text; changes without a place come last.
    pub changes: Vec<Change>,
}

/// A cell of the canonical report.
#[derive(Clone, Debug)]
pub struct NormalizedCell {
    /// The cell of the target form.
    pub cell: CellId,
    /// What it holds; `None` if that is not known, because the document could not be read there or because no value
    /// follows from what it states. The remark says why.
    pub value: Option<CellValue>,
    /// The unit it is counted in.
    pub unit: CellUnit,
    /// How it relates to the form that the report was read in.
    pub correspondence: Correspondence,
    /// The cells of the source form that it was taken from.
    pub sources: Sources,
    /// What to bear in mind when comparing, or why there is no value. Many cells share one.
    pub remark: Option<Arc<Bilingual>>,
    /// Printed content of the first source.
    pub span: Option<Span>,
}

/// The unit of a canonical cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellUnit {
    /// The form's own, if it has one.
    Official,
    /// The printed one, since the form has none or it cannot be converted into the form's.
    Printed(Span),
}

/// The cells that a canonical cell was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sources {
    /// None.
    None,
    /// A single one.
    One(CellId),
    /// Several.
    Several(Vec<CellId>),
}

/// A change that normalisation made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind of change.
    pub kind: ChangeKind,
    /// The cell it is about, in the source form; `None` for a change of structure.
    pub cell: Option<CellId>,
    /// What was printed, on one line.
    pub from: String,
    /// What it became; empty if it was left out.
    pub to: String,
    /// Why.
    pub reason: Bilingual,
    /// Where it was printed.
    pub span: Option<Span>,
}

/// Kinds of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// Width, separators or blanks of a number.
    NumberFormat,
    /// A unit was moved or converted.
    Unit,
    /// A row label was replaced by the official one.
    RowLabel,
    /// A column label was replaced by the official one.
    ColumnLabel,
    /// A row or column was moved to its official place.
    Order,
    /// Something that the form does not have was left out.
    Omitted,
    /// The title was put into canonical form.
    Title,
    /// A heading was replaced by the official one.
    Heading,
}

/// Normalises a report whose form is known; to `target`, the index of a form, or to its own.
///
/// Returns `None` if the report's form is not known, or if there is no such target.
#[must_use]
pub fn normalize(source: &Source, report: &Report, catalog: &Catalog, target: Option<usize>) -> Option<Normalized> {
    let form = report.edition.form?;
    let own = own::normalize(source, report, catalog, form);
    let mut normalized = match target {
        Some(target) if target != form => carry::carry(source, own, catalog, target)?,
        Some(_) | None => own,
    };
    normalized.changes.sort_by_key(|change| change.span.map_or(u32::MAX, Span::start));
    Some(normalized)
}

impl NormalizedCell {
    /// The unit in words; empty if there is none. `form` is the form that the cell is of.
    #[must_use]
    pub fn unit<'a>(&self, form: &'a Form, source: &'a Source) -> &'a str {
        match self.unit {
            CellUnit::Official => form.table_at(self.cell.table).unit(self.cell.row, self.cell.column).unwrap_or_default(),
            CellUnit::Printed(span) => source.slice(span).trim_blanks(),
        }
    }
}

impl Sources {
    /// The cells, in the order of the crosswalk.
    #[must_use]
    pub const fn as_slice(&self) -> &[CellId] {
        match self {
            Self::None => &[],
            Self::One(cell) => std::slice::from_ref(cell),
            Self::Several(cells) => cells.as_slice(),
        }
    }
}

impl From<&[CellId]> for Sources {
    fn from(cells: &[CellId]) -> Self {
        match cells {
            [] => Self::None,
            &[cell] => Self::One(cell),
            cells => Self::Several(cells.to_vec()),
        }
    }
}

/// A text on one line: blanks around it are gone, runs of them within are one.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Two remarks as one.
fn joined(first: Option<Arc<Bilingual>>, second: Option<Arc<Bilingual>>) -> Option<Arc<Bilingual>> {
    match (first, second) {
        (Some(first), Some(second)) => {
            Some(Arc::new(Bilingual { zh: format!("{}；{}", first.zh, second.zh), en: format!("{}; {}", first.en, second.en) }))
        }
        (first, second) => first.or(second),
    }
}
