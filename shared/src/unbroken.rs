//! From a sentence that stands on several lines to the same sentence on one.
//!
//! Turns the text of a sentence that was broken at the width of a page into its text without the breaks, so that its words and
//! figures are whole (`12个⏎工作日`, `主动公⏎开`), and tells where a place of the one is in the other. Where a number may be two it
//! says so: nobody can tell whether `12⏎5件` is 125件, nor whether a line of digits alone is a figure or the number of a page.
//!
//! Invariant: all but line breaks and the blanks beside them stays as it is, in its order.

use std::ops::Range;

use crate::amount::{Blanks, digit, is_blank};

/// Most digits that the number of a page has.
const LONGEST_PAGE: usize = 3;

/// A sentence without its line breaks.
#[derive(Debug)]
pub(crate) struct Unbroken {
    pub(crate) text: String,
    breaks: Vec<Break>,
}

/// A line break that was left out.
#[derive(Debug)]
struct Break {
    /// Its place in the text without breaks.
    at: usize,
    /// How many bytes were left out up to there.
    left_out: usize,
    /// Whether the number that stands there may be another one.
    doubtful: bool,
}

impl Unbroken {
    /// Joins the lines of a sentence; says whether no mark ends it, so that its last line may be no part of it.
    pub(crate) fn of(sentence: &str, lies_open: bool) -> Self {
        let mut whole = Self { text: String::with_capacity(sentence.len()), breaks: Vec::new() };
        let mut rest = sentence;
        while let Some(length) = memchr::memchr(b'\n', rest.as_bytes()) {
            let line = rest[..length].trim_blanks_end();
            rest = rest[length..].trim_blanks_start();
            whole.text.push_str(line);
            let at = whole.text.len();
            let may_be_a_page = || lies_open && is_a_page(rest);
            let doubtful = may_be_one_number(line, rest) || may_be_a_page();
            whole.breaks.push(Break { at, left_out: sentence.len() - rest.len() - at, doubtful });
        }
        whole.text.push_str(rest);
        whole
    }

    /// Whether nobody can tell if what was read here as one number is that number.
    pub(crate) fn is_doubtful(&self, number: &Range<usize>) -> bool {
        self.breaks.iter().any(|it| it.doubtful && number.contains(&it.at))
    }

    /// Where something of the text stands in the sentence.
    pub(crate) fn place(&self, range: &Range<usize>) -> Range<usize> {
        let left_out = |count: usize| count.checked_sub(1).map_or(0, |last| self.breaks[last].left_out);
        // A break where it starts lies before it, one where it ends does not.
        let before = self.breaks.partition_point(|it| it.at <= range.start);
        let within = self.breaks.partition_point(|it| it.at < range.end);
        range.start + left_out(before)..range.end + left_out(within.max(before))
    }
}

/// Whether a number may go on from one line to the next: digits on both sides, with points and commas between them or not.
pub(crate) fn may_be_one_number(line: &str, rest: &str) -> bool {
    let joint = |c: char| matches!(c, '.' | ',' | '．');
    line.trim_end_matches(joint).ends_with(is_digit) && rest.trim_start_matches(joint).starts_with(is_digit)
}

/// Whether a line may be the number of a page.
fn is_a_page(line: &str) -> bool {
    let count = line.chars().filter(|&c| is_digit(c)).count();
    let is_set = |c| is_digit(c) || is_blank(c) || matches!(c, '-' | '－' | '—' | '–');
    (1..=LONGEST_PAGE).contains(&count) && line.chars().all(is_set)
}

const fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubts(sentence: &str) -> Vec<usize> {
        let whole = Unbroken::of(sentence, true);
        whole.breaks.iter().filter(|it| it.doubtful).map(|it| it.at).collect()
    }

    #[test]
    fn words_and_figures_are_made_whole() {
        for (sentence, whole) in [
            ("主动公\n开信息12\n件，提高5个\r\n  百分点", "主动公开信息12件，提高5个百分点"),
            ("截至\n2010年底，百分之五\n十", "截至2010年底，百分之五十"),
            ("收到12，\n5件", "收到12，5件"),
            ("均为\n0", "均为0"),
        ] {
            let unbroken = Unbroken::of(sentence, false);
            assert_eq!(unbroken.text, whole);
            assert!(unbroken.breaks.iter().all(|it| !it.doubtful), "{sentence}");
        }
    }

    #[test]
    fn a_number_that_may_be_two_is_doubtful() {
        for sentence in ["收到12\n5件", "收到12,\n500件", "收到12\r\n.5件", "收到１２\n　５件"] {
            let whole = Unbroken::of(sentence, false);
            let number = whole.text.find(is_digit).expect("there is one")..whole.text.len();
            assert!(whole.is_doubtful(&number), "{sentence}");
            assert!(!whole.is_doubtful(&(0..number.start)), "{sentence}");
        }
    }

    #[test]
    fn a_last_line_of_few_digits_may_be_the_number_of_a_page() {
        assert_eq!(doubts("收到申请\n12").len(), 1);
        assert_eq!(doubts("收到申请\n- 12 -").len(), 1);
        assert_eq!(doubts("邮编：\n236800").len(), 0);
        assert_eq!(doubts("收到申请\n12件").len(), 0);
    }

    #[test]
    fn places_are_told_in_the_sentence() {
        let sentence = "公开\n12条\r\n，其中";
        let whole = Unbroken::of(sentence, false);
        for words in ["公开", "12条", "，其中"] {
            let start = whole.text.find(words).expect("it is there");
            assert_eq!(&sentence[whole.place(&(start..start + words.len()))], words);
        }
        assert_eq!(whole.place(&(0..whole.text.len())), 0..sentence.len());
    }
}
