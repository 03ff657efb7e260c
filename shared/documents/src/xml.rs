//! XML parts of a container, as tokens.
//!
//! A thin layer over `quick-xml` that holds what every reader of XML parts must keep: no document type declaration
//! (so neither entities of one's own nor anything fetched), a limit on depth, and an error where the part ends too
//! early. Empty elements come as a start and an end.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use crate::error::Error;
use crate::limits::Limits;

/// Namespaces that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ns {
    /// The text of Word, transitional or strict.
    Word,
    /// Formulas.
    Math,
    /// Alternatives for readers of different age.
    Compatibility,
    /// Any other, or none.
    Other,
}

/// A piece of XML.
#[derive(Debug)]
pub(crate) enum Token<'a> {
    /// An element begins.
    Start(Element<'a>),
    /// The element begun last ends.
    End,
    /// Characters.
    Text(Cow<'a, str>),
    /// The part ends.
    Eof,
}

/// The start of an element.
#[derive(Debug)]
pub(crate) struct Element<'a> {
    /// The namespace of its name.
    pub(crate) ns: Ns,
    start: BytesStart<'a>,
}

/// A part being read.
pub(crate) struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    media_type: &'static str,
    limits: &'a Limits,
    depth: usize,
}

impl Element<'_> {
    /// Its name without prefix.
    pub(crate) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Whether it is an element of Word with a name.
    pub(crate) fn is_word(&self, name: &str) -> bool {
        self.ns == Ns::Word && self.name() == name
    }

    /// An attribute by its name without prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        // Looking for doubles takes quadratic time, and the first one is as good as any.
        let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().into_inner() == name)?;
        quick_xml::escape::unescape(&found.value).ok().map(Cow::into_owned)
    }

    /// Several attributes by their names without prefix, in one pass.
    pub(crate) fn attributes<const N: usize>(&self, names: [&str; N]) -> [Option<String>; N] {
        let mut values = [const { None }; N];
        for attribute in self.start.attributes().with_checks(false).flatten() {
            let name = attribute.key.local_name().into_inner();
            if let Some(at) = names.iter().position(|wanted| *wanted == name)
                && values[at].is_none()
            {
                values[at] = quick_xml::escape::unescape(&attribute.value).ok().map(Cow::into_owned);
            }
        }
        values
    }

    /// The attribute `val`.
    pub(crate) fn val(&self) -> Option<String> {
        self.attribute("val")
    }

    /// Whether the element switches something on: it does unless `val` says no.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.val().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

impl<'a> Xml<'a> {
    /// Begins to read a part.
    pub(crate) fn new(text: &'a str, media_type: &'static str, limits: &'a Limits) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, media_type, limits, depth: 0 }
    }

    /// The number of elements that are open.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// Reads on.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] where the part is no XML, ends early, or declares a document type; [`Error::TooLarge`] where
    /// elements are nested too deep.
    pub(crate) fn next(&mut self) -> Result<Token<'a>, Error> {
        loop {
            let (ns, event) = match self.reader.read_resolved_event() {
                Ok((ns, event)) => (namespace(&ns), event),
                Err(error) => return Err(self.damaged(&error.to_string())),
            };
            return Ok(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    self.limits.check("depth", self.depth, self.limits.depth)?;
                    Token::Start(Element { ns, start })
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::End
                }
                Event::Text(text) => Token::Text(text.xml10_content().into_owned().into()),
                Event::CData(text) => Token::Text(text.into_inner()),
                Event::GeneralRef(reference) => Token::Text(self.resolve(&reference)?),
                Event::DocType(_) => return Err(self.damaged("a document type declaration, which is refused")),
                Event::Eof if self.depth > 0 => return Err(self.damaged("the part ends inside an element")),
                Event::Eof => Token::Eof,
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }

    /// Leaves out the rest of the element begun last.
    pub(crate) fn skip(&mut self) -> Result<(), Error> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.next()?, Token::Eof) {
                break;
            }
        }
        Ok(())
    }

    /// The next element anywhere inside one that was begun at a depth; `None` where that one ends. What it contains comes
    /// next, unless it is skipped.
    pub(crate) fn inside(&mut self, depth: usize) -> Result<Option<Element<'a>>, Error> {
        loop {
            match self.next()? {
                Token::Start(element) => return Ok(Some(element)),
                Token::End if self.depth < depth => return Ok(None),
                Token::Eof => return Ok(None),
                Token::End | Token::Text(_) => {}
            }
        }
    }

    /// The characters of an element whose start was read.
    pub(crate) fn text(&mut self) -> Result<String, Error> {
        let depth = self.depth;
        let mut text = String::new();
        loop {
            match self.next()? {
                Token::Text(piece) => text.push_str(&piece),
                Token::End if self.depth < depth => return Ok(text),
                Token::Eof => return Ok(text),
                Token::Start(_) | Token::End => {}
            }
        }
    }

    fn resolve(&self, reference: &quick_xml::events::BytesRef<'_>) -> Result<Cow<'a, str>, Error> {
        if let Some(c) = reference.resolve_char_ref().map_err(|error| self.damaged(&error.to_string()))? {
            return Ok(c.to_string().into());
        }
        match quick_xml::escape::resolve_predefined_entity(reference) {
            Some(text) => Ok(text.into()),
            None => Err(self.damaged("an entity that XML does not define")),
        }
    }

    fn damaged(&self, detail: &str) -> Error {
        Error::Damaged { media_type: self.media_type, detail: detail.to_owned() }
    }
}

/// The text of an XML part: UTF-8, UTF-16 with its mark, or what its declaration says.
pub(crate) fn decode(bytes: Vec<u8>, media_type: &'static str) -> Result<String, Error> {
    let encoding = match bytes.as_slice() {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        other => declared(other),
    };
    let text = match encoding {
        None => String::from_utf8(bytes).ok().map(|text| match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        }),
        Some(encoding) => encoding.decode_with_bom_removal(&bytes).0.into_owned().into(),
    };
    let text = text.filter(|text| encoding.is_none() || !text.contains('\u{fffd}'));
    text.ok_or_else(|| Error::Damaged { media_type, detail: "a part is not text in its character set".to_owned() })
}

/// The character set of the XML declaration, if it is another than UTF-8.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(200)];
    let start = std::str::from_utf8(&start[..start.iter().position(|byte| !byte.is_ascii()).unwrap_or(start.len())]).ok()?;
    let declaration = start.strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split("encoding").nth(1)?.trim_start_matches([' ', '=']);
    let label = value.get(1..)?.split(['"', '\'']).next()?;
    Encoding::for_label(label.as_bytes()).filter(|encoding| !encoding.name().starts_with("UTF-"))
}

fn namespace(resolved: &ResolveResult<'_>) -> Ns {
    match resolved {
        ResolveResult::Bound(Namespace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main" | "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )) => Ns::Word,
        ResolveResult::Bound(Namespace(
            "http://schemas.openxmlformats.org/officeDocument/2006/math" | "http://purl.oclc.org/ooxml/officeDocument/math",
        )) => Ns::Math,
        ResolveResult::Bound(Namespace("http://schemas.openxmlformats.org/markup-compatibility/2006")) => Ns::Compatibility,
        _ => Ns::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Result<Vec<String>, Error> {
        let limits = Limits { depth: 3, ..Limits::default() };
        let mut xml = Xml::new(text, "m", &limits);
        let mut seen = Vec::new();
        loop {
            match xml.next()? {
                Token::Start(element) => seen.push(format!("<{}", element.name())),
                Token::End => seen.push(">".to_owned()),
                Token::Text(text) => seen.push(text.into_owned()),
                Token::Eof => return Ok(seen),
            }
        }
    }

    #[test]
    fn references_are_characters_and_empty_elements_end() {
        assert_eq!(tokens("<a>1 &lt; &#20108;<b/></a>").unwrap().concat(), "<a1 < 二<b>>");
    }

    #[test]
    fn attributes_are_found_together_as_alone() {
        let limits = Limits::default();
        let mut xml = Xml::new("<a x:b='1' c='&lt;' b='2' d=''/>", "m", &limits);
        let Token::Start(element) = xml.next().unwrap() else { panic!("an element begins") };
        let names = ["c", "b", "e", "d"];
        assert_eq!(element.attributes(names), names.map(|name| element.attribute(name)));
        assert_eq!(element.attributes(names).map(Option::unwrap_or_default), ["<", "1", "", ""]);
    }

    #[test]
    fn nothing_is_expanded_or_fetched() {
        for hostile in ["<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<!DOCTYPE a SYSTEM \"http://x/\"><a/>", "<a>&b;</a>"] {
            assert!(matches!(tokens(hostile), Err(Error::Damaged { .. })), "{hostile}");
        }
    }

    #[test]
    fn depth_has_a_limit() {
        assert!(tokens("<a><a><a/></a></a>").is_ok());
        assert_eq!(tokens("<a><a><a><a/></a></a></a>"), Err(Error::TooLarge { what: "depth", actual: 4, limit: 3 }));
    }

    #[test]
    fn a_part_cut_short_is_damaged() {
        let text = "<a><b>1</b></a>";
        for end in 1..text.len() {
            assert!(matches!(tokens(&text[..end]), Err(Error::Damaged { .. })), "{end}");
        }
    }

    #[test]
    fn character_sets_are_told_by_mark_or_declaration() {
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("<a>甲</a>".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(utf16, "m").unwrap(), "<a>甲</a>");
        let (gbk, ..) = encoding_rs::GBK.encode("<?xml version=\"1.0\" encoding=\"GB2312\"?><a>甲</a>");
        assert!(decode(gbk.into_owned(), "m").unwrap().ends_with("<a>甲</a>"));
        assert!(decode(vec![b'<', 0xff], "m").is_err());
    }
}
