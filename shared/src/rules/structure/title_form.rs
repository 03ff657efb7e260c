//! The title is not of the required form.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};

use super::EVERY;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The title names the year and calls the text 政府信息公开工作年度报告.
    ///
    /// ## Why it matters
    ///
    /// The ordinance names the document; a “工作报告” or “工作总结” is another one, and a title without a year cannot be
    /// filed.
    ///
    /// ## Not reported
    ///
    /// The order of body and year; 年度报告 without 工作 for report years before 2019, when the ordinance called it so.
    ///
    /// The report of a school or a public enterprise (a company, a hospital) without the form's tables follows another regulation and is
    /// not judged.
    ///
    /// ## How to correct
    /// Write the title as body, year and 政府信息公开工作年度报告.
    pub(crate) static RULE = {
        code: "STR-TITLE-FORM",
        name: "title-form",
        severity: Info,
        editions: EVERY,
        title: ("标题不是“××年政府信息公开工作年度报告”", "The title is not of the required form"),
        basis: "条例(2019)第五十条; 莆田市2010年通报 (将题目“年度报告”写成“工作报告”)",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    if let Some(reason) = super::bound_by_other_format(context) {
        return Ran::NotApplicable(reason);
    }
    let Some(title) = &context.report.title else {
        return Ran::NotApplicable(bilingual!("文中没有标题", "the text has no title"));
    };
    let key = context.catalog.lexicon.folder.fold(&title.text);
    // The ordinance of 2019 put 工作 into the name.
    let early = context.report.year.year.is_some_and(|year| year < 2019);
    let named = key.contains("政府信息公开工作年度报告") || (early && key.contains("政府信息公开年度报告"));
    let dated = key.chars().filter(|c| c.is_ascii_digit()).count() >= 4 || key.contains("二〇") || key.contains("二○");
    let problem = match (named, dated) {
        (true, true) => return Ran::Fully,
        (true, false) => bilingual!("标题没有写明年度", "the title names no year"),
        (false, _) => {
            bilingual!("标题没有使用“政府信息公开工作年度报告”这一名称", "the title does not call the text 政府信息公开工作年度报告")
        }
    };
    let printed = title.text.clone();
    out.add(
        Some(title.span),
        problem,
        bilingual!("请改为“××（机关名称）××××年政府信息公开工作年度报告”", "use the form “body, year, 政府信息公开工作年度报告”"),
    )
    .expected("××年政府信息公开工作年度报告", printed)
    .done();
    Ran::Fully
}
