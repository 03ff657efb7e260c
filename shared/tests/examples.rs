//! The examples that explain a rule, cut from its samples.
//!
//! An excerpt has the first line of the sample, the lines that the finding points at or that set the sample apart from its
//! counterpart, their neighbours, the head of a table that they are in, and the line that names bare figures. A sample that
//! is accepted is cut at the cells that the finding on the other one is about. Cells on lines of their own are put side by
//! side; a short sample is shown whole. `UPDATE_GOLDEN=1` rewrites the file.

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

use gouji_core::catalog::Rule;
use gouji_core::finding::Finding;
use gouji_core::{Checked, Document, Engine, Limits, reference};

/// Samples of at most this many lines are shown whole, and no excerpt has more.
const MOST_LINES: usize = 14;

/// As many lines that two samples do not share are what sets them apart; more are two different reports.
const FEW_LINES: usize = 3;

/// Longer lines are cut.
const MOST_CHARS: usize = 48;

/// Characters that are left in front of the place where a line is cut.
const LEAD: usize = 16;

/// What stands where something was left out.
const GAP: &str = "…";

/// Between the cells of a row.
const BETWEEN_CELLS: &str = " | ";

/// A line as it is shown, and the bytes it was made from.
struct Line {
    text: String,
    start: usize,
    end: usize,
}

/// A sample, checked and split into lines.
struct Sample {
    checked: Checked,
    lines: Vec<Line>,
}

impl Sample {
    fn read(engine: &Engine, name: &str) -> Self {
        let bytes = bytes(&folder().join(name));
        let document = Document { name, bytes: &bytes, charset: None };
        let checked = engine.check(document, &support::options_of_sample(engine, name)).expect("a sample is checked");
        let lines = lines(checked.source.text());
        Self { checked, lines }
    }

    /// The rule's first finding.
    fn finding(&self, engine: &Engine, code: &str) -> Option<&Finding> {
        let (id, _) = engine.catalog().rule_by_code(code)?;
        self.checked.judgement.findings.iter().find(|finding| finding.rule == id)
    }

    /// Places of the cells that a finding on another sample is about.
    fn places_of(&self, finding: &Finding, other: &Self) -> Vec<Range<usize>> {
        if self.checked.report.edition.form != other.checked.report.edition.form {
            return Vec::new();
        }
        finding.cells.iter().filter_map(|&cell| self.checked.report.statistic(cell)?.span).map(|span| span.range()).collect()
    }

    /// The lines that decide: those of the places, and those that the other sample does not have unless they are many.
    fn decisive(&self, places: &[Range<usize>], other: &Self) -> BTreeSet<usize> {
        let at = |place: &Range<usize>| {
            let lines = self.lines.iter().enumerate();
            lines.filter(move |(_, line)| line.start < place.end && place.start < line.end).map(|(at, _)| at).collect::<Vec<_>>()
        };
        let mut decisive: BTreeSet<usize> = places.iter().flat_map(at).collect();
        let unlike: BTreeSet<usize> = self.unlike(other).collect();
        if decisive.is_empty() || unlike.len() <= FEW_LINES {
            decisive.extend(unlike);
        }
        if !decisive.is_empty() {
            return decisive;
        }
        let same = self.lines.iter().zip(&other.lines).take_while(|(a, b)| a.text == b.text).count();
        BTreeSet::from([same.min(self.lines.len().saturating_sub(1))])
    }

    /// The lines that another sample does not have.
    fn unlike<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = usize> + 'a {
        let unlike = |line: &Line| !other.lines.iter().any(|theirs| theirs.text == line.text);
        self.lines.iter().enumerate().filter(move |(_, line)| unlike(line)).map(|(at, _)| at)
    }

    /// The head of the table that a line is in.
    fn head(&self, line: usize) -> usize {
        let rows = self.lines[..=line].iter().rev().take_while(|line| line.text.contains('|')).count();
        (line + 1).saturating_sub(rows.max(1))
    }

    /// The line that names a line of bare figures: the nearest one above it with words, else the line itself.
    fn label(&self, line: usize) -> usize {
        // A single letter is a unit (条), not a name.
        let words = |at: &usize| self.lines[*at].text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
        (0..=line).rev().find(words).unwrap_or(line)
    }

    fn excerpt(&self, places: &[Range<usize>], other: &Self) -> String {
        let last = self.lines.len() - 1;
        let decisive = self.decisive(places, other);
        let mut kept: BTreeSet<usize> = BTreeSet::from([0]);
        kept.extend(decisive.iter().flat_map(|&at| [self.head(at), self.label(at), at]));
        let neighbours: BTreeSet<usize> = decisive.iter().flat_map(|&at| [at.saturating_sub(1), (at + 1).min(last)]).collect();
        if kept.union(&neighbours).count() <= MOST_LINES {
            kept.extend(neighbours);
        }
        if self.lines.len() <= MOST_LINES {
            kept = (0..=last).collect();
        }
        let mut out: Vec<String> = Vec::new();
        let mut next = 0;
        for at in kept.into_iter().take(MOST_LINES) {
            if at > next {
                out.push(GAP.to_owned());
            }
            let place = places.iter().map(|place| place.start).find(|&start| (self.lines[at].start..self.lines[at].end).contains(&start));
            out.push(self.lines[at].cut(place));
            next = at + 1;
        }
        if next <= last {
            out.push(GAP.to_owned());
        }
        out.join("\n")
    }
}

impl Line {
    /// As much of the line as is shown, with the place in view.
    fn cut(&self, place: Option<usize>) -> String {
        let count = self.text.chars().count();
        if count <= MOST_CHARS {
            return self.text.clone();
        }
        // Rows are shown with more between their cells than the source has, so the place is only near.
        let before = place.map_or(0, |place| self.text.char_indices().take_while(|(at, _)| self.start + at < place).count());
        let from = before.saturating_sub(LEAD).min(count - MOST_CHARS);
        let shown: String = self.text.chars().skip(from).take(MOST_CHARS).collect();
        let (front, back) = (if from > 0 { GAP } else { "" }, if from + MOST_CHARS < count { GAP } else { "" });
        format!("{front}{shown}{back}")
    }
}

/// A text's lines without the blank ones; cells that stand on lines of their own, each behind a tab, make one line.
fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut start = 0;
    let mut in_row = false;
    for raw in text.split_inclusive('\n') {
        let (line, end) = (raw.trim_end_matches(['\n', '\r']), start + raw.len());
        let cell = line.strip_prefix('\t').filter(|cell| !cell.contains('\t'));
        match (cell, lines.last_mut()) {
            (Some(cell), Some(row)) if in_row => {
                row.text = format!("{}{BETWEEN_CELLS}{}", row.text, cell.trim());
                row.end = end;
            }
            _ if line.trim().is_empty() && cell.is_none() => {}
            _ => lines.push(Line { text: cell.unwrap_or(line).trim().replace('\t', BETWEEN_CELLS), start, end }),
        }
        in_row = cell.is_some();
        start = end;
    }
    lines
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/rules")
}

#[expect(clippy::disallowed_methods, reason = "a test reads its samples")]
fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn names() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).expect("the folder of samples is there");
    let names: BTreeSet<String> = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    names.into_iter().collect()
}

/// The samples of a rule that fail or that pass, the smallest first.
fn samples(engine: &Engine, names: &[String], code: &str, kind: &str) -> Vec<Sample> {
    let own = names.iter().filter(|name| reference::is_sample_of(name, code) && name[code.len()..].starts_with(kind));
    let mut samples: Vec<Sample> = own.map(|name| Sample::read(engine, name)).collect();
    samples.sort_by_key(|sample| (sample.lines.len(), sample.checked.source.text().len()));
    samples
}

/// The entry of a rule: the smallest sample that fails, and the one that passes and is most like it.
fn entry(engine: &Engine, names: &[String], rule: &Rule) -> String {
    let failing = samples(engine, names, &rule.code, "-fail-");
    let failing = failing.first().unwrap_or_else(|| panic!("{} has no sample that fails", rule.code));
    let passing = samples(engine, names, &rule.code, "-pass-");
    let passing = passing.iter().min_by_key(|sample| sample.unlike(failing).count());
    let passing = passing.unwrap_or_else(|| panic!("{} has no sample that passes", rule.code));
    let finding = failing.finding(engine, &rule.code).unwrap_or_else(|| panic!("{} does not object to its sample", rule.code));
    let spans = finding.primary.into_iter().chain(finding.related.iter().map(|related| related.span));
    let places: Vec<Range<usize>> = spans.map(|span| span.range()).collect();
    let fields = [
        ("code", rule.code.clone()),
        ("failing", failing.excerpt(&places, passing)),
        ("message_zh", finding.message.zh.clone()),
        ("message_en", finding.message.en.clone()),
        ("passing", passing.excerpt(&passing.places_of(finding, failing), failing)),
    ];
    let mut text = String::from("    Examples {\n");
    for (name, value) in fields {
        assert!(!value.is_empty(), "{}: {name} is empty", rule.code);
        assert!(!value.contains("\"#"), "{}: {name} would end its own literal", rule.code);
        let hash = if value.contains('"') { "#" } else { "" };
        let _ = writeln!(text, "        {name}: r{hash}\"{value}\"{hash},");
    }
    text + "    },\n"
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a golden file is compared, and rewritten on request")]
fn examples_are_fresh() {
    let engine = Engine::new(Limits::default()).expect("the catalogue loads");
    let names = names();
    let mut text = String::from("// Generated from tests/data/rules; `UPDATE_GOLDEN=1 cargo nextest run -p gouji-core` rewrites it.\n[\n");
    for rule in &engine.catalog().rules {
        text += &entry(&engine, &names, rule);
    }
    text += "]\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("explanations/examples.rs");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &text).expect("the examples can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "explanations/examples.rs is stale; UPDATE_GOLDEN=1 rewrites it");
}

#[test]
fn cells_on_lines_of_their_own_become_one_row() {
    let shown = lines("标题\n\n\t行\n\t1\n\t\n\t2\n\n\t另一行\n\t3\n甲\t乙\n");
    let texts: Vec<&str> = shown.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["标题", "行 | 1 |  | 2", "另一行 | 3", "甲 | 乙"]);
}

#[test]
fn long_line_is_cut_around_its_place() {
    let line = Line { text: "字".repeat(200), start: 10, end: 610 };
    let shown = line.cut(Some(10 + 3 * 100));
    assert!(shown.starts_with(GAP) && shown.ends_with(GAP));
    assert_eq!(shown.chars().count(), MOST_CHARS + 2);
    assert!(!line.cut(None).starts_with(GAP));
}
