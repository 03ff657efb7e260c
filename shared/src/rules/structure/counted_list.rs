//! “the following n aspects” against the list.

use crate::amount::Blanks;
use crate::bilingual;
use crate::prose::{List, number};
use crate::rule::{Context, Findings, Ran};
use crate::source::Span;

use super::EVERY;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// A clause that announces a number of items (“以下五个方面：一是……”) is followed by as many.
    ///
    /// ## Why it matters
    ///
    /// An item was dropped or added and the number left as it was.
    ///
    /// ## Not reported
    ///
    /// Numbers that do not stand right before the list, and lists whose own numbering is broken, of which the rules about
    /// inline enumerations tell.
    ///
    /// ## How to correct
    /// Correct the number, or the list.
    pub(crate) static RULE = {
        code: "STR-COUNTED-LIST",
        name: "counted-list",
        severity: Warning,
        editions: EVERY,
        title: ("“以下×个方面”与列举数不符", "“the following n aspects” against the list"),
        basis: "文本自洽",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for list in &context.prose.lists {
        let whole = list.len() > 1 && list.iter().zip(1..).all(|(marker, number)| marker.number == number);
        if !whole {
            continue;
        }
        let Some((announced, place)) = announced(context, list) else { continue };
        let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
        if announced == count {
            continue;
        }
        let last = list[list.len() - 1].span;
        let words = context.text(place);
        out.add(
            Some(place),
            bilingual!("前文说“{words}”，实际列举了{count}项", "{announced} items are announced (“{words}”), {count} are listed"),
            bilingual!("请核对列举是否有遗漏或多出，或改正数目", "check the list, or correct the number"),
        )
        .related(list[0].span, bilingual!("列举的第一项", "the first item"))
        .related(last, bilingual!("列举的最后一项", "the last item"))
        .expected(count.to_string(), announced.to_string())
        .done();
    }
    Ran::Fully
}

/// Words for the items of a list. No two of them begin at one place.
const UNITS: [&str; 9] = ["个方面", "方面", "个问题", "个环节", "点", "条措施", "项措施", "项工作", "个重点"];

/// The first of the units in a clause, each taken where it stands last.
fn first_unit(clause: &str) -> Option<(usize, &'static str)> {
    let mut last = [None; UNITS.len()];
    // One walk for all of them, by their first character.
    for (at, _) in clause.char_indices().filter(|(_, c)| matches!(c, '个' | '方' | '点' | '条' | '项')) {
        if let Some(unit) = UNITS.iter().position(|unit| clause[at..].starts_with(unit)) {
            last[unit] = Some(at);
        }
    }
    last.into_iter().zip(UNITS).filter_map(|(at, unit)| Some((at?, unit))).min_by_key(|(at, _)| *at)
}

/// The number of items that the clause right before a list announces.
fn announced(context: &Context<'_>, list: &List) -> Option<(u32, Span)> {
    /// Bytes before the list in which the announcement stands.
    const REACH: u32 = 120;
    let start = list[0].span.start();
    let mut from = start.saturating_sub(REACH);
    while context.source.text().get(from as usize..).is_none() {
        from += 1;
    }
    let window = context.text(Span::new(from, start)).trim_blanks_end();
    let window = window.strip_suffix(['：', ':'])?;
    let clause =
        &window[window.rfind(['。', '；', '\n', '：', ':']).map_or(0, |at| at + window[at..].chars().next().map_or(0, char::len_utf8))..];
    let (at, unit) = first_unit(clause)?;
    let before = &clause[..at];
    let digits = before.trim_end_matches(|c: char| number(c.encode_utf8(&mut [0; 4])).is_some());
    // 进一步 and 一些 are no counts, nor is the 一 of 一方面; 第三方面 counts something else.
    let count = number(&before[digits.len()..]).filter(|&count| count > 1 && !digits.ends_with('第'))?;
    let begin = from as usize + (clause.as_ptr() as usize - context.text(Span::new(from, start)).as_ptr() as usize) + digits.len();
    Some((count, Span::of(begin..begin + (at - digits.len()) + unit.len())))
}
