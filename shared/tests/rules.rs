//! The samples of every rule, the traps that are no errors, and the rule reference.

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gouji_core::catalog::Rule;
use gouji_core::finding::{RuleOutcome, Severity};
use gouji_core::text::Language;
use gouji_core::{Checked, Document, Engine, Limits, reference};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data").join(name)
}

#[expect(clippy::disallowed_methods, reason = "tests read their samples from files")]
fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Names of the files in a folder of samples, in order.
fn names(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(data(folder)).expect("the folder of samples is there");
    let names: BTreeSet<String> = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    names.into_iter().collect()
}

fn engine() -> Engine {
    Engine::new(Limits::default()).expect("the catalogue loads")
}

fn check(engine: &Engine, folder: &str, name: &str) -> Checked {
    let bytes = read(&data(folder).join(name));
    engine
        .check(Document { name, bytes: &bytes, charset: None }, &support::options_of_sample(engine, name))
        .expect("a text report is checked")
}

/// The rule a sample is of, and whether the rule shall object to it.
fn subject<'a>(engine: &'a Engine, name: &str) -> Option<(&'a Rule, bool)> {
    let rules = &engine.catalog().rules;
    let rule = rules.iter().find(|rule| reference::is_sample_of(name, &rule.code))?;
    Some((rule, name[rule.code.len()..].starts_with("-fail-")))
}

fn told(engine: &Engine, checked: &Checked) -> Vec<String> {
    let findings = checked.judgement.findings.iter();
    findings.map(|finding| format!("{}: {}", engine.catalog().rule(finding.rule).code, finding.message.zh)).collect()
}

fn entry(engine: &Engine, checked: &Checked, code: &str) -> (RuleOutcome, String) {
    let (id, _) = engine.catalog().rule_by_code(code).expect("the rule is in the catalogue");
    let entry = checked.judgement.ledger.iter().find(|entry| entry.rule == id).expect("a line for every rule");
    (entry.outcome, entry.reason.zh.clone())
}

#[test]
fn every_rule_has_a_sample_that_fails_and_one_that_passes() {
    let (engine, samples) = (engine(), names("rules"));
    let has = |start: &str| samples.iter().any(|name| name.starts_with(start));
    let starts = engine.catalog().rules.iter().flat_map(|rule| ["fail", "pass"].map(|kind| format!("{}-{kind}-", rule.code)));
    let missing: Vec<String> = starts.filter(|start| !has(start)).collect();
    assert!(missing.is_empty(), "tests/data/rules lacks {missing:#?}");
}

#[test]
fn every_sample_is_of_a_rule_and_does_what_its_name_says() {
    let engine = engine();
    let mut wrong = Vec::new();
    for name in names("rules") {
        let Some((rule, fails)) = subject(&engine, &name) else {
            wrong.push(format!("{name}: no rule has this code"));
            continue;
        };
        let checked = check(&engine, "rules", &name);
        let expected = if fails { RuleOutcome::Broken } else { RuleOutcome::Held };
        let (outcome, reason) = entry(&engine, &checked, &rule.code);
        if outcome != expected {
            let unread: Vec<&str> = checked.report.unread.iter().map(|unread| unread.reason.zh.as_str()).collect();
            wrong.push(format!("{name}: {outcome:?} {reason}\n  {}\n  {}", told(&engine, &checked).join("\n  "), unread.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{} samples\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn findings_point_into_the_text_and_say_what_to_do() {
    let engine = engine();
    for name in names("rules").iter().filter(|name| name.contains("-fail-")) {
        let checked = check(&engine, "rules", name);
        for finding in &checked.judgement.findings {
            let code = &engine.catalog().rule(finding.rule).code;
            assert!(!finding.message.zh.is_empty() && !finding.message.en.is_empty(), "{name} {code}");
            assert!(!finding.help.zh.is_empty() && !finding.help.en.is_empty(), "{name} {code}");
            let spans = finding.primary.iter().copied().chain(finding.related.iter().map(|related| related.span));
            for span in spans {
                assert!(checked.source.text().get(span.range()).is_some(), "{name} {code}");
            }
        }
    }
}

#[test]
fn what_only_looks_like_an_error_is_not_reported() {
    let engine = engine();
    let tables = ["NUM", "T2", "T3", "T4", "G14", "I08", "XT"];
    for name in names("not_errors") {
        let checked = check(&engine, "not_errors", &name);
        // Extracts of a report lack most of its parts; only whole reports are judged by their text as well.
        let whole = checked.report.sections.iter().filter(|section| section.level == 1).count() >= 5;
        let loud: Vec<String> = checked
            .judgement
            .findings
            .iter()
            .filter(|finding| finding.severity > Severity::Info)
            .filter(|finding| whole || tables.contains(&engine.catalog().rule(finding.rule).family()))
            .map(|finding| format!("{}: {}", engine.catalog().rule(finding.rule).code, finding.message.zh))
            .collect();
        assert!(loud.is_empty(), "{name}: {loud:#?}");
        assert!(checked.report.statistics.iter().any(|statistic| statistic.amount().is_some()), "{name}: no figure was read");
    }
}

#[test]
fn rule_names_are_kebab_case_and_occur_once() {
    let engine = engine();
    let mut seen = BTreeSet::new();
    for rule in &engine.catalog().rules {
        let kebab = rule.name.split('-').all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
        assert!(kebab, "{}: {}", rule.code, rule.name);
        assert!(seen.insert(&rule.name), "{}: {} occurs twice", rule.code, rule.name);
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a golden file is compared, and rewritten on request")]
fn rule_reference_is_fresh() {
    let samples = names("rules");
    let samples: Vec<&str> = samples.iter().map(String::as_str).collect();
    for (language, file) in [(Language::English, "rules.md"), (Language::Chinese, "rules.zh-CN.md")] {
        let reference = reference::rules(engine().catalog(), &samples, language);
        let path = data("../../docs").join(file);
        if std::env::var("UPDATE_GOLDEN").is_ok() {
            std::fs::create_dir_all(path.parent().expect("docs")).expect("docs can be made");
            std::fs::write(&path, &reference).expect("the reference can be written");
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(written == reference, "docs/{file} is stale; UPDATE_GOLDEN=1 rewrites it");
    }
}

#[cfg(feature = "fault-injection")]
#[test]
fn rule_that_crashes_has_not_run_and_the_report_never_passes() {
    use gouji_core::Faults;
    use gouji_core::finding::Verdict;

    for rule in &engine().catalog().rules {
        let engine = engine().with_faults(Faults::at(&rule.code));
        let samples = names("rules");
        let Some(sample) = samples.iter().find(|name| name.starts_with(&format!("{}-pass-", rule.code))) else {
            panic!("{} has no sample that passes", rule.code);
        };
        let checked = check(&engine, "rules", sample);
        let (outcome, reason) = entry(&engine, &checked, &rule.code);
        assert_eq!(outcome, RuleOutcome::NotRun, "{}", rule.code);
        assert!(reason.contains("内部错误"), "{}", rule.code);
        assert_ne!(checked.verdict, Some(Verdict::Pass), "{}", rule.code);
    }
}
