//! Files other than plain text on the wire: where their figures stand in them, and what was noted about them.

use gouji_proto::v1;
use gouji_proto::v1::text_span::Place;

use crate::support::{Server, check, check_one, config, repository};

/// The place of a figure of table 3.
fn place_of<'a>(checked: &'a v1::CheckedReport, indicator: &str, column: &str) -> &'a v1::TextSpan {
    let statistics = &checked.report.as_ref().unwrap().statistics;
    let found = statistics.iter().find(|statistic| statistic.indicator == indicator && statistic.column == column);
    found.and_then(|statistic| statistic.span.as_ref()).unwrap()
}

#[tokio::test]
async fn a_web_page_tells_cells_paragraphs_and_its_wrong_declaration() {
    let server = Server::start(config(|_| {})).await;
    let page = std::fs::read_to_string(repository("shared/documents/src/html/tests/county.html")).unwrap();
    let page = page.replace("<meta charset=\"utf-8\">", "<meta charset=\"gb2312\">");
    let checked = check_one(&mut server.reports().await, check("county.html", page.as_bytes())).await.unwrap();

    let total = place_of(&checked, "requests.new", "total");
    assert_eq!(total.text, "30");
    assert_eq!(total.place, Some(Place::Cell(v1::CellPlace { table: 2, row: 4, column: 10 })));
    assert_eq!(total.part(), v1::DocumentPart::Body);
    assert_eq!(total.description, "表三 第4行“总计”列");
    let report = checked.report.unwrap();
    let heading = report.sections[0].span.as_ref().unwrap();
    assert!(matches!(heading.place, Some(Place::Paragraph(_))), "{heading:?}");
    assert!(heading.description.starts_with('第') && heading.description.ends_with('段'), "{heading:?}");

    let source = checked.source.unwrap();
    assert_eq!((source.media_type.as_str(), source.charset.as_str()), ("text/html", "UTF-8"));
    let notes: Vec<_> = source.notes.iter().map(|note| (note.kind(), note.span.is_some())).collect();
    assert_eq!(notes, [(v1::SourceNoteKind::CharsetMismatch, false)], "{:?}", source.notes);
    assert!(source.notes[0].message.contains("字符编码"), "{:?}", source.notes);
}

#[tokio::test]
async fn a_workbook_tells_sheet_and_cell_and_what_is_hidden() {
    let server = Server::start(config(|_| {})).await;
    let workbook = std::fs::read(repository("shared/documents/tests/data/files/table3.xlsx")).unwrap();
    let checked = check_one(&mut server.reports().await, check("table3.xlsx", &workbook)).await.unwrap();

    let place = place_of(&checked, "outcome.refused.law_prohibited", "legal_person.public_welfare");
    assert_eq!(place.text, "30");
    let sheet = v1::SheetPlace { sheet: "表三".to_owned(), cell: "H12".to_owned(), row: 12, column: 8 };
    assert_eq!(place.place, Some(Place::Sheet(sheet)));
    assert_eq!(place.description, "表三!H12");

    let source = checked.source.unwrap();
    assert_eq!(source.media_type, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    let notes: Vec<_> = source.notes.iter().map(|note| (note.kind(), note.detail.as_str())).collect();
    assert_eq!(notes, [(v1::SourceNoteKind::Hidden, "表三!9:9")]);
}
