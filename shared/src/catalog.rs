//! The catalogue: forms, rules and crosswalk, loaded and checked once.
//!
//! Everything that a report is judged by is here, and [`Catalog::sha256`] names it: two programs with the same catalogue
//! hash and version give the same results.

use sha2::{Digest as _, Sha256};

use crate::claims::{Words, WordsError};
use crate::crosswalk::{Crosswalk, CrosswalkError};
use crate::examples::{self, Examples};
use crate::explanation;
use crate::finding::Severity;
use crate::form::hygiene::{self, Flaw};
use crate::form::{Form, FormError, Relation, load};
use crate::prose::{Lexicon, Wording};
use crate::registers::{self, Registers};
use crate::rule::{Check, Parameter, Scope};
use crate::rules;
use crate::text::Bilingual;

/// Index of a rule within its catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u16);

/// A rule of the catalogue.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Stable code.
    pub code: String,
    /// Name of the defect in kebab case.
    pub name: String,
    /// Severity of its findings unless a guard lowers it.
    pub severity: Severity,
    /// Editions it applies to.
    pub editions: Vec<String>,
    /// Title: the defect.
    pub title: Bilingual,
    /// The documents it rests on.
    pub basis: String,
    /// The explanation, as Markdown, under the headings of [`crate::explanation::HEADINGS`].
    pub documentation: Bilingual,
    /// An example that it reports and one that it accepts, if it has any.
    pub examples: Option<&'static Examples>,
    /// How it is checked.
    pub body: RuleBody,
    /// Where it is asked for.
    pub scope: Scope,
    /// What a profile may tell it.
    pub parameters: &'static [Parameter],
}

/// How a rule is checked.
#[derive(Clone, Debug)]
pub enum RuleBody {
    /// By a function.
    Code(Check),
    /// By the interpreter of relations, over the relations of the same code in the report's form.
    Relation(RelationBody),
}

/// What the interpreter of relations needs to know beside the relations themselves.
#[derive(Clone, Debug)]
pub struct RelationBody {
    /// What to correct.
    pub help: Bilingual,
    /// Severity when the right side falls short of the left, if that is lower.
    pub severity_below: Option<Severity>,
    /// Severity when the cells that the relation allows for account for the difference; `None` reports nothing then.
    pub severity_allowed: Option<Severity>,
    /// For each form of the catalogue, the relations of this code, by index.
    pub places: Vec<Vec<usize>>,
}

impl Rule {
    /// The family: the first part of the code.
    #[must_use]
    pub fn family(&self) -> &str {
        self.code.split('-').next().unwrap_or_default()
    }

    /// Severities between which a profile may change it: one step up or down. So what breaks the law's own words or is
    /// arithmetically impossible never becomes a mere note, and what is only worth a look never fails a report.
    #[must_use]
    pub const fn severity_bounds(&self) -> (Severity, Severity) {
        match self.severity {
            Severity::Error => (Severity::Warning, Severity::Error),
            Severity::Warning => (Severity::Info, Severity::Error),
            Severity::Info => (Severity::Info, Severity::Warning),
        }
    }
}

/// Forms, rules and crosswalk.
#[derive(Debug)]
pub struct Catalog {
    /// The forms, newest first.
    pub forms: Vec<Form>,
    /// The rules, ordered by code. Others are put in their place by [`judge_by`](Self::judge_by).
    pub rules: Vec<Rule>,
    /// How indicators correspond between editions.
    pub crosswalk: Crosswalk,
    /// The words that rules look for in running text.
    pub lexicon: Lexicon,
    /// The words that tell what figures of the prose count.
    pub claim_words: Words,
    /// Documents and bodies, each with its years.
    pub registers: Registers,
    /// For each form, whether each rule applies to it.
    applicable: Vec<Vec<bool>>,
    /// For each form, the rule of each of its relations.
    rules_of_relations: Vec<Vec<Option<RuleId>>>,
    sha256: String,
}

/// Why the catalogue was refused.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogError {
    /// A form is inconsistent.
    #[error(transparent)]
    Form(#[from] FormError),
    /// The crosswalk is inconsistent.
    #[error(transparent)]
    Crosswalk(#[from] CrosswalkError),
    /// The words of claims are inconsistent or do not fit the forms.
    #[error(transparent)]
    Claims(#[from] WordsError),
    /// An entry of a register is not in its form.
    #[error("register entry {entry}: {message}")]
    Register {
        /// The entry, or the file.
        entry: String,
        /// What is wrong.
        message: String,
    },
    /// Rules and forms do not fit together.
    #[error("rule {code}: {message}")]
    Rule {
        /// Code of the rule.
        code: String,
        /// What is wrong.
        message: String,
    },
}

/// The form files: every file of `forms/` that is one, with its name.
const FORMS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/forms.rs"));

/// The crosswalk between the editions.
const CROSSWALK: &str = include_str!("../forms/crosswalk.toml");

/// The words that tell what figures of the prose count.
const CLAIMS: &str = include_str!("../forms/claims.toml");

/// Words of the rules that are relations.
const RELATIONS: &str = include_str!("../forms/relations.toml");

impl Catalog {
    /// Loads the catalogue that the program was built with.
    ///
    /// # Errors
    ///
    /// Refuses forms that are inconsistent, a crosswalk or words of claims that name unknown cells, rule codes that occur twice, relations
    /// without words or words without relations, and rules that are not explained in both languages. A program whose tests
    /// pass never sees any of these.
    pub fn load() -> Result<Self, CatalogError> {
        Self::load_from(FORMS)
    }

    /// Loads a catalogue with these forms, given as names and texts.
    fn load_from(sources: &[(&str, &str)]) -> Result<Self, CatalogError> {
        let mut forms = sources.iter().map(|(name, text)| load(name, text)).collect::<Result<Vec<_>, _>>()?;
        forms.sort_by_key(|form| std::cmp::Reverse(form.first_year));
        let crosswalk = Crosswalk::load(CROSSWALK, &forms)?;
        let claim_words = Words::load(CLAIMS, &forms)?;
        let mut rules = rules::definitions().map(from_definition).collect::<Vec<_>>();
        rules.extend(rules::relations::words(RELATIONS, &forms)?);
        rules.sort_by(|a, b| a.code.cmp(&b.code));
        extend_to_like_forms(&mut rules, &forms)?;
        for pair in rules.windows(2) {
            if pair[0].code == pair[1].code {
                return Err(CatalogError::Rule { code: pair[0].code.clone(), message: "occurs twice".to_owned() });
            }
        }
        for rule in &rules {
            if let Some(edition) = rule.editions.iter().find(|id| !forms.iter().any(|form| &form.id == *id)) {
                return Err(CatalogError::Rule { code: rule.code.clone(), message: format!("names the unknown edition {edition}") });
            }
        }
        for form in &forms {
            refuse_flawed(form, &rules)?;
        }
        explanation::complete(&mut rules)?;
        let sha256 = hash(sources, &rules);
        let registers = Registers::load()?;
        let lexicon = Lexicon::with_agencies(registers.agencies.iter().flat_map(|agency| &agency.names).map(String::as_str));
        let (applicable, rules_of_relations) = (Vec::new(), Vec::new());
        let mut catalog =
            Self { forms, rules: Vec::new(), crosswalk, lexicon, claim_words, registers, applicable, rules_of_relations, sha256 };
        catalog.judge_by(rules);
        Ok(catalog)
    }

    /// Judges reports by these rules and no others.
    pub fn judge_by(&mut self, mut rules: Vec<Rule>) {
        rules.sort_by(|a, b| a.code.cmp(&b.code));
        self.applicable = self.forms.iter().map(|form| rules.iter().map(|rule| rule.editions.contains(&form.id)).collect()).collect();
        let of_relations = |form: &Form| form.relations.iter().map(|relation| rule_of(&rules, relation)).collect();
        self.rules_of_relations = self.forms.iter().map(of_relations).collect();
        self.rules = rules;
    }

    /// SHA-256 of everything reports are judged by, in lower-case hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Index of the form of an edition.
    #[must_use]
    pub fn form_index(&self, edition: &str) -> Option<usize> {
        self.forms.iter().position(|form| form.id == edition)
    }

    /// Index of the form in force for a report year.
    #[must_use]
    pub fn form_in_force(&self, year: i32) -> Option<usize> {
        self.forms.iter().position(|form| form.in_force(year))
    }

    /// A rule by its index.
    #[must_use]
    pub fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[usize::from(id.0)]
    }

    /// Whether a rule applies to a form, by their indices.
    pub(crate) fn applies(&self, rule: RuleId, form: usize) -> bool {
        self.applicable[form][usize::from(rule.0)]
    }

    /// The relations of a form, each with its rule, whose code is its own.
    pub(crate) fn relations_of<'a>(&'a self, form: &'a Form) -> impl Iterator<Item = (&'a Relation, Option<(RuleId, &'a Rule)>)> {
        let rules = self.form_index(&form.id).map_or(&[][..], |at| &self.rules_of_relations[at]);
        form.relations.iter().zip(rules).map(|(relation, id)| (relation, id.map(|id| (id, self.rule(id)))))
    }

    /// A rule by its code, letters of either case.
    #[must_use]
    pub fn rule_by_code(&self, code: &str) -> Option<(RuleId, &Rule)> {
        let at = self.rules.iter().position(|rule| rule.code.eq_ignore_ascii_case(code))?;
        Some((RuleId(u16::try_from(at).ok()?), &self.rules[at]))
    }
}

/// The rule of a relation, among rules ordered by code.
fn rule_of(rules: &[Rule], relation: &Relation) -> Option<RuleId> {
    let at = rules.binary_search_by(|rule| rule.code.as_str().cmp(&relation.code)).ok()?;
    u16::try_from(at).ok().map(RuleId)
}

pub(crate) fn from_definition(definition: &'static crate::rule::RuleDefinition) -> Rule {
    Rule {
        code: definition.code.to_owned(),
        name: definition.name.to_owned(),
        severity: definition.severity,
        editions: definition.editions.iter().map(|&id| id.to_owned()).collect(),
        title: Bilingual::new(definition.title_zh, definition.title_en),
        basis: definition.basis.to_owned(),
        documentation: Bilingual { zh: String::new(), en: dedent(definition.documentation) },
        examples: examples::of(definition.code),
        body: RuleBody::Code(definition.check),
        scope: definition.scope,
        parameters: definition.parameters,
    }
}

/// Removes the blank that `///` leaves at the start of each line.
fn dedent(documentation: &str) -> String {
    documentation.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Rules that are code name the editions they apply to; a form says itself whose rules it is judged by.
fn extend_to_like_forms(rules: &mut [Rule], forms: &[Form]) -> Result<(), CatalogError> {
    for form in forms {
        let Some(like) = &form.judged_like else { continue };
        if like == &form.id || !forms.iter().any(|other| &other.id == like) {
            let message = format!("is judged like {like}, which is no other edition");
            return Err(CatalogError::Form(FormError { form: form.id.clone(), message }));
        }
        for rule in rules.iter_mut().filter(|rule| matches!(rule.body, RuleBody::Code(_))) {
            if rule.editions.contains(like) && !rule.editions.contains(&form.id) {
                rule.editions.push(form.id.clone());
            }
        }
    }
    Ok(())
}

/// Refuses relations that honest figures could not satisfy. Suspicions are no relations that have to hold.
fn refuse_flawed(form: &Form, rules: &[Rule]) -> Result<(), CatalogError> {
    let is_error = |relation: usize| {
        let code = &form.relations[relation].code;
        rules.iter().any(|rule| &rule.code == code && rule.severity == Severity::Error)
    };
    hygiene::examine(form, is_error).map(|_| ()).map_err(|flaw| {
        let (relation, cell, by) = match flaw {
            Flaw::Infeasible { relation, cell } => (relation, cell, "by itself"),
            Flaw::Contradictory { relation, cell } => (relation, cell, "with the relations before it"),
        };
        let (code, cell) = (&form.relations[relation].code, form.address(cell));
        CatalogError::Form(FormError { form: form.id.clone(), message: format!("relation {code} {by} holds only if {cell} is zero") })
    })
}

fn hash(sources: &[(&str, &str)], rules: &[Rule]) -> String {
    let mut digest = Sha256::new();
    for (name, text) in sources {
        digest.update(name);
        digest.update(text);
    }
    digest.update(CROSSWALK);
    digest.update(CLAIMS);
    digest.update(RELATIONS);
    digest.update(registers::DOCUMENTS);
    digest.update(registers::AGENCIES);
    Wording::sources().for_each(|source| digest.update(source));
    for rule in rules {
        digest.update(&rule.code);
        digest.update([rule.severity as u8, rule.scope as u8]);
        digest.update(&rule.documentation.zh);
        digest.update(&rule.documentation.en);
    }
    hexadecimal(&digest.finalize())
}

/// Lower-case hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    push_hexadecimal(&mut text, bytes);
    text
}

/// Prints bytes behind a text in lower-case hexadecimal.
pub(crate) fn push_hexadecimal(out: &mut String, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for &byte in bytes {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_is_added_by_a_file_alone() {
        let source = FORMS.iter().find(|(name, _)| *name == "gb2021").map(|(_, text)| *text).unwrap();
        let next = source.replacen("id = \"gb2021\"", "id = \"gb2031\"\njudged_like = \"gb2021\"", 1).replacen(
            "first_year = 2021",
            "first_year = 2031",
            1,
        );
        let mut sources = FORMS.to_vec();
        sources.push(("gb2031", &next));
        let catalog = Catalog::load_from(&sources).unwrap();
        assert_eq!(catalog.forms[0].id, "gb2031");
        for code in ["T3-BALANCE", "T3-ONLY-TOTAL", "STR-SECTION-MISSING", "FORM-ROW-MISSING"] {
            let rule = catalog.rule_by_code(code).unwrap().1;
            assert!(rule.editions.iter().any(|edition| edition == "gb2031"), "{code}");
        }
        assert_ne!(catalog.sha256(), Catalog::load().unwrap().sha256());
    }

    #[test]
    fn a_form_is_judged_like_another_that_exists() {
        let source = FORMS[0].1.replacen("\ntitle = ", "\njudged_like = \"gb1999\"\ntitle = ", 1);
        let mut sources = FORMS.to_vec();
        sources[0].1 = &source;
        assert!(Catalog::load_from(&sources).unwrap_err().to_string().contains("gb1999"));
    }
}
