//! The canonical report as plain text.
//!
//! Turns canonical cells back into a page that the reader reads to the same cells: the title, the headings of the
//! sections that have tables, and the tables under official captions and labels in official order. What the document
//! lacks, and what could not be read, is not printed: an empty cell would say that it is blank.
//!
//! ```text
//! 三、收到和处理政府信息公开申请情况
//! | | 自然人 | 法人或其他组织 | | | | | 总计 |
//! | | | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | |
//! | 一、本年新收政府信息公开申请数量 | 23 | 0 | 0 | 0 | 0 | 0 | 23 |
//! ```

use super::{CellUnit, Normalized, NormalizedCell, one_line};
use crate::amount::is_blank;
use crate::catalog::Catalog;
use crate::form::{ColumnRole, Form, FormTable, Layout};
use crate::report::{CellValue, Dialect};
use crate::source::Source;

/// The canonical report in one of the dialects of plain text. `source` is the text that it was read from.
///
/// [`Dialect::BlankRows`] and [`Dialect::CellLines`] have no way to show a blank cell, and [`Dialect::BarEnded`] and
/// [`Dialect::CellLines`] none to show that a text is no label, so that rows with such cells cannot be read again from
/// them; in the others every cell can.
#[must_use]
pub fn render_text(normalized: &Normalized, source: &Source, catalog: &Catalog, dialect: Dialect) -> String {
    let form = &catalog.forms[normalized.form];
    let mut page = Page { form, source, dialect, text: String::new() };
    if !normalized.title.is_empty() {
        page.line(&normalized.title);
    }
    for section in &form.sections {
        let tables = normalized.cells.chunk_by(|a, b| a.cell.table == b.cell.table);
        let mut tables = tables.filter(|cells| form.table_at(cells[0].cell.table).section == section.number).peekable();
        if let (Some(_), Some(ordinal)) = (tables.peek(), &section.ordinal) {
            page.line(&format!("{ordinal}{}", section.heading));
        }
        for cells in tables {
            page.table(cells);
        }
    }
    page.text
}

struct Page<'a> {
    form: &'a Form,
    source: &'a Source,
    dialect: Dialect,
    text: String,
}

/// The columns of a table that are printed, and whether one of them names units.
struct Head<'a> {
    table: &'a FormTable,
    columns: Vec<u16>,
    has_unit: bool,
}

impl Page<'_> {
    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Prints a table from its cells; nothing if the document has none of them.
    fn table(&mut self, cells: &[NormalizedCell]) {
        let table = self.form.table_at(cells[0].cell.table);
        let printed = |at: u16| match table.columns[usize::from(at)].role {
            ColumnRole::Value => cells.iter().any(|cell| cell.cell.column == at && is_given(cell)),
            // Without units it would be a column of blanks.
            ColumnRole::Unit => self.marks_blanks() || cells.iter().any(|cell| !cell.unit(self.form, self.source).is_empty()),
            ColumnRole::PrintedCode => true,
            ColumnRole::Group => false,
        };
        let columns: Vec<u16> = (0..).take(table.columns.len()).filter(|&at| printed(at)).collect();
        if !columns.iter().any(|&at| table.columns[usize::from(at)].role == ColumnRole::Value) {
            return;
        }
        let has_unit = columns.iter().any(|&at| table.columns[usize::from(at)].role == ColumnRole::Unit);
        let head = Head { table, columns, has_unit };
        if let Some(caption) = &table.caption {
            self.line(caption);
        }
        self.header(&head);
        let mut cells = cells.chunk_by(|a, b| a.cell.row == b.cell.row).peekable();
        for (at, row) in (0..).zip(&table.rows) {
            let values = cells.next_if(|values| values[0].cell.row == at);
            let label = format!("{}{}", row.ordinal.as_deref().unwrap_or_default(), row.label);
            if let Some(values) = values {
                self.values(&head, label, at, values);
            } else if row.heading {
                self.heading(&head, label);
            }
        }
        self.text.push('\n');
    }

    /// One printed row for each level of column labels; a group's label stands over the first of its columns.
    fn header(&mut self, head: &Head<'_>) {
        let path = |leaf: u16| {
            let mut path = vec![leaf];
            while let Some(parent) = head.table.columns[usize::from(path[0])].parent {
                path.insert(0, parent);
            }
            path
        };
        let paths: Vec<Vec<u16>> = head.columns.iter().map(|&leaf| path(leaf)).collect();
        let depth = paths.iter().map(Vec::len).max().unwrap_or_default();
        for level in 0..depth {
            let mut row = Vec::with_capacity(paths.len() + 1);
            if head.table.layout != Layout::SingleRow {
                let stub = head.table.stub_labels.first().filter(|_| level == 0);
                row.push(stub.cloned().unwrap_or_default());
            }
            for (at, path) in paths.iter().enumerate() {
                let repeated = at > 0 && paths[at - 1].get(..=level) == path.get(..=level);
                let label = path.get(level).filter(|_| !repeated).map(|&column| head.table.columns[usize::from(column)].label.clone());
                row.push(label.unwrap_or_default());
            }
            if !self.marks_blanks() {
                row.retain(|cell| !cell.is_empty());
            }
            self.row(&row);
        }
    }

    /// A row that takes no values.
    fn heading(&mut self, head: &Head<'_>, label: String) {
        let mut row = vec![label];
        if self.marks_blanks() {
            let of =
                |&at: &u16| if head.table.columns[usize::from(at)].role == ColumnRole::Unit { "——".to_owned() } else { String::new() };
            row.extend(head.columns.iter().map(of));
        }
        self.row(&row);
    }

    /// A row with its values; nothing if one of them is not known.
    fn values(&mut self, head: &Head<'_>, label: String, at: u16, values: &[NormalizedCell]) {
        let mut row = Vec::with_capacity(head.columns.len() + 1);
        if head.table.layout != Layout::SingleRow {
            row.push(label);
        }
        let shown: Vec<&NormalizedCell> = values.iter().filter(|cell| head.columns.contains(&cell.cell.column)).collect();
        if let [first, inner @ .., last] = shown.as_slice()
            && self.marks_rows()
            && inner.len() > 2
            && is_given(first)
            && is_given(last)
            && !inner.iter().any(|cell| is_given(cell))
        {
            // The document lost blanks of this row; two of them show as much without saying which columns are blank.
            row.extend([self.content(head, first), String::new(), String::new(), self.content(head, last)]);
            self.row(&row);
            return;
        }
        if !shown.iter().all(|cell| is_given(cell)) {
            return;
        }
        for &column in &head.columns {
            let value = shown.iter().find(|cell| cell.cell.column == column);
            row.push(match (head.table.columns[usize::from(column)].role, value) {
                (ColumnRole::Unit, _) => shown.first().map(|cell| cell.unit(self.form, self.source).to_owned()).unwrap_or_default(),
                (ColumnRole::PrintedCode, _) => {
                    // A dash keeps the place of a code that the row does not have.
                    let lacking = if self.marks_blanks() { "" } else { "—" };
                    head.table.rows[usize::from(at)].printed_code.clone().unwrap_or_else(|| lacking.to_owned())
                }
                (_, Some(cell)) => self.content(head, cell),
                (_, None) => String::new(),
            });
        }
        self.row(&row);
    }

    /// What is printed in a value cell.
    fn content(&self, head: &Head<'_>, cell: &NormalizedCell) -> String {
        match (&cell.value, cell.unit) {
            (Some(CellValue::Number { amount, .. }), CellUnit::Printed(_)) if !head.has_unit => {
                format!("{amount}{}", cell.unit(self.form, self.source))
            }
            (Some(CellValue::Number { amount, .. }), _) => amount.to_string(),
            (Some(CellValue::Dash | CellValue::Text), _) => {
                let text = cell.span.map(|span| one_line(self.source.slice(span))).unwrap_or_default();
                // Separators of the dialect would cut the cell in two.
                let text = text.replace(['|', '｜', '│'], "/");
                if self.marks_blanks() { text } else { text.replace(is_blank, "") }
            }
            (Some(CellValue::Blank | CellValue::Absent) | None, _) => String::new(),
        }
    }

    /// Prints one row of cells.
    fn row(&mut self, cells: &[String]) {
        match self.dialect {
            Dialect::TabLed => {
                for cell in cells {
                    self.text.push('\t');
                    self.line(cell);
                }
                self.text.push('\n');
            }
            Dialect::BarEnded => cells.iter().for_each(|cell| self.line(&format!("{cell} |"))),
            Dialect::BarRows => self.line(&format!("| {} |", cells.join(" | "))),
            Dialect::TabRows | Dialect::Grid => self.line(&cells.join("\t")),
            Dialect::CommaRows => self.line(&cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",")),
            Dialect::BlankRows => self.line(&cells.join("  ")),
            Dialect::CellLines => cells.iter().for_each(|cell| {
                self.line(cell);
                self.text.push('\n');
            }),
        }
    }

    /// Whether the dialect can show a blank cell.
    const fn marks_blanks(&self) -> bool {
        matches!(
            self.dialect,
            Dialect::TabLed | Dialect::BarEnded | Dialect::BarRows | Dialect::TabRows | Dialect::CommaRows | Dialect::Grid
        )
    }

    /// Whether the dialect shows where a row ends.
    const fn marks_rows(&self) -> bool {
        matches!(self.dialect, Dialect::TabLed | Dialect::BarRows | Dialect::TabRows | Dialect::CommaRows | Dialect::Grid)
    }
}

/// Whether the document has the cell and it was read.
fn is_given(cell: &NormalizedCell) -> bool {
    !matches!(cell.value, None | Some(CellValue::Absent))
}

/// A field as spreadsheets save it.
fn quoted(cell: &str) -> std::borrow::Cow<'_, str> {
    if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")).into() } else { cell.into() }
}
