//! Wrong punctuation.

use crate::bilingual;
use crate::prose::{MarkKind, Marker};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::{around, marks, report_places};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// No two points stand side by side (，。), a label is followed by a colon (地址；… is not right), and the items of an
    /// enumeration end alike: not one in 。 where all others end in ；.
    ///
    /// ## Why it matters
    ///
    /// Points tell what belongs together; these do not.
    ///
    /// ## Not reported
    ///
    /// Dots, exclamation marks, an item of several sentences, items in paragraphs of their own, lists of which two or more items
    /// end otherwise, and 地址；in a list of things.
    ///
    /// ## How to correct
    /// Use the point that the sentence asks for.
    pub(crate) static RULE = {
        code: "TXT-PUNCT",
        name: "punct",
        severity: Info,
        editions: EVERY,
        title: ("标点误用", "Wrong punctuation"),
        basis: "GB/T 15834—2011",
        check: check,
    }
}

/// Fewest items whose ends are compared.
const FEWEST_ENDS: usize = 3;

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let doubled: Vec<_> = marks(context, &[MarkKind::DoubledPoint]).collect();
    let places: Vec<Span> = doubled.iter().map(|mark| mark.span).collect();
    report_places(out, &places, |place| {
        let within = doubled.iter().find(|mark| mark.span == place).map_or(place, |mark| mark.within);
        let (points, quote) = (context.text(place), around(context, within, place));
        (
            bilingual!("两个标点“{points}”连用：“{quote}”", "two points, “{points}”, stand side by side at “{quote}”"),
            bilingual!("请只留一个", "keep one"),
        )
    });
    for mark in marks(context, &[MarkKind::WrongPoint]) {
        let quote = around(context, mark.within, mark.span);
        out.add(
            Some(mark.span),
            bilingual!("“{quote}”中的分号应为冒号", "the semicolon in “{quote}” should be a colon"),
            bilingual!("请改为“：”", "use “：”"),
        )
        .expected("：", context.text(mark.span))
        .done();
    }
    for list in &context.prose.lists {
        if let Some((span, found, usual)) = odd_end(context, list) {
            let line = context.source.line(context.source.line_at(span.start()));
            let quote = around(context, line, span);
            out.add(
                Some(span),
                bilingual!(
                    "并列各项多以“{usual}”结尾，此项却以“{found}”结尾：“{quote}”",
                    "the items end in “{usual}”, but this one in “{found}”: “{quote}”"
                ),
                bilingual!("请将“{found}”改为“{usual}”", "use “{usual}”"),
            )
            .expected(usual, found)
            .done();
        }
    }
    Ran::Fully
}

/// The only point at the end of an item that differs from all others, with what it is and what the others are.
fn odd_end<'a>(context: &Context<'a>, list: &[Marker]) -> Option<(Span, &'a str, &'static str)> {
    let first = list.first()?;
    if list.len() <= FEWEST_ENDS || list.iter().any(|marker| marker.paragraph != first.paragraph) {
        return None;
    }
    let items = list.windows(2).map(|pair| Span::new(pair[0].span.end(), pair[1].span.start()));
    let ends: Vec<(Span, char)> = items.map(|item| (item, context.text(item).trim_end().chars().next_back().unwrap_or(' '))).collect();
    let count = |wanted: &[char]| ends.iter().filter(|(_, end)| wanted.contains(end)).count();
    let (semicolons, stops) = (count(&['；', ';']), count(&['。']));
    if semicolons + stops != ends.len() || semicolons.min(stops) != 1 || semicolons.max(stops) + 1 < FEWEST_ENDS {
        return None;
    }
    let (odd, usual): (&[char], _) = if stops == 1 { (&['。'], "；") } else { (&['；', ';'], "。") };
    let (item, end) = ends.iter().find(|(_, end)| odd.contains(end))?;
    let text = context.text(*item).trim_end();
    let inner = &text[..text.len() - end.len_utf8()];
    // An item of several sentences, or one with a list of its own, may end as it likes.
    if inner.contains(['。', '；', ';']) {
        return None;
    }
    let at = item.start() as usize + inner.len();
    let span = Span::of(at..at + end.len_utf8());
    Some((span, context.text(span), usual))
}
