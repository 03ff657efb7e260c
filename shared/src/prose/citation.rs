//! Documents that the running text cites: a number, and the title that stands before it.
//!
//! Turns the place of a number (〔2019〕60号, 令第711号) into a [`Citation`]. Only what stands around the number is looked
//! at, and a title only counts if the number stands in brackets right behind it: 《…》（国办发〔2014〕32号）.

use gouji_documents::is_ideograph;

use super::Hit;
use super::lexicon::Phrase;
use crate::amount::Blanks;
use crate::source::Span;

/// A cited document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The number, from the letters of its issuer on; words before them may be part of it where nothing tells them apart.
    pub span: Span,
    /// The issuer's letters: 国办公开办函, 国务院令.
    pub issuer: Span,
    /// The year in brackets; an order has none.
    pub year: Option<i32>,
    /// The number within the year.
    pub serial: u32,
    /// The title before it, without its marks.
    pub title: Option<Span>,
    /// The paragraph or heading that it stands in.
    pub within: Span,
}

/// Most characters of an issuer's letters, 中华人民共和国国务院令 and a few before it.
const LONGEST_ISSUER: usize = 16;

/// Reads the citation around a number.
pub(super) fn citation(text: &str, hit: &Hit) -> Option<Citation> {
    let (start, end) = (hit.span.start() as usize, hit.span.end() as usize);
    let number = text.get(start..end)?;
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>();
    let (year, serial, issuer_end) = match hit.phrase {
        Phrase::OrderNumber => (None, digits(number), start + '令'.len_utf8()),
        _ => {
            let close = number.rfind(['〕', ']', '］', '﹞'])?;
            (Some(digits(&number[..close]).parse().ok()?), digits(&number[close..]), start)
        }
    };
    let floor = hit.within.start() as usize;
    let before = text.get(floor..issuer_end)?;
    let letters = before.char_indices().rev().take_while(|&(_, c)| is_ideograph(c)).take(LONGEST_ISSUER);
    let issuer_start = letters.last().map_or(before.len(), |(at, _)| at);
    let issuer = Span::of(floor + issuer_start..issuer_end);
    Some(Citation {
        span: issuer.cover(hit.span),
        issuer,
        year,
        serial: serial.parse().ok()?,
        title: title(&before[..issuer_start]).map(|(start, end)| Span::of(floor + start..floor + end)),
        within: hit.within,
    })
}

/// The title that closes a text which an opening bracket ends.
fn title(before: &str) -> Option<(usize, usize)> {
    let before = before.trim_blanks_end().strip_suffix(['（', '('])?.trim_blanks_end();
    let inner = before.strip_suffix('》')?;
    let mut depth = 1;
    for (at, c) in inner.char_indices().rev() {
        match c {
            '》' => depth += 1,
            '《' => depth -= 1,
            '。' | '；' => return None,
            _ => {}
        }
        if depth == 0 {
            return Some((at + '《'.len_utf8(), inner.len()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::{Lexicon, Prose};
    use crate::report::Report;
    use crate::source::{Source, Span};

    fn cited(text: &str) -> Vec<(String, Option<i32>, u32, Option<String>)> {
        let source = Source::new(text.to_owned());
        let report = Report { paragraphs: vec![Span::of(0..text.len())], ..Report::default() };
        let prose = Prose::read(&source, &report, &Lexicon::default());
        let of = |span| source.slice(span).to_owned();
        prose.citations.iter().map(|it| (of(it.issuer), it.year, it.serial, it.title.map(of))).collect()
    }

    #[test]
    fn numbers_are_read_with_their_issuers_and_titles() {
        let title = |text: &str| Some(text.to_owned());
        assert_eq!(
            cited("根据《某条例》（中华人民共和国国务院令第711号，以下简称《条例》）和《关于印发〈格式〉的通知》(国办公开办函[2021]30 号)"),
            [
                ("中华人民共和国国务院令".to_owned(), None, 711, title("某条例")),
                ("国办公开办函".to_owned(), Some(2021), 30, title("关于印发〈格式〉的通知")),
            ]
        );
        assert_eq!(cited("《转发《办法》的通知》（国办发〔2014〕32号）")[0].3, title("转发《办法》的通知"));
    }

    #[test]
    fn a_number_without_a_title_has_none() {
        assert_eq!(cited("按照国办发〔2014〕32号文件，"), [("按照国办发".to_owned(), Some(2014), 32, None)]);
        assert_eq!(cited("《甲》印发后，各地（国办发〔2014〕32号）")[0].3, None);
        assert_eq!(cited("电话1234567号，令人满意的3号楼"), []);
    }
}
