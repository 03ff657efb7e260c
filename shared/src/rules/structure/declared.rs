//! What a report says of its own parts.
//!
//! Turns the sentence before the first heading that counts or lists the parts into a [`Declaration`]: the number, the
//! items of the list, and how both compare with the headings.
//!
//! ```text
//! 本报告内容包括概述、主动公开情况、……和下一步打算等十个部分内容。   →  10; 概述 | 主动公开情况 | …
//! ```

use std::cell::OnceCell;

use crate::amount::{Blanks, is_blank};
use crate::prose::{Hit, Phrase, number};
use crate::report::Section;
use crate::rule::Context;
use crate::source::{Span, between_marks};

/// A sentence that counts or lists the parts.
#[derive(Debug)]
pub(crate) struct Declaration {
    /// The sentence.
    pub(super) sentence: Span,
    /// The number, with its place.
    pub(super) count: Option<(u32, Span)>,
    /// The parts it lists; empty if it lists none.
    pub(super) items: Vec<Span>,
    /// How the items correspond to the headings, once a rule asked.
    matches: OnceCell<Matches>,
}

/// Words that a list of parts follows.
const LEADS: [&str; 7] = ["包括", "包含", "涵盖", "分为", "由", "为：", "是："];

/// The declaration, if there is one.
pub(super) fn declaration<'a>(context: &Context<'a>) -> Option<&'a Declaration> {
    context.shared.declaration.get_or_init(|| read(context)).as_ref()
}

fn read(context: &Context<'_>) -> Option<Declaration> {
    let in_front = |hit: &&Hit| hit.part == 0 && !hit.heading;
    let counted = context.prose.hits(Phrase::PartCount).filter(in_front).find_map(|hit| {
        let count = count_before(context, hit)?;
        let sentence = sentence(context, hit);
        let items = items(context, sentence, count.1.start());
        Some(Declaration { sentence, count: Some(count), items, matches: OnceCell::new() })
    });
    counted.or_else(|| {
        let hit = context.prose.hits(Phrase::PartList).find(in_front)?;
        let sentence = sentence(context, hit);
        let items = items(context, sentence, sentence.end());
        Some(Declaration { sentence, count: None, items, matches: OnceCell::new() })
    })
}

/// The number in front of 个部分.
fn count_before(context: &Context<'_>, hit: &Hit) -> Option<(u32, Span)> {
    let before = context.text(Span::new(hit.within.start(), hit.span.start()));
    let before = before.trim_blanks_end();
    let before = before.strip_suffix(['个', '大']).unwrap_or(before).trim_blanks_end();
    let start = before.trim_end_matches(|c: char| number(c.encode_utf8(&mut [0; 4])).is_some()).len();
    let count = number(&before[start..])?;
    let at = hit.within.start() as usize;
    Some((count, Span::of(at + start..at + before.len())))
}

fn sentence(context: &Context<'_>, hit: &Hit) -> Span {
    let text = context.text(hit.within);
    let at = (hit.span.start() - hit.within.start()) as usize;
    let sentence = between_marks(text, at..at, |c| matches!(c, '。' | '；' | ';' | '！'));
    let base = hit.within.start() as usize;
    Span::of(base + sentence.start..base + sentence.end)
}

/// The items of a list that ends at `end`, at 等 for instance.
fn items(context: &Context<'_>, sentence: Span, end: u32) -> Vec<Span> {
    let text = context.text(Span::new(sentence.start(), end));
    let Some(first) = text.find('、') else { return Vec::new() };
    // Seen from the list: a search for each lead would cost more to prepare than these few characters.
    let mut ends = text[..first].char_indices().rev().map(|(at, c)| at + c.len_utf8());
    let Some(from) = ends.find(|&end| LEADS.iter().any(|lead| text[..end].ends_with(lead))) else { return Vec::new() };
    let list = text[from..].trim_blanks_end();
    let list = list.trim_end_matches(['共', '这', '，', ',', '。']);
    let list = list.strip_suffix('等').unwrap_or(list);
    let mut at = sentence.start() as usize + from;
    let mut items = Vec::new();
    for piece in list.split('、') {
        let around = |c: char| is_blank(c) || matches!(c, '：' | ':' | '“' | '”');
        let behind = piece.trim_start_matches(around);
        let start = at + piece.len() - behind.len();
        items.push(Span::of(start..start + behind.trim_end_matches(around).len()));
        at += piece.len() + '、'.len_utf8();
    }
    // Ordinals, clauses or empty pieces: not a plain list of names.
    let plain = items.iter().all(|&item| {
        let text = context.text(item);
        text.chars().count() >= 2 && number(text).is_none() && !text.contains(['，', ',', '：', ':'])
    });
    if plain { items } else { Vec::new() }
}

/// The pairs of neighbouring characters by which a name is told from others.
pub(super) struct Core {
    pairs: Vec<u64>,
    /// One bit for each pair, by its remainder: names without a common bit share no pair.
    bits: u64,
    /// Whether it may name two parts: it has a 和, 及 or 与.
    joint: bool,
}

/// Words that names of parts share and that tell none from another, by their first character; longer ones first.
const fn shared(first: char) -> &'static [&'static str] {
    match first {
        '政' => &["政府信息公开", "政府信息"],
        '信' => &["信息公开"],
        '情' => &["情况"],
        '工' => &["工作"],
        '办' => &["办理"],
        '公' => &["公开"],
        _ => &[],
    }
}

impl Core {
    /// The core of a name, without the words that all parts share.
    pub(super) fn of(name: &str) -> Self {
        let (mut pairs, mut last) = (Vec::with_capacity(name.len() / 3), None);
        let (mut read, mut joint) = (0, false);
        for (at, c) in name.char_indices() {
            if at < read {
                continue;
            }
            if let Some(shared) = shared(c).iter().find(|shared| name[at..].starts_with(**shared)) {
                read = at + shared.len();
            } else if matches!(c, '和' | '及' | '与') {
                joint = true;
            } else if !is_blank(c) && !matches!(c, '的' | '、') {
                pairs.extend(last.replace(c).map(|before| pair(before, c)));
            }
        }
        if pairs.is_empty() {
            let all = || name.chars().filter(|&c| !is_blank(c));
            pairs.extend(all().zip(all().skip(1)).map(|(a, b)| pair(a, b)));
        }
        let bits = pairs.iter().fold(0, |bits, pair| bits | 1 << ((pair ^ (pair >> 29)) % 64));
        Self { pairs, bits, joint }
    }

    /// Whether two names speak of the same part: at least half of the pairs of the shorter one occur in the other.
    pub(super) fn corresponds(&self, other: &Self) -> bool {
        let (short, long) = if self.pairs.len() <= other.pairs.len() { (self, other) } else { (other, self) };
        // No more pairs can be shared than bits are, and pairs that have a bit of their own with another.
        let bits = |bits: u64| bits.count_ones() as usize;
        let most = bits(short.bits & long.bits) + short.pairs.len() - bits(short.bits);
        if most * 2 < short.pairs.len() {
            return false;
        }
        let shared = short.pairs.iter().filter(|pair| long.pairs.contains(pair)).count();
        !short.pairs.is_empty() && shared * 2 >= short.pairs.len()
    }
}

/// Two neighbouring characters as one number.
fn pair(first: char, second: char) -> u64 {
    u64::from(u32::from(first)) << 32 | u64::from(u32::from(second))
}

/// The headings that the names of a list correspond to, by their places among the headings of level 1.
#[derive(Debug)]
struct Matches {
    /// For each name.
    whole: Vec<Vec<usize>>,
    /// For the halves of each name that joins two.
    halves: Vec<Option<[Vec<usize>; 2]>>,
}

/// How the names that a report lists correspond to its headings.
pub(super) struct Names<'a> {
    /// The names, as printed.
    pub(super) names: Vec<&'a str>,
    /// The headings of level 1.
    pub(super) headings: Vec<&'a Section>,
    matches: &'a Matches,
}

impl<'a> Names<'a> {
    /// Compares the names of a list with the headings.
    pub(super) fn compare(context: &Context<'a>, declaration: &'a Declaration) -> Self {
        let headings = super::top(context).collect::<Vec<_>>();
        let names = declaration.items.iter().map(|&item| context.text(item)).collect::<Vec<_>>();
        let matches = declaration.matches.get_or_init(|| Matches::of(&names, &headings));
        Self { names, headings, matches }
    }

    /// Neighbours that one heading takes together; they may be one name with 、 inside.
    pub(super) fn joined(&self) -> usize {
        self.matches.whole.windows(2).filter(|pair| pair[0].iter().any(|heading| pair[1].contains(heading))).count()
    }

    /// Names that join two of which each is a heading of its own.
    pub(super) fn split(&self) -> usize {
        let two = |halves: &&[Vec<usize>; 2]| halves[0].first().is_some_and(|a| halves[1].first().is_some_and(|b| a != b));
        self.matches.halves.iter().flatten().filter(two).count()
    }

    /// Names without a heading.
    pub(super) fn absent(&self) -> Vec<&'a str> {
        let has = |at: usize| {
            !self.matches.whole[at].is_empty()
                || self.matches.halves[at].as_ref().is_some_and(|halves| halves.iter().any(|half| !half.is_empty()))
        };
        self.names.iter().enumerate().filter(|&(at, name)| !has(at) && !names_attachment(name)).map(|(_, name)| *name).collect()
    }

    /// Headings that no name stands for.
    pub(super) fn unlisted(&self) -> Vec<&'a Section> {
        let named = |at: usize| {
            self.matches.whole.iter().any(|headings| headings.contains(&at))
                || self.matches.halves.iter().flatten().flatten().any(|headings| headings.contains(&at))
        };
        let headings = self.headings.iter().enumerate();
        headings.filter(|&(at, heading)| !named(at) && !names_attachment(&heading.heading)).map(|(_, heading)| *heading).collect()
    }
}

impl Matches {
    fn of(names: &[&str], headings: &[&Section]) -> Self {
        let cores = headings.iter().map(|heading| Core::of(&heading.heading)).collect::<Vec<_>>();
        let alike =
            |core: &Core| cores.iter().enumerate().filter(|(_, heading)| heading.corresponds(core)).map(|(at, _)| at).collect::<Vec<_>>();
        let matching = |name: &str| alike(&Core::of(name));
        let (whole, halves) = names
            .iter()
            .map(|name| {
                let core = Core::of(name);
                let halves = if core.joint { halves(name) } else { None };
                (alike(&core), halves.map(|(a, b)| [matching(a), matching(b)]))
            })
            .unzip();
        Self { whole, halves }
    }
}

/// Whether a name or heading is that of an attachment, which may be counted as a part or not.
fn names_attachment(name: &str) -> bool {
    name.contains("附件") || name.contains("附表")
}

/// The halves of an item that joins two names (存在的主要问题 | 下一步打算); `None` if it joins none.
fn halves(item: &str) -> Option<(&str, &str)> {
    ["以及", "和", "及", "与"]
        .iter()
        .find_map(|joint| item.split_once(joint))
        .filter(|(a, b)| a.chars().count() > 1 && b.chars().count() > 1)
}
