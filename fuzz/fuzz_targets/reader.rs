//! What every target of a reader does: packs parts into a container, reads it, and checks the document.

use std::io::{Cursor, Write};

use gouji_documents::{File, Limits, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Limits so low that reaching them is part of the search.
fn limits() -> Limits {
    Limits { expanded_bytes: 1 << 20, text_bytes: 1 << 20, lines: 20_000, cells: 20_000, ..Limits::default() }
}

/// Packs the parts of the input, apart by a zero byte, under the names given; an input that is a container is taken as
/// it is.
pub fn packed(bytes: &[u8], names: &[&str]) -> Vec<u8> {
    if bytes.starts_with(b"PK\x03\x04") {
        return bytes.to_vec();
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in names.iter().zip(bytes.split(|&byte| byte == 0)) {
        writer.start_file(*name, options).expect("the names are short and differ");
        writer.write_all(part).expect("memory takes everything");
    }
    writer.finish().expect("memory takes everything").into_inner()
}

/// Reads a file and checks that all ranges slice the text and come in its order.
pub fn check(bytes: &[u8]) {
    let Ok(document) = read(File { name: "fuzz", bytes, charset: None }, &limits()) else { return };
    let text = &document.text;
    let mut last = 0;
    for placed in &document.places {
        assert!(text.get(placed.range.clone()).is_some() && placed.range.start >= last, "{placed:?}");
        last = placed.range.start;
    }
    for table in &document.tables {
        assert!(text.get(table.range.clone()).is_some(), "{:?}", table.range);
        for cells in table.cells.windows(2) {
            assert!((cells[0].row, cells[0].column) < (cells[1].row, cells[1].column), "{cells:?}");
        }
        for cell in &table.cells {
            assert!(text.get(cell.range.clone()).is_some_and(|text| !text.contains(['\n', '\t'])), "{cell:?}");
            assert!(cell.rows > 0 && cell.columns > 0, "{cell:?}");
        }
    }
    for note in &document.notes {
        assert!(note.range.clone().is_none_or(|range| text.get(range).is_some()), "{note:?}");
    }
}
