//! What an element is to a reader of text: whether it ends a paragraph, belongs to a table, or is not shown at all.

use html5ever::tokenizer::Tag;
use html5ever::tokenizer::states::RawKind;
use html5ever::{LocalName, local_name};

/// What an element is to a reader of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// Part of a line, like any element that is not known.
    Inline,
    /// A link: part of a line, told apart because navigation consists of them.
    Link,
    /// Ends a line.
    Break,
    /// Ends a paragraph and holds nothing, or nothing that needs its end.
    Separator,
    /// A field of a form; its value is shown.
    Input,
    /// A picture.
    Image,
    /// Another document inside this one.
    Embedded,
    /// A raised or lowered part of a line: `30<sup>1</sup>` is not 301.
    Raised,
    /// Struck out: a viewer sees that it no longer holds.
    Struck,
    /// States the character set, among others.
    Meta,
    /// Begins and ends a paragraph.
    Block,
    /// A paragraph: ended by any block.
    Paragraph,
    /// A heading of any level.
    Heading,
    /// A block whose blanks and line ends are shown.
    Preformatted,
    /// A list, with or without numbers.
    List,
    /// An item of a list.
    Item,
    /// A term or its description.
    Term,
    /// A table.
    Table,
    /// The caption of a table.
    Caption,
    /// A group of rows.
    Section,
    /// A row.
    Row,
    /// A cell.
    Cell,
    /// The page itself, its head and body, columns, and what holds nothing: nothing that bears on the text.
    Frame,
    /// Content that is not markup.
    Raw(RawKind, Content),
    /// All that follows is text.
    Plaintext,
    /// A drawing, whose elements are not those of a page.
    Drawing,
    /// Never shown, or shown only where a script or a plug-in is missing.
    Dropped,
}

/// What becomes of content that is not markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// It is not text for a viewer.
    Dropped,
    /// It is text as it stands.
    Shown,
    /// It is the title of the page.
    Title,
}

impl Element {
    /// Tells what an element is from its name.
    #[rustfmt::skip]
    pub(super) fn of(name: &LocalName) -> Self {
        match *name {
            local_name!("a") => Self::Link,
            local_name!("p") => Self::Paragraph,
            local_name!("td") | local_name!("th") => Self::Cell,
            local_name!("tr") => Self::Row,
            local_name!("tbody") | local_name!("thead") | local_name!("tfoot") => Self::Section,
            local_name!("table") => Self::Table,
            local_name!("caption") => Self::Caption,
            local_name!("br") => Self::Break,
            local_name!("hr") | local_name!("option") | local_name!("optgroup") | local_name!("legend") | local_name!("select") => Self::Separator,
            local_name!("input") => Self::Input,
            local_name!("img") => Self::Image,
            local_name!("embed") | local_name!("object") | local_name!("frame") => Self::Embedded,
            local_name!("sup") | local_name!("sub") => Self::Raised,
            local_name!("del") | local_name!("s") | local_name!("strike") => Self::Struck,
            local_name!("meta") => Self::Meta,
            local_name!("h1") | local_name!("h2") | local_name!("h3") | local_name!("h4") | local_name!("h5") | local_name!("h6") => Self::Heading,
            local_name!("li") => Self::Item,
            local_name!("dt") | local_name!("dd") => Self::Term,
            local_name!("ol") | local_name!("ul") | local_name!("menu") | local_name!("dir") => Self::List,
            local_name!("pre") | local_name!("listing") => Self::Preformatted,
            local_name!("html") | local_name!("head") | local_name!("body") | local_name!("col") | local_name!("colgroup")
            | local_name!("link") | local_name!("base") | local_name!("param") | local_name!("source") | local_name!("track")
            | local_name!("wbr") | local_name!("area") | local_name!("bgsound") => Self::Frame,
            local_name!("script") => Self::Raw(RawKind::ScriptData, Content::Dropped),
            local_name!("style") | local_name!("noscript") | local_name!("noembed") | local_name!("noframes") | local_name!("iframe")
                => Self::Raw(RawKind::Rawtext, Content::Dropped),
            local_name!("xmp") => Self::Raw(RawKind::Rawtext, Content::Shown),
            local_name!("textarea") => Self::Raw(RawKind::Rcdata, Content::Shown),
            local_name!("title") => Self::Raw(RawKind::Rcdata, Content::Title),
            local_name!("plaintext") => Self::Plaintext,
            local_name!("svg") => Self::Drawing,
            local_name!("template") | local_name!("video") | local_name!("audio") | local_name!("canvas") | local_name!("datalist") => Self::Dropped,
            local_name!("address") | local_name!("article") | local_name!("aside") | local_name!("blockquote") | local_name!("center")
            | local_name!("details") | local_name!("dialog") | local_name!("div") | local_name!("dl") | local_name!("fieldset")
            | local_name!("figcaption") | local_name!("figure") | local_name!("footer") | local_name!("form") | local_name!("frameset")
            | local_name!("header") | local_name!("hgroup") | local_name!("main") | local_name!("nav") | local_name!("search")
            | local_name!("section") | local_name!("summary") => Self::Block,
            _ => Self::Inline,
        }
    }

    /// Whether it is a part of a line.
    pub(super) const fn is_inline(self) -> bool {
        matches!(self, Self::Inline | Self::Link | Self::Raised | Self::Struck | Self::Dropped | Self::Drawing)
    }

    /// Whether an end tag of something else inside it cannot reach what is around it.
    pub(super) const fn is_wall(self) -> bool {
        matches!(self, Self::Cell | Self::Caption | Self::Table)
    }

    /// Whether it belongs to the structure of a table.
    pub(super) const fn is_tabular(self) -> bool {
        matches!(self, Self::Cell | Self::Caption | Self::Table | Self::Section | Self::Row)
    }
}

/// An attribute's value.
pub(super) fn attribute<'a>(tag: &'a Tag, name: &LocalName) -> Option<&'a str> {
    tag.attrs.iter().find(|attribute| attribute.name.local == *name).map(|attribute| &*attribute.value)
}

/// An attribute's value as a number, read as browsers do: blanks, sign, digits, and anything after them.
pub(super) fn number(tag: &Tag, name: &LocalName) -> Option<i64> {
    let value = attribute(tag, name)?.trim_start();
    let (sign, digits) = match value.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, value.strip_prefix('+').unwrap_or(value)),
    };
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    digits[..length.min(9)].parse::<i64>().ok().map(|amount| if length > 9 { sign * 999_999_999 } else { sign * amount })
}

/// Whether a tag ends a drawing that was left open, since it is never a part of one.
pub(super) fn ends_a_drawing(element: Element) -> bool {
    !matches!(
        element,
        Element::Inline | Element::Link | Element::Raw(..) | Element::Drawing | Element::Dropped | Element::Input | Element::Struck
    )
}
