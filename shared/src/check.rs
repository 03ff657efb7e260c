//! Running the rules: findings, ledger, verdict.
//!
//! Turns a [`Report`] into findings ordered by place and code, one ledger line for every rule of the catalogue, and a
//! verdict. A rule that panics is caught and counts as not run, so that no crash ever reads as a pass.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::catalog::{Catalog, Rule, RuleBody, RuleId};
use crate::finding::{Finding, LedgerEntry, RuleOutcome, Severity, Verdict};
use crate::form::CellId;
use crate::previous::Previous;
use crate::private::Mask;
use crate::profile::{Profile, Waived};
use crate::prose::Prose;
use crate::report::{CellValue, Date, Report, UnreadKind};
use crate::rule::{Context, Findings, Ran, Scope, Shared};
use crate::rules::relations;
use crate::source::Source;
use crate::text::Bilingual;
use crate::{Faults, bilingual, fingerprint, groups, localise, profile};

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// Findings, ordered by place, then by code.
    pub findings: Vec<Finding>,
    /// A line for every rule, in the order of the catalogue.
    pub ledger: Vec<LedgerEntry>,
    /// What became of the waivers that are about this report.
    pub waived: Waived,
}

/// Runs every rule of the catalogue.
#[must_use]
pub fn check(source: &Source, report: &Report, catalog: &Catalog, settings: &Settings<'_>) -> Judgement {
    let mut judgement = Judgement::default();
    let prose = Prose::read(source, report, &catalog.lexicon);
    let shared = Shared::default();
    let context = report.edition.form.map(|at| Context {
        source,
        report,
        prose: &prose,
        form: &catalog.forms[at],
        catalog,
        as_of: settings.as_of,
        profile: settings.profile,
        parameters: &[],
        shared: &shared,
    });
    let reasons = Reasons::new(context.as_ref());
    judgement.ledger.reserve(catalog.rules.len());
    for (at, rule) in catalog.rules.iter().enumerate() {
        let id = RuleId(u16::try_from(at).unwrap_or(u16::MAX));
        let (outcome, reason) = run(id, rule, context, settings, &reasons, &mut judgement.findings);
        judgement.ledger.push(LedgerEntry { rule: id, outcome, reason });
    }
    doubt(&mut judgement.findings, report);
    doubt_absence(&mut judgement.findings, report);
    finish(&mut judgement.findings, source, report, catalog);
    if let Some(context) = context {
        localise::localise(&mut judgement.findings, &context, settings.previous);
    }
    if let (Some(profile), Some(as_of)) = (settings.profile, settings.as_of) {
        profile::waive(&mut judgement, profile, as_of, report, catalog);
    }
    judgement
}

/// Gives a finding the severity that a profile has for its rule. A guard that lowered it did so for a reason that stays.
fn regrade(finding: &mut Finding, own: Severity, severity: Severity) {
    let severity = if finding.severity == own { severity } else { severity.min(finding.severity) };
    if severity != finding.severity {
        finding.regraded_from = Some(finding.severity);
        finding.severity = severity;
    }
}

/// An error about cells whose reading is doubtful may be ours: it is lowered to a warning that says so.
fn doubt(findings: &mut [Finding], report: &Report) {
    let doubtful = |cell: &CellId| report.statistic(*cell).is_some_and(|statistic| statistic.doubtful);
    for finding in findings.iter_mut().filter(|finding| finding.severity == Severity::Error && finding.cells.iter().any(doubtful)) {
        finding.severity = Severity::Warning;
        finding.regraded_from = finding.regraded_from.filter(|before| *before != Severity::Warning);
        let note = bilingual!(
            "该行的单元格在复制时有丢失，所在列系推断，请先对照原表核实。",
            "Cells of this row were lost in copying and its columns are inferred: compare with the original table first. "
        );
        finding.help = Bilingual::new(format!("{}{}", note.zh, finding.help.zh), format!("{}{}", note.en, finding.help.en));
    }
}

/// Where a part of the file was not read, nothing follows from what is not in the rest: only figures that were read can be
/// in error.
fn doubt_absence(findings: &mut [Finding], report: &Report) {
    if !report.unread.iter().any(|unread| unread.kind == UnreadKind::Source) {
        return;
    }
    let is_read = |cell: &CellId| report.statistic(*cell).is_some_and(|statistic| statistic.value != CellValue::Absent);
    let rests_on_figures = |finding: &Finding| !finding.cells.is_empty() && finding.cells.iter().all(is_read);
    for finding in findings.iter_mut().filter(|finding| finding.severity == Severity::Error && !rests_on_figures(finding)) {
        finding.severity = Severity::Warning;
        finding.regraded_from = finding.regraded_from.filter(|before| *before != Severity::Warning);
        let note = bilingual!(
            "文件有一部分未能读取，所指内容可能就在其中，请先核实。",
            "A part of the file was not read and may hold what is missed here: look there first. "
        );
        finding.help = Bilingual::new(format!("{}{}", note.zh, finding.help.zh), format!("{}{}", note.en, finding.help.en));
    }
}

/// A ledger in which nothing ran, for one and the same reason.
#[must_use]
pub fn nothing_ran(catalog: &Catalog, reason: &Bilingual) -> Judgement {
    let reason = Arc::new(reason.clone());
    let ledger = (0..catalog.rules.len())
        .map(|at| LedgerEntry {
            rule: RuleId(u16::try_from(at).unwrap_or(u16::MAX)),
            outcome: RuleOutcome::NotRun,
            reason: Arc::clone(&reason),
        })
        .collect();
    Judgement { ledger, ..Judgement::default() }
}

/// What the caller asked for, as far as rules are concerned.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    /// The day the check is made as of. Without one no waiver holds: nobody can tell whether it has expired.
    pub as_of: Option<Date>,
    /// What the caller's office decided about rules and findings.
    pub profile: Option<&'a Profile>,
    /// Last year's report, if it can be heard on this one: it moves the place of errors, never a finding.
    pub previous: Option<&'a Previous>,
    /// Faults to provoke, in tests.
    pub faults: &'a Faults,
}

/// Reasons that many lines of one ledger share.
struct Reasons {
    none: Arc<Bilingual>,
    /// Why nothing can run without a form, or why rules of other editions do not apply.
    edition: Arc<Bilingual>,
    /// Why rules of some places do not apply.
    local: Arc<Bilingual>,
    /// Why rules that ask for the figures of the prose have not seen them all; `None` if they have.
    unread_claims: Option<Arc<Bilingual>>,
}

impl Reasons {
    fn new(context: Option<&Context<'_>>) -> Self {
        let edition = match context.map(|context| &context.form.id) {
            Some(edition) => bilingual!("本规则不适用于 {edition} 表式", "does not apply to edition {edition}"),
            None => bilingual!("无法判定报告所用表式版本", "the edition of the report's form is not known"),
        };
        let local = bilingual!("地方性规则，未由配置文件开启", "a local rule that no profile switches on");
        let unread_claims = context.and_then(|context| {
            let numbers = &context.report.claims.unread;
            let (count, line) = (numbers.len(), context.line(*numbers.first()?));
            Some(Arc::new(bilingual!(
                "正文有{count}处数字在换行处断开（首处在第{line}行），所在句子的数字未能识读",
                "{count} numbers of the prose are cut by line breaks (the first on line {line}); the figures of their sentences were not read"
            )))
        });
        Self { none: Arc::default(), edition: Arc::new(edition), local: Arc::new(local), unread_claims }
    }
}

fn run(
    id: RuleId,
    rule: &Rule,
    context: Option<Context<'_>>,
    settings: &Settings<'_>,
    reasons: &Reasons,
    findings: &mut Vec<Finding>,
) -> (RuleOutcome, Arc<Bilingual>) {
    if context.is_some_and(|context| context.report.edition.form.is_some_and(|form| !context.catalog.applies(id, form))) {
        return (RuleOutcome::NotApplicable, Arc::clone(&reasons.edition));
    }
    if let Some((profile, setting)) = settings.profile.and_then(|profile| Some((profile, profile.switches_off(id)?))) {
        let (name, why) = (&profile.name, &setting.reason);
        let reason = bilingual!("由配置“{name}”关闭：{why}", "switched off by the profile “{name}”: {why}");
        return (RuleOutcome::SwitchedOff, Arc::new(reason));
    }
    if rule.scope == Scope::Local && !settings.profile.is_some_and(|profile| profile.switches_on(id)) {
        return (RuleOutcome::NotApplicable, Arc::clone(&reasons.local));
    }
    let Some(context) = context else { return (RuleOutcome::NotRun, Arc::clone(&reasons.edition)) };
    let setting = settings.profile.and_then(|profile| profile.setting(id));
    let context = Context { parameters: setting.map_or(&[], |setting| &setting.parameters), ..context };
    let before = findings.len();
    context.shared.asked_claims.set(false);
    let ran = catch_unwind(AssertUnwindSafe(|| {
        settings.faults.strike(&rule.code);
        let mut out = Findings::new(id, rule.severity, findings);
        match &rule.body {
            RuleBody::Code(check) => check(&context, &mut out),
            RuleBody::Relation(body) => relations::check(&context, body, &mut out),
        }
    }));
    if let Some(severity) = setting.and_then(|setting| setting.severity) {
        findings[before..].iter_mut().for_each(|finding| regrade(finding, rule.severity, severity));
    }
    let unread_claims = reasons.unread_claims.as_ref().filter(|_| context.shared.asked_claims.get());
    match ran {
        Err(_) => {
            findings.truncate(before);
            let reason = bilingual!("程序内部错误，本规则未能执行", "an internal fault stopped this rule");
            (RuleOutcome::NotRun, Arc::new(reason))
        }
        // What a broken rule could not look at is said too: a warning on one cell does not vouch for the others.
        Ok(Ran::NotFully(reason)) if findings.len() > before => (RuleOutcome::Broken, Arc::new(reason)),
        Ok(_) if findings.len() > before => (RuleOutcome::Broken, Arc::clone(unread_claims.unwrap_or(&reasons.none))),
        // What the rule did not find may stand in what was not read.
        Ok(Ran::Fully | Ran::NotApplicable(_)) if let Some(reason) = unread_claims => (RuleOutcome::NotRun, Arc::clone(reason)),
        Ok(Ran::Fully) => (RuleOutcome::Held, Arc::clone(&reasons.none)),
        Ok(Ran::NotApplicable(reason)) => (RuleOutcome::NotApplicable, Arc::new(reason)),
        Ok(Ran::NotFully(reason)) => (RuleOutcome::NotRun, Arc::new(reason)),
    }
}

/// Orders findings, puts those with one root cause into one group and gives each its stable identity.
fn finish(findings: &mut [Finding], source: &Source, report: &Report, catalog: &Catalog) {
    findings.sort_by(|a, b| {
        let place = |finding: &Finding| finding.primary.map_or((1, 0, 0), |span| (0, span.start(), span.end()));
        place(a).cmp(&place(b)).then_with(|| a.rule.cmp(&b.rule)).then_with(|| a.message.zh.cmp(&b.message.zh))
    });
    groups::assign(findings);
    let mask = mask(source, report, findings);
    fingerprint::assign(findings, &mask, source, report, catalog);
}

/// What of a report no result repeats: numbers and mailboxes of persons, and the names and addresses that findings are about.
#[must_use]
pub fn mask<'a>(source: &'a Source, report: &Report, findings: &[Finding]) -> Mask<'a> {
    let named = findings.iter().flat_map(|finding| &finding.private);
    Mask::new(source, report.private.iter().chain(named).copied())
}

/// Whether a broken rule could not look at everything it is about.
fn is_partly_run(entry: &LedgerEntry) -> bool {
    entry.outcome == RuleOutcome::Broken && !entry.reason.is_empty()
}

/// The verdict over findings, ledger and what was not read.
///
/// A finding that is waived does not count, nor does a rule that a profile switches off: both are the office's decision, and
/// both are told with the verdict. Where no rule ran at all, nothing was judged.
#[must_use]
pub fn verdict(judgement: &Judgement, report: &Report) -> Verdict {
    let ran = |entry: &LedgerEntry| matches!(entry.outcome, RuleOutcome::Held | RuleOutcome::Broken | RuleOutcome::Waived);
    if judgement.findings.iter().any(|finding| finding.severity == Severity::Error && finding.stands()) {
        Verdict::Fail
    } else if report.edition.form.is_none()
        || !report.unread.is_empty()
        || !judgement.ledger.iter().any(ran)
        || judgement.ledger.iter().any(|entry| entry.outcome == RuleOutcome::NotRun || is_partly_run(entry))
    {
        Verdict::Inconclusive
    } else {
        Verdict::Pass
    }
}
