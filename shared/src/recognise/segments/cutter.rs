//! From the lines of a text to cells, each as its dialect parts them.
//!
//! Turns one line after the other into [`Cell`]s; what a line is depends on those before it: a label may go on, and where all
//! rows have a border, none is a cell. Which lines go together is left to [`super`].

use std::ops::Range;

use super::class::{self, Class, LONGEST_LABEL};
use super::pieces::{blank_pieces, is_bare_ordinal, lone_filled, loose_pieces, trim};
use super::{Cell, NO_COLUMN, Segments};
use crate::amount::{has_blank, is_blank};
use crate::recognise::commas;
use crate::recognise::grid::Area;
use crate::recognise::separators::{Borders, Counts, Separators, gaps, is_bar, is_markdown_rule};
use crate::recognise::vocabulary::Vocabulary;
use crate::report::Dialect;
use crate::source::{Source, Span};

/// Lines longer than this many bytes may hold a whole table, or a whole report.
const LONG_LINE: usize = 600;
/// Lines longer than this many bytes are no row of a table laid out by blanks.
const LONGEST_ROW: usize = 500;

/// Cuts lines into cells, one after the other.
pub(super) struct Cutter<'a> {
    text: &'a str,
    separators: Separators<'a>,
    vocabulary: &'a Vocabulary,
    /// The cells and logical lines so far.
    pub(super) out: Segments,
    row: u32,
    /// Whether the line before was blank (or the text begins here).
    gap: bool,
    bars: Borders,
    tabs: Borders,
    /// Up to where lines with commas were found to be no rows.
    no_commas_before: usize,
}

impl<'a> Cutter<'a> {
    /// A cutter at the beginning of a text.
    pub(super) fn new(source: &'a Source, vocabulary: &'a Vocabulary) -> Self {
        let mut out = Segments::default();
        out.lines.reserve(source.line_count());
        out.cells.reserve(source.line_count());
        Self {
            text: source.text(),
            separators: Separators::of(source.text().as_bytes()),
            vocabulary,
            out,
            row: 0,
            gap: true,
            bars: Borders::default(),
            tabs: Borders::default(),
            no_commas_before: 0,
        }
    }

    /// Cuts a line, without its line break.
    pub(super) fn line(&mut self, line: Range<usize>) {
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
    pub(super) fn marked_table(&mut self, table: &gouji_documents::Table, source: &Source) {
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

    fn classify(&self, content: Range<usize>) -> Class {
        class::classify(&self.text[content], self.vocabulary)
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
    pub(super) fn comma_rows(&mut self, line: Range<usize>, before: usize, most: u64) -> Option<usize> {
        let counts = self.separators.count(&line);
        if !counts.has_comma || counts.tabs + counts.bars > 0 || line.start < self.no_commas_before || is_sentence(&self.text[line.clone()])
        {
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
        // No row ends with a full stop: its last cell would be a label.
        let may_be_row = match class {
            Class::Text => true,
            Class::Prose => text.len() <= LONGEST_ROW && !text.ends_with('。'),
            _ => false,
        };
        if may_be_row && self.blank_row(content.clone(), number) {
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

/// Whether a line begins with words and ends with a full stop: as a row it would have running text for its last field.
fn is_sentence(line: &str) -> bool {
    let begins = line.starts_with(|c: char| c != ',' && !is_blank(c));
    // Marks may enclose the full stop, or a carriage return end the row before it.
    begins && line.ends_with('。') && memchr::memchr2(b'"', b'\r', line.as_bytes()).is_none()
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
