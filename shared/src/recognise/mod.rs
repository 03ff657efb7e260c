//! From text to report.
//!
//! Turns a [`Source`] into a [`Report`] in one pass per concern: cells (`segments`), the form they follow (`edition`), the
//! tables they make up (`tables`, `header`), the cells of the form they belong to (`place`), then headings (`outline`) and
//! everything that tells whose report it is and of which year (`identity`), and at last the figures of the prose
//! ([`crate::claims`]).
//!
//! Invariant: recognition never fails on content. What cannot be placed is listed in [`Report::unread`].

mod broken;
mod commas;
mod copies;
mod date;
mod edition;
mod furniture;
mod grid;
mod habit;
mod header;
mod identity;
mod official;
mod ordinal;
pub(crate) mod organization;
mod outline;
mod place;
mod segments;
mod separators;
mod stray;
mod tables;
mod title;
mod vocabulary;
mod wrapped;
mod year;

use crate::bilingual;
use crate::catalog::Catalog;
use crate::claims::Claims;
use crate::error::Error;
use crate::form::{Form, FormTable, Layout, TableId};
use crate::limits::Limits;
use crate::private::{self, Private, PrivateKind};
use crate::report::{Report, TableReading, TableState, Unread, UnreadKind};
use crate::source::{Source, Span};
use crate::text::Bilingual;

use segments::{Class, Segments};
pub use vocabulary::Vocabulary;
pub(crate) use wrapped::SHORTEST_LINE;

/// Reads a report.
///
/// # Errors
///
/// [`Error::TooLarge`] for more cells than the limit.
pub fn recognise(
    source: &Source,
    catalog: &Catalog,
    vocabulary: &Vocabulary,
    limits: &Limits,
    edition: Option<usize>,
) -> Result<Report, Error> {
    let mut segments = segments::segments(source, vocabulary, limits)?;
    broken::join(source, vocabulary, &mut segments.cells);
    copies::drop_copies(source, vocabulary, &catalog.forms, &mut segments.cells);
    let scores = edition::scores(&segments.cells, vocabulary, catalog.forms.len());
    let equals = edition.map_or_else(|| edition::best(&scores), |form| vec![form]);
    let mut form = equals.first().copied();
    let mut report = read_as(source, catalog, vocabulary, &segments, form);
    // Forms that explain the same labels, or a text without any: the year decides.
    let by_year = report.year.year.and_then(|year| catalog.form_in_force(year));
    let by_year = by_year.filter(|by_year| equals.is_empty() || equals.contains(by_year));
    if by_year.is_some() && by_year != form {
        form = by_year;
        report = read_as(source, catalog, vocabulary, &segments, form);
    }
    report.edition = edition::reading(form, &scores, &catalog.forms, report.year.year, edition.is_some());
    match form {
        Some(form) => finish(source, &catalog.forms[form], vocabulary, &segments, &mut report),
        None => report.unread.push(unread_edition(bilingual!(
            "文中既没有可识别的表格，也没有报告年度，无法判定应依据哪一版表式",
            "neither a table nor a report year tells which form applies"
        ))),
    }
    report.private = private_places(source, &report);
    if equals.len() > 1 && by_year.is_none() {
        let ids = equals.iter().map(|&form| catalog.forms[form].id.as_str()).collect::<Vec<_>>().join("、");
        report.unread.push(unread_edition(bilingual!(
            "文中的栏目名称与 {ids} 都相符，又没有报告年度，无法判定是哪一版表式",
            "the labels fit {ids} alike, and no report year tells them apart"
        )));
    }
    report.claims = Claims::read(source, &report, &catalog.claim_words, form);
    report.unread.extend(report.claims.unread.iter().map(|&number| unread_number(number)));
    Ok(report)
}

/// Reads everything as a report of one form, or without tables if none is known.
fn read_as(source: &Source, catalog: &Catalog, vocabulary: &Vocabulary, segments: &Segments, form: Option<usize>) -> Report {
    let mut report = Report::default();
    let mut lines = match form {
        Some(form) => read_tables(source, catalog, vocabulary, segments, form, &mut report),
        None => segments.lines.clone(),
    };
    let links: Vec<Span> = lines.extract_if(.., |line| source.is_link(*line)).collect();
    let lines = wrapped::join(source, lines);
    let outline = outline::outline(source, vocabulary.folder(), vocabulary.official(), form, &lines);
    let identity = identity::identity(source, &outline, &report.tables);
    (report.title, report.organization, report.year) = (identity.title, identity.organization, identity.year);
    report.bodies = identity.bodies;
    (report.period, report.unreadable_period, report.dates) = (identity.period, identity.unreadable_period, identity.dates);
    (report.sections, report.paragraphs, report.furniture) = (outline.sections, outline.paragraphs, outline.furniture);
    if !links.is_empty() {
        report.furniture.extend(links);
        report.furniture.sort_unstable();
    }
    report
}

/// Numbers and mailboxes of persons. A cell that holds a figure holds no telephone and no card.
fn private_places(source: &Source, report: &Report) -> Vec<Private> {
    let mut places = private::find(source.text());
    let is_figure = |place: &Private| {
        let figures = report.statistics.iter().filter(|statistic| statistic.amount().is_some());
        figures.filter_map(|statistic| statistic.span).any(|span| span.contains(place.span))
    };
    places.retain(|place| matches!(place.kind, PrivateKind::IdentityNumber | PrivateKind::Mailbox) || !is_figure(place));
    places
}

fn unread_edition(reason: Bilingual) -> Unread {
    Unread { kind: UnreadKind::Edition, table: None, row: None, span: None, reason }
}

fn unread_number(number: Span) -> Unread {
    let reason = bilingual!(
        "正文中的数字在换行处断开，不能确定是一个数还是两个数，该句中的数字没有参与核对；请把断开的数字接成一行",
        "a line break may have cut a number of the running text in two; the figures of its sentence were not compared: put the number on one line"
    );
    Unread { kind: UnreadKind::Number, table: None, row: None, span: Some(number), reason }
}

/// Reads the tables of a form; returns the lines outside them.
fn read_tables(
    source: &Source,
    catalog: &Catalog,
    vocabulary: &Vocabulary,
    segments: &Segments,
    form: usize,
    report: &mut Report,
) -> Vec<Span> {
    let drafts = tables::tables(source, &segments.cells, vocabulary, &catalog.forms, form);
    place::place(source, segments, &catalog.forms[form], &drafts, report);
    stray::note(source, &segments.cells, vocabulary, (form, &catalog.forms[form]), &drafts, report);
    let mut inside = vec![false; segments.lines.len()];
    for (cell, used) in segments.cells.iter().zip(&drafts.used) {
        // A label broken over lines takes them all.
        for line in (0..=cell.line as usize).rev().take_while(|&line| segments.lines[line].end() > cell.span.start()) {
            inside[line] |= used;
        }
    }
    segments.lines.iter().zip(&inside).filter(|(_, inside)| !**inside).map(|(line, _)| *line).collect()
}

/// Says which tables of the form are in the text but cannot be read, and which cells the document lacks.
fn finish(source: &Source, form: &Form, vocabulary: &Vocabulary, segments: &Segments, report: &mut Report) {
    for (index, table) in form.tables.iter().enumerate() {
        let id = TableId(u8::try_from(index).unwrap_or(u8::MAX));
        if table.variant_of.is_none() && report.table(id).is_none() {
            note_traces(source, table, id, vocabulary, segments, report);
        }
    }
    note_lost(form, report);
    place::add_absent(form, report);
}

/// Where the text has tables that lost their lines or their headers, one that was not found may be among what was lost.
fn note_lost(form: &Form, report: &mut Report) {
    let is_lost = |unread: &Unread| unread.kind == UnreadKind::Table && unread.table.is_some_and(|table| report.table(table).is_none());
    let lacks_header = |table: &TableReading| table.state != TableState::Read && table.columns.is_empty();
    if !report.unread.iter().any(is_lost) && !report.tables.iter().any(lacks_header) {
        return;
    }
    let found = |at: usize| report.tables.iter().any(|table| usize::from(table.table.0) == at);
    let stands_for = |at: usize, id: &str| {
        found(at) || form.tables.iter().enumerate().any(|(other, it)| it.variant_of.as_deref() == Some(id) && found(other))
    };
    let mut lost = Vec::new();
    for (at, table) in form.tables.iter().enumerate().filter(|(_, table)| !table.optional && table.variant_of.is_none()) {
        let id = TableId(u8::try_from(at).unwrap_or(u8::MAX));
        if stands_for(at, &table.id) || report.has_unread(id) {
            continue;
        }
        let title = &table.title;
        lost.push(Unread {
            kind: UnreadKind::Table,
            table: Some(id),
            row: None,
            span: None,
            reason: bilingual!(
                "没有读到“{title}”；文中有表格丢失了表头或行列，无法确定是否包括这张表",
                "“{title}” was not read; tables of the text lost their headers or lines, and it may be among them"
            ),
        });
    }
    report.unread.extend(lost);
}

/// A table that was not found although its labels stand in the text, run together with other words, is there but unreadable.
fn note_traces(source: &Source, table: &FormTable, id: TableId, vocabulary: &Vocabulary, segments: &Segments, report: &mut Report) {
    /// Shorter labels are ordinary words of running text.
    const SHORTEST: usize = 7;
    /// Column heads are no words of running text when they are this long.
    const SHORTEST_HEAD: usize = 6;
    /// As many different labels in one text are no accident.
    const FEWEST: usize = 3;
    let fold = |label: &str| vocabulary.folder().fold(label);
    let mut labels: Vec<String> =
        table.rows.iter().map(|row| fold(&row.label)).filter(|label| label.chars().count() >= SHORTEST).take(24).collect();
    let mut fewest = FEWEST;
    if labels.len() < FEWEST && table.layout == Layout::Grid {
        // Rows of few words: the column heads are what no running text has.
        labels = table.columns.iter().map(|column| fold(&column.label)).filter(|label| label.chars().count() >= SHORTEST_HEAD).collect();
        fewest = labels.len().clamp(1, FEWEST);
    }
    let mut found = 0;
    let mut first = None;
    let mut key = String::new();
    for cell in segments.cells.iter().filter(|cell| matches!(cell.class, Class::Text | Class::Prose)) {
        key.clear();
        vocabulary.folder().fold_into(source.slice(cell.span), &mut key);
        let here = labels.iter().filter(|label| key.contains(label.as_str())).count();
        if here > 0 {
            found += here;
            first = first.or(Some(cell.span));
        }
    }
    if found >= fewest {
        let title = &table.title;
        report.unread.push(Unread {
            kind: UnreadKind::Table,
            table: Some(id),
            row: None,
            span: first,
            reason: bilingual!(
                "文中有“{title}”的栏目名称，但表格结构已丢失，无法识读其数据",
                "labels of “{title}” stand in the text, but the table's structure is lost and its figures cannot be read"
            ),
        });
    }
}
