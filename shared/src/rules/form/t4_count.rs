//! Table 4 does not hold fifteen values.

use crate::bilingual;
use crate::finding::Severity;
use crate::form::Layout;
use crate::report::{Dialect, RowReading};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::UNIFORM;

use super::{head, tables};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The one row of table 4 has as many cells as the form has columns: fifteen.
    ///
    /// ## Why it matters
    ///
    /// With one cell more or less nobody can say which outcome a figure belongs to.
    ///
    /// ## Not reported
    ///
    /// Where the text does not mark cells (a value a line, or blanks between values) a lost blank is likelier than a
    /// missing figure: a warning.
    ///
    /// ## How to correct
    /// Give the row its fifteen cells, five for each of the three groups, with 0 where nothing happened.
    pub(crate) static RULE = {
        code: "FORM-T4-COUNT",
        name: "t4-count",
        severity: Error,
        editions: UNIFORM,
        title: ("表四数值个数不是十五", "Table 4 does not hold fifteen values"),
        basis: "国办公开办函〔2021〕30号 附件",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some((reading, table)) = tables(context).find(|(_, table)| table.layout == Layout::SingleRow) else {
        return Ran::NotApplicable(bilingual!("文中没有识别到表四", "table 4 was not recognised"));
    };
    let (wanted, count) = (table.value_columns().count(), reading.rows.iter().map(|row| row.cells.len()).sum::<usize>());
    if count == wanted {
        return Ran::Fully;
    }
    let place = reading.rows.iter().find_map(extent).unwrap_or_else(|| head(context, reading));
    let severity = match reading.dialect {
        Dialect::TabLed | Dialect::BarRows | Dialect::TabRows | Dialect::CommaRows | Dialect::Grid => Severity::Error,
        Dialect::BarEnded | Dialect::BlankRows | Dialect::CellLines => Severity::Warning,
    };
    out.add(
        Some(place),
        bilingual!("表四应有{wanted}个数值，实有{count}个", "table 4 takes {wanted} values and has {count}"),
        bilingual!("请按表式逐格填写；没有发生的填0", "fill in every cell; put 0 where nothing happened"),
    )
    .at_most(severity)
    .expected(wanted.to_string(), count.to_string())
    .group(format!("header:{}", table.id))
    .done();
    Ran::Fully
}

fn extent(row: &RowReading) -> Option<crate::source::Span> {
    row.cells.iter().copied().reduce(crate::source::Span::cover)
}
