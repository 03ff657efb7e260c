//! What the ends of lines do to figures.
//!
//! Turns a sentence on several lines into tokens whose places are those of the source, and tells the number that a break may
//! have cut in two, within the sentence or where its paragraph meets the line above or beneath. The sentence of such a number
//! makes no claim. Which lines are one paragraph is for [`crate::recognise`].

use super::Reader;
use crate::amount::{Blanks, numeral};
use crate::claims::sentence::{Token, Value, tokens};
use crate::recognise::SHORTEST_LINE;
use crate::source::Span;
use crate::unbroken::{Unbroken, may_be_one_number};

impl Reader<'_> {
    /// Sets aside what is the end of an ordinal that the line above begins: 第三⏎十二条.
    ///
    /// # Errors
    ///
    /// The figure at an edge of the block that may be one with a number in the line above or beneath.
    pub(super) fn hold_against_lines_around(&mut self) -> Result<(), Span> {
        let (text, block) = (self.source.text(), self.block.range());
        let begins = self.tokens.first().is_some_and(|first| self.begins_block(first.start));
        let is_figure = |token: &&mut Token| matches!(token.value, Value::Figure(_));
        let is_next_line = |between: &str| between.bytes().filter(|&byte| byte == b'\n').count() == 1;
        if let Some(first) = self.tokens.first_mut().filter(is_figure)
            && begins
        {
            let above = text[..block.start].trim_blanks_end();
            if goes_on(above, &text[first.start..]) && ends_wide_line(above) && is_next_line(&text[above.len()..first.start]) {
                if !above.trim_end_matches(is_numeral).ends_with('第') {
                    return Err(Span::of(first.start..first.end));
                }
                first.disregard();
            }
        }
        if let Some(last) = self.tokens.last_mut().filter(is_figure)
            && text[last.end..block.end].trim_blanks_end().is_empty()
        {
            let beneath = text[last.end..].trim_blanks_start();
            if goes_on(&text[..last.end], beneath)
                && ends_wide_line(&text[..last.end])
                && is_next_line(&text[last.end..text.len() - beneath.len()])
            {
                return Err(Span::of(last.start..last.end));
            }
        }
        Ok(())
    }

    /// Whether nothing of the block stands before a place.
    pub(super) fn begins_block(&self, at: usize) -> bool {
        self.source.text()[self.block.range().start..at].trim_blanks_end().is_empty()
    }

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

/// Whether a number at the end of a line may go on in the next one.
fn goes_on(line: &str, rest: &str) -> bool {
    may_be_one_number(line, rest) || (line.ends_with(is_numeral) && rest.starts_with(is_numeral))
}

/// Whether the last line of a text may be as wide as a page, and not the cell of a table or a heading, which end where they do.
fn ends_wide_line(text: &str) -> bool {
    let start = memchr::memrchr(b'\n', text.as_bytes()).map_or(0, |at| at + 1);
    text.len() - start >= SHORTEST_LINE as usize
}

/// Whether a character is a digit of a number in Chinese numerals: 第三⏎十二条.
fn is_numeral(c: char) -> bool {
    numeral(c).is_some() || matches!(c, '百' | '千' | '零' | '〇' | '两')
}
