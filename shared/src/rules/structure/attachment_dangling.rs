//! An attachment is announced but not present.

use crate::amount::{Blanks, is_blank};
use crate::bilingual;
use crate::rule::{Context, Findings, Ran};
use crate::source::Span;

use super::EVERY;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The text does not end with an attachment mark that nothing follows.
    ///
    /// ## Why it matters
    ///
    /// Either the attachment is missing or the mark is left over from a template.
    ///
    /// ## Not reported
    ///
    /// A mark with a name: on web pages that is a link to a file.
    ///
    /// ## How to correct
    /// Add the attachment, or remove the mark.
    pub(crate) static RULE = {
        code: "STR-ATTACHMENT-DANGLING",
        name: "attachment-dangling",
        severity: Warning,
        editions: EVERY,
        title: ("附件说明后无附件", "An attachment is announced but not present"),
        basis: "GB/T 9704—2012 7.3.4",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(last) = last_line(context) else { return Ran::Fully };
    let text = context.text(last).trim_blanks();
    let Some(rest) = text.strip_prefix("附件").or_else(|| text.strip_prefix("附表")).or_else(|| text.strip_prefix("附")) else {
        return Ran::Fully;
    };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || is_blank(c));
    if !matches!(rest, "：" | ":" | "") {
        return Ran::Fully;
    }
    out.add(
        Some(last),
        bilingual!("文末只有“{text}”，其后没有附件名称或内容", "the text ends with “{text}”, and nothing follows"),
        bilingual!("请补上附件，或删去这一行", "add the attachment, or remove the line"),
    )
    .done();
    Ran::Fully
}

/// The last line that is neither blank nor page furniture.
fn last_line(context: &Context<'_>) -> Option<Span> {
    let lines = (0..context.source.line_count()).rev().map(|line| context.source.line(line));
    let furniture = |line: Span| context.report.furniture.iter().rev().any(|span| span.start() < line.end() && line.start() < span.end());
    lines.into_iter().find(|&line| !context.text(line).trim_blanks().is_empty() && !furniture(line))
}
