//! What each rule costs over the sample reports, dearest first.
//!
//! `cargo bench -p gouji-core --bench rules` runs the check stage with a catalogue of one rule at a time and takes off what
//! the stage costs without any: reading the prose, which all rules share. The table is Markdown, in nanoseconds, of the
//! fastest of many runs: a stage that is run again and again pays less than one among others, and a busy machine only adds.
//! Differences below some hundred are noise. Reasons and findings that a rule words are among its cost.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a benchmark reads its samples and the clock, and may stop")]

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use gouji_core::catalog::Catalog;
use gouji_core::check::{Settings, check};
use gouji_core::recognise::{Vocabulary, recognise};
use gouji_core::report::Report;
use gouji_core::{Faults, Limits, Source};

const REPORTS: [&str; 5] = ["000", "001", "002", "003", "004"];

/// Times that the stage is run for one figure.
const RUNS: usize = 201;

/// Rules that are shown.
const SHOWN: usize = 15;

fn main() {
    let mut catalog = Catalog::load().unwrap();
    let vocabulary = Vocabulary::new(&catalog.forms);
    let read = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/reports").join(format!("{name}.txt"));
        let source = Source::new(std::fs::read_to_string(path).unwrap());
        let report = recognise(&source, &catalog, &vocabulary, &Limits::default(), None).unwrap();
        (source, report)
    };
    let samples = REPORTS.map(read);
    let rules = std::mem::take(&mut catalog.rules);
    catalog.judge_by(Vec::new());
    let prose = samples.each_ref().map(|sample| nanoseconds(sample, &catalog));
    let mut costs = Vec::new();
    for rule in &rules {
        catalog.judge_by(vec![rule.clone()]);
        let with = samples.each_ref().map(|sample| nanoseconds(sample, &catalog));
        let own: Vec<_> = with.iter().zip(prose).map(|(with, without)| with.saturating_sub(without)).collect();
        costs.push((own.iter().sum::<u128>(), rule.code.as_str(), own));
    }
    catalog.judge_by(rules.clone());
    let whole = samples.each_ref().map(|sample| nanoseconds(sample, &catalog));
    costs.sort_by(|a, b| b.cmp(a));

    let line = |code: &str, of_each: &[u128]| {
        print!("| {code:<30} |");
        of_each.iter().for_each(|nanoseconds| print!(" {nanoseconds:>7} |"));
        println!();
    };
    println!("| {:<30} | {:>7} |", "rule, ns", REPORTS.map(|name| format!("{name:>7}")).join(" | "));
    println!("|{:-<32}|{}", "", "--------:|".repeat(REPORTS.len()));
    line("the whole stage", &whole);
    line("reading the prose", &prose);
    costs.iter().take(SHOWN).for_each(|(_, code, own)| line(code, own));
    let others = costs.iter().skip(SHOWN).fold([0; REPORTS.len()], |mut sum, (_, _, own)| {
        sum.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
        sum
    });
    line(&format!("{} others together", costs.len().saturating_sub(SHOWN)), &others);
}

/// What the check stage costs with a catalogue: the fastest of many runs.
fn nanoseconds((source, report): &(Source, Report), catalog: &Catalog) -> u128 {
    let faults = Faults::default();
    let settings = Settings { as_of: None, profile: None, previous: None, faults: &faults };
    let times = (0..RUNS).map(|_| {
        let begun = Instant::now();
        black_box(check(black_box(source), black_box(report), catalog, &settings));
        begun.elapsed().as_nanos()
    });
    times.min().unwrap_or_default()
}
