//! The columns of a table, from its header cells in printed order.
//!
//! Turns header cells into [`Slot`]s: what each value cell of a row belongs to, in printed order. A label that stands over
//! others (法人或其他组织) is replaced by the labels beneath it, which flattened text prints in a later row. The same label
//! under different groups (结果维持 three times) is told apart by the groups printed before it.

use std::ops::Range;

use crate::form::{ColumnRole, FormTable};
use crate::source::Span;

use super::grid::Area;

/// A header cell with what it may mean in the table.
#[derive(Clone, Debug)]
pub(super) struct HeaderCell {
    pub(super) span: Span,
    /// Number of the printed row.
    pub(super) row: u32,
    /// Number of the cell in that row.
    pub(super) at: u32,
    /// Columns of the table that the label can mean, with whether the label is the official one.
    pub(super) columns: Vec<(u16, bool)>,
    /// How far it reaches in a table that the file marks.
    pub(super) area: Option<Area>,
}

impl HeaderCell {
    /// The columns that it takes.
    pub(super) fn columns(&self) -> Range<u32> {
        self.at..self.at.saturating_add(self.area.map_or(1, |area| area.columns))
    }
}

/// What a value cell at a printed place belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// The column; `None` if the header cell fits none, or fits one that is already taken.
    pub(super) column: Option<u16>,
    pub(super) role: ColumnRole,
    pub(super) span: Span,
    /// Number of the header cell in its printed row.
    pub(super) at: u32,
    /// How many columns it takes in a table that the file marks; else 1.
    pub(super) width: u32,
    pub(super) official: bool,
}

impl Slot {
    /// The columns that it takes.
    pub(super) const fn columns(&self) -> Range<u32> {
        self.at..self.at.saturating_add(self.width)
    }
}

struct Placed {
    column: Option<u16>,
    row: u32,
    at: u32,
    span: Span,
    official: bool,
    /// The placed cell that it stands under.
    parent: Option<usize>,
}

/// Puts header cells in the order of the value cells beneath them.
pub(super) fn slots(table: &FormTable, cells: &[HeaderCell]) -> Vec<Slot> {
    let mut placed: Vec<Placed> = Vec::with_capacity(cells.len());
    for cell in cells {
        let choice = choose(table, &placed, cell, cells);
        let parent = match choice {
            Some((column, _)) => {
                let group = table.columns[usize::from(column)].parent;
                group.and_then(|group| placed.iter().position(|other| other.column == Some(group)))
            }
            None => placed.last().and_then(|last| last.parent),
        };
        placed.push(Placed {
            column: choice.map(|choice| choice.0),
            row: cell.row,
            at: cell.at,
            span: cell.span,
            official: choice.is_some_and(|choice| choice.1),
            parent,
        });
    }
    let mut slots = Vec::with_capacity(placed.len());
    for at in 0..placed.len() {
        if placed[at].parent.is_none() {
            descend(table, &placed, at, &mut slots);
        }
    }
    slots
}

/// The column that a header cell means, given those before it and all that are printed.
fn choose(table: &FormTable, placed: &[Placed], cell: &HeaderCell, all: &[HeaderCell]) -> Option<(u16, bool)> {
    let free = |column: u16| !placed.iter().any(|other| other.column == Some(column));
    let parent = |column: u16| table.columns[usize::from(column)].parent;
    let group_at = |column: u16| parent(column).and_then(|group| placed.iter().position(|other| other.column == Some(group)));
    let open: Vec<(u16, bool)> = cell.columns.iter().copied().filter(|&(column, _)| free(column)).collect();
    match open.as_slice() {
        [] => None,
        [only] => Some(*only),
        _ => {
            // A group takes what is printed below it, and the group whose columns were last printed comes first.
            let last_parent = placed.last().and_then(|last| last.parent);
            open.iter()
                .copied()
                .filter_map(|choice| group_at(choice.0).map(|group| (group, choice)))
                .filter(|&(group, _)| placed[group].row < cell.row || cells_share_rows(placed))
                .filter(|&(group, (column, _))| !is_over(table, placed, group, column, all))
                .min_by_key(|&(group, _)| (Some(group) != last_parent, group))
                .map(|(_, choice)| choice)
                .or_else(|| open.iter().copied().find(|&(column, _)| parent(column).is_none()))
        }
    }
}

/// Whether a group ended although one of its columns was not printed: later ones were, and whatever else it lacks is printed
/// fewer times than the form has it. That column's name then begins the next group.
fn is_over(table: &FormTable, placed: &[Placed], group: usize, column: u16, all: &[HeaderCell]) -> bool {
    if !placed.iter().any(|other| other.parent == Some(group) && other.column > Some(column)) {
        return false;
    }
    let is_lost = |column: u16| {
        let mut alike = all.iter().filter(|cell| cell.columns.iter().any(|choice| choice.0 == column));
        alike.next().is_none_or(|first| 1 + alike.count() < first.columns.len())
    };
    let leaves = (0..).zip(&table.columns).filter(|(_, leaf)| leaf.parent.is_some() && leaf.parent == placed[group].column);
    leaves.map(|(leaf, _)| leaf).all(|leaf| placed.iter().any(|other| other.column == Some(leaf)) || is_lost(leaf))
}

/// Whether the dialect does not tell rows apart, so that nothing can be concluded from them.
fn cells_share_rows(placed: &[Placed]) -> bool {
    placed.first().is_some_and(|first| placed.iter().all(|other| other.row == first.row))
}

fn descend(table: &FormTable, placed: &[Placed], at: usize, slots: &mut Vec<Slot>) {
    let cell = &placed[at];
    let role = cell.column.map_or(ColumnRole::Value, |column| table.columns[usize::from(column)].role);
    if role != ColumnRole::Group {
        slots.push(Slot { column: cell.column, role, span: cell.span, at: cell.at, width: 1, official: cell.official });
        return;
    }
    let before = slots.len();
    for child in at + 1..placed.len() {
        if placed[child].parent == Some(at) {
            descend(table, placed, child, slots);
        }
    }
    if slots.len() == before {
        // A group without the labels beneath it: its cells cannot be told apart.
        slots.push(Slot { column: None, role: ColumnRole::Value, span: cell.span, at: cell.at, width: 1, official: false });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    /// Header cells of a table from printed rows of labels.
    fn read(table: &FormTable, rows: &[&[&str]]) -> Vec<String> {
        let mut at = 0;
        let mut cells = Vec::new();
        for (row, labels) in rows.iter().enumerate() {
            for label in *labels {
                let columns = table.columns.iter().enumerate().filter(|(_, column)| column.label == *label).map(|(n, _)| (n as u16, true));
                cells.push(HeaderCell { span: Span::new(at, at + 1), row: row as u32, at: 0, columns: columns.collect(), area: None });
                at += 1;
            }
        }
        slots(table, &cells).iter().map(|slot| slot.column.map_or("?".to_owned(), |c| table.columns[usize::from(c)].code.clone())).collect()
    }

    const LEAVES: [&str; 5] = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];

    #[test]
    fn groups_are_replaced_by_what_stands_below_them() {
        let catalog = Catalog::load().unwrap();
        let table = catalog.forms[0].table("t3").unwrap().1;
        let official: Vec<String> = table.value_columns().map(|c| table.columns[usize::from(c)].code.clone()).collect();
        let below = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"];
        assert_eq!(read(table, &[&["自然人", "法人或其他组织", "总计"], &below]), official);
        let mut moved = vec![official[6].clone()];
        moved.extend_from_slice(&official[..6]);
        assert_eq!(read(table, &[&["总计", "自然人", "法人或其他组织"], &below]), moved);
        assert_eq!(read(table, &[&["自然人", "法人或其他组织", "总计"]]), ["natural_person", "?", "total"]);
    }

    #[test]
    fn one_label_under_three_groups_is_told_apart() {
        let catalog = Catalog::load().unwrap();
        let table = catalog.forms[0].table("t4").unwrap().1;
        let official: Vec<String> = table.value_columns().map(|c| table.columns[usize::from(c)].code.clone()).collect();
        let second: Vec<&str> = LEAVES.iter().copied().chain(["未经复议直接起诉", "复议后起诉"]).collect();
        let third: Vec<&str> = LEAVES.iter().chain(&LEAVES).copied().collect();
        assert_eq!(read(table, &[&["行政复议", "行政诉讼"], &second, &third]), official);
        let all: Vec<&str> = ["行政复议", "行政诉讼"].into_iter().chain(second).chain(third.iter().copied()).collect();
        assert_eq!(read(table, &[&all]), official);
        let swapped: Vec<&str> = ["复议后起诉", "未经复议直接起诉"].into_iter().chain(LEAVES).collect();
        let read = read(table, &[&["行政诉讼", "行政复议"], &swapped, &third]);
        assert_eq!(read[0], "litigation.after_review.upheld");
        assert_eq!(read[5], "litigation.direct.upheld");
        assert_eq!(read[10], "review.upheld");
    }

    #[test]
    fn a_repeated_label_is_no_column() {
        let catalog = Catalog::load().unwrap();
        let table = catalog.forms[0].table("t2_1").unwrap().1;
        assert_eq!(read(table, &[&["本年制发件数", "本年制发件数", "现行有效件数"]]), ["issued", "?", "in_force"]);
    }
}
