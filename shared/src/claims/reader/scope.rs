//! For whom a figure is counted.
//!
//! Turns the bodies and areas that the words of a window, or those before it, name into the scope of a claim. Invariant:
//! where a body of another level, or one that is not known, was spoken of before, or a condition narrows the sentence, the
//! scope is unclear.

use super::{Draft, Reader};
use crate::claims::Scope;
use crate::claims::sentence::Token;
use crate::claims::words::{Kind, Set};
use crate::report::{AdministrativeLevel, OrganizationKind};
use crate::source::Span;

/// What the reporting body may be called, by its area and by what it is.
const AREAS: Set = Set::of(Kind::OwnArea).or(Set::of(Kind::WholeArea));
const BODIES: Set = Set::of(Kind::OwnBody).or(Set::of(Kind::WholeBody));
/// What may say for whom something is counted.
const NAMED: Set = AREAS.or(BODIES).or(Set::of(Kind::OwnLevel)).or(Set::of(Kind::Subordinate));

/// Characters that names of bodies are told by.
const OF_BODIES: [char; 15] = ['局', '委', '厅', '院', '署', '馆', '所', '队', '乡', '镇', '村', '校', '办', '司', '企'];

/// Who was spoken of before a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spoken {
    /// The reporting body.
    Whole,
    /// Bodies of another level, or one that is not known.
    Other,
    /// The same, but in brackets.
    Aside,
    Nobody,
}

impl Reader<'_> {
    /// For whom a draft is counted.
    pub(super) fn scope(&self, draft: &Draft) -> Scope {
        let view = draft.view;
        if self.is_narrowed(view.left.0) {
            return Scope::Unclear;
        }
        if view.both.meets(NAMED) {
            let own = [view.right, view.left].into_iter().flat_map(|(start, end)| self.tokens[start..end].iter().rev());
            if let Some(scope) = own.filter(|token| token.any(NAMED)).find_map(|token| self.named_scope(token)) {
                return scope;
            }
        }
        match self.spoken_of(view.left.0) {
            Spoken::Whole => return Scope::Whole,
            Spoken::Other | Spoken::Aside => return Scope::Unclear,
            Spoken::Nobody => {}
        }
        // A heading or another sentence may speak of bodies below.
        let above = self.above.unwrap_or_default().has(Kind::Subordinate);
        if above || self.is_beside_subordinates(draft.claim.sentence.start() as usize) { Scope::Unclear } else { Scope::Whole }
    }

    /// Who was spoken of before a token: nearest first; whoever else it was may still be meant. Behind an aside, only who was
    /// named before it.
    fn spoken_of(&self, end: usize) -> Spoken {
        // What was found for the figure before is not sought again.
        let (asked, found) = self.spoken.get().filter(|&(asked, _)| asked <= end).unwrap_or((0, Spoken::Nobody));
        let (mut at, mut aside) = (end, false);
        let mut spoken = loop {
            let floor = if asked <= at { asked } else { 0 };
            let near = self.tokens[floor..at].iter().rposition(|token| token.any(NAMED.or(Set::UNKNOWN).or(Set::CLOSE)));
            let Some(near) = near else { break if floor == asked { found } else { Spoken::Nobody } };
            at = floor + near;
            let token = &self.tokens[at];
            if token.any(Set::CLOSE)
                && let Some(open) = self.tokens[..at].iter().rposition(|token| token.any(Set::OPEN))
            {
                aside |= (open..at).any(|inner| self.is_a_body(&self.tokens[inner]));
                at = open;
                continue;
            }
            match self.named_scope(token) {
                Some(Scope::Whole) => break Spoken::Whole,
                Some(_) => break Spoken::Other,
                None if token.any(Set::UNKNOWN) && self.names_a_body(token) => break Spoken::Other,
                None => {}
            }
        };
        if aside && spoken == Spoken::Nobody {
            spoken = Spoken::Aside;
        }
        self.spoken.set(Some((end, spoken)));
        spoken
    }

    fn named_scope(&self, token: &Token) -> Option<Scope> {
        if !token.any(NAMED) {
            return None;
        }
        let of = self.report.organization.as_ref().map_or(OrganizationKind::Unknown, |it| it.kind);
        let body = matches!(of, OrganizationKind::Department | OrganizationKind::School);
        Some(if token.any(AREAS) {
            if body { Scope::Unclear } else { Scope::Whole }
        } else if token.any(BODIES) {
            if of == OrganizationKind::Government { Scope::Unclear } else { Scope::Whole }
        } else if self.is_the_township_itself(token) {
            // 红旗街道 calls itself 街道, 石门乡 calls itself 乡政府: no level is below that reports by itself.
            Scope::Whole
        } else if token.is(Kind::OwnLevel) {
            Scope::Own
        } else {
            Scope::Subordinate
        })
    }

    /// Whether a token is what a township or subdistrict calls itself: the last part of its name.
    fn is_the_township_itself(&self, token: &Token) -> bool {
        let Some(body) = self.report.organization.as_ref().filter(|body| body.level == AdministrativeLevel::Township) else { return false };
        let word = self.source.slice(Span::of(token.start..token.end));
        match word {
            "街道" | "街道办事处" => body.name.contains("街道"),
            "乡政府" | "镇政府" => body.name.contains(&word[..'乡'.len_utf8()]),
            _ => false,
        }
    }

    /// Whether a token names the bodies of some level, or one that is not known.
    fn is_a_body(&self, token: &Token) -> bool {
        self.named_scope(token).is_some_and(|scope| scope != Scope::Whole) || (token.any(Set::UNKNOWN) && self.names_a_body(token))
    }

    fn names_a_body(&self, token: &Token) -> bool {
        let text = self.source.slice(Span::of(token.start..token.end));
        text.chars().any(is_of_a_body)
    }

    /// Whether a clause before, of this statement, names a condition: 财政信息方面，公开…
    fn is_narrowed(&self, end: usize) -> bool {
        if !self.kinds.meets(Set::of(Kind::Narrowing)) {
            return false;
        }
        let narrows = |(words, unknown, tagged): (usize, bool, bool)| {
            // 依申请公开方面 names what is counted itself.
            words > 1 || (words > 0 && (unknown || !tagged))
        };
        let mut clause = (0, false, false);
        for token in self.tokens[..end].iter().rev() {
            if token.divides() {
                if narrows(clause) || token.any(Set::SEMICOLON) {
                    return narrows(clause);
                }
                clause = (0, false, false);
            } else {
                let (words, unknown, tagged) = clause;
                clause = (words + usize::from(token.is(Kind::Narrowing)), unknown | token.any(Set::UNKNOWN), tagged | (token.tags != 0));
            }
        }
        narrows(clause)
    }
}

/// Whether a character is one of [`OF_BODIES`].
fn is_of_a_body(c: char) -> bool {
    /// Their last bits: hardly another character has them, so that one branch tells nearly always.
    const LAST: u128 = {
        let (mut set, mut at) = (0, 0);
        while at < OF_BODIES.len() {
            set |= 1 << (OF_BODIES[at] as u32 % u128::BITS);
            at += 1;
        }
        set
    };
    LAST >> (u32::from(c) % u128::BITS) & 1 != 0 && OF_BODIES.contains(&c)
}
