//! The reporting-unit line is empty.

use crate::amount::{Blanks, is_blank};
use crate::bilingual;
use crate::rule::{Context, Findings, Ran};
use crate::source::Span;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The line 填报单位（盖章） above the table names the unit.
    ///
    /// ## Why it matters
    ///
    /// The table is also sent by itself; without a unit nobody can tell whose it is.
    ///
    /// ## Not reported
    ///
    /// A missing line. Only worth a look: a published copy often leaves the stamp out.
    ///
    /// ## How to correct
    /// Enter the unit's name.
    pub(crate) static RULE = {
        code: "STR-STAMP-BLANK",
        name: "stamp-blank",
        severity: Info,
        editions: &["gb2014"],
        title: ("填报单位未填写", "The reporting-unit line is empty"),
        basis: "国办发〔2014〕32号",
        check: check,
    }
}

const LABEL: &str = "填报单位";

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(line) = context.report.tables.iter().find_map(|table| stamp_line(context, table.span)) else {
        return Ran::NotApplicable(bilingual!("表格上方没有填报单位一栏", "there is no reporting-unit line above the table"));
    };
    let text = context.text(line);
    let unit = text[text.find(LABEL).unwrap_or(0) + LABEL.len()..].trim_blanks_start();
    let unit = unit.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')'])).map_or(unit, |(_, behind)| behind);
    let unit = unit.trim_matches(|c: char| is_blank(c) || matches!(c, '：' | ':' | '_' | '|'));
    // Another label on the same line is no unit.
    if unit.is_empty() || unit.starts_with("填报日期") || unit.starts_with("填表日期") {
        out.add(
            Some(line),
            bilingual!("“填报单位（盖章）”一栏没有填写", "the line 填报单位（盖章） names no unit"),
            bilingual!("请填写填报单位的全称", "fill in the full name of the unit"),
        )
        .done();
    }
    Ran::Fully
}

/// The line of the unit, just above a table or in its head.
fn stamp_line(context: &Context<'_>, table: Span) -> Option<Span> {
    /// Lines above and inside the table that are looked at; blank ones count.
    const REACH: usize = 12;
    let start = context.source.line_at(table.start());
    let end = (start + REACH).min(context.source.line_count());
    let from = context.source.line(start.saturating_sub(REACH)).start();
    let lines = context.text(Span::new(from, context.source.line(end.checked_sub(1)?).end()));
    let at = u32::try_from(lines.find(LABEL)?).ok()?;
    Some(context.source.line(context.source.line_at(from + at)))
}
