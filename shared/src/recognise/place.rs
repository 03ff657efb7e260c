//! From the value cells of a row to the cells of the form.
//!
//! Turns [`Draft`]s into statistics. As many cells as the header has columns are placed in the header's order. Fewer are
//! placed only where no other placing is possible; else the cells keep their row and their column stays unknown, which is
//! said. Position alone never decides.

use crate::amount;
use crate::bilingual;
use crate::form::{CellId, ColumnRole, Form, FormTable, Layout, TableId};
use crate::report::{
    CellIndex, CellValue, ColumnReading, Dialect, Report, RowReading, Statistic, TableReading, TableState, Unread, UnreadKind,
};
use crate::source::{Source, Span};
use crate::text::Bilingual;

use super::grid::{Alignment, Beneath, GridHeader, Grids, Rows, overlap};
use super::habit::{Habit, RowEnds, Stand, Surplus, ends_rows_early, row_ends, surplus_ends};
use super::header::Slot;
use super::segments::{Cell, Class, NO_COLUMN, Segments, is_dash, is_unit};
use super::tables::{Draft, DraftRow, Drafts, takes_values};

/// Puts everything that was found into a report.
pub(super) fn place(source: &Source, segments: &Segments, form: &Form, drafts: &Drafts, report: &mut Report) {
    let (cells, grids) = (segments.cells.as_slice(), &segments.grids);
    report.index = CellIndex::new(form.tables.iter().map(|table| (table.columns.len(), table.rows.len())));
    let row_ends = row_ends(cells, &drafts.tables);
    for draft in &drafts.tables {
        let before = report.unread.len();
        let placed = Placer {
            source,
            cells,
            grids,
            form,
            draft,
            table: &form.tables[usize::from(draft.table)],
            report,
            habit: Habit::default(),
            row_ends,
        }
        .run();
        let state = match (report.unread.len() - before, placed) {
            (0, _) => TableState::Read,
            (_, 0) => TableState::Unreadable,
            _ => TableState::Partial,
        };
        report.tables.push(reading(draft, cells, state));
    }
    for draft in drafts.tables.iter().filter(|draft| draft.repeated) {
        let first = drafts.tables.iter().find(|first| first.table == draft.table && !first.repeated);
        if first.is_none_or(|first| figures(source, cells, first) != figures(source, cells, draft)) {
            let (title, line) = (&form.tables[usize::from(draft.table)].title, on_line(source, draft.span));
            let (zh, en) = (line.zh, line.en);
            report.unread.push(Unread {
                kind: UnreadKind::Table,
                // Not the table itself: its first reading is whole.
                table: None,
                row: None,
                span: Some(draft.span),
                reason: bilingual!(
                    "“{title}”{zh}再次出现，数据与前一份不同，这一份未识读",
                    "“{title}” stands again{en} with other figures than before; these were not read"
                ),
            });
        }
    }
    for &span in &drafts.orphans {
        let reason = stray(source, span);
        report.unread.push(Unread {
            kind: UnreadKind::Text,
            table: drafts.tables.iter().find(|draft| draft.span.contains(span)).map(|draft| TableId(draft.table)),
            row: None,
            span: Some(span),
            reason,
        });
    }
}

/// On which line something stands; nothing for a file that has no lines.
fn on_line(source: &Source, span: Span) -> Bilingual {
    if source.place_at(span.start()).is_some() {
        return Bilingual::default();
    }
    let line = source.line_at(span.start()) + 1;
    bilingual!("在第{line}行", " on line {line}")
}

/// That a figure belongs to no row.
fn stray(source: &Source, span: Span) -> Bilingual {
    if source.place_at(span.start()).is_some() {
        let text = source.slice(span);
        return bilingual!("数据“{text}”不属于任何一行指标", "the figure “{text}” belongs to no row");
    }
    let line = source.line_at(span.start()) + 1;
    bilingual!("第{line}行的数据不属于任何一行指标", "the figure on line {line} belongs to no row")
}

/// What a table prints: its rows with the contents of their cells.
fn figures<'a>(source: &'a Source, cells: &[Cell], draft: &Draft) -> Vec<(Option<u16>, Vec<&'a str>)> {
    draft.rows.iter().map(|row| (row.row, row.cells.iter().map(|&at| source.slice(cells[at].span)).collect())).collect()
}

fn reading(draft: &Draft, cells: &[Cell], state: TableState) -> TableReading {
    TableReading {
        table: TableId(draft.table),
        span: draft.span,
        caption: draft.caption,
        dialect: draft.dialect,
        columns: draft.slots.iter().map(|slot| ColumnReading { column: slot.column, span: slot.span, official: slot.official }).collect(),
        rows: draft
            .rows
            .iter()
            .map(|row| RowReading {
                row: row.row,
                label: row.label,
                ordinal: row.ordinal,
                label_match: row.label_match,
                unit: row.cells.iter().map(|&at| &cells[at]).find(|cell| cell.class == Class::Unit).map(|cell| cell.span),
                cells: row.cells.iter().filter(|&&at| is_value_cell(draft, row, &cells[at])).map(|&at| cells[at].span).collect(),
            })
            .collect(),
        printed_note: draft.note,
        header_additions: draft.header_additions.clone(),
        repeated: draft.repeated,
        state,
    }
}

/// Whether a cell is one of the values of a row; blanks of a marked table under no column head belong to its label.
fn is_value_cell(draft: &Draft, row: &DraftRow, cell: &Cell) -> bool {
    let header = row.grid_header.map(|header| &draft.grid_headers[header]);
    let header = header.filter(|header| header.by_column && cell.area.is_some_and(|area| area.table == header.table));
    cell.class != Class::Blank || header.is_none_or(|header| header.slots.iter().any(|slot| overlap(&slot.columns(), &cell.columns())))
}

struct Placer<'a> {
    source: &'a Source,
    cells: &'a [Cell],
    grids: &'a Grids,
    form: &'a Form,
    draft: &'a Draft,
    table: &'a FormTable,
    report: &'a mut Report,
    /// What the rows of the draft have in common.
    habit: Habit,
    /// What all tables of the copy show.
    row_ends: RowEnds,
}

/// Where the value cells of a row go: a slot for each cell, or none.
enum Placing {
    Known(Vec<Option<usize>>),
    /// The same for a row that ends early, as in copies without the blanks that end rows. One that lost a cell looks alike.
    Early(Vec<Option<usize>>),
    /// The first and last cell are where they must be; what lies between cannot be known.
    Ends,
    Unknown,
}

impl<'a> Placer<'a> {
    /// Places every row; returns the number of statistics.
    fn run(mut self) -> usize {
        let before = self.report.statistics.len();
        if self.draft.repeated {
            return 1;
        }
        self.header();
        let slots = self.slots();
        self.habit = Habit::of(self.cells, self.draft, &slots, self.grids);
        for row in &self.draft.rows {
            match row.grid_header {
                Some(header) => self.marked_row(row, &self.draft.grid_headers[header]),
                None => self.row(row, &slots),
            }
        }
        self.report.statistics.len() - before
    }

    /// Says which header cells fit no column.
    fn header(&mut self) {
        let draft = self.draft;
        let unread = draft.slots.iter().filter(|slot| slot.column.is_none() && draft.grid_headers.is_empty());
        let of_grids = draft.grid_headers.iter().enumerate().flat_map(|(at, header)| self.unread_heads(at, header));
        for slot in unread.chain(of_grids.collect::<Vec<_>>()) {
            let text = self.source.slice(slot.span).trim().to_owned();
            let table = TableId(self.draft.table);
            self.report.unread.push(Unread {
                kind: UnreadKind::Header,
                table: Some(table),
                row: None,
                span: Some(slot.span),
                reason: bilingual!(
                    "表头“{text}”对不上表式中的任何一列，或与另一列重名，该列数据未识读",
                    "the column head “{text}” fits no column of the form, or fits one already taken; its cells were not read"
                ),
            });
        }
    }

    /// Where the cells of a row stand in the columns of the slots. Where copies leave out the blanks that end rows, the cells
    /// that a row lacks there are blank.
    fn beneath_heads(&self, cells: &[usize], columns: &[u32], slots: &[Slot]) -> Option<(Vec<usize>, Placing)> {
        let mut kept = Vec::with_capacity(slots.len());
        let mut places = Vec::with_capacity(slots.len());
        for &at in cells {
            match columns.binary_search(&self.cells[at].column) {
                Ok(slot) if suits(self.cells[at].class, slots[slot].role) => {
                    kept.push(at);
                    places.push(Some(slot));
                }
                _ if self.cells[at].class == Class::Blank => {}
                _ => return None,
            }
        }
        if !places.iter().zip(0..).all(|(place, slot)| *place == Some(slot)) {
            return None;
        }
        let Some(last) = cells.last().map(|&at| &self.cells[at]) else { return Some((kept, Placing::Known(places))) };
        if kept.len() < slots.len() {
            let blank = kept.iter().all(|&at| self.cells[at].class == Class::Blank);
            let trimmed = blank || self.row_ends == RowEnds::Trimmed;
            let ends_early = trimmed && ends_rows_early(last.dialect) && self.habit.ends_early;
            return ends_early.then_some((kept, Placing::Early(places)));
        }
        // A row that goes on further than others has one cell too many; only if no value is blank it is none of them.
        let in_place = Some(last.column) == columns.last().copied()
            || Some(last.column) == self.habit.overhang
            || kept.iter().all(|&at| self.cells[at].class != Class::Blank);
        in_place.then_some((kept, Placing::Known(places)))
    }

    fn row(&mut self, row: &DraftRow, slots: &[Slot]) {
        let Some(form_row) = row.row else { return self.unknown_row(row) };
        let heading = self.table.rows[usize::from(form_row)].heading;
        if heading && !row.cells.iter().any(|&at| matches!(self.cells[at].class, Class::Number | Class::Text)) {
            return;
        }
        let (cells, placing) = self.placing(row, slots);
        self.put(row, form_row, slots, &cells, placing);
    }

    /// A row of a table that the file marks, beneath its header.
    fn marked_row(&mut self, row: &DraftRow, header: &'a GridHeader) {
        let Some(form_row) = row.row else { return self.unknown_row(row) };
        let label = &self.cells[row.at];
        if !header.by_column || label.area.is_none_or(|area| area.table != header.table) {
            // Nothing tells where the columns of another table stand in this one.
            return self.row(row, &header.slots);
        }
        let heading = self.table.rows[usize::from(form_row)].heading;
        if heading && !row.cells.iter().any(|&at| matches!(self.cells[at].class, Class::Number | Class::Text)) {
            return;
        }
        let rows = Rows {
            cells: self.cells,
            grids: self.grids,
            draft: self.draft,
            header,
            labelled: self.table.layout != Layout::SingleRow,
            usual_end: self.habit.end,
            tall: &self.habit.tall,
        };
        let merged = row.cells.iter().any(|&at| self.cells[at].columns().len() > 1);
        match rows.align(row) {
            Alignment::Beneath(beneath) => self.put_beneath(row, form_row, &header.slots, &beneath),
            Alignment::Disagrees if !merged || header.slots.len() == 1 => self.row(row, &header.slots),
            Alignment::Disagrees | Alignment::Merged => self.put(row, form_row, &header.slots, &row.cells, Placing::Unknown),
        }
    }

    /// Puts what stands beneath each column head.
    fn put_beneath(&mut self, row: &DraftRow, form_row: u16, slots: &[Slot], beneath: &[Beneath]) {
        let heading = self.table.rows[usize::from(form_row)].heading;
        let unit = slots.iter().zip(beneath).find_map(|(slot, beneath)| match *beneath {
            Beneath::Cell(at) if slot.role == ColumnRole::Unit && self.cells[at].class == Class::Unit => Some(self.cells[at].span),
            _ => None,
        });
        for (slot, beneath) in slots.iter().zip(beneath).filter(|(slot, _)| takes_values(slot.role)) {
            let Some(column) = slot.column else { continue };
            match *beneath {
                Beneath::Cell(at) => self.statistic(row, form_row, Some(column), at, unit, heading),
                Beneath::Empty if !heading => {
                    let end = row.cells.last().map_or(row.label.end(), |&at| self.cells[at].span.end());
                    self.push(row, form_row, Some(column), CellValue::Blank, unit, Some(Span::new(end, end)));
                }
                Beneath::Empty | Beneath::Nothing => {}
            }
        }
    }

    /// Column heads of a marked table that fit no column although something stands beneath them.
    fn unread_heads(&self, at: usize, header: &'a GridHeader) -> impl Iterator<Item = &'a Slot> + use<'_, 'a> {
        let beneath = move |slot: &Slot| {
            let rows = self.draft.rows.iter().filter(|row| row.grid_header == Some(at));
            rows.flat_map(|row| &row.cells).map(|&at| &self.cells[at]).any(|cell| {
                let here = cell.area.is_none_or(|area| area.table != header.table) || overlap(&cell.columns(), &slot.columns());
                cell.class != Class::Blank && here
            })
        };
        header.slots.iter().filter(move |slot| slot.column.is_none() && (!header.by_column || beneath(slot)))
    }

    /// Puts the cells of a row where they were found to belong.
    fn put(&mut self, row: &DraftRow, form_row: u16, slots: &[Slot], cells: &[usize], placing: Placing) {
        let heading = self.table.rows[usize::from(form_row)].heading;
        let before = self.report.statistics.len();
        match placing {
            Placing::Early(places) => {
                self.put(row, form_row, slots, cells, Placing::Known(places));
                let put = &mut self.report.statistics[before..];
                if put.iter().any(|statistic| !matches!(statistic.value, CellValue::Blank | CellValue::Dash)) {
                    put.iter_mut().for_each(|statistic| statistic.doubtful = true);
                    self.ends_early(row, form_row, cells, slots.len());
                }
            }
            Placing::Known(places) => {
                let unit = self.unit_of(cells, slots, &places);
                for (at, place) in cells.iter().zip(&places) {
                    if let Some(slot) = place
                        && takes_values(slots[*slot].role)
                        && let Some(column) = slots[*slot].column
                    {
                        self.statistic(row, form_row, Some(column), *at, unit, heading);
                    }
                }
                self.lost_values(row, form_row, slots, &places, unit);
            }
            Placing::Ends => {
                let last = cells.len() - 1;
                let ends = [slots.first(), slots.last()].map(|slot| slot.and_then(|slot| slot.column));
                for (n, &at) in cells.iter().enumerate() {
                    let column = if n == 0 {
                        ends[0]
                    } else if n == last {
                        ends[1]
                    } else {
                        None
                    };
                    self.statistic(row, form_row, column, at, None, heading);
                }
                self.report.statistics[before..].iter_mut().for_each(|statistic| statistic.doubtful = true);
                self.unplaced(row, form_row, cells, slots.len());
            }
            Placing::Unknown => {
                for &at in cells.iter().filter(|&&at| self.cells[at].class != Class::Unit) {
                    self.statistic(row, form_row, None, at, None, heading);
                }
                self.unplaced(row, form_row, cells, slots.len());
            }
        }
    }

    /// The header's slots; without a header, those of a form table that has only one value column.
    fn slots(&self) -> Vec<Slot> {
        if !self.draft.slots.is_empty() {
            return self.draft.slots.clone();
        }
        let columns = self.table.columns.iter().enumerate();
        let slots: Vec<Slot> = columns
            .filter(|(_, column)| matches!(column.role, ColumnRole::Value | ColumnRole::Unit))
            .map(|(at, column)| Slot {
                column: u16::try_from(at).ok(),
                role: column.role,
                span: self.draft.span,
                at: NO_COLUMN,
                width: 1,
                official: false,
            })
            .collect();
        if slots.iter().filter(|slot| takes_values(slot.role)).count() == 1 { slots } else { Vec::new() }
    }

    /// Decides where the cells go; may drop blanks that belong to the columns of labels.
    fn placing(&self, row: &DraftRow, slots: &[Slot]) -> (Vec<usize>, Placing) {
        if let Stand::Columns(columns) = &self.habit.stand {
            return self.beneath_heads(&row.cells, columns, slots).unwrap_or_else(|| {
                let beside_label = |at: &&usize| self.cells[**at].class == Class::Blank && self.cells[**at].column < columns[0];
                (row.cells.iter().skip_while(beside_label).copied().collect(), Placing::Unknown)
            });
        }
        let mut cells = row.cells.clone();
        if !slots.is_empty() && cells.len() > slots.len() {
            self.drop_surplus(&mut cells, slots, row.closed);
        }
        // The blanks may belong to the label.
        let is_open = matches!(self.habit.stand, Stand::Unknown) && cells.first().is_some_and(|&at| self.cells[at].class == Class::Blank);
        let placing = if is_open {
            Placing::Unknown
        } else if cells.len() == slots.len() && self.fits(&cells, slots) {
            Placing::Known((0..cells.len()).map(Some).collect())
        } else if let Some(places) = self.only_placing(&cells, slots) {
            Placing::Known(places)
        } else if self.only_blanks_lost(&cells, slots, row.closed) {
            Placing::Ends
        } else {
            Placing::Unknown
        };
        (cells, placing)
    }

    /// Drops the blanks of a row that belong to no column, where it is known at which end they are: else it has got a cell too
    /// many, or belongs to a table that lost one.
    fn drop_surplus(&self, cells: &mut Vec<usize>, slots: &[Slot], closed: bool) {
        let extra = cells.len() - slots.len();
        let blank = |at: &usize| self.cells[*at].class == Class::Blank;
        let (leading, trailing) = surplus_ends(self.cells, cells, slots.len());
        let usual = closed && cells.len() == self.habit.width;
        // Other dialects do not print the columns of labels.
        let loose = !closed || !matches!(self.cells[cells[0]].dialect, Dialect::TabRows | Dialect::CommaRows | Dialect::BarRows);
        let drops_leading =
            leading && ((usual && self.habit.surplus == Surplus::Leading) || (loose && !trailing) || !cells[extra..].iter().any(blank));
        let drops_trailing = trailing
            && ((usual && self.habit.surplus == Surplus::Trailing) || (loose && !leading) || !cells[..slots.len()].iter().any(blank));
        if drops_leading && !drops_trailing {
            cells.drain(..extra);
        } else if drops_trailing || cells.iter().all(blank) {
            cells.truncate(slots.len());
        }
    }

    /// Whether each cell can be what its slot holds.
    fn fits(&self, cells: &[usize], slots: &[Slot]) -> bool {
        cells.iter().zip(slots).all(|(&at, slot)| suits(self.cells[at].class, slot.role))
    }

    /// The only way to place fewer cells than slots in order, where what the cells are decides it: a unit is no value, and
    /// a figure no unit.
    fn only_placing(&self, cells: &[usize], slots: &[Slot]) -> Option<Vec<Option<usize>>> {
        let is_unit = |at: &usize| self.cells[*at].class == Class::Unit;
        let values: Vec<usize> = (0..slots.len()).filter(|&slot| takes_values(slots[slot].role)).collect();
        let units: Vec<usize> = (0..slots.len()).filter(|&slot| slots[slot].role == ColumnRole::Unit).collect();
        let figures = cells.iter().filter(|at| !is_unit(at)).count();
        let whole = figures == values.len() || (figures == 0 && values.len() == 1);
        // A lone blank or dash may stand for either, and a number may be a printed code.
        let certain = |at: &usize| matches!(self.cells[*at].class, Class::Unit | Class::Number | Class::Text);
        let others = values.len() + units.len() < slots.len();
        if cells.len() >= slots.len() || !whole || others || cells.len() - figures > units.len() || !cells.iter().all(certain) {
            return None;
        }
        let (mut values, mut units) = (values.into_iter(), units.into_iter());
        let places: Vec<Option<usize>> = cells.iter().map(|at| if is_unit(at) { units.next() } else { values.next() }).collect();
        places.is_sorted().then_some(places)
    }

    /// Whether the row shows that nothing but blanks was lost: it prints blanks, nothing else between its ends, and its
    /// last cell, which is none, stands at the right edge.
    fn only_blanks_lost(&self, cells: &[usize], slots: &[Slot], closed: bool) -> bool {
        let blank = |at: usize| self.cells[at].class == Class::Blank;
        let [_, inner @ .., last] = cells else { return false };
        closed
            && cells.len() < slots.len()
            && inner.len() >= 2
            && inner.iter().all(|&at| blank(at))
            && !blank(*last)
            && slots.iter().all(|slot| takes_values(slot.role) && slot.column.is_some())
    }

    fn unit_of(&self, cells: &[usize], slots: &[Slot], places: &[Option<usize>]) -> Option<Span> {
        cells.iter().zip(places).find_map(|(&at, place)| {
            let unit = place.is_some_and(|slot| slots[slot].role == ColumnRole::Unit) && self.cells[at].class == Class::Unit;
            unit.then(|| self.cells[at].span)
        })
    }

    /// Values of a row that are not printed although something else of the row is.
    fn lost_values(&mut self, row: &DraftRow, form_row: u16, slots: &[Slot], places: &[Option<usize>], unit: Option<Span>) {
        let heading = self.table.rows[usize::from(form_row)].heading;
        let Some(&last) = row.cells.last().filter(|_| !heading) else { return };
        let end = self.cells[last].span.end();
        for (at, slot) in slots.iter().enumerate().filter(|(_, slot)| takes_values(slot.role)) {
            let Some(column) = slot.column.filter(|_| !places.contains(&Some(at))) else { continue };
            if row.closed {
                // The row is printed whole and nothing stands in the cell.
                self.push(row, form_row, Some(column), CellValue::Blank, unit, Some(Span::new(end, end)));
            } else {
                return self.unplaced(row, form_row, &[last], slots.len());
            }
        }
    }

    fn statistic(&mut self, row: &DraftRow, form_row: u16, column: Option<u16>, at: usize, unit: Option<Span>, heading: bool) {
        let cell = &self.cells[at];
        let (value, own_unit) = value_of(self.source.slice(cell.span), cell.span, cell.class);
        if heading && matches!(value, CellValue::Blank | CellValue::Dash) {
            return;
        }
        self.push(row, form_row, column, value, own_unit.or(unit), Some(cell.span));
    }

    fn push(&mut self, row: &DraftRow, form_row: u16, column: Option<u16>, value: CellValue, unit: Option<Span>, span: Option<Span>) {
        let table = TableId(self.draft.table);
        let label = match self.table.layout {
            Layout::SingleRow => {
                let slot = self.draft.slots.iter().find(|slot| slot.column == column);
                slot.map_or(row.label, |slot| slot.span)
            }
            Layout::Grid | Layout::List => row.ordinal.map_or(row.label, |ordinal| ordinal.cover(row.label)),
        };
        let index = self.report.statistics.len();
        if let Some(column) = column
            && !self.report.index.set(CellId { table, row: form_row, column }, index)
        {
            return;
        }
        self.report.statistics.push(Statistic { table, row: form_row, column, value, unit, label, span, doubtful: false });
    }

    /// Says of a row that nobody can know which columns its cells belong to.
    fn unplaced(&mut self, row: &DraftRow, form_row: u16, cells: &[usize], slots: usize) {
        let (label, count) = (self.row_label(form_row), cells.len());
        let reason = if slots == 0 {
            bilingual!(
                "“{label}”一行有{count}个数据格，但没有找到表头，无法确定各格属于哪一列",
                "the row “{label}” has {count} cells, but no header was found that says which columns they belong to"
            )
        } else {
            bilingual!(
                "“{label}”一行有{count}个数据格，表头有{slots}列，无法确定各格属于哪一列",
                "the row “{label}” has {count} cells under a header of {slots} columns; which columns they belong to cannot be known"
            )
        };
        self.unsure_of_columns(row, form_row, cells, reason);
    }

    /// Says of a row that its last cells are taken to be blank.
    fn ends_early(&mut self, row: &DraftRow, form_row: u16, cells: &[usize], slots: usize) {
        let (label, count) = (self.row_label(form_row), cells.len());
        let reason = bilingual!(
            "“{label}”一行只有{count}个数据格，表头有{slots}列；暂按末尾各格空白识读，也可能是复制时丢了一格，请对照原表核实",
            "the row “{label}” has {count} cells under a header of {slots} columns; its last ones are taken to be blank, but one may have been \
             lost in copying: compare with the original table"
        );
        self.unsure_of_columns(row, form_row, cells, reason);
    }

    fn row_label(&self, form_row: u16) -> String {
        match self.table.layout {
            Layout::SingleRow => self.table.title.clone(),
            Layout::Grid | Layout::List => self.table.rows[usize::from(form_row)].label.clone(),
        }
    }

    fn unsure_of_columns(&mut self, row: &DraftRow, form_row: u16, cells: &[usize], reason: Bilingual) {
        let span = cells.iter().map(|&at| self.cells[at].span).reduce(Span::cover).unwrap_or(row.label);
        let table = TableId(self.draft.table);
        self.report.unread.push(Unread { kind: UnreadKind::Columns, table: Some(table), row: Some(form_row), span: Some(span), reason });
    }

    /// A row that the form does not have: said if it carries figures.
    fn unknown_row(&mut self, row: &DraftRow) {
        if !row.cells.iter().any(|&at| matches!(self.cells[at].class, Class::Number | Class::Text)) {
            return;
        }
        let label = self.source.slice(row.label).split_whitespace().collect::<String>();
        let edition = &self.form.id;
        self.report.unread.push(Unread {
            kind: UnreadKind::Row,
            table: Some(TableId(self.draft.table)),
            row: None,
            span: Some(row.label),
            reason: bilingual!(
                "“{label}”一行对不上 {edition} 表式中的任何一行（或该行已出现过），其数据未识读",
                "the row “{label}” fits no row of {edition} (or one already read); its figures were not read"
            ),
        });
    }
}

/// Whether a cell can be what a column holds.
pub(super) fn suits(class: Class, role: ColumnRole) -> bool {
    match role {
        ColumnRole::Unit => matches!(class, Class::Unit | Class::Blank | Class::Dash),
        ColumnRole::PrintedCode => matches!(class, Class::Number | Class::Blank | Class::Dash),
        ColumnRole::Value | ColumnRole::Group => class != Class::Unit,
    }
}

/// What a cell holds, with the unit printed inside it.
fn value_of(text: &str, span: Span, class: Class) -> (CellValue, Option<Span>) {
    match class {
        Class::Blank => (CellValue::Blank, None),
        _ if is_dash(text) => (CellValue::Dash, None),
        _ => match amount::read(text) {
            Some(numeral) if numeral.rest.is_empty() || is_unit(numeral.rest) => {
                let unit = (!numeral.rest.is_empty()).then(|| {
                    let start = numeral.rest.as_ptr() as usize - text.as_ptr() as usize + span.start() as usize;
                    Span::of(start..start + numeral.rest.len())
                });
                (CellValue::Number { amount: numeral.amount, style: numeral.style }, unit)
            }
            _ => (CellValue::Text, None),
        },
    }
}

/// Adds the cells that the form has and the document does not, where nothing printed could be one of them.
pub(super) fn add_absent(form: &Form, report: &mut Report) {
    for (index, table) in form.tables.iter().enumerate() {
        let id = TableId(u8::try_from(index).unwrap_or(u8::MAX));
        let found = report.table(id).map(|reading| reading.state);
        let variant = |other: &FormTable| other.variant_of.as_deref() == Some(&table.id) || Some(&other.id) == table.variant_of.as_ref();
        let other_variant = form.tables.iter().enumerate().any(|(at, other)| {
            at != index
                && (variant(other) || (table.variant_of.is_some() && other.variant_of == table.variant_of))
                && report.table(TableId(u8::try_from(at).unwrap_or(u8::MAX))).is_some()
        });
        if found.is_none() && (other_variant || table.variant_of.is_some() || report.has_unread(id)) {
            continue;
        }
        let open_questions = report.unread.iter().any(|unread| {
            unread.table == Some(id) && matches!(unread.kind, UnreadKind::Row | UnreadKind::Header | UnreadKind::Text | UnreadKind::Table)
        });
        if open_questions || found == Some(TableState::Unreadable) {
            continue;
        }
        for row in table.value_rows() {
            if report.has_unplaced_cells(id, row) {
                continue;
            }
            for column in table.value_columns() {
                let cell = CellId { table: id, row, column };
                let at = report.statistics.len();
                if report.index.set(cell, at) {
                    let label = Span::new(0, 0);
                    report.statistics.push(Statistic {
                        table: id,
                        row,
                        column: Some(column),
                        value: CellValue::Absent,
                        unit: None,
                        label,
                        span: None,
                        doubtful: false,
                    });
                }
            }
        }
    }
}
