//! The year that a figure is of.
//!
//! Turns what the words of a window, and those before it in the sentence, say of the time into the year of a claim and
//! whether its own window names it. Invariant: words that may be said of another figure, or of more than one year, make
//! the year unclear.

use super::window::View;
use super::{Draft, Reader};
use crate::claims::ClaimYear;
use crate::claims::sentence::{Token, Value};
use crate::claims::words::{Kind, Set};

/// Words that name a time, and dates.
const NAMES: Set = Set::YEAR
    .or(Set::MONTH)
    .or(Set::DAY)
    .or(Set::of(Kind::ThisYear))
    .or(Set::of(Kind::LastYear))
    .or(Set::of(Kind::Cumulative))
    .or(Set::of(Kind::PartOfYear))
    .or(Set::of(Kind::Since));
/// These, and words that say something else of the time.
const TIMES: Set = NAMES.or(Set::of(Kind::Accumulated)).or(Set::of(Kind::AsOf)).or(Set::of(Kind::YearEnd)).or(Set::of(Kind::Intention));

/// What words say of the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    Year(ClaimYear),
    /// 累计: of the year, if that is named.
    Accumulated,
}

/// The days that words name, in their order, as month and day; 0 where one is not named.
#[derive(Clone, Copy, Debug, Default)]
struct Days {
    count: usize,
    /// The first two of them.
    first: [(u32, u32); 2],
    /// The last of them.
    last: (u32, u32),
}

impl Days {
    fn month(&mut self, month: u32) {
        self.count += 1;
        self.note((month, 0));
    }

    fn day(&mut self, day: u32) {
        let (month, before) = self.last;
        if self.count == 0 || before != 0 {
            self.count += 1;
            self.note((0, day));
        } else {
            self.note((month, day));
        }
    }

    fn note(&mut self, day: (u32, u32)) {
        self.last = day;
        if let Some(place) = self.first.get_mut(self.count - 1) {
            *place = day;
        }
    }

    fn is_the_whole_year(&self) -> bool {
        self.count == 2 && self.first == [(1, 1), (12, 31)]
    }
}

impl Reader<'_> {
    /// For which year a draft is, and whether its own window names it.
    pub(super) fn year(&self, drafts: &[Draft], at: usize) -> (ClaimYear, bool) {
        let draft = &drafts[at];
        if let Some(year) = self.compared_with(&draft.view) {
            return (year, true);
        }
        if let Some(origin) = drafts.get(at + 1).and_then(|next| self.origin(draft, next)) {
            return (self.earlier(draft, origin), true);
        }
        // 由45件增至48件: what is said of the time before 由 is said of what it came to.
        let origin = at.checked_sub(1).and_then(|before| Some((before, self.origin(&drafts[before], draft)?)));
        match origin {
            Some((before, origin)) if self.own_time(&draft.view).is_none() => {
                let from = &drafts[before].view;
                let head = View { left: (from.left.0, origin), right: (origin, origin), ..*from };
                let known = self.year_in([(origin, from.left.1), (origin, origin)], Set::default());
                let earlier = matches!(known, None | Some(Time::Year(ClaimYear::Last)));
                let (year, own) = self.year_of(&head);
                (if earlier { year } else { ClaimYear::Unclear }, own)
            }
            _ => self.year_of(&draft.view),
        }
    }

    /// For which year the words of a window are, and whether they name it themselves.
    fn year_of(&self, view: &View) -> (ClaimYear, bool) {
        match self.own_time(view) {
            Some(Time::Year(year)) => return (year, true),
            Some(Time::Accumulated) => {
                let named = matches!(self.year_before(view.left.0), Some(Time::Year(ClaimYear::This)));
                return (if named { ClaimYear::This } else { ClaimYear::Unclear }, named);
            }
            None => {}
        }
        let year = match self.year_before(view.left.0) {
            Some(Time::Year(ClaimYear::This)) => ClaimYear::This,
            // 历年累计受理25件，办结24件: nothing else is said of the time.
            Some(Time::Year(ClaimYear::Cumulative)) if self.times(view.left.0) == 1 => ClaimYear::Cumulative,
            Some(_) => ClaimYear::Unclear,
            // What is announced is not counted yet.
            None if self.above.unwrap_or_default().has(Kind::Intention) => ClaimYear::Unclear,
            None => ClaimYear::This,
        };
        (year, false)
    }

    /// The year of a figure that stands for what another is compared with: 较上年的125件增加25件, 比上年（5000条）.
    fn compared_with(&self, view: &View) -> Option<ClaimYear> {
        let (start, end) = view.left;
        if !view.has(Kind::Against) || view.has(Kind::To) || view.has(Kind::Up) || view.has(Kind::Down) {
            let against = start.checked_sub(2).filter(|&before| self.tokens[before].is(Kind::Against))?;
            let brackets = start == end && self.tokens[start - 1].any(Set::OPEN);
            return (brackets && self.compares(against) && self.names_a_year(against)).then_some(ClaimYear::Last);
        }
        let against = (start..end).rev().find(|&token| self.tokens[token].is(Kind::Against) && self.compares(token))?;
        if let Some(time) = self.year_in([(against + 1, end), (end, end)], Set::default()) {
            return Some(if let Time::Year(year) = time { year } else { ClaimYear::Unclear });
        }
        // 较上年新收45件多3件 may be said of either.
        let plain = self.tokens[against + 1..end].iter().all(|token| token.is(Kind::Filler));
        Some(if plain && self.names_a_year(against) { ClaimYear::Last } else { ClaimYear::Unclear })
    }

    /// Whether a word stands before what something is compared with: 较, 比上年, and not 同比 or 与上年相比.
    fn compares(&self, token: usize) -> bool {
        let Token { start, end, .. } = self.tokens[token];
        let word = self.text(start, end);
        word.starts_with(['较', '比']) && !word.ends_with('比')
    }

    fn names_a_year(&self, token: usize) -> bool {
        let Token { start, end, .. } = self.tokens[token];
        self.text(start, end).contains('年')
    }

    /// The token of 由 or 从 in the window of a figure from which the next one is said to have come: 由45件增至48件.
    pub(super) fn origin(&self, from: &Draft, to: &Draft) -> Option<usize> {
        if !to.view.has(Kind::To) || from.claim.unit != to.claim.unit || from.denial || to.denial {
            return None;
        }
        let (start, end) = from.view.left;
        let leads = |&token: &usize| {
            let Token { start, end, .. } = self.tokens[token];
            self.text(start, end).ends_with(['由', '从'])
        };
        let lead = (start..end).rev().find(leads)?;
        // 由45件，增至48件, and not 由县政府受理45件，办结率增至98%.
        let together = !self.tokens[from.token..to.token].iter().any(Token::divides);
        let bare = || self.tokens[lead + 1..end].iter().all(|token| token.tags == 0 && !token.any(Set::UNKNOWN));
        (together || bare()).then_some(lead)
    }

    /// The year of the figure that another came from: what its own words say of the time, else the year before.
    fn earlier(&self, draft: &Draft, lead: usize) -> ClaimYear {
        match self.year_in([(lead + 1, draft.view.left.1), draft.view.right], Set::default()) {
            Some(Time::Year(ClaimYear::This | ClaimYear::Cumulative) | Time::Accumulated) => ClaimYear::Unclear,
            Some(Time::Year(year)) => year,
            None => {
                let head = View { left: (draft.view.left.0, lead), right: (lead, lead), ..draft.view };
                if self.year_of(&head).0 == ClaimYear::This { ClaimYear::Last } else { ClaimYear::Unclear }
            }
        }
    }

    /// What the words of a window say of the time.
    fn own_time(&self, view: &View) -> Option<Time> {
        if !view.both.meets(TIMES) {
            return None;
        }
        let carries = view.tags & self.words.marks().carry != 0;
        self.year_in([view.left, view.right], if carries { Set::YEAR } else { Set::default() })
    }

    /// What the nearest words before a token say of the year; brackets apart.
    fn year_before(&self, end: usize) -> Option<Time> {
        if !self.kinds.meets(TIMES) {
            return None;
        }
        let (said, mark) = self.year_in_clause(end);
        let (None, Some(mark)) = (said, mark) else { return said };
        // What was said before a mark is asked for by one figure after the other.
        if let Some((_, said)) = self.dated.get().filter(|(asked, _)| *asked == mark) {
            return said;
        }
        let mut next = Some(mark);
        let mut said = None;
        while let (None, Some(clause)) = (said, next) {
            (said, next) = self.year_in_clause(clause);
        }
        self.dated.set(Some((mark, said)));
        said
    }

    /// What the clause that ends before a token says of the year, and before which token the one before it ends.
    fn year_in_clause(&self, end: usize) -> (Option<Time>, Option<usize>) {
        let (mut start, mut set, mut tags) = (end, Set::default(), 0);
        while let Some(token) = start.checked_sub(1).map(|before| &self.tokens[before]).filter(|token| !token.divides()) {
            (start, set, tags) = (start - 1, set.or(token.set), tags | token.tags);
        }
        // 较2021年增加 names what is compared with.
        if set.meets(TIMES)
            && !set.meets(Set::of(Kind::Against))
            && let Some(time) = self.year_in([(start, end), (end, end)], Set::default())
        {
            // 2021年新收33件，2020年结转5件，办结36件: the year that cases come from is not the statement's.
            let carries = tags & self.words.marks().carry != 0;
            if !carries || starts_a_statement(&self.tokens, start) {
                return (Some(time), None);
            }
        }
        let Some(mark) = start.checked_sub(1) else { return (None, None) };
        let close = self.tokens[mark].any(Set::CLOSE);
        let open = if close { self.tokens[..mark].iter().rposition(|token| token.any(Set::OPEN)) } else { None };
        (None, Some(open.unwrap_or(mark)))
    }

    /// How often the sentence names a time before a token.
    fn times(&self, end: usize) -> usize {
        self.tokens[..end].iter().filter(|token| token.any(NAMES)).count()
    }

    /// What the tokens of two windows say of the time, some apart.
    fn year_in(&self, windows: [(usize, usize); 2], apart: Set) -> Option<Time> {
        let tokens = || windows.into_iter().flat_map(|(start, end)| &self.tokens[start..end]).filter(|token| !token.any(apart));
        let set = tokens().fold(Set::default(), |set, token| set.or(token.set));
        if !set.meets(TIMES) {
            return None;
        }
        let has = |kind: Kind| set.meets(Set::of(kind));
        let (accumulated, since, year_end) = (has(Kind::Accumulated), has(Kind::Since), has(Kind::YearEnd));
        let (mut as_of, other) = (has(Kind::AsOf), has(Kind::Intention) || has(Kind::PartOfYear));
        let done = tokens().any(|token| token.tags & (self.words.marks().done | self.words.marks().stock) != 0);
        let mut said = None;
        let mut days = Days::default();
        for token in tokens().filter(|token| token.any(TIMES)) {
            let year = match token.value {
                Value::Year(year) => Some(self.relative(year)),
                Value::Month(month) => {
                    days.month(month);
                    None
                }
                Value::Day(day) => {
                    days.day(day);
                    None
                }
                _ if token.is(Kind::ThisYear) => Some(ClaimYear::This),
                _ if token.is(Kind::LastYear) => Some(ClaimYear::Last),
                _ if token.is(Kind::Cumulative) => Some(ClaimYear::Cumulative),
                _ => None,
            };
            if let Some(year) = year {
                said = Some(if said.is_none_or(|said| said == year) { year } else { ClaimYear::Unclear });
            }
        }
        // 截至年底办结95件, 截至年底现行有效43件 is what the year came to; 截至年底公开10.2万条 may be that of all years.
        as_of |= year_end && !done;
        match said {
            _ if other => Some(Time::Year(ClaimYear::Other)),
            _ if days.count > 0 && !days.is_the_whole_year() => Some(Time::Year(ClaimYear::Unclear)),
            Some(ClaimYear::Cumulative) => Some(Time::Year(ClaimYear::Cumulative)),
            _ if as_of => Some(Time::Year(ClaimYear::Unclear)),
            _ if since => Some(Time::Year(ClaimYear::Other)),
            Some(year) => Some(Time::Year(year)),
            None if accumulated => Some(Time::Accumulated),
            None => None,
        }
    }

    fn relative(&self, year: i32) -> ClaimYear {
        match self.report.year.year {
            // Where title, period and captions disagree, a year by itself does not tell this one from the last.
            Some(_) if self.doubtful_year => ClaimYear::Unclear,
            Some(this) if year == this => ClaimYear::This,
            Some(this) if year == this - 1 => ClaimYear::Last,
            Some(_) => ClaimYear::Other,
            None => ClaimYear::Unclear,
        }
    }

    /// The year that the words name for a draft: in its own window, or right before its bracket (比2014年（3,862条）).
    pub(in crate::claims) fn named_year(&self, draft: &Draft) -> Option<ClaimYear> {
        if let Some(year) = self.compared_with(&draft.view) {
            return Some(year);
        }
        if self.own_time(&draft.view).is_some()
            && let (year, true) = self.year_of(&draft.view)
        {
            return Some(year);
        }
        let before = draft.view.left.0.checked_sub(2)?;
        let token = self.tokens[before];
        match token.value {
            _ if !self.tokens[before + 1].any(Set::OPEN) => None,
            Value::Year(year) => Some(self.relative(year)),
            _ => token.is(Kind::LastYear).then_some(ClaimYear::Last),
        }
    }
}

/// Whether a clause opens its sentence, or follows a semicolon or a bracket.
fn starts_a_statement(tokens: &[Token], start: usize) -> bool {
    start.checked_sub(1).is_none_or(|mark| !tokens[mark].any(Set::COMMA))
}
