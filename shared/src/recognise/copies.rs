//! Copies of merged cells.
//!
//! Programs that flatten a table often print a merged cell in every column and row that it took. Turns such copies into
//! what other programs print there: an empty cell, or no cell in dialects that do not print empty ones. Only labels are
//! judged, since equal figures next to each other are figures of their own.
//!
//! ```text
//! 一、本年新收 | 一、本年新收 | 5        自然人 | 法人或其他组织 | 法人或其他组织
//!                                      自然人 | 商业企业       | 科研机构
//! ```
//!
//! Invariant: a column head that names one column is never dropped beside itself. A form has it once, so its copy is a
//! mistake of the report that leaves the columns unknown.

use crate::form::{ColumnRole, Form};
use crate::report::Dialect;
use crate::source::{Source, Span};

use super::segments::{Cell, Class};
use super::vocabulary::{LabelReading, Role, Vocabulary};

/// Empties the copies of merged cells in rows that are printed whole.
pub(super) fn drop_copies(source: &Source, vocabulary: &Vocabulary, forms: &[Form], cells: &mut Vec<Cell>) {
    let sight = Sight { source, vocabulary, forms };
    let mut copies = Vec::new();
    let mut above = 0..0;
    let mut end = 0;
    while end < cells.len() {
        let start = end;
        end = start + cells[start..].iter().take_while(|cell| cell.row == cells[start].row).count();
        if !prints_rows(&cells[start]) || end - start < 2 {
            above = 0..0;
            continue;
        }
        sight.copies_in_row(cells, start..end, &mut copies);
        sight.copies_of_row_above(cells, above, start..end, &mut copies);
        above = start..end;
    }
    if copies.is_empty() {
        return;
    }
    copies.sort_unstable();
    for &at in &copies {
        cells[at].class = Class::Blank;
        cells[at].span = Span::new(cells[at].span.start(), cells[at].span.start());
    }
    // Where blanks part the cells, an empty one leaves no trace.
    cells.retain(|cell| cell.dialect != Dialect::BlankRows || cell.class != Class::Blank);
}

fn prints_rows(cell: &Cell) -> bool {
    matches!(cell.dialect, Dialect::TabRows | Dialect::CommaRows | Dialect::BarRows | Dialect::BlankRows | Dialect::Grid)
}

struct Sight<'a> {
    source: &'a Source,
    vocabulary: &'a Vocabulary,
    forms: &'a [Form],
}

impl Sight<'_> {
    /// Labels that repeat the one before them.
    fn copies_in_row(&self, cells: &[Cell], row: std::ops::Range<usize>, copies: &mut Vec<usize>) {
        let has_figures = cells[row.clone()].iter().any(|cell| matches!(cell.class, Class::Number | Class::Dash));
        for at in row.start + 1..row.end {
            let Class::Label(label) = cells[at].class else { continue };
            // In the header of a marked table a column stands beneath each copy.
            let spans = has_figures || (cells[at].dialect != Dialect::Grid && !self.heads_one_column(label));
            if spans && self.equal(&cells[at - 1], &cells[at]) {
                copies.push(at);
            }
        }
    }

    /// Labels that repeat the one above them, in a row of which they are not the last label: what follows is beneath them.
    fn copies_of_row_above(&self, cells: &[Cell], above: std::ops::Range<usize>, row: std::ops::Range<usize>, copies: &mut Vec<usize>) {
        // Rows of another length leave merged cells out, so that nothing stands beneath its like.
        if above.len() != row.len() || cells[row.start].dialect == Dialect::Grid {
            return;
        }
        let labels = |row: &std::ops::Range<usize>| {
            let figures = |cell: &Cell| matches!(cell.class, Class::Number | Class::Dash | Class::Unit);
            cells[row.clone()].iter().position(figures)
        };
        // The label next to the figures names the row itself, and no two rows are the same.
        let reach = |row: &std::ops::Range<usize>| labels(row).map_or(row.len(), |figures| figures.saturating_sub(1));
        let reach = reach(&above).min(reach(&row));
        for n in 0..reach {
            let (upper, lower) = (&cells[above.start + n], &cells[row.start + n]);
            if upper.column == lower.column && self.equal(upper, lower) {
                copies.push(row.start + n);
            }
        }
    }

    fn equal(&self, one: &Cell, other: &Cell) -> bool {
        let is_label = |cell: &Cell| matches!(cell.class, Class::Label(_));
        is_label(one) && is_label(other) && self.source.slice(one.span) == self.source.slice(other.span)
    }

    /// Whether a label can be the head of a single column.
    fn heads_one_column(&self, label: LabelReading) -> bool {
        self.vocabulary.terms(label.terms).iter().any(|term| match term.role {
            Role::Column(column) => {
                let table = &self.forms[usize::from(term.form)].tables[usize::from(term.table)];
                table.columns[usize::from(column)].role != ColumnRole::Group
            }
            _ => false,
        })
    }
}
