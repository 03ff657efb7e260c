//! Columns of table 3 with outcomes but no requests: figures that slid sideways.

use crate::amount::Amount;
use crate::form::{CellId, RelationInstance};
use crate::rule::{Context, Findings, Ran};
use crate::rules::reading::{self, Figure, Presence};
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// In each column of applicants of table 3 that has an outcome, there is a request, new or carried in.
    ///
    /// ## Why it matters
    /// Outcomes without requests in one column, beside requests without outcomes in another, mean that figures slid by a column,
    /// typically because the blank cell in front was filled.
    ///
    /// ## Not reported
    /// The 总计 column, which is T3-ZERO-CONSISTENT. Columns where 新收 or 结转 is blank. Where a figure could not be read the
    /// rule counts as not run. One finding names all columns.
    ///
    /// ## How to correct
    /// Move the outcomes back into the column of the requests they belong to.
    pub(super) static RULE = {
        code: "T3-COLUMN-SHIFT",
        name: "columns-shifted",
        severity: Warning,
        editions: super::EDITIONS,
        title: ("疑似列错位", "Figures look shifted by a column"),
        basis: "国办公开办函〔2021〕30号、国办公开办函〔2019〕60号 附件",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut unread = None;
    let mut shifted: Vec<(CellId, Vec<(CellId, Amount)>)> = Vec::new();
    let (Some(new), Some(carried_in)) = (context.cell("requests.new@total"), context.cell("requests.carried_in@total")) else {
        return Ran::NotApplicable(bilingual!("表式中没有申请情况表", "the form has no table of requests"));
    };
    match reading::presence(context, new.table) {
        Presence::Here => {}
        Presence::Missing => return reading::missing(context, new.table),
        Presence::Unread(reason) => return Ran::NotFully(reason),
    }
    for sum in super::outcome_sums(context).filter(|sum| sum.left[0].column != new.column) {
        let column = sum.left[0].column;
        let stock = [CellId { column, ..new }, CellId { column, ..carried_in }];
        match stock.map(|cell| reading::figure(context.report, cell)) {
            [Figure::Blank, _] | [_, Figure::Blank] => {}
            [Figure::Number(new), Figure::Number(carried_in)] if new.is_zero() && carried_in.is_zero() => match outcomes(context, sum) {
                Ok(outcomes) if outcomes.is_empty() => {}
                Ok(outcomes) => shifted.push((stock[0], outcomes)),
                Err(cell) => unread = unread.or(Some(cell)),
            },
            [Figure::Number(_), Figure::Number(_)] => {}
            [Figure::Unread(obstacle), _] => unread = unread.or(Some((stock[0], obstacle))),
            [_, Figure::Unread(obstacle)] => unread = unread.or(Some((stock[1], obstacle))),
        }
    }
    tell(context, &shifted, out);
    unread.map_or(Ran::Fully, |(cell, obstacle)| Ran::NotFully(reading::reason(context, cell, obstacle)))
}

/// The outcomes above zero of a column, or a cell that was not read if there is none.
fn outcomes(context: &Context<'_>, sum: &RelationInstance) -> Result<Vec<(CellId, Amount)>, (CellId, reading::Obstacle)> {
    let mut found = Vec::new();
    let mut unread = None;
    for &cell in sum.right.iter().chain(&sum.left) {
        match reading::figure(context.report, cell) {
            Figure::Number(amount) if amount > Amount::ZERO => found.push((cell, amount)),
            Figure::Number(_) | Figure::Blank => {}
            Figure::Unread(obstacle) => unread = unread.or(Some((cell, obstacle))),
        }
    }
    match unread {
        Some(unread) if found.is_empty() => Err(unread),
        _ => Ok(found),
    }
}

fn tell(context: &Context<'_>, shifted: &[(CellId, Vec<(CellId, Amount)>)], out: &mut Findings<'_>) {
    let Some((_, outcomes)) = shifted.first() else { return };
    let table = context.form_table(outcomes[0].0.table);
    let column = |cell: CellId| &table.columns[usize::from(cell.column)].label;
    let row = |cell: CellId| &table.rows[usize::from(cell.row)].label;
    let one = |(new, outcomes): &(CellId, Vec<(CellId, Amount)>)| {
        let (cell, amount) = outcomes[0];
        format!("“{}”列“{}” {amount}", column(*new), row(cell))
    };
    let listed = shifted.iter().map(one).collect::<Vec<_>>().join("、");
    let message = bilingual!(
        "没有申请（新收、结转均为 0）却有办理结果，疑似数字错列：{listed}",
        "outcomes without any request, new or carried in, as if figures slid by a column: {listed}"
    );
    let help = bilingual!(
        "对照原始台账，检查这些列及相邻列的数字是否整体错开了一栏。",
        "Check against your records whether figures slid by one column here."
    );
    let place = |cell| context.report.statistic(cell).and_then(|statistic| statistic.span);
    let mut finding = out.add(place(outcomes[0].0), message, help);
    for (cell, amount) in shifted.iter().flat_map(|(_, outcomes)| outcomes).skip(1) {
        if let Some(span) = place(*cell) {
            let label = reading::name(context, *cell);
            finding = finding.related(span, bilingual!("{label}：{amount}", "{label}: {amount}"));
        }
    }
    let cells = shifted.iter().flat_map(|(new, outcomes)| std::iter::once(*new).chain(outcomes.iter().map(|(cell, _)| *cell)));
    finding.cells(cells).done();
}
