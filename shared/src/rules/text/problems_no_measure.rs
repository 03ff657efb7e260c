//! Problems without measures, or the reverse.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::has_any;
use super::problems::{TELLING, content, problems, problems_and_plans};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The part on problems names problems and what is done about them.
    ///
    /// ## Why it matters
    ///
    /// The regulations of 2019 require the main problems and how they are mended: one without the other is half of it.
    ///
    /// ## Not reported
    ///
    /// Measures in a part of their own (下一步工作打算). Any word of either kind is enough. Parts that are empty or say 无, which
    /// another rule reports.
    ///
    /// ## How to correct
    /// Add what is missing.
    pub(crate) static RULE = {
        code: "TXT-PROBLEMS-NO-MEASURE",
        name: "problems-no-measure",
        severity: Warning,
        editions: EVERY,
        title: ("只列问题无改进（或只列计划无问题）", "Problems without measures, or the reverse"),
        basis: "条例(2019)第五十条(四)（主要问题及改进情况）",
        check: check,
    }
}

/// Words that tell a measure.
const MEASURES: [&str; 57] = [
    "加强",
    "提高",
    "完善",
    "改进",
    "强化",
    "提升",
    "健全",
    "加大",
    "优化",
    "推进",
    "规范",
    "落实",
    "拓宽",
    "丰富",
    "深化",
    "将",
    "下一步",
    "组织",
    "建立",
    "开展",
    "加快",
    "整改",
    "督促",
    "解决",
    "拟",
    "计划",
    "安排",
    "补充",
    "增加",
    "培训",
    "采取",
    "已",
    "针对",
    "推出",
    "开通",
    "上线",
    "新建",
    "合并",
    "修订",
    "升级",
    "压缩",
    "实现",
    "实行",
    "实施",
    "推行",
    "推动",
    "改为",
    "新增",
    "增设",
    "提前",
    "争取",
    "力争",
    "约谈",
    "措施",
    "举措",
    "对策",
    "做法",
];

/// Fewest characters of a part that is judged; a shorter one is no account at all.
const FEWEST: usize = 30;
/// Fewest characters of one that names a problem by itself: 信息更新不及时。
const FEWEST_TELLING: usize = 8;

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(section) = problems(context).next() else {
        return Ran::NotApplicable(bilingual!("没有“存在的主要问题”部分", "there is no part on problems"));
    };
    let parts: Vec<&str> = problems_and_plans(context).map(|section| content(context, section)).collect();
    let length = content(context, section).chars().count();
    // A line that was broken at the width of a page may part a word.
    let unbroken = |part: &str| part.replace(['\n', '\r'], "");
    let says = |words: &[&str]| parts.iter().any(|part| has_any(part, words)) || parts.iter().any(|part| has_any(&unbroken(part), words));
    if length < FEWEST && !(length >= FEWEST_TELLING && says(&TELLING)) {
        return Ran::NotApplicable(bilingual!("“存在的主要问题”部分过短", "the part on problems is too short to be judged"));
    }
    let (problems, measures) = (says(&TELLING), says(&MEASURES));
    let heading = &section.heading;
    let message = match (problems, measures) {
        (true, false) => bilingual!("“{heading}”部分只列了问题，没有改进措施", "“{heading}” tells problems and no measure"),
        (false, true) => bilingual!("“{heading}”部分只写了工作打算，没有指出问题", "“{heading}” tells measures and no problem"),
        _ => return Ran::Fully,
    };
    out.add(
        Some(section.ordinal_span.cover(section.span)),
        message,
        bilingual!("请分别写明存在的主要问题和改进情况", "write both the main problems and how they are mended"),
    )
    .done();
    Ran::Fully
}
