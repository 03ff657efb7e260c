//! From a listener to a service, and from a signal to an orderly end.
//!
//! The same services and layers stand behind a socket and behind a connection within the process; there is one way in.
//! On shutdown, health turns to NOT_SERVING, no further connection or call is taken, and calls in progress have a grace
//! period to finish in.

use std::future::{Future, pending};
use std::sync::Arc;
use std::time::Duration;

use gouji_core::Engine;
use gouji_core::catalog::CatalogError;
use gouji_proto::v1::catalog_service_server::CatalogServiceServer;
use gouji_proto::v1::report_service_server::ReportServiceServer;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, DuplexStream};
use tokio::net::TcpListener;
use tokio::sync::{Notify, mpsc};
use tokio_stream::Stream;
use tokio_stream::wrappers::ReceiverStream;
use tonic::server::NamedService;
use tonic::service::LayerExt as _;
use tonic::transport::server::{Connected, TcpIncoming};
use tonic::transport::{Channel, Endpoint, Server, Uri};
use tonic_health::ServingStatus;
use tonic_health::server::HealthReporter;

use crate::catalog::Catalogue;
use crate::config::Config;
use crate::pool::Pool;
use crate::service::Reports;
use crate::stack;

/// How often a silent connection is asked whether its peer is still there.
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(30);

/// How long it may take to answer that.
const KEEPALIVE_TIMEOUT: Duration = Duration::from_secs(20);

/// How long watchers of health may take to read that we no longer serve, before their streams are ended.
const WATCHERS_GRACE: Duration = Duration::from_millis(100);

/// Bytes in transit on a connection within the process, in either direction.
const IN_MEMORY_BUFFER_BYTES: usize = 256 << 10;

/// Names of the services that health tells of; the empty one stands for all.
const SERVICES: [&str; 3] = ["", ReportServiceServer::<Reports>::NAME, CatalogServiceServer::<Catalogue>::NAME];

/// How serving ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drained {
    /// Every call in progress was finished.
    Completely,
    /// The grace period ran out, and calls were cut off.
    OutOfTime,
}

/// Why there is no serving.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The catalogue is inconsistent, which the tests of the engine exclude.
    #[error("the catalogue is inconsistent")]
    Catalog(#[from] CatalogError),
    /// The descriptors of the contract cannot be served.
    #[error("the descriptors of the contract cannot be served")]
    Reflection(#[from] tonic_reflection::server::Error),
    /// The system gives no threads to check with.
    #[error("the system gives no threads to check with")]
    Threads(#[source] std::io::Error),
    /// The transport failed.
    #[error("the transport failed")]
    Transport(#[from] tonic::transport::Error),
}

/// Serves calls on a listener until `shutdown` is ready, and then until calls in progress are finished or the grace
/// period has run out.
///
/// # Errors
///
/// When serving cannot begin; a call or a connection that fails ends nothing else.
pub async fn serve(listener: TcpListener, config: Config, shutdown: impl Future<Output = ()>) -> Result<Drained, ServeError> {
    let engine = Engine::new(config.engine_limits())?;
    serve_engine(engine, listener, config, shutdown).await
}

/// Serves calls with an engine that was made elsewhere, one with injected faults for instance.
///
/// # Errors
///
/// As [`serve`].
pub async fn serve_engine(
    engine: Engine,
    listener: TcpListener,
    config: Config,
    shutdown: impl Future<Output = ()>,
) -> Result<Drained, ServeError> {
    // Without it every answer waits for the peer's delayed acknowledgement, some 40 ms.
    let incoming = TcpIncoming::from(listener).with_nodelay(Some(true));
    run(engine, config, incoming, shutdown).await
}

/// Starts the service within this process and connects to it without a socket. It ends when the last clone of the channel
/// is dropped.
///
/// Must be called on a tokio runtime.
///
/// # Errors
///
/// As [`serve`].
pub fn connect_in_memory(config: Config) -> Result<Channel, ServeError> {
    let engine = Engine::new(config.engine_limits())?;
    let (connections, incoming) = mpsc::channel::<Result<DuplexStream, std::io::Error>>(1);
    tokio::spawn(async move {
        if let Err(error) = run(engine, config, ReceiverStream::new(incoming), pending()).await {
            tracing::error!(%error, "the service within the process failed");
        }
    });
    let connector = tower::service_fn(move |_: Uri| {
        let connections = connections.clone();
        async move {
            let (near, far) = tokio::io::duplex(IN_MEMORY_BUFFER_BYTES);
            connections.send(Ok(far)).await.map_err(|_| std::io::Error::from(std::io::ErrorKind::ConnectionRefused))?;
            Ok::<_, std::io::Error>(TokioIo::new(near))
        }
    });
    Ok(Endpoint::from_static("http://in-memory.invalid").connect_with_connector_lazy(connector))
}

/// Serves calls on connections of any kind.
async fn run<C, E>(
    engine: Engine,
    config: Config,
    incoming: impl Stream<Item = Result<C, E>>,
    shutdown: impl Future<Output = ()>,
) -> Result<Drained, ServeError>
where
    C: AsyncRead + AsyncWrite + Connected + Unpin + Send + 'static,
    E: Into<tonic::codegen::StdError>,
{
    let config = Arc::new(config);
    let pool = Pool::start(engine, config.check_threads).map_err(ServeError::Threads)?;
    let layers = stack::call_layers(&config);
    let reports =
        ReportServiceServer::new(Reports::new(pool.clone(), Arc::clone(&config))).max_decoding_message_size(config.max_message_bytes);
    let catalogue = CatalogServiceServer::new(Catalogue::new(pool)).max_decoding_message_size(config.max_message_bytes);
    let (health, health_service) = tonic_health::server::health_reporter();
    tell_health(&health, ServingStatus::Serving).await;
    // Old clients speak v1alpha only.
    let reflection = || {
        tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(gouji_proto::DESCRIPTORS)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };

    let draining = Notify::new();
    let stop = async {
        shutdown.await;
        tell_health(&health, ServingStatus::NotServing).await;
        draining.notify_one();
    };
    let serving = Server::builder()
        .http2_keepalive_interval(Some(KEEPALIVE_INTERVAL))
        .http2_keepalive_timeout(Some(KEEPALIVE_TIMEOUT))
        .layer(stack::outer_layers())
        .add_service(layers.named_layer(reports))
        .add_service(layers.named_layer(catalogue))
        .add_service(health_service)
        .add_service(reflection().build_v1()?)
        .add_service(reflection().build_v1alpha()?)
        .serve_with_incoming_shutdown(incoming, stop);
    let out_of_time = async {
        draining.notified().await;
        tokio::time::sleep(WATCHERS_GRACE.min(config.drain_grace)).await;
        end_watches(health.clone()).await;
        tokio::time::sleep(config.drain_grace.saturating_sub(WATCHERS_GRACE)).await;
    };
    tokio::select! {
        served = serving => served.map(|()| Drained::Completely).map_err(ServeError::from),
        () = out_of_time => Ok(Drained::OutOfTime),
    }
}

async fn tell_health(health: &HealthReporter, status: ServingStatus) {
    for service in SERVICES {
        health.set_service_status(service, status).await;
    }
}

/// Ends the streams of those who watch our health: they would otherwise keep their connections from closing.
async fn end_watches(mut health: HealthReporter) {
    for service in SERVICES {
        health.clear_service_status(service).await;
    }
}
