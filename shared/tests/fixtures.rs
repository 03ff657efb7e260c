//! Fixtures of rules: `CODE-fail-what.txt` yields that code, `CODE-pass-what.txt` does not. What looks like a defect and
//! is none (`not_errors`) yields neither error nor warning.

use gouji_core::finding::Severity;
use gouji_core::{Checked, Document, Engine, Limits, Options};

/// Families whose rules all have fixtures.
const FAMILIES: [&str; 3] = ["STR", "YR", "FORM"];

fn engine() -> Engine {
    Engine::new(Limits::default()).expect("the catalogue is consistent")
}

#[expect(clippy::disallowed_methods, reason = "a test reads its data")]
fn fixtures(folder: &str) -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data").join(folder);
    let mut fixtures: Vec<_> = std::fs::read_dir(&folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| {
            let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("it can be read"))
        })
        .collect();
    fixtures.sort();
    fixtures
}

fn check(engine: &Engine, name: &str, text: &str) -> Checked {
    let checked = engine.check(Document { name, bytes: text.as_bytes(), charset: None }, &Options::default());
    checked.unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn findings(engine: &Engine, checked: &Checked) -> Vec<(String, Severity, String)> {
    let rules = |finding: &gouji_core::finding::Finding| engine.catalog().rule(finding.rule).code.clone();
    checked.judgement.findings.iter().map(|finding| (rules(finding), finding.severity, finding.message.zh.clone())).collect()
}

#[test]
fn each_rule_reports_its_defect_and_nothing_else_does() {
    let engine = engine();
    let mut wrong = Vec::new();
    for (name, text) in fixtures("rules") {
        let (code, fails) = match (name.split_once("-fail-"), name.split_once("-pass-")) {
            (Some((code, _)), None) => (code, true),
            (None, Some((code, _))) => (code, false),
            _ => panic!("{name} is neither CODE-fail-what nor CODE-pass-what"),
        };
        let found = findings(&engine, &check(&engine, &name, &text));
        if found.iter().any(|finding| finding.0 == code) != fails {
            wrong.push(format!("{name}: {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_fixture_that_fails_and_one_that_passes() {
    let fixtures = fixtures("rules");
    for rule in engine().catalog().rules.iter().filter(|rule| FAMILIES.contains(&rule.family())) {
        for kind in ["fail", "pass"] {
            let wanted = format!("{}-{kind}-", rule.code);
            assert!(fixtures.iter().any(|(name, _)| name.starts_with(&wanted)), "no fixture {wanted}….txt");
        }
    }
}

#[test]
fn what_only_looks_like_a_defect_is_not_reported() {
    let engine = engine();
    let mut wrong = Vec::new();
    for (name, text) in fixtures("not_errors") {
        let checked = check(&engine, &name, &text);
        let mut found = findings(&engine, &checked);
        found.retain(|(code, severity, _)| *severity > Severity::Info && FAMILIES.contains(&code.split('-').next().unwrap_or_default()));
        if !found.is_empty() {
            wrong.push(format!("{name}: {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
