//! The rule reference, as Markdown.
//!
//! Turns the catalogue into the text of `docs/rules.md`: every rule with its titles, severity, editions, basis and
//! explanation, the names of its samples, and the rules that were left out with the reasons. Nothing is written here by
//! hand, so that the reference cannot disagree with the program.

use std::fmt::Write as _;

use crate::catalog::{Catalog, Rule, RuleBody};
use crate::finding::Severity;
use crate::rules::LEFT_OUT;

/// Writes the rule reference. `samples` are the file names of the rules' samples, `CODE-fail-what.txt` and
/// `CODE-pass-what.txt`.
#[must_use]
pub fn rules(catalog: &Catalog, samples: &[&str]) -> String {
    let mut text = String::from(
        "# Rules\n\n\
         Generated from the catalogue; `UPDATE_GOLDEN=1 cargo nextest run -p gouji-core` rewrites it.\n\n\
         A finding of severity *error* breaks the law's or the form's own words or cannot be by arithmetic; a *warning* is very\n\
         probably a mistake; *info* is worth a look. Samples are in `tests/data/rules`.\n\n",
    );
    index(&mut text, catalog);
    for rule in &catalog.rules {
        entry(&mut text, rule, samples);
    }
    left_out(&mut text);
    text
}

/// Whether a sample belongs to a rule: its code, then what it shows.
#[must_use]
pub fn is_sample_of(sample: &str, code: &str) -> bool {
    let rest = sample.strip_prefix(code).unwrap_or_default();
    rest.starts_with("-fail-") || rest.starts_with("-pass-")
}

fn index(text: &mut String, catalog: &Catalog) {
    text.push_str("| Code | Severity | Defect | |\n|---|---|---|---|\n");
    for rule in &catalog.rules {
        let (code, severity, zh, en) = (&rule.code, severity(rule.severity), &rule.title.zh, &rule.title.en);
        put(text, format_args!("| [{code}](#{}) | {severity} | {zh} | {en} |\n", code.to_lowercase()));
    }
}

fn entry(text: &mut String, rule: &Rule, samples: &[&str]) {
    let kind = match &rule.body {
        RuleBody::Code(_) => "a function",
        RuleBody::Relation(_) => "relations of the forms",
    };
    let (code, name, zh, en) = (&rule.code, &rule.name, &rule.title.zh, &rule.title.en);
    let (severity, editions, basis) = (severity(rule.severity), rule.editions.join(", "), &rule.basis);
    put(text, format_args!("\n## {code}\n\n**{zh}** · {en}\n\n"));
    put(text, format_args!("- name: `{name}`\n- severity: {severity}\n- editions: {editions}\n- basis: {basis}\n- checked by: {kind}\n"));
    let own: Vec<String> = samples.iter().filter(|sample| is_sample_of(sample, code)).map(|sample| format!("`{sample}`")).collect();
    if !own.is_empty() {
        put(text, format_args!("- samples: {}\n", own.join(", ")));
    }
    text.push('\n');
    for line in rule.documentation.en.lines() {
        // The explanation's own headings stand beneath the rule's.
        let deeper = if line.starts_with("## ") { "#" } else { "" };
        put(text, format_args!("{deeper}{line}\n"));
    }
}

fn left_out(text: &mut String) {
    text.push_str("\n## Rules that are not checked\n\n| Code | Defect | Why |\n|---|---|---|\n");
    for rule in LEFT_OUT {
        put(text, format_args!("| {} | {} · {} | {} · {} |\n", rule.code, rule.title_zh, rule.title_en, rule.reason_zh, rule.reason_en));
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn put(text: &mut String, what: std::fmt::Arguments<'_>) {
    text.write_fmt(what).expect("a string takes any text");
}
