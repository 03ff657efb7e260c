//! Last year's report over a real socket: in a call, in an item of a batch, in chunks, and what is wrong with it.

use gouji_proto::v1;
use gouji_proto::v1::check_reports_request::Message as Asked;
use tonic::Code;

use crate::support::{Batch, Server, check, check_one, checked, collect, config, document, error, error_info, events, item, repository};

fn file(year: u16) -> Vec<u8> {
    std::fs::read(repository(&format!("tests/data/last_year/{year}.txt"))).unwrap()
}

fn last_year() -> Option<v1::Document> {
    Some(document("2021.txt", &file(2021)))
}

fn request(previous_report: Option<v1::Document>) -> v1::CheckReportRequest {
    v1::CheckReportRequest { previous_report, ..check("2022.txt", &file(2022)) }
}

/// Kinds of answers about places of errors.
fn kinds(checked: &v1::CheckedReport) -> Vec<v1::RepairKind> {
    checked.findings.iter().filter_map(|finding| Some(finding.localization.as_ref()?.kind())).collect()
}

#[tokio::test]
async fn it_decides_a_tie_and_is_told_with_the_result() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    let alone = check_one(&mut client, request(None)).await.unwrap();
    assert_eq!((kinds(&alone), alone.previous_report.clone()), (vec![v1::RepairKind::Tied], None));
    let heard = check_one(&mut client, request(last_year())).await.unwrap();
    assert_eq!(kinds(&heard), [v1::RepairKind::Unique]);
    let repair = heard.findings.iter().find_map(|finding| finding.repairs.first()).unwrap();
    assert_eq!((repair.cells[0].cell.as_str(), repair.cells[0].proposed.as_str()), ("requests.carried_in@total", "11"));
    assert!(repair.support[0].contains("上年报告"), "{repair:?}");
    let told = heard.previous_report.clone().unwrap();
    assert_eq!((told.r#use(), told.reason.as_str(), told.report_year), (v1::PreviousReportUse::Comparable, "", Some(2021)));
    assert_eq!((told.organization.as_str(), told.edition.as_str()), ("江北省生态环境厅", "gb2021"));
    assert_eq!(told.source.unwrap().name, "2021.txt");
    let bare = |checked: v1::CheckedReport| {
        let strip = |finding: v1::Finding| v1::Finding { repairs: Vec::new(), localization: None, ..finding };
        v1::CheckedReport { findings: checked.findings.into_iter().map(strip).collect(), previous_report: None, ..checked }
    };
    assert_eq!(bare(alone), bare(heard), "it moves nothing else");
}

#[tokio::test]
async fn one_that_cannot_be_compared_is_told_with_the_reason_even_in_the_least_view() {
    let server = Server::start(config(|_| {})).await;
    let options = v1::CheckOptions { view: v1::View::Verdict.into(), language: "en".into(), ..Default::default() };
    let asked = v1::CheckReportRequest { options: Some(options), ..request(Some(document("2022.txt", &file(2022)))) };
    let told = check_one(&mut server.reports().await, asked).await.unwrap().previous_report.unwrap();
    let reason = "it is the report of 2022, not of 2021";
    assert_eq!((told.r#use(), told.reason.as_str()), (v1::PreviousReportUse::NotComparable, reason));
}

#[tokio::test]
async fn a_validation_takes_it_as_well() {
    let server = Server::start(config(|_| {})).await;
    let asked =
        v1::ValidateReportRequest { document: Some(document("2022.txt", &file(2022))), previous_report: last_year(), ..Default::default() };
    let stream = server.reports().await.validate_report(asked).await.unwrap().into_inner();
    let told = collect(events(stream, |message| message.event).await.unwrap());
    assert_eq!(kinds(&told), [v1::RepairKind::Unique]);
}

#[tokio::test]
async fn items_of_a_batch_have_each_their_own_whole_or_in_chunks() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    let whole = check_one(&mut client, request(last_year())).await.unwrap();
    let batch = Batch::in_input_order(&mut client).await;
    let own = || Some(document("2022.txt", &file(2022)));
    assert!(batch.send(Asked::Item(v1::BatchItem { id: "with".into(), document: own(), previous_report: last_year() })).await);
    assert!(batch.send(Asked::Item(v1::BatchItem { id: "without".into(), document: own(), previous_report: None })).await);
    let named = Some(v1::Document { name: "2022.txt".into(), ..Default::default() });
    let first = v1::BatchChunk { id: "chunks".into(), document: named, previous_report: last_year(), ..Default::default() };
    assert!(batch.send(Asked::Chunk(first)).await);
    let second = v1::BatchChunk { id: "chunks".into(), content: file(2022).into(), last: true, ..Default::default() };
    assert!(batch.send(Asked::Chunk(second)).await);
    let (results, _) = batch.finish().await;
    assert_eq!((checked(&results[0]), checked(&results[2])), (&whole, &whole), "a batch gives what a call gives");
    assert_eq!((kinds(checked(&results[1])), &checked(&results[1]).previous_report), (vec![v1::RepairKind::Tied], &None));
}

#[tokio::test]
async fn one_that_cannot_be_read_fails_its_own_call_or_item_and_is_named() {
    let server = Server::start(config(|config| config.max_report_bytes = 40_000)).await;
    let mut client = server.reports().await;
    let long = document("long", &[b'1'; 40_001]);
    let picture = document("picture", b"\x89PNG\r\n\x1a\n00000000");
    let cases = [(long, Code::ResourceExhausted, "TOO_LARGE"), (picture, Code::InvalidArgument, "UNSUPPORTED_FORMAT")];
    let batch = Batch::in_input_order(&mut client).await;
    for (previous, code, reason) in &cases {
        let status = check_one(&mut client, request(Some(previous.clone()))).await.unwrap_err();
        assert_eq!((status.code(), error_info(&status).reason.as_str()), (*code, *reason));
        assert!(status.message().starts_with("last year's report: "), "{}", status.message());
        let asked = v1::BatchItem { id: previous.name.clone(), document: request(None).document, previous_report: Some(previous.clone()) };
        assert!(batch.send(Asked::Item(asked)).await);
    }
    assert!(batch.send(item("sound", &file(2022))).await);
    let (results, summary) = batch.finish().await;
    for (result, (_, code, reason)) in results.iter().zip(&cases) {
        let status = error(result);
        assert_eq!((status.code(), error_info(&status).reason.as_str()), (*code, *reason));
    }
    assert_eq!((kinds(checked(&results[2])), summary.error_count), (vec![v1::RepairKind::Tied], 2), "the others go on");
}

#[tokio::test]
async fn an_archive_cannot_have_one() {
    let server = Server::start(config(|_| {})).await;
    let batch = Batch::in_input_order(&mut server.reports().await).await;
    let archive = Some(document("reports.zip", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"));
    assert!(batch.send(Asked::Item(v1::BatchItem { id: "zip".into(), document: archive, previous_report: last_year() })).await);
    let (results, _) = batch.finish().await;
    let status = error(&results[0]);
    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(status.message().contains("previous_report"), "{}", status.message());
}
