//! No word on last year's problems.

use crate::amount::is_blank;
use crate::bilingual;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::UNIFORM;

use super::has_any;
use super::problems::{content, problems};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// A part on problems that tells at length what is wrong and what is intended has a word on what became of earlier problems too.
    ///
    /// ## Why it matters
    ///
    /// The regulations ask for how the problems are mended, which only a look back can tell.
    ///
    /// ## Not reported
    ///
    /// Any word that looks back: 上年, 去年, the year before, 整改, 针对…, 已…, 有所改善. Parts of less than 120 characters: whoever names a
    /// problem or two of a small office in a few lines is not asked for more. Parts that promise nothing.
    ///
    /// ## How to correct
    /// Say what was done about the problems that last year's report named.
    pub(crate) static RULE = {
        code: "TXT-PROBLEMS-LASTYEAR",
        name: "problems-lastyear",
        severity: Info,
        editions: UNIFORM,
        title: ("未述上年问题的改进情况", "No word on last year’s problems"),
        basis: "条例(2019)第五十条(四)（改进情况）",
        check: check,
    }
}

/// Words that look back.
const BACK: [&str; 26] = [
    "上年",
    "去年",
    "上一年",
    "往年",
    "以往",
    "以前",
    "此前",
    "之前",
    "过去",
    "整改",
    "针对",
    "改进情况",
    "已",
    "有所",
    "得到",
    "逐步",
    "取得",
    "成效",
    "较好",
    "改善",
    "完成",
    "了",
    "年初",
    "持续",
    "相比",
    "解决",
];

/// Words that look forward.
const FORWARD: [&str; 6] = ["下一步", "下步", "今后", "将", "计划", "打算"];

/// Fewest characters, blanks apart, of a part that is judged.
const FEWEST: usize = 120;

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(section) = problems(context).next() else {
        return Ran::NotApplicable(bilingual!("没有“存在的主要问题”部分", "there is no part on problems"));
    };
    let text = content(context, section);
    if text.chars().filter(|c| !is_blank(*c)).take(FEWEST).count() < FEWEST {
        return Ran::NotApplicable(bilingual!("“存在的主要问题”部分篇幅较短", "the part on problems is too short to be judged"));
    }
    let last = context.report.year.year.map(|year| (year - 1).to_string());
    if has_any(text, &FORWARD) && !has_any(text, &BACK) && !last.is_some_and(|year| text.contains(&year)) {
        let heading = &section.heading;
        out.add(
            Some(section.ordinal_span.cover(section.span)),
            bilingual!(
                "“{heading}”部分只写了问题和打算，没有说明以往问题的改进情况",
                "“{heading}” tells problems and intentions, and has no word on what became of earlier problems"
            ),
            bilingual!("建议补写对上一年度报告所列问题的改进情况", "add what was done about the problems of last year's report"),
        )
        .done();
    }
    Ran::Fully
}
