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

/// Whether the only figure of a bracket is what the one before it is measured by, and no part of it: 206项，占65.2%（全部事项316项）.
pub(super) fn is_a_base(reader: &Reader<'_>, at: usize, open: usize, close: usize) -> bool {
    let draft = &reader.drafts[at];
    let alone = reader.drafts.get(at + 1).is_none_or(|next| next.token > close);
    let of_a_rate = at.checked_sub(1).is_some_and(|before| reader.drafts[before].claim.measure == Measure::Percent);
    let words = reader.text(reader.tokens[open].end, reader.tokens[draft.token].start);
    alone && (of_a_rate || words.starts_with(['全', '共', '总']))
}

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

/// Takes out of a list in brackets what is greater than the figure before them and no part of it by its words, but what that one is
/// measured by: 收回问卷2041份（发放2100份）, 公开决算85家（应公开86家，1家涉密）.
pub(super) fn leave_out_bases(reader: &mut Reader<'_>, list: &mut List) {
    let first = reader.claims.list.len();
    let draft = |id: ClaimId| &reader.drafts[id - first];
    let whole = draft(list.whole);
    let exceeds = |id: ClaimId| draft(id).claim.value > whole.claim.value;
    if !list.parts.iter().any(|&part| exceeds(part)) {
        return;
    }
    let other_verbs = reader.verbs() & !whole.view.tags;
    let introduced = |view: &View| {
        let words = [Kind::Intention, Kind::Sum, Kind::ThisYear, Kind::Share, Kind::Against].into_iter().any(|kind| view.has(kind));
        words || view.tags & other_verbs != 0
    };
    let is_base = |&id: &ClaimId| exceeds(id) && introduced(&draft(id).view);
    let dropped: Vec<ClaimId> = if list.lead == Lead::Words {
        list.parts.iter().copied().filter(is_base).collect()
    } else {
        let sum = || list.parts.iter().map(|&part| draft(part).claim.value).sum::<Amount>();
        // 应到82人、请假2人 beside 实到80人: the others are what is missing.
        let makes_up = |id: ClaimId| exceeds(id) && draft(id).claim.value * Amount::TWO - sum() == whole.claim.value;
        let no_list = match list.parts[..] {
            [one] => !draft(one).view.known || draft(one).view.tags == 0,
            [one, ..] if exceeds(one) && list.mark == Some(Set::COMMA) => !list.parts.iter().all(|&part| is_of_a_kind(reader, part)),
            _ => list.parts.iter().filter(|&&part| exceeds(part)).count() > 1 || list.parts.iter().any(|&part| makes_up(part)),
        };
        if no_list || list.parts.iter().any(is_base) { list.parts.clone() } else { Vec::new() }
    };
    for &id in &dropped {
        reader.drafts[id - first].claim.role = Role::Total;
    }
    list.parts.retain(|part| !dropped.contains(part));
}

/// Whether a part is called one of several kinds: 应急类150条.
fn is_of_a_kind(reader: &Reader<'_>, part: ClaimId) -> bool {
    let draft = &reader.drafts[part - reader.claims.list.len()];
    ["类", "类信息"].iter().any(|kind| reader.ends_with(draft.token, kind))
}
