//! Compound files (Word and Excel of before 2007) of any bytes: no panic, and a document whose ranges hold.
//!
//! `cargo fuzz run -s none compound`, with `shared/documents/tests/data/files/table3.xls` and `tests/data/files/word/*.doc` in the
//! corpus.

#![no_main]

#[expect(dead_code, reason = "compound files are no containers of parts")]
mod reader;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| reader::check(bytes));
