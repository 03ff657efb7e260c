//! Rules (规章) reported by a body that cannot make any.

use crate::amount::Amount;
use crate::form::CellId;
use crate::report::{AdministrativeLevel, OrganizationKind};
use crate::rule::{Context, Findings, Ran};
use crate::rules::reading::{self, Figure, Presence};
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// Townships, counties and departments below the provincial level report no 规章 in 第二十条第（一）项.
    ///
    /// ## Why it matters
    /// Only the State Council's departments, provinces and cities divided into districts may make 规章; what a county calls one
    /// is a 行政规范性文件 and belongs in the row below.
    ///
    /// ## Not reported
    /// Zeros and blanks, which are right for such bodies. Provincial departments. A body whose name does not tell its level: a 市
    /// may be a prefecture, which has the power, or a county. Where no body was recognised and the row is filled, the rule
    /// counts as not run.
    ///
    /// ## How to correct
    /// Enter 0 for 规章 and count the documents in the row 行政规范性文件.
    pub(super) static RULE = {
        code: "T2-REG-POWER",
        name: "regulations-without-power",
        severity: Error,
        editions: &["gb2021", "gb2019"],
        title: ("无规章制定权的机关填报规章", "A body without rule-making power reports 规章"),
        basis: "立法法（2023）第九十一条、第九十三条；政府信息公开条例（国务院令第711号）第二十条第（一）项",
        check: check,
    }
}

/// Whether a body may make 规章.
enum Power {
    Has,
    HasNot,
    Unknown,
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some((table, row)) = context.form.table("t2_1").and_then(|(id, table)| {
        let row = table.rows.iter().position(|row| row.code == "documents.regulations")?;
        Some((id, u16::try_from(row).ok()?))
    }) else {
        return Ran::NotApplicable(bilingual!("表式中没有规章一行", "the form has no row for 规章"));
    };
    match reading::presence(context, table) {
        Presence::Here => {}
        Presence::Missing => return reading::missing(context, table),
        Presence::Unread(reason) => return Ran::NotFully(reason),
    }
    let mut unread = None;
    let mut filled: Vec<(CellId, Amount)> = Vec::new();
    for cell in context.form_table(table).value_columns().map(|column| CellId { table, row, column }) {
        match reading::figure(context.report, cell) {
            Figure::Number(amount) if !amount.is_zero() => filled.push((cell, amount)),
            Figure::Number(_) | Figure::Blank => {}
            Figure::Unread(obstacle) => unread = unread.or(Some((cell, obstacle))),
        }
    }
    if !filled.is_empty() {
        match power(context) {
            Power::Has => {}
            Power::HasNot => tell(context, &filled, out),
            Power::Unknown if context.report.organization.is_none() => {
                return Ran::NotFully(bilingual!(
                    "没有识别到报告机关，无法判断其有无规章制定权",
                    "the reporting body was not recognised, nor its power to make 规章"
                ));
            }
            Power::Unknown => {
                return Ran::NotApplicable(bilingual!(
                    "从机关名称看不出层级（如“××市”可能是设区的市，也可能是县级市），不判断其有无规章制定权",
                    "the body's name does not tell its level (a 市 may be a prefecture or a county), nor its power to make 规章"
                ));
            }
        }
    }
    unread.map_or(Ran::Fully, |(cell, obstacle)| Ran::NotFully(reading::reason(context, cell, obstacle)))
}

fn power(context: &Context<'_>) -> Power {
    let Some(organization) = &context.report.organization else { return Power::Unknown };
    match (organization.level, organization.kind) {
        (AdministrativeLevel::Township | AdministrativeLevel::County, _)
        | (AdministrativeLevel::Prefecture, OrganizationKind::Department | OrganizationKind::School) => Power::HasNot,
        (AdministrativeLevel::National | AdministrativeLevel::Provincial, _)
        | (AdministrativeLevel::Prefecture, OrganizationKind::Government) => Power::Has,
        (AdministrativeLevel::Unknown, _) | (AdministrativeLevel::Prefecture, OrganizationKind::Unknown) => Power::Unknown,
    }
}

fn tell(context: &Context<'_>, filled: &[(CellId, Amount)], out: &mut Findings<'_>) {
    let name = context.report.organization.as_ref().map_or("本机关", |organization| organization.name.as_str());
    let cells = filled.iter().map(|(cell, amount)| format!("{} {amount}", reading::name(context, *cell))).collect::<Vec<_>>().join("、");
    let message = bilingual!("{name}没有规章制定权，而填报了规章：{cells}", "{name} has no power to make 规章, but reports some: {cells}");
    let help = bilingual!(
        "“规章”一行填 0；本机关制发的规范性文件填入“行政规范性文件”一行。",
        "Enter 0 in the row 规章; documents of this body belong in the row 行政规范性文件."
    );
    let place = |cell| context.report.statistic(cell).and_then(|statistic| statistic.span);
    let mut finding = out.add(place(filled[0].0), message, help).cells(filled.iter().map(|(cell, _)| *cell));
    if let Some(organization) = &context.report.organization {
        finding = finding.related(organization.span, bilingual!("填报机关", "the reporting body"));
    }
    for (cell, amount) in filled.iter().skip(1) {
        if let Some(span) = place(*cell) {
            let label = reading::name(context, *cell);
            finding = finding.related(span, bilingual!("{label}：{amount}", "{label}: {amount}"));
        }
    }
    finding.done();
}

#[cfg(test)]
mod tests {
    use crate::finding::RuleOutcome;
    use crate::report::{AdministrativeLevel, OrganizationKind};
    use crate::rules::testing::sample;

    #[test]
    fn only_bodies_known_to_lack_the_power_are_told() {
        let outcome = |level, kind| {
            let judged = sample("gb2021").with("documents.regulations@in_force", "9").of(level, kind).judge();
            judged.entry("T2-REG-POWER").outcome
        };
        assert_eq!(outcome(AdministrativeLevel::County, OrganizationKind::Government), RuleOutcome::Broken);
        assert_eq!(outcome(AdministrativeLevel::Prefecture, OrganizationKind::Department), RuleOutcome::Broken);
        assert_eq!(outcome(AdministrativeLevel::Prefecture, OrganizationKind::Government), RuleOutcome::Held);
        assert_eq!(outcome(AdministrativeLevel::Provincial, OrganizationKind::Department), RuleOutcome::Held);
        assert_eq!(outcome(AdministrativeLevel::Unknown, OrganizationKind::Unknown), RuleOutcome::NotApplicable);
        let judged = sample("gb2021").with("documents.regulations@in_force", "9").judge();
        assert_eq!(judged.entry("T2-REG-POWER").outcome, RuleOutcome::NotRun);
    }

    #[test]
    fn zeros_and_blanks_are_right_for_anyone() {
        let judged = sample("gb2021").with("documents.regulations@in_force", "0").judge();
        assert_eq!(judged.entry("T2-REG-POWER").outcome, RuleOutcome::Held);
    }
}
