//! The paragraphs of a part: runs, fields, tracked changes, and what hangs on them.
//!
//! An element that is not known is read through, so that text inside wrappers of any kind is found; what carries no
//! text of the page is named here and left out.

use std::collections::HashSet;

use super::blocks::{Block, Paragraph};
use super::numbering::{Counters, Lists};
use super::styles::{NumberingOf, Styles};
use crate::error::Error;
use crate::limits::Limits;
use crate::note::NoteKind;
use crate::xml::{Element, Ns, Token, Xml};

/// How deep tables and text boxes may stand in each other.
const NESTED: u64 = 24;

/// The smallest picture, in English Metric Units (360,000 a centimetre), that could show a table or a page of text:
/// 6 by 3 cm. Smaller ones are emblems, seals and lines.
const PICTURE: (u64, u64) = (6 * 360_000, 3 * 360_000);

/// A part of the file being read.
pub(super) struct Story<'a> {
    pub(super) xml: Xml<'a>,
    pub(super) seen: &'a mut Seen,
    context: &'a Context<'a>,
    counters: Counters,
    fields: Vec<Field>,
    alternatives: Vec<(usize, Chosen)>,
    /// Text of a paragraph whose end was deleted: it belongs to the next one.
    carried: Paragraph,
    nested: u64,
    picture: Picture,
}

/// What all parts share.
pub(super) struct Context<'a> {
    pub(super) styles: Styles,
    pub(super) lists: Lists,
    pub(super) limits: &'a Limits,
}

/// What was met while reading, over all parts.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) insertions: u32,
    pub(super) deletions: u32,
    /// What is embedded and was not read, by name.
    pub(super) unread: Vec<(NoteKind, String)>,
    /// Headers and footers that sections refer to.
    pub(super) edges: Vec<Edge>,
    known: HashSet<Edge>,
    tables: u32,
    cells: usize,
    text: usize,
}

/// A header or footer of a section.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Edge {
    pub(super) kind: EdgeKind,
    /// Identifier of the relation that leads to it.
    pub(super) relation: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum EdgeKind {
    Header,
    Footer,
}

/// Where in a field the text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Instruction,
    Result,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chosen {
    NotYet,
    Already,
}

/// The picture or object whose frame was read last.
#[derive(Debug, Default)]
struct Picture {
    name: String,
    width: u64,
    height: u64,
}

/// What a paragraph says before its text.
#[derive(Debug, Default)]
struct Properties {
    style: Option<String>,
    numbering: NumberingOf,
    /// Whether a tracked change deleted its end.
    end_deleted: bool,
}

/// A paragraph while its runs are read.
#[derive(Default)]
struct Writing {
    properties: Properties,
    paragraph: Paragraph,
    hidden_run: bool,
    hidden_style: bool,
}

impl<'a> Story<'a> {
    /// Begins to read a part.
    pub(super) fn new(xml: Xml<'a>, context: &'a Context<'a>, seen: &'a mut Seen) -> Self {
        Self {
            xml,
            seen,
            context,
            counters: Counters::default(),
            fields: Vec::new(),
            alternatives: Vec::new(),
            carried: Paragraph::default(),
            nested: 0,
            picture: Picture::default(),
        }
    }

    /// Reads the paragraph or table that begins with an element; `None` if none does.
    pub(super) fn block(&mut self, element: &Element<'_>) -> Result<Option<Block>, Error> {
        match (element.ns, element.name()) {
            (Ns::Word, "p") => Ok(self.paragraph()?.map(Block::Paragraph)),
            (Ns::Word, "tbl") => self.table().map(|table| Some(Block::Table(table))),
            _ => self.wrapper(element).map(|()| None),
        }
    }

    /// Enters what stands around paragraphs, rows or cells, or leaves it out.
    pub(super) fn wrapper(&mut self, element: &Element<'_>) -> Result<(), Error> {
        match (element.ns, element.name()) {
            (Ns::Word, "del" | "moveFrom") => {
                self.seen.deletions += 1;
                self.xml.skip()
            }
            (Ns::Word, "ins" | "moveTo") => {
                self.seen.insertions += 1;
                Ok(())
            }
            (Ns::Word, "sectPr") => self.section(),
            (Ns::Word, "altChunk") => {
                self.unread(NoteKind::NotRead, element.attribute("id").unwrap_or_default());
                self.xml.skip()
            }
            (
                Ns::Word,
                "sdtPr" | "sdtEndPr" | "tblPr" | "tblPrEx" | "tblGrid" | "customXmlPr" | "smartTagPr" | "rubyPr" | "rt" | "background"
                | "instrText" | "delText" | "delInstrText" | "fldData" | "ffData",
            ) => self.xml.skip(),
            (Ns::Compatibility, name) => self.alternative(name),
            _ => Ok(()),
        }
    }

    /// The text of a deleted paragraph end that nothing came after.
    pub(super) fn carried(&mut self) -> Option<Block> {
        let carried = std::mem::take(&mut self.carried);
        (!carried.text.is_empty() || !carried.boxes.is_empty()).then_some(Block::Paragraph(carried))
    }

    /// Counts a table that begins and returns its number.
    pub(super) fn enter_table(&mut self) -> Result<u32, Error> {
        self.enter()?;
        self.seen.tables = self.seen.tables.saturating_add(1);
        Ok(self.seen.tables)
    }

    /// Leaves a table or text box.
    pub(super) fn leave(&mut self) {
        self.nested -= 1;
    }

    /// Counts the columns that a cell takes.
    pub(super) fn count_cells(&mut self, columns: u32) -> Result<(), Error> {
        self.seen.cells = self.seen.cells.saturating_add(columns as usize);
        let limits = self.context.limits;
        limits.check("cells", self.seen.cells, limits.cells)
    }

    /// Leaves out the rest of an element begun at a depth.
    pub(super) fn finish(&mut self, depth: usize) -> Result<(), Error> {
        while self.xml.depth() >= depth {
            if matches!(self.xml.next()?, Token::Eof) {
                break;
            }
        }
        Ok(())
    }

    fn enter(&mut self) -> Result<(), Error> {
        self.nested += 1;
        if self.nested > NESTED {
            return Err(Error::TooLarge { what: "depth", actual: self.nested, limit: NESTED });
        }
        Ok(())
    }

    fn unread(&mut self, kind: NoteKind, name: String) {
        self.seen.unread.push((kind, name));
    }

    /// Of alternatives for readers of different age the first is taken, and only that one.
    fn alternative(&mut self, name: &str) -> Result<(), Error> {
        let depth = self.xml.depth();
        if name == "AlternateContent" {
            self.alternatives.push((depth, Chosen::NotYet));
            return Ok(());
        }
        while self.alternatives.last().is_some_and(|(outer, _)| outer + 1 > depth) {
            self.alternatives.pop();
        }
        match self.alternatives.last_mut() {
            Some((outer, chosen)) if *outer + 1 == depth => {
                if *chosen == Chosen::Already {
                    return self.xml.skip();
                }
                *chosen = Chosen::Already;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn section(&mut self) -> Result<(), Error> {
        let depth = self.xml.depth();
        while let Some(element) = self.xml.inside(depth)? {
            let kind = match element.name() {
                "headerReference" => EdgeKind::Header,
                "footerReference" => EdgeKind::Footer,
                "sectPrChange" => {
                    self.xml.skip()?;
                    continue;
                }
                _ => continue,
            };
            let edge = Edge { kind, relation: element.attribute("id").unwrap_or_default() };
            if self.seen.known.insert(edge.clone()) {
                self.seen.edges.push(edge);
            }
        }
        Ok(())
    }

    /// Reads a paragraph whose start was read; `None` if its end was deleted, so that it is part of the next.
    fn paragraph(&mut self) -> Result<Option<Paragraph>, Error> {
        let depth = self.xml.depth();
        let mut writing = Writing::default();
        loop {
            match self.xml.next()? {
                Token::Start(element) => self.inline(&element, &mut writing)?,
                Token::End if self.xml.depth() < depth => break,
                Token::Eof => break,
                Token::End | Token::Text(_) => {}
            }
        }
        // An instruction does not go on past its paragraph: a field that never ends must not swallow the text after it.
        self.fields.retain(|field| *field == Field::Result);
        // Added at the end of what is carried, which may have come a long way.
        let mut paragraph = std::mem::take(&mut self.carried);
        paragraph.text.push_str(&writing.paragraph.text);
        paragraph.hidden |= writing.paragraph.hidden;
        paragraph.boxes.append(&mut writing.paragraph.boxes);
        if writing.properties.end_deleted {
            self.carried = paragraph;
            return Ok(None);
        }
        self.number(&writing.properties, &mut paragraph)?;
        Ok(Some(paragraph))
    }

    fn number(&mut self, properties: &Properties, paragraph: &mut Paragraph) -> Result<(), Error> {
        let Context { styles, lists, .. } = self.context;
        if let Some(label) = lists.label(&properties.numbering, properties.style.as_deref(), styles, &mut self.counters) {
            self.count_text(label.len())?;
            paragraph.text.insert_str(0, &label);
        }
        Ok(())
    }

    fn inline(&mut self, element: &Element<'_>, writing: &mut Writing) -> Result<(), Error> {
        match (element.ns, element.name()) {
            (Ns::Word, "pPr") => self.paragraph_properties(writing),
            (Ns::Word, "r") => {
                writing.hidden_run = writing.hidden_style;
                Ok(())
            }
            (Ns::Word, "rPr") => self.run_properties(writing),
            (Ns::Word | Ns::Math, "t") => {
                let text = self.xml.text()?;
                self.write(&text, writing)
            }
            (Ns::Word, "tab" | "ptab") => self.write("\t", writing),
            (Ns::Word, "br" | "cr") => self.write("\n", writing),
            (Ns::Word, "noBreakHyphen") => self.write("-", writing),
            (Ns::Word, "sym") => self.write(symbol(element), writing),
            (Ns::Word, "fldChar") => {
                self.field(element.attribute("fldCharType").as_deref());
                Ok(())
            }
            (Ns::Word, "txbxContent") => self.text_box(writing),
            (Ns::Word, "object") => self.object(),
            (Ns::Other, name) => {
                self.drawing(name, element);
                Ok(())
            }
            _ => self.wrapper(element),
        }
    }

    fn paragraph_properties(&mut self, writing: &mut Writing) -> Result<(), Error> {
        let depth = self.xml.depth();
        let properties = &mut writing.properties;
        while let Some(element) = self.xml.inside(depth)? {
            match element.name() {
                "pStyle" => properties.style = element.val(),
                "numId" => properties.numbering.list = element.val().and_then(|value| value.trim().parse().ok()),
                "ilvl" => properties.numbering.level = element.val().and_then(|value| value.trim().parse().ok()),
                "del" | "moveFrom" => {
                    properties.end_deleted = true;
                    self.seen.deletions += 1;
                }
                "sectPr" => self.section()?,
                "pPrChange" | "rPrChange" | "framePr" | "tabs" => self.xml.skip()?,
                _ => {}
            }
        }
        writing.hidden_style = properties.style.as_deref().is_some_and(|style| self.context.styles.hides(style));
        Ok(())
    }

    fn run_properties(&mut self, writing: &mut Writing) -> Result<(), Error> {
        let depth = self.xml.depth();
        while let Some(element) = self.xml.inside(depth)? {
            match element.name() {
                "vanish" => writing.hidden_run = element.is_on(),
                "rStyle" => writing.hidden_run |= element.val().is_some_and(|style| self.context.styles.hides(&style)),
                "rPrChange" => self.xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Adds text of a run, unless it is part of a field's instruction. Soft hyphens show only at line ends.
    fn write(&mut self, text: &str, writing: &mut Writing) -> Result<(), Error> {
        if self.fields.contains(&Field::Instruction) || text.is_empty() {
            return Ok(());
        }
        self.count_text(text.len())?;
        writing.paragraph.hidden |= writing.hidden_run && !text.trim().is_empty();
        writing.paragraph.text.extend(text.chars().filter(|&c| c != '\u{ad}'));
        Ok(())
    }

    fn count_text(&mut self, bytes: usize) -> Result<(), Error> {
        self.seen.text = self.seen.text.saturating_add(bytes);
        let limits = self.context.limits;
        limits.check("text_bytes", self.seen.text, limits.text_bytes)
    }

    fn field(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") => self.fields.push(Field::Instruction),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    *field = Field::Result;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
        // Fields that never end add up; no file in use nests them this deep.
        self.fields.truncate(usize::from(u8::MAX));
    }

    fn text_box(&mut self, writing: &mut Writing) -> Result<(), Error> {
        let depth = self.xml.depth();
        self.enter()?;
        let fields = std::mem::take(&mut self.fields);
        let carried = std::mem::take(&mut self.carried);
        let mut blocks = Vec::new();
        loop {
            match self.xml.next()? {
                Token::Start(element) => blocks.extend(self.block(&element)?),
                Token::End if self.xml.depth() < depth => break,
                Token::Eof => break,
                Token::End | Token::Text(_) => {}
            }
        }
        blocks.extend(self.carried());
        self.fields = fields;
        self.carried = carried;
        self.leave();
        writing.paragraph.boxes.push(blocks);
        Ok(())
    }

    fn object(&mut self) -> Result<(), Error> {
        let depth = self.xml.depth();
        let mut name = String::new();
        while let Some(element) = self.xml.inside(depth)? {
            if element.name() == "OLEObject" {
                name = element.attribute("ProgID").unwrap_or_default();
            }
        }
        self.unread(NoteKind::NotRead, name);
        Ok(())
    }

    fn drawing(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "extent" => {
                let size = |name| element.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(0);
                self.picture = Picture { name: String::new(), width: size("cx"), height: size("cy") };
            }
            "docPr" => self.picture.name = element.attribute("name").unwrap_or_default(),
            "shape" | "rect" => {
                let (width, height) = element.attribute("style").map_or((0, 0), |style| (css(&style, "width"), css(&style, "height")));
                self.picture = Picture { name: element.attribute("id").unwrap_or_default(), width, height };
            }
            "blip" | "imagedata" if self.picture.width >= PICTURE.0 && self.picture.height >= PICTURE.1 => {
                self.unread(NoteKind::Picture, self.picture.name.clone());
            }
            "chart" | "relIds" if element.attribute("id").is_some() || element.attribute("dm").is_some() => {
                self.unread(NoteKind::Picture, self.picture.name.clone());
            }
            _ => {}
        }
    }
}

/// Text of a character that is named by its font.
fn symbol(element: &Element<'_>) -> &'static str {
    let code = element.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok()).unwrap_or(0) & 0xff;
    let font = element.attribute("font").unwrap_or_default();
    match (font.as_str(), code) {
        ("Wingdings", 0xfc) | ("Wingdings 2", 0x50) => "✓",
        ("Wingdings", 0xfb) | ("Wingdings 2", 0x4f) => "✗",
        ("Wingdings", 0xfe) | ("Wingdings 2", 0x52) => "☑",
        ("Wingdings", 0xfd) | ("Wingdings 2", 0x54) => "☒",
        ("Wingdings", 0xa8 | 0x6f) | ("Wingdings 2", 0xa3) => "☐",
        ("Symbol", 0x2d) => "-",
        ("Symbol", 0xb1) => "±",
        ("Symbol", 0xb4) => "×",
        ("Symbol", 0xb7) => "·",
        ("Symbol", 0xa3) => "≤",
        ("Symbol", 0xb3) => "≥",
        _ => " ",
    }
}

/// A length of a style attribute (`width:453.6pt`) in English Metric Units; 0 if it is not given in points, pixels,
/// inches or centimetres.
fn css(style: &str, name: &str) -> u64 {
    let value = style.split(';').find_map(|rule| rule.trim().strip_prefix(name)?.trim().strip_prefix(':'));
    let value = value.unwrap_or_default().trim();
    let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    let number: u64 = value[..digits].parse().unwrap_or(0);
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    number.saturating_mul(match unit {
        "pt" => 12_700,
        "px" => 9_525,
        "in" => 914_400,
        "cm" => 360_000,
        "mm" => 36_000,
        _ => 0,
    })
}
