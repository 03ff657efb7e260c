//! PDF files: the whole reader, and the library alone with a device that throws everything away, in the same run.
//!
//! `cargo bench -p gouji-documents --features pdf --bench pdf`

#![expect(clippy::disallowed_methods, reason = "benches read the files of the repository")]
#![expect(clippy::unwrap_used, reason = "a bench fails where a file cannot be read")]

use std::path::PathBuf;
use std::sync::Arc;

use gouji_documents::{File, Limits, read};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{Context, DummyDevice, InterpreterCache, InterpreterSettings, TransformExt, interpret_page};

const FILES: [&str; 3] = ["report-gb2014", "table3-thin", "table3-broken"];

fn bytes(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/files/pdf").join(name).with_extension("pdf");
    std::fs::read(path).unwrap()
}

fn pages(bytes: &[u8]) -> usize {
    Pdf::new(Arc::new(bytes.to_vec())).unwrap().pages().len()
}

#[divan::bench(args = FILES)]
fn reader(bencher: divan::Bencher<'_, '_>, name: &str) {
    let bytes = bytes(name);
    let file = File { name: "", bytes: &bytes, charset: None };
    bencher.counter(divan::counter::ItemsCount::new(pages(&bytes))).bench(|| read(file, &Limits::default()).unwrap());
}

#[divan::bench(args = FILES)]
fn library_alone(bencher: divan::Bencher<'_, '_>, name: &str) {
    let bytes = bytes(name);
    bencher.counter(divan::counter::ItemsCount::new(pages(&bytes))).bench(|| {
        let pdf = Pdf::new(Arc::new(bytes.clone())).unwrap();
        let (cache, settings) = (InterpreterCache::new(), InterpreterSettings::default());
        for page in pdf.pages().iter() {
            let area = Rect::new(0.0, 0.0, 600.0, 800.0);
            let mut context = Context::new(page.initial_transform(true).to_kurbo(), area, &cache, page.xref(), settings.clone());
            interpret_page(page, &mut context, &mut DummyDevice);
        }
    });
}

fn main() {
    divan::main();
}
