//! Blanks beside zeros.

use super::{listed, looked_everywhere, name, objections, with_places};
use crate::form::{FormTable, Layout};
use crate::report::{CellValue, Statistic};
use crate::rule::{Context, Findings, Ran};
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// In one table, either all cells are filled or none is.
    ///
    /// ## Why it matters
    /// A blank leaves open whether nothing happened or nothing was filled in. The custom is to write 0 where nothing happened.
    ///
    /// ## Not reported
    /// Dashes, which say that a cell does not apply. 规章, which most bodies cannot make. Tables without any number, which are NUM-ALL-BLANK. A blank is never read
    /// as zero and is no error by itself. Tables that could not be read; the rule then counts as not run.
    ///
    /// ## How to correct
    /// Enter 0 where nothing happened, and the figure where something did.
    pub(super) static RULE = {
        code: "NUM-BLANK-MIXED",
        name: "blanks-beside-numbers",
        severity: Info,
        editions: super::EVERY_EDITION,
        title: ("空白与“0”混用", "Blanks and zeros are mixed"),
        basis: "填报惯例（无发生填 0）",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let is_blank = |statistic: &Statistic, _: &FormTable| statistic.value == CellValue::Blank && !is_regulations(context, statistic);
    for (table, blanks) in objections(context, is_blank) {
        let numbers = context.report.statistics.iter().filter(|statistic| statistic.table == table && statistic.amount().is_some()).count();
        if numbers == 0 {
            continue;
        }
        let by_row = context.form_table(table).layout != Layout::SingleRow;
        let mut rows: Vec<&Statistic> = blanks.iter().map(|(statistic, _)| *statistic).collect();
        rows.dedup_by_key(|statistic| (statistic.row, if by_row { None } else { statistic.column }));
        let cells = listed(rows.iter().map(|statistic| row_name(context, statistic)));
        let (zh, en, title, count) = (&cells.zh, &cells.en, &context.form_table(table).title, blanks.len());
        let message = bilingual!(
            "表格“{title}”有 {numbers} 格填了数，{count} 格空白：{zh}",
            "“{title}” has {numbers} cells filled and {count} blank: {en}"
        );
        let help = bilingual!("没有发生的请填 0，以免与漏填混淆。", "Enter 0 where there was none, so that it is not taken for forgotten.");
        let finding = out.add(Some(blanks[0].1), message, help);
        with_places(finding, context, &blanks).done();
    }
    looked_everywhere(context)
}

/// Whether a cell is about 规章, which most bodies cannot make and may leave blank.
fn is_regulations(context: &Context<'_>, statistic: &Statistic) -> bool {
    context.form_table(statistic.table).rows[usize::from(statistic.row)].code == "documents.regulations"
}

/// The name of a statistic's row; of its column in a table with a single row.
fn row_name<'a>(context: &Context<'a>, statistic: &Statistic) -> &'a str {
    let table = context.form.table_at(statistic.table);
    match table.layout {
        Layout::SingleRow => name(context, statistic),
        Layout::Grid | Layout::List => table.row_name(statistic.row),
    }
}
