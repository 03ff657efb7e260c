//! Cells that ran together when the text was extracted.

use super::{excerpt, listed, looked_everywhere};
use crate::amount::{self, Blanks};
use crate::rule::{Context, Findings, Ran};
use crate::source::Span;
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// No cell holds several numbers, `0 0 3` for instance.
    ///
    /// ## Why it matters
    /// Such a cell comes from a table that lost its cell borders on the way; which number belongs where cannot be known.
    ///
    /// ## Not reported
    /// Blanks between groups of thousands (`1 034`). Numbers that ran together without any blank: nothing tells them from one
    /// number. Tables that could not be read at all; the rule then counts as not run.
    ///
    /// ## How to correct
    /// Take the original table and put each number into its own cell.
    pub(super) static RULE = {
        code: "NUM-CONCATENATED",
        name: "cells-run-together",
        severity: Warning,
        editions: super::EVERY_EDITION,
        title: ("单元格粘连", "Cells have run together"),
        basis: "抽取质量（表格转为文本时的缺损）",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for table in context.report.tables.iter().filter(|table| !table.repeated) {
        let cells = table.rows.iter().flat_map(|row| row.cells.iter().copied());
        let joined: Vec<Span> = cells.filter(|&span| are_numbers(context.text(span))).collect();
        let Some(&first) = joined.first() else { continue };
        let quoted = |span: &Span| format!("“{}”", excerpt(context.text(*span)));
        let list = listed(joined.iter().map(quoted));
        let (zh, en) = (&list.zh, &list.en);
        let title = &context.form_table(table.table).title;
        let message = bilingual!("表格“{title}”中有单元格粘连在一起：{zh}", "cells of “{title}” have run together: {en}");
        let help = bilingual!(
            "多为复制或转换造成：请从原表重新导出，使每个数字各占一格。",
            "Usually a fault of copying or converting: export the table again with each number in its own cell."
        );
        let mut finding = out.add(Some(first), message, help);
        for span in joined.iter().skip(1) {
            finding = finding.related(*span, bilingual!("粘连的单元格", "cells that ran together"));
        }
        let of_cells = context.report.statistics.iter().filter(|statistic| statistic.span.is_some_and(|span| joined.contains(&span)));
        finding.cells(of_cells.filter_map(crate::report::Statistic::cell)).done();
    }
    looked_everywhere(context)
}

/// Whether a text is two or more numbers with blanks between them, and nothing else.
pub(super) fn are_numbers(text: &str) -> bool {
    // Nearly all cells hold a digit or two: three bytes are the least that can be two numbers and a blank, and digits alone are one.
    if text.len() < 3 || text.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let mut rest = text.trim_blanks();
    if !amount::opens(rest) || !rest.contains(amount::is_blank) {
        return false;
    }
    let mut count = 0;
    while let Some(numeral) = amount::read(rest) {
        count += 1;
        rest = numeral.rest;
        if rest.is_empty() {
            return count > 1;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::are_numbers;

    #[test]
    fn several_numbers_are_told_from_one_and_from_words() {
        assert!(are_numbers("0 0"));
        assert!(are_numbers(" 3\u{3000}0\t12 "));
        assert!(!are_numbers("1 034"));
        assert!(!are_numbers("12"));
        assert!(!are_numbers("3 件"));
        assert!(!are_numbers("约 3"));
    }
}
