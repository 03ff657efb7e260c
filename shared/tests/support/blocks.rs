//! A report taken apart into paragraphs and tables, with the header and groups of each table merged as published.
//!
//! What was read from the text of a report is put together again as any format would mark it; where the lines of a table
//! stood is all that is taken from the text beside it.

use gouji_core::form::{Form, FormTable, Layout};
use gouji_core::report::{RowReading, TableReading};
use gouji_core::{Checked, Span};

/// A cell as HTML writes it: text, rows, columns.
pub type Mark = (String, u32, u32);

/// A piece of a report.
#[derive(Clone, Debug)]
pub enum Block {
    Paragraph(String),
    Table(Vec<Vec<Mark>>),
}

pub fn mark(text: impl Into<String>, rows: u32, columns: u32) -> Mark {
    (text.into(), rows, columns)
}

pub fn row(cells: &[&str]) -> Vec<Mark> {
    cells.iter().map(|text| mark(*text, 1, 1)).collect()
}

/// Takes a report apart: each table by itself, its caption a paragraph before it.
pub fn blocks(checked: &Checked) -> Vec<Block> {
    let catalog = super::catalog();
    let form = checked.report.edition.form.map(|form| &catalog.forms[form]);
    let source = &checked.source;
    let mut tables = checked.report.tables.iter().peekable();
    let mut blocks = Vec::new();
    let mut line = 0;
    while line < source.line_count() {
        let span = source.line(line);
        if let Some((form, table)) = form.zip(tables.next_if(|table| table.span.start() <= span.end())) {
            let first = table.columns.iter().map(|column| column.span.start()).chain(table.rows.iter().map(|row| row.label.start())).min();
            // What is printed between the caption and the header: a unit, a year.
            let beneath = line + 1..first.map_or(line, |first| source.line_at(first));
            let beneath = beneath.filter(|_| table.caption.is_some()).map(|line| source.slice(source.line(line)).trim());
            let above = table.caption.map(|caption| source.slice(caption)).into_iter().chain(beneath.filter(|line| !line.is_empty()));
            blocks.extend(above.map(|text| Block::Paragraph(text.to_owned())));
            blocks.push(Block::Table(grid(form, table, source.text())));
            line = source.line_at(table.span.end()) + 1;
            continue;
        }
        let text = source.slice(span).trim();
        if !text.is_empty() {
            blocks.push(Block::Paragraph(text.to_owned()));
        }
        line += 1;
    }
    blocks
}

/// Cells by their first row and column, both from 0, placed as HTML does: in the next column that no cell from above
/// reaches.
pub fn placed(rows: &[Vec<Mark>]) -> Vec<(u32, u32, &Mark)> {
    let mut placed = Vec::new();
    let mut reach: Vec<u32> = Vec::new();
    for (at, cells) in (0..).zip(rows) {
        let mut column = 0;
        for cell in cells {
            while reach.get(column).is_some_and(|until| *until > at) {
                column += 1;
            }
            placed.push((at, u32::try_from(column).expect("tables are small"), cell));
            let until = column + cell.2 as usize;
            reach.resize(reach.len().max(until), 0);
            reach[column..until].fill(at + cell.1);
            column = until;
        }
    }
    placed
}

/// The rows as a sheet or a drawn page has them, where no row has fewer columns than the others: a blank before the last
/// cell is merged over what the row lacks.
pub fn squared(rows: &[Vec<Mark>]) -> Vec<Vec<Mark>> {
    let across = reach(rows);
    let mut squared = rows.to_vec();
    for (at, cells) in (0..).zip(&mut squared) {
        let end = placed(rows).iter().filter(|cell| cell.0 == at).map(|cell| cell.1 + cell.2.2).max().unwrap_or(across);
        if let [.., _, blank, _] = cells.as_mut_slice()
            && blank.0.is_empty()
        {
            blank.2 += across - end;
        }
    }
    squared
}

/// How many columns the rows take together with what reaches into them from above.
pub fn reach(rows: &[Vec<Mark>]) -> u32 {
    placed(rows).iter().map(|cell| cell.1 + cell.2.2).max().unwrap_or(1)
}

/// How many columns the rows take.
pub fn width(rows: &[Vec<Mark>]) -> u32 {
    rows.iter().map(|row| row.iter().map(|cell| cell.2).sum()).max().unwrap_or(1)
}

/// How many rows the header takes as published.
pub fn header_rows(form: &Form, table: &TableReading) -> usize {
    if table.columns.is_empty() { 0 } else { depth(form.table_at(table.table)) }
}

fn depth(table: &FormTable) -> usize {
    (0..table.columns.len()).map(|column| ancestors(table, column).len() + 1).max().unwrap_or(1)
}

fn ancestors(table: &FormTable, column: usize) -> Vec<usize> {
    std::iter::successors(table.columns[column].parent.map(usize::from), |&at| table.columns[at].parent.map(usize::from)).collect()
}

/// The cells of a table with its header merged as published, and the labels of table 3 in merged groups.
pub fn grid(form: &Form, reading: &TableReading, text: &str) -> Vec<Vec<Mark>> {
    let table = form.table_at(reading.table);
    let slice = |span: Span| text[span.range()].trim().to_owned();
    let labels = match table.layout {
        Layout::SingleRow => 0,
        Layout::List => 1,
        Layout::Grid => table.rows.iter().enumerate().map(|(row, _)| row_depth(table, row)).max().unwrap_or(1),
    };
    let mut rows = header(table, reading, labels, text);
    let mut begun: Vec<Mark> = Vec::new();
    // For each group whose label stands beside the rows that follow, how many are left.
    let mut beside: Vec<usize> = Vec::new();
    for (at, row) in reading.rows.iter().enumerate() {
        let label = slice(row.ordinal.map_or(row.label, |ordinal| ordinal.cover(row.label)));
        let members =
            reading.rows[at + 1..].iter().take_while(|other| is_below(table, other, row)).filter(|other| !is_group(table, other)).count();
        if labels > 1 && is_group(table, row) && members > 0 {
            begun.push(mark(label, u32::try_from(members).expect("the test made it so"), 1));
            beside.push(members);
            continue;
        }
        let mut cells = std::mem::take(&mut begun);
        if labels > 0 {
            cells.push(mark(label, 1, (labels - beside.len()) as u32));
        }
        // Blanks that text leaves where the label's cell reaches over columns of labels are no cells of their own.
        let beyond = if reading.columns.is_empty() { 0 } else { row.cells.len().saturating_sub(reading.columns.len()) };
        let covered = row.cells.iter().take(beyond).take_while(|&&cell| slice(cell).is_empty()).count();
        cells.extend(row.cells[covered..].iter().map(|&cell| mark(slice(cell), 1, 1)));
        rows.push(cells);
        beside.iter_mut().for_each(|left| *left -= 1);
        beside.retain(|left| *left > 0);
    }
    rows
}

fn row_depth(table: &FormTable, row: usize) -> usize {
    1 + std::iter::successors(table.rows[row].parent, |&at| table.rows[usize::from(at)].parent).count()
}

fn is_group(table: &FormTable, row: &RowReading) -> bool {
    row.row.is_some_and(|row| table.rows[usize::from(row)].heading) && row.cells.is_empty()
}

fn is_below(table: &FormTable, row: &RowReading, group: &RowReading) -> bool {
    let (Some(row), Some(group)) = (row.row, group.row) else { return false };
    std::iter::successors(table.rows[usize::from(row)].parent, |&at| table.rows[usize::from(at)].parent).any(|at| at == group)
}

fn header(table: &FormTable, reading: &TableReading, labels: usize, text: &str) -> Vec<Vec<Mark>> {
    if reading.columns.is_empty() {
        return Vec::new();
    }
    let slice = |span: Span| text[span.range()].trim().to_owned();
    // Words may have been added to the labels that are printed above columns.
    let printed = |label: &str| {
        let added = reading.header_additions.iter().find(|added| text[..added.start() as usize].trim_end().ends_with(label));
        added.map_or_else(|| label.to_owned(), |&added| format!("{label}{}", slice(added)))
    };
    let depth = depth(table);
    let mut rows: Vec<Vec<Mark>> = vec![Vec::new(); depth];
    if labels > 0 {
        let note = reading.printed_note.map(slice);
        let stub = note.or_else(|| table.stub_labels.first().map(|stub| printed(stub))).unwrap_or_default();
        rows[0].push(mark(stub, depth as u32, labels as u32));
    }
    let mut open: Vec<usize> = Vec::new();
    for column in &reading.columns {
        let groups: Vec<usize> =
            column.column.map(|column| ancestors(table, usize::from(column))).unwrap_or_default().into_iter().rev().collect();
        for (level, &group) in groups.iter().enumerate() {
            if open.get(level) == Some(&group) {
                continue;
            }
            open.truncate(level);
            open.push(group);
            let beneath = reading
                .columns
                .iter()
                .filter(|other| other.column.is_some_and(|other| ancestors(table, usize::from(other)).contains(&group)));
            rows[level].push(mark(printed(&table.columns[group].label), 1, beneath.count() as u32));
        }
        open.truncate(groups.len());
        rows[groups.len()].push(mark(slice(column.span), (depth - groups.len()) as u32, 1));
    }
    rows
}
