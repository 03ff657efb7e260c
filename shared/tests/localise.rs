//! What the sample reports say about the places of their errors.

mod support;

use gouji_core::localise::{Localisation, RepairKind};
use support::{REPORTS, check, report};

fn answers(text: &str) -> Vec<Localisation> {
    let checked = check(text);
    checked.judgement.findings.iter().filter_map(|finding| finding.localisation.as_deref().cloned()).collect()
}

#[test]
fn channels_of_the_first_report_tie_and_its_replies_speak_against_the_total() {
    let answers = answers(&report("000"));
    let tied = answers.iter().find(|answer| answer.repairs.iter().any(|repair| repair.words.zh.contains("当面申请数"))).unwrap();
    assert_eq!((tied.kind, tied.count, tied.complete), (RepairKind::Tied, 4, true));
    let changes: Vec<&str> = tied.repairs.iter().map(|repair| repair.words.zh.as_str()).collect();
    let expected = ["当面", "传真", "网络", "信函"].map(|channel| format!("“{channel}申请数” 0 改为 7"));
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
