//! A procurement amount of which nobody can tell whether it is 元 or 万元.

use crate::rule::{Context, Findings, Ran};
use crate::rules::reading;
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// The amount in 第二十条第（九）项 (采购总金额) has its unit, in the cell or in the header.
    ///
    /// ## Why it matters
    /// The printed header names no unit: 251 may be 元 or 万元, which differ by four digits.
    ///
    /// ## Not reported
    /// An amount of zero. A unit in the cell (`20368万元`), in the header or added to it. A blank or unread cell.
    ///
    /// ## How to correct
    /// State the unit behind the amount or in the header.
    pub(super) static RULE = {
        code: "T2-19-PROCUREMENT-UNIT",
        name: "procurement-amount-without-unit",
        severity: Info,
        editions: &["gb2019"],
        title: ("采购总金额未标单位", "The procurement amount has no unit"),
        basis: "国办公开办函〔2019〕60号 附件",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let [(cell, amount)] = match reading::numbers(context, ["procurement.centralized@amount"]) {
        Ok(numbers) => numbers,
        Err(ran) => return ran,
    };
    let Some(statistic) = context.report.statistic(cell) else { return Ran::Fully };
    let in_header = context.report.table(cell.table).is_some_and(|table| {
        let heads = table.columns.iter().filter(|column| column.column == Some(cell.column)).map(|column| column.span);
        heads.chain(table.header_additions.iter().copied()).chain(table.caption).any(|span| context.text(span).contains('元'))
    });
    if amount.is_zero() || statistic.unit.is_some() || in_header {
        return Ran::Fully;
    }
    let message = bilingual!(
        "采购总金额填 {amount}，单元格和表头都没有写明单位",
        "the procurement amount is {amount}; neither cell nor header names its unit"
    );
    let help = bilingual!("在数字后写明“元”或“万元”。", "Write 元 or 万元 behind the number.");
    out.add(statistic.span, message, help).cells([cell]).done();
    Ran::Fully
}
