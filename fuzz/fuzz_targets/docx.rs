//! Word files made of any parts: no panic, and a document whose ranges hold.
//!
//! `cargo fuzz run -s none docx -- -dict=fuzz/office.dict`; the input is the parts, apart by a zero byte.

#![no_main]

mod reader;

use libfuzzer_sys::fuzz_target;

const PARTS: [&str; 8] = [
    "word/document.xml",
    "word/numbering.xml",
    "word/styles.xml",
    "word/footnotes.xml",
    "word/header1.xml",
    "word/_rels/document.xml.rels",
    "_rels/.rels",
    "[Content_Types].xml",
];

fuzz_target!(|bytes: &[u8]| reader::check(&reader::packed(bytes, &PARTS)));
