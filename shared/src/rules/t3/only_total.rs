//! Rows of table 3 with a total and nobody who applied.

use crate::amount::Amount;
use crate::form::{CellId, TableId};
use crate::report::CellValue;
use crate::rule::{Context, Findings, Ran};
use crate::rules::reading::{self, Figure, Presence};
use crate::source::Span;
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// Where the 总计 of a row of table 3 is above zero, at least one kind of applicant (自然人, 商业企业 …) is too.
    ///
    /// ## Why it matters
    /// The form asks who applied; a total alone leaves that out.
    ///
    /// ## Not reported
    /// Rows whose total is zero or blank. Rows of which a cell could not be read; the rule then counts as not run. One finding
    /// names all rows.
    ///
    /// ## How to correct
    /// Enter the figures by kind of applicant, so that they add up to the total.
    pub(super) static RULE = {
        code: "T3-ONLY-TOTAL",
        name: "applicants-not-told-apart",
        severity: Warning,
        editions: super::EDITIONS,
        title: ("只填总计未分申请人", "Only the total column is filled"),
        basis: "国办公开办函〔2021〕30号、国办公开办函〔2019〕60号 附件（申请人情况）",
        check: check,
    }
}

/// What is known of the applicants of a row.
enum Applicants {
    Told,
    NotTold,
    Unread,
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(total) = context.cell("requests.new@total") else {
        return Ran::NotApplicable(bilingual!("表式中没有申请情况表", "the form has no table of requests"));
    };
    match reading::presence(context, total.table) {
        Presence::Here => {}
        Presence::Missing => return reading::missing(context, total.table),
        Presence::Unread(reason) => return Ran::NotFully(reason),
    }
    let mut unread = None;
    let mut rows: Vec<(CellId, Amount, Option<Span>)> = Vec::new();
    for row in context.form_table(total.table).value_rows() {
        let cell = CellId { row, ..total };
        let Some(statistic) = context.report.statistic(cell) else {
            unread = unread.or(Some((cell, reading::Obstacle::Unplaced)));
            continue;
        };
        match statistic.amount() {
            Some(amount) if amount > Amount::ZERO => match applicants(context, total.table, row, total.column) {
                Applicants::Told => {}
                Applicants::NotTold => rows.push((cell, amount, statistic.span)),
                Applicants::Unread => unread = unread.or(Some((cell, reading::Obstacle::Unplaced))),
            },
            Some(_) => {}
            None => {
                if let Figure::Unread(obstacle) = reading::of(statistic) {
                    unread = unread.or(Some((cell, obstacle)));
                }
            }
        }
    }
    tell(context, &rows, out);
    unread.map_or(Ran::Fully, |(cell, obstacle)| Ran::NotFully(reading::reason(context, cell, obstacle)))
}

/// Looks at the printed cells of a row, its total apart. Which column each belongs to does not matter here, so cells that
/// lost their column count too.
fn applicants(context: &Context<'_>, table: TableId, row: u16, total: u16) -> Applicants {
    let cells = context.report.statistics.iter().filter(|statistic| {
        statistic.table == table && statistic.row == row && statistic.column != Some(total) && statistic.value != CellValue::Absent
    });
    let mut seen = Applicants::Unread;
    for statistic in cells {
        match statistic.value {
            CellValue::Number { amount, .. } if amount > Amount::ZERO => return Applicants::Told,
            CellValue::Text => return Applicants::Unread,
            _ => seen = Applicants::NotTold,
        }
    }
    seen
}

fn tell(context: &Context<'_>, rows: &[(CellId, Amount, Option<Span>)], out: &mut Findings<'_>) {
    let Some((_, _, first)) = rows.first() else { return };
    let table = context.form_table(rows[0].0.table);
    let label = |cell: CellId| &table.rows[usize::from(cell.row)].label;
    let listed = rows.iter().map(|(cell, amount, _)| format!("“{}” {amount}", label(*cell))).collect::<Vec<_>>().join("、");
    let count = rows.len();
    let message = bilingual!("有 {count} 行只填了总计，没有区分申请人：{listed}", "{count} rows have a total but no applicants: {listed}");
    let help = bilingual!(
        "把各行数字分别填入自然人、商业企业等栏，各栏之和等于总计。",
        "Fill in the columns of applicants; together they make the total."
    );
    let mut finding = out.add(*first, message, help).cells(rows.iter().map(|(cell, ..)| *cell));
    for (cell, amount, span) in rows.iter().skip(1) {
        if let Some(span) = span {
            let label = label(*cell);
            finding = finding.related(*span, bilingual!("“{label}”总计 {amount}", "“{label}”, total {amount}"));
        }
    }
    finding.done();
}

#[cfg(test)]
mod tests {
    use crate::finding::RuleOutcome;
    use crate::rules::testing::sample;

    #[test]
    fn all_rows_without_applicants_are_one_finding() {
        let judged = sample("gb2021").with("requests.new@total", "23").with("outcome.total@total", "23").judge();
        let finding = judged.one("T3-ONLY-TOTAL");
        assert!(finding.message.zh.starts_with("有 2 行只填了总计"), "{}", finding.message.zh);
        assert_eq!((finding.cells.len(), finding.related.len()), (2, 1));
    }

    #[test]
    fn words_in_place_of_applicants_leave_it_open() {
        let judged = sample("gb2021").with("requests.new@total", "23").with("requests.new@natural_person", "若干").judge();
        assert_eq!(judged.entry("T3-ONLY-TOTAL").outcome, RuleOutcome::NotRun);
    }
}
