//! Deadlines: ours and the caller's, before an answer, within a stream, and against a caller that does not read.

use std::time::Duration;

use gouji_proto::v1;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Request};

use crate::support::{Batch, PATIENCE, Server, check, check_one, config, error_info, item, message, samples};

const SHORT: Duration = Duration::from_millis(300);

#[tokio::test]
async fn a_call_that_has_no_answer_in_time_is_ended() {
    let server = Server::start(config(|config| config.max_deadline = SHORT)).await;
    let (_silent, messages) = mpsc::channel(1);
    let status = server.reports().await.check_reports(ReceiverStream::new(messages)).await.unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
    let info = error_info(&status);
    assert_eq!((info.reason.as_str(), info.metadata["limit_ms"].as_str()), ("DEADLINE_EXCEEDED", "300"));
}

#[tokio::test]
async fn the_deadline_covers_the_stream_to_its_end() {
    let server = Server::start(config(|config| config.max_deadline = SHORT)).await;
    let mut batch = Batch::usual(&mut server.reports().await).await;
    batch.item("in time", &samples()[0].1).await;
    assert_eq!(batch.result().await.id, "in time");
    let status = batch.answer().await.unwrap_err();
    assert_eq!((status.code(), error_info(&status).reason.as_str()), (Code::DeadlineExceeded, "DEADLINE_EXCEEDED"));
}

#[tokio::test]
async fn the_callers_own_deadline_counts_if_it_is_shorter() {
    let server = Server::start(config(|_| {})).await;
    let (asked, messages) = mpsc::channel(1);
    let options = v1::check_reports_request::Message::Options(v1::BatchOptions::default());
    asked.send(message(options)).await.unwrap();
    let mut request = Request::new(ReceiverStream::new(messages));
    request.set_timeout(SHORT);
    let mut answers = server.reports().await.check_reports(request).await.unwrap().into_inner();
    let status = tokio::time::timeout(PATIENCE, answers.message()).await.unwrap().unwrap_err();
    assert_eq!((status.code(), error_info(&status).reason.as_str()), (Code::DeadlineExceeded, "DEADLINE_EXCEEDED"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_does_not_read_holds_nothing_beyond_the_deadline() {
    let limits = |config: &mut gouji_server::Config| {
        config.max_deadline = Duration::from_secs(2);
        config.max_calls_in_flight = 1;
        config.max_items_in_flight = 4;
    };
    let server = Server::start(config(limits)).await;
    let batch = Batch::usual(&mut server.narrow_reports().await).await;
    let sender = batch.sender();
    let report = samples().swap_remove(1).1;
    tokio::spawn(async move {
        for at in 0.. {
            if sender.send(message(item(&at.to_string(), &report))).await.is_err() {
                return;
            }
        }
    });
    // The batch is held here unread; when its time is up the next caller has its place.
    let begun = tokio::time::Instant::now();
    let mut client = server.reports().await;
    while let Err(status) = check_one(&mut client, check("next", b"")).await {
        assert_eq!(error_info(&status).reason, "TOO_MANY_CALLS");
        assert!(begun.elapsed() < PATIENCE, "the stalled batch still counts as a call");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    drop(batch);
}
