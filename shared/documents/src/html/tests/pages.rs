//! Pages as offices publish them, read as a whole: every paragraph, cell and note, each with its place.
//!
//! A listing has a line for each range of the text: `题` the title, `12` a paragraph, `2.3,4x2x1` the cell of table 2
//! in row 3 and column 4 that takes two columns and one row. A line break inside a paragraph is shown as `⏎`.

use super::*;

fn listing(document: &Document) -> String {
    let cells = document.tables.iter().flat_map(|table| &table.cells);
    let mut lines = Vec::new();
    let mut spans =
        cells.map(|cell| format!("x{}x{}", cell.columns, cell.rows)).map(|span| if span == "x1x1" { String::new() } else { span });
    for placed in &document.places {
        let place = match (placed.part, placed.place) {
            (Part::Header, _) => "题".to_owned(),
            (_, Place::Paragraph { number }) => number.to_string(),
            (_, Place::Cell { table, row, column }) => format!("{table}.{row},{column}{}", spans.next().unwrap_or_default()),
            _ => String::from("?"),
        };
        lines.push(format!("{place} {}", document.text[placed.range.clone()].replace('\n', "⏎")));
    }
    lines.extend(document.notes.iter().map(|note| {
        let text = note.range.clone().map(|range| &document.text[range]).unwrap_or_default();
        format!("{:?} {} {text}", note.kind, note.detail)
    }));
    lines.push(String::new());
    lines.join("\n")
}

fn assert_read(bytes: &[u8], expected: &str) -> Document {
    let document = crate::read(File { name: "n.html", bytes, charset: None }, &Limits::default()).unwrap();
    assert_sound(&document);
    let actual = listing(&document);
    let differs = actual.lines().zip(expected.lines()).position(|(a, b)| a != b);
    assert!(actual == expected, "from line {differs:?} on:\n{actual}");
    document
}

#[test]
fn page_of_a_county_with_the_tables_of_2021() {
    let document = assert_read(include_bytes!("county.html"), include_str!("county.txt"));
    // Whatever the markup, the rows of the third table are lines of ten columns.
    let table = &document.tables[1];
    let rows: Vec<_> = document.text[table.range.clone()].lines().collect();
    assert_eq!(rows.len(), 28);
    assert_eq!(rows[3], "一、本年新收政府信息公开申请数量\t\t\t23\t4\t0\t1\t2\t0\t30");
    assert_eq!(rows[8], "\t\t2.其他法律行政法规禁止公开\t0\t0\t0\t0\t0\t0\t0");
}

#[test]
fn page_that_word_saved() {
    let page = include_str!("word.html");
    let bytes = GB18030.encode(page).0;
    let document = assert_read(&bytes, include_str!("word.txt"));
    assert_eq!(document.charset, "GBK");
}

#[test]
fn page_in_a_table_that_arranges_it() {
    let bytes = GB18030.encode(include_str!("layout.html")).0;
    assert_read(&bytes, include_str!("layout.txt"));
}

#[test]
fn list_of_2014_in_two_tables_with_a_hidden_row() {
    assert_read(include_bytes!("list.html"), include_str!("list.txt"));
}
