//! What the rules find in all sample reports: the findings of the real reports, each reviewed, and a table of how far every
//! rule reaches.
//!
//! `reports/NNN.findings.txt` holds a block for every finding of a real report: line, severity and code, then the message,
//! then why it is right. The judgement is a person's; renewing the file keeps it, and a finding without one fails.
//! `reach.txt` counts the findings of every rule, so that a change in any rule's reach shows in review.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use gouji_core::{Checked, Document, Engine, Limits};

/// A finding as its golden file tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reviewed {
    /// Line, severity and code.
    head: String,
    message: String,
    judgement: String,
}

/// What leads the judgement in a block.
const JUDGED: &str = "  right: ";
/// What leads the list of defects that a careful reader sees and no rule finds.
const NOT_FOUND: &str = "## ";

fn engine() -> Engine {
    Engine::new(Limits::default()).expect("the catalogue loads")
}

fn check(engine: &Engine, folder: &str, name: &str) -> Checked {
    let text = bytes(&format!("{folder}/{name}"));
    engine
        .check(Document { name, bytes: &text, charset: None }, &support::options_of_sample(engine, name))
        .expect("it is within the limits")
}

#[expect(clippy::disallowed_methods, reason = "a test reads its data")]
fn bytes(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The reports of a folder, in order.
fn names(folder: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data").join(folder);
    let entries = std::fs::read_dir(path).expect("the folder is there").map(|entry| entry.expect("it can be read").file_name());
    let mut names: Vec<_> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name.ends_with(".txt") && !name.ends_with(".findings.txt") && name != "expected.txt");
    names.sort();
    names
}

fn findings(engine: &Engine, checked: &Checked) -> Vec<Reviewed> {
    let findings = checked.judgement.findings.iter();
    findings
        .map(|finding| {
            let line = finding.primary.map_or_else(|| "-".to_owned(), |span| checked.source.position(span.start()).line.to_string());
            Reviewed {
                head: format!("{line} {:?} {}", finding.severity, engine.catalog().rule(finding.rule).code),
                message: finding.message.zh.clone(),
                judgement: String::new(),
            }
        })
        .collect()
}

/// The blocks of a golden file, and what follows them.
fn read(text: &str) -> (Vec<Reviewed>, String) {
    let at = text.find(&format!("\n{NOT_FOUND}")).map_or(text.len(), |at| at + 1);
    let mut blocks: Vec<Reviewed> = Vec::new();
    for line in text[..at].lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        match (line.strip_prefix(JUDGED), line.strip_prefix("  "), blocks.last_mut()) {
            (Some(judgement), _, Some(block)) => judgement.clone_into(&mut block.judgement),
            (None, Some(message), Some(block)) => message.clone_into(&mut block.message),
            _ => blocks.push(Reviewed { head: line.to_owned(), message: String::new(), judgement: String::new() }),
        }
    }
    (blocks, text[at..].to_owned())
}

/// The golden file of findings with the judgements that an earlier one holds.
fn write(report: &str, findings: Vec<Reviewed>, mut earlier: Vec<Reviewed>, not_found: &str) -> String {
    let mut text = format!("# What is found in report {report}, each finding held against the text\n\n");
    for found in findings {
        let same = |block: &Reviewed| block.head == found.head && block.message == found.message;
        let judgement = earlier.iter().position(same).map(|at| earlier.remove(at).judgement).unwrap_or_default();
        writeln!(text, "{}\n  {}\n{JUDGED}{judgement}\n", found.head, found.message).expect("a string takes it");
    }
    text + not_found
}

#[test]
fn every_finding_of_the_real_reports_was_held_against_the_text() {
    let engine = engine();
    for report in support::REPORTS {
        let found = findings(&engine, &check(&engine, "reports", &format!("{report}.txt")));
        let golden = format!("reports/{report}.findings.txt");
        let (reviewed, not_found) = read(&support::data(&golden));
        let heads = |blocks: &[Reviewed]| blocks.iter().map(|block| block.head.clone()).collect::<Vec<_>>();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            support::golden(&golden, &write(report, found, reviewed, &not_found));
            continue;
        }
        assert_eq!(heads(&found), heads(&reviewed), "{golden}");
        for block in &reviewed {
            assert!(!block.judgement.trim().is_empty(), "{golden}: nobody judged {}", block.head);
        }
        assert!(not_found.starts_with(NOT_FOUND), "{golden} does not end with what is not found");
    }
}

/// The columns of the table: what they are called and the reports they count.
fn columns() -> Vec<(String, Vec<(&'static str, String)>)> {
    let mut columns: Vec<_> = support::REPORTS.iter().map(|name| ((*name).to_owned(), vec![("reports", format!("{name}.txt"))])).collect();
    for (title, folder, part) in [
        ("copies", "copies", ""),
        ("clean", "clean", ""),
        ("traps", "not_errors", ""),
        ("pass", "rules", "-pass-"),
        ("fail", "rules", "-fail-"),
    ] {
        let reports = names(folder).into_iter().filter(|name| name.contains(part)).map(|name| (folder, name));
        columns.push((title.to_owned(), reports.collect()));
    }
    columns
}

#[test]
fn the_reach_of_every_rule_is_known() {
    let engine = engine();
    let columns = columns();
    let mut counts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for rule in &engine.catalog().rules {
        counts.insert(rule.code.clone(), vec![0; columns.len()]);
    }
    for (at, (_, reports)) in columns.iter().enumerate() {
        for (folder, name) in reports {
            for finding in &check(&engine, folder, name).judgement.findings {
                counts.get_mut(&engine.catalog().rule(finding.rule).code).expect("the rule is in the catalogue")[at] += 1;
            }
        }
    }
    let mut table = String::from(
        "# Findings of every rule in the sample reports: the real reports, the copies of one of them, the clean reports, what only\n\
         # looks like a defect, and the samples of the rules that pass and that fail. A point stands for none.\n",
    );
    let titles: String = columns.iter().map(|(title, _)| format!("{title:>7}")).collect();
    let sizes: String = columns.iter().map(|(_, reports)| format!("{:>7}", reports.len())).collect();
    writeln!(table, "{:<26}{titles}\n{:<26}{sizes}", "", "reports").expect("a string takes it");
    for (code, counts) in &counts {
        let figures: String =
            counts.iter().map(|&count| format!("{:>7}", if count == 0 { ".".to_owned() } else { count.to_string() })).collect();
        writeln!(table, "{code:<26}{figures}").expect("a string takes it");
    }
    support::golden("reach.txt", &table);
    assert!(counts.values().all(|counts| counts[columns.len() - 1] > 0), "a rule objects to no sample at all");
}
