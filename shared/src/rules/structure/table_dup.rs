//! A table occurs twice.

use crate::bilingual;
use crate::report::TableReading;
use crate::rule::{Context, Findings, Ran};

use super::EVERY;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// No table of the form occurs twice.
    ///
    /// ## Why it matters
    ///
    /// Two tables with different figures leave open which is right; two equal ones are a slip of copying.
    ///
    /// ## Not reported
    ///
    /// A header that is printed again after a page break.
    ///
    /// ## How to correct
    /// Keep the right one and remove the other.
    pub(crate) static RULE = {
        code: "STR-TABLE-DUP",
        name: "table-dup",
        severity: Warning,
        editions: EVERY,
        title: ("同一表格重复出现", "A table occurs twice"),
        basis: "文本自洽",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for again in context.report.tables.iter().filter(|table| table.repeated) {
        let Some(first) = context.report.table(again.table) else { continue };
        let title = &context.form_table(again.table).title;
        let (figures, figures_en) = if cells(context, first) == cells(context, again) {
            ("数据相同", "the figures are equal")
        } else {
            ("数据不同", "the figures differ")
        };
        out.add(
            Some(again.span),
            bilingual!(
                "表格“{title}”出现两次，{figures}；以第一次出现的为准识读",
                "the table “{title}” occurs twice; {figures_en}; the first was read"
            ),
            bilingual!("请删去多余的一张，并核对数据", "remove one of them and check the figures"),
        )
        .related(first.span, bilingual!("第一次出现处", "where it occurs first"))
        .done();
    }
    Ran::Fully
}

fn cells<'a>(context: &Context<'a>, table: &TableReading) -> Vec<&'a str> {
    table.rows.iter().flat_map(|row| &row.cells).map(|&span| context.text(span).trim()).collect()
}
