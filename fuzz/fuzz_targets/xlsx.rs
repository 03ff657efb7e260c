//! Excel and OpenDocument sheets made of any parts: no panic, and a document whose ranges hold.
//!
//! `cargo fuzz run -s none xlsx -- -dict=fuzz/office.dict`; the input is the parts, apart by a zero byte.

#![no_main]

mod reader;

use libfuzzer_sys::fuzz_target;

const EXCEL: [&str; 8] = [
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/drawings/drawing1.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/_rels/sheet1.xml.rels",
    "[Content_Types].xml",
];
const OPEN: [&str; 3] = ["content.xml", "mimetype", "META-INF/manifest.xml"];

fuzz_target!(|bytes: &[u8]| {
    let open = bytes.split(|&byte| byte == 0).nth(1).is_some_and(|part| part.starts_with(b"application/"));
    reader::check(&reader::packed(bytes, if open { &OPEN } else { &EXCEL }));
});
