//! The canonical report in its own edition.
//!
//! Turns readings into cells in official order and notes what had to change on the way: numbers, units, labels, order,
//! headings, title, and everything the form has no place for. Values are only ever copied, respelled or moved to
//! another power of ten of the same unit.

use std::cell::OnceCell;
use std::fmt::Write;
use std::sync::Arc;

use super::units::{UnitRelation, relate, scale};
use super::{CellUnit, Change, ChangeKind, Correspondence, Normalized, NormalizedCell, Sources, joined, one_line};
use crate::amount::{Amount, Blanks, digit, is_blank};
use crate::bilingual;
use crate::catalog::Catalog;
use crate::fold::Folder;
use crate::form::{CellId, Form, FormTable, TableId};
use crate::report::{CellValue, ColumnReading, LabelMatch, Report, RowReading, Section, Statistic, TableReading, UnreadKind};
use crate::source::{Source, Span};
use crate::text::Bilingual;

pub(super) fn normalize(source: &Source, report: &Report, catalog: &Catalog, index: usize) -> Normalized {
    let (form, folder) = (&catalog.forms[index], &catalog.lexicon.folder);
    let mut reading = Reading { source, report, form, folder, remarks: Remarks::default(), changes: Vec::new() };
    let title = reading.title();
    reading.headings();
    for table in &report.tables {
        reading.structure(table);
    }
    reading.left_out();
    let cells = reading.cells();
    Normalized { form: index, source_form: index, title, cells, changes: reading.changes }
}

/// A report with the changes noted so far.
struct Reading<'a> {
    source: &'a Source,
    report: &'a Report,
    form: &'a Form,
    folder: &'a Folder,
    remarks: Remarks,
    changes: Vec<Change>,
}

/// Remarks that many cells share, worded when the first needs them.
#[derive(Default)]
struct Remarks {
    unread: OnceCell<Arc<Bilingual>>,
    unplaced: OnceCell<Arc<Bilingual>>,
    doubtful: OnceCell<Arc<Bilingual>>,
}

impl Remarks {
    /// On a cell that was not read.
    fn unread(&self) -> Arc<Bilingual> {
        Arc::clone(self.unread.get_or_init(|| Arc::new(bilingual!("文中的这一格未能识读", "this cell of the document was not read"))))
    }

    /// On a cell whose row has figures of unknown columns.
    fn unplaced(&self) -> Arc<Bilingual> {
        let words = || bilingual!("该行的数值不能确定属于哪一栏", "it cannot be told which column the figures of this row belong to");
        Arc::clone(self.unplaced.get_or_init(|| Arc::new(words())))
    }

    /// On a cell that was read by its place alone.
    fn doubtful(&self) -> Arc<Bilingual> {
        let words = || {
            bilingual!(
                "该行的单元格不全，此格按其在行首或行尾的位置识读",
                "the row lacks cells; this one was read by its place at an end of the row"
            )
        };
        Arc::clone(self.doubtful.get_or_init(|| Arc::new(words())))
    }
}

impl<'a> Reading<'a> {
    fn note(&mut self, kind: ChangeKind, cell: Option<CellId>, from: String, to: String, reason: Bilingual, span: Option<Span>) {
        self.changes.push(Change { kind, cell, from, to, reason, span });
    }

    /// Notes something that the canonical report does not have.
    fn omit(&mut self, span: Span, reason: Bilingual) {
        let from = one_line(self.source.slice(span));
        self.note(ChangeKind::Omitted, None, from, String::new(), reason, Some(span));
    }

    /// The title without blanks and with half-width digits; empty if there is none.
    fn title(&mut self) -> String {
        let Some(title) = &self.report.title else { return String::new() };
        let half = |c| digit(c).and_then(|value| char::from_digit(value, 10)).unwrap_or(c);
        let canonical: String = title.text.chars().filter(|&c| !is_blank(c)).map(half).collect();
        let printed = self.source.slice(title.span).trim_blanks();
        if printed != canonical {
            let reason =
                bilingual!("标题去掉空白和换行，数字用半角", "blanks and line breaks are taken out of the title, digits are half-width");
            self.note(ChangeKind::Title, None, one_line(printed), canonical.clone(), reason, Some(title.span));
        }
        canonical
    }

    /// Notes top headings that the form words or numbers otherwise.
    fn headings(&mut self) {
        let report = self.report;
        for section in report.sections.iter().filter(|section| section.level == 1) {
            let official = section.form_section.and_then(|number| self.form.sections.iter().find(|other| other.number == number));
            let Some(official) = official else { continue };
            let same_heading = folded_eq(self.folder, &section.heading, &official.heading);
            let same_ordinal = official.ordinal.as_deref().is_none_or(|ordinal| folded_eq(self.folder, &section.ordinal, ordinal));
            if !same_heading || !same_ordinal {
                let ordinal = official.ordinal.as_deref().unwrap_or(&section.ordinal);
                let to = format!("{ordinal}{}", official.heading);
                let reason = bilingual!("一级标题改用表式的写法", "the top heading is written as in the form");
                self.note(ChangeKind::Heading, None, printed_heading(section), to, reason, Some(section.ordinal_span.cover(section.span)));
            }
        }
    }

    /// Notes labels and order of a table, and its parts that the form does not have.
    fn structure(&mut self, table: &'a TableReading) {
        if table.repeated {
            let reason =
                bilingual!("同一张表前面已经出现，重复的一张不再列入", "the same table was found before; the repetition is left out");
            self.omit(table.span, reason);
            return;
        }
        let form = self.form.table_at(table.table);
        for column in &table.columns {
            self.column_label(form, column);
        }
        self.order(table.columns.iter().map(|column| (column.column, column.span)), Line::Column);
        let mut seen = vec![false; form.rows.len()];
        for row in &table.rows {
            match row.row {
                Some(at) if std::mem::replace(&mut seen[usize::from(at)], true) => {
                    self.row_omitted(
                        row,
                        bilingual!("同一行前面已经出现，重复的一行不再列入", "the same row was found before; the repetition is left out"),
                    );
                }
                Some(at) => self.row_label(form, row, at),
                None => self.row_omitted(row, bilingual!("表式中没有这一行", "the form does not have this row")),
            }
        }
        self.order(table.rows.iter().map(|row| (row.row, row.label)), Line::Row);
        for &addition in &table.header_additions {
            self.omit(addition, bilingual!("表头附加的文字，表式中没有", "words added to the header that the form does not have"));
        }
    }

    fn column_label(&mut self, table: &FormTable, column: &ColumnReading) {
        let printed = self.source.slice(column.span).trim_blanks();
        match column.column {
            None if printed.is_empty() || table.header_groups.iter().chain(&table.stub_labels).any(|label| label == printed) => {}
            None => self.omit(
                column.span,
                bilingual!(
                    "表式中没有这一栏，或者不能确定是哪一栏",
                    "the form does not have this column, or it cannot be told which it is"
                ),
            ),
            Some(at) if !column.official => {
                let to = table.columns[usize::from(at)].label.clone();
                let reason = bilingual!("栏目名称改用表式的文字", "the column is given the wording of the form");
                self.note(ChangeKind::ColumnLabel, None, one_line(printed), to, reason, Some(column.span));
            }
            Some(_) => {}
        }
    }

    /// Notes a label that is not the official one. An official label that fits several rows may have been told apart by
    /// its place.
    fn row_label(&mut self, table: &FormTable, row: &RowReading, at: u16) {
        let reason = match row.label_match {
            LabelMatch::Official | LabelMatch::None => return,
            LabelMatch::Alias => bilingual!("指标名称改用表式的文字", "the row is given the wording of the form"),
            LabelMatch::Similar => {
                bilingual!("指标名称与表式相近，改用表式的文字", "the row label is close to the form's and is given its wording")
            }
        };
        let (from, to) = (one_line(self.source.slice(row.label)), table.rows[usize::from(at)].label.clone());
        if from != to {
            self.note(ChangeKind::RowLabel, None, from, to, reason, Some(row.label));
        }
    }

    /// Notes a row with all its cells as left out.
    fn row_omitted(&mut self, row: &RowReading, reason: Bilingual) {
        let span = row.cells.iter().fold(row.label, |all, &cell| all.cover(cell));
        let mut from = one_line(self.source.slice(row.label));
        for &cell in &row.cells {
            from.push_str(" | ");
            from.push_str(&one_line(self.source.slice(cell)));
        }
        self.note(ChangeKind::Omitted, None, from, String::new(), reason, Some(span));
    }

    /// Notes rows or columns that stand elsewhere than in the form, as few as explain the order.
    fn order(&mut self, printed: impl Iterator<Item = (Option<u16>, Span)> + Clone, line: Line) {
        let known = printed.filter_map(|(at, span)| at.map(|at| (at, span)));
        if known.clone().is_sorted_by_key(|(at, _)| at) {
            return;
        }
        let all: Vec<(u16, Span)> = known.collect();
        let kept = longest_ascending(&all);
        for (place, &(at, span)) in all.iter().enumerate() {
            if !kept[place] {
                let before = all.iter().enumerate().filter(|(other, entry)| kept[*other] && entry.0 < at).count();
                let reason = line.moved(place + 1, before + 1);
                self.note(ChangeKind::Order, None, one_line(self.source.slice(span)), String::new(), reason, Some(span));
            }
        }
    }

    /// Notes figures and texts that no cell of the form can hold.
    fn left_out(&mut self) {
        let report = self.report;
        let statistics = &report.statistics;
        for row in statistics.chunk_by(|a, b| a.column.is_none() && b.column.is_none() && (a.table, a.row) == (b.table, b.row)) {
            if row[0].column.is_none() {
                self.unplaced(row);
            } else if self.form.table_at(row[0].table).rows[usize::from(row[0].row)].heading
                && matches!(row[0].value, CellValue::Number { .. } | CellValue::Text)
                && let Some(span) = row[0].span
            {
                self.omit(span, bilingual!("表式中这一行只是标题，不填数值", "in the form this row is a heading and takes no value"));
            }
        }
        for unread in report.unread.iter().filter(|unread| matches!(unread.kind, UnreadKind::Text | UnreadKind::Table)) {
            if let Some(span) = unread.span {
                self.omit(span, unread.reason.clone());
            }
        }
    }

    /// Notes the cells of a row whose columns cannot be known.
    fn unplaced(&mut self, cells: &[Statistic]) {
        let spans = cells.iter().filter_map(|cell| cell.span);
        let span = spans.clone().reduce(Span::cover);
        let texts: Vec<String> = spans.map(|span| one_line(self.source.slice(span))).filter(|text| !text.is_empty()).collect();
        if texts.is_empty() {
            // Blanks state nothing that could be left out; that the columns are unknown is said at the cells.
            return;
        }
        let table = self.form.table_at(cells[0].table);
        let (printed, expected) = (cells.len(), table.value_columns().count());
        let reason = bilingual!(
            "该行印有{printed}个单元格，表式有{expected}栏，不能确定各属哪一栏，不列入",
            "the row has {printed} cells where the form has {expected} columns; which is which cannot be known, so they are left out"
        );
        self.note(ChangeKind::Omitted, None, texts.join(" | "), String::new(), reason, span);
    }

    fn cells(&mut self) -> Vec<NormalizedCell> {
        let form = self.form;
        let tables = tables_in_use(self.report, form);
        let mut cells =
            Vec::with_capacity(tables.clone().map(|(_, table)| table.value_rows().count() * table.value_columns().count()).sum());
        for (id, table) in tables {
            for row in table.value_rows() {
                for column in table.value_columns() {
                    cells.push(self.cell(table, CellId { table: id, row, column }));
                }
            }
        }
        cells
    }

    fn cell(&mut self, table: &FormTable, cell: CellId) -> NormalizedCell {
        let mut canonical = NormalizedCell {
            cell,
            value: None,
            unit: CellUnit::Official,
            correspondence: Correspondence::Equal,
            sources: Sources::One(cell),
            remark: None,
            span: None,
        };
        let Some(statistic) = self.report.statistic(cell) else {
            let unplaced = self.report.has_unplaced_cells(cell.table, cell.row);
            canonical.remark = Some(if unplaced { self.remarks.unplaced() } else { self.remarks.unread() });
            return canonical;
        };
        canonical.span = statistic.span;
        canonical.remark = statistic.doubtful.then(|| self.remarks.doubtful());
        let official = table.unit(cell.row, cell.column);
        let mut value = statistic.value.clone();
        if let CellValue::Number { amount, style } = &mut value {
            *style = crate::amount::Style::default();
            self.number_format(statistic, *amount, cell);
            if let (Some(unit), Some(official)) = (statistic.unit, official) {
                match self.official_amount(statistic, *amount, unit, official, cell) {
                    Ok(converted) => *amount = converted,
                    Err(remark) => {
                        canonical.unit = CellUnit::Printed(unit);
                        canonical.remark = joined(canonical.remark, Some(Arc::new(remark)));
                    }
                }
            } else if let Some(unit) = statistic.unit {
                canonical.unit = CellUnit::Printed(unit);
            }
        }
        canonical.value = Some(value);
        canonical
    }

    /// Notes a number that is not printed as its digits alone.
    fn number_format(&mut self, statistic: &Statistic, amount: Amount, cell: CellId) {
        let Some(span) = statistic.span else { return };
        let printed = self.digits(span, statistic.unit);
        if prints_as(printed, amount) {
            return;
        }
        let reason = bilingual!(
            "数字一律用半角，不带千位分隔符、空格和多余的符号",
            "numbers are half-width, without separators, blanks or needless signs"
        );
        self.note(ChangeKind::NumberFormat, Some(cell), one_line(printed), amount.to_string(), reason, Some(span));
    }

    /// A cell's text without a unit that is printed in it.
    fn digits(&self, cell: Span, unit: Option<Span>) -> &'a str {
        let number = match unit.filter(|&unit| cell.contains(unit)) {
            Some(unit) if unit.start() == cell.start() => Span::new(unit.end(), cell.end()),
            Some(unit) => Span::new(cell.start(), unit.start()),
            None => cell,
        };
        self.source.slice(number).trim_blanks()
    }

    /// The number in the official unit; the remark to make if the printed unit cannot be converted.
    fn official_amount(
        &mut self,
        statistic: &Statistic,
        amount: Amount,
        unit: Span,
        official: &str,
        cell: CellId,
    ) -> Result<Amount, Bilingual> {
        let printed = self.source.slice(unit).trim_blanks();
        let in_cell = statistic.span.is_some_and(|span| span.contains(unit));
        match relate(printed, official) {
            _ if printed.chars().all(is_dash) => Ok(amount),
            UnitRelation::Same => {
                if in_cell {
                    let reason = bilingual!(
                        "单位与表式规定的相同，不在数字后重复",
                        "the unit is the form's own and is not repeated beside the number"
                    );
                    self.note(ChangeKind::Unit, Some(cell), format!("{amount}{printed}"), amount.to_string(), reason, statistic.span);
                }
                Ok(amount)
            }
            UnitRelation::Scaled(power) if let Some(converted) = scale(amount, power) => {
                let reason =
                    bilingual!("按表式规定的单位“{official}”换算，数值不变", "converted exactly into {official}, the form's own unit");
                let (from, to) = (format!("{amount}{printed}"), format!("{converted}{official}"));
                self.note(ChangeKind::Unit, Some(cell), from, to, reason, statistic.span);
                Ok(converted)
            }
            UnitRelation::Scaled(_) | UnitRelation::Other => Err(bilingual!(
                "所印单位“{printed}”不是表式规定的“{official}”，不能换算，数值和单位照原样保留",
                "the printed unit {printed} is not {official}, the form's own, and cannot be converted; number and unit are kept as printed"
            )),
        }
    }
}

/// A line of a table.
#[derive(Clone, Copy)]
enum Line {
    Row,
    Column,
}

impl Line {
    fn moved(self, printed: usize, official: usize) -> Bilingual {
        match self {
            Self::Row => bilingual!(
                "该行印在第{printed}行，按表式移到第{official}行",
                "moved from row {printed} to row {official}, its place in the form"
            ),
            Self::Column => {
                bilingual!(
                    "该栏印在第{printed}栏，按表式移到第{official}栏",
                    "moved from column {printed} to column {official}, its place in the form"
                )
            }
        }
    }
}

/// The tables that a report uses: those that were found, and those that have no alternative that was found.
fn tables_in_use<'a>(report: &'a Report, form: &'a Form) -> impl Iterator<Item = (TableId, &'a FormTable)> + Clone {
    let found = |id: TableId| report.tables.iter().any(|table| table.table == id);
    let tables = form.tables.iter().zip(0..).map(|(table, at)| (TableId(at), table));
    tables.clone().filter(move |(id, table)| {
        let variants = tables.clone().filter(|(_, other)| other.variant_of.as_deref() == Some(&table.id));
        found(*id) || (table.variant_of.is_none() && !variants.into_iter().any(|(other, _)| found(other)))
    })
}

fn printed_heading(section: &Section) -> String {
    format!("{}{}", section.ordinal, section.heading)
}

fn folded_eq<'a>(folder: &Folder, a: &'a str, b: &'a str) -> bool {
    let key = |text: &'a str| text.chars().filter_map(|c| folder.fold_char(c));
    a == b || key(a).eq(key(b))
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '―' | '－' | '─' | '/' | '／')
}

/// Whether a text is exactly how a number is spelled canonically.
fn prints_as(text: &str, amount: Amount) -> bool {
    /// Takes away from the text what is written.
    struct Expected<'a>(&'a str);
    impl Write for Expected<'_> {
        fn write_str(&mut self, part: &str) -> std::fmt::Result {
            self.0 = self.0.strip_prefix(part).ok_or(std::fmt::Error)?;
            Ok(())
        }
    }
    // Nearly all are counts in plain digits, which need none of that.
    if text.bytes().all(|b| b.is_ascii_digit())
        && let Ok(count) = text.parse::<u64>()
    {
        let is_short = text.len() == 1 || !text.starts_with('0');
        return is_short && amount.scale() == 0 && amount.is_sign_positive() && amount.mantissa() == i128::from(count);
    }
    let mut expected = Expected(text);
    write!(expected, "{amount}").is_ok() && expected.0.is_empty()
}

/// Which entries belong to a longest run of ascending numbers.
fn longest_ascending(entries: &[(u16, Span)]) -> Vec<bool> {
    // For each length the entry with the smallest number that a run of that length can end in.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous = vec![None; entries.len()];
    for (at, entry) in entries.iter().enumerate() {
        let length = ends.partition_point(|&end| entries[end].0 < entry.0);
        previous[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut kept = vec![false; entries.len()];
    let mut at = ends.last().copied();
    while let Some(here) = at {
        kept[here] = true;
        at = previous[here];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::report::{OrdinalStyle, Title};

    fn place(text: &str, part: &str) -> Span {
        let start = text.find(part).unwrap();
        Span::of(start..start + part.len())
    }

    fn section(text: &str, ordinal: &str, heading: &str, form_section: Option<u8>) -> Section {
        Section {
            level: 1,
            ordinal: ordinal.to_owned(),
            number: 1,
            style: OrdinalStyle::ChineseComma,
            heading: heading.to_owned(),
            span: place(text, heading),
            ordinal_span: place(text, ordinal),
            extent: Span::of(0..text.len()),
            form_section,
        }
    }

    /// The changes to a report without tables.
    fn changes(text: &str, report: &Report) -> (String, Vec<Change>) {
        let catalog = Catalog::load().unwrap();
        let normalized = normalize(&Source::new(text.to_owned()), report, &catalog, 0);
        (normalized.title, normalized.changes)
    }

    #[test]
    fn a_title_loses_blanks_and_wide_digits() {
        let text = "某县２０２１年政府信息公开工作\n年 度 报 告";
        let title = Title { text: "某县２０２１年政府信息公开工作年度报告".to_owned(), span: Span::of(0..text.len()) };
        let (title, changes) = changes(text, &Report { title: Some(title), ..Report::default() });
        assert_eq!(title, "某县2021年政府信息公开工作年度报告");
        let told: Vec<_> = changes.iter().map(|change| (change.kind, change.from.as_str(), change.to.as_str())).collect();
        assert_eq!(told, [(ChangeKind::Title, "某县２０２１年政府信息公开工作 年 度 报 告", title.as_str())]);
    }

    #[test]
    fn a_canonical_title_is_no_change() {
        let text = "某县2021年政府信息公开工作年度报告";
        let title = Title { text: text.to_owned(), span: Span::of(0..text.len()) };
        let (title, changes) = changes(text, &Report { title: Some(title), ..Report::default() });
        assert_eq!((title.as_str(), changes.len()), (text, 0));
    }

    #[test]
    fn top_headings_take_the_wording_and_ordinal_of_the_form() {
        let text = "1、总体情况\n二、主动公开情况\n四、政府信息公开行政复议、 行政诉讼情况\n七、附言";
        let sections = vec![
            section(text, "1、", "总体情况", Some(1)),
            section(text, "二、", "主动公开情况", Some(2)),
            section(text, "四、", "政府信息公开行政复议、 行政诉讼情况", Some(4)),
            section(text, "七、", "附言", None),
        ];
        let (_, changes) = changes(text, &Report { sections, ..Report::default() });
        let told: Vec<_> = changes.iter().map(|change| (change.kind, change.from.as_str(), change.to.as_str())).collect();
        assert_eq!(
            told,
            [(ChangeKind::Heading, "1、总体情况", "一、总体情况"), (ChangeKind::Heading, "二、主动公开情况", "二、主动公开政府信息情况")]
        );
    }

    #[test]
    fn the_fewest_lines_are_said_to_have_moved() {
        let kept = |numbers: &[u16]| {
            let entries: Vec<(u16, Span)> = numbers.iter().map(|&number| (number, Span::new(0, 0))).collect();
            longest_ascending(&entries)
        };
        assert_eq!(kept(&[3, 0, 1, 2]), [false, true, true, true]);
        assert_eq!(kept(&[1, 2, 3, 0]), [true, true, true, false]);
        assert_eq!(kept(&[0, 2, 1, 3]).iter().filter(|kept| **kept).count(), 3);
        assert!(kept(&[]).is_empty());
    }

    #[test]
    fn only_the_bare_digits_are_a_canonical_number() {
        let canonical = |text: &str| prints_as(text, crate::amount::read(text).unwrap().amount);
        assert!(canonical("0") && canonical("1034") && canonical("-418") && canonical("5.00"));
        assert!(!prints_as("7", "7.0".parse().unwrap()) && !prints_as("8", 7.into()));
        assert!(!canonical("1,034") && !canonical("１") && !canonical("007") && !canonical("+3") && !canonical("- 418"));
    }
}
