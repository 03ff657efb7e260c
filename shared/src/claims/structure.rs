//! How the figures of a sentence hang together.
//!
//! Turns the drafts of a sentence into breakdowns, shares, rates and changes. A figure is a part only where the words say
//! so and its unit is that of the whole; a list ends where another statement begins. What could be read in two ways is not
//! linked.

use super::reader::{Draft, Reader, View};
use super::rows::rows;
use super::sentence::Token;
use super::words::{Kind, Set};
use super::{Breakdown, BreakdownKind, Change, ClaimId, ClaimYear, Direction, Measure, RateOfCounts, Role, Share};
use crate::amount::Amount;
use crate::source::Span;

/// A list that may go on.
struct List {
    whole: ClaimId,
    parts: Vec<ClaimId>,
    kind: BreakdownKind,
    lead: Lead,
    start: usize,
    /// The token that closes it, for a list in brackets.
    close: Option<usize>,
    /// What divided its first two parts.
    mark: Option<Set>,
    /// What the words of its first part say, and how many brackets it stands in.
    first: Option<View>,
    depth: u32,
    remainder: bool,
    /// Whether a colon announces its items (其中：A3条；B5条).
    announced: bool,
    /// Whether a part is what was made or ended in the year, of a stock that it is no part of (现行有效27件（新制定4件、废止6件）).
    flows: bool,
    /// Whether something counted in another unit stands among the parts, and may be one of them (部门52家，镇街20个，其他14家).
    mixed: bool,
}

/// What begins a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lead {
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

/// Links the drafts of a sentence; their claims are numbered from the end of those that are kept.
pub(super) fn hang_together(reader: &mut Reader<'_>) {
    distribute(reader);
    breakdowns(reader);
    rows(reader);
    shares(reader);
    rates(reader);
    changes(reader);
}

/// A、B分别为3件、5件: each figure has its subject, if there are as many.
fn distribute(reader: &mut Reader<'_>) {
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

/// Whether a figure follows another with nothing but a mark or 和 between them.
fn follows_bare(reader: &Reader<'_>, draft: &Draft) -> bool {
    let (start, end) = draft.view.left;
    let marked = start > 0 && reader.tokens[start - 1].any(Set::COMMA.or(Set::LISTS));
    start == end && marked
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

fn breakdowns(reader: &mut Reader<'_>) {
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

/// 规划类46条、许可类281条、动态类352条，共计679条: a list whose total stands behind it.
pub(super) fn totals_behind(reader: &mut Reader<'_>) {
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

/// What leads a figure that sums up those before it.
struct SumsUp {
    /// How many it sums up, if that is said (三项合计).
    parts: Option<usize>,
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

/// A list that begins between the figure before and this one.
fn begins(reader: &Reader<'_>, at: usize, from: usize) -> Option<List> {
    let draft = &reader.drafts[at];
    let between = &reader.tokens[from..draft.token];
    let last = |kind: Set| if reader.kinds.meets(kind) { between.iter().rposition(|token| token.any(kind)) } else { None };
    // A bracket that is closed again lists nothing: 社会福利（含补助）信息23条.
    let opened = last(Set::of(Kind::OpenList)).filter(|&list| !between[list..].iter().any(|token| token.any(Set::CLOSE)));
    let closed = last(Set::of(Kind::ClosedList));
    let bracket = from > 0 && between.first().is_some_and(|token| token.any(Set::OPEN));
    // （县长出席），在线访谈4次: a bracket that is closed before the figure lists nothing.
    let close = if bracket { closing(&reader.tokens, from).filter(|&close| close > draft.token) } else { None };
    let lists = |close: &usize| opened.is_some() || closed.is_some() || !is_a_base(reader, at, from, *close);
    let close = close.filter(lists);
    let sorted = if opened.is_none() && closed.is_none() && close.is_none() { criterion(reader, from, draft.token) } else { None };
    let listed = if opened.is_none() && closed.is_none() && close.is_none() { behind_a_colon(reader, at, from) } else { None };
    let among = || among(reader, at, from).then_some((Lead::Among, 0));
    let word = opened.or(closed).map(|word| (Lead::Words, word));
    let begins = word.or(close.map(|_| (Lead::Bracket, 0))).or(listed.map(|colon| (Lead::Colon, colon)));
    let (lead, start) = begins.or(sorted.map(|clause| (Lead::Criterion, clause))).or_else(among)?;
    // 公民提出35件，企业提出5件；按渠道分，…: divided is what was counted first, not the last of several.
    let totals =
        |draft: &&Draft| draft.claim.role == Role::Total && draft.claim.is_count() && draft.claim.unit == reader.drafts[at].claim.unit;
    if lead == Lead::Criterion && reader.drafts[..at].iter().filter(totals).count() > 1 {
        return None;
    }
    let kind = if opened.is_some() || lead == Lead::Among {
        BreakdownKind::Open
    } else if closed.is_some() || (close.is_some() && names_kinds(&draft.view)) {
        BreakdownKind::Exhaustive
    } else if close.is_some_and(|close| names_examples(reader, from, close)) {
        BreakdownKind::Open
    } else {
        BreakdownKind::Likely
    };
    Some(List {
        whole: whole(reader, at, close)?,
        parts: Vec::new(),
        kind,
        lead,
        start: between[start].start,
        close,
        mark: None,
        first: None,
        depth: reader.tokens[draft.token].depth,
        remainder: false,
        announced: listed.is_some() || opened.is_some_and(|word| between.get(word + 1).is_some_and(|token| token.any(Set::COLON))),
        flows: false,
        mixed: false,
    })
}

/// Whether a figure tells when some of those came in that are counted right before it: 在办结的46件中，本年新收44件.
fn among(reader: &Reader<'_>, at: usize, from: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &reader.drafts[before]) else { return false };
    let (draft, between) = (&reader.drafts[at], &reader.tokens[from..reader.drafts[at].token]);
    let Some(mark) = between.iter().position(Token::divides).filter(|&mark| mark > 0 && between[mark].any(Set::COMMA)) else {
        return false;
    };
    let words = reader.text(between[0].start, between[mark].start).trim();
    let follows = before.token + 1 == from && before.claim.is_count() && before.claim.unit == draft.claim.unit;
    follows
        && reader.is_of_the_closed(before.view.tags, draft.view.tags)
        && words.ends_with('中')
        && !words.ends_with("集中")
        && draft.claim.value <= before.claim.value
}

/// The colon right behind a figure, with nothing but the name of what it counts before it: 公开信息215条：甲类103条，乙类61条，….
fn behind_a_colon(reader: &Reader<'_>, at: usize, from: usize) -> Option<usize> {
    let (before, draft) = (&reader.drafts[at.checked_sub(1)?], &reader.drafts[at]);
    let between = &reader.tokens[from..draft.token];
    let colon = between.iter().position(|token| token.any(Set::DIVIDES.or(Set::PAUSE)))?;
    let only = between[colon].any(Set::COLON) && between[colon + 1..].iter().all(|token| !token.divides());
    let follows = before.token + 1 == from && before.claim.is_count() && before.claim.unit == draft.claim.unit;
    (only && follows).then_some(colon)
}

/// The clause before a figure that says by what a list is divided: 按公开主体分，…；从申请方式看，….
fn criterion(reader: &Reader<'_>, from: usize, token: usize) -> Option<usize> {
    let between = &reader.tokens[from..token];
    let end = between.iter().rposition(Token::divides)?;
    let start = between[..end].iter().rposition(Token::divides).map_or(0, |mark| mark + 1);
    let clause = reader.text(between.get(start)?.start, between[end].start).trim();
    let sorts = (clause.starts_with('按') && ["分", "划分", "分类", "统计", "看"].iter().any(|end| clause.ends_with(end)))
        || (clause.starts_with('从') && clause.ends_with('看'));
    // 按规定分 is no criterion, nor is a clause that goes on to say something else.
    (sorts && start < end && clause.chars().count() <= 12).then_some(start)
}

/// Whether the words in a bracket call its list one of examples: （如网站6条、微信3条等）.
fn names_examples(reader: &Reader<'_>, open: usize, close: usize) -> bool {
    let inner = reader.text(reader.tokens[open].end, reader.tokens[close].start);
    inner.starts_with(['如', '例', '比', '不']) || inner.contains(['等', '余', '除', '另'])
}

/// Whether the parts in a bracket are surely all there are: bodies of each kind, and not what belongs to one (部门负责人解读12篇).
fn names_kinds(view: &View) -> bool {
    view.known && (view.has(Kind::OwnLevel) || view.has(Kind::Subordinate))
}

/// The figure that a list is of: the last count before it that is no aside in brackets. A part may have parts of its own in a
/// bracket: 法人或其他组织104件、占20.6%（商业企业61件、科研机构3件…）.
fn whole(reader: &Reader<'_>, at: usize, bracket: Option<usize>) -> Option<ClaimId> {
    let unit = reader.drafts[at].claim.unit;
    let level = reader.tokens[reader.drafts[at].token].depth;
    let counts = |draft: &&Draft| {
        let plain = draft.claim.measure != Measure::Percent && draft.claim.role != Role::Change && !draft.denial;
        // 5216条，比上年的4520条增长15.4%，其中…: what is compared with has no parts here.
        let compared = draft.view.has(Kind::Against) && reader.named_year(draft) != Some(ClaimYear::This);
        plain && !compared && reader.tokens[draft.token].depth <= level && !is_an_average(reader, draft)
    };
    let first = reader.claims.list.len();
    match reader.drafts[..at].iter().rposition(|draft| counts(&draft)) {
        Some(whole) => {
            let draft = &reader.drafts[whole];
            let inside = draft.claim.role == Role::Part && bracket.is_none();
            let alone = !inside && !follows_its_like(reader, whole);
            (alone && draft.claim.unit == unit && !unit.is_empty()).then_some(first + whole)
        }
        // 。其中: the list is of the only figure of the sentence before.
        None => {
            let whole = reader.whole?;
            let heads = reader.tokens.first().is_some_and(|token| token.is(Kind::OpenList))
                || criterion(reader, 0, reader.drafts[at].token).is_some();
            (heads && reader.claims.get(whole).unit == unit).then_some(whole)
        }
    }
}

/// Whether a figure is that of one of many, which has no parts: 解读材料153份，平均每件2.25份，其中….
fn is_an_average(reader: &Reader<'_>, draft: &Draft) -> bool {
    let (start, end) = draft.view.left;
    let words = reader.tokens.get(start).map_or("", |first| reader.text(first.start, reader.tokens[end].start));
    ["平均", "人均", "日均", "月均", "年均", "每"].iter().any(|word| words.contains(word))
}

/// Whether the only figure of a bracket is what the one before it is measured by, and no part of it: 206项，占65.2%（全部事项316项）.
fn is_a_base(reader: &Reader<'_>, at: usize, open: usize, close: usize) -> bool {
    let draft = &reader.drafts[at];
    let alone = reader.drafts.get(at + 1).is_none_or(|next| next.token > close);
    let of_a_rate = at.checked_sub(1).is_some_and(|before| reader.drafts[before].claim.measure == Measure::Percent);
    let words = reader.text(reader.tokens[open].end, reader.tokens[draft.token].start);
    alone && (of_a_rate || words.starts_with(['全', '共', '总']))
}

/// Whether a figure is the last of several in a row, so that a list behind it may be of all of them: 建议146件、提案203件，其中….
fn follows_its_like(reader: &Reader<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &reader.drafts[before]) else { return false };
    let draft = &reader.drafts[at];
    let between = &reader.tokens[before.token + 1..draft.token];
    let mark = between.iter().rev().find(|token| token.any(Set::DIVIDES.or(Set::LISTS)));
    before.claim.unit == draft.claim.unit && mark.is_some_and(|token| token.any(Set::LISTS))
}

fn closing(tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        depth = (depth + usize::from(token.any(Set::OPEN))).saturating_sub(usize::from(token.any(Set::CLOSE)));
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

enum Belongs {
    Part,
    /// Neither a part nor the end of the list: a percentage.
    Beside,
    No,
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

/// Whether a figure is about the bodies that the next one is of: 6个行政村236条.
fn says_of_whom(reader: &Reader<'_>, at: usize) -> bool {
    let (draft, next) = (&reader.drafts[at], reader.drafts.get(at + 1));
    next.is_some_and(|next| {
        let between = &reader.tokens[draft.token..next.token];
        let apart = between.iter().any(|token| token.any(Set::DIVIDES.or(Set::LISTS)));
        draft.claim.is_count() && next.claim.is_count() && draft.claim.unit != next.claim.unit && !apart
    })
}

/// Ends the innermost list.
fn finish(reader: &mut Reader<'_>, lists: &mut Vec<List>) {
    let Some(mut list) = lists.pop() else { return };
    let first = reader.claims.list.len();
    if (list.close.is_some() || list.depth > 0) && list.whole >= first {
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

/// Takes out of a list in brackets what is greater than the figure before them and no part of it by its words, but what that one is
/// measured by: 收回问卷2041份（发放2100份）, 公开决算85家（应公开86家，1家涉密）.
fn leave_out_bases(reader: &mut Reader<'_>, list: &mut List) {
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

/// A percentage with 占 is of the figure before it, in the whole that that is a part of.
fn shares(reader: &mut Reader<'_>) {
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
    let Some(whole) = reader.whole.filter(|_| alone.len() > 1) else { return };
    let of = reader.claims.get(whole);
    let agrees = |&&(share, part): &&(ClaimId, ClaimId)| {
        let (stated, part) = (&reader.drafts[share - first].claim, &reader.drafts[part - first].claim);
        let quotient = part.value.checked_mul(Amount::ONE_HUNDRED).and_then(|hundredfold| hundredfold.checked_div(of.value));
        quotient.is_some_and(|quotient| (quotient - stated.value).abs() * Amount::TWO <= stated.step)
    };
    let one_unit = alone.iter().all(|&(_, part)| reader.drafts[part - first].claim.unit == of.unit);
    let agreed = alone.iter().filter(agrees).count();
    let sum = || alone.iter().map(|&(_, part)| reader.drafts[part - first].claim.value).sum::<Amount>();
    if one_unit && (agreed * 2 > alone.len() || (agreed > 0 && sum() == of.value)) {
        let shares = alone.iter().map(|&(share, part)| Share { share, part, whole });
        reader.claims.shares.extend(shares);
    }
}

/// The breakdowns of a sentence whose first claim is given, the last one first.
fn of_sentence<'a>(reader: &'a Reader<'_>, first: ClaimId) -> impl Iterator<Item = &'a Breakdown> {
    reader.claims.breakdowns.iter().rev().take_while(move |breakdown| breakdown.parts.iter().any(|&part| part >= first))
}

/// The figure that a percentage says the share of.
fn part_before(reader: &Reader<'_>, at: usize) -> Option<usize> {
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
    let listed = of_sentence(reader, first).find(|breakdown| breakdown.parts.contains(&(first + part)));
    if let Some(breakdown) = listed {
        return Some(breakdown.whole);
    }
    let counts = |draft: &&Draft| draft.claim.is_count() && !draft.denial;
    let unit = reader.drafts[part].claim.unit;
    // 收到7件，予以公开3件，占42.9%；部分公开1件，占14.3%: what was a part already is not the whole of the next one.
    let plain = ["占", "占比", "占比为", "占比达"].iter().any(|words| reader.ends_with(reader.drafts[at].token, words));
    let shares = || reader.claims.shares.iter().rev().take_while(|share| share.share >= first).map(|share| share.part);
    let earlier = |id: ClaimId| plain && shares().chain(alone.iter().map(|&(_, part)| part)).any(|part| part == id);
    // 网站4200条，占75%，比上年4000条增加200条；微信1400条，占25%: nor is what the year before had.
    let last = |draft: &Draft| reader.named_year(draft) == Some(ClaimYear::Last);
    let whole = |(at, draft): &(usize, &Draft)| counts(draft) && draft.claim.unit == unit && !earlier(first + at) && !last(draft);
    let mut wholes = reader.drafts[..part].iter().enumerate().filter(whole);
    match (wholes.next(), wholes.next()) {
        (Some((whole, _)), None) => Some(first + whole),
        _ => None,
    }
}

/// 收到369封，回复352封，回复率达95.4%; 发现问题66个，整改64个，整改率97%.
fn rates(reader: &mut Reader<'_>) {
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
        if ["按时", "按期", "及时", "限时", "法定"].iter().any(|word| words.contains(word)) {
            continue;
        }
        if let Some((done, of)) = counts_of_replies(reader, at, words).or_else(|| counts_of_deeds(reader, at, words)) {
            reader.claims.rates.push(RateOfCounts { rate: first + at, done: first + done, of: first + of });
        }
    }
}

/// What was answered, and what was received, right before a rate of the two.
fn counts_of_replies(reader: &Reader<'_>, at: usize, words: &str) -> Option<(usize, usize)> {
    let plain = ["答复率", "回复率", "办结率", "办复率"].iter().any(|rate| words.contains(rate));
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

/// What is done to each of several things, so that its rate is how many of them.
const DEEDS: [&str; 14] = ["整改", "回收", "收回", "合格", "采纳", "有效", "满意", "回复", "答复", "办结", "办复", "化解", "完成", "达标"];

/// Of how many things something was done, and to how many, before a rate that is called after it: 发放问卷1500份，回收1423份，回收率94.9%.
fn counts_of_deeds(reader: &Reader<'_>, at: usize, words: &str) -> Option<(usize, usize)> {
    let name = &words[..words.rfind('率')?];
    let deed = DEEDS.into_iter().find(|deed| name.ends_with(deed))?;
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
        is_done(before, deed) || is_done(behind, deed)
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
fn is_done(words: &str, deed: &str) -> bool {
    let other = match deed {
        "回收" => "收回",
        "收回" => "回收",
        _ => deed,
    };
    [deed, other].into_iter().any(|deed| {
        words.find(deed).is_some_and(|place| {
            let (before, behind) = (&words[..place], &words[place + deed.len()..]);
            let open = before.ends_with(['不', '未', '没', '待', '需', '须', '应', '拟', '在', '非', '难']);
            let ordered = ["限期", "责令", "督促", "要求"].iter().any(|word| before.ends_with(word));
            !open && !ordered && !behind.starts_with('中')
        })
    })
}

/// Whether a figure is how much the one right before it is exceeded by: 比2010年的1,633条多413条.
fn is_difference(reader: &Reader<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &reader.drafts[before]) else { return false };
    let between = reader.text(before.claim.span.end() as usize, reader.tokens[reader.drafts[at].token].start);
    matches!(between, "多" | "少")
}

/// 2020年402条，2019年为356条，同比增长12.9%.
fn changes(reader: &mut Reader<'_>) {
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
