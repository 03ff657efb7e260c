//! PDF files as producers make them: the right characters in the right cells, at their places, and nothing in silence.

#![cfg(feature = "pdf")]
#![expect(clippy::disallowed_methods, reason = "tests read the files of the repository")]
#![expect(clippy::unwrap_used, reason = "a test fails where a file cannot be read")]

use std::path::PathBuf;

use gouji_documents::{Document, Error, File, Limits, NoteKind, Part, Place, read};

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/files/pdf").join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).unwrap()
}

fn document(name: &str) -> Document {
    read(File { name, bytes: &bytes(name), charset: None }, &Limits::default()).unwrap()
}

/// The cells of the file's tables, written as in the `.cells.tsv` beside it.
fn cells(document: &Document) -> String {
    let mut lines = String::new();
    for (number, table) in document.tables.iter().enumerate() {
        for cell in &table.cells {
            let text = &document.text[cell.range.clone()];
            lines += &format!("{number}\t{}\t{}\t{}\t{}\t{text}\n", cell.row, cell.column, cell.rows, cell.columns);
        }
    }
    lines
}

fn assert_cells(name: &str) {
    let expected = std::fs::read_to_string(path(&format!("{name}.cells.tsv"))).unwrap();
    let found = cells(&document(&format!("{name}.pdf")));
    let differs = expected.lines().zip(found.lines()).find(|(expected, found)| expected != found);
    assert!(expected == found, "{name}: {differs:?}, of {} and {} lines", expected.lines().count(), found.lines().count());
}

fn notes(document: &Document) -> Vec<(NoteKind, &str)> {
    document.notes.iter().map(|note| (note.kind, note.detail.as_str())).collect()
}

#[test]
fn merged_cells_come_from_missing_lines_however_the_lines_are_drawn() {
    for name in ["table3-strokes", "table3-thin", "table3-boxes", "table3-landscape"] {
        assert_cells(name);
    }
}

#[test]
fn a_table_over_a_page_break_is_one_table() {
    for name in ["table3-broken", "table3-broken-open", "table3-broken-repeated"] {
        assert_cells(name);
    }
}

#[test]
fn a_report_keeps_all_its_numbers() {
    assert_cells("report-gb2014");
    let source = std::fs::read_to_string(path("../../reports/000.txt")).unwrap();
    let numbers = |text: &str| {
        let is_part = |c: char| c.is_ascii_digit() || c == '.' || c == '%';
        let mut numbers: Vec<String> = text.split(|c| !is_part(c)).filter(|number| !number.is_empty()).map(str::to_owned).collect();
        numbers.sort();
        numbers
    };
    let document = document("report-gb2014.pdf");
    let margins = document.places.iter().find(|placed| placed.part != Part::Body).unwrap().range.start;
    assert_eq!(numbers(&document.text[..margins]), numbers(&source));
}

#[test]
fn paragraphs_are_whole_over_line_and_page_breaks() {
    let source = std::fs::read_to_string(path("../../reports/000.txt")).unwrap();
    let document = document("report-gb2014.pdf");
    let without_blanks = |text: &str| text.replace(char::is_whitespace, "");
    let read: Vec<String> = document.text.lines().map(without_blanks).collect();
    let prose = source.lines().map(without_blanks).filter(|line| line.chars().count() > 60);
    let lost: Vec<String> = prose.filter(|line| !read.contains(line)).collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn headers_and_page_numbers_are_apart_from_the_text() {
    let document = document("report-gb2014.pdf");
    let of = |part: Part| document.places.iter().filter(move |placed| placed.part == part);
    assert!(of(Part::Header).count() > 3);
    assert_eq!(of(Part::Header).count(), of(Part::Footer).count());
    for (placed, number) in of(Part::Footer).zip(1..) {
        assert_eq!(&document.text[placed.range.clone()], format!("— {number} —"));
        assert!(matches!(placed.place, Place::Page { page, .. } if page == number));
    }
}

#[test]
fn scanned_pages_are_never_empty_pages() {
    let document = document("scanned.pdf");
    assert_eq!(notes(&document), [(NoteKind::ScannedPages, "1-2")]);
    assert!(NoteKind::ScannedPages.is_unread());
    assert_eq!(document.text, "— 2 —\n");
}

#[test]
fn text_behind_a_scan_watermarks_and_turned_pages_are_read_and_noted() {
    let document = document("layers.pdf");
    assert!(document.text.starts_with("本年新收政府信息公开申请12件，办理结果均已答复申请人本人。\n"), "{}", document.text);
    let kinds: Vec<NoteKind> = document.notes.iter().map(|note| note.kind).collect();
    assert_eq!(kinds, [NoteKind::Turned, NoteKind::Hidden]);
    let watermark = document.notes[0].range.clone().unwrap();
    assert_eq!(&document.text[watermark], "征求意见稿");
    let on_side = document.text.find("合计 1,234 件").unwrap();
    assert!(document.text[..on_side].ends_with("横排的一页\n"));
    let Some(Place::Page { page: 3, left, top, right, bottom }) = document.place_at(on_side).map(|placed| placed.place) else {
        panic!("{:?}", document.place_at(on_side));
    };
    // The line was drawn 470 points up a page turned to the left: it runs up the page, left of its middle.
    assert!(right - left < bottom - top, "{left} {top} {right} {bottom}");
    assert!((11_000..13_500).contains(&left) && bottom < 84_200 - 7_000, "{left} {top} {right} {bottom}");
}

#[test]
fn text_in_clear_columns_is_a_table() {
    let document = document("unruled.pdf");
    assert_eq!(
        document.text,
        "表一　制作机关\n项目\t单位\t数量\n规章\t件\t12\n规范性文件\t件\t1,034\n办结率\t%\t98.5\n以上为表一。\n— 1 —\n"
    );
    assert_eq!(document.tables.len(), 1);
}

#[test]
fn a_file_locked_with_a_password_is_refused_as_such() {
    let locked = bytes("locked.pdf");
    let refused = read(File { name: "locked.pdf", bytes: &locked, charset: None }, &Limits::default());
    assert_eq!(refused, Err(Error::Encrypted { media_type: "application/pdf" }));
}

#[test]
fn a_small_file_locked_against_changes_only_is_read() {
    assert_eq!(document("restricted.pdf").text, "受限制的文件\n");
}
