//! Each call of the report service, for one document.

use gouji_proto::v1;
use gouji_proto::v1::check_report_response::Event;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use crate::support::{Reports, Server, check, check_one, collect, config, document, error_info, events, reason_and, samples};

fn order(event: &Event) -> usize {
    match event {
        Event::Source(_) => 1,
        Event::Report(_) => 2,
        Event::Sections(_) => 3,
        Event::Statistics(_) => 4,
        Event::Claims(_) => 5,
        Event::Findings(_) => 6,
        Event::Ledger(_) => 7,
        Event::Normalized(_) => 8,
        Event::Result(_) => 9,
    }
}

#[tokio::test]
async fn events_come_in_order_from_source_to_result() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    for (name, content) in samples() {
        let stream = client.check_report(check(&name, &content)).await.unwrap().into_inner();
        let kinds: Vec<_> = events(stream, Some).await.unwrap().iter().map(order).collect();
        assert!(kinds.is_sorted(), "{name}: {kinds:?}");
        assert_eq!((kinds.first(), kinds.last()), (Some(&1), Some(&9)), "{name}");
        assert_eq!(kinds.iter().filter(|&&kind| kind == 9).count(), 1, "{name}");
    }
}

#[tokio::test]
async fn the_source_is_described_and_every_place_slices_it() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    for (name, content) in samples() {
        let checked = check_one(&mut client, check(&name, &content)).await.unwrap();
        let source = checked.source.unwrap();
        assert_eq!((source.name.as_str(), source.charset.as_str()), (name.as_str(), "UTF-8"));
        assert_eq!(source.size_bytes, i64::try_from(content.len()).unwrap());
        assert_eq!(source.sha256.len(), 64);
        let text: Vec<char> = String::from_utf8(content).unwrap().chars().collect();
        let report = checked.report.unwrap();
        assert!(!report.statistics.is_empty(), "{name} has tables");
        let statistics = report.statistics.iter().filter_map(|statistic| statistic.span.as_ref());
        for span in statistics.chain(report.sections.iter().filter_map(|section| section.span.as_ref())) {
            let slice: String = text[span.start as usize..span.end as usize].iter().collect();
            assert_eq!(slice, span.text, "{name}");
            let before = &text[..span.start as usize];
            let line_start = before.iter().rposition(|&c| c == '\n').map_or(0, |at| at + 1);
            assert_eq!(span.line as usize, before.iter().filter(|&&c| c == '\n').count() + 1, "{name}");
            assert_eq!(span.column as usize, before.len() - line_start + 1, "{name}");
        }
    }
}

#[tokio::test]
async fn a_number_has_a_value_and_nothing_else_has() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    for (name, content) in samples() {
        let report = check_one(&mut client, check(&name, &content)).await.unwrap().report.unwrap();
        for statistic in report.statistics {
            assert_eq!(statistic.value.is_some(), statistic.state() == v1::CellState::Number, "{name}: {statistic:?}");
            assert_eq!(statistic.span.is_none(), statistic.state() == v1::CellState::Absent, "{name}: {statistic:?}");
            assert!(statistic.value.is_none_or(|value| value.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '-')));
        }
    }
}

#[tokio::test]
async fn each_stage_alone_gives_its_part_of_the_whole() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    for (name, content) in samples() {
        let whole = check_one(&mut client, check(&name, &content)).await.unwrap();
        let bare = v1::CheckedReport { source: whole.source.clone(), report: whole.report.clone(), ..Default::default() };
        let bare = v1::CheckedReport { engine: whole.engine.clone(), ..bare };

        let parsed = parse(&mut client, &name, &content).await;
        assert_eq!(parsed, v1::CheckedReport { summary: parsed.summary, ..bare.clone() }, "{name}");

        let validated = validate(&mut client, &name, &content).await;
        assert_eq!(validated, v1::CheckedReport { normalized: None, ..whole.clone() }, "{name}");

        let normalized = normalize(&mut client, &name, &content).await;
        let expected = v1::CheckedReport { summary: normalized.summary, normalized: whole.normalized.clone(), ..bare };
        assert_eq!(normalized, expected, "{name}");
    }
}

async fn parse(client: &mut Reports, name: &str, content: &[u8]) -> v1::CheckedReport {
    let request = v1::ParseReportRequest { document: Some(document(name, content)), options: None };
    let stream = client.parse_report(request).await.unwrap().into_inner();
    collect(events(stream, |message: v1::ParseReportResponse| message.event).await.unwrap())
}

async fn validate(client: &mut Reports, name: &str, content: &[u8]) -> v1::CheckedReport {
    let request = v1::ValidateReportRequest { document: Some(document(name, content)), ..Default::default() };
    let stream = client.validate_report(request).await.unwrap().into_inner();
    collect(events(stream, |message: v1::ValidateReportResponse| message.event).await.unwrap())
}

async fn normalize(client: &mut Reports, name: &str, content: &[u8]) -> v1::CheckedReport {
    let request = v1::NormalizeReportRequest { document: Some(document(name, content)), options: None };
    let stream = client.normalize_report(request).await.unwrap().into_inner();
    collect(events(stream, |message: v1::NormalizeReportResponse| message.event).await.unwrap())
}

#[tokio::test]
async fn a_view_leaves_out_and_changes_nothing_else() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    let (name, content) = samples().swap_remove(1);
    let mut viewed = Vec::new();
    for view in [v1::View::Unspecified, v1::View::Full, v1::View::Findings, v1::View::Verdict] {
        let options = v1::CheckOptions { view: view.into(), ..Default::default() };
        let request = v1::CheckReportRequest { options: Some(options), ..check(&name, &content) };
        viewed.push(check_one(&mut client, request).await.unwrap());
    }
    let [usual, full, findings, verdict] = viewed.try_into().unwrap();
    assert_eq!(usual, full);
    assert!(full.report.is_some() && full.normalized.is_some());
    assert_eq!(findings, v1::CheckedReport { report: None, ledger: Vec::new(), normalized: None, ..full });
    assert_eq!(verdict, v1::CheckedReport { findings: Vec::new(), ..findings });
}

#[tokio::test]
async fn the_language_changes_words_and_no_facts() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    let (name, content) = samples().swap_remove(3);
    let mut told = Vec::new();
    for language in ["", "zh", "en"] {
        let options = v1::CheckOptions { language: language.to_owned(), ..Default::default() };
        let request = v1::CheckReportRequest { options: Some(options), ..check(&name, &content) };
        told.push(check_one(&mut client, request).await.unwrap());
    }
    let [usual, chinese, english] = told.try_into().unwrap();
    assert_eq!(usual, chinese);
    assert_ne!(chinese, english);
    assert_eq!((chinese.verdict, chinese.summary), (english.verdict, english.summary));
    assert_eq!(chinese.report.unwrap().statistics, english.report.unwrap().statistics);
}

#[tokio::test]
async fn an_edition_that_the_caller_names_is_used_and_said_to_be_named() {
    let server = Server::start(config(|_| {})).await;
    let options = v1::CheckOptions { edition: "gb2019".to_owned(), ..Default::default() };
    let request = v1::CheckReportRequest { options: Some(options), ..check("n", "某县年度报告".as_bytes()) };
    let edition = check_one(&mut server.reports().await, request).await.unwrap().report.unwrap().edition.unwrap();
    assert_eq!((edition.id.as_str(), edition.overridden), ("gb2019", true));
}

#[tokio::test]
async fn bad_content_is_a_result_and_never_a_pass() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    for content in ["", "无", "\u{feff}\r\n\r\n"] {
        let checked = check_one(&mut client, check("n", content.as_bytes())).await.unwrap();
        assert_eq!(checked.verdict(), v1::Verdict::Inconclusive, "{content:?}");
        assert!(checked.report.is_some() && checked.error.is_none());
    }
}

async fn refused(client: &mut Reports, request: v1::CheckReportRequest) -> Status {
    check_one(client, request).await.expect_err("the request is refused")
}

#[tokio::test]
async fn fields_at_fault_are_named_all_at_once() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    let options = v1::CheckOptions { language: "fr".into(), as_of_date: "tomorrow".into(), edition: "gb1999".into(), ..Default::default() };
    let status = refused(&mut client, v1::CheckReportRequest { options: Some(options), ..Default::default() }).await;
    assert_eq!(status.code(), Code::InvalidArgument);
    error_info(&status);
    let details = status.get_error_details();
    let fields: Vec<_> = details.bad_request().unwrap().field_violations.iter().map(|it| it.field.as_str()).collect();
    assert_eq!(fields, ["options.language", "options.edition", "options.as_of_date", "document"]);
}

#[tokio::test]
async fn what_is_not_read_is_refused_by_name() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;

    let status = refused(&mut client, check("n", b"\x89PNG\r\n")).await;
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(reason_and(&status, "media_type"), ("UNSUPPORTED_FORMAT".to_owned(), Some("image/*".to_owned())));

    let declared = v1::Document { media_type: "application/zip".to_owned(), ..document("n", "报告".as_bytes()) };
    let status = refused(&mut client, v1::CheckReportRequest { document: Some(declared), ..Default::default() }).await;
    assert_eq!(reason_and(&status, "media_type"), ("UNSUPPORTED_FORMAT".to_owned(), Some("application/zip".to_owned())));

    let status = refused(&mut client, check("n", b"\x81\xff\xff")).await;
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(reason_and(&status, "offset"), ("UNDECODABLE".to_owned(), Some("0".to_owned())));

    let setting = v1::RuleSetting { code: "NO-SUCH".to_owned(), severity: v1::Severity::Info.into(), ..Default::default() };
    let profile = v1::Profile { name: "n".to_owned(), version: "1".to_owned(), rules: vec![setting], ..Default::default() };
    let options = v1::CheckOptions { profile: Some(profile), ..Default::default() };
    let status = refused(&mut client, v1::CheckReportRequest { options: Some(options), ..check("n", b"") }).await;
    assert_eq!((status.code(), error_info(&status).reason.as_str()), (Code::InvalidArgument, "UNKNOWN_RULE"));
}
