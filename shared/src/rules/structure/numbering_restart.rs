//! The top-level numbering restarts.

use crate::bilingual;
use crate::report::OrdinalStyle;
use crate::rule::{Context, Findings, Ran};

use super::{UNIFORM, quoted, top};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The numbering of level 1 begins once.
    ///
    /// ## Why it matters
    ///
    /// A second 一、 at the top means two reports in one text, or subheadings written at the wrong level.
    ///
    /// ## Not reported
    ///
    /// Numbering inside attachments.
    ///
    /// ## How to correct
    /// Number subheadings （一）, or remove the second text.
    pub(crate) static RULE = {
        code: "STR-NUMBERING-RESTART",
        name: "numbering-restart",
        severity: Warning,
        editions: UNIFORM,
        title: ("出现两套一级编号", "The top-level numbering restarts"),
        basis: "国办公开办函〔2021〕30号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut ones = top(context).filter(|heading| heading.number == 1 && heading.style != OrdinalStyle::Unnumbered);
    let (Some(first), Some(second)) = (ones.next(), ones.next()) else { return Ran::Fully };
    let (one, two) = (quoted(first), quoted(second));
    out.add(
        Some(second.ordinal_span.cover(second.span)),
        bilingual!("一级标题从“{two}”起重新编号，前面已有“{one}”", "the top-level numbering starts anew at “{two}” after “{one}”"),
        bilingual!(
            "全文只应有一套一级编号：下级标题请改用（一）、（二）等序号",
            "number the top level once; use （一）, （二） for the level below"
        ),
    )
    .related(first.ordinal_span.cover(first.span), bilingual!("第一套编号的起点", "where the first numbering begins"))
    .done();
    Ran::Fully
}
