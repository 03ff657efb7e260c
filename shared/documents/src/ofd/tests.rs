//! OFD files written here object by object.

use proptest::prelude::*;

use super::resolved;
use crate::container::tests::packed;
use crate::{Document, Error, File, Limits, NoteKind, Part, Place};

const DOCUMENT: &str = r#"<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData><ofd:PageArea>
<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>
<ofd:TemplatePage ID="90" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData><ofd:Pages>PAGES</ofd:Pages>PARTS</ofd:Document>"#;

const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" DocType="OFD">
<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"#;

/// A file of pages, each given by its objects, with a template and further parts.
fn ofd_with(pages: &[String], template: &str, named: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let list: String = (0..pages.len()).map(|page| format!(r#"<ofd:Page ID="{page}" BaseLoc="Pages/P{page}/Content.xml"/>"#)).collect();
    let document = DOCUMENT.replace("PAGES", &list).replace("PARTS", named);
    let content = |objects: &str| {
        let template = if template.is_empty() { "" } else { r#"<ofd:Template TemplateID="90" ZOrder="Background"/>"# };
        format!(
            r#"<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">{template}<ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content></ofd:Page>"#
        )
    };
    let names: Vec<String> = (0..pages.len()).map(|page| format!("Doc_0/Pages/P{page}/Content.xml")).collect();
    let contents: Vec<String> = pages.iter().map(|page| content(page)).collect();
    let template = format!(
        r#"<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer ID="3">{template}</ofd:Layer></ofd:Content></ofd:Page>"#
    );
    let mut entries =
        vec![("OFD.xml", ROOT), ("Doc_0/Document.xml", document.as_str()), ("Doc_0/Tpls/Tpl_0/Content.xml", template.as_str())];
    entries.extend(names.iter().map(String::as_str).zip(contents.iter().map(String::as_str)));
    entries.extend(parts);
    packed(&entries)
}

fn ofd(pages: &[String]) -> Vec<u8> {
    ofd_with(pages, "", "", &[])
}

/// Text of 4 mm: its frame's left and upper edge in millimetres.
fn text(left: f64, top: f64, text: &str) -> String {
    sized(left, top, 4, text)
}

fn sized(left: f64, top: f64, size: i32, text: &str) -> String {
    let distance = |before: char| if before < '\u{2000}' { size / 2 } else { size }.to_string();
    let distances: Vec<String> = text.chars().skip(1).zip(text.chars()).map(|(_, before)| distance(before)).collect();
    let (baseline, distances) = (f64::from(size) * 0.88, distances.join(" "));
    format!(
        r#"<ofd:TextObject ID="7" Boundary="{left} {top} 100 5" Font="3" Size="{size}"><ofd:FillColor Value="0 0 0"/><ofd:TextCode X="0" Y="{baseline}" DeltaX="{distances}">{text}</ofd:TextCode></ofd:TextObject>"#
    )
}

fn line(left: f64, top: f64, right: f64, bottom: f64) -> String {
    let (width, height) = (right - left, bottom - top);
    format!(
        r#"<ofd:PathObject ID="8" Boundary="{left} {top} {width} {height}" LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L {width} {height}</ofd:AbbreviatedData></ofd:PathObject>"#
    )
}

fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    crate::read(File { name: "报告.ofd", bytes, charset: None }, limits)
}

fn document(bytes: &[u8]) -> Document {
    read(bytes, &Limits::default()).unwrap()
}

fn text_of(page: &str) -> String {
    document(&ofd(&[page.to_owned()])).text
}

#[test]
fn characters_stand_where_distances_and_matrix_put_them() {
    assert_eq!(text_of(&text(20.0, 30.0, "本年新收12件")), "本年新收12件\n");
    let object =
        |attributes: &str, code: &str| format!(r#"<ofd:TextObject Size="4" Boundary="20 30 90 9" {attributes}>{code}</ofd:TextObject>"#);
    let groups = object("", r#"<ofd:TextCode X="0" Y="4" DeltaX="g 3 4 20 2">本年新收12</ofd:TextCode>"#);
    assert_eq!(text_of(&groups), "本年新收        12\n");
    let twice = object("", r#"<ofd:TextCode X="0" Y="4">甲</ofd:TextCode><ofd:TextCode X="0" Y="10">乙</ofd:TextCode>"#);
    assert_eq!(text_of(&twice), "甲\n乙\n");
    let down = object("", r#"<ofd:TextCode X="0" Y="4" DeltaY="6">甲乙</ofd:TextCode>"#);
    assert_eq!(text_of(&down), "甲\n乙\n");
    let large = object(r#"CTM="2 0 0 2 10 0""#, r#"<ofd:TextCode X="0" Y="4">甲</ofd:TextCode>"#);
    let document = document(&ofd(&[large]));
    // 20 mm of the frame and 10 mm of the matrix from the left; 8 mm wide.
    let Place::Page { page: 1, left: 8_504, right: 10_772, .. } = document.places[0].place else { panic!("{:?}", document.places) };
}

#[test]
fn lines_make_tables_as_in_any_fixed_layout() {
    let truth = include_str!("../../../../tests/data/files/pdf/table3-strokes.cells.tsv");
    let mut objects = String::new();
    let column =
        |index: u32| 5.0 + [0.0, 16.0, 36.0][(index as usize).min(2)] + if index > 2 { 60.0 + f64::from(index - 3) * 14.0 } else { 0.0 };
    let row = |index: u32| 20.0 + f64::from(index) * 9.0;
    for cell in truth.lines() {
        let parts: Vec<&str> = cell.splitn(6, '\t').collect();
        let number = |index: usize| parts[index].parse::<u32>().unwrap();
        let (top, left) = (row(number(1)), column(number(2)));
        let (bottom, right) = (row(number(1) + number(3)), column(number(2) + number(4)));
        objects += &[line(left, top, right, top), line(left, bottom, right, bottom)].concat();
        objects += &[line(left, top, left, bottom), line(right, top, right, bottom)].concat();
        let fitting = ((right - left - 1.0) / 2.0).max(1.0);
        let characters: Vec<char> = parts[5].chars().collect();
        for (index, piece) in (0_i32..).zip(characters.chunks(fitting as usize)) {
            let piece: String = piece.iter().collect();
            objects += &sized(left + 0.5, top + 0.2 + f64::from(index) * 2.2, 2, &piece);
        }
    }
    let document = document(&ofd(&[objects]));
    assert_eq!(document.tables.len(), 1);
    let cell = |cell: &crate::Cell| {
        let text = &document.text[cell.range.clone()];
        format!("0\t{}\t{}\t{}\t{}\t{text}\n", cell.row, cell.column, cell.rows, cell.columns)
    };
    let found: String = document.tables[0].cells.iter().map(cell).collect();
    let differs = truth.lines().zip(found.lines()).find(|(expected, found)| expected != found);
    assert!(truth == found, "{differs:?}");
}

#[test]
fn templates_are_part_of_each_page() {
    let pages: Vec<String> = ["甲", "乙", "丙"].iter().map(|word| text(20.0, 60.0, word)).collect();
    let document = document(&ofd_with(&pages, &text(80.0, 10.0, "某县政府"), "", &[]));
    assert_eq!(document.text, "甲\n乙\n丙\n某县政府\n某县政府\n某县政府\n");
    assert_eq!(document.places.iter().filter(|placed| placed.part == Part::Header).count(), 3);
}

#[test]
fn what_is_not_read_is_noted() {
    let named =
        "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>/Doc_0/Attachs/Attachments.xml</ofd:Attachments>";
    let annotations =
        r#"<ofd:Annotations xmlns:ofd="o"><ofd:Page PageID="0"><ofd:FileLoc>a.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>"#;
    let attachments = r#"<ofd:Attachments xmlns:ofd="o"><ofd:Attachment ID="1" Name="附表.xlsx"/></ofd:Attachments>"#;
    let parts = [("Doc_0/Annots/Annotations.xml", annotations), ("Doc_0/Attachs/Attachments.xml", attachments)];
    let picture = r#"<ofd:ImageObject ID="5" Boundary="0 0 210 297" ResourceID="6"/>"#;
    let pages = [text(20.0, 60.0, "正文¤"), picture.to_owned()];
    let document = document(&ofd_with(&pages, "", named, &parts));
    assert_eq!(document.text, "正文\u{fffd}\n");
    let notes: Vec<(NoteKind, &str)> = document.notes.iter().map(|note| (note.kind, note.detail.as_str())).collect();
    let expected = [
        (NoteKind::NotRead, "annotations on 1 pages"),
        (NoteKind::NotRead, "attachment 附表.xlsx"),
        (NoteKind::ScannedPages, "2"),
        (NoteKind::NotRead, "1 glyphs without characters"),
        (NoteKind::Mojibake, "\u{fffd}"),
    ];
    assert_eq!(notes, expected);
}

#[test]
fn text_that_is_switched_off_is_read_and_noted() {
    let hidden = text(20.0, 60.0, "草稿").replace("<ofd:TextObject", "<ofd:TextObject Visible=\"false\"");
    let document = document(&ofd(&[hidden]));
    assert_eq!(document.text, "草稿\n");
    assert_eq!(document.notes[0].kind, NoteKind::Hidden);
}

#[test]
fn a_page_that_is_missing_is_damage() {
    let bytes = ofd(&[text(20.0, 60.0, "正文")]);
    let missing = crate::container::tests::packed(&[
        ("OFD.xml", ROOT),
        ("Doc_0/Document.xml", &DOCUMENT.replace("PAGES", r#"<Page BaseLoc="x"/>"#).replace("PARTS", "")),
    ]);
    assert!(matches!(read(&missing, &Limits::default()), Err(Error::Damaged { .. })));
    for end in (4..bytes.len() - 1).step_by(7) {
        let outcome = read(&bytes[..end], &Limits::default());
        assert!(matches!(outcome, Err(Error::Damaged { .. })), "{end}: {outcome:?}");
    }
}

#[test]
fn pages_and_drawing_are_taken_up_to_the_limit() {
    let pages: Vec<String> = (0..3).map(|_| text(20.0, 60.0, "正文")).collect();
    let bytes = ofd_with(&pages, &line(0.0, 0.0, 100.0, 0.0), "", &[]);
    assert!(read(&bytes, &Limits { pages: 3, drawn: 3, ..Limits::default() }).is_ok());
    let refused = |limits: Limits| read(&bytes, &limits).map(|_| ());
    assert_eq!(refused(Limits { pages: 2, ..Limits::default() }), Err(Error::TooLarge { what: "pages", actual: 3, limit: 2 }));
    assert_eq!(refused(Limits { drawn: 2, ..Limits::default() }), Err(Error::TooLarge { what: "drawn", actual: 3, limit: 2 }));
    let template_each_time = refused(Limits { interpreted_bytes: 1_200, ..Limits::default() });
    assert!(matches!(template_each_time, Err(Error::TooLarge { what: "interpreted_bytes", .. })), "{template_each_time:?}");
}

#[test]
fn locations_are_relative_to_the_part_that_names_them() {
    assert_eq!(resolved("OFD.xml", "Doc_0/Document.xml"), "Doc_0/Document.xml");
    assert_eq!(resolved("Doc_0/Document.xml", " Pages/Page_0/Content.xml "), "Doc_0/Pages/Page_0/Content.xml");
    assert_eq!(resolved("Doc_0/Document.xml", "/Doc_0/Tpls/T.xml"), "Doc_0/Tpls/T.xml");
    assert_eq!(resolved("Doc_0/Document.xml", "..\\..\\..\\etc/x"), "etc/x");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn strange_objects_never_cause_a_panic(
        names in proptest::collection::vec(proptest::sample::select(vec!["TextObject", "PathObject", "ImageObject", "Template", "PageBlock"]), 1..6),
        frame in "[-0-9e. ]{0,20}",
        matrix in "[-0-9e. ]{0,30}",
        distances in "[-0-9eg. ]{0,30}",
        path in "[MLQBAC0-9e. -]{0,40}",
        characters in "[一二7 ¤a]{0,9}",
    ) {
        let object = |name: &&str| format!(
            r#"<ofd:{name} Boundary="{frame}" CTM="{matrix}" Size="{frame}" TemplateID="90" Fill="true"><ofd:TextCode X="{frame}" Y="1" DeltaX="{distances}" DeltaY="{distances}">{characters}</ofd:TextCode><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:{name}>"#
        );
        let _ = read(&ofd(&[names.iter().map(object).collect()]), &Limits::default());
    }

    #[test]
    fn changed_bytes_never_cause_a_panic(changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..10)) {
        let mut bytes = ofd(&[text(20.0, 60.0, "正文")]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes, &Limits::default());
    }
}
