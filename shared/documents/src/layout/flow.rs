//! From pages to the document: paragraphs and tables in reading order, over page breaks.
//!
//! Lines become paragraphs by what is seen: a line that goes on to the right margin is continued by the next one,
//! unless that one is indented. Headers, footers and text that is not level come after everything else, so that they
//! do not part what the page break parted.

use std::collections::HashMap;

use super::aligned;
use super::lines::{End, Line, continue_text, lines};
use super::margins::{Edges, Margins, margins};
use super::ruling::{Lattice, lattices};
use super::stitch::{Cell, Table};
use super::{Bounds, Glyph, POINT, Page};
use crate::build::Builder;
use crate::error::Error;
use crate::limits::Limits;
use crate::note::NoteKind;
use crate::place::{Part, Place};

/// What stands on a page, from top to bottom.
#[derive(Debug)]
struct Sheet {
    number: u32,
    width: i32,
    height: i32,
    blocks: Vec<Block>,
    turned: Vec<Glyph>,
}

#[derive(Debug)]
enum Block {
    Line(Line),
    Table(Table),
}

/// A paragraph or a table of the whole text.
#[derive(Debug)]
enum Piece {
    Paragraph(Paragraph),
    Table(Table),
}

/// Lines that belong together, each with its place.
#[derive(Debug)]
struct Paragraph {
    text: String,
    /// Where each line's text begins in the text, and its place.
    lines: Vec<(usize, Place)>,
    size: i32,
    /// Left edges of the first line and of the last.
    first_left: i32,
    left: i32,
    /// How much room the last line leaves up to the right edge of the text; `None` in text of a few characters a line, as
    /// in labels, where every line would be full.
    room: Option<i32>,
    baseline: i32,
    page: u32,
    in_columns: bool,
}

/// Puts the pages' text and tables into a document.
pub(crate) fn compose(pages: Vec<Page>, builder: &mut Builder<'_>, limits: &Limits) -> Result<(), Error> {
    let mut work = 0;
    let mut cells = 0;
    let mut sheets = Vec::with_capacity(pages.len());
    for page in pages {
        let sheet = sheet(page, limits, &mut work)?;
        cells += sheet.blocks.iter().map(|block| if let Block::Table(table) = block { table.cells.len() } else { 0 }).sum::<usize>();
        limits.check("cells", cells, limits.cells)?;
        sheets.push(sheet);
    }
    let margins = margins(&sheets.iter().map(edges).collect::<Vec<_>>());
    let mut apart = Vec::new();
    let mut flow = Flow { edges: text_edges(&sheets), pieces: Vec::new() };
    for (mut sheet, margins) in sheets.into_iter().zip(margins) {
        apart.extend(take_margins(&mut sheet, margins));
        let turned = turned_line(&sheet);
        apart.extend(turned.map(|(text, bounds)| (Part::TextBox, text, bounds.place(sheet.number))));
        flow.add(sheet);
    }
    flow.write(builder)?;
    for (part, text, place) in apart {
        builder.part(part);
        builder.paragraph(&text, place)?;
        if part == Part::TextBox {
            builder.note_last(NoteKind::Turned, "");
        }
    }
    builder.part(Part::Body);
    Ok(())
}

/// Parts a page into tables and the lines between them.
fn sheet(page: Page, limits: &Limits, work: &mut usize) -> Result<Sheet, Error> {
    let found = lattices(&page.rules, limits, work)?;
    *work = work.saturating_add(found.len().saturating_mul(page.glyphs.len() + page.turned.len()));
    limits.check("comparisons", *work, limits.comparisons)?;
    let mut texts = CellTexts::new(&found);
    let mut outside = Vec::new();
    for word in words(&page.glyphs) {
        match texts.cell_of(word) {
            Some((table, cell)) => texts.level[table][cell].extend(word),
            None => outside.extend(word),
        }
    }
    let turned = texts.take_turned(page.turned);
    let mut blocks: Vec<Block> = with_aligned_tables(lines(&outside), page.number);
    for (table, lattice) in found.iter().enumerate() {
        blocks.push(Block::Table(Table::new(lattice, texts.of_table(table), page.number)));
    }
    blocks.sort_by_key(|block| (block.bounds().top, block.bounds().left));
    Ok(Sheet { number: page.number, width: page.width, height: page.height, blocks, turned })
}

/// Characters of a page in pieces that lie in one cell as a whole: a number that is wider than its cell is not parted
/// by the line that it runs over.
fn words(glyphs: &[Glyph]) -> impl Iterator<Item = &[Glyph]> {
    let figure = |glyph: &Glyph| glyph.character.is_ascii_digit() || matches!(glyph.character, '.' | ',' | '%');
    glyphs.chunk_by(move |a, b| figure(a) && figure(b) && a.baseline == b.baseline && (b.left - a.right).abs() * 5 < a.size)
}

/// The characters of each cell of each table of a page.
struct CellTexts<'a> {
    tables: &'a [Lattice],
    level: Vec<Vec<Vec<Glyph>>>,
    turned: Vec<Vec<String>>,
}

impl<'a> CellTexts<'a> {
    fn new(tables: &'a [Lattice]) -> Self {
        let level = tables.iter().map(|table| vec![Vec::new(); table.cells.len()]).collect();
        let turned = tables.iter().map(|table| vec![String::new(); table.cells.len()]).collect();
        Self { tables, level, turned }
    }

    /// The cell in which a word stands: of the innermost table, if one stands in a cell of another.
    fn cell_of(&self, word: &[Glyph]) -> Option<(usize, usize)> {
        let (first, last) = (word.first()?, word.last()?);
        let x = first.left.min(last.left) + (last.right.max(first.right) - first.left.min(last.left)) / 2;
        let at = |(index, table): (usize, &Lattice)| Some((index, table.cell_at(x, first.middle())?));
        let size = |(index, _): &(usize, usize)| {
            let bounds = self.tables[*index].bounds();
            i64::from(bounds.right - bounds.left) * i64::from(bounds.bottom - bounds.top)
        };
        self.tables.iter().enumerate().filter_map(at).min_by_key(size)
    }

    /// Takes characters that are not level into cells that have no others; gives back the rest.
    fn take_turned(&mut self, glyphs: Vec<Glyph>) -> Vec<Glyph> {
        let mut rest = Vec::new();
        for glyph in glyphs {
            match self.cell_of(&[glyph]).filter(|(table, cell)| self.level[*table][*cell].is_empty()) {
                Some((table, cell)) => self.turned[table][cell].push(glyph.character),
                None => rest.push(glyph),
            }
        }
        rest
    }

    /// The texts of a table's cells, with the end of each (see [`cell_text`]).
    fn of_table(&self, table: usize) -> Vec<(String, End)> {
        let lattice = &self.tables[table];
        let text = |index: usize| {
            let glyphs = &self.level[table][index];
            if glyphs.is_empty() {
                return (self.turned[table][index].trim().to_owned(), End::Short);
            }
            cell_text(&lines(glyphs), lattice.cell_bounds(lattice.cells[index].area))
        };
        (0..lattice.cells.len()).map(text).collect()
    }
}

/// The text of a cell's lines, and whether the last one leaves no room for another Chinese character.
fn cell_text(lines: &[Line], cell: Bounds) -> (String, End) {
    let mut text = String::new();
    let mut end = End::Short;
    // Cells have the same space on both sides of a full line; one more character would not have fitted.
    let space = lines.iter().map(|line| line.bounds().left - cell.left).min().unwrap_or(0).max(0);
    let end_of = |line: &Line, next: i32| {
        let full = line.bounds().right + next > cell.right - space.min(line.size);
        if full { End::Full } else { End::Short }
    };
    for line in lines {
        continue_text(&mut text, end, &line.text());
        end = end_of(line, line.size * 3 / 5);
    }
    (text, lines.last().map_or(End::Short, |line| end_of(line, line.size * 19 / 20)))
}

/// Lines with those that stand in clear columns put together as tables.
fn with_aligned_tables(lines: Vec<Line>, page: u32) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(lines.len());
    let mut lines = lines.into_iter().peekable();
    let mut waiting: Vec<Line> = Vec::new();
    while let Some(line) = lines.next() {
        let columns = line.segments.len();
        waiting.push(line);
        if lines.peek().is_some_and(|next| next.segments.len() == columns) {
            continue;
        }
        let mut rest = std::mem::take(&mut waiting);
        while !rest.is_empty() {
            let views: Vec<&Line> = rest.iter().collect();
            let rows = aligned::rows_of_table(&views);
            if rows == 0 {
                blocks.push(Block::Line(rest.remove(0)));
            } else {
                blocks.push(Block::Table(aligned::table(&views[..rows], page)));
                rest.drain(..rows);
            }
        }
    }
    blocks
}

impl Block {
    fn bounds(&self) -> Bounds {
        match self {
            Self::Line(line) => line.bounds(),
            Self::Table(table) => table.bounds(),
        }
    }

    fn line(&self) -> Option<&Line> {
        match self {
            Self::Line(line) => Some(line),
            Self::Table(_) => None,
        }
    }
}

fn edges(sheet: &Sheet) -> Edges<'_> {
    Edges {
        height: sheet.height,
        upper: sheet.blocks.iter().map_while(Block::line).collect(),
        lower: sheet.blocks.iter().rev().map_while(Block::line).collect(),
    }
}

/// Takes the header and footer out of a page's blocks.
fn take_margins(sheet: &mut Sheet, margins: Margins) -> Vec<(Part, String, Place)> {
    let count = sheet.blocks.len();
    let header = margins.header.min(count);
    let footer = margins.footer.min(count - header);
    let lower = sheet.blocks.split_off(count - footer);
    let upper: Vec<Block> = sheet.blocks.drain(..header).collect();
    let number = sheet.number;
    let apart = |part: Part| move |block: &Block| block.line().map(|line| (part, line.text(), line.bounds().place(number)));
    upper.iter().filter_map(apart(Part::Header)).chain(lower.iter().filter_map(apart(Part::Footer))).collect()
}

/// The text of characters that are not level, in the order in which they were drawn.
fn turned_line(sheet: &Sheet) -> Option<(String, Bounds)> {
    let text: String = sheet.turned.iter().map(|glyph| glyph.character).collect();
    let bounds = sheet.turned.iter().fold(Bounds::NONE, |bounds, glyph| bounds.union(glyph.bounds()));
    (!text.trim().is_empty()).then(|| (text.trim().to_owned(), bounds))
}

/// Where most lines of text begin and end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct TextEdges {
    left: i32,
    right: i32,
}

/// The edges of the text on pages of each width.
fn text_edges(sheets: &[Sheet]) -> HashMap<i32, TextEdges> {
    let mut lines: HashMap<i32, Vec<Bounds>> = HashMap::new();
    for sheet in sheets {
        let whole = sheet.blocks.iter().filter_map(Block::line).filter(|line| line.segments.len() == 1);
        lines.entry(sheet.width).or_default().extend(whole.map(Line::bounds));
    }
    let all = lines.into_iter().map(|(width, lines)| (width, edges_of(&lines)));
    // Where no line reaches over half of the page, there are only headings and the like, which end where they end.
    all.filter(|(width, edges)| (edges.right - edges.left) * 2 >= *width).collect()
}

/// Nine of ten wide lines begin no farther left, and end no farther right.
fn edges_of(lines: &[Bounds]) -> TextEdges {
    let width = |line: &Bounds| line.right - line.left;
    let widest = lines.iter().map(width).max().unwrap_or(0);
    let wide = || lines.iter().filter(|line| width(line) > widest / 5 * 4);
    let (mut left, mut right): (Vec<i32>, Vec<i32>) = (wide().map(|line| line.left).collect(), wide().map(|line| line.right).collect());
    left.sort_unstable();
    right.sort_unstable();
    let share = |values: &[i32], tenths: usize| values.get(values.len() * tenths / 10).copied().unwrap_or(0);
    TextEdges { left: share(&left, 1), right: share(&right, 9) }
}

/// The text of the whole document as it grows.
#[derive(Debug)]
struct Flow {
    edges: HashMap<i32, TextEdges>,
    pieces: Vec<Piece>,
}

impl Flow {
    fn add(&mut self, sheet: Sheet) {
        let mut first = true;
        let edges = self.edges.get(&sheet.width).copied().unwrap_or_default();
        for block in sheet.blocks {
            match block {
                Block::Line(line) => self.add_line(&line, sheet.number, edges),
                Block::Table(table) => self.add_table(table, first),
            }
            first = false;
        }
    }

    fn add_table(&mut self, table: Table, first: bool) {
        match self.pieces.last_mut() {
            Some(Piece::Table(before)) if first => {
                if let Err(table) = before.continue_with(table) {
                    self.pieces.push(Piece::Table(table));
                }
            }
            _ => self.pieces.push(Piece::Table(table)),
        }
    }

    fn add_line(&mut self, line: &Line, page: u32, edges: TextEdges) {
        let bounds = line.bounds();
        let place = bounds.place(page);
        let text = line.text();
        let room = (edges.right - edges.left >= line.size * 8).then(|| edges.right - bounds.right);
        if let Some(Piece::Paragraph(paragraph)) = self.pieces.last_mut()
            && paragraph.goes_on(line, &text, page, edges.left)
        {
            let start = paragraph.text.len();
            continue_text(&mut paragraph.text, End::Full, &text);
            paragraph.lines.push((start, place));
            paragraph.left = bounds.left;
            paragraph.room = room;
            paragraph.baseline = line.baseline;
            paragraph.page = page;
            return;
        }
        self.pieces.push(Piece::Paragraph(Paragraph {
            text,
            lines: vec![(0, place)],
            size: line.size,
            first_left: bounds.left,
            left: bounds.left,
            room,
            baseline: line.baseline,
            page,
            in_columns: line.segments.len() > 1,
        }));
    }

    fn write(self, builder: &mut Builder<'_>) -> Result<(), Error> {
        for piece in self.pieces {
            match piece {
                Piece::Paragraph(paragraph) => builder.paragraph_of_lines(&paragraph.text, &paragraph.lines)?,
                Piece::Table(table) => write_table(&table, builder)?,
            }
        }
        Ok(())
    }
}

fn write_table(table: &Table, builder: &mut Builder<'_>) -> Result<(), Error> {
    builder.start_table();
    for Cell { area, text, page, bounds, .. } in &table.cells {
        builder.cell(*area, text, bounds.place(*page))?;
    }
    builder.end_table();
    Ok(())
}

impl Paragraph {
    /// Whether the next line is part of the paragraph.
    fn goes_on(&self, line: &Line, text: &str, page: u32, left: i32) -> bool {
        let bounds = line.bounds();
        let size = self.size.max(POINT);
        let level = (line.size - size).abs() * 10 <= size;
        let indented = bounds.left - left >= size;
        // A paragraph that is set in as a whole goes on where its second line began.
        let set_in = self.lines.len() > 1 && (bounds.left - self.left).abs() * 2 < size;
        let outdented = bounds.left + size <= self.first_left;
        let near = page != self.page || (0..=size * 5 / 2).contains(&(line.baseline - self.baseline));
        let flows = !indented || set_in || outdented;
        let numbered = is_numbered(text) && !outdented;
        // Without indents, only the end of a sentence tells that a full line may be the last one.
        let ended = !outdented && self.lines.len() == 1 && self.text.ends_with(['。', '；', '：', '！']);
        // A line is full as well where the next word, which is never broken, would not have fitted with the space that
        // programs put before it.
        let word = if line.first_word > 0 { line.first_word + size / 4 } else { 0 };
        let full = self.room.is_some_and(|room| room <= size * 2 || room < word);
        full && level && near && flows && !numbered && !ended && !self.in_columns && line.segments.len() == 1
    }
}

/// Whether a line begins as a numbered heading does: `一、`, `（二）`, `3.`
pub(super) fn is_numbered(text: &str) -> bool {
    const NUMERALS: &str = "一二三四五六七八九十";
    let inner = text.strip_prefix(['（', '(']);
    let rest = inner.unwrap_or(text).trim_start_matches(|c: char| NUMERALS.contains(c) || c.is_ascii_digit());
    let numbered = rest.len() < inner.unwrap_or(text).len();
    let point = rest.strip_prefix('.').is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_digit()));
    let mark = if inner.is_some() { rest.starts_with(['）', ')']) } else { point || rest.starts_with(['、', '．']) };
    numbered && mark
}

#[cfg(test)]
mod tests {
    use super::super::lines::testing::set;
    use super::super::{Direction, Rule};
    use super::*;
    use crate::Document;

    fn page(number: u32, glyphs: Vec<Glyph>, rules: Vec<Rule>) -> Page {
        Page { number, width: 60_000, height: 80_000, glyphs, turned: Vec::new(), rules }
    }

    fn composed(pages: Vec<Page>) -> Document {
        let limits = Limits::default();
        let mut builder = Builder::new("application/pdf", "UTF-8", &limits);
        compose(pages, &mut builder, &limits).unwrap();
        builder.finish()
    }

    fn grid(columns: &[i32], rows: &[i32]) -> Vec<Rule> {
        let ends = |lines: &[i32]| (lines[0] * POINT, lines[lines.len() - 1] * POINT);
        let rules =
            |direction, lines: &[i32], (from, to)| lines.iter().map(|at| Rule { direction, at: at * POINT, from, to }).collect::<Vec<_>>();
        [rules(Direction::Across, rows, ends(columns)), rules(Direction::Down, columns, ends(rows))].concat()
    }

    #[test]
    fn headings_on_a_page_without_prose_are_not_joined() {
        let lines = |width| {
            let glyphs = [set("三、收到和处理政府信息公开申请情况", 10, 20), set("见附表", 10, 34)].concat();
            composed(vec![Page { width, ..page(1, glyphs, Vec::new()) }]).text.lines().count()
        };
        assert_eq!(lines(80_000), 2);
        assert_eq!(lines(30_000), 1);
    }

    #[test]
    fn a_line_that_leaves_no_room_for_the_next_number_is_full() {
        let line = |text: &str, at| set(text, 10, at);
        let whole = "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸";
        let lines = |next: &str| {
            let glyphs = [line(whole, 20), line(&whole[..48], 34), line(next, 48)].concat();
            composed(vec![Page { width: 30_000, ..page(1, glyphs, Vec::new()) }]).text.lines().count()
        };
        assert_eq!(lines("1234567890件。"), 1);
        assert_eq!(lines("12件。"), 2);
    }

    #[test]
    fn full_lines_are_continued_and_indented_ones_begin_a_paragraph() {
        let first = [set("　　一二三四五六七八", 100, 100), set("九十甲乙丙丁戊己庚辛", 100, 120), set("壬癸。", 100, 140)].concat();
        let second = set("新的一段子丑寅卯", 120, 160);
        let next = set("辰巳。", 100, 100);
        let narrow = |number, glyphs| Page { width: 20_000, ..page(number, glyphs, vec![]) };
        let document = composed(vec![narrow(1, [first, second].concat()), narrow(2, next)]);
        assert_eq!(document.text, "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸。\n新的一段子丑寅卯辰巳。\n");
        let place = document.place_at(document.text.find("辰").unwrap()).unwrap().place;
        assert!(matches!(place, Place::Page { page: 2, left: 10_000, .. }), "{place:?}");
    }

    #[test]
    fn numbered_lines_begin_paragraphs() {
        for text in ["一、总体情况", "（二）依申请公开", "(3)其他", "2.便民服务中心", "十二、附件"] {
            assert!(is_numbered(text), "{text}");
        }
        for text in ["3.5%以上", "一方面", "2021年", "（一", "、"] {
            assert!(!is_numbered(text), "{text}");
        }
    }

    #[test]
    fn a_table_stands_between_the_lines_around_it() {
        let text = [set("表一", 100, 90), set("项目", 105, 115), set("7", 165, 115), set("说明", 100, 160)].concat();
        let document = composed(vec![page(1, text, grid(&[100, 160, 220], &[100, 125]))]);
        assert_eq!(document.text, "表一\n项目\t7\n说明\n");
        let place = document.place_at(document.text.find('7').unwrap()).unwrap().place;
        assert_eq!(place, Place::Page { page: 1, left: 16_000, top: 10_000, right: 22_000, bottom: 12_500 });
    }

    #[test]
    fn a_number_wider_than_its_cell_stays_whole() {
        let text = [set("甲", 105, 115), set("1234567", 158, 115)].concat();
        let document = composed(vec![page(1, text, grid(&[100, 160, 190], &[100, 125]))]);
        assert_eq!(document.text, "甲\t1234567\n");
    }

    #[test]
    fn headers_come_after_the_text_in_their_part() {
        let one = |number: u32, body: &str| page(number, [set("年报", 250, 40), set(body, 100, 200)].concat(), vec![]);
        let document = composed(vec![one(1, "甲"), one(2, "乙"), one(3, "丙")]);
        assert_eq!(document.text, "甲\n乙\n丙\n年报\n年报\n年报\n");
        assert_eq!(document.places.iter().filter(|placed| placed.part == Part::Header).count(), 3);
    }

    #[test]
    fn text_that_is_not_level_is_read_apart_and_noted() {
        let mut page = page(1, set("正文", 100, 200), vec![]);
        page.turned = set("草稿", 300, 400);
        let document = composed(vec![page]);
        assert_eq!(document.text, "正文\n草稿\n");
        assert_eq!(document.notes[0].kind, NoteKind::Turned);
        assert_eq!(document.notes[0].range, Some(7..13));
    }
}
