//! Wholes with the parts that are listed behind them.
//!
//! Turns the figures between the words, colon or bracket that begin a list ([`super::heads`]) and its end into a breakdown:
//! 其中A3条、B5条. Invariant: every part is of the unit of the whole, of no other year, and says nothing that the words of the
//! list do not; where another statement may begin, the list has ended. What a bracket adds that is no part is for
//! [`super::brackets`].

use super::brackets::leave_out_bases;
use super::heads::begins;
use super::says_of_whom;
use crate::amount::Amount;
use crate::claims::reader::{Reader, View};
use crate::claims::words::{Kind, Set};
use crate::claims::{Breakdown, BreakdownKind, ClaimId, Measure, Role};
use crate::source::Span;

/// A list that may go on.
pub(super) struct List {
    pub(super) whole: ClaimId,
    pub(super) parts: Vec<ClaimId>,
    pub(super) kind: BreakdownKind,
    pub(super) lead: Lead,
    pub(super) start: usize,
    /// The token that closes it, for a list in brackets.
    pub(super) close: Option<usize>,
    /// What divided its first two parts.
    pub(super) mark: Option<Set>,
    /// What the words of its first part say, and how many brackets it stands in.
    pub(super) first: Option<View>,
    pub(super) depth: u32,
    pub(super) remainder: bool,
    /// Whether a colon announces its items (其中：A3条；B5条).
    pub(super) announced: bool,
    /// Whether a part is what was made or ended in the year, of a stock that it is no part of (现行有效27件（新制定4件、废止6件）).
    pub(super) flows: bool,
    /// Whether something counted in another unit stands among the parts, and may be one of them (部门52家，镇街20个，其他14家).
    pub(super) mixed: bool,
}

/// What begins a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// 其中, 包括, 分为.
    Words,
    /// A bracket and nothing else.
    Bracket,
    /// A colon behind the whole.
    Colon,
    /// 按类型分.
    Criterion,
    /// 在办结的46件中.
    Among,
}

enum Belongs {
    Part,
    /// Neither a part nor the end of the list: a percentage.
    Beside,
    No,
}

pub(super) fn breakdowns(reader: &mut Reader<'_>) {
    let first = reader.claims.list.len();
    let mut lists: Vec<List> = Vec::new();
    let mut before = 0;
    for at in 0..reader.drafts.len() {
        let token = reader.drafts[at].token;
        if reader.drafts[at].denial {
            continue;
        }
        while lists.last().is_some_and(|list| list.close.is_some_and(|close| close < token)) {
            finish(reader, &mut lists);
        }
        let begun = begins(reader, at, before.min(token));
        // 其中 that is of no figure for certain ends the list before it: what follows is no part of that one.
        let goes_on = begun.is_none() && lists.last().is_some_and(|list| list.close.is_none());
        if goes_on && reader.tokens[before.min(token)..token].iter().any(|token| token.is(Kind::OpenList) && token.depth == 0) {
            finish(reader, &mut lists);
        }
        if let Some(list) = begun {
            if list.close.is_none() {
                // Another list outside brackets ends the one that was open.
                while lists.last().is_some_and(|list| list.close.is_none()) {
                    finish(reader, &mut lists);
                }
            }
            lists.push(list);
        }
        if let Some(list) = lists.last_mut() {
            match belongs(reader, list, at, before.min(token)) {
                Belongs::Part => {
                    list.parts.push(first + at);
                    list.remainder = reader.drafts[at].view.has(Kind::Remainder);
                    list.flows |= reader.is_a_flow(reader.tags_of(list.whole), reader.drafts[at].view.tags);
                    reader.drafts[at].claim.role = Role::Part;
                }
                Belongs::Beside => {}
                Belongs::No if list.close.is_some() => {}
                Belongs::No => finish(reader, &mut lists),
            }
        }
        before = token + 1;
    }
    while !lists.is_empty() {
        finish(reader, &mut lists);
    }
}

/// Whether a figure goes on with a list.
fn belongs(reader: &Reader<'_>, list: &mut List, at: usize, from: usize) -> Belongs {
    let draft = &reader.drafts[at];
    let aside = reader.tokens[draft.token].depth > list.depth;
    if aside || draft.claim.measure == Measure::Percent || draft.claim.role == Role::Change {
        return Belongs::Beside;
    }
    let first = reader.claims.list.len();
    let unit = if list.whole < first { reader.claims.get(list.whole).unit } else { reader.drafts[list.whole - first].claim.unit };
    let view = draft.view;
    // 办结46件，其中2023年收到的44件、2022年收到的2件: when it came in is what divides what was closed.
    let semicolon = || reader.tokens[from..draft.token].iter().any(|token| token.any(Set::SEMICOLON));
    let came_in = view.known && reader.is_of_the_closed(reader.tags_of(list.whole), view.tags) && !semicolon();
    let dated = [view.left, view.right].into_iter().flat_map(|(start, end)| &reader.tokens[start..end]);
    let dated = dated.into_iter().any(|token| token.any(Set::YEAR.or(Set::of(Kind::LastYear)).or(Set::of(Kind::Cumulative))));
    if draft.claim.unit != unit && says_of_whom(reader, at) {
        return Belongs::Beside;
    }
    list.mixed |= draft.claim.unit != unit && draft.claim.is_count();
    if draft.claim.unit != unit || (dated && !came_in) || view.has(Kind::To) || view.has(Kind::Against) || view.has(Kind::Deny) {
        return Belongs::No;
    }
    let Some(begin) = list.first else {
        list.first = Some(view);
        return Belongs::Part;
    };
    let mark = reader.tokens[from..draft.token].iter().rev().find(|token| token.any(Set::DIVIDES.or(Set::PAUSE))).map(|token| token.set);
    if list.close.is_none() {
        let turns = [Kind::Turn, Kind::Sum, Kind::ThisYear, Kind::Accumulated].into_iter().any(|kind| view.has(kind)) && !came_in;
        let verbs = reader.verbs();
        let item = mark == Some(Set::PAUSE) || (list.announced && mark == Some(Set::SEMICOLON)) || came_in;
        let another = !item && view.tags & verbs != begin.tags & verbs;
        // 行政复议44件，其中维持31件、纠错7件；行政诉讼29件: a list divided by 、 ends at a greater mark.
        let loosened = list.mark == Some(Set::PAUSE) && (mark == Some(Set::COMMA) || (mark == Some(Set::SEMICOLON) && !list.announced));
        // 按类型分，甲类3条，乙类5条；…: behind the semicolon another criterion, or statement, may follow.
        let ended = list.kind == BreakdownKind::Likely && list.mark == Some(Set::COMMA) && semicolon();
        // 文件33件，其中规范性文件6件；转发文件120件: more than the whole, and behind a semicolon that divides no items.
        let ended = ended || (list.mark.is_none() && !list.announced && semicolon() && exceeds_the_whole(reader, list, at));
        // 行政复议486件，其中维持311件，纠错74件；行政诉讼152件，其中…: what has a list of its own is a whole beside this one, unless it is
        // an item that is announced (其中：A3条；B5条，其中…).
        let items = list.announced && list.lead == Lead::Words && matches!(list.mark, None | Some(Set::SEMICOLON));
        let beside = || semicolon() && (list.lead == Lead::Among || (!items && has_a_list(reader, at)));
        let ended = ended || beside();
        if turns || another || loosened || ended || is_full(reader, list, mark) {
            return Belongs::No;
        }
    }
    list.mark = list.mark.or(mark);
    Belongs::Part
}

/// Whether a figure is greater than the whole of a list.
fn exceeds_the_whole(reader: &Reader<'_>, list: &List, at: usize) -> bool {
    let first = reader.claims.list.len();
    let whole = if list.whole < first { reader.claims.get(list.whole) } else { &reader.drafts[list.whole - first].claim };
    reader.drafts[at].claim.value > whole.value
}

/// Whether a list of its own stands behind a figure: 行政诉讼152件，其中…; 微博发布1330条：….
fn has_a_list(reader: &Reader<'_>, at: usize) -> bool {
    let Some(next) = reader.drafts.get(at + 1) else { return false };
    let between = &reader.tokens[reader.drafts[at].token + 1..next.token.max(reader.drafts[at].token + 1)];
    let mut marks = between.iter().filter(|token| token.divides());
    let colon = marks.next().is_some_and(|mark| mark.any(Set::COLON)) && marks.next().is_none();
    colon || between.iter().any(|token| token.is(Kind::OpenList) && token.depth == 0)
}

/// Whether a list divided by commas makes up its whole already, so that another statement begins behind the next comma: 建议20件：主办12件，
/// 会办8件，提案30件.
fn is_full(reader: &Reader<'_>, list: &List, mark: Option<Set>) -> bool {
    let first = reader.claims.list.len();
    let value = |id: ClaimId| if id < first { reader.claims.get(id).value } else { reader.drafts[id - first].claim.value };
    let commas = list.kind == BreakdownKind::Likely && list.mark == Some(Set::COMMA) && mark == Some(Set::COMMA);
    commas && list.parts.iter().map(|&part| value(part)).sum::<Amount>() == value(list.whole)
}

/// Ends the innermost list.
fn finish(reader: &mut Reader<'_>, lists: &mut Vec<List>) {
    let Some(mut list) = lists.pop() else { return };
    let first = reader.claims.list.len();
    if list.close.is_some() || list.depth > 0 {
        leave_out_bases(reader, &mut list);
    }
    let Some(&last) = list.parts.last() else { return };
    let end = reader.drafts[last - first].claim.span.end() as usize;
    let kind = match list.kind {
        _ if list.parts.len() < 2 || list.mixed => BreakdownKind::Open,
        _ if list.remainder => BreakdownKind::Exhaustive,
        BreakdownKind::Likely if list.flows => BreakdownKind::Open,
        kind => kind,
    };
    let tight = list.close.is_some() || list.mark.is_none_or(|mark| mark.meets(Set::PAUSE.or(Set::SEMICOLON)));
    reader.claims.breakdowns.push(Breakdown { whole: list.whole, parts: list.parts, kind, tight, span: Span::of(list.start..end) });
}
