//! The figures of the prose: every claim of the sample reports as it was judged against the text, line by line.

mod support;

use std::fmt::Write as _;

use gouji_core::claims::{BreakdownKind, ClaimId, Claims};
use gouji_core::{Checked, Engine, Limits};
use support::{REPORTS, check, data, report};

/// A claim a line, then how they hang together.
fn account(checked: &Checked) -> String {
    let engine = Engine::new(Limits::default()).expect("the catalogue loads");
    let (source, claims) = (&checked.source, &checked.report.claims);
    let form = checked.report.edition.form.map(|at| &engine.catalog().forms[at]);
    let mut out = String::from("line\tvalue\tunit\tnumber\trole\tscope\tyear\ttopic\tcells\tsubject\n");
    for claim in &claims.list {
        let topic = claim.topic.map_or("", |topic| &engine.catalog().claim_words.topic(topic).id);
        let cells: Vec<String> = claim.cells.iter().filter_map(|&cell| form.map(|form| form.address(cell))).collect();
        let text = source.slice(claim.subject).split_whitespace().collect::<String>();
        let line = source.line_at(claim.span.start()) + 1;
        let (value, unit, number) = (claim.value, claim.unit, claim.approximation);
        let (role, scope, year) = (claim.role, claim.scope, claim.year);
        let row =
            writeln!(out, "{line}\t{value}\t{unit}\t{number:?}\t{role:?}\t{scope:?}\t{year:?}\t{topic}\t{}\t{text}", cells.join(" + "));
        row.expect("a string takes it");
    }
    out + &links(claims)
}

fn links(claims: &Claims) -> String {
    let mut out = String::new();
    let value = |id: ClaimId| format!("{}{}", claims.get(id).value, claims.get(id).unit);
    let values = |ids: &[ClaimId]| ids.iter().map(|&id| value(id)).collect::<Vec<_>>().join(" ");
    for breakdown in &claims.breakdowns {
        let kind = match breakdown.kind {
            BreakdownKind::Open => "of which",
            BreakdownKind::Likely => "likely made up of",
            BreakdownKind::Exhaustive => "made up of",
        };
        writeln!(out, "{} {kind} {}", value(breakdown.whole), values(&breakdown.parts)).expect("a string takes it");
    }
    for share in &claims.shares {
        writeln!(out, "{} is the share of {} in {}", value(share.share), value(share.part), value(share.whole)).expect("a string takes it");
    }
    for rate in &claims.rates {
        writeln!(out, "{} is the rate of {} to {}", value(rate.rate), value(rate.done), value(rate.of)).expect("a string takes it");
    }
    for change in &claims.changes {
        let stated = |id: Option<ClaimId>| id.map_or_else(|| "?".to_owned(), value);
        let (now, before, by) = (stated(change.now), stated(change.before), value(change.change));
        writeln!(out, "{now} changed {:?} by {by} from {before}", change.direction).expect("a string takes it");
    }
    out
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test may renew what it expects")]
fn claims_of_the_sample_reports_were_judged_against_the_text() {
    for name in REPORTS {
        let found = account(&check(&report(name)));
        let file = format!("reports/{name}.claims.tsv");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data").join(&file);
            std::fs::write(path, &found).expect("the folder can be written to");
        }
        let expected = data(&file);
        for (found, expected) in found.lines().zip(expected.lines()) {
            assert_eq!(found, expected, "{name}");
        }
        assert_eq!(found.lines().count(), expected.lines().count(), "{name}: the whole account:\n{found}");
    }
}
