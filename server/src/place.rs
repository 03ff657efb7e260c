//! From places in a file to what the contract calls them, and to the words in which a person would look for them.
//!
//! Turns the [`Placed`] ranges of a reader into the `place`, `part` and `description` of a [`v1::TextSpan`]. A value cell of
//! a form's table is named by table, row and column head; anything else by where it stands in the file. Plain text has no
//! such places: its lines are told by [`crate::locate`].

use std::collections::HashMap;

use gouji_core::documents::{Part, Place, Placed};
use gouji_core::form::{Form, FormTable, Layout};
use gouji_core::report::{Report, Statistic};
use gouji_core::text::{Bilingual, Language};
use gouji_core::{Source, Span, bilingual};
use gouji_proto::v1;

use crate::locate::to_i32;

/// Names places in one file.
#[derive(Debug)]
pub(crate) struct Places<'a> {
    source: &'a Source,
    report: &'a Report,
    form: Option<&'a Form>,
    /// The cells that were read, by their place; empty for plain text.
    cells: HashMap<Span, &'a Statistic>,
    language: Language,
}

impl<'a> Places<'a> {
    /// Prepares to name the places of a report's file.
    pub(crate) fn new(source: &'a Source, report: &'a Report, form: Option<&'a Form>, language: Language) -> Self {
        let cells = match source.place_at(u32::MAX) {
            None => HashMap::new(),
            Some(_) => report.statistics.iter().filter_map(|statistic| Some((statistic.span?, statistic))).collect(),
        };
        Self { source, report, form, cells, language }
    }

    /// Adds its place in the file to a place in the text.
    pub(crate) fn add(&self, span: Span, text: v1::TextSpan) -> v1::TextSpan {
        let Some(placed) = self.source.place_at(span.start()) else { return text };
        let cell = self.cells.get(&span).copied();
        // An empty place of a sheet that the file does not list is told by the last cell of its row.
        let column_known = !span.is_empty() || placed.range.is_empty();
        v1::TextSpan {
            place: Some(self.place(placed, column_known)),
            part: part(placed.part).into(),
            description: self.description(span, placed, cell, column_known).get(self.language).to_owned(),
            ..text
        }
    }

    fn place(&self, placed: &Placed, column_known: bool) -> v1::text_span::Place {
        match placed.place {
            Place::Paragraph { number } => v1::text_span::Place::Paragraph(v1::ParagraphPlace { number: to_i32(number) }),
            Place::Cell { table, row, column } => {
                v1::text_span::Place::Cell(v1::CellPlace { table: to_i32(table), row: to_i32(row), column: to_i32(column) })
            }
            Place::Sheet { sheet, row, column } => v1::text_span::Place::Sheet(v1::SheetPlace {
                sheet: self.source.sheet(sheet).unwrap_or_default().to_owned(),
                cell: if column_known { address(row, column) } else { String::new() },
                row: to_i32(row),
                column: if column_known { to_i32(column) } else { 0 },
            }),
            Place::Page { page, left, top, right, bottom } => {
                v1::text_span::Place::Page(v1::PagePlace { page: to_i32(page), left, top, right, bottom })
            }
        }
    }

    fn description(&self, span: Span, placed: &Placed, cell: Option<&Statistic>, column_known: bool) -> Bilingual {
        let known = cell.and_then(|cell| Some((self.table(cell)?, cell)));
        match placed.place {
            Place::Paragraph { number } => {
                let part = part_name(placed.part);
                let (zh, en) = (part.zh, part.en);
                bilingual!("{zh}第{number}段", "{en}paragraph {number}")
            }
            Place::Cell { table, row, column } => {
                let name = known.map(|(table, _)| table).or_else(|| self.table_around(span)).map(called);
                let name = name.unwrap_or_else(|| bilingual!("第{table}个表格", "table {table}"));
                let head = known.and_then(|(table, cell)| head(table, cell));
                let head = head.unwrap_or_else(|| bilingual!("第{column}列", "column {column}"));
                let (zh, en, head_zh, head_en) = (name.zh, name.en, head.zh, head.en);
                bilingual!("{zh} 第{row}行{head_zh}", "{en}, row {row}, {head_en}")
            }
            Place::Sheet { sheet, row, column } => {
                let name = quoted(self.source.sheet(sheet).unwrap_or_default());
                let head = known.and_then(|(table, cell)| head(table, cell)).filter(|_| !column_known);
                match head {
                    Some(Bilingual { zh, en }) => bilingual!("{name} 第{row}行{zh}", "{name}, row {row}, {en}"),
                    None => {
                        let address = address(row, column);
                        bilingual!("{name}!{address}", "{name}!{address}")
                    }
                }
            }
            Place::Page { page, .. } => match known {
                Some((table, cell)) => {
                    let (name, label) = (called(table), self.row_label(table, cell));
                    let head = head(table, cell).unwrap_or_default();
                    let (zh, en, head_zh, head_en) = (name.zh, name.en, head.zh, head.en);
                    let row = label.map_or_else(Bilingual::default, |label| bilingual!("“{label}”行", "row “{label}”, "));
                    let (row_zh, row_en) = (row.zh, row.en);
                    bilingual!("第{page}页 {zh}{row_zh}{head_zh}", "page {page}, {en}, {row_en}{head_en}")
                }
                None => bilingual!("第{page}页", "page {page}"),
            },
        }
    }

    fn table(&self, cell: &Statistic) -> Option<&'a FormTable> {
        self.form?.tables.get(usize::from(cell.table.0))
    }

    /// The table of the form that a place lies in.
    fn table_around(&self, span: Span) -> Option<&'a FormTable> {
        let around = self.report.tables.iter().find(|table| table.span.contains(span))?;
        self.form?.tables.get(usize::from(around.table.0))
    }

    fn row_label(&self, table: &'a FormTable, cell: &Statistic) -> Option<&'a str> {
        let row = table.rows.get(usize::from(cell.row)).filter(|_| table.layout != Layout::SingleRow)?;
        Some(row.label.split('（').next().filter(|label| !label.is_empty()).unwrap_or(&row.label))
    }
}

/// What people call a table.
fn called(table: &FormTable) -> Bilingual {
    let title = &table.title;
    table.designation.as_ref().map_or_else(|| bilingual!("“{title}”", "“{title}”"), |name| Bilingual::new(name, name))
}

/// The head of a cell's column, under that of its group where the columns are the indicators.
fn head(table: &FormTable, cell: &Statistic) -> Option<Bilingual> {
    let column = table.columns.get(usize::from(cell.column?))?;
    let group = column.parent.filter(|_| table.layout == Layout::SingleRow);
    let label = match group.and_then(|group| table.columns.get(usize::from(group))) {
        Some(group) => format!("{}—{}", group.label, column.label),
        None => column.label.clone(),
    };
    Some(bilingual!("“{label}”列", "column “{label}”"))
}

const fn part(part: Part) -> v1::DocumentPart {
    match part {
        Part::Body => v1::DocumentPart::Body,
        Part::Header => v1::DocumentPart::Header,
        Part::Footer => v1::DocumentPart::Footer,
        Part::Note => v1::DocumentPart::Note,
        Part::TextBox => v1::DocumentPart::TextBox,
    }
}

fn part_name(part: Part) -> Bilingual {
    match part {
        Part::Body => Bilingual::default(),
        Part::Header => bilingual!("页眉", "page header, "),
        Part::Footer => bilingual!("页脚", "page footer, "),
        Part::Note => bilingual!("脚注", "footnotes, "),
        Part::TextBox => bilingual!("文本框", "text box, "),
    }
}

/// The address of a cell as spreadsheets write it: `H12`.
fn address(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.iter().rev().collect::<String>() + &row.to_string()
}

/// The name of a sheet as spreadsheets write it before an address: in quotation marks if it is no plain word.
fn quoted(name: &str) -> String {
    let plain =
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.starts_with(|c: char| c.is_ascii_digit());
    if plain { name.to_owned() } else { format!("'{}'", name.replace('\'', "''")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_core::documents::{Area, Builder, Document, Limits};
    use gouji_core::{Checked, Engine, Options, SourceInfo};

    const HEADER: [&str; 4] = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"];

    /// A page with one table, each cell at a place that the caller chooses.
    fn checked(place: fn(u32, u32) -> Place) -> Checked {
        let limits = Limits::default();
        let mut builder = Builder::new("application/octet-stream", "UTF-8", &limits);
        builder.sheet("Sheet1");
        builder.paragraph("某县2021年政府信息公开工作年度报告", Place::Paragraph { number: 1 }).unwrap();
        builder.start_table();
        for (row, cells) in (0..).zip([HEADER, ["规章", "1", "0", "5"], ["行政规范性文件", "2", "1", "9"]]) {
            for (column, text) in (0..).zip(cells) {
                builder.cell(Area { row, column, rows: 1, columns: 1 }, text, place(row + 1, column + 1)).unwrap();
            }
        }
        builder.end_table();
        check(builder.finish())
    }

    fn check(document: Document) -> Checked {
        let info = SourceInfo {
            name: String::new(),
            sha256: String::new(),
            media_type: document.media_type,
            charset: document.charset,
            declared_charset: String::new(),
            size_bytes: 0,
        };
        let engine = Engine::new(gouji_core::Limits::default()).unwrap();
        engine.check_source(info, Source::of(document), &Options::default()).unwrap()
    }

    /// The description of the place of a text.
    fn described(checked: &Checked, text: &str, language: Language) -> v1::TextSpan {
        let catalog = gouji_core::catalog::Catalog::load().unwrap();
        let form = checked.report.edition.form.map(|at| &catalog.forms[at]);
        let at = checked.source.text().find(text).unwrap();
        Places::new(&checked.source, &checked.report, form, language).add(Span::of(at..at + text.len()), v1::TextSpan::default())
    }

    #[test]
    fn a_cell_of_a_form_is_named_by_table_row_and_column() {
        let checked = checked(|row, column| Place::Cell { table: 2, row, column });
        let place = described(&checked, "9", Language::Chinese);
        assert_eq!(place.description, "表二 第3行“现行有效件数”列");
        assert_eq!(place.place, Some(v1::text_span::Place::Cell(v1::CellPlace { table: 2, row: 3, column: 4 })));
        assert_eq!(place.part(), v1::DocumentPart::Body);
        assert_eq!(described(&checked, "9", Language::English).description, "表二, row 3, column “现行有效件数”");
        assert_eq!(described(&checked, "规章", Language::Chinese).description, "表二 第2行第1列");
        assert_eq!(described(&checked, "某县", Language::Chinese).description, "第1段");
    }

    #[test]
    fn sheets_and_pages_are_named_as_people_look_for_them() {
        let sheet = checked(|row, column| Place::Sheet { sheet: 0, row, column: column + 26 });
        assert_eq!(described(&sheet, "9", Language::Chinese).description, "Sheet1!AD3");
        let page = checked(|row, _| Place::Page { page: row + 3, left: 0, top: 0, right: 9, bottom: 9 });
        assert_eq!(described(&page, "9", Language::Chinese).description, "第6页 表二“行政规范性文件”行“现行有效件数”列");
        assert_eq!(described(&page, "规章", Language::English).description, "page 5");
    }

    #[test]
    fn names_of_sheets_are_quoted_where_spreadsheets_do() {
        assert_eq!([quoted("Sheet1"), quoted("表 3"), quoted("2021"), quoted("a'b")], ["Sheet1", "'表 3'", "'2021'", "'a''b'"]);
        assert_eq!([address(1, 1), address(12, 8), address(3, 703)], ["A1", "H12", "AAA3"]);
    }

    #[test]
    fn plain_text_has_no_place_but_its_lines() {
        let source = Source::new("合计 23".to_owned());
        let report = Report::default();
        let place = Places::new(&source, &report, None, Language::Chinese).add(Span::new(0, 6), v1::TextSpan::default());
        assert_eq!(place, v1::TextSpan::default());
    }
}
