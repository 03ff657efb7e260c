//! Rows of parts that no word announces: the quarters and halves of a year, and who leads an answer to a proposal.
//!
//! Turns figures in a row whose names alone say that they divide one whole into breakdowns: 一季度1100条，二季度1250条，
//! 三季度1300条，四季度1350条，全年5000条; 合计110件，主办70件、会办40件. A row counts only if it is whole, in order and of one unit, and
//! if its total stands right beside it; everything else is left as it is.

use crate::claims::beside::Rows;
use crate::claims::reader::{Draft, Reader};
use crate::claims::sentence::Token;
use crate::claims::words::{Kind, Set};
use crate::claims::{Breakdown, BreakdownKind, ClaimId, Role};
use crate::source::Span;

/// Adds the rows of a sentence to its breakdowns.
pub(super) fn rows(reader: &mut Reader<'_>) {
    // Three figures are the least, and most sentences with three name no part of a year.
    if reader.drafts.len() < 3 {
        return;
    }
    let dated = reader.tokens.iter().any(|token| token.is(Kind::PartOfYear));
    let mut at = 0;
    while at < reader.drafts.len() {
        let count = if dated { parts_of_the_year(reader, at).unwrap_or(0) } else { 0 };
        if count > 0 {
            sums_to_its_total(reader, at, count);
        } else if at > 0 && is_led_and_helped(reader, at) && is_total_of(reader, at - 1, at) {
            add(reader, at - 1, at, 2, BreakdownKind::Open);
        }
        at += count.max(1);
    }
}

/// How many figures from one on are those of the parts of a year, of one unit and in order.
fn parts_of_the_year(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let counts = |count: usize| {
        let row = reader.drafts.get(at..at + count)?;
        let unit = row[0].claim.unit;
        row.iter().all(|draft| draft.claim.is_count() && !draft.denial && draft.claim.unit == unit).then_some(row)
    };
    let begin = at.checked_sub(1).map_or(0, |before| reader.drafts[before].token + 1);
    let before = words(reader, begin, &reader.drafts[at]);
    // 612个栏目，四个季度分别发现空白栏目21个、…: with more words the figures are of something else.
    let Rows { years, quarters, .. } = &reader.beside().rows;
    let said = before.split_once("分别").filter(|(_, behind)| behind.chars().count() <= 2);
    if said.is_some_and(|(all, _)| quarters.iter().any(|name| all.trim_start_matches(['，', '：', '（', ',', ':']) == name)) {
        let bare =
            |pair: &[Draft]| reader.tokens[pair[0].token + 1..pair[1].token].iter().all(|token| token.any(Set::COMMA.or(Set::LISTS)));
        return counts(4).filter(|row| row.windows(2).all(bare)).map(<[Draft]>::len);
    }
    years.iter().find_map(|names| {
        let row = counts(names.len())?;
        let named = |(draft, name): (&Draft, &String)| {
            let words = words(reader, draft.view.left.0, draft);
            let others = names.iter().filter(|other| words.contains(other.as_str())).count();
            let other_time = [Kind::Accumulated, Kind::Against, Kind::LastYear, Kind::Cumulative];
            let plain = !other_time.into_iter().any(|kind| draft.view.has(kind)) && !words.contains('前');
            words.contains(name.as_str()) && others == 1 && plain
        };
        row.iter().zip(names).all(named).then_some(names.len())
    })
}

/// Ties a row to the total that stands right before or behind it.
fn sums_to_its_total(reader: &mut Reader<'_>, at: usize, count: usize) {
    let first = reader.claims.list.len();
    let parts: Vec<ClaimId> = (at..at + count).map(|part| first + part).collect();
    // 其中一季度1100条，…: all quarters are all there is; of halves, more than all is told as it is of other parts.
    let mut here = reader.claims.breakdowns.iter_mut().rev().take_while(|breakdown| breakdown.parts.iter().any(|&part| part >= first));
    if let Some(listed) = here.find(|breakdown| breakdown.parts == parts) {
        if count > 2 {
            listed.kind = BreakdownKind::Exhaustive;
        }
        return;
    }
    if reader.drafts[at..at + count].iter().any(|draft| draft.claim.role == Role::Part) {
        return;
    }
    let names_nothing = |draft: &Draft| !draft.view.set.meets(Set::UNKNOWN) && draft.view.tags & !reader.verbs() == 0;
    if at > 0 && names_nothing(&reader.drafts[at]) && is_total_of(reader, at - 1, at) {
        add(reader, at - 1, at, count, BreakdownKind::Exhaustive);
        return;
    }
    // …，全年合计5000条.
    let behind = at + count;
    let sums = |draft: &Draft| draft.view.has(Kind::ThisYear) || draft.view.has(Kind::Sum);
    if reader.drafts.get(behind).is_some_and(sums) && is_total_of(reader, behind, behind - 1) {
        add(reader, behind, at, count, BreakdownKind::Exhaustive);
    }
}

/// Whether two figures are what a body led and what it helped with: 主办70件、会办40件.
fn is_led_and_helped(reader: &Reader<'_>, at: usize) -> bool {
    let (Some(one), Some(two)) = (reader.drafts.get(at), reader.drafts.get(at + 1)) else { return false };
    let rows = &reader.beside().rows;
    let alike = one.claim.unit == two.claim.unit && one.claim.role == Role::Total && two.claim.role == Role::Total;
    alike
        && rows.led.iter().any(|word| reader.ends_with(one.token, word))
        && rows.helped.iter().any(|word| reader.ends_with(two.token, word))
        && reader.tokens[one.token + 1..two.token].iter().all(|token| !token.any(Set::SEMICOLON.or(Set::OPEN)))
}

/// Whether a figure is a plain count of the same unit as one beside it, with no more than a comma or colon between them.
fn is_total_of(reader: &Reader<'_>, total: usize, beside: usize) -> bool {
    let (whole, part) = (&reader.drafts[total], &reader.drafts[beside]);
    let (from, to) = (whole.token.min(part.token), whole.token.max(part.token));
    let apart = |token: &Token| token.any(Set::SEMICOLON.or(Set::OPEN).or(Set::CLOSE));
    whole.claim.is_count()
        && !whole.denial
        && whole.claim.role == Role::Total
        && whole.claim.unit == part.claim.unit
        && !whole.view.has(Kind::Against)
        && (total > beside || stands_alone(reader, total))
        && !reader.tokens[from..to].iter().any(apart)
}

/// Whether a row behind a figure can be of no other one: not of 建议20件、提案25件，其中主办30件、会办15件 together.
fn stands_alone(reader: &Reader<'_>, at: usize) -> bool {
    let whole = &reader.drafts[at];
    let like_it = |before: usize| reader.drafts[before].claim.is_count() && reader.drafts[before].claim.unit == whole.claim.unit;
    whole.view.has(Kind::Sum) || !at.checked_sub(1).is_some_and(like_it)
}

/// Adds a row with its total to the breakdowns.
fn add(reader: &mut Reader<'_>, whole: usize, at: usize, count: usize, kind: BreakdownKind) {
    let first = reader.claims.list.len();
    for draft in &mut reader.drafts[at..at + count] {
        draft.claim.role = Role::Part;
    }
    let begin = at.checked_sub(1).map_or(reader.drafts[at].claim.sentence.start(), |before| reader.drafts[before].claim.span.end());
    let span = Span::new(begin, reader.drafts[at + count - 1].claim.span.end());
    let parts = (at..at + count).map(|part| first + part).collect();
    reader.claims.breakdowns.push(Breakdown { whole: first + whole, parts, kind, tight: true, span });
}

/// The words from a token up to a figure.
fn words<'a>(reader: &'a Reader<'_>, from: usize, draft: &Draft) -> &'a str {
    let start = reader.tokens[from.min(draft.token)].start;
    reader.text(start, reader.tokens[draft.token].start)
}
