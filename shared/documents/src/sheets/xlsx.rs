//! Excel files (OOXML).
//!
//! Read from the XML parts and not with a library, because a library that opens the container by itself unpacks it
//! without limit, and tells neither what is hidden nor whether a formula has a stored value.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::decimal::Decimal;
use super::format::{Epoch, built_in, shown};
use super::{Sheet, Valued};
use crate::build::{Area, Builder};
use crate::container::Container;
use crate::error::Error;
use crate::kind::Kind;
use crate::limits::Limits;
use crate::note::NoteKind;
use crate::package::{self, Relations};
use crate::place::{Part, Place};
use crate::xml::{Element, Xml};
use crate::{Document, File};

const MEDIA_TYPE: &str = Kind::Excel.media_type();
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// What the cells of all sheets refer to.
#[derive(Default)]
struct Workbook {
    strings: Vec<String>,
    formats: Formats,
    epoch: Epoch,
}

/// The formats of numbers.
#[derive(Default)]
struct Formats {
    /// Identifiers by the index that cells name.
    ids: Vec<u32>,
    /// Codes of the formats that the file has of its own.
    codes: HashMap<u32, String>,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    relation: String,
    hidden: bool,
}

/// Reads an Excel file.
pub(crate) fn read(file: File<'_>, limits: &Limits) -> Result<Document, Error> {
    let mut container = Container::open(file.bytes, MEDIA_TYPE, limits)?;
    let (main, text) = package::main_part(&mut container, "xl/workbook.xml", limits)?;
    let relations = Relations::read(&mut container, &main, limits)?;
    let mut workbook = Workbook::default();
    let listed = workbook.sheets(&text, limits)?;
    if let Some(text) = relations.part(&mut container, "sharedStrings")? {
        workbook.strings = strings(&text, limits)?;
    }
    if let Some(text) = relations.part(&mut container, "styles")? {
        workbook.formats = Formats::read(&text, limits)?;
    }
    let mut builder = Builder::new(MEDIA_TYPE, "UTF-8", limits);
    for listed in listed {
        let (target, kind) = (relations.target(&listed.relation), relations.kind(&listed.relation));
        let Some(target) = target.filter(|_| kind == Some("worksheet")) else {
            builder.note(NoteKind::NotRead, listed.name);
            continue;
        };
        let Some(text) = container.text(target)? else {
            return Err(damaged(&format!("{target} is missing")));
        };
        let mut sheet = Sheet::new(listed.name);
        sheet.hidden = listed.hidden;
        workbook.read(&text, &mut sheet, limits)?;
        drop(text);
        sheet.write(&mut builder, limits)?;
        drawings(&mut container, target, &mut builder, limits)?;
    }
    Ok(builder.finish())
}

impl Workbook {
    fn sheets(&mut self, text: &str, limits: &Limits) -> Result<Vec<Listed>, Error> {
        let mut xml = Xml::new(text, MEDIA_TYPE, limits);
        let mut listed = Vec::new();
        while let Some(element) = xml.inside(1)? {
            match element.name() {
                "workbookPr" if element.attribute("date1904").is_some_and(|value| is_true(&value)) => self.epoch = Epoch::From1904,
                "sheet" => {
                    let hidden = element.attribute("state").is_some_and(|state| state != "visible");
                    let of = |name| element.attribute(name).unwrap_or_default();
                    listed.push(Listed { name: of("name"), relation: of("id"), hidden });
                }
                _ => {}
            }
        }
        Ok(listed)
    }

    /// Reads a sheet's part.
    fn read(&self, text: &str, sheet: &mut Sheet, limits: &Limits) -> Result<(), Error> {
        let mut xml = Xml::new(text, MEDIA_TYPE, limits);
        let (mut row, mut column) = (0_u32, 0_u32);
        let mut next_row = 0_u32;
        while let Some(element) = xml.inside(1)? {
            match element.name() {
                "col" if element.attribute("hidden").is_some_and(|value| is_true(&value)) => sheet.hide_columns(columns(&element)?),
                "row" => {
                    row = element.attribute("r").and_then(|row| row.parse::<u32>().ok()).map_or(next_row, |row| row.saturating_sub(1));
                    (next_row, column) = (row.saturating_add(1), 0);
                    if row >= ROWS {
                        return Err(damaged("a row beyond the last one"));
                    }
                    if element.attribute("hidden").is_some_and(|value| is_true(&value)) {
                        sheet.hide_rows(row..=row);
                    }
                }
                "c" => {
                    if let Some(reference) = element.attribute("r") {
                        (row, column) = position(&reference)?;
                    }
                    if column >= COLUMNS {
                        return Err(damaged("a cell beyond the last column"));
                    }
                    let cell = Cell::read(&element, &mut xml)?;
                    if let Some((text, valued)) = self.shown(cell)? {
                        sheet.put(row, column, text, valued, limits)?;
                    }
                    column += 1;
                }
                "mergeCell" => sheet.merge(area(&element.attribute("ref").unwrap_or_default())?, limits)?,
                "extLst" | "conditionalFormatting" | "dataValidations" => xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    /// What a cell shows; `None` if it is empty.
    fn shown(&self, cell: Cell) -> Result<Option<(String, Valued)>, Error> {
        let value = match cell.kind.as_str() {
            "s" => cell.value.as_deref().map(|index| self.string(index)).transpose()?,
            "inlineStr" => Some(cell.inline),
            "str" => cell.value.as_deref().map(unescaped),
            "b" => cell.value.map(|value| if is_true(value.trim()) { "TRUE".to_owned() } else { "FALSE".to_owned() }),
            "e" | "d" => cell.value,
            _ => cell.value.filter(|value| !value.trim().is_empty()).map(|value| self.number(&value, cell.style)),
        };
        Ok(match (value, cell.formula) {
            (Some(value), _) => Some((value, Valued::Value)),
            (None, Some(formula)) => Some((format!("={formula}"), Valued::Formula)),
            (None, None) => None,
        })
    }

    fn string(&self, index: &str) -> Result<String, Error> {
        let found = index.trim().parse::<usize>().ok().and_then(|index| self.strings.get(index));
        found.cloned().ok_or_else(|| damaged("a cell refers to a string that is not there"))
    }

    fn number(&self, stored: &str, style: usize) -> String {
        match Decimal::parse(stored) {
            Some(number) => shown(&number, self.formats.code(style), self.epoch),
            None => stored.trim().to_owned(),
        }
    }
}

/// A cell as it is stored.
#[derive(Default)]
struct Cell {
    kind: String,
    style: usize,
    value: Option<String>,
    formula: Option<String>,
    inline: String,
}

impl Cell {
    fn read(start: &Element<'_>, xml: &mut Xml<'_>) -> Result<Self, Error> {
        let depth = xml.depth();
        let mut cell = Self {
            kind: start.attribute("t").unwrap_or_default(),
            style: start.attribute("s").and_then(|style| style.parse().ok()).unwrap_or(0),
            ..Self::default()
        };
        while let Some(element) = xml.inside(depth)? {
            match element.name() {
                "v" => cell.value = Some(xml.text()?),
                "f" => cell.formula = Some(xml.text()?),
                "is" => cell.inline = rich_text(xml)?,
                _ => {}
            }
        }
        Ok(cell)
    }
}

fn strings(text: &str, limits: &Limits) -> Result<Vec<String>, Error> {
    let mut xml = Xml::new(text, MEDIA_TYPE, limits);
    let mut strings = Vec::new();
    while let Some(element) = xml.inside(1)? {
        if element.name() == "si" {
            strings.push(rich_text(&mut xml)?);
        }
    }
    Ok(strings)
}

/// The text of an element with runs; how it is pronounced is left out.
fn rich_text(xml: &mut Xml<'_>) -> Result<String, Error> {
    let depth = xml.depth();
    let mut text = String::new();
    while let Some(element) = xml.inside(depth)? {
        match element.name() {
            "t" => text.push_str(&unescaped(&xml.text()?)),
            "rPh" | "rPr" => xml.skip()?,
            _ => {}
        }
    }
    Ok(text)
}

impl Formats {
    fn read(text: &str, limits: &Limits) -> Result<Self, Error> {
        let mut xml = Xml::new(text, MEDIA_TYPE, limits);
        let mut formats = Self::default();
        while let Some(element) = xml.inside(1)? {
            let id = element.attribute("numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
            match element.name() {
                "numFmt" => {
                    formats.codes.insert(id, element.attribute("formatCode").unwrap_or_default());
                }
                "cellStyleXfs" | "dxfs" => xml.skip()?,
                "xf" => formats.ids.push(id),
                _ => {}
            }
        }
        Ok(formats)
    }

    fn code(&self, style: usize) -> &str {
        let id = self.ids.get(style).copied().unwrap_or(0);
        self.codes.get(&id).map_or_else(|| built_in(id), String::as_str)
    }
}

/// Reads the text boxes that lie over a sheet, and notes the pictures and charts.
fn drawings(container: &mut Container<'_>, sheet: &str, builder: &mut Builder<'_>, limits: &Limits) -> Result<(), Error> {
    let relations = Relations::read(container, sheet, limits)?;
    let Some(text) = relations.part(container, "drawing")? else { return Ok(()) };
    let mut xml = Xml::new(&text, MEDIA_TYPE, limits);
    let (mut name, mut number) = (String::new(), 0);
    builder.part(Part::TextBox);
    while let Some(element) = xml.inside(1)? {
        match element.name() {
            "cNvPr" => name = element.attribute("name").unwrap_or_default(),
            "blip" | "chart" => builder.note(NoteKind::Picture, std::mem::take(&mut name)),
            "Fallback" => xml.skip()?,
            "p" => {
                let text = rich_text(&mut xml)?;
                if !text.trim().is_empty() {
                    number += 1;
                    builder.paragraph(text.trim_end(), Place::Paragraph { number })?;
                }
            }
            _ => {}
        }
    }
    builder.part(Part::Body);
    Ok(())
}

/// A text with characters that XML has none for (`_x000D_`).
fn unescaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 7).and_then(|code| code.strip_suffix('_')).and_then(|code| u32::from_str_radix(code, 16).ok());
        match code.and_then(char::from_u32) {
            Some(c) => {
                result.push_str(&rest[..at]);
                result.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                result.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    result.push_str(rest);
    result
}

fn columns(element: &Element<'_>) -> Result<RangeInclusive<u32>, Error> {
    let number = |name| element.attribute(name).and_then(|value| value.parse::<u32>().ok()).filter(|&value| value > 0);
    match (number("min"), number("max")) {
        (Some(first), Some(last)) if first <= last => Ok(first - 1..=last.min(COLUMNS) - 1),
        _ => Err(damaged("columns without a place")),
    }
}

/// Row and column of a reference such as `B12`.
fn position(reference: &str) -> Result<(u32, u32), Error> {
    let wrong = || damaged(&format!("the cell {:.20} does not exist", reference));
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column = reference
        .bytes()
        .take(letters)
        .try_fold(0_u32, |column, letter| column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1));
    let row = reference[letters..].parse::<u32>().ok();
    match (row, column) {
        (Some(row @ 1..=ROWS), Some(column @ 1..=COLUMNS)) => Ok((row - 1, column - 1)),
        _ => Err(wrong()),
    }
}

fn area(reference: &str) -> Result<Area, Error> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    let ((row, column), (last_row, last_column)) = (position(first)?, position(last)?);
    let rows = last_row.checked_sub(row).ok_or_else(|| damaged("an area that ends before it begins"))? + 1;
    let columns = last_column.checked_sub(column).ok_or_else(|| damaged("an area that ends before it begins"))? + 1;
    Ok(Area { row, column, rows, columns })
}

fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

fn damaged(detail: &str) -> Error {
    Error::Damaged { media_type: MEDIA_TYPE, detail: detail.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container::tests::packed;

    /// A workbook of sheets given by name, state and rows, with a style part.
    fn workbook(sheets: &[(&str, &str, &str)], extra: &[(&str, &str)]) -> Vec<u8> {
        let numbers = 1..=sheets.len();
        let list: String = numbers
            .clone()
            .map(|n| format!("<sheet name=\"{}\" {} r:id=\"r{n}\" xmlns:r=\"r\"/>", sheets[n - 1].0, sheets[n - 1].1))
            .collect();
        let relation = |id: &str, kind: &str, target: &str| format!("<Relationship Id=\"{id}\" Type=\"x/{kind}\" Target=\"{target}\"/>");
        let mut relations: String =
            numbers.clone().map(|n| relation(&format!("r{n}"), "worksheet", &format!("worksheets/sheet{n}.xml"))).collect();
        relations += &(relation("s", "sharedStrings", "sharedStrings.xml") + &relation("t", "styles", "/xl/styles.xml"));
        let mut entries = vec![
            ("[Content_Types].xml".to_owned(), String::new()),
            ("xl/workbook.xml".to_owned(), format!("<workbook><sheets>{list}</sheets></workbook>")),
            ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{relations}</Relationships>")),
        ];
        for n in numbers {
            let rows = sheets[n - 1].2;
            entries.push((format!("xl/worksheets/sheet{n}.xml"), format!("<worksheet>{rows}</worksheet>")));
        }
        entries.extend(extra.iter().map(|(name, content)| (format!("xl/{name}"), (*content).to_owned())));
        let entries: Vec<(&str, &str)> = entries.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect();
        packed(&entries)
    }

    fn read_all(bytes: &[u8]) -> Document {
        crate::read(File { name: "a.xlsx", bytes, charset: None }, &Limits::default()).unwrap()
    }

    fn rows(rows: &str) -> Result<Document, Error> {
        let bytes = workbook(&[("Sheet1", "", rows)], &[]);
        crate::read(File { name: "a.xlsx", bytes: &bytes, charset: None }, &Limits::default())
    }

    const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>\
        <cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"9\"/><xf numFmtId=\"3\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";

    #[test]
    fn cells_show_what_a_viewer_shows() {
        let strings = "<sst><si><t>甲_x000D_</t><phoneticPr/></si><si><r><rPr/><t>乙</t></r><r><t>丙</t></r><rPh><t>x</t></rPh></si></sst>";
        let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>007</t></is></c></row>\
            <row><c s=\"1\"><v>0.5</v></c><c s=\"2\"><v>1234</v></c><c s=\"3\"><v>44927</v></c><c><v>0.30000000000000004</v></c></row>\
            <row><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#DIV/0!</v></c><c t=\"str\"><f>A1</f><v>串</v></c></row>";
        let document = read_all(&workbook(&[("Sheet1", "", rows)], &[("sharedStrings.xml", strings), ("styles.xml", STYLES)]));
        assert_eq!(document.text, "甲\t乙丙\t007\t\n50%\t1,234\t2023年1月\t0.3\nTRUE\t#DIV/0!\t串\t\n");
        assert_eq!(document.sheets, ["Sheet1"]);
    }

    #[test]
    fn a_formula_without_value_is_its_own_text_and_noted() {
        let document =
            rows("<row><c><v>1</v></c><c><f>SUM(A1:A2)</f></c><c><f>A1*2</f><v>2</v></c><c t=\"str\"><f>\"\"</f><v></v></c></row>")
                .unwrap();
        assert_eq!(document.text, "1\t=SUM(A1:A2)\t2\n");
        let notes: Vec<_> =
            document.notes.iter().map(|note| (note.kind, note.detail.as_str(), &document.text[note.range.clone().unwrap()])).collect();
        assert_eq!(notes, [(NoteKind::FormulaWithoutValue, "Sheet1!B1", "=SUM(A1:A2)")]);
    }

    #[test]
    fn hidden_parts_are_told() {
        let rows = "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><row r=\"1\"><c><v>1</v></c><c><v>2</v></c></row><row hidden=\"1\"><c><v>3</v></c><c><v>4</v></c></row>";
        let document = read_all(&workbook(&[("明", "", rows), ("暗", "state=\"veryHidden\"", rows)], &[]));
        let details: Vec<&str> = document.notes.iter().map(|note| note.detail.as_str()).collect();
        assert_eq!(details, ["明!2:2", "明!B:B", "暗", "暗!2:2", "暗!B:B"]);
        assert_eq!(document.text, "1\t2\n3\t4\n1\t2\n3\t4\n");
        assert_eq!(document.places[4].place, Place::Sheet { sheet: 1, row: 1, column: 1 });
    }

    #[test]
    fn merges_and_places_hold_far_from_the_first_cell() {
        let document = rows("<dimension ref=\"A1:XFD1048576\"/><row r=\"1000\"><c r=\"ZA1000\"><v>1</v></c><c r=\"ZC1000\"><v>2</v></c></row>\
            <row r=\"1001\"><c r=\"ZB1001\"><v>3</v></c><c r=\"ZC1001\"><v>4</v></c></row><mergeCells><mergeCell ref=\"ZA1000:ZB1000\"/></mergeCells>").unwrap();
        assert_eq!(document.text, "1\t\t2\n\t3\t4\n");
        assert_eq!(document.places[0].place, Place::Sheet { sheet: 0, row: 1000, column: 677 });
        assert_eq!(document.tables[0].cells[0].columns, 2);
    }

    #[test]
    fn text_boxes_are_read_and_pictures_noted() {
        let relations = "<Relationships><Relationship Id=\"d\" Type=\"x/drawing\" Target=\"../drawings/d.xml\"/></Relationships>";
        let drawing = "<wsDr><sp><cNvPr name=\"框\"/><txBody><p><r><t>注：</t></r><r><t>一</t></r></p></txBody></sp><pic><cNvPr name=\"图1\"/><blip/></pic></wsDr>";
        let extra = [("worksheets/_rels/sheet1.xml.rels", relations), ("drawings/d.xml", drawing)];
        let document = read_all(&workbook(&[("S", "", "<row><c><v>1</v></c></row>")], &extra));
        assert_eq!(document.text, "1\n注：一\n");
        assert_eq!((document.notes[0].kind, document.notes[0].detail.as_str()), (NoteKind::Picture, "图1"));
    }

    #[test]
    fn places_that_do_not_exist_are_damage() {
        for bad in [
            "<row><c r=\"XFE1\"/></row>",
            "<row><c r=\"A0\"/></row>",
            "<row><c r=\"A\"/></row>",
            "<row r=\"1048577\"/>",
            "<mergeCell ref=\"B2:A1\"/>",
        ] {
            assert!(matches!(rows(bad), Err(Error::Damaged { .. })), "{bad}");
        }
    }

    #[test]
    fn many_cells_and_wide_spans_are_bounded() {
        let wide = rows(
            &"<row><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>1</v></c></row><mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>"
                .repeat(2),
        );
        assert_eq!(wide.unwrap().tables.len(), 0);
        let row = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(100));
        let bytes = workbook(&[("S", "", &row.repeat(101))], &[]);
        let limits = Limits { cells: 10_000, ..Limits::default() };
        let refused = crate::read(File { name: "", bytes: &bytes, charset: None }, &limits);
        assert_eq!(refused.unwrap_err(), Error::TooLarge { what: "cells", actual: 10_001, limit: 10_000 });
        let text = "长".repeat(1_000);
        let strings = format!("<sst><si><t>{text}</t></si></sst>");
        let row = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(6_000));
        let bytes = workbook(&[("S", "", &row)], &[("sharedStrings.xml", &strings)]);
        let refused = crate::read(File { name: "", bytes: &bytes, charset: None }, &Limits::default());
        assert!(matches!(refused, Err(Error::TooLarge { what: "text_bytes", .. })));
    }
}
