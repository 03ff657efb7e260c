//! What must hold for whatever a reader of files gives.

use gouji_documents::{Document, File, Limits, read};

/// Limits at which one input takes milliseconds.
pub fn limits() -> Limits {
    Limits { bytes: 1 << 20, expanded_bytes: 4 << 20, pages: 50, interpreted_bytes: 4 << 20, comparisons: 5_000_000, cells: 50_000, ..Limits::default() }
}

/// Reads a file and checks what comes out of it.
pub fn check(name: &str, bytes: &[u8]) {
    let file = File { name, bytes, charset: None };
    let (first, second) = (read(file, &limits()), read(file, &limits()));
    assert_eq!(first, second);
    if let Ok(document) = first {
        check_ranges(&document);
    }
}

fn check_ranges(document: &Document) {
    let text = |range: &std::ops::Range<usize>| assert!(document.text.get(range.clone()).is_some(), "{range:?}");
    let mut end = 0;
    for placed in &document.places {
        text(&placed.range);
        assert!(placed.range.start >= end, "{placed:?}");
        end = placed.range.end;
    }
    for table in &document.tables {
        text(&table.range);
        let mut taken = std::collections::HashSet::new();
        for cell in &table.cells {
            text(&cell.range);
            assert!(table.range.start <= cell.range.start && cell.range.end <= table.range.end, "{cell:?}");
            for row in cell.row..cell.row + cell.rows {
                for column in cell.column..cell.column + cell.columns {
                    assert!(taken.insert((row, column)), "{cell:?} overlaps another");
                }
            }
        }
    }
    document.notes.iter().filter_map(|note| note.range.as_ref()).for_each(text);
}
