//! No statement of the period.

use crate::bilingual;
use crate::prose::Phrase;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The text states the period of its figures.
    ///
    /// ## Why it matters
    ///
    /// Figures without a period cannot be compared; the format asks for the statement in the preamble.
    ///
    /// ## Not reported
    ///
    /// A statement that is there but could not be read: then the check did not run.
    ///
    /// ## How to correct
    /// State in the preamble that the figures run from 1 January to 31 December of the year.
    pub(crate) static RULE = {
        code: "YR-PERIOD-MISSING",
        name: "period-missing",
        severity: Warning,
        editions: EVERY,
        title: ("未写明统计期限", "No statement of the period"),
        basis: "国办公开办函〔2021〕30号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    if context.report.period.is_some() {
        return Ran::Fully;
    }
    let Some(&first) = context.report.paragraphs.first() else {
        return Ran::NotApplicable(bilingual!("没有识别到正文段落", "no paragraph was recognised"));
    };
    if context.report.unreadable_period.is_some() || context.prose.mentions(Phrase::PeriodWords) {
        return Ran::NotFully(bilingual!("文中提到统计期限，但起止日期未能识读", "a period is mentioned, but its days could not be read"));
    }
    let period = context.report.year.year.map_or_else(|| "××××年1月1日至12月31日".to_owned(), |year| format!("{year}年1月1日至12月31日"));
    out.add(
        Some(first),
        bilingual!("文中没有写明数据的统计期限", "the text does not state the period of its figures"),
        bilingual!("请在编制说明中写明，如“统计期限自{period}止”", "state it in the preamble, such as {period}"),
    )
    .done();
    Ran::Fully
}
