//! Wholes that stand behind their parts.
//!
//! Turns figures and the one that sums them up behind them into a breakdown: 规划类46条、许可类281条、动态类352条，共计679条. Invariant:
//! the word that sums up says how many it sums, or nothing else that it might sum stands before it. Totals before their parts
//! are for [`super::lists`].

use super::follows_its_like;
use super::shares::part_before;
use crate::claims::reader::{Draft, Reader};
use crate::claims::sentence::Token;
use crate::claims::words::{Kind, Set};
use crate::claims::{Breakdown, BreakdownKind, Role, Share};
use crate::source::Span;

/// What leads a figure that sums up those before it.
struct SumsUp {
    /// How many it sums up, if that is said (三项合计).
    parts: Option<usize>,
}

/// 规划类46条、许可类281条、动态类352条，共计679条: a list whose total stands behind it.
pub(in crate::claims) fn totals_behind(reader: &mut Reader<'_>) {
    let first = reader.claims.list.len();
    for at in 2..reader.drafts.len() {
        let draft = &reader.drafts[at];
        let Some(sums) = sums_up(reader, at).filter(|_| draft.claim.is_count() && !draft.denial) else { continue };
        let all = |parts: usize| sums.parts.is_none_or(|said| said == parts);
        // 第一期86人、第二期102人，合计188人次: who came to several is counted at each.
        let unit = |unit: &str| unit == draft.claim.unit || (unit == "人" && draft.claim.unit == "人次");
        let alike = |other: &Draft| other.claim.is_count() && !other.denial && unit(other.claim.unit);
        let shared = (1..=at / 2)
            .take_while(|&pair| {
                let (part, share) = (&reader.drafts[at - 2 * pair], &reader.drafts[at - 2 * pair + 1]);
                alike(part) && share.claim.role == Role::Share && part_before(reader, at - 2 * pair + 1) == Some(at - 2 * pair)
            })
            .count();
        if shared > 1 {
            if all(shared) {
                shared_out(reader, at, shared);
            }
            continue;
        }
        let listed = 1 + (1..at).rev().take_while(|&at| alike(&reader.drafts[at - 1]) && follows_its_like(reader, at)).count();
        // 公开甲类162条，乙类34条，其他33条，总计229条: divided by commas, other statements may stand between.
        // 收到48件，办结44件，加上…2件，共办结46件: what was done otherwise is not summed.
        let done = draft.view.tags & reader.verbs();
        let otherwise = |other: &Draft| done != 0 && other.view.tags & reader.verbs() & !done != 0;
        let in_the_row = |other: &Draft| alike(other) && other.claim.role == Role::Total && !otherwise(other);
        let in_a_row = || 1 + (1..at).rev().take_while(|&at| in_the_row(&reader.drafts[at - 1])).count();
        let (parts, kind) = if listed > 1 { (listed, BreakdownKind::Exhaustive) } else { (in_a_row(), BreakdownKind::Likely) };
        let begin = at - parts;
        // What stands before the list may be summed as well, unless it is the total itself.
        let plain = reader.drafts[..begin].iter().filter(|other| alike(other)).all(|other| other.claim.value == draft.claim.value);
        // 通报136期、科普286条、政策68条，合计490条: another unit is summed as well.
        let mixed = begin.checked_sub(1).is_some_and(|before| {
            let between = &reader.tokens[reader.drafts[before].token + 1..reader.drafts[begin].token];
            let mark = between.iter().rev().find(|token| token.any(Set::DIVIDES.or(Set::LISTS)));
            mark.is_some_and(|token| token.any(Set::LISTS))
        });
        if parts < 2 || !all(parts) || !alike(&reader.drafts[at - 1]) || !plain || mixed {
            continue;
        }
        let span = Span::of(reader.drafts[begin].claim.span.start() as usize..draft.claim.span.end() as usize);
        let list = (begin..at).map(|part| first + part).collect();
        reader.claims.breakdowns.push(Breakdown { whole: first + at, parts: list, kind, tight: listed > 1, span });
    }
}

/// Whether a figure is led by a word that sums up, alone behind a comma, with how many are summed up, or with what was said of the
/// figures before (参训86人、102人，合计参训188人次).
fn sums_up(reader: &Reader<'_>, at: usize) -> Option<SumsUp> {
    let (start, end) = reader.drafts[at].view.left;
    let numeral = |token: &Token| {
        let number = reader.text(token.start, token.end).strip_suffix(['项', '者', '类', '种']).and_then(crate::prose::number);
        number.and_then(|number| usize::try_from(number).ok()).filter(|&number| number > 1)
    };
    // The numeral may stand in the window, or have been read as a figure, at which the window ends.
    let inside = reader.tokens[start..end].first().and_then(numeral);
    let before = start.checked_sub(1).and_then(|before| numeral(&reader.tokens[before]));
    let (head, sum) = (start - usize::from(before.is_some()), start + usize::from(inside.is_some()));
    let parts = inside.or(before);
    let words = reader.tokens[sum..end].split_first().filter(|(first, _)| first.is(Kind::Sum))?.1;
    let mark = reader.tokens[head.checked_sub(1)?].set;
    if mark == Set::SEMICOLON && parts.is_some() && words.is_empty() {
        return Some(SumsUp { parts });
    }
    let from = reader.drafts[at.checked_sub(1)?].token;
    let begin =
        reader.tokens[..from].iter().rposition(|token| token.any(Set::SEMICOLON.or(Set::COLON).or(Set::OPEN).or(Set::CLOSE))).unwrap_or(0);
    let said = reader.tokens[begin..from].iter().fold(0, |sum, token| sum | token.tags);
    let same = words.iter().all(|token| token.is(Kind::Tag) && token.tags & !said == 0);
    (mark == Set::COMMA && same).then_some(SumsUp { parts })
}

/// 网站604条，占56.3%；微信352条，占32.8%，两项合计956条: parts each with its share, whose whole stands behind them.
fn shared_out(reader: &mut Reader<'_>, at: usize, pairs: usize) {
    let first = reader.claims.list.len();
    let begin = at - 2 * pairs;
    let (whole, unit) = (&reader.drafts[at].claim, reader.drafts[at].claim.unit);
    if reader.drafts[..begin].iter().any(|other| other.claim.unit == unit && other.claim.value != whole.value) {
        return;
    }
    let parts = || (0..pairs).map(|pair| first + begin + 2 * pair);
    let span = Span::of(reader.drafts[begin].claim.span.start() as usize..whole.span.end() as usize);
    let whole = first + at;
    let from = reader.claims.shares.partition_point(|share| share.share < first);
    for part in parts() {
        if reader.claims.shares[from..].iter().all(|share| share.share != part + 1) {
            reader.claims.shares.push(Share { share: part + 1, part, whole });
        }
    }
    reader.claims.shares[from..].sort_unstable_by_key(|share| share.share);
    let kind = BreakdownKind::Exhaustive;
    reader.claims.breakdowns.push(Breakdown { whole, parts: parts().collect(), kind, tight: false, span });
}
