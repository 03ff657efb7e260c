//! What it costs to tie out a table and to find the place of errors in it.
//!
//! `cargo bench -p gouji-core --bench localise` fills the application table of gb2021 (175 cells) at random, some two
//! thousand times, plants errors, and prints percentiles. Everything is timed on one thread; `yardstick` is the plain sum of
//! the same cells in the same run.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a benchmark reads the clock and may stop")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use gouji_core::amount::Amount;
use gouji_core::catalog::Catalog;
use gouji_core::form::{CellId, Form};
use gouji_core::localise::TieOut;
use gouji_core::normalize::normalize;
use gouji_core::recognise::{Vocabulary, recognise};
use gouji_core::report::{CellValue, Report};
use gouji_core::{Limits, Source};

/// Tables that are filled for one figure.
const TABLES: usize = 2_000;

/// The allocator of the programs that are shipped.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A reproducible sequence.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// An empty report whose application table is printed: its statistics are filled one table after another.
fn template(catalog: &Catalog) -> Report {
    let vocabulary = Vocabulary::new(&catalog.forms);
    let form = &catalog.forms[catalog.form_index("gb2021").unwrap()];
    let empty = Source::new("某县2021年政府信息公开工作年度报告".to_owned());
    let at = catalog.form_index("gb2021");
    let report = recognise(&empty, catalog, &vocabulary, &Limits::default(), at).unwrap();
    assert!(normalize(&empty, &report, catalog, None).is_some());
    let (t3, _) = form.table("t3").unwrap();
    assert_eq!(report.statistics.iter().filter(|statistic| statistic.table == t3).count(), 175);
    report
}

/// Fills the application table so that everything ties out.
fn fill(report: &mut Report, form: &Form, random: &mut Sequence) {
    let (t3, table) = form.table("t3").unwrap();
    let columns: Vec<u16> = table.value_columns().collect();
    let total = columns.iter().copied().find(|&at| table.columns[usize::from(at)].code == "total").unwrap();
    let row = |code: &str| u16::try_from(table.rows.iter().position(|row| row.code == code).unwrap()).unwrap();
    let is_part = |at: &u16| {
        let code = &table.rows[usize::from(*at)].code;
        code.starts_with("outcome.") && code != "outcome.total"
    };
    let parts: Vec<u16> = table.value_rows().filter(is_part).collect();
    let mut sums = vec![0i64; table.rows.len()];
    for &column in columns.iter().filter(|&&column| column != total) {
        let mut closed = 0;
        let mut put = |report: &mut Report, row: u16, value: i64| {
            sums[usize::from(row)] += value;
            set(report, CellId { table: t3, row, column }, value);
        };
        for &part in &parts {
            let value = i64::try_from(random.below(4) * random.below(20)).unwrap();
            closed += value;
            put(report, part, value);
        }
        let out = i64::try_from(random.below(9)).unwrap();
        let carried = i64::try_from(random.below(9)).unwrap().min(closed + out);
        put(report, row("outcome.total"), closed);
        put(report, row("requests.carried_out"), out);
        put(report, row("requests.carried_in"), carried);
        put(report, row("requests.new"), closed + out - carried);
    }
    for at in table.value_rows() {
        set(report, CellId { table: t3, row: at, column: total }, sums[usize::from(at)]);
    }
}

fn set(report: &mut Report, cell: CellId, value: i64) {
    let statistic = report.statistics.iter_mut().find(|statistic| statistic.cell() == Some(cell)).unwrap();
    statistic.value = CellValue::Number { amount: Amount::from(value), style: gouji_core::amount::Style::default() };
}

fn plant(report: &mut Report, form: &Form, random: &mut Sequence) {
    let t3 = form.table("t3").unwrap().0;
    let cells: Vec<CellId> = form.value_cells().filter(|cell| cell.table == t3).collect();
    let cell = cells[usize::try_from(random.below(cells.len() as u64)).unwrap()];
    let before = report.amount(cell).unwrap();
    let after = before + Amount::from(random.below(90) + 1);
    set(report, cell, i64::try_from(after.mantissa()).unwrap());
}

/// Prints the middle, the 99th of a hundred and the slowest.
fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1e6;
    println!("{what:<34}{:>12.2}{:>12.2}{:>12.2}", at(50), at(99), at(100));
}

fn main() {
    let catalog = Catalog::load().unwrap();
    let form = &catalog.forms[catalog.form_index("gb2021").unwrap()];
    let mut report = template(&catalog);
    let mut random = Sequence(11);
    println!("{:<34}{:>12}{:>12}{:>12}", "microseconds", "median", "99th", "slowest");
    for errors in 0..=3 {
        let (mut plain, mut rows, mut sums, mut searches) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut incomplete = 0;
        for _ in 0..TABLES {
            fill(&mut report, form, &mut random);
            (0..errors).for_each(|_| plant(&mut report, form, &mut random));
            let started = Instant::now();
            let whole: Amount = report.statistics.iter().filter_map(gouji_core::report::Statistic::amount).sum();
            black_box(whole);
            plain.push(started.elapsed());
            let started = Instant::now();
            let tie_out = TieOut::of(&report, form, &catalog);
            rows.push(started.elapsed());
            let started = Instant::now();
            black_box(black_box(&tie_out).broken());
            sums.push(started.elapsed());
            let started = Instant::now();
            let (_, complete) = black_box(tie_out.explain());
            searches.push(started.elapsed());
            incomplete += usize::from(!complete);
        }
        println!("{errors} planted; search cut short in {incomplete} of {TABLES}");
        tell("  yardstick: one sum of all cells", plain);
        tell("  relations as rows", rows);
        tell("  residuals of all relations", sums);
        tell("  search for the place", searches);
    }
}
