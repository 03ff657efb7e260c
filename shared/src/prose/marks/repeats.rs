//! What stands twice: a character, a word or a phrase.
//!
//! Turns the characters that are near one like them into the repetitions that are slips; which words may stand twice is told by the
//! data files.

use super::super::glance::NEAR;
use super::{FIRST, Line, MarkKind, MarkReader, cast};

/// Longest phrase whose repetition is noticed.
const LONGEST_REPEAT: usize = NEAR as usize;

/// What tells repetitions.
#[derive(Debug, Default)]
pub(super) struct Recent {
    /// The place of the last character that was near one like it.
    alike: u32,
    /// For each distance, how many characters in a row are the same as those that far before.
    runs: [u8; LONGEST_REPEAT + 1],
}

impl Recent {
    /// The length of what the last ideograph of a run completes, if that stands twice; it stands at `place` in the source.
    #[cold]
    fn completes(&mut self, run: &[u8], place: u32) -> Option<usize> {
        if self.alike.wrapping_add(3) != place {
            self.runs = [0; LONGEST_REPEAT + 1];
        }
        self.alike = place;
        let last = run.len() - 3;
        let mut found = None;
        for distance in 1..=LONGEST_REPEAT {
            if last.checked_sub(3 * distance).is_none_or(|before| run[before..before + 3] != run[last..]) {
                self.runs[distance] = 0;
                continue;
            }
            self.runs[distance] += 1;
            if usize::from(self.runs[distance]) == distance {
                self.runs[distance] = 0;
                found = found.or(Some(distance));
            }
        }
        found
    }
}

impl MarkReader<'_> {
    /// Looks at characters from `at` on that are near one like them, in a run that starts at `start`; says whether the last of 64 is.
    pub(super) fn repeats(&mut self, line: &Line<'_>, start: usize, at: usize, near: u64, before: bool) -> bool {
        // A phrase that stands twice is a row of such characters, or twice the same character.
        const LAST: u64 = 1;
        let in_row = near & (near << 1 | near >> 1 | if before { FIRST } else { 0 } | LAST);
        let bytes = line.text.as_bytes();
        let mut rest = near;
        while rest != 0 {
            let place = rest.leading_zeros() as usize;
            rest ^= FIRST >> place;
            let at = at + 3 * place;
            let next = at + 3;
            if (in_row & FIRST >> place != 0 || bytes[start..at].ends_with(&bytes[at..next]))
                && let Some(length) = self.recent.completes(&bytes[start..next], line.within.start() + cast(at))
            {
                self.repeat(line, next, length, line.text[at..].chars().next().unwrap_or_default());
            }
        }
        near & LAST != 0
    }

    fn repeat(&mut self, line: &Line<'_>, end: usize, length: usize, c: char) {
        let bytes = length * 3;
        let (start, word) = (end - 2 * bytes, &line.text[end - bytes..end]);
        let slip = match length {
            1 => self.lexicon.wording.is_slip(line.text, c, start, end),
            2 => self.lexicon.wording.is_repeated(word, line.text, start, end),
            // 一件事一件事, 县政府办公室办公室主任.
            _ => !word.starts_with('一') && !matches!(word, "办公室" | "委员会"),
        };
        if slip {
            self.mark(line, MarkKind::Repeat, start, end);
        }
    }
}
