//! Text of a report with what is personal in it left out.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Private, compact, hidden};
use crate::amount::digit;
use crate::source::{Source, Span};

/// Hides what is personal in everything that is handed out.
///
/// A text is looked over once, however much is personal in the report: what it quotes is found by its beginning in sorted
/// lists.
#[derive(Debug)]
pub struct Mask<'a> {
    source: &'a Source,
    /// What is not shown: in the order of the text, apart from each other.
    hidden: Vec<Span>,
    words: Words,
    /// Each [`TELLING`] digits in a row of a number.
    pieces: FxHashSet<u32>,
}

/// What is personal, as it is written and without separators.
#[derive(Debug, Default)]
struct Words {
    /// Sorted by what is written.
    list: Vec<Word>,
}

#[derive(Debug)]
struct Word {
    written: String,
    /// What of it is not shown, in bytes.
    hidden: Range<usize>,
    /// The longest other word that this one begins with.
    begins_with: Option<usize>,
}

/// As many digits in a row of a personal number are never shown.
const TELLING: usize = 7;

impl Words {
    /// Sorts the words, each once, and ties each to those that it begins with.
    fn settle(&mut self) {
        self.list.sort_unstable_by(|a, b| (&a.written, a.hidden.start, a.hidden.end).cmp(&(&b.written, b.hidden.start, b.hidden.end)));
        self.list.dedup_by(|later, earlier| {
            let same = later.written == earlier.written;
            if same {
                // Of two readings of the same words, all that either hides is hidden.
                earlier.hidden = earlier.hidden.start.min(later.hidden.start)..earlier.hidden.end.max(later.hidden.end);
            }
            same
        });
        for at in 1..self.list.len() {
            let mut before = Some(at - 1);
            while let Some(word) = before.filter(|&word| !self.list[at].written.starts_with(&self.list[word].written)) {
                before = self.list[word].begins_with;
            }
            self.list[at].begins_with = before;
        }
    }

    /// The words that a text starts with.
    fn at_start(&self, text: &str) -> impl Iterator<Item = &Word> {
        // Whatever the text starts with, the last word that is not behind it in the order starts with too.
        let last = self.list.partition_point(|word| word.written.as_str() <= text).checked_sub(1);
        let words = std::iter::successors(last, |&word| self.list[word].begins_with);
        words.map(|word| &self.list[word]).filter(|word| text.starts_with(&word.written))
    }
}

impl<'a> Mask<'a> {
    /// Hides these places of a text.
    #[must_use]
    pub fn new(source: &'a Source, places: impl IntoIterator<Item = Private>) -> Self {
        let mut mask = Self { source, hidden: Vec::new(), words: Words::default(), pieces: FxHashSet::default() };
        for place in places {
            mask.add(place);
        }
        mask.words.settle();
        mask.hidden = united(std::mem::take(&mut mask.hidden));
        mask
    }

    fn add(&mut self, place: Private) {
        // Words may quote what was read as well as what was sent.
        let (read, sent) = (self.source.slice(place.span), self.source.printed(place.span));
        self.hide(read, place);
        if sent != read {
            self.hide(sent, place);
        }
    }

    /// Hides a text that stands, or is read, at a place.
    fn hide(&mut self, text: &str, place: Private) {
        self.hidden.push(hidden(text, place));
        let bare = compact(text);
        if bare.bytes().filter(u8::is_ascii_digit).count() >= TELLING {
            self.pieces.extend(telling(&bare));
        }
        if bare != text {
            self.add_word(&bare, place);
        }
        self.add_word(text, place);
    }

    fn add_word(&mut self, written: &str, place: Private) {
        let whole = Span::of(0..written.len());
        let hidden = hidden(written, Private { span: whole, ..place }).range();
        self.words.list.push(Word { written: written.to_owned(), hidden, begins_with: None });
    }

    /// Whether nothing is hidden.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hidden.is_empty()
    }

    /// The text of a span as it was sent, an asterisk for each character that is not shown.
    #[must_use]
    pub fn text(&self, span: Span) -> Cow<'a, str> {
        let text = self.source.printed(span);
        let first = self.hidden.partition_point(|hidden| hidden.end() <= span.start());
        let behind = self.hidden[first..].partition_point(|hidden| hidden.start() < span.end());
        let hidden = &self.hidden[first..first + behind];
        if hidden.is_empty() {
            return Cow::Borrowed(text);
        }
        Cow::Owned(with_stars(text, span.start(), hidden))
    }

    /// Words that may quote the text, with everything personal in them hidden, even if only a piece of it is quoted.
    #[must_use]
    pub fn words(&self, words: &str) -> String {
        let mut hidden: Vec<Span> = Vec::new();
        if !self.words.list.is_empty() {
            for (at, _) in words.char_indices() {
                hidden.extend(self.words.at_start(&words[at..]).map(|word| Span::of(at + word.hidden.start..at + word.hidden.end)));
            }
        }
        let out = if hidden.is_empty() { words.to_owned() } else { with_stars(words, 0, &united(hidden)) };
        if self.pieces.is_empty() { out } else { self.hide_pieces(&out) }
    }

    /// Hides pieces of personal numbers.
    fn hide_pieces(&self, words: &str) -> String {
        let mut out = String::with_capacity(words.len());
        let mut rest = words;
        while let Some(start) = rest.find(|c: char| digit(c).is_some()) {
            let (before, from) = rest.split_at(start);
            let end = from.find(|c: char| digit(c).is_none()).unwrap_or(from.len());
            let (run, behind) = from.split_at(end);
            out.push_str(before);
            let bare = compact(run);
            if bare.len() >= TELLING && telling(&bare).all(|piece| self.pieces.contains(&piece)) {
                out.extend(run.chars().enumerate().map(|(at, c)| if at < 3 { c } else { '*' }));
            } else {
                out.push_str(run);
            }
            rest = behind;
        }
        out.push_str(rest);
        out
    }
}

/// Each [`TELLING`] digits in a row of a text, as a number.
fn telling(text: &str) -> impl Iterator<Item = u32> + '_ {
    let value = |digits: &[u8]| digits.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')));
    text.as_bytes().windows(TELLING).filter_map(value)
}

/// Places in their order, those that touch as one.
fn united(mut places: Vec<Span>) -> Vec<Span> {
    places.sort_unstable();
    places.dedup_by(|later, earlier| {
        let together = later.start() <= earlier.end();
        if together {
            *earlier = earlier.cover(*later);
        }
        together
    });
    places
}

/// A text that starts at `start`, with asterisks for what is hidden, which is in order.
fn with_stars(text: &str, start: u32, hidden: &[Span]) -> String {
    let mut hidden = hidden.iter().peekable();
    let mut star = |at: usize| {
        let at = start + u32::try_from(at).unwrap_or_default();
        while hidden.next_if(|hidden| hidden.end() <= at).is_some() {}
        hidden.peek().is_some_and(|hidden| hidden.start() <= at)
    };
    text.char_indices().map(|(at, c)| if star(at) { '*' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::private::{PrivateKind, find};

    const TEXT: &str = "联系人手机138 0013 8000，身份证11010519491231002X，邮箱zhangsan@qq.com。";

    #[test]
    fn places_are_shown_with_asterisks_and_keep_their_length() {
        let source = Source::new(TEXT.to_owned());
        let mask = Mask::new(&source, find(TEXT));
        let shown = mask.text(Span::of(0..TEXT.len()));
        assert_eq!(shown, "联系人手机138********00，身份证110*************2X，邮箱z*******@qq.com。");
        assert_eq!(shown.chars().count(), TEXT.chars().count());
        let part = TEXT.find("0013").unwrap();
        assert_eq!(mask.text(Span::of(part..part + 4)), "****");
        assert_eq!(mask.text(Span::of(0..9)), "联系人");
    }

    #[test]
    fn quotations_are_hidden_even_in_pieces() {
        let source = Source::new(TEXT.to_owned());
        let mask = Mask::new(&source, find(TEXT));
        assert_eq!(mask.words("“13800138000”与“138 0013 8000”"), "“138******00”与“138********00”");
        assert_eq!(mask.words("以“110105194912”开头"), "以“110*********”开头");
        assert_eq!(mask.words("共公开29036条，邮箱zhangsan@qq.com"), "共公开29036条，邮箱z*******@qq.com");
    }

    #[test]
    fn names_keep_their_first_character() {
        let source = Source::new("申请人张三丰".to_owned());
        let name = Private { kind: PrivateKind::Name, span: Span::of(9..18) };
        let mask = Mask::new(&source, [name]);
        assert_eq!(mask.text(Span::of(0..18)), "申请人张**");
        assert_eq!(mask.words("张三丰申请公开"), "张**申请公开");
        assert!(Mask::new(&source, []).is_empty());
    }

    #[test]
    fn words_that_begin_alike_or_overlap_are_all_hidden() {
        let text = "张三，张三丰，三丰路5号，13800138000，13800138000@qq.com";
        let source = Source::new(text.to_owned());
        let place = |kind, words: &str| {
            let at = text.rfind(words).unwrap();
            Private { kind, span: Span::of(at..at + words.len()) }
        };
        let places = [
            place(PrivateKind::Mobile, "13800138000"),
            place(PrivateKind::Mailbox, "13800138000@qq.com"),
            place(PrivateKind::Name, "张三"),
            place(PrivateKind::Name, "张三丰"),
            place(PrivateKind::Address, "三丰路5号"),
        ];
        let mask = Mask::new(&source, places);
        assert_eq!(mask.words("张三、张三丰住三丰路5号"), "张*、张**住三丰路**");
        assert_eq!(mask.words("张三丰路5号"), "张**路**");
        assert_eq!(mask.words("13800138000@qq.com，13800138000"), "1**********@qq.com，138******00");
        assert_eq!(mask.words("李四"), "李四");
    }

    #[test]
    fn many_places_are_hidden_each_in_its_own_way() {
        let numbers: Vec<String> = (0..300).map(|n| format!("138{:08}", n * 7919)).collect();
        let text = numbers.join("，");
        let source = Source::new(text.clone());
        let mask = Mask::new(&source, find(&text));
        for (at, number) in numbers.iter().enumerate() {
            let shown = format!("{}******{}", &number[..3], &number[9..]);
            assert_eq!(mask.words(&format!("第{at}个{number}")), format!("第{at}个{shown}"));
            assert_eq!(mask.words(&format!("以{}开头", &number[..8])), "以138*****开头");
            assert_eq!(mask.text(Span::of(12 + at * 14 - 12..at * 14 + 11)), shown);
        }
    }
}
