//! What begins a list, and what it is of.
//!
//! Turns the words between two figures into the beginning of a list: 其中, 分为, a bracket or colon behind the whole, a
//! criterion (按类型分), or those among which some are counted (在办结的46件中). Tells besides whether such words call the list all
//! there is, most likely all, or open. Invariant: a list is of the last count before it, and of none if that one stands in a row
//! with others or is compared with. Which figures belong to it is for [`super::lists`].

use super::brackets::closing;
use super::follows_its_like;
use super::lists::{Lead, List};
use crate::claims::reader::{Draft, Reader, View};
use crate::claims::sentence::Token;
use crate::claims::words::{Kind, Set};
use crate::claims::{BreakdownKind, ClaimId, ClaimYear, Measure, Role};

/// A list that begins between the figure before and this one.
pub(super) fn begins(reader: &Reader<'_>, at: usize, from: usize) -> Option<List> {
    let draft = &reader.drafts[at];
    let between = &reader.tokens[from..draft.token];
    let last = |kind: Set| if reader.kinds.meets(kind) { between.iter().rposition(|token| token.any(kind)) } else { None };
    // A bracket that is closed again lists nothing: 社会福利（含补助）信息23条.
    let opened = last(Set::of(Kind::OpenList)).filter(|&list| !between[list..].iter().any(|token| token.any(Set::CLOSE)));
    let closed = last(Set::of(Kind::ClosedList));
    let bracket = from > 0 && between.first().is_some_and(|token| token.any(Set::OPEN));
    // （县长出席），在线访谈4次: a bracket that is closed before the figure lists nothing.
    let close = if bracket { closing(&reader.tokens, from).filter(|&close| close > draft.token) } else { None };
    let sorted = if opened.is_none() && closed.is_none() && close.is_none() { criterion(reader, from, draft.token) } else { None };
    let listed = if opened.is_none() && closed.is_none() && close.is_none() { behind_a_colon(reader, at, from) } else { None };
    let among = || among(reader, at, from).then_some((Lead::Among, 0));
    let word = opened.or(closed).map(|word| (Lead::Words, word));
    let begins = word.or(close.map(|_| (Lead::Bracket, 0))).or(listed.map(|colon| (Lead::Colon, colon)));
    let (lead, start) = begins.or(sorted.map(|clause| (Lead::Criterion, clause))).or_else(among)?;
    // 公民提出35件，企业提出5件；按渠道分，…: divided is what was counted first, not the last of several.
    let totals =
        |draft: &&Draft| draft.claim.role == Role::Total && draft.claim.is_count() && draft.claim.unit == reader.drafts[at].claim.unit;
    if lead == Lead::Criterion && reader.drafts[..at].iter().filter(totals).count() > 1 {
        return None;
    }
    let kind = if opened.is_some() || lead == Lead::Among {
        BreakdownKind::Open
    } else if closed.is_some() || (close.is_some() && names_kinds(&draft.view)) {
        BreakdownKind::Exhaustive
    } else if close.is_some_and(|close| names_examples(reader, from, close)) {
        BreakdownKind::Open
    } else {
        BreakdownKind::Likely
    };
    Some(List {
        whole: whole(reader, at, close)?,
        parts: Vec::new(),
        kind,
        lead,
        start: between[start].start,
        close,
        mark: None,
        first: None,
        depth: reader.tokens[draft.token].depth,
        remainder: false,
        announced: listed.is_some() || opened.is_some_and(|word| between.get(word + 1).is_some_and(|token| token.any(Set::COLON))),
        flows: false,
        mixed: false,
    })
}

/// Whether a figure tells when some of those came in that are counted right before it: 在办结的46件中，本年新收44件.
fn among(reader: &Reader<'_>, at: usize, from: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &reader.drafts[before]) else { return false };
    let (draft, between) = (&reader.drafts[at], &reader.tokens[from..reader.drafts[at].token]);
    let Some(mark) = between.iter().position(Token::divides).filter(|&mark| mark > 0 && between[mark].any(Set::COMMA)) else {
        return false;
    };
    let words = reader.text(between[0].start, between[mark].start).trim();
    let follows = before.token + 1 == from && before.claim.is_count() && before.claim.unit == draft.claim.unit;
    follows
        && reader.is_of_the_closed(before.view.tags, draft.view.tags)
        && words.ends_with('中')
        && !words.ends_with("集中")
        && draft.claim.value <= before.claim.value
}

/// The colon right behind a figure, with nothing but the name of what it counts before it: 公开信息215条：甲类103条，乙类61条，….
fn behind_a_colon(reader: &Reader<'_>, at: usize, from: usize) -> Option<usize> {
    let (before, draft) = (&reader.drafts[at.checked_sub(1)?], &reader.drafts[at]);
    let between = &reader.tokens[from..draft.token];
    let colon = between.iter().position(|token| token.any(Set::DIVIDES.or(Set::PAUSE)))?;
    let only = between[colon].any(Set::COLON) && between[colon + 1..].iter().all(|token| !token.divides());
    let follows = before.token + 1 == from && before.claim.is_count() && before.claim.unit == draft.claim.unit;
    (only && follows).then_some(colon)
}

/// The clause before a figure that says by what a list is divided: 按公开主体分，…；从申请方式看，….
fn criterion(reader: &Reader<'_>, from: usize, token: usize) -> Option<usize> {
    let between = &reader.tokens[from..token];
    let end = between.iter().rposition(Token::divides)?;
    let start = between[..end].iter().rposition(Token::divides).map_or(0, |mark| mark + 1);
    let clause = reader.text(between.get(start)?.start, between[end].start).trim();
    let criteria = &reader.beside().lists.criteria;
    let sorts = criteria.iter().any(|(begin, end)| clause.starts_with(begin.as_str()) && clause.ends_with(end.as_str()));
    // 按规定分 is no criterion, nor is a clause that goes on to say something else.
    (sorts && start < end && clause.chars().count() <= 12).then_some(start)
}

/// Whether the words in a bracket call its list one of examples: （如网站6条、微信3条等）.
fn names_examples(reader: &Reader<'_>, open: usize, close: usize) -> bool {
    let inner = reader.text(reader.tokens[open].end, reader.tokens[close].start);
    let lists = &reader.beside().lists;
    inner.starts_with(&lists.examples_begin[..]) || inner.contains(&lists.examples_have[..])
}

/// Whether the parts in a bracket are surely all there are: bodies of each kind, and not what belongs to one (部门负责人解读12篇).
fn names_kinds(view: &View) -> bool {
    view.known && (view.has(Kind::OwnLevel) || view.has(Kind::Subordinate))
}

/// The figure that a list is of: the last count before it that is no aside in brackets. A part may have parts of its own in a
/// bracket: 法人或其他组织104件、占20.6%（商业企业61件、科研机构3件…）.
fn whole(reader: &Reader<'_>, at: usize, bracket: Option<usize>) -> Option<ClaimId> {
    let unit = reader.drafts[at].claim.unit;
    let level = reader.tokens[reader.drafts[at].token].depth;
    let counts = |draft: &&Draft| {
        let plain = draft.claim.measure != Measure::Percent && draft.claim.role != Role::Change && !draft.denial;
        // 5216条，比上年的4520条增长15.4%，其中…: what is compared with has no parts here.
        let compared = draft.view.has(Kind::Against) && reader.named_year(draft) != Some(ClaimYear::This);
        plain && !compared && reader.tokens[draft.token].depth <= level && !is_an_average(reader, draft)
    };
    let first = reader.claims.list.len();
    match reader.drafts[..at].iter().rposition(|draft| counts(&draft)) {
        Some(whole) => {
            let draft = &reader.drafts[whole];
            let inside = draft.claim.role == Role::Part && bracket.is_none();
            let alone = !inside && !follows_its_like(reader, whole);
            (alone && draft.claim.unit == unit && !unit.is_empty()).then_some(first + whole)
        }
        // 。其中: the list is of the only figure of the sentence before.
        None => {
            let (whole, _) = reader.whole()?;
            let heads = reader.tokens.first().is_some_and(|token| token.is(Kind::OpenList))
                || criterion(reader, 0, reader.drafts[at].token).is_some();
            (heads && reader.claims.get(whole).unit == unit).then_some(whole)
        }
    }
}

/// Whether a figure is that of one of many, which has no parts: 解读材料153份，平均每件2.25份，其中….
fn is_an_average(reader: &Reader<'_>, draft: &Draft) -> bool {
    if !draft.view.has(Kind::PartOfYear) {
        return false;
    }
    let (start, end) = draft.view.left;
    let words = reader.tokens.get(start).map_or("", |first| reader.text(first.start, reader.tokens[end].start));
    reader.beside().lists.averages.iter().any(|word| words.contains(word.as_str()))
}
