//! Every limit: at it and one past it, with code and figures. (Deadlines are in their own module.)

use gouji_core::{Document, Engine, Limits, Options};
use gouji_proto::v1;
use gouji_proto::v1::check_reports_request::Message as Asked;
use gouji_server::Config;
use prost::Message as _;
use tonic::{Code, Status};

use crate::support::{Batch, Piece, Server, check, check_one, checked, config, error, item, message, reason_and, samples};

/// Asserts that a status names a limit, and what was over it.
fn assert_limit(status: &Status, reason: &str, limit: u64, actual: Option<u64>) {
    assert_eq!(status.code(), Code::ResourceExhausted, "{status:?}");
    assert_eq!(reason_and(status, "limit"), (reason.to_owned(), Some(limit.to_string())));
    if let Some(actual) = actual {
        assert_eq!(reason_and(status, "actual").1, Some(actual.to_string()));
    }
}

/// Checks a document by a call of its own on a server with this configuration.
async fn ask(config: Config, content: &[u8]) -> Result<v1::CheckedReport, Status> {
    check_one(&mut Server::start(config).await.reports().await, check("n", content)).await
}

#[tokio::test]
async fn report_bytes() {
    let content = &samples()[0].1;
    let size = content.len() as u64;
    assert!(ask(config(|config| config.max_report_bytes = size), content).await.is_ok());
    let status = ask(config(|config| config.max_report_bytes = size - 1), content).await.unwrap_err();
    assert_limit(&status, "TOO_LARGE", size - 1, Some(size));
    assert_eq!(reason_and(&status, "what").1.unwrap(), "bytes");
}

#[tokio::test]
async fn report_bytes_in_chunks() {
    let content = &samples()[0].1;
    let size = content.len() as u64;
    for (limit, fits) in [(size, true), (size - 1, false)] {
        let server = Server::start(config(|config| config.max_report_bytes = limit)).await;
        let batch = Batch::usual(&mut server.reports().await).await;
        batch.chunk("a", Piece::First(&content[..1000])).await;
        batch.chunk("a", Piece::Next(&content[1000..])).await;
        batch.chunk("a", Piece::Last(b"")).await;
        batch.item("b", b"").await;
        let (results, summary) = batch.finish().await;
        assert_eq!(summary.item_count, 2, "an item over the limit is one answer");
        let a = results.iter().find(|it| it.id == "a").unwrap();
        if fits {
            assert!(checked(a).report.is_some());
        } else {
            assert_limit(&error(a), "TOO_LARGE", limit, Some(size));
        }
    }
}

#[tokio::test]
async fn report_lines() {
    let content = "报告\n".repeat(9);
    assert!(ask(config(|config| config.max_report_lines = 10), content.as_bytes()).await.is_ok());
    let status = ask(config(|config| config.max_report_lines = 9), content.as_bytes()).await.unwrap_err();
    assert_limit(&status, "TOO_LARGE", 9, Some(10));
    assert_eq!(reason_and(&status, "what").1.unwrap(), "lines");
}

#[tokio::test]
async fn report_cells() {
    let content = &samples()[0].1;
    let least = least_cells(content);
    assert!(ask(config(|config| config.max_report_cells = least), content).await.is_ok());
    let status = ask(config(|config| config.max_report_cells = least - 1), content).await.unwrap_err();
    assert_limit(&status, "TOO_LARGE", least - 1, None);
    assert_eq!(reason_and(&status, "what").1.unwrap(), "cells");
}

/// The smallest limit on cells that a report keeps within.
fn least_cells(content: &[u8]) -> u64 {
    let fits = |cells| {
        let engine = Engine::new(Limits { cells, ..Limits::default() }).unwrap();
        engine.check(Document { name: "", bytes: content, charset: None }, &Options::default()).is_ok()
    };
    let (mut refused, mut taken) = (0, 1_000_000);
    assert!(fits(taken) && !fits(refused), "the report has cells");
    while taken - refused > 1 {
        let middle = refused + (taken - refused) / 2;
        if fits(middle) {
            taken = middle;
        } else {
            refused = middle;
        }
    }
    taken
}

#[tokio::test]
async fn message_bytes_of_a_call() {
    let content = &samples()[0].1;
    let size = check("n", content).encoded_len();
    assert!(ask(config(|config| config.max_message_bytes = size), content).await.is_ok());
    let status = ask(config(|config| config.max_message_bytes = size - 1), content).await.unwrap_err();
    assert_limit(&status, "MESSAGE_TOO_LARGE", size as u64 - 1, Some(size as u64));
}

#[tokio::test]
async fn message_bytes_far_over_the_limit() {
    let content = vec![b'\n'; 8 << 20];
    let status = ask(config(|config| config.max_message_bytes = 1 << 20), &content).await.unwrap_err();
    assert_limit(&status, "MESSAGE_TOO_LARGE", 1 << 20, Some(check("n", &content).encoded_len() as u64));
}

#[tokio::test]
async fn message_bytes_of_a_batch() {
    let large = message(item("large", &vec![b'\n'; 200_000]));
    let size = large.encoded_len();
    let answers = |limit| async move {
        let server = Server::start(config(|config| config.max_message_bytes = limit)).await;
        let batch = Batch::in_input_order(&mut server.reports().await).await;
        batch.item("small", &samples()[0].1).await;
        batch.item("large", &vec![b'\n'; 200_000]).await;
        batch
    };
    let (results, _) = answers(size).await.finish().await;
    assert_eq!(results.len(), 2);

    let mut batch = answers(size - 1).await;
    assert_eq!(batch.result().await.id, "small", "the items before it are answered");
    assert_limit(&batch.answer().await.unwrap_err(), "MESSAGE_TOO_LARGE", size as u64 - 1, Some(size as u64));
}

#[tokio::test]
async fn message_bytes_of_an_answer() {
    let content = samples().swap_remove(1).1;
    let result = |limit: Option<usize>| {
        let content = content.clone();
        async move {
            let server = Server::start(config(|config| config.max_message_bytes = limit.unwrap_or(config.max_message_bytes))).await;
            let batch = Batch::usual(&mut server.reports().await).await;
            let mut pieces = content.chunks(1000);
            batch.chunk("n", Piece::First(pieces.next().unwrap())).await;
            for piece in pieces {
                batch.chunk("n", Piece::Next(piece)).await;
            }
            batch.chunk("n", Piece::Last(b"")).await;
            batch.finish().await.0.swap_remove(0)
        }
    };
    let whole = result(None).await;
    let size = checked(&whole).encoded_len();
    assert!(size > 2_000, "the answer is larger than the pieces of the question");
    assert_eq!(result(Some(size)).await, whole);
    assert_limit(&error(&result(Some(size - 1)).await), "RESULT_TOO_LARGE", size as u64 - 1, Some(size as u64));
}

#[tokio::test]
async fn items_in_flight() {
    for (open, given_up) in [(3, None), (4, Some("0"))] {
        let server = Server::start(config(|config| config.max_items_in_flight = 3)).await;
        let batch = Batch::usual(&mut server.reports().await).await;
        for at in 0..open {
            batch.chunk(&at.to_string(), Piece::First(b"")).await;
        }
        for at in 0..open {
            batch.chunk(&at.to_string(), Piece::Last(b"")).await;
        }
        let (results, summary) = batch.finish().await;
        assert_eq!(summary.item_count, open);
        for result in &results {
            if Some(result.id.as_str()) == given_up {
                assert_limit(&error(result), "ITEM_OVERTAKEN", 3, None);
            } else {
                assert!(checked(result).report.is_some(), "{} of {open}", result.id);
            }
        }
    }
}

#[tokio::test]
async fn items_in_flight_when_the_first_is_open_and_order_is_kept() {
    for (whole, given_up) in [(2, false), (3, true)] {
        let server = Server::start(config(|config| config.max_items_in_flight = 3)).await;
        let batch = Batch::in_input_order(&mut server.reports().await).await;
        batch.chunk("slow", Piece::First(b"")).await;
        for at in 0..whole {
            batch.item(&at.to_string(), b"").await;
        }
        batch.chunk("slow", Piece::Last(b"")).await;
        let (results, _) = batch.finish().await;
        assert_eq!((results.len(), results[0].id.as_str()), (whole + 1, "slow"));
        assert_eq!(checked(&results[0]).error.is_some(), given_up);
    }
}

#[tokio::test]
async fn calls_in_flight() {
    let server = Server::start(config(|config| config.max_calls_in_flight = 2)).await;
    let mut client = server.reports().await;
    let first = Batch::usual(&mut client).await;
    let second = Batch::usual(&mut server.reports().await).await;
    let status = check_one(&mut client, check("n", b"")).await.unwrap_err();
    assert_limit(&status, "TOO_MANY_CALLS", 2, None);
    let status = server.catalog().await.list_forms(v1::ListFormsRequest {}).await.unwrap_err();
    assert_limit(&status, "TOO_MANY_CALLS", 2, None);
    first.finish().await;
    assert!(check_one(&mut client, check("n", b"")).await.is_ok(), "there is room again");
    second.finish().await;
}

#[tokio::test]
async fn characters_of_an_id() {
    let server = Server::start(config(|_| {})).await;
    let batch = Batch::in_input_order(&mut server.reports().await).await;
    batch.item(&"号".repeat(256), b"").await;
    batch.item(&"号".repeat(257), b"").await;
    let (results, _) = batch.finish().await;
    assert_eq!((results[0].id.chars().count(), checked(&results[0]).report.is_some()), (256, true));
    assert_eq!((error(&results[1]).code(), results[1].id.chars().count()), (Code::InvalidArgument, 256));
    assert_eq!(reason_and(&error(&results[1]), "").0, "LONG_ID");
}

#[tokio::test]
async fn characters_of_a_name() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    assert!(check_one(&mut client, check(&"名".repeat(1024), b"")).await.is_ok());
    let status = check_one(&mut client, check(&"名".repeat(1025), b"")).await.unwrap_err();
    assert_eq!((status.code(), reason_and(&status, "").0.as_str()), (Code::InvalidArgument, "TOO_LONG"));
    let nameless = Asked::Item(v1::BatchItem { id: "n".into(), ..Default::default() });
    let batch = Batch::usual(&mut client).await;
    assert!(batch.send(nameless).await);
    assert!(checked(&batch.finish().await.0[0]).report.is_some(), "an item without a document is an empty one");
}

#[tokio::test]
async fn words_of_the_caller_in_a_status() {
    let server = Server::start(config(|_| {})).await;
    let bad = v1::RuleSetting { code: "X".repeat(10_000), ..Default::default() };
    let profile = v1::Profile { rules: vec![bad; 1_000], ..Default::default() };
    let options = v1::CheckOptions { edition: "y".repeat(100_000), profile: Some(profile), ..Default::default() };
    let request = v1::CheckReportRequest { options: Some(options), ..check("n", b"") };
    let status = check_one(&mut server.reports().await, request).await.unwrap_err();
    assert_eq!((status.code(), reason_and(&status, "").0.as_str()), (Code::InvalidArgument, "UNKNOWN_EDITION"));
    assert!(status.details().len() < 4_096, "a status of {} bytes travels in headers", status.details().len());
    let content = format!("[[rule]]\ncode = \"{}\"\n", "错".repeat(1_000)).repeat(1_000);
    let status = server.catalog().await.parse_profile(v1::ParseProfileRequest { content }).await.unwrap_err();
    assert_eq!((status.code(), reason_and(&status, "").0.as_str()), (Code::InvalidArgument, "MISSING_FIELD"));
    let long = v1::ParseProfileRequest { content: "#".repeat((4 << 20) + 1) };
    let too_long = server.catalog().await.parse_profile(long).await.unwrap_err();
    assert_eq!((too_long.code(), reason_and(&too_long, "").0.as_str()), (Code::InvalidArgument, "TOO_LONG"));
    assert!(status.details().len() < 12_288, "a status of {} bytes travels in headers", status.details().len());
}
