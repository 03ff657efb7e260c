//! Merged cells as programs flatten them: left empty, or copied into every place that they took. The same cells must come out.

mod support;

use gouji_core::finding::Finding;
use gouji_documents::{Area, Builder, Document, Limits, Place};
use support::{cells, check, check_document};

/// A cell that belongs to the one on its left.
const LEFT: &str = "<";
/// A cell that belongs to the one above it.
const UP: &str = "^";

/// The parts of tables 3 and 4 of 2021 that have merged cells of every kind, as rows of ten and of fifteen cells.
const TABLE_3: &[&str] = &[
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） < < 申请人情况 < < < < < <",
    "^ < < 自然人 法人或其他组织 < < < < 总计",
    "^ < < ^ 商业企业 科研机构 社会公益组织 法律服务机构 其他 ^",
    "一、本年新收政府信息公开申请数量 < < 10 2 0 1 0 0 13",
    "二、上年结转政府信息公开申请数量 < < 1 0 0 0 0 0 1",
    "三、本年度办理结果 （一）予以公开 < 5 1 0 1 0 0 7",
    "^ （二）部分公开 < 2 0 0 0 0 0 2",
    "^ （三）不予公开 1.属于国家秘密 1 0 0 0 0 0 1",
    "^ ^ 2.其他法律行政法规禁止公开 1 1 0 0 0 0 2",
    "^ （七）总计 < 9 2 0 1 0 0 12",
    "四、结转下年度继续办理 < < 2 0 0 0 0 0 2",
];
const TABLE_4: &[&str] = &[
    "行政复议 < < < < 行政诉讼 < < < < < < < < <",
    "结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 < < < < 复议后起诉 < < < <",
    "^ ^ ^ ^ ^ 结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计",
    "1 0 0 2 3 0 0 1 0 1 0 4 0 0 4",
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Merged {
    Empty,
    Copied,
}

/// The printed rows of a table.
fn rows(table: &[&str], merged: Merged) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in table {
        let mut row: Vec<String> = Vec::new();
        for (at, cell) in line.split(' ').enumerate() {
            let copied = match cell {
                LEFT => row[at - 1].clone(),
                UP => rows[rows.len() - 1][at].clone(),
                cell => cell.to_owned(),
            };
            row.push(copied);
        }
        rows.push(row);
    }
    if merged == Merged::Empty {
        for (row, line) in rows.iter_mut().zip(table) {
            for (cell, _) in row.iter_mut().zip(line.split(' ')).filter(|(_, mark)| [LEFT, UP].contains(mark)) {
                cell.clear();
            }
        }
    }
    rows
}

/// A report with both tables, each row put on a line.
fn report(merged: Merged, line: impl Fn(&[String]) -> String) -> String {
    let table = |table: &[&str]| rows(table, merged).iter().map(|row| format!("{}\n", line(row))).collect::<String>();
    format!(
        "某县2021年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n{}四、政府信息公开行政复议、行政诉讼情况\n{}五、存在的主要问题及改进情况\n",
        table(TABLE_3),
        table(TABLE_4)
    )
}

fn read(text: &str) -> Vec<String> {
    let checked = check(text);
    assert!(checked.report.unread.is_empty(), "{text}\n{:#?}", checked.report.unread);
    let mut cells: Vec<String> = cells(&checked).into_iter().map(|cell| cell.1).collect();
    cells.sort();
    cells
}

fn expected() -> Vec<String> {
    let read = read(&report(Merged::Empty, |row| format!("|{}|", row.join("|"))));
    assert_eq!(read.len(), 8 * 7 + 15);
    for cell in [
        "requests.new\tnatural_person\tNUMBER\t10\t",
        "outcome.refused.law_prohibited\tlegal_person.enterprise\tNUMBER\t1\t",
        "requests.carried_out\ttotal\tNUMBER\t2\t",
        "review.pending\tvalue\tNUMBER\t2\t",
        "litigation.after_review.corrected\tvalue\tNUMBER\t4\t",
    ] {
        assert!(read.contains(&cell.to_owned()), "{cell}: {read:#?}");
    }
    read
}

#[test]
fn merged_cells_left_empty_or_copied_change_nothing() {
    for merged in [Merged::Empty, Merged::Copied] {
        for (what, text) in [
            ("tabs", report(merged, |row| row.join("\t"))),
            ("bars", report(merged, |row| row.join("|"))),
            ("bars with blanks", report(merged, |row| row.join(" | "))),
            ("borders", report(merged, |row| format!("| {} |", row.join(" | ")))),
            ("commas", report(merged, |row| row.join(","))),
            ("commas and marks", report(merged, |row| row.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(","))),
        ] {
            assert_eq!(read(&text), expected(), "{merged:?} {what}");
        }
    }
}

#[test]
fn copies_are_told_where_blanks_part_the_cells() {
    for gap in ["  ", "\u{3000}\u{3000}"] {
        assert_eq!(read(&report(Merged::Copied, |row| row.join(gap))), expected());
        // A label of a group beside a row that lost its blanks is not a row of its own.
        let lost = check(&report(Merged::Copied, |row| row.iter().filter(|cell| *cell != "0").cloned().collect::<Vec<_>>().join(gap)));
        let extra = |finding: &Finding| support::catalog().rule(finding.rule).code == "FORM-ROW-EXTRA";
        assert!(!lost.judgement.findings.iter().any(extra));
    }
}

#[test]
fn a_column_head_printed_twice_is_no_copy() {
    let text = "某县2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容|本年制发件数|本年制发件数|现行有效件数\n规章|0|0|0\n行政规范性文件||5|7\n";
    let checked = check(text);
    assert!(!checked.report.unread.is_empty());
    let in_force = cells(&checked).into_iter().any(|cell| cell.1.starts_with("documents.normative\tin_force\tNUMBER\t5"));
    assert!(!in_force, "nothing moves to another column");
}

#[test]
fn equal_figures_beside_each_other_stay_apart() {
    let text = "某县2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容,本年制发件数,本年废止件数,现行有效件数\n规章,0,0,0\n行政规范性文件,7,7,7\n";
    assert_eq!(read(text).iter().filter(|cell| cell.starts_with("documents.normative\t") && cell.contains("\t7\t")).count(), 3);
}

#[test]
fn an_empty_first_cell_of_the_only_row_is_a_cell() {
    let with = |gap: &str| {
        report(Merged::Empty, |row| row.join(gap)).replace(&["1", "0", "0", "2", "3"].join(gap), &["", "0", "0", "2", "3"].join(gap))
    };
    for gap in ["\t", "|", ","] {
        let read = read(&with(gap));
        for cell in
            ["review.upheld\tvalue\tBLANK\t\t", "review.pending\tvalue\tNUMBER\t2\t", "litigation.after_review.total\tvalue\tNUMBER\t4\t"]
        {
            assert!(read.contains(&cell.to_owned()), "{gap:?} {cell}: {read:#?}");
        }
    }
}

#[test]
fn a_whole_report_saved_as_comma_separated_values_is_read() {
    let field = |text: &str| if text.contains([',', '\n', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() };
    let mut text = String::new();
    let mut line = |cells: &[&str]| {
        let mut fields: Vec<String> = cells.iter().map(|cell| field(cell)).collect();
        fields.resize(10, String::new());
        text.push_str(&fields.join(","));
        text.push_str("\r\n");
    };
    line(&["某县2021年政府信息公开工作年度报告"]);
    line(&["一、总体情况"]);
    line(&["2021年,我县共收到申请13件,办结12件,其中\"予以公开\"7件。"]);
    line(&["三、收到和处理政府信息公开申请情况"]);
    for row in rows(TABLE_3, Merged::Empty) {
        let row: Vec<&str> = row.iter().map(|cell| if cell == "10" { "1,010" } else { cell.as_str() }).collect();
        let broken: Vec<String> = row.iter().map(|cell| cell.replace("本年新收", "本年新收\n")).collect();
        line(&broken.iter().map(String::as_str).collect::<Vec<_>>());
    }
    line(&["四、政府信息公开行政复议、行政诉讼情况"]);
    let checked = check(&text);
    assert!(checked.report.unread.is_empty(), "{text}\n{:#?}", checked.report.unread);
    assert!(cells(&checked).iter().any(|cell| cell.1 == "requests.new\tnatural_person\tNUMBER\t1010\t"));
    let heading = |section: &gouji_core::report::Section| section.heading.clone();
    assert_eq!(
        checked.report.sections.iter().map(heading).collect::<Vec<_>>(),
        ["总体情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况"]
    );
    assert!(!checked.report.claims.list.is_empty(), "the running text is read too");
}

#[test]
fn running_text_with_commas_is_no_table() {
    let text = "某县2018年政府信息公开工作年度报告\n一、概述\n2018年,我县主动公开政府信息813条,其中规范性文件5件\n一是加强领导,落实责任,2名干部专职\n规章,规范性文件,其他文件均已公开\n";
    let checked = check(text);
    assert!(checked.report.tables.is_empty(), "{:#?}", checked.report.tables);
}

/// A sheet with everything in it: headings in cells of their own, tables without marks of what was merged.
fn sheet(merged: Merged) -> Document {
    let limits = Limits::default();
    let mut builder = Builder::new("text/html", "UTF-8", &limits);
    builder.start_table();
    let text = report(merged, |row| row.join("\t"));
    for (row, line) in (0..).zip(text.lines()) {
        for (column, cell) in (0..).zip(line.split('\t')).filter(|(_, cell)| !cell.is_empty()) {
            let area = Area { row, column, rows: 1, columns: 1 };
            builder.cell(area, cell, Place::Sheet { sheet: 0, row: row + 1, column: column + 1 }).expect("the test made it so");
        }
    }
    builder.end_table();
    builder.finish()
}

#[test]
fn sheets_without_marks_of_what_was_merged_read_alike() {
    for merged in [Merged::Empty, Merged::Copied] {
        let checked = check_document(sheet(merged));
        assert!(checked.report.unread.is_empty(), "{merged:?}\n{:#?}", checked.report.unread);
        let mut read: Vec<String> = cells(&checked).into_iter().map(|cell| cell.1).collect();
        read.sort();
        assert_eq!(read, expected(), "{merged:?}");
    }
}
