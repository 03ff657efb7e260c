//! Which cells of each form the relations tell apart, as golden files under review.
//!
//! `UPDATE_GOLDEN=1 cargo test -p gouji-core --test locatability` rewrites them.

mod support;

use std::fmt::Write as _;

use gouji_core::catalog::Catalog;
use gouji_core::form::{CellId, Form};
use gouji_core::localise::{Filling, Map, maps};

fn text_of(form: &Form, maps: &[Map]) -> String {
    let addresses = |cells: &[CellId]| cells.iter().map(|&cell| form.address(cell)).collect::<Vec<_>>().join(" ");
    let mut text = String::new();
    for map in maps {
        let filling = match map.filling {
            Filling::Full => "full",
            Filling::TotalsOnly => "totals only",
        };
        let alone = map.classes.iter().filter(|class| class.len() == 1).count();
        let table = &form.table_at(map.table).id;
        let [two, three, more] = map.dependent;
        writeln!(text, "{table}, {filling}: {} cells, {alone} told apart", map.filled).expect("a string takes all");
        if !map.classes.is_empty() {
            writeln!(text, "  smallest sets that make up for each other: 2 for {two}, 3 for {three}, 4 or more for {more}")
                .expect("it is there");
        }
        for class in map.classes.iter().filter(|class| class.len() > 1) {
            writeln!(text, "  not told apart ({}): {}", class.len(), addresses(class)).expect("it is there");
        }
        if !map.bounded.is_empty() {
            writeln!(text, "  only bounded ({}): {}", map.bounded.len(), addresses(&map.bounded)).expect("it is there");
        }
        if !map.unbounded.is_empty() {
            writeln!(text, "  in no relation ({}): {}", map.unbounded.len(), addresses(&map.unbounded)).expect("it is there");
        }
    }
    text
}

#[test]
fn each_edition_has_its_reviewed_map() {
    let catalog = Catalog::load().expect("it is there");
    for form in &catalog.forms {
        let text = text_of(form, &maps(form, &catalog));
        support::golden(&format!("locatability/{}.txt", form.id), &text);
    }
}

#[test]
fn every_value_cell_stands_once_in_the_map_of_its_table() {
    let catalog = Catalog::load().expect("it is there");
    for form in &catalog.forms {
        for map in maps(form, &catalog) {
            let own = |cells: &[CellId]| cells.iter().filter(|cell| cell.table == map.table).count();
            let told: usize = map.classes.iter().map(|class| own(class)).sum();
            assert_eq!(told + map.bounded.len() + map.unbounded.len(), map.filled, "{} {}", form.id, form.table_at(map.table).id);
            assert_eq!(map.dependent.iter().sum::<usize>(), told);
        }
    }
}

#[test]
fn every_cell_of_a_full_application_table_is_told_apart() {
    let catalog = Catalog::load().expect("it is there");
    let form = &catalog.forms[catalog.form_index("gb2021").expect("it is there")];
    let t3 = form.table("t3").expect("it is there").0;
    let full = maps(form, &catalog).into_iter().find(|map| map.table == t3 && map.filling == Filling::Full).expect("it is there");
    assert_eq!((full.filled, full.classes.len()), (175, 175));
    assert_eq!(full.dependent, [0, 0, 175]);
}
