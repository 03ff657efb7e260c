//! A report laid out on pages of A4, for the formats that hold pages: characters at their places and the lines around cells.
//!
//! Lengths are tenths of a millimetre from the page's upper left corner.

use crate::support::blocks::{Block, Mark, placed, reach, squared};

/// Width of a page.
pub const PAGE_WIDTH: u32 = 2_100;
/// Height of a page.
#[cfg(feature = "pdf")]
pub const PAGE_HEIGHT: u32 = 2_970;
const MARGIN: u32 = 250;
const TOP: u32 = 250;
const BOTTOM: u32 = 2_700;
/// Width of the text of a page.
const ACROSS: u32 = PAGE_WIDTH - 2 * MARGIN;
const PROSE: Font = Font { size: 50, leading: 75 };
const CELL: Font = Font { size: 26, leading: 32 };
/// Space between the text of a cell and the lines around it.
const PADDING: u32 = 10;

/// A size of characters, and of the lines that they stand in.
#[derive(Clone, Copy)]
pub struct Font {
    pub size: u32,
    leading: u32,
}

/// Something on a page.
pub enum Drawn {
    /// Characters, from their left upper corner.
    Text { left: u32, top: u32, font: Font, text: String },
    /// A line.
    Line { left: u32, top: u32, right: u32, bottom: u32 },
}

impl Font {
    pub fn width(self, c: char) -> u32 {
        if c < '\u{2000}' { self.size / 2 } else { self.size }
    }

    /// Parts a text into lines of a width; digits of a number stay together.
    fn lines(self, text: &str, first: u32, others: u32) -> Vec<String> {
        let characters: Vec<char> = text.chars().collect();
        let mut lines = vec![String::new()];
        let mut room = first;
        for word in characters.chunk_by(|a, b| a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric()) {
            let wide: u32 = word.iter().map(|&c| self.width(c)).sum();
            if wide > room && lines.last().is_some_and(|line| !line.is_empty()) {
                lines.push(String::new());
                room = others;
            }
            room = room.saturating_sub(wide);
            lines.last_mut().expect("there is a line").extend(word);
        }
        lines
    }
}

/// Pages that text and tables run down.
struct Pages {
    pages: Vec<Vec<Drawn>>,
    y: u32,
}

/// The pages of a report.
pub fn pages(blocks: &[Block]) -> Vec<Vec<Drawn>> {
    let mut pages = Pages { pages: vec![Vec::new()], y: TOP };
    for block in blocks {
        match block {
            Block::Paragraph(text) => pages.paragraph(text),
            Block::Table(rows) => pages.table(rows),
        }
    }
    pages.pages
}

impl Pages {
    fn draw(&mut self, drawn: Drawn) {
        self.pages.last_mut().expect("there is a page").push(drawn);
    }

    fn text(&mut self, left: u32, top: u32, font: Font, text: &str) {
        self.draw(Drawn::Text { left, top, font, text: text.to_owned() });
    }

    fn line(&mut self, left: u32, top: u32, right: u32, bottom: u32) {
        self.draw(Drawn::Line { left, top, right, bottom });
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    /// A paragraph, its first line indented by two characters.
    fn paragraph(&mut self, text: &str) {
        let indent = 2 * PROSE.size;
        for (at, line) in (0..).zip(PROSE.lines(text, ACROSS - indent, ACROSS)) {
            if self.y + PROSE.leading > BOTTOM {
                self.turn();
            }
            self.text(MARGIN + if at == 0 { indent } else { 0 }, self.y, PROSE, &line);
            self.y += PROSE.leading;
        }
    }

    fn table(&mut self, rows: &[Vec<Mark>]) {
        let rows = squared(rows);
        let cells = placed(&rows);
        let columns = columns(&cells, reach(&rows));
        let heights = heights(&cells, &columns, rows.len());
        let total: u32 = heights.iter().sum();
        if self.y + total > BOTTOM && total <= BOTTOM - TOP {
            self.turn();
        }
        let count = u32::try_from(rows.len()).expect("tables are small");
        // A page break comes before a row that no cell from above reaches into.
        let whole = |row: u32| !cells.iter().any(|(at, _, mark)| *at < row && row < at + mark.1);
        let mut row = 0;
        while row < count {
            let mut end = (row + 1..count).find(|&row| whole(row)).unwrap_or(count);
            let high = |from: u32, to: u32| heights[from as usize..to as usize].iter().sum::<u32>();
            if self.y + high(row, end) > BOTTOM {
                self.turn();
            }
            while let Some(next) =
                (end + 1..=count).find(|&row| row == count || whole(row)).filter(|&next| self.y + high(row, next) <= BOTTOM)
            {
                end = next;
            }
            let top = self.y;
            for (at, column, (text, down, across)) in cells.iter().filter(|cell| (row..end).contains(&cell.0)) {
                let above = top + high(row, *at);
                let below = above + high(*at, at + down);
                let left = MARGIN + columns[..*column as usize].iter().sum::<u32>();
                let right = left + columns[*column as usize..(column + across) as usize].iter().sum::<u32>();
                self.line(left, above, right, above);
                self.line(left, below, right, below);
                self.line(left, above, left, below);
                self.line(right, above, right, below);
                let room = right - left - 2 * PADDING;
                for (index, line) in (0..).zip(CELL.lines(text, room, room)).filter(|(_, line)| !line.is_empty()) {
                    self.text(left + PADDING, above + PADDING + index * CELL.leading, CELL, &line);
                }
            }
            self.y = top + high(row, end);
            row = end;
        }
        self.y += PROSE.leading / 2;
    }
}

/// Widths of columns: what labels need, but no more than a share of the page each.
fn columns(cells: &[(u32, u32, &Mark)], count: u32) -> Vec<u32> {
    let least = CELL.size * 2 + 2 * PADDING;
    let wanted = |column: u32| {
        let texts =
            cells.iter().filter(|cell| cell.1 == column && cell.2.2 == 1).map(|cell| cell.2.0.chars().map(|c| CELL.width(c)).sum::<u32>());
        (texts.max().unwrap_or(0) + 2 * PADDING).max(least)
    };
    let mut widths: Vec<u32> = (0..count).map(wanted).collect();
    // The widest columns give way until the table fits.
    while widths.iter().sum::<u32>() > ACROSS {
        let widest = widths.iter_mut().max().expect("a table has columns");
        *widest = (*widest * 9 / 10).max(CELL.size + 2 * PADDING);
    }
    widths
}

/// Heights of rows: what their texts need at the widths of their columns.
fn heights(cells: &[(u32, u32, &Mark)], columns: &[u32], count: usize) -> Vec<u32> {
    let mut heights = vec![CELL.leading + 2 * PADDING; count];
    for (row, column, (text, down, across)) in cells {
        let room = columns[*column as usize..(column + across) as usize].iter().sum::<u32>() - 2 * PADDING;
        let lines = u32::try_from(CELL.lines(text, room, room).len()).expect("texts are short");
        let rows = &mut heights[*row as usize..(row + down) as usize];
        let lacking = (lines * CELL.leading + 2 * PADDING).saturating_sub(rows.iter().sum());
        *rows.last_mut().expect("a cell takes a row") += lacking;
    }
    heights
}
