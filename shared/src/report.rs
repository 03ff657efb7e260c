//! A report as it was read: what the later stages see.
//!
//! Recognition turns a [`crate::Source`] into a [`Report`]; rules and normalisation read it and change nothing. Every
//! value keeps the span it was read from. What could not be read is listed in [`Report::unread`], and a report with
//! anything there can never pass.
//!
//! Invariant: each cell of the form is read at most once; the lookups by [`CellId`] and the list of statistics agree.

use crate::amount::{Amount, Style};
use crate::claims::Claims;
use crate::form::{CellId, TableId};
use crate::private::Private;
use crate::source::Span;
use crate::text::Bilingual;

/// A recognised report.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The title, if the text has one.
    pub title: Option<Title>,
    /// The body that reports, with its administrative level.
    pub organization: Option<Organization>,
    /// Every body that the text gives as the one whose report it is: in the title, the preamble, the signature, the line 填报单位.
    pub bodies: Vec<NamedBody>,
    /// The year reported on, with everything that speaks for or against it.
    pub year: YearReading,
    /// The period the figures cover, as stated.
    pub period: Option<Period>,
    /// Words that state a period which cannot be read as one (`自201711日至…`); only where no period was read.
    pub unreadable_period: Option<Span>,
    /// Dates that say when the report was signed or published.
    pub dates: Vec<StatedDate>,
    /// Which form the tables follow.
    pub edition: EditionReading,
    /// Headings of levels 1 to 3, in the order of the text.
    pub sections: Vec<Section>,
    /// Tables that were found, in the order of the text.
    pub tables: Vec<TableReading>,
    /// Every cell that was read, then the cells that the form has and the document does not, in the order of the form.
    pub statistics: Vec<Statistic>,
    /// What could not be read or placed.
    pub unread: Vec<Unread>,
    /// Spans of running text: everything that is neither table nor heading nor page furniture, in the order of the text.
    pub paragraphs: Vec<Span>,
    /// The figures that the running text states.
    pub claims: Claims,
    /// Page numbers and web-page chrome that was set aside, in the order of the text.
    pub furniture: Vec<Span>,
    /// Numbers and mailboxes of persons, in the order of the text.
    pub private: Vec<Private>,
    /// For each table of the form, for each of its cells, the statistic that holds it.
    pub(crate) index: CellIndex,
}

/// Dense lookup from cells of a form to places in a list, that of a report's statistics for instance.
#[derive(Clone, Debug, Default)]
pub(crate) struct CellIndex {
    tables: Vec<(usize, Vec<u32>)>,
}

impl CellIndex {
    /// Makes room for the cells of tables with these numbers of columns and cells.
    pub(crate) fn new(shapes: impl Iterator<Item = (usize, usize)>) -> Self {
        Self { tables: shapes.map(|(columns, rows)| (columns, vec![u32::MAX; columns * rows])).collect() }
    }

    fn slot(&self, cell: CellId) -> Option<usize> {
        let (columns, slots) = self.tables.get(usize::from(cell.table.0))?;
        let at = usize::from(cell.row) * columns + usize::from(cell.column);
        (usize::from(cell.column) < *columns && at < slots.len()).then_some(at)
    }

    pub(crate) fn get(&self, cell: CellId) -> Option<usize> {
        let (columns, slots) = self.tables.get(usize::from(cell.table.0))?;
        let column = usize::from(cell.column);
        let index = *slots.get(usize::from(cell.row) * columns + column).filter(|_| column < *columns)?;
        (index != u32::MAX).then_some(index as usize)
    }

    /// The places of the statistics in a row of a table, in the order of its columns.
    pub(crate) fn row(&self, table: TableId, row: u16) -> impl Iterator<Item = usize> + '_ {
        let row = usize::from(row);
        let found = self.tables.get(usize::from(table.0)).and_then(|(columns, slots)| slots.get(row * columns..(row + 1) * columns));
        found.unwrap_or_default().iter().filter(|&&index| index != u32::MAX).map(|&index| index as usize)
    }

    /// The places of the statistics in a column of a table, in the order of its rows.
    pub(crate) fn column(&self, table: TableId, column: u16) -> impl Iterator<Item = usize> + '_ {
        let (columns, slots) = self.tables.get(usize::from(table.0)).map_or((1, &[][..]), |(columns, slots)| (*columns, slots.as_slice()));
        slots.iter().skip(usize::from(column)).step_by(columns).filter(|&&index| index != u32::MAX).map(|&index| index as usize)
    }

    /// Records where a cell's statistic is; `false` if the cell was taken.
    pub(crate) fn set(&mut self, cell: CellId, index: usize) -> bool {
        let Some(at) = self.slot(cell) else { return false };
        let slot = &mut self.tables[usize::from(cell.table.0)].1[at];
        if *slot != u32::MAX {
            return false;
        }
        *slot = u32::try_from(index).unwrap_or(u32::MAX);
        true
    }
}

/// The title of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The words without line breaks and padding.
    pub text: String,
    /// Where it stands; may cover two lines.
    pub span: Span,
}

/// The body that reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Its name as printed.
    pub name: String,
    /// Its administrative level.
    pub level: AdministrativeLevel,
    /// Whether it is a government, one of its departments, or something else.
    pub kind: OrganizationKind,
    /// Where the name stands.
    pub span: Span,
}

/// A place that names the body whose report it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedBody {
    /// What kind of place it is.
    pub place: BodyPlace,
    /// The name without blanks.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// Kinds of places that name the body, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BodyPlace {
    /// The title.
    Title,
    /// The preamble (由…编制).
    Preamble,
    /// The signature.
    Signature,
    /// The line 填报单位.
    ReportingUnit,
}

/// Level of a body in the administrative hierarchy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AdministrativeLevel {
    /// Could not be told from the text.
    #[default]
    Unknown,
    /// The State Council and its departments (国务院).
    National,
    /// Provinces, autonomous regions, municipalities under the State Council (省级).
    Provincial,
    /// Cities divided into districts, prefectures (设区的市、自治州、地区).
    Prefecture,
    /// Counties, districts, county-level cities (县级).
    County,
    /// Townships, towns, subdistricts (乡镇、街道).
    Township,
}

/// Kind of a reporting body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OrganizationKind {
    /// Could not be told.
    #[default]
    Unknown,
    /// A people's government, or the office that reports for it (人民政府、政府办).
    Government,
    /// A department (局、委员会 …).
    Department,
    /// A university or school.
    School,
}

/// The year reported on.
#[derive(Clone, Debug, Default)]
pub struct YearReading {
    /// The year that was chosen; `None` if nothing names one.
    pub year: Option<i32>,
    /// Why that one.
    pub reason: Bilingual,
    /// Every place that names a year the report could be about, in the order of the text.
    pub evidence: Vec<YearEvidence>,
}

/// A place that names a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearEvidence {
    /// The year named.
    pub year: i32,
    /// What kind of place it is.
    pub kind: YearEvidenceKind,
    /// Where.
    pub span: Span,
}

/// Kinds of places that name the report year, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum YearEvidenceKind {
    /// The title.
    Title,
    /// The stated period of the figures.
    Period,
    /// The caption of a table, or the year line beneath it.
    Caption,
    /// The head of a column of an indicator table.
    Column,
    /// The sentence that announces an attached table.
    Attachment,
    /// A heading.
    Heading,
    /// The words that open a paragraph (2019年，我乡…).
    Lead,
}

/// The period the figures cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// The words that state it.
    pub span: Span,
}

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

impl Date {
    /// Makes a date that exists; `None` otherwise.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        if !(1..=9999).contains(&year) || !(1..=days).contains(&day) {
            return None;
        }
        Some(Self { year: i16::try_from(year).ok()?, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? })
    }

    /// Reads a date that exists, written in full: `2026-01-31`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_part = |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
        if text.len() != 10 || !text.bytes().enumerate().all(is_part) {
            return None;
        }
        Self::new(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        i32::from(self.year)
    }

    /// The month, from 1.
    #[must_use]
    pub fn month(self) -> u32 {
        u32::from(self.month)
    }

    /// The day, from 1.
    #[must_use]
    pub fn day(self) -> u32 {
        u32::from(self.day)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A date that the text states about the report itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatedDate {
    /// The day.
    pub date: Date,
    /// What the date is of.
    pub kind: StatedDateKind,
    /// Where it stands.
    pub span: Span,
}

/// What a stated date is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatedDateKind {
    /// A line of its own at the end of the text (落款), or beneath the title (成文日期).
    Signature,
    /// A web page's line (发布日期：…, or a date beside the page's 来源).
    Publication,
}

/// Which form the tables follow.
#[derive(Clone, Debug, Default)]
pub struct EditionReading {
    /// Index of the form in the catalogue; `None` if it could not be told.
    pub form: Option<usize>,
    /// Why: counts of what matched, and what the year says.
    pub evidence: Vec<Bilingual>,
    /// Forms that were ruled out, with what spoke for them.
    pub rivals: Vec<Rival>,
    /// Whether the caller named the edition.
    pub overridden: bool,
}

/// A form that was ruled out.
#[derive(Clone, Debug)]
pub struct Rival {
    /// Index of the form in the catalogue.
    pub form: usize,
    /// What spoke for and against it.
    pub reason: Bilingual,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// 1 for 一、, 2 for （一）, 3 for 1.; by the kind of ordinal, whatever the nesting.
    pub level: u8,
    /// The ordinal as printed; empty for an unnumbered heading.
    pub ordinal: String,
    /// Its number; 0 for an unnumbered heading.
    pub number: u32,
    /// How the ordinal is written.
    pub style: OrdinalStyle,
    /// The heading without ordinal and closing punctuation.
    pub heading: String,
    /// Where the heading stands, without its ordinal.
    pub span: Span,
    /// Where the ordinal stands; empty, at the start of the heading, for an unnumbered heading.
    pub ordinal_span: Span,
    /// From the heading's line to the next heading of the same or a higher level.
    pub extent: Span,
    /// The section of the form it was matched to (its number), for headings of level 1.
    pub form_section: Option<u8>,
}

/// How an ordinal is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrdinalStyle {
    /// 一、
    ChineseComma,
    /// 一.
    ChineseDot,
    /// （一）
    ChineseParenthesis,
    /// 1.
    ArabicDot,
    /// 1、
    ArabicComma,
    /// （1）
    ArabicParenthesis,
    /// 第一部分
    Part,
    /// A heading of the form without any ordinal, on a line of its own.
    Unnumbered,
}

/// A table of the form that was found in the text.
#[derive(Clone, Debug)]
pub struct TableReading {
    /// The table of the form.
    pub table: TableId,
    /// From the caption or first header cell to the last cell.
    pub span: Span,
    /// The caption, if one stands above.
    pub caption: Option<Span>,
    /// How cells and rows were told apart.
    pub dialect: Dialect,
    /// Header cells in printed order.
    pub columns: Vec<ColumnReading>,
    /// Rows in printed order.
    pub rows: Vec<RowReading>,
    /// The instruction printed inside the table (勾稽关系), if found.
    pub printed_note: Option<Span>,
    /// Words added to a header cell beside its label.
    pub header_additions: Vec<Span>,
    /// Whether the same table was found before in this text; the cells of a repetition are not read into statistics.
    pub repeated: bool,
    /// Whether the cells could be tied to the form.
    pub state: TableState,
}

/// Whether a table's cells could be tied to the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableState {
    /// Every printed cell was placed.
    Read,
    /// Some cells could not be placed; see [`Report::unread`].
    Partial,
    /// No cell could be placed with certainty.
    Unreadable,
}

/// How cells and rows of a table are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// A cell a line, led by a tab; blank lines between rows.
    TabLed,
    /// A cell a line, ended by a bar.
    BarEnded,
    /// A row a line, bars between cells.
    BarRows,
    /// A row a line, tabs between cells.
    TabRows,
    /// A row a line, commas between cells.
    CommaRows,
    /// A row a line, blanks between cells.
    BlankRows,
    /// A cell a line and nothing else.
    CellLines,
    /// The file marks the table: rows, columns and merged cells are known.
    Grid,
}

/// A header cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnReading {
    /// The column of the form; `None` for a column that the form does not have, or a label that fits several.
    pub column: Option<u16>,
    /// The label as printed.
    pub span: Span,
    /// Whether the label is the official one after folding.
    pub official: bool,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowReading {
    /// The row of the form; `None` for a row that the form does not have.
    pub row: Option<u16>,
    /// The label as printed, without its ordinal; empty in single-row tables.
    pub label: Span,
    /// The printed ordinal.
    pub ordinal: Option<Span>,
    /// How the label was recognised.
    pub label_match: LabelMatch,
    /// The unit cell, if one is printed.
    pub unit: Option<Span>,
    /// The value cells in printed order, placed or not.
    pub cells: Vec<Span>,
}

/// How a row label was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LabelMatch {
    /// The official label, after folding.
    Official,
    /// A wording listed in the form.
    Alias,
    /// A wording close to the official one, at the place where the form has it.
    Similar,
    /// Not recognised.
    None,
}

/// A cell's value as stated.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistic {
    /// The table.
    pub table: TableId,
    /// The row of the form.
    pub row: u16,
    /// The column of the form; `None` if the cell belongs to the row but its column cannot be known.
    pub column: Option<u16>,
    /// What the cell holds.
    pub value: CellValue,
    /// The unit printed beside or in the cell.
    pub unit: Option<Span>,
    /// The row's label as printed.
    pub label: Span,
    /// The cell's content; an empty span at the cell's place if it is blank; `None` if the document lacks the cell.
    pub span: Option<Span>,
    /// Whether there is a reason to doubt that our reading is the document's.
    pub doubtful: bool,
}

/// What a cell holds. Blank, dash, zero, other text and absent are five different answers.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    /// A number.
    Number {
        /// The value, with its printed precision.
        amount: Amount,
        /// How it was written.
        style: Style,
    },
    /// Nothing but blanks.
    Blank,
    /// A dash, slash or 无: not applicable.
    Dash,
    /// Anything else.
    Text,
    /// The form has the cell, the document does not.
    Absent,
}

impl Statistic {
    /// The cell of the form, if its column is known.
    #[must_use]
    pub fn cell(&self) -> Option<CellId> {
        self.column.map(|column| CellId { table: self.table, row: self.row, column })
    }

    /// The number, if the cell holds one.
    #[must_use]
    pub fn amount(&self) -> Option<Amount> {
        match self.value {
            CellValue::Number { amount, .. } => Some(amount),
            CellValue::Blank | CellValue::Dash | CellValue::Text | CellValue::Absent => None,
        }
    }
}

/// Something that was not read, and why.
#[derive(Clone, Debug)]
pub struct Unread {
    /// What kind of thing.
    pub kind: UnreadKind,
    /// The table of the form it belongs to, if known.
    pub table: Option<TableId>,
    /// The row of the form it belongs to, if known.
    pub row: Option<u16>,
    /// Where it stands, if anywhere.
    pub span: Option<Span>,
    /// What was not read and why, for people.
    pub reason: Bilingual,
}

/// Kinds of things that were not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnreadKind {
    /// No form fits.
    Edition,
    /// A table was found that cannot be tied to the form.
    Table,
    /// A row whose label fits no row of the form.
    Row,
    /// Cells of a row that cannot be tied to columns.
    Columns,
    /// A header that cannot be tied to columns.
    Header,
    /// Text between or after the cells of a table that is none of its parts.
    Text,
    /// A part of the file that its reader could not read.
    Source,
    /// A number of the prose that a line break may have cut in two; the figures of its sentence are not compared.
    Number,
}

impl YearReading {
    /// Whether the places that name the year, mere leads and headings apart, do not name the same.
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        let strong = |kind| !matches!(kind, YearEvidenceKind::Lead | YearEvidenceKind::Heading);
        self.evidence.iter().any(|evidence| strong(evidence.kind) && Some(evidence.year) != self.year)
    }

    /// Whether title and period both name the year: what else names another one, a caption or column left over from the year
    /// before, leaves no doubt of it.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        let named = |kind| self.evidence.iter().any(|evidence| evidence.kind == kind && Some(evidence.year) == self.year);
        let otherwise = |kind| self.evidence.iter().any(|evidence| evidence.kind == kind && Some(evidence.year) != self.year);
        [YearEvidenceKind::Title, YearEvidenceKind::Period].into_iter().all(|kind| named(kind) && !otherwise(kind))
    }
}

impl Report {
    /// The statistic of a cell, if the document has it or is known to lack it.
    #[must_use]
    pub fn statistic(&self, cell: CellId) -> Option<&Statistic> {
        self.index.get(cell).map(|at| &self.statistics[at])
    }

    /// The number in a cell; `None` for anything else.
    #[must_use]
    pub fn amount(&self, cell: CellId) -> Option<Amount> {
        self.statistic(cell)?.amount()
    }

    /// The first reading of a table of the form, repetitions apart.
    #[must_use]
    pub fn table(&self, id: TableId) -> Option<&TableReading> {
        self.tables.iter().find(|table| table.table == id && !table.repeated)
    }

    /// The heading that a place stands in.
    #[must_use]
    pub fn heading_around(&self, place: Span) -> Option<&Section> {
        let begun = self.sections.partition_point(|section| section.span.start() <= place.start());
        self.sections[..begun].last().filter(|section| section.span.contains(place))
    }

    /// Whether cells of this table are printed that could not be tied to the form.
    #[must_use]
    pub fn has_unread(&self, table: TableId) -> bool {
        self.unread.iter().any(|unread| unread.table == Some(table))
    }

    /// Whether a row has printed cells whose column cannot be known.
    #[must_use]
    pub fn has_unplaced_cells(&self, table: TableId, row: u16) -> bool {
        self.unread.iter().any(|unread| unread.table == Some(table) && unread.row == Some(row))
    }

    /// The date that the report gives itself: its signature, since a page may be moved years later; else the page's own line.
    #[must_use]
    pub fn publish_date(&self) -> Option<&StatedDate> {
        let of = |kind| self.dates.iter().rev().find(move |date| date.kind == kind);
        of(StatedDateKind::Signature).or_else(|| of(StatedDateKind::Publication))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_must_exist_and_be_written_in_full() {
        assert_eq!(Date::parse("2024-02-29"), Date::new(2024, 2, 29));
        for text in ["2023-02-29", "2024-2-29", "2024/02/29", "+024-02-29", "二〇二四年二月"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
