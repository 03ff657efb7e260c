//! A client in another language, made from `proto/` with the usual tools, gets the same JSON as one in Rust.
//!
//! The tools are installed into an environment of their own under the build directory, once. Python 3 with `venv` must be
//! there; without it the test fails and says so.

use std::path::{Path, PathBuf};
use std::process::Command;

use gouji_proto::v1;
use prost::Message as _;
use prost_reflect::{DescriptorPool, DynamicMessage};
use serde_json::Value;

use crate::support::{Batch, Server, checked, config, repository, samples};

/// Everything that the stubs are made from.
const PROTOS: [&str; 5] = [
    "gouji/v1/report.proto",
    "gouji/v1/report_service.proto",
    "gouji/v1/catalog_service.proto",
    "google/rpc/status.proto",
    "google/rpc/error_details.proto",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_python_client_gets_the_same_json() {
    let server = Server::start(config(|_| {})).await;
    let mut files: Vec<_> = samples().iter().map(|(name, _)| repository("tests/data/reports").join(name)).collect();
    files.insert(3, no_text());

    let address = server.url().trim_start_matches("http://").to_owned();
    let told = {
        let files = files.clone();
        tokio::task::spawn_blocking(move || python_client(&address, &files)).await.unwrap()
    };

    let batch = Batch::in_input_order(&mut server.reports().await).await;
    for file in &files {
        let name = file.file_name().unwrap().to_str().unwrap();
        batch.item(name, &std::fs::read(file).unwrap()).await;
    }
    let expected: Vec<_> = batch.finish().await.0.iter().map(|result| json(checked(result))).collect();

    assert_eq!(told.len(), files.len());
    for (told, expected) in told.iter().zip(&expected) {
        assert_eq!(told, expected);
    }
    assert_eq!(told[3]["error"]["details"][0]["reason"], "UNSUPPORTED_FORMAT");
}

/// A file that is not read, so that the JSON of an error is compared too.
fn no_text() -> PathBuf {
    let path = scratch("no-text.pdf");
    std::fs::write(&path, b"%PDF-1.7").unwrap();
    path
}

/// The proto3 JSON of a message.
fn json(checked: &v1::CheckedReport) -> Value {
    let pool = DescriptorPool::decode(gouji_proto::DESCRIPTORS).unwrap();
    let descriptor = pool.get_message_by_name("gouji.v1.CheckedReport").unwrap();
    serde_json::to_value(DynamicMessage::decode(descriptor, checked.encode_to_vec().as_slice()).unwrap()).unwrap()
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
    let printed = succeeded("the client", run);
    printed.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
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
