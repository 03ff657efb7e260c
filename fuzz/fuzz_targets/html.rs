//! The reader of web pages on any bytes: no panic, ranges slice, everything in the order of the text, the same result twice.
//!
//! `cargo fuzz run -s none html -- -dict=fuzz/html.dict -max_len=65536` after copying `shared/documents/src/html/tests/*.html` to
//! `fuzz/corpus/html`.

#![no_main]

use gouji_documents::{File, Limits, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let page = [b"<html>", bytes].concat();
    // Small limits are reached by small inputs.
    let tight = bytes.first().is_some_and(|byte| byte % 4 == 0);
    let limits = if tight { Limits { text_bytes: 4096, lines: 200, cells: 300, depth: 20, ..Limits::default() } } else { Limits::default() };
    let file = File { name: "fuzz", bytes: &page, charset: bytes.last().filter(|&&byte| byte % 3 == 0).map(|_| "gb2312") };
    let first = read(file, &limits);
    assert_eq!(first, read(file, &limits));
    let Ok(document) = first else { return };
    let mut end = 0;
    for placed in &document.places {
        assert!(placed.range.start >= end && document.text.get(placed.range.clone()).is_some(), "{placed:?}");
        end = placed.range.end;
    }
    for table in &document.tables {
        assert!(document.text.get(table.range.clone()).is_some() && !table.cells.is_empty());
        assert!(table.cells.is_sorted_by(|a, b| (a.row, a.column) < (b.row, b.column) && a.range.end <= b.range.start));
        for cell in &table.cells {
            assert!(document.text.get(cell.range.clone()).is_some_and(|text| !text.contains(['\n', '\t'])));
            assert!(cell.rows > 0 && cell.columns > 0);
        }
    }
    for note in &document.notes {
        assert!(note.range.clone().is_none_or(|range| document.text.get(range).is_some()), "{note:?}");
    }
});
