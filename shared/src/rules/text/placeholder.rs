//! An unfilled placeholder.

use crate::bilingual;
use crate::prose::{Mark, MarkKind};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{around, has_any, marks};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Nothing was left to be filled in: `××条`, `20XX年`, `____`, `（　）件`, `（待补充）`, `政府信息 条，`, `年　月　日`.
    ///
    /// ## Why it matters
    ///
    /// A figure or name that the report must state is missing, and the page is published with the gap.
    ///
    /// ## Not reported
    ///
    /// `××` in a person's name or where a case is told, which hides who it was. Crosses and letters that nothing countable
    /// follows. A rule of underscores by itself.
    ///
    /// ## How to correct
    /// Fill in what is missing.
    pub(crate) static RULE = {
        code: "TXT-PLACEHOLDER",
        name: "placeholder",
        severity: Error,
        editions: EVERY,
        title: ("未填占位符", "An unfilled placeholder"),
        basis: "文本质量",
        check: check,
    }
}

/// Words of cases, in which names are hidden on purpose.
const CASES: [&str; 8] = ["诉", "案", "当事人", "申请人", "原告", "被告", "某", "村民"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for mark in marks(context, &[MarkKind::Placeholder, MarkKind::NamePlaceholder]).filter(|mark| !hides(context, mark)) {
        let quote = around(context, mark.within, mark.span);
        out.add(
            Some(mark.span),
            bilingual!("“{quote}”中有未填写的内容", "something was not filled in at “{quote}”"),
            bilingual!("请补写具体的数字或名称", "fill in the figure or name"),
        )
        .done();
    }
    Ran::Fully
}

/// Whether a name is hidden rather than missing.
fn hides(context: &Context<'_>, mark: &Mark) -> bool {
    mark.kind == MarkKind::NamePlaceholder && has_any(context.text(mark.within), &CASES)
}
