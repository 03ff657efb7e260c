//! From a report to its canonical form, and onwards to another edition.

use crate::catalog::Catalog;
pub use crate::crosswalk::Correspondence;
use crate::form::CellId;
use crate::report::{CellValue, Report};
use crate::source::{Source, Span};
use crate::text::Bilingual;

/// The canonical report.
#[derive(Clone, Debug, Default)]
pub struct Normalized {
    /// Index of the form it is given in.
    pub form: usize,
    /// Index of the form that the report was read in.
    pub source_form: usize,
    /// Title in canonical form; empty if the report has none.
    pub title: String,
    /// Cells in the order of the form.
    pub cells: Vec<NormalizedCell>,
    /// Every change from what was printed.
    pub changes: Vec<Change>,
}

/// A cell of the canonical report.
#[derive(Clone, Debug)]
pub struct NormalizedCell {
    /// The cell of the target form.
    pub cell: CellId,
    /// What it holds.
    pub value: CellValue,
    /// Official unit; empty if none.
    pub unit: String,
    /// How it relates to the form that the report was read in.
    pub correspondence: Correspondence,
    /// The cells of the source form that it was taken from.
    pub sources: Vec<CellId>,
    /// What to bear in mind when comparing; empty if nothing.
    pub remark: Bilingual,
    /// Printed content of the first source.
    pub span: Option<Span>,
}

/// A change that normalisation made.
#[derive(Clone, Debug)]
pub struct Change {
    /// What kind of change.
    pub kind: ChangeKind,
    /// The cell it is about, in the source form.
    pub cell: Option<CellId>,
    /// What was printed.
    pub from: String,
    /// What it became.
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
/// Returns `None` if the report's form is not known.
#[must_use]
pub fn normalize(_source: &Source, report: &Report, _catalog: &Catalog, target: Option<usize>) -> Option<Normalized> {
    let source_form = report.edition.form?;
    Some(Normalized { form: target.unwrap_or(source_form), source_form, ..Normalized::default() })
}
