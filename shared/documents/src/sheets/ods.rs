//! OpenDocument sheets.
//!
//! A cell holds the text that a viewer shows beside its value, so formats need not be followed. Repeated cells and rows
//! that are blank cost nothing; filled ones count against the limit one by one.

use std::collections::HashSet;

use super::{Sheet, Valued};
use crate::build::{Area, Builder};
use crate::container::Container;
use crate::error::Error;
use crate::kind::Kind;
use crate::limits::Limits;
use crate::note::NoteKind;
use crate::xml::{Element, Token, Xml};
use crate::{Document, File};

const MEDIA_TYPE: &str = Kind::OpenSheet.media_type();

/// Rows and columns beyond which a sheet has none.
const LAST: u32 = 1 << 20;

/// Reads an OpenDocument sheet.
pub(crate) fn read(file: File<'_>, limits: &Limits) -> Result<Document, Error> {
    let mut container = Container::open(file.bytes, MEDIA_TYPE, limits)?;
    refuse_encrypted(&mut container, limits)?;
    let text = container.text("content.xml")?;
    let text = text.ok_or_else(|| Error::Damaged { media_type: MEDIA_TYPE, detail: "content.xml is missing".to_owned() })?;
    let mut xml = Xml::new(&text, MEDIA_TYPE, limits);
    let mut builder = Builder::new(MEDIA_TYPE, "UTF-8", limits);
    let mut hidden = HashSet::new();
    let mut style = String::new();
    while let Some(element) = xml.inside(1)? {
        match element.name() {
            "style" => style = element.attribute("name").unwrap_or_default(),
            "table-properties" if element.attribute("display").as_deref() == Some("false") => {
                hidden.insert(style.clone());
            }
            "table" => {
                let mut sheet = Sheet::new(element.attribute("name").unwrap_or_default());
                sheet.hidden = element.attribute("style-name").is_some_and(|style| hidden.contains(&style));
                let unread = Table { xml: &mut xml, sheet: &mut sheet, limits, unread: Vec::new(), row: 0, column: 0 }.read()?;
                sheet.write(&mut builder, limits)?;
                for name in unread {
                    builder.note(NoteKind::Picture, name);
                }
            }
            "tracked-changes" => xml.skip()?,
            _ => {}
        }
    }
    Ok(builder.finish())
}

fn refuse_encrypted(container: &mut Container<'_>, limits: &Limits) -> Result<(), Error> {
    let Some(text) = container.text("META-INF/manifest.xml")? else { return Ok(()) };
    // The manifest may name a document type; nothing of it is read but whether parts are encrypted.
    if text.contains("<!DOCTYPE") {
        return if text.contains("encryption-data") { Err(Error::Encrypted { media_type: MEDIA_TYPE }) } else { Ok(()) };
    }
    let mut xml = Xml::new(&text, MEDIA_TYPE, limits);
    while let Some(element) = xml.inside(1)? {
        if element.name() == "encryption-data" {
            return Err(Error::Encrypted { media_type: MEDIA_TYPE });
        }
    }
    Ok(())
}

/// A sheet being read.
struct Table<'x, 'a> {
    xml: &'x mut Xml<'a>,
    sheet: &'x mut Sheet,
    limits: &'a Limits,
    /// Names of pictures and objects.
    unread: Vec<String>,
    row: u32,
    column: u32,
}

/// A filled cell of a row, with how often it is repeated.
struct Filled {
    column: u32,
    repeated: u32,
    rows: u32,
    columns: u32,
    text: String,
    valued: Valued,
}

impl Table<'_, '_> {
    fn read(mut self) -> Result<Vec<String>, Error> {
        let depth = self.xml.depth();
        while let Some(element) = self.xml.inside(depth)? {
            match element.name() {
                "table-column" => {
                    let (first, repeated) = (self.column, count(&element, "number-columns-repeated"));
                    self.column = first.saturating_add(repeated).min(LAST);
                    if is_hidden(&element) && first < self.column {
                        self.sheet.hide_columns(first..=self.column - 1);
                    }
                }
                "table-row" => self.row(&element)?,
                "shapes" => self.shapes()?,
                _ => {}
            }
        }
        Ok(self.unread)
    }

    fn row(&mut self, start: &Element<'_>) -> Result<(), Error> {
        let depth = self.xml.depth();
        let repeated = count(start, "number-rows-repeated");
        let (first, hidden) = (self.row, is_hidden(start));
        let mut filled = Vec::new();
        self.column = 0;
        while let Some(element) = self.xml.inside(depth)? {
            match element.name() {
                "table-cell" => filled.extend(self.cell(&element)?),
                "covered-table-cell" => {
                    self.column = self.column.saturating_add(count(&element, "number-columns-repeated")).min(LAST);
                    self.xml.skip()?;
                }
                _ => {}
            }
        }
        self.row = first.saturating_add(repeated).min(LAST);
        if hidden && first < self.row {
            self.sheet.hide_rows(first..=self.row - 1);
        }
        if !filled.is_empty() {
            for row in first..self.row {
                self.put(row, &filled)?;
            }
        }
        Ok(())
    }

    fn put(&mut self, row: u32, filled: &[Filled]) -> Result<(), Error> {
        for cell in filled {
            for column in cell.column..cell.column.saturating_add(cell.repeated).min(LAST) {
                self.sheet.put(row, column, cell.text.clone(), cell.valued, self.limits)?;
                if cell.rows > 1 || cell.columns > 1 {
                    self.sheet.merge(Area { row, column, rows: cell.rows, columns: cell.columns }, self.limits)?;
                }
            }
        }
        Ok(())
    }

    /// Reads a cell; `None` if it is blank and not merged.
    fn cell(&mut self, start: &Element<'_>) -> Result<Option<Filled>, Error> {
        let column = self.column;
        let repeated = count(start, "number-columns-repeated");
        self.column = column.saturating_add(repeated).min(LAST);
        let (rows, columns) = (count(start, "number-rows-spanned").min(LAST), count(start, "number-columns-spanned").min(LAST));
        let text = self.text()?;
        let stored =
            || ["value", "date-value", "time-value", "boolean-value", "string-value"].iter().find_map(|name| start.attribute(name));
        let formula = start.attribute("formula").map(|formula| format!("={}", formula.trim_start_matches("of:").trim_start_matches('=')));
        let is_text = start.attribute("value-type").as_deref() == Some("string");
        let (text, valued) = match (text.is_empty(), stored(), formula) {
            (true, Some(value), _) => (value, Valued::Value),
            (true, None, Some(formula)) if !is_text => (formula, Valued::Formula),
            _ => (text, Valued::Value),
        };
        let blank = text.is_empty() && rows == 1 && columns == 1;
        Ok((!blank).then_some(Filled { column, repeated, rows, columns, text, valued }))
    }

    /// The paragraphs of a cell whose start was read; remarks are left out.
    fn text(&mut self) -> Result<String, Error> {
        let depth = self.xml.depth();
        let mut text = String::new();
        let mut paragraphs = 0;
        loop {
            match self.xml.next()? {
                Token::Start(element) => match element.name() {
                    "p" | "h" => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs += 1;
                    }
                    "s" => text.push_str(&" ".repeat(count(&element, "c").min(255) as usize)),
                    "tab" | "line-break" => text.push(' '),
                    "annotation" | "ruby-text" => self.xml.skip()?,
                    "frame" => self.frame(&element)?,
                    _ => {}
                },
                Token::Text(piece) if paragraphs > 0 => text.push_str(&piece),
                Token::End if self.xml.depth() < depth => return Ok(text),
                Token::Eof => return Ok(text),
                Token::End | Token::Text(_) => {}
            }
        }
    }

    fn shapes(&mut self) -> Result<(), Error> {
        let depth = self.xml.depth();
        while let Some(element) = self.xml.inside(depth)? {
            if element.name() == "frame" {
                self.frame(&element)?;
            }
        }
        Ok(())
    }

    /// A picture, chart or text box that lies over the cells.
    fn frame(&mut self, start: &Element<'_>) -> Result<(), Error> {
        self.unread.push(start.attribute("name").unwrap_or_default());
        self.xml.skip()
    }
}

fn count(element: &Element<'_>, name: &str) -> u32 {
    element.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(1).max(1)
}

fn is_hidden(element: &Element<'_>) -> bool {
    matches!(element.attribute("visibility").as_deref(), Some("collapse" | "filter"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container::tests::packed;

    fn read(tables: &str) -> Result<Document, Error> {
        let styles = "<automatic-styles><style name=\"ta2\"><table-properties display=\"false\"/></style></automatic-styles>";
        let content = format!("<document-content>{styles}<body><spreadsheet>{tables}</spreadsheet></body></document-content>");
        let bytes = packed(&[("mimetype", MEDIA_TYPE), ("content.xml", &content)]);
        crate::read(File { name: "a.ods", bytes: &bytes, charset: None }, &Limits::default())
    }

    #[test]
    fn cells_show_their_text_and_spans_hold() {
        let document = read(
            "<table name=\"表\"><table-column number-columns-repeated=\"16384\"/>\
             <table-row><table-cell number-rows-spanned=\"2\"><p>甲</p></table-cell><table-cell value=\"0.5\"><p>50%</p></table-cell></table-row>\
             <table-row><covered-table-cell/><table-cell value=\"7\"/></table-row>\
             <table-row><table-cell><p>一<s c=\"2\"/>二</p><p>三</p><annotation><p>注</p></annotation></table-cell><table-cell formula=\"of:=SUM([.A1])\"/></table-row>\
             <table-row number-rows-repeated=\"1048000\"><table-cell number-columns-repeated=\"16384\"/></table-row></table>",
        )
        .unwrap();
        assert_eq!(document.text, "甲\t50%\n\t7\n一  二 三\t=SUM([.A1])\n");
        assert_eq!(document.tables[0].cells[0].rows, 2);
        assert_eq!(document.notes[0].detail, "表!B3");
    }

    #[test]
    fn hidden_rows_columns_and_sheets_are_noted() {
        let document = read(
            "<table name=\"暗\" style-name=\"ta2\"><table-column/><table-column visibility=\"collapse\"/>\
             <table-row visibility=\"filter\" number-rows-repeated=\"2\"><table-cell number-columns-repeated=\"2\"><p>1</p></table-cell></table-row></table>",
        )
        .unwrap();
        let details: Vec<&str> = document.notes.iter().map(|note| note.detail.as_str()).collect();
        assert_eq!(details, ["暗", "暗!1:2", "暗!B:B"]);
        assert_eq!(document.text, "1\t1\n1\t1\n");
    }

    #[test]
    fn repeated_filled_cells_are_counted() {
        let row = "<table name=\"t\"><table-row number-rows-repeated=\"1000000\"><table-cell number-columns-repeated=\"2\"><p>1</p></table-cell></table-row></table>";
        assert_eq!(read(row).unwrap_err(), Error::TooLarge { what: "cells", actual: 1_000_001, limit: 1_000_000 });
    }

    #[test]
    fn an_encrypted_sheet_is_named_so() {
        let manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>";
        let bytes = packed(&[("mimetype", MEDIA_TYPE), ("content.xml", "x"), ("META-INF/manifest.xml", manifest)]);
        let refused = crate::read(File { name: "", bytes: &bytes, charset: None }, &Limits::default());
        assert_eq!(refused, Err(Error::Encrypted { media_type: MEDIA_TYPE }));
    }
}
