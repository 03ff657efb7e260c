//! The parts of a report that tell its problems and what is done about them.

use crate::report::Section;
use crate::rule::Context;

use super::has_any;

pub(super) use crate::rules::structure::content;

/// Words of a heading that announces problems.
const PROBLEMS: [&str; 3] = ["问题", "不足", "困难"];

/// Words of a heading that announces what will be done.
const PLANS: [&str; 7] = ["改进", "措施", "下一步", "打算", "计划", "思路", "今后"];

/// Words that tell a problem.
pub(super) const TELLING: [&str; 60] = [
    "问题",
    "不足",
    "差距",
    "不够",
    "有待",
    "短板",
    "不强",
    "不高",
    "不到位",
    "滞后",
    "困难",
    "需进一步",
    "需要进一步",
    "仍需",
    "还需",
    "尚需",
    "尚未",
    "缺乏",
    "欠缺",
    "单一",
    "不及时",
    "不规范",
    "不全",
    "不平衡",
    "不均",
    "不深",
    "不多",
    "不熟",
    "较低",
    "较少",
    "较慢",
    "参差不齐",
    "不完善",
    "不便",
    "不严",
    "不勤",
    "不清",
    "不细",
    "不准",
    "不实",
    "不畅",
    "不快",
    "不广",
    "不齐",
    "不主动",
    "不均衡",
    "陈旧",
    "迟缓",
    "缓慢",
    "短缺",
    "变动",
    "流动大",
    "不一",
    "不统一",
    "交叉",
    "脱节",
    "遗漏",
    "难以",
    "偏",
    "弱",
];

/// Whether a heading has a character that one of the words above begins with: most have none.
fn may_tell(heading: &str) -> bool {
    heading.chars().any(|c| matches!(c, '问' | '不' | '困' | '改' | '措' | '下' | '打' | '计' | '思' | '今'))
}

/// The parts whose headings announce problems or plans, by their places among the sections, with whether they announce problems.
#[derive(Debug)]
pub(crate) struct Announced(Vec<(usize, bool)>);

impl Announced {
    fn of(context: &Context<'_>) -> Self {
        let top = context.report.sections.iter().enumerate().filter(|(_, section)| section.level == 1);
        let parts = top.filter(|(_, section)| may_tell(&section.heading)).filter_map(|(at, section)| {
            let problems = has_any(&section.heading, &PROBLEMS);
            (problems || has_any(&section.heading, &PLANS)).then_some((at, problems))
        });
        Self(parts.collect())
    }
}

fn announced<'a>(context: &Context<'a>) -> &'a [(usize, bool)] {
    &context.shared.announced.get_or_init(|| Announced::of(context)).0
}

/// Parts whose heading announces problems, in the order of the text.
pub(super) fn problems<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Section> {
    let sections = &context.report.sections;
    announced(context).iter().filter(|(_, problems)| *problems).map(|&(at, _)| &sections[at])
}

/// Parts whose heading announces problems or plans.
pub(super) fn problems_and_plans<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Section> {
    let sections = &context.report.sections;
    announced(context).iter().map(|&(at, _)| &sections[at])
}

/// Whether a table stands in a part, so that its content is no text of its own.
pub(super) fn has_table(context: &Context<'_>, section: &Section) -> bool {
    let tables = &context.report.tables;
    let first = tables.partition_point(|table| table.span.start() < section.extent.start());
    let here = tables[first..].iter().take_while(|table| table.span.start() < section.extent.end());
    here.into_iter().any(|table| section.extent.contains(table.span))
}
