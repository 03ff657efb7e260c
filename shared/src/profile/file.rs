//! From the text of a profile file to a [`Draft`] that fits a catalogue, or to every mistake in it with its line.
//!
//! A file is TOML: `name` and `version`, then `[[rule]]` and `[[waiver]]`. Keys are those of the contract's message. Unknown
//! keys and values of another kind are mistakes like any other, so that a misspelt line is never ignored.

use std::collections::{HashMap, HashSet};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Draft, MOST_MISTAKES, Part, Profile, RuleDraft, Switch, WaiverDraft, quoted};
use crate::bilingual;
use crate::catalog::Catalog;
use crate::finding::Severity;
use crate::text::Bilingual;

/// Keys of the file itself, of `[[rule]]` and of `[[waiver]]`.
const HEAD_KEYS: &[&str] = &["name", "version", "rule", "waiver"];
const RULE_KEYS: &[&str] = &["code", "switch", "severity", "reason", "parameters"];
const WAIVER_KEYS: &[&str] = &["fingerprint", "rule", "reason", "approver", "expire_date"];

/// A mistake in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileMistake {
    /// The line it is on, from 1.
    pub line: usize,
    /// Stable word for programs, in upper snake case.
    pub reason: &'static str,
    /// What is wrong, with the line.
    pub message: Bilingual,
}

/// Reads the text of a file.
///
/// # Errors
///
/// Every mistake in it, in the order of the lines; after a mistake in the TOML itself, that one alone. At most
/// [`MOST_MISTAKES`] are told.
pub fn read(text: &str, catalog: &Catalog) -> Result<(Draft, Profile), Vec<FileMistake>> {
    // Editors on Windows put a byte order mark in front.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { text, places: HashMap::new(), unreadable: HashSet::new(), mistakes: Vec::new() };
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let (at, why) = (error.span().map_or(0, |span| span.start), error.message());
            reader.mistake(at, "MALFORMED_TOML", bilingual!("不合 TOML 语法：{why}", "this is no TOML: {why}"));
            return Err(reader.told());
        }
    };
    let draft = reader.draft(&table);
    match Profile::new(&draft, catalog) {
        Ok(profile) if reader.mistakes.is_empty() => return Ok((draft, profile)),
        Ok(_) => {}
        Err(mistakes) => {
            for mistake in mistakes {
                // Where a value could not be read, what seems to be missing may be that.
                if !reader.unreadable.contains(&mistake.part) {
                    reader.mistake(reader.place(mistake.part, mistake.key), mistake.reason, mistake.message);
                }
            }
        }
    }
    Err(reader.told())
}

/// A file that is being read.
struct Reader<'a> {
    text: &'a str,
    /// Where each key of each part stands, and each part under no key.
    places: HashMap<(Part, &'static str), usize>,
    /// Parts with a value that could not be read.
    unreadable: HashSet<Part>,
    /// Where, with which word for programs, and what.
    mistakes: Vec<(usize, &'static str, Bilingual)>,
}

/// A value with its key and where it stands.
struct Entry<'a> {
    part: Part,
    key: &'static str,
    at: usize,
    value: &'a DeValue<'a>,
}

impl<'a> Reader<'a> {
    fn mistake(&mut self, at: usize, reason: &'static str, message: Bilingual) {
        if self.mistakes.len() < MOST_MISTAKES {
            self.mistakes.push((at.min(self.text.len()), reason, message));
        }
    }

    /// The mistakes in the order of the lines, which are counted in one pass.
    fn told(mut self) -> Vec<FileMistake> {
        self.mistakes.sort_by_key(|(at, _, _)| *at);
        let (mut line, mut counted) = (1, 0);
        let mut told = Vec::with_capacity(self.mistakes.len());
        for (at, reason, Bilingual { zh, en }) in self.mistakes {
            line += self.text.as_bytes()[counted..at].iter().filter(|&&byte| byte == b'\n').count();
            counted = at;
            told.push(FileMistake { line, reason, message: bilingual!("第 {line} 行：{zh}", "line {line}: {en}") });
        }
        told
    }

    /// Where a key stands, or else its part.
    fn place(&self, part: Part, key: &'static str) -> usize {
        self.places.get(&(part, key)).or_else(|| self.places.get(&(part, ""))).copied().unwrap_or_default()
    }

    fn draft(&mut self, table: &'a DeTable<'a>) -> Draft {
        let mut draft = Draft::default();
        for entry in self.entries(Part::Head, table, HEAD_KEYS) {
            match entry.key {
                "name" => draft.name = self.text(&entry),
                "version" => draft.version = self.text(&entry),
                "rule" => {
                    for (at, rule) in self.tables(&entry).into_iter().enumerate() {
                        draft.rules.push(self.rule(Part::Rule(at), rule));
                    }
                }
                _ => {
                    for (at, waiver) in self.tables(&entry).into_iter().enumerate() {
                        draft.waivers.push(self.waiver(Part::Waiver(at), waiver));
                    }
                }
            }
        }
        draft
    }

    fn rule(&mut self, part: Part, table: &'a Spanned<DeValue<'a>>) -> RuleDraft {
        let mut rule = RuleDraft::default();
        for entry in self.table(part, table, RULE_KEYS) {
            match entry.key {
                "code" => rule.code = self.text(&entry),
                "switch" => rule.switch = self.choice(&entry, &[("on", Switch::On), ("off", Switch::Off)]),
                "severity" => {
                    let names = [Severity::Info, Severity::Warning, Severity::Error].map(|severity| (severity.name(), severity));
                    rule.severity = self.choice(&entry, &names);
                }
                "reason" => rule.reason = self.text(&entry),
                _ => rule.parameters = self.parameters(&entry),
            }
        }
        rule
    }

    fn waiver(&mut self, part: Part, table: &'a Spanned<DeValue<'a>>) -> WaiverDraft {
        let mut waiver = WaiverDraft::default();
        for entry in self.table(part, table, WAIVER_KEYS) {
            let text = self.text(&entry);
            match entry.key {
                "fingerprint" => waiver.fingerprint = text,
                "rule" => waiver.rule = text,
                "reason" => waiver.reason = text,
                "approver" => waiver.approver = text,
                _ => waiver.expire_date = text,
            }
        }
        waiver
    }

    /// The entries of one of several tables.
    fn table(&mut self, part: Part, table: &'a Spanned<DeValue<'a>>, keys: &[&'static str]) -> Vec<Entry<'a>> {
        self.places.insert((part, ""), table.span().start);
        match table.get_ref() {
            DeValue::Table(table) => self.entries(part, table, keys),
            _ => Vec::new(),
        }
    }

    /// The entries of a table, in the order of the file; every key that is not known is a mistake.
    fn entries(&mut self, part: Part, table: &'a DeTable<'a>, keys: &[&'static str]) -> Vec<Entry<'a>> {
        let mut entries = Vec::new();
        for (name, value) in table {
            let at = name.span().start;
            match keys.iter().find(|key| *key == name.get_ref()) {
                Some(&key) => {
                    self.places.insert((part, key), at);
                    entries.push(Entry { part, key, at, value: value.get_ref() });
                }
                None => {
                    let (name, known) = (quoted(name.get_ref()), keys.join(", "));
                    let message = bilingual!("不认识 {name:?}；可以有 {known}", "there is no {name:?} here; there may be {known}");
                    self.mistake(at, "UNKNOWN_KEY", message);
                }
            }
        }
        entries.sort_by_key(|entry| entry.at);
        entries
    }

    /// The tables of a list of tables.
    fn tables(&mut self, entry: &Entry<'a>) -> Vec<&'a Spanned<DeValue<'a>>> {
        match entry.value {
            DeValue::Array(list) if list.iter().all(|one| matches!(one.get_ref(), DeValue::Table(_))) => list.iter().collect(),
            _ => {
                let key = entry.key;
                self.unreadable(entry, bilingual!("每一项都要以 [[{key}]] 开头", "each of these begins with [[{key}]]"));
                Vec::new()
            }
        }
    }

    /// A text or a day. What is neither is a mistake.
    fn text(&mut self, entry: &Entry<'_>) -> String {
        match entry.value {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(day) if day.time.is_none() && day.offset.is_none() => day.to_string(),
            _ => {
                let key = entry.key;
                self.unreadable(entry, bilingual!("{key} 须是加引号的文字", "{key} must be a text in quotation marks"));
                String::new()
            }
        }
    }

    /// One of several words.
    fn choice<T: Copy>(&mut self, entry: &Entry<'_>, words: &[(&str, T)]) -> Option<T> {
        let given = match entry.value {
            DeValue::String(text) => text.as_ref(),
            _ => "",
        };
        let chosen = words.iter().find(|(word, _)| *word == given).map(|(_, meaning)| *meaning);
        if chosen.is_none() {
            let words = words.iter().map(|(word, _)| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
            let key = entry.key;
            self.unreadable(entry, bilingual!("{key} 只能是 {words}", "{key} must be one of {words}"));
        }
        chosen
    }

    /// Names and values: texts, days and whole numbers.
    fn parameters(&mut self, entry: &Entry<'_>) -> Vec<(String, String)> {
        let value = |value: &DeValue<'_>| match value {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
            DeValue::Datetime(day) if day.time.is_none() && day.offset.is_none() => Some(day.to_string()),
            _ => None,
        };
        let read: Option<Vec<_>> = match entry.value {
            DeValue::Table(table) => table.iter().map(|(name, it)| Some((name.get_ref().to_string(), value(it.get_ref())?))).collect(),
            _ => None,
        };
        read.unwrap_or_else(|| {
            let message = bilingual!(
                "parameters 须写成 {{ 名称 = 值 }}，值为文字、整数或日期",
                "parameters are written {{ name = value }}, with texts, whole numbers or days"
            );
            self.unreadable(entry, message);
            Vec::new()
        })
    }

    fn unreadable(&mut self, entry: &Entry<'_>, message: Bilingual) {
        self.unreadable.insert(entry.part);
        self.mistake(entry.at, "UNREADABLE_VALUE", message);
    }
}
