//! Every statistical cell of the five sample reports, as two readers agreed on it.

use std::collections::BTreeSet;
use std::path::Path;

use gouji_core::report::CellValue;
use gouji_core::{Checked, Document, Engine, Limits, Options};

const REPORTS: [&str; 5] = ["000", "001", "002", "003", "004"];

fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/reports").join(name);
    read(&path)
}

#[expect(clippy::disallowed_methods, reason = "a test reads its data")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn check(text: &str) -> Checked {
    let engine = Engine::new(Limits::default()).unwrap();
    engine.check(Document { name: "t", bytes: text.as_bytes(), charset: None }, &Options::default()).unwrap()
}

/// Statistics in the shape of the `.cells.tsv` files.
fn cells(checked: &Checked) -> BTreeSet<(u32, String)> {
    let catalog = gouji_core::catalog::Catalog::load().unwrap();
    let form = &catalog.forms[checked.report.edition.form.unwrap()];
    checked
        .report
        .statistics
        .iter()
        .filter_map(|statistic| {
            let span = statistic.span?;
            let line = checked.source.position(span.start()).line;
            let cell = gouji_core::form::CellId { table: statistic.table, row: statistic.row, column: statistic.column.unwrap_or(0) };
            let column = if statistic.column.is_some() { form.column_code(cell) } else { "?" };
            let (state, value) = match &statistic.value {
                CellValue::Number { amount, .. } => ("NUMBER", amount.to_string()),
                CellValue::Blank => ("BLANK", String::new()),
                CellValue::Dash => ("DASH", String::new()),
                CellValue::Text => ("TEXT", String::new()),
                CellValue::Absent => return None,
            };
            let unit = statistic.unit.map_or("", |unit| checked.source.slice(unit));
            Some((line, format!("{}\t{column}\t{state}\t{value}\t{unit}", form.indicator(cell))))
        })
        .collect()
}

fn agreed(report: &str) -> BTreeSet<(u32, String)> {
    data(&format!("{report}.cells.tsv"))
        .lines()
        .skip(1)
        .map(|line| {
            let (number, rest) = line.split_once('\t').unwrap();
            (number.parse().unwrap(), rest.to_owned())
        })
        .collect()
}

#[test]
fn every_agreed_cell_is_read_and_no_other() {
    let mut total = 0;
    for report in REPORTS {
        let checked = check(&data(&format!("{report}.txt")));
        let (read, agreed) = (cells(&checked), agreed(report));
        let missing: Vec<_> = agreed.difference(&read).collect();
        let surplus: Vec<_> = read.difference(&agreed).collect();
        assert!(missing.is_empty() && surplus.is_empty(), "report {report}\nnot read: {missing:#?}\nread instead: {surplus:#?}");
        total += agreed.len();
    }
    assert_eq!(total, 363);
}
