//! Changes, with what changed and what it is compared with.
//!
//! Turns a figure that grew or shrank by so much, and the figures beside it, into a change: 2020年402条，2019年为356条，同比增长12.9%.
//! Invariant: what is now and what was before are told by the years that they name, or by 由…增至…; a change whose words name
//! something of their own is of no figure. Which year a word names is for the reader.

use super::says_of_whom;
use crate::claims::reader::{Draft, Reader};
use crate::claims::sentence::Token;
use crate::claims::words::{Kind, Set};
use crate::claims::{Change, ClaimId, ClaimYear, Direction, Measure, Role};

/// 2020年402条，2019年为356条，同比增长12.9%.
pub(super) fn changes(reader: &mut Reader<'_>) {
    let first = reader.claims.list.len();
    for at in 0..reader.drafts.len() {
        let draft = &reader.drafts[at];
        if draft.claim.role != Role::Change || draft.denial {
            continue;
        }
        let down = draft.view.has(Kind::Down) || reader.difference(&draft.view, reader.tokens[draft.token].start) == Some(Direction::Down);
        let direction = if down { Direction::Down } else { Direction::Up };
        if draft.view.has(Kind::Down) && draft.view.has(Kind::Up) {
            continue;
        }
        if draft.claim.measure == Measure::PercentPoints {
            let (now, before) = percentages(reader, at).unzip();
            let change = Change { change: first + at, direction, now: now.map(|it| first + it), before: before.map(|it| first + it) };
            reader.claims.changes.push(change);
            continue;
        }
        let unit = (draft.claim.measure == Measure::Count).then_some(draft.claim.unit);
        let stated = |other: usize, draft: &Draft| {
            let total = draft.claim.is_count() && draft.claim.role == Role::Total && !draft.denial;
            total && !is_difference(reader, other) && !says_of_whom(reader, other)
        };
        let mut earlier = reader.drafts[..at].iter().enumerate().rev().filter(|&(at, other)| stated(at, other));
        let fits = |draft: &Draft| unit.is_none_or(|unit| draft.claim.unit == unit);
        let Some((near, nearest)) = earlier.next().filter(|(_, other)| fits(other)) else {
            let before = last_year_in_brackets(reader, at).map(|before| first + before);
            reader.claims.changes.push(Change { change: first + at, direction, now: None, before });
            continue;
        };
        let next = earlier.next().filter(|(_, other)| other.claim.unit == nearest.claim.unit);
        // 收到100件，较上年的112件减少12件: what is compared with is not this year's, though no year stands beside it.
        let compared = |draft: &Draft| draft.view.has(Kind::Against) && reader.ends_with(draft.token, "的");
        let year = |draft: &Draft| reader.named_year(draft).or(compared(draft).then_some(ClaimYear::Last));
        // 318条，同比增长20%（2023年为265条）: or it stands in brackets behind the change.
        let behind = || last_year_in_brackets(reader, at).filter(|&other| reader.drafts[other].claim.unit == nearest.claim.unit);
        // 512条，比上年增长9.9%，上年为466条: or behind a comma, if it says so itself.
        let next_to = || {
            let other = reader.drafts.get(at + 1).filter(|other| other.claim.is_count() && !other.denial)?;
            let between = &reader.tokens[draft.token + 1..other.token];
            let close = between.first().is_some_and(|token| token.any(Set::COMMA)) && between[1..].iter().all(|token| !token.divides());
            let named = close && other.claim.unit == nearest.claim.unit && reader.named_year(other) == Some(ClaimYear::Last);
            let plain = reader.tokens.get(other.token + 1).is_none_or(|token| token.divides()) && other.view.tags == 0;
            (named && plain).then_some(at + 1)
        };
        let (now, before) = match (year(nearest), next.map(|(at, other)| (at, year(other)))) {
            (_, Some((before, _))) if came_to(reader, before, near) && names_nothing(reader, draft) => (Some(near), Some(before)),
            (Some(ClaimYear::Last), Some((now, Some(ClaimYear::This) | None))) => (Some(now), Some(near)),
            (Some(ClaimYear::This), Some((before, Some(ClaimYear::Last)))) => (Some(near), Some(before)),
            (Some(ClaimYear::This) | None, _) => (Some(near), behind().or_else(next_to)),
            _ => (None, None),
        };
        reader.claims.changes.push(Change {
            change: first + at,
            direction,
            now: now.map(|now| first + now),
            before: before.map(|it| first + it),
        });
    }
    share_the_year_before(reader, first);
}

/// Whether a figure is how much the one right before it is exceeded by: 比2010年的1,633条多413条.
fn is_difference(reader: &Reader<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &reader.drafts[before]) else { return false };
    let between = reader.text(before.claim.span.end() as usize, reader.tokens[reader.drafts[at].token].start);
    matches!(between, "多" | "少")
}

/// Whether the second of two figures is what the first, right before it, came to: 由年初1.2万人增至年末1.5万人.
fn came_to(reader: &Reader<'_>, before: usize, now: usize) -> bool {
    before + 1 == now && reader.came_from(&reader.drafts, now)
}

/// Whether the words before a change name nothing of their own that changed: 增长25%, and not 阅读量增长25%.
fn names_nothing(reader: &Reader<'_>, draft: &Draft) -> bool {
    let (start, end) = draft.view.left;
    reader.tokens[start..end].iter().all(|token| token.any(Set::WORDS) && token.tags == 0)
}

/// The percentages of both years right before a change in points, this year's first: 由15.0%降至12.5%，下降2.5个百分点.
fn percentages(reader: &Reader<'_>, at: usize) -> Option<(usize, usize)> {
    let (one, two) = (at.checked_sub(2)?, at - 1);
    let drafts = [&reader.drafts[one], &reader.drafts[two]];
    let plain = drafts.iter().all(|draft| draft.claim.measure == Measure::Percent && !matches!(draft.claim.role, Role::Change));
    if !plain || !names_nothing(reader, &reader.drafts[at]) {
        return None;
    }
    if came_to(reader, one, two) {
        return Some((two, one));
    }
    // 纠错率9.1%，较上年的14.3%下降5.2个百分点.
    let between = &reader.tokens[drafts[1].token..reader.drafts[at].token];
    let compared = drafts[1].view.has(Kind::Against) && reader.named_year(drafts[1]) == Some(ClaimYear::Last);
    let this = matches!(reader.named_year(drafts[0]), None | Some(ClaimYear::This)) && !drafts[0].view.has(Kind::Against);
    (compared && this && !between.iter().any(Token::divides)).then_some((one, two))
}

/// The only figure of a bracket right behind a change, if it is last year's: 增长20%（2023年为265条）.
fn last_year_in_brackets(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let token = reader.drafts[at].token;
    let opened = reader.tokens.get(token + 1).is_some_and(|token| token.any(Set::OPEN));
    let other = reader.drafts.get(at + 1).filter(|other| opened && other.claim.is_count() && !other.denial)?;
    let single = reader.tokens.get(other.token + 1).is_some_and(|token| token.any(Set::CLOSE));
    let compared = other.view.has(Kind::Against) && reader.ends_with(other.token, "的");
    let last = compared || reader.named_year(other) == Some(ClaimYear::Last);
    (single && last).then_some(at + 1)
}

/// 5件，比上年增加2件，增长150%（上年2件）: what is said behind the second of two changes is what the first is against as well.
fn share_the_year_before(reader: &mut Reader<'_>, first: ClaimId) {
    let start = reader.claims.changes.partition_point(|change| change.change < first);
    for at in start + 1..reader.claims.changes.len() {
        let (one, two) = (&reader.claims.changes[at - 1], &reader.claims.changes[at]);
        let counts = |change: &Change| reader.drafts[change.change - first].claim.measure == Measure::Count;
        let together = one.change + 1 == two.change && one.now.is_some() && one.now == two.now && one.direction == two.direction;
        if together && one.before.is_none() && counts(one) && !counts(two) {
            let before = two.before;
            reader.claims.changes[at - 1].before = before;
        }
    }
}
