//! The rule reference, as Markdown.
//!
//! Turns the catalogue into the text of `docs/rules.md` and, in Chinese, `docs/rules.zh-CN.md`: every rule with its titles,
//! severity with the bounds of profiles, scope, parameters, editions, basis and explanation, the names of its samples, and the rules that were left out with the reasons.
//! Nothing is written here by hand, so that the reference cannot disagree with the program.

use std::fmt::Write as _;

use crate::catalog::{Catalog, Rule, RuleBody};
use crate::finding::Severity;
use crate::rule::{Parameter, Scope};
use crate::rules::LEFT_OUT;
use crate::text::{Bilingual, Language};

/// Names for what the reference says of each rule.
struct Words {
    head: &'static str,
    columns: &'static str,
    name: &'static str,
    severity: &'static str,
    editions: &'static str,
    basis: &'static str,
    checked_by: &'static str,
    function: &'static str,
    relations: &'static str,
    samples: &'static str,
    /// What a profile may set the severity to: lowest, highest.
    bounds: [&'static str; 3],
    scope: &'static str,
    everywhere: &'static str,
    local: &'static str,
    parameter: &'static str,
    default: &'static str,
    required: &'static str,
    between: &'static str,
    left_out: &'static str,
}

const CHINESE: Words = Words {
    head: "# 规则\n\n\
         由目录生成；`UPDATE_GOLDEN=1 cargo nextest run -p gouji-core` 重写本文件。\n\n\
         “错误”违反法规或表式的明文规定，或在算术上不可能；“警告”极可能有误；“提示”值得看一眼。\n\
         样例在 `tests/data/rules`。英文版见 [rules.md](rules.md)。\n\n",
    columns: "| 代码 | 级别 | 差错 |\n|---|---|---|\n",
    name: "名称：",
    severity: "级别：",
    editions: "适用表式：",
    basis: "依据：",
    checked_by: "检查方式：",
    function: "程序",
    relations: "表式中的关系式",
    samples: "样例：",
    bounds: ["（配置可定为", "至", "）"],
    scope: "范围：",
    everywhere: "全国，一律检查",
    local: "地方性规则，由配置开启才检查",
    parameter: "参数：",
    default: "，默认 ",
    required: "，必须给定",
    between: "、",
    left_out: "\n## 不检查的规则\n\n| 代码 | 差错 | 原因 |\n|---|---|---|\n",
};

const ENGLISH: Words = Words {
    head: "# Rules\n\n\
         Generated from the catalogue; `UPDATE_GOLDEN=1 cargo nextest run -p gouji-core` rewrites it.\n\n\
         A finding of severity *error* breaks the law's or the form's own words or cannot be by arithmetic; a *warning* is very\n\
         probably a mistake; *info* is worth a look. Samples are in `tests/data/rules`. In Chinese: [rules.zh-CN.md](rules.zh-CN.md).\n\n",
    columns: "| Code | Severity | Defect | |\n|---|---|---|---|\n",
    name: "name: ",
    severity: "severity: ",
    editions: "editions: ",
    basis: "basis: ",
    checked_by: "checked by: ",
    function: "a function",
    relations: "relations of the forms",
    samples: "samples: ",
    bounds: [" (a profile may set ", " to ", ")"],
    scope: "scope: ",
    everywhere: "the whole country, always checked",
    local: "local, checked only where a profile switches it on",
    parameter: "parameter: ",
    default: "; by default ",
    required: "; has to be given",
    between: ", ",
    left_out: "\n## Rules that are not checked\n\n| Code | Defect | Why |\n|---|---|---|\n",
};

/// A reference that is being written.
struct Reference {
    text: String,
    language: Language,
    words: &'static Words,
}

/// Writes the rule reference in a language. `samples` are the file names of the rules' samples, `CODE-fail-what.txt` and
/// `CODE-pass-what.txt`.
#[must_use]
pub fn rules(catalog: &Catalog, samples: &[&str], language: Language) -> String {
    let words = match language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    };
    let mut reference = Reference { text: words.head.to_owned(), language, words };
    reference.index(catalog);
    for rule in &catalog.rules {
        reference.entry(rule, samples);
    }
    reference.left_out();
    reference.text
}

/// Whether a sample belongs to a rule: its code, then what it shows.
#[must_use]
pub fn is_sample_of(sample: &str, code: &str) -> bool {
    let rest = sample.strip_prefix(code).unwrap_or_default();
    rest.starts_with("-fail-") || rest.starts_with("-pass-")
}

impl Reference {
    fn index(&mut self, catalog: &Catalog) {
        self.text.push_str(self.words.columns);
        for rule in &catalog.rules {
            let (code, severity, title) = (&rule.code, self.severity(rule.severity), self.title(&rule.title, " | "));
            self.put(format_args!("| [{code}](#{}) | {severity} | {title} |\n", code.to_lowercase()));
        }
    }

    fn entry(&mut self, rule: &Rule, samples: &[&str]) {
        let words = self.words;
        let kind = match &rule.body {
            RuleBody::Code(_) => words.function,
            RuleBody::Relation(_) => words.relations,
        };
        let (code, name, title) = (&rule.code, &rule.name, self.title(&rule.title, "** · "));
        let emphasis = if self.language == Language::Chinese { "**" } else { "" };
        self.put(format_args!("\n## {code}\n\n**{title}{emphasis}\n\n"));
        let (severity, editions) = (self.severity(rule.severity), rule.editions.join(words.between));
        self.fact(words.name, &format!("`{name}`"));
        let ((lowest, highest), [from, to, end]) = (rule.severity_bounds(), words.bounds);
        let (lowest, highest) = (self.severity(lowest), self.severity(highest));
        self.fact(words.severity, &format!("{severity}{from}{lowest}{to}{highest}{end}"));
        let scope = match rule.scope {
            Scope::National => words.everywhere,
            Scope::Local => words.local,
        };
        self.fact(words.scope, scope);
        for parameter in rule.parameters {
            self.parameter(parameter);
        }
        self.fact(words.editions, &editions);
        self.fact(words.basis, &rule.basis);
        self.fact(words.checked_by, kind);
        let own: Vec<String> = samples.iter().filter(|sample| is_sample_of(sample, code)).map(|sample| format!("`{sample}`")).collect();
        if !own.is_empty() {
            self.fact(words.samples, &own.join(words.between));
        }
        self.text.push('\n');
        for line in rule.documentation.get(self.language).lines() {
            // The explanation's own headings stand beneath the rule's.
            let deeper = if line.starts_with("## ") { "#" } else { "" };
            self.put(format_args!("{deeper}{line}\n"));
        }
    }

    fn parameter(&mut self, parameter: &Parameter) {
        let words = self.words;
        let (colon, title) = match self.language {
            Language::Chinese => ("：", parameter.title_zh),
            Language::English => (": ", parameter.title_en),
        };
        let default = parameter.default.map_or_else(|| words.required.to_owned(), |value| format!("{}{value}", words.default));
        self.fact(words.parameter, &format!("`{}`{colon}{title}{default}", parameter.name));
    }

    fn fact(&mut self, name: &str, value: &str) {
        self.put(format_args!("- {name}{value}\n"));
    }

    fn left_out(&mut self) {
        self.text.push_str(self.words.left_out);
        for rule in LEFT_OUT {
            let code = rule.code;
            match self.language {
                Language::Chinese => self.put(format_args!("| {code} | {} | {} |\n", rule.title_zh, rule.reason_zh)),
                Language::English => {
                    self.put(format_args!("| {code} | {} · {} | {} · {} |\n", rule.title_zh, rule.title_en, rule.reason_zh, rule.reason_en))
                }
            }
        }
    }

    /// A title in the reference's language; the English reference has the Chinese title too, which the findings bear.
    fn title(&self, title: &Bilingual, between: &str) -> String {
        match self.language {
            Language::Chinese => title.zh.clone(),
            Language::English => format!("{}{between}{}", title.zh, title.en),
        }
    }

    const fn severity(&self, severity: Severity) -> &'static str {
        match (self.language, severity) {
            (Language::Chinese, Severity::Info) => "提示",
            (Language::Chinese, Severity::Warning) => "警告",
            (Language::Chinese, Severity::Error) => "错误",
            (Language::English, Severity::Info) => "info",
            (Language::English, Severity::Warning) => "warning",
            (Language::English, Severity::Error) => "error",
        }
    }

    fn put(&mut self, what: std::fmt::Arguments<'_>) {
        self.text.write_fmt(what).expect("a string takes any text");
    }
}
