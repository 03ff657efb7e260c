//! Reading the crosswalk from TOML, refusing what does not fit the forms, and composing its steps.
//!
//! Turns entries, each a list of sides from the newest edition to the oldest, into passages between every two forms.
//! `forms/crosswalk.toml` says what its keys mean.

use std::collections::HashSet;
use std::sync::Arc;

use serde::Deserialize;

use super::{Comparability, Correspondence, Crosswalk, CrosswalkError, Entry, HandedOn, Passage, Route};
use crate::form::{CellId, Form, FormTable, TableId};
use crate::text::Bilingual;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    chain: Vec<String>,
    entries: Vec<EntryText>,
    #[serde(default)]
    handed_on: Vec<HandedOnText>,
}

/// A row whose figures stand in another row the year after.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HandedOnText {
    edition: String,
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryText {
    id: String,
    rows: Option<Vec<String>>,
    columns: Option<Vec<String>>,
    #[serde(default)]
    aggregate: bool,
    sides: Vec<SideText>,
    reason_zh: String,
    reason_en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SideText {
    edition: String,
    #[serde(default)]
    tables: Vec<String>,
    cells: Vec<String>,
    relation: Option<Relation>,
    comparable: Option<ComparabilityName>,
}

/// How a side relates to the side of the next newer edition.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Relation {
    Equal,
    Renamed,
    UnitChanged,
    DefinitionChanged,
    Split,
    Merged,
    PartOf,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ComparabilityName {
    Yes,
    WithCare,
    No,
}

/// The cells of an entry in one edition, or in one of its alternative tables.
struct Station {
    /// Place of the edition in the chain, 0 for the newest.
    place: usize,
    cells: Vec<CellId>,
    /// The step to the next newer station.
    step: Option<Step>,
}

#[derive(Clone, Copy)]
struct Step {
    relation: Relation,
    comparable: Comparability,
}

/// The way from one station to another, whichever is newer.
struct Way {
    steps: Vec<Step>,
    /// Whether the stations along the way all have equally many cells, which then correspond one by one.
    abreast: bool,
}

/// The direction of a way along the chain.
#[derive(Clone, Copy)]
enum Towards {
    Newer,
    Older,
}

/// The chain as indices of forms.
struct Chain<'a> {
    forms: &'a [Form],
    places: Vec<usize>,
}

pub(super) fn load(text: &str, forms: &[Form]) -> Result<Crosswalk, CrosswalkError> {
    let refuse = |entry: &str, message: String| CrosswalkError { entry: entry.to_owned(), message };
    let file: File = toml::from_str(text).map_err(|error| refuse("", error.to_string()))?;
    let places = file.chain.iter().map(|edition| {
        let at = forms.iter().position(|form| &form.id == edition);
        at.ok_or_else(|| refuse("", format!("the chain names the unknown edition {edition}")))
    });
    let chain = Chain { forms, places: places.collect::<Result<_, _>>()? };
    let mut crosswalk = Crosswalk {
        entries: Vec::with_capacity(file.entries.len()),
        routes: vec![vec![Route::default(); forms.len()]; forms.len()],
        named: vec![Vec::new(); forms.len()],
        handed_on: vec![Vec::new(); forms.len()],
    };
    let mut seen = HashSet::new();
    for entry in &file.entries {
        if !seen.insert(&entry.id) {
            return Err(refuse(&entry.id, "occurs twice".to_owned()));
        }
        if entry.reason_zh.is_empty() || entry.reason_en.is_empty() {
            return Err(refuse(&entry.id, "gives no reason in one of the languages".to_owned()));
        }
        let at = crosswalk.entries.len();
        crosswalk.entries.push(Entry { id: entry.id.clone(), reason: Arc::new(Bilingual::new(&entry.reason_zh, &entry.reason_en)) });
        chain.add(entry, at, &mut crosswalk).map_err(|message| refuse(&entry.id, message))?;
    }
    for Route { passages, targets } in crosswalk.routes.iter_mut().flatten() {
        passages.sort_by_key(|passage| (passage.to[0], passage.from[0]));
        targets.extend(passages.iter().enumerate().flat_map(|(at, passage)| passage.to.iter().map(move |&cell| (cell, at))));
        targets.sort();
    }
    for named in &mut crosswalk.named {
        named.sort();
    }
    for text in &file.handed_on {
        chain.hand_on(text, &mut crosswalk.handed_on).map_err(|message| refuse(&text.to, message))?;
    }
    Ok(crosswalk)
}

impl Chain<'_> {
    /// Adds an entry, once for each row and column that it stands for.
    fn add(&self, entry: &EntryText, at: usize, crosswalk: &mut Crosswalk) -> Result<(), String> {
        let once = [String::new()];
        for row in entry.rows.as_deref().unwrap_or(&once) {
            for column in entry.columns.as_deref().unwrap_or(&once) {
                let fill = |address: &str| address.replace("{row}", row).replace("{column}", column);
                let stations = self.stations(entry, fill)?;
                for station in &stations {
                    if !(entry.aggregate && station.cells.len() > 1) {
                        crosswalk.named[self.places[station.place]].extend(station.cells.iter().map(|&cell| (cell, at)));
                    }
                }
                self.connect(&stations, entry.aggregate, at, crosswalk);
            }
        }
        Ok(())
    }

    /// Adds the cells of a row whose figures stand in another row the year after, column by column.
    fn hand_on(&self, text: &HandedOnText, handed_on: &mut [Vec<HandedOn>]) -> Result<(), String> {
        let at = self.places[self.place(&text.edition)?];
        let form = &self.forms[at];
        let row = |table: &FormTable, code: &str| table.rows.iter().zip(0..).find(|(row, _)| row.code == code).map(|(_, at)| at);
        let mut tables = form.tables.iter().zip(0..);
        let found = tables.find_map(|(table, at)| Some((table, TableId(at), row(table, &text.from)?, row(table, &text.to)?)));
        let (table, id, from, to) = found.ok_or_else(|| format!("no table of {} has both rows", form.id))?;
        let cell = |row: u16, column: u16| CellId { table: id, row, column };
        handed_on[at].extend(table.value_columns().map(|column| HandedOn { from: cell(from, column), to: cell(to, column) }));
        Ok(())
    }

    fn stations(&self, entry: &EntryText, fill: impl Fn(&str) -> String) -> Result<Vec<Station>, String> {
        let mut stations: Vec<Station> = Vec::new();
        for side in &entry.sides {
            let place = self.place(&side.edition)?;
            if stations.last().is_some_and(|last| last.place > place) {
                return Err(format!("{} comes after an older edition", side.edition));
            }
            let newer: Vec<usize> = stations.iter().filter(|other| other.place + 1 == place).map(|other| other.cells.len()).collect();
            let step = match (side.relation, newer.as_slice()) {
                (None, []) => None,
                (Some(relation), &[_]) => Some(Step { relation, comparable: comparability(side.comparable) }),
                (None, _) => return Err(format!("{} does not say how it relates to the next newer edition", side.edition)),
                (Some(_), []) => return Err(format!("{} relates to an edition that the entry does not have", side.edition)),
                (Some(_), _) => return Err(format!("{} relates to an edition with several tables", side.edition)),
            };
            for cells in self.cells(side, &fill, entry.sides.len() == 1)? {
                if let (Some(step), Some(&newer)) = (step, newer.first()) {
                    fits(step.relation, newer, cells.len(), entry.aggregate)?;
                }
                stations.push(Station { place, cells, step });
            }
        }
        Ok(stations)
    }

    fn place(&self, edition: &str) -> Result<usize, String> {
        self.places.iter().position(|&at| self.forms[at].id == edition).ok_or_else(|| format!("the chain has no edition {edition}"))
    }

    /// The cells of a side: one list for each table that it names, or one list if it names none.
    fn cells(&self, side: &SideText, fill: &impl Fn(&str) -> String, alone: bool) -> Result<Vec<Vec<CellId>>, String> {
        let form = &self.forms[self.places[self.place(&side.edition)?]];
        let addresses: Vec<String> = side.cells.iter().map(|address| fill(address)).collect();
        if addresses.is_empty() {
            return Err(format!("{} has no cells", side.edition));
        }
        if side.tables.is_empty() {
            return Ok(vec![addresses.iter().map(|address| only_cell(form, address)).collect::<Result<_, _>>()?]);
        }
        let in_table = |name: &String| {
            let (id, table) = form.table(name).ok_or_else(|| format!("{} has no table {name}", form.id))?;
            let mut cells = Vec::new();
            for address in &addresses {
                cells.extend(cells_of(table, id, address, alone)?);
            }
            Ok(cells)
        };
        side.tables.iter().map(in_table).collect()
    }

    /// Adds the passages between every two stations of an entry.
    fn connect(&self, stations: &[Station], aggregate: bool, at: usize, crosswalk: &mut Crosswalk) {
        for (newer_at, newer) in stations.iter().enumerate() {
            for older in &stations[newer_at + 1..] {
                let Some(way) = way(stations, newer, older) else { continue };
                for (from, to, towards) in [(newer, older, Towards::Older), (older, newer, Towards::Newer)] {
                    let passages = &mut crosswalk.routes[self.places[from.place]][self.places[to.place]].passages;
                    for passage in way.passages(&from.cells, &to.cells, towards, at) {
                        let wanted = !aggregate || passage.correspondence == Correspondence::Merged;
                        if wanted && !passages.iter().any(|other| other.from == passage.from && other.to == passage.to) {
                            passages.push(passage);
                        }
                    }
                }
            }
        }
    }
}

impl Way {
    /// The passages that lead this way from some cells to others.
    fn passages(&self, from: &[CellId], to: &[CellId], towards: Towards, entry: usize) -> Vec<Passage> {
        let has = |relation| self.steps.iter().any(|step| step.relation == relation);
        let comparable = self.steps.iter().map(|step| step.comparable).max().unwrap_or_default();
        let whole = !has(Relation::PartOf) && comparable != Comparability::No;
        if self.abreast && !has(Relation::PartOf) {
            let kept = self.steps.iter().all(|step| matches!(step.relation, Relation::Equal | Relation::Renamed));
            let correspondence = match (kept, has(Relation::Renamed)) {
                (true, false) => Correspondence::Equal,
                (true, true) => Correspondence::Renamed,
                (false, _) => Correspondence::Converted,
            };
            let one = |(&from, &to)| Passage { from: vec![from], to: vec![to], correspondence, comparable, valued: whole, entry };
            return from.iter().zip(to).map(one).collect();
        }
        let correspondence = match (from.len(), to.len(), towards) {
            (1, 1, Towards::Newer) if has(Relation::PartOf) => Correspondence::Split,
            (1, 1, Towards::Older) if has(Relation::PartOf) => Correspondence::Merged,
            (1, 1, _) => Correspondence::Converted,
            (_, 1, _) => Correspondence::Merged,
            (..) => Correspondence::Split,
        };
        let valued = whole && to.len() == 1;
        vec![Passage { from: from.to_vec(), to: to.to_vec(), correspondence, comparable, valued, entry }]
    }
}

/// The way between two stations, if every edition between them has the indicator.
fn way(stations: &[Station], newer: &Station, older: &Station) -> Option<Way> {
    if newer.place == older.place {
        return None;
    }
    let mut steps = Vec::with_capacity(older.place - newer.place);
    let mut abreast = newer.cells.len() == older.cells.len();
    for place in newer.place + 1..older.place {
        let between = stations.iter().find(|station| station.place == place)?;
        steps.push(between.step?);
        abreast &= between.cells.len() == newer.cells.len();
    }
    steps.push(older.step?);
    Some(Way { steps, abreast })
}

const fn comparability(name: Option<ComparabilityName>) -> Comparability {
    match name {
        None | Some(ComparabilityName::Yes) => Comparability::Yes,
        Some(ComparabilityName::WithCare) => Comparability::WithCare,
        Some(ComparabilityName::No) => Comparability::No,
    }
}

/// Refuses a relation between numbers of cells that it cannot relate.
fn fits(relation: Relation, newer: usize, older: usize, aggregate: bool) -> Result<(), String> {
    let fits = match relation {
        Relation::Equal | Relation::Renamed | Relation::UnitChanged => newer == older,
        Relation::DefinitionChanged => newer == older || (aggregate && older == 1),
        Relation::Split => older == 1 && newer > 1,
        Relation::Merged => older > 1 && newer == 1,
        Relation::PartOf => older == 1 && newer == 1,
    };
    if fits { Ok(()) } else { Err(format!("its relation cannot hold between {newer} newer and {older} older cells")) }
}

/// The cell that an address names in a form where it may name only one.
fn only_cell(form: &Form, address: &str) -> Result<CellId, String> {
    let mut found = form.tables.iter().zip(0..).filter_map(|(table, at)| table.cell(TableId(at), address).map(|cell| (table, cell)));
    match (found.next(), found.next()) {
        (Some((table, cell)), None) => value_cell(table, cell, address),
        (None, _) => Err(format!("{} has no cell {address}", form.id)),
        (Some(_), Some(_)) => Err(format!("several tables of {} have a cell {address}; name the tables", form.id)),
    }
}

/// The cells that an address names in a table; `*@column`, for all rows, only where nothing is related to them.
fn cells_of(table: &FormTable, id: TableId, address: &str, alone: bool) -> Result<Vec<CellId>, String> {
    if let Some(code) = address.strip_prefix("*@").filter(|_| alone) {
        let column = table.value_columns().find(|&column| table.columns[usize::from(column)].code == code);
        let column = column.ok_or_else(|| format!("{} has no column {code}", table.id))?;
        return Ok(table.value_rows().map(|row| CellId { table: id, row, column }).collect());
    }
    let cell = table.cell(id, address).ok_or_else(|| format!("{} has no cell {address}", table.id))?;
    value_cell(table, cell, address).map(|cell| vec![cell])
}

fn value_cell(table: &FormTable, cell: CellId, address: &str) -> Result<CellId, String> {
    let valued = table.value_rows().any(|row| row == cell.row) && table.value_columns().any(|column| column == cell.column);
    if valued { Ok(cell) } else { Err(format!("{address} of {} takes no value", table.id)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form;

    fn forms() -> Vec<Form> {
        let table = |id: &str, rows: &str| {
            format!(
                "[[tables]]\nid = \"{id}\"\nsection = 1\ntitle = \"表\"\nlayout = \"list\"\n\
                 columns = [{{ code = \"unit\", label = \"单位\", role = \"unit\" }}, {{ code = \"value\", label = \"数\" }}]\n\
                 rows = [{rows}]\n"
            )
        };
        let row = |code: &str| format!("{{ code = \"{code}\", label = \"{code}\" }}");
        let form = |id: &str, tables: &str| {
            let head = format!(
                "id = \"{id}\"\ntitle = \"表\"\ntitle_en = \"form\"\nfirst_year = 2000\n\
                 sections = [{{ number = 1, heading = \"甲\", required = true }}]\n"
            );
            form::load(id, &format!("{head}{tables}")).unwrap()
        };
        let heading = "{ code = \"h\", label = \"h\", heading = true }";
        vec![
            form("new", &table("t", &format!("{heading}, {}, {}", row("a"), row("b")))),
            form("old", &(table("x", &row("a")) + &table("y", &format!("{}, {}", row("a"), row("b"))))),
        ]
    }

    fn refusal(sides: &str) -> String {
        let text =
            format!("chain = [\"new\", \"old\"]\n[[entries]]\nid = \"e\"\nsides = [{sides}]\nreason_zh = \"因\"\nreason_en = \"why\"");
        load(&text, &forms()).err().map_or_else(|| "accepted".to_owned(), |error| error.message)
    }

    #[test]
    fn addresses_that_no_form_has_are_refused() {
        assert_eq!(refusal("{ edition = \"new\", cells = [\"a@value\"] }"), "accepted");
        assert_eq!(refusal("{ edition = \"new\", cells = [\"c@value\"] }"), "new has no cell c@value");
        assert_eq!(refusal("{ edition = \"new\", cells = [\"h@value\"] }"), "h@value of t takes no value");
        assert_eq!(refusal("{ edition = \"new\", cells = [\"a@unit\"] }"), "a@unit of t takes no value");
        assert_eq!(refusal("{ edition = \"old\", tables = [\"x\"], cells = [\"b@value\"] }"), "x has no cell b@value");
        assert_eq!(refusal("{ edition = \"old\", tables = [\"z\"], cells = [\"b@value\"] }"), "old has no table z");
        assert_eq!(refusal("{ edition = \"older\", cells = [\"b@value\"] }"), "the chain has no edition older");
    }

    #[test]
    fn an_address_of_several_tables_needs_their_names() {
        assert_eq!(refusal("{ edition = \"old\", cells = [\"b@value\"] }"), "accepted");
        assert!(refusal("{ edition = \"old\", cells = [\"a@value\"] }").contains("name the tables"));
        assert_eq!(refusal("{ edition = \"old\", tables = [\"x\", \"y\"], cells = [\"a@value\"] }"), "accepted");
    }

    #[test]
    fn relations_must_fit_what_they_relate() {
        let new = "{ edition = \"new\", cells = [\"a@value\", \"b@value\"] }";
        let old = |rest: &str| format!("{new}, {{ edition = \"old\", tables = [\"y\"], cells = [\"a@value\"]{rest} }}");
        assert_eq!(refusal(&old(", relation = \"split\"")), "accepted");
        assert!(refusal(&old(", relation = \"equal\"")).contains("between 2 newer and 1 older"));
        assert!(refusal(&old("")).contains("does not say how it relates"));
        assert!(refusal("{ edition = \"old\", cells = [\"b@value\"], relation = \"equal\" }").contains("does not have"));
        assert!(refusal(&format!("{{ edition = \"old\", cells = [\"b@value\"] }}, {new}")).contains("after an older edition"));
    }

    #[test]
    fn what_is_handed_on_stands_in_two_rows_of_one_table() {
        let load = |edition: &str, to: &str| {
            let handed = format!("[[handed_on]]\nedition = \"{edition}\"\nfrom = \"a\"\nto = \"{to}\"\n");
            load(&format!("chain = [\"new\", \"old\"]\nentries = []\n{handed}"), &forms()).map(|it| it.handed_on)
        };
        let handed = load("old", "b").unwrap();
        let cell = |row| CellId { table: TableId(1), row, column: 1 };
        assert_eq!((handed[0].len(), handed[1].as_slice()), (0, &[HandedOn { from: cell(0), to: cell(1) }][..]));
        assert_eq!(load("new", "c").unwrap_err().message, "no table of new has both rows");
        assert!(load("older", "b").is_err());
    }

    #[test]
    fn identifiers_occur_once_and_reasons_in_both_languages() {
        let entry = "[[entries]]\nid = \"e\"\nsides = []\nreason_zh = \"因\"\nreason_en = \"why\"\n";
        let load = |entries: &str| load(&format!("chain = []\n{entries}"), &forms());
        assert!(load(entry).is_ok());
        assert_eq!(load(&entry.repeat(2)).unwrap_err().message, "occurs twice");
        assert!(load(&entry.replace("why", "")).unwrap_err().message.contains("languages"));
    }
}
