//! The same tables as text and as tables that the file marks: cells and findings must be the same.

mod support;

use gouji_core::Checked;
use gouji_documents::{Area, Builder, Document, Limits, Place};
use support::blocks::{Mark, grid, header_rows, mark, placed, row, width};
use support::{check, check_document, data, report};

/// Puts documents together from paragraphs and tables.
struct Sheet<'a> {
    builder: Builder<'a>,
    paragraphs: u32,
    tables: u32,
    place: fn(u32, u32, u32) -> Place,
}

impl<'a> Sheet<'a> {
    fn new(limits: &'a Limits) -> Self {
        let place = |table, row, column| Place::Cell { table, row, column };
        Self { builder: Builder::new("text/html", "UTF-8", limits), paragraphs: 0, tables: 0, place }
    }

    fn paragraph(&mut self, text: &str) {
        self.paragraphs += 1;
        self.builder.paragraph(text, Place::Paragraph { number: self.paragraphs }).expect("the test made it so");
    }

    fn table(&mut self, rows: &[Vec<Mark>]) {
        self.tables += 1;
        self.builder.start_table();
        for (row, column, (text, rows, columns)) in placed(rows) {
            let area = Area { row, column, rows: *rows, columns: *columns };
            self.builder.cell(area, text, (self.place)(self.tables, row + 1, column + 1)).expect("the test made it so");
        }
        self.builder.end_table();
    }

    fn finish(self) -> Document {
        self.builder.finish()
    }
}

fn document(build: impl FnOnce(&mut Sheet<'_>)) -> Document {
    let limits = Limits::default();
    let mut sheet = Sheet::new(&limits);
    build(&mut sheet);
    sheet.finish()
}

/// Cells as address, state, value and unit, without lines.
fn figures(checked: &Checked) -> Vec<String> {
    let mut figures: Vec<String> = support::cells(checked).into_iter().map(|cell| cell.1).collect();
    figures.sort();
    figures
}

/// Findings as code, severity and cells; but for the blanks around numbers, which cells of a file do not keep.
fn findings(checked: &Checked) -> Vec<String> {
    let catalog = support::catalog();
    let mut findings: Vec<String> = checked
        .judgement
        .findings
        .iter()
        .filter(|finding| catalog.rule(finding.rule).code != "NUM-FORMAT")
        .map(|finding| format!("{} {:?} {:?}", catalog.rule(finding.rule).code, finding.severity, finding.cells))
        .collect();
    findings.sort();
    findings
}

/// How the tables of a report are put into a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// Each table by itself, its caption a paragraph, the header merged as published.
    Apart,
    /// Tables that follow each other in one marked table, captions in merged rows.
    Together,
    /// Each table broken in two after its fifth row, the header printed again.
    Broken,
    /// The whole report as one marked table, its text in rows of one cell, as a sheet is saved as a web page.
    Whole,
}

/// As many columns as the widest table has.
const WIDEST: u32 = 15;

/// A report read from text, as a document with marked tables.
fn marked(text: &str, checked: &Checked, style: Style) -> Document {
    let catalog = support::catalog();
    let form = &catalog.forms[checked.report.edition.form.expect("the edition is known")];
    let source = &checked.source;
    document(|sheet| {
        let mut tables = checked.report.tables.iter().peekable();
        let mut pending: Vec<Vec<Mark>> = Vec::new();
        let mut line = 0;
        while line < source.line_count() {
            let span = source.line(line);
            if let Some(table) = tables.next_if(|table| table.span.start() <= span.end()) {
                let rows = grid(form, table, source.text());
                let caption = table.caption.map(|caption| source.slice(caption));
                let first =
                    table.columns.iter().map(|column| column.span.start()).chain(table.rows.iter().map(|row| row.label.start())).min();
                let beneath = line + 1..first.map_or(line, |first| source.line_at(first));
                let beneath = beneath
                    .filter(|_| caption.is_some())
                    .map(|line| source.slice(source.line(line)).trim())
                    .filter(|line| !line.is_empty());
                match style {
                    Style::Together | Style::Whole => {
                        pending.extend(caption.map(|caption| vec![mark(caption, 1, width(&rows))]));
                        pending.extend(beneath.map(|line| vec![mark(line, 1, width(&rows))]));
                        pending.extend(rows);
                    }
                    Style::Apart | Style::Broken => {
                        caption.into_iter().chain(beneath).for_each(|line| sheet.paragraph(line));
                        let head = header_rows(form, table);
                        let cut = (head + 5).min(rows.len());
                        if style == Style::Broken
                            && head > 0
                            && cut < rows.len()
                            && !rows[..cut].iter().any(|row| row.iter().any(|cell| cell.1 > 4))
                        {
                            sheet.table(&rows[..cut]);
                            sheet.paragraph("— 3 —");
                            let again: Vec<_> = rows[..head].iter().chain(&rows[cut..]).cloned().collect();
                            sheet.table(&again);
                        } else {
                            sheet.table(&rows);
                        }
                    }
                }
                line = source.line_at(table.span.end()) + 1;
                continue;
            }
            let line_of_text = text[span.range()].trim();
            if style == Style::Whole && !line_of_text.is_empty() {
                pending.push(vec![mark(line_of_text, 1, WIDEST)]);
            } else if !line_of_text.is_empty() {
                if !pending.is_empty() {
                    sheet.table(&std::mem::take(&mut pending));
                }
                sheet.paragraph(line_of_text);
            }
            line += 1;
        }
        if !pending.is_empty() {
            sheet.table(&pending);
        }
    })
}

fn compare(name: &str, text: &str) {
    let read = check(text);
    if read.report.edition.form.is_none() {
        return;
    }
    for style in [Style::Apart, Style::Together, Style::Broken, Style::Whole] {
        let again = check_document(marked(text, &read, style));
        let (expected, got) = (figures(&read), figures(&again));
        let missing: Vec<_> = expected.iter().filter(|cell| !got.contains(cell)).collect();
        let surplus: Vec<_> = got.iter().filter(|cell| !expected.contains(cell)).collect();
        let unread = again.report.unread.iter().map(|unread| unread.reason.en.clone()).collect::<Vec<_>>().join("\n");
        assert!(
            missing.is_empty() && surplus.is_empty() && expected.len() == got.len(),
            "{name} {style:?}\nnot read: {missing:#?}\nread instead: {surplus:#?}\n{unread}\n{}",
            again.source.text()
        );
        assert_eq!(read.report.unread.len(), again.report.unread.len(), "{name} {style:?}\n{unread}");
        let (expected, got) = (findings(&read), findings(&again));
        let missing: Vec<_> = expected.iter().filter(|finding| !got.contains(finding)).collect();
        let surplus: Vec<_> = got.iter().filter(|finding| !expected.contains(finding)).collect();
        assert!(missing.is_empty() && surplus.is_empty(), "{name} {style:?}\nnot found: {missing:#?}\nfound instead: {surplus:#?}");
        assert_eq!(read.verdict, again.verdict, "{name} {style:?}");
    }
}

#[test]
fn real_reports_read_alike_from_marked_tables() {
    for name in support::REPORTS {
        compare(name, &report(name));
    }
}

#[test]
fn clean_reports_of_every_edition_read_alike_from_marked_tables() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/clean");
    for entry in std::fs::read_dir(folder).expect("the test made it so") {
        let name = entry.expect("the test made it so").file_name().into_string().expect("the test made it so");
        if name != "expected.txt" {
            compare(&name, &data(&format!("clean/{name}")));
        }
    }
}

/// Table 3 of 2021 with figures that tie out: labels and seven values.
const TABLE_3: &str = include_str!("support/table_3.txt");

const COLUMNS: [&str; 5] = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"];

/// Rows of table 3 as published: the labels of groups merged beside their rows.
fn published() -> Vec<Vec<Mark>> {
    let mut rows = vec![
        vec![mark("", 3, 3), mark("申请人情况", 1, 7)],
        vec![mark("自然人", 2, 1), mark("法人或其他组织", 1, 5), mark("总计", 2, 1)],
        row(&COLUMNS),
    ];
    for line in TABLE_3.lines() {
        let (label, values) = line.split_once(' ').expect("the test made it so");
        let mut cells = match label {
            "（一）予以公开" => vec![mark("三、本年度办理结果", 22, 1), mark(label, 1, 2)],
            "1.属于国家秘密" => vec![mark("（三）不予公开", 8, 1), mark(label, 1, 1)],
            "1.本机关不掌握相关政府信息" => vec![mark("（四）无法提供", 3, 1), mark(label, 1, 1)],
            "1.信访举报投诉类申请" => vec![mark("（五）不予处理", 5, 1), mark(label, 1, 1)],
            _ if label.starts_with("1.申请人") => vec![mark("（六）其他处理", 3, 1), mark(label, 1, 1)],
            _ if label.starts_with('（') => vec![mark(label, 1, 2)],
            _ if label.starts_with(['一', '二', '四']) => vec![mark(label, 1, 3)],
            _ => vec![mark(label, 1, 1)],
        };
        cells.extend(values.split(' ').map(|value| mark(value, 1, 1)));
        rows.push(cells);
    }
    rows
}

fn with_table(rows: &[Vec<Mark>]) -> Checked {
    check_document(document(|sheet| {
        sheet.paragraph("某县2021年政府信息公开工作年度报告");
        sheet.paragraph("三、收到和处理政府信息公开申请情况");
        sheet.table(rows);
        sheet.paragraph("四、政府信息公开行政复议、行政诉讼情况");
    }))
}

fn assert_table_3_is_read(checked: &Checked) {
    let read = figures(checked);
    assert!(checked.report.unread.is_empty(), "{:#?}", checked.report.unread);
    assert_eq!(read.len(), 25 * 7, "{read:#?}");
    for cell in [
        "requests.new\tnatural_person\tNUMBER\t10\t",
        "requests.new\ttotal\tNUMBER\t13\t",
        "outcome.granted\tlegal_person.public_welfare\tNUMBER\t1\t",
        "outcome.other.misc\tlegal_person.other\tNUMBER\t0\t",
        "outcome.total\tnatural_person\tNUMBER\t10\t",
    ] {
        assert!(read.contains(&cell.to_owned()), "{cell} {read:#?}");
    }
}

/// Nothing of table 3 is given a column.
fn assert_nothing_is_guessed(checked: &Checked, rows: &[&str]) {
    let read = figures(checked);
    for row in rows {
        assert!(read.iter().filter(|cell| cell.starts_with(row)).all(|cell| cell.contains("\t?\t")), "{row} {read:#?}");
    }
    assert!(!checked.report.unread.is_empty());
    assert_ne!(checked.verdict, Some(gouji_core::finding::Verdict::Pass));
}

#[test]
fn the_published_layout_is_read() {
    assert_table_3_is_read(&with_table(&published()));
}

#[test]
fn labels_that_were_not_merged_are_read() {
    let mut rows = published();
    for row in &mut rows[3..] {
        let labels = row.len() - 7;
        let width: u32 = row[..labels].iter().map(|cell| cell.2).sum();
        row[..labels].iter_mut().for_each(|cell| (cell.1, cell.2) = (1, 1));
        // Blank cells where merged ones reached.
        let covered = 3 - width as usize;
        row.splice(labels..labels, std::iter::repeat_n(mark("", 1, 1), 3 - covered - labels));
        row.splice(0..0, std::iter::repeat_n(mark("", 1, 1), covered));
    }
    assert_table_3_is_read(&with_table(&rows));
}

#[test]
fn a_header_without_its_corner_cell_shifts_nothing() {
    let mut rows = published();
    rows[0].remove(0);
    assert_table_3_is_read(&with_table(&rows));
    let mut rows = published();
    rows.remove(0);
    assert_table_3_is_read(&with_table(&rows));
}

#[test]
fn a_column_that_counts_rows_and_a_column_of_remarks_change_nothing() {
    let mut rows = published();
    rows[0].insert(0, mark("序号", 3, 1));
    rows[0].push(mark("备注", 3, 1));
    for (number, row) in (1..).zip(&mut rows[3..]) {
        row.insert(0, mark(number.to_string(), 1, 1));
        row.push(mark("", 1, 1));
    }
    assert_table_3_is_read(&with_table(&rows));
    rows[9].last_mut().expect("the test made it so").0 = "见说明".to_owned();
    let checked = with_table(&rows);
    assert_eq!(figures(&checked).len(), 25 * 7);
    assert_eq!(checked.report.unread.len(), 1, "{:#?}", checked.report.unread);
    assert!(checked.report.unread[0].reason.zh.contains("备注"));
}

#[test]
fn numbers_before_all_rows_are_no_figures() {
    let mut rows = published();
    for (number, row) in (7..).zip(&mut rows) {
        row.insert(0, mark(number.to_string(), 1, 1));
    }
    assert_table_3_is_read(&with_table(&rows));
    // A heading between two tables has no number, and the second counts anew.
    let next = vec![mark("", 1, 1), mark("四、政府信息公开行政复议、行政诉讼情况", 1, 1)];
    let checked = with_table(&[&[next], rows.as_slice()].concat());
    let headings: Vec<&str> = checked.report.sections.iter().map(|section| section.ordinal.as_str()).collect();
    assert_eq!(headings, ["三、", "四、", "四、"]);
    // What does not count is a figure of nobody knows what.
    rows[4][0].0 = "90".to_owned();
    assert!(!with_table(&rows).report.unread.is_empty());
}

#[test]
fn a_row_whose_label_is_cut_in_two_is_not_missing() {
    let mut rows = published();
    let has = |row: &[Mark], label: &str| row.iter().any(|cell| cell.0.contains(label));
    let at = rows.iter().position(|row| has(row, "没有现成信息")).expect("the test made it so");
    rows.remove(at);
    rows[at - 1].iter_mut().for_each(|cell| cell.1 -= u32::from(cell.0.contains("无法提供")));
    let clean = with_table(&rows);
    assert!(findings(&clean).iter().any(|finding| finding.starts_with("FORM-ROW-MISSING Error")), "{:#?}", findings(&clean));
    rows[at - 1].last_mut().expect("the test made it so").0 = "2.没有现成信息".to_owned();
    let checked = with_table(&rows);
    assert!(checked.report.unread.iter().any(|unread| unread.reason.zh.contains("“2.没有现成信息”")), "{:#?}", checked.report.unread);
    assert!(!findings(&checked).iter().any(|finding| finding.starts_with("FORM-ROW-MISSING Error")), "{:#?}", findings(&checked));
}

#[test]
fn a_row_that_lost_a_cell_is_not_guessed() {
    let mut rows = published();
    rows[3].remove(3);
    let checked = with_table(&rows);
    assert_nothing_is_guessed(&checked, &["requests.new"]);
    assert_eq!(figures(&checked).iter().filter(|cell| cell.contains("\t?\t")).count(), 6);
}

#[test]
fn a_value_merged_over_columns_or_rows_is_not_guessed() {
    let mut rows = published();
    rows[3].splice(1..3, [mark("12", 1, 2)]);
    assert_nothing_is_guessed(&with_table(&rows), &["requests.new"]);
    let mut rows = published();
    rows[3][1].1 = 2;
    rows[4].remove(1);
    assert_nothing_is_guessed(&with_table(&rows), &["requests.new", "requests.carried_in"]);
}

#[test]
fn a_merged_blank_is_blank_in_every_cell() {
    let mut rows = published();
    rows[4].truncate(1);
    rows[4].push(mark("", 1, 7));
    let checked = with_table(&rows);
    assert!(checked.report.unread.is_empty(), "{:#?}", checked.report.unread);
    let read = figures(&checked);
    assert_eq!(read.iter().filter(|cell| cell.starts_with("requests.carried_in") && cell.contains("\tBLANK\t")).count(), 7, "{read:#?}");
}

#[test]
fn empty_places_of_a_sheet_are_blank_and_missing_cells_of_a_page_are_absent() {
    let mut rows = published();
    rows[4].truncate(1);
    let absent = |checked: &Checked| {
        let row = |statistic: &&gouji_core::report::Statistic| statistic.row == 1 && statistic.table.0 == 4;
        let values: Vec<_> = checked.report.statistics.iter().filter(row).map(|statistic| statistic.value.clone()).collect();
        values
    };
    let page = with_table(&rows);
    assert_eq!(absent(&page), vec![gouji_core::report::CellValue::Absent; 7], "{:#?}", page.report.unread);
    let sheet = check_document(document(|sheet| {
        sheet.place = |_, row, column| Place::Sheet { sheet: 0, row, column };
        sheet.builder.sheet("Sheet1");
        sheet.table(&[vec![vec![mark("某县2021年政府信息公开工作年度报告", 1, 10)]], rows.clone()].concat());
    }));
    assert_eq!(absent(&sheet), vec![gouji_core::report::CellValue::Blank; 7], "{:#?}", sheet.report.unread);
    assert_eq!(sheet.report.year.year, Some(2021));
}

#[test]
fn a_frame_around_text_is_text() {
    let text = data("clean/gb2021-county-government-tabs.txt");
    let read = check(&text);
    let plain = document(|sheet| {
        let lines: Vec<_> = text.lines().filter(|line| !line.contains('\t') && !line.trim().is_empty()).collect();
        lines.iter().for_each(|line| sheet.paragraph(line.trim()));
    });
    let one = document(|sheet| {
        let lines = text.lines().filter(|line| !line.contains('\t') && !line.trim().is_empty());
        sheet.table(&lines.map(|line| row(&[line.trim()])).collect::<Vec<_>>());
    });
    let two = document(|sheet| {
        let lines = text.lines().filter(|line| !line.contains('\t') && !line.trim().is_empty());
        sheet.table(&lines.map(|line| row(&["", line.trim(), ""])).collect::<Vec<_>>());
    });
    let (plain, one, two) = (check_document(plain), check_document(one), check_document(two));
    let headings = |checked: &Checked| checked.report.sections.iter().map(|section| section.heading.clone()).collect::<Vec<_>>();
    for framed in [&one, &two] {
        assert_eq!(headings(framed), headings(&plain));
        assert_eq!(framed.report.year.year, read.report.year.year);
        assert_eq!(framed.report.organization.as_ref().map(|body| &body.name), read.report.organization.as_ref().map(|body| &body.name));
        assert_eq!(framed.report.paragraphs.len(), plain.report.paragraphs.len());
    }
}

/// The same sheet as text apart by tabs, by commas and by bars, and as one marked table: headings, paragraphs and tables
/// all stand in its rows.
#[test]
fn a_whole_sheet_reads_alike_in_every_way_that_it_is_saved() {
    for (name, added) in [("as it is", ""), ("with a row of its own", "\t\t9.新增的一项\t\t\t\t\t\t\t\n")] {
        let tabs = data("clean/gb2021-subdistrict-from-a-spreadsheet.txt");
        let tabs = tabs.replacen("\t（四）无法提供", &format!("{added}\t（四）无法提供"), 1);
        assert!(tabs.contains(added), "the row before which one is added");
        let rows: Vec<Vec<&str>> = tabs.lines().map(|line| line.split('\t').collect()).collect();
        let width = rows.iter().map(Vec::len).max().unwrap();
        let lines = |row: &dyn Fn(&mut dyn Iterator<Item = &str>) -> String| {
            rows.iter().map(|cells| row(&mut cells.iter().copied().chain(std::iter::repeat("")).take(width))).collect::<String>()
        };
        let commas = lines(&|cells| format!("{}\n", cells.collect::<Vec<_>>().join(",")));
        let bars = lines(&|cells| cells.map(|cell| format!("| {cell} ")).collect::<String>() + "|\n");
        let marked = document(|sheet| {
            let cell = |text: &&str| ((*text).to_owned(), 1, 1);
            let rows: Vec<Vec<Mark>> = rows.iter().map(|cells| cells.iter().map(cell).collect()).collect();
            sheet.table(&rows);
        });
        let expected = check(&tabs);
        let headings = |checked: &Checked| checked.report.sections.iter().map(|section| section.heading.clone()).collect::<Vec<_>>();
        let added_rows = findings(&expected).iter().filter(|finding| finding.starts_with("FORM-ROW-EXTRA Info")).count();
        assert_eq!(added_rows, usize::from(!added.is_empty()), "{name}: {:?}", findings(&expected));
        assert!(headings(&expected).len() >= 6);
        for (way, checked) in [("commas", check(&commas)), ("bars", check(&bars)), ("marked", check_document(marked))] {
            assert_eq!(headings(&checked), headings(&expected), "{name}, {way}");
            assert_eq!(figures(&checked), figures(&expected), "{name}, {way}");
            assert_eq!(findings(&checked), findings(&expected), "{name}, {way}");
        }
    }
}

#[test]
fn groups_beside_the_rows_tell_rows_of_one_name_apart() {
    let rows = vec![
        row(&["统计指标", "", "单位", "统计数"]),
        vec![mark("四、行政复议数量", 2, 1), mark("（一）维持具体行政行为数", 1, 1), mark("件", 1, 1), mark("1", 1, 1)],
        row(&["（二）被依法纠错数", "件", "2"]),
        vec![mark("五、行政诉讼数量", 2, 1), mark("（二）被依法纠错数", 1, 1), mark("件", 1, 1), mark("3", 1, 1)],
        row(&["（三）其他情形数", "件", "4"]),
    ];
    let checked = check_document(document(|sheet| {
        sheet.paragraph("某县2016年政府信息公开工作年度报告");
        sheet.table(&rows);
    }));
    let read = figures(&checked);
    for cell in [
        "review.upheld\tvalue\tNUMBER\t1\t件",
        "review.corrected\tvalue\tNUMBER\t2\t件",
        "litigation.corrected\tvalue\tNUMBER\t3\t件",
        "litigation.other\tvalue\tNUMBER\t4\t件",
    ] {
        assert!(read.contains(&cell.to_owned()), "{cell} {read:#?}");
    }
}

#[test]
fn one_value_beneath_a_merged_head_is_read_where_only_one_is_filled() {
    let table = |values: [&str; 3]| {
        let rows = vec![
            vec![mark("第二十条第（五）项", 1, 4)],
            vec![mark("信息内容", 1, 1), mark("本年处理决定数量", 1, 3)],
            row(&["行政许可", values[0], values[1], values[2]]),
        ];
        check_document(document(|sheet| {
            sheet.paragraph("某县2021年政府信息公开工作年度报告");
            sheet.table(&rows);
        }))
    };
    assert_eq!(figures(&table(["", "5", ""])), ["matters.licensing\tdecisions\tNUMBER\t5\t"]);
    let both = table(["5", "6", ""]);
    assert!(figures(&both).iter().all(|cell| cell.contains("\t?\t")), "{:#?}", figures(&both));
    assert!(!both.report.unread.is_empty());
}
