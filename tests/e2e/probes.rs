//! What operators ask: health and reflection, and how the service ends.

use std::time::Duration;

use gouji_server::Drained;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

use crate::support::{Batch, PATIENCE, Server, config};

fn of(service: &str) -> HealthCheckRequest {
    HealthCheckRequest { service: service.to_owned() }
}

#[tokio::test]
async fn health_is_told_for_all_and_for_each_service() {
    let server = Server::start(config(|_| {})).await;
    let mut health = HealthClient::new(server.channel().await);
    for service in ["", "gouji.v1.ReportService", "gouji.v1.CatalogService"] {
        let status = health.check(of(service)).await.unwrap().into_inner().status();
        assert_eq!(status, ServingStatus::Serving, "{service}");
    }
    assert_eq!(health.check(of("gouji.v1.NoSuch")).await.unwrap_err().code(), Code::NotFound);
}

#[tokio::test]
async fn a_full_house_still_answers_probes() {
    let server = Server::start(config(|config| config.max_calls_in_flight = 1)).await;
    let batch = Batch::usual(&mut server.reports().await).await;
    let mut health = HealthClient::new(server.channel().await);
    assert_eq!(health.check(of("")).await.unwrap().into_inner().status(), ServingStatus::Serving);
    batch.finish().await;
}

#[tokio::test]
async fn draining_tells_watchers_finishes_calls_and_takes_no_more() {
    let server = Server::start(config(|_| {})).await;
    let url = server.url();
    let mut client = server.reports().await;
    let batch = Batch::usual(&mut client).await;
    batch.item("before", b"").await;
    let mut health = HealthClient::new(server.channel().await);
    let mut watched = health.watch(of("gouji.v1.ReportService")).await.unwrap().into_inner();
    assert_eq!(watched.message().await.unwrap().unwrap().status(), ServingStatus::Serving);

    let stopping = server.stop();
    assert_eq!(watched.message().await.unwrap().unwrap().status(), ServingStatus::NotServing);
    batch.item("while draining", b"").await;
    let (results, summary) = batch.finish().await;
    assert_eq!((results.len(), summary.item_count), (2, 2), "a call in progress is finished");
    drop((client, health));
    let drained = tokio::time::timeout(PATIENCE, stopping).await.expect("draining ends").unwrap().unwrap();
    assert_eq!(drained, Drained::Completely);
    assert!(tonic::transport::Endpoint::from_shared(url).unwrap().connect().await.is_err(), "no connection is taken");
}

#[tokio::test]
async fn a_call_that_does_not_end_is_cut_off_after_the_grace_period() {
    let server = Server::start(config(|config| config.drain_grace = Duration::from_millis(300))).await;
    let batch = Batch::usual(&mut server.reports().await).await;
    let begun = tokio::time::Instant::now();
    let drained = server.stop().await.unwrap().unwrap();
    assert_eq!(drained, Drained::OutOfTime);
    assert!(begun.elapsed() >= Duration::from_millis(300));
    drop(batch);
}

/// Asks a version of reflection for all services and for the file of one.
macro_rules! reflect {
    ($version:ident, $channel:expr) => {{
        use tonic_reflection::pb::$version::ServerReflectionRequest;
        use tonic_reflection::pb::$version::server_reflection_client::ServerReflectionClient;
        use tonic_reflection::pb::$version::server_reflection_request::MessageRequest;
        use tonic_reflection::pb::$version::server_reflection_response::MessageResponse;
        let ask = |asked| ServerReflectionRequest { host: String::new(), message_request: Some(asked) };
        let asked = [
            ask(MessageRequest::ListServices(String::new())),
            ask(MessageRequest::FileContainingSymbol("gouji.v1.ReportService".to_owned())),
        ];
        let mut answers =
            ServerReflectionClient::new($channel).server_reflection_info(tokio_stream::iter(asked)).await.unwrap().into_inner();
        let mut services = Vec::new();
        let mut files = 0;
        while let Some(answer) = answers.message().await.unwrap() {
            match answer.message_response.unwrap() {
                MessageResponse::ListServicesResponse(list) => services.extend(list.service.into_iter().map(|it| it.name)),
                MessageResponse::FileDescriptorResponse(list) => files += list.file_descriptor_proto.len(),
                other => panic!("{other:?}"),
            }
        }
        (services, files)
    }};
}

#[tokio::test]
async fn both_versions_of_reflection_tell_of_every_service() {
    let server = Server::start(config(|_| {})).await;
    for (services, files) in [reflect!(v1, server.channel().await), reflect!(v1alpha, server.channel().await)] {
        for service in ["gouji.v1.ReportService", "gouji.v1.CatalogService", "grpc.health.v1.Health"] {
            assert!(services.iter().any(|it| it == service), "{service} in {services:?}");
        }
        assert!(files > 0);
    }
}
