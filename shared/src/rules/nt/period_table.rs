//! The period in the text against the year of the table.

use crate::bilingual;
use crate::report::YearEvidenceKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::years;

use super::BEFORE_2019;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The period that the text gives for its figures lies in the year that the caption of the table names.
    ///
    /// ## Why it matters
    ///
    /// Either the table of another year was attached or one of the two was not updated; text and table then cannot be
    /// compared at all.
    ///
    /// ## Not reported
    ///
    /// School years, and periods that reach into the year of the table.
    ///
    /// ## How to correct
    ///
    /// Check which year the figures of the table are of; correct the period or the caption, or attach the right table.
    pub(crate) static RULE = {
        code: "NT-PERIOD-TABLE",
        name: "period-of-another-table",
        severity: Error,
        editions: BEFORE_2019,
        title: ("正文统计期限与表格年度不符", "Period in the text against the table year"),
        basis: "国办发〔2014〕32号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut captions = years::evidence(context, YearEvidenceKind::Caption).peekable();
    let (Some(period), Some(_)) = (context.report.period, captions.peek()) else {
        return Ran::NotApplicable(bilingual!("文中没有统计期限，或表格没有标注年度", "no period is stated, or no table names a year"));
    };
    let (start, end) = (period.start, period.end);
    for caption in captions.filter(|caption| !(start.year()..=end.year()).contains(&caption.year)) {
        let named = caption.year;
        out.add(
            Some(caption.span),
            bilingual!(
                "表格标注为{named}年度，正文统计期限却是{start}至{end}",
                "the table's caption says {named}, the period in the text is {start} to {end}"
            ),
            bilingual!(
                "请核对表中数据是哪一年的：改正表格标注或统计期限，附错表的换成本年的表",
                "check which year the figures are of: correct the caption or the period, or attach the table of this year"
            ),
        )
        .related(period.span, bilingual!("正文中的统计期限", "the period in the text"))
        .expected(end.year().to_string(), named.to_string())
        .group(years::GROUP)
        .done();
    }
    Ran::Fully
}
