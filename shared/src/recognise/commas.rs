//! Rows whose cells are apart by commas, as spreadsheets are saved and exported.
//!
//! Turns a run of lines into [`Record`]s: what stands between commas is a field, and a field in quotation marks may hold
//! commas, line ends and doubled quotation marks. Running text has commas too, so a run counts as rows only where its
//! fields are labels and figures.
//!
//! ```text
//! 青山县人民政府2022年政府信息公开工作年度报告,,,        one field and nothing else: a line of text, padded
//! 信息内容,本年制发件数,本年废止件数,现行有效件数
//! 行政规范性文件,7,0,"1,234"
//! ```

use std::ops::Range;

use super::segments::{Class, lone_cell, trim};

/// A row: its place, and its fields without the quotation marks around them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) range: Range<usize>,
    pub(super) fields: Vec<Range<usize>>,
}

/// The rows that begin at a line, up to the one with which they have more fields than the most.
///
/// # Errors
///
/// Up to where there is no table whose cells are apart by commas.
pub(super) fn rows(text: &str, start: usize, most: u64, mut classify: impl FnMut(Range<usize>) -> Class) -> Result<Vec<Record>, usize> {
    let mut records = Vec::new();
    let (mut values, mut fields) = (false, 0_u64);
    let mut next = start;
    // The number of fields of the last row with a label.
    let mut width = 0;
    while let Some(record) = record(text, next) {
        match kind(text, &record, &mut classify) {
            Some(Kind::Padded) => {}
            Some(Kind::Labels) => width = record.fields.len(),
            Some(Kind::Values) => (width, values) = (record.fields.len(), true),
            // 1,502 in a cell of its own is one figure; the only row of a table stands beneath its column heads.
            Some(Kind::Figures) if width > 2 && record.fields.len() >= width => values = true,
            Some(Kind::Figures) | None => break,
        }
        next = record.range.end + text[record.range.end..].bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).take(2).count();
        fields += record.fields.len() as u64;
        records.push(record);
        if fields > most {
            break;
        }
    }
    if values && records.len() >= 2 { Ok(records) } else { Err(next) }
}

/// What the fields of a row show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// At most one field that is not empty.
    Padded,
    /// Labels.
    Labels,
    /// Labels with figures behind them.
    Values,
    /// Figures without a label.
    Figures,
}

/// `None` for what is no row of a table.
fn kind(text: &str, record: &Record, classify: &mut impl FnMut(Range<usize>) -> Class) -> Option<Kind> {
    /// Bytes of the longest field that is neither a label nor a figure.
    const LONGEST: usize = 60;
    if record.fields.len() < 2 {
        return None;
    }
    let lone = lone_cell(text, &record.fields);
    let (mut labels, mut figures) = (0, 0);
    for field in &record.fields {
        let field = trim(text, field.clone());
        match classify(field.clone()) {
            Class::Label(_) => labels += 1,
            Class::Number | Class::Dash => figures += 1,
            Class::Blank | Class::Unit => {}
            _ if lone.is_some() => {}
            Class::Text if field.len() <= LONGEST => {}
            _ => return None,
        }
    }
    match (labels, figures) {
        (1.., 1..) => Some(Kind::Values),
        (0, 2..) => Some(Kind::Figures),
        _ if lone.is_some() || labels + figures == 0 && record.fields.iter().all(|field| trim(text, field.clone()).is_empty()) => {
            Some(Kind::Padded)
        }
        (1.., _) => Some(Kind::Labels),
        _ => None,
    }
}

/// The row that begins at a byte; `None` at the end of the text, and where a quotation mark is not closed.
fn record(text: &str, start: usize) -> Option<Record> {
    /// No row of a form has more bytes.
    const LONGEST: usize = 16 << 10;
    let bytes = text.as_bytes();
    let mut fields = Vec::new();
    let mut at = start;
    if at >= bytes.len() {
        return None;
    }
    loop {
        let field;
        if bytes.get(at) == Some(&b'"') {
            let open = at + 1;
            at = closing_mark(bytes, open, start + LONGEST)?;
            field = open..at;
            at += 1;
        } else {
            let length = memchr::memchr3(b',', b'\n', b'\r', &bytes[at..]).unwrap_or(bytes.len() - at);
            field = at..at + length;
            at += length;
        }
        fields.push(field);
        match bytes.get(at) {
            Some(b',') => at += 1,
            None | Some(b'\n' | b'\r') => return Some(Record { range: start..at, fields }),
            // Words behind a closing mark: no spreadsheet writes them.
            Some(_) => return None,
        }
        if at - start > LONGEST {
            return None;
        }
    }
}

/// Where the mark stands that closes a field; a doubled mark is part of it.
fn closing_mark(bytes: &[u8], open: usize, limit: usize) -> Option<usize> {
    let mut at = open;
    loop {
        at += memchr::memchr(b'"', bytes.get(at..limit.min(bytes.len()))?)?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Option<Vec<&str>> {
        record(text, 0).map(|record| record.fields.into_iter().map(|field| &text[field]).collect())
    }

    #[test]
    fn marks_hold_commas_and_line_ends() {
        assert_eq!(fields("规章,0,\"1,234\",\r\n").unwrap(), ["规章", "0", "1,234", ""]);
        assert_eq!(fields("\"本年新收\n申请数量\",5\n二、").unwrap(), ["本年新收\n申请数量", "5"]);
        assert_eq!(fields("\"危及\"\"三安全一稳定\"\"\",0").unwrap(), ["危及\"\"三安全一稳定\"\"", "0"]);
    }

    #[test]
    fn a_mark_that_nothing_closes_is_no_row() {
        assert_eq!(fields("\"规章,0"), None);
        assert_eq!(fields("\"规章\"及其他,0"), None);
    }

    #[test]
    fn running_text_with_commas_is_no_table() {
        let classify = |_| Class::Text;
        assert!(rows("1,502\n3,791\n75\n", 0, 9, |_| Class::Number).is_err());
        assert!(rows("2017年,我县认真落实条例,各项工作有序开展\n一是加强领导,二是落实责任\n", 0, 99, classify).is_err());
    }
}
