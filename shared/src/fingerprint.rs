//! The identity of a finding: which report it is about, and what it states there.
//!
//! Turns findings into fingerprints such as `5f0c2a91-3d1b0a77c4e8f2d6`. The first part names the report by its body and
//! year, the second the statement: the rule; the cells with what they hold, or, where no cell is named, the sentence of the
//! place; and what should stand there. So a fingerprint outlives every edit of another place, no two reports share one, and
//! it changes as soon as a figure of the finding does: what somebody accepted is never taken for something else.
//!
//! Findings that state the very same, a sentence that was copied twice for instance, are numbered and counted,
//! `…-2of3`. The count is part of each: once one of them is corrected, none of the others takes its place.

use rustc_hash::{FxBuildHasher, FxHashMap};
use sha2::{Digest as _, Sha256};

use crate::amount::push;
use crate::catalog::{Catalog, hexadecimal, push_hexadecimal};
use crate::finding::Finding;
use crate::form::{CellId, Form};
use crate::private::Mask;
use crate::report::{CellValue, Report};
use crate::source::{Source, Span};

/// Bytes of the hash that name the report, and the statement.
const REPORT_BYTES: usize = 4;
const STATEMENT_BYTES: usize = 8;

/// Most bytes of a sentence that are looked at on either side of a place, so that the cost of a finding is bounded.
const REACH: usize = 240;

/// Gives every finding its fingerprint. They must be in their final order.
///
/// A number of eleven digits could be guessed from its hash, so personal data is hashed as it is shown: with its mask.
pub(crate) fn assign(findings: &mut [Finding], mask: &Mask<'_>, source: &Source, report: &Report, catalog: &Catalog) {
    let form = report.edition.form.map(|at| &catalog.forms[at]);
    let mut parts = String::new();
    let mut statement = |finding: &Finding| {
        parts.clear();
        state(&mut parts, finding, mask, source, report, catalog, form);
        hash::<STATEMENT_BYTES>(&parts)
    };
    let statements: Vec<[u8; STATEMENT_BYTES]> = findings.iter().map(&mut statement).collect();
    let mut counts: FxHashMap<[u8; STATEMENT_BYTES], (u32, u32)> = FxHashMap::with_capacity_and_hasher(findings.len(), FxBuildHasher);
    for statement in &statements {
        counts.entry(*statement).or_default().1 += 1;
    }
    let report = of_report(report);
    for (finding, statement) in findings.iter_mut().zip(&statements) {
        let (number, of) = counts.entry(*statement).or_default();
        *number += 1;
        let fingerprint = &mut finding.fingerprint;
        fingerprint.reserve_exact(report.len() + 1 + 2 * STATEMENT_BYTES);
        fingerprint.push_str(&report);
        fingerprint.push('-');
        push_hexadecimal(fingerprint, statement);
        if *of > 1 {
            fingerprint.push_str(&format!("-{number}of{of}"));
        }
    }
}

/// The part of a fingerprint that names the report: its body and its year, as far as they are known.
pub(crate) fn of_report(report: &Report) -> String {
    let mut parts = String::new();
    parts.push_str(report.organization.as_ref().map_or("", |organization| organization.name.as_str()));
    parts.push('\0');
    parts.push_str(&report.year.year.map_or_else(String::new, |year| year.to_string()));
    parts.push('\0');
    hexadecimal(&hash::<REPORT_BYTES>(&parts))
}

/// The first bytes of a text's hash.
fn hash<const N: usize>(text: &str) -> [u8; N] {
    let whole: [u8; 32] = Sha256::digest(text).into();
    std::array::from_fn(|at| whole[at])
}

/// Whether a text has the form of a fingerprint.
pub(crate) fn is_well_formed(text: &str) -> bool {
    let is_hash = |part: &str, bytes: usize| part.len() == 2 * bytes && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let is_number = |part: &str| (1..=9).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = text.split('-');
    let named =
        parts.next().is_some_and(|part| is_hash(part, REPORT_BYTES)) && parts.next().is_some_and(|part| is_hash(part, STATEMENT_BYTES));
    let counted = parts.next().is_none_or(|part| part.split_once("of").is_some_and(|(number, of)| is_number(number) && is_number(of)));
    named && counted && parts.next().is_none()
}

/// Writes down what a finding states. Each part has an end, so that no two lists of parts look alike.
fn state(out: &mut String, finding: &Finding, mask: &Mask<'_>, source: &Source, report: &Report, catalog: &Catalog, form: Option<&Form>) {
    out.push_str(&catalog.rule(finding.rule).code);
    out.push('\0');
    for &cell in &finding.cells {
        if let Some(form) = form {
            out.push_str(form.indicator(cell));
            out.push('@');
            out.push_str(form.column_code(cell));
        }
        out.push('\0');
        push_held(out, cell, mask, report);
        out.push('\0');
    }
    if finding.cells.is_empty() {
        if let Some(span) = finding.primary {
            push_words(out, &mask.text(sentence(source.text(), span)));
        }
        out.push('\0');
    }
    match (&finding.expected, &finding.actual) {
        // What is missing stands nowhere: only the message says what it is.
        (None, None) if finding.cells.is_empty() && finding.primary.is_none() => out.push_str(&mask.words(&finding.message.zh)),
        (None, None) => out.push('\0'),
        (expected, actual) => {
            out.push_str(&mask.words(expected.as_deref().unwrap_or_default()));
            out.push('\0');
            out.push_str(&mask.words(actual.as_deref().unwrap_or_default()));
        }
    }
    out.push('\0');
}

/// Writes down what a cell holds, however it is printed.
fn push_held(out: &mut String, cell: CellId, mask: &Mask<'_>, report: &Report) {
    let Some(statistic) = report.statistic(cell) else { return };
    match &statistic.value {
        CellValue::Number { amount, .. } => push(out, *amount),
        CellValue::Blank => out.push_str("blank"),
        CellValue::Dash => out.push_str("dash"),
        CellValue::Text => {
            if let Some(span) = statistic.span {
                out.push('“');
                push_words(out, &mask.text(span));
                out.push('”');
            }
        }
        CellValue::Absent => out.push_str("absent"),
    }
}

/// The sentence or line of a place, as much of it as is within reach.
fn sentence(text: &str, place: Span) -> Span {
    let place = place.range();
    let whole = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let floor = whole(place.start.saturating_sub(REACH));
    let ceiling = whole(place.end.saturating_add(REACH).min(text.len()));
    let (before, behind) = (&text.as_bytes()[floor..place.start], &text.as_bytes()[place.end..ceiling]);
    let line = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1);
    let mark = memchr::memrchr2_iter(MARKS[0], MARKS[1], &before[line..]).find(|&at| is_mark(&before[line + at..]));
    let start = floor + line + mark.map_or(0, |at| at + MARK);
    let line = memchr::memchr2(b'\n', b'\r', behind).unwrap_or(behind.len());
    let end = memchr::memchr2_iter(MARKS[0], MARKS[1], &behind[..line]).find(|&at| is_mark(&behind[at..])).unwrap_or(line);
    Span::of(start..place.end + end)
}

/// What the marks that end a sentence begin with, and how many bytes they have.
const MARKS: [u8; 2] = [0xe3, 0xef];
const MARK: usize = '。'.len_utf8();

/// Whether a text begins with a mark that ends a sentence.
fn is_mark(text: &[u8]) -> bool {
    ["。", "！", "？", "；"].iter().any(|mark| text.starts_with(mark.as_bytes()))
}

/// Writes down a text without blanks, which copying changes.
fn push_words(out: &mut String, text: &str) {
    if may_hold_blanks(text.as_bytes()) {
        text.split_whitespace().for_each(|word| out.push_str(word));
    } else {
        out.push_str(text);
    }
}

/// Whether a text may hold blanks: most sentences do not, which is told from their bytes many at a time.
fn may_hold_blanks(text: &[u8]) -> bool {
    let narrow = text.iter().fold(false, |any, &byte| any | (byte <= b' ') | (byte == 0xc2) | (byte == 0xe1));
    // U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F and U+3000, and a few others beside the quotation marks and dashes.
    let is_wide =
        |a: u8, b: u8, c: u8| ((a == 0xe2) & (b <= 0x81) & ((c <= 0x8a) | (c >= 0x9f))) | ((a == 0xe3) & (b == 0x80) & (c == 0x80));
    narrow || text.windows(3).fold(false, |any, bytes| any | is_wide(bytes[0], bytes[1], bytes[2]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Engine, Limits, Options};

    const REPORT: &str = include_str!("../../tests/data/reports/000.txt");

    /// Rule and fingerprint of every finding about a text.
    fn fingerprints(text: &str) -> Vec<(String, String)> {
        let engine = Engine::new(Limits::default()).unwrap();
        let checked = engine.check(Document { name: "", bytes: text.as_bytes(), charset: None }, &Options::default()).unwrap();
        let code = |finding: &Finding| engine.catalog().rule(finding.rule).code.clone();
        checked.judgement.findings.iter().map(|finding| (code(finding), finding.fingerprint.clone())).collect()
    }

    fn of<'a>(rule: &str, fingerprints: &'a [(String, String)]) -> Vec<&'a str> {
        fingerprints.iter().filter(|(code, _)| code == rule).map(|(_, fingerprint)| fingerprint.as_str()).collect()
    }

    #[test]
    fn every_fingerprint_is_well_formed_and_the_findings_own() {
        let all = fingerprints(REPORT);
        assert!(all.len() > 3 && all.iter().all(|(_, fingerprint)| is_well_formed(fingerprint)), "{all:?}");
        let distinct: std::collections::HashSet<_> = all.iter().map(|(_, fingerprint)| fingerprint).collect();
        assert_eq!(distinct.len(), all.len(), "{all:?}");
    }

    #[test]
    fn what_is_no_fingerprint_is_told_apart() {
        assert!(is_well_formed("5f0c2a91-3d1b0a77c4e8f2d6") && is_well_formed("5f0c2a91-3d1b0a77c4e8f2d6-2of3"));
        for text in [
            "",
            "5f0c2a91",
            "3d1b0a77c4e8f2d6",
            "5f0c2a91-3d1b0a77c4e8f2D6",
            "5f0c2a91-3d1b0a77c4e8f2d6-2",
            "5f0c2a91-3d1b0a77c4e8f2d6-1of2-1of2",
        ] {
            assert!(!is_well_formed(text), "{text}");
        }
    }

    #[test]
    fn an_edit_elsewhere_changes_no_fingerprint() {
        let before = fingerprints(REPORT);
        let heading = REPORT.find("二、").unwrap();
        let (before_it, rest) = REPORT.split_at(REPORT[..heading].rfind('\n').unwrap());
        let edited = format!("{before_it}\n\n各项工作有序推进，成效明显。\n{}", rest.replace("\t件\n", "\t 件\n"));
        assert_ne!(edited, REPORT);
        assert_eq!(fingerprints(&edited), before);
    }

    #[test]
    fn every_blank_is_left_out() {
        for blank in ('\0'..=char::MAX).filter(|c| c.is_whitespace()) {
            let mut out = String::new();
            push_words(&mut out, &format!("“甲”、{blank}乙—丙{blank}"));
            assert_eq!(out, "“甲”、乙—丙", "{blank:?}");
        }
        assert!(!may_hold_blanks("“甲”、乙——丙（2023年）《丁》".as_bytes()));
    }

    #[test]
    fn another_figure_is_another_finding() {
        let before = fingerprints(REPORT);
        let sum = of("G14-REQ-CHANNEL-SUM", &before);
        assert_eq!(sum.len(), 1);
        let at = REPORT.find("收到申请数").unwrap();
        let edited = format!("{}{}", &REPORT[..at], REPORT[at..].replacen("7", "9", 1));
        let after = fingerprints(&edited);
        assert_eq!(of("G14-REQ-CHANNEL-SUM", &after).len(), 1);
        assert_ne!(of("G14-REQ-CHANNEL-SUM", &after), sum, "a waiver of 7 is none of 9");
    }

    #[test]
    fn the_same_defect_of_another_body_or_year_is_another_finding() {
        let before = fingerprints(REPORT);
        for (from, to) in [("上犹县", "大余县"), ("2018", "2017")] {
            let after = fingerprints(&REPORT.replace(from, to));
            assert!(before.iter().all(|(_, one)| after.iter().all(|(_, other)| one != other)), "{to}");
        }
    }

    #[test]
    fn a_corrected_finding_never_leaves_its_fingerprint_to_another() {
        let text = |sentence: &str| format!("某县2022年政府信息公开工作年度报告\n\n一、总体情况\n\n{sentence}");
        let wrong = "主要做法如下：一是主动公开。三是强化监督。\n\n";
        let twice = fingerprints(&text(&wrong.repeat(2)));
        let gaps = of("STR-INLINE-ENUM-GAP", &twice);
        assert!(gaps.len() == 2 && gaps[0].ends_with("-1of2") && gaps[1].ends_with("-2of2"), "{gaps:?}");
        let once = fingerprints(&text(&format!("{wrong}主要做法如下：一是主动公开。二是强化监督。\n\n")));
        let left = of("STR-INLINE-ENUM-GAP", &once);
        assert!(left.len() == 1 && !gaps.contains(&left[0]), "{left:?} {gaps:?}");
        let beside = fingerprints(&text(&format!("{wrong}工作打算如下：一是健全制度。三是加强培训。\n\n")));
        assert!(of("STR-INLINE-ENUM-GAP", &beside).contains(&left[0]), "another sentence does not disturb it");
    }
}
