//! From words on the command line to an [`Invocation`].
//!
//! Every help text is given in both languages side by side; `--lang en` anywhere on the line decides which is shown, so
//! that `gouji --lang en --help` works. What the words mean is left to [`crate::commands`].

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command};
use gouji_proto::v1::View;

use crate::exit::FailOn;
use crate::language::Language;

/// What one run is asked to do.
#[derive(Clone, Debug)]
pub(crate) struct Invocation {
    pub(crate) language: Language,
    pub(crate) color: Color,
    pub(crate) quiet: bool,
    pub(crate) server: Option<String>,
    pub(crate) format: Option<Format>,
    pub(crate) task: Task,
}

/// The command with its own words.
#[derive(Clone, Debug)]
pub(crate) enum Task {
    /// `check`, `parse`, `validate`, `normalize`, `batch`.
    Reports(ReportsTask),
    /// `rules`.
    Rules { family: String, edition: String },
    /// `explain`.
    Explain { codes: Vec<String> },
    /// `forms`.
    Forms { edition: Option<String> },
}

/// What to do with which reports.
#[derive(Clone, Debug)]
pub(crate) struct ReportsTask {
    pub(crate) stage: Stage,
    pub(crate) inputs: Vec<PathBuf>,
    pub(crate) fail_on: FailOn,
    pub(crate) edition: String,
    pub(crate) target_edition: String,
    pub(crate) as_of: String,
    pub(crate) charset: String,
    pub(crate) view: View,
    pub(crate) profile: Option<PathBuf>,
    pub(crate) last_year: Option<PathBuf>,
    pub(crate) detail: Detail,
}

/// What the text says of each finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Detail {
    /// What its reader must know.
    #[default]
    Usual,
    /// Its fingerprint as well, which a waiver takes.
    Fingerprints,
}

/// How far each report is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Everything, with full diagnostics.
    Check,
    /// Reading only.
    Parse,
    /// Reading and rules.
    Validate,
    /// Reading and canonical form.
    Normalize,
    /// Everything, a line for each report and counts at the end.
    Batch,
}

/// Format of standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// One indented value.
    Json,
    /// One value a line.
    Jsonl,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Color {
    /// On a terminal, unless the environment says otherwise.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Reads the command line.
///
/// # Errors
///
/// The message to show, which is help or version if one was asked for.
pub(crate) fn parse(args: &[OsString]) -> Result<Invocation, clap::Error> {
    let matches = command(language_of(args)).try_get_matches_from(args)?;
    let Some((name, own)) = matches.subcommand() else { unreachable!("clap demands a command") };
    Ok(Invocation {
        language: if text(own, "lang") == "en" { Language::English } else { Language::Chinese },
        color: *own.get_one::<Color>("color").unwrap_or(&Color::Auto),
        quiet: own.get_flag("quiet"),
        server: own.get_one::<String>("server").cloned(),
        format: own.get_one::<Format>("format").copied(),
        task: task(name, own),
    })
}

/// The language that `--lang` asks for, looked up before anything else is known to be well-formed.
pub(crate) fn language_of(args: &[OsString]) -> Language {
    let words: Vec<_> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let apart = words.windows(2).any(|pair| pair == ["--lang", "en"]);
    if apart || words.contains(&"--lang=en") { Language::English } else { Language::Chinese }
}

fn task(name: &str, own: &ArgMatches) -> Task {
    match name {
        "rules" => Task::Rules { family: text(own, "family"), edition: text(own, "edition") },
        "explain" => Task::Explain { codes: own.get_many::<String>("code").into_iter().flatten().cloned().collect() },
        "forms" => Task::Forms { edition: own.get_one::<String>("edition").cloned() },
        "parse" => Task::Reports(reports(Stage::Parse, own)),
        "validate" => Task::Reports(reports(Stage::Validate, own)),
        "normalize" => Task::Reports(reports(Stage::Normalize, own)),
        "batch" => Task::Reports(reports(Stage::Batch, own)),
        _ => Task::Reports(reports(Stage::Check, own)),
    }
}

fn reports(stage: Stage, own: &ArgMatches) -> ReportsTask {
    ReportsTask {
        stage,
        inputs: own.get_many::<PathBuf>("input").into_iter().flatten().cloned().collect(),
        fail_on: optional(own, "fail-on").unwrap_or_default(),
        edition: text(own, "edition"),
        target_edition: text(own, "to"),
        as_of: text(own, "as-of"),
        charset: text(own, "charset"),
        view: optional(own, "view").unwrap_or(View::Full),
        profile: path(own, "profile"),
        last_year: path(own, "last-year"),
        detail: if optional(own, "fingerprints").unwrap_or(false) { Detail::Fingerprints } else { Detail::Usual },
    }
}

/// The value of an argument that the command may not have at all.
fn optional<T: Copy + Send + Sync + 'static>(own: &ArgMatches, id: &str) -> Option<T> {
    own.try_get_one::<T>(id).ok().flatten().copied()
}

/// The file of an argument that the command may not have at all.
fn path(own: &ArgMatches, id: &str) -> Option<PathBuf> {
    own.try_get_one::<PathBuf>(id).ok().flatten().cloned()
}

fn text(own: &ArgMatches, id: &str) -> String {
    own.try_get_one::<String>(id).ok().flatten().cloned().unwrap_or_default()
}

/// The whole command line, described in one language.
pub(crate) fn command(language: Language) -> Command {
    let tr = |zh, en| language.pick(zh, en);
    Command::new("gouji")
        .version(env!("CARGO_PKG_VERSION"))
        .about(tr("核对政府信息公开工作年度报告", "Checks annual reports on open government information"))
        .long_about(tr(LONG_ABOUT_ZH, LONG_ABOUT_EN))
        .after_long_help(tr(AFTER_HELP_ZH, AFTER_HELP_EN))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(tr("命令", "Commands"))
        .override_usage(tr("gouji [选项] <命令>", "gouji [OPTIONS] <COMMAND>"))
        .help_template(tr(TEMPLATE_ZH, TEMPLATE_EN))
        .max_term_width(110)
        .args(common(language).map(|arg| arg.global(true)))
        .subcommands(report_commands(language))
        .subcommands(catalog_commands(language))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(version(language).help_heading(tr("通用选项", "Common options")))
}

const LONG_ABOUT_ZH: &str = "\
核对政府信息公开工作年度报告（勾稽）。

读取报告正文，按报告所属年度的统一格式核对每一个数字，指出哪里有错、为什么、怎样改。\
读不准的内容会明确说“未读取”，绝不当作通过。默认在本进程内完成，不联网，不外传。";
const LONG_ABOUT_EN: &str = "\
Checks annual reports on open government information (政府信息公开工作年度报告).

Reads a report, checks every figure against the official form of the report's own year, and says what is wrong, where, why, \
and what to correct. What could not be read is said to be unread and never counts as a pass. Runs inside this process unless \
--server is given; nothing leaves the machine.";

const TEMPLATE_ZH: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";
const TEMPLATE_EN: &str = "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}";

const AFTER_HELP_ZH: &str = "\
例子：
  gouji check 年报.txt                           核对一份报告
  gouji check 年报/ --format jsonl > 结果.jsonl  核对一个文件夹，每份一行 JSON
  cat 年报.txt | gouji check                     核对标准输入
  gouji normalize 2018.txt --to gb2021           换算到 2021 年版格式
  gouji explain T3-BALANCE                       解释一条规则

退出码：0 没有达到 --fail-on 的发现；1 有；2 无法判定，或有输入无法处理；64 用法有误。
几份报告一起核对时，取其中最大的一个。";
const AFTER_HELP_EN: &str = "\
Examples:
  gouji check report.txt                           check one report
  gouji check reports/ --format jsonl > out.jsonl  check a folder, one JSON object a line
  cat report.txt | gouji check                     check standard input
  gouji normalize 2018.txt --to gb2021             carry the figures over to the form of 2021
  gouji explain T3-BALANCE                         explain a rule

Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 inconclusive, or an input could not be processed; 64 usage.
With several reports the highest of them counts.";

fn report_commands(language: Language) -> Vec<Command> {
    let tr = |zh, en| language.pick(zh, en);
    let make = |name: &'static str, about: &'static str, example: &'static str| {
        let example = match language {
            Language::Chinese => format!("例子：\n{example}"),
            Language::English => format!("Examples:\n{example}"),
        };
        let usage = format!("gouji {name} {}", tr("[选项] [文件]...", "[OPTIONS] [FILE]..."));
        subcommand(language, name, about).override_usage(usage).after_long_help(example).args(inputs(language))
    };
    vec![
        make(
            "check",
            tr("读取、核对并规范化报告，逐条指出问题", "Parse, validate and normalise reports, and show every finding in place"),
            "  gouji check tests/data/reports/000.txt\n  gouji check reports/ --fail-on warning --lang en\n  gouji check - --charset gb18030 < report.txt",
        )
        .args([fail_on(language), target(language), view(language), profile(language), last_year(language), fingerprints(language)]),
        make(
            "parse",
            tr("只读取：章节、表格、每个单元格的值", "Read only: sections, tables and the value of every cell"),
            "  gouji parse tests/data/reports/003.txt\n  gouji parse reports/ --format jsonl",
        ),
        make(
            "validate",
            tr("读取并核对，不规范化", "Read and validate, without the canonical report"),
            "  gouji validate tests/data/reports/000.txt --fail-on info",
        )
        .args([fail_on(language), view(language), profile(language), last_year(language), fingerprints(language)]),
        make(
            "normalize",
            tr("整理成标准格式，或换算到另一版格式", "Put reports into canonical form, or carry them over to another edition"),
            "  gouji normalize tests/data/reports/000.txt\n  gouji normalize tests/data/reports/000.txt --to gb2021",
        )
        .arg(target(language)),
        make(
            "batch",
            tr("批量核对：每份一行结论，最后按规则汇总", "Check many reports: a verdict a line, then counts by edition and rule"),
            "  gouji batch reports/\n  gouji batch reports/ --server http://10.0.0.5:50051 --format jsonl > out.jsonl",
        )
        .args([fail_on(language), target(language), view(language), profile(language)]),
    ]
}

fn catalog_commands(language: Language) -> Vec<Command> {
    let tr = |zh, en| language.pick(zh, en);
    let positional = |id: &'static str| Arg::new(id).help_heading(tr("参数", "Arguments"));
    let family = Arg::new("family").long("family").value_name(tr("族", "FAMILY"));
    let code = positional("code").required(true).num_args(1..).value_name(tr("规则代码", "CODE"));
    vec![
        subcommand(language, "rules", tr("列出规则", "List the rules"))
            .override_usage(tr("gouji rules [选项]", "gouji rules [OPTIONS]"))
            .arg(family.help(tr("只列一族，例如 T3", "List one family only, T3 for instance")))
            .arg(edition(language).help(tr("只列适用于这一版格式的规则", "List the rules of this edition only"))),
        subcommand(language, "explain", tr("解释一条规则：查什么、依据、例子", "Explain a rule: what it checks, its basis, examples"))
            .override_usage(tr("gouji explain <规则代码>...", "gouji explain <CODE>..."))
            .arg(code.help(tr("规则代码，大小写不限", "Codes of rules, in either case"))),
        subcommand(language, "forms", tr("列出各版统一格式，或一版的表格与指标", "List the forms, or the tables and indicators of one"))
            .override_usage(tr("gouji forms [版本]", "gouji forms [EDITION]"))
            .arg(positional("edition").value_name(tr("版本", "EDITION")).help(tr("版本，例如 gb2021", "Edition, gb2021 for instance"))),
    ]
}

fn subcommand(language: Language, name: &'static str, about: &'static str) -> Command {
    Command::new(name)
        .about(about)
        .help_template(language.pick(TEMPLATE_ZH, TEMPLATE_EN))
        .next_help_heading(language.pick("选项", "Options"))
        .disable_version_flag(true)
}

fn inputs(language: Language) -> [Arg; 4] {
    let tr = |zh, en| language.pick(zh, en);
    [
        Arg::new("input")
            .help_heading(tr("参数", "Arguments"))
            .num_args(0..)
            .value_name(tr("文件", "FILE"))
            .value_parser(clap::value_parser!(PathBuf))
            .help(tr(
                "文件、压缩包（.zip，用于 check 和 batch）、文件夹（含下级，只取文本、网页、Word、WPS、Excel、ODS、PDF、OFD 文件和压缩包）或 -（标准输入，默认）",
                "Files, archives (.zip, for check and batch), folders (recursive; text, HTML, Word, WPS, Excel, ODS, PDF and OFD files and archives only) or - for standard input, the default",
            )),
        edition(language).help(tr("按这一版格式核对，不自动识别", "Judge by this edition instead of the recognised one")),
        Arg::new("as-of")
            .long("as-of")
            .value_name("YYYY-MM-DD")
            .value_parser(day)
            .help(tr("按这一天核对期限类规则；不给则不看日历", "Day to check as of; without it no rule looks at a calendar")),
        Arg::new("charset").long("charset").value_name(tr("字符集", "CHARSET")).help(tr(
            "声明输入的字符集，例如 gb18030；不给则自动识别",
            "Character set of the inputs, gb18030 for instance; recognised if not given",
        )),
    ]
}

fn edition(language: Language) -> Arg {
    Arg::new("edition").long("edition").value_name(language.pick("版本", "EDITION"))
}

fn target(language: Language) -> Arg {
    Arg::new("to")
        .long("to")
        .value_name(language.pick("版本", "EDITION"))
        .help(language.pick("把指标换算到这一版格式，例如 gb2021", "Edition to carry the indicators to, gb2021 for instance"))
}

fn fail_on(language: Language) -> Arg {
    let names = PossibleValuesParser::new(["error", "warning", "info", "never"]).map(|name| match name.as_str() {
        "warning" => FailOn::Warning,
        "info" => FailOn::Info,
        "never" => FailOn::Never,
        _ => FailOn::Error,
    });
    Arg::new("fail-on")
        .long("fail-on")
        .value_name(language.pick("级别", "SEVERITY"))
        .value_parser(names)
        .default_value("error")
        .hide_default_value(true)
        .hide_possible_values(true)
        .help(language.pick(
            "有这一级或更重的发现时以 1 退出：error（默认）、warning、info、never",
            "Exit with 1 if there are findings of this severity or worse: error (the default), warning, info, never",
        ))
}

fn view(language: Language) -> Arg {
    let names = PossibleValuesParser::new(["verdict", "findings", "full"]).map(|name| match name.as_str() {
        "verdict" => View::Verdict,
        "findings" => View::Findings,
        _ => View::Full,
    });
    Arg::new("view").hide_possible_values(true).long("view").value_name(language.pick("详略", "VIEW")).value_parser(names).help(
        language.pick(
            "结果的详略：verdict 只要结论，findings 加上发现，full 全部（默认）",
            "How much of the result to give: verdict, findings, full (the default)",
        ),
    )
}

fn profile(language: Language) -> Arg {
    Arg::new("profile")
        .long("profile")
        .value_name(language.pick("文件", "FILE"))
        .value_parser(clap::value_parser!(PathBuf))
        .help(language.pick(
            "按这个配置文件关闭规则、改变级别、豁免问题；其中有豁免而没有 --as-of 时，按今天（北京时间）判断是否到期",
            "Profile that switches rules, changes severities and waives findings; its waivers expire by --as-of, today (Beijing time) if not given",
        ))
}

fn last_year(language: Language) -> Arg {
    Arg::new("last-year").long("last-year").value_name(language.pick("文件", "FILE")).value_parser(clap::value_parser!(PathBuf)).help(
        language.pick(
            "同一机关的上年报告，数字不平时用来推断差错所在，不影响结论；一次只核对一份报告时可用",
            "Last year's report of the same body: helps to tell which figure is wrong, never changes the verdict; for one report at a time",
        ),
    )
}

fn fingerprints(language: Language) -> Arg {
    Arg::new("fingerprints")
        .long("fingerprints")
        .action(ArgAction::SetTrue)
        .help(language.pick("列出每个问题的指纹，供配置文件豁免用", "Show the fingerprint of each finding, which a waiver takes"))
}

/// Arguments of every command.
fn common(language: Language) -> [Arg; 6] {
    let tr = |zh, en| language.pick(zh, en);
    let formats = PossibleValuesParser::new(["text", "json", "jsonl"]).map(|name| match name.as_str() {
        "json" => Format::Json,
        "jsonl" => Format::Jsonl,
        _ => Format::Text,
    });
    let colors = PossibleValuesParser::new(["auto", "always", "never"]).map(|name| match name.as_str() {
        "always" => Color::Always,
        "never" => Color::Never,
        _ => Color::Auto,
    });
    let heading = tr("通用选项", "Common options");
    [
        Arg::new("format").long("format").value_name(tr("格式", "FORMAT")).value_parser(formats).help(tr(
            "输出格式：text、json、jsonl（每份一行）。默认 text；处理报告而输出不是终端时默认 jsonl",
            "Output format: text, json, jsonl (a report a line). Default: text; jsonl for reports where output is no terminal",
        )),
        Arg::new("lang")
            .long("lang")
            .value_name(tr("语言", "LANG"))
            .value_parser(["zh", "en"])
            .default_value("zh")
            .help(tr("说明文字的语言：zh（默认）、en", "Language of messages: zh (the default), en")),
        Arg::new("server").long("server").value_name("URL").env("GOUJI_SERVER").help(tr(
            "使用这个服务，例如 http://127.0.0.1:50051；不给则在本进程内完成。也可用环境变量 GOUJI_SERVER 指定",
            "Use this service, http://127.0.0.1:50051 for instance; without it everything happens inside this process. The variable GOUJI_SERVER does the same",
        )),
        Arg::new("color")
            .long("color")
            .value_name(tr("时机", "WHEN"))
            .value_parser(colors)
            .default_value("auto")
            .help(tr("是否着色：auto（默认，终端上着色）、always、never", "Whether to colour text: auto (the default, on a terminal), always, never")),
        Arg::new("quiet")
            .long("quiet")
            .short('q')
            .action(ArgAction::SetTrue)
            .help(tr("不在标准错误上说话，不显示进度", "Say nothing on standard error and show no progress")),
        Arg::new("help")
            .long("help")
            .short('h')
            .action(ArgAction::Help)
            .help(tr("显示说明（-h 简要，--help 详细并附例子）", "Show help (-h for a summary, --help with examples)")),
    ]
    .map(|arg| {
        let arg = arg.help_heading(heading);
        // What may be given stands in the text of the help, which clap cannot say in Chinese.
        if arg.get_value_names().is_some() { arg.hide_possible_values(true).hide_default_value(true).hide_env(true) } else { arg }
    })
}

fn version(language: Language) -> Arg {
    Arg::new("version").long("version").short('V').action(ArgAction::Version).help(language.pick("显示版本", "Show the version"))
}

/// What is wrong with a command line, in Chinese where that is asked for; help and version are in the right language already.
pub(crate) fn rendering(error: &clap::Error, text: &str, language: Language) -> String {
    let word = |kind| match error.get(kind) {
        Some(ContextValue::String(value)) => value.clone(),
        Some(ContextValue::Strings(values)) => values.join("、"),
        _ => String::new(),
    };
    let (argument, value) = (word(ContextKind::InvalidArg), word(ContextKind::InvalidValue));
    let message = match error.kind() {
        _ if language == Language::English => return text.to_owned(),
        ErrorKind::UnknownArgument => format!("不认识的参数 {argument}"),
        ErrorKind::InvalidSubcommand => format!("没有命令 {}", word(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand => "没有说要做什么".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
        ErrorKind::ArgumentConflict => format!("参数 {argument} 重复或互相矛盾"),
        ErrorKind::InvalidValue if value.is_empty() => format!("参数 {argument} 缺少值"),
        ErrorKind::InvalidValue => match word(ContextKind::ValidValue) {
            valid if valid.is_empty() => format!("参数 {argument} 不接受 {value}"),
            valid => format!("参数 {argument} 不接受 {value}，可以是 {valid}"),
        },
        ErrorKind::ValueValidation => format!("参数 {argument} 的值 {value} 不合要求"),
        _ => return text.to_owned(),
    };
    format!("gouji: {message}\n用 gouji --help 查看用法。\n")
}

/// Accepts a calendar day in the form that the contract asks for; whether it exists is left to the service.
fn day(value: &str) -> Result<String, String> {
    let shape = value.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if value.len() == 10 && shape { Ok(value.to_owned()) } else { Err("YYYY-MM-DD".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Invocation, clap::Error> {
        parse(&line.split(' ').map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn both_languages_describe_a_sound_command_line() {
        command(Language::Chinese).debug_assert();
        command(Language::English).debug_assert();
    }

    #[test]
    fn options_may_stand_before_and_after_the_command() {
        for line in ["gouji --lang en --format json check a.txt", "gouji check a.txt --lang=en --format json"] {
            let invocation = parsed(line).unwrap();
            assert_eq!((invocation.language, invocation.format), (Language::English, Some(Format::Json)));
            assert!(matches!(invocation.task, Task::Reports(ReportsTask { stage: Stage::Check, .. })));
        }
    }

    #[test]
    fn help_is_in_the_language_asked_for() {
        let shown = |line: &str| parsed(line).unwrap_err().to_string();
        assert!(shown("gouji --help").contains("退出码"));
        assert!(shown("gouji --lang en --help").contains("Exit codes"));
        assert!(shown("gouji check --help --lang en").contains("Examples:"));
    }

    #[test]
    fn a_day_that_is_not_one_is_refused() {
        assert!(parsed("gouji check --as-of 2026-01-31").is_ok());
        assert!(parsed("gouji check --as-of 2026-1-31").is_err());
        assert!(parsed("gouji check --as-of 2026/01/31").is_err());
    }

    #[test]
    fn a_command_takes_only_the_options_that_mean_something_to_it() {
        assert!(parsed("gouji parse a --fail-on error").is_err());
        assert!(parsed("gouji validate a --to gb2021").is_err());
        assert!(parsed("gouji normalize a --to gb2021").is_ok());
        assert!(parsed("gouji normalize a --profile b").is_err());
        assert!(parsed("gouji validate a --profile b --fingerprints").is_ok());
    }
}
