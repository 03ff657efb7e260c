//! Which candidates are headings, judged together, since one alone does not tell.
//!
//! A list of contents is set aside because its entries come again as headings; items 1. 2. 3. are headings or sentences as
//! most of them are; a line without ordinal is a heading only where the form has it and no other names its section.

use super::{Candidate, NONE, PieceKind, Reader};
use crate::amount::{digit, is_blank};
use crate::recognise::official;
use crate::report::OrdinalStyle;

impl Reader<'_> {
    /// Sets a list of contents aside: entries without text between them, most of which come again later.
    pub(super) fn set_contents_aside(&mut self) {
        let Some(first) = self.candidates.first() else { return };
        let key = self.entry_key(first);
        let again = self.candidates[1..]
            .iter()
            .position(|other| (other.number, other.style) == (first.number, first.style) && self.entry_key(other) == key);
        let Some(end) = again.map(|at| at + 1) else { return };
        let dense = self.candidates[..end].windows(2).all(|pair| pair[1].piece == pair[0].piece + 1 && pair[0].rest.is_empty());
        if !dense || end < 2 || !self.candidates[end - 1].rest.is_empty() {
            return;
        }
        let mut later = self.candidates[end..].iter();
        let repeated = self.candidates[..end].iter().filter(|entry| {
            let key = self.entry_key(entry);
            let mut ahead = later.clone();
            let found = ahead.any(|other| (other.number, other.style) == (entry.number, entry.style) && self.entry_key(other) == key);
            if found {
                later = ahead;
            }
            found
        });
        if repeated.count() * 3 < end * 2 {
            return;
        }
        for entry in &mut self.candidates[..end] {
            entry.level = NONE;
            self.pieces[entry.piece].kind = PieceKind::Furniture;
        }
        self.candidates.drain(..end);
        for (at, candidate) in self.candidates.iter().enumerate() {
            self.pieces[candidate.piece].kind = PieceKind::Candidate(at);
        }
    }

    /// A heading to be compared, without the number of its page.
    pub(super) fn entry_key(&self, candidate: &Candidate) -> String {
        let heading = self.source.slice(candidate.heading);
        let words = heading.trim_end_matches(|c| digit(c).is_some());
        official::key(if words.ends_with(is_blank) { words } else { heading }, self.folder)
    }

    /// Items 1. 2. 3. of one list are headings or sentences as most of them are.
    pub(super) fn drop_sentences(&mut self) {
        for style in [OrdinalStyle::ArabicDot, OrdinalStyle::ArabicComma] {
            let mut start = 0;
            while start < self.candidates.len() {
                let end = self.list_end(start, style);
                let members = |candidate: &&mut Candidate| candidate.level == 3 && candidate.style == style;
                let (mut total, mut solid) = (0, 0);
                for candidate in self.candidates[start..end].iter_mut().filter(members) {
                    total += 1;
                    solid += usize::from(candidate.solid);
                }
                if solid * 2 <= total {
                    self.candidates[start..end].iter_mut().filter(members).for_each(|candidate| candidate.level = NONE);
                }
                start = end;
            }
        }
    }

    /// End of the list in a style that starts at a candidate: the next higher heading, or a number that does not rise.
    fn list_end(&self, start: usize, style: OrdinalStyle) -> usize {
        let mut last = 0;
        for (at, candidate) in self.candidates.iter().enumerate().skip(start) {
            if candidate.level < 3 && candidate.level != NONE && at > start {
                return at;
            }
            if candidate.level == 3 && candidate.style == style {
                if candidate.number <= last {
                    return at;
                }
                last = candidate.number;
            }
        }
        self.candidates.len()
    }

    /// Keeps an unnumbered line only as the heading of a section that has no other, at the place where the form has it.
    pub(super) fn judge_unnumbered(&mut self) {
        if self.candidates.iter().all(|candidate| candidate.wording.is_none()) {
            return;
        }
        let is_numbered = |candidate: &Candidate| candidate.level == 1 && candidate.style != OrdinalStyle::Unnumbered;
        let numbered = self.candidates.iter().any(is_numbered);
        let section_of = |candidate: &Candidate| match candidate.wording {
            Some(wording) => Some(wording.section),
            None => self.official.by_wording(self.form, &self.entry_key(candidate)).map(|wording| wording.section),
        };
        let sections: Vec<Option<u8>> =
            self.candidates.iter().map(|candidate| if candidate.level == 1 { section_of(candidate) } else { None }).collect();
        for at in 0..self.candidates.len() {
            let Some(wording) = self.candidates[at].wording else { continue };
            let mut others = self.candidates.iter().enumerate().filter(|(other, _)| *other != at);
            let rival = others.any(|(other, rival)| {
                let same = rival.level == 1 && sections[other] == Some(wording.section);
                same && (is_numbered(rival) || (other < at || rival.wording.is_some_and(|rival| rival.official && !wording.official)))
            });
            let numbered_section = |(other, candidate): (usize, &Candidate)| if is_numbered(candidate) { sections[other] } else { None };
            let before = self.candidates[..at].iter().enumerate().rev().find_map(numbered_section);
            let after = self.candidates.iter().enumerate().skip(at).find_map(numbered_section);
            let in_place = before.is_none_or(|before| before < wording.section) && after.is_none_or(|after| wording.section < after);
            if rival || (numbered && !in_place) {
                self.candidates[at].level = NONE;
            }
        }
    }
}
