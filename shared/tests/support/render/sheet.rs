//! Workbooks: prose in rows of one cell, each table after it with a blank row beneath; and a sheet saved as text.

use std::collections::BTreeMap;

use super::{escaped, packed};
use crate::support::blocks::{Block, Mark, placed, reach, squared};

/// The cells of the sheet by row, then column, both from 0.
type Cells = BTreeMap<u32, BTreeMap<u32, Mark>>;

/// Puts the blocks into one sheet.
fn sheet(blocks: &[Block]) -> Cells {
    let across = blocks.iter().map(|block| if let Block::Table(rows) = block { reach(rows) } else { 1 }).max().unwrap_or(1);
    let mut cells = Cells::new();
    let mut next = 0;
    for block in blocks {
        match block {
            // Titles and paragraphs are merged across what the tables take.
            Block::Paragraph(text) => {
                cells.entry(next).or_default().insert(0, (text.clone(), 1, across));
                next += 1;
            }
            Block::Table(rows) => {
                for (row, column, mark) in placed(&squared(rows)) {
                    cells.entry(next + row).or_default().insert(column, mark.clone());
                }
                next += u32::try_from(rows.len()).expect("tables are small") + 1;
            }
        }
    }
    cells
}

/// Whether a spreadsheet would keep the text as a number and show it as it is.
fn is_number(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "1"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(fraction) && (whole == "0" || !whole.starts_with('0')) && !fraction.ends_with('0') && text.len() < 12
}

/// A report as an Excel workbook of one sheet.
pub fn excel(blocks: &[Block]) -> Vec<u8> {
    workbook(&[blocks])
}

/// An Excel workbook with these blocks on each sheet.
pub fn workbook(sheets: &[&[Block]]) -> Vec<u8> {
    const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let names = (1..=sheets.len()).map(|number| format!("worksheets/sheet{number}.xml"));
    let relations =
        names.enumerate().map(|(at, name)| format!("<Relationship Id=\"rId{at}\" Type=\"{TYPE}/worksheet\" Target=\"{name}\"/>"));
    let listed = (0..sheets.len()).map(|at| format!("<sheet name=\"Sheet{}\" sheetId=\"{}\" r:id=\"rId{at}\"/>", at + 1, at + 1));
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        (
            "_rels/.rels".to_owned(),
            format!("<Relationships><Relationship Id=\"rId1\" Type=\"{TYPE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{}</Relationships>", relations.collect::<String>())),
        ("xl/workbook.xml".to_owned(), format!("<workbook xmlns:r=\"r\"><sheets>{}</sheets></workbook>", listed.collect::<String>())),
    ];
    files.extend(sheets.iter().zip(1..).map(|(blocks, number)| (format!("xl/worksheets/sheet{number}.xml"), worksheet(blocks))));
    packed(&files.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect::<Vec<_>>())
}

fn worksheet(blocks: &[Block]) -> String {
    let cells = sheet(blocks);
    let mut rows = String::new();
    let mut merged = String::new();
    for (row, line) in &cells {
        rows += &format!("<row r=\"{}\">", row + 1);
        for (column, (text, down, across)) in line {
            let reference = address(*row, *column);
            rows += &match text.as_str() {
                "" => format!("<c r=\"{reference}\" s=\"0\"/>"),
                number if is_number(number) => format!("<c r=\"{reference}\"><v>{number}</v></c>"),
                text => format!("<c r=\"{reference}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(text)),
            };
            if down * across > 1 {
                merged += &format!("<mergeCell ref=\"{reference}:{}\"/>", address(row + down - 1, column + across - 1));
            }
        }
        rows += "</row>";
    }
    format!("<worksheet><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>")
}

/// A report as a workbook of one sheet that was saved as text: every row as wide as the widest, merged cells in their first.
pub fn separated(blocks: &[Block], separator: &str) -> String {
    let cells = sheet(blocks);
    let last = cells.keys().next_back().copied().unwrap_or(0);
    let width = cells.values().flatten().map(|(column, _)| column + 1).max().unwrap_or(1).max(2);
    let field = |row: u32, column: u32| match cells.get(&row).and_then(|line| line.get(&column)) {
        Some((text, ..)) if !is_number(text) => format!("\"{}\"", text.replace('"', "\"\"")),
        Some((text, ..)) => text.clone(),
        None => String::new(),
    };
    let line = |row| (0..width).map(|column| field(row, column)).collect::<Vec<_>>().join(separator);
    (0..=last).map(|row| line(row) + "\r\n").collect()
}

fn address(row: u32, column: u32) -> String {
    let letter = char::from_u32('A' as u32 + column % 26).expect("it is a letter");
    if column < 26 { format!("{letter}{}", row + 1) } else { format!("A{letter}{}", row + 1) }
}

/// A report as an OpenDocument sheet.
pub fn open_sheet(blocks: &[Block]) -> Vec<u8> {
    let cells = sheet(blocks);
    let last = cells.keys().next_back().copied().unwrap_or(0);
    let mut covered: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    let mut rows = String::new();
    for row in 0..=last {
        let mut column = 0;
        let mut line = String::new();
        let begun = cells.get(&row).into_iter().flatten().map(|(column, mark)| (*column, mark.2, Some(mark)));
        let reached = covered.remove(&row).unwrap_or_default().into_iter().map(|(column, across)| (column, across, None));
        let mut pieces: Vec<_> = begun.chain(reached).collect();
        pieces.sort_by_key(|piece| piece.0);
        for (at, across, mark) in pieces {
            if at > column {
                line += &format!("<table:table-cell table:number-columns-repeated=\"{}\"/>", at - column);
            }
            line += &mark.map_or_else(|| covering(across), cell);
            for below in 1..mark.map_or(1, |mark| mark.1) {
                covered.entry(row + below).or_default().push((at, across));
            }
            column = at + across;
        }
        rows += &format!("<table:table-row>{line}</table:table-row>");
    }
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"Sheet1\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    packed(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

fn cell((text, down, across): &Mark) -> String {
    let spans = if down * across > 1 {
        format!(" table:number-rows-spanned=\"{down}\" table:number-columns-spanned=\"{across}\"")
    } else {
        String::new()
    };
    let kind = match text.as_str() {
        "" => String::new(),
        number if is_number(number) => format!(" office:value-type=\"float\" office:value=\"{number}\""),
        _ => " office:value-type=\"string\"".to_owned(),
    };
    let content = if text.is_empty() { String::new() } else { format!("<text:p>{}</text:p>", escaped(text)) };
    format!("<table:table-cell{spans}{kind}>{content}</table:table-cell>{}", covering(across - 1))
}

fn covering(columns: u32) -> String {
    if columns == 0 { String::new() } else { format!("<table:covered-table-cell table:number-columns-repeated=\"{columns}\"/>") }
}
