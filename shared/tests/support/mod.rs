//! What the tests of the engine share: the sample reports, and a checked report's cells in comparable form.

#![allow(dead_code, unreachable_pub, clippy::allow_attributes, reason = "each test binary uses a part of this module")]

pub mod blocks;
pub mod render;

use std::path::Path;
use std::sync::{Arc, LazyLock};

use gouji_core::catalog::Catalog;
use gouji_core::profile::{Draft, Profile, RuleDraft, Switch};
use gouji_core::report::CellValue;
use gouji_core::rule::{ParameterKind, Scope};
use gouji_core::{Checked, Document, Engine, Limits, Options, reference};

/// The sample reports.
pub const REPORTS: [&str; 5] = ["000", "001", "002", "003", "004"];

/// A file of `tests/data`.
#[expect(clippy::disallowed_methods, reason = "a test reads its data")]
pub fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Compares with a golden file; with `UPDATE_GOLDEN` set, writes it.
#[expect(clippy::disallowed_methods, reason = "a test reads and, when told to, renews its data")]
pub fn golden(name: &str, actual: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data").join(name);
        std::fs::write(path, actual).expect("the golden file can be written");
        return;
    }
    let expected = data(name);
    if let Some((expected, actual)) = expected.lines().zip(actual.lines()).find(|(expected, actual)| expected != actual) {
        panic!("{name} differs\nexpected: {expected}\nactual:   {actual}");
    }
    assert_eq!(expected.lines().count(), actual.lines().count(), "{name} has another number of lines");
}

/// The text of a sample report.
pub fn report(name: &str) -> String {
    data(&format!("reports/{name}.txt"))
}

/// The catalogue of rules and forms, loaded once.
pub fn catalog() -> &'static Catalog {
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::load().expect("the catalogue is consistent"));
    &CATALOG
}

/// The engine with default limits, made once.
pub fn engine() -> &'static Engine {
    static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Limits::default()).expect("the catalogue is consistent"));
    &ENGINE
}

/// Checks a text with the default options.
pub fn check(text: &str) -> Checked {
    let document = Document { name: "test.txt", bytes: text.as_bytes(), charset: None };
    engine().check(document, &Options::default()).expect("the text is within the limits")
}

/// Checks what a reader made of a file.
pub fn check_document(document: gouji_documents::Document) -> Checked {
    let info = gouji_core::SourceInfo {
        name: "test.docx".to_owned(),
        sha256: String::new(),
        media_type: document.media_type,
        charset: document.charset,
        declared_charset: String::new(),
        size_bytes: 0,
    };
    engine().check_source(info, gouji_core::Source::of(document), &Options::default()).expect("the text is within the limits")
}

/// What a parameter without a default is set to for samples, which report on 2022.
fn value_for_samples(kind: ParameterKind) -> String {
    match kind {
        ParameterKind::Count => "1000".to_owned(),
        ParameterKind::Day => "2023-01-20".to_owned(),
    }
}

/// The options that a rule's sample is checked with: a local rule is switched on, with the defaults of its parameters.
pub fn options_of_sample(engine: &Engine, sample: &str) -> Options {
    let rules = &engine.catalog().rules;
    let local = rules.iter().find(|rule| rule.scope == Scope::Local && reference::is_sample_of(sample, &rule.code));
    let profile = local.map(|rule| {
        let unset = rule.parameters.iter().filter(|parameter| parameter.default.is_none());
        let parameters = unset.map(|parameter| (parameter.name.to_owned(), value_for_samples(parameter.kind))).collect();
        let on = RuleDraft { code: rule.code.clone(), switch: Some(Switch::On), parameters, ..RuleDraft::default() };
        let draft = Draft { name: "samples".to_owned(), version: "1".to_owned(), rules: vec![on], waivers: Vec::new() };
        Arc::new(Profile::new(&draft, engine.catalog()).expect("every parameter has a value"))
    });
    Options { profile, ..Options::default() }
}

/// Statistics in the shape of the `.cells.tsv` files: the line, then indicator, column, state, value and unit.
pub fn cells(checked: &Checked) -> Vec<(u32, String)> {
    let catalog = catalog();
    let Some(form) = checked.report.edition.form.map(|form| &catalog.forms[form]) else { return Vec::new() };
    let mut cells: Vec<_> = checked
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
        .collect();
    cells.sort();
    cells
}

/// The agreed cells of a sample report.
pub fn agreed(report: &str) -> Vec<(u32, String)> {
    let mut cells: Vec<_> = data(&format!("reports/{report}.cells.tsv"))
        .lines()
        .skip(1)
        .map(|line| {
            let (number, rest) = line.split_once('\t').expect("a line number leads");
            (number.parse().expect("it is a number"), rest.to_owned())
        })
        .collect();
    cells.sort();
    cells
}
