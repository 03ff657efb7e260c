//! Word files.

use std::collections::BTreeMap;

use super::{escaped, packed};
use crate::support::blocks::{Block, Mark, placed};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
    <Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/></Types>";

const ROOT: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" Target=\"numbering.xml\"/></Relationships>";

/// The heads of sections as the programs offer to number them.
const NUMBERS: &str = "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
    <w:numFmt w:val=\"chineseCounting\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum>\
    <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";

/// Numbers in the order in which Word counts.
const COUNTED: [&str; 10] = ["一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、", "九、", "十、"];

/// A report as a Word file. As long as the heads of its sections count from one, Word makes their numbers.
pub fn file(blocks: &[Block]) -> Vec<u8> {
    let mut counted = COUNTED.iter().peekable();
    let mut body = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(text) => match counted.next_if(|number| text.starts_with(**number)) {
                Some(number) => body += &paragraph("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>", &text[number.len()..]),
                None => body += &paragraph("", text),
            },
            Block::Table(rows) => body += &table(rows),
        }
    }
    let document = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>");
    let numbering = format!("<w:numbering {W}>{NUMBERS}</w:numbering>");
    packed(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", RELATIONS),
        ("word/numbering.xml", &numbering),
    ])
}

fn paragraph(properties: &str, text: &str) -> String {
    // Word parts a paragraph into runs wherever it likes.
    let half = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
    let run = |text: &str| {
        format!(
            "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>",
            escaped(text).replace('\t', "</w:t><w:tab/><w:t xml:space=\"preserve\">")
        )
    };
    format!("<w:p><w:pPr>{properties}</w:pPr>{}{}</w:p>", run(&text[..half]), run(&text[half..]))
}

/// A table; where a cell reaches down, each row has a cell that continues it.
fn table(rows: &[Vec<Mark>]) -> String {
    let mut lines: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    for (row, column, (text, rows, columns)) in placed(rows) {
        let span = if *columns > 1 { format!("<w:gridSpan w:val=\"{columns}\"/>") } else { String::new() };
        for below in 0..*rows {
            let merge = match (below, *rows) {
                (_, 1) => "",
                (0, _) => "<w:vMerge w:val=\"restart\"/>",
                _ => "<w:vMerge/>",
            };
            let content = paragraph("", if below == 0 { text } else { "" });
            let cell = format!("<w:tc><w:tcPr>{span}{merge}</w:tcPr>{content}</w:tc>");
            lines.entry(row + below).or_default().insert(column, cell);
        }
    }
    let line = |cells: &BTreeMap<u32, String>| format!("<w:tr>{}</w:tr>", cells.values().cloned().collect::<String>());
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>", lines.values().map(line).collect::<String>())
}
