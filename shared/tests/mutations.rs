//! Planted mistakes: every figure that a relation rests on is changed in clean reports, one at a time, and the relation
//! must object, naming the cell, in one group of findings.
//!
//! Which relations a change breaks is worked out here from the form's data and plain addition, not by asking the rules.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use gouji_core::amount::Amount;
use gouji_core::finding::Severity;
use gouji_core::form::{CellId, Form, Operator, Relation, RelationInstance};
use gouji_core::report::Report;
use gouji_core::{Checked, Document, Engine, Limits, Options};

/// How many plants were tried in an edition, how many the right rule found with the right cell, and how many in one group.
#[derive(Debug, Default)]
struct Score {
    planted: usize,
    found: usize,
    together: usize,
    missed: Vec<String>,
    scattered: Vec<String>,
}

fn check(engine: &Engine, text: &str) -> Checked {
    engine
        .check(Document { name: "test.txt", bytes: text.as_bytes(), charset: None }, &Options::default())
        .expect("it is within the limits")
}

#[expect(clippy::disallowed_methods, reason = "a test reads its data")]
fn reports(prefix: &str) -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/clean");
    let entries = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it can be read").file_name());
    let mut names: Vec<_> = entries.map(|name| name.to_string_lossy().into_owned()).filter(|name| name.starts_with(prefix)).collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), support::data(&format!("clean/{name}")))).collect()
}

/// The figures a changed report would state; `None` for a blank.
type Figures<'a> = &'a dyn Fn(CellId) -> Option<Amount>;

fn sum(figures: Figures<'_>, cells: &[CellId]) -> Option<Amount> {
    cells.iter().map(|&cell| figures(cell)).try_fold(Amount::ZERO, |sum, figure| Some(sum + figure?))
}

/// Whether an equation, the plainest of relations, holds; `None` if blanks leave it open.
fn holds(relation: &Relation, instance: &RelationInstance, figures: Figures<'_>) -> Option<bool> {
    let (left, right) = (sum(figures, &instance.left)?, sum(figures, &instance.right)?);
    Some(match relation.operator {
        Operator::Equal => left == right,
        Operator::AtMost => left <= right,
        Operator::AtLeast => left >= right,
        _ => return None,
    })
}

/// The codes of the relations that a change breaks, of those that rest on the cell.
fn broken<'a>(form: &'a Form, report: &Report, cell: CellId, value: Amount) -> BTreeSet<&'a str> {
    let figures = |other: CellId| if other == cell { Some(value) } else { report.amount(other) };
    let mut codes = BTreeSet::new();
    for relation in &form.relations {
        for instance in &relation.instances {
            if (instance.left.contains(&cell) || instance.right.contains(&cell)) && holds(relation, instance, &figures) == Some(false) {
                codes.insert(relation.code.as_str());
            }
        }
    }
    codes
}

/// The values to plant in place of a figure: one more, one less, digits transposed.
fn plants(text: &str) -> Vec<String> {
    let Ok(number) = text.parse::<i64>() else { return Vec::new() };
    let mut plants = vec![(number + 1).to_string()];
    if number != 0 {
        plants.push((number - 1).to_string());
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return plants;
    }
    let digits = text.as_bytes();
    if let Some(at) = (0..digits.len().saturating_sub(1)).find(|&at| digits[at] != digits[at + 1] && (at > 0 || digits[1] != b'0')) {
        let mut swapped = digits.to_vec();
        swapped.swap(at, at + 1);
        plants.push(String::from_utf8(swapped).expect("digits are text"));
    }
    plants
}

fn plant_everywhere(engine: &Engine, edition: &str) -> Score {
    let mut score = Score::default();
    let form = &engine.catalog().forms[engine.catalog().form_index(edition).expect("the edition is known")];
    for (name, text) in reports(edition) {
        let clean = check(engine, &text);
        let groups_before = groups(&clean).len();
        for statistic in &clean.report.statistics {
            let (Some(cell), Some(span), Some(_)) = (statistic.cell(), statistic.span, statistic.amount()) else { continue };
            for plant in plants(clean.source.slice(span)) {
                let value = plant.parse().expect("digits are a number");
                let expected = broken(form, &clean.report, cell, value);
                if expected.is_empty() {
                    continue;
                }
                let mut changed = clean.source.text().to_owned();
                changed.replace_range(span.range(), &plant);
                let checked = check(engine, &changed);
                score.planted += 1;
                let what = format!("{name} {} {} → {plant}: {expected:?}", form.address(cell), clean.source.slice(span));
                let hit =
                    checked.judgement.findings.iter().find(|finding| {
                        expected.contains(engine.catalog().rule(finding.rule).code.as_str()) && finding.cells.contains(&cell)
                    });
                match hit {
                    Some(_) => score.found += 1,
                    None => score.missed.push(what.clone()),
                }
                let loud = groups(&checked);
                if loud.len() <= groups_before + 1 {
                    score.together += 1;
                } else {
                    score.scattered.push(format!("{what} {loud:?}"));
                }
            }
        }
    }
    score
}

/// The groups of errors and warnings, with the codes in each.
fn groups(checked: &Checked) -> BTreeMap<String, Vec<String>> {
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in checked.judgement.findings.iter().filter(|finding| finding.severity > Severity::Info) {
        groups.entry(finding.group.clone()).or_default().push(finding.message.zh.clone());
    }
    groups
}

#[test]
fn a_changed_figure_is_found_by_the_relation_it_breaks_and_told_once() {
    let engine = Engine::new(Limits::default()).expect("the catalogue loads");
    for form in &engine.catalog().forms {
        let score = plant_everywhere(&engine, &form.id);
        println!("{}: {} planted, {} found, {} in one group", form.id, score.planted, score.found, score.together);
        assert!(score.planted > 100, "{}: {} planted", form.id, score.planted);
        let tell = |lines: &[String]| lines.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
        assert!(score.found * 100 >= score.planted * 99, "{}: {} of {}\n{}", form.id, score.found, score.planted, tell(&score.missed));
        assert!(score.together * 100 >= score.planted * 99, "{}: {}\n{}", form.id, score.together, tell(&score.scattered));
    }
}
