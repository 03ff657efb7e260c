//! The words around a figure: its window.
//!
//! Turns the tokens around a figure, up to the next marks, into a [`View`]: what they are and which tags they have. What a
//! list or a bracket puts before the words is taken in; what belongs to the figure before is not. Answers besides what
//! the words of the window say of the figure: what is counted, and whether it is a share, a rate or a change.

use super::Reader;
use crate::claims::figure::Figure;
use crate::claims::sentence::Token;
use crate::claims::words::{Kind, Set, Tags};
use crate::claims::{Direction, Measure, Role};
use crate::source::Span;

/// What the words of a window say.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::claims) struct View {
    /// First token and one past the last, left of the figure.
    pub(in crate::claims) left: (usize, usize),
    /// The same right of it.
    pub(in crate::claims) right: (usize, usize),
    /// What is counted.
    pub(in crate::claims) tags: Tags,
    /// Whether every word is known.
    pub(in crate::claims) known: bool,
    /// What its tokens are.
    pub(in crate::claims) set: Set,
    /// The same with the tokens right of a figure whose subject stands apart (A、B分别为3件、5件).
    pub(in crate::claims) both: Set,
}

/// The tokens since the last one that a window may end at.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Run {
    start: usize,
    tags: Tags,
    set: Set,
    /// What it begins behind.
    stop: Set,
}

/// What a window left of a figure may end at.
const STOPS: Set = Set::DIVIDES.or(Set::FIGURE).or(Set::PAUSE);
/// Of these, what a window may go on before.
const GOES_ON: Set = Set::FIGURE.or(Set::PAUSE).or(Set::CLOSE);
/// What says what is counted.
const SAYS: Set = Set::UNKNOWN.or(Set::of(Kind::Tag)).or(Set::of(Kind::Subordinate)).or(Set::of(Kind::OwnLevel));

impl Run {
    /// Takes the next token in.
    pub(super) fn pass(&mut self, at: usize, token: Option<&Token>) {
        let Some(token) = token else { return };
        if token.any(STOPS) {
            *self = Self { start: at + 1, stop: token.set, ..Self::default() };
        } else {
            self.tags |= token.tags;
            self.set = self.set.or(token.set);
        }
    }
}

/// What words say whose tokens are these.
const fn words(left: (usize, usize), tags: Tags, set: Set) -> View {
    let known = !set.meets(Set::UNKNOWN.or(Set::of(Kind::Narrowing)));
    View { left, right: (0, 0), tags, known, set, both: set }
}

impl View {
    pub(in crate::claims) const fn has(&self, kind: Kind) -> bool {
        self.set.meets(Set::of(kind))
    }
}

impl Reader<'_> {
    /// The words around a figure, up to the next marks; `before` are those right before it.
    pub(super) fn view(&self, token: usize, before: Run) -> View {
        let mut view = if before.stop.meets(GOES_ON) {
            let (start, clear) = self.left(token);
            let view = self.survey(start, token);
            View { known: view.known & clear, ..view }
        } else {
            words((before.start, token), before.tags, before.set)
        };
        let right = self.survey(token + 1, self.right(token));
        view.right = right.left;
        // 收到9件申请, 9件申请均已答复: the words behind say what is counted, or say more of it.
        view.tags |= right.tags;
        view.known &= right.known;
        view.set = view.set.or(right.set);
        view.both = view.set;
        view
    }

    /// Where the window left of a figure starts, and whether its words are surely the figure's.
    fn left(&self, token: usize) -> (usize, bool) {
        let mut at = token;
        while let Some(stop) = self.tokens[..at].iter().rposition(|token| token.any(STOPS)) {
            let before = &self.tokens[stop];
            at = stop + 1;
            if before.any(Set::FIGURE) {
                // 67件建议和133件提案: what stands before 和 belongs to the figure before.
                let and = (at..token).rev().find(|&and| self.tokens[and].is(Kind::And));
                return and.map_or((at, at == token), |and| (and + 1, true));
            }
            let goes_on = if before.any(Set::PAUSE) {
                let behind = stop > 0 && self.tokens[stop - 1].any(Set::FIGURE.or(Set::CLOSE));
                (!behind && !self.belongs_to_a_figure_before(stop)).then_some(stop)
            } else if before.any(Set::CLOSE) {
                self.opening(stop)
            } else {
                None
            };
            let Some(further) = goes_on else { return (at, true) };
            at = further;
        }
        (0, true)
    }

    /// Whether the words before a pause name what a figure before them counts: 67件建议、133件提案.
    fn belongs_to_a_figure_before(&self, pause: usize) -> bool {
        let before = self.tokens[..pause].iter().rev().find(|token| token.any(Set::DIVIDES.or(Set::FIGURE).or(Set::PAUSE)));
        before.is_some_and(|token| token.any(Set::FIGURE))
    }

    /// The bracket that a closing one belongs to, if no figure stands between them.
    fn opening(&self, close: usize) -> Option<usize> {
        let open = self.tokens[..close].iter().rposition(|token| token.any(Set::OPEN))?;
        let inner = &self.tokens[open + 1..close];
        let plain = inner.iter().all(|token| !token.any(Set::FIGURE.or(Set::CLOSE)));
        plain.then_some(open)
    }

    /// Where the window right of a figure ends.
    fn right(&self, token: usize) -> usize {
        let rest = &self.tokens[token + 1..];
        let stops = |other: &Token| other.any(Set::DIVIDES.or(Set::PAUSE).or(Set::FIGURE));
        let end = token + 1 + rest.iter().position(stops).unwrap_or(rest.len());
        match self.tokens.get(end) {
            // What stands before the next figure is that figure's, unless 和 divides them.
            Some(next) if next.any(Set::FIGURE) => (token + 1..end).rev().find(|&and| self.tokens[and].is(Kind::And)).unwrap_or(token + 1),
            _ => end,
        }
    }

    /// What the words between two tokens say.
    pub(in crate::claims) fn survey(&self, start: usize, end: usize) -> View {
        let (mut set, mut tags) = (Set::default(), 0);
        for token in &self.tokens[start..end] {
            set = set.or(token.set);
            tags |= token.tags;
        }
        words((start, end), tags, set)
    }

    /// The words that say what is counted.
    pub(super) fn subject(&self, view: &View, at: usize) -> Span {
        for (start, end) in [view.left, view.right] {
            let says = |token: &Token| token.any(SAYS);
            let window = &self.tokens[start..end];
            if let (Some(first), Some(last)) = (window.iter().position(says), window.iter().rposition(says)) {
                return Span::of(window[first].start..window[last].end);
            }
        }
        Span::of(at..at)
    }

    pub(super) fn role(&self, figure: &Figure, view: &View, at: usize) -> Role {
        let changes = ((view.has(Kind::Up) || view.has(Kind::Down)) && !view.has(Kind::To)) || self.difference(view, at).is_some();
        match figure.measure {
            Measure::Percent if view.has(Kind::Share) || (view.has(Kind::Respectively) && self.words_before(view, at).contains('占')) => {
                Role::Share
            }
            Measure::Percent if changes => Role::Change,
            Measure::Percent => {
                let words = self.words_before(view, at);
                if words.contains('率') || words.contains("满意度") { Role::Rate } else { Role::Total }
            }
            Measure::PercentPoints | Measure::Times => Role::Change,
            Measure::Count | Measure::Money if changes => Role::Change,
            Measure::Count | Measure::Money | Measure::None => Role::Total,
        }
    }

    /// 比上年多300条, 较去年少收到5件: whether a figure is how much more or less there was, and which.
    pub(in crate::claims) fn difference(&self, view: &View, at: usize) -> Option<Direction> {
        let words = self.words_before(view, at);
        if !view.has(Kind::Against) {
            // 比上年的2960条多公开300条: what it is compared with stands right before it.
            let follows = view.left.0 > 0 && self.tokens[view.left.0 - 1].any(Set::FIGURE) && words.chars().count() <= 4;
            return match words.chars().next().filter(|_| follows)? {
                '多' => Some(Direction::Up),
                '少' => Some(Direction::Down),
                _ => None,
            };
        }
        let (place, word) = words.char_indices().rev().find(|(_, c)| matches!(c, '多' | '少'))?;
        let behind = &words[place + word.len_utf8()..];
        let compared = words[..place].contains(['比', '较']) && !words[..place].ends_with(['至', '不', '较', '很', '许']);
        let plain = behind.chars().count() <= 4 && !behind.starts_with(['次', '种', '项', '个', '年', '数', '于']);
        let direction = if word == '多' { Direction::Up } else { Direction::Down };
        (compared && plain).then_some(direction)
    }

    /// The text of a window, up to its figure.
    fn words_before(&self, view: &View, at: usize) -> &str {
        let from = self.tokens.get(view.left.0).map_or(at, |token| token.start.min(at));
        self.source.slice(Span::of(from..at))
    }
}
