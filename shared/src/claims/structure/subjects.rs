//! Whom or what each of several figures in a row is of: A、B分别为3件、5件.
//!
//! Turns the things listed before 分别 into the subjects of the figures behind it, one of each. Invariant: where there are not
//! as many things as figures, none of the figures has a subject that is known. What the subjects mean is for the reader.

use super::follows_bare;
use crate::claims::Measure;
use crate::claims::reader::{Reader, View};
use crate::claims::words::{Kind, Set};
use crate::source::Span;

/// A、B分别为3件、5件: each figure has its subject, if there are as many.
pub(super) fn distribute(reader: &mut Reader<'_>) {
    if !reader.kinds.meets(Set::of(Kind::Respectively)) {
        return;
    }
    let mut at = 0;
    while at < reader.drafts.len() {
        let (start, end) = reader.drafts[at].view.left;
        let Some(word) = (start..end).find(|&token| reader.tokens[token].is(Kind::Respectively)) else {
            at += 1;
            continue;
        };
        let count = 1 + reader.drafts[at + 1..].iter().take_while(|next| follows_bare(reader, next)).count();
        let subjects = segments(reader, start, word);
        if count > 1 && reader.drafts[at].claim.measure != Measure::Percent {
            let known = subjects.len() == count;
            for (offset, draft) in (at..at + count).enumerate() {
                let view = if known { reader.survey(subjects[offset].0, subjects[offset].1) } else { View::default() };
                let place =
                    subjects.get(offset).filter(|_| known).map(|&(from, to)| (reader.tokens[from].start, reader.tokens[to - 1].end));
                let draft = &mut reader.drafts[draft];
                if let Some((from, to)) = place {
                    draft.claim.subject = Span::of(from..to);
                }
                draft.view = View { right: draft.view.right, both: view.set.or(draft.view.both), ..view };
            }
        }
        at += count;
    }
}

/// The things listed between two tokens, divided by 、 or 和.
fn segments(reader: &Reader<'_>, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut segments = Vec::new();
    let mut from = start;
    for at in start..=end {
        if at == end || reader.tokens[at].any(Set::LISTS) {
            if from < at {
                segments.push((from, at));
            }
            from = at + 1;
        }
    }
    segments
}
