//! A row not in the form.

use crate::bilingual;
use crate::finding::Severity;
use crate::form::Layout;
use crate::report::LabelMatch;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

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
    /// Rows without a figure. Rows added to the statistical table of 2014 and to indicator tables are only worth a look:
    /// provinces and cities added some by rule. One finding for rows that stand together.
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
    for (reading, table) in tables(context) {
        let mut run: Vec<Span> = Vec::new();
        for row in &reading.rows {
            let figures = row.cells.iter().any(|&cell| context.text(cell).contains(|c: char| crate::amount::digit(c).is_some()));
            if row.row.is_none() && row.label_match == LabelMatch::None && figures && !row.label.is_empty() {
                run.push(row.label);
            } else {
                report(context, out, table, &run);
                run.clear();
            }
        }
        report(context, out, table, &run);
    }
    Ran::Fully
}

fn report(context: &Context<'_>, out: &mut Findings<'_>, table: &crate::form::FormTable, rows: &[Span]) {
    let Some(&first) = rows.first() else { return };
    let labels = rows.iter().map(|&row| context.text(row).trim()).collect::<Vec<_>>().join("”“");
    let (title, severity) = (&table.title, if table.layout == Layout::List { Severity::Info } else { Severity::Warning });
    out.add(
        Some(first),
        bilingual!("表格“{title}”中的“{labels}”不是规定的行", "the table “{title}” has rows that the form does not have: “{labels}”"),
        bilingual!("请核对行名称；确属自行增加的，请删去", "check the label; remove the row if it was added"),
    )
    .at_most(severity)
    .done();
}
