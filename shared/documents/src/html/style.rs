//! What an element's own attributes say about how it is shown.
//!
//! What style sheets say is [`super::sheet`]'s business.

use html5ever::local_name;
use html5ever::tokenizer::Tag;

use super::list::Marker;

/// How an element is shown, as far as its attributes say so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// Whether it is shown at all.
    pub(super) shown: Shown,
    /// Whether it is a part of a line or a block of its own, if stated.
    pub(super) flow: Option<Flow>,
    /// Whether its blanks and line ends are shown, if stated.
    pub(super) blanks: Option<Blanks>,
    /// How its items are numbered, if stated.
    pub(super) marker: Option<Marker>,
}

/// Whether an element is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// It is, as far as its attributes say.
    #[default]
    Yes,
    /// A viewer does not see it.
    No,
}

/// How an element stands in the flow of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// As a part of a line.
    Inline,
    /// As lines of its own.
    Block,
}

/// What becomes of blanks and line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blanks {
    /// Each run of them is one blank.
    Collapse,
    /// They stand as they are.
    Keep,
}

impl Style {
    /// Reads the attributes of a tag.
    pub(super) fn of(tag: &Tag) -> Self {
        let mut style = Self::default();
        for attribute in &tag.attrs {
            match attribute.name.local {
                local_name!("style") => style.declare(&attribute.value),
                local_name!("hidden") => style.shown = Shown::No,
                _ if &*attribute.name.local == "aria-hidden" && attribute.value.trim().eq_ignore_ascii_case("true") => {
                    style.shown = Shown::No
                }
                _ => {}
            }
        }
        style
    }

    fn declare(&mut self, declarations: &str) {
        let mut floats = false;
        for declaration in declarations.split(';') {
            let Some((property, value)) = declaration.split_once(':') else { continue };
            let property = property.trim_ascii();
            if !matches!(property.as_bytes().first().map(u8::to_ascii_lowercase), Some(b'd' | b'f' | b'v' | b'w' | b'l')) {
                continue;
            }
            let value = value.split(['!', ' ', '\t', '\n']).find(|word| !word.is_empty()).unwrap_or_default();
            let (property, value) = (property.to_ascii_lowercase(), value.to_ascii_lowercase());
            floats |= property == "float" && matches!(&*value, "left" | "right");
            self.set(&property, &value);
        }
        // What floats is always a block, and the text after it stands beside it: a number set apart in this way is a part of
        // its line. Whether it is one is for the element to say.
        if floats && self.flow == Some(Flow::Block) {
            self.flow = None;
        }
    }

    fn set(&mut self, property: &str, value: &str) {
        match (property, value) {
            ("display", "none") | ("visibility", "hidden") => self.shown = Shown::No,
            ("display", "block" | "flex" | "grid" | "list-item" | "table" | "table-row") => self.flow = Some(Flow::Block),
            ("display", value) if value.starts_with("inline") || value == "contents" => self.flow = Some(Flow::Inline),
            ("white-space", "pre" | "pre-wrap" | "pre-line" | "break-spaces") => self.blanks = Some(Blanks::Keep),
            ("white-space", "normal" | "nowrap") => self.blanks = Some(Blanks::Collapse),
            ("list-style" | "list-style-type", value) => self.marker = Marker::of_style(value).or(self.marker),
            _ => {}
        }
    }
}
