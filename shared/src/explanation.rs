//! What rules say of themselves to people, in both languages, under fixed headings.
//!
//! The English text stands with the rule: in the doc comment of its declaration or, for relations, in
//! `forms/relations.toml`. The Chinese text stands in `explanations/FAMILY.zh.md`, under `# CODE`. Each has the four
//! sections of [`HEADINGS`], in order and none empty, so that no rule is explained in one language only; the advice of a
//! relation is its findings' own help and is written once, there. What a relation's findings tell of the place of the error is
//! the same for all and comes from [`crate::localise`].

use std::collections::BTreeMap;

use crate::catalog::{CatalogError, Rule, RuleBody};
use crate::finding::Severity;
use crate::localise;
use crate::text::Language;

/// A heading in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    zh: &'static str,
    en: &'static str,
}

/// The headings of every explanation, in order.
pub const HEADINGS: [Heading; 4] = [
    Heading { zh: "检查什么", en: "What it checks" },
    Heading { zh: "为什么重要", en: "Why it matters" },
    Heading { zh: "哪些情况不报", en: "Not reported" },
    ADVICE,
];

/// The heading of the advice.
const ADVICE: Heading = Heading { zh: "如何改正", en: "How to correct" };

/// The Chinese explanations, a file for each family.
const CHINESE: &[&str] = &[
    include_str!("../explanations/FORM.zh.md"),
    include_str!("../explanations/G14.zh.md"),
    include_str!("../explanations/I08.zh.md"),
    include_str!("../explanations/LAW.zh.md"),
    include_str!("../explanations/LV.zh.md"),
    include_str!("../explanations/NN.zh.md"),
    include_str!("../explanations/NT.zh.md"),
    include_str!("../explanations/NUM.zh.md"),
    include_str!("../explanations/PRV.zh.md"),
    include_str!("../explanations/STR.zh.md"),
    include_str!("../explanations/T2.zh.md"),
    include_str!("../explanations/T3.zh.md"),
    include_str!("../explanations/T4.zh.md"),
    include_str!("../explanations/TXT.zh.md"),
    include_str!("../explanations/XT.zh.md"),
    include_str!("../explanations/YR.zh.md"),
];

impl Heading {
    /// The heading in a language, without its Markdown sign.
    #[must_use]
    pub const fn get(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }
}

/// Adds the Chinese explanations and the advice of relations to rules that have their English words only.
///
/// # Errors
///
/// Refuses a rule without a Chinese explanation, an explanation of no rule, and one that does not have all headings.
pub(crate) fn complete(rules: &mut [Rule]) -> Result<(), CatalogError> {
    complete_from(rules, CHINESE)
}

fn complete_from(rules: &mut [Rule], files: &[&str]) -> Result<(), CatalogError> {
    let mut chinese = BTreeMap::new();
    for (code, text) in files.iter().copied().flat_map(entries) {
        if chinese.insert(code, text).is_some() {
            return Err(fault(code, "is explained twice in Chinese".to_owned()));
        }
    }
    let located = localise::explanation();
    for rule in rules {
        let text = chinese.remove(rule.code.as_str()).ok_or_else(|| fault(&rule.code, "is not explained in Chinese".to_owned()))?;
        text.clone_into(&mut rule.documentation.zh);
        if let RuleBody::Relation(body) = &rule.body {
            advise(&mut rule.documentation.zh, ADVICE.zh, &body.help.zh);
            advise(&mut rule.documentation.en, ADVICE.en, &body.help.en);
            // The place of an error is sought where figures disagree, not where they are merely worth a look.
            if rule.severity > Severity::Info {
                rule.documentation.zh += &format!("\n\n{}", located.zh);
                rule.documentation.en += &format!("\n\n{}", located.en);
            }
        }
        for language in [Language::Chinese, Language::English] {
            require_headings(rule, language)?;
        }
    }
    match chinese.first_key_value() {
        Some((code, _)) => Err(fault(code, "is explained in Chinese, but is no rule".to_owned())),
        None => Ok(()),
    }
}

/// The entries of a file: code and text. What stands before the first code is for whoever edits the file.
fn entries(file: &str) -> impl Iterator<Item = (&str, &str)> {
    file.split("\n# ").skip(1).map(|entry| {
        let (code, text) = entry.split_once('\n').unwrap_or((entry, ""));
        (code.trim(), text.trim())
    })
}

fn advise(documentation: &mut String, heading: &str, help: &str) {
    *documentation += &format!("\n\n## {heading}\n{help}");
}

/// Requires the headings, in order and each with words beneath it.
fn require_headings(rule: &Rule, language: Language) -> Result<(), CatalogError> {
    let text = rule.documentation.get(language);
    let sections = text.split("## ").skip(1).map(|section| section.split_once('\n').unwrap_or((section, "")));
    let filled = sections.filter(|(_, words)| !words.trim().is_empty()).map(|(heading, _)| heading.trim_end());
    if filled.eq(HEADINGS.map(|heading| heading.get(language))) {
        return Ok(());
    }
    let wanted = HEADINGS.map(|heading| heading.get(language)).join(", ");
    Err(fault(&rule.code, format!("is not explained under the headings {wanted}, in this order")))
}

fn fault(code: &str, message: String) -> CatalogError {
    CatalogError::Rule { code: code.to_owned(), message }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    const WHOLE: &str = "\n# A\n\n## 检查什么\n甲\n\n## 为什么重要\n乙\n\n## 哪些情况不报\n丙\n\n## 如何改正\n丁\n";

    /// One rule that is code, explained in English.
    fn rules() -> Vec<Rule> {
        let rules = Catalog::load().expect("the catalogue loads").rules;
        let rule = rules.into_iter().find(|rule| matches!(rule.body, RuleBody::Code(_))).expect("some rule is code");
        vec![Rule { code: "A".to_owned(), ..rule }]
    }

    fn refusal(files: &[&'static str]) -> String {
        complete_from(&mut rules(), files).expect_err("the explanations are refused").to_string()
    }

    #[test]
    fn only_relations_that_are_sought_in_say_that_the_place_of_the_error_is_told() {
        for rule in &Catalog::load().expect("the catalogue loads").rules {
            let told = matches!(rule.body, RuleBody::Relation(_)) && rule.severity > Severity::Info;
            for (text, link) in [(&rule.documentation.zh, "localisation.zh-CN.md"), (&rule.documentation.en, "localisation.md")] {
                assert_eq!(text.contains(link) && text.contains("`SUSPECT_EXTRACTION`"), told, "{}", rule.code);
            }
        }
    }

    #[test]
    fn every_rule_is_explained_in_both_languages_under_all_headings() {
        for rule in &Catalog::load().expect("the catalogue loads").rules {
            for language in [Language::Chinese, Language::English] {
                assert!(require_headings(rule, language).is_ok(), "{} {language:?}", rule.code);
            }
        }
    }

    #[test]
    fn whole_explanation_is_taken_over() {
        let mut rules = rules();
        complete_from(&mut rules, &[WHOLE]).expect("the explanation is whole");
        assert!(rules[0].documentation.zh.starts_with("## 检查什么\n甲"));
        assert!(rules[0].documentation.zh.ends_with("## 如何改正\n丁"));
    }

    #[test]
    fn explanation_that_lacks_a_heading_or_its_words_is_refused() {
        for broken in [
            "\n# A\n\n## 检查什么\n甲\n\n## 哪些情况不报\n丙\n\n## 如何改正\n丁\n",
            "\n# A\n\n## 检查什么\n甲\n\n## 为什么重要\n\n## 哪些情况不报\n丙\n\n## 如何改正\n丁\n",
            "\n# A\n\n## 为什么重要\n乙\n\n## 检查什么\n甲\n\n## 哪些情况不报\n丙\n\n## 如何改正\n丁\n",
        ] {
            assert!(refusal(&[broken]).contains("under the headings"), "{broken}");
        }
    }

    #[test]
    fn rules_and_explanations_must_name_the_same_codes_once() {
        assert!(refusal(&[]).contains("not explained in Chinese"));
        assert!(refusal(&[WHOLE, WHOLE]).contains("twice"));
        assert!(refusal(&[WHOLE, "\n# B\n\n## 检查什么\n甲\n"]).contains("no rule"));
    }
}
