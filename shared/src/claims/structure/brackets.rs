//! What brackets add that is no part: what the figure before them is measured by.
//!
//! Turns the figures that a bracket lists into those that are parts of the figure before it and those that are its base:
//! 206项，占65.2%（全部事项316项）, 收回问卷2041份（发放2100份）. Invariant: a figure that may be a base is no part.

use super::lists::{Lead, List};
use crate::amount::Amount;
use crate::claims::reader::{Reader, View};
use crate::claims::sentence::Token;
use crate::claims::words::{Kind, Set};
use crate::claims::{ClaimId, Measure, Role};

/// Where the bracket that a token opens is closed.
pub(super) fn closing(tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        depth = (depth + usize::from(token.any(Set::OPEN))).saturating_sub(usize::from(token.any(Set::CLOSE)));
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Takes out of a list what is no part of the figure before it, but what that one is measured by.
pub(super) fn leave_out_bases(reader: &mut Reader<'_>, list: &mut List) {
    let bases = if is_a_lone_base(reader, list) { list.parts.clone() } else { bases_beyond_the_whole(reader, list) };
    if bases.is_empty() {
        return;
    }
    let first = reader.claims.list.len();
    for &id in &bases {
        reader.drafts[id - first].claim.role = Role::Total;
    }
    list.parts.retain(|part| !bases.contains(part));
}

/// Whether the only figure of a bracket is the base of a rate before it, or calls itself all there are: 206项，占65.2%（全部事项316项）.
fn is_a_lone_base(reader: &Reader<'_>, list: &List) -> bool {
    let ([one], Lead::Bracket) = (&list.parts[..], list.lead) else { return false };
    let at = one - reader.claims.list.len();
    let Some(before) = at.checked_sub(1).map(|before| &reader.drafts[before].claim) else { return false };
    let alone = before.span.end() as usize <= list.start && reader.drafts.get(at + 1).is_none_or(|next| Some(next.token) > list.close);
    let bases = &reader.beside().lists.bases;
    let words = reader.text(list.start, reader.tokens[reader.drafts[at].token].start);
    alone && (before.measure == Measure::Percent || words.trim_start_matches(['（', '(']).starts_with(&bases[..]))
}

/// The figures of a list in brackets that are greater than the one before it and no part of it by their words: 收回问卷2041份（发放2100份）,
/// 公开决算85家（应公开86家，1家涉密）.
fn bases_beyond_the_whole(reader: &Reader<'_>, list: &List) -> Vec<ClaimId> {
    let first = reader.claims.list.len();
    if list.whole < first {
        return Vec::new();
    }
    let draft = |id: ClaimId| &reader.drafts[id - first];
    let whole = draft(list.whole);
    let exceeds = |id: ClaimId| draft(id).claim.value > whole.claim.value;
    if !list.parts.iter().any(|&part| exceeds(part)) {
        return Vec::new();
    }
    let other_verbs = reader.verbs() & !whole.view.tags;
    let introduced = |view: &View| {
        let words = [Kind::Intention, Kind::Sum, Kind::ThisYear, Kind::Share, Kind::Against].into_iter().any(|kind| view.has(kind));
        words || view.tags & other_verbs != 0
    };
    let is_base = |&id: &ClaimId| exceeds(id) && introduced(&draft(id).view);
    if list.lead == Lead::Words {
        return list.parts.iter().copied().filter(is_base).collect();
    }
    let sum = || list.parts.iter().map(|&part| draft(part).claim.value).sum::<Amount>();
    // 应到82人、请假2人 beside 实到80人: the others are what is missing.
    let makes_up = |id: ClaimId| exceeds(id) && draft(id).claim.value * Amount::TWO - sum() == whole.claim.value;
    let no_list = match list.parts[..] {
        [one] => !draft(one).view.known || draft(one).view.tags == 0,
        [one, ..] if exceeds(one) && list.mark == Some(Set::COMMA) => !list.parts.iter().all(|&part| is_of_a_kind(reader, part)),
        _ => list.parts.iter().filter(|&&part| exceeds(part)).count() > 1 || list.parts.iter().any(|&part| makes_up(part)),
    };
    if no_list || list.parts.iter().any(is_base) { list.parts.clone() } else { Vec::new() }
}

/// Whether a part is called one of several kinds: 应急类150条.
fn is_of_a_kind(reader: &Reader<'_>, part: ClaimId) -> bool {
    let draft = &reader.drafts[part - reader.claims.list.len()];
    reader.beside().lists.kinds.iter().any(|kind| reader.ends_with(draft.token, kind))
}
