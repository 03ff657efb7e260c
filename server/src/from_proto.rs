//! From the contract's requests to the engine's.
//!
//! Turns the messages of a request into [`Wishes`] and an [`Input`]. Every field at fault is noted in [`Violations`] with
//! its path, so that a caller is told all of them at once. What only the bytes can tell is left to the engine.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use gouji_core::catalog::Catalog;
use gouji_core::finding::Severity;
use gouji_core::profile::{Draft, Part, Profile, RuleDraft, Switch, WaiverDraft};
use gouji_core::report::Date;
use gouji_core::text::{Bilingual, Language};
use gouji_core::{Options, bilingual};
use gouji_proto::v1;

use crate::status::{Fault, Violation};

/// Longest name of a document, in characters.
pub(crate) const MAX_NAME_CHARS: usize = 1024;

/// Longest id of an item, in characters.
pub(crate) const MAX_ID_CHARS: usize = 256;

/// Longest text of a profile file, in bytes: room for some ten thousand waivers.
pub(crate) const MAX_PROFILE_BYTES: usize = 4 << 20;

/// Longest piece of a caller's own words in a message about them. Statuses travel in headers, which are short.
const MAX_QUOTED_CHARS: usize = 64;

/// Most fields at fault that are told at once, for the same reason.
pub(crate) const MAX_VIOLATIONS: usize = 8;

/// How documents are to be checked and told of.
#[derive(Clone, Debug)]
pub(crate) struct Wishes {
    /// What the engine is asked for.
    pub(crate) options: Options,
    /// Language of messages.
    pub(crate) language: Language,
    /// How much is told.
    pub(crate) view: View,
}

/// How much of a result is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// Source, verdict, summary and engine.
    Verdict,
    /// These and the findings.
    Findings,
    /// Everything.
    Full,
}

/// The stages after reading that a call runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stages {
    /// None.
    Parse,
    /// The rules.
    Validate,
    /// Normalisation.
    Normalize,
    /// Both.
    All,
}

/// A document to check.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// Name for the results.
    pub(crate) name: String,
    /// Character set that the caller declared.
    pub(crate) charset: Option<String>,
    /// The bytes.
    pub(crate) content: Bytes,
    /// Last year's report, if the caller gave it.
    pub(crate) previous: Option<Box<Input>>,
}

/// The documents of a request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Documents {
    /// The report.
    pub(crate) document: Option<v1::Document>,
    /// Last year's.
    pub(crate) previous: Option<v1::Document>,
}

/// The fields at fault in one request.
#[derive(Debug, Default)]
pub(crate) struct Violations(Vec<Violation>);

impl Violations {
    /// Notes a field at fault.
    pub(crate) fn add(&mut self, field: impl Into<Cow<'static, str>>, reason: &'static str, message: Bilingual) {
        if self.0.len() < MAX_VIOLATIONS {
            self.0.push(Violation { field: field.into(), reason, message });
        }
    }

    /// Fails if any field is at fault.
    pub(crate) fn check(self) -> Result<(), Fault> {
        if self.0.is_empty() { Ok(()) } else { Err(Fault::Fields(self.0)) }
    }
}

impl Input {
    /// The document as the engine takes it.
    pub(crate) fn document(&self) -> gouji_core::Document<'_> {
        gouji_core::Document { name: &self.name, bytes: &self.content, charset: self.charset.as_deref() }
    }
}

/// Reads a request for one report.
pub(crate) fn request(
    documents: Documents,
    options: Option<v1::CheckOptions>,
    stages: Stages,
    catalog: &Catalog,
) -> Result<(Input, Wishes), Fault> {
    let mut violations = Violations::default();
    let wishes = wishes(options.unwrap_or_default(), stages, catalog, &mut violations);
    let input = match documents.document {
        Some(document) => Some(input(document, documents.previous, &mut violations)),
        None => {
            violations.add("document", "MISSING_FIELD", bilingual!("缺少 document", "is missing"));
            None
        }
    };
    violations.check()?;
    match input {
        Some(input) => Ok((input?, wishes)),
        None => Err(Fault::Internal),
    }
}

/// Reads the options of a batch.
pub(crate) fn batch_options(options: v1::BatchOptions, catalog: &Catalog) -> Result<(Wishes, v1::AnswerOrder), Fault> {
    let mut violations = Violations::default();
    let wishes = wishes(options.options.unwrap_or_default(), Stages::All, catalog, &mut violations);
    let order = v1::AnswerOrder::try_from(options.order).unwrap_or_else(|_| {
        violations.add("options.order", "UNKNOWN_VALUE", bilingual!("没有这种答复顺序", "is no order of answers"));
        v1::AnswerOrder::Unspecified
    });
    violations.check()?;
    Ok((wishes, order))
}

/// Media types that only an item of a batch may declare.
const ARCHIVES: [&str; 2] = ["application/zip", "application/x-zip-compressed"];

/// Reads the documents of an item of a batch, the first of which may be an archive.
pub(crate) fn item(mut document: v1::Document, previous: Option<v1::Document>) -> Result<Input, Fault> {
    if ARCHIVES.iter().any(|archive| document.media_type.trim().eq_ignore_ascii_case(archive)) {
        document.media_type.clear();
    }
    let mut violations = Violations::default();
    let input = input(document, previous, &mut violations);
    violations.check()?;
    input
}

fn input(document: v1::Document, previous: Option<v1::Document>, violations: &mut Violations) -> Result<Input, Fault> {
    let previous = match previous {
        Some(previous) => {
            let read = one("previous_report.name", previous, violations);
            Some(Box::new(read.map_err(|fault| Fault::PreviousReport(Box::new(fault)))?))
        }
        None => None,
    };
    Ok(Input { previous, ..one("document.name", document, violations)? })
}

/// Reads one document, whose name stands in a field.
fn one(name: &'static str, document: v1::Document, violations: &mut Violations) -> Result<Input, Fault> {
    if document.name.chars().nth(MAX_NAME_CHARS).is_some() {
        let message = bilingual!("名称超过 {MAX_NAME_CHARS} 个字符", "is longer than {MAX_NAME_CHARS} characters");
        violations.add(name, "TOO_LONG", message);
    }
    let parameter = declared_charset(&document.media_type)?;
    let charset = if document.charset.is_empty() { parameter } else { Some(document.charset) };
    Ok(Input { name: document.name, charset, content: document.content, previous: None })
}

/// Media types that a caller may declare; `application/octet-stream` declares nothing. What the bytes are is told by
/// themselves.
const READ: [&str; 18] = [
    "",
    "application/octet-stream",
    "text/plain",
    "text/markdown",
    "text/csv",
    "text/tab-separated-values",
    "text/html",
    "application/xhtml+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/msword",
    "application/vnd.ms-excel",
    "application/wps-office.wps",
    "application/wps-office.et",
    "application/kswps",
    "application/pdf",
    "application/ofd",
];

/// The character set that a declared media type names. Bytes declared as something that is never read are refused, even if
/// they look like text.
fn declared_charset(media_type: &str) -> Result<Option<String>, Fault> {
    let mut parts = media_type.split(';').map(str::trim);
    if !READ.contains(&parts.next().unwrap_or_default().to_ascii_lowercase().as_str()) {
        return Err(Fault::DeclaredFormat { media_type: quoted(media_type).to_owned() });
    }
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_owned())
    });
    Ok(charset)
}

/// The language that a field names, Chinese if it names none.
pub(crate) fn language(field: &'static str, code: &str, violations: &mut Violations) -> Language {
    match code {
        "" | "zh" => Language::Chinese,
        "en" => Language::English,
        _ => {
            violations.add(field, "UNKNOWN_VALUE", bilingual!("只能是 zh 或 en", "must be zh or en"));
            Language::Chinese
        }
    }
}

fn wishes(options: v1::CheckOptions, stages: Stages, catalog: &Catalog, violations: &mut Violations) -> Wishes {
    let language = language("options.language", &options.language, violations);
    let view = match v1::View::try_from(options.view) {
        Ok(v1::View::Unspecified | v1::View::Full) => View::Full,
        Ok(v1::View::Findings) => View::Findings,
        Ok(v1::View::Verdict) => View::Verdict,
        Err(_) => {
            violations.add("options.view", "UNKNOWN_VALUE", bilingual!("没有这种视图", "is no view"));
            View::Full
        }
    };
    let edition = named_edition("options.edition", options.edition, catalog, violations);
    let target_edition = named_edition("options.target_edition", options.target_edition, catalog, violations);
    let as_of = date(&options.as_of_date, violations);
    let profile = options.profile.and_then(|it| profile(it, catalog, violations));
    if as_of.is_none() && options.as_of_date.is_empty() && profile.as_deref().is_some_and(|profile| !profile.waivers().is_empty()) {
        violations.add("options.as_of_date", UNDATED_WAIVERS, undated_waivers());
    }
    let options = Options {
        validate: matches!(stages, Stages::Validate | Stages::All),
        normalize: matches!(stages, Stages::Normalize | Stages::All),
        edition,
        target_edition,
        as_of,
        profile,
        // Each document of a call or batch may have its own.
        previous: None,
    };
    Wishes { options, language, view }
}

fn named_edition(field: &'static str, name: String, catalog: &Catalog, violations: &mut Violations) -> Option<String> {
    if name.is_empty() {
        return None;
    }
    if catalog.form_index(&name).is_none() {
        violations.add(field, UNKNOWN_EDITION, unknown_edition(&name));
    }
    Some(name)
}

/// Reason of a name that no form has.
pub(crate) const UNKNOWN_EDITION: &str = "UNKNOWN_EDITION";

/// Reason of a code that no rule has.
pub(crate) const UNKNOWN_RULE: &str = "UNKNOWN_RULE";

/// Reason of waivers without a day to judge them by.
pub(crate) const UNDATED_WAIVERS: &str = "UNDATED_WAIVERS";

/// Says that waivers need a day to be judged by.
pub(crate) fn undated_waivers() -> Bilingual {
    bilingual!(
        "配置中有豁免，须给出核对日期，才能判断豁免是否到期",
        "the profile waives findings, so the day of the check must be given: waivers expire"
    )
}

/// Says that no form has a name.
pub(crate) fn unknown_edition(name: &str) -> Bilingual {
    let name = quoted(name);
    bilingual!("没有名为 {name:?} 的表式版本", "no form has the edition {name:?}")
}

/// Says that no rule has a code.
pub(crate) fn unknown_rule(code: &str) -> Bilingual {
    let code = quoted(code);
    bilingual!("没有代码为 {code:?} 的规则", "the catalogue has no rule {code:?}")
}

/// A caller's words, as much of them as goes into a message.
fn quoted(words: &str) -> &str {
    words.char_indices().nth(MAX_QUOTED_CHARS).map_or(words, |(end, _)| &words[..end])
}

fn date(text: &str, violations: &mut Violations) -> Option<Date> {
    if text.is_empty() {
        return None;
    }
    let parsed = Date::parse(text);
    if parsed.is_none() {
        let message = bilingual!("不是形如 2026-01-31 的日期", "is no date such as 2026-01-31");
        violations.add("options.as_of_date", "MALFORMED_DATE", message);
    }
    parsed
}

/// Reads a profile and holds it against the catalogue.
fn profile(given: v1::Profile, catalog: &Catalog, violations: &mut Violations) -> Option<Arc<Profile>> {
    let mut readable = true;
    let mut rules = Vec::with_capacity(given.rules.len());
    for (at, setting) in given.rules.into_iter().enumerate() {
        let mut unknown = |key: &str, message| {
            violations.add(format!("options.profile.rules[{at}].{key}"), "UNKNOWN_VALUE", message);
            readable = false;
        };
        let switch = match v1::RuleSwitch::try_from(setting.switch) {
            Ok(v1::RuleSwitch::Unspecified) => None,
            Ok(v1::RuleSwitch::On) => Some(Switch::On),
            Ok(v1::RuleSwitch::Off) => Some(Switch::Off),
            Err(_) => {
                unknown("switch", bilingual!("必须是 ON 或 OFF", "must be ON or OFF"));
                None
            }
        };
        let severity = match v1::Severity::try_from(setting.severity) {
            Ok(v1::Severity::Unspecified) => None,
            Ok(v1::Severity::Info) => Some(Severity::Info),
            Ok(v1::Severity::Warning) => Some(Severity::Warning),
            Ok(v1::Severity::Error) => Some(Severity::Error),
            Err(_) => {
                unknown("severity", bilingual!("必须是 INFO、WARNING 或 ERROR", "must be INFO, WARNING or ERROR"));
                None
            }
        };
        let parameters = setting.parameters.into_iter().map(|it| (it.name, it.value)).collect();
        rules.push(RuleDraft { code: setting.code, switch, severity, reason: setting.reason, parameters });
    }
    let waiver = |it: v1::Waiver| WaiverDraft {
        fingerprint: it.fingerprint,
        rule: it.rule,
        reason: it.reason,
        approver: it.approver,
        expire_date: it.expire_date,
    };
    let waivers = given.waivers.into_iter().map(waiver).collect();
    if !readable {
        return None;
    }
    match Profile::new(&Draft { name: given.name, version: given.version, rules, waivers }, catalog) {
        Ok(profile) => Some(Arc::new(profile)),
        Err(mistakes) => {
            for mistake in mistakes {
                let key = mistake.key;
                let field = match mistake.part {
                    Part::Head => format!("options.profile.{key}"),
                    Part::Rule(at) => format!("options.profile.rules[{at}].{key}"),
                    Part::Waiver(at) => format!("options.profile.waivers[{at}].{key}"),
                };
                violations.add(field, mistake.reason, mistake.message);
            }
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(document: v1::Document, options: v1::CheckOptions) -> Result<(Input, Wishes), Fault> {
        let documents = Documents { document: Some(document), previous: None };
        request(documents, Some(options), Stages::All, &Catalog::load().unwrap())
    }

    fn fields(fault: Fault) -> Vec<String> {
        match fault {
            Fault::Fields(violations) => violations.iter().map(|violation| violation.field.clone().into_owned()).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_field_at_fault_is_named() {
        let document = v1::Document { name: "名".repeat(MAX_NAME_CHARS + 1), ..Default::default() };
        let options = v1::CheckOptions {
            language: "fr".into(),
            edition: "gb1999".into(),
            target_edition: "gb1998".into(),
            as_of_date: "2026-02-30".into(),
            view: 99,
            profile: Some(v1::Profile {
                name: "a".into(),
                rules: vec![v1::RuleSetting { code: "NO-SUCH".into(), ..Default::default() }],
                ..Default::default()
            }),
        };
        assert_eq!(
            fields(read(document, options).unwrap_err()),
            [
                "options.language",
                "options.view",
                "options.edition",
                "options.target_edition",
                "options.as_of_date",
                "options.profile.version",
                "options.profile.rules[0].code",
                "document.name",
            ]
        );
        let missing = request(Documents::default(), None, Stages::Parse, &Catalog::load().unwrap()).unwrap_err();
        assert_eq!(fields(missing), ["document"]);
    }

    #[test]
    fn a_name_at_the_limit_is_taken() {
        let document = v1::Document { name: "名".repeat(MAX_NAME_CHARS), ..Default::default() };
        assert!(read(document, v1::CheckOptions::default()).is_ok());
    }

    #[test]
    fn fields_of_last_years_report_are_named_as_its_own() {
        let long = v1::Document { name: "名".repeat(MAX_NAME_CHARS + 1), ..Default::default() };
        let fault = item(v1::Document::default(), Some(long)).unwrap_err();
        assert_eq!(fields(fault), ["previous_report.name"]);
        let picture = v1::Document { media_type: "image/png".into(), ..Default::default() };
        let fault = item(v1::Document::default(), Some(picture)).unwrap_err();
        assert!(matches!(fault, Fault::PreviousReport(fault) if matches!(*fault, Fault::DeclaredFormat { .. })));
        assert!(item(v1::Document::default(), Some(v1::Document::default())).unwrap().previous.is_some());
    }

    #[test]
    fn a_declared_media_type_may_bring_the_character_set() {
        let with = |media_type: &str, charset: &str| {
            let document = v1::Document { media_type: media_type.into(), charset: charset.into(), ..Default::default() };
            read(document, v1::CheckOptions::default()).map(|it| it.0.charset)
        };
        assert_eq!(with("Text/Plain; charset=\"GBK\"", "").unwrap(), Some("GBK".to_owned()));
        assert_eq!(with("text/plain; charset=gbk", "utf-16").unwrap(), Some("utf-16".to_owned()));
        assert_eq!(with("application/octet-stream", "").unwrap(), None);
        assert_eq!(with("text/html; charset=gb2312", "").unwrap(), Some("gb2312".to_owned()));
        assert_eq!(with("application/pdf", "").unwrap(), None);
        assert!(matches!(with("image/png", ""), Err(Fault::DeclaredFormat { .. })));
    }

    #[test]
    fn what_cannot_be_read_of_a_profile_is_named_by_its_place() {
        let setting = |switch, severity| v1::RuleSetting { code: "T3-BALANCE".into(), switch, severity, ..Default::default() };
        let given = |rules, waivers| v1::Profile { name: "a".into(), version: "1".into(), rules, waivers };
        let refused = |profile| {
            let options = v1::CheckOptions { profile: Some(profile), ..Default::default() };
            fields(read(v1::Document::default(), options).unwrap_err())
        };
        let unknown = vec![setting(1, 0), setting(9, 0), setting(0, 9)];
        assert_eq!(refused(given(unknown, vec![])), ["options.profile.rules[1].switch", "options.profile.rules[2].severity"]);
        let waiver =
            v1::Waiver { fingerprint: "5f0c2a91-3d1b0a77c4e8f2d6".into(), reason: "b".into(), approver: "c".into(), ..Default::default() };
        assert_eq!(refused(given(vec![], vec![waiver.clone()])), ["options.profile.waivers[0].expire_date"]);
        let dated = v1::Waiver { expire_date: "2026-12-31".into(), ..waiver };
        assert_eq!(refused(given(vec![], vec![dated])), ["options.as_of_date"], "nobody can tell whether it has expired");
    }
}
