//! The table caption names another year.

use crate::amount::is_blank;
use crate::bilingual;
use crate::report::YearEvidenceKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::{GROUP, evidence, no_year};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The year in a table's caption is that of the report.
    ///
    /// ## Why it matters
    ///
    /// Either last year's table was attached, or the caption was not updated.
    ///
    /// ## Not reported
    ///
    /// Captions without a year.
    ///
    /// ## How to correct
    /// Correct the caption; if last year's table was attached, replace it.
    pub(crate) static RULE = {
        code: "YR-CAPTION-YEAR",
        name: "caption-year",
        severity: Error,
        editions: EVERY,
        title: ("表格年度与报告年度不符", "The table caption names another year"),
        basis: "国办发〔2014〕32号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(year) = context.report.year.year else { return no_year() };
    let announced = evidence(context, YearEvidenceKind::Attachment).filter(|evidence| heads_table(context, evidence.span));
    for caption in evidence(context, YearEvidenceKind::Caption).chain(announced).filter(|evidence| evidence.year != year) {
        let named = caption.year;
        let mut finding = out
            .add(
                Some(caption.span),
                bilingual!("表格标注为{named}年度，报告年度是{year}年", "the table's caption says {named}; the report is on {year}"),
                bilingual!(
                    "请核对表中数据是否为{year}年数据：是则改正标注，否则换成{year}年的表",
                    "check whether the figures are of {year}: correct the caption, or attach the table of {year}"
                ),
            )
            .expected(year.to_string(), named.to_string())
            .group(GROUP);
        if let Some(announced) = evidence(context, YearEvidenceKind::Attachment).find(|evidence| evidence.year == year) {
            finding = finding.related(announced.span, bilingual!("附件名称中的年度", "the year of the announced attachment"));
        }
        if let Some(title) = evidence(context, YearEvidenceKind::Title).find(|evidence| evidence.year == year) {
            finding = finding.related(title.span, bilingual!("标题中的年度", "the year in the title"));
        }
        finding.done();
    }
    Ran::Fully
}

/// Whether the name of an attachment is the caption of a table as well: 附：政府信息公开情况统计表（2018年度）.
fn heads_table(context: &Context<'_>, span: Span) -> bool {
    let closes = |c: char| is_blank(c) || matches!(c, '年' | '度' | '）' | ')');
    context.report.tables.iter().any(|table| {
        let before = table.span.start() >= span.end();
        table.span.contains(span) || (before && context.text(Span::new(span.end(), table.span.start())).chars().all(closes))
    })
}
