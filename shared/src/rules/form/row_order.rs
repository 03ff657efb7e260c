//! Rows out of order.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{row_name, tables};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The rows stand in the order of the form.
    ///
    /// ## Why it matters
    ///
    /// Tables are often copied and compared line by line.
    ///
    /// ## Not reported
    ///
    /// One finding a table, at the first row out of order.
    ///
    /// ## How to correct
    /// Put the rows into the form's order, each with its figures.
    pub(crate) static RULE = {
        code: "FORM-ROW-ORDER",
        name: "row-order",
        severity: Info,
        editions: EVERY,
        title: ("行次顺序变动", "Rows out of order"),
        basis: "国办公开办函〔2021〕30号; 国办公开办函〔2019〕60号; 国办发〔2014〕32号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for (reading, table) in tables(context) {
        let rows = reading.rows.iter().filter_map(|row| row.row.map(|index| (index, row.label))).collect::<Vec<_>>();
        let Some(pair) = rows.windows(2).find(|pair| pair[1].0 < pair[0].0) else { continue };
        let (this, before, title) = (row_name(table, pair[1].0), row_name(table, pair[0].0), &table.title);
        out.add(
            Some(pair[1].1),
            bilingual!(
                "表格“{title}”中“{this}”排在“{before}”之后，与表式的顺序不同",
                "in the table “{title}” the row “{this}” stands behind “{before}”"
            ),
            bilingual!("请按表式的顺序排列", "put the rows into the order of the form"),
        )
        .related(pair[0].1, bilingual!("应在其后的行", "the row that belongs behind it"))
        .done();
    }
    Ran::Fully
}
