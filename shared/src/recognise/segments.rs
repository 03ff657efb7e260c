//! From text to cells: what separates one cell from the next in each dialect of plain text.
//!
//! Turns a [`Source`] into [`Cell`]s in the order of the text. A line of running text is one cell of its own. The cells
//! of a table that the file marks are taken as they are; elsewhere separators tell. Which cells make up a table of a form
//! is left to [`super::tables`]; here only separators and labels count.
//!
//! ```text
//! ⇥统计指标 / ⇥单位 / ⇥统计数      a cell a line, led by a tab; a blank line ends the row
//! 统计指标 | / 单位 | / 统计数 |    a cell a line, ended by a bar; nothing ends the row
//! 规章 | 0 | 0 | 0                  a row a line
//! 规章,0,0,0                        a row a line, as spreadsheets are saved
//! 规    章   0   0   0              a row a line, cells apart by blanks
//! ```
//!
//! Invariant: spans of cells lie in the order of the text and do not overlap.

use std::ops::Range;

use crate::amount::{self, Blanks, has_blank, is_blank};
use crate::error::Error;
use crate::intake::within;
use crate::limits::Limits;
use crate::report::Dialect;
use crate::source::{Source, Span};

use super::commas;
use super::grid::{Area, Grids};
use super::separators::{Borders, Counts, Marks, Separators, gaps, is_bar, is_markdown_rule};
use super::vocabulary::{LabelReading, Vocabulary};

/// A cell, or a line of running text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// The content without surrounding blanks; empty, at the cell's place, if there is none.
    pub(super) span: Span,
    /// Number of the logical line it stands on.
    pub(super) line: u32,
    /// Number of the printed row. Cells with different numbers are in different rows; in dialects that do not mark rows,
    /// cells of many rows share a number.
    pub(super) row: u32,
    /// Number of the cell in its printed row, from 0; [`NO_COLUMN`] in dialects that do not print empty cells.
    pub(super) column: u32,
    pub(super) dialect: Dialect,
    pub(super) class: Class,
    /// How far it reaches in a table that the file marks.
    pub(super) area: Option<Area>,
}

/// The column of a cell whose dialect does not tell it.
pub(super) const NO_COLUMN: u32 = u32::MAX;

/// What a cell's content looks like by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Class {
    Blank,
    Dash,
    Number,
    /// A word that only counts: 件, 万元.
    Unit,
    Label(LabelReading),
    /// Words of the label before it, printed behind the values.
    LabelRest,
    /// Short text that is none of these.
    Text,
    /// Running text.
    Prose,
    /// A page number or the like.
    Furniture,
}

/// The cells of a text and its logical lines.
#[derive(Debug, Default)]
pub(super) struct Segments {
    pub(super) cells: Vec<Cell>,
    /// Logical lines: the lines of the text, or the pieces of a line that held a whole report.
    pub(super) lines: Vec<Span>,
    /// The tables that the file marks.
    pub(super) grids: Grids,
}

/// Lines longer than this many bytes may hold a whole table, or a whole report.
const LONG_LINE: usize = 600;
/// Lines longer than this many bytes are no row of a table laid out by blanks.
const LONGEST_ROW: usize = 500;
/// Figures of more digits are not read exactly.
const LONGEST_FIGURE: usize = 28;
/// Text longer than this many bytes is no label.
const LONGEST_LABEL: usize = 240;

/// Cuts a text into cells.
///
/// # Errors
///
/// [`Error::TooLarge`] for more cells than the limit.
pub(super) fn segments(source: &Source, vocabulary: &Vocabulary, limits: &Limits) -> Result<Segments, Error> {
    let marks = Marks::of(source.text().as_bytes());
    let mut cutter = Cutter {
        text: source.text(),
        separators: Separators::of(source.text().as_bytes()),
        vocabulary,
        out: Segments::default(),
        row: 0,
        gap: true,
        bars: Borders::default(),
        tabs: Borders::default(),
        no_commas_before: 0,
    };
    cutter.out.lines.reserve(source.line_count());
    cutter.out.cells.reserve(source.line_count());
    let mut taken = 0;
    let mut marked = source.tables().iter().filter(|table| is_grid(table)).peekable();
    for index in 0..source.line_count() {
        if index < taken {
            continue;
        }
        let mut line = source.line(index).range();
        if let Some(table) = marked.next_if(|table| table.range.start <= line.start) {
            taken = source.line_at(Span::of(table.range.clone()).end()) + 1;
            cutter.marked_table(table, source);
            within("cells", cutter.out.cells.len(), limits.cells)?;
            continue;
        }
        if let Some(end) = cutter.comma_rows(line.clone(), marked.peek().map_or(usize::MAX, |table| table.range.start), limits.cells) {
            taken = source.line_at(u32::try_from(end).unwrap_or(u32::MAX)) + 1;
            within("cells", cutter.out.cells.len(), limits.cells)?;
            continue;
        }
        if marks.quotations
            && opens_quotation(&source.text()[line.clone()])
            && let Some(last) = closing_line(source, index)
            && marked.peek().is_none_or(|table| source.line(last).range().end < table.range.start)
        {
            // A spreadsheet's cell of several lines.
            line.end = source.line(last).range().end;
            taken = last + 1;
            cutter.line(line);
            continue;
        }
        // Only so long a line can hold too many cells by itself; it is refused before it is cut.
        if line.len() as u64 > limits.cells {
            let separators = memchr::memchr2_iter(b'\t', b'|', &source.text().as_bytes()[line.clone()]).count();
            within("cells", cutter.out.cells.len() + separators, limits.cells)?;
        }
        let mut start = line.start;
        if marks.returns {
            // A lone carriage return ends a line too.
            for at in memchr::memchr_iter(b'\r', &source.text().as_bytes()[line.clone()]) {
                cutter.line(start..line.start + at);
                start = line.start + at + 1;
            }
        }
        cutter.line(start..line.end);
        within("cells", cutter.out.cells.len(), limits.cells)?;
    }
    drop_closing_tabs(&mut cutter.out.cells);
    Ok(cutter.out)
}

/// Whether a marked table can hold a table of a form. One of a single column cannot: it is a frame around text.
fn is_grid(table: &gouji_documents::Table) -> bool {
    table.cells.first().is_some_and(|first| table.cells.iter().any(|cell| cell.column != first.column))
}

/// The first column of a marked table, if it does nothing but count the rows, without a head: 1, 2, 3 and so on, from 1 again
/// after a row without a number.
fn counted_column(text: &str, table: &gouji_documents::Table) -> Option<u32> {
    /// Fewer numbers may be anything.
    const FEWEST: usize = 3;
    let column = table.cells.iter().map(|cell| cell.column).min()?;
    let mut last: Option<(u32, u64)> = None;
    let mut counted = 0;
    for cell in table.cells.iter().filter(|cell| cell.column == column) {
        let content = trim(text, cell.range.clone());
        if content.is_empty() {
            continue;
        }
        let number = text[content].parse::<u64>().ok().filter(|_| cell.columns == 1)?;
        let goes_on = last.is_none_or(|(row, before)| before.checked_add(1) == Some(number) || (number == 1 && cell.row > row + 1));
        last = Some((cell.row, number)).filter(|_| goes_on);
        last?;
        counted += 1;
    }
    (counted >= FEWEST).then_some(column)
}

/// Whether a cell begins with a quotation mark that its line does not close, as spreadsheets print cells of several lines.
fn opens_quotation(line: &str) -> bool {
    memchr::memchr(b'"', line.as_bytes()).is_some()
        && line.split('\t').next_back().is_some_and(|cell| cell.starts_with('"') && cell.matches('"').count() % 2 == 1)
}

/// The line on which the row ends that a line leaves open: each mark that closes a cell stands before a tab or the line's end.
fn closing_line(source: &Source, first: usize) -> Option<usize> {
    /// The broken cells of one row have no more lines together.
    const MOST_LINES: usize = 24;
    let mut tabs = source.slice(source.line(first)).contains('\t');
    for index in first + 1..source.line_count().min(first + 1 + MOST_LINES) {
        let line = source.slice(source.line(index));
        let (cell, more) = line.split_once('\t').map_or((line, false), |(cell, _)| (cell, true));
        tabs |= more;
        if cell.matches('"').count() % 2 == 0 {
            if more {
                return None;
            }
        } else if !cell.ends_with('"') || !tabs {
            return None;
        } else if !(more && opens_quotation(line)) {
            // Else another cell of the row goes on beneath.
            return Some(index);
        }
    }
    None
}

/// Drops the empty cell behind the tab that ends every row of some copies: it is none where all rows below each other have it.
fn drop_closing_tabs(cells: &mut Vec<Cell>) {
    // A cell alone in its row is a text and closes nothing.
    let ends_row = |cells: &[Cell], at: usize| {
        cells.get(at + 1).is_none_or(|next| next.row != cells[at].row) && at > 0 && cells[at - 1].row == cells[at].row
    };
    let mut closing = Vec::new();
    let mut start = 0;
    while start < cells.len() {
        let mut end = start;
        let mut ends = 0;
        let mut all_blank = true;
        while end < cells.len() && cells[end].dialect == Dialect::TabRows {
            if ends_row(cells, end) {
                ends += 1;
                all_blank &= cells[end].class == Class::Blank;
            }
            end += 1;
        }
        if ends >= 2 && all_blank {
            closing.extend((start..end).filter(|&at| ends_row(cells, at)));
        }
        start = end.max(start + 1);
    }
    let mut closing = closing.into_iter().peekable();
    let mut at = 0;
    cells.retain(|_| {
        let drop = closing.next_if_eq(&at).is_some();
        at += 1;
        !drop
    });
}

struct Cutter<'a> {
    text: &'a str,
    separators: Separators<'a>,
    vocabulary: &'a Vocabulary,
    out: Segments,
    row: u32,
    /// Whether the line before was blank (or the text begins here).
    gap: bool,
    bars: Borders,
    tabs: Borders,
    /// Up to where lines with commas were found to be no rows.
    no_commas_before: usize,
}

impl Cutter<'_> {
    fn line(&mut self, line: Range<usize>) {
        let Counts { tabs, bars, .. } = self.separators.count(&line);
        let content = trim(self.text, line.clone());
        if content.is_empty() && tabs == 0 {
            self.gap = true;
            self.row += 1;
            return;
        }
        if line.len() > LONG_LINE && self.holds_a_table(line.clone(), tabs, bars) {
            self.long_line(line, (tabs, bars));
        } else if bars > 0 {
            self.bar_line(line, content, bars);
        } else if tabs > 0 {
            self.tab_line(line, content, tabs);
        } else {
            self.plain_line(content);
        }
        self.gap = false;
    }

    fn start_line(&mut self, line: Range<usize>) -> u32 {
        self.out.lines.push(Span::of(line));
        u32::try_from(self.out.lines.len() - 1).unwrap_or(u32::MAX)
    }

    /// Adds a cell whose content has no blanks around it.
    fn push(&mut self, mut content: Range<usize>, line: u32, column: u32, dialect: Dialect) {
        if let [b'"', .., b'"'] = self.text.as_bytes()[content.clone()] {
            content = trim(self.text, content.start + 1..content.end - 1);
        }
        let class = self.classify(content.clone());
        self.out.cells.push(Cell { span: Span::of(content), line, row: self.row, column, dialect, class, area: None });
    }

    /// A table that the file marks. Each of its cells is a line of its own, in case that it is text after all.
    fn marked_table(&mut self, table: &gouji_documents::Table, source: &Source) {
        let number = self.out.grids.add(table, source);
        let counted = counted_column(self.text, table);
        let base = self.row + 1;
        for cell in &table.cells {
            let content = trim(self.text, cell.range.clone());
            let line = self.start_line(content.clone());
            let counts = counted == Some(cell.column) && !content.is_empty();
            let class = if counts { Class::Furniture } else { self.classify(content.clone()) };
            let row = base.saturating_add(cell.row);
            let area = Area { table: number, rows: cell.rows.max(1), columns: cell.columns.max(1) };
            let dialect = Dialect::Grid;
            self.out.cells.push(Cell { span: Span::of(content), line, row, column: cell.column, dialect, class, area: Some(area) });
            self.out.grids.reach(row, cell.column, area);
            self.row = self.row.max(row);
        }
        self.row = self.row.saturating_add(1);
        self.gap = true;
    }

    fn classify(&mut self, content: Range<usize>) -> Class {
        let text = &self.text[content];
        if text.is_empty() {
            return Class::Blank;
        }
        // No label is a figure, so that most cells of a table are not looked up.
        if text.len() <= LONGEST_FIGURE && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Class::Number;
        }
        if let Some(label) = self.vocabulary.read(text) {
            return Class::Label(label);
        }
        let mut first = text.chars();
        match first.next() {
            Some(c) if amount::digit(c).is_some() || matches!(c, '-' | '－' | '−' | '+' | '＋' | '﹣') => {
                if let Some(numeral) = amount::read(text)
                    && (numeral.rest.is_empty() || is_unit(numeral.rest))
                {
                    return Class::Number;
                }
            }
            _ => {}
        }
        if text.len() <= 24 {
            if is_dash(text) {
                return Class::Dash;
            }
            if is_unit(text) {
                return Class::Unit;
            }
            if is_page_number(text) {
                return Class::Furniture;
            }
        }
        // A sentence mostly ends the line that it stands on.
        if text.len() > LONGEST_LABEL || text.ends_with('。') || text.contains('。') { Class::Prose } else { Class::Text }
    }

    /// `⇥cell` or `cell⇥cell⇥cell`.
    fn tab_line(&mut self, line: Range<usize>, content: Range<usize>, tabs: usize) {
        let led = self.text.as_bytes()[line.start] == b'\t';
        if led && tabs == 1 {
            let number = self.start_line(line.clone());
            let cell = if content.is_empty() { line.start + 1..line.start + 1 } else { content };
            self.push(cell, number, NO_COLUMN, Dialect::TabLed);
            return;
        }
        if line.start >= self.tabs.end {
            self.tabs = Borders::of(self.text, line.start, |c| c == '\t');
        }
        let mut cells = Vec::with_capacity(tabs + 1);
        let mut start = line.start;
        for at in memchr::memchr_iter(b'\t', &self.text.as_bytes()[line.clone()]) {
            cells.push(start..line.start + at);
            start = line.start + at + 1;
        }
        cells.push(start..line.end);
        // Where all rows begin with a tab, no empty cell stands before it.
        if led && self.tabs.left {
            cells.remove(0);
        }
        self.row(line, cells, u32::from(led && self.tabs.left), Dialect::TabRows);
    }

    /// The rows apart by commas that begin with a line and end before a byte; returns where they end.
    fn comma_rows(&mut self, line: Range<usize>, before: usize, most: u64) -> Option<usize> {
        let counts = self.separators.count(&line);
        if counts.commas == 0 || counts.tabs + counts.bars > 0 || line.start < self.no_commas_before {
            return None;
        }
        let text = &self.text[..before.min(self.text.len())];
        let records = match commas::rows(text, line.start, most, |field| self.classify(field)) {
            Ok(records) => records,
            Err(end) => {
                self.no_commas_before = end;
                return None;
            }
        };
        let end = records.last()?.range.end;
        for record in records {
            self.gap = false;
            self.row(record.range, record.fields, 0, Dialect::CommaRows);
        }
        Some(end)
    }

    /// A row whose cells stand in a line, the first of them in a column. A text that stands alone in it is all of the line:
    /// spreadsheets print headings and paragraphs so, and rows that have no figures.
    fn row(&mut self, line: Range<usize>, mut cells: Vec<Range<usize>>, first: u32, dialect: Dialect) {
        self.row += 1;
        for cell in &mut cells {
            *cell = trim(self.text, cell.clone());
        }
        let lone = lone_filled((0..).zip(cells.iter().cloned()));
        if let Some((at, lone)) = lone.filter(|(_, lone)| matches!(self.classify(lone.clone()), Class::Text | Class::Prose)) {
            let number = self.start_line(lone.clone());
            if lone.len() > LONGEST_ROW || !self.blank_row(lone.clone(), number) {
                self.push(lone, number, first + at, dialect);
            }
        } else {
            let number = self.start_line(line);
            for (column, cell) in (first..).zip(cells) {
                self.push(cell, number, column, dialect);
            }
        }
        self.row += 1;
    }

    /// `cell |` or `| cell | cell |`.
    fn bar_line(&mut self, line: Range<usize>, content: Range<usize>, bars: usize) {
        if is_markdown_rule(&self.text[content.clone()]) {
            self.start_line(line);
            return;
        }
        if bars == 1
            && let Some(cell) = self.text[content.clone()].strip_suffix(is_bar)
        {
            let number = self.start_line(line);
            let cell = trim(self.text, content.start..content.start + cell.len());
            self.push(cell, number, NO_COLUMN, Dialect::BarEnded);
            return;
        }
        let mut pieces = Vec::with_capacity(bars + 1);
        let mut start = content.start;
        for (at, bar) in self.text[content.clone()].match_indices(is_bar) {
            let at = content.start + at;
            pieces.push(start..at);
            start = at + bar.len();
        }
        pieces.push(start..content.end);
        let closed = pieces.last().is_some_and(|piece| trim(self.text, piece.clone()).is_empty());
        if content.start >= self.bars.end {
            self.bars = Borders::of(self.text, content.start, is_bar);
        }
        if closed && self.bars.right {
            pieces.pop();
        }
        if self.bars.left && content.start == pieces[0].end {
            pieces.remove(0);
        }
        self.row(line, pieces, 0, Dialect::BarRows);
    }

    /// A line without separators: a cell, a row laid out by blanks, the rest of a label begun above, or running text.
    fn plain_line(&mut self, content: Range<usize>) {
        let number = self.start_line(content.clone());
        let text = &self.text[content.clone()];
        if text.len() <= LONGEST_LABEL && !self.gap && self.continue_label(content.clone()) {
            return;
        }
        let class = if text.len() > LONGEST_ROW { Class::Prose } else { self.classify(content.clone()) };
        if matches!(class, Class::Text | Class::Prose) && text.len() <= LONGEST_ROW && self.blank_row(content.clone(), number) {
            return;
        }
        self.out.cells.push(Cell {
            span: Span::of(content),
            line: number,
            row: self.row,
            column: NO_COLUMN,
            dialect: Dialect::CellLines,
            class,
            area: None,
        });
    }

    /// Joins a line to the tab-led cell above it, if that one is not finished: labels broken over two lines.
    fn continue_label(&mut self, content: Range<usize>) -> bool {
        let Some(&last) = self.out.cells.last() else { return false };
        let text = &self.text[content.clone()];
        if last.dialect != Dialect::TabLed || !matches!(last.class, Class::Text | Class::Label(_)) || text.contains('。') {
            return false;
        }
        let joined = last.span.start() as usize..content.end;
        let class = self.classify(joined.clone());
        let known = matches!(class, Class::Label(label) if label.addition == u32::MAX);
        let fits = match last.class {
            _ if known => true,
            Class::Label(_) => text.starts_with(['（', '(']),
            _ => text.chars().count() <= 30 && !matches!(self.classify(content), Class::Label(_)),
        };
        if fits && let Some(cell) = self.out.cells.last_mut() {
            cell.span = Span::of(joined);
            cell.class = class;
        }
        fits
    }

    /// A row laid out by blanks: labels first, then values, or labels only. `false` if the line is none.
    fn blank_row(&mut self, content: Range<usize>, number: u32) -> bool {
        if !has_blank(&self.text[content.clone()]) {
            return false;
        }
        let pieces = blank_pieces(self.text, content);
        if pieces.len() < 2 {
            return false;
        }
        let mut cells: Vec<(Range<usize>, Class)> = Vec::new();
        let mut at = 0;
        while at < pieces.len() {
            let (length, class) = self.longest_cell(&pieces[at..]);
            let piece = pieces[at].start..pieces[at + length - 1].end;
            match (class, cells.as_mut_slice()) {
                (Class::Prose | Class::Furniture, _) => return false,
                // Words that lead a row may be a label that the form does not have.
                (Class::Text, []) => cells.push((piece, class)),
                (Class::Text, [.., (last, Class::Text)]) => last.end = piece.end,
                // So may words behind the labels that it stands under.
                (Class::Text, before) if before.iter().all(|cell| matches!(cell.1, Class::Label(_))) => cells.push((piece, class)),
                (Class::Text, _) => return false,
                _ => cells.push((piece, class)),
            }
            at += length;
        }
        let labels = cells.iter().filter(|cell| matches!(cell.1, Class::Label(_))).count();
        let values = cells.iter().filter(|cell| matches!(cell.1, Class::Number | Class::Dash | Class::Unit)).count();
        let unknown = cells.iter().any(|cell| cell.1 == Class::Text);
        if (labels == 0 || unknown) && values < 2 {
            return false;
        }
        self.row += 1;
        for (range, class) in cells {
            self.out.cells.push(Cell {
                span: Span::of(range),
                line: number,
                row: self.row,
                column: NO_COLUMN,
                dialect: Dialect::BlankRows,
                class,
                area: None,
            });
        }
        self.row += 1;
        true
    }

    /// The longest run of pieces that is one known label; else the first piece by itself.
    fn longest_cell(&mut self, pieces: &[Range<usize>]) -> (usize, Class) {
        let first = self.classify(pieces[0].clone());
        if matches!(first, Class::Number | Class::Dash) {
            return (1, first);
        }
        for length in (2..=pieces.len().min(8)).rev() {
            let class = self.classify(pieces[0].start..pieces[length - 1].end);
            if matches!(class, Class::Label(label) if label.addition == u32::MAX) {
                return (length, class);
            }
        }
        (1, first)
    }

    /// Whether a long line holds labels of a form between its separators or blanks.
    fn holds_a_table(&mut self, line: Range<usize>, tabs: usize, bars: usize) -> bool {
        /// A table of the form has more cells than this; running text has fewer blanks.
        const FEWEST_GAPS: usize = 8;
        let bytes = &self.text.as_bytes()[line.clone()];
        if tabs + bars == 0 && gaps(bytes) < FEWEST_GAPS {
            return false;
        }
        let mut labels = 0;
        for piece in loose_pieces(self.text, line, tabs + bars > 0) {
            if matches!(self.classify(piece), Class::Label(_)) {
                labels += 1;
                if labels >= 4 {
                    return true;
                }
            }
        }
        false
    }

    /// A line that holds a whole report: its pieces become logical lines and cells.
    fn long_line(&mut self, line: Range<usize>, (tabs, bars): (usize, usize)) {
        let text = self.text;
        if tabs + bars == 0 {
            self.loose_cells(line, Dialect::CellLines);
            return;
        }
        let dialect = if bars > 0 { Dialect::BarEnded } else { Dialect::TabLed };
        let mut start = line.start;
        let cuts: Vec<(usize, usize)> = text[line.clone()]
            .match_indices(|c| c == '\t' || is_bar(c))
            .map(|(at, separator)| (line.start + at, separator.len()))
            .chain([(line.end, 0)])
            .collect();
        for (index, (at, length)) in cuts.iter().enumerate() {
            let piece = trim(text, start..*at);
            let last_piece = index + 1 == cuts.len();
            match self.classify(piece.clone()) {
                Class::Text | Class::Prose => self.loose_cells(piece, dialect),
                // What follows the last separator, and blanks before a tab, are no cell.
                Class::Blank if last_piece || (dialect == Dialect::TabLed && index == 0) => {}
                class => {
                    let number = self.start_line(piece.clone());
                    self.out.cells.push(Cell {
                        span: Span::of(piece),
                        line: number,
                        row: self.row,
                        column: NO_COLUMN,
                        dialect,
                        class,
                        area: None,
                    });
                }
            }
            start = at + length;
        }
    }

    /// Pieces apart by blanks: labels and values become cells, anything else a line of running text.
    fn loose_cells(&mut self, range: Range<usize>, dialect: Dialect) {
        let mut pieces = loose_pieces(self.text, range, false);
        // An ordinal that stands alone belongs to the words behind it.
        let mut at = 0;
        while at + 1 < pieces.len() {
            if is_bare_ordinal(&self.text[pieces[at].clone()]) {
                pieces[at].end = pieces[at + 1].end;
                pieces.remove(at + 1);
            }
            at += 1;
        }
        let mut at = 0;
        while at < pieces.len() {
            let (length, class) = self.longest_cell(&pieces[at..]);
            let piece = pieces[at].start..pieces[at + length - 1].end;
            let number = self.start_line(piece.clone());
            let dialect = if matches!(class, Class::Text | Class::Prose) { Dialect::CellLines } else { dialect };
            self.out.cells.push(Cell { span: Span::of(piece), line: number, row: self.row, column: NO_COLUMN, dialect, class, area: None });
            at += length;
        }
    }
}

/// The only cell of a row that is not empty, without blanks at its ends, behind its number in the row.
pub(super) fn lone_cell(text: &str, cells: &[Range<usize>]) -> Option<(u32, Range<usize>)> {
    lone_filled((0..).zip(cells).map(|(at, cell)| (at, trim(text, cell.clone()))))
}

/// The only one of several contents that is not empty.
fn lone_filled(contents: impl Iterator<Item = (u32, Range<usize>)>) -> Option<(u32, Range<usize>)> {
    let mut filled = contents.filter(|(_, content)| !content.is_empty());
    filled.next().filter(|_| filled.next().is_none())
}

/// The range without blanks at its ends; empty at its start if there is nothing else.
pub(super) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let left = slice.trim_blanks_start();
    if left.is_empty() {
        return range.start..range.start;
    }
    let start = range.end - left.len();
    start..start + left.trim_blanks_end().len()
}

/// Pieces of a row laid out by blanks: cut at runs of two or more (or full-width) blanks if there are any, else at every
/// blank, keeping together what only a thousands separator parts.
fn blank_pieces(text: &str, content: Range<usize>) -> Vec<Range<usize>> {
    let wide = has_wide_gap(&text[content.clone()]);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    let mut gap = 0;
    for (at, c) in text[content.clone()].char_indices() {
        let at = content.start + at;
        if is_blank(c) {
            gap += if c == '\u{3000}' { 2 } else { 1 };
            continue;
        }
        if gap >= if wide { 2 } else { 1 } {
            start = None;
        }
        gap = 0;
        match (start, pieces.last_mut()) {
            (Some(_), Some(last)) => last.end = at + c.len_utf8(),
            _ => {
                pieces.push(at..at + c.len_utf8());
                start = Some(at);
            }
        }
    }
    if !wide {
        join_thousands(text, &mut pieces);
    }
    pieces
}

fn has_wide_gap(text: &str) -> bool {
    let mut gap = 0;
    text.chars().any(|c| {
        gap = match c {
            '\u{3000}' => 2,
            c if is_blank(c) => gap + 1,
            _ => 0,
        };
        gap >= 2
    })
}

/// `1 034` is one number: the second piece has a leading zero and three digits, as no number of its own has.
fn join_thousands(text: &str, pieces: &mut Vec<Range<usize>>) {
    let mut at = 1;
    while at < pieces.len() {
        let (before, piece) = (&text[pieces[at - 1].clone()], &text[pieces[at].clone()]);
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        if piece.len() == 3 && piece.starts_with('0') && digits(piece) && before.len() <= 3 && digits(before) && before != "0" {
            pieces[at - 1].end = pieces[at].end;
            pieces.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Pieces of a long line: apart by blanks, and by tabs and bars where `separated`.
fn loose_pieces(text: &str, range: Range<usize>, separated: bool) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = None;
    for (at, c) in text[range.clone()].char_indices() {
        let at = range.start + at;
        let cut = if separated { c == '\t' || is_bar(c) } else { is_blank(c) };
        match (cut, start) {
            (true, Some(from)) => {
                pieces.push(trim(text, from..at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    if let Some(from) = start {
        pieces.push(trim(text, from..range.end));
    }
    pieces
}

/// An ordinal and nothing else: 1、 （一）.
fn is_bare_ordinal(text: &str) -> bool {
    text.chars().count() <= 6
        && text.ends_with(['、', '.', '．', '）', ')'])
        && text.chars().all(|c| amount::digit(c).is_some() || "一二三四五六七八九十（()）、.．".contains(c))
}

/// A placeholder in a value cell: dashes, slashes, 无.
pub(super) fn is_dash(text: &str) -> bool {
    text == "无"
        || text.chars().all(|c| is_blank(c) || matches!(c, '-' | '—' | '–' | '―' | '－' | '─' | '−' | '/' | '／' | '\\' | '＼' | '*' | '…'))
}

/// Counting words of the forms and their larger money units, in simplified and traditional characters.
pub(super) fn is_unit(text: &str) -> bool {
    /// The longest has four characters.
    const LONGEST: usize = 16;
    let text = text.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')') || is_blank(c));
    let mut apart = [0; LONGEST];
    let text = if text.len() <= LONGEST * 2 && text.contains(is_blank) { without_blanks(text, &mut apart) } else { text };
    matches!(
        text,
        "条" | "條"
            | "件"
            | "次"
            | "个"
            | "個"
            | "人"
            | "人次"
            | "篇"
            | "项"
            | "項"
            | "份"
            | "元"
            | "万元"
            | "萬元"
            | "亿元"
            | "億元"
            | "千元"
            | "场"
            | "場"
            | "期"
            | "场次"
            | "場次"
            | "起"
            | "宗"
            | "家"
            | "名"
            | "户"
            | "本"
            | "处"
            | "處"
            | "%"
            | "％"
            | "万条"
            | "萬條"
            | "万件"
            | "萬件"
            | "万次"
            | "萬次"
            | "万人次"
            | "萬人次"
    )
}

/// A word whose characters stand apart, 万　元, without the blanks; empty if it is longer than the room for it.
fn without_blanks<'a>(text: &str, room: &'a mut [u8]) -> &'a str {
    let mut length = 0;
    for c in text.chars().filter(|&c| !is_blank(c)) {
        let Some(place) = room.get_mut(length..length + c.len_utf8()) else { return "" };
        length += c.encode_utf8(place).len();
    }
    std::str::from_utf8(&room[..length]).unwrap_or_default()
}

/// — 3 —, - 3 -, 第 3 页, 3/12.
fn is_page_number(text: &str) -> bool {
    if !text.starts_with(['-', '—', '–', '－', '·', '第']) {
        return false;
    }
    let core: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let dashed = core.starts_with(['-', '—', '–', '－', '·']) && core.ends_with(['-', '—', '–', '－', '·']);
    let inner = core.trim_matches(['-', '—', '–', '－', '·']);
    let digits = |text: &str| !text.is_empty() && text.len() <= 12 && text.chars().all(|c| amount::digit(c).is_some());
    if dashed && digits(inner) {
        return true;
    }
    let page = core.strip_prefix('第').and_then(|rest| rest.split_once('页'));
    if let Some((number, rest)) = page {
        return digits(number) && (rest.is_empty() || (rest.starts_with(['共', '/']) && rest.ends_with('页')));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_part_cells_unless_they_part_thousands() {
        let pieces = |text: &str| blank_pieces(text, 0..text.len()).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(pieces("规章 0 1 034"), ["规章", "0", "1 034"]);
        assert_eq!(pieces("合计  1 034  7"), ["合计", "1 034", "7"]);
        assert_eq!(pieces("其他　3"), ["其他", "3"]);
    }

    #[test]
    fn units_are_told_with_their_characters_apart() {
        assert!(["万　元", "人 次", "（ 件 ）"].into_iter().all(is_unit));
        assert!(!is_unit("件 件") && !is_unit("万　元　人　次　件　条　项"));
    }

    #[test]
    fn units_in_traditional_characters_are_units() {
        assert!(["條", "個", "（項）", "萬元", "處"].into_iter().all(is_unit));
    }

    #[test]
    fn page_numbers_are_furniture_and_negative_numbers_are_not() {
        assert!(is_page_number("— 3 —") && is_page_number("- 12 -") && is_page_number("第 3 页 共 8 页"));
        assert!(!is_page_number("-3") && !is_page_number("3") && !is_page_number("第三页码"));
    }
}
