//! What last year's report adds to the place of an error, and when it is not heard.

mod support;

use std::sync::Arc;

use gouji_core::localise::{Localisation, RepairKind};
use gouji_core::previous::Fitness;
use gouji_core::{Checked, Document, Error, Options};
use support::{data, engine};

/// A report of 2022 filled only in its totals, whose figures its prose does not repeat: 286 new requests; 21 carried in, where
/// 11 would be right; 289 closed and 8 carried out.
fn wrong() -> String {
    data("last_year/2022.txt")
}

/// The same without the mistake.
fn this_year() -> String {
    row(&wrong(), "二、上年结转", "21", "11")
}

/// The report of the year before: 11 requests were carried out of it.
fn last_year() -> String {
    data("last_year/2021.txt")
}

/// A text with another total in a row.
fn row(text: &str, label: &str, from: &str, to: &str) -> String {
    let change =
        |line: &str| if line.contains(label) { line.replace(&format!("| {from} |"), &format!("| {to} |")) } else { line.to_owned() };
    let changed: String = text.lines().map(|line| change(line) + "\n").collect();
    assert_ne!(changed, text, "{label}");
    changed
}

fn document(text: &str) -> Document<'_> {
    Document { name: "test.txt", bytes: text.as_bytes(), charset: None }
}

fn check_after(text: &str, previous: Option<&str>) -> Checked {
    let previous = previous.map(|text| Arc::new(engine().read_previous(document(text)).expect("it is within the limits")));
    engine().check(document(text), &Options { previous, ..Options::default() }).expect("it is within the limits")
}

fn answer(checked: &Checked) -> Localisation {
    let mut answers = checked.judgement.findings.iter().filter_map(|finding| finding.localisation.as_deref().cloned());
    let answer = answers.next().expect("something is broken");
    assert!(answers.next().is_none(), "only one thing is");
    answer
}

fn changes(answer: &Localisation) -> Vec<&str> {
    answer.repairs.iter().map(|repair| repair.words.zh.as_str()).collect()
}

#[test]
fn what_was_carried_out_last_year_decides_a_tie_and_is_quoted() {
    let wrong = wrong();
    let alone = answer(&check_after(&wrong, None));
    assert_eq!((alone.kind, alone.count), (RepairKind::Tied, 3), "{:?}", changes(&alone));
    let checked = check_after(&wrong, Some(&last_year()));
    assert_eq!(checked.previous, Some(Fitness::Comparable));
    let heard = answer(&checked);
    assert_eq!((heard.kind, changes(&heard)), (RepairKind::Unique, vec!["“上年结转政府信息公开申请数量”（总计） 21 改为 11"]));
    assert_eq!(heard.repairs[0].support[0].zh, "上年报告“结转下年度继续办理”（总计） 11与此相符");
    let alone: Vec<&str> = changes(&alone).into_iter().filter(|words| !words.contains("上年结转")).collect();
    assert!(alone.len() == 2 && alone.iter().all(|words| heard.rivals.iter().any(|rival| rival.words.zh == *words)));
}

#[test]
fn a_figure_that_last_year_confirms_is_not_suspected_and_nearness_only_orders_the_others() {
    let wrong = row(&this_year(), "一、本年新收", "286", "296");
    let heard = answer(&check_after(&wrong, Some(&last_year())));
    let expected = ["“本年新收政府信息公开申请数量”（总计） 296 改为 286", "“结转下年度继续办理”（总计） 8 改为 18"];
    assert_eq!((heard.kind, changes(&heard)), (RepairKind::Tied, expected.to_vec()));
    let carried_in = heard.rivals.iter().find(|rival| rival.words.zh.contains("上年结转")).expect("it is a rival");
    assert_eq!(carried_in.against[0].zh, "上年报告“结转下年度继续办理”（总计） 11与此不符");
    assert_eq!(heard.repairs[0].cells[0].last_year.as_deref(), Some("286"));
    assert!(heard.summary.zh.contains("上年报告中这几格依次为 286、11"), "{}", heard.summary.zh);
}

/// Findings and verdict are what they are without it, down to the last word; and nothing is said where all is in order.
#[test]
fn it_moves_no_finding_and_no_verdict() {
    for text in [this_year(), wrong(), row(&this_year(), "一、本年新收", "286", "296")] {
        let (alone, heard) = (check_after(&text, None), check_after(&text, Some(&last_year())));
        let bare = |checked: &Checked| {
            let mut judgement = checked.judgement.clone();
            judgement.findings.iter_mut().for_each(|finding| finding.localisation = None);
            judgement
        };
        assert_eq!(alone.verdict, heard.verdict);
        assert_eq!(format!("{:?}", bare(&alone)), format!("{:?}", bare(&heard)));
        assert_eq!(alone.previous, None);
    }
}

/// What was carried in differs from what was carried out last year: that is no finding.
#[test]
fn a_disagreement_with_last_year_alone_is_no_finding() {
    let other = row(&last_year(), "四、结转下年度继续办理", "11", "12");
    let (alone, heard) = (check_after(&this_year(), None), check_after(&this_year(), Some(&other)));
    assert_eq!(format!("{:?}", alone.judgement), format!("{:?}", heard.judgement));
    assert_eq!(heard.previous, Some(Fitness::Comparable));
}

#[test]
fn a_report_that_cannot_be_compared_is_not_heard_and_the_reason_is_told() {
    let wrong = wrong();
    let cases = [
        (last_year().replace("江北省生态环境厅", "江南省生态环境厅"), "两份报告的填报单位不同"),
        (this_year(), "所给的是2022年度报告，不是2021年度"),
        (last_year().replace("2021", "2019"), "所给的是2019年度报告，不是2021年度"),
        (
            last_year().replacen("2021年度", "2019年度", 1).replacen("统计期限自2021年1月1日起到2021", "统计期限自2019年1月1日起到2019", 1),
            "上年报告的年度不明",
        ),
        (row(&last_year(), "（七）总计", "289", "289 | 3"), "上年报告有1处未能识读"),
        ("通知".to_owned(), "上年报告未能识读"),
    ];
    let alone = check_after(&wrong, None);
    for (previous, reason) in cases {
        let heard = check_after(&wrong, Some(&previous));
        let Some(Fitness::NotComparable(told)) = &heard.previous else { panic!("{reason}: {:?}", heard.previous) };
        assert_eq!(told.zh, reason);
        assert_eq!(format!("{:?}", alone.judgement), format!("{:?}", heard.judgement), "{reason}");
    }
}

#[test]
fn the_name_of_the_body_is_compared_folded() {
    let spaced = last_year().replace("江北省生态环境厅2021年", "江北省　生态環境厅2021年");
    assert_eq!(check_after(&this_year(), Some(&spaced)).previous, Some(Fitness::Comparable));
}

#[test]
fn its_bytes_are_under_the_same_limits() {
    let long = "年".repeat(1 << 23);
    assert!(matches!(engine().read_previous(document(&long)), Err(Error::TooLarge { what: "bytes", .. })));
    let picture = Document { name: "a", bytes: b"\x89PNG\r\n\x1a\n0000", charset: None };
    assert!(matches!(engine().read_previous(picture), Err(Error::UnsupportedFormat { .. })));
}

/// Without the rules there is nothing to weigh.
#[test]
fn a_check_without_rules_hears_nothing() {
    let previous = Some(Arc::new(engine().read_previous(document(&last_year())).expect("it is within the limits")));
    let options = Options { previous, validate: false, ..Options::default() };
    let checked = engine().check(document(&this_year()), &options).expect("it is within the limits");
    assert_eq!(checked.previous, None);
}
