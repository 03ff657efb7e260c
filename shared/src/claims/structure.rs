//! How the figures of a sentence hang together.
//!
//! Turns the drafts of a sentence into breakdowns, shares, rates and changes, each by a module of its own: who is meant by
//! several figures in a row ([`subjects`]), wholes with the parts listed behind them ([`lists`], begun as [`heads`] says, and
//! told from what [`brackets`] add), rows that no word announces ([`rows`]), wholes behind their parts ([`totals`]), [`shares`],
//! [`rates`] and [`changes`]. Invariant: a figure is a part only where the words say so and its unit is that of the whole; a
//! list ends where another statement begins; what could be read in two ways is not linked. What a figure counts, and whether
//! links hold, is for others.

mod brackets;
mod changes;
mod heads;
mod lists;
mod rates;
mod rows;
mod shares;
mod subjects;
mod totals;

use super::reader::{Draft, Reader};
use super::words::Set;
pub(super) use totals::totals_behind;

/// Links the drafts of a sentence; their claims are numbered from the end of those that are kept.
pub(super) fn hang_together(reader: &mut Reader<'_>) {
    subjects::distribute(reader);
    lists::breakdowns(reader);
    rows::rows(reader);
    shares::shares(reader);
    rates::rates(reader);
    changes::changes(reader);
}

/// Whether a figure follows another with nothing but a mark or 和 between them.
fn follows_bare(reader: &Reader<'_>, draft: &Draft) -> bool {
    let (start, end) = draft.view.left;
    let marked = start > 0 && reader.tokens[start - 1].any(Set::COMMA.or(Set::LISTS));
    start == end && marked
}

/// Whether a figure is the last of several in a row, so that a list behind it may be of all of them: 建议146件、提案203件，其中….
fn follows_its_like(reader: &Reader<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &reader.drafts[before]) else { return false };
    let draft = &reader.drafts[at];
    let between = &reader.tokens[before.token + 1..draft.token];
    let mark = between.iter().rev().find(|token| token.any(Set::DIVIDES.or(Set::LISTS)));
    before.claim.unit == draft.claim.unit && mark.is_some_and(|token| token.any(Set::LISTS))
}

/// Whether a figure is about the bodies that the next one is of: 6个行政村236条.
fn says_of_whom(reader: &Reader<'_>, at: usize) -> bool {
    let (draft, next) = (&reader.drafts[at], reader.drafts.get(at + 1));
    next.is_some_and(|next| {
        let between = &reader.tokens[draft.token..next.token];
        let apart = between.iter().any(|token| token.any(Set::DIVIDES.or(Set::LISTS)));
        draft.claim.is_count() && next.claim.is_count() && draft.claim.unit != next.claim.unit && !apart
    })
}
