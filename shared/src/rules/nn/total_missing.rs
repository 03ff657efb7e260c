//! Figures that were left out.

use memchr::memmem::Finder;

use crate::amount::is_blank;
use crate::bilingual;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Before 件 and 条 stands a figure, not a gap or a placeholder (收到申请　　件, 公开信息××条).
    ///
    /// ## Why it matters
    ///
    /// The template was filled in without this figure.
    ///
    /// ## Not reported
    ///
    /// Blanks inside words, and units that are part of a word.
    ///
    /// ## How to correct
    /// Fill in the figure, 0 if there is none.
    pub(crate) static RULE = {
        code: "NN-TOTAL-MISSING",
        name: "total-missing",
        severity: Info,
        editions: EVERY,
        title: ("分项齐全而缺总数", "Parts without a total, or a figure left out"),
        basis: "文本质量",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let units = ["件", "条"].map(|unit| (unit, Finder::new(unit)));
    for &paragraph in &context.report.paragraphs {
        let text = context.text(paragraph);
        for (unit, finder) in &units {
            for at in finder.find_iter(text.as_bytes()) {
                let Some(start) = gap(text, at, unit) else { continue };
                let base = paragraph.start() as usize;
                let span = Span::of(base + start..base + at + unit.len());
                out.add(
                    Some(span),
                    bilingual!("计量单位“{unit}”前没有数字", "no figure stands before the unit {unit}"),
                    bilingual!("请补填数字，没有的填0", "fill in the figure, 0 if there is none"),
                )
                .done();
            }
        }
    }
    Ran::Fully
}

/// Where a gap begins that a figure should fill before a unit: behind words that ask for one, at the end of a clause.
fn gap(text: &str, unit_at: usize, unit: &str) -> Option<usize> {
    let behind = text[unit_at + unit.len()..].chars().next();
    if !behind.is_none_or(|c| matches!(c, '，' | '。' | '；' | '、' | ',' | ';' | '）')) {
        return None;
    }
    let before = &text[..unit_at];
    let words = before.trim_end_matches(|c| is_blank(c) || matches!(c, '_' | '＿' | '×' | 'X' | 'x' | 'Ｘ' | '○' | '□'));
    let gap = &before[words.len()..];
    let wide = gap.chars().count() >= 2 && !gap.contains('\n');
    if !wide {
        return None;
    }
    let asks = ["申请", "信息", "文件", "公开", "收到", "办结", "答复", "案件", "诉讼", "复议", "共", "数", "为"]
        .iter()
        .any(|word| words.ends_with(word));
    asks.then_some(words.len())
}
