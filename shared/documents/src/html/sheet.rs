//! What the style sheets in a page hide, `.hide{display:none}`, and which numbers of lists they take away or change,
//! `ol{list-style:none}`.
//!
//! Only what is certain is followed: rules whose selector is a tag, a class, an identifier or these together, outside of
//! any condition. A rule that may or may not hold (what an element stands in, where the pointer is, how wide the window is)
//! hides nothing, and where such a rule shows an element, nothing else in a style sheet hides it; so it is with the numbers
//! of lists. Of certain rules the one counts that a browser would follow. Style sheets outside the page are never fetched.

use std::collections::HashMap;

use html5ever::local_name;
use html5ever::tokenizer::Tag;

use super::list::Marker;
use super::style::Shown;
use super::tags::attribute;

/// How much of the style sheets of a page is read; a page with more is read as if it had none.
const MOST_BYTES: usize = 512 << 10;

/// How many rules about showing and hiding are kept; a page with more is read as if it had none.
const MOST_RULES: usize = 256;

/// Whether style sheets are followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sheets {
    /// What they hide is hidden.
    #[default]
    Followed,
    /// They are passed over.
    PassedOver,
}

/// The rules about showing and hiding of the style sheets so far.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: Vec<Rule>,
    by_id: HashMap<String, Vec<usize>>,
    /// Those without an identifier, by their first class.
    by_class: HashMap<String, Vec<usize>>,
    /// Those with neither.
    by_tag: HashMap<String, Vec<usize>>,
    bytes: usize,
    is_beyond: bool,
}

/// What a rule says of an element.
#[derive(Debug)]
struct Rule {
    selector: Selector,
    said: Said,
    /// Whether it is marked as `!important`.
    important: bool,
}

/// A declaration of a rule that is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Shown(Shown),
    Marker(Marker),
}

/// By what the rule that counts is told: importance, selector, order.
type Weight = (bool, [usize; 3], usize);

/// What an element must be.
#[derive(Clone, Debug, Default)]
struct Selector {
    tag: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
    /// Whether an element that is all this may still not be meant.
    conditional: bool,
}

impl Sheet {
    /// Takes a piece of a style sheet's text in.
    pub(super) fn read(&mut self, text: &str) {
        self.bytes = self.bytes.saturating_add(text.len());
        if self.bytes > MOST_BYTES {
            self.is_beyond = true;
        }
        if self.is_beyond || !["display", "visibility", "list-style"].iter().any(|property| text.contains(property)) {
            return;
        }
        self.block(&without_comments(text), false);
    }

    /// Whether the rules show an element, if they say anything about it for certain.
    pub(super) fn shows(&self, tag: &Tag) -> Shown {
        let shown = |said| if let Said::Shown(shown) = said { Some(shown) } else { None };
        self.says(tag, shown, Shown::No).unwrap_or_default()
    }

    /// How the rules number a list or an item, if they say so for certain.
    pub(super) fn marks(&self, tag: &Tag) -> Option<Marker> {
        let marker = |said| if let Said::Marker(marker) = said { Some(marker) } else { None };
        self.says(tag, marker, Marker::None)
    }

    /// What the rule that counts says of an element; nothing where one that may or may not hold says something other than
    /// `nothing`.
    fn says<T: Copy + PartialEq>(&self, tag: &Tag, of: impl Fn(Said) -> Option<T>, nothing: T) -> Option<T> {
        if self.rules.is_empty() || self.is_beyond {
            return None;
        }
        let id = attribute(tag, &local_name!("id")).unwrap_or_default().trim();
        let classes: Vec<&str> = attribute(tag, &local_name!("class")).unwrap_or_default().split_ascii_whitespace().take(32).collect();
        let of_classes = classes.iter().filter_map(|&class| self.by_class.get(class));
        let of_others = [self.by_id.get(id), self.by_tag.get(&*tag.name)].into_iter().flatten();
        let mut best: Option<(Weight, T)> = None;
        for index in of_others.chain(of_classes).flatten().copied() {
            let rule = &self.rules[index];
            let Some(said) = of(rule.said).filter(|_| rule.selector.matches(&tag.name, id, &classes)) else { continue };
            if !rule.selector.conditional {
                let weight = (rule.important, rule.selector.weight(), index);
                if best.as_ref().is_none_or(|(most, _)| *most < weight) {
                    best = Some((weight, said));
                }
            } else if said != nothing {
                return None;
            }
        }
        best.map(|(_, said)| said)
    }

    /// Reads rules, as those of a condition or not.
    fn block(&mut self, text: &str, conditional: bool) {
        let mut rest = text;
        while let Some(at) = rest.find(['{', ';', '}']) {
            let (before, behind) = rest.split_at(at);
            let prelude = before.trim();
            if !behind.starts_with('{') {
                rest = &behind[1..];
                continue;
            }
            let (inner, after) = inside(&behind[1..]);
            rest = after;
            match prelude.strip_prefix('@').map(|rule| rule.split([' ', '(', '\t', '\n']).next().unwrap_or_default().to_ascii_lowercase()) {
                None => self.rule(prelude, inner, conditional),
                // Within these there are rules; printing is no showing.
                Some(name) if matches!(&*name, "media" | "supports" | "layer" | "container") && !prelude.contains("print") => {
                    if inner.matches('{').count() < MOST_RULES {
                        self.block(inner, true);
                    }
                }
                Some(_) => {}
            }
        }
    }

    fn rule(&mut self, selectors: &str, declarations: &str, conditional: bool) {
        let said = declared(declarations);
        if said.is_empty() {
            return;
        }
        for selector in selectors.split(',') {
            let mut selector = Selector::of(selector.trim());
            selector.conditional |= conditional;
            let (rules, key) = match (&selector.id, selector.classes.first(), &selector.tag) {
                (Some(id), ..) => (&mut self.by_id, id),
                (None, Some(class), _) => (&mut self.by_class, class),
                (None, None, Some(tag)) => (&mut self.by_tag, tag),
                // One about every element is about none for certain.
                (None, None, None) => continue,
            };
            if self.rules.len() + said.len() > MOST_RULES {
                self.is_beyond = true;
                return;
            }
            rules.entry(key.clone()).or_default().extend(self.rules.len()..self.rules.len() + said.len());
            self.rules.extend(said.iter().map(|&(said, important)| Rule { selector: selector.clone(), said, important }));
        }
    }
}

impl Selector {
    /// Reads a selector; of several elements only the last, which is the one that is meant.
    fn of(text: &str) -> Self {
        let last = text.rsplit([' ', '\t', '\n', '\r', '>', '+', '~']).next().unwrap_or_default();
        let mut selector = Self { conditional: last.len() < text.len(), ..Self::default() };
        let end = last.find([':', '[']).unwrap_or(last.len());
        selector.conditional |= end < last.len() || last.contains(['*', '\\']);
        let mut rest = &last[..end];
        while let Some(kind) = rest.chars().next() {
            let body = rest.strip_prefix(['.', '#', '*']).unwrap_or(rest);
            let name = &body[..body.find(['.', '#', '*']).unwrap_or(body.len())];
            match kind {
                '.' => selector.classes.push(name.to_owned()),
                '#' => selector.id = Some(name.to_owned()),
                '*' => {}
                _ => selector.tag = Some(name.to_ascii_lowercase()),
            }
            rest = &body[name.len()..];
        }
        selector
    }

    fn matches(&self, tag: &str, id: &str, classes: &[&str]) -> bool {
        self.tag.as_deref().is_none_or(|own| own == tag)
            && self.id.as_deref().is_none_or(|own| own == id)
            && self.classes.iter().all(|own| classes.contains(&own.as_str()))
    }

    /// By what the stronger of two rules is told.
    fn weight(&self) -> [usize; 3] {
        [usize::from(self.id.is_some()), self.classes.len(), usize::from(self.tag.is_some())]
    }
}

/// The text up to the bracket that closes it, and what is behind that.
fn inside(text: &str) -> (&str, &str) {
    let mut depth = 1_usize;
    for at in memchr::memchr2_iter(b'{', b'}', text.as_bytes()) {
        depth = if text.as_bytes()[at] == b'{' { depth + 1 } else { depth - 1 };
        if depth == 0 {
            return (&text[..at], &text[at + 1..]);
        }
    }
    (text, "")
}

/// What declarations say of showing and of numbers, and whether each is marked as important.
fn declared(declarations: &str) -> Vec<(Said, bool)> {
    let (mut shows, mut marks) = (None, None);
    for declaration in declarations.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let (property, value) = (property.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase());
        let mut words = value.split(['!', ' ', '\t', '\n']);
        let important = value.contains("!important");
        let shown = match (&*property, words.next().unwrap_or_default()) {
            ("display", "none") | ("visibility", "hidden") => Shown::No,
            ("display" | "visibility", _) => Shown::Yes,
            ("list-style" | "list-style-type", first) => {
                let marker = Marker::of_style(first).or_else(|| words.find_map(Marker::of_style));
                marks = marker.map(|marker| (Said::Marker(marker), important)).or(marks);
                continue;
            }
            _ => continue,
        };
        // One that hides holds beside one that shows: display and visibility are two things.
        if shows.is_none_or(|(before, _)| before == Said::Shown(Shown::Yes)) {
            shows = Some((Said::Shown(shown), important));
        }
    }
    shows.into_iter().chain(marks).collect()
}

/// The text without comments and the marks that keep it from old browsers.
fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = behind.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain.replace("<!--", "").replace("-->", "")
}
