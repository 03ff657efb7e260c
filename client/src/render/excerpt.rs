//! The source text as the client itself read it, for excerpts under a finding.
//!
//! The service names places in code points of the text it decoded; the bytes are decoded here once more, by the name of the
//! character set that the service used. A place is only ever shown if the text there is what the service says it is.

use std::ops::Range;

use encoding_rs::Encoding;
use gouji_proto::v1::TextSpan;

/// A decoded text with an index of its lines.
#[derive(Debug)]
pub(crate) struct SourceText {
    text: String,
    lines: Vec<Line>,
}

/// Start of a line.
#[derive(Clone, Copy, Debug)]
struct Line {
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
        let mut lines = vec![Line { byte: 0, character: 0 }];
        for (character, (byte, c)) in text.char_indices().enumerate() {
            if c == '\n' {
                lines.push(Line { byte: byte + 1, character: character + 1 });
            }
        }
        Some(Self { text, lines })
    }

    /// The bytes of a place; `None` if what stands there is not what the place says.
    pub(crate) fn range(&self, span: &TextSpan) -> Option<Range<usize>> {
        let range = self.byte(usize::try_from(span.start).ok()?)?..self.byte(usize::try_from(span.end).ok()?)?;
        self.text.get(range.clone())?.starts_with(&span.text).then_some(range)
    }

    fn byte(&self, character: usize) -> Option<usize> {
        let line = self.lines[self.lines.partition_point(|line| line.character <= character) - 1];
        let rest = &self.text[line.byte..];
        let within = character - line.character;
        let offsets = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        offsets.take(within + 1).nth(within).map(|at| line.byte + at)
    }

    /// The lines that cover some bytes: the number of the first, from 1, and where they start and end.
    pub(crate) fn lines(&self, bytes: Range<usize>) -> (usize, Range<usize>) {
        let index = |byte: usize| self.lines.partition_point(|line| line.byte <= byte) - 1;
        let (first, last) = (index(bytes.start), index(bytes.end.max(bytes.start)));
        let end = self.lines.get(last + 1).map_or(self.text.len(), |next| next.byte);
        (first + 1, self.lines[first].byte..end)
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
    fn a_place_that_says_something_else_is_not_shown() {
        let source = SourceText::decode("合计\t23".as_bytes(), "UTF-8").unwrap();
        assert_eq!(source.range(&span(3, 5, "24")), None);
        assert_eq!(source.range(&span(3, 99, "23")), None);
        assert_eq!(source.range(&span(5, 5, "")), Some("合计\t23".len().."合计\t23".len()));
    }

    #[test]
    fn what_is_no_text_gives_no_excerpt() {
        assert!(SourceText::decode(b"\xff\xff", "UTF-8").is_none());
        assert!(SourceText::decode(b"x", "no-such-charset").is_none());
    }
}
