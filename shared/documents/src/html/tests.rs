//! Whole pages as sites write them, with all their text and cells; then what authors and attackers get wrong.

use encoding_rs::GB18030;

use crate::{Document, Error, File, Limits, NoteKind, Part, Place};

fn read(page: &str) -> Document {
    crate::read(File { name: "n.html", bytes: page.as_bytes(), charset: None }, &Limits::default()).unwrap()
}

fn body(inner: &str) -> Document {
    read(&format!("<!DOCTYPE html><html><body>{inner}</body></html>"))
}

/// The cells of a table as `row,column[xcolumns[xrows]] text`, by their places as a person counts them.
fn cells(document: &Document, table: usize) -> Vec<String> {
    let table = &document.tables[table];
    let write = |cell: &crate::Cell| {
        let span = match (cell.columns, cell.rows) {
            (1, 1) => String::new(),
            (columns, 1) => format!("x{columns}"),
            (columns, rows) => format!("x{columns}x{rows}"),
        };
        format!("{},{}{span} {}", cell.row + 1, cell.column + 1, &document.text[cell.range.clone()])
    };
    table.cells.iter().map(write).collect()
}

/// Checks what must hold of any document.
fn assert_sound(document: &Document) {
    let mut last = 0;
    for placed in &document.places {
        assert!(document.text.get(placed.range.clone()).is_some(), "{placed:?}");
        assert!(placed.range.start >= last, "{placed:?}");
        last = placed.range.end;
    }
    let mut last = 0;
    for table in &document.tables {
        assert!(table.range.start >= last && document.text.get(table.range.clone()).is_some());
        last = table.range.end;
        let mut previous = None;
        for cell in &table.cells {
            assert!(document.text.get(cell.range.clone()).is_some());
            assert!(cell.range.start >= table.range.start && cell.range.end <= table.range.end);
            assert!(previous < Some((cell.row, cell.column)), "{cell:?}");
            assert!(cell.rows > 0 && cell.columns > 0);
            previous = Some((cell.row, cell.column));
        }
    }
}

mod pages;
mod pieces;
