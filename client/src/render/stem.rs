//! Where an indicator stands in its form: under which headings, and how deep.
//!
//! Rows stand under rows. A table of one row has no labels of rows; its columns are its indicators and stand under columns.

use std::collections::{HashMap, HashSet};

use gouji_proto::v1::FormTable;

/// The rows and columns of a table of a form, by their codes.
#[derive(Debug, Default)]
pub(crate) struct Stems<'a> {
    stems: HashMap<&'a str, Stem<'a>>,
    shown: HashSet<&'a str>,
}

/// One row or column.
#[derive(Clone, Copy, Debug)]
struct Stem<'a> {
    code: &'a str,
    parent: &'a str,
    ordinal: &'a str,
    label: &'a str,
}

impl<'a> Stems<'a> {
    pub(crate) fn of(table: Option<&'a FormTable>) -> Self {
        let columns = table.into_iter().flat_map(|table| &table.columns);
        let columns = columns.map(|it| Stem { code: &it.code, parent: &it.parent, ordinal: "", label: &it.label });
        let rows = table.into_iter().flat_map(|table| &table.rows);
        let rows = rows.map(|it| Stem { code: &it.code, parent: &it.parent, ordinal: &it.ordinal, label: &it.label });
        Self { stems: columns.chain(rows).map(|stem| (stem.code, stem)).collect(), shown: HashSet::new() }
    }

    /// Headings to show before an indicator, those that were not shown yet, and the indent of the indicator itself.
    pub(crate) fn lead(&mut self, code: &str) -> (Vec<String>, String) {
        let mut above = Vec::new();
        let mut at = self.stems.get(code);
        if let Some(stem) = at {
            self.shown.insert(stem.code);
        }
        // No chain of parents is longer than the table, unless it is a circle.
        while let Some(parent) = at.and_then(|stem| self.stems.get(stem.parent)).filter(|_| above.len() < self.stems.len()) {
            above.push(*parent);
            at = Some(parent);
        }
        above.reverse();
        let indent = "  ".repeat(above.len());
        let fresh = above.into_iter().enumerate().filter(|(_, stem)| self.shown.insert(stem.code));
        let headings = fresh.map(|(depth, stem)| format!("{}{}{}", "  ".repeat(depth), stem.ordinal, stem.label)).collect();
        (headings, indent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_proto::v1::FormRow;

    fn row(code: &str, parent: &str) -> FormRow {
        FormRow { code: code.to_owned(), label: format!("名{code}"), parent: parent.to_owned(), ..FormRow::default() }
    }

    #[test]
    fn each_heading_is_shown_once_before_what_stands_under_it() {
        let table = FormTable { rows: vec![row("a", ""), row("b", "a"), row("c", "b"), row("d", "b")], ..FormTable::default() };
        let mut stems = Stems::of(Some(&table));
        assert_eq!(stems.lead("c"), (vec!["名a".to_owned(), "  名b".to_owned()], "    ".to_owned()));
        assert_eq!(stems.lead("d"), (Vec::new(), "    ".to_owned()));
        assert_eq!(stems.lead("unknown"), (Vec::new(), String::new()));
    }

    #[test]
    fn a_circle_of_parents_ends() {
        let table = FormTable { rows: vec![row("a", "b"), row("b", "a")], ..FormTable::default() };
        assert_eq!(Stems::of(Some(&table)).lead("a").1.len(), 4);
    }
}
