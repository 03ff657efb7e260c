//! What styles bear on the text: numbering and hiding. Looks are left out.

use std::collections::HashMap;

use crate::error::Error;
use crate::xml::Xml;

/// How far a style may stand from the one that all it is based on begin with; a circle ends here too.
const CHAIN: usize = 64;

/// The styles of a document.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    numbering: NumberingOf,
    hidden: bool,
}

/// What a paragraph or its style says about its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberingOf {
    /// Which list; 0 means none.
    pub(super) list: Option<i64>,
    /// Which level of it, from 0.
    pub(super) level: Option<usize>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(mut xml: Xml<'_>) -> Result<Self, Error> {
        let mut styles = Self::default();
        while let Some(element) = xml.inside(1)? {
            match element.name() {
                "style" if element.is_word("style") => {
                    let id = element.attribute("styleId").unwrap_or_default();
                    let is_paragraph = element.attribute("type").is_none_or(|kind| kind == "paragraph");
                    if is_paragraph && element.attribute("default").is_some_and(|value| value != "0" && value != "false") {
                        styles.default = Some(id.clone());
                    }
                    styles.styles.insert(id, Style::read(&mut xml)?);
                }
                "docDefaults" | "latentStyles" => xml.skip()?,
                _ => {}
            }
        }
        Ok(styles)
    }

    /// The numbering that a style gives, and the style of the chain that says so.
    pub(super) fn numbering<'a>(&'a self, style: Option<&'a str>) -> Option<(&'a str, &'a NumberingOf)> {
        self.chain(style).find(|(_, style)| style.numbering.list.is_some()).map(|(id, style)| (id, &style.numbering))
    }

    /// The list that a numbering style stands for.
    pub(super) fn list(&self, style: &str) -> Option<i64> {
        self.styles.get(style)?.numbering.list
    }

    /// Whether a character or paragraph style hides text.
    pub(super) fn hides(&self, style: &str) -> bool {
        self.chain(Some(style)).any(|(_, style)| style.hidden)
    }

    fn chain<'a>(&'a self, style: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let first = style.or(self.default.as_deref());
        let lookup = |id: &'a str| self.styles.get(id).map(|style| (id, style));
        std::iter::successors(first.and_then(lookup), move |(_, style)| style.based_on.as_deref().and_then(lookup)).take(CHAIN)
    }
}

impl Style {
    fn read(xml: &mut Xml<'_>) -> Result<Self, Error> {
        let depth = xml.depth();
        let mut style = Self::default();
        while let Some(element) = xml.inside(depth)? {
            match element.name() {
                "basedOn" => style.based_on = element.val(),
                "vanish" => style.hidden = element.is_on(),
                "numId" => style.numbering.list = element.val().and_then(|value| value.parse().ok()),
                "ilvl" => style.numbering.level = element.val().and_then(|value| value.parse().ok()),
                "tblStylePr" | "pPrChange" | "rPrChange" => xml.skip()?,
                _ => {}
            }
        }
        Ok(style)
    }
}
