//! A value in a heading-only row.

use crate::bilingual;
use crate::report::CellValue;
use crate::rule::{Context, Findings, Ran};

use super::row_name;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Rows that are only headings in the form carry no figure.
    ///
    /// ## Why it matters
    ///
    /// The figure has no meaning: a reader takes it for a total, and a sum may count it twice.
    ///
    /// ## Not reported
    ///
    /// Blank cells and dashes. The figure is kept as printed and is never added to anything.
    ///
    /// ## How to correct
    /// Clear the heading row; if the figure belongs to a row beneath it, move it there.
    pub(crate) static RULE = {
        code: "FORM-HEADING-VALUE",
        name: "heading-value",
        severity: Warning,
        editions: &["gb2014", "gb2021", "gb2019"],
        title: ("标题行填了数值", "A value in a heading-only row"),
        basis: "国办发〔2014〕32号; 国办公开办函〔2021〕30号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for statistic in &context.report.statistics {
        let table = context.form_table(statistic.table);
        let row = &table.rows[usize::from(statistic.row)];
        let (CellValue::Number { amount, .. }, Some(span)) = (&statistic.value, statistic.span) else { continue };
        if !row.heading || statistic.doubtful {
            continue;
        }
        let name = row_name(table, statistic.row);
        out.add(
            Some(span),
            bilingual!("“{name}”是标题行，不应填数，现填了{amount}", "“{name}” is a heading and takes no figure; it has {amount}"),
            bilingual!("请删去该数；如应填在下面的行，请移到相应的行", "remove it, or move it to the row it belongs to"),
        )
        .related(statistic.label, bilingual!("标题行", "the heading row"))
        .cells(statistic.cell())
        .done();
    }
    Ran::Fully
}
