//! A sheet saved as text, its cells apart by commas, semicolons or tabs.
//!
//! Spreadsheet programs fill up all rows to the widest, and put marks around what holds a separator or a line end. A text
//! whose every row has as many fields as the first is such a sheet and read as one, so that a cell of several lines, a title
//! and a blank row are what they were in the program. Text with a few such rows in it, as people paste them, stays text and
//! is told apart by recognition.
//!
//! ```text
//! "青山县人民政府2022年政府信息公开工作年度报告",,,
//! ,,,
//! 信息内容,本年制发件数,本年废止件数,现行有效件数
//! 行政规范性文件,7,0,"1,234"
//! ```

use std::borrow::Cow;

use super::{Sheet, Valued};
use crate::build::Builder;
use crate::error::Error;
use crate::limits::Limits;
use crate::note::Note;
use crate::{Document, File};

/// The media type of such a text.
pub(crate) const MEDIA_TYPE: &str = "text/csv";

/// With fewer rows, what looks like a sheet may be anything.
const FEWEST_ROWS: usize = 3;

/// What parts the cells of a text that is a sheet.
pub(crate) fn separator(text: &str) -> Option<u8> {
    [b',', b';', b'\t'].into_iter().find(|&separator| is_sheet(text, separator))
}

/// Reads a text that is a sheet.
pub(crate) fn read(
    text: &str,
    separator: u8,
    charset: &'static str,
    notes: Vec<Note>,
    file: File<'_>,
    limits: &Limits,
) -> Result<Document, Error> {
    let mut sheet = Sheet::new(name_of(file.name).to_owned());
    for (number, row) in (0..).zip(Rows { text, separator, next: 0 }) {
        let row = row.unwrap_or_default();
        for (column, field) in (0..).zip(row) {
            if !field.text.is_empty() {
                sheet.put(number, column, field.content().into_owned(), Valued::Value, limits)?;
            }
        }
    }
    let mut builder = Builder::new(MEDIA_TYPE, charset, limits);
    notes.into_iter().for_each(|note| builder.note(note.kind, note.detail));
    sheet.write(&mut builder, limits)?;
    Ok(builder.finish())
}

/// A sheet that was saved as text has the name of the file when it is opened again.
fn name_of(file: &str) -> &str {
    let last = file.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    if stem.is_empty() { "Sheet1" } else { stem }
}

fn is_sheet(text: &str, separator: u8) -> bool {
    let mut rows = 0;
    let (mut width, mut quoted, mut filled, mut all_quoted) = (0, false, false, true);
    for row in (Rows { text, separator, next: 0 }) {
        let Some(row) = row else { return false };
        if rows == 0 {
            width = row.len();
        }
        if width < 2 || row.len() != width {
            return false;
        }
        rows += 1;
        quoted = quoted || row.iter().any(|field| field.quoted);
        all_quoted = all_quoted && row.iter().all(|field| field.quoted || field.text.is_empty());
        filled = filled || row.iter().filter(|field| !field.text.is_empty()).nth(1).is_some();
    }
    // A sheet of prose has one cell in every row. Rows with tabs are also what is copied from any table; only a program that saves them puts marks around fields.
    rows >= FEWEST_ROWS && (filled || (quoted && all_quoted)) && (quoted || separator != b'\t')
}

/// A field: its text without the marks around it.
#[derive(Debug, PartialEq, Eq)]
struct Field<'a> {
    text: &'a str,
    quoted: bool,
}

impl<'a> Field<'a> {
    /// What the cell holds.
    fn content(&self) -> Cow<'a, str> {
        if self.quoted && self.text.contains("\"\"") { Cow::Owned(self.text.replace("\"\"", "\"")) } else { Cow::Borrowed(self.text) }
    }
}

/// The rows of a text; `None` in place of what is none, after which there are no more.
struct Rows<'a> {
    text: &'a str,
    separator: u8,
    next: usize,
}

impl<'a> Iterator for Rows<'a> {
    type Item = Option<Vec<Field<'a>>>;

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        if self.next >= bytes.len() {
            return None;
        }
        let mut at = self.next;
        self.next = bytes.len();
        let mut fields = Vec::new();
        loop {
            let quoted = bytes.get(at) == Some(&b'"');
            let field = if quoted {
                let Some(end) = closing_mark(bytes, at + 1) else { return Some(None) };
                let text = &self.text[at + 1..end];
                at = end + 1;
                text
            } else {
                let rest = &bytes[at..];
                let length = memchr::memchr3(self.separator, b'\n', b'\r', rest).unwrap_or(rest.len());
                at += length;
                &self.text[at - length..at]
            };
            fields.push(Field { text: field, quoted });
            match bytes.get(at..) {
                Some([byte, ..]) if *byte == self.separator => at += 1,
                Some([b'\r', b'\n', ..]) => at += 2,
                Some([] | [b'\r' | b'\n', ..]) | None => at += 1,
                // Words behind a closing mark: no program writes them.
                Some(_) => return Some(None),
            }
            if bytes.get(at - 1) != Some(&self.separator) {
                self.next = at;
                return Some(Some(fields));
            }
        }
    }
}

/// Where the mark stands that closes a field; a doubled mark is part of it.
fn closing_mark(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open;
    loop {
        at += memchr::memchr(b'"', bytes.get(at..)?)?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Place;

    fn read(text: &str) -> Document {
        crate::read(File { name: "表/年报.csv", bytes: text.as_bytes(), charset: None }, &Limits::default()).unwrap()
    }

    #[test]
    fn a_text_whose_rows_are_all_as_wide_is_a_sheet() {
        for (separator, quoted) in [(',', ""), (';', ""), ('\t', "\""), (',', "\"")] {
            let text = ["标题||", "||", "规章|0|1", "甲|乙|2", ""].join("\r\n");
            let cell = |cell: &str| if cell.is_empty() { String::new() } else { format!("{quoted}{cell}{quoted}") };
            let line = |line: &str| line.split('|').map(cell).collect::<Vec<_>>().join(&separator.to_string());
            let document = read(&text.split("\r\n").map(line).collect::<Vec<_>>().join("\r\n"));
            assert_eq!((document.media_type, &*document.text), (MEDIA_TYPE, "标题\n规章\t0\t1\n甲\t乙\t2\n"), "{separator} {quoted}");
            assert_eq!((document.sheets.len(), &*document.sheets[0]), (1, "年报"));
            let one = document.tables[0].cells[2].range.start;
            assert_eq!(document.place_at(one).unwrap().place, Place::Sheet { sheet: 0, row: 3, column: 3 });
            assert!(document.notes.is_empty());
        }
    }

    #[test]
    fn marks_hold_separators_line_ends_and_marks() {
        let document = read("\"一、情况\n2022年,公开\"\"三安全\"\"信息\",\n规章,\"1,234\"\n,\n");
        assert_eq!(document.text, "一、情况\n2022年,公开\"三安全\"信息\n规章\t1,234\n");
    }

    #[test]
    fn other_texts_are_no_sheets() {
        for text in [
            "标题\n规章,0\n规章,1",
            "甲,乙\n丙,丁",
            "规章\t0\n规章\t1\n规章\t2",
            "\"甲,乙\n丙,丁\n戊,己",
            "\"甲\"乙,1\n丙,2\n丁,3",
            "甲,\n乙,\n丙,",
        ] {
            assert_eq!(read(text).media_type, "text/plain", "{text}");
        }
    }
}
