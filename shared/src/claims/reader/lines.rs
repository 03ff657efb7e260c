//! What the ends of lines do to figures.
//!
//! Turns a sentence on several lines into tokens whose places are those of the source, and tells the number that a break may
//! have cut in two, within the sentence or where its paragraph meets the line above or beneath. The sentence of such a number
//! makes no claim. Which lines are one paragraph is for [`crate::recognise`].

use super::Reader;
use crate::amount::{Blanks, digit, numeral};
use crate::claims::sentence::{Token, Value, tokens};
use crate::source::{Source, Span};
use crate::unbroken::{Unbroken, may_be_one_number};

/// Where a number of a block may go on outside of it, in bytes of the source.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Edges {
    /// Where the first one starts, if it may have begun in the line above.
    head: Option<usize>,
    /// Whether it is an ordinal then.
    is_an_ordinal: bool,
    /// Where the last one ends, if it may go on in the line beneath.
    tail: Option<usize>,
}

impl Edges {
    pub(super) fn of(source: &Source, block: Span) -> Self {
        let (text, range) = (source.text(), block.range());
        let (inner, first) = (text[range.clone()].trim_blanks_end(), text[range.clone()].trim_blanks_start());
        let (above, beneath) = (text[..range.start].trim_blanks_end(), text[range.end..].trim_blanks_start());
        let (start, end) = (range.end - first.len(), range.start + inner.len());
        let is_next_line = |between: &str| between.bytes().filter(|&byte| byte == b'\n').count() == 1;
        // A line of nothing but a number is the cell of a table, which ends where its line does.
        let is_cell = || above.trim_end_matches(|c| digit(c).is_some() || is_numeral(c)).ends_with('\n');
        Self {
            head: (goes_on(above, first) && !is_cell() && is_next_line(&text[above.len()..start])).then_some(start),
            is_an_ordinal: above.trim_end_matches(is_numeral).ends_with('第'),
            tail: (goes_on(inner, beneath) && is_next_line(&text[end..text.len() - beneath.len()])).then_some(end),
        }
    }

    /// Sets aside what is the end of an ordinal: 第三⏎十二条.
    ///
    /// # Errors
    ///
    /// The first figure that may be one with a number outside of its block.
    pub(super) fn settle(self, tokens: &mut [Token]) -> Result<(), Span> {
        for token in tokens.iter_mut().filter(|token| matches!(token.value, Value::Figure(_))) {
            let begins_above = self.head == Some(token.start);
            if begins_above && self.is_an_ordinal {
                token.disregard();
            } else if begins_above || self.tail == Some(token.end) {
                return Err(Span::of(token.start..token.end));
            }
        }
        Ok(())
    }
}

/// Whether a number at the end of a line may go on in the next one.
fn goes_on(line: &str, rest: &str) -> bool {
    may_be_one_number(line, rest) || (line.ends_with(is_numeral) && rest.starts_with(is_numeral))
}

impl Reader<'_> {
    /// The tokens of a sentence that stands on several lines.
    ///
    /// # Errors
    ///
    /// The first figure of it that nobody can read.
    pub(super) fn tokens_over_lines(&mut self, text: &str, at: usize) -> Result<(), Span> {
        let lies_open = at + text.len() == self.block.end() as usize;
        let whole = Unbroken::of(text, lies_open);
        tokens(&whole.text, 0, whole.text.len(), self.words, &mut self.tokens);
        let mut unread = Ok(());
        for token in &mut self.tokens {
            let range = token.start..token.end;
            let place = whole.place(&range);
            (token.start, token.end) = (at + place.start, at + place.end);
            if unread.is_ok() && matches!(token.value, Value::Figure(_)) && whole.is_doubtful(&range) {
                unread = Err(Span::of(token.start..token.end));
            }
        }
        unread
    }
}

/// Whether a character is a digit of a number in Chinese numerals: 第三⏎十二条.
fn is_numeral(c: char) -> bool {
    numeral(c).is_some() || matches!(c, '百' | '千' | '零' | '〇' | '两')
}
