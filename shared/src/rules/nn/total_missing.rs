//! Figures that were left out.

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
    let whole = context.source.text();
    for unit in ["件", "条"] {
        for at in memchr::memmem::find_iter(whole.as_bytes(), unit) {
            // What stands before nearly every unit is a figure or a word, and in a table a single blank.
            if whole[..at].chars().rev().take(LEAST_GAP).any(|c| !is_gap(c)) {
                continue;
            }
            let Some(paragraph) = context.paragraph(Span::of(at..at + unit.len())) else { continue };
            let base = paragraph.start() as usize;
            let Some(start) = gap(context.text(paragraph), at - base, unit) else { continue };
            out.add(
                Some(Span::of(base + start..at + unit.len())),
                bilingual!("计量单位“{unit}”前没有数字", "no figure stands before the unit {unit}"),
                bilingual!("请补填数字，没有的填0", "fill in the figure, 0 if there is none"),
            )
            .done();
        }
    }
    Ran::Fully
}

/// Characters of the narrowest gap.
const LEAST_GAP: usize = 2;

/// Whether a character leaves room for a figure.
const fn is_gap(c: char) -> bool {
    is_blank(c) || matches!(c, '_' | '＿' | '×' | 'X' | 'x' | 'Ｘ' | '○' | '□')
}

/// Where a gap begins that a figure should fill before a unit: behind words that ask for one, at the end of a clause.
fn gap(text: &str, unit_at: usize, unit: &str) -> Option<usize> {
    let behind = text[unit_at + unit.len()..].chars().next();
    if !behind.is_none_or(|c| matches!(c, '，' | '。' | '；' | '、' | ',' | ';' | '）')) {
        return None;
    }
    let before = &text[..unit_at];
    let words = before.trim_end_matches(is_gap);
    let gap = &before[words.len()..];
    let wide = gap.chars().nth(LEAST_GAP - 1).is_some() && !gap.contains('\n');
    if !wide {
        return None;
    }
    let asks = ["申请", "信息", "文件", "公开", "收到", "办结", "答复", "案件", "诉讼", "复议", "共", "数", "为"]
        .iter()
        .any(|word| words.ends_with(word));
    asks.then_some(words.len())
}
