//! Time of each stage of the engine, and of the whole, over the sample reports; and growth with size.
//!
//! `cargo bench -p gouji-core --bench engine` prints medians; what each rule costs is told by the bench `rules`.
//! A stage that is run again and again over one report costs little over half of what it costs among the others, since the
//! processor learns its branches by heart and keeps its code close by: the whole is more than the sum of its stages.
//! Throughput counts bytes of report text. `yardstick` is work that every reader of UTF-8 must do at least once, measured in
//! the same run, so that figures of different machines compare.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a benchmark reads its samples and may stop")]

use std::path::Path;

use divan::Bencher;
use divan::counter::BytesCount;
use gouji_core::check::{Settings, check};
use gouji_core::claims::Claims;
use gouji_core::normalize::normalize;
use gouji_core::recognise::{Vocabulary, recognise};
use gouji_core::report::Report;
use gouji_core::{Document, Engine, Faults, Limits, Options, Source, intake};

/// The allocator of the programs that are shipped.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

const REPORTS: [&str; 5] = ["000", "001", "002", "003", "004"];

fn report(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/reports").join(format!("{name}.txt"));
    std::fs::read_to_string(path).unwrap()
}

fn recognised(name: &str) -> (Engine, Source, Report) {
    let engine = Engine::new(Limits::default()).unwrap();
    let vocabulary = Vocabulary::new(&engine.catalog().forms);
    let source = Source::new(report(name));
    let report = recognise(&source, engine.catalog(), &vocabulary, engine.limits(), None).unwrap();
    (engine, source, report)
}

#[divan::bench(args = REPORTS)]
fn yardstick_validate_utf8_and_hash(bencher: Bencher<'_, '_>, name: &str) {
    use sha2::Digest as _;
    let text = report(name);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let valid = std::str::from_utf8(divan::black_box(text.as_bytes())).is_ok();
        (valid, sha2::Sha256::digest(text.as_bytes()))
    });
}

#[divan::bench(args = REPORTS)]
fn intake_only(bencher: Bencher<'_, '_>, name: &str) {
    let (text, limits) = (report(name), Limits::default());
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| intake::read(Document { name, bytes: text.as_bytes(), charset: None }, &limits).unwrap());
}

#[divan::bench(args = REPORTS)]
fn recognise_only(bencher: Bencher<'_, '_>, name: &str) {
    let engine = Engine::new(Limits::default()).unwrap();
    let vocabulary = Vocabulary::new(&engine.catalog().forms);
    let source = Source::new(report(name));
    bencher
        .counter(BytesCount::of_str(source.text()))
        .bench(|| recognise(&source, engine.catalog(), &vocabulary, engine.limits(), None).unwrap());
}

#[divan::bench(args = REPORTS)]
fn claims_only(bencher: Bencher<'_, '_>, name: &str) {
    let (engine, source, report) = recognised(name);
    let words = &engine.catalog().claim_words;
    bencher.counter(BytesCount::of_str(source.text())).bench(|| Claims::read(&source, &report, words, report.edition.form));
}

#[divan::bench(args = REPORTS)]
fn check_only(bencher: Bencher<'_, '_>, name: &str) {
    let (engine, source, report) = recognised(name);
    let faults = Faults::default();
    let settings = Settings { as_of: None, profile: None, previous: None, faults: &faults };
    bencher.counter(BytesCount::of_str(source.text())).bench(|| check(&source, &report, engine.catalog(), &settings));
}

/// The rules where they stand in a whole check: each time behind the stages before them, which are not timed.
#[divan::bench(args = REPORTS, sample_count = 1000, sample_size = 1)]
fn check_among_stages(bencher: Bencher<'_, '_>, name: &str) {
    let (text, engine) = (report(name), Engine::new(Limits::default()).unwrap());
    let vocabulary = Vocabulary::new(&engine.catalog().forms);
    let faults = Faults::default();
    let settings = Settings { as_of: None, profile: None, previous: None, faults: &faults };
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| {
            let document = Document { name, bytes: text.as_bytes(), charset: None };
            let (_, source) = intake::read(document, engine.limits()).unwrap();
            let report = recognise(&source, engine.catalog(), &vocabulary, engine.limits(), None).unwrap();
            (source, report)
        })
        .bench_local_refs(|(source, report)| drop(check(source, report, engine.catalog(), &settings)));
}

#[divan::bench(args = REPORTS)]
fn normalize_only(bencher: Bencher<'_, '_>, name: &str) {
    let (engine, source, report) = recognised(name);
    bencher.counter(BytesCount::of_str(source.text())).bench(|| normalize(&source, &report, engine.catalog(), None));
}

/// From bytes to the freed result, as a server does it. A result that is kept, as a bench keeps what its function returns, makes
/// the allocator ask for pages that the system has to clear.
#[divan::bench(args = REPORTS)]
fn check_whole(bencher: Bencher<'_, '_>, name: &str) {
    let (text, engine) = (report(name), Engine::new(Limits::default()).unwrap());
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| drop(engine.check(Document { name, bytes: text.as_bytes(), charset: None }, &Options::default()).unwrap()));
}

/// The same without any rule: what the whole takes more is what the catalogue of rules costs among the other stages.
#[divan::bench(args = REPORTS)]
fn read_and_normalize_whole(bencher: Bencher<'_, '_>, name: &str) {
    let (text, engine) = (report(name), Engine::new(Limits::default()).unwrap());
    let options = Options { validate: false, ..Options::default() };
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| drop(engine.check(Document { name, bytes: text.as_bytes(), charset: None }, &options).unwrap()));
}

/// All clean reports one after another, so that each is a new one, as for a server.
#[divan::bench]
fn check_clean_reports_in_turn(bencher: Bencher<'_, '_>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/clean");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let texts: Vec<String> =
        files.filter(|path| !path.ends_with("expected.txt")).map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let engine = Engine::new(Limits::default()).unwrap();
    bencher.counter(BytesCount::new(texts.iter().map(String::len).sum::<usize>())).bench(|| {
        for text in &texts {
            drop(engine.check(Document { name: "report.txt", bytes: text.as_bytes(), charset: None }, &Options::default()).unwrap());
        }
    });
}

#[divan::bench(args = [1, 10, 50], sample_count = 5, sample_size = 1)]
fn check_megabytes_of_text(bencher: Bencher<'_, '_>, megabytes: usize) {
    let one = report("000");
    let text = one.repeat((megabytes << 20) / one.len());
    let engine = Engine::new(Limits { bytes: 1 << 30, lines: 1 << 30, cells: 1 << 30 }).unwrap();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| engine.check(Document { name: "long", bytes: text.as_bytes(), charset: None }, &Options::default()).unwrap());
}

#[divan::bench]
fn load_catalogue() -> Engine {
    Engine::new(Limits::default()).unwrap()
}
