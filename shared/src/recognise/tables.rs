//! From cells to tables of a form.
//!
//! Turns [`Cell`]s into [`Draft`]s: for each table of the form that the text has, its header and its rows, each row with
//! its label and the value cells printed behind it. Labels decide everything; where a label can mean several things, the
//! table that is open, its header and the rows already read decide. Which column a value cell belongs to is left to
//! [`super::place`].
//!
//! Invariant: a cell of the text is taken by at most one row or header.

use std::ops::Range;

use crate::fold::Folder;
use crate::form::{ColumnRole, Form, FormTable, Layout};
use crate::report::{Dialect, LabelMatch};
use crate::source::{Source, Span};

use super::grid::{self, GridHeader, overlap};
use super::header::{HeaderCell, Slot, slots};
use super::segments::{Cell, Class};
use super::vocabulary::{LabelReading, Role, Term, Vocabulary};

/// A table as found.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) table: u8,
    pub(super) dialect: Dialect,
    pub(super) caption: Option<Span>,
    pub(super) note: Option<Span>,
    pub(super) slots: Vec<Slot>,
    pub(super) header_additions: Vec<Span>,
    /// The headers printed in tables that the file marks, in the order of the text.
    pub(super) grid_headers: Vec<GridHeader>,
    pub(super) rows: Vec<DraftRow>,
    /// The rows of the form that were read, each with its first reading, in the order of the text: rows that nobody knows may
    /// be many.
    pub(super) known: Vec<(u16, usize)>,
    /// For each row of the form, up to the last of them, whether it was read.
    read: Vec<bool>,
    pub(super) repeated: bool,
    pub(super) span: Span,
}

impl Draft {
    fn has_read(&self, row: u16) -> bool {
        self.read.get(usize::from(row)).is_some_and(|&read| read)
    }

    /// Notes that the next row is one of the form.
    fn know(&mut self, row: u16) {
        self.known.push((row, self.rows.len()));
        let row = usize::from(row);
        self.read.resize(self.read.len().max(row + 1), false);
        self.read[row] = true;
    }
}

/// A row as found.
#[derive(Debug)]
pub(super) struct DraftRow {
    pub(super) row: Option<u16>,
    pub(super) label: Span,
    pub(super) ordinal: Option<Span>,
    pub(super) label_match: LabelMatch,
    /// Index of the label's cell.
    pub(super) at: usize,
    /// Value cells, as indices.
    pub(super) cells: Vec<usize>,
    /// Whether the dialect says where the row ends.
    pub(super) closed: bool,
    /// The grid header in force; `None` if there is none.
    pub(super) grid_header: Option<usize>,
}

/// Everything found.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    pub(super) tables: Vec<Draft>,
    /// Which cells belong to a table.
    pub(super) used: Vec<bool>,
    /// Labels inside tables that only other forms have: the form and the place.
    pub(super) foreign: Vec<(usize, Span)>,
    /// Years that column heads name.
    pub(super) column_years: Vec<(i32, Span)>,
    /// Value cells inside tables that belong to no row.
    pub(super) orphans: Vec<Span>,
}

/// Tables of a form have fewer columns.
const MOST_COLUMNS: usize = 64;

/// Finds the tables of a form.
pub(super) fn tables(source: &Source, cells: &[Cell], vocabulary: &Vocabulary, forms: &[Form], form: usize) -> Drafts {
    let mut assembly = Assembly {
        source,
        cells,
        vocabulary,
        form: &forms[form],
        form_index: form,
        whole_rows: whole_rows(cells, vocabulary, form),
        popularity: popularity(cells, vocabulary, form, forms[form].tables.len()),
        out: Drafts { used: vec![false; cells.len()], ..Drafts::default() },
        header: Vec::new(),
        last_header: Vec::new(),
        caption: None,
        note: None,
        open: None,
        row: None,
    };
    let mut at = 0;
    while at < cells.len() {
        at = assembly.step(at);
    }
    assembly.close();
    assembly.note_orphans();
    let mut drafts = assembly.out;
    for draft in &mut drafts.tables {
        resolve_unknown_rows(source, vocabulary.folder(), &forms[form].tables[usize::from(draft.table)], draft);
    }
    drafts
}

/// Whether blank lines between tab-led cells end rows: not if they stand between all cells.
fn tab_led_rows(cells: &[Cell]) -> bool {
    let led = || cells.iter().filter(|cell| cell.dialect == Dialect::TabLed);
    let mut rows = 0;
    let mut last = u32::MAX;
    for cell in led() {
        rows += usize::from(cell.row != last);
        last = cell.row;
    }
    rows > 0 && led().count() * 2 >= rows * 3
}

/// For each cell, whether what is printed as a row is one row of a table. It is not where several rows, or a header and
/// the figures beneath it, run on without a mark between them.
fn whole_rows(cells: &[Cell], vocabulary: &Vocabulary, form: usize) -> Vec<bool> {
    let tab_led_rows = tab_led_rows(cells);
    let mut whole = Vec::with_capacity(cells.len());
    for row in cells.chunk_by(|a, b| a.row == b.row && a.dialect == b.dialect) {
        let marked = match row[0].dialect {
            Dialect::TabLed => tab_led_rows,
            Dialect::BarRows | Dialect::TabRows | Dialect::CommaRows | Dialect::BlankRows | Dialect::Grid => true,
            Dialect::BarEnded | Dialect::CellLines => false,
        };
        let is_whole = marked && (row[0].dialect == Dialect::Grid || !runs_on(row, vocabulary, form));
        whole.extend(std::iter::repeat_n(is_whole, row.len()));
    }
    whole
}

/// Whether a printed row holds several rows of a table, or its header and figures too.
fn runs_on(row: &[Cell], vocabulary: &Vocabulary, form: usize) -> bool {
    /// A row with figures has at most three labels; as many column heads are a header.
    const HEADER: usize = 4;
    let (mut heads, mut turns, mut after_number) = (0, 0, false);
    for cell in row {
        match cell.class {
            Class::Number if heads >= HEADER => return true,
            Class::Number => after_number = true,
            Class::Label(label) => {
                turns += usize::from(std::mem::take(&mut after_number));
                heads += usize::from(vocabulary.terms_in(form, label.terms).iter().any(|term| matches!(term.role, Role::Column(_))));
            }
            _ => {}
        }
    }
    turns >= 2
}

/// How many labels each table of the form explains, to choose between variants.
fn popularity(cells: &[Cell], vocabulary: &Vocabulary, form: usize, tables: usize) -> Vec<usize> {
    let mut counts = vec![0; tables];
    for cell in cells {
        let Class::Label(label) = cell.class else { continue };
        let mut last = u8::MAX;
        for term in vocabulary.terms_in(form, label.terms) {
            if term.table != last {
                counts[usize::from(term.table)] += 1;
                last = term.table;
            }
        }
    }
    counts
}

struct Assembly<'a> {
    source: &'a Source,
    cells: &'a [Cell],
    vocabulary: &'a Vocabulary,
    form: &'a Form,
    form_index: usize,
    /// For each cell, whether its dialect says where its row ends.
    whole_rows: Vec<bool>,
    popularity: Vec<usize>,
    out: Drafts,
    /// Header cells since the last row, as indices.
    header: Vec<usize>,
    /// Header cells of the table opened last, for a table below it that has none of its own.
    last_header: Vec<usize>,
    caption: Option<(u8, usize)>,
    note: Option<usize>,
    /// The draft being filled.
    open: Option<usize>,
    /// The row being filled.
    row: Option<usize>,
}

impl<'a> Assembly<'a> {
    /// Takes the cell at an index; returns the index of the next.
    fn step(&mut self, at: usize) -> usize {
        let cell = &self.cells[at];
        match cell.class {
            // The numbers of rows are no lines of the text.
            Class::Furniture => self.out.used[at] = cell.area.is_some(),
            Class::LabelRest => self.out.used[at] = self.open.is_some(),
            Class::Prose => self.prose(at),
            Class::Label(label) => self.label(at, label),
            Class::Blank | Class::Dash | Class::Number | Class::Unit => return self.value(at),
            Class::Text => self.text(at),
        }
        at + 1
    }

    fn close(&mut self) {
        self.open = None;
        self.row = None;
        self.header.clear();
        self.caption = None;
        self.note = None;
    }

    /// Running text ends a table; in a value cell of a row that is not full it is that cell's content.
    fn prose(&mut self, at: usize) {
        if self.cells[at].dialect == Dialect::CellLines || !self.take_text_value(at) {
            self.close();
        }
    }

    fn own_terms(&self, label: LabelReading) -> impl Iterator<Item = &'a Term> + use<'a> {
        self.vocabulary.terms_in(self.form_index, label.terms).iter()
    }

    fn label(&mut self, at: usize, label: LabelReading) {
        let (mut rows, mut columns, mut stub, mut caption, mut note) = (false, false, false, None, false);
        for term in self.own_terms(label) {
            match term.role {
                Role::Row(_) => rows = true,
                Role::Column(_) => columns = true,
                Role::Stub | Role::HeaderGroup => stub = true,
                Role::Caption => caption = caption.or(Some(term.table)),
                Role::Note => note = true,
            }
        }
        if let Some(table) = caption {
            self.close();
            self.caption = Some((table, at));
        } else if note {
            self.note = Some(at);
            self.end_rows();
            self.header.push(at);
        } else if stub && !(rows && self.value_follows(at)) {
            self.end_rows();
            self.header.push(at);
        } else if rows && (!columns || self.reads_as_row(at, label)) {
            self.row_label(at, label);
        } else if columns {
            self.end_rows();
            self.header.push(at);
            if let Some(year) = label.year {
                self.out.column_years.push((year, self.cells[at].span));
            }
        } else {
            let foreign = self.vocabulary.terms(label.terms).first().map(|term| usize::from(term.form));
            if let Some(form) = foreign.filter(|_| self.open.is_some() || !self.header.is_empty()) {
                self.out.foreign.push((form, self.cells[at].span));
            }
            self.text(at);
        }
    }

    /// Ends the rows read so far, since a header begins.
    fn end_rows(&mut self) {
        if self.row.take().is_some() {
            self.header.clear();
        }
    }

    /// Whether a label that can be a row and a column is a row here.
    fn reads_as_row(&self, at: usize, label: LabelReading) -> bool {
        if label.ordinal > 0 {
            return true;
        }
        let is_grid_row = || self.cells[at].area.is_some() && !self.heads_row(at);
        self.row.is_some() && (self.value_follows(at) || is_grid_row())
    }

    /// Whether the printed row of a marked table goes on with labels, or not at all, as the rows of a header do.
    fn heads_row(&self, at: usize) -> bool {
        self.row_behind(at).next().is_none() || self.row_behind(at).any(|cell| matches!(cell.class, Class::Label(_)))
    }

    /// The cells behind another in its printed row.
    fn row_behind(&self, at: usize) -> impl Iterator<Item = &'a Cell> + use<'a> {
        self.row_from(at).skip(1)
    }

    /// A cell and those behind it in its printed row.
    fn row_from(&self, at: usize) -> impl Iterator<Item = &'a Cell> + use<'a> {
        let row = self.cells[at].row;
        self.cells[at..].iter().take(MOST_COLUMNS).take_while(move |cell| cell.row == row)
    }

    /// Whether a value or unit is printed behind a label before the next label.
    fn value_follows(&self, at: usize) -> bool {
        let row = self.cells[at].row;
        let closed = self.whole_rows[at];
        for cell in &self.cells[at + 1..] {
            if closed && cell.row != row {
                return false;
            }
            match cell.class {
                Class::Number | Class::Unit | Class::Dash => return true,
                Class::Blank | Class::Furniture | Class::LabelRest => {}
                Class::Label(_) | Class::Text | Class::Prose => return false,
            }
        }
        false
    }

    fn row_label(&mut self, at: usize, label: LabelReading) {
        let Some((table, candidates)) = self.row_table(label) else { return };
        let opened = self.open.is_some_and(|open| self.out.tables[open].table == table);
        let announced = !self.header.is_empty() || self.caption.is_some_and(|caption| caption.0 == table);
        let goes_on = opened && self.row.is_some();
        if !(goes_on || announced || self.carries_figures(at, table)) {
            // A heading of the text, or a word in a list, that happens to be a label.
            self.text(at);
            return;
        }
        let open = self.open_table(table, at, &candidates);
        let row = self.row_of_group(open, at, &candidates).or_else(|| self.choose_row(open, &candidates));
        let cell = &self.cells[at];
        let official =
            self.own_terms(label).any(|term| term.table == table && term.role == Role::Row(row.unwrap_or(u16::MAX)) && term.official);
        let label_match = match row {
            None => LabelMatch::None,
            Some(_) if official => LabelMatch::Official,
            Some(_) => LabelMatch::Alias,
        };
        self.push_row(open, at, row, label_match, label.ordinal);
        self.out.tables[open].dialect = cell.dialect;
    }

    /// Whether figures behind a label show by themselves that it is a row of a table: one where the table has one column,
    /// several where it has more. `（一）予以公开 5 件` is a list in running text.
    fn carries_figures(&self, at: usize, table: u8) -> bool {
        if self.form.tables[usize::from(table)].layout == Layout::List {
            return self.value_follows(at);
        }
        let needed = self.form.tables[usize::from(table)].value_columns().count().min(2);
        let behind = self.cells[at + 1..].iter().take_while(|cell| !matches!(cell.class, Class::Label(_) | Class::Text | Class::Prose));
        behind.filter(|cell| matches!(cell.class, Class::Number | Class::Dash)).take(needed).count() >= needed
    }

    fn push_row(&mut self, open: usize, at: usize, row: Option<u16>, label_match: LabelMatch, ordinal: u32) {
        let cell = &self.cells[at];
        let start = cell.span.start();
        let ordinal_text = self.source.slice(Span::new(start, start + ordinal));
        let ordinal_end = start + u32::try_from(ordinal_text.trim_end().len()).unwrap_or(0);
        let label_start = Span::new(start + ordinal, cell.span.end());
        let closed = self.whole_rows[at];
        let draft = &mut self.out.tables[open];
        draft.span = draft.span.cover(cell.span);
        let grid_header = draft.grid_headers.len().checked_sub(1);
        if let Some(row) = row.filter(|&row| !draft.has_read(row)) {
            draft.know(row);
        }
        draft.rows.push(DraftRow {
            row,
            label: label_start,
            ordinal: (ordinal > 0).then(|| Span::new(start, ordinal_end)),
            label_match,
            at,
            cells: Vec::new(),
            closed,
            grid_header,
        });
        self.row = Some(draft.rows.len() - 1);
        self.out.used[at] = true;
        self.header.clear();
    }

    /// The table that a row label belongs to here, with the rows of it that the label can mean.
    fn row_table(&self, label: LabelReading) -> Option<(u8, Vec<u16>)> {
        let rows = || self.own_terms(label).filter_map(|term| if let Role::Row(row) = term.role { Some((term.table, row)) } else { None });
        let first = rows().next()?.0;
        let is_one = rows().all(|(table, _)| table == first);
        let table = if is_one { first } else { rows().map(|(table, _)| table).max_by_key(|&table| self.fitness(table))? };
        Some((table, rows().filter(|&(other, _)| other == table).map(|(_, row)| row).collect()))
    }

    /// How well a table fits what stands above a row: a larger value is a better one.
    fn fitness(&self, table: u8) -> (usize, bool, bool, usize, std::cmp::Reverse<u8>) {
        let captioned = self.caption.is_some_and(|caption| caption.0 == table);
        let opened = self.row.is_some() && self.open.is_some_and(|open| self.out.tables[open].table == table);
        let headed = self.header.iter().filter(|&&at| self.heads(at, table)).count();
        // The header says more than the caption: variants share captions such as 附表.
        (headed, captioned, opened, self.popularity[usize::from(table)], std::cmp::Reverse(table))
    }

    /// Whether a header cell can stand over a table.
    fn heads(&self, at: usize, table: u8) -> bool {
        let Class::Label(label) = self.cells[at].class else { return false };
        self.own_terms(label).any(|term| term.table == table && !matches!(term.role, Role::Row(_)))
    }

    /// The draft to add rows to: the open one, one that goes on after a break, or a new one.
    fn open_table(&mut self, table: u8, at: usize, candidates: &[u16]) -> usize {
        let known = self.out.tables.iter().rposition(|draft| draft.table == table);
        let fresh_header = self.header.iter().any(|&at| self.heads(at, table));
        let read_before = known.is_some_and(|known| {
            let draft = &self.out.tables[known];
            let is_filled = |at: usize| !draft.rows[at].cells.is_empty();
            candidates.iter().all(|&row| draft.known.iter().any(|&(read, at)| read == row && is_filled(at)))
        });
        if let Some(known) = known.filter(|_| !read_before) {
            if fresh_header && self.open == Some(known) && self.row.is_none() {
                // The header is printed again, after a page break for instance.
                self.mark_header();
            }
            if fresh_header && let (_, Some(header)) = self.read_header(table, at) {
                // In another marked table, or another part of it, columns may stand elsewhere.
                self.mark_header();
                self.last_header.clone_from(&self.header);
                self.out.tables[known].grid_headers.push(header);
            }
            self.open = Some(known);
            return known;
        }
        if let Some(known) = known
            && !fresh_header
            && self.caption.is_none()
        {
            self.open = Some(known);
            return known;
        }
        self.new_table(table, at, known.is_some())
    }

    fn new_table(&mut self, table: u8, at: usize, repeated: bool) -> usize {
        let own_header = self.header.iter().any(|&at| self.heads(at, table));
        if !own_header {
            self.header.clone_from(&self.last_header);
        }
        let (slots, grid_header) = self.read_header(table, at);
        let dialect = self.cells[at].dialect;
        let first = if own_header { self.header.first().copied().unwrap_or(at) } else { at };
        let caption = self.caption.filter(|caption| caption.0 == table).map(|caption| caption.1);
        let start = caption.map_or(self.cells[first].span, |at| self.cells[at].span);
        let note = self.note.take();
        let additions = self.header.iter().filter_map(|&at| self.addition(at)).collect();
        if own_header {
            self.mark_header();
            self.last_header.clone_from(&self.header);
        }
        if let Some(at) = caption {
            self.out.used[at] = true;
        }
        self.caption = None;
        // A table that is printed again may be a single row, and come again and again.
        let room = if repeated { 0 } else { self.form.tables[usize::from(table)].rows.len() };
        self.out.tables.push(Draft {
            table,
            dialect,
            caption: caption.map(|at| self.cells[at].span),
            note: note.map(|at| self.cells[at].span),
            slots,
            header_additions: additions,
            grid_headers: grid_header.into_iter().collect(),
            rows: Vec::with_capacity(room),
            known: Vec::with_capacity(room),
            read: vec![false; room],
            repeated,
            span: start.cover(self.cells[at].span),
        });
        self.open = Some(self.out.tables.len() - 1);
        self.out.tables.len() - 1
    }

    /// The slots of the header above a row, and the header itself if it stands in a marked table.
    fn read_header(&self, table: u8, at: usize) -> (Vec<Slot>, Option<GridHeader>) {
        let form_table = &self.form.tables[usize::from(table)];
        let mut cells = self.header_cells(table);
        let marked = cells.last().and_then(|last| last.area).map(|area| area.table);
        let mut by_column = None;
        if let Some(marked) = marked {
            let label = match form_table.layout {
                Layout::SingleRow => 0..self.cells[at].column,
                Layout::Grid | Layout::List => 0..self.cells[at].columns().end,
            };
            let mut rows: Vec<u32> = cells.iter().map(|cell| cell.row).collect();
            rows.sort_unstable();
            // Words that are alone in their row are a title above the table and no column head.
            let is_alone = |row: u32| rows.partition_point(|&other| other <= row) - rows.partition_point(|&other| other < row) == 1;
            cells.retain(|cell| {
                let here = cell.area.is_some_and(|area| area.table == marked);
                let known = !cell.columns.is_empty();
                here && cell.row != self.cells[at].row && (known || !(overlap(&cell.columns(), &label) || is_alone(cell.row)))
            });
            by_column = grid::slots(form_table, &cells);
        }
        let told = by_column.is_some();
        let mut slots = by_column.unwrap_or_else(|| slots(form_table, &cells));
        if !slots.iter().any(|slot| slot.column.is_some()) {
            slots.clear();
        }
        let header = marked.filter(|_| !slots.is_empty()).map(|table| GridHeader { table, slots: slots.clone(), by_column: told });
        (slots, header)
    }

    fn mark_header(&mut self) {
        for &at in &self.header {
            self.out.used[at] = true;
        }
    }

    /// Words added to a header label.
    fn addition(&self, at: usize) -> Option<Span> {
        let cell = &self.cells[at];
        let Class::Label(label) = cell.class else { return None };
        if label.addition != u32::MAX {
            return Some(Span::new(cell.span.start() + label.addition, cell.span.end()));
        }
        // An alias that the form lists because the words are often added.
        let alias = self.own_terms(label).any(|term| matches!(term.role, Role::Column(_)) && !term.official);
        let text = self.source.slice(cell.span);
        let open = text.find(['(', '（']).filter(|&open| alias && open > 0 && text.ends_with([')', '）']))?;
        Some(Span::of(cell.span.start() as usize + open..cell.span.end() as usize))
    }

    fn header_cells(&self, table: u8) -> Vec<HeaderCell> {
        let mut cells = Vec::with_capacity(self.header.len());
        for &at in &self.header {
            let cell = &self.cells[at];
            let mut columns = Vec::new();
            if let Class::Label(label) = cell.class {
                let mut other = false;
                for term in self.own_terms(label).filter(|term| term.table == table) {
                    match term.role {
                        Role::Column(column) => columns.push((column, term.official && label.addition == u32::MAX)),
                        Role::Stub | Role::HeaderGroup | Role::Note => other = true,
                        Role::Row(_) | Role::Caption => {}
                    }
                }
                if other && columns.is_empty() {
                    continue;
                }
            }
            cells.push(HeaderCell { span: cell.span, row: cell.row, at: cell.column, columns, area: cell.area });
        }
        cells
    }

    /// Which of several rows a label means beside a merged label of a group: the one in that group.
    fn row_of_group(&self, open: usize, at: usize, candidates: &[u16]) -> Option<u16> {
        let draft = &self.out.tables[open];
        let cell = &self.cells[at];
        if cell.area.is_none() || candidates.len() < 2 {
            return None;
        }
        let beside = |other: &Cell| {
            other.shares_table(cell) && other.columns().end <= cell.column && other.rows().contains(&cell.row) && other.rows().len() > 1
        };
        let group = draft.rows.iter().rev().find(|row| beside(&self.cells[row.at]))?.row?;
        let table = &self.form.tables[usize::from(draft.table)];
        let unread = |row: u16| !draft.has_read(row);
        let mut fitting = candidates.iter().copied().filter(|&row| unread(row) && lineage(table, row)[1..].contains(&group));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// Which of several rows of one table a label means: the one whose parent was printed last, else the next unread.
    fn choose_row(&self, open: usize, candidates: &[u16]) -> Option<u16> {
        let draft = &self.out.tables[open];
        let table = &self.form.tables[usize::from(draft.table)];
        let unread = || candidates.iter().copied().filter(|&row| !draft.has_read(row));
        match (candidates, unread().next()) {
            (_, None) => None,
            ([only], _) => Some(*only),
            _ => {
                let last = draft.known.last().map(|&(row, _)| row);
                let line = last.map(|last| lineage(table, last)).unwrap_or_default();
                // Going back in the order of the form means that another group may have begun whose own row is missing.
                let onwards = |row: u16| last.is_none_or(|last| row > last);
                let beneath = |row: u16| table.rows[usize::from(row)].parent.is_none_or(|parent| line.contains(&parent));
                let fits = |row: u16| onwards(row) && beneath(row);
                let mut fitting = unread().filter(|&row| fits(row));
                fitting.next().filter(|_| fitting.next().is_none())
            }
        }
    }

    /// A value, blank or unit. Returns the index of the next cell.
    fn value(&mut self, at: usize) -> usize {
        let cell = &self.cells[at];
        if cell.area.is_some() && cell.class == Class::Number && self.counts_rows(at) {
            self.out.used[at] = true;
            return at + 1;
        }
        if let (Some(open), Some(row)) = (self.open, self.row) {
            let label_row = self.cells[self.out.tables[open].rows[row].at].row;
            let same_kind = cell.dialect == self.cells[self.out.tables[open].rows[row].at].dialect;
            let goes_on = match cell.dialect {
                Dialect::BarRows | Dialect::TabRows | Dialect::CommaRows | Dialect::BlankRows | Dialect::Grid => false,
                Dialect::TabLed | Dialect::BarEnded | Dialect::CellLines => !self.out.tables[open].rows[row].closed,
            };
            if goes_on || cell.row == label_row {
                // A blank line of running text is no cell; nor is a number on a line of its own below tab-led cells.
                if same_kind || cell.class != Class::Blank {
                    self.take(open, row, at);
                }
            } else if cell.class == Class::Number && same_kind {
                self.out.orphans.push(cell.span);
                self.out.used[at] = true;
            }
            return at + 1;
        }
        if !self.header.is_empty() && cell.class != Class::Unit {
            return self.single_row(at);
        }
        at + 1
    }

    /// Whether a number of a marked table only counts its rows: it leads the row, in a column headed 序号.
    fn counts_rows(&self, at: usize) -> bool {
        const HEADS: [&str; 5] = ["序号", "编号", "行次", "行号", "项次"];
        let cell = &self.cells[at];
        let leads = at.checked_sub(1).is_none_or(|before| self.cells[before].row != cell.row);
        let is_head = |head: &usize| {
            let head = &self.cells[*head];
            head.shares_table(cell) && head.columns() == cell.columns() && HEADS.contains(&self.source.slice(head.span))
        };
        leads && (self.header.iter().any(is_head) || self.last_header.iter().any(is_head))
    }

    fn take(&mut self, open: usize, row: usize, at: usize) {
        let draft = &mut self.out.tables[open];
        draft.rows[row].cells.push(at);
        draft.span = draft.span.cover(self.cells[at].span);
        self.out.used[at] = true;
    }

    /// The only row of a table without row labels begins where its header is complete.
    fn single_row(&mut self, at: usize) -> usize {
        let form = self.form;
        let tables = form.tables.iter().enumerate().filter(|(_, table)| table.layout == Layout::SingleRow);
        for (index, table) in tables {
            let index = u8::try_from(index).unwrap_or(u8::MAX);
            if !self.header.iter().any(|&at| self.heads(at, index)) {
                continue;
            }
            let (found, _) = self.read_header(index, at);
            let known = found.iter().filter(|slot| slot.column.is_some()).count();
            let complete = known == table.value_columns().count();
            let blank = self.cells[at].class == Class::Blank;
            let closed = self.whole_rows[at];
            let header_row = self.header.last().is_some_and(|&last| self.cells[last].row == self.cells[at].row);
            if known * 3 < table.value_columns().count() || (blank && !complete) || (closed && header_row) {
                continue;
            }
            let repeated = self.out.tables.iter().any(|draft| draft.table == index);
            let open = self.new_table(index, at, repeated);
            let label = Span::new(self.cells[at].span.start(), self.cells[at].span.start());
            let grid_header = self.out.tables[open].grid_headers.len().checked_sub(1);
            self.out.tables[open].know(0);
            self.out.tables[open].rows.push(DraftRow {
                row: Some(0),
                label,
                ordinal: None,
                label_match: LabelMatch::Official,
                at,
                cells: Vec::new(),
                closed,
                grid_header,
            });
            let end = self.single_row_end(at, found.len(), closed);
            for value in at..end {
                if !matches!(self.cells[value].class, Class::Furniture) {
                    self.take(open, 0, value);
                }
            }
            self.close();
            return end;
        }
        at + 1
    }

    /// One past the last cell of the only row.
    fn single_row_end(&self, at: usize, slots: usize, closed: bool) -> usize {
        let mut end = at;
        while let Some(cell) = self.cells.get(end) {
            if matches!(cell.class, Class::Furniture | Class::LabelRest) {
                end += 1;
                continue;
            }
            let value = matches!(cell.class, Class::Blank | Class::Dash | Class::Number);
            let text = matches!(cell.class, Class::Text) && closed;
            let full = !closed && end - at >= slots && cell.class == Class::Blank;
            if !(value || text) || full || cell.dialect != self.cells[at].dialect || (closed && cell.row != self.cells[at].row) {
                break;
            }
            end += 1;
        }
        end
    }

    /// Text that is no label of the form: a value cell's content, a row or column that the form does not have, or the end
    /// of the table.
    fn text(&mut self, at: usize) {
        let cell = &self.cells[at];
        if self.open.is_none() && self.header.is_empty() {
            if cell.area.is_some() && self.heads_row_with_columns(at) {
                self.header.push(at);
            }
            return;
        }
        if self.take_text_value(at) {
            return;
        }
        if self.is_beside_row(at) {
            self.out.used[at] = self.open.is_some();
            return;
        }
        let dialect =
            self.open.map_or_else(|| self.header.first().map(|&at| self.cells[at].dialect), |open| Some(self.out.tables[open].dialect));
        if dialect != Some(cell.dialect) {
            // A line of running text ends a table that is laid out otherwise; a line above a header does not.
            if self.open.is_some() || !self.header.is_empty() {
                self.close();
            }
            return;
        }
        if let (Some(open), true) = (self.open, self.row.is_some()) {
            let is_row = || {
                if self.is_alone(at) { self.is_between_rows(open, at) } else { self.value_follows(at) }
            };
            if is_row() && !is_footer(self.source.slice(cell.span)) {
                self.push_row(open, at, None, LabelMatch::None, u32::try_from(self.ordinal_length(at)).unwrap_or(0));
            } else if cell.dialect == Dialect::CellLines || self.is_alone(at) {
                self.close();
            } else if !is_footer(self.source.slice(cell.span)) {
                self.row = None;
                self.header.clear();
                self.header.push(at);
            }
            return;
        }
        if cell.area.is_none() && self.is_alone(at) {
            self.close();
        } else if !self.header.is_empty() {
            self.header.push(at);
        }
    }

    /// Whether nothing else is printed in a cell's row, as headings are where one table holds a whole report.
    fn is_alone(&self, at: usize) -> bool {
        let row = self.cells[at].row;
        let blank = |cell: &Cell| cell.class == Class::Blank;
        let before = self.cells[..at].iter().rev().take_while(|cell| cell.row == row);
        self.whole_rows[at] && self.row_behind(at).all(blank) && before.take(MOST_COLUMNS).all(blank)
    }

    fn ordinal_length(&self, at: usize) -> usize {
        super::vocabulary::ordinal_length(self.source.slice(self.cells[at].span), self.vocabulary.folder())
    }

    /// Whether a text alone in its row is the label of a row without figures: it is numbered, stands in the column of the
    /// labels, and the table goes on beneath with rows that are not read yet.
    fn is_between_rows(&self, open: usize, at: usize) -> bool {
        let (cell, draft) = (&self.cells[at], &self.out.tables[open]);
        let ordinal = self.ordinal_length(at);
        let below = (at + 1..self.cells.len()).take(MOST_COLUMNS).find(|&below| !is_space(&self.cells[below]));
        let (Some(above), Some(below)) = (draft.rows.last(), below.filter(|_| ordinal > 0)) else { return false };
        let label = self.row_from(below).find(|cell| matches!(cell.class, Class::Label(label) if self.has_unread_row(label, draft)));
        let Some(label) = label else { return false };
        let above = &self.cells[above.at];
        let goes_on = |other: &Cell| other.dialect == cell.dialect && (cell.area.is_none() || other.shares_table(cell));
        // The title of the table may be printed again on a new page.
        let is_title = || {
            let fold = |text: &str| self.vocabulary.folder().fold(text);
            fold(&self.source.slice(cell.span)[ordinal..]) == fold(&self.form.tables[usize::from(draft.table)].title)
        };
        goes_on(above) && goes_on(label) && cell.column <= above.column.max(label.column) && !is_title()
    }

    /// Whether a label means a row of a table that is not read yet.
    fn has_unread_row(&self, label: LabelReading, draft: &Draft) -> bool {
        let mut rows = self.own_terms(label).filter(|term| term.table == draft.table);
        rows.any(|term| matches!(term.role, Role::Row(row) if !draft.has_read(row)))
    }

    /// Whether a text of a marked table stands in the same row as what it cannot head: before the row's own label, or
    /// before the values of the only row.
    fn is_beside_row(&self, at: usize) -> bool {
        if self.cells[at].area.is_none() || self.heads_row_with_columns(at) {
            return false;
        }
        let single = self.open.is_none() && !self.heads_row(at);
        single || (self.row.is_some() && self.row_behind(at).any(|cell| matches!(cell.class, Class::Label(label) if self.is_row(label))))
    }

    fn is_row(&self, label: LabelReading) -> bool {
        self.own_terms(label).any(|term| matches!(term.role, Role::Row(_)))
    }

    fn heads_row_with_columns(&self, at: usize) -> bool {
        let heads = |label| self.own_terms(label).any(|term| !matches!(term.role, Role::Row(_)));
        self.row_behind(at).any(|cell| matches!(cell.class, Class::Label(label) if !self.is_row(label) && heads(label)))
    }

    /// Figures between two rows of a table that neither row took are part of it: a row whose label was not understood.
    fn note_orphans(&mut self) {
        /// Rows further apart than this many cells have something else between them.
        const NEAR: usize = 40;
        let number = |at: usize, used: &[bool]| !used[at] && self.cells[at].class == Class::Number;
        let mut orphans = Vec::new();
        for draft in &self.out.tables {
            for pair in draft.rows.windows(2) {
                let between = pair[0].cells.last().copied().unwrap_or(pair[0].at) + 1..pair[1].at;
                if between.len() > NEAR {
                    continue;
                }
                orphans.extend(between.filter(|&at| {
                    // A lone number on a line of its own may count pages.
                    number(at, &self.out.used) && (self.whole_rows[at] || number(at + 1, &self.out.used) || number(at - 1, &self.out.used))
                }));
            }
        }
        for at in orphans {
            self.out.used[at] = true;
            self.out.orphans.push(self.cells[at].span);
        }
    }

    /// Takes text as the content of a value cell where the printed row says that it is one.
    fn take_text_value(&mut self, at: usize) -> bool {
        let (Some(open), Some(row)) = (self.open, self.row) else { return false };
        let draft = &self.out.tables[open];
        let read = &draft.rows[row];
        let cell = &self.cells[at];
        let label = &self.cells[read.at];
        let room = cell.area.is_some() || draft.slots.is_empty() || read.cells.len() < draft.slots.len();
        if !read.closed || cell.row != label.row || cell.dialect != label.dialect || !room || read.row.is_none() {
            return false;
        }
        self.take(open, row, at);
        true
    }
}

/// A row with everything it stands under, and what stands under the same row.
fn lineage(table: &FormTable, row: u16) -> Vec<u16> {
    let mut line = vec![row];
    let mut at = row;
    while let Some(parent) = table.rows[usize::from(at)].parent {
        line.push(parent);
        at = parent;
    }
    line
}

/// What leaves no trace but its place.
const fn is_space(cell: &Cell) -> bool {
    matches!(cell.class, Class::Blank | Class::Furniture)
}

/// Lines that offices print beneath a table: who filled it in, and remarks.
fn is_footer(text: &str) -> bool {
    ["负责人", "审核", "填报", "填表", "联系电话", "制表", "注：", "注:", "备注", "说明：", "说明:"].iter().any(|word| text.contains(word))
}

/// Ties labels that are close to an official one to the row that is missing at their place.
fn resolve_unknown_rows(source: &Source, folder: &Folder, table: &FormTable, draft: &mut Draft) {
    if draft.rows.iter().all(|row| row.row.is_some()) {
        return;
    }
    let labels: Vec<String> = table.rows.iter().map(|row| folder.fold(&row.label)).collect();
    let mut is_read = vec![false; table.rows.len()];
    draft.known.iter().for_each(|&(row, _)| is_read[usize::from(row)] = true);
    // For each row, the known one behind it.
    let mut after = None;
    let mut behind = vec![None; draft.rows.len()];
    for (at, row) in draft.rows.iter().enumerate().rev() {
        behind[at] = after;
        after = row.row.or(after);
    }
    let mut before = None;
    for (at, after) in behind.into_iter().enumerate() {
        if draft.rows[at].row.is_some() {
            before = draft.rows[at].row;
            continue;
        }
        let range: Range<u16> = before.map_or(0, |row| row + 1)..after.unwrap_or(u16::try_from(table.rows.len()).unwrap_or(u16::MAX));
        let label = folder.fold(source.slice(draft.rows[at].label));
        // A label that is not reworded was left open because it means several rows, or one that is already read.
        if labels.contains(&label) {
            continue;
        }
        let ordinal = draft.rows[at].ordinal.map(|span| folder.fold(source.slice(span)));
        let mut best: Option<(u32, u16)> = None;
        let mut tied = false;
        for row in range {
            let form_row = &table.rows[usize::from(row)];
            if form_row.label.is_empty() || is_read[usize::from(row)] {
                continue;
            }
            let mut score = similarity(&label, &labels[usize::from(row)]);
            if ordinal.is_some() && ordinal == form_row.ordinal.as_deref().map(|text| folder.fold(text)) {
                score += 15;
            }
            if best.is_none_or(|(most, _)| score > most) {
                tied = best.is_some_and(|(most, _)| score < most + 10);
                best = Some((score, row));
            } else if best.is_some_and(|(most, _)| score + 10 > most) {
                tied = true;
            }
        }
        if let Some((score, row)) = best.filter(|_| !tied)
            && score >= 65
        {
            draft.rows[at].row = Some(row);
            draft.rows[at].label_match = LabelMatch::Similar;
            is_read[usize::from(row)] = true;
            before = Some(row);
        }
    }
}

/// How alike two labels are, in percent of shared neighbouring characters.
fn similarity(a: &str, b: &str) -> u32 {
    let pairs = |text: &str| {
        let characters: Vec<char> = text.chars().collect();
        characters.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
    };
    let (a, mut b) = (pairs(a), pairs(b));
    let total = a.len() + b.len();
    if total == 0 {
        return 0;
    }
    let mut shared = 0;
    for pair in a {
        if let Some(at) = b.iter().position(|other| *other == pair) {
            b.swap_remove(at);
            shared += 1;
        }
    }
    u32::try_from(200 * shared / total).unwrap_or(0)
}

/// Whether a slot takes values.
pub(super) const fn takes_values(role: ColumnRole) -> bool {
    matches!(role, ColumnRole::Value)
}
