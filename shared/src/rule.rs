//! The rule mechanism: how a check is declared, what it is given and what it returns.
//!
//! One file, one rule, one shape: [`declare_rule!`](crate::declare_rule) with documentation and metadata, then one
//! function. The doc comment is the explanation that users read in English; its headings are fixed, and the Chinese text is
//! found by the code (see [`crate::explanation`]). Relations of the forms are rules without code: their words are data too
//! (`forms/relations.toml`).

use std::cell::{Cell, OnceCell};

use crate::bilingual;
use crate::catalog::{Catalog, RuleId};
use crate::claims::{ByCells, Claim, ClaimId, ClaimYear, Claims, SameCells};
use crate::finding::{Finding, Related, Severity};
use crate::form::{CellId, Form, FormTable, TableId};
use crate::private::Private;
use crate::profile::Profile;
use crate::prose::Prose;
use crate::report::{Date, Report, Statistic};
use crate::rules::{Announced, Declaration, Kinds, Runs};
use crate::source::{Source, Span};
use crate::text::Bilingual;

/// What a rule says of itself.
#[derive(Debug)]
pub struct RuleDefinition {
    /// Stable code, `STR-SECTION-MISSING`; never reused.
    pub code: &'static str,
    /// Name of the defect in kebab case.
    pub name: &'static str,
    /// Severity of its findings unless a guard lowers it.
    pub severity: Severity,
    /// Editions it applies to.
    pub editions: &'static [&'static str],
    /// Title in Chinese: the defect.
    pub title_zh: &'static str,
    /// Title in English.
    pub title_en: &'static str,
    /// The documents it rests on, by number and item.
    pub basis: &'static str,
    /// The explanation in English: the declaration's doc comment.
    pub documentation: &'static str,
    /// The check.
    pub check: Check,
    /// Where it is asked for.
    pub scope: Scope,
    /// What a profile may tell it.
    pub parameters: &'static [Parameter],
}

/// Where a rule is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere: it rests on what binds the whole country.
    #[default]
    National,
    /// In some places only: it is checked where a profile switches it on.
    Local,
}

/// Something that a profile may tell a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Name, in snake case.
    pub name: &'static str,
    /// What its values are.
    pub kind: ParameterKind,
    /// Value in place of none; without it a profile that switches the rule on must give one.
    pub default: Option<&'static str>,
    /// What it means, in Chinese.
    pub title_zh: &'static str,
    /// What it means, in English.
    pub title_en: &'static str,
}

/// What the values of a parameter are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParameterKind {
    /// A count.
    Count,
    /// A calendar day.
    Day,
}

/// The value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParameterValue {
    /// A count.
    Count(u32),
    /// A calendar day.
    Day(Date),
}

impl ParameterKind {
    /// Reads a value: `1000`, or `2026-01-20`.
    #[must_use]
    pub fn read(self, text: &str) -> Option<ParameterValue> {
        match self {
            Self::Count if text.bytes().all(|b| b.is_ascii_digit()) => text.parse().ok().map(ParameterValue::Count),
            Self::Count => None,
            Self::Day => Date::parse(text).map(ParameterValue::Day),
        }
    }

    /// What a value must be.
    pub(crate) fn wanted(self) -> Bilingual {
        match self {
            Self::Count => bilingual!("非负整数", "count"),
            Self::Day => bilingual!("形如 2026-01-20 的日期", "date such as 2026-01-20"),
        }
    }
}

/// The function of a rule.
pub type Check = fn(&Context<'_>, &mut Findings<'_>) -> Ran;

/// Whether a rule ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ran {
    /// It looked at everything it is about.
    Fully,
    /// There is nothing for it to look at; says why.
    NotApplicable(Bilingual),
    /// It looked at nothing, or only at a part, of what it is about; says what was missing.
    NotFully(Bilingual),
}

/// All that a rule may see.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The report's text.
    pub source: &'a Source,
    /// What was read from it.
    pub report: &'a Report,
    /// What its running text says.
    pub prose: &'a Prose,
    /// The form that its tables follow.
    pub form: &'a Form,
    /// Forms, rules and crosswalk.
    pub catalog: &'a Catalog,
    /// The day the check is made as of, if the caller gave one.
    pub as_of: Option<Date>,
    /// What the caller's office decided about rules and findings.
    pub profile: Option<&'a Profile>,
    /// What it told the rule that runs.
    pub parameters: &'a [(&'static str, ParameterValue)],
    /// What rules find out for each other.
    pub shared: &'a Shared,
}

/// What several rules ask for and few reports need: made when the first rule asks.
#[derive(Debug, Default)]
pub struct Shared {
    by_cells: OnceCell<ByCells>,
    /// What the report says of its own parts.
    pub(crate) declaration: OnceCell<Option<Declaration>>,
    /// Where its attachments begin.
    pub(crate) attachments: OnceCell<u32>,
    /// The headings that are counted together.
    pub(crate) runs: OnceCell<Runs>,
    /// The places of the statistics that are not merely a count in plain digits.
    pub(crate) remarkable: OnceCell<Vec<usize>>,
    /// Which kinds of marks there are.
    pub(crate) kinds: OnceCell<Kinds>,
    /// The places of the claims that state a figure of a known topic.
    pub(crate) figures: OnceCell<Vec<ClaimId>>,
    /// Which parts tell problems and plans, by their headings.
    pub(crate) announced: OnceCell<Announced>,
    /// Whether the rule that runs asked for the figures of the prose.
    pub(crate) asked_claims: Cell<bool>,
}

impl<'a> Context<'a> {
    /// The text of a span.
    #[must_use]
    pub fn text(&self, span: Span) -> &'a str {
        self.source.slice(span)
    }

    /// The paragraph that a place stands in; `None` for what is no running text.
    #[must_use]
    pub fn paragraph(&self, span: Span) -> Option<Span> {
        let paragraphs = &self.report.paragraphs;
        let above = paragraphs.partition_point(|paragraph| paragraph.start() <= span.start());
        above.checked_sub(1).map(|last| paragraphs[last]).filter(|last| last.contains(span))
    }

    /// The line (from 1) a span starts on.
    #[must_use]
    pub fn line(&self, span: Span) -> usize {
        self.source.line_at(span.start()) + 1
    }

    /// A cell by its address in the report's form.
    #[must_use]
    pub fn cell(&self, address: &str) -> Option<CellId> {
        self.form.cell(address)
    }

    /// A count that a profile told the rule.
    #[must_use]
    pub fn count(&self, parameter: &str) -> Option<u32> {
        self.parameters.iter().find_map(|(name, value)| match value {
            ParameterValue::Count(count) if *name == parameter => Some(*count),
            _ => None,
        })
    }

    /// A day that a profile told the rule.
    #[must_use]
    pub fn day(&self, parameter: &str) -> Option<Date> {
        self.parameters.iter().find_map(|(name, value)| match value {
            ParameterValue::Day(day) if *name == parameter => Some(*day),
            _ => None,
        })
    }

    /// The statistic at an address in the report's form.
    #[must_use]
    pub fn at(&self, address: &str) -> Option<&'a Statistic> {
        self.report.statistic(self.form.cell(address)?)
    }

    /// The figures that the prose states.
    #[must_use]
    pub fn claims(&self) -> &'a Claims {
        self.shared.asked_claims.set(true);
        &self.report.claims
    }

    /// The figures of the prose about exactly these cells in one year.
    #[must_use]
    pub fn same_cells(&self, cells: &[CellId], year: ClaimYear) -> Option<&'a SameCells> {
        let claims = self.claims();
        self.shared.by_cells.get_or_init(|| ByCells::new(claims)).of(cells, year)
    }

    /// The claims about a topic of `forms/claims.toml`, by its name, in the order of the text.
    pub fn claims_about(&self, topic: &str) -> impl Iterator<Item = &'a Claim> + use<'a> {
        let topic = self.catalog.claim_words.topic_by_id(topic);
        self.claims().list.iter().filter(move |claim| topic.is_some() && claim.topic == topic)
    }

    /// The form's description of a table.
    #[must_use]
    pub fn form_table(&self, table: TableId) -> &'a FormTable {
        self.form.table_at(table)
    }

    /// A cell's name for people: its row's and, where there are several columns, its column's official label.
    #[must_use]
    pub fn label(&self, cell: CellId) -> String {
        let table = self.form.table_at(cell.table);
        let column = &table.columns[usize::from(cell.column)];
        let row = &table.rows[usize::from(cell.row)];
        match table.layout {
            crate::form::Layout::SingleRow => match column.parent {
                Some(parent) => format!("{}“{}”", table.columns[usize::from(parent)].label, column.label),
                None => format!("“{}”", column.label),
            },
            crate::form::Layout::Grid | crate::form::Layout::List if table.value_columns().count() > 1 => {
                format!("“{}”（{}）", row.label, column.label)
            }
            crate::form::Layout::Grid | crate::form::Layout::List => format!("“{}”", row.label),
        }
    }
}

/// Where a rule puts its findings.
#[derive(Debug)]
pub struct Findings<'a> {
    rule: RuleId,
    severity: Severity,
    out: &'a mut Vec<Finding>,
}

impl<'a> Findings<'a> {
    /// Collects the findings of one rule.
    pub(crate) fn new(rule: RuleId, severity: Severity, out: &'a mut Vec<Finding>) -> Self {
        Self { rule, severity, out }
    }

    /// Adds a finding of the rule's own severity and returns it for more detail.
    pub fn add(&mut self, primary: Option<Span>, message: Bilingual, help: Bilingual) -> FindingBuilder<'_> {
        self.out.push(Finding {
            rule: self.rule,
            severity: self.severity,
            regraded_from: None,
            message,
            help,
            primary,
            related: Vec::new(),
            private: Vec::new(),
            cells: Vec::new(),
            expected: None,
            actual: None,
            group: String::new(),
            fingerprint: String::new(),
            localisation: None,
            waiver: None,
        });
        let last = self.out.len() - 1;
        FindingBuilder { finding: &mut self.out[last] }
    }
}

/// Adds detail to a finding.
#[derive(Debug)]
pub struct FindingBuilder<'a> {
    finding: &'a mut Finding,
}

impl FindingBuilder<'_> {
    /// Lowers the severity; a guard never raises it.
    #[must_use = "detail is added in place; end the chain with `done`"]
    pub fn at_most(self, severity: Severity) -> Self {
        self.finding.severity = self.finding.severity.min(severity);
        self
    }

    /// Adds a further place.
    #[must_use = "detail is added in place; end the chain with `done`"]
    pub fn related(self, span: Span, note: Bilingual) -> Self {
        self.finding.related.push(Related { span, note });
        self
    }

    /// Hides a name or an address that the finding is about from every result.
    #[must_use = "detail is added in place; end the chain with `done`"]
    pub fn private(self, place: Private) -> Self {
        self.finding.private.push(place);
        self
    }

    /// Names the cells it is about.
    #[must_use = "detail is added in place; end the chain with `done`"]
    pub fn cells(self, cells: impl IntoIterator<Item = CellId>) -> Self {
        self.finding.cells.extend(cells);
        self
    }

    /// Says what the primary place should say and what it says.
    #[must_use = "detail is added in place; end the chain with `done`"]
    pub fn expected(self, expected: impl Into<String>, actual: impl Into<String>) -> Self {
        self.finding.expected = Some(expected.into());
        self.finding.actual = Some(actual.into());
        self
    }

    /// Puts it into a group of findings with one root cause.
    #[must_use = "detail is added in place; end the chain with `done`"]
    pub fn group(self, group: impl Into<String>) -> Self {
        self.finding.group = group.into();
        self
    }

    /// Ends the chain.
    pub fn done(self) {}
}

/// Declares a rule: its documentation, its metadata and its check.
///
/// The doc comment is the explanation in English, under the headings of [`HEADINGS`](crate::explanation::HEADINGS); the
/// Chinese one stands under the rule's code in `explanations/FAMILY.zh.md`. A rule of some places only goes on with
/// `scope: Local`, one that a profile may tell something with `parameters: &[…]`.
#[macro_export]
macro_rules! declare_rule {
    (
        $(#[doc = $doc:literal])+
        $visibility:vis static $name:ident = {
            code: $code:literal,
            name: $defect:literal,
            severity: $severity:ident,
            editions: $editions:expr,
            title: ($zh:literal, $en:literal),
            basis: $basis:literal,
            check: $check:expr
            $(, scope: $scope:ident)?
            $(, parameters: $parameters:expr)?
            $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        $visibility static $name: $crate::rule::RuleDefinition = $crate::rule::RuleDefinition {
            code: $code,
            name: $defect,
            severity: $crate::finding::Severity::$severity,
            editions: $editions,
            title_zh: $zh,
            title_en: $en,
            basis: $basis,
            documentation: concat!($($doc, "\n"),+),
            check: $check,
            scope: $crate::declare_rule!(@scope $($scope)?),
            parameters: $crate::declare_rule!(@parameters $($parameters)?),
        };
    };
    (@scope) => { $crate::rule::Scope::National };
    (@scope $scope:ident) => { $crate::rule::Scope::$scope };
    (@parameters) => { &[] };
    (@parameters $parameters:expr) => { $parameters };
}
