//! A table 3 row does not hold seven values.

use crate::bilingual;
use crate::form::{FormTable, Layout};
use crate::report::{RowReading, TableReading};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::UNIFORM;

use super::{row_name, tables};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Every row of table 3 has as many cells as the form has columns: seven.
    ///
    /// ## Why it matters
    ///
    /// In a row of five cells it is open which applicants a figure counts. Such figures are read as far as they are
    /// certain and no further.
    ///
    /// ## Not reported
    ///
    /// Heading rows and rows whose cells are all there but blank. One finding for rows of one width that stand together.
    ///
    /// ## How to correct
    /// Give the row its seven cells, from 自然人 to 总计, with 0 where nothing happened.
    pub(crate) static RULE = {
        code: "FORM-T3-COLS",
        name: "t3-cols",
        severity: Warning,
        editions: UNIFORM,
        title: ("表三数据行列数不是七", "A table 3 row does not hold seven values"),
        basis: "国办公开办函〔2021〕30号 附件",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some((reading, table)) = tables(context).find(|(_, table)| is_table_three(table)) else {
        return Ran::NotApplicable(bilingual!("文中没有识别到表三", "table 3 was not recognised"));
    };
    let wanted = table.value_columns().count();
    let mut run: Vec<&RowReading> = Vec::new();
    for row in value_rows(reading, table) {
        let count = row.cells.len();
        if run.first().is_some_and(|first| first.cells.len() != count) {
            report(context, out, table, &run, wanted);
            run.clear();
        }
        if count != wanted && !only_surplus_blanks(context, row, wanted) {
            run.push(row);
        } else if !run.is_empty() {
            report(context, out, table, &run, wanted);
            run.clear();
        }
    }
    report(context, out, table, &run, wanted);
    Ran::Fully
}

/// The table of requests: the grid with a printed note.
fn is_table_three(table: &FormTable) -> bool {
    table.layout == Layout::Grid && !table.printed_notes.is_empty()
}

fn value_rows<'a>(reading: &'a TableReading, table: &'a FormTable) -> impl Iterator<Item = &'a RowReading> {
    reading.rows.iter().filter(|row| row.row.is_some_and(|index| !table.rows[usize::from(index)].heading))
}

/// Whether a row has blanks beyond its values, as merged label cells leave behind.
fn only_surplus_blanks(context: &Context<'_>, row: &RowReading, wanted: usize) -> bool {
    let blank = |&&cell: &&crate::source::Span| context.text(cell).chars().all(crate::amount::is_blank);
    row.cells.len() > wanted && row.cells.iter().filter(blank).count() >= row.cells.len() - wanted
}

fn report(context: &Context<'_>, out: &mut Findings<'_>, table: &FormTable, rows: &[&RowReading], wanted: usize) {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
    let name = |row: &RowReading| row.row.map_or_else(|| context.text(row.label).to_owned(), |index| row_name(table, index));
    let (from, to, count, held) = (name(first), name(last), rows.len(), first.cells.len());
    let message = if count == 1 {
        bilingual!("“{from}”一行应有{wanted}格，实有{held}格", "the row “{from}” takes {wanted} cells and has {held}")
    } else {
        bilingual!(
            "从“{from}”到“{to}”的{count}行各应有{wanted}格，实有{held}格，无法确定各数属于哪一类申请人",
            "{count} rows, from “{from}” to “{to}”, take {wanted} cells and have {held}; it is open which applicants a figure counts"
        )
    };
    let place = first.cells.iter().copied().reduce(crate::source::Span::cover).unwrap_or(first.label);
    let mut finding = out
        .add(Some(place), message, bilingual!("请按表式逐格填写；没有发生的填0", "fill in every cell; put 0 where nothing happened"))
        .expected(wanted.to_string(), held.to_string());
    if count > 1 {
        finding = finding.related(last.label, bilingual!("最后一行", "the last of these rows"));
    }
    finding.done();
}
