//! Batches: items whole and in chunks, both orders of answer, and items that cannot be processed among those that can.

use gouji_proto::v1;
use gouji_proto::v1::check_reports_request::Message as Asked;
use tonic::Code;

use crate::support::{Batch, Piece, Server, checked, chunk, config, document, error, error_info, item, message, samples};

#[tokio::test]
async fn interleaved_chunks_and_whole_items_give_the_same_results() {
    let server = Server::start(config(|_| {})).await;
    let samples = samples();
    let batch = Batch::usual(&mut server.reports().await).await;
    for (name, content) in &samples {
        batch.chunk(name, Piece::First(&content[..100])).await;
    }
    for (name, content) in &samples {
        batch.item(&format!("whole-{name}"), content).await;
        batch.chunk(name, Piece::Next(&content[100..5_000])).await;
    }
    for (name, content) in samples.iter().rev() {
        batch.chunk(name, Piece::Last(&content[5_000..])).await;
    }
    let (results, summary) = batch.finish().await;
    assert_eq!(results.len(), 10);
    for (name, _) in &samples {
        let of = |id: &str| results.iter().find(|it| it.id == id).unwrap_or_else(|| panic!("{id} is answered"));
        let mut whole = checked(of(&format!("whole-{name}"))).clone();
        let in_chunks = checked(of(name));
        assert!(in_chunks.report.is_some());
        whole.source.as_mut().unwrap().name.clone_from(name);
        assert_eq!(&whole, in_chunks);
    }
    assert_eq!((summary.item_count, summary.error_count), (10, 0));
}

#[tokio::test]
async fn answers_come_in_input_order_if_asked_for() {
    let server = Server::start(config(|config| config.max_items_in_flight = 8)).await;
    let samples = samples();
    let batch = Batch::in_input_order(&mut server.reports().await).await;
    batch.chunk("first", Piece::First(b"")).await;
    for at in 0..6 {
        batch.item(&at.to_string(), &samples[at % 5].1).await;
    }
    batch.chunk("first", Piece::Last("很长的第一份报告\n".repeat(20_000).as_bytes())).await;
    let (results, _) = batch.finish().await;
    let ids: Vec<_> = results.iter().map(|result| result.id.as_str()).collect();
    assert_eq!(ids, ["first", "0", "1", "2", "3", "4", "5"]);
}

#[tokio::test]
async fn answers_come_as_they_are_finished_otherwise() {
    let server = Server::start(config(|_| {})).await;
    let mut batch = Batch::usual(&mut server.reports().await).await;
    batch.chunk("open", Piece::First(b"")).await;
    batch.item("whole", &samples()[0].1).await;
    assert_eq!(batch.result().await.id, "whole", "an open item holds up nobody");
    batch.chunk("open", Piece::Last(b"")).await;
    assert_eq!(batch.result().await.id, "open");
}

#[tokio::test]
async fn answers_come_while_the_batch_is_open() {
    let server = Server::start(config(|_| {})).await;
    let mut batch = Batch::in_input_order(&mut server.reports().await).await;
    for at in 0..20 {
        let id = at.to_string();
        batch.item(&id, &samples()[at % 5].1).await;
        assert_eq!(batch.result().await.id, id);
    }
    let (rest, summary) = batch.finish().await;
    assert_eq!((rest, summary.item_count), (vec![], 20));
}

#[tokio::test]
async fn a_bad_item_harms_no_other() {
    let server = Server::start(config(|_| {})).await;
    let samples = samples();
    let batch = Batch::in_input_order(&mut server.reports().await).await;
    batch.item("good-1", &samples[0].1).await;
    batch.item("picture", b"\x89PNG\r\n").await;
    batch.item("garbage", b"\x81\xff\xff").await;
    let declared = v1::Document { media_type: "image/png".into(), ..document("declared", b"") };
    assert!(batch.send(Asked::Item(v1::BatchItem { id: "declared".into(), document: Some(declared), previous_report: None })).await);
    let long = v1::Document { name: "名".repeat(1_025), ..v1::Document::default() };
    assert!(batch.send(Asked::Item(v1::BatchItem { id: "long".into(), document: Some(long), previous_report: None })).await);
    batch.item("good-2", &samples[1].1).await;
    let (results, summary) = batch.finish().await;

    let reasons: Vec<_> = results[1..5].iter().map(|it| (it.id.as_str(), error_info(&error(it)).reason)).collect();
    let expected =
        [("picture", "UNSUPPORTED_FORMAT"), ("garbage", "UNDECODABLE"), ("declared", "UNSUPPORTED_FORMAT"), ("long", "TOO_LONG")];
    assert_eq!(reasons, expected.map(|(id, reason)| (id, reason.to_owned())));
    for bad in &results[1..4] {
        let source = checked(bad).source.as_ref().unwrap();
        assert_eq!(source.name, bad.id, "the source is named though there is no result");
        assert_eq!(error(bad).code(), Code::InvalidArgument);
    }
    assert!(checked(&results[0]).report.is_some() && checked(&results[5]).report.is_some());
    assert_eq!((summary.item_count, summary.error_count), (6, 4));
}

#[tokio::test]
async fn messages_that_cannot_be_placed_are_answered_in_place() {
    let server = Server::start(config(|_| {})).await;
    let batch = Batch::in_input_order(&mut server.reports().await).await;
    batch.chunk("open", Piece::First(b"")).await;
    let sent = [
        (Asked::Options(v1::BatchOptions::default()), "", "SECOND_OPTIONS"),
        (Asked::Item(v1::BatchItem { id: String::new(), ..Default::default() }), "", "EMPTY_ID"),
        (Asked::Item(v1::BatchItem { id: "open".into(), ..Default::default() }), "open", "DUPLICATE_ID"),
        (chunk("stray", Piece::Next(b"text")), "stray", "CHUNK_WITHOUT_START"),
        (chunk("stray", Piece::Last(b"text")), "stray", "CHUNK_WITHOUT_START"),
        (
            Asked::Chunk(v1::BatchChunk { id: "full".into(), document: Some(document("n", b"text")), ..Default::default() }),
            "full",
            "MISPLACED_DOCUMENT",
        ),
    ];
    for (asked, _, _) in &sent {
        assert!(batch.send(asked.clone()).await);
    }
    batch.sender().send(v1::CheckReportsRequest { message: None }).await.unwrap();
    batch.chunk("unfinished", Piece::First(b"text")).await;
    batch.chunk("open", Piece::Last(b"")).await;
    let (results, summary) = batch.finish().await;

    assert_eq!((results[0].id.as_str(), checked(&results[0]).report.is_some()), ("open", true));
    let told: Vec<_> = results[1..].iter().map(|it| (it.id.as_str(), error_info(&error(it)).reason)).collect();
    let mut expected: Vec<_> = sent.iter().map(|(_, id, reason)| (*id, (*reason).to_owned())).collect();
    expected.push(("", "EMPTY_MESSAGE".to_owned()));
    expected.push(("unfinished", "INCOMPLETE_ITEM".to_owned()));
    assert_eq!(told, expected);
    assert_eq!((summary.item_count, summary.error_count), (9, 8));
}

#[tokio::test]
async fn a_batch_begins_with_its_options() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    for first in [vec![], vec![message(Asked::Item(v1::BatchItem::default()))], vec![v1::CheckReportsRequest { message: None }]] {
        let status = client.check_reports(tokio_stream::iter(first)).await.unwrap_err();
        assert_eq!((status.code(), error_info(&status).reason.as_str()), (Code::InvalidArgument, "OPTIONS_MISSING"));
    }
}

#[tokio::test]
async fn options_at_fault_refuse_the_whole_batch() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    let options = v1::CheckOptions { edition: "gb1999".into(), ..Default::default() };
    let edition = Batch::open(&mut client, v1::BatchOptions { options: Some(options), order: 0 }).await.err().unwrap();
    let order = Batch::open(&mut client, v1::BatchOptions { options: None, order: 9 }).await.err().unwrap();
    for (status, reason) in [(edition, "UNKNOWN_EDITION"), (order, "UNKNOWN_VALUE")] {
        assert_eq!((status.code(), error_info(&status).reason.as_str()), (Code::InvalidArgument, reason));
    }
}

#[tokio::test]
async fn an_empty_batch_has_an_empty_summary() {
    let server = Server::start(config(|_| {})).await;
    let (results, summary) = Batch::usual(&mut server.reports().await).await.finish().await;
    assert_eq!((results, summary), (vec![], v1::BatchSummary::default()));
}

#[tokio::test]
async fn the_summary_is_what_the_answers_add_up_to() {
    let server = Server::start(config(|_| {})).await;
    let batch = Batch::usual(&mut server.reports().await).await;
    let sender = batch.sender();
    let sending = tokio::spawn(async move {
        for round in 0..4 {
            for (name, content) in samples() {
                sender.send(message(item(&format!("{round}/{name}"), &content))).await.unwrap();
            }
        }
        sender.send(message(item("bad", b"%PDF-"))).await.unwrap();
    });
    let (results, summary) = batch.finish().await;
    sending.await.unwrap();
    let count = |verdict| results.iter().filter(|it| checked(it).verdict() == verdict).count() as i64;
    assert_eq!((summary.item_count, summary.error_count), (21, 1));
    assert_eq!(summary.pass_count, count(v1::Verdict::Pass));
    assert_eq!(summary.fail_count, count(v1::Verdict::Fail));
    assert_eq!(summary.inconclusive_count, count(v1::Verdict::Inconclusive));
    for edition in &summary.editions {
        let of = |it: &&v1::BatchResult| checked(it).report.as_ref().is_some_and(|it| it.edition.as_ref().unwrap().id == edition.edition);
        assert_eq!(edition.item_count, results.iter().filter(of).count() as i64, "{}", edition.edition);
    }
    assert_eq!(summary.editions.iter().map(|it| it.item_count).sum::<i64>(), 20);
    let findings: usize = results.iter().map(|it| checked(it).findings.len()).sum();
    assert_eq!(summary.rules.iter().map(|it| it.finding_count).sum::<i64>(), findings as i64);
    assert!(summary.rules.is_sorted_by_key(|it| it.rule.clone()));
}
