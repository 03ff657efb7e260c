//! Every way of asking gives the same answer, byte for byte.

use gouji_proto::v1;
use prost::Message as _;

use crate::support::{Batch, Piece, Reports, Server, check, check_one, checked, config, reports, samples};

async fn by_batch(client: &mut Reports, name: &str, content: &[u8]) -> v1::CheckedReport {
    let batch = Batch::usual(client).await;
    batch.item(name, content).await;
    checked(&batch.finish().await.0[0]).clone()
}

async fn in_chunks(client: &mut Reports, name: &str, content: &[u8]) -> v1::CheckedReport {
    let batch = Batch::in_input_order(client).await;
    batch.chunk(name, Piece::First(&content[..content.len() / 3])).await;
    batch.chunk(name, Piece::Last(&content[content.len() / 3..])).await;
    checked(&batch.finish().await.0[0]).clone()
}

#[tokio::test]
async fn every_door_gives_the_same_bytes() {
    let server = Server::start(config(|_| {})).await;
    let mut remote = server.reports().await;
    let mut within = reports(gouji_server::connect_in_memory(config(|_| {})).unwrap());
    for (name, content) in samples() {
        let first = check_one(&mut remote, check(&name, &content)).await.unwrap().encode_to_vec();
        for client in [&mut remote, &mut within] {
            assert_eq!(check_one(client, check(&name, &content)).await.unwrap().encode_to_vec(), first, "{name}: stream");
            assert_eq!(by_batch(client, &name, &content).await.encode_to_vec(), first, "{name}: batch");
            assert_eq!(in_chunks(client, &name, &content).await.encode_to_vec(), first, "{name}: chunks");
        }
    }
}

#[tokio::test]
async fn a_long_report_comes_in_several_events_and_is_the_same() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    // So many headings that they do not fit into one event.
    let content: String = (1..=20_000).map(|n| format!("（{n}）第{n}项工作\n我县认真落实。\n")).collect();
    let stream = client.check_report(check("long", content.as_bytes())).await.unwrap().into_inner();
    let events = crate::support::events(stream, Some).await.unwrap();
    let largest = events.iter().map(prost_size).max().unwrap();
    assert!(largest <= 1 << 20, "an event of {largest} bytes");
    let collected = crate::support::collect(events);
    assert_eq!(collected, by_batch(&mut client, "long", content.as_bytes()).await);
}

fn prost_size(event: &v1::check_report_response::Event) -> usize {
    v1::CheckReportResponse { event: Some(event.clone()) }.encoded_len()
}
