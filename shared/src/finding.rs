//! What rules say about a report, and what became of every rule.

use std::sync::Arc;

use crate::catalog::RuleId;
use crate::form::CellId;
use crate::localise::Localisation;
use crate::private::Private;
use crate::profile::Waiver;
use crate::source::Span;
use crate::text::Bilingual;

/// How bad a finding is. Follows the wording of the rule's basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a look.
    Info,
    /// Very probably a mistake.
    Warning,
    /// Breaks the law's or the form's own words, or is arithmetically impossible.
    Error,
}

impl Severity {
    /// Its word in profile files and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A rule's statement about a report, with evidence.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// How bad it is here; a guard may have lowered the rule's own severity.
    pub severity: Severity,
    /// How bad the rule found it, where a profile changed that; set by the check stage.
    pub regraded_from: Option<Severity>,
    /// What is wrong, with this report's own numbers.
    pub message: Bilingual,
    /// What to correct.
    pub help: Bilingual,
    /// The place that the finding is about; `None` only for something that is nowhere, such as a missing section.
    pub primary: Option<Span>,
    /// Further places, with what each contributes.
    pub related: Vec<Related>,
    /// Names and addresses that it is about, which no result may repeat.
    pub private: Vec<Private>,
    /// The cells it is about.
    pub cells: Vec<CellId>,
    /// What the primary place should say, where that follows.
    pub expected: Option<String>,
    /// What it says.
    pub actual: Option<String>,
    /// Findings with one root cause share a group; set by the check stage.
    pub group: String,
    /// Identity of the finding: the same for the same statement about the same report, however its text was edited elsewhere;
    /// set by the check stage.
    pub fingerprint: String,
    /// Where the error is, on the first finding of each group of broken relations; set by the check stage.
    pub localisation: Option<Box<Localisation>>,
    /// Who accepts it, for what reason and how long, if anybody does; set by the check stage.
    pub waiver: Option<Arc<Waiver>>,
}

impl Finding {
    /// Whether nobody accepts it.
    #[must_use]
    pub const fn stands(&self) -> bool {
        self.waiver.is_none()
    }
}

/// A further place that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What it contributes.
    pub note: Bilingual,
}

/// What became of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleOutcome {
    /// It ran and has nothing to say.
    Held,
    /// It ran and has findings.
    Broken,
    /// It has nothing to look at in this report.
    NotApplicable,
    /// It should have run and could not.
    NotRun,
    /// All its findings are waived; it would have held otherwise.
    Waived,
    /// It would have run, and a profile switches it off.
    SwitchedOff,
}

/// The line of one rule in the ledger.
#[derive(Clone, Debug)]
pub struct LedgerEntry {
    /// The rule.
    pub rule: RuleId,
    /// What became of it.
    pub outcome: RuleOutcome,
    /// Why it did not apply or did not run, what a broken rule could not look at, or who waived its findings or switched it
    /// off; empty otherwise.
    pub reason: Arc<Bilingual>,
}

/// The judgement on a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Every applicable rule ran, but for those that a profile switches off, and no error-level finding stands.
    Pass,
    /// At least one error-level finding stands.
    Fail,
    /// None stands, but something needed was not read or a rule did not run.
    Inconclusive,
}
