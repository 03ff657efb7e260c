//! From text to report.

use crate::catalog::Catalog;
use crate::error::Error;
use crate::fold::Folder;
use crate::limits::Limits;
use crate::report::Report;
use crate::source::Source;

/// What recognition needs to know beforehand: the labels of all forms, ready to be looked up.
#[derive(Debug)]
pub struct Vocabulary {
    #[expect(dead_code, reason = "placeholder")]
    folder: Folder,
}

impl Vocabulary {
    /// Collects the labels of all forms.
    #[must_use]
    pub fn new(_catalog: &Catalog) -> Self {
        Self { folder: Folder::default() }
    }
}

/// Reads a report.
///
/// # Errors
///
/// [`Error::TooLarge`] for more cells than the limit.
pub fn recognise(
    _source: &Source,
    _catalog: &Catalog,
    _vocabulary: &Vocabulary,
    _limits: &Limits,
    edition: Option<usize>,
) -> Result<Report, Error> {
    let mut report = Report::default();
    report.edition.form = edition;
    Ok(report)
}
