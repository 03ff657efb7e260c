//! What every test here needs: a server of its own on a free port, the sample reports, and the two ways of asking.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use gouji_core::Engine;
use gouji_proto::v1;
use gouji_proto::v1::catalog_service_client::CatalogServiceClient;
use gouji_proto::v1::check_report_response::Event;
use gouji_proto::v1::check_reports_request::Message as Asked;
use gouji_proto::v1::check_reports_response::Message as Answered;
use gouji_proto::v1::report_service_client::ReportServiceClient;
use gouji_server::{Config, Drained, ServeError, serve_engine};
use prost::Message;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::{Channel, Endpoint};
use tonic::{Status, Streaming};
use tonic_types::{ErrorInfo, StatusExt as _};

/// Longest that anything here may take; far more than it does.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Answers may be as large as a test pleases.
const CLIENT_MESSAGE_BYTES: usize = 256 << 20;

/// Bytes that the client's side of a narrow connection takes before they are read.
const NARROW_WINDOW_BYTES: u32 = 64 << 10;

/// The client of the report service.
pub(crate) type Reports = ReportServiceClient<Channel>;

/// A server on a port of its own, which ends with the test.
pub(crate) struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<Result<Drained, ServeError>>,
}

impl Server {
    /// Starts a server.
    pub(crate) async fn start(config: Config) -> Self {
        let engine = Engine::new(config.engine_limits()).expect("the catalogue is consistent");
        Self::start_engine(engine, config).await
    }

    /// Starts a server with an engine that was made elsewhere.
    pub(crate) async fn start_engine(engine: Engine, config: Config) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("a bound socket has an address");
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(serve_engine(engine, listener, config, async {
            let _ = stopped.await;
        }));
        Self { address, stop, serving }
    }

    /// Where it listens.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A new connection.
    pub(crate) async fn channel(&self) -> Channel {
        let endpoint = Endpoint::from_shared(self.url()).expect("the address makes a URL");
        endpoint.connect().await.expect("the server takes connections")
    }

    /// The report service on a new connection.
    pub(crate) async fn reports(&self) -> Reports {
        reports(self.channel().await)
    }

    /// The report service on a new connection whose client's side holds only a few answers unread.
    pub(crate) async fn narrow_reports(&self) -> Reports {
        let endpoint = Endpoint::from_shared(self.url()).expect("the address makes a URL");
        let endpoint = endpoint.initial_stream_window_size(NARROW_WINDOW_BYTES).initial_connection_window_size(NARROW_WINDOW_BYTES);
        reports(endpoint.connect().await.expect("the server takes connections"))
    }

    /// The catalogue service on a new connection.
    pub(crate) async fn catalog(&self) -> CatalogServiceClient<Channel> {
        CatalogServiceClient::new(self.channel().await)
    }

    /// Tells it to stop; gives what becomes of that.
    pub(crate) fn stop(self) -> JoinHandle<Result<Drained, ServeError>> {
        let _ = self.stop.send(());
        self.serving
    }
}

/// The report service on a connection.
pub(crate) fn reports(channel: Channel) -> Reports {
    ReportServiceClient::new(channel).max_decoding_message_size(CLIENT_MESSAGE_BYTES)
}

/// A configuration with small threads, changed as a test needs.
pub(crate) fn config(change: impl FnOnce(&mut Config)) -> Config {
    let mut config = Config { io_threads: 1, check_threads: 2, ..Config::default() };
    change(&mut config);
    config
}

/// A path in the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Names and bytes of the sample reports.
pub(crate) fn samples() -> Vec<(String, Vec<u8>)> {
    let read = |name: &str| std::fs::read(repository("tests/data/reports").join(name)).expect("the samples are there");
    ["000.txt", "001.txt", "002.txt", "003.txt", "004.txt"].map(|name| (name.to_owned(), read(name))).to_vec()
}

/// A document.
pub(crate) fn document(name: &str, content: &[u8]) -> v1::Document {
    v1::Document { name: name.to_owned(), content: content.to_vec().into(), ..v1::Document::default() }
}

/// A request to check a document with the usual options.
pub(crate) fn check(name: &str, content: &[u8]) -> v1::CheckReportRequest {
    v1::CheckReportRequest { document: Some(document(name, content)), ..Default::default() }
}

/// The events of a call, unwrapped, to its end.
pub(crate) async fn events<T>(mut stream: Streaming<T>, unwrap: fn(T) -> Option<v1::CheckReportResponse>) -> Result<Vec<Event>, Status> {
    let mut events = Vec::new();
    while let Some(message) = stream.message().await? {
        events.push(unwrap(message).and_then(|it| it.event).expect("an event is never empty"));
    }
    Ok(events)
}

/// Puts the events of a call together, as the contract says.
pub(crate) fn collect(events: Vec<Event>) -> v1::CheckedReport {
    let mut checked = v1::CheckedReport::default();
    for event in events {
        match event {
            Event::Source(source) => checked.source = Some(source),
            Event::Report(part) => merge(checked.report.get_or_insert_default(), &part),
            Event::Sections(part) => checked.report.get_or_insert_default().sections.extend(part.sections),
            Event::Statistics(part) => {
                let report = checked.report.get_or_insert_default();
                report.tables.extend(part.tables);
                report.statistics.extend(part.statistics);
                report.unread.extend(part.unread);
            }
            Event::Claims(part) => checked.report.get_or_insert_default().claims.extend(part.claims),
            Event::Findings(part) => checked.findings.extend(part.findings),
            Event::Ledger(part) => checked.ledger.extend(part.entries),
            Event::Normalized(part) => merge(checked.normalized.get_or_insert_default(), &part),
            Event::Result(result) => {
                checked.verdict = result.verdict;
                checked.summary = result.summary;
                checked.engine = result.engine;
                checked.profile = result.profile;
                checked.previous_report = result.previous_report;
            }
        }
    }
    checked
}

/// Checks a document by a call of its own.
pub(crate) async fn check_one(client: &mut Reports, request: v1::CheckReportRequest) -> Result<v1::CheckedReport, Status> {
    Ok(collect(events(client.check_report(request).await?.into_inner(), Some).await?))
}

fn merge<M: Message + Default>(into: &mut M, part: &M) {
    into.merge(part.encode_to_vec().as_slice()).expect("what was just encoded can be decoded");
}

/// A batch as its caller sees it.
pub(crate) struct Batch {
    asked: Option<mpsc::Sender<v1::CheckReportsRequest>>,
    answers: Streaming<v1::CheckReportsResponse>,
    /// What was told of archives so far.
    archives: Vec<v1::BatchArchive>,
}

impl Batch {
    /// Opens a batch.
    pub(crate) async fn open(client: &mut Reports, options: v1::BatchOptions) -> Result<Self, Status> {
        let (asked, messages) = mpsc::channel(1);
        asked.send(message(Asked::Options(options))).await.expect("the receiver is here");
        let answers = client.check_reports(ReceiverStream::new(messages)).await?.into_inner();
        Ok(Self { asked: Some(asked), answers, archives: Vec::new() })
    }

    /// Opens a batch with the usual options.
    pub(crate) async fn usual(client: &mut Reports) -> Self {
        Self::open(client, v1::BatchOptions::default()).await.expect("the batch is taken")
    }

    /// Opens a batch whose answers come in the order of its items.
    pub(crate) async fn in_input_order(client: &mut Reports) -> Self {
        let options = v1::BatchOptions { order: v1::AnswerOrder::Input.into(), ..v1::BatchOptions::default() };
        Self::open(client, options).await.expect("the batch is taken")
    }

    /// Sends a message; `false` if the server takes no more.
    pub(crate) async fn send(&self, asked: Asked) -> bool {
        self.asked.as_ref().expect("the batch is open").send(message(asked)).await.is_ok()
    }

    /// Where messages go, to be sent while answers are read.
    pub(crate) fn sender(&self) -> mpsc::Sender<v1::CheckReportsRequest> {
        self.asked.clone().expect("the batch is open")
    }

    /// Sends a whole item.
    pub(crate) async fn item(&self, id: &str, content: &[u8]) {
        assert!(self.send(item(id, content)).await, "the item is taken");
    }

    /// Sends a piece of an item.
    pub(crate) async fn chunk(&self, id: &str, piece: Piece<'_>) {
        assert!(self.send(chunk(id, piece)).await, "the piece is taken");
    }

    /// Says that no further message comes.
    pub(crate) fn end(&mut self) {
        self.asked = None;
    }

    /// The next answer. What is told of archives is kept apart.
    pub(crate) async fn answer(&mut self) -> Result<Option<Answered>, Status> {
        loop {
            let next = tokio::time::timeout(PATIENCE, self.answers.message()).await.expect("an answer comes in time");
            match next?.map(|answer| answer.message.expect("an answer is never empty")) {
                Some(Answered::Archive(archive)) => self.archives.push(archive),
                answer => return Ok(answer),
            }
        }
    }

    /// What was told of archives until now.
    pub(crate) fn archives(&self) -> &[v1::BatchArchive] {
        &self.archives
    }

    /// The next answer, which is the result of an item.
    pub(crate) async fn result(&mut self) -> v1::BatchResult {
        match self.answer().await.expect("the batch goes on") {
            Some(Answered::Result(result)) => result,
            other => panic!("expected a result, not {other:?}"),
        }
    }

    /// Ends the batch; gives the remaining results and the summary.
    pub(crate) async fn finish(mut self) -> (Vec<v1::BatchResult>, v1::BatchSummary) {
        self.rest().await
    }

    /// Ends the batch, as [`Self::finish`] does, and keeps what was told of archives.
    pub(crate) async fn rest(&mut self) -> (Vec<v1::BatchResult>, v1::BatchSummary) {
        self.end();
        let mut results = Vec::new();
        loop {
            match self.answer().await.expect("the batch ends well") {
                Some(Answered::Result(result)) => results.push(result),
                Some(Answered::Summary(summary)) => {
                    assert_eq!(self.answer().await.expect("the batch ends well"), None, "the summary is the last message");
                    return (results, summary);
                }
                Some(Answered::Archive(archive)) => panic!("kept apart: {archive:?}"),
                None => panic!("the batch ended without its summary"),
            }
        }
    }
}

/// A piece of an item.
#[derive(Clone, Copy)]
pub(crate) enum Piece<'a> {
    First(&'a [u8]),
    Next(&'a [u8]),
    Last(&'a [u8]),
}

/// A message of a batch.
pub(crate) fn message(asked: Asked) -> v1::CheckReportsRequest {
    v1::CheckReportsRequest { message: Some(asked) }
}

/// A whole item whose document is named like it.
pub(crate) fn item(id: &str, content: &[u8]) -> Asked {
    Asked::Item(v1::BatchItem { id: id.to_owned(), document: Some(document(id, content)), previous_report: None })
}

/// A piece of an item whose document is named like it.
pub(crate) fn chunk(id: &str, piece: Piece<'_>) -> Asked {
    let (document, content, last) = match piece {
        Piece::First(content) => (Some(document(id, b"")), content, false),
        Piece::Next(content) => (None, content, false),
        Piece::Last(content) => (None, content, true),
    };
    Asked::Chunk(v1::BatchChunk { id: id.to_owned(), document, content: content.to_vec().into(), last, previous_report: None })
}

/// A report, checked.
pub(crate) fn checked(result: &v1::BatchResult) -> &v1::CheckedReport {
    result.checked.as_ref().expect("every result holds a report or an error")
}

/// The error in place of an item's result, as a status.
pub(crate) fn error(result: &v1::BatchResult) -> Status {
    let error = checked(result).error.as_ref().unwrap_or_else(|| panic!("{} has a result", result.id));
    assert_eq!(checked(result).report, None, "exactly one of report and error is set");
    Status::with_details(error.code.into(), error.message.clone(), error.encode_to_vec().into())
}

/// What a status says for programs, read by the usual library. Every error has this and a message in Chinese.
pub(crate) fn error_info(status: &Status) -> ErrorInfo {
    let details = status.get_error_details();
    let words = details.localized_message().unwrap_or_else(|| panic!("no localised message: {status:?}"));
    assert!(words.locale == "zh-CN" && !words.message.is_ascii(), "{words:?}");
    let info = details.error_info().unwrap_or_else(|| panic!("no error info: {status:?}"));
    assert_eq!(info.domain, gouji_server::DOMAIN);
    info.clone()
}

/// Reason, and a figure of an error.
pub(crate) fn reason_and(status: &Status, figure: &str) -> (String, Option<String>) {
    let info = error_info(status);
    (info.reason, info.metadata.get(figure).cloned())
}
