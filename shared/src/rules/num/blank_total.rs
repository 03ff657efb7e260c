//! Totals that were left blank although their parts are filled.

use super::listed;
use crate::amount::Amount;
use crate::form::{BlankPolicy, CellId, Operator, RelationInstance};
use crate::rule::{Context, Findings, Ran};
use crate::rules::reading::{self, Figure, Presence};
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// Where the form has a total and its parts, and a part is above zero, the total is not blank.
    ///
    /// ## Why it matters
    /// A reader who takes the total for nothing is misled; the sum cannot be checked either.
    ///
    /// ## Not reported
    /// Totals whose parts are all blank or zero. Totals and parts that could not be read; the rule then counts as not run.
    ///
    /// ## How to correct
    /// Add up the parts and enter the total.
    pub(super) static RULE = {
        code: "NUM-BLANK-TOTAL",
        name: "total-blank",
        severity: Error,
        editions: super::EVERY_EDITION,
        title: ("分项有数而合计空白", "Parts are filled but the total is blank"),
        basis: "各版表式",
        check: check,
    }
}

/// What is known of one total.
enum Total {
    /// It is filled, or its parts say nothing.
    Fine,
    /// It is blank, and these parts are filled.
    Blank(Vec<(CellId, Amount)>),
    /// It, or a part that matters, was not read.
    Unread(CellId, reading::Obstacle),
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut told: Vec<CellId> = Vec::new();
    let mut unread = None;
    let sums = context
        .form
        .relations
        .iter()
        .filter(|relation| relation.operator == Operator::Equal && relation.blank == BlankPolicy::ZeroIfAnyFilled);
    for instance in sums.flat_map(|relation| &relation.instances) {
        let total = instance.left[0];
        if told.contains(&total) || reading::presence(context, total.table) != Presence::Here {
            continue;
        }
        match look(context, instance) {
            Total::Fine => {}
            Total::Unread(cell, obstacle) => unread = unread.or(Some((cell, obstacle))),
            Total::Blank(parts) => {
                told.push(total);
                tell(context, total, &parts, out);
            }
        }
    }
    match unread {
        Some((cell, obstacle)) => Ran::NotFully(reading::reason(context, cell, obstacle)),
        None => super::looked_everywhere(context),
    }
}

fn look(context: &Context<'_>, instance: &RelationInstance) -> Total {
    let total = instance.left[0];
    match reading::figure(context.report, total) {
        Figure::Number(_) => return Total::Fine,
        Figure::Unread(obstacle) => return Total::Unread(total, obstacle),
        Figure::Blank => {}
    }
    let number = |&cell: &CellId| Some((cell, reading::figure(context.report, cell).number()?));
    let parts: Vec<_> = instance.right.iter().filter_map(number).filter(|(_, amount)| *amount > Amount::ZERO).collect();
    let unread = || {
        instance.right.iter().find_map(|&cell| match reading::figure(context.report, cell) {
            Figure::Unread(obstacle) => Some((cell, obstacle)),
            Figure::Number(_) | Figure::Blank => None,
        })
    };
    match (parts.is_empty(), unread()) {
        (false, _) => Total::Blank(parts),
        (true, Some((cell, obstacle))) => Total::Unread(cell, obstacle),
        (true, None) => Total::Fine,
    }
}

fn tell(context: &Context<'_>, total: CellId, parts: &[(CellId, Amount)], out: &mut Findings<'_>) {
    let sum = parts.iter().try_fold(Amount::ZERO, |sum, (_, amount)| sum.checked_add(*amount));
    let name = reading::name(context, total);
    let list = listed(parts.iter().map(|(cell, amount)| format!("{} {amount}", reading::name(context, *cell))));
    let (zh, en) = (&list.zh, &list.en);
    let message = bilingual!("{name}空白，而分项有数：{zh}", "{name} is blank, but its parts are filled: {en}");
    let help = bilingual!("补填{name}，使其等于各分项之和。", "Fill in {name} with the sum of its parts.");
    let place = |cell| context.report.statistic(cell).and_then(|statistic| statistic.span);
    let mut finding = out.add(place(total), message, help).cells([total]).cells(parts.iter().map(|(cell, _)| *cell));
    for (cell, amount) in parts {
        if let Some(span) = place(*cell) {
            let part = reading::name(context, *cell);
            finding = finding.related(span, bilingual!("{part}：{amount}", "{part}: {amount}"));
        }
    }
    if let Some(sum) = sum {
        finding = finding.expected(sum.normalize().to_string(), "");
    }
    finding.done();
}

#[cfg(test)]
mod tests {
    use crate::finding::RuleOutcome;
    use crate::rules::testing::sample;

    #[test]
    fn blank_total_is_told_once_with_the_sum_it_should_be() {
        let judged = sample("gb2021").with("outcome.granted@total", "3").with("outcome.total@natural_person", "3").judge();
        let told: Vec<_> =
            judged.of("NUM-BLANK-TOTAL").iter().map(|finding| (finding.message.zh.clone(), finding.expected.clone())).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].0.starts_with("“总计”（总计）空白，而分项有数："), "{told:?}");
        assert_eq!(told[0].1.as_deref(), Some("3"));
    }

    #[test]
    fn zeros_beneath_a_blank_total_say_nothing() {
        let judged = sample("gb2014").with("requests.channel.fax", "0").with("review.total", "0").judge();
        assert_eq!(judged.entry("NUM-BLANK-TOTAL").outcome, RuleOutcome::Held);
    }
}
