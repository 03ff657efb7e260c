//! From tags and text to the events of a page: paragraphs, and tables with their rows and cells.
//!
//! Keeps a stack of the elements that are open, so far as they bear on paragraphs, tables, lists or on what is shown,
//! and closes what authors leave open by the rules of the HTML standard. Elements inside a line are not kept unless they
//! hide something, so that thousands of unclosed `<font>` cost nothing; everything else counts towards the limit of depth.
//!
//! What it makes is flat: one text, and events in its order that point into it. Whether a table holds data or only
//! arranges the page is told when it ends, from what its cells hold. Grids are left to [`super::grid`], the document to
//! [`super::emit`].

use std::ops::Range;

use html5ever::tokenizer::{Tag, TagKind, TokenSinkResult};
use html5ever::{LocalName, local_name};

use super::line::Line;
use super::links::{Consists, Links, leads_away};
use super::list::Numbering;
use super::sheet::{Sheet, Sheets};
use super::style::{Blanks, Flow, Shown, Style};
use super::tags::{Content, Element, attribute, ends_a_drawing, number};
use crate::character::{Blanks as _, is_blank, is_ideograph};
use crate::error::Error;
use crate::limits::Limits;
use crate::note::NoteKind;
use crate::role::{CellContent, Role, TableContent};

/// From how many Chinese characters on a hidden part is worth a note: popups and menus have fewer outside links.
const NOTEWORTHY: u32 = 200;

/// From how many Chinese characters on what only a style sheet hides may be part of the report: words for screen readers and
/// hints are shorter.
const TELLING: u32 = 30;

/// How many parts that were left out are named.
const MAX_NOTED: usize = 20;

/// From how many bytes on a picture in its own address may show a page: smaller ones are ornaments.
const LARGE_ADDRESS: usize = 60_000;

/// The widest span that a browser takes.
const MAX_COLUMNS: i64 = 1000;

/// The highest span that a browser takes.
const MAX_ROWS: i64 = 65_534;

/// A page as a viewer sees it, in the order of its text.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// All text, without separators.
    pub(super) text: String,
    /// What the text belongs to.
    pub(super) events: Vec<Event>,
    /// The tables, in the order in which they begin.
    pub(super) tables: Vec<TableEnd>,
    /// The paragraphs that are lists of links to other pages, in their order.
    pub(super) links: Vec<(u32, u32)>,
    /// The title, which stands on the window and not on the page.
    pub(super) title: String,
    /// The character set that the page itself declares first.
    pub(super) charset: Option<String>,
    /// How each larger part begins that a viewer does not see.
    pub(super) hidden: Vec<String>,
    /// How the first of them begins that only a style sheet hides.
    pub(super) hidden_by_sheet: Option<String>,
    /// Addresses of what is shown inside the page and could hold a report.
    pub(super) embedded: Vec<(NoteKind, String)>,
    /// What is struck out first.
    pub(super) struck: Option<String>,
    /// Whether the page has scripts, which may show what it does not hold.
    pub(super) scripts: Scripts,
    /// What cells without text show that scripts fill them.
    filled: Filled,
}

/// Whether a page has scripts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Scripts {
    /// What it holds is all there is.
    #[default]
    None,
    /// They may show more.
    Some,
}

/// How many cells of tables of data have a name or a script, by which a script can put a figure into them.
#[derive(Clone, Copy, Debug, Default)]
struct Filled {
    /// Blank cells that hold a script themselves.
    by_own: u32,
    /// Blank cells with a name, and those with a name and text.
    named: u32,
    named_with_text: u32,
}

impl Filled {
    const fn add(&mut self, other: Self) {
        self.by_own += other.by_own;
        self.named += other.named;
        self.named_with_text += other.named_with_text;
    }
}

/// Something of a page, in the order of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// A paragraph: the range of the text.
    Text(u32, u32),
    /// A paragraph that stands in a table but in none of its cells; browsers show it before the table.
    Stray(u32, u32),
    /// A table begins: index into [`Page::tables`].
    Table(u32),
    /// A group of rows begins, or ends.
    Section,
    /// A row begins.
    Row(Shown),
    /// A cell begins: how many columns and rows it takes; no rows stands for all that follow in the group.
    Cell(u16, u16),
}

/// How a table ended.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TableEnd {
    /// The index of the first event after it.
    pub(super) end: u32,
    /// What it is for.
    pub(super) role: Role,
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    name: LocalName,
    element: Element,
    shown: Shown,
    flow: Flow,
    /// What held before it, where the element changes it.
    blanks: Option<Blanks>,
    numbering: Option<Numbering>,
}

/// A table that is open.
#[derive(Debug)]
struct OpenTable {
    index: usize,
    content: TableContent,
    cell: Option<CellContent>,
    /// Whether the cell holds a script, and whether it or something in it has a name.
    scripted: bool,
    named: bool,
    filled: Filled,
}

/// What is known about the hidden part that is being passed over.
#[derive(Debug, Default)]
struct Hidden {
    /// How many open elements hide what they hold.
    depth: usize,
    ideographs: u32,
    beginning: String,
    /// Its letters and figures, to tell whether it only says again what is shown.
    letters: String,
    /// Whether a style sheet hides it, and not the element itself.
    by_sheet: bool,
    /// Whether there is a table in it.
    tables: bool,
}

/// Makes a page of tags and text.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    limits: &'a Limits,
    page: Page,
    open: Vec<Open>,
    tables: Vec<OpenTable>,
    line: Line,
    marker: Option<String>,
    hidden: Hidden,
    /// The hidden parts that may be worth a note.
    left_out: Vec<Hidden>,
    /// The element whose content is not markup, while it lasts.
    raw: Option<(LocalName, Content)>,
    sheets: Sheets,
    sheet: Sheet,
    /// The text of the style sheet that is open.
    sheet_text: Option<String>,
    /// Whether a style sheet hides the element that begins.
    by_sheet: bool,
    in_link: bool,
    links: Links,
    /// Whether all links of the paragraph lead to other pages.
    lead_away: bool,
    rows: usize,
    cells: usize,
    failure: Option<Error>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(sheets: Sheets, limits: &'a Limits) -> Self {
        Self {
            limits,
            page: Page::default(),
            open: Vec::new(),
            tables: Vec::new(),
            line: Line::default(),
            marker: None,
            hidden: Hidden::default(),
            left_out: Vec::new(),
            raw: None,
            sheets,
            sheet: Sheet::default(),
            sheet_text: None,
            by_sheet: false,
            in_link: false,
            links: Links::default(),
            lead_away: true,
            rows: 0,
            cells: 0,
            failure: None,
        }
    }

    /// Why reading cannot go on.
    pub(super) fn failure(&self) -> Option<&Error> {
        self.failure.as_ref()
    }

    /// The element whose content is not markup, while it lasts.
    pub(super) fn raw(&self) -> Option<&LocalName> {
        self.raw.as_ref().map(|(name, _)| name)
    }

    /// Takes a tag.
    pub(super) fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        if self.failure.is_some() {
            return TokenSinkResult::Continue;
        }
        self.raw = None;
        if let Some(text) = self.sheet_text.take() {
            self.sheet.read(&text);
        }
        match tag.kind {
            TagKind::StartTag => self.start(tag),
            TagKind::EndTag => {
                self.end(&tag.name);
                TokenSinkResult::Continue
            }
        }
    }

    /// Takes text.
    pub(super) fn characters(&mut self, text: &str) {
        if self.failure.is_some() {
            return;
        }
        match self.raw {
            Some((_, Content::Dropped)) => {
                if let Some(sheet) = &mut self.sheet_text {
                    sheet.push_str(text);
                }
            }
            Some((_, Content::Title)) if self.page.title.len() < 4096 => self.page.title.push_str(text),
            Some((_, Content::Title)) => {}
            Some((_, Content::Shown)) if self.hidden.depth == 0 => {
                let blanks = std::mem::replace(&mut self.line.blanks, Blanks::Keep);
                self.line.push(&mut self.page.text, text, self.in_link);
                self.line.blanks = blanks;
            }
            _ if self.hidden.depth > 0 => self.hidden.pass(text, self.in_link),
            _ => self.line.push(&mut self.page.text, text, self.in_link),
        }
        let room = self.limits.text_bytes.min(u64::from(u32::MAX / 2));
        self.check("text_bytes", self.page.text.len(), room);
    }

    /// Ends the page; whatever is still open ends with it.
    pub(super) fn finish(mut self) -> Result<Page, Error> {
        if let Some((name, Content::Dropped)) = self.raw.take() {
            self.page.hidden.push(format!("<{name}>"));
        }
        self.close(0);
        self.flush();
        self.page.links = self.links.finish();
        self.page.take_hidden(self.left_out);
        match self.failure {
            Some(failure) => Err(failure),
            None => Ok(self.page),
        }
    }

    fn check(&mut self, what: &'static str, actual: usize, limit: u64) {
        if let Err(failure) = self.limits.check(what, actual, limit) {
            self.failure.get_or_insert(failure);
        }
    }

    // Start tags.

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let element = Element::of(&tag.name);
        if let Some(table) = self.tables.last_mut().filter(|table| table.cell.is_some()) {
            table.scripted |= tag.name == local_name!("script");
            table.named |= !element.is_tabular() && attribute(tag, &local_name!("id")).is_some();
        }
        if self.open.last().is_some_and(|open| open.element == Element::Drawing) {
            if !ends_a_drawing(element) {
                if element == Element::Drawing && !tag.self_closing {
                    self.push(tag, element, Style::default());
                }
                return TokenSinkResult::Continue;
            }
            while self.open.last().is_some_and(|open| open.element == Element::Drawing) {
                self.close(self.open.len() - 1);
            }
        }
        let mut style = Style::of(tag);
        self.by_sheet = false;
        // What the element itself says of how it is displayed counts for more.
        if self.sheets == Sheets::Followed
            && style.shown == Shown::Yes
            && style.flow.is_none()
            && !matches!(element, Element::Frame)
            && self.sheet.shows(tag) == Shown::No
        {
            style.shown = Shown::No;
            self.by_sheet = true;
        }
        if self.sheets == Sheets::Followed && matches!(element, Element::List | Element::Item) {
            style.marker = style.marker.or_else(|| self.sheet.marks(tag));
        }
        match element {
            Element::Inline | Element::Link => self.start_inline(tag, element, style),
            Element::Raised => self.line.part_figures(&self.page.text),
            Element::Struck => {
                style.shown = Shown::No;
                self.push(tag, element, style);
            }
            Element::Break => self.line_break(),
            Element::Separator => self.flush(),
            Element::Input => self.input(tag, style),
            Element::Image | Element::Embedded => self.embedded(tag, element, style),
            Element::Meta => self.meta(tag),
            Element::Frame => {}
            Element::Raw(kind, content) => return self.start_raw(tag, kind, content, style),
            Element::Plaintext => {
                self.flush();
                self.line.blanks = Blanks::Keep;
                return TokenSinkResult::Plaintext;
            }
            Element::Drawing if tag.self_closing => {}
            Element::Drawing | Element::Dropped => {
                style.shown = Shown::No;
                self.push(tag, element, style);
            }
            Element::Table => self.start_table(tag, style),
            Element::Caption | Element::Section | Element::Row | Element::Cell => self.start_part(tag, element, style),
            _ => self.start_block(tag, element, style),
        }
        TokenSinkResult::Continue
    }

    fn start_inline(&mut self, tag: &Tag, element: Element, style: Style) {
        if element == Element::Link {
            let address = attribute(tag, &local_name!("href"));
            self.in_link = address.is_some();
            self.lead_away &= address.is_none_or(|address| leads_away(address) && !is_document(address));
        }
        let is_block = style.flow == Some(Flow::Block);
        if is_block {
            self.flush();
        }
        let inner = self.open.iter().rev().take_while(|open| open.element.is_inline()).any(|open| open.name == tag.name);
        if (is_block || inner || style.shown == Shown::No) && !tag.self_closing {
            self.push(tag, element, style);
        }
    }

    fn start_block(&mut self, tag: &Tag, element: Element, mut style: Style) {
        match element {
            Element::Item => self.close_item(|open| open == Element::Item),
            Element::Term => self.close_item(|open| open == Element::Term),
            _ => {}
        }
        self.close_paragraph();
        if element == Element::Heading && self.open.last().is_some_and(|open| open.element == Element::Heading) {
            self.close(self.open.len() - 1);
        }
        if style.flow != Some(Flow::Inline) && style.shown == Shown::Yes {
            self.flush();
        }
        if element == Element::Preformatted {
            style.blanks = style.blanks.or(Some(Blanks::Keep));
        }
        if tag.name == local_name!("dialog") && attribute(tag, &local_name!("open")).is_none() {
            style.shown = Shown::No;
        }
        if element == Element::Item {
            self.marker = self.number_item(tag, &style).filter(|_| self.hidden.depth == 0 && style.shown == Shown::Yes);
        }
        if element == Element::Heading
            && let Some(cell) = self.cell()
        {
            cell.headings += 1;
        }
        self.push(tag, element, style);
    }

    fn number_item(&mut self, tag: &Tag, style: &Style) -> Option<String> {
        let list = self.open.iter_mut().rev().take_while(|open| !open.element.is_wall()).find(|open| open.element == Element::List)?;
        list.numbering.as_mut()?.item(tag, style)
    }

    fn start_raw(&mut self, tag: &Tag, kind: html5ever::tokenizer::states::RawKind, content: Content, style: Style) -> TokenSinkResult<()> {
        match tag.name {
            local_name!("iframe") => self.embedded(tag, Element::Embedded, style),
            local_name!("script") => self.page.scripts = Scripts::Some,
            local_name!("style") if self.sheets == Sheets::Followed => {
                let media = attribute(tag, &local_name!("media")).unwrap_or("all").trim().to_ascii_lowercase();
                self.sheet_text = matches!(&*media, "" | "all" | "screen").then(String::new);
            }
            _ => {}
        }
        let content = match content {
            Content::Title if self.hidden.depth > 0 || !self.page.title.is_empty() => Content::Dropped,
            _ if style.shown == Shown::No => Content::Dropped,
            content => content,
        };
        self.raw = Some((tag.name.clone(), content));
        TokenSinkResult::RawData(kind)
    }

    fn input(&mut self, tag: &Tag, style: Style) {
        let kind = attribute(tag, &local_name!("type")).unwrap_or("text").trim().to_ascii_lowercase();
        let is_field = !matches!(&*kind, "hidden" | "checkbox" | "radio" | "button" | "submit" | "reset" | "image" | "file" | "password");
        if let Some(value) = attribute(tag, &local_name!("value"))
            && is_field
            && style.shown == Shown::Yes
            && self.raw.is_none()
        {
            // Fields are boxes: the figures of two fields side by side are two figures.
            self.line.part();
            self.characters(value);
            self.line.part();
        }
    }

    fn embedded(&mut self, tag: &Tag, element: Element, style: Style) {
        if self.hidden.depth > 0 || style.shown == Shown::No {
            return;
        }
        // A picture may stand for a figure: what is before it and after it is never one figure.
        self.line.part_figures(&self.page.text);
        let address = [local_name!("src"), local_name!("data")].iter().find_map(|name| attribute(tag, name)).unwrap_or_default();
        let (width, height) = (side(tag, &local_name!("width")), side(tag, &local_name!("height")));
        let large = width >= 300 && height >= 200;
        let is_frame = matches!(tag.name, local_name!("frame")) || (tag.name == local_name!("iframe") && large);
        let is_picture = element == Element::Image && (large || address.len() > LARGE_ADDRESS);
        if (is_picture || is_frame || is_document(address)) && self.page.embedded.len() < MAX_NOTED {
            let kind = if is_picture { NoteKind::Picture } else { NoteKind::NotRead };
            self.page.embedded.push((kind, address.chars().take(80).collect()));
        }
    }

    fn meta(&mut self, tag: &Tag) {
        if self.page.charset.is_some() {
            return;
        }
        let own = attribute(tag, &local_name!("charset"));
        let equivalent = attribute(tag, &local_name!("http-equiv")).filter(|name| name.trim().eq_ignore_ascii_case("content-type"));
        let in_content = equivalent.and_then(|_| attribute(tag, &local_name!("content"))).and_then(charset_of);
        self.page.charset = own.or(in_content).map(|label| label.trim().chars().take(40).collect());
    }

    // Tables.

    fn start_table(&mut self, tag: &Tag, style: Style) {
        match self.open.iter().rposition(|open| open.element.is_tabular()) {
            // A table that begins in a table but in none of its cells ends the table around it.
            Some(at) if !matches!(self.open[at].element, Element::Cell | Element::Caption) => self.close_table(),
            _ => self.close_paragraph(),
        }
        if style.shown == Shown::Yes {
            self.flush();
        }
        self.push(tag, Element::Table, style);
        if self.hidden.depth > 0 {
            return;
        }
        let index = self.page.tables.len();
        self.page.tables.push(TableEnd::default());
        self.event(Event::Table(saturated(index)));
        let presentation = attribute(tag, &LocalName::from("role")).is_some_and(|role| matches!(role.trim(), "presentation" | "none"));
        let content = TableContent::new(presentation);
        self.tables.push(OpenTable { index, content, cell: None, scripted: false, named: false, filled: Filled::default() });
    }

    /// A caption, a group of rows, a row or a cell begins; what of the table is still open ends, unless it is around it.
    fn start_part(&mut self, tag: &Tag, element: Element, style: Style) {
        let around = |open: &Open| match element {
            Element::Cell => matches!(open.element, Element::Row | Element::Section | Element::Table),
            Element::Row => matches!(open.element, Element::Section | Element::Table),
            _ => open.element == Element::Table,
        };
        self.flush();
        let Some(table) = self.open.iter().rposition(|open| open.element == Element::Table) else { return };
        let within = self.open[table..].iter().rposition(around).map_or(table, |at| table + at);
        self.close(within + 1);
        if element == Element::Cell && self.open[within].element != Element::Row {
            self.start_row(self.shown_as_part_of(within, Shown::Yes));
            self.push_named(local_name!("tr"), Element::Row, Style::default());
        }
        match element {
            Element::Section => self.event_if_shown(Event::Section),
            Element::Row => {
                self.start_row(self.shown_as_part_of(within, style.shown));
            }
            _ => {}
        }
        self.push(tag, element, style);
        if element == Element::Cell && self.hidden.depth == 0 {
            self.start_cell(tag);
        }
    }

    /// How a row is shown whose group of rows, if any, is the open element at `around`.
    fn shown_as_part_of(&self, around: usize, shown: Shown) -> Shown {
        match &self.open[around] {
            Open { element: Element::Section, shown: Shown::No, .. } => Shown::No,
            _ => shown,
        }
    }

    fn start_row(&mut self, shown: Shown) {
        if self.hidden.depth > 0 {
            return;
        }
        self.rows += 1;
        self.check("cells", self.rows, self.limits.cells);
        self.event(Event::Row(shown));
        if let Some(table) = self.tables.last_mut() {
            table.content.start_row();
        }
    }

    fn start_cell(&mut self, tag: &Tag) {
        self.cells += 1;
        self.check("cells", self.cells, self.limits.cells);
        let span = |name, most| number(tag, &name).filter(|&span| span >= 0).unwrap_or(1).min(most);
        let columns = span(local_name!("colspan"), MAX_COLUMNS).max(1);
        let rows = span(local_name!("rowspan"), MAX_ROWS);
        self.event(Event::Cell(u16::try_from(columns).unwrap_or(1), u16::try_from(rows).unwrap_or(1)));
        if let Some(table) = self.tables.last_mut() {
            table.content.start_cell();
            table.cell = Some(CellContent::default());
            (table.scripted, table.named) = (false, attribute(tag, &local_name!("id")).is_some());
        }
        self.in_link = false;
    }

    fn end_cell(&mut self) {
        self.in_link = false;
        self.marker = None;
        if let Some(table) = self.tables.last_mut()
            && let Some(cell) = table.cell.take()
        {
            table.content.end_cell(&cell);
            let (blank, named) = (u32::from(cell.is_blank()), u32::from(table.named));
            table.filled.by_own += blank * u32::from(table.scripted);
            table.filled.named += blank * named;
            table.filled.named_with_text += (1 - blank) * named;
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        let role = table.content.role();
        if role == Role::Data {
            self.page.filled.add(table.filled);
        }
        if let Some(end) = self.page.tables.get_mut(table.index) {
            *end = TableEnd { end: saturated(self.page.events.len()), role };
        }
        if let Some(cell) = self.cell() {
            cell.take_table(&table.content, role);
        }
    }

    /// The content of the innermost cell, if the text that comes next belongs to one.
    fn cell(&mut self) -> Option<&mut CellContent> {
        self.tables.last_mut()?.cell.as_mut()
    }

    // End tags.

    fn end(&mut self, name: &LocalName) {
        let element = Element::of(name);
        match element {
            Element::Break => self.line_break(),
            Element::Separator => self.flush(),
            Element::Table => self.close_table(),
            Element::Caption | Element::Section | Element::Row | Element::Cell => self.end_part(element),
            Element::Inline | Element::Link | Element::Dropped | Element::Drawing | Element::Struck => self.end_inline(name, element),
            Element::Raised => self.line.part_figures(&self.page.text),
            Element::Paragraph
            | Element::Heading
            | Element::Item
            | Element::Term
            | Element::List
            | Element::Block
            | Element::Preformatted => {
                self.end_block(name, element);
            }
            _ => {}
        }
    }

    fn end_inline(&mut self, name: &LocalName, element: Element) {
        if element == Element::Link {
            self.in_link = false;
        }
        // An element that is never shown ends with its own end tag, however much its content leaves open.
        let is_template = *name == local_name!("template");
        let reaches = |open: &&Open| open.element.is_inline() || is_template || (element == Element::Dropped && !open.element.is_wall());
        let depth = self.open.iter().rev().take_while(reaches).position(|open| open.name == *name);
        if let Some(depth) = depth {
            self.close(self.open.len() - 1 - depth);
        }
    }

    fn end_block(&mut self, name: &LocalName, element: Element) {
        let stops = |open: &&Open| open.element.is_wall() || (element == Element::Item && open.element == Element::List);
        let matches = |open: &Open| open.name == *name || (element == Element::Heading && open.element == Element::Heading);
        match self.open.iter().rev().take_while(|open| !stops(open)).position(matches) {
            Some(depth) => self.close(self.open.len() - 1 - depth),
            None => self.flush(),
        }
    }

    fn end_part(&mut self, element: Element) {
        self.flush();
        let Some(table) = self.open.iter().rposition(|open| open.element == Element::Table) else { return };
        if let Some(at) = self.open[table..].iter().rposition(|open| open.element == element) {
            self.close(table + at);
        }
    }

    fn close_table(&mut self) {
        match self.open.iter().rposition(|open| open.element == Element::Table) {
            Some(at) => self.close(at),
            None => self.flush(),
        }
    }

    fn close_paragraph(&mut self) {
        let depth = self.open.iter().rev().take_while(|open| !open.element.is_wall()).position(|open| open.element == Element::Paragraph);
        if let Some(depth) = depth {
            self.close(self.open.len() - 1 - depth);
        }
    }

    /// Closes an item that was left open when the next one begins in the same list.
    fn close_item(&mut self, is_item: impl Fn(Element) -> bool) {
        let stops = |open: &&Open| open.element == Element::List || open.element.is_wall() || open.name == local_name!("dl");
        let passes = |open: &&Open| open.element.is_inline() || open.element == Element::Paragraph || open.name == local_name!("div");
        let reached = self.open.iter().rev().take_while(|open| !stops(open)).find(|open| !passes(open)).map(|open| open.element);
        if reached.is_some_and(&is_item)
            && let Some(at) = self.open.iter().rposition(|open| is_item(open.element))
        {
            self.close(at);
        }
    }

    // The stack.

    fn push(&mut self, tag: &Tag, element: Element, style: Style) {
        self.push_named(tag.name.clone(), element, style);
        if element == Element::List
            && let Some(open) = self.open.last_mut()
        {
            open.numbering = Some(Numbering::of(tag, &style));
        }
    }

    fn push_named(&mut self, name: LocalName, element: Element, style: Style) {
        self.check("depth", self.open.len() + 1, self.limits.depth);
        // A hidden row is read, since a viewer of the data misses it; so is what a hidden group of rows holds.
        let hides = style.shown == Shown::No && !matches!(element, Element::Row | Element::Section);
        if hides {
            self.hidden.by_sheet |= self.hidden.depth == 0 && self.by_sheet;
            self.hidden.depth += 1;
        }
        self.hidden.tables |= self.hidden.depth > 0 && element == Element::Table;
        let blanks = style.blanks.map(|blanks| std::mem::replace(&mut self.line.blanks, blanks));
        let flow = style.flow.unwrap_or(if element.is_inline() { Flow::Inline } else { Flow::Block });
        self.open.push(Open { name, element, shown: style.shown, flow, blanks, numbering: None });
    }

    /// Closes the open elements from `at` on, the innermost first.
    fn close(&mut self, at: usize) {
        if self.open.get(at..).is_some_and(|closing| closing.iter().any(|open| open.flow == Flow::Block)) {
            self.flush();
        }
        while self.open.len() > at {
            let Some(open) = self.open.pop() else { break };
            if let Some(blanks) = open.blanks {
                self.line.blanks = blanks;
            }
            let tabular = self.hidden.depth == 0;
            match open.element {
                Element::Cell if tabular => self.end_cell(),
                Element::Section if tabular => self.event(Event::Section),
                Element::Table if tabular => self.end_table(),
                Element::Item => self.marker = None,
                Element::Row | Element::Section => continue,
                _ => {}
            }
            if open.shown == Shown::No && !matches!(open.element, Element::Row | Element::Section) {
                self.hidden.depth -= 1;
                if self.hidden.depth == 0 {
                    self.end_hidden(open.element);
                }
            }
        }
    }

    fn end_hidden(&mut self, element: Element) {
        let hidden = std::mem::take(&mut self.hidden);
        if element == Element::Struck {
            self.line.part();
            if !hidden.beginning.is_empty() {
                self.page.struck.get_or_insert(hidden.beginning.clone());
            }
        }
        if (hidden.is_telling() || hidden.ideographs >= NOTEWORTHY) && self.left_out.len() < MAX_NOTED {
            self.left_out.push(hidden);
        }
    }

    // Text.

    fn line_break(&mut self) {
        if self.hidden.depth == 0 {
            self.line.line_break(&mut self.page.text);
        }
    }

    fn event_if_shown(&mut self, event: Event) {
        if self.hidden.depth == 0 {
            self.event(event);
        }
    }

    fn event(&mut self, event: Event) {
        self.page.events.push(event);
    }

    /// Ends the paragraph; not in a hidden part, which leaves no gap on its line.
    fn flush(&mut self) {
        if self.hidden.depth > 0 {
            return;
        }
        let line = self.line.take(&mut self.page.text);
        let Some(mut range) = line.range else { return };
        if self.page.text[range.clone()].trim_blanks().is_empty() {
            self.page.text.truncate(range.start);
            self.line.begin(range.start);
            return;
        }
        if let Some(marker) = self.marker.take() {
            range = self.mark(&marker, range);
        }
        if let Some(cell) = self.cell() {
            cell.paragraph(range.len(), line.linked);
        }
        self.list_link(&range, line.linked);
        let in_table_only = self.tables.last().is_some_and(|table| table.cell.is_none());
        let (start, end) = (saturated(range.start), saturated(range.end));
        self.event(if in_table_only { Event::Stray(start, end) } else { Event::Text(start, end) });
    }

    /// Looks whether a paragraph belongs to a list of links. A link that goes on beyond it was left open by its author.
    fn list_link(&mut self, range: &Range<usize>, linked: usize) {
        let leads_away = std::mem::replace(&mut self.lead_away, true);
        let in_heading = || self.open.iter().rev().take_while(|open| !open.element.is_wall()).any(|open| open.element == Element::Heading);
        let of_links = linked > 0 && leads_away && !self.in_link && !in_heading();
        let consists = if of_links { Consists::OfLinks(linked) } else { Consists::OfText };
        self.links.paragraph(&self.page.text[range.clone()], (saturated(range.start), saturated(range.end)), consists);
    }

    /// Writes an item's number before its text, unless the author wrote it there as well.
    fn mark(&mut self, marker: &str, range: Range<usize>) -> Range<usize> {
        let number = marker.trim_end_matches(['.', '、']);
        let written = self.page.text[range.start..].strip_prefix(number).and_then(|rest| rest.chars().next());
        if written.is_some_and(|next| matches!(next, '.' | '、' | '．' | ')' | '）' | '，' | ',')) {
            return range;
        }
        let marked = format!("{marker} ");
        self.page.text.insert_str(range.start, &marked);
        self.line.begin(self.page.text.len());
        range.start..range.end + marked.len()
    }
}

impl Page {
    /// Whether scripts fill cells of the page's tables: what a viewer sees there is not in the file.
    pub(super) const fn is_filled_by_scripts(&self) -> bool {
        /// Fewer such cells are an accident, or count those who visit the page.
        const FEWEST: u32 = 3;
        let Filled { by_own, named, named_with_text } = self.filled;
        by_own >= FEWEST || (matches!(self.scripts, Scripts::Some) && named >= FEWEST && named > named_with_text)
    }

    /// Names the hidden parts, but for those that only say again what is shown: pages have their text twice, for the screen and
    /// for the telephone or the printer.
    fn take_hidden(&mut self, parts: Vec<Hidden>) {
        if parts.is_empty() {
            return;
        }
        let mut shown = String::with_capacity(self.text.len());
        shown.extend(self.text.chars().filter(|c| c.is_alphanumeric()));
        for part in parts {
            if memchr::memmem::find(shown.as_bytes(), part.letters.as_bytes()).is_some() {
                continue;
            }
            if part.is_telling() {
                self.hidden_by_sheet.get_or_insert_with(|| part.beginning.clone());
            }
            if part.ideographs >= NOTEWORTHY {
                self.hidden.push(part.beginning);
            }
        }
    }
}

impl Hidden {
    /// Whether a style sheet alone hides what may be part of the report.
    const fn is_telling(&self) -> bool {
        self.by_sheet && (self.tables || self.ideographs >= TELLING)
    }

    fn pass(&mut self, text: &str, in_link: bool) {
        self.letters.extend(text.chars().filter(|c| c.is_alphanumeric()));
        if in_link {
            return;
        }
        for c in text.chars() {
            if self.beginning.len() < 60 && !is_blank(c) {
                self.beginning.push(c);
            }
            self.ideographs = self.ideographs.saturating_add(u32::from(is_ideograph(c)));
        }
    }
}

/// An offset or index; within the limits it always fits.
fn saturated(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The character set in the `content` of a `meta` that stands for the HTTP header.
fn charset_of(content: &str) -> Option<&str> {
    let at = content.to_ascii_lowercase().find("charset")?;
    let value = content.get(at + "charset".len()..)?.trim_start().strip_prefix('=')?.trim_start();
    value.split([';', ' ', '"', '\'']).find(|label| !label.is_empty())
}

/// The length of a side in pixels; one that is a share of the window counts as much as a window of a thousand pixels.
fn side(tag: &Tag, name: &LocalName) -> i64 {
    let length = number(tag, name).unwrap_or(0);
    if attribute(tag, name).is_some_and(|value| value.trim_end().ends_with('%')) { length.saturating_mul(10) } else { length }
}

/// Whether an address is that of a file that could hold a report.
fn is_document(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    matches!(&*extension, "pdf" | "doc" | "docx" | "wps" | "xls" | "xlsx" | "et" | "ofd" | "ppt" | "pptx" | "rtf" | "odt" | "ods")
}
