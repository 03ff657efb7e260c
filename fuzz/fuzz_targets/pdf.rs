//! Any bytes as a PDF file: no panic, the same result twice, ranges that slice, cells that do not overlap.
//!
//! `cargo fuzz run -s none --features pdf pdf` after copying `tests/data/files/pdf/*.pdf` to `fuzz/corpus/pdf`.

#![no_main]

mod document;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| document::check("fuzz.pdf", bytes));
