use super::*;
use crate::container::tests::packed;
use crate::{Part, Place};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:v=\"urn:schemas-microsoft-com:vml\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"";

/// A Word file with a body and parts (`styles`, `numbering`, …) around it, each without its outermost element's names.
fn word(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
    let mut entries = vec![
        ("[Content_Types].xml".to_owned(), String::new()),
        ("_rels/.rels".to_owned(), relations(&["officeDocument"], "word/document.xml")),
        ("word/document.xml".to_owned(), document),
    ];
    let kinds: Vec<&str> = parts.iter().map(|(kind, _)| *kind).collect();
    entries.push(("word/_rels/document.xml.rels".to_owned(), relations(&kinds, "")));
    for (kind, content) in parts {
        entries.push((format!("word/{kind}.xml"), content.replace("W=\"\"", W)));
    }
    let entries: Vec<(&str, &str)> = entries.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect();
    packed(&entries)
}

fn relations(kinds: &[&str], target: &str) -> String {
    let relation = |kind: &&str| {
        let target = if target.is_empty() { format!("{kind}.xml") } else { target.to_owned() };
        let kind = kind.trim_end_matches(|c: char| c.is_ascii_digit());
        format!("<Relationship Id=\"{target}\" Type=\"http://x/{kind}\" Target=\"{target}\"/>")
    };
    format!("<Relationships>{}</Relationships>", kinds.iter().map(relation).collect::<String>())
}

fn read_all(bytes: &[u8]) -> Document {
    crate::read(File { name: "a.docx", bytes, charset: None }, &Limits::default()).unwrap()
}

fn text(body: &str) -> String {
    read_all(&word(body, &[])).text
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn tc(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

fn kinds(document: &Document) -> Vec<NoteKind> {
    document.notes.iter().map(|note| note.kind).collect()
}

const LISTS: &str = r#"<w:numbering W="">
    <w:abstractNum w:abstractNumId="0">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:pStyle w:val="二级"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
      <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
      <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:suff w:val="space"/><w:lvlText w:val="%4."/></w:lvl>
    </w:abstractNum>
    <w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="列表"/></w:abstractNum>
    <w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
    <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
    <w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
  </w:numbering>"#;

const STYLES: &str = r#"<w:styles W="">
    <w:style w:type="paragraph" w:default="1" w:styleId="正文"/>
    <w:style w:type="paragraph" w:styleId="二级"><w:basedOn w:val="正文"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="二级变体"><w:basedOn w:val="二级"/></w:style>
    <w:style w:type="paragraph" w:styleId="甲"><w:basedOn w:val="乙"/></w:style>
    <w:style w:type="paragraph" w:styleId="乙"><w:basedOn w:val="甲"/></w:style>
    <w:style w:type="numbering" w:styleId="列表"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="character" w:styleId="隐"><w:rPr><w:vanish/></w:rPr></w:style>
  </w:styles>"#;

/// A paragraph of a list (`numId`, `ilvl`) or a style.
fn item(list: Option<(u32, u32)>, style: &str, content: &str) -> String {
    let list =
        list.map(|(id, level)| format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{id}\"/></w:numPr>")).unwrap_or_default();
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{list}</w:pPr><w:r><w:t>{content}</w:t></w:r></w:p>")
}

fn numbered(items: &[(Option<(u32, u32)>, &str)]) -> Vec<String> {
    let body: String = items.iter().map(|(list, style)| item(*list, style, "文")).collect();
    read_all(&word(&body, &[("numbering", LISTS), ("styles", STYLES)])).text.lines().map(str::to_owned).collect()
}

#[test]
fn numbers_that_word_makes_are_in_the_text() {
    let top = Some((1, 0));
    let lines =
        numbered(&[(top, ""), (top, ""), (Some((1, 1)), ""), (Some((1, 1)), ""), (Some((1, 2)), ""), (top, ""), (Some((1, 1)), "")]);
    assert_eq!(lines, ["一、文", "二、文", "（一）文", "（二）文", "2.2.1 文", "三、文", "（一）文"]);
}

#[test]
fn styles_carry_numbers_and_zero_takes_them_away() {
    let lines = numbered(&[(None, "二级"), (None, "二级变体"), (Some((0, 0)), "二级"), (None, "正文"), (None, "甲")]);
    assert_eq!(lines, ["（一）文", "（二）文", "文", "文", "文"]);
}

#[test]
fn lists_share_counters_unless_one_starts_again() {
    let lines = numbered(&[(Some((1, 0)), ""), (Some((3, 0)), ""), (Some((2, 0)), ""), (Some((2, 0)), ""), (Some((1, 0)), "")]);
    assert_eq!(lines, ["一、文", "二、文", "五、文", "六、文", "七、文"]);
}

#[test]
fn a_level_that_never_restarts_goes_on() {
    let lines = numbered(&[(Some((1, 0)), ""), (Some((1, 3)), ""), (Some((1, 0)), ""), (Some((1, 3)), ""), (Some((4, 0)), "")]);
    assert_eq!(lines, ["一、文", "1. 文", "二、文", "2. 文", "文"]);
}

#[test]
fn merged_cells_keep_the_grid() {
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr></w:tbl>",
        tc("<w:vMerge w:val=\"restart\"/>", &p("办理结果")),
        tc("<w:gridSpan w:val=\"2\"/>", &p("法人")),
        tc("<w:vMerge/>", "<w:p/>"),
        tc("", &p("企业")),
        tc("", &(p("科研") + &p("机构"))),
        tc("", "<w:p/>"),
        tc("", &p("0")),
    );
    let document = read_all(&word(&body, &[]));
    assert_eq!(document.text, "办理结果\t法人\n\t企业\t科研 机构\n\t\t0\n");
    let grid: Vec<_> = document.tables[0].cells.iter().map(|cell| (cell.row, cell.column, cell.rows, cell.columns)).collect();
    assert_eq!(grid, [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]);
    let place = document.place_at(document.text.find('0').unwrap()).unwrap().place;
    assert_eq!(place, Place::Cell { table: 1, row: 3, column: 3 });
}

#[test]
fn a_merge_that_goes_on_from_nothing_is_a_cell() {
    let body = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", tc("<w:vMerge/>", &p("甲")), tc("<w:vMerge w:val=\"continue\"/>", &p("乙")));
    assert_eq!(read_all(&word(&body, &[])).tables[0].cells.len(), 2);
}

#[test]
fn a_nested_table_follows_the_one_around_it() {
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", tc("", &p("内1")), tc("", &p("内2")));
    let outer = [p("外1") + &inner, p("外2"), p("外3")].map(|content| tc("", &content)).concat();
    let document = read_all(&word(&format!("<w:tbl><w:tr>{outer}</w:tr></w:tbl>{}", p("后")), &[]));
    assert_eq!(document.text, "外1\t外2\t外3\n内1\t内2\n后\n");
    assert_eq!(document.tables.len(), 2);
    assert_eq!(document.places[3].place, Place::Cell { table: 2, row: 1, column: 1 });
}

#[test]
fn a_table_that_only_frames_is_read_as_its_content() {
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", tc("", &p("内1")), tc("", &p("内2")));
    let body = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", tc("", &(p("一、总体情况") + &inner + &p("二、"))));
    let document = read_all(&word(&body, &[]));
    assert_eq!(document.text, "一、总体情况\n内1\t内2\n二、\n");
    assert_eq!(document.tables.len(), 1);
}

#[test]
fn a_table_that_arranges_a_page_is_read_as_its_content() {
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", tc("", &p("内1")), tc("", &p("内2")));
    let page = [String::new(), p("一、总体情况") + &p("正文") + &inner + &p("二、"), String::new()].map(|content| tc("", &content));
    let document = read_all(&word(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", page.concat()), &[]));
    assert_eq!(document.text, "一、总体情况\n正文\n内1\t内2\n二、\n");
    assert_eq!(document.places[1].place, Place::Cell { table: 1, row: 1, column: 2 });
}

#[test]
fn text_boxes_are_read_once_and_apart() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("框"));
    let modern = format!("<mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>");
    let old = format!("<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>");
    let both = format!("<mc:AlternateContent>{modern}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>");
    let document = read_all(&word(&format!("<w:p><w:r>{both}</w:r><w:r><w:t>文</w:t></w:r></w:p><w:p><w:r>{old}</w:r></w:p>"), &[]));
    assert_eq!(document.text, "文\n框\n框\n");
    assert_eq!(document.places.iter().map(|placed| placed.part).collect::<Vec<_>>(), [Part::Body, Part::TextBox, Part::TextBox]);
}

#[test]
fn tracked_changes_are_taken_as_accepted() {
    let body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>收到</w:t></w:r><w:del><w:r><w:delText>7</w:delText></w:r></w:del></w:p>\
        <w:p><w:ins><w:r><w:t>8</w:t></w:r></w:ins><w:r><w:t>件</w:t></w:r></w:p>\
        <w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo></w:p>";
    let document = read_all(&word(body, &[]));
    assert_eq!(document.text, "收到8件\n新\n");
    assert_eq!(kinds(&document), [NoteKind::TrackedChanges]);
}

#[test]
fn a_deleted_row_is_gone_and_an_inserted_one_there() {
    let row = |change: &str, text: &str| format!("<w:tr><w:trPr>{change}</w:trPr>{}{}</w:tr>", tc("", &p(text)), tc("", &p("1")));
    let body = format!("<w:tbl>{}{}{}</w:tbl>", row("", "甲"), row("<w:del/>", "乙"), row("<w:ins/>", "丙"));
    let document = read_all(&word(&body, &[]));
    assert_eq!(document.text, "甲\t1\n丙\t1\n");
    assert_eq!(document.tables[0].cells[2].row, 1);
}

#[test]
fn fields_show_their_result_and_not_their_instruction() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>HYPERLINK \"http://x\"</w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>9</w:t>\
        <w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>链接</w:t></w:r>\
        <w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:fldSimple w:instr=\"DATE\"><w:r><w:t>今天</w:t></w:r></w:fldSimple></w:p>";
    assert_eq!(text(body), "链接今天\n");
    let endless = format!("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p>{}", p("后"));
    assert_eq!(text(&endless), "后\n");
}

#[test]
fn breaks_tabs_symbols_and_hyphens_are_characters() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t xml:space=\"preserve\"> 乙</w:t><w:br/>\
        <w:t>A</w:t><w:noBreakHyphen/><w:t>B\u{ad}C</w:t><w:softHyphen/><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r></w:p>";
    assert_eq!(text(body), "甲\t 乙\nA-BC☑\n");
}

#[test]
fn hidden_text_is_read_and_noted() {
    let body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:rPr><w:rStyle w:val=\"隐\"/></w:rPr><w:t>乙</w:t></w:r></w:p>\
        <w:p><w:r><w:rPr><w:vanish w:val=\"0\"/><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>丙</w:t></w:r></w:p>";
    let document = read_all(&word(body, &[("styles", STYLES)]));
    assert_eq!(document.text, "甲\n乙\n丙\n");
    let hidden: Vec<&str> = document.notes.iter().filter_map(|note| document.text.get(note.range.clone()?)).collect();
    assert_eq!((kinds(&document), hidden), (vec![NoteKind::Hidden; 2], vec!["甲", "乙"]));
}

#[test]
fn notes_headers_and_footers_follow_the_body_as_parts() {
    let body = format!(
        "{}<w:p><w:r><w:t>12</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p><w:sectPr><w:headerReference r:id=\"header1.xml\"/>\
         <w:headerReference r:id=\"header1.xml\"/><w:footerReference r:id=\"footer1.xml\"/></w:sectPr>",
        p("正文")
    );
    let notes = format!(
        "<w:footnotes W=\"\"><w:footnote w:type=\"separator\">{}</w:footnote><w:footnote>{}</w:footnote></w:footnotes>",
        p("线"),
        p("脚注")
    );
    let header = format!("<w:hdr W=\"\">{}</w:hdr>", p("页眉"));
    let footer = format!("<w:ftr W=\"\">{}</w:ftr>", p("页脚"));
    let document = read_all(&word(&body, &[("footnotes", &notes), ("header1", &header), ("footer1", &footer)]));
    assert_eq!(document.text, "正文\n12\n脚注\n页眉\n页脚\n");
    let parts: Vec<Part> = document.places.iter().map(|placed| placed.part).collect();
    assert_eq!(parts, [Part::Body, Part::Body, Part::Note, Part::Header, Part::Footer]);
    assert_eq!(document.places[2].place, Place::Paragraph { number: 1 });
}

#[test]
fn content_controls_smart_tags_and_formulas_are_read_through() {
    let body = format!(
        "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt><w:p><w:smartTag><w:r><w:t>甲</w:t></w:r></w:smartTag>\
         <w:sdt><w:sdtContent><w:r><w:t>乙</w:t></w:r></w:sdtContent></w:sdt><m:oMath><m:r><m:t>1</m:t></m:r></m:oMath>\
         <w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>音</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
        p("控件")
    );
    assert_eq!(text(&body), "控件\n甲乙1音\n");
}

#[test]
fn what_is_embedded_is_noted_as_not_read() {
    let picture = |size: &str| {
        format!(
            "<w:p><w:r><w:drawing><wp:extent cx=\"{size}\" cy=\"2000000\"/><wp:docPr name=\"图{size}\"/><a:blip/></w:drawing></w:r></w:p>"
        )
    };
    let object = "<w:p><w:r><w:object><v:shape style=\"width:300pt;height:200pt\"><v:imagedata/></v:shape><o:OLEObject ProgID=\"Excel.Sheet.12\"/></w:object></w:r></w:p>";
    let shape = "<w:p><w:r><w:pict><v:shape id=\"s\" style=\"position:absolute;width:453.5pt;height:200pt\"><v:imagedata/></v:shape></w:pict></w:r></w:p>";
    let document = read_all(&word(&(picture("5000000") + &picture("900000") + object + shape), &[]));
    let details: Vec<&str> = document.notes.iter().map(|note| note.detail.as_str()).collect();
    assert_eq!(details, ["图5000000", "Excel.Sheet.12", "s"]);
    let kinds: Vec<_> = document.notes.iter().map(|note| note.kind).collect();
    assert_eq!(kinds, [NoteKind::Picture, NoteKind::NotRead, NoteKind::Picture]);
}

#[test]
fn strict_files_are_read() {
    let body = format!("<w:document {W}><w:body>{}</w:body></w:document>", p("文"))
        .replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main");
    let bytes = packed(&[("[Content_Types].xml", ""), ("word/document.xml", &body)]);
    assert_eq!(read_all(&bytes).text, "文\n");
}

#[test]
fn tables_and_boxes_without_end_are_refused() {
    let nested = |levels: usize| {
        let open = format!("<w:tbl><w:tr>{}<w:tc>", tc("", &p("1")));
        open.repeat(levels) + &p("内") + &"</w:tc></w:tr></w:tbl>".repeat(levels)
    };
    let read = |body: &str| crate::read(File { name: "", bytes: &word(body, &[]), charset: None }, &Limits::default());
    assert!(read(&nested(24)).is_ok());
    assert_eq!(read(&nested(25)).unwrap_err(), Error::TooLarge { what: "depth", actual: 25, limit: 24 });
    let deep = "<w:sdt>".repeat(600) + &"</w:sdt>".repeat(600);
    assert_eq!(read(&deep).unwrap_err(), Error::TooLarge { what: "depth", actual: 513, limit: 512 });
}

#[test]
fn cells_without_end_are_refused_before_they_are_kept() {
    let body = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", tc("<w:gridSpan w:val=\"4000000000\"/>", "").repeat(3));
    let refused = crate::read(File { name: "", bytes: &word(&body, &[]), charset: None }, &Limits::default());
    assert!(matches!(refused, Err(Error::TooLarge { what: "cells", .. })));
    let rows = format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{}</w:tr>", "<w:tc/>".repeat(100)).repeat(101));
    let limits = Limits { cells: 10_000, ..Limits::default() };
    let refused = crate::read(File { name: "", bytes: &word(&rows, &[]), charset: None }, &limits);
    assert_eq!(refused.unwrap_err(), Error::TooLarge { what: "cells", actual: 10_001, limit: 10_000 });
}

#[test]
fn a_file_without_its_text_is_damaged() {
    let read = |entries: &[(&str, &str)]| crate::read(File { name: "", bytes: &packed(entries), charset: None }, &Limits::default());
    assert!(matches!(read(&[("[Content_Types].xml", ""), ("word/styles.xml", "")]), Err(Error::Damaged { .. })));
    assert!(matches!(read(&[("[Content_Types].xml", ""), ("word/document.xml", "<a><b>")]), Err(Error::Damaged { .. })));
}

#[test]
fn a_file_cut_short_anywhere_is_an_error() {
    let bytes = word(&p("文"), &[("styles", STYLES)]);
    for end in 0..bytes.len() {
        let outcome = crate::read(File { name: "", bytes: &bytes[..end], charset: None }, &Limits::default());
        assert!(outcome.is_err() || end < 4, "{end}");
    }
}
