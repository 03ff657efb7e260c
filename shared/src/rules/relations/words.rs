//! The words of the relation rules: title, severity, basis, explanation and advice.
//!
//! Turns `forms/relations.toml` into rules of the catalogue. Forms and words name the same codes: a relation without words
//! and words without a relation are refused when the catalogue is loaded.

use serde::Deserialize;

use crate::catalog::{CatalogError, RelationBody, Rule, RuleBody};
use crate::examples;
use crate::finding::Severity;
use crate::form::Form;
use crate::rule::Scope;
use crate::text::Bilingual;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    #[serde(default, rename = "rule")]
    rules: Vec<WordsEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsEntry {
    code: String,
    name: String,
    severity: SeverityName,
    severity_below: Option<SeverityName>,
    severity_allowed: Option<SeverityName>,
    title: BothEntry,
    basis: String,
    help: BothEntry,
    documentation: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BothEntry {
    zh: String,
    en: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SeverityName {
    Info,
    Warning,
    Error,
}

/// Reads the words of the relation rules and checks that forms and words name the same codes.
///
/// A rule applies to the editions whose forms state a relation of its code.
pub(crate) fn words(text: &str, forms: &[Form]) -> Result<Vec<Rule>, CatalogError> {
    let fault = |code: &str, message: String| CatalogError::Rule { code: code.to_owned(), message };
    let file: WordsFile = toml::from_str(text).map_err(|error| fault("relations.toml", error.to_string()))?;
    for relation in forms.iter().flat_map(|form| &form.relations) {
        if !file.rules.iter().any(|entry| entry.code == relation.code) {
            return Err(fault(&relation.code, "is a relation without words".to_owned()));
        }
    }
    file.rules.into_iter().map(|entry| rule(entry, forms)).collect()
}

fn rule(entry: WordsEntry, forms: &[Form]) -> Result<Rule, CatalogError> {
    let fault = |message: &str| CatalogError::Rule { code: entry.code.clone(), message: message.to_owned() };
    let of_form = |form: &Form| -> Vec<usize> {
        form.relations.iter().enumerate().filter(|(_, relation)| relation.code == entry.code).map(|(at, _)| at).collect()
    };
    let places: Vec<Vec<usize>> = forms.iter().map(of_form).collect();
    let editions: Vec<String> =
        forms.iter().zip(&places).filter(|(_, places)| !places.is_empty()).map(|(form, _)| form.id.clone()).collect();
    if editions.is_empty() {
        return Err(fault("has words, but no form has a relation of this code"));
    }
    Ok(Rule {
        examples: examples::of(&entry.code),
        code: entry.code,
        name: entry.name,
        severity: severity(entry.severity),
        editions,
        title: both(entry.title),
        basis: entry.basis,
        documentation: Bilingual { zh: String::new(), en: entry.documentation.trim().to_owned() },
        body: RuleBody::Relation(RelationBody {
            help: both(entry.help),
            severity_below: entry.severity_below.map(severity),
            severity_allowed: entry.severity_allowed.map(severity),
            places,
        }),
        scope: Scope::National,
        parameters: &[],
    })
}

fn both(entry: BothEntry) -> Bilingual {
    Bilingual { zh: entry.zh, en: entry.en }
}

const fn severity(name: SeverityName) -> Severity {
    match name {
        SeverityName::Info => Severity::Info,
        SeverityName::Warning => Severity::Warning,
        SeverityName::Error => Severity::Error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = r#"
        id = "t"
        title = "表"
        title_en = "table"
        first_year = 2020
        sections = [{ number = 1, heading = "甲", required = true, tables = ["a"] }]
        [[tables]]
        id = "a"
        section = 1
        title = "甲表"
        layout = "grid"
        columns = [{ code = "x", label = "子" }]
        rows = [{ code = "r", label = "合计" }, { code = "r.p", parent = "r", label = "分项" }]
        [[relation]]
        code = "S"
        sum_over = "rows"
        left = ["r"]
        right = ["r.*"]
        operator = "equal"
        blank = "skip"
    "#;

    fn entry(code: &str) -> String {
        format!(
            "[[rule]]\ncode = \"{code}\"\nname = \"s\"\nseverity = \"error\"\ntitle = {{ zh = \"子\", en = \"s\" }}\n\
             basis = \"b\"\nhelp = {{ zh = \"改\", en = \"correct\" }}\ndocumentation = \"d\"\n"
        )
    }

    #[test]
    fn forms_and_words_must_name_the_same_codes() {
        let forms = [crate::form::load("small", FORM).unwrap()];
        let rules = words(&entry("S"), &forms).unwrap();
        assert_eq!(rules[0].editions, ["t"]);
        assert!(words("", &forms).unwrap_err().to_string().contains("without words"));
        assert!(words(&(entry("S") + &entry("U")), &forms).unwrap_err().to_string().contains("no form"));
    }
}
