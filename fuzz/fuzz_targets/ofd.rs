//! Any bytes as an OFD file: no panic, the same result twice, ranges that slice, cells that do not overlap.
//!
//! `cargo fuzz run -s none ofd` after putting files of offices into `fuzz/corpus/ofd`.

#![no_main]

mod document;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| document::check("fuzz.ofd", bytes));
