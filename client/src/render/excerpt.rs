//! The source text as the client itself read it, for excerpts under a finding.
//!
//! The service names places in code points of the text it decoded; the bytes are decoded here once more, by the name of the
//! character set that the service used. A place is only ever shown if the text there is what the service says it is. Where
//! the service put asterisks in the place of personal data, excerpts show asterisks too, whichever finding they are of.

use std::ops::Range;

use encoding_rs::Encoding;
use gouji_proto::v1::{Finding, TextSpan};

/// A decoded text with an index of its lines.
#[derive(Debug)]
pub(crate) struct SourceText {
    text: String,
    /// Where lines start, in bytes.
    lines: Vec<usize>,
    /// The place of every so many characters, so that none is counted from the start of a line that never ends.
    stops: Vec<Stop>,
}

/// From one stop to the next, in characters.
const STRIDE: usize = 256;

/// A place in bytes and in characters.
#[derive(Clone, Copy, Debug)]
struct Stop {
    byte: usize,
    character: usize,
}

impl SourceText {
    /// Decodes a content; `None` if it is not text in that character set.
    pub(crate) fn decode(content: &[u8], charset: &str) -> Option<Self> {
        let encoding = Encoding::for_label(charset.as_bytes())?;
        let marked = Encoding::for_bom(content).filter(|(marked, _)| *marked == encoding);
        let body = &content[marked.map_or(0, |(_, length)| length)..];
        let text = encoding.decode_without_bom_handling_and_without_replacement(body)?.into_owned();
        Some(Self::new(text))
    }

    fn new(text: String) -> Self {
        let (mut lines, mut stops) = (vec![0], vec![Stop { byte: 0, character: 0 }]);
        for (character, (byte, c)) in text.char_indices().enumerate() {
            if c == '\n' {
                lines.push(byte + 1);
            }
            if character % STRIDE == 0 && character > 0 {
                stops.push(Stop { byte, character });
            }
        }
        Self { text, lines, stops }
    }

    /// Shows asterisks wherever the places of findings have them.
    pub(crate) fn hide(&mut self, findings: &[Finding]) {
        let places =
            findings.iter().flat_map(|finding| finding.primary.iter().chain(finding.related.iter().filter_map(|it| it.span.as_ref())));
        let mut hidden: Vec<usize> = Vec::new();
        for place in places.filter(|place| place.text.contains('*')) {
            let Some(range) = self.range(place) else { continue };
            let shown = place.text.chars().zip(self.text[range.clone()].char_indices());
            hidden.extend(shown.filter(|(shown, (_, there))| *shown == '*' && *there != '*').map(|(_, (at, _))| range.start + at));
        }
        if hidden.is_empty() {
            return;
        }
        hidden.sort_unstable();
        let stars = |(at, c)| if hidden.binary_search(&at).is_ok() { '*' } else { c };
        *self = Self::new(self.text.char_indices().map(stars).collect());
    }

    /// The bytes of a place; `None` if what stands there is not what the place says.
    pub(crate) fn range(&self, span: &TextSpan) -> Option<Range<usize>> {
        let range = self.byte(usize::try_from(span.start).ok()?)?..self.byte(usize::try_from(span.end).ok()?)?;
        let mut there = self.text.get(range.clone())?.chars();
        span.text.chars().all(|shown| there.next().is_some_and(|there| shown == there || shown == '*')).then_some(range)
    }

    fn byte(&self, character: usize) -> Option<usize> {
        let stop = self.stops[self.stops.partition_point(|stop| stop.character <= character) - 1];
        let rest = &self.text[stop.byte..];
        let within = character - stop.character;
        let offsets = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        offsets.take(within + 1).nth(within).map(|at| stop.byte + at)
    }

    /// The lines that cover some bytes: the number of the first, from 1, and where they start and end.
    pub(crate) fn lines(&self, bytes: Range<usize>) -> (usize, Range<usize>) {
        let index = |byte: usize| self.lines.partition_point(|&line| line <= byte) - 1;
        let (first, last) = (index(bytes.start), index(bytes.end.max(bytes.start)));
        let end = self.lines.get(last + 1).map_or(self.text.len(), |&next| next);
        (first + 1, self.lines[first]..end)
    }

    /// How many characters stand before a byte.
    pub(crate) fn characters(&self, byte: usize) -> usize {
        let stop = self.stops[self.stops.partition_point(|stop| stop.byte <= byte) - 1];
        stop.character + self.slice(stop.byte..byte).chars().count()
    }

    /// The last boundary of characters up to a byte.
    pub(crate) fn boundary(&self, byte: usize) -> usize {
        self.text.floor_char_boundary(byte)
    }

    /// A range with what stands so many bytes to either side of it, within another.
    pub(crate) fn around(&self, range: Range<usize>, within: Range<usize>, side: usize) -> Range<usize> {
        let start = self.text.ceil_char_boundary(range.start.saturating_sub(side)).min(range.start);
        let end = self.text.floor_char_boundary(range.end.saturating_add(side)).max(range.end);
        start.max(within.start)..end.min(within.end)
    }

    /// The text of a range of bytes.
    pub(crate) fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: i32, end: i32, text: &str) -> TextSpan {
        TextSpan { start, end, text: text.to_owned(), ..TextSpan::default() }
    }

    #[test]
    fn places_are_found_by_code_points_in_any_character_set() {
        let text = "年报\r\n合计\t23";
        let gb18030 = encoding_rs::GB18030.encode(text).0.into_owned();
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        for (content, charset) in [(gb18030.as_slice(), "gb18030"), (text.as_bytes(), "UTF-8"), (&marked, "UTF-8")] {
            let source = SourceText::decode(content, charset).unwrap();
            let range = source.range(&span(7, 9, "23")).unwrap();
            assert_eq!(source.slice(range.clone()), "23");
            assert_eq!(source.lines(range), (2, text.find('合').unwrap()..text.len()));
        }
    }

    #[test]
    fn places_in_a_line_that_never_ends_are_found_by_stops() {
        let text = "公开a".repeat(1_000);
        let source = SourceText::new(format!("{text}\n合计"));
        for character in [0, 1, 255, 256, 257, 1_024, 2_999, 3_000, 3_001, 3_003] {
            let byte = source.text.char_indices().nth(character).map_or(source.text.len(), |(at, _)| at);
            assert_eq!((source.byte(character), source.characters(byte)), (Some(byte), character));
        }
        assert_eq!(source.byte(3_004), None);
        assert_eq!(source.lines(text.len() + 1..text.len() + 4), (2, text.len() + 1..text.len() + 7));
        assert_eq!(source.around(700..703, 0..text.len(), 100), 601..801);
    }

    #[test]
    fn a_place_that_says_something_else_is_not_shown() {
        let source = SourceText::decode("合计\t23".as_bytes(), "UTF-8").unwrap();
        assert_eq!(source.range(&span(3, 5, "24")), None);
        assert_eq!(source.range(&span(3, 99, "23")), None);
        assert_eq!(source.range(&span(5, 5, "")), Some("合计\t23".len().."合计\t23".len()));
    }

    #[test]
    fn what_the_service_hides_is_hidden_in_every_excerpt() {
        let text = "联系人张三，手机13800138000。\n合计\t23*";
        let mut source = SourceText::decode(text.as_bytes(), "UTF-8").unwrap();
        let finding = Finding { primary: Some(span(8, 19, "138******00")), ..Finding::default() };
        let literal = Finding { primary: Some(span(24, 27, "23*")), ..Finding::default() };
        source.hide(&[finding.clone(), literal]);
        assert_eq!(source.slice(source.lines(0..1).1), "联系人张三，手机138******00。\n");
        let range = source.range(finding.primary.as_ref().unwrap()).unwrap();
        assert_eq!(source.slice(range), "138******00");
        assert_eq!(source.range(&span(21, 23, "合计")).map(|range| source.slice(range)), Some("合计"));
    }

    #[test]
    fn what_is_no_text_gives_no_excerpt() {
        assert!(SourceText::decode(b"\xff\xff", "UTF-8").is_none());
        assert!(SourceText::decode(b"x", "no-such-charset").is_none());
    }
}
