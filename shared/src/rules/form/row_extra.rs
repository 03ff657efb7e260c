//! A row not in the form.

use std::cell::LazyCell;

use rustc_hash::FxHashSet;

use crate::bilingual;
use crate::finding::Severity;
use crate::form::{FormTable, Layout};
use crate::report::{LabelMatch, RowReading};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::tables;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The tables have no row that the form does not have.
    ///
    /// ## Why it matters
    ///
    /// A figure in a row of one's own is counted nowhere.
    ///
    /// ## Not reported
    ///
    /// Rows without a figure, and rows added to the statistical table of 2014 and to indicator tables, are only worth a
    /// look: nothing is counted in the first, and provinces and cities added some of the second by rule. One finding for
    /// rows that stand together. A label of the form beside the rows of its group is no row.
    ///
    /// ## How to correct
    /// Remove the row and count its figure in the row of the form that it belongs to; explanations go into the text.
    pub(crate) static RULE = {
        code: "FORM-ROW-EXTRA",
        name: "row-extra",
        severity: Warning,
        editions: EVERY,
        title: ("增加了规定以外的行", "A row not in the form"),
        basis: "国办公开办函〔2021〕30号; 国办公开办函〔2019〕60号; 国办发〔2014〕32号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let fold = |text: &str| context.catalog.lexicon.folder.fold(text);
    for (reading, table) in tables(context) {
        // Copies print the label of a group beside each of its rows.
        let labels = LazyCell::new(|| {
            let labels = table.rows.iter().flat_map(|row| std::iter::once(&row.label).chain(&row.aliases));
            labels.map(|label| fold(label)).collect::<FxHashSet<_>>()
        });
        let is_extra = |row: &RowReading| {
            let unknown = row.row.is_none() && row.label_match == LabelMatch::None && !row.label.is_empty();
            unknown && (has_figure(context, row) || !labels.contains(&fold(context.text(row.label))))
        };
        for run in reading.rows.chunk_by(|a, b| is_extra(a) == is_extra(b)).filter(|run| is_extra(&run[0])) {
            report(context, out, table, run);
        }
    }
    Ran::Fully
}

/// Whether a row has a figure.
fn has_figure(context: &Context<'_>, row: &RowReading) -> bool {
    row.cells.iter().any(|&cell| context.text(cell).contains(|c: char| crate::amount::digit(c).is_some()))
}

fn report(context: &Context<'_>, out: &mut Findings<'_>, table: &FormTable, rows: &[RowReading]) {
    let labels = rows.iter().map(|row| context.text(row.label).trim()).collect::<Vec<_>>().join("”“");
    let title = &table.title;
    let has_figures = rows.iter().any(|row| has_figure(context, row));
    let severity = if has_figures && table.layout != Layout::List { Severity::Warning } else { Severity::Info };
    out.add(
        Some(rows[0].label),
        bilingual!("表格“{title}”中的“{labels}”不是规定的行", "the table “{title}” has rows that the form does not have: “{labels}”"),
        bilingual!("请核对行名称；确属自行增加的，请删去", "check the label; remove the row if it was added"),
    )
    .at_most(severity)
    .done();
}
