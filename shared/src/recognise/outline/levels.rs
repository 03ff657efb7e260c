//! The level of each numbering.
//!
//! A numbering in another style belongs to the level whose own numbering goes on where it ends (`1、` before 二、); where
//! nothing is numbered 一、, the numbering whose headings are those of the form is the top one. Which of the candidates are
//! headings at all is for [`super::judge`].

use super::{Candidate, Reader};
use crate::report::OrdinalStyle;

/// Fewest headings of the form that make a numbering the top one.
const FEWEST_TOP_HEADINGS: usize = 3;

/// Candidates of one style whose numbers follow each other.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    start: usize,
    first: u32,
    last: u32,
    len: u32,
}

impl Run {
    const fn slot(style: OrdinalStyle) -> Option<usize> {
        match style {
            OrdinalStyle::ArabicComma => Some(0),
            OrdinalStyle::ArabicDot => Some(1),
            OrdinalStyle::ArabicParenthesis => Some(2),
            _ => None,
        }
    }

    fn take(&mut self, at: usize, number: u32) {
        if self.len > 0 && number == self.last + 1 {
            self.last = number;
            self.len += 1;
        } else {
            *self = Self { start: at, first: number, last: number, len: 1 };
        }
    }
}

impl Reader<'_> {
    /// Gives a numbering in another style the level of the numbering that goes on where it ends.
    pub(super) fn assign_levels(&mut self) {
        let mut own = [0_u32; 2];
        let mut runs = [Run::default(); 3];
        for at in 0..self.candidates.len() {
            let candidate = self.candidates[at];
            let level = candidate.level;
            if let Some(run) = Run::slot(candidate.style) {
                runs[run].take(at, candidate.number);
                if self.stands_in(&candidate, &runs[run], own[0]) {
                    self.candidates[at].level = 1;
                    own = [candidate.number, 0];
                }
                continue;
            }
            if candidate.style == OrdinalStyle::Unnumbered {
                continue;
            }
            let last = &mut own[usize::from(level - 1)];
            if candidate.number > *last + 1 {
                let run = runs.iter().find(|run| run.len > 0 && run.first == *last + 1 && run.last + 1 == candidate.number);
                if let Some(run) = run {
                    self.adopt(*run, at, level);
                }
            }
            *last = candidate.number;
            if level == 1 {
                own[1] = 0;
                runs = [Run::default(); 3];
            }
        }
    }

    fn adopt(&mut self, run: Run, end: usize, level: u8) {
        let style = self.candidates[run.start].style;
        for candidate in self.candidates[run.start..end].iter_mut().filter(|candidate| candidate.style == style) {
            candidate.level = level;
        }
    }

    /// Whether a lone `6、` goes on with the numbering 五、 and names a section of the form.
    fn stands_in(&self, candidate: &Candidate, run: &Run, last: u32) -> bool {
        last > 0
            && candidate.number == last + 1
            && run.len == 1
            && candidate.rest.is_empty()
            && self.official.by_wording(self.form, &self.entry_key(candidate)).is_some()
    }

    /// Where nothing is numbered 一、, the numbering whose headings are those of the form is the top one.
    pub(super) fn promote_numbering(&mut self) {
        if self.candidates.iter().any(|candidate| candidate.level == 1 && candidate.style != OrdinalStyle::Unnumbered) {
            return;
        }
        let styles =
            [OrdinalStyle::ChineseParenthesis, OrdinalStyle::ArabicComma, OrdinalStyle::ArabicDot, OrdinalStyle::ArabicParenthesis];
        for style in styles {
            let mut sections = 0_u64;
            for candidate in self.candidates.iter().filter(|candidate| candidate.style == style) {
                if let Some(wording) = self.official.by_wording(self.form, &self.entry_key(candidate)) {
                    sections |= 1 << wording.section.min(63);
                }
            }
            if sections.count_ones() as usize >= FEWEST_TOP_HEADINGS {
                for candidate in self.candidates.iter_mut().filter(|candidate| candidate.style == style) {
                    candidate.level = 1;
                }
                return;
            }
        }
    }
}
