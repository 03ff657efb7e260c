//! Callers that do not read, and callers that go away.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::support::{Batch, PATIENCE, Piece, Server, check, check_one, checked, config, item, message, samples};
use gouji_server::Drained;

/// Items of one batch, far more than the window and the buffers of the transport hold.
const ITEMS: usize = 400;

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_does_not_read_stalls_itself_alone_and_can_go_on() {
    let server = Server::start(config(|config| config.max_items_in_flight = 4)).await;
    let batch = Batch::in_input_order(&mut server.narrow_reports().await).await;
    let sent = Arc::new(AtomicUsize::new(0));
    let sending = {
        let (sender, sent, report) = (batch.sender(), Arc::clone(&sent), samples().swap_remove(1).1);
        tokio::spawn(async move {
            for at in 0..ITEMS {
                sender.send(message(item(&at.to_string(), &report))).await.expect("the batch goes on");
                sent.fetch_add(1, Ordering::SeqCst);
            }
        })
    };
    let stalled_at = until_it_stands_still(&sent).await;
    assert!(stalled_at < ITEMS / 2, "{stalled_at} items were taken without an answer being read");

    let other = check_one(&mut server.reports().await, check("other", &samples()[0].1)).await;
    assert!(other.is_ok(), "another caller is served meanwhile");

    let (results, summary) = batch.finish().await;
    sending.await.unwrap();
    assert_eq!(results.iter().map(|it| it.id.clone()).collect::<Vec<_>>(), (0..ITEMS).map(|at| at.to_string()).collect::<Vec<_>>());
    assert_eq!((summary.item_count, summary.error_count), (ITEMS as i64, 0));
}

/// Waits until a count has not changed for a while.
async fn until_it_stands_still(count: &AtomicUsize) -> usize {
    let (mut last, mut still) = (0, 0);
    while still < 10 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let now = count.load(Ordering::SeqCst);
        still = if now == last && now > 0 { still + 1 } else { 0 };
        last = now;
    }
    last
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_goes_away_leaves_nothing_behind() {
    let limits = |config: &mut gouji_server::Config| {
        config.max_calls_in_flight = 1;
        config.check_threads = 1;
        config.max_items_in_flight = 64;
    };
    let server = Server::start(config(limits)).await;
    // Long enough for the checks to be queued when the caller goes.
    let report = [samples().swap_remove(1).1, vec![b'\n'; 50_000]].concat();
    let mut client = server.reports().await;
    let mut batch = Batch::usual(&mut client).await;
    for at in 0..32 {
        batch.item(&at.to_string(), &report).await;
    }
    batch.chunk("unfinished", Piece::First(&report)).await;
    assert!(checked(&batch.result().await).report.is_some(), "work is under way");
    drop(batch);

    let begun = tokio::time::Instant::now();
    while let Err(status) = check_one(&mut client, check("next", &samples()[0].1)).await {
        assert_eq!(status.code(), tonic::Code::ResourceExhausted, "only the bound on calls may refuse: {status:?}");
        assert!(begun.elapsed() < PATIENCE, "the abandoned batch still counts as a call");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(client);
    let drained = tokio::time::timeout(PATIENCE, server.stop()).await.expect("nothing holds the server");
    assert_eq!(drained.unwrap().unwrap(), Drained::Completely);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_breaks_leaves_nothing_behind() {
    let server = Server::start(config(|config| config.max_calls_in_flight = 1)).await;
    {
        // Client and connection live on a runtime of their own, which is gone when it is dropped.
        let url = server.url();
        let broken = std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let channel = tonic::transport::Endpoint::from_shared(url).unwrap().connect().await.unwrap();
                let batch = Batch::usual(&mut crate::support::reports(channel)).await;
                batch.chunk("unfinished", Piece::First(b"text")).await;
            });
            runtime.shutdown_background();
        });
        broken.join().unwrap();
    }
    let begun = tokio::time::Instant::now();
    let mut client = server.reports().await;
    while check_one(&mut client, check("next", b"")).await.is_err() {
        assert!(begun.elapsed() < PATIENCE, "the broken connection still counts as a call");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
