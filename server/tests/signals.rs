//! The real program: what it says to its operator, how it starts and how it stops.

#![expect(clippy::unwrap_used, reason = "what fails here fails the test, in what tests have in common too")]

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::SocketAddr;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

use gouji_proto::v1;
use gouji_proto::v1::check_reports_request::Message as Asked;
use gouji_proto::v1::check_reports_response::Message as Answered;
use gouji_proto::v1::report_service_client::ReportServiceClient;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Streaming;
use tonic::transport::Endpoint;

/// Longest that anything here may take; far more than it does.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program, killed when the test ends without it having ended.
struct Program {
    child: Child,
    log: BufReader<ChildStderr>,
    address: SocketAddr,
}

impl Program {
    /// Starts it on a free port and waits until it listens.
    fn start(arguments: &[&str]) -> Self {
        let mut child = program().args(["--listen", "127.0.0.1:0"]).args(arguments).spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        log.read_line(&mut line).unwrap();
        let address = line.split_whitespace().find_map(|word| word.strip_prefix("address=")).unwrap_or_else(|| panic!("{line}"));
        Self { address: address.parse().unwrap(), child, log }
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for its end; gives its exit code and the rest of its log.
    fn end(mut self) -> (Option<i32>, String) {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(begun.elapsed() < PATIENCE, "the program does not end");
            std::thread::sleep(Duration::from_millis(10));
        };
        let mut rest = String::new();
        self.log.read_to_string(&mut rest).unwrap();
        (status.code(), rest)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji-server"));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("GOUJI_")) {
        command.env_remove(name);
    }
    command
}

/// Opens a batch and has one item answered, so that the call is known to be in progress.
async fn batch_in_progress(address: SocketAddr) -> (mpsc::Sender<v1::CheckReportsRequest>, Streaming<v1::CheckReportsResponse>) {
    let channel = Endpoint::from_shared(format!("http://{address}")).unwrap().connect().await.unwrap();
    let mut client = ReportServiceClient::new(channel);
    let (asked, messages) = mpsc::channel(4);
    asked.send(message(Asked::Options(v1::BatchOptions::default()))).await.unwrap();
    let mut answers = client.check_reports(ReceiverStream::new(messages)).await.unwrap().into_inner();
    asked.send(item("first")).await.unwrap();
    assert!(matches!(answers.message().await.unwrap().unwrap().message, Some(Answered::Result(_))));
    (asked, answers)
}

fn message(asked: Asked) -> v1::CheckReportsRequest {
    v1::CheckReportsRequest { message: Some(asked) }
}

fn item(id: &str) -> v1::CheckReportsRequest {
    let document = v1::Document { name: id.to_owned(), content: "某县秘密内容年度报告".into(), ..v1::Document::default() };
    message(Asked::Item(v1::BatchItem { id: id.to_owned(), document: Some(document), previous_report: None }))
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_finishes_calls_in_progress_and_ends_with_success() {
    let program = Program::start(&["--log", "gouji_server=trace"]);
    let (asked, mut answers) = batch_in_progress(program.address).await;
    program.signal("TERM");
    // The port closes at once, while the batch goes on.
    let begun = Instant::now();
    while tokio::net::TcpStream::connect(program.address).await.is_ok() {
        assert!(begun.elapsed() < PATIENCE, "the program still takes connections");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    asked.send(item("while draining")).await.unwrap();
    drop(asked);
    let mut ids = Vec::new();
    while let Some(answer) = answers.message().await.unwrap() {
        match answer.message.unwrap() {
            Answered::Result(result) => ids.push(result.id),
            Answered::Summary(summary) => assert_eq!(summary.item_count, 2),
            Answered::Archive(archive) => panic!("no archive was sent: {archive:?}"),
        }
    }
    assert_eq!(ids, ["while draining"]);
    drop(answers);
    let (code, log) = tokio::task::spawn_blocking(|| program.end()).await.unwrap();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("SIGTERM: draining") && log.contains("every call was finished"), "{log}");
    assert!(log.contains("batch done") && log.contains("checked"), "{log}");
    assert!(!log.contains("秘密内容"), "text of a report was logged: {log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grace_period_that_runs_out_is_said_and_is_no_success() {
    let program = Program::start(&["--drain-grace", "300ms"]);
    let held = batch_in_progress(program.address).await;
    program.signal("INT");
    let (code, log) = tokio::task::spawn_blocking(|| program.end()).await.unwrap();
    assert_eq!(code, Some(1), "{log}");
    assert!(log.contains("SIGINT: draining") && log.contains("the grace period ran out"), "{log}");
    drop(held);
}

#[test]
fn every_bad_setting_is_told_before_anything_is_bound() {
    let output = program().args(["--listen", "nowhere", "--log-format", "xml"]).env("GOUJI_MAX_REPORT_LINES", "0").output().unwrap();
    assert_eq!(output.status.code(), Some(64));
    let told = String::from_utf8(output.stderr).unwrap();
    for flag in ["--listen (GOUJI_LISTEN)", "--max-report-lines (GOUJI_MAX_REPORT_LINES)", "--log-format (GOUJI_LOG_FORMAT)"] {
        assert!(told.contains(flag), "{flag} in {told}");
    }
    assert_eq!(program().arg("--no-such-flag").output().unwrap().status.code(), Some(64));
}

#[test]
fn an_address_that_is_taken_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let output = program().args(["--listen", &taken.local_addr().unwrap().to_string()]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("cannot serve"));
}

#[test]
fn help_names_every_setting_with_its_variable_and_default() {
    let output = program().arg("--help").output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let help = String::from_utf8(output.stdout).unwrap();
    for setting in gouji_server::config::SETTINGS {
        for word in [format!("--{}", setting.flag), setting.variable.to_owned(), setting.default.to_owned()] {
            assert!(help.contains(&word), "{word} in {help}");
        }
    }
}
