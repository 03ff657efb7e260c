//! What a report says of its own parts.
//!
//! Turns the sentence before the first heading that counts or lists the parts into a [`Declaration`]: the number, the
//! items of the list, and how both compare with the headings.
//!
//! ```text
//! 本报告内容包括概述、主动公开情况、……和下一步打算等十个部分内容。   →  10; 概述 | 主动公开情况 | …
//! ```

use crate::amount::is_blank;
use crate::prose::{Hit, Phrase, number};
use crate::report::Section;
use crate::rule::Context;
use crate::source::Span;

/// A sentence that counts or lists the parts.
pub(super) struct Declaration {
    /// The sentence.
    pub(super) sentence: Span,
    /// The number, with its place.
    pub(super) count: Option<(u32, Span)>,
    /// The parts it lists; empty if it lists none.
    pub(super) items: Vec<Span>,
}

/// Words that a list of parts follows.
const LEADS: [&str; 7] = ["包括", "包含", "涵盖", "分为", "由", "为：", "是："];

/// Reads the declaration, if there is one.
pub(super) fn declaration(context: &Context<'_>) -> Option<Declaration> {
    let in_front = |hit: &&Hit| hit.part == 0 && !hit.heading;
    let counted = context.prose.hits(Phrase::PartCount).filter(in_front).find_map(|hit| {
        let count = count_before(context, hit)?;
        let sentence = sentence(context, hit);
        let items = items(context, sentence, count.1.start());
        Some(Declaration { sentence, count: Some(count), items })
    });
    counted.or_else(|| {
        let hit = context.prose.hits(Phrase::PartList).find(in_front)?;
        let sentence = sentence(context, hit);
        let items = items(context, sentence, sentence.end());
        Some(Declaration { sentence, count: None, items })
    })
}

/// The number in front of 个部分.
fn count_before(context: &Context<'_>, hit: &Hit) -> Option<(u32, Span)> {
    let before = context.text(Span::new(hit.within.start(), hit.span.start()));
    let before = before.trim_end_matches(is_blank);
    let before = before.strip_suffix(['个', '大']).unwrap_or(before).trim_end_matches(is_blank);
    let start = before.trim_end_matches(|c: char| number(c.encode_utf8(&mut [0; 4])).is_some()).len();
    let count = number(&before[start..])?;
    let at = hit.within.start() as usize;
    Some((count, Span::of(at + start..at + before.len())))
}

fn sentence(context: &Context<'_>, hit: &Hit) -> Span {
    let text = context.text(hit.within);
    let at = (hit.span.start() - hit.within.start()) as usize;
    let ends = |c: char| matches!(c, '。' | '；' | ';' | '！');
    let start = text[..at].rfind(ends).map_or(0, |found| found + text[found..].chars().next().map_or(0, char::len_utf8));
    let end = text[at..].find(ends).map_or(text.len(), |found| at + found);
    let base = hit.within.start() as usize;
    Span::of(base + start..base + end)
}

/// The items of a list that ends at `end`, at 等 for instance.
fn items(context: &Context<'_>, sentence: Span, end: u32) -> Vec<Span> {
    let text = context.text(Span::new(sentence.start(), end));
    let Some(first) = text.find('、') else { return Vec::new() };
    let Some(from) = LEADS.iter().filter_map(|lead| text[..first].rfind(lead).map(|at| at + lead.len())).max() else { return Vec::new() };
    let list = text[from..].trim_end_matches(is_blank);
    let list = list.trim_end_matches(['共', '这', '，', ',', '。']);
    let list = list.strip_suffix('等').unwrap_or(list);
    let mut at = sentence.start() as usize + from;
    let mut items = Vec::new();
    for piece in list.split('、') {
        let item = piece.trim_matches(|c: char| is_blank(c) || matches!(c, '：' | ':' | '“' | '”'));
        let start = at + piece.find(item).unwrap_or(0);
        items.push(Span::of(start..start + item.len()));
        at += piece.len() + '、'.len_utf8();
    }
    // Ordinals, clauses or empty pieces: not a plain list of names.
    let plain = items.iter().all(|&item| {
        let text = context.text(item);
        text.chars().count() >= 2 && number(text).is_none() && !text.contains(['，', ',', '：', ':'])
    });
    if plain { items } else { Vec::new() }
}

/// Whether a listed name and a heading speak of the same part: at least half of the pairs of characters of the shorter
/// one, common words apart, occur in the other.
pub(super) fn corresponds(name: &str, heading: &Section) -> bool {
    let (name, heading) = (core(name), core(&heading.heading));
    let (short, long) = if name.len() <= heading.len() { (&name, &heading) } else { (&heading, &name) };
    let pairs = short.windows(2).count();
    let shared = short.windows(2).filter(|pair| long.windows(2).any(|other| other == *pair)).count();
    pairs > 0 && shared * 2 >= pairs
}

/// The characters that tell parts apart.
fn core(name: &str) -> Vec<char> {
    let mut key = name.to_owned();
    for shared in ["政府信息", "信息公开", "情况", "工作", "办理", "公开"] {
        let shorter = key.replace(shared, "");
        if shorter.chars().count() >= 2 {
            key = shorter;
        }
    }
    key.chars().filter(|c| !is_blank(*c) && !"的和及与、".contains(*c)).collect()
}

/// The halves of an item that joins two names (存在的主要问题 | 下一步打算); `None` if it joins none.
pub(super) fn halves(item: &str) -> Option<(&str, &str)> {
    ["以及", "和", "及", "与"]
        .iter()
        .find_map(|joint| item.split_once(joint))
        .filter(|(a, b)| a.chars().count() > 1 && b.chars().count() > 1)
}
