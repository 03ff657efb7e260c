//! How the indicators of one edition correspond to those of another.
//!
//! Turns `forms/crosswalk.toml` into [`Passage`]s between the cells of every two forms. The file relates neighbouring
//! editions only; what lies further apart is composed here, once, so that carrying a report over is a look-up.
//!
//! Invariants: every cell of a passage exists in its form; the passages of a pair of forms are ordered by the first cell
//! they lead to; a passage that may be given a value leads to exactly one cell.
//!
//! Leaves to [`crate::normalize`] what becomes of values that are blank or unread.
//!
//! ```text
//! gb2014  outcome.granted@value + replies.already_public@value  ─ merged ─▶  gb2019  outcome.granted@total
//! gb2019  outcome.granted@total  ─ split ─▶  gb2014  outcome.granted@value, replies.already_public@value
//! ```

mod load;

use std::sync::Arc;

use crate::form::{CellId, Form};
use crate::text::Bilingual;

/// Why the crosswalk was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("crosswalk entry {entry}: {message}")]
pub struct CrosswalkError {
    /// Identifier of the entry.
    pub entry: String,
    /// What is wrong.
    pub message: String,
}

/// The correspondence of indicators between editions.
#[derive(Clone, Debug, Default)]
pub struct Crosswalk {
    entries: Vec<Entry>,
    /// Routes by the index of the form they lead from and of the form they lead to.
    routes: Vec<Vec<Route>>,
    /// For each form its cells with the entries that name them, in the order of the form.
    named: Vec<Vec<(CellId, usize)>>,
    /// For each form, what one year's report hands on to the next.
    handed_on: Vec<Vec<HandedOn>>,
}

/// A figure that one year's report hands on to the next, by the cells of one form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandedOn {
    /// Where it stands at the end of a year.
    pub from: CellId,
    /// Where it stands the year after.
    pub to: CellId,
}

/// All passages from one form to another.
#[derive(Clone, Debug, Default)]
struct Route {
    passages: Vec<Passage>,
    /// The cells led to, in order, each with the passage that leads there.
    targets: Vec<(CellId, usize)>,
}

/// An indicator through the editions.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    id: String,
    reason: Arc<Bilingual>,
}

/// How cells of one form lead to cells of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Cells of the form led from; several mean their sum. They are of one table where tables are alternatives.
    pub from: Vec<CellId>,
    /// Cells of the form led to; several if what is led from is not divided.
    pub to: Vec<CellId>,
    /// How they correspond.
    pub correspondence: Correspondence,
    /// Whether figures may stand in one series.
    pub comparable: Comparability,
    /// Whether the sum of the cells led from may be given as the value of the cell led to.
    pub valued: bool,
    entry: usize,
}

/// How a cell of one form relates to another form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Correspondence {
    /// The same indicator under the same label.
    Equal,
    /// The same indicator under another label.
    Renamed,
    /// Another unit or a changed definition.
    Converted,
    /// Part of an indicator that the source form does not divide; no value can be given.
    Split,
    /// The sum of several indicators of the source form.
    Merged,
    /// Nothing corresponds.
    None,
}

/// Whether figures of two editions may stand in one series, from best to worst.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparability {
    /// They may.
    #[default]
    Yes,
    /// Only with the reason beside them.
    WithCare,
    /// Never.
    No,
}

/// One line of the crosswalk between two forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correspondent<'a> {
    /// Identifier of the entry of the crosswalk.
    pub entry: &'a str,
    /// Cells of the form led from; empty if none.
    pub from: &'a [CellId],
    /// Cells of the form led to; empty if none.
    pub to: &'a [CellId],
    /// How they correspond.
    pub correspondence: Correspondence,
    /// Whether figures may stand in one series.
    pub comparable: Comparability,
    /// Why figures differ, or why nothing corresponds.
    pub reason: &'a Bilingual,
}

impl Crosswalk {
    /// Reads the crosswalk.
    ///
    /// # Errors
    ///
    /// Refuses text of another shape, addresses that no form has or that several tables have, relations that do not fit
    /// the cells they relate, and identifiers that occur twice.
    pub fn load(text: &str, forms: &[Form]) -> Result<Self, CrosswalkError> {
        load::load(text, forms)
    }

    /// Everything known between two forms (by index), in the order of the form led to: how its cells are reached, or that
    /// nothing leads to them. Cells of the form led from that lead nowhere come last.
    ///
    /// Nothing for a form and itself.
    #[must_use]
    pub fn between(&self, from: usize, to: usize) -> Vec<Correspondent<'_>> {
        let passages = self.passages(from, to);
        let mut lines: Vec<Correspondent<'_>> = passages.iter().map(|passage| self.line(passage)).collect();
        if from != to {
            let lone = self.lone(to, |cell| passages.iter().any(|passage| passage.to.contains(&cell)));
            lines.extend(lone.map(|(cell, entry)| Correspondent { to: cell, ..self.nothing(entry) }));
            lines.sort_by_key(|line| line.to[0]);
            let lone = self.lone(from, |cell| passages.iter().any(|passage| passage.from.contains(&cell)));
            lines.extend(lone.map(|(cell, entry)| Correspondent { from: cell, ..self.nothing(entry) }));
        }
        lines
    }

    fn line<'a>(&'a self, passage: &'a Passage) -> Correspondent<'a> {
        Correspondent {
            from: &passage.from,
            to: &passage.to,
            correspondence: passage.correspondence,
            comparable: passage.comparable,
            ..self.nothing(passage.entry)
        }
    }

    /// A line of an entry that relates nothing.
    fn nothing(&self, entry: usize) -> Correspondent<'_> {
        let Entry { id, reason } = &self.entries[entry];
        Correspondent { entry: id, from: &[], to: &[], correspondence: Correspondence::None, comparable: Comparability::No, reason }
    }

    /// The cells of a form that are not `related`, each with the first entry that names it.
    fn lone(&self, form: usize, related: impl Fn(CellId) -> bool) -> impl Iterator<Item = (&[CellId], usize)> {
        let named = self.named.get(form).map_or(&[][..], Vec::as_slice);
        let each = named.chunk_by(|a, b| a.0 == b.0).map(|same| &same[0]);
        each.filter(move |(cell, _)| !related(*cell)).map(|(cell, entry)| (std::slice::from_ref(cell), *entry))
    }

    /// The passages from one form (by index) to another, ordered by the first cell they lead to.
    #[must_use]
    pub fn passages(&self, from: usize, to: usize) -> &[Passage] {
        self.route(from, to).map_or(&[], |route| route.passages.as_slice())
    }

    /// The passages from one form (by index) to a cell of another.
    pub fn leading_to(&self, from: usize, to: usize, cell: CellId) -> impl Iterator<Item = &Passage> {
        let route = self.route(from, to);
        let targets = route.map_or(&[][..], |route| &route.targets[route.targets.partition_point(|(other, _)| *other < cell)..]);
        let passages = self.passages(from, to);
        targets.iter().take_while(move |(other, _)| *other == cell).map(move |(_, at)| &passages[*at])
    }

    /// The cell of a form (by index) that holds the very same as a cell of another: the same indicator, alone, counted alike.
    #[must_use]
    pub fn same(&self, from: usize, to: usize, cell: CellId) -> Option<CellId> {
        if from == to {
            return Some(cell);
        }
        let same = |passage: &&Passage| {
            matches!(passage.correspondence, Correspondence::Equal | Correspondence::Renamed) && passage.comparable == Comparability::Yes
        };
        let mut found = self.leading_to(from, to, cell).filter(same);
        match (found.next(), found.next()) {
            (Some(Passage { from, .. }), None) => <[CellId; 1]>::try_from(from.as_slice()).ok().map(|[cell]| cell),
            _ => None,
        }
    }

    /// What a report of a form (by index) hands on to that of the year after.
    #[must_use]
    pub fn handed_on(&self, form: usize) -> &[HandedOn] {
        self.handed_on.get(form).map_or(&[], Vec::as_slice)
    }

    fn route(&self, from: usize, to: usize) -> Option<&Route> {
        self.routes.get(from)?.get(to)
    }

    /// Why figures differ along a passage of this crosswalk.
    #[must_use]
    pub fn reason(&self, passage: &Passage) -> &Arc<Bilingual> {
        &self.entries[passage.entry].reason
    }

    /// What the crosswalk says of a cell of a form (by index), for cells that nothing leads to or from.
    #[must_use]
    pub fn remark(&self, form: usize, cell: CellId) -> Option<&Arc<Bilingual>> {
        let named = self.named.get(form)?;
        let at = named.partition_point(|(other, _)| *other < cell);
        named.get(at).filter(|(other, _)| *other == cell).map(|(_, entry)| &self.entries[*entry].reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    fn catalog() -> Catalog {
        Catalog::load().unwrap()
    }

    /// The passages between two editions that lead to an address, as words.
    fn leads(catalog: &Catalog, from: &str, to: &str, address: &str) -> Vec<String> {
        let (source, target) = (catalog.form_index(from).unwrap(), catalog.form_index(to).unwrap());
        catalog
            .crosswalk
            .between(source, target)
            .iter()
            .filter(|line| line.to.iter().any(|&cell| catalog.forms[target].address(cell) == address))
            .map(|line| {
                let sources = line.from.iter().map(|&cell| {
                    let form = &catalog.forms[source];
                    format!("{}/{}", form.table_at(cell.table).id, form.address(cell))
                });
                format!("{:?} {:?} {}", line.correspondence, line.comparable, sources.collect::<Vec<_>>().join(" + ")).trim_end().to_owned()
            })
            .collect()
    }

    #[test]
    fn neighbours_are_read_both_ways() {
        let catalog = catalog();
        assert_eq!(
            leads(&catalog, "gb2014", "gb2019", "outcome.unable.not_held@total"),
            ["Merged Yes stat/replies.not_this_agency@value + stat/replies.not_exist@value"]
        );
        assert_eq!(leads(&catalog, "gb2019", "gb2014", "replies.not_exist@value"), ["Split Yes t3/outcome.unable.not_held@total"]);
        assert_eq!(leads(&catalog, "gb2019", "gb2021", "outcome.other.misc@total"), ["Split Yes t3/outcome.other@total"]);
        assert_eq!(
            leads(&catalog, "gb2021", "gb2019", "outcome.other@natural_person"),
            ["Merged Yes t3/outcome.other.overdue_correction@natural_person + t3/outcome.other.unpaid_fee@natural_person \
              + t3/outcome.other.misc@natural_person"]
        );
        assert_eq!(leads(&catalog, "gb2019", "gb2021", "documents.normative@repealed"), ["None No"]);
    }

    #[test]
    fn steps_compose_along_the_chain() {
        let catalog = catalog();
        assert_eq!(
            leads(&catalog, "indicator2008", "gb2021", "outcome.refused.third_party@total"),
            ["coded_dingxi2008", "coded_shanghai2008"].map(|table| {
                format!("Merged WithCare {table}/outcome.refused.trade_secret@this_year + {table}/outcome.refused.privacy@this_year")
            })
        );
        assert_eq!(leads(&catalog, "gb2014", "gb2021", "requests.new@total"), ["Renamed Yes stat/requests.new@value"]);
        assert_eq!(
            leads(&catalog, "gb2014", "gb2021", "documents.normative@issued"),
            ["Renamed WithCare stat/documents.normative.issued@value"]
        );
        assert_eq!(leads(&catalog, "indicator2008", "gb2021", "requests.new@total").len(), 4, "each variant has its own passage");
        assert_eq!(
            leads(&catalog, "indicator2008", "gb2019", "outcome.granted@total")[0],
            "Converted WithCare indicators/outcome.granted@this_year",
            "split and merged again"
        );
        assert_eq!(
            leads(&catalog, "indicator2008", "gb2019", "litigation.direct.total@value")[0],
            "Split Yes indicators/litigation.total@this_year"
        );
    }

    #[test]
    fn tables_that_are_alternatives_are_related_each_on_its_own() {
        let catalog = catalog();
        assert_eq!(
            leads(&catalog, "indicator2008", "gb2014", "requests.channel.letter@value"),
            [
                "Split WithCare indicators/requests.channel.letter_fax@this_year",
                "Converted WithCare indicators_fujian2009/requests.channel.letter@this_year",
                "Converted WithCare coded_dingxi2008/requests.channel.letter@this_year",
                "Converted WithCare coded_shanghai2008/requests.channel.letter@this_year",
            ]
        );
    }

    #[test]
    fn a_heading_without_a_figure_is_only_ever_a_sum() {
        let catalog = catalog();
        let to_older = leads(&catalog, "gb2021", "gb2014", "outcome.refused@value");
        assert_eq!(to_older.len(), 1);
        assert_eq!(to_older[0].matches(" + ").count(), 7);
        assert_eq!(
            leads(&catalog, "gb2014", "gb2021", "outcome.refused.state_secret@total"),
            ["Renamed Yes stat/outcome.refused.state_secret@value"]
        );
        assert_eq!(leads(&catalog, "gb2014", "gb2021", "outcome.refused.internal_affairs@total"), ["None No"]);
        assert_eq!(
            leads(&catalog, "gb2019", "gb2021", "outcome.refused.state_secret@total"),
            ["Equal Yes t3/outcome.refused.state_secret@total"]
        );
    }

    #[test]
    fn lines_follow_the_form_led_to_and_name_every_cell_once_at_least() {
        let catalog = catalog();
        for from in 0..catalog.forms.len() {
            assert!(catalog.crosswalk.between(from, from).is_empty());
            for to in (0..catalog.forms.len()).filter(|&to| to != from) {
                let lines = catalog.crosswalk.between(from, to);
                let (led, left): (Vec<_>, Vec<_>) = lines.iter().partition(|line| !line.to.is_empty());
                assert!(led.is_sorted_by_key(|line| line.to[0]));
                assert!(lines.ends_with(&left.into_iter().cloned().collect::<Vec<_>>()));
                for cell in catalog.forms[to].value_cells() {
                    assert!(led.iter().any(|line| line.to.contains(&cell)), "{}", catalog.forms[to].address(cell));
                }
                for cell in catalog.forms[from].value_cells() {
                    assert!(lines.iter().any(|line| line.from.contains(&cell)), "{}", catalog.forms[from].address(cell));
                }
            }
        }
    }

    #[test]
    fn a_part_never_stands_for_the_whole() {
        let catalog = catalog();
        let index = |edition| catalog.form_index(edition).unwrap();
        let forth = catalog.crosswalk.passages(index("gb2014"), index("gb2019"));
        let back = catalog.crosswalk.passages(index("gb2019"), index("gb2014"));
        let query = catalog.forms[index("gb2019")].cell("outcome.refused.administrative_query@total").unwrap();
        assert!(forth.iter().filter(|passage| passage.to.contains(&query)).all(|passage| !passage.valued));
        assert!(back.iter().filter(|passage| passage.from == [query]).all(|passage| !passage.valued));
    }

    #[test]
    fn every_request_and_dispute_of_2019_carries_over_to_2021() {
        let catalog = catalog();
        let (source, target) = (catalog.form_index("gb2019").unwrap(), catalog.form_index("gb2021").unwrap());
        let form = &catalog.forms[source];
        let passages = catalog.crosswalk.passages(source, target);
        let mut seen = 0;
        for table in ["t3", "t4"] {
            let (id, table) = form.table(table).unwrap();
            for row in table.value_rows() {
                for column in table.value_columns() {
                    let cell = CellId { table: id, row, column };
                    assert!(passages.iter().any(|passage| passage.from.contains(&cell)), "{}", form.address(cell));
                    seen += 1;
                }
            }
        }
        assert_eq!(seen, 23 * 7 + 15);
    }

    #[test]
    fn every_cell_of_every_form_is_spoken_of() {
        let catalog = catalog();
        for (at, form) in catalog.forms.iter().enumerate() {
            for cell in form.value_cells() {
                assert!(catalog.crosswalk.remark(at, cell).is_some(), "{} {}", form.id, form.address(cell));
            }
        }
    }

    #[test]
    fn equal_indicators_have_equal_labels() {
        let catalog = catalog();
        let folder = crate::fold::Folder::default();
        let label = |form: &Form, cell: CellId| {
            let table = form.table_at(cell.table);
            folder.fold(&format!("{}/{}", table.rows[usize::from(cell.row)].label, table.columns[usize::from(cell.column)].label))
        };
        for from in 0..catalog.forms.len() {
            for to in 0..catalog.forms.len() {
                for passage in catalog.crosswalk.passages(from, to) {
                    if passage.correspondence == Correspondence::Equal {
                        assert_eq!(label(&catalog.forms[from], passage.from[0]), label(&catalog.forms[to], passage.to[0]));
                    }
                }
            }
        }
    }

    #[test]
    fn going_there_and_going_back_agree() {
        let catalog = catalog();
        for from in 0..catalog.forms.len() {
            for to in 0..catalog.forms.len() {
                for passage in catalog.crosswalk.passages(from, to) {
                    let back =
                        catalog.crosswalk.passages(to, from).iter().find(|other| other.from == passage.to && other.to == passage.from);
                    let Some(back) = back else {
                        assert!(passage.from.len() > 1, "only sums have no way back: {passage:?}");
                        continue;
                    };
                    let turned = match passage.correspondence {
                        Correspondence::Split => Correspondence::Merged,
                        Correspondence::Merged => Correspondence::Split,
                        same => same,
                    };
                    assert_eq!((back.correspondence, back.comparable), (turned, passage.comparable));
                }
            }
        }
    }
}
