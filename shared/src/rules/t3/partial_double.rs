//! Outcomes that exceed their total by exactly what was partly disclosed.

use crate::amount::Amount;
use crate::form::{CellId, RelationInstance};
use crate::rule::{Context, Findings, Ran};
use crate::rules::reading::{self, Figure, Presence};
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// The outcomes of a column of table 3 do not exceed its total by exactly the number of partial disclosures (部分公开).
    ///
    /// ## Why it matters
    /// The form says: 区分处理的，只计这一情形，不计其他情形. A body that also counts the refused half elsewhere counts these requests
    /// twice. This is a diagnosis beside the sum that does not add up.
    ///
    /// ## Not reported
    /// Columns without partial disclosures, or whose total is blank. Where a figure could not be read the rule counts as not run.
    /// One finding names all columns.
    ///
    /// ## How to correct
    /// Count these requests as 部分公开 alone and take them out of the other outcomes.
    pub(super) static RULE = {
        code: "T3-PARTIAL-DOUBLE",
        name: "partial-counted-twice",
        severity: Warning,
        editions: super::EDITIONS,
        title: ("部分公开疑似重复计入其他情形", "Partial disclosure seems counted twice"),
        basis: "国办公开办函〔2021〕30号、国办公开办函〔2019〕60号 附件（区分处理的，只计这一情形，不计其他情形）",
        check: check,
    }
}

/// A column in which partial disclosures seem counted twice.
struct Double {
    total: (CellId, Amount),
    partial: (CellId, Amount),
    sum: Amount,
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut unread = None;
    let mut doubles = Vec::new();
    let Some(table) = context.cell("outcome.total@total").map(|cell| cell.table) else {
        return Ran::NotApplicable(bilingual!("表式中没有申请情况表", "the form has no table of requests"));
    };
    match reading::presence(context, table) {
        Presence::Here => {}
        Presence::Missing => return reading::missing(context, table),
        Presence::Unread(reason) => return Ran::NotFully(reason),
    }
    for sum in super::outcome_sums(context) {
        match look(context, sum) {
            Ok(double) => doubles.extend(double),
            Err(cell) => unread = unread.or(Some(cell)),
        }
    }
    tell(context, &doubles, out);
    unread.map_or(Ran::Fully, |(cell, obstacle)| Ran::NotFully(reading::reason(context, cell, obstacle)))
}

fn look(context: &Context<'_>, instance: &RelationInstance) -> Result<Option<Double>, (CellId, reading::Obstacle)> {
    let figure = |cell| reading::figure(context.report, cell);
    let total = match figure(instance.left[0]) {
        Figure::Number(amount) => amount,
        Figure::Blank => return Ok(None),
        Figure::Unread(obstacle) => return Err((instance.left[0], obstacle)),
    };
    let mut sum = Amount::ZERO;
    let mut partial = None;
    for &cell in &instance.right {
        match figure(cell) {
            Figure::Number(amount) => {
                let Some(more) = sum.checked_add(amount) else { return Ok(None) };
                sum = more;
                if context.form.indicator(cell) == "outcome.partial" {
                    partial = Some((cell, amount));
                }
            }
            Figure::Blank => {}
            Figure::Unread(obstacle) => return Err((cell, obstacle)),
        }
    }
    let partial = partial.filter(|(_, amount)| *amount > Amount::ZERO && sum.checked_sub(total) == Some(*amount));
    Ok(partial.map(|partial| Double { total: (instance.left[0], total), partial, sum }))
}

fn tell(context: &Context<'_>, doubles: &[Double], out: &mut Findings<'_>) {
    let Some(first) = doubles.first() else { return };
    let columns = &context.form_table(first.total.0.table).columns;
    let one = |double: &Double| {
        let (column, sum, total, partial) =
            (&columns[usize::from(double.total.0.column)].label, double.sum, double.total.1, double.partial.1);
        format!("“{column}”列 {sum} - {total} = {partial}")
    };
    let listed = doubles.iter().map(one).collect::<Vec<_>>().join("、");
    let message = bilingual!(
        "各项之和比总计恰好多出“部分公开”的数量，疑似部分公开重复计入了其他情形：{listed}",
        "the outcomes exceed their total by exactly the partial disclosures, as if these were counted twice: {listed}"
    );
    let help = bilingual!(
        "部分公开的申请只计入“部分公开”，不再计入不予公开等其他情形。",
        "A partly granted request counts as 部分公开 only, not as refused as well."
    );
    let place = |cell| context.report.statistic(cell).and_then(|statistic| statistic.span);
    let mut finding = out.add(place(first.partial.0), message, help);
    for double in doubles {
        if let Some(span) = place(double.total.0) {
            let (total, sum) = (double.total.1, double.sum);
            finding = finding.related(span, bilingual!("总计 {total}，各项之和 {sum}", "total {total}, sum of the outcomes {sum}"));
        }
    }
    finding.cells(doubles.iter().flat_map(|double| [double.partial.0, double.total.0])).done();
}
