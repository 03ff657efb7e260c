//! What the sample reports say about the places of their errors.

mod support;

use gouji_core::finding::Verdict;
use gouji_core::form::Layout;
use gouji_core::localise::{Localisation, RepairKind};
use gouji_core::{Checked, Span};
use support::{REPORTS, check, data, report};

fn answers(text: &str) -> Vec<Localisation> {
    let checked = check(text);
    checked.judgement.findings.iter().filter_map(|finding| finding.localisation.as_deref().cloned()).collect()
}

#[test]
fn channels_of_the_first_report_tie_and_its_replies_speak_against_the_total() {
    let answers = answers(&report("000"));
    let tied = answers.iter().find(|answer| answer.repairs.iter().any(|repair| repair.words.zh.contains("当面申请数"))).unwrap();
    assert_eq!((tied.kind, tied.count, tied.complete), (RepairKind::Tied, 3, true));
    let changes: Vec<&str> = tied.repairs.iter().map(|repair| repair.words.zh.as_str()).collect();
    let expected = ["当面", "传真", "信函"].map(|channel| format!("“{channel}申请数” 0 改为 7"));
    assert_eq!(changes, expected);
    let total = tied.rivals.iter().find(|rival| rival.words.zh.contains("收到申请数")).unwrap();
    assert_eq!((total.cells[0].proposed().as_str(), total.against[0].zh.as_str()), ("0", "“申请办结数” 7、“申请答复数” 7与此不符"));
}

#[test]
fn answers_about_the_sample_reports_are_never_certain_without_ground() {
    for name in REPORTS {
        for answer in answers(&report(name)) {
            assert_eq!(answer.others_change.is_some(), answer.kind == RepairKind::Certain, "{name}");
            assert!(answer.nodes <= gouji_core::localise::BUDGET && !answer.summary.zh.is_empty(), "{name}");
        }
    }
}

/// The clean reports of an edition.
fn clean(edition: &str) -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/clean");
    let entries = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it can be read").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).filter(|name| name.starts_with(edition)).collect();
    names.sort();
    names.into_iter().map(|name| data(&format!("clean/{name}"))).collect()
}

/// The text of a report with other contents in some of its cells.
fn with(checked: &Checked, contents: &[(Span, String)]) -> String {
    let mut contents = contents.to_vec();
    contents.sort();
    let text = checked.source.text();
    let (mut out, mut at) = (String::new(), 0);
    for (span, content) in contents {
        out.push_str(&text[at..span.range().start]);
        out.push_str(&content);
        at = span.range().end;
    }
    out + &text[at..]
}

/// The value cells of the rows of grids, in printed order, of rows in which figures differ.
fn rows(checked: &Checked) -> Vec<Vec<Span>> {
    let catalog = gouji_core::catalog::Catalog::load().expect("the catalogue is consistent");
    let form = &catalog.forms[checked.report.edition.form.expect("the form is known")];
    let grids = checked.report.tables.iter().filter(|table| form.table_at(table.table).layout == Layout::Grid);
    let rows = grids.flat_map(|table| &table.rows).filter(|row| row.cells.len() >= 4);
    let differ = |row: &[Span]| row.windows(2).any(|pair| checked.source.slice(pair[0]) != checked.source.slice(pair[1]));
    rows.map(|row| row.cells.clone()).filter(|cells| differ(cells)).collect()
}

/// Whether the answers to a fault of reading blame the report for it.
fn blames(text: &str) -> Option<String> {
    let checked = check(text);
    let found = checked.judgement.findings.iter().filter_map(|finding| finding.localisation.as_deref());
    let excused = |answer: &Localisation| matches!(answer.kind, RepairKind::SuspectExtraction | RepairKind::NotDetermined);
    let wrong = found.into_iter().find(|answer| !excused(answer));
    match wrong {
        Some(answer) if checked.verdict != Some(Verdict::Inconclusive) => Some(answer.summary.zh.clone()),
        _ => None,
    }
}

#[test]
fn a_row_that_slid_in_reading_is_suspected_and_not_blamed_on_the_unit() {
    let (mut tried, mut blamed) = (0, Vec::new());
    for text in ["gb2021", "gb2019"].iter().flat_map(|edition| clean(edition)) {
        let checked = check(&text);
        for cells in rows(&checked) {
            let content = |cell: &Span| checked.source.slice(*cell).to_owned();
            let slid: Vec<(Span, String)> =
                cells.iter().copied().zip(["0".to_owned()].into_iter().chain(cells.iter().map(content))).collect();
            tried += 1;
            blamed.extend(blames(&with(&checked, &slid)));
        }
    }
    assert!(tried >= 60, "{tried} rows slid");
    assert!(blamed.is_empty(), "{} of {tried}: {blamed:#?}", blamed.len());
}

#[test]
fn a_column_lost_in_reading_is_never_blamed_on_the_unit() {
    let (mut tried, mut blamed) = (0, Vec::new());
    for text in clean("gb2021") {
        let checked = check(&text);
        let rows = rows(&checked);
        let heads = &checked.report.tables.iter().find(|table| table.columns.len() >= 7).expect("the table of requests is there").columns;
        for column in 1..6 {
            // The figures of a column are gone with their separators, and its head stays; or the other way round.
            let gone = |cells: [Span; 2]| (Span::new(cells[0].end(), cells[1].end()), String::new());
            let figures: Vec<(Span, String)> = rows.iter().map(|cells| gone([cells[column - 1], cells[column]])).collect();
            tried += 1;
            blamed.extend(blames(&with(&checked, &figures)));
            blamed.extend(blames(&with(&checked, &[gone([heads[column - 1].span, heads[column].span])])));
        }
    }
    assert!(tried >= 18, "{tried} columns lost");
    assert!(blamed.is_empty(), "{} of {tried}: {blamed:#?}", blamed.len());
}

/// The prose says that nothing came through the website and seven requests on paper.
#[test]
fn prose_rules_out_a_channel_and_is_quoted() {
    let answers = answers(&report("000"));
    let tied =
        answers.iter().find(|answer| answer.repairs.iter().any(|repair| repair.words.zh.contains("当面申请数"))).expect("it is told");
    assert!(tied.repairs.iter().all(|repair| repair.support.iter().any(|support| support.zh.contains("书面依申请公开7件"))), "{tied:#?}");
    let online = tied.rivals.iter().find(|rival| rival.words.zh.contains("网络申请数")).expect("it is a rival");
    assert!(online.against.iter().any(|against| against.zh.contains("0件")), "{online:#?}");
    assert_eq!(tied.evidence.len(), 2);
    assert!(tied.summary.zh.contains("书面依申请公开7件") && tied.summary.zh.contains("网络申请数"), "{}", tied.summary.zh);
}

/// Two channels of the fifth report stand in its prose: what would make them larger contradicts it, though it is a range.
#[test]
fn prose_outside_of_a_range_rules_it_out_and_is_quoted() {
    let answers = answers(&report("004"));
    let [answer] = &answers[..] else { panic!("{answers:#?}") };
    let proposed: Vec<String> = answer.repairs.iter().map(|repair| repair.cells[0].proposed()).collect();
    assert_eq!((answer.kind, proposed.as_slice()), (RepairKind::Tied, &["276–566", "249–813", "247–813", "481–813"].map(String::from)[..]));
    let website = answer.rivals.iter().find(|rival| rival.words.zh.contains("政府网站")).expect("it is a rival");
    assert_eq!(
        (website.cells[0].proposed().as_str(), website.against[0].zh.as_str()),
        ("523–813", "正文“政府门户网站公开276条”在此范围之外")
    );
}

/// The prose states a figure that lies in the range of one repair: that one is likelier than all others.
#[test]
fn prose_inside_of_a_range_speaks_for_it_and_is_quoted() {
    let text = report("004").replace("政府门户网站公开276条", "政府门户网站公开600条");
    let answers = answers(&text);
    let answer = answers.iter().find(|answer| answer.repairs.iter().any(|it| it.words.zh.contains("政府网站"))).expect("it is told");
    assert_eq!((answer.kind, answer.repairs[0].cells[0].proposed().as_str()), (RepairKind::Range, "523–813"));
    assert_eq!(answer.repairs[0].support[0].zh, "正文“政府门户网站公开600条”在此范围内");
    assert!(answer.summary.zh.contains("在此范围内"), "{}", answer.summary.zh);
}

/// The table of a report, from its first row to its last.
fn table_of_requests(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let at = |label: &str| lines.iter().position(|line| line.contains(label)).expect("the line is there");
    lines[at("本列数据的勾稽关系")..=at("四、结转下年度继续办理")].join("\n")
}

/// The table stands in the report twice, once with the right figure: what is stated there speaks for it.
#[test]
fn another_printing_of_the_table_is_heard_unless_it_is_a_mere_copy() {
    let text = data("last_year/2022.txt");
    let again = |table: &str| format!("{text}\n附表\n\n收到和处理政府信息公开申请情况\n\n{table}\n");
    let row = |line: &str| if line.contains("二、上年结转") { line.replace("| 21 |", "| 11 |") } else { line.to_owned() };
    let table = table_of_requests(&text);
    let other: String = table.lines().map(|line| row(line) + "\n").collect();
    let (copied, differing) = (answers(&again(&table)), answers(&again(&other)));
    assert_eq!((copied[0].kind, copied[0].count), (RepairKind::Tied, 3));
    let [answer] = &differing[..] else { panic!("{differing:#?}") };
    assert_eq!(answer.repairs[0].support[0].zh, "同一表格另一份中的“11”与此相符");
    assert_eq!((answer.repairs.len(), answer.evidence.len() > 1), (1, true));
    assert!(answer.rivals.iter().any(|rival| rival.against.iter().any(|it| it.zh == "同一表格另一份中的“286”与此不符")), "{answer:#?}");
}

#[test]
fn the_manual_shows_what_is_said() {
    let last = ["2021", "2022"].map(|year| data(&format!("last_year/{year}.txt")));
    let document = |text| gouji_core::Document { name: "test.txt", bytes: text, charset: None };
    let previous = Some(std::sync::Arc::new(support::engine().read_previous(document(last[0].as_bytes())).expect("it can be read")));
    let options = gouji_core::Options { previous, ..gouji_core::Options::default() };
    let heard = support::engine().check(document(last[1].as_bytes()), &options).expect("it can be read");
    let of_two_years = heard.judgement.findings.iter().filter_map(|finding| finding.localisation.as_deref().cloned());
    let all = answers(&report("000")).into_iter().chain(answers(&report("004"))).chain(of_two_years);
    let (english, chinese) = (data("../../docs/localisation.md"), data("../../docs/localisation.zh-CN.md"));
    for answer in all {
        assert!(english.contains(answer.summary.en.trim()), "{}", answer.summary.en);
        assert!(chinese.contains(answer.summary.zh.trim()), "{}", answer.summary.zh);
    }
    for kind in RepairKind::ALL {
        assert!([&english, &chinese].iter().all(|manual| manual.contains(&format!("| `{}` |", kind.name()))), "{kind:?}");
    }
}
