//! What reading costs in each format, beside the bare work of the same libraries on the same file in the same run.
//!
//! `cargo bench -p gouji-core --bench formats [PART OF A NAME]`
//!
//! Bare work is the least that any reader does with these libraries: decoding for text, html5ever's tokenizer for web
//! pages, unpacking and pulling every XML event for containers, taking the streams out of compound files. It keeps nothing
//! of what it sees. Reader and bare work run in turn, and medians are told. PDF has a bench of its own in the package of the
//! readers.

#![expect(clippy::disallowed_methods, reason = "a bench measures time")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::cell::Cell;
use std::hint::black_box;
use std::io::{Cursor, Read as _};
use std::time::{Duration, Instant};

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16LE};
use gouji_documents::{File, Limits, read};
use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use quick_xml::NsReader;
use quick_xml::events::Event;
use support::render::Format;

/// The allocator of the shipped programs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long each format is measured.
const LONG: Duration = Duration::from_secs(3);

/// A file of a format, and the bare work on it.
struct Subject {
    name: &'static str,
    bytes: Vec<u8>,
    bare: fn(&[u8]) -> usize,
}

fn subjects() -> Vec<Subject> {
    let report = support::report("000");
    let checked = support::check(&report);
    let rendered =
        |name, format: Format, bare| Subject { name, bytes: format.render(&report, &checked).expect("the report has a form"), bare };
    let mut subjects = vec![
        Subject { name: "text, UTF-8", bytes: report.clone().into_bytes(), bare: |bytes| decoded(UTF_8, bytes).len() },
        rendered("text, GB18030", Format::TextGb18030, |bytes| decoded(GB18030, bytes).len()),
        rendered("text, UTF-16", Format::TextUtf16, |bytes| decoded(UTF_16LE, &bytes[2..]).len()),
        rendered("web page", Format::WebPage, |bytes| tags(&decoded(UTF_8, bytes))),
        rendered("web page by Word", Format::WordPage, |bytes| tags(&decoded(GB18030, bytes))),
        rendered("Word", Format::Word, unpacked),
        rendered("Excel", Format::Excel, unpacked),
        rendered("OpenDocument", Format::OpenSheet, unpacked),
        rendered("OFD", Format::Ofd, unpacked),
        Subject { name: "Word before 2007", bytes: include_bytes!("../../tests/data/files/word/000.doc").to_vec(), bare: streams },
        Subject { name: "Excel before 2007", bytes: include_bytes!("../documents/tests/data/files/table3.xls").to_vec(), bare: streams },
    ];
    if let Some(bytes) = Format::TextBig5.render(&report, &checked) {
        subjects.insert(3, Subject { name: "text, Big5", bytes, bare: |bytes| decoded(BIG5, bytes).len() });
    }
    subjects
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Counts tags, so that the tokenizer's work is for something.
#[derive(Default)]
struct Tags(Cell<usize>);

impl TokenSink for Tags {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        self.0.set(self.0.get() + usize::from(matches!(token, Token::TagToken(_))));
        TokenSinkResult::Continue
    }
}

fn tags(page: &str) -> usize {
    let tokenizer = Tokenizer::new(Tags::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(page));
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.0.get()
}

fn unpacked(bytes: &[u8]) -> usize {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("the file is whole");
    let mut events = 0;
    for index in 0..archive.len() {
        let mut part = String::new();
        archive.by_index(index).expect("the entry is there").read_to_string(&mut part).expect("parts are text");
        let mut xml = NsReader::from_str(&part);
        while !matches!(xml.read_resolved_event(), Ok((_, Event::Eof)) | Err(_)) {
            events += 1;
        }
    }
    events
}

fn streams(bytes: &[u8]) -> usize {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).expect("the file is whole");
    let names: Vec<_> = file.walk().filter(cfb::Entry::is_stream).map(|entry| entry.path().to_owned()).collect();
    let mut content = Vec::new();
    for name in names {
        file.open_stream(name).and_then(|mut stream| stream.read_to_end(&mut content)).expect("the stream is whole");
    }
    content.len()
}

fn read_whole(bytes: &[u8]) -> usize {
    read(File { name: "", bytes, charset: None }, &Limits::default()).expect("the file is whole").text.len()
}

/// The medians of both, run in turn.
fn measured(subject: &Subject) -> (Duration, Duration) {
    let timed = |work: fn(&[u8]) -> usize| {
        let start = Instant::now();
        black_box(work(black_box(&subject.bytes)));
        start.elapsed()
    };
    let (mut reader, mut bare) = (Vec::new(), Vec::new());
    let start = Instant::now();
    while start.elapsed() < LONG {
        reader.push(timed(read_whole));
        bare.push(timed(subject.bare));
    }
    let median = |mut times: Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2]
    };
    (median(reader), median(bare))
}

fn main() {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    println!(
        "{:<20} {:>8} {:>10} {:>10} {:>8} {:>10} {:>8} {:>6}",
        "format", "bytes", "reader µs", "files/s", "MB/s", "bare µs", "MB/s", "ratio"
    );
    for subject in subjects().iter().filter(|subject| subject.name.contains(&wanted)) {
        let (reader, bare) = measured(subject);
        let megabytes = |time: Duration| subject.bytes.len() as f64 / 1e6 / time.as_secs_f64();
        println!(
            "{:<20} {:>8} {:>10.1} {:>10.0} {:>8.0} {:>10.1} {:>8.0} {:>6.2}",
            subject.name,
            subject.bytes.len(),
            reader.as_secs_f64() * 1e6,
            1.0 / reader.as_secs_f64(),
            megabytes(reader),
            bare.as_secs_f64() * 1e6,
            megabytes(bare),
            reader.as_secs_f64() / bare.as_secs_f64()
        );
    }
}
