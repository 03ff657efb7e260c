//! The unit cell is missing.

use crate::bilingual;
use crate::form::ColumnRole;
use crate::report::RowReading;
use crate::rule::{Context, Findings, Ran};

use super::{row_name, tables};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Every row of a table with a column of units has its unit cell.
    ///
    /// ## Why it matters
    ///
    /// A row that lost its unit cell has often lost its value cell with it.
    ///
    /// ## Not reported
    ///
    /// Blank unit cells of heading rows, and tables without a column of units. One finding a table.
    ///
    /// ## How to correct
    /// Put the unit back as in the form, and see whether the row still has its figure.
    pub(crate) static RULE = {
        code: "FORM-UNIT-MISSING",
        name: "unit-missing",
        severity: Info,
        editions: &["gb2014", "indicator2008"],
        title: ("单位栏缺失", "The unit cell is missing"),
        basis: "国办发〔2014〕32号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for (reading, table) in tables(context) {
        if !table.columns.iter().any(|column| column.role == ColumnRole::Unit) {
            continue;
        }
        let lacks = |row: &&RowReading| {
            row.row.is_some_and(|index| {
                let heading = table.rows[usize::from(index)].heading;
                // A heading row prints a dash or a blank; only a row without any cell has lost it.
                if heading { row.cells.is_empty() } else { row.unit.is_none() && table.rows[usize::from(index)].unit.is_some() }
            })
        };
        let mut missing = reading.rows.iter().filter(lacks);
        let Some(first) = missing.next() else { continue };
        let name = first.row.map_or_else(String::new, |row| row_name(table, row));
        let others = missing.clone().count();
        let message = if others == 0 {
            bilingual!("“{name}”一行没有单位栏", "the row “{name}” has no unit cell")
        } else {
            {
                let all = others + 1;
                bilingual!("“{name}”等{all}行没有单位栏", "{all} rows, “{name}” the first, have no unit cell")
            }
        };
        let mut finding = out.add(Some(first.label), message, bilingual!("请按表式补上单位", "add the units after the form"));
        for row in missing {
            finding = finding.related(row.label, bilingual!("同样没有单位栏", "likewise"));
        }
        finding.done();
    }
    Ran::Fully
}
