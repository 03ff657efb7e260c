//! A client in another language, made from `proto/` with the usual tools, gets the JSON that the command line prints.
//!
//! The tools are installed into an environment of their own under the build directory, once. Python 3 with `venv` must be
//! there; without it the test fails and says so.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};

use gouji_client::{Exit, Io, Terminals};
use serde_json::Value;

use crate::support::{Server, config, repository, samples};

/// Everything that the stubs are made from.
const PROTOS: [&str; 5] = [
    "gouji/v1/report.proto",
    "gouji/v1/report_service.proto",
    "gouji/v1/catalog_service.proto",
    "google/rpc/status.proto",
    "google/rpc/error_details.proto",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_python_client_gets_the_json_that_the_command_line_prints() {
    let server = Server::start(config(|_| {})).await;
    let mut files: Vec<_> = samples().iter().map(|(name, _)| repository("tests/data/reports").join(name)).collect();
    files.insert(3, no_text());

    let address = server.url().trim_start_matches("http://").to_owned();
    let asked = files.clone();
    let told = tokio::task::spawn_blocking(move || python_client(&address, &asked)).await.unwrap();
    let asked = files.clone();
    let printed = tokio::task::spawn_blocking(move || command_line(&asked)).await.unwrap();

    assert_eq!((told.len(), printed.len()), (files.len(), files.len()));
    for (told, printed) in told.iter().zip(&printed) {
        assert_eq!(told, printed);
    }
    assert_eq!(told[3]["error"]["details"][0]["reason"], "UNSUPPORTED_FORMAT");
    assert!(told[0]["report"]["statistics"].as_array().is_some_and(|it| !it.is_empty()), "a report is told whole");
}

/// A file that is not read, so that the JSON of an error is compared too.
fn no_text() -> PathBuf {
    let path = scratch("no-text.png");
    std::fs::write(&path, b"\x89PNG\r\n").unwrap();
    path
}

/// Standard output that is kept.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Runs the command line, with the service in its own process; gives what it prints.
fn command_line(files: &[PathBuf]) -> Vec<Value> {
    let output = Kept::default();
    let io = Io {
        input: Box::new(std::io::empty()),
        output: Box::new(output.clone()),
        error: Box::new(std::io::sink()),
        terminals: Terminals::default(),
    };
    let words = ["gouji", "check", "--format", "jsonl"].map(OsString::from);
    let exit = gouji_client::run(words.into_iter().chain(files.iter().map(OsString::from)), io);
    assert_eq!(exit, Exit::Incomplete, "one file cannot be read");
    let printed = output.0.lock().unwrap();
    parsed(std::str::from_utf8(&printed).unwrap())
}

/// A value a line.
fn parsed(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

/// Runs the client in Python; gives what it prints.
fn python_client(address: &str, files: &[PathBuf]) -> Vec<Value> {
    let python = environment();
    let stubs = scratch("python-stubs");
    std::fs::create_dir_all(&stubs).unwrap();
    let out = stubs.to_str().unwrap();
    let generate = Command::new(&python)
        .args(["-m", "grpc_tools.protoc", "-I", "proto", &format!("--python_out={out}"), &format!("--grpc_python_out={out}")])
        .args(PROTOS)
        .current_dir(repository(""))
        .output();
    succeeded("making the stubs", generate);
    let client = repository("tests/python/client.py");
    let run = Command::new(&python).arg(client).arg(address).args(files).env("PYTHONPATH", &stubs).env("PYTHONUTF8", "1").output();
    parsed(&succeeded("the client", run))
}

/// The Python of an environment that has what `requirements.txt` names; made if it is not there yet.
fn environment() -> PathBuf {
    let requirements = repository("tests/python/requirements.txt");
    let wanted = std::fs::read_to_string(&requirements).unwrap();
    let root = scratch("python-environment");
    let python = root.join("bin/python");
    let installed = root.join("installed.txt");
    if std::fs::read_to_string(&installed).is_ok_and(|there| there == wanted) && python.exists() {
        return python;
    }
    let made = Command::new("python3").args(["-m", "venv", "--clear"]).arg(&root).output();
    succeeded("python3 -m venv (this test needs Python 3 with its module venv)", made);
    let install =
        Command::new(&python).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]).arg(requirements).output();
    succeeded("pip install (this test needs a package index)", install);
    std::fs::write(installed, wanted).unwrap();
    python
}

/// A path under the build directory.
fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// What a program printed; fails with what it complained of.
fn succeeded(what: &str, output: std::io::Result<std::process::Output>) -> String {
    let output = output.unwrap_or_else(|error| panic!("{what} could not be run: {error}"));
    assert!(output.status.success(), "{what} failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8 is printed")
}
