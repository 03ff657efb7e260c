//! Requests ended for an unpaid fee, in a report that does not speak of fees.

use crate::amount::{self, Amount};
use crate::rule::{Context, Findings, Ran};
use crate::rules::reading;
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// Where requests ended because a fee was not paid (申请人逾期未按收费通知要求缴纳费用), section six speaks of the fee for processing
    /// information (信息处理费).
    ///
    /// ## Why it matters
    /// A body that sends out notices of fees must report the fees it charges.
    ///
    /// ## Not reported
    /// A report in which no such section was found; the rule then counts as not run. A blank cell.
    ///
    /// ## How to correct
    /// State in section six what fees for processing information were charged, even if none were.
    pub(super) static RULE = {
        code: "XT-FEE-STATEMENT",
        name: "fees-not-reported",
        severity: Warning,
        editions: &["gb2021"],
        title: ("有逾期未缴费申请而未报告收取信息处理费", "Unpaid-fee outcomes but no fee statement in section 6"),
        basis: "国办函〔2020〕109号；国办公开办函〔2021〕30号",
        check: check,
    }
}

/// Number of the section that fees belong in, 其他需要报告的事项.
const SECTION: u8 = 6;

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let [(cell, amount)] = match reading::numbers(context, ["outcome.other.unpaid_fee@total"]) {
        Ok(numbers) => numbers,
        Err(ran) => return ran,
    };
    if amount <= Amount::ZERO {
        return Ran::Fully;
    }
    let Some(section) = context.report.sections.iter().find(|section| section.form_section == Some(SECTION)) else {
        return Ran::NotFully(bilingual!("没有找到“其他需要报告的事项”部分", "the section 其他需要报告的事项 was not found"));
    };
    let text: String = context.text(section.extent).chars().filter(|&c| !amount::is_blank(c)).collect();
    // The notice's own words name the fee only in their title: 发出收费通知的件数和总金额以及实际收取的总金额.
    if text.contains("信息处理费") || text.contains("收费通知") {
        return Ran::Fully;
    }
    let message = bilingual!(
        "有 {amount} 件申请因逾期未缴费不再处理，而第六部分没有报告收取信息处理费情况",
        "{amount} requests ended for an unpaid fee, but section six does not speak of 信息处理费"
    );
    let help = bilingual!(
        "在“其他需要报告的事项”中写明发出收费通知的件数、总金额和实际收取的总金额。",
        "State in section six how many notices of fees were sent, over what amount, and what was charged."
    );
    let span = context.report.statistic(cell).and_then(|statistic| statistic.span);
    out.add(span, message, help).related(section.span, bilingual!("第六部分", "section six")).cells([cell]).done();
    Ran::Fully
}
