//! Percentages that say what part of a whole something is.
//!
//! Turns a percentage with 占 into a share of the figure before it, in the whole that that is a part of: 收到9件，其中网上6件，占66.7%.
//! Invariant: a share that names another subject, or that stands behind another percentage, is of the only figure called so or
//! of none; a whole is taken from the sentence before only if the share names it, or most shares agree with it. Percentages of what was done are for
//! [`super::rates`].

use super::follows_bare;
use crate::amount::Amount;
use crate::claims::reader::{Draft, Reader, Stage};
use crate::claims::sentence::Token;
use crate::claims::words::{Kind, Set, Tags};
use crate::claims::{Breakdown, Claim, ClaimId, ClaimYear, Measure, Role, Share};

/// A percentage with 占 is of the figure before it, in the whole that that is a part of.
pub(super) fn shares(reader: &mut Reader<'_>) {
    let first = reader.claims.list.len();
    let linked = reader.claims.shares.len();
    let mut shared: Vec<usize> = Vec::new();
    let mut alone: Vec<(ClaimId, ClaimId)> = Vec::new();
    let mut at = 0;
    while at < reader.drafts.len() {
        if reader.drafts[at].claim.role != Role::Share {
            at += 1;
            continue;
        }
        let row = 1 + reader.drafts[at + 1..]
            .iter()
            .take_while(|next| next.claim.measure == Measure::Percent && follows_bare(reader, next))
            .count();
        if row > 1 {
            // 分别占35%和65%: of the parts listed before, if there are as many.
            let parts = of_sentence(reader, first).find(|breakdown| breakdown.parts.last().is_some_and(|&part| part >= first));
            if let Some(breakdown) = parts.filter(|breakdown| breakdown.parts.len() == row).cloned() {
                for (offset, &part) in breakdown.parts.iter().enumerate() {
                    reader.drafts[at + offset].claim.role = Role::Share;
                    reader.claims.shares.push(Share { share: first + at + offset, part, whole: breakdown.whole });
                }
            }
        } else if let Some(part) = part_before(reader, at).filter(|&part| !shared.contains(&(first + part))) {
            match whole_of_part(reader, at, part, &alone) {
                Some(whole) => reader.claims.shares.push(Share { share: first + at, part: first + part, whole }),
                None => alone.push((first + at, first + part)),
            }
            shared.push(first + part);
        }
        at += row;
    }
    of_the_sentence_before(reader, &alone);
    reader.claims.shares[linked..].sort_unstable_by_key(|share| share.share);
}

/// 办结312件。同意公开168件，占53.8%；部分公开21件，占6.7%: shares whose whole their sentence does not state are of the figure
/// of the sentence before, if most of them say so by their size.
fn of_the_sentence_before(reader: &mut Reader<'_>, alone: &[(ClaimId, ClaimId)]) {
    let first = reader.claims.list.len();
    let Some((whole, _)) = reader.whole().filter(|_| alone.len() > 1) else { return };
    let of = reader.claims.get(whole);
    let agrees = |&&(share, part): &&(ClaimId, ClaimId)| is_share(&reader.drafts[share - first], &reader.drafts[part - first], of);
    let one_unit = alone.iter().all(|&(_, part)| reader.drafts[part - first].claim.unit == of.unit);
    let agreed = alone.iter().filter(agrees).count();
    let sum = || alone.iter().map(|&(_, part)| reader.drafts[part - first].claim.value).sum::<Amount>();
    if one_unit && (agreed * 2 > alone.len() || (agreed > 0 && sum() == of.value)) {
        let shares = alone.iter().map(|&(share, part)| Share { share, part, whole });
        reader.claims.shares.extend(shares);
    }
}

/// Whether a stated share is that of a part in a whole.
fn is_share(stated: &Draft, part: &Draft, whole: &Claim) -> bool {
    let quotient = part.claim.value.checked_mul(Amount::ONE_HUNDRED).and_then(|hundredfold| hundredfold.checked_div(whole.value));
    quotient.is_some_and(|quotient| (quotient - stated.claim.value).abs() * Amount::TWO <= stated.claim.step)
}

/// What a share says of its whole itself: 占办结的8.5%.
fn named_stage(reader: &Reader<'_>, at: usize) -> Stage {
    let draft = &reader.drafts[at];
    let words = &reader.tokens[draft.view.left.0..draft.token];
    let named = words.iter().rev().take_while(|token| !token.is(Kind::Share)).fold(0, |sum, token| sum | token.tags);
    if draft.view.has(Kind::Share) { reader.stage(named) } else { Stage::Unsaid }
}

/// The total of the sentence before that a share names: 收到申请48件，办结47件。予以公开4件，占办结的8.5%. None if the share is that of
/// another total.
fn named_before(reader: &Reader<'_>, at: usize, part: usize, named: Stage) -> Option<ClaimId> {
    let (stated, part) = (&reader.drafts[at], &reader.drafts[part]);
    let mut alike = reader.totals.iter().filter(|(id, _)| reader.claims.get(*id).unit == part.claim.unit);
    let mut those = alike.clone().filter(|(_, tags)| reader.stage(*tags) == named);
    let (Some(&(whole, _)), None) = (those.next(), those.next()) else { return None };
    let another = alike.any(|&(other, _)| other != whole && is_share(stated, part, reader.claims.get(other)));
    (reader.claims.get(whole).topic.is_some() && !another).then_some(whole)
}

/// The breakdowns of a sentence whose first claim is given, the last one first.
fn of_sentence<'a>(reader: &'a Reader<'_>, first: ClaimId) -> impl Iterator<Item = &'a Breakdown> {
    reader.claims.breakdowns.iter().rev().take_while(move |breakdown| breakdown.parts.iter().any(|&part| part >= first))
}

/// The figure that a percentage says the share of.
pub(super) fn part_before(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let counts = |draft: &&Draft| draft.claim.is_count() && !draft.denial;
    let part = reader.drafts[..at].iter().rposition(|draft| counts(&draft))?;
    // A change or another percentage between them makes it another statement, unless the share says whose it is.
    let apart = reader.drafts[part + 1..at].iter().any(|draft| draft.claim.role != Role::Change);
    // 满意83份、基本满意30份，二者合计占97.4%: the sum is no part that is stated.
    let between = &reader.tokens[reader.drafts[part].token + 1..reader.drafts[at].token];
    let clause = between.iter().rposition(Token::divides).map_or(0, |mark| mark + 1);
    let words = &between[clause..];
    let words = &words[..words.iter().position(|token| token.is(Kind::Share)).unwrap_or(0)];
    // 自然人402件、占79.4%: the mark before the share lists nothing.
    let words = &words[usize::from(words.first().is_some_and(|token| token.any(Set::PAUSE)))..];
    // 图解61篇、视频23篇、文字42篇；图解、视频类占比66.7%: the share has a subject of its own.
    let (sums, lists) = (between[clause..].iter().any(|token| token.is(Kind::Sum)), words.iter().any(|token| token.any(Set::LISTS)));
    if sums || lists {
        return None;
    }
    let (Some(one), Some(last)) = (words.first(), words.last()) else { return (!apart).then_some(part) };
    let name = reader.text(one.start, last.end).trim();
    // 线上154件、当面15件；线上占64.2%: it may be the name of one of those before.
    let named = part_named(reader, at, name);
    if apart || name.chars().count() > 2 || named.is_some() { named } else { Some(part) }
}

/// The only figure before a share that is called as the share's subject is: 乡镇2100条，县直部门4400条，县直部门占67.7%.
fn part_named(reader: &Reader<'_>, at: usize, name: &str) -> Option<usize> {
    let called = |(_, draft): &(usize, &Draft)| {
        let subject = reader.text(draft.claim.subject.start() as usize, draft.claim.subject.end() as usize).trim();
        let counts = draft.claim.is_count() && !draft.denial && subject.chars().count() > 1;
        counts && (subject.starts_with(name) || name.starts_with(subject))
    };
    let mut parts = reader.drafts[..at].iter().enumerate().filter(called);
    let (part, draft) = parts.next().filter(|_| name.chars().count() > 1)?;
    let alone = parts.next().is_none() && reader.named_year(draft) != Some(ClaimYear::Last);
    alone.then_some(part)
}

/// The whole that a share is of, given its part; `alone` are the shares before it of which no whole is stated.
fn whole_of_part(reader: &Reader<'_>, at: usize, part: usize, alone: &[(ClaimId, ClaimId)]) -> Option<ClaimId> {
    let first = reader.claims.list.len();
    // 收到申请48件，予以公开4件，占办结的8.5%: what came in is not what the share is of.
    let named = named_stage(reader, at);
    let fits = |tags: Tags| named == Stage::Unsaid || [named, Stage::Unsaid].contains(&reader.stage(tags));
    let listed = of_sentence(reader, first).find(|breakdown| breakdown.parts.contains(&(first + part)));
    if let Some(breakdown) = listed.filter(|breakdown| fits(reader.tags_of(breakdown.whole))) {
        return Some(breakdown.whole);
    }
    let counts = |draft: &&Draft| draft.claim.is_count() && !draft.denial;
    let unit = reader.drafts[part].claim.unit;
    // 收到7件，予以公开3件，占42.9%；部分公开1件，占14.3%: what was a part already is not the whole of the next one.
    let plain = reader.beside().shares.plain.iter().any(|words| reader.ends_with(reader.drafts[at].token, words));
    let shares = || reader.claims.shares.iter().rev().take_while(|share| share.share >= first).map(|share| share.part);
    let earlier = |id: ClaimId| plain && shares().chain(alone.iter().map(|&(_, part)| part)).any(|part| part == id);
    // 网站4200条，占75%，比上年4000条增加200条；微信1400条，占25%: nor is what the year before had.
    let last = |draft: &Draft| reader.named_year(draft) == Some(ClaimYear::Last);
    let whole = |(at, draft): &(usize, &Draft)| {
        counts(draft) && draft.claim.unit == unit && !earlier(first + at) && !last(draft) && fits(draft.view.tags)
    };
    let mut wholes = reader.drafts[..part].iter().enumerate().filter(whole);
    match (wholes.next(), wholes.next()) {
        (Some((whole, _)), None) => Some(first + whole),
        (None, _) if named != Stage::Unsaid => named_before(reader, at, part, named),
        _ => None,
    }
}
