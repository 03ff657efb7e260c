//! Reports without a mistake, as bodies of every kind write them: none of them fails, and none is warned of anything that a
//! careful reviewer would call false.
//!
//! `expected.txt` beside them lists each report with its verdict and what is said of it. A line is added only after the
//! finding was judged to be right.

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use gouji_core::amount::Amount;
use gouji_core::finding::{RuleOutcome, Severity, Verdict};
use gouji_core::{Checked, Document, Engine, Limits, Options};

/// The reports, by name.
fn reports() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/clean");
    let entries = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it can be read").file_name());
    let mut names: Vec<_> = entries.map(|name| name.to_string_lossy().into_owned()).filter(|name| name != "expected.txt").collect();
    names.sort();
    names
}

fn check(engine: &Engine, name: &str) -> Checked {
    let text = support::data(&format!("clean/{name}"));
    engine.check(Document { name, bytes: text.as_bytes(), charset: None }, &Options::default()).expect("it is within the limits")
}

/// The verdict on a report and what is said of it, a line each.
fn account(engine: &Engine, name: &str, checked: &Checked) -> String {
    let mut account = format!("{name} {:?}\n", checked.verdict.expect("the rules ran"));
    for finding in &checked.judgement.findings {
        let code = &engine.catalog().rule(finding.rule).code;
        writeln!(account, "  {:?} {code} {}", finding.severity, finding.message.zh).expect("a string takes it");
    }
    for entry in checked.judgement.ledger.iter().filter(|entry| entry.outcome == RuleOutcome::NotRun) {
        writeln!(account, "  not run {} {}", engine.catalog().rule(entry.rule).code, entry.reason.zh).expect("a string takes it");
    }
    account
}

#[test]
fn what_is_said_of_clean_reports_was_judged_to_be_right() {
    let engine = Engine::new(Limits::default()).expect("the catalogue loads");
    let found: String = reports().iter().map(|name| account(&engine, name, &check(&engine, name))).collect();
    support::golden("clean/expected.txt", &found);
}

#[test]
fn clean_reports_of_every_edition_pass_without_error_or_warning() {
    let engine = Engine::new(Limits::default()).expect("the catalogue loads");
    let names = reports();
    assert!(names.len() >= 64, "{} reports", names.len());
    for form in &engine.catalog().forms {
        assert!(names.iter().filter(|name| name.starts_with(&form.id)).count() >= 4, "too few reports of {}", form.id);
    }
    // Schools and public enterprises report after other rules, and their tables are not looked for.
    for name in names.iter().filter(|name| !name.starts_with("school") && !name.starts_with("enterprise")) {
        let checked = check(&engine, name);
        let loud: Vec<_> = checked.judgement.findings.iter().filter(|finding| finding.severity > Severity::Info).collect();
        assert!(loud.is_empty(), "{name}: {loud:#?}");
        assert_eq!(checked.verdict, Some(Verdict::Pass), "{name}");
    }
}

/// Columns that a text takes when printed.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// A report as copied from a page: its paragraphs broken at a width, figures kept whole and no line begun with a mark.
fn broken_at(width: usize, text: &str) -> String {
    let mut broken = String::new();
    for line in text.lines() {
        let mut rest = line;
        let is_set_out = line.contains(['\t', '|']) || line.contains("   ") || line.matches(',').count() > 3;
        while !is_set_out && columns(rest) > width {
            let may_break = |&at: &usize| {
                let (before, behind) = rest.split_at(at);
                let in_word = before.ends_with(|c: char| c.is_ascii_graphic()) && behind.starts_with(|c: char| c.is_ascii_graphic());
                columns(before) <= width && !in_word && !behind.starts_with(['，', '。', '、', '；', '：', '）', '》', '”'])
            };
            let Some(at) = rest.char_indices().map(|(at, _)| at).skip(1).filter(may_break).last() else { break };
            broken.push_str(&rest[..at]);
            broken.push('\n');
            rest = &rest[at..];
        }
        broken.push_str(rest);
        broken.push('\n');
    }
    broken
}

#[test]
fn of_a_clean_report_broken_at_the_width_of_a_page_no_more_is_said() {
    let engine = Engine::new(Limits::default()).expect("the catalogue loads");
    let names: Vec<_> = reports().into_iter().filter(|name| name.ends_with(".txt")).collect();
    for (name, width) in names.iter().flat_map(|name| [56, 62, 70, 80].map(|width| (name, width))) {
        let text = broken_at(width, &support::data(&format!("clean/{name}")));
        let checked = engine.check(Document { name, bytes: text.as_bytes(), charset: None }, &Options::default()).expect("it is small");
        let loud = checked.judgement.findings.iter().filter(|finding| finding.severity > Severity::Info);
        let loud: Vec<_> = loud.map(|finding| &finding.message.zh).collect();
        assert!(loud.is_empty(), "{name} at {width}: {loud:#?}");
        assert!(checked.report.claims.unread.is_empty(), "{name} at {width}: no figure is cut");
    }
}

/// A report as copied from a page that was set character by character: its numbers are broken as well.
fn torn_at(width: usize, text: &str) -> String {
    let mut torn = String::new();
    for line in text.lines() {
        let is_set_out = line.contains(['\t', '|']) || line.contains("   ") || line.matches(',').count() > 3;
        let mut taken = 0;
        for c in line.chars() {
            if !is_set_out && taken + columns(c.encode_utf8(&mut [0; 4])) > width && !"，。、；：）》”".contains(c) {
                torn.push('\n');
                taken = 0;
            }
            taken += columns(c.encode_utf8(&mut [0; 4]));
            torn.push(c);
        }
        torn.push('\n');
    }
    torn
}

#[test]
fn a_figure_that_a_page_cuts_in_two_is_not_read_as_another_and_is_told() {
    let engine = Engine::new(Limits::default()).expect("the catalogue loads");
    let names: Vec<_> = reports().into_iter().filter(|name| name.ends_with(".txt")).collect();
    let mut told = 0;
    for (name, width) in names.iter().flat_map(|name| [56, 61, 70, 77, 80].map(|width| (name, width))) {
        let whole = support::data(&format!("clean/{name}"));
        let torn = torn_at(width, &whole);
        let read = |text: &str| {
            let document = Document { name, bytes: text.as_bytes(), charset: None };
            engine.check(document, &Options::default()).expect("it is small")
        };
        let (before, after) = (read(&whole), read(&torn));
        let loud = after.judgement.findings.iter().filter(|finding| finding.severity > Severity::Info);
        let loud: Vec<_> = loud.map(|finding| &finding.message.zh).collect();
        assert!(loud.is_empty(), "{name} at {width}: {loud:#?}");
        let (stated, read) = (figures(&before), figures(&after));
        assert!(read.is_subset(&stated), "{name} at {width}: {:?}", read.difference(&stated));
        let cut = &after.report.claims.unread;
        if cut.is_empty() {
            assert_eq!(read, stated, "{name} at {width}");
            continue;
        }
        told += cut.len();
        assert_eq!(after.verdict, Some(Verdict::Inconclusive), "{name} at {width}");
        assert!(after.judgement.ledger.iter().any(|entry| entry.outcome == RuleOutcome::NotRun), "{name} at {width}");
    }
    assert!(told > 100, "{told} cut figures were told");
}

/// The values that the prose states.
fn figures(checked: &Checked) -> BTreeSet<Amount> {
    checked.report.claims.list.iter().map(|claim| claim.value).collect()
}

#[test]
fn a_school_or_public_enterprise_without_the_national_tables_is_neither_passed_nor_failed() {
    let engine = Engine::new(Limits::default()).expect("the catalogue loads");
    for name in ["school-report-by-school-year.txt", "enterprise-water-2022.txt"] {
        let checked = check(&engine, name);
        assert_eq!(checked.verdict, Some(Verdict::Inconclusive), "{name}");
        assert!(checked.judgement.findings.iter().all(|finding| finding.severity < Severity::Warning), "{name}");
    }
}
