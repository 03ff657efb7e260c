//! Files made to harm: each is refused or answered by the whole engine, in a process of its own whose peak of memory
//! stays beneath the bound that docs/formats.md states.
//!
//! The parent makes a file and gives it to a child through a pipe; the child, which is this same program, checks it and
//! tells the outcome, the time, and how far its memory rose above what it held before. The time is printed, and bounded
//! only against hanging: how fast a machine is, is no property of the program.
//!
//! `cargo test -p gouji-core --test hostile -- --nocapture` prints the table.

#![cfg(target_os = "linux")]

mod containers;
mod markup;
#[cfg(feature = "pdf")]
mod pages;
mod texts;

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use gouji_core::documents::{self, Error, File, Limits};
use gouji_core::{Engine, Options, Source, SourceInfo};

/// The allocator of the shipped programs, whose memory is what matters.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// By how much files and limits are smaller here than in the shipped programs: unoptimised, whole ones would take minutes each.
const SCALE: usize = if cfg!(debug_assertions) { 16 } else { 1 };

/// The most memory that a file may take beyond what the engine holds anyway; docs/formats.md states it.
const PEAK: usize = (1 << 30) / SCALE;

/// How long a file may take before it counts as hanging: many times what the slowest takes unoptimised on a busy machine.
const HANGING: Duration = Duration::from_secs(600);

/// Largest file that is taken.
const LARGEST: usize = (16 << 20) / SCALE;

/// Tells a child what to do with the file on its standard input.
const DOOR: &str = "GOUJI_HOSTILE_DOOR";

/// The limits of the shipped programs, those of amounts made smaller.
fn limits() -> Limits {
    let whole = Limits::default();
    let scaled = |limit: u64| limit / SCALE as u64;
    Limits {
        bytes: scaled(whole.bytes),
        expanded_bytes: scaled(whole.expanded_bytes),
        entries: scaled(whole.entries),
        text_bytes: scaled(whole.text_bytes),
        lines: scaled(whole.lines),
        cells: scaled(whole.cells),
        interpreted_bytes: scaled(whole.interpreted_bytes),
        drawn: scaled(whole.drawn),
        comparisons: scaled(whole.comparisons),
        ..whole
    }
}

/// The engine with limits that are those of the reader where they have the same name.
fn engine() -> Engine {
    let Limits { bytes, lines, cells, .. } = limits();
    Engine::new(gouji_core::Limits { bytes, lines, cells }).expect("the catalogue is consistent")
}

/// A file made to harm.
struct Case {
    /// What it abuses.
    name: &'static str,
    door: Door,
    /// How its outcome begins.
    outcome: &'static str,
    bytes: Vec<u8>,
}

/// What is done with a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Door {
    /// It is checked as a report.
    Report,
    /// It is unpacked as an archive of reports, and each of them is checked.
    Archive,
}

/// A file that is to be checked as a report; `outcome` is `read`, or why it is refused.
fn case(name: &'static str, outcome: &'static str, bytes: impl Into<Vec<u8>>) -> Case {
    Case { name, door: Door::Report, outcome, bytes: bytes.into() }
}

/// What a child told.
struct Told {
    outcome: String,
    added: usize,
    took: Duration,
}

/// Has a child check a file.
fn told(case: &Case) -> Told {
    let program = std::env::current_exe().expect("a test knows its own program");
    let door = if case.door == Door::Archive { "archive" } else { "report" };
    let mut child = Command::new(program)
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env(DOOR, door)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a test can start itself");
    child.stdin.take().expect("it is a pipe").write_all(&case.bytes).expect("the child takes the file");
    let output = child.wait_with_output().expect("the child ends");
    let output = String::from_utf8_lossy(&output.stdout);
    let line =
        output.lines().find_map(|line| line.split_once("TOLD\t")).unwrap_or_else(|| panic!("{}: the child died: {output}", case.name)).1;
    let parts: Vec<&str> = line.split('\t').collect();
    let number = |at: usize| parts[at].parse().expect("the child wrote a number");
    Told { outcome: parts[0].to_owned(), added: number(1), took: Duration::from_millis(number(2) as u64) }
}

/// Checks the file on standard input and tells how it went.
#[test]
#[ignore = "the other tests start it, with a file on its standard input"]
#[expect(clippy::disallowed_methods, reason = "the test measures; no result depends on the clock")]
fn child() {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).expect("the parent writes the file");
    let engine = engine();
    let before = memory("VmRSS:");
    let start = Instant::now();
    let outcome = match std::env::var_os(DOOR) {
        Some(door) if door == "archive" => unpacked(&engine, &bytes),
        _ => checked(&engine, &bytes),
    };
    let took = start.elapsed();
    println!("TOLD\t{outcome}\t{}\t{}", memory("VmHWM:").saturating_sub(before), took.as_millis());
}

fn checked(engine: &Engine, bytes: &[u8]) -> String {
    let read = match documents::read(File { name: "", bytes, charset: None }, &limits()) {
        Ok(read) => read,
        Err(Error::TooLarge { what, .. }) => return format!("over {what}"),
        Err(error) => return error.to_string(),
    };
    let info = SourceInfo {
        name: String::new(),
        sha256: String::new(),
        media_type: read.media_type,
        charset: read.charset,
        declared_charset: String::new(),
        size_bytes: bytes.len() as u64,
    };
    match engine.check_source(info, Source::of(read), &Options { normalize: true, ..Options::default() }) {
        Ok(checked) => format!("read, {:?}, {} failures", checked.verdict, checked.failures.len()),
        Err(gouji_core::Error::TooLarge { what, .. }) => format!("over {what}, by the engine"),
        Err(error) => error.to_string(),
    }
}

fn unpacked(engine: &Engine, bytes: &[u8]) -> String {
    match documents::archive(bytes, &limits()) {
        Ok(archive) => {
            archive.members.iter().for_each(|member| drop(checked(engine, &member.bytes)));
            format!("{} members, {} skipped", archive.members.len(), archive.skipped.len())
        }
        Err(Error::TooLarge { what, .. }) => format!("over {what}"),
        Err(error) => error.to_string(),
    }
}

/// What the system says of the memory of this process, in bytes.
#[expect(clippy::disallowed_methods, reason = "the test looks at its own process")]
fn memory(key: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells about each process");
    let line = status.lines().find(|line| line.starts_with(key)).expect("the line is there");
    line.split_whitespace()
        .nth(1)
        .and_then(|kilobytes| kilobytes.parse().ok())
        .map(|kilobytes: usize| kilobytes * 1024)
        .expect("it is a number")
}

fn assert_bounded(cases: Vec<Case>) {
    let mut wrong = String::new();
    for case in cases {
        let told = told(&case);
        let line = format!(
            "{:<44} {:>9} bytes {:>6} MiB {:>6} ms  {}",
            case.name,
            case.bytes.len(),
            told.added >> 20,
            told.took.as_millis(),
            told.outcome
        );
        println!("{line}");
        if !told.outcome.starts_with(case.outcome) || told.outcome.contains("failures") && !told.outcome.ends_with(" 0 failures") {
            wrong += &format!("{line} (expected {})\n", case.outcome);
        }
        if told.added > PEAK || told.took > HANGING {
            wrong += &format!("{line} (over the bound)\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn texts_are_bounded() {
    assert_bounded(texts::cases());
}

#[test]
fn web_pages_are_bounded() {
    assert_bounded(markup::cases());
}

#[test]
fn containers_are_bounded() {
    assert_bounded(containers::cases());
}

#[cfg(feature = "pdf")]
#[test]
fn pages_are_bounded() {
    assert_bounded(pages::cases());
}

#[test]
fn nothing_outside_a_file_is_fetched() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.set_nonblocking(true).expect("a listener need not wait");
    let address = format!("http://{}/x", listener.local_addr().expect("it listens"));
    let engine = engine();
    for (name, bytes) in markup::fetching(&address).into_iter().chain(containers::fetching(&address)) {
        let outcome = checked(&engine, &bytes);
        assert!(outcome.starts_with("read") || outcome.contains("damaged"), "{name}: {outcome}");
        let called = listener.accept().map(|_| ()).map_err(|error| error.kind());
        assert_eq!(called, Err(std::io::ErrorKind::WouldBlock), "{name}");
    }
}
