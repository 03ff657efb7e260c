//! Profiles: what an office decides about rules and single findings.
//!
//! ```text
//! text of a file ─ file ─▶ Draft ─ Profile::new ─▶ Profile ─ check ─▶ severities, switches, waivers of a report
//!   a request's message ───▶ ┘
//! ```
//!
//! A profile may switch a rule off, or on if it is a local one, change its severity by one step, give it parameters, and
//! waive single findings. Whatever makes a check more lenient takes a reason. A [`Draft`] is words; [`Profile::new`] holds
//! them against the catalogue and refuses whatever it could not do to the letter, so that nothing of a profile is ever
//! ignored. Reading a file is left to [`mod@file`], waiving to `waive`.
//!
//! Invariant: a profile hides nothing. A rule that is switched off and a finding that is waived stay in the result.

pub mod file;
mod waive;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::bilingual;
use crate::catalog::{Catalog, Rule, RuleId};
use crate::finding::Severity;
use crate::fingerprint;
use crate::report::Date;
use crate::rule::{ParameterValue, Scope};
use crate::text::Bilingual;
pub use waive::Waived;
pub(crate) use waive::waive;

/// Mistakes of one profile that are told; whoever has more corrects these first.
pub const MOST_MISTAKES: usize = 100;

/// A profile as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Name, told with every result.
    pub name: String,
    /// Version or date, told with every result.
    pub version: String,
    /// What is decided about rules.
    pub rules: Vec<RuleDraft>,
    /// Findings that are waived.
    pub waivers: Vec<WaiverDraft>,
}

/// What is decided about a rule, as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleDraft {
    /// Code of the rule.
    pub code: String,
    /// Whether to check it.
    pub switch: Option<Switch>,
    /// Severity in place of its own.
    pub severity: Option<Severity>,
    /// Why.
    pub reason: String,
    /// Values of its parameters, by name.
    pub parameters: Vec<(String, String)>,
}

/// A waiver, as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaiverDraft {
    /// Fingerprint of the finding.
    pub fingerprint: String,
    /// Code of its rule; may be empty.
    pub rule: String,
    /// Why it is accepted.
    pub reason: String,
    /// Who accepts it.
    pub approver: String,
    /// Last day that it holds on, `2026-12-31`.
    pub expire_date: String,
}

/// Whether a rule is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Switch {
    /// It is.
    On,
    /// It is not.
    Off,
}

/// A profile that fits a catalogue.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Name.
    pub name: String,
    /// Version or date.
    pub version: String,
    settings: HashMap<RuleId, Setting>,
    waivers: Vec<Arc<Waiver>>,
    by_fingerprint: HashMap<String, usize>,
}

/// What is decided about a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Whether to check it, if that is decided.
    pub switch: Option<Switch>,
    /// Severity in place of its own.
    pub severity: Option<Severity>,
    /// Why; empty if nothing is said.
    pub reason: String,
    /// Values of its parameters, by name; defaults are among them.
    pub parameters: Vec<(&'static str, ParameterValue)>,
}

/// A finding that somebody accepts, for a reason and a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Fingerprint of the finding.
    pub fingerprint: String,
    /// Code of its rule; empty if not told.
    pub rule: String,
    /// Why it is accepted.
    pub reason: String,
    /// Who accepts it.
    pub approver: String,
    /// The last day that it holds on.
    pub expires: Date,
}

/// Something in a profile that cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The part that it is in.
    pub part: Part,
    /// The key that is at fault, by its name in files and in the contract.
    pub key: &'static str,
    /// Stable word for programs, in upper snake case.
    pub reason: &'static str,
    /// What is wrong.
    pub message: Bilingual,
}

/// A part of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Name and version.
    Head,
    /// What is decided about a rule, by index.
    Rule(usize),
    /// A waiver, by index.
    Waiver(usize),
}

impl Profile {
    /// Holds a draft against the catalogue that reports will be judged by.
    ///
    /// # Errors
    ///
    /// Every mistake in it, [`MOST_MISTAKES`] at most.
    pub fn new(draft: &Draft, catalog: &Catalog) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Mistakes { part: Part::Head, found: Vec::new() };
        mistakes.demand("name", &draft.name);
        mistakes.demand("version", &draft.version);
        let settings = settings(&draft.rules, catalog, &mut mistakes);
        let waivers = waivers(&draft.waivers, catalog, &mut mistakes);
        if !mistakes.found.is_empty() {
            return Err(mistakes.found);
        }
        let by_fingerprint = waivers.iter().enumerate().map(|(at, waiver)| (waiver.fingerprint.clone(), at)).collect();
        Ok(Self { name: draft.name.clone(), version: draft.version.clone(), settings, waivers, by_fingerprint })
    }

    /// What is decided about a rule.
    #[must_use]
    pub fn setting(&self, rule: RuleId) -> Option<&Setting> {
        self.settings.get(&rule)
    }

    /// The waivers, in the order of the profile.
    #[must_use]
    pub fn waivers(&self) -> &[Arc<Waiver>] {
        &self.waivers
    }

    /// Whether it switches a rule off.
    pub(crate) fn switches_off(&self, rule: RuleId) -> Option<&Setting> {
        self.setting(rule).filter(|setting| setting.switch == Some(Switch::Off))
    }

    /// Whether it switches a rule on.
    pub(crate) fn switches_on(&self, rule: RuleId) -> bool {
        self.setting(rule).is_some_and(|setting| setting.switch == Some(Switch::On))
    }
}

impl Waiver {
    /// Whether its last day is over.
    #[must_use]
    pub fn is_expired(&self, as_of: Date) -> bool {
        as_of > self.expires
    }
}

/// Mistakes, as they are found.
struct Mistakes {
    part: Part,
    found: Vec<Mistake>,
}

impl Mistakes {
    fn add(&mut self, key: &'static str, reason: &'static str, message: Bilingual) {
        if self.found.len() < MOST_MISTAKES {
            self.found.push(Mistake { part: self.part, key, reason, message });
        }
    }

    fn demand(&mut self, key: &'static str, value: &str) {
        if value.trim().is_empty() {
            self.add(key, "MISSING_FIELD", bilingual!("缺少 {key}", "{key} is missing"));
        }
    }

    /// Looks up a rule; says so if there is none.
    fn rule<'a>(&mut self, key: &'static str, code: &str, catalog: &'a Catalog) -> Option<(RuleId, &'a Rule)> {
        let known = catalog.rule_by_code(code);
        if known.is_none() {
            let code = quoted(code);
            self.add(key, "UNKNOWN_RULE", bilingual!("没有代码为 {code:?} 的规则", "the catalogue has no rule {code:?}"));
        }
        known
    }
}

fn settings(drafts: &[RuleDraft], catalog: &Catalog, mistakes: &mut Mistakes) -> HashMap<RuleId, Setting> {
    let mut settings = HashMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        mistakes.part = Part::Rule(at);
        if draft.code.is_empty() {
            mistakes.demand("code", "");
            continue;
        }
        let Some((id, rule)) = mistakes.rule("code", &draft.code, catalog) else { continue };
        if draft.switch.is_none() && draft.severity.is_none() && draft.parameters.is_empty() {
            let message =
                bilingual!("没有说要怎样：须有 switch、severity 或 parameters", "decides nothing: give a switch, a severity or parameters");
            mistakes.add("code", "NOTHING_DECIDED", message);
        }
        judge_switch(draft, rule, mistakes);
        judge_severity(draft, rule, mistakes);
        let parameters = parameters(draft, rule, mistakes);
        let setting = Setting { switch: draft.switch, severity: draft.severity, reason: draft.reason.clone(), parameters };
        if settings.insert(id, setting).is_some() {
            let code = &rule.code;
            mistakes.add("code", "DUPLICATE_RULE", bilingual!("规则 {code} 已经设过一次", "the rule {code} is decided about twice"));
        }
    }
    settings
}

fn judge_switch(draft: &RuleDraft, rule: &Rule, mistakes: &mut Mistakes) {
    let decides_more = draft.severity.is_some() || !draft.parameters.is_empty();
    match draft.switch {
        Some(Switch::Off) if decides_more => {
            let message =
                bilingual!("规则已关闭，不能再设级别或参数", "the rule is switched off, so it takes no severity and no parameters");
            mistakes.add("switch", "CONTRADICTION", message);
        }
        Some(Switch::Off) if draft.reason.trim().is_empty() => {
            mistakes.add("reason", "MISSING_REASON", bilingual!("关闭规则须写明理由 reason", "switching a rule off takes a reason"));
        }
        None if rule.scope == Scope::Local && decides_more => {
            let code = &rule.code;
            let message = bilingual!(
                "{code} 是地方性规则，须写 switch = \"on\" 才会检查",
                "{code} is a local rule: it is checked only with switch = \"on\""
            );
            mistakes.add("switch", "NOT_SWITCHED_ON", message);
        }
        _ => {}
    }
}

fn judge_severity(draft: &RuleDraft, rule: &Rule, mistakes: &mut Mistakes) {
    let Some(severity) = draft.severity else { return };
    let (lowest, highest) = rule.severity_bounds();
    if severity < lowest || severity > highest {
        let (code, own, lowest, highest) = (&rule.code, rule.severity.name(), lowest.name(), highest.name());
        let message = bilingual!(
            "{code} 的级别为 {own}，只能改为 {lowest} 至 {highest}",
            "{code} is of severity {own}; it may be changed within {lowest} to {highest} only"
        );
        mistakes.add("severity", "OUT_OF_BOUNDS", message);
    } else if severity < rule.severity && draft.reason.trim().is_empty() {
        mistakes.add("reason", "MISSING_REASON", bilingual!("降低级别须写明理由 reason", "lowering a severity takes a reason"));
    }
}

/// The values of a rule's parameters: those that are given, else the defaults.
fn parameters(draft: &RuleDraft, rule: &Rule, mistakes: &mut Mistakes) -> Vec<(&'static str, ParameterValue)> {
    let mut given = HashMap::new();
    for (name, value) in &draft.parameters {
        let (code, shown) = (&rule.code, quoted(name));
        if !rule.parameters.iter().any(|parameter| parameter.name == name) {
            let message = bilingual!("规则 {code} 没有参数 {shown:?}", "the rule {code} has no parameter {shown:?}");
            mistakes.add("parameters", "UNKNOWN_PARAMETER", message);
        } else if given.insert(name.as_str(), value.as_str()).is_some() {
            mistakes.add("parameters", "DUPLICATE_PARAMETER", bilingual!("参数 {shown} 给了两次", "the parameter {shown} is given twice"));
        }
    }
    let mut values = Vec::new();
    for parameter in rule.parameters {
        let name = parameter.name;
        let Some(text) = given.get(name).copied().or(parameter.default) else {
            if draft.switch == Some(Switch::On) {
                let (zh, en) = (parameter.title_zh, parameter.title_en);
                let message = bilingual!("缺少参数 {name}（{zh}）", "the parameter {name} ({en}) is missing");
                mistakes.add("parameters", "MISSING_PARAMETER", message);
            }
            continue;
        };
        match parameter.kind.read(text) {
            Some(value) => values.push((name, value)),
            None => {
                let (text, Bilingual { zh, en }) = (quoted(text), parameter.kind.wanted());
                let message = bilingual!("参数 {name} 的值 {text:?} 不是{zh}", "the parameter {name} has {text:?}, which is no {en}");
                mistakes.add("parameters", "MALFORMED_PARAMETER", message);
            }
        }
    }
    values
}

fn waivers(drafts: &[WaiverDraft], catalog: &Catalog, mistakes: &mut Mistakes) -> Vec<Arc<Waiver>> {
    let mut waivers = Vec::with_capacity(drafts.len());
    let mut known = HashSet::new();
    for (at, draft) in drafts.iter().enumerate() {
        mistakes.part = Part::Waiver(at);
        mistakes.demand("reason", &draft.reason);
        mistakes.demand("approver", &draft.approver);
        let rule = if draft.rule.is_empty() { None } else { mistakes.rule("rule", &draft.rule, catalog) };
        judge_fingerprint(&draft.fingerprint, &mut known, mistakes);
        let Some(expires) = Date::parse(&draft.expire_date) else {
            let message = match draft.expire_date.as_str() {
                "" => bilingual!("缺少到期日 expire_date", "expire_date is missing"),
                given => {
                    let given = quoted(given);
                    bilingual!("{given:?} 不是形如 2026-12-31 的日期", "{given:?} is no date such as 2026-12-31")
                }
            };
            mistakes.add("expire_date", "MALFORMED_DATE", message);
            continue;
        };
        waivers.push(Arc::new(Waiver {
            fingerprint: draft.fingerprint.clone(),
            rule: rule.map_or_else(String::new, |(_, rule)| rule.code.clone()),
            reason: draft.reason.clone(),
            approver: draft.approver.clone(),
            expires,
        }));
    }
    waivers
}

fn judge_fingerprint<'a>(fingerprint: &'a str, known: &mut HashSet<&'a str>, mistakes: &mut Mistakes) {
    if !fingerprint::is_well_formed(fingerprint) {
        let shown = quoted(fingerprint);
        let message = bilingual!(
            "{shown:?} 不是问题的指纹；请从核对结果中原样复制",
            "{shown:?} is no fingerprint of a finding; copy it from a result"
        );
        mistakes.add("fingerprint", "MALFORMED_FINGERPRINT", message);
    } else if !known.insert(fingerprint) {
        mistakes.add("fingerprint", "DUPLICATE_WAIVER", bilingual!("指纹 {fingerprint} 已经豁免过一次", "{fingerprint} is waived twice"));
    }
}

/// A writer's words, as much of them as goes into a message.
fn quoted(words: &str) -> &str {
    const MOST: usize = 64;
    words.char_indices().nth(MOST).map_or(words, |(end, _)| &words[..end])
}

#[cfg(test)]
mod tests;
