//! A sentence as words, figures and marks.
//!
//! Turns a sentence into tokens: known words with their part in the sentence, figures, years and dates, the marks that
//! divide it, and everything else as unknown. Titles in 《》 and quotations with figures are unknown as a whole; ordinals of
//! items, quotation marks and blanks leave no token.

use super::figure::{self, Figure, Number};
use super::words::{Kind, Seen, Set, Tags, Traits, Words};
use super::{Approximation, Measure};
use crate::amount::{Blanks, digit, is_blank};

/// A token with its place, in bytes of the text that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    /// What it is, as a set of one.
    pub(super) set: Set,
    /// What a word says.
    pub(super) tags: Tags,
    pub(super) value: Value,
    /// How many brackets it stands in.
    pub(super) depth: u32,
}

/// The number that a token is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value {
    /// It is none.
    None,
    Figure(Figure),
    Year(i32),
    Month(u32),
    Day(u32),
}

impl Token {
    /// Whether it is one of these.
    pub(super) const fn any(&self, of: Set) -> bool {
        self.set.meets(of)
    }

    /// Whether it divides a sentence into statements.
    pub(super) const fn divides(&self) -> bool {
        self.any(Set::DIVIDES)
    }

    pub(super) const fn is(&self, kind: Kind) -> bool {
        self.any(Set::of(kind))
    }

    /// Makes it one that is not known.
    pub(super) const fn disregard(&mut self) {
        (self.set, self.tags, self.value) = (Set::UNKNOWN, 0, Value::None);
    }
}

/// From how many bytes on any mark ends a sentence: some two thousand characters, which nobody writes without a full stop. The
/// figures of a sentence are held against each other, so that without a bound one endless sentence would take hours.
pub(super) const LONGEST: usize = 6 << 10;

/// From how many figures on any mark ends a sentence, and at twice as many it ends without one: their places, years and wholes
/// are sought among all words before them.
const MOST_FIGURES: usize = 256;

/// A sentence of a text, with what is seen of it at a glance: most state no figure and deny nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it may state a figure or deny that there is one.
    pub(super) may_claim: bool,
    /// Behind which byte of the text it surely does neither.
    pub(super) claims_to: usize,
    /// Whether nothing but blanks stands in it.
    pub(super) is_blank: bool,
}

/// The sentence that starts at `start`, with where the next one does.
pub(super) fn sentence(text: &str, start: usize, words: &Words) -> (Sentence, usize) {
    let text = window(text, start);
    let bytes = text.as_bytes();
    let (mut figures, mut digits_to) = (0, 0);
    // Whether a number may be a figure, and whether a blank may part a word.
    let (mut measures, mut blanks) = (false, false);
    let mut seen = Seen::default();
    let (mut at, mut end, mut next) = (start, text.len(), text.len());
    loop {
        // Up to where any mark ends it, nothing depends on which character it is, but for few.
        let reach = if figures <= MOST_FIGURES { text.len().min(start + LONGEST + 3) } else { at };
        at += run(bytes.get(at..reach).unwrap_or_default(), &mut seen, words);
        while let Some(traits) = words.traits(bytes, at) {
            seen.note(traits);
            at += 3;
        }
        let Some(c) = text[at..].chars().next() else { break };
        match c {
            '。' | '！' | '？' | '!' | '?' => {
                (end, next) = (at, at + c.len_utf8());
                break;
            }
            '，' | '；' | '、' | ',' | ';' if (at - start > LONGEST || figures > MOST_FIGURES) && !parts_thousands(text, at, c) => {
                (end, next) = (at, at + c.len_utf8());
                break;
            }
            '0'..='9' | '０'..='９' => {
                if digits_to != at && figures == 2 * MOST_FIGURES {
                    (end, next) = (at, at);
                    break;
                }
                figures += usize::from(figures == 0 || digits_to != at);
                let digits = at;
                at += c.len_utf8();
                at += bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                measures |= !c.is_ascii() || may_be_figure(&text[start..], digits - start, at - start, words);
                digits_to = at;
                seen.part(false);
                continue;
            }
            _ => {}
        }
        seen.part(is_blank(c));
        blanks |= is_blank(c);
        at += c.len_utf8();
    }
    let denies = seen.has(Traits::DENIES) || (seen.has(Traits::NOT) && text[start..end].contains("不存在"));
    // Beside digits any unit counts, and words are met through blanks.
    let beside = figures > 0;
    let numerals = seen.behind_numeral(Traits::COUNTED) || (beside && seen.behind_numeral(Traits::MEASURES));
    // So they are through the ends of lines.
    let denies = denies || (seen.has(Traits::NOT) && blanks && (beside || text[start..end].contains('\n')));
    let may_claim = measures || denies || (numerals && has_figure_in_numerals(&text[start..end], words));
    let claims_to = if denies || numerals { end } else { digits_to };
    let is_blank = text[start..end].trim_blanks_start().is_empty();
    (Sentence { start, end, may_claim, claims_to, is_blank }, next)
}

/// How long the run of characters of three bytes is that a text starts with, up to one that may end a sentence or is a digit.
// Apart, so that its loop has all registers to itself.
#[inline(never)]
fn run(text: &[u8], seen: &mut Seen, words: &Words) -> usize {
    let (mut length, mut now) = (0, *seen);
    for character in text.as_chunks().0 {
        let Some(traits) = words.unparted(character) else { break };
        now.note(traits);
        length += 3;
    }
    *seen = now;
    length
}

/// Whether the digits between two places of a sentence may be a figure: most others are dates, the ordinals of items, or parts of
/// names and of the numbers of documents.
fn may_be_figure(sentence: &str, start: usize, end: usize, words: &Words) -> bool {
    let goes_on = match words.traits(sentence.as_bytes(), end) {
        Some(traits) => traits.has(Traits::MEASURES),
        None => sentence[end..].chars().next().is_none_or(figure::may_end_before),
    };
    let before = &sentence[..start];
    // [`Reader::ordinal`] skips these.
    let is_ordinal = || end - start <= 2 && before.ends_with(['（', '(']) && sentence[end..].starts_with(['）', ')']);
    goes_on && !figure::is_part_of_something(before) && !is_ordinal()
}

/// Whether a sentence may have a figure in Chinese numerals: most of them stand in other words (一次性, 单一；四是).
fn has_figure_in_numerals(sentence: &str, words: &Words) -> bool {
    /// Nobody writes more of them that count nothing; a run of them is read from each of its characters.
    const MOST: usize = 64;
    let bytes = sentence.as_bytes();
    let (mut at, mut tried) = (0, 0);
    while at < bytes.len() {
        let Some(traits) = words.traits(bytes, at) else {
            at += 1;
            continue;
        };
        if traits.has(Traits::HOT) {
            tried += 1;
            if tried > MOST || figure::numerals(sentence, at).is_some() {
                return true;
            }
        }
        at += 3;
    }
    false
}

/// Whether a comma stands between digits, where it may be part of a number.
fn parts_thousands(text: &str, at: usize, c: char) -> bool {
    matches!(c, '，' | ',') && text[at + c.len_utf8()..].starts_with(|c| digit(c).is_some())
}

/// The text up to where a sentence that starts at `start` ends even without a mark; never inside a number.
fn window(text: &str, start: usize) -> &str {
    let most = start + 2 * LONGEST;
    if text.len() <= most {
        return text;
    }
    let cut = &text[..text.floor_char_boundary(most)];
    let whole = cut
        .trim_end_matches(|c| digit(c).is_some() || matches!(c, '.' | ',' | '．' | '，') || "〇零一二三四五六七八九十百千万亿".contains(c));
    if whole.len() > start + LONGEST { whole } else { cut }
}

/// The tokens of a sentence, up to the end of the statement in which its last claim may stand: what is said behind it is said of
/// no figure. `at` is where the sentence starts in the text that spans are of, `claims_to` the byte behind its last claim.
pub(super) fn tokens(text: &str, at: usize, claims_to: usize, words: &Words, out: &mut Vec<Token>) {
    out.clear();
    let mut reader = Reader { text, base: at, words, out, approximation: None, quoted: 0 };
    let mut at = 0;
    while at < text.len() && (at < claims_to || !reader.ends_statement()) {
        at = reader.next(at);
    }
}

struct Reader<'a> {
    text: &'a str,
    base: usize,
    words: &'a Words,
    out: &'a mut Vec<Token>,
    /// What a word right before the number says of it.
    approximation: Option<Approximation>,
    /// Up to where quotation marks enclose the text.
    quoted: usize,
}

impl Reader<'_> {
    /// Reads one token and says where the next begins.
    fn next(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        if let Some(traits) = self.words.traits(bytes, at) {
            let mut end = at + 3;
            if traits.any() {
                return self.ideograph(at, end, traits);
            }
            while self.words.traits(bytes, end).is_some_and(|traits| !traits.any()) {
                end += 3;
            }
            return self.unknown(at, end);
        }
        let Some(c) = self.text[at..].chars().next() else { return self.text.len() };
        let end = at + c.len_utf8();
        if is_blank(c) {
            return end;
        }
        if digit(c).is_some() {
            return self.number(at);
        }
        if let Some(mark) = mark(c) {
            self.push(at, end, mark, Value::None);
            return end;
        }
        match c {
            '《' => self.title(at),
            '“' => self.quotation(at),
            '”' | '"' | '‘' | '’' | '「' | '」' | '*' => end,
            _ => self.unknown(at, end),
        }
    }

    /// Reads a token that starts with an ideograph which may be part of something.
    fn ideograph(&mut self, at: usize, end: usize, traits: Traits) -> usize {
        if traits.has(Traits::APPROACH)
            && let Some((means, length)) = figure::approach(&self.text[at..])
        {
            self.approximation = Some(means);
            return at + length;
        }
        if traits.has(Traits::BEGINS)
            && let Some((word, end)) = self.words.word(self.text, at)
        {
            let depth = self.depth();
            self.out.push(Token {
                start: self.base + at,
                end: self.base + end,
                set: Set::of(word.kind),
                tags: word.tags,
                value: Value::None,
                depth,
            });
            return end;
        }
        if traits.has(Traits::HOT)
            && at >= self.quoted
            && let Some((figure, end)) = figure::numerals(self.text, at)
        {
            self.push(at, end, Set::FIGURE, Value::Figure(figure));
            return end;
        }
        self.unknown(at, end)
    }

    /// Whether a statement ends here, outside brackets.
    fn ends_statement(&self) -> bool {
        self.out.last().is_some_and(Token::divides) && self.depth() == 0
    }

    /// How many brackets the next token stands in.
    fn depth(&self) -> u32 {
        let Some(last) = self.out.last() else { return 0 };
        (last.depth + u32::from(last.any(Set::OPEN))).saturating_sub(u32::from(last.any(Set::CLOSE)))
    }

    fn push(&mut self, start: usize, end: usize, set: Set, value: Value) {
        let depth = self.depth();
        self.out.push(Token { start: self.base + start, end: self.base + end, set, tags: 0, value, depth });
    }

    /// Adds to what is unknown; neighbours are one token.
    fn unknown(&mut self, start: usize, end: usize) -> usize {
        match self.out.last_mut() {
            Some(last) if last.any(Set::UNKNOWN) => last.end = self.base + end,
            _ => self.push(start, end, Set::UNKNOWN, Value::None),
        }
        end
    }

    fn number(&mut self, at: usize) -> usize {
        if let Some(end) = self.ordinal(at) {
            return end;
        }
        let (number, end) = figure::digits(self.text, at);
        let approximation = self.approximation.take();
        match number {
            Number::Figure(mut figure) => {
                // A bare number is no claim where its subject would not be one: 12345 in a name.
                if figure.measure == Measure::None && figure.value.mantissa() >= 100_000_000 {
                    return self.unknown(at, end);
                }
                if let Some(means) = approximation.filter(|_| figure.approximation == Approximation::Exact) {
                    figure.approximation = means;
                }
                self.push(at, end, Set::FIGURE, Value::Figure(figure));
                end
            }
            Number::Year(year) => {
                self.push(at, end, Set::YEAR, Value::Year(year));
                end
            }
            Number::Month(month) => {
                self.push(at, end, Set::MONTH, Value::Month(month));
                end
            }
            Number::Day(day) => {
                self.push(at, end, Set::DAY, Value::Day(day));
                end
            }
            Number::Other => self.unknown(at, end.max(at + 1)),
        }
    }

    /// Skips the ordinal of an item: （1）, 1. or 2、 at the head of a statement.
    fn ordinal(&mut self, at: usize) -> Option<usize> {
        let heads = self.out.last().is_none_or(Token::divides);
        let digits = self.text[at..].bytes().take_while(u8::is_ascii_digit).count();
        if !heads || digits == 0 || digits > 2 {
            return None;
        }
        let rest = &self.text[at + digits..];
        let mark = rest.chars().next()?;
        let enclosed = self.out.last().is_some_and(|last| last.any(Set::OPEN) && last.end == self.base + at);
        match mark {
            '）' | ')' if enclosed => {
                self.out.pop();
            }
            '、' => {}
            '.' | '．' if !rest[mark.len_utf8()..].starts_with(|c| digit(c).is_some()) => {}
            _ => return None,
        }
        Some(at + digits + mark.len_utf8())
    }

    /// Skips a title with what is nested in it.
    fn title(&mut self, at: usize) -> usize {
        let mut depth = 0usize;
        for (offset, c) in self.text[at..].char_indices() {
            match c {
                '《' => depth += 1,
                '》' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return self.unknown(at, at + offset + c.len_utf8());
            }
        }
        self.unknown(at, at + '《'.len_utf8())
    }

    /// A quotation with figures is somebody else's; one without may name what is counted.
    fn quotation(&mut self, at: usize) -> usize {
        let inner = at + '“'.len_utf8();
        let Some(length) = self.text[inner..].find('”') else { return inner };
        let quoted = &self.text[inner..inner + length];
        if quoted.chars().any(|c| digit(c).is_some()) {
            return self.unknown(at, inner + length + '”'.len_utf8());
        }
        self.quoted = inner + length;
        inner
    }
}

const fn mark(c: char) -> Option<Set> {
    Some(match c {
        '，' | ',' => Set::COMMA,
        '、' => Set::PAUSE,
        '；' | ';' => Set::SEMICOLON,
        '：' | ':' => Set::COLON,
        '（' | '(' => Set::OPEN,
        '）' | ')' => Set::CLOSE,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    #[test]
    fn a_sentence_whose_numbers_count_nothing_states_no_claim() {
        let catalog = Catalog::load().unwrap();
        let may_claim = |text: &str| sentence(text, 0, &catalog.claim_words).0.may_claim;
        for text in [
            "2021年12月31日印发〔2021〕18号文件。",
            "拨打12345热线",
            "建成IPv6网络",
            "一是公开信息。",
            "不断完善",
            "（15）公开信息",
            "(0797-8542306)",
            "（IPv6）",
            "统一件数，一次性告知，形式单一；四是公开",
        ] {
            assert!(!may_claim(text), "{text}");
        }
        for text in ["收到3件。", "２０条", "关注人数3290", "3 件", "5万元", "1.5倍", "收到三件", "未收到", "不存在"]
        {
            assert!(may_claim(text), "{text}");
        }
        // Beside a date a numeral counts in any unit, and blanks may part words.
        for text in ["2021年三家", "2021年三 件", "2021年不 存在", "2021年百分之九十"] {
            assert!(may_claim(text), "{text}");
        }
    }
}
