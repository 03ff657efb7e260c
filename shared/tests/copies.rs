//! Whole reports as they come out of browsers, word processors, spreadsheets and PDF readers.
//!
//! Each `tests/data/copies/*.txt` has the figures that were printed in it beside it, in `*.cells.tsv`.

mod support;

use std::path::Path;

use gouji_core::report::{Unread, UnreadKind};
use support::{cells, check, data};

/// Names of the copies, without their endings.
fn copies() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/copies");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the copies are there")
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".txt").map(str::to_owned))
        .collect();
    names.sort();
    names
}

#[test]
fn every_printed_figure_of_every_copy_is_read_and_no_other() {
    let mut wrong = Vec::new();
    let names = copies();
    assert!(!names.is_empty());
    for name in names {
        let checked = check(&data(&format!("copies/{name}.txt")));
        let mut read: Vec<String> = cells(&checked).into_iter().map(|cell| cell.1).collect();
        let mut printed: Vec<String> = data(&format!("copies/{name}.cells.tsv")).lines().skip(1).map(str::to_owned).collect();
        read.sort();
        printed.sort();
        let missing: Vec<_> = printed.iter().filter(|cell| !read.contains(cell)).take(5).collect();
        let surplus: Vec<_> = read.iter().filter(|cell| !printed.contains(cell)).take(5).collect();
        // A row of a trimmed sheet that ends early is read, and told because it may have lost a cell.
        let is_doubted = |unread: &Unread| {
            let mut row = checked.report.statistics.iter().filter(|it| (Some(it.table), Some(it.row)) == (unread.table, unread.row));
            unread.kind == UnreadKind::Columns && row.any(|statistic| statistic.doubtful)
        };
        let unread: Vec<_> = checked.report.unread.iter().filter(|unread| !is_doubted(unread)).take(5).collect();
        if read != printed || !unread.is_empty() {
            let unread: Vec<_> = unread.iter().map(|unread| &unread.reason.en).collect();
            wrong.push(format!("{name}: not read {missing:#?}, read instead {surplus:#?}, unread {unread:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn figures_of_a_row_whose_label_was_torn_are_said_to_be_unread() {
    let text = data("copies/2021-page-rows.txt")
        .replace("\n（四）无法提供", "\n无法归入的一行文字\n某项另行统计的情形\t1\t2\t3\t4\t5\t6\t21\n（四）无法提供");
    let checked = check(&text);
    let said = checked.report.unread.iter().filter(|unread| unread.span.is_some_and(|span| checked.source.slice(span) == "21")).count();
    assert_eq!(said, 1, "{:#?}", checked.report.unread);
}

#[test]
fn tables_run_together_are_unread_and_not_missing() {
    let text: String = data("copies/2021-page-rows.txt").replace('\t', "，");
    let checked = check(&text);
    let read = cells(&checked);
    assert!(read.is_empty(), "{read:#?}");
    assert!(checked.report.statistics.iter().all(|statistic| statistic.table.0 > 4), "no cell of a printed table is called absent");
    assert_ne!(checked.verdict, Some(gouji_core::finding::Verdict::Pass));
}

#[test]
fn a_figure_with_a_full_stop_is_no_ordinal_of_the_next_row() {
    let text = "青山县2022年政府信息公开工作年度报告\n第二十条第（六）项\n信息内容\t本年处理决定数量\n行政处罚：\t12.\n行政强制：\t7\n";
    let read: Vec<String> = cells(&check(text)).into_iter().map(|cell| cell.1).collect();
    assert_eq!(read, ["matters.penalty\tdecisions\tTEXT\t\t", "matters.coercion\tdecisions\tNUMBER\t7\t"]);
}
