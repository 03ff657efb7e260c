//! Tables that lost or got cells in copying: every figure that is left is tied to its own column, or is said to be doubtful or
//! unread, in every dialect.
//!
//! Each table of some reports is damaged in each way, and the place of every figure is followed through the damage, so that
//! figures that are alike are not taken for each other. The test prints how many tables were damaged, how many were read whole
//! all the same, and how many with a figure in another's place.

mod support;

use std::collections::{BTreeMap, HashMap};

use gouji_core::Checked;
use gouji_core::form::{CellId, Layout};
use gouji_core::report::TableReading;
use gouji_documents::{Area, Builder, Limits, Place};
use support::blocks::{Block, blocks, header_rows, mark, placed};
use support::{REPORTS, check, check_document, data, report};

/// Which figure it is: table, row and column among those printed.
type Id = (usize, usize, usize);

/// A place of a table.
#[derive(Clone, Debug, Default)]
struct Field {
    /// What is printed, or what is printed in the cell that reaches over it.
    text: String,
    covered: bool,
    rows: u32,
    columns: u32,
    /// The figure, if it is the place of one.
    id: Option<Id>,
}

/// A table with a field in every place.
#[derive(Clone, Debug)]
struct Square {
    rows: Vec<Vec<Field>>,
    header: usize,
    labels: usize,
    values: usize,
}

impl Square {
    fn of(at: usize, marks: &[Vec<support::blocks::Mark>], checked: &Checked, table: &TableReading) -> Self {
        let form = &support::catalog().forms[checked.report.edition.form.expect("tables were read")];
        let header = header_rows(form, table);
        let labels = match form.table_at(table.table).layout {
            Layout::SingleRow => 0,
            _ if header > 0 => marks[0][0].2 as usize,
            _ => 1,
        };
        let mut rows = vec![Vec::new(); marks.len()];
        for (row, column, (text, down, across)) in placed(marks) {
            for y in row..row + down {
                for x in column as usize..(column + across) as usize {
                    let covered = (y, x) != (row, column as usize);
                    let value = !covered && y as usize >= header && x >= labels;
                    let id = value.then(|| (at, y as usize, x - labels));
                    let fields: &mut Vec<Field> = &mut rows[y as usize];
                    fields.resize(fields.len().max(x + 1), Field::default());
                    fields[x] = Field { text: text.clone(), covered, rows: *down, columns: *across, id };
                }
            }
        }
        Self { rows, header, labels, values: table.columns.len() }
    }

    /// Takes a cell away; one that reaches further gets narrower.
    fn remove(&mut self, row: usize, at: usize) {
        let fields = &mut self.rows[row];
        let Some(field) = fields.get(at).cloned() else { return };
        if field.covered {
            // The cell that reaches over it, if it stands in this row.
            fields[..at].iter_mut().rev().find(|field| !field.covered).into_iter().for_each(|field| field.columns -= 1);
        } else if field.columns > 1 {
            fields[at + 1] = Field { columns: field.columns - 1, ..field };
        }
        fields.remove(at);
    }

    fn without(&self, rows: impl Iterator<Item = usize>, at: usize) -> Self {
        let mut table = self.clone();
        rows.for_each(|row| table.remove(row, at));
        table
    }

    /// The numbers of the rows beneath the header.
    fn body(&self) -> std::ops::Range<usize> {
        self.header..self.rows.len()
    }

    /// A few whole rows, most of different figures.
    fn few_rows(&self) -> Vec<usize> {
        let whole = self.body().filter(|&row| self.rows[row].len() == self.labels + self.values);
        let differ = |row: &usize| self.rows[*row][self.labels..].windows(2).any(|pair| pair[0].text != pair[1].text);
        let (different, alike): (Vec<usize>, Vec<usize>) = whole.partition(differ);
        different.into_iter().take(2).chain(alike.into_iter().take(1)).collect()
    }

    /// The places beside the label of a row that nothing is printed in.
    fn blanks_beside(&self, row: usize) -> Vec<usize> {
        (0..self.labels).filter(|&at| self.rows[row][at].covered).collect()
    }
}

/// A report taken apart, and its tables.
struct Sample {
    blocks: Vec<Block>,
    tables: Vec<Square>,
}

fn sample(text: &str) -> Sample {
    let checked = check(text);
    let blocks = blocks(&checked);
    let marks = blocks.iter().filter_map(|block| if let Block::Table(rows) = block { Some(rows) } else { None });
    let tables = marks.zip(&checked.report.tables).enumerate();
    let tables = tables.map(|(at, (marks, table))| Square::of(at, marks, &checked, table)).collect();
    Sample { blocks, tables }
}

/// What is printed of a merged cell in the places that it reaches over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Merged {
    Blank,
    Copied,
    Left,
    /// Nothing in the header, blanks beside the rows.
    LeftInHeader,
    /// Blanks in the header, nothing beside the rows.
    LeftInRows,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Dialect {
    Tabs(Merged),
    /// Tabs, without the blanks that end lines.
    Trimmed,
    Commas(Merged),
    Bars(Merged),
    Markdown,
    Blanks,
    TabLed,
    BarEnded,
    Lines,
    Marked,
}

const DIALECTS: [Dialect; 17] = [
    Dialect::Tabs(Merged::Blank),
    Dialect::Tabs(Merged::Copied),
    Dialect::Tabs(Merged::Left),
    Dialect::Tabs(Merged::LeftInHeader),
    Dialect::Tabs(Merged::LeftInRows),
    Dialect::Trimmed,
    Dialect::Commas(Merged::Blank),
    Dialect::Commas(Merged::Left),
    Dialect::Bars(Merged::Blank),
    Dialect::Bars(Merged::Copied),
    Dialect::Bars(Merged::LeftInHeader),
    Dialect::Markdown,
    Dialect::Blanks,
    Dialect::TabLed,
    Dialect::BarEnded,
    Dialect::Lines,
    Dialect::Marked,
];

impl Dialect {
    /// What stands before, between and behind the cells of a row.
    fn marks(self) -> [&'static str; 3] {
        match self {
            Self::Tabs(_) | Self::Trimmed => ["", "\t", "\n"],
            Self::Commas(_) => ["", ",", "\n"],
            Self::Bars(_) => ["", " | ", "\n"],
            Self::Markdown => ["| ", " | ", " |\n"],
            Self::Blanks => ["", "  ", "\n"],
            Self::TabLed => ["\t", "\n\t", "\n\n"],
            Self::BarEnded => ["", " |\n", " |\n"],
            Self::Lines | Self::Marked => ["", "\n", "\n"],
        }
    }

    /// What is printed in a place; `None` for no cell.
    fn content(self, field: &Field, in_header: bool) -> Option<&str> {
        let merged = match self {
            Self::Tabs(merged) | Self::Commas(merged) | Self::Bars(merged) => merged,
            Self::Trimmed | Self::Markdown => Merged::Blank,
            _ => Merged::Left,
        };
        match merged {
            _ if self == Self::Blanks && field.text.is_empty() => None,
            _ if !field.covered => Some(&field.text),
            Merged::Copied => Some(&field.text),
            Merged::Left => None,
            Merged::LeftInHeader if in_header => None,
            Merged::LeftInRows if !in_header => None,
            Merged::Blank | Merged::LeftInHeader | Merged::LeftInRows => Some(""),
        }
    }

    fn render(self, sample: &Sample, tables: &[Square]) -> Rendered {
        if self == Self::Marked {
            return marked(sample, tables);
        }
        let (mut text, mut places, mut rest) = (String::new(), HashMap::new(), tables.iter());
        for block in &sample.blocks {
            match block {
                Block::Paragraph(line) => text += &format!("{line}\n\n"),
                Block::Table(_) => self.table(rest.next().expect("each has its square"), &mut text, &mut places),
            }
        }
        Rendered { checked: check(&text), places }
    }

    fn table(self, table: &Square, text: &mut String, places: &mut HashMap<usize, Id>) {
        let [before, between, behind] = self.marks();
        for (row, fields) in table.rows.iter().enumerate() {
            *text += before;
            let cells = fields.iter().filter_map(|field| Some((field, self.content(field, row < table.header)?)));
            for (at, (field, content)) in cells.enumerate() {
                *text += if at > 0 { between } else { "" };
                let quote = if matches!(self, Self::Commas(_)) && content.contains([',', '\n']) { "\"" } else { "" };
                if let Some(id) = field.id {
                    places.insert(text.len() + quote.len(), id);
                }
                *text += &format!("{quote}{content}{quote}");
            }
            if self == Self::Trimmed {
                text.truncate(text.trim_end_matches('\t').len());
            }
            *text += behind;
            if self == Self::Markdown && row == 0 {
                *text += &format!("|{}\n", "---|".repeat(fields.len()));
            }
        }
    }
}

/// The report with tables that the file marks.
fn marked(sample: &Sample, tables: &[Square]) -> Rendered {
    let limits = Limits::default();
    let mut builder = Builder::new("text/html", "UTF-8", &limits);
    let (mut rest, mut ids) = (tables.iter(), Vec::new());
    for (number, block) in (1..).zip(&sample.blocks) {
        let table = match block {
            Block::Paragraph(line) => {
                builder.paragraph(line, Place::Paragraph { number }).expect("the test made it so");
                continue;
            }
            Block::Table(_) => rest.next().expect("each has its square"),
        };
        let rows: Vec<Vec<&Field>> = table.rows.iter().map(|row| row.iter().filter(|field| !field.covered).collect()).collect();
        let of_row = |row: &Vec<&Field>| row.iter().map(|field| mark(&field.text, field.rows.max(1), field.columns.max(1))).collect();
        let marks: Vec<Vec<_>> = rows.iter().map(of_row).collect();
        builder.start_table();
        for (row, column, (text, down, across)) in placed(&marks) {
            let place = Place::Cell { table: number, row: row + 1, column: column + 1 };
            builder.cell(Area { row, column, rows: *down, columns: *across }, text, place).expect("the test made it so");
        }
        builder.end_table();
        ids.extend(rows.into_iter().flatten().map(|field| field.id));
    }
    let document = builder.finish();
    let cells = document.tables.iter().flat_map(|table| &table.cells);
    let places = cells.zip(ids).filter_map(|(cell, id)| Some((cell.range.start, id?))).collect();
    Rendered { checked: check_document(document), places }
}

/// A report in a dialect, and where each of its figures stands.
struct Rendered {
    checked: Checked,
    places: HashMap<usize, Id>,
}

/// How a figure was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reading {
    cell: Option<CellId>,
    /// Whether it is said to be doubtful, or something of its row to be unread.
    is_doubted: bool,
}

impl Rendered {
    /// The figures that were read.
    fn read(&self) -> HashMap<Id, Reading> {
        let report = &self.checked.report;
        let filled = report.statistics.iter().filter_map(|statistic| Some((statistic, statistic.span.filter(|span| !span.is_empty())?)));
        let known = filled.filter_map(|(statistic, span)| Some((*self.places.get(&(span.start() as usize))?, statistic)));
        let doubted = |table, row| report.has_unplaced_cells(table, row);
        known.map(|(id, it)| (id, Reading { cell: it.cell(), is_doubted: it.doubtful || doubted(it.table, it.row) })).collect()
    }
}

/// A table damaged in one way.
type Damage = (&'static str, Square);

/// Columns whose figures were lost with what parts them, in all rows or in some, and with their head or without it.
fn lost_columns(table: &Square, out: &mut Vec<Damage>) {
    for column in [0, (table.values - 1) / 2, table.values - 2, table.values - 1] {
        let at = table.labels + column;
        let mut both = table.without(0..table.rows.len(), at);
        both.values -= 1;
        out.push(("a column and its head lost", both));
        out.push(("a column lost", table.without(table.body(), at)));
        if table.body().len() > 3 {
            out.push(("a column lost in half the rows", table.without(table.body().step_by(2), at)));
            out.push(("a column lost from the fourth row on", table.without(table.body().skip(3), at)));
        }
        for row in table.few_rows().into_iter().filter(|_| table.body().len() > 1) {
            out.push(("a cell lost in one row", table.without(std::iter::once(row), at)));
            let mut more = table.clone();
            more.rows[row].insert(at, Field { rows: 1, columns: 1, ..Field::default() });
            out.push(("an empty cell too many in one row", more));
        }
    }
}

/// Zeros left blank, and the blanks that end rows left out.
fn trimmed(table: &Square, out: &mut Vec<Damage>) {
    let mut blank = table.clone();
    let fields = blank.rows[table.header..].iter_mut().flatten();
    fields.filter(|field| field.id.is_some() && field.text == "0").for_each(|field| field.text.clear());
    out.push(("zeros left blank", blank.clone()));
    for row in &mut blank.rows[table.header..] {
        let end = row.iter().rposition(|field| !field.text.is_empty()).map_or(0, |last| last + 1);
        row.truncate(end.max(table.labels));
    }
    out.push(("zeros left blank, and rows that end with them shorter", blank));
}

/// The blank cells beside labels lost or doubled.
fn labels(table: &Square, out: &mut Vec<Damage>) {
    let rows: Vec<usize> = table.body().filter(|&row| !table.blanks_beside(row).is_empty()).collect();
    for step in [1, 2, 7].into_iter().filter(|_| !rows.is_empty()) {
        let (mut lost, mut doubled) = (table.clone(), table.clone());
        for &row in rows.iter().step_by(step) {
            let at = table.blanks_beside(row)[0];
            lost.rows[row].remove(at);
            doubled.rows[row].insert(at, table.rows[row][at].clone());
        }
        out.push(("a blank beside labels lost", lost));
        out.push(("a blank beside labels doubled", doubled));
    }
}

/// Rows run together, and headers torn or lost.
fn lines(table: &Square, out: &mut Vec<Damage>) {
    for row in table.few_rows().into_iter().filter(|row| row + 1 < table.rows.len()) {
        let mut joined = table.clone();
        let below = joined.rows.remove(row + 1);
        joined.rows[row].extend(below);
        out.push(("two rows in one", joined));
    }
    let mut torn = table.clone();
    for field in torn.rows[..table.header].iter_mut().flatten().filter(|field| field.text.chars().count() > 4) {
        let (at, _) = field.text.char_indices().nth(field.text.chars().count() / 2).expect("it has as many");
        field.text.insert(at, '\n');
    }
    out.push(("heads on two lines", torn));
    for gone in [1, table.header] {
        let mut headless = table.clone();
        headless.rows.drain(..gone);
        headless.header -= gone;
        out.push(("a line of the header lost, or all of them", headless));
    }
}

fn damages(table: &Square) -> Vec<Damage> {
    let mut out = Vec::new();
    if table.values >= 3 && table.header > 0 {
        lost_columns(table, &mut out);
        trimmed(table, &mut out);
        labels(table, &mut out);
        lines(table, &mut out);
    }
    out
}

/// What became of the tables damaged in one way.
#[derive(Debug, Default)]
struct Score {
    damaged: usize,
    /// Every figure that is left was tied to its own cell.
    whole: usize,
    /// A figure was tied to another cell, without doubt.
    wrong: Vec<String>,
}

/// The real reports, and some of the clean ones.
fn samples() -> Vec<Sample> {
    /// One in so many.
    const CLEAN: usize = 24;
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/clean");
    let entries = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it can be read").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).filter(|name| name.starts_with("gb")).collect();
    names.sort();
    let clean = names.iter().step_by(CLEAN).map(|name| data(&format!("clean/{name}")));
    REPORTS.iter().map(|name| report(name)).chain(clean).map(|text| sample(&text)).collect()
}

fn damage_everywhere(sample: &Sample, dialect: Dialect, scores: &mut BTreeMap<&'static str, Score>) {
    let truth = dialect.render(sample, &sample.tables);
    let (unread, truth) = (truth.checked.report.unread.len(), truth.read());
    if unread > 0 || truth.values().any(|reading| reading.cell.is_none() || reading.is_doubted) {
        return;
    }
    for (at, table) in sample.tables.iter().enumerate() {
        for (what, damaged) in damages(table) {
            let mut tables = sample.tables.clone();
            tables[at] = damaged;
            let rendered = dialect.render(sample, &tables);
            let read = rendered.read();
            let score = scores.entry(what).or_default();
            score.damaged += 1;
            let left = tables[at].rows.iter().flatten().filter(|field| !field.text.is_empty()).filter_map(|field| field.id);
            let mut left = left.filter(|id| truth.contains_key(id));
            score.whole += usize::from(left.all(|id| read.get(&id) == truth.get(&id)));
            let is_wrong = |id: &Id| read.get(id).is_some_and(|it| it.cell.is_some() && !it.is_doubted && it.cell != truth[id].cell);
            let wrong = truth.keys().find(|id| is_wrong(id)).map(|id| format!("{dialect:?} {id:?} {}", rendered.checked.source.text()));
            score.wrong.extend(wrong);
        }
    }
}

#[test]
fn what_is_left_of_a_damaged_table_stays_in_its_place_or_is_doubted() {
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for sample in samples() {
        for dialect in DIALECTS {
            damage_everywhere(&sample, dialect, &mut scores);
        }
    }
    for (what, score) in &scores {
        println!("{what}: {} damaged, {} whole, {} wrong", score.damaged, score.whole, score.wrong.len());
    }
    for (what, score) in &scores {
        assert!(score.damaged >= 90, "{what}: {}", score.damaged);
        assert!(score.wrong.is_empty(), "{what}: {} of {}, {}", score.wrong.len(), score.damaged, score.wrong[0]);
    }
    // Where the head went with its column nothing is in doubt; nor where zeros are blank, in all dialects that print blanks.
    let whole = |what: &str| scores[what].whole * 100 / scores[what].damaged;
    assert_eq!(whole("a column and its head lost"), 100);
    assert!(whole("zeros left blank") >= 90 && whole("zeros left blank, and rows that end with them shorter") >= 80, "{scores:?}");
}
