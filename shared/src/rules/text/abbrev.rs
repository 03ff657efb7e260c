//! An abbreviation used before its full name.

use crate::bilingual;
use crate::prose::MarkKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::marks;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// A short title such as 《条例》 or 《办法》 is introduced, （以下简称《条例》）, before it is used.
    ///
    /// ## Why it matters
    ///
    /// There are many regulations; a document names what it is short for.
    ///
    /// ## Not reported
    ///
    /// Short titles that are introduced in quotation marks or without any, and those in tables. Each once.
    ///
    /// ## How to correct
    /// Write the full title at the first place, with （以下简称《…》） behind it.
    pub(crate) static RULE = {
        code: "TXT-ABBREV",
        name: "abbrev",
        severity: Info,
        editions: EVERY,
        title: ("简称未先注全称", "An abbreviation used before its full name"),
        basis: "GB/T 9704—2012",
        check: check,
    }
}

/// Words that are a title only in short.
const SHORT: [&str; 9] = ["条例", "新条例", "办法", "规定", "通知", "意见", "要点", "格式", "方案"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut seen: Vec<&str> = Vec::new();
    for mark in marks(context, &[MarkKind::ShortTitle]) {
        let title = context.text(mark.span);
        let name = title.trim_matches(['《', '》']);
        if !SHORT.contains(&name) || seen.contains(&name) {
            continue;
        }
        seen.push(name);
        if is_introduced(context, mark.span, name) {
            continue;
        }
        out.add(
            Some(mark.span),
            bilingual!("简称“{title}”第一次出现时没有注明全称", "the short title “{title}” is used without having been introduced"),
            bilingual!(
                "请在首次出现处写全称，并注明“（以下简称{title}）”",
                "write the full title there, with （以下简称{title}） behind it"
            ),
        )
        .done();
    }
    Ran::Fully
}

/// Whether a short title is introduced where it first stands, or was before in other marks.
fn is_introduced(context: &Context<'_>, place: Span, name: &str) -> bool {
    let before = context.text(Span::new(0, place.start()));
    let last = before.trim_end_matches(['新', '为', '作', '“', '"', ' ']);
    let named = |at: usize| {
        let behind = &before[at + "简称".len()..];
        ["", "“", "\"", "为", "为“", "新", "为《"].iter().any(|mark| behind.strip_prefix(mark).is_some_and(|rest| rest.starts_with(name)))
    };
    last.ends_with('称') || memchr::memmem::find_iter(before.as_bytes(), "简称").any(named)
}
