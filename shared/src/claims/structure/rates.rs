//! Rates with the counts that they are made of.
//!
//! Turns a rate and the two figures before it into the rate of what was done of so many: 收到369封，回复352封，回复率达95.4%.
//! Invariant: words say that the one was done and not the other, and no other pair before the rate may be meant. Rates of
//! lateness (按时答复率) are none of these.

use super::follows_its_like;
use crate::amount::Amount;
use crate::claims::beside::Rates;
use crate::claims::reader::Reader;
use crate::claims::words::{Kind, Set};
use crate::claims::{ClaimYear, Measure, RateOfCounts, Role};

/// 收到369封，回复352封，回复率达95.4%; 发现问题66个，整改64个，整改率97%.
pub(super) fn rates(reader: &mut Reader<'_>) {
    let first = reader.claims.list.len();
    for at in 2..reader.drafts.len() {
        let draft = &reader.drafts[at];
        if draft.claim.role != Role::Rate || draft.denial {
            continue;
        }
        let (start, end) = draft.view.left;
        let from = reader.tokens.get(start).map_or(0, |token| token.start);
        let words = reader.text(from, reader.tokens[end].start);
        // 按时答复率 is about lateness, not about what was answered.
        if reader.beside().rates.lateness.iter().any(|word| words.contains(word.as_str())) {
            continue;
        }
        if let Some((done, of)) = counts_of_replies(reader, at, words).or_else(|| counts_of_deeds(reader, at, words)) {
            reader.claims.rates.push(RateOfCounts { rate: first + at, done: first + done, of: first + of });
        }
    }
}

/// What was answered, and what was received, right before a rate of the two.
fn counts_of_replies(reader: &Reader<'_>, at: usize, words: &str) -> Option<(usize, usize)> {
    let plain = reader.beside().rates.replies.iter().any(|rate| words.contains(rate.as_str()));
    let (of, done) = (&reader.drafts[at - 2], &reader.drafts[at - 1]);
    let (received, answered) = reader.received_and_done();
    let fits = plain
        && of.claim.is_count()
        && done.claim.is_count()
        && of.claim.unit == done.claim.unit
        && of.view.tags & received != 0
        && of.view.tags & answered == 0
        && done.view.tags & answered != 0;
    fits.then_some((at - 1, at - 2))
}

/// Of how many things something was done, and to how many, before a rate that is called after it: 发放问卷1500份，回收1423份，回收率94.9%.
fn counts_of_deeds(reader: &Reader<'_>, at: usize, words: &str) -> Option<(usize, usize)> {
    let name = &words[..words.rfind('率')?];
    let rates = &reader.beside().rates;
    let deed = rates.deeds.iter().find(|names| names.iter().any(|deed| name.ends_with(deed.as_str())))?;
    let level = reader.tokens[reader.drafts[at].token].depth;
    // What a bracket adds, and other rates, stand between without being meant.
    let counts = |&at: &usize| reader.tokens[reader.drafts[at].token].depth == level && reader.drafts[at].claim.measure != Measure::Percent;
    let mut before = (0..at).rev().filter(counts);
    let (done, of) = (before.next()?, before.next()?);
    let plain = |at: usize| {
        let draft = &reader.drafts[at];
        draft.claim.is_count() && !draft.denial && !draft.view.has(Kind::Remainder) && !draft.view.has(Kind::Against)
    };
    // 发布238条，完成全年200条的任务，完成率119%: what was to be done is no part of what was.
    if reader.drafts[at].claim.value > Amount::ONE_HUNDRED {
        return None;
    }
    let said = |at: usize| {
        let draft = &reader.drafts[at];
        let (left, right) = (draft.view.left, draft.view.right);
        (
            reader.text(reader.tokens[left.0].start, reader.tokens[draft.token].start),
            reader.text(reader.tokens[draft.token].end, reader.tokens[right.1.max(draft.token + 1) - 1].end),
        )
    };
    let (part, whole) = (&reader.drafts[done].claim, &reader.drafts[of].claim);
    let statement = &reader.tokens[reader.drafts[of].token..reader.drafts[at].token];
    let alike = part.unit == whole.unit && part.value <= whole.value && !statement.iter().any(|token| token.any(Set::SEMICOLON));
    let does = |at: usize| {
        let (before, behind) = said(at);
        is_done(rates, before, deed) || is_done(rates, behind, deed)
    };
    // 自查问题12个，整改12个，市级检查发现8个，整改7个，整改率95%: the rate may be of both.
    let another = (0..of).rev().take_while(|&at| reader.drafts[at].claim.measure != Measure::Percent).any(|at| plain(at) && does(at));
    let apart = another || follows_its_like(reader, of) || adds_up_to_one_before(reader, done);
    let stated = plain(done) && plain(of) && alike && does(done) && !does(of) && !apart;
    (stated && reader.named_year(&reader.drafts[of]) != Some(ClaimYear::Last)).then_some((done, of))
}

/// Whether a figure and those right before it are the parts of one before them: 发现问题66个，立行立改60个，限期整改6个.
fn adds_up_to_one_before(reader: &Reader<'_>, at: usize) -> bool {
    let last = &reader.drafts[at].claim;
    let mut sum = last.value;
    for before in (0..at).rev() {
        let claim = &reader.drafts[before].claim;
        if before + 1 < at && claim.is_count() && claim.value == sum {
            return true;
        }
        if claim.unit != last.unit {
            return false;
        }
        sum += claim.value;
    }
    false
}

/// Whether words say that a deed was done: 已整改, 回收有效问卷; and not 未整改, 需整改, 限期整改, 整改中.
fn is_done(rates: &Rates, words: &str, deed: &[String]) -> bool {
    deed.iter().any(|name| {
        words.find(name.as_str()).is_some_and(|place| {
            let (before, behind) = (&words[..place], &words[place + name.len()..]);
            !rates.undone.iter().any(|word| before.ends_with(word.as_str())) && !behind.starts_with(&rates.going_on[..])
        })
    })
}
