//! One table in many dialects: the same cells must come out of each, or be said to be unknown.

mod support;

use gouji_core::finding::Verdict;
use support::{agreed, cells, check, report};

/// A report taken apart: running text, and tables as rows of cells.
enum Block {
    Text(String),
    Row(Vec<String>),
}

/// Takes a tab-led report apart, by its separators alone.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let flush = |row: &mut Vec<String>, blocks: &mut Vec<Block>| {
        if !row.is_empty() {
            blocks.push(Block::Row(std::mem::take(row)));
        }
    };
    for line in text.lines() {
        if let Some(cell) = line.strip_prefix('\t') {
            row.push(cell.to_owned());
        } else if line.is_empty() || row.is_empty() {
            flush(&mut row, &mut blocks);
            blocks.push(Block::Text(line.to_owned()));
        } else {
            row.last_mut().expect("a cell was begun").push_str(line);
        }
    }
    flush(&mut row, &mut blocks);
    blocks
}

fn render(blocks: &[Block], row: impl Fn(&[String]) -> String) -> String {
    blocks
        .iter()
        .map(|block| match block {
            Block::Text(text) => format!("{text}\n"),
            Block::Row(cells) => row(&cells.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>()),
        })
        .collect()
}

/// Cells without their lines.
fn figures(set: Vec<(u32, String)>) -> Vec<String> {
    let mut figures: Vec<String> = set.into_iter().map(|cell| cell.1).collect();
    figures.sort();
    figures
}

/// The cells of a text, and those of the report it was made from.
fn compare(name: &str, variant: &str, what: &str) {
    let (read, agreed) = (figures(cells(&check(variant))), figures(agreed(name)));
    let missing: Vec<_> = agreed.iter().filter(|cell| !read.contains(cell)).collect();
    let surplus: Vec<_> = read.iter().filter(|cell| !agreed.contains(cell)).collect();
    assert!(
        missing.is_empty() && surplus.is_empty() && read.len() == agreed.len(),
        "{name} as {what}\nnot read: {missing:#?}\nread instead: {surplus:#?}\n{}",
        check(variant).report.unread.iter().map(|u| u.reason.en.clone()).collect::<Vec<_>>().join("\n")
    );
}

const TAB_LED: [&str; 3] = ["000", "003", "004"];

#[test]
fn rows_on_a_line_read_like_cells_on_a_line() {
    for name in TAB_LED {
        let blocks = blocks(&report(name));
        compare(name, &render(&blocks, |cells| format!("{}\n", cells.join(" | "))), "bars between");
        compare(name, &render(&blocks, |cells| format!("| {} |\n", cells.join(" | "))), "Markdown");
        compare(name, &render(&blocks, |cells| format!("{}\n", cells.join("\t"))), "tabs between");
        compare(name, &render(&blocks, |cells| format!("{}\n", cells.join("｜"))), "full-width bars");
    }
}

#[test]
fn markdown_rules_are_no_cells() {
    let blocks = blocks(&report("004"));
    let text = render(&blocks, |cells| {
        let rule = if cells[0].contains("统") { "|---|:--:|--:|\n" } else { "" };
        format!("| {} |\n{rule}", cells.join(" | "))
    });
    assert!(text.contains("|---|"));
    compare("004", &text, "Markdown with a rule");
}

#[test]
fn cells_ended_by_bars_read_without_row_ends() {
    for name in ["000", "004"] {
        let blocks = blocks(&report(name));
        compare(name, &render(&blocks, |cells| cells.iter().map(|cell| format!("{cell} |\n")).collect()), "cells ended by bars");
    }
}

#[test]
fn line_ends_marks_and_widths_do_not_matter() {
    for name in support::REPORTS {
        let text = report(name);
        compare(name, &text.replace('\n', "\r\n"), "CRLF");
        compare(name, &format!("\u{feff}{text}"), "byte order mark");
        compare(name, &text.replace(' ', "\u{a0}"), "no-break blanks");
    }
}

fn widen(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap_or(c) } else { c }).collect()
}

#[test]
fn full_width_digits_are_the_same_numbers() {
    for name in support::REPORTS {
        compare(name, &widen(&report(name)), "full-width digits");
    }
}

#[test]
fn page_numbers_and_chrome_among_the_rows_are_set_aside() {
    let mut count = 0;
    let text: String = report("000")
        .lines()
        .map(|line| {
            count += 1;
            if count % 40 == 0 && line.is_empty() { "— 3 —\n\n".to_owned() } else { format!("{line}\n") }
        })
        .collect();
    assert!(text.contains("— 3 —"));
    compare("000", &text, "page numbers between rows");
}

#[test]
fn tables_may_stand_before_the_prose() {
    for name in ["000", "002", "004"] {
        let text = report(name);
        let at = text.rfind("附件").filter(|_| name != "002").or_else(|| text.find("附件\n")).expect("the table is announced");
        compare(name, &format!("{}\n{}", &text[at..], &text[..at]), "tables first");
    }
}

#[test]
fn a_report_on_one_line_is_read_as_far_as_its_separators_go() {
    for name in ["000", "001", "002", "004"] {
        let text = report(name).replace("\r\n", " ").replace('\n', " ");
        compare(name, &text, "one line");
    }
}

#[test]
fn columns_in_another_order_keep_their_meaning() {
    let blocks = blocks(&report("004"));
    let text = render(&blocks, |cells| match cells {
        [label, unit, value] => format!("{label} | {value} | {unit}\n"),
        cells => format!("{}\n", cells.join(" | ")),
    });
    compare("004", &text, "value before unit");
}

#[test]
fn rows_in_another_order_keep_their_meaning() {
    let text = report("004");
    let (head, tail) = text.split_once("\t二、回应解读情况").expect("the row is there");
    let (second, rest) = tail.split_once("\t三、依申请公开情况").expect("the row is there");
    let moved = format!("{head}\t三、依申请公开情况{rest}\n\n\t二、回应解读情况{second}");
    compare("004", &moved, "second part last");
}

/// A full table 3 of 2021 with figures that tie out, as rows of seven.
fn table_3() -> String {
    let rows = [
        ("一、本年新收政府信息公开申请数量", "10 2 0 1 0 0 13"),
        ("二、上年结转政府信息公开申请数量", "1 0 0 0 0 0 1"),
        ("（一）予以公开", "5 1 0 1 0 0 7"),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "1 0 0 0 0 0 1"),
        ("1.属于国家秘密", "0 0 0 0 0 0 0"),
        ("2.其他法律行政法规禁止公开", "0 0 0 0 0 0 0"),
        ("3.危及“三安全一稳定”", "0 0 0 0 0 0 0"),
        ("4.保护第三方合法权益", "1 0 0 0 0 0 1"),
        ("5.属于三类内部事务信息", "0 0 0 0 0 0 0"),
        ("6.属于四类过程性信息", "0 0 0 0 0 0 0"),
        ("7.属于行政执法案卷", "0 0 0 0 0 0 0"),
        ("8.属于行政查询事项", "0 0 0 0 0 0 0"),
        ("1.本机关不掌握相关政府信息", "2 1 0 0 0 0 3"),
        ("2.没有现成信息需要另行制作", "0 0 0 0 0 0 0"),
        ("3.补正后申请内容仍不明确", "0 0 0 0 0 0 0"),
        ("1.信访举报投诉类申请", "1 0 0 0 0 0 1"),
        ("2.重复申请", "0 0 0 0 0 0 0"),
        ("3.要求提供公开出版物", "0 0 0 0 0 0 0"),
        ("4.无正当理由大量反复申请", "0 0 0 0 0 0 0"),
        ("5.要求行政机关确认或重新出具已获取信息", "0 0 0 0 0 0 0"),
        ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "0 0 0 0 0 0 0"),
        ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "0 0 0 0 0 0 0"),
        ("3.其他", "0 0 0 0 0 0 0"),
        ("（七）总计", "10 2 0 1 0 0 13"),
        ("四、结转下年度继续办理", "1 0 0 0 0 0 1"),
    ];
    rows.iter().map(|(label, values)| format!("{label} {values}\n")).collect()
}

const TABLE_3_HEADER: &str = "自然人 法人或其他组织 总计\n商业企业 科研机构 社会公益组织 法律服务机构 其他\n";

fn report_2021(table_3: &str) -> String {
    format!("某县2021年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n{table_3}\n四、政府信息公开行政复议、行政诉讼情况\n")
}

/// Cells of table 3 that were read, by column.
fn read_of(text: &str) -> Vec<String> {
    figures(cells(&check(text)))
}

#[test]
fn columns_aligned_by_blanks_are_read() {
    let text = report_2021(&format!("{TABLE_3_HEADER}{}", table_3()));
    let read = read_of(&text);
    assert_eq!(read.len(), 25 * 7, "{read:#?}");
    for cell in [
        "requests.new\tnatural_person\tNUMBER\t10\t",
        "requests.new\ttotal\tNUMBER\t13\t",
        "outcome.other.misc\tlegal_person.other\tNUMBER\t0\t",
    ] {
        assert!(read.contains(&cell.to_owned()), "{cell}");
    }
    assert!(check(&text).report.unread.is_empty());
    let wide = text.replace(' ', "      ");
    assert_eq!(read_of(&wide), read);
    let ideographic = text.replace(' ', "\u{3000}");
    assert_eq!(read_of(&ideographic), read);
}

#[test]
fn one_cell_a_line_apart_by_blank_lines_is_read() {
    let text = report_2021(&format!("{TABLE_3_HEADER}{}", table_3()).replace([' ', '\n'], "\n\n"));
    assert_eq!(read_of(&text), read_of(&report_2021(&format!("{TABLE_3_HEADER}{}", table_3()))));
}

#[test]
fn label_columns_that_were_merged_do_not_shift_values() {
    // As copied from a spreadsheet: three columns of labels, merged where they are not needed.
    let rows: String = table_3()
        .lines()
        .map(|line| {
            let (label, values) = line.split_once(' ').expect("a label leads");
            let values = values.replace(' ', "\t");
            match label.chars().next() {
                Some('一' | '二' | '四') => format!("{label}\t\t\t{values}\n"),
                Some('（') if label.contains("（一）") => format!("三、本年度办理结果\t{label}\t\t{values}\n"),
                Some('（') => format!("\t{label}\t\t{values}\n"),
                _ if label.contains("国家秘密") => format!("\t（三）不予公开\t{label}\t{values}\n"),
                _ => format!("\t\t{label}\t{values}\n"),
            }
        })
        .collect();
    let header = "\t\t\t自然人\t法人或其他组织\t\t\t\t\t总计\n\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\n";
    let read = read_of(&report_2021(&format!("{header}{rows}")));
    assert_eq!(read, read_of(&report_2021(&format!("{TABLE_3_HEADER}{}", table_3()))));
}

#[test]
fn the_total_column_may_come_first() {
    let header = "总计 自然人 法人或其他组织\n商业企业 科研机构 社会公益组织 法律服务机构 其他\n";
    let rows: String = table_3()
        .lines()
        .map(|line| {
            let mut words: Vec<&str> = line.split(' ').collect();
            let total = words.pop().expect("there are values");
            words.insert(1, total);
            format!("{}\n", words.join(" "))
        })
        .collect();
    assert_eq!(read_of(&report_2021(&format!("{header}{rows}"))), read_of(&report_2021(&format!("{TABLE_3_HEADER}{}", table_3()))));
}

#[test]
fn a_table_that_lost_its_repeated_zeros_is_not_guessed() {
    let rows: String = table_3()
        .lines()
        .map(|line| {
            let mut words: Vec<&str> = line.split(' ').collect();
            words.dedup();
            format!("{}\n", words.join(" "))
        })
        .collect();
    for text in
        [report_2021(&format!("{TABLE_3_HEADER}{rows}")), report_2021(&format!("{TABLE_3_HEADER}{rows}").replace([' ', '\n'], "\n"))]
    {
        let read = read_of(&text);
        let placed: Vec<_> = read.iter().filter(|cell| !cell.contains("\t?\t")).collect();
        assert!(placed.is_empty(), "{placed:#?}");
        let checked = check(&text);
        assert!(!checked.report.unread.is_empty());
        assert_ne!(checked.verdict, Some(gouji_core::finding::Verdict::Pass));
    }
}

#[test]
fn a_lost_column_is_said_and_shifts_nothing() {
    // The header still has seven columns, the rows have six values.
    let rows: String = table_3()
        .lines()
        .map(|line| {
            let mut words: Vec<&str> = line.split(' ').collect();
            words.remove(3);
            format!("{}\n", words.join(" "))
        })
        .collect();
    let text = report_2021(&format!("{TABLE_3_HEADER}{rows}"));
    assert!(read_of(&text).iter().all(|cell| cell.contains("\t?\t")));
    // Header and rows lost the same column: what is left is known, the rest is absent.
    let text = report_2021(&format!("{}{rows}", TABLE_3_HEADER.replace(" 科研机构", "")));
    let read = read_of(&text);
    assert_eq!(read.len(), 25 * 6);
    assert!(read.contains(&"requests.new\tlegal_person.public_welfare\tNUMBER\t1\t".to_owned()));
}

/// Table 3 as a spreadsheet prints it: three columns of labels, and the heads above their columns.
fn sheet_of_table_3(values: impl Fn(&[&str]) -> Vec<String>) -> String {
    let head =
        "\t\t\t申请人情况\n\t\t\t自然人\t法人或其他组织\t\t\t\t\t总计\n\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\n";
    let row = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let before = if words[0].starts_with(|c: char| c.is_ascii_digit()) { "\t\t" } else { "" };
        let behind = if before.is_empty() { "\t\t" } else { "" };
        format!("{before}{}{behind}\t{}\n", words[0], values(&words[1..]).join("\t"))
    };
    report_2021(&format!("{head}{}", table_3().lines().map(row).collect::<String>()))
}

fn all(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

#[test]
fn a_column_that_no_row_of_a_sheet_prints_may_be_any() {
    assert_eq!(read_of(&sheet_of_table_3(all)), read_of(&report_2021(&format!("{TABLE_3_HEADER}{}", table_3()))));
    // The first column is gone with its separators: what is left would slide beneath the wrong heads.
    let lost = sheet_of_table_3(|values| all(&values[1..]));
    assert!(read_of(&lost).iter().all(|cell| cell.contains("\t?\t")), "{:#?}", read_of(&lost));
    assert!(!check(&lost).report.unread.is_empty());
}

/// The first row of the sheet without its last figure, and without the one before it.
const SHORT_ROWS: [(&str, &str); 2] =
    [("\t10\t2\t0\t1\t0\t0\t13", "\t10\t2\t0\t1\t0\t0"), ("\t10\t2\t0\t1\t0\t0\t13", "\t10\t2\t0\t1\t0\t13")];

#[test]
fn a_row_that_lost_a_cell_is_not_guessed_where_blanks_that_end_rows_are_printed() {
    for (row, short) in SHORT_ROWS {
        let checked = check(&sheet_of_table_3(all).replacen(row, short, 1));
        let read = figures(cells(&checked));
        assert_eq!(read.iter().filter(|cell| cell.contains("\t?\t")).count(), 6, "{read:#?}");
        assert!(read.iter().filter(|cell| cell.contains("\t?\t")).all(|cell| cell.starts_with("requests.new")), "{read:#?}");
        assert_eq!(checked.report.unread.len(), 1);
    }
}

#[test]
fn a_row_may_end_early_where_blanks_that_end_rows_are_left_out_but_is_doubtful() {
    let trimmed = |text: &str| text.lines().map(|line| format!("{}\n", line.trim_end_matches('\t'))).collect::<String>();
    let blank = sheet_of_table_3(|values| if values.iter().any(|value| *value != "0") { all(values) } else { vec![String::new()] });
    // Rows of nothing but blanks are blank, whatever is left of them.
    let read = check(&trimmed(&blank));
    assert!(
        read.report.unread.is_empty() && read.report.statistics.iter().all(|statistic| !statistic.doubtful),
        "{:#?}",
        read.report.unread
    );
    for (row, short) in SHORT_ROWS {
        let checked = check(&trimmed(&blank.replacen(row, short, 1)));
        assert!(figures(cells(&checked)).contains(&"requests.new\ttotal\tBLANK\t\t".to_owned()));
        let first = checked.report.statistics.iter().filter(|statistic| statistic.doubtful).map(|statistic| statistic.row);
        assert_eq!(first.collect::<Vec<_>>(), [0; 7]);
        assert!(matches!(&checked.report.unread[..], [told] if told.reason.zh.contains("只有6个数据格")), "{:?}", checked.report.unread);
        assert_ne!(checked.verdict, Some(Verdict::Pass));
        // The only row with a blank among full ones has lost a cell.
        let checked = check(&trimmed(&sheet_of_table_3(all).replacen(row, short, 1)));
        assert_eq!(checked.report.unread.len(), 1);
    }
}

#[test]
fn blanks_beside_labels_stand_for_no_lost_figure() {
    // The header leaves out the blanks of merged cells, and rows print them.
    let header = "自然人\t法人或其他组织\t总计\n商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n";
    let with_header = |values: fn(&[&str]) -> Vec<String>| {
        let sheet = sheet_of_table_3(values);
        let (head, rows) = sheet.split_once("其他\t\n").expect("the header ends so");
        format!("{}{header}{rows}", head.split("\t\t\t申请人情况").next().expect("something stands before the header"))
    };
    assert_eq!(read_of(&with_header(all)), read_of(&report_2021(&format!("{TABLE_3_HEADER}{}", table_3()))));
    for lost in [with_header(|values| all(&values[1..])), with_header(|values| all(&values[..6]))] {
        assert!(read_of(&lost).iter().all(|cell| cell.contains("\t?\t")), "{:#?}", read_of(&lost));
    }
}

#[test]
fn a_doubled_blank_shifts_no_row() {
    let doubled = sheet_of_table_3(all).replacen("\t\t\t1\t0\t0\t0\t0\t0\t1", "\t\t\t\t1\t0\t0\t0\t0\t0\t", 1);
    let read = read_of(&doubled);
    assert_eq!(read.iter().filter(|cell| cell.contains("\t?\t")).count(), 8, "{read:#?}");
}

#[test]
fn a_group_of_table_4_that_lost_its_first_column_gives_it_to_no_other() {
    let rest = "结果纠正\t其他结果\t尚未审结\t总计";
    let text = format!(
        "行政复议\t\t\t\t行政诉讼\n{rest}\t未经复议直接起诉\t\t\t\t\t复议后起诉\n\t\t\t\t结果维持\t{rest}\t结果维持\t{rest}\n\
         1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\n"
    );
    let read = read_of(&format!("{}{text}", report_2021("")));
    assert_eq!(read.len(), 14, "{read:#?}");
    for cell in [
        "review.corrected\tvalue\tNUMBER\t1\t",
        "litigation.direct.upheld\tvalue\tNUMBER\t5\t",
        "litigation.after_review.total\tvalue\tNUMBER\t14\t",
    ] {
        assert!(read.contains(&cell.to_owned()), "{read:#?}");
    }
}

#[test]
fn an_added_row_is_said_and_shifts_nothing() {
    let rows = table_3().replace("（七）总计", "（八）另行答复说明 1 1 1 1 1 1 6\n（七）总计");
    let checked = check(&report_2021(&format!("{TABLE_3_HEADER}{rows}")));
    assert_eq!(cells(&checked).len(), 25 * 7);
    assert_eq!(checked.report.unread.len(), 1);
    assert!(checked.report.unread[0].reason.zh.contains("另行答复说明"));
}

#[test]
fn a_reworded_label_is_recognised_at_its_place_only() {
    let rows =
        table_3().replace("5.属于三类内部事务信息", "5.属于三类内部事项信息").replace("四、结转下年度继续办理", "四、结转至下年度继续办理");
    let checked = check(&report_2021(&format!("{TABLE_3_HEADER}{rows}")));
    assert_eq!(cells(&checked).len(), 25 * 7, "{:#?}", checked.report.unread);
    assert!(checked.report.unread.is_empty());
}

#[test]
fn thousands_separators_of_every_kind_are_read() {
    for number in ["12,345", "12，345", "12 345", "12\u{a0}345", "１２，３４５", "12,345件"] {
        let text = report("004").replace("\t813\n", &format!("\t{number}\n"));
        assert!(cells(&check(&text)).iter().any(|cell| cell.1.starts_with("active.published_total\tvalue\tNUMBER\t12345\t")), "{number}");
    }
}

#[test]
fn blank_dash_zero_text_and_absent_stay_apart() {
    let with = |content: &str| {
        let text = report("004").replace("\t813\n", &format!("\t{content}\n"));
        cells(&check(&text)).into_iter().find(|cell| cell.1.starts_with("active.published_total\tvalue")).map(|cell| cell.1)
    };
    let state = |content: &str| with(content).expect("the cell is read").split('\t').nth(2).expect("it has a state").to_owned();
    assert_eq!(state("0"), "NUMBER");
    assert_eq!(state("　"), "BLANK");
    assert_eq!(state("——"), "DASH");
    assert_eq!(state("无"), "DASH");
    assert_eq!(state("/"), "DASH");
    assert_eq!(state("见附件"), "TEXT");
    assert_eq!(state("约800"), "TEXT");
}

#[test]
fn text_run_together_without_separators_is_said_to_be_unreadable() {
    let text = report_2021(&format!("{TABLE_3_HEADER}{}", table_3())).replace([' ', '\n'], "");
    let checked = check(&text);
    assert!(cells(&checked).is_empty());
    assert!(!checked.report.unread.is_empty());
    assert_ne!(checked.verdict, Some(gouji_core::finding::Verdict::Pass));
}

#[test]
fn a_header_printed_again_after_a_page_break_changes_nothing() {
    let rows = table_3().replace("2.其他法律行政法规禁止公开", &format!("— 4 —\n{TABLE_3_HEADER}2.其他法律行政法规禁止公开"));
    let checked = check(&report_2021(&format!("{TABLE_3_HEADER}{rows}")));
    assert_eq!(cells(&checked).len(), 25 * 7, "{:#?}", checked.report.unread);
    assert!(checked.report.unread.is_empty());
    assert_eq!(checked.report.tables.len(), 1);
}

#[test]
fn a_table_printed_twice_is_read_once_and_said_to_be_repeated() {
    let table = format!("{TABLE_3_HEADER}{}", table_3());
    let checked = check(&report_2021(&format!("{table}\n以下是同一张表。\n{}", table.replace(" 13", " 99"))));
    assert_eq!(cells(&checked).len(), 25 * 7);
    assert!(cells(&checked).iter().all(|cell| !cell.1.contains("\t99\t")));
    assert_eq!(checked.report.tables.iter().filter(|table| table.repeated).count(), 1);
    // Other figures than before are said to be unread; the same again tell nothing new.
    assert_eq!(checked.report.unread.len(), 1, "{:#?}", checked.report.unread);
    let same = check(&report_2021(&format!("{table}\n以下是同一张表。\n{table}")));
    assert!(same.report.unread.is_empty(), "{:#?}", same.report.unread);
}

#[test]
fn no_table_is_missing_where_others_lost_their_headers() {
    let missing = |checked: &gouji_core::Checked| {
        let codes = checked.judgement.findings.iter().map(|finding| support::catalog().rule(finding.rule).code.clone());
        codes.filter(|code| code == "STR-TABLE-MISSING").count()
    };
    assert_eq!(missing(&check(&report_2021(&format!("{TABLE_3_HEADER}{}", table_3())))), 1);
    let lost = check(&report_2021(&table_3()));
    assert_eq!(missing(&lost), 0);
    assert!(lost.report.unread.iter().any(|unread| unread.reason.zh.contains("没有读到“政府信息公开行政复议、行政诉讼情况”")));
}

#[test]
fn values_without_any_header_are_tied_to_no_column() {
    let checked = check(&report_2021(&table_3()));
    let read = cells(&checked);
    assert_eq!(read.len(), 25 * 7);
    assert!(read.iter().all(|cell| cell.1.contains("\t?\t")));
    let of_rows = |kind| kind == gouji_core::report::UnreadKind::Columns;
    assert_eq!(checked.report.unread.iter().filter(|unread| of_rows(unread.kind)).count(), 25);
}

#[test]
fn one_header_may_serve_several_tables() {
    let text =
        "某县2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容\t本年处理决定数量\n行政许可\t5\n行政处罚\t6\n行政强制\t7\n";
    let read = read_of(text);
    for cell in
        ["matters.licensing\tdecisions\tNUMBER\t5\t", "matters.penalty\tdecisions\tNUMBER\t6\t", "matters.coercion\tdecisions\tNUMBER\t7\t"]
    {
        assert!(read.contains(&cell.to_owned()), "{cell} {read:#?}");
    }
}

#[test]
fn labels_of_the_text_that_happen_to_be_labels_of_the_form_open_no_table() {
    let text = "某县2018年政府信息公开工作年度报告\n一、主动公开情况\n2018年，我县主动公开政府信息813条。\n二、依申请公开情况\n全年未收到申请。\n行政复议数量\n没有发生。\n";
    let checked = check(text);
    assert!(checked.report.tables.is_empty());
    assert!(cells(&checked).is_empty());
}

#[test]
fn table_4_with_a_value_too_few_is_not_guessed() {
    let header = "行政复议 行政诉讼\n结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉\n结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计\n";
    let full = "1 0 0 0 1 0 2 0 0 2 0 0 0 3 3";
    let read = read_of(&report_2021(&format!("{header}{full}\n")));
    assert_eq!(read.len(), 15);
    assert!(read.contains(&"litigation.after_review.pending\tvalue\tNUMBER\t3\t".to_owned()), "{read:#?}");
    let checked = check(&report_2021(&format!("{header}{}\n", &full[..full.len() - 2])));
    assert!(cells(&checked).iter().all(|cell| cell.1.contains("\t?\t")));
    assert_eq!(checked.report.unread.len(), 1);
}

#[test]
fn a_label_of_two_groups_is_not_guessed_where_the_groups_own_row_is_missing() {
    let mut text = report("004");
    for label in ["　　（二）被依法纠错数", "五、行政诉讼数量", "　　（一）维持具体行政行为或者驳回原告诉讼请求数"]
    {
        text = text.replacen(&format!("\t{label}\n\t件\n\t0\n"), "", 1);
    }
    let checked = check(&text);
    let read = cells(&checked);
    assert!(!read.iter().any(|cell| cell.1.starts_with("review.corrected") || cell.1.starts_with("litigation.corrected")), "{read:#?}");
    assert!(checked.report.unread.iter().any(|unread| unread.reason.zh.contains("被依法纠错数")));
}

#[test]
fn figures_listed_in_running_text_open_no_table() {
    let text = "某县2021年政府信息公开工作年度报告\n一、总体情况\n全年办理申请的结果是：\n（一）予以公开 5 件\n（二）部分公开 2 件\n其余情况见表。\n";
    let checked = check(text);
    assert!(checked.report.tables.is_empty(), "{:#?}", checked.report.tables);
    assert!(cells(&checked).is_empty());
}

#[test]
fn the_header_tells_variants_apart_that_share_a_caption() {
    let text = "某市2009年政府信息公开工作年度报告\n附表\n指标名称\t计量单位\t代码\t本期实际\t本年累计\n主动公开信息数\t条\t01\t5\t50\n全文电子化的主动公开信息数\t条\t02\t4\t40\n申请总数\t条\t10\t1\t9\n当面申请数\t条\t11\t1\t9\n";
    let checked = check(text);
    assert!(checked.report.unread.is_empty(), "{:#?}", checked.report.unread);
    let read = cells(&checked);
    assert!(read.iter().any(|cell| cell.1.starts_with("active.published_total\tthis_year\tNUMBER\t50")), "{read:#?}");
    assert_eq!(checked.report.tables.len(), 1);
}

#[test]
fn a_column_of_units_that_was_lost_moves_no_figure() {
    let text = "某区2012年政府信息公开工作年度报告\n附表\n指标名称\n单位\n本年\n历年累计\n主动公开信息数\n1,234\n5,678\n其中：1.政府网站\n12\n34\n";
    let read = read_of(text);
    for cell in ["active.published_total\tthis_year\tNUMBER\t1234\t", "active.channel.website\tcumulative\tNUMBER\t34\t"] {
        assert!(read.contains(&cell.to_owned()), "{cell} {read:#?}");
    }
    let one_lost = read_of(&text.replace("\n5,678\n", "\n"));
    assert!(one_lost.iter().any(|cell| cell.starts_with("active.published_total\t?\t")), "{one_lost:#?}");
}
