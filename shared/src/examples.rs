//! Two examples for each rule: one that it reports, with what it says, and one that it accepts.
//!
//! They are excerpts of the samples in `tests/data/rules`, written to `explanations/examples.rs` by the test of the same
//! name, which also keeps them fresh. They are for people; what a rule does is proved on the whole samples.

use crate::text::Language;

/// The examples of one rule.
#[derive(Debug)]
pub struct Examples {
    code: &'static str,
    /// Excerpt of a report that the rule objects to.
    pub failing: &'static str,
    message_zh: &'static str,
    message_en: &'static str,
    /// Excerpt of a report that it accepts.
    pub passing: &'static str,
}

impl Examples {
    /// What the rule says of the excerpt that it objects to.
    #[must_use]
    pub const fn message(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.message_zh,
            Language::English => self.message_en,
        }
    }
}

/// The examples, ordered by code.
const EXAMPLES: &[Examples] = &include!("../explanations/examples.rs");

/// The examples of a rule, if it has any.
pub(crate) fn of(code: &str) -> Option<&'static Examples> {
    EXAMPLES.binary_search_by(|examples| examples.code.cmp(code)).ok().map(|at| &EXAMPLES[at])
}
