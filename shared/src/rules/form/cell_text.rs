//! Text inside a number cell.

use crate::amount;
use crate::bilingual;
use crate::finding::Severity;
use crate::report::CellValue;
use crate::rule::{Context, Findings, Ran};
use crate::rules::reading;
use crate::rules::structure::EVERY;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// A number cell holds a number and nothing else: neither a unit nor words.
    ///
    /// ## Why it matters
    ///
    /// Words beside a number cannot be counted, and 约, 余 or 多 make it no exact figure.
    ///
    /// ## Not reported
    ///
    /// Cells that print their own unit because the form's head has none. A unit equal to the official one is only worth a
    /// look. Cells without any digit are a matter of NUM-UNPARSEABLE.
    ///
    /// ## How to correct
    /// Leave the number alone in its cell; what has to be explained goes into the text.
    pub(crate) static RULE = {
        code: "FORM-CELL-TEXT",
        name: "cell-text",
        severity: Warning,
        editions: EVERY,
        title: ("数值单元格夹带文字或单位", "Text inside a number cell"),
        basis: "表式",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for statistic in reading::remarkable(context) {
        let (Some(span), Some(cell)) = (statistic.span, statistic.cell()) else { continue };
        let table = context.form_table(statistic.table);
        let exempt = table.columns[usize::from(cell.column)].unit_in_cell || table.value_type(cell.row, cell.column).is_none();
        if exempt || !matches!(statistic.value, CellValue::Number { .. } | CellValue::Text) {
            continue;
        }
        let text = context.text(span).trim_matches(amount::is_blank);
        let Some(added) = addition(text) else { continue };
        let unit = table.unit(cell.row, cell.column).is_some_and(|unit| unit == added);
        let severity = if unit || statistic.doubtful { Severity::Info } else { Severity::Warning };
        let name = context.label(cell);
        out.add(
            Some(span),
            bilingual!("{name}的单元格写作“{text}”，应只填数字", "the cell {name} says “{text}”; it takes a number only"),
            bilingual!("请只填数字，去掉“{added}”", "put the number only, without “{added}”"),
        )
        .at_most(severity)
        .cells([cell])
        .done();
    }
    Ran::Fully
}

/// What stands beside the digits of a cell that has some; `None` for a plain number, or several.
fn addition(text: &str) -> Option<String> {
    if !text.contains(|c: char| amount::digit(c).is_some()) {
        return None;
    }
    let beside = |c: &char| amount::digit(*c).is_none() && !amount::is_blank(*c) && !",，.．-－−+＋﹣".contains(*c);
    let added = text.chars().filter(beside).collect::<String>();
    (!added.is_empty()).then_some(added)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn additions_are_told_from_separators_and_signs() {
        assert_eq!(addition("约20件").as_deref(), Some("约件"));
        assert_eq!(addition("－１，０３４"), None);
        assert_eq!(addition("无"), None);
    }
}
