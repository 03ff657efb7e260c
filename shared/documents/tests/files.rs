//! One table in every format: the same grid and the same texts come out of each.

#![cfg(feature = "office")]

use gouji_documents::{Document, File, Limits, NoteKind, Place, read};

/// The cells of the table as `tests/data/files/make.py` wrote them: row, column, rows, columns, text.
const TRUTH: &str = include_str!("data/files/table3.tsv");

fn document(name: &str, bytes: &[u8]) -> Document {
    read(File { name, bytes, charset: None }, &Limits::default()).expect("the file is whole")
}

fn cells(document: &Document) -> Vec<String> {
    let cell = |cell: &gouji_documents::Cell| {
        let text = &document.text[cell.range.clone()];
        format!("{}\t{}\t{}\t{}\t{text}", cell.row, cell.column, cell.rows, cell.columns)
    };
    document.tables[0].cells.iter().map(cell).collect()
}

fn assert_same(document: &Document) {
    let truth: Vec<&str> = TRUTH.lines().collect();
    assert_eq!(cells(document), truth);
}

#[test]
fn word_gives_the_grid() {
    let document = document("table3.docx", include_bytes!("data/files/table3.docx"));
    assert_same(&document);
    assert!(document.text.starts_with("三、收到和处理政府信息公开申请情况\n"));
    assert!(document.text.ends_with("\n后文。\n"));
}

#[test]
fn old_word_of_another_program_gives_the_grid() {
    // The first nine rows of the table, as LibreOffice saves them; cells that reach farther end with them.
    let document = document("table3-head.doc", include_bytes!("../../../tests/data/files/word/table3-head.doc"));
    let clipped = |cell: &str| {
        let mut fields: Vec<String> = cell.split('\t').map(str::to_owned).collect();
        let (row, rows): (usize, usize) = (fields[0].parse().unwrap(), fields[2].parse().unwrap());
        fields[2] = rows.min(9_usize.saturating_sub(row)).to_string();
        (row < 9).then(|| fields.join("\t"))
    };
    assert_eq!(cells(&document), TRUTH.lines().filter_map(clipped).collect::<Vec<_>>());
    assert!(document.text.starts_with("三、收到和处理政府信息公开申请情况\n") && document.text.ends_with("\n后文。\n"));
    assert_eq!(document.notes, []);
}

#[test]
fn excel_gives_the_grid() {
    let document = document("table3.xlsx", include_bytes!("data/files/table3.xlsx"));
    assert_same(&document);
    assert_eq!(document.notes.iter().map(|note| (note.kind, note.detail.as_str())).collect::<Vec<_>>(), [(NoteKind::Hidden, "表三!9:9")]);
    let total = document.text.find("总计").unwrap();
    assert_eq!(document.place_at(total).unwrap().place, Place::Sheet { sheet: 0, row: 5, column: 11 });
}

#[test]
fn old_excel_gives_the_grid_and_formats() {
    let document = document("table3.xls", include_bytes!("data/files/table3.xls"));
    assert_same(&document);
    let details: Vec<_> = document.notes.iter().map(|note| (note.kind, note.detail.as_str())).collect();
    assert_eq!(details, [(NoteKind::Hidden, "表三!9:9"), (NoteKind::FormulaWithoutValue, "格式!E2")]);
    assert!(document.text.ends_with("50%\t1,234,567.50\t2023年3月15日\t-3\t0.3\n文本\tTRUE\t007\t12.25\t=\n"), "{}", document.text);
}

#[test]
fn open_document_gives_the_grid() {
    assert_same(&document("table3.ods", include_bytes!("data/files/table3.ods")));
}
