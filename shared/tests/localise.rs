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
