//! The phrase behind an ordinal: where a heading ends that runs on into its sentence.
//!
//! Turns what follows an ordinal on its line into a [`Phrase`], up to the first mark that ends one. Marks inside brackets
//! and quotation marks end none, unless a bracket is never closed. Whether the phrase is a heading is for [`super::judge`].

use crate::amount::{Blanks, digit, is_blank};
use gouji_documents::is_ideograph;

/// Longest heading phrase, in characters, when its sentence goes on behind it.
pub(super) const LONGEST_RUN_IN: usize = 40;
/// Longest heading phrase, in characters, on a line of its own.
pub(super) const LONGEST_ALONE: usize = 60;
/// Longest item, in characters, that ends its line with a full stop and is a heading all the same.
const LONGEST_CLOSED_ITEM: usize = 30;

/// The words that follow an ordinal, up to the first mark that ends a phrase.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Phrase {
    /// Where it ends, in bytes; the mark is not part of it.
    pub(super) end: usize,
    /// Its length in characters.
    pub(super) chars: usize,
    /// The first comma in it.
    pub(super) comma: Option<usize>,
    /// The first wide gap in it, as stands between a heading and its sentence.
    pub(super) gap: Option<usize>,
    /// Whether it ends with a full stop, a semicolon or a colon.
    pub(super) closed: bool,
    /// Whether more follows on the line.
    pub(super) follows: bool,
    /// Whether it states a quantity (192件).
    figures: bool,
    /// Whether a bracket or quotation mark is open at its end.
    open: bool,
}

/// Whether marks inside brackets and quotation marks end a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Brackets {
    Respected,
    Ignored,
}

impl Phrase {
    /// Reads the phrase at the head of a text.
    pub(super) fn read(text: &str) -> Self {
        let bracketed = Self::read_to_mark(text, Brackets::Respected);
        if bracketed.chars <= LONGEST_RUN_IN || !bracketed.open { bracketed } else { Self::read_to_mark(text, Brackets::Ignored) }
    }

    fn read_to_mark(text: &str, brackets: Brackets) -> Self {
        let mut phrase = Self { end: text.len(), ..Self::default() };
        let mut depth = 0_i32;
        let mut after_digit = false;
        let mut blanks = 0;
        for (at, c) in text.char_indices() {
            // Most characters are ideographs: none of them is a mark, and only behind a figure does it matter which it is.
            if is_ideograph(c) && blanks == 0 && !after_digit && phrase.chars < LONGEST_ALONE {
                phrase.chars += 1;
                continue;
            }
            match c {
                // A line that was broken goes on as if it were not.
                '\n' | '\r' => continue,
                '（' | '(' | '《' | '“' | '〈' | '「' => depth += i32::from(brackets == Brackets::Respected),
                '）' | ')' | '》' | '”' | '〉' | '」' => depth = (depth - 1).max(0),
                '，' | ',' if phrase.comma.is_none() => phrase.comma = Some(at),
                _ if depth == 0 && ends_phrase(c, &text[at..]) => {
                    phrase.end = at;
                    phrase.closed = true;
                    phrase.follows = !is_leader(text[at..].trim_start_matches(closes_heading));
                    break;
                }
                _ => {}
            }
            if is_blank(c) {
                blanks += if matches!(c, '\t' | '\u{3000}') { 2 } else { 1 };
            } else {
                if blanks >= 2 && phrase.gap.is_none() && phrase.chars >= 4 {
                    phrase.gap = Some(text[..at].trim_blanks_end().len());
                }
                blanks = 0;
            }
            phrase.figures |= after_digit && counts(c);
            after_digit = digit(c).is_some() || (after_digit && (is_blank(c) || matches!(c, '多' | '余' | '万' | '亿' | '.')));
            phrase.chars += 1;
            // Beyond this length only the first comma can end the phrase.
            if phrase.chars > LONGEST_ALONE && (phrase.comma.is_some() || phrase.chars > 4 * LONGEST_ALONE) {
                phrase.follows = true;
                break;
            }
        }
        phrase.open = depth > 0;
        phrase
    }

    /// Whether the words are a heading even where sentences are numbered alike.
    pub(super) fn is_solid(&self) -> bool {
        let fits = match (self.follows, self.closed) {
            (true, _) => self.chars <= LONGEST_RUN_IN,
            (false, true) => self.chars <= LONGEST_CLOSED_ITEM && self.comma.is_none(),
            (false, false) => self.chars <= LONGEST_ALONE,
        };
        fits && self.chars >= 2 && !self.figures
    }
}

fn ends_phrase(c: char, from: &str) -> bool {
    match c {
        '。' | '；' | ';' | '：' | '！' | '!' | '？' | '?' | '｡' | '∶' => true,
        // A colon in an address or a time of day is part of a word.
        ':' => !from[1..].starts_with(['/', '0', '1', '2', '3', '4', '5']) || from[1..].starts_with("20"),
        '…' | '.' | '·' => is_leader(from),
        '\t' => true,
        _ => false,
    }
}

/// Whether a digit before this character counts something.
const fn counts(c: char) -> bool {
    matches!(
        c,
        '条' | '件'
            | '次'
            | '项'
            | '篇'
            | '人'
            | '期'
            | '元'
            | '%'
            | '％'
            | '份'
            | '家'
            | '场'
            | '起'
            | '批'
            | '户'
            | '宗'
            | '余'
            | '多'
    )
}

/// Whether nothing but a list of contents' dots and page number is left.
pub(super) fn is_leader(text: &str) -> bool {
    text.chars().all(|c| is_blank(c) || digit(c).is_some() || matches!(c, '.' | '…' | '·' | '-' | '—' | '*'))
}

/// Marks that close a heading and are no part of it.
pub(super) const fn closes_heading(c: char) -> bool {
    is_layout(c) || matches!(c, '。' | '；' | ';' | '：' | ':' | '，' | ',' | '、' | '．' | '！' | '!' | '？' | '?' | '｡' | '∶')
}

/// Blanks and Markdown's marks.
pub(super) const fn is_layout(c: char) -> bool {
    is_blank(c) || matches!(c, '#' | '*')
}
