//! What stands around a sentence: the headings above it, and the words before it in its paragraph.
//!
//! Turns them into the tags that a sentence's own words leave open, and tells whether they speak of bodies below. The
//! claims ask in the order of the text, so that each word of a paragraph is read once, however many figures it has.

use super::Reader;
use crate::claims::Claim;
use crate::claims::beside::Beside;
use crate::claims::sentence;
use crate::claims::words::{Kind, Saying, Set, Tags, Traits};
use crate::report::Section;
use crate::source::Span;

/// What the words of a text say, without regard to their order.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    pub(super) tags: Tags,
    pub(super) set: Set,
}

impl Said {
    pub(super) const fn has(self, kind: Kind) -> bool {
        self.set.meets(Set::of(kind))
    }
}

/// For each heading, the last one before it whose extent it stands in.
pub(super) fn around(sections: &[Section]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let under = |(at, section): (usize, &Section)| {
        while open.last().is_some_and(|&last| sections[last].extent.end() <= section.extent.start()) {
            open.pop();
        }
        let above = open.last().copied();
        open.push(at);
        above
    };
    sections.iter().enumerate().map(under).collect()
}

impl Reader<'_> {
    /// The words that are looked for beside a figure.
    pub(in crate::claims) const fn beside(&self) -> &Beside {
        self.words.beside()
    }

    /// Whether the headings above, or the paragraph so far, speak of something.
    pub(super) fn speaks_of(&self, saying: &Saying, claim: &Claim) -> bool {
        let disclosure = self.words.marks().disclosure;
        let place = claim.span.start() as usize;
        let sentence = Span::of(claim.sentence.start() as usize..place);
        let heading = (saying.context & !disclosure) | saying.under;
        self.above.unwrap_or_default().tags & heading != 0
            || self.so_far(place) & saying.context & !disclosure != 0
            || self.tags_in(sentence) & saying.context != 0
    }

    /// What the headings say that a place stands under.
    pub(super) fn headings(&mut self, place: Span) -> Said {
        let mut above = Said::default();
        let begun = self.report.sections.partition_point(|section| section.extent.start() <= place.start());
        let mut next = begun.checked_sub(1);
        while let Some(section) = next {
            if self.report.sections[section].extent.contains(place) {
                let said = self.heading(section);
                above = Said { tags: above.tags | said.tags, set: above.set.or(said.set) };
            }
            next = self.around[section];
        }
        above
    }

    /// What a heading says.
    fn heading(&mut self, section: usize) -> Said {
        if let Some(said) = self.said[section] {
            return said;
        }
        let mut said = Said::default();
        for (_, kind, tags) in self.each_word(self.source.slice(self.report.sections[section].span)) {
            said = Said { tags: said.tags | tags, set: said.set.or(Set::of(kind)) };
        }
        self.said[section] = Some(said);
        said
    }

    /// The tags of all words of the block before a place.
    fn so_far(&self, place: usize) -> Tags {
        let (mut from, mut tags) = self.begun.get();
        if from > place {
            (from, tags) = (self.block.start() as usize, 0);
        }
        // Read on from the last word; one that the place cuts may still be another, shorter word.
        let base = from;
        for (end, _, of_word) in self.each_word(self.source.slice(Span::of(base..self.block.end() as usize))) {
            if base + end > place {
                break;
            }
            from = base + end;
            tags |= of_word;
        }
        self.begun.set((from, tags));
        tags | self.tags_in(Span::of(from..place))
    }

    /// Whether figures of the block before a sentence may be those of bodies below.
    pub(super) fn is_beside_subordinates(&self, sentence: usize) -> bool {
        if let Some((_, beside)) = self.asked_beside.get().filter(|(asked, _)| *asked == sentence) {
            return beside;
        }
        let (mut from, mut beside) = self.beside.get();
        if from > sentence {
            (from, beside) = (self.block.start() as usize, false);
        }
        let counts =
            |text: &str| text.bytes().any(|byte| byte.is_ascii_digit()) && outside_brackets(text).any(|piece| self.has_subordinates(piece));
        let text = self.source.slice(Span::of(from..sentence));
        let (whole, rest) = text.rsplit_once('。').unwrap_or(("", text));
        // What has no full stop for so long is not read again for each of its parts.
        let (whole, rest) = if rest.len() > sentence::LONGEST { (text, "") } else { (whole, rest) };
        beside |= whole.split('。').any(counts);
        self.beside.set((sentence - rest.len(), beside));
        beside |= counts(rest);
        self.asked_beside.set(Some((sentence, beside)));
        beside
    }

    /// The tags of all words of a text.
    fn tags_in(&self, span: Span) -> Tags {
        self.each_word(self.source.slice(span)).fold(0, |sum, (_, _, tags)| sum | tags)
    }

    fn has_subordinates(&self, text: &str) -> bool {
        self.each_word(text).any(|(_, kind, _)| kind == Kind::Subordinate)
    }

    /// The words of a text, with where they end.
    fn each_word(&self, text: &str) -> impl Iterator<Item = (usize, Kind, Tags)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let bytes = text.as_bytes();
            while at < bytes.len() {
                let Some(traits) = self.words.traits(bytes, at) else {
                    at += 1;
                    continue;
                };
                if traits.has(Traits::BEGINS)
                    && let Some((word, end)) = self.words.word(text, at)
                {
                    at = end;
                    return Some((end, word.kind, word.tags));
                }
                at += 3;
            }
            None
        })
    }
}

/// The pieces of a text that stand in no brackets: 全县收到100件（其中乡镇15件） goes on about the county.
fn outside_brackets(text: &str) -> impl Iterator<Item = &str> {
    text.split(['（', '(']).enumerate().map(|(at, piece)| match at {
        0 => piece,
        _ => piece.split_once(['）', ')']).map_or("", |(_, behind)| behind),
    })
}
