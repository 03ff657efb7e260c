//! Rows whose label is in the text and whose figures were not found with it.
//!
//! A label that stands alone between the rows of its table, or that was taken for a value of another row because it is cut in
//! two, shows that the row is printed. It is listed as unread, since nobody may conclude from it that the row is missing.

use crate::bilingual;
use crate::form::{Form, TableId};
use crate::report::{Report, Unread, UnreadKind};
use crate::source::{Source, Span};

use super::segments::{Cell, Class};
use super::tables::{Draft, Drafts};
use super::vocabulary::{Role, Vocabulary, ordinal_length};

/// Shorter words may be anything.
const SHORTEST: usize = 4;

/// Lists the rows of all tables of which only a label was read.
pub(super) fn note(source: &Source, cells: &[Cell], vocabulary: &Vocabulary, form: (usize, &Form), drafts: &Drafts, report: &mut Report) {
    for draft in drafts.tables.iter().filter(|draft| !draft.repeated) {
        let mut is_read = vec![false; form.1.tables[usize::from(draft.table)].rows.len()];
        draft.rows.iter().filter_map(|row| row.row).for_each(|row| is_read[usize::from(row)] = true);
        if is_read.iter().all(|&read| read) {
            continue;
        }
        let labels = Labels { source, cells, vocabulary, form, draft, is_read };
        for span in labels.alone(&drafts.used).chain(labels.among_values()) {
            let label = source.slice(span).split_whitespace().collect::<String>();
            report.unread.push(Unread {
                kind: UnreadKind::Row,
                table: Some(TableId(draft.table)),
                row: None,
                span: Some(span),
                reason: bilingual!(
                    "“{label}”一行的行名与数据没有印在一起（或行名断成两处），其数据未识读",
                    "the label “{label}” does not stand with the figures of its row (or is cut in two); they were not read"
                ),
            });
        }
    }
}

/// The labels of the rows of a table that were not read.
struct Labels<'a> {
    source: &'a Source,
    cells: &'a [Cell],
    vocabulary: &'a Vocabulary,
    form: (usize, &'a Form),
    draft: &'a Draft,
    is_read: Vec<bool>,
}

impl Labels<'_> {
    /// Labels between the rows of the table that no row took.
    fn alone<'a>(&'a self, used: &'a [bool]) -> impl Iterator<Item = Span> + 'a {
        let inside = self.draft.span;
        let first = self.cells.partition_point(|cell| cell.span.start() < inside.start());
        let cells = self.cells.iter().zip(used).skip(first).take_while(move |(cell, _)| cell.span.end() <= inside.end());
        cells.filter(|(cell, used)| !**used && self.is_unread(cell)).map(|(cell, _)| cell.span)
    }

    fn is_unread(&self, cell: &Cell) -> bool {
        let Class::Label(label) = cell.class else { return false };
        let own = |form: u8, table: u8| usize::from(form) == self.form.0 && table == self.draft.table;
        let mut rows = self.vocabulary.terms(label.terms).iter().filter(|term| own(term.form, term.table));
        let length = self.source.slice(cell.span).get(label.ordinal as usize..).map_or(0, |label| label.chars().count());
        length >= SHORTEST && rows.any(|term| matches!(term.role, Role::Row(row) if !self.is_read[usize::from(row)]))
    }

    /// Words in place of a value with which the label of another row begins.
    fn among_values(&self) -> impl Iterator<Item = Span> {
        let values = self.draft.rows.iter().flat_map(|row| &row.cells).map(|&at| &self.cells[at]);
        let texts: Vec<Span> = values.filter(|cell| cell.class == Class::Text).map(|cell| cell.span).collect();
        let folder = self.vocabulary.folder();
        let rows = self.form.1.tables[usize::from(self.draft.table)].rows.iter().zip(&self.is_read);
        let labels: Vec<String> = match texts.as_slice() {
            [] => Vec::new(),
            _ => rows.filter(|(_, read)| !**read).map(|(row, _)| folder.fold(&row.label)).collect(),
        };
        texts.into_iter().filter(move |&span| {
            let text = self.source.slice(span);
            let begun = folder.fold(&text[ordinal_length(text, folder)..]);
            begun.chars().count() >= SHORTEST && labels.iter().any(|label| label.starts_with(&begun))
        })
    }
}
