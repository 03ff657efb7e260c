//! Amounts in 万元 that look like amounts in 元.

use crate::amount::Amount;
use crate::form::CellId;
use crate::report::AdministrativeLevel;
use crate::rule::{Context, Findings, Ran};
use crate::rules::reading::{self, Figure, Presence};
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// Fees and funds in 万元 (行政事业性收费, 依申请公开信息收取的费用, 政府信息公开专项经费) stay below what is plausible for a body of
    /// the level: 1,000 万元 for a township, 1,000,000 万元 for a county.
    ///
    /// ## Why it matters
    /// The most frequent slip with money is to enter 元 in a cell that takes 万元.
    ///
    /// ## Not reported
    /// Bodies above the county, for which no ceiling is known. Blank cells. It is a question, not a correction. A body whose name
    /// does not tell its level (a 市 may be a prefecture or a county) has no ceiling either. Where no body was recognised and
    /// an amount reaches the lowest ceiling, the rule counts as not run.
    ///
    /// ## How to correct
    /// Check the unit: if 元 was entered, divide by 10,000.
    pub(super) static RULE = {
        code: "NUM-AMOUNT-UNIT",
        name: "amount-looks-like-yuan",
        severity: Warning,
        editions: &["gb2021", "gb2014"],
        title: ("金额疑似误用元/万元", "An amount in 万元 looks like 元"),
        basis: "国办公开办函〔2021〕30号、国办发〔2014〕32号 附件（单位：万元）",
        check: check,
    }
}

/// The amounts in 万元 of all forms.
const AMOUNTS: [&str; 3] = ["fees.administrative@amount", "fees.request_charges@value", "resources.budget@value"];
/// In 万元, what no township reaches.
const TOWNSHIP: Amount = Amount::ONE_THOUSAND;

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let county = TOWNSHIP * Amount::ONE_THOUSAND;
    let level = context.report.organization.as_ref().map_or(AdministrativeLevel::Unknown, |organization| organization.level);
    let ceiling = match level {
        AdministrativeLevel::Township => Some(TOWNSHIP),
        AdministrativeLevel::County => Some(county),
        AdministrativeLevel::National
        | AdministrativeLevel::Provincial
        | AdministrativeLevel::Prefecture
        | AdministrativeLevel::Unknown => None,
    };
    let mut unread = None;
    let mut looked = false;
    for cell in AMOUNTS.iter().filter_map(|address| context.cell(address)) {
        match (reading::presence(context, cell.table), reading::figure(context.report, cell)) {
            (Presence::Unread(reason), _) => unread = Some(reason),
            (Presence::Missing, _) | (_, Figure::Blank) => {}
            (Presence::Here, Figure::Unread(obstacle)) => unread = Some(reading::reason(context, cell, obstacle)),
            (Presence::Here, Figure::Number(amount)) => {
                looked = true;
                match ceiling {
                    Some(ceiling) if amount >= ceiling => tell(context, cell, amount, ceiling, out),
                    None if context.report.organization.is_none() && amount >= TOWNSHIP => {
                        unread = Some(bilingual!(
                            "没有识别到报告机关，无法判断金额是否合理",
                            "the reporting body was not recognised, so the amount cannot be judged"
                        ));
                    }
                    _ => {}
                }
            }
        }
    }
    match unread {
        Some(reason) => Ran::NotFully(reason),
        None if looked => Ran::Fully,
        None => Ran::NotApplicable(bilingual!("报告中没有以万元计的金额", "the report states no amount in 万元")),
    }
}

fn tell(context: &Context<'_>, cell: CellId, amount: Amount, ceiling: Amount, out: &mut Findings<'_>) {
    let label = reading::name(context, cell);
    let wan = (amount / (Amount::TEN * Amount::ONE_THOUSAND)).normalize();
    let message = bilingual!(
        "{label}填 {amount} 万元，超出本级机关的合理范围（{ceiling} 万元以内），疑似误以元为单位",
        "{label} is {amount} 万元, more than is plausible for a body of this level (below {ceiling} 万元): probably 元"
    );
    let help = bilingual!("请核对单位：如实为 {amount} 元，应填 {wan}。", "Check the unit: {amount} 元 would be {wan} 万元.");
    let span = context.report.statistic(cell).and_then(|statistic| statistic.span);
    out.add(span, message, help).cells([cell]).done();
}

#[cfg(test)]
mod tests {
    use crate::finding::RuleOutcome;
    use crate::report::{AdministrativeLevel, OrganizationKind};
    use crate::rules::testing::sample;

    #[test]
    fn ceiling_depends_on_the_level() {
        let outcome = |level, amount| {
            let sample = sample("gb2014").with("resources.budget", amount).of(level, OrganizationKind::Government);
            sample.judge().entry("NUM-AMOUNT-UNIT").outcome
        };
        assert_eq!(outcome(AdministrativeLevel::Township, "999.99"), RuleOutcome::Held);
        assert_eq!(outcome(AdministrativeLevel::Township, "1000"), RuleOutcome::Broken);
        assert_eq!(outcome(AdministrativeLevel::County, "1000"), RuleOutcome::Held);
        assert_eq!(outcome(AdministrativeLevel::County, "1000000"), RuleOutcome::Broken);
        assert_eq!(outcome(AdministrativeLevel::Provincial, "1000000"), RuleOutcome::Held);
        assert_eq!(outcome(AdministrativeLevel::Unknown, "999"), RuleOutcome::Held);
        assert_eq!(outcome(AdministrativeLevel::Unknown, "1000"), RuleOutcome::Held);
        let judged = sample("gb2014").with("resources.budget", "1000").judge();
        assert_eq!(judged.entry("NUM-AMOUNT-UNIT").outcome, RuleOutcome::NotRun);
    }

    #[test]
    fn help_converts_the_amount() {
        let judged =
            sample("gb2014").with("resources.budget", "25600").of(AdministrativeLevel::Township, OrganizationKind::Government).judge();
        assert!(judged.one("NUM-AMOUNT-UNIT").help.zh.contains("如实为 25600 元，应填 2.56"));
    }
}
