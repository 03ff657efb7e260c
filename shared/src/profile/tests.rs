//! What a profile may decide, what is refused, and what it does to a result.

use super::file::{self, FileMistake};
use super::*;
use crate::check::verdict;
use crate::finding::{Finding, RuleOutcome, Verdict};
use crate::rule::{Context, Findings, Parameter, ParameterKind, Ran};
use crate::{Checked, Document, Engine, Error, Limits, Options};

const REPORT: &str = include_str!("../../../tests/data/reports/000.txt");
const ERROR_RULE: &str = "G14-REQ-CHANNEL-SUM";

/// What the local rule is told.
const PARAMETERS: &[Parameter] = &[
    Parameter { name: "most", kind: ParameterKind::Count, default: Some("1000"), title_zh: "最多字数", title_en: "most characters" },
    Parameter { name: "deadline", kind: ParameterKind::Day, default: None, title_zh: "时限", title_en: "deadline" },
];

fn tells_its_parameters(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let (most, deadline) = (context.count("most").unwrap(), context.day("deadline").unwrap());
    out.add(None, bilingual!("{most} {deadline}", "{most} {deadline}"), Bilingual::default()).done();
    Ran::Fully
}

crate::declare_rule! {
    /// A rule of some places only.
    static LOCAL = {
        code: "ZZ-LOCAL",
        name: "local",
        severity: Info,
        editions: &["gb2014"],
        title: ("地方性规则", "A local rule"),
        basis: "",
        check: tells_its_parameters,
        scope: Local,
        parameters: PARAMETERS,
    }
}

fn catalog() -> Catalog {
    let mut catalog = Catalog::load().unwrap();
    let mut rules = std::mem::take(&mut catalog.rules);
    rules.push(crate::catalog::from_definition(&LOCAL));
    catalog.judge_by(rules);
    catalog
}

fn file(body: &str) -> String {
    format!("name = \"某省\"\nversion = \"2026-01-10\"\n\n{body}")
}

fn mistakes(text: &str) -> Vec<FileMistake> {
    file::read(text, &catalog()).unwrap_err()
}

/// Line and reason of every mistake.
fn told(text: &str) -> Vec<(usize, &'static str)> {
    mistakes(text).into_iter().map(|mistake| (mistake.line, mistake.reason)).collect()
}

fn waiver(fingerprint: &str, expires: &str) -> String {
    format!("[[waiver]]\nfingerprint = \"{fingerprint}\"\nreason = \"已核实\"\napprover = \"张三\"\nexpire_date = {expires}\n")
}

fn check(text: &str, profile: Option<&str>, as_of: &str) -> Checked {
    let engine = Engine::new(Limits::default()).unwrap();
    let profile = profile.map(|body| Arc::new(file::read(&file(body), engine.catalog()).unwrap().1));
    let options = Options { profile, as_of: Date::parse(as_of), ..Options::default() };
    engine.check(Document { name: "", bytes: text.as_bytes(), charset: None }, &options).unwrap()
}

fn outcome(checked: &Checked, code: &str) -> (RuleOutcome, String) {
    let (id, _) = Catalog::load().unwrap().rule_by_code(code).map(|(id, rule)| (id, rule.code.clone())).unwrap();
    let entry = checked.judgement.ledger.iter().find(|entry| entry.rule == id).unwrap();
    (entry.outcome, entry.reason.zh.clone())
}

fn of<'a>(checked: &'a Checked, code: &str) -> &'a Finding {
    let (id, _) = Catalog::load().unwrap().rule_by_code(code).map(|(id, rule)| (id, rule.code.clone())).unwrap();
    checked.judgement.findings.iter().find(|finding| finding.rule == id).unwrap()
}

#[test]
fn every_mistake_is_told_with_its_line() {
    let rule = |lines: &str| told(&file(&format!("[[rule]]\n{lines}")));
    let code = format!("code = \"{ERROR_RULE}\"\n");
    assert_eq!(rule("code = \"NO-SUCH\"\nswitch = \"off\"\nreason = \"不查\""), [(5, "UNKNOWN_RULE")]);
    assert_eq!(rule("switch = \"off\"\nreason = \"不查\""), [(4, "MISSING_FIELD")]);
    assert_eq!(rule(&code), [(5, "NOTHING_DECIDED")]);
    assert_eq!(rule(&format!("{code}switch = \"off\"\n")), [(4, "MISSING_REASON")]);
    assert_eq!(rule(&format!("{code}switch = \"maybe\"\nreason = \"\"\n")), [(6, "UNREADABLE_VALUE")]);
    assert_eq!(rule(&format!("{code}swich = \"off\"\nseverity = \"warning\"\nreason = \"口径不同\"\n")), [(6, "UNKNOWN_KEY")]);
    assert_eq!(rule(&format!("{code}severity = \"info\"\nreason = \"口径不同\"\n")), [(6, "OUT_OF_BOUNDS")]);
    assert_eq!(rule(&format!("{code}severity = \"warning\"\n")), [(4, "MISSING_REASON")]);
    assert_eq!(rule(&format!("{code}switch = \"off\"\nseverity = \"warning\"\nreason = \"不查\"\n")), [(6, "CONTRADICTION")]);
    assert_eq!(rule(&format!("{code}parameters = {{ most = 3 }}\n")), [(6, "UNKNOWN_PARAMETER")]);
    let twice = format!("{code}severity = \"error\"\n[[rule]]\n{code}severity = \"error\"\n");
    assert_eq!(rule(&twice), [(8, "DUPLICATE_RULE")]);
    assert_eq!(told("name = \"某省\"\nversion = 1\n"), [(2, "UNREADABLE_VALUE")]);
    assert_eq!(told("version = \"1\"\n"), [(1, "MISSING_FIELD")]);
    assert_eq!(told("name = \"某省\"\nversion = \"1\"\nrule = 3\n"), [(3, "UNREADABLE_VALUE")]);
    assert_eq!(told("name = \"某省\"\nversion = \"1\"\n\n[[rules]]\n"), [(4, "UNKNOWN_KEY")]);
    assert_eq!(told("name = \"某省\nversion = \"1\"\n"), [(1, "MALFORMED_TOML")]);
}

#[test]
fn mistakes_in_waivers_are_told_with_their_lines() {
    let good = waiver("5f0c2a91-3d1b0a77c4e8f2d6", "2026-12-31");
    assert!(file::read(&file(&good), &catalog()).is_ok());
    assert_eq!(told(&file(&good.repeat(2))), [(10, "DUPLICATE_WAIVER")]);
    assert_eq!(told(&file(&waiver("3d1b0a77c4e8f2d6", "2026-12-31"))), [(5, "MALFORMED_FINGERPRINT")]);
    assert_eq!(told(&file(&waiver("5f0c2a91-3d1b0a77c4e8f2d6", "\"2026-02-30\""))), [(8, "MALFORMED_DATE")]);
    assert_eq!(told(&file(&waiver("5f0c2a91-3d1b0a77c4e8f2d6", "2026-02-30"))), [(8, "MALFORMED_TOML")]);
    assert_eq!(told(&file(&waiver("5f0c2a91-3d1b0a77c4e8f2d6", "2026-12-31T08:00:00"))), [(8, "UNREADABLE_VALUE")]);
    assert_eq!(told(&file(&good.replace("已核实", " "))), [(6, "MISSING_FIELD")]);
    assert_eq!(told(&file(&good.replace("approver = \"张三\"\n", ""))), [(4, "MISSING_FIELD")]);
    assert_eq!(told(&file(&format!("{good}rule = \"NO-SUCH\"\n"))), [(9, "UNKNOWN_RULE")]);
    assert_eq!(told(&file(&format!("{good}until = 2026-12-31\n"))), [(9, "UNKNOWN_KEY")]);
    let both = mistakes(&file(&good.replace("已核实", " ").replace("张三", "")));
    assert_eq!(both.iter().map(|mistake| mistake.line).collect::<Vec<_>>(), [6, 7], "all at once, in the order of the lines");
    assert_eq!(both[0].message.zh, "第 6 行：缺少 reason");
    assert_eq!(both[0].message.en, "line 6: reason is missing");
}

#[test]
fn a_severity_moves_by_one_step_only() {
    let catalog = catalog();
    for rule in &catalog.rules {
        for severity in [Severity::Info, Severity::Warning, Severity::Error] {
            let unset = rule.parameters.iter().filter(|parameter| parameter.default.is_none());
            let draft = RuleDraft {
                code: rule.code.clone(),
                switch: Some(Switch::On),
                severity: Some(severity),
                reason: "口径不同".to_owned(),
                parameters: unset.map(|parameter| (parameter.name.to_owned(), "2026-01-20".to_owned())).collect(),
            };
            let draft = Draft { name: "a".to_owned(), version: "1".to_owned(), rules: vec![draft], waivers: Vec::new() };
            let apart = (severity as i32).abs_diff(rule.severity as i32);
            assert_eq!(Profile::new(&draft, &catalog).is_ok(), apart <= 1, "{} {severity:?}", rule.code);
        }
    }
}

#[test]
fn a_local_rule_runs_only_where_it_is_switched_on_and_told_what_it_must_know() {
    let catalog = catalog();
    let rule = |lines: &str| file(&format!("[[rule]]\ncode = \"ZZ-LOCAL\"\n{lines}\n"));
    assert_eq!(told(&rule("parameters = { deadline = 2026-01-20 }")), [(4, "NOT_SWITCHED_ON")]);
    assert_eq!(told(&rule("switch = \"on\"")), [(4, "MISSING_PARAMETER")]);
    assert_eq!(told(&rule("switch = \"on\"\nparameters = { deadline = \"20日\" }")), [(7, "MALFORMED_PARAMETER")]);
    assert_eq!(told(&rule("switch = \"on\"\nparameters = { deadline = 2026-01-20, most = -1 }")), [(7, "MALFORMED_PARAMETER")]);
    let (_, profile) = file::read(&rule("switch = \"on\"\nparameters = { deadline = 2026-01-20 }"), &catalog).unwrap();
    let (id, _) = catalog.rule_by_code("ZZ-LOCAL").unwrap();
    let engine = Engine::new(Limits::default()).unwrap();
    let read = engine.check(Document { name: "", bytes: REPORT.as_bytes(), charset: None }, &Options::default()).unwrap();
    let judged = |profile| {
        let settings = crate::check::Settings { as_of: None, profile, previous: None, faults: &crate::Faults::default() };
        crate::check::check(&read.source, &read.report, &catalog, &settings)
    };
    let off = judged(None);
    assert_eq!(off.ledger[usize::from(id.0)].outcome, RuleOutcome::NotApplicable);
    let on = judged(Some(&profile));
    assert_eq!(on.ledger[usize::from(id.0)].outcome, RuleOutcome::Broken);
    let messages: Vec<_> = on.findings.iter().filter(|finding| finding.rule == id).map(|finding| finding.message.en.as_str()).collect();
    assert_eq!(messages, ["1000 2026-01-20"]);
}

#[test]
fn a_rule_that_is_switched_off_says_by_whom_and_why() {
    let off = format!("[[rule]]\ncode = \"{}\"\nswitch = \"off\"\nreason = \"本省另有口径\"\n", ERROR_RULE.to_lowercase());
    let checked = check(REPORT, Some(&off), "");
    let expected = (RuleOutcome::SwitchedOff, "由配置“某省”关闭：本省另有口径".to_owned());
    assert_eq!(outcome(&checked, ERROR_RULE), expected);
    assert!(checked.judgement.findings.iter().all(|finding| finding.localisation.is_none()), "what is not checked is not mended");
    assert_eq!(
        outcome(&check(REPORT, Some(&off.replace(&ERROR_RULE.to_lowercase(), "T3-BALANCE")), ""), "T3-BALANCE").0,
        RuleOutcome::NotApplicable
    );
}

#[test]
fn a_changed_severity_is_that_of_the_findings() {
    let lowered = format!("[[rule]]\ncode = \"{ERROR_RULE}\"\nseverity = \"warning\"\nreason = \"本省另有口径\"\n");
    assert_eq!(of(&check(REPORT, None, ""), ERROR_RULE).severity, Severity::Error);
    let finding = of(&check(REPORT, Some(&lowered), ""), ERROR_RULE).clone();
    assert_eq!((finding.severity, finding.regraded_from), (Severity::Warning, Some(Severity::Error)));
}

#[test]
fn a_finding_that_a_guard_lowered_stays_lowered() {
    let guarded = |severity: &str| format!("[[rule]]\ncode = \"STR-SECTION-MISSING\"\nseverity = \"{severity}\"\nreason = \"口径不同\"\n");
    for severity in ["error", "warning"] {
        let finding = of(&check(REPORT, Some(&guarded(severity)), ""), "STR-SECTION-MISSING").clone();
        assert_eq!((finding.severity, finding.regraded_from), (Severity::Warning, None), "the profile changed nothing of it");
    }
}

#[test]
fn a_waived_finding_stays_and_does_not_count() {
    let before = check(REPORT, None, "2026-03-01");
    assert_eq!(before.verdict, Some(Verdict::Fail));
    let errors = before.judgement.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let waivers: String = errors.map(|finding| waiver(&finding.fingerprint, "2026-12-31")).collect();
    let after = check(REPORT, Some(&waivers), "2026-03-01");
    assert_ne!(after.verdict, Some(Verdict::Fail));
    assert_eq!(after.judgement.findings.len(), before.judgement.findings.len());
    let waived = of(&after, ERROR_RULE);
    assert_eq!((waived.severity, waived.waiver.as_ref().unwrap().approver.as_str()), (Severity::Error, "张三"));
    assert_eq!(outcome(&after, ERROR_RULE), (RuleOutcome::Waived, "1 处问题已豁免，批准人：张三（至 2026-12-31）".to_owned()));
    assert!(after.judgement.waived.unused.is_empty() && !after.judgement.waived.used.is_empty());
}

#[test]
fn a_waiver_holds_through_its_last_day() {
    let fingerprint = of(&check(REPORT, None, ""), ERROR_RULE).fingerprint.clone();
    let profile = waiver(&fingerprint, "2026-12-31");
    for (as_of, holds) in [("2026-12-30", true), ("2026-12-31", true), ("2027-01-01", false)] {
        let checked = check(REPORT, Some(&profile), as_of);
        assert_eq!(of(&checked, ERROR_RULE).stands(), !holds, "{as_of}");
        let waived = &checked.judgement.waived;
        assert_eq!((waived.used.len(), waived.expired.len(), waived.unused.len()), if holds { (1, 0, 0) } else { (0, 1, 0) }, "{as_of}");
    }
}

#[test]
fn waivers_without_a_day_are_refused() {
    let engine = Engine::new(Limits::default()).unwrap();
    let text = file(&waiver("5f0c2a91-3d1b0a77c4e8f2d6", "2026-12-31"));
    let profile = Some(Arc::new(file::read(&text, engine.catalog()).unwrap().1));
    let options = Options { profile, ..Options::default() };
    let error = engine.check(Document { name: "", bytes: b"", charset: None }, &options).unwrap_err();
    assert_eq!(error, Error::UndatedWaivers);
}

#[test]
fn a_waiver_of_this_report_without_a_finding_is_told_and_one_of_another_is_not() {
    let fingerprint = of(&check(REPORT, None, ""), ERROR_RULE).fingerprint.clone();
    let of_report = &fingerprint[..9];
    let profile = waiver(&format!("{of_report}3d1b0a77c4e8f2d6"), "2026-12-31") + &waiver("00000000-3d1b0a77c4e8f2d6", "2026-12-31");
    let checked = check(REPORT, Some(&profile), "2026-03-01");
    assert_eq!(checked.judgement.waived, Waived { used: vec![], unused: vec![0], expired: vec![] });
    let wrong_rule = waiver(&fingerprint, "2026-12-31") + "rule = \"T3-BALANCE\"\n";
    let checked = check(REPORT, Some(&wrong_rule), "2026-03-01");
    assert!(of(&checked, ERROR_RULE).stands());
    assert_eq!(checked.judgement.waived.unused, [0]);
}

#[test]
fn where_every_rule_is_switched_off_nothing_is_passed() {
    let codes = Catalog::load().unwrap().rules.into_iter().map(|rule| rule.code);
    let all: String = codes.map(|code| format!("[[rule]]\ncode = \"{code}\"\nswitch = \"off\"\nreason = \"不查\"\n")).collect();
    let mut checked = check(REPORT, Some(&all), "");
    assert!(checked.judgement.findings.is_empty());
    checked.report.unread.clear();
    assert_eq!(verdict(&checked.judgement, &checked.report), Verdict::Inconclusive);
}

#[test]
fn a_rule_that_could_not_look_at_everything_does_not_hold_because_its_finding_is_waived() {
    let engine = Engine::new(Limits::default()).unwrap();
    let mut judged = check(REPORT, None, "").judgement;
    let (id, _) = engine.catalog().rule_by_code(ERROR_RULE).unwrap();
    judged.ledger[usize::from(id.0)].reason = Arc::new(bilingual!("有一处未读取", "something was not read"));
    let fingerprint = judged.findings.iter().find(|finding| finding.rule == id).unwrap().fingerprint.clone();
    let (_, profile) = file::read(&file(&waiver(&fingerprint, "2026-12-31")), engine.catalog()).unwrap();
    let report = check(REPORT, None, "").report;
    waive(&mut judged, &profile, Date::parse("2026-03-01").unwrap(), &report, engine.catalog());
    assert_eq!(judged.ledger[usize::from(id.0)].outcome, RuleOutcome::NotRun);
}

#[test]
fn local_rules_of_the_catalogue_say_nothing_until_a_profile_asks_for_them() {
    let report = include_str!("../../../tests/data/rules/LAW-DEADLINE-LOCAL-fail-signed_eight_days_later.txt");
    let on = |day: &str| {
        format!(
            "[[rule]]\ncode = \"LAW-DEADLINE-LOCAL\"\nswitch = \"on\"\nparameters = {{ submit_by = {day} }}\n\n\
             [[rule]]\ncode = \"TXT-LENGTH\"\nswitch = \"on\"\nparameters = {{ most = 100 }}\n"
        )
    };
    for code in ["LAW-DEADLINE-LOCAL", "TXT-LENGTH"] {
        assert_eq!(outcome(&check(report, None, ""), code).0, RuleOutcome::NotApplicable, "{code}");
        assert_eq!(outcome(&check(report, Some(&on("2023-01-20")), ""), code).0, RuleOutcome::Broken, "{code}");
    }
    let told = |day: &str| outcome(&check(report, Some(&on(day)), ""), "LAW-DEADLINE-LOCAL").0;
    assert_eq!(told("2023-01-28"), RuleOutcome::Held, "signed on the last day");
    assert_eq!(told("2026-01-20"), RuleOutcome::NotApplicable, "the day is for reports of another year");
}
