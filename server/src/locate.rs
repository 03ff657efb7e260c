//! From byte offsets to what the contract calls a place.
//!
//! The engine speaks of bytes, the contract of code points, lines and columns. One pass over the text counts the code
//! points before every block of 64 bytes, and notes in the bits of a number where in the block they start; after it a place
//! costs the counting of some bits, however long the line it stands in.

use gouji_core::private::Mask;
use gouji_core::{Source, Span};
use gouji_proto::v1;

/// Bytes between two counts: as many as a number has bits.
const BLOCK: usize = 64;

/// Most code points of a place's text that are sent.
const MAX_TEXT_CHARS: usize = 200;

/// Names places in one text.
#[derive(Debug)]
pub(crate) struct Locator<'a> {
    source: &'a Source,
    /// What is personal in the text; it is never sent.
    mask: Mask<'a>,
    /// The blocks of the text, and an empty one behind them.
    blocks: Vec<Block>,
}

/// What is known of a block.
#[derive(Clone, Copy, Debug)]
struct Block {
    /// Code points before it.
    before: u32,
    /// Its bytes that start a code point, the first in the lowest bit.
    starts: u64,
}

impl<'a> Locator<'a> {
    /// Counts through a text, of which some is not to be repeated.
    pub(crate) fn new(source: &'a Source, mask: Mask<'a>) -> Self {
        let text = source.text().as_bytes();
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut before = 0;
        let (whole, rest) = text.as_chunks::<BLOCK>();
        let mut last = [0; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        for bytes in whole.iter().chain([&last]) {
            let starts = starts(bytes);
            blocks.push(Block { before, starts });
            before += starts.count_ones();
        }
        Self { source, mask, blocks }
    }

    /// The place of a span.
    pub(crate) fn span(&self, span: Span) -> v1::TextSpan {
        let start = self.offset(span.start());
        let line = self.source.line_at(span.start());
        let line_start = self.offset(self.source.line(line).start());
        v1::TextSpan {
            start: to_i32(start),
            end: to_i32(self.offset(span.end())),
            line: to_i32(line + 1),
            column: to_i32(start - line_start + 1),
            text: shorten(&self.mask.text(span)).to_owned(),
            ..v1::TextSpan::default()
        }
    }

    /// The text of a span as it may be sent.
    pub(crate) fn text(&self, span: Span) -> String {
        self.mask.text(span).into_owned()
    }

    /// Words about the text as they may be sent: they may quote it.
    pub(crate) fn words(&self, words: &str) -> String {
        if self.mask.is_empty() { words.to_owned() } else { self.mask.words(words) }
    }

    /// Code points before a byte offset.
    fn offset(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.source.text().len());
        let block = self.blocks[byte / BLOCK];
        block.before + (block.starts & !(u64::MAX << (byte % BLOCK))).count_ones()
    }
}

/// The first characters of a text, as many as are sent.
fn shorten(text: &str) -> &str {
    // No text of so few bytes has more characters, which spares nearly every span the counting.
    if text.len() <= MAX_TEXT_CHARS {
        return text;
    }
    text.char_indices().nth(MAX_TEXT_CHARS).map_or(text, |(end, _)| &text[..end])
}

/// The bytes of a block that start a code point: in well-formed UTF-8 all but those that begin with the bits 10.
fn starts(block: &[u8; BLOCK]) -> u64 {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    /// Brings the highest bit of each of eight bytes together in the highest byte, the first in its lowest bit.
    const GATHER: u64 = 0x0002_0408_1020_4081;
    let (words, _) = block.as_chunks::<8>();
    words.iter().rev().fold(0, |starts, word| {
        let word = u64::from_le_bytes(*word);
        let continuing = word & !(word << 1) & HIGH;
        let begun = !continuing & HIGH;
        starts << 8 | begun.wrapping_mul(GATHER) >> 56
    })
}

/// A number as the contract has it, which has no unsigned ones.
pub(crate) fn to_i32(number: impl TryInto<i32>) -> i32 {
    number.try_into().unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_agree_with_the_engines_own_counting_everywhere() {
        let source = Source::new("年报\r\n　合计\t23，é😀\n".repeat(40) + &"长行，".repeat(100));
        let locator = Locator::new(&source, Mask::new(&source, []));
        for (byte, _) in source.text().char_indices().chain([(source.text().len(), ' ')]) {
            let at = u32::try_from(byte).unwrap();
            let place = locator.span(Span::new(at, at));
            let expected = source.position(at);
            assert_eq!((place.start, place.line, place.column), (to_i32(expected.offset), to_i32(expected.line), to_i32(expected.column)));
        }
    }

    #[test]
    fn slicing_by_code_points_gives_the_text_back() {
        let source = Source::new("某县\n合计 23 件".to_owned());
        let start = source.text().find("23").unwrap();
        let place = Locator::new(&source, Mask::new(&source, [])).span(Span::of(start..start + 2));
        let chars: String = source.text().chars().skip(place.start as usize).take((place.end - place.start) as usize).collect();
        assert_eq!((chars.as_str(), place.text.as_str(), place.line, place.column), ("23", "23", 2, 4));
    }

    #[test]
    fn long_texts_are_shortened_but_their_ends_are_kept() {
        let at_limit = Source::new("字".repeat(MAX_TEXT_CHARS));
        let past_limit = Source::new("字".repeat(MAX_TEXT_CHARS + 1));
        for (source, length) in [(&at_limit, MAX_TEXT_CHARS), (&past_limit, MAX_TEXT_CHARS + 1)] {
            let place = Locator::new(source, Mask::new(source, [])).span(Span::of(0..source.text().len()));
            assert_eq!(place.end, to_i32(length));
            assert_eq!(place.text.chars().count(), MAX_TEXT_CHARS);
        }
    }
}
