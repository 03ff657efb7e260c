//! Numbers that Word makes and that are not in the text (`一、`, `（二）`, `1.1`).
//!
//! A paragraph names a list and a level, itself or through its style. Lists share the counters of the abstract list
//! that they stand on, unless one says where it starts again.

use std::collections::{HashMap, HashSet};

use super::numerals::numeral;
use super::styles::{NumberingOf, Styles};
use crate::error::Error;
use crate::xml::{Element, Ns, Xml};

/// Number of levels of a list.
const LEVELS: usize = 9;

/// Length to which the text around a number is taken.
pub(crate) const LEVEL_TEXT: usize = 255;

/// The lists of a document.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    abstracts: HashMap<i64, Abstract>,
    lists: HashMap<i64, List>,
}

/// The counters while a part is read.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    values: HashMap<i64, [Option<u32>; LEVELS]>,
    /// Lists whose own start was used.
    begun: HashSet<(i64, usize)>,
}

/// A list that others stand on.
#[derive(Debug, Default)]
pub(crate) struct Abstract {
    levels: HashMap<usize, Level>,
    /// A numbering style whose list this one stands for.
    style_link: Option<String>,
}

/// A list that paragraphs name.
#[derive(Debug, Default)]
pub(crate) struct List {
    on: i64,
    levels: HashMap<usize, Level>,
    starts: HashMap<usize, u32>,
}

/// How a level of a list is numbered.
#[derive(Clone, Debug)]
pub(crate) struct Level {
    /// The first number.
    pub(crate) start: u32,
    /// The format of the number, by its name.
    pub(crate) format: String,
    /// Number of digits that a format of Word's own pads to.
    pub(crate) padded: usize,
    /// What is written, with `%1` for the number of the first level.
    pub(crate) text: String,
    /// The level, from 1, after which this one starts again; 0 for never, and any higher one by default.
    pub(crate) restart: Option<usize>,
    /// Whether the numbers of all levels are written in digits.
    pub(crate) digits: bool,
    /// The paragraph style that stands for the level.
    pub(crate) style: Option<String>,
    /// What stands between the number and the text.
    pub(crate) after: After,
}

/// What stands between a number and the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    /// A tab or a space.
    Space,
    /// Nothing.
    Nothing,
}

impl Default for Level {
    fn default() -> Self {
        let format = "decimal".to_owned();
        Self { start: 0, format, padded: 0, text: String::new(), restart: None, digits: false, style: None, after: After::Space }
    }
}

impl Lists {
    /// Reads `numbering.xml`.
    pub(super) fn read(mut xml: Xml<'_>) -> Result<Self, Error> {
        let mut lists = Self::default();
        while let Some(element) = xml.inside(1)? {
            match element.name() {
                "abstractNum" => {
                    let id = number(element.attribute("abstractNumId"));
                    let read = Abstract::read(&mut xml)?;
                    id.map(|id| lists.abstracts.insert(id, read));
                }
                "num" => {
                    let id = number(element.attribute("numId"));
                    let read = List::read(&mut xml)?;
                    id.map(|id| lists.lists.insert(id, read));
                }
                "numPicBullet" => xml.skip()?,
                _ => {}
            }
        }
        Ok(lists)
    }

    /// Adds a list that others stand on.
    pub(crate) fn add_abstract(&mut self, id: i64, definition: Abstract) {
        self.abstracts.insert(id, definition);
    }

    /// Adds a list that paragraphs name.
    pub(crate) fn add_list(&mut self, id: i64, list: List) {
        self.lists.insert(id, list);
    }

    /// Whether there is a list.
    pub(crate) fn has(&self, id: i64) -> bool {
        self.lists.get(&id).is_some_and(|list| self.abstracts.contains_key(&list.on))
    }

    /// The number of a paragraph with what stands around it, counting it; `None` if it has none.
    pub(super) fn label(&self, own: &NumberingOf, style: Option<&str>, styles: &Styles, counters: &mut Counters) -> Option<String> {
        let (id, level) = self.place(own, style, styles)?;
        self.label_at(id, level, styles, counters)
    }

    /// The number of a paragraph of a list and level, counting it.
    pub(crate) fn label_at(&self, id: i64, level: usize, styles: &Styles, counters: &mut Counters) -> Option<String> {
        if level >= LEVELS {
            return None;
        }
        let list = self.lists.get(&id)?;
        let (on, definition) = self.resolve(list.on, styles)?;
        let level_of = |level: usize| list.levels.get(&level).or_else(|| definition.levels.get(&level));
        let this = level_of(level)?;
        let start_of = |level: usize| list.starts.get(&level).copied().unwrap_or_else(|| level_of(level).map_or(1, |level| level.start));
        let values = counters.values.entry(on).or_default();
        if list.starts.contains_key(&level) && counters.begun.insert((id, level)) {
            values[level] = None;
        }
        values[level] = Some(values[level].map_or_else(|| start_of(level), |value| value.saturating_add(1)));
        for (deeper, value) in values.iter_mut().enumerate().skip(level + 1) {
            let restarts = level_of(deeper).and_then(|level| level.restart).is_none_or(|after| level < after);
            if restarts {
                *value = None;
            }
        }
        let text = this.write(|other| {
            let value = values[other].unwrap_or_else(|| start_of(other));
            (other <= level).then(|| level_of(other)).flatten().map(|definition| definition.numeral(value, this.digits))
        });
        if text.trim().is_empty() {
            return None;
        }
        let ends_in_mark = text.ends_with(['、', '，', '．', '。', '）', '】', '：', '〕', ' ']);
        Some(if this.after == After::Space && !ends_in_mark { text + " " } else { text })
    }

    /// The list and level of a paragraph.
    fn place(&self, own: &NumberingOf, style: Option<&str>, styles: &Styles) -> Option<(i64, usize)> {
        let from_style = styles.numbering(style);
        let id = own.list.or_else(|| from_style.and_then(|(_, numbering)| numbering.list)).filter(|&id| id != 0)?;
        let linked = || {
            let (style, numbering) = from_style?;
            numbering.level.or_else(|| self.level_of_style(id, style, styles))
        };
        let level = own.level.or_else(linked).unwrap_or(0);
        (level < LEVELS).then_some((id, level))
    }

    fn level_of_style(&self, id: i64, style: &str, styles: &Styles) -> Option<usize> {
        let (_, definition) = self.resolve(self.lists.get(&id)?.on, styles)?;
        definition.levels.iter().find(|(_, level)| level.style.as_deref() == Some(style)).map(|(&level, _)| level)
    }

    /// The abstract list with the levels, behind numbering styles that stand for one another.
    fn resolve(&self, mut on: i64, styles: &Styles) -> Option<(i64, &Abstract)> {
        for _ in 0..LEVELS {
            let definition = self.abstracts.get(&on)?;
            match &definition.style_link {
                Some(style) if definition.levels.is_empty() => on = self.lists.get(&styles.list(style)?)?.on,
                _ => return Some((on, definition)),
            }
        }
        None
    }
}

impl Abstract {
    /// A list of levels.
    pub(crate) fn of(levels: HashMap<usize, Level>) -> Self {
        Self { levels, style_link: None }
    }

    fn read(xml: &mut Xml<'_>) -> Result<Self, Error> {
        let depth = xml.depth();
        let mut read = Self::default();
        while let Some(element) = xml.inside(depth)? {
            match element.name() {
                "numStyleLink" => read.style_link = element.val(),
                "lvl" => Level::read(&element, xml, &mut read.levels)?,
                _ => {}
            }
        }
        Ok(read)
    }
}

impl List {
    /// A list that stands on an abstract one.
    pub(crate) fn on(on: i64) -> Self {
        Self { on, ..Self::default() }
    }

    /// Replaces a level.
    pub(crate) fn set_level(&mut self, index: usize, level: Level) {
        self.levels.insert(index, level);
    }

    /// Starts a level again.
    pub(crate) fn set_start(&mut self, index: usize, start: u32) {
        self.starts.insert(index, start);
    }

    fn read(xml: &mut Xml<'_>) -> Result<Self, Error> {
        let depth = xml.depth();
        let mut read = Self::default();
        let mut overridden = 0;
        while let Some(element) = xml.inside(depth)? {
            match element.name() {
                "abstractNumId" => read.on = number(element.val()).unwrap_or(-1),
                "lvlOverride" => overridden = level_of(&element).unwrap_or(LEVELS),
                "startOverride" => {
                    read.starts.insert(overridden, count(element.val()).unwrap_or(0));
                }
                "lvl" => Level::read(&element, xml, &mut read.levels)?,
                _ => {}
            }
        }
        Ok(read)
    }
}

impl Level {
    fn read(start: &Element<'_>, xml: &mut Xml<'_>, levels: &mut HashMap<usize, Self>) -> Result<(), Error> {
        let depth = xml.depth();
        let mut level = Self::default();
        while let Some(element) = xml.inside(depth)? {
            match element.name() {
                "start" => level.start = count(element.val()).unwrap_or(0),
                "numFmt" => {
                    level.format = element.val().unwrap_or_default();
                    level.padded =
                        element.attribute("format").map_or(0, |format| format.split(',').next().unwrap_or_default().len().min(9));
                }
                "lvlText" => level.text = element.val().unwrap_or_default().chars().take(LEVEL_TEXT).collect(),
                "lvlRestart" => level.restart = count(element.val()).map(|value| value as usize),
                "isLgl" => level.digits = element.is_on(),
                "pStyle" => level.style = element.val(),
                "suff" if element.val().as_deref() == Some("nothing") => level.after = After::Nothing,
                "Fallback" if element.ns == Ns::Compatibility => xml.skip()?,
                "pPr" | "rPr" => xml.skip()?,
                _ => {}
            }
        }
        level_of(start).filter(|&index| index < LEVELS).map(|index| levels.insert(index, level));
        Ok(())
    }

    /// The text with the numbers put in; characters of symbol fonts, as bullets have them, are left out.
    fn write(&self, number_of: impl Fn(usize) -> Option<String>) -> String {
        if self.format == "bullet" {
            return String::new();
        }
        let mut text = String::new();
        let mut rest = self.text.chars().peekable();
        while let Some(c) = rest.next() {
            let level = rest.peek().and_then(|digit| digit.to_digit(10)).filter(|&digit| c == '%' && digit > 0);
            if let Some(level) = level {
                rest.next();
                text.push_str(&number_of(level as usize - 1).unwrap_or_default());
            } else if !('\u{e000}'..='\u{f8ff}').contains(&c) {
                text.push(c);
            }
        }
        text
    }

    fn numeral(&self, value: u32, in_digits: bool) -> String {
        match self.format.as_str() {
            _ if in_digits => value.to_string(),
            "custom" => format!("{value:0width$}", width = self.padded),
            format => numeral(format, value),
        }
    }
}

fn number(text: Option<String>) -> Option<i64> {
    text?.trim().parse().ok()
}

fn count(text: Option<String>) -> Option<u32> {
    text?.trim().parse().ok()
}

fn level_of(element: &Element<'_>) -> Option<usize> {
    element.attribute("ilvl")?.trim().parse().ok()
}
