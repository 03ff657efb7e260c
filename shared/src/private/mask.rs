//! Text of a report with what is personal in it left out.

use std::borrow::Cow;

use super::{Private, compact, hidden};
use crate::amount::digit;
use crate::source::{Source, Span};

/// Hides what is personal in everything that is handed out.
#[derive(Debug)]
pub struct Mask<'a> {
    source: &'a Source,
    /// What is not shown, in the order of the text.
    hidden: Vec<Span>,
    /// What is personal, as it is written and without separators, with what is shown for it.
    words: Vec<(String, String)>,
    /// The digits of every number.
    numbers: Vec<String>,
}

/// As many digits in a row of a personal number are never shown.
const TELLING: usize = 7;

impl<'a> Mask<'a> {
    /// Hides these places of a text.
    #[must_use]
    pub fn new(source: &'a Source, places: impl IntoIterator<Item = Private>) -> Self {
        let mut mask = Self { source, hidden: Vec::new(), words: Vec::new(), numbers: Vec::new() };
        for place in places {
            mask.add(place);
        }
        mask.hidden.sort_unstable();
        mask.hidden.dedup();
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
        let hidden = hidden(text, place);
        let shown = with_stars(text, place.span.start(), &[hidden]);
        let bare = compact(text);
        if bare.chars().filter(char::is_ascii_digit).count() >= TELLING {
            self.numbers.push(bare.clone());
        }
        if bare != text {
            let whole = Span::of(0..bare.len());
            let hidden = super::hidden(&bare, Private { span: whole, ..place });
            let shown = with_stars(&bare, 0, &[hidden]);
            self.words.push((bare, shown));
        }
        self.words.push((text.to_owned(), shown));
        self.hidden.push(hidden);
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
        let overlaps = |hidden: &&Span| hidden.start() < span.end() && span.start() < hidden.end();
        if !self.hidden.iter().any(|hidden| overlaps(&hidden)) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(with_stars(text, span.start(), &self.hidden))
    }

    /// Words that may quote the text, with everything personal in them hidden, even if only a piece of it is quoted.
    #[must_use]
    pub fn words(&self, words: &str) -> String {
        let mut out = words.to_owned();
        for (written, shown) in &self.words {
            if out.contains(written.as_str()) {
                out = out.replace(written.as_str(), shown);
            }
        }
        if self.numbers.is_empty() { out } else { self.pieces(&out) }
    }

    /// Hides pieces of personal numbers.
    fn pieces(&self, words: &str) -> String {
        let mut out = String::with_capacity(words.len());
        let mut rest = words;
        while let Some(start) = rest.find(|c: char| digit(c).is_some()) {
            let (before, from) = rest.split_at(start);
            let end = from.find(|c: char| digit(c).is_none()).unwrap_or(from.len());
            let (run, behind) = from.split_at(end);
            out.push_str(before);
            let bare = compact(run);
            if bare.len() >= TELLING && self.numbers.iter().any(|number| number.contains(&bare)) {
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

/// A text that starts at `start`, with asterisks for what is hidden.
fn with_stars(text: &str, start: u32, hidden: &[Span]) -> String {
    let star = |at: usize| {
        let at = start + u32::try_from(at).unwrap_or_default();
        hidden.iter().any(|hidden| hidden.start() <= at && at < hidden.end())
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
}
