//! The unit of the prose against the unit of the table.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::said;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// An indicator is counted in the prose as in the table: cases in 件, not in 次 or 人.
    ///
    /// ## Why it matters
    ///
    /// 5次 and 5件 may be different things.
    ///
    /// ## Not reported
    ///
    /// Measure words for the same thing: 件, 起, 宗, 条; 次, 场, 期; 人, 名, 人次.
    ///
    /// ## How to correct
    /// Use the unit of the form.
    pub(crate) static RULE = {
        code: "NN-UNIT-MIX",
        name: "unit-mix",
        severity: Info,
        editions: EVERY,
        title: ("同一指标计量单位前后不一", "One indicator, two units"),
        basis: "文本自洽",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut any = false;
    for claim in &context.claims().list {
        let Some(&cell) = claim.cells.first() else { continue };
        let Some(unit) = context.form.table_at(cell.table).unit(cell.row, cell.column) else { continue };
        let (Some(printed), Some(official)) = (kind(claim.unit), kind(unit)) else { continue };
        any = true;
        if printed == official {
            continue;
        }
        let (stated, label) = (said(context, claim), context.label(cell));
        out.add(
            Some(claim.span),
            bilingual!(
                "{label}的计量单位，表格为“{unit}”，正文写作“{stated}”",
                "{label} is counted in {unit} in the table, the prose says {stated}"
            ),
            bilingual!("请统一使用表格规定的计量单位“{unit}”", "use the unit of the table, {unit}"),
        )
        .expected(unit, claim.unit)
        .done();
    }
    super::ran(any, bilingual!("正文没有与表格指标对应、带计量单位的数字", "no figure of the prose has a unit to compare with the table's"))
}

/// What kind of thing a unit counts.
fn kind(unit: &str) -> Option<u8> {
    match unit {
        "件" | "条" | "篇" | "份" | "起" | "宗" | "例" | "部" | "个" | "封" | "项" => Some(0),
        "次" | "场" | "期" | "场次" | "件次" | "条次" | "班" => Some(1),
        "人" | "名" | "位" | "人次" => Some(2),
        _ => None,
    }
}
