//! Faults inside the program: never a pass, never the death of a batch.

use gouji_core::{Engine, Faults};
use gouji_proto::v1;
use tonic::Code;

use crate::support::{Batch, Server, check, check_one, checked, config, error, error_info, samples};

async fn server_with_fault(point: &str) -> Server {
    let config = config(|_| {});
    let engine = Engine::new(config.engine_limits()).unwrap().with_faults(Faults::at(point));
    Server::start_engine(engine, config).await
}

#[tokio::test]
async fn a_panic_in_the_engine_is_one_status_in_place() {
    let server = server_with_fault("intake").await;
    let mut client = server.reports().await;
    let batch = Batch::usual(&mut client).await;
    batch.item("a", &samples()[0].1).await;
    batch.item("b", b"").await;
    let (results, summary) = batch.finish().await;
    for result in &results {
        let status = error(result);
        assert_eq!((status.code(), error_info(&status).reason.as_str()), (Code::Internal, "INTERNAL"));
        assert_eq!(checked(result).verdict(), v1::Verdict::Unspecified);
    }
    assert_eq!((summary.item_count, summary.error_count), (2, 2));

    let status = check_one(&mut client, check("n", b"")).await.unwrap_err();
    assert_eq!((status.code(), error_info(&status).reason.as_str()), (Code::Internal, "INTERNAL"));
}

#[tokio::test]
async fn a_stage_that_fails_is_told_and_never_passes() {
    for stage in ["recognise", "check", "normalize"] {
        let server = server_with_fault(stage).await;
        let mut client = server.reports().await;
        for (name, content) in samples() {
            let checked = check_one(&mut client, check(&name, &content)).await.unwrap();
            assert_ne!(checked.verdict(), v1::Verdict::Pass, "{stage} {name}");
            let unread = checked.report.unwrap().unread;
            assert!(unread.iter().any(|it| it.kind() == v1::UnreadKind::Stage && !it.reason.is_empty()), "{stage} {name}");
        }
    }
}
