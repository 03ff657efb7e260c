//! The text does not say whose report it is.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

crate::declare_rule! {
    /// ## What it checks
    /// The title, the preamble, the signature or the line 填报单位 names the body whose report it is.
    ///
    /// ## Why it matters
    /// Without its page a report that says 我区 only is nobody's: the reader cannot tell whose figures they are.
    ///
    /// ## Not reported
    /// Extracts of a report, and texts in which a line at one of these places may hold a name that was not recognised.
    ///
    /// ## How to correct
    /// Put the full name into the title: 某某县人民政府2022年政府信息公开工作年度报告.
    pub(crate) static RULE = {
        code: "LV-ORG-MISSING",
        name: "body-not-named",
        severity: Warning,
        editions: EVERY,
        title: ("报告未写明机关名称", "The reporting body cannot be identified"),
        basis: "国办公开办函〔2021〕30号",
        check: check,
    }
}

/// Fewer parts than these make no report, only an extract of one.
const FEWEST_PARTS: usize = 3;
/// Longest line, in bytes, that may be a title or a signature.
const LONGEST: usize = 180;
/// Words of names, anywhere in a line that was read as neither title nor signature.
const WITHIN: [&str; 5] = ["人民政府", "委员会", "办公室", "管委会", "办事处"];
/// Words that such a line ends with if it is a name, a date behind it apart.
const ENDS: [&str; 16] = ["政府", "政府办", "局", "委", "镇", "乡", "街道", "中心", "厅", "院", "公司", "学校", "大学", "处", "队", "所"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    if context.report.organization.is_some() {
        return Ran::Fully;
    }
    let parts = context.report.sections.iter().filter(|section| section.level == 1).count();
    let Some(&first) = context.report.paragraphs.first().filter(|_| parts >= FEWEST_PARTS) else {
        return Ran::NotApplicable(bilingual!("只有表格或报告的片段，没有完整的正文", "tables or an extract, not the text of a report"));
    };
    if may_be_named(context) {
        return Ran::NotApplicable(bilingual!(
            "标题、编制说明或落款处有未能识别的名称",
            "a line at the title, the preamble or the signature may hold a name that was not recognised"
        ));
    }
    out.add(
        Some(first),
        bilingual!(
            "标题、编制说明、落款和填报单位都没有写明报告机关的名称",
            "neither title nor preamble, signature or reporting unit names the body"
        ),
        bilingual!("请在标题中写明机关全称", "put the body's full name into the title"),
    )
    .done();
    Ran::Fully
}

/// Whether a short line above the first heading or below the last may hold a name.
fn may_be_named(context: &Context<'_>) -> bool {
    let (sections, paragraphs) = (&context.report.sections, &context.report.paragraphs);
    let head_end = sections.first().map_or(u32::MAX, |section| section.span.start());
    let tail_start = sections.last().map_or(0, |section| section.span.end());
    let names = |span: &Span| {
        let mut lines = context.text(*span).lines().filter(|line| line.len() <= LONGEST && !line.contains('我'));
        lines.any(|line| {
            let date = |c: char| c.is_ascii_digit() || "年月日－-./（）() \u{3000}\t".contains(c);
            let line = line.trim_matches(date);
            WITHIN.iter().any(|word| line.contains(word)) || ENDS.iter().any(|word| line.ends_with(word))
        })
    };
    let title = context.report.title.as_ref().is_some_and(|title| {
        title.text.split(|c: char| c.is_ascii_digit()).next().is_some_and(|name| !name.is_empty() && !name.contains("公开"))
    });
    title
        || paragraphs
            .iter()
            .filter(|span| span.end() <= head_end || span.start() >= tail_start)
            .filter(|span| !is_in_table(context, **span))
            .any(names)
}

/// Whether a paragraph stands between the tables, where lines name cells.
fn is_in_table(context: &Context<'_>, span: Span) -> bool {
    context.report.tables.iter().any(|table| table.span.contains(span))
}
