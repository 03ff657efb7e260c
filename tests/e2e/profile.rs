//! Profiles over a real socket: what an office decides reaches every answer and is told in each.

use std::collections::HashSet;

use gouji_proto::v1;
use tonic::{Code, Status};

use crate::support::{Batch, Server, check, check_one, checked, config, document, error_info, item, repository, samples};
use gouji_proto::v1::check_reports_request::Message as Asked;

const RULE: &str = "G14-REQ-CHANNEL-SUM";

fn profile(rules: Vec<v1::RuleSetting>, waivers: Vec<v1::Waiver>) -> v1::Profile {
    v1::Profile { name: "某省".into(), version: "2026-01-10".into(), rules, waivers }
}

fn waiver(fingerprint: &str, expire_date: &str) -> v1::Waiver {
    v1::Waiver {
        fingerprint: fingerprint.into(),
        rule: String::new(),
        reason: "已核实".into(),
        approver: "张三".into(),
        expire_date: expire_date.into(),
    }
}

fn options(profile: v1::Profile, as_of: &str) -> v1::CheckOptions {
    v1::CheckOptions { profile: Some(profile), as_of_date: as_of.into(), ..v1::CheckOptions::default() }
}

fn with(options: v1::CheckOptions) -> v1::CheckReportRequest {
    let (name, content) = &samples()[0];
    v1::CheckReportRequest { options: Some(options), ..check(name, content) }
}

fn summary(checked: &v1::CheckedReport) -> &v1::Summary {
    checked.summary.as_ref().unwrap()
}

/// The waivers of every error of the first sample.
async fn waivers_of_errors(server: &Server, expire_date: &str) -> Vec<v1::Waiver> {
    let (name, content) = &samples()[0];
    let plain = check_one(&mut server.reports().await, check(name, content)).await.unwrap();
    let errors = plain.findings.iter().filter(|finding| finding.severity() == v1::Severity::Error);
    errors.map(|finding| waiver(&finding.fingerprint, expire_date)).collect()
}

#[tokio::test]
async fn a_waived_report_does_not_fail_and_says_who_waived_it() {
    let server = Server::start(config(|_| {})).await;
    let waivers = waivers_of_errors(&server, "2026-12-31").await;
    assert!(!waivers.is_empty());
    let mut client = server.reports().await;
    let told = check_one(&mut client, with(options(profile(vec![], waivers.clone()), "2026-12-31"))).await.unwrap();
    assert_ne!(told.verdict(), v1::Verdict::Fail);
    assert_eq!((summary(&told).error_count, summary(&told).waived_count), (0, waivers.len() as i32));
    let finding = told.findings.iter().find(|finding| finding.rule == RULE).unwrap();
    assert_eq!(
        (finding.severity(), finding.waiver.as_ref()),
        (v1::Severity::Error, waivers.iter().find(|it| it.fingerprint == finding.fingerprint))
    );
    let entry = told.ledger.iter().find(|entry| entry.rule == RULE).unwrap();
    assert!(entry.outcome() == v1::RuleOutcome::Waived && entry.reason.contains("张三"), "{entry:?}");
    let applied = told.profile.unwrap();
    assert_eq!((applied.name.as_str(), applied.version.as_str(), applied.as_of_date.as_str()), ("某省", "2026-01-10", "2026-12-31"));

    let late = check_one(&mut client, with(options(profile(vec![], waivers.clone()), "2027-01-01"))).await.unwrap();
    assert_eq!((late.verdict(), summary(&late).waived_count), (v1::Verdict::Fail, 0));
    assert_eq!(late.profile.unwrap().expired_waivers, waivers);
}

#[tokio::test]
async fn what_a_profile_decides_about_rules_is_told_with_the_result() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    let reason = || "本省另有口径".to_owned();
    let lowered = v1::RuleSetting { code: RULE.into(), severity: v1::Severity::Warning.into(), reason: reason(), ..Default::default() };
    let off =
        v1::RuleSetting { code: "STR-SECTION-MISSING".into(), switch: v1::RuleSwitch::Off.into(), reason: reason(), ..Default::default() };
    let told = check_one(&mut client, with(options(profile(vec![lowered, off], vec![]), ""))).await.unwrap();
    let finding = told.findings.iter().find(|finding| finding.rule == RULE).unwrap();
    assert_eq!(finding.severity(), v1::Severity::Warning);
    assert_eq!(finding.severity_reason, "规则所定级别为“错误”，由配置“某省”更改：本省另有口径");
    assert!(told.findings.iter().all(|finding| finding.rule != "STR-SECTION-MISSING"));
    let entry = told.ledger.iter().find(|entry| entry.rule == "STR-SECTION-MISSING").unwrap();
    assert_eq!((entry.outcome(), entry.reason.as_str()), (v1::RuleOutcome::SwitchedOff, "由配置“某省”关闭：本省另有口径"));
    assert_eq!((summary(&told).switched_off_count, summary(&told).severity_changed_count), (1, 1));
}

#[tokio::test]
async fn the_least_view_tells_of_the_profile() {
    let server = Server::start(config(|_| {})).await;
    let waivers = vec![waiver("5f0c2a91-3d1b0a77c4e8f2d6", "2026-12-31")];
    let options = v1::CheckOptions { view: v1::View::Verdict.into(), ..options(profile(vec![], waivers), "2026-12-31") };
    let told = check_one(&mut server.reports().await, with(options)).await.unwrap();
    assert_eq!(told.profile.unwrap().name, "某省");
    let (name, content) = &samples()[0];
    let plain = check_one(&mut server.reports().await, check(name, content)).await.unwrap();
    assert_eq!(plain.profile, None);
}

#[tokio::test]
async fn a_batch_tells_which_waivers_nobody_used() {
    let server = Server::start(config(|_| {})).await;
    let mut waivers = waivers_of_errors(&server, "2026-12-31").await;
    let used = waivers.len() as i64;
    waivers.push(waiver("5f0c2a91-3d1b0a77c4e8f2d6", "2026-12-31"));
    waivers.push(waiver("5f0c2a91-3d1b0a77c4e8f2d7", "2025-12-31"));
    let options = options(profile(vec![], waivers.clone()), "2026-03-01");
    let whole = check_one(&mut server.reports().await, with(options.clone())).await.unwrap();
    let batch = Batch::open(&mut server.reports().await, v1::BatchOptions { options: Some(options), order: 0 }).await.unwrap();
    let (name, content) = &samples()[0];
    assert!(
        batch.send(Asked::Item(v1::BatchItem { id: name.clone(), document: Some(document(name, content)), previous_report: None })).await
    );
    assert!(batch.send(item("other", &samples()[1].1)).await);
    let (results, summary) = batch.finish().await;
    let first = results.iter().find(|result| result.id == *name).unwrap();
    assert_eq!(checked(first), &whole, "a batch gives what a call gives");
    assert_eq!(
        (summary.unused_waivers, summary.expired_waivers),
        (vec![waivers[used as usize].clone()], vec![waivers[used as usize + 1].clone()])
    );
    assert_eq!(summary.rules.iter().map(|rule| rule.waived_count).sum::<i64>(), used);
}

#[tokio::test]
async fn a_profile_that_cannot_be_followed_refuses_the_call_and_the_batch() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    let reasons = |status: &Status| (status.code(), error_info(status).reason);
    let rule =
        |severity: v1::Severity| v1::RuleSetting { code: RULE.into(), severity: severity.into(), reason: "r".into(), ..Default::default() };
    for (profile, reason) in [
        (profile(vec![rule(v1::Severity::Info)], vec![]), "OUT_OF_BOUNDS"),
        (profile(vec![rule(v1::Severity::Warning), rule(v1::Severity::Warning)], vec![]), "DUPLICATE_RULE"),
        (profile(vec![], vec![waiver("5f0c2a91-3d1b0a77c4e8f2d6", "2026-12-31")]), "UNDATED_WAIVERS"),
    ] {
        let status = check_one(&mut client, with(options(profile.clone(), ""))).await.unwrap_err();
        assert_eq!(reasons(&status), (Code::InvalidArgument, reason.to_owned()));
        let batch = v1::BatchOptions { options: Some(options(profile, "")), order: 0 };
        assert_eq!(reasons(&Batch::open(&mut client, batch).await.err().unwrap()), (Code::InvalidArgument, reason.to_owned()));
    }
}

#[tokio::test]
async fn a_profile_file_becomes_a_profile_or_every_mistake_with_its_line() {
    let server = Server::start(config(|_| {})).await;
    let mut catalog = server.catalog().await;
    let content = std::fs::read_to_string(repository("docs/profile.example.toml")).unwrap();
    let made = catalog.parse_profile(v1::ParseProfileRequest { content }).await.unwrap().into_inner().profile.unwrap();
    assert!(made.rules.len() >= 2 && !made.waivers.is_empty(), "{made:?}");
    assert!(check_one(&mut server.reports().await, with(options(made, "2026-03-01"))).await.is_ok());

    let content = "name = \"a\"\nversion = \"1\"\n\n[[rule]]\ncode = \"NO-SUCH\"\nswitch = \"off\"\nreason = \"r\"\ncolour = \"red\"\n";
    let status = catalog.parse_profile(v1::ParseProfileRequest { content: content.into() }).await.unwrap_err();
    assert_eq!((status.code(), error_info(&status).reason.as_str()), (Code::InvalidArgument, "UNKNOWN_RULE"));
    assert!(status.message().contains("line 5: ") && status.message().contains("line 8: "), "{}", status.message());
}

#[tokio::test]
async fn the_catalogue_tells_how_far_a_severity_may_be_changed() {
    let server = Server::start(config(|_| {})).await;
    let rules = server.catalog().await.list_rules(v1::ListRulesRequest::default()).await.unwrap().into_inner().rules;
    let bounds: HashSet<_> = rules.iter().map(|rule| (rule.severity(), rule.lowest_severity(), rule.highest_severity())).collect();
    use v1::Severity::{Error, Info, Warning};
    assert_eq!(bounds, HashSet::from([(Error, Warning, Error), (Warning, Info, Error), (Info, Info, Warning)]));
}
