//! The last words on a report: what it is, how it was judged, and what the judgement rests on; and on a run of many.

use std::collections::BTreeMap;

use gouji_proto::v1::{
    AppliedProfile, BatchSummary, CheckedReport, Edition, LedgerEntry, PreviousReport, PreviousReportUse, Report, RuleOutcome,
    SourceDocument, Summary, Verdict, Waiver,
};
use unicode_width::UnicodeWidthStr as _;

use crate::failure;
use crate::language::{Language, say};
use crate::render::style::Tone;
use crate::render::table::{Side, Table, wrap};
use crate::render::words;
use crate::session::Manner;

/// Codes that are listed for one reason before the rest is counted.
const MOST_CODES: usize = 6;

/// Reasons for which rules did not apply that are listed before the rest is counted.
const MOST_REASONS: usize = 4;

/// Counts of one run, as the client saw it: inputs that never reached the service are among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) pass: i64,
    pub(crate) fail: i64,
    pub(crate) inconclusive: i64,
    pub(crate) unjudged: i64,
    pub(crate) failed: i64,
}

impl Tally {
    pub(crate) fn add(&mut self, checked: &CheckedReport) {
        *(match (checked.verdict(), &checked.error) {
            (_, Some(_)) => &mut self.failed,
            (Verdict::Pass, None) => &mut self.pass,
            (Verdict::Fail, None) => &mut self.fail,
            (Verdict::Inconclusive, None) => &mut self.inconclusive,
            (Verdict::Unspecified, None) => &mut self.unjudged,
        }) += 1;
    }

    pub(crate) fn total(self) -> i64 {
        self.pass + self.fail + self.inconclusive + self.unjudged + self.failed
    }

    /// The counts in one sentence.
    pub(crate) fn sentence(self, language: Language) -> String {
        let Self { pass, fail, inconclusive, unjudged, failed } = self;
        let total = self.total();
        let mut text = if unjudged > 0 {
            say!(language, "共 {total} 份：读取 {unjudged} 份", "{total} in all: {unjudged} read")
        } else {
            say!(
                language,
                "共 {total} 份：通过 {pass}，不通过 {fail}，无法判定 {inconclusive}",
                "{total} in all: {pass} pass, {fail} fail, {inconclusive} inconclusive",
            )
        };
        if failed > 0 {
            text.push_str(&say!(language, "，无法处理 {failed}", ", {failed} could not be processed"));
        }
        text
    }
}

/// A list of names and texts, the texts aligned and wrapped.
pub(crate) struct Facts {
    manner: Manner,
    lines: Vec<(String, String, Tone)>,
}

impl Facts {
    pub(crate) fn new(manner: Manner) -> Self {
        Self { manner, lines: Vec::new() }
    }

    /// Adds a line; an empty text adds nothing.
    pub(crate) fn add(&mut self, name: &str, text: impl Into<String>) {
        self.add_in(Tone::Strong, name, text);
    }

    fn add_in(&mut self, tone: Tone, name: &str, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.lines.push((name.to_owned(), text, tone));
        }
    }

    pub(crate) fn render(&self) -> String {
        const INDENT: usize = 2;
        let width = self.lines.iter().map(|(name, _, _)| name.width()).max().unwrap_or_default();
        let room = self.manner.width.min(110).saturating_sub(width + INDENT + 2).max(30);
        let mut out = String::new();
        for (name, text, tone) in &self.lines {
            for (at, line) in wrap(text, room).iter().enumerate() {
                let name = if at == 0 { name.as_str() } else { "" };
                let padding = " ".repeat(width - name.width());
                let first = if at == 0 && *tone != Tone::Strong { self.manner.style.paint(*tone, line) } else { line.clone() };
                out.push_str(format!("{}{}{padding}  {first}", " ".repeat(INDENT), self.manner.style.paint(Tone::Faint, name)).trim_end());
                out.push('\n');
            }
        }
        out
    }
}

/// What a report is: title, body, year, form.
pub(crate) fn identity(report: &Report, source: Option<&SourceDocument>, facts: &mut Facts, language: Language) {
    if let Some(source) = source {
        let SourceDocument { name, charset, line_count: lines, size_bytes: bytes, media_type, .. } = source;
        let text = if matches!(media_type.as_str(), "" | "text/plain") {
            say!(language, "{name}（{charset}，{bytes} 字节，{lines} 行）", "{name} ({charset}, {bytes} bytes, {lines} lines)")
        } else {
            let format = words::format(media_type);
            say!(language, "{name}（{format}，{bytes} 字节）", "{name} ({format}, {bytes} bytes)")
        };
        facts.add(language.pick("文件", "file"), text);
        // What was not read is told with everything else that was not read.
        let told: Vec<&str> = report.unread.iter().map(|unread| unread.reason.as_str()).collect();
        for note in source.notes.iter().filter(|note| !told.contains(&note.message.as_str())) {
            let (place, message) = (note.span.as_ref().map_or("", |span| span.description.as_str()), &note.message);
            let text = if place.is_empty() { message.clone() } else { say!(language, "{place}：{message}", "{place}: {message}") };
            facts.add_in(Tone::Doubtful, language.pick("说明", "note"), text);
        }
    }
    if let Some(body) = &report.organization {
        let (name, level) = (&body.name, words::organization(body.level(), body.kind(), language));
        facts.add(language.pick("机关", "body"), say!(language, "{name}（{level}）", "{name} ({level})"));
    } else {
        facts.add(language.pick("机关", "body"), language.pick("没有识别到", "not recognised"));
    }
    facts.add(language.pick("年度", "year"), year(report, language));
    edition(report.edition.as_ref(), facts, language);
}

fn year(report: &Report, language: Language) -> String {
    let reason = &report.report_year_reason;
    match report.report_year {
        Some(year) if reason.is_empty() => year.to_string(),
        Some(year) => say!(language, "{year}：{reason}", "{year}: {reason}"),
        None if reason.is_empty() => language.pick("不明", "unknown").to_owned(),
        None => say!(language, "不明：{reason}", "unknown: {reason}"),
    }
}

fn edition(edition: Option<&Edition>, facts: &mut Facts, language: Language) {
    let name = language.pick("格式", "form");
    let joined = |edition: &Edition| edition.evidence.join(language.pick("；", "; "));
    match edition {
        Some(edition) if !edition.id.is_empty() => {
            let (id, why) = (&edition.id, joined(edition));
            let text = if why.is_empty() { id.clone() } else { say!(language, "{id}：{why}", "{id}: {why}") };
            facts.add(name, text);
        }
        Some(edition) => {
            let why = joined(edition);
            facts.add(name, say!(language, "无法确定：{why}", "unknown: {why}"));
        }
        None => facts.add(name, language.pick("无法确定", "unknown")),
    }
    for rival in edition.map_or(&[][..], |edition| &edition.rivals) {
        let (id, reason) = (&rival.id, &rival.reason);
        facts.add("", say!(language, "不是 {id}：{reason}", "not {id}: {reason}"));
    }
}

/// The end of one report's text: what it is and how it was judged.
pub(crate) fn report(checked: &CheckedReport, manner: Manner) -> String {
    let language = manner.language;
    let mut facts = Facts::new(manner);
    let mut out = String::new();
    if let Some(report) = &checked.report {
        let title =
            if report.title.is_empty() { language.pick("（没有识别到标题）", "(no title recognised)") } else { &report.title };
        out.push_str(&manner.style.paint(Tone::Strong, title));
        out.push('\n');
        identity(report, checked.source.as_ref(), &mut facts, language);
    } else if let Some(source) = &checked.source {
        out.push_str(&manner.style.paint(Tone::Strong, &source.name));
        out.push('\n');
    }
    let (word, tone) = words::verdict(checked.verdict(), language);
    if let Some(summary) = &checked.summary {
        let why = why(checked, summary, language);
        facts.add_in(tone, language.pick("结论", "verdict"), say!(language, "{word}：{why}", "{word}: {why}"));
        rules(checked, summary, &mut facts, language);
        if let Some(applied) = &checked.profile {
            profile(applied, &mut facts, language);
        }
        if let Some(previous) = &checked.previous_report {
            previous_report(previous, &mut facts, language);
        }
    }
    out.push_str(&facts.render());
    out
}

/// Whether last year's report was heard on the place of errors.
fn previous_report(previous: &PreviousReport, facts: &mut Facts, language: Language) {
    let name = previous.source.as_ref().map_or("", |source| source.name.as_str());
    let (tone, text) = match previous.r#use() {
        PreviousReportUse::Comparable => {
            (Tone::Strong, say!(language, "{name}：用于推断差错所在，不影响结论", "{name}: heard on where errors are, not on the verdict"))
        }
        PreviousReportUse::NotComparable | PreviousReportUse::Unspecified => {
            let reason = &previous.reason;
            (Tone::Doubtful, say!(language, "{name}：未采用，{reason}", "{name}: not used, {reason}"))
        }
    };
    facts.add_in(tone, language.pick("上年报告", "last year"), text);
}

/// What the verdict rests on, the decisions of the profile among it.
fn why(checked: &CheckedReport, summary: &Summary, language: Language) -> String {
    let why = grounds(checked.verdict(), summary, language);
    let Summary { waived_count: waived, switched_off_count: off, severity_changed_count: changed, .. } = *summary;
    let mut decided = Vec::new();
    if waived > 0 {
        let findings = words::count(i64::from(waived), "finding");
        decided.push(say!(language, "豁免 {waived} 处问题", "{findings} waived"));
    }
    if off > 0 {
        let rules = words::count(i64::from(off), "rule");
        decided.push(say!(language, "关闭 {off} 条规则", "{rules} switched off"));
    }
    if changed > 0 {
        let findings = words::count(i64::from(changed), "finding");
        decided.push(say!(language, "改变 {changed} 处问题的级别", "{findings} given another severity"));
    }
    if decided.is_empty() {
        return why;
    }
    let name = checked.profile.as_ref().map_or("", |profile| profile.name.as_str());
    let decided = decided.join(language.pick("，", ", "));
    say!(language, "{why}；按配置“{name}”{decided}", "{why}; by the profile “{name}”: {decided}")
}

fn grounds(verdict: Verdict, summary: &Summary, language: Language) -> String {
    let found = findings(summary, language);
    let unread = summary.unread_count;
    let not_run = summary.not_run_count;
    let mut missing = Vec::new();
    if unread > 0 {
        missing.push(say!(language, "{unread} 处未读取", "{unread} not read"));
    }
    if not_run > 0 {
        let rules = words::count(i64::from(not_run), "rule");
        missing.push(say!(language, "{not_run} 条规则未能运行", "{rules} could not run"));
    }
    let missing = missing.join(language.pick("，", ", "));
    match (verdict, missing.is_empty()) {
        (Verdict::Inconclusive, true) => {
            say!(language, "{found}，但没有一条规则得以运行", "{found}, but not one rule could be run")
        }
        (_, true) => found,
        (Verdict::Inconclusive, false) => say!(language, "{found}，但有 {missing}", "{found}, but {missing}"),
        (_, false) => say!(language, "{found}；另有 {missing}", "{found}; besides, {missing}"),
    }
}

/// Findings by severity and in how many groups.
pub(crate) fn findings(summary: &Summary, language: Language) -> String {
    let Summary { error_count: errors, warning_count: warnings, info_count: infos, group_count: groups, .. } = summary;
    let total = errors + warnings + infos;
    if total == 0 {
        let waived = summary.waived_count > 0;
        return if waived {
            language.pick("没有未豁免的问题", "no finding stands")
        } else {
            language.pick("没有发现问题", "nothing found")
        }
        .to_owned();
    }
    let counts = match language {
        Language::Chinese => [(errors, "个错误"), (warnings, "个警告"), (infos, "个提示")].map(|(n, word)| (*n, format!("{n} {word}"))),
        Language::English => {
            [(errors, "error"), (warnings, "warning"), (infos, "note")].map(|(n, word)| (*n, words::count(i64::from(*n), word)))
        }
    };
    let counts: Vec<_> = counts.into_iter().filter(|(n, _)| *n > 0).map(|(_, text)| text).collect();
    let counts = counts.join(language.pick("，", ", "));
    if *groups > 0 && *groups < total {
        say!(language, "{counts}，归为 {groups} 处问题", "{counts}, from {groups} causes")
    } else {
        counts
    }
}

/// What became of the rules: counts, and why some did not run.
fn rules(checked: &CheckedReport, summary: &Summary, facts: &mut Facts, language: Language) {
    if checked.ledger.is_empty() {
        return;
    }
    let count = |outcome| checked.ledger.iter().filter(|entry| entry.outcome() == outcome).count();
    let (total, broken, waived) = (checked.ledger.len(), count(RuleOutcome::Broken), count(RuleOutcome::Waived));
    let Summary { held_count: held, not_applicable_count: not_applicable, not_run_count: not_run, .. } = summary;
    let mut text = say!(
        language,
        "{total} 条：成立 {held}，不成立 {broken}，不适用 {not_applicable}，未能运行 {not_run}",
        "{total}: {held} held, {broken} broken, {not_applicable} not applicable, {not_run} could not run",
    );
    if waived > 0 {
        text.push_str(&say!(language, "，豁免 {waived}", ", {waived} waived"));
    }
    let off = count(RuleOutcome::SwitchedOff);
    if off > 0 {
        text.push_str(&say!(language, "，关闭 {off}", ", {off} switched off"));
    }
    facts.add(language.pick("规则", "rules"), text);
    for (reason, codes) in reasons(&checked.ledger, RuleOutcome::NotRun) {
        let codes = listed(&codes, language);
        facts.add("", say!(language, "未能运行 {codes}：{reason}", "could not run {codes}: {reason}"));
    }
    for (reason, codes) in reasons(&checked.ledger, RuleOutcome::SwitchedOff) {
        let codes = listed(&codes, language);
        facts.add("", say!(language, "关闭 {codes}：{reason}", "switched off {codes}: {reason}"));
    }
    let reasons = reasons(&checked.ledger, RuleOutcome::NotApplicable);
    for (reason, codes) in reasons.iter().take(MOST_REASONS) {
        let count = codes.len();
        facts.add("", say!(language, "不适用 {count} 条：{reason}", "{count} not applicable: {reason}"));
    }
    let rest: usize = reasons.iter().skip(MOST_REASONS).map(|(_, codes)| codes.len()).sum();
    if rest > 0 {
        facts.add(
            "",
            say!(language, "不适用 {rest} 条：其他原因，见 --format json", "{rest} not applicable for other reasons, see --format json"),
        );
    }
}

/// The profile, and the waivers of it that waived nothing here.
fn profile(applied: &AppliedProfile, facts: &mut Facts, language: Language) {
    let AppliedProfile { name, version, as_of_date: day, .. } = applied;
    let mut text = say!(language, "{name}（{version}）", "{name} ({version})");
    if !day.is_empty() {
        text.push_str(&say!(language, "，按 {day} 判断豁免是否到期", ", waivers judged as of {day}"));
    }
    facts.add(language.pick("配置", "profile"), text);
    let AppliedProfile { unused_waivers, expired_waivers, .. } = applied;
    for (waiver, why) in idle(unused_waivers, expired_waivers, language) {
        facts.add("", say!(language, "豁免{why} {waiver}", "{why} waiver {waiver}"));
    }
}

/// Waivers that waived nothing, in words, and why.
fn idle<'a>(unused: &'a [Waiver], expired: &'a [Waiver], language: Language) -> impl Iterator<Item = (String, &'static str)> + 'a {
    let words = move |it: &Waiver| {
        let Waiver { fingerprint, approver, expire_date, rule, .. } = it;
        let rule = if rule.is_empty() { String::new() } else { format!(" {rule}") };
        say!(language, "{fingerprint}{rule}（{approver}，至 {expire_date}）", "{fingerprint}{rule} ({approver}, until {expire_date})")
    };
    let unused = unused.iter().map(move |it| (words(it), language.pick("未用到", "unused")));
    unused.chain(expired.iter().map(move |it| (words(it), language.pick("已到期", "expired"))))
}

/// The rules of one outcome by reason, the commonest reason first.
fn reasons(ledger: &[LedgerEntry], outcome: RuleOutcome) -> Vec<(&str, Vec<&str>)> {
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for entry in ledger.iter().filter(|entry| entry.outcome() == outcome) {
        by_reason.entry(&entry.reason).or_default().push(&entry.rule);
    }
    let mut reasons: Vec<_> = by_reason.into_iter().collect();
    reasons.sort_by_key(|(_, codes)| std::cmp::Reverse(codes.len()));
    reasons
}

fn listed(codes: &[&str], language: Language) -> String {
    let shown = codes[..codes.len().min(MOST_CODES)].join(language.pick("、", ", "));
    let total = codes.len();
    if total > MOST_CODES { say!(language, "{shown} 等 {total} 条", "{shown} and others, {total} in all") } else { shown }
}

/// What is said of an input that could not be processed.
pub(crate) fn error(checked: &CheckedReport, manner: Manner) -> Option<String> {
    let status = checked.error.as_ref()?;
    let language = manner.language;
    let name = checked.source.as_ref().map_or("", |source| source.name.as_str());
    let reason = failure::sentence(status, language);
    Some(say!(language, "无法处理 {name}：{reason}", "cannot process {name}: {reason}"))
}

/// One line for one report of a batch.
pub(crate) fn line(checked: &CheckedReport, manner: Manner) -> String {
    let language = manner.language;
    let name = checked.source.as_ref().map_or("", |source| source.name.as_str());
    if let Some(status) = &checked.error {
        let word = pad(language.pick("无法处理", "error"), language);
        return format!("{}  {name}  {}\n", manner.style.paint(Tone::Bad, &word), failure::sentence(status, language));
    }
    let (word, tone) = words::verdict(checked.verdict(), language);
    let counts = checked.summary.as_ref().map_or_else(String::new, |summary| why(checked, summary, language));
    format!("{}  {name}  {counts}\n", manner.style.paint(tone, &pad(word, language)))
}

fn pad(word: &str, language: Language) -> String {
    let width = match language {
        Language::Chinese => 8,
        Language::English => 12,
    };
    format!("{word}{}", " ".repeat(width - word.width().min(width)))
}

/// The end of a batch: counts by verdict, edition and rule.
pub(crate) fn batch(tally: Tally, summary: Option<&BatchSummary>, manner: Manner) -> String {
    let language = manner.language;
    let mut out = format!("\n{}\n", manner.style.paint(Tone::Strong, &tally.sentence(language)));
    let Some(summary) = summary else { return out };
    let mut editions = Table::plain(&[Side::Left, Side::Right]);
    for edition in &summary.editions {
        let id = if edition.edition.is_empty() { language.pick("无法确定", "unknown") } else { &edition.edition };
        editions.row([id.to_owned(), edition.item_count.to_string()]);
    }
    if !editions.is_empty() {
        out.push_str(&format!("\n{}\n{}", language.pick("按格式", "By form"), editions.render("  ")));
    }
    let column = |zh, en, side| (language.pick(zh, en).to_owned(), side);
    let mut rules = Table::with_head([
        column("规则", "rule", Side::Left),
        column("发现", "findings", Side::Right),
        column("涉及份数", "reports", Side::Right),
    ]);
    let mut counts: Vec<_> = summary.rules.iter().collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.item_count));
    for count in counts {
        rules.row([count.rule.clone(), count.finding_count.to_string(), count.item_count.to_string()]);
    }
    if !rules.is_empty() {
        out.push_str(&format!("\n{}\n{}", language.pick("按规则", "By rule"), rules.render("  ")));
    }
    let mut waivers = Table::plain(&[Side::Left, Side::Left]);
    for (waiver, why) in idle(&summary.unused_waivers, &summary.expired_waivers, language) {
        waivers.row([why.to_owned(), waiver]);
    }
    if !waivers.is_empty() {
        out.push_str(&format!("\n{}\n{}", language.pick("没有用上的豁免", "Waivers that waived nothing"), waivers.render("  ")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::style::Style;

    fn manner(language: Language) -> Manner {
        Manner { language, style: Style::Plain, width: 80 }
    }

    fn entry(rule: &str, outcome: RuleOutcome, reason: &str) -> LedgerEntry {
        LedgerEntry { rule: rule.to_owned(), outcome: outcome.into(), reason: reason.to_owned() }
    }

    fn judged(verdict: Verdict, summary: Summary, ledger: Vec<LedgerEntry>) -> CheckedReport {
        let edition = Edition { id: "gb2014".to_owned(), evidence: vec!["67 个栏目名称相符".to_owned()], ..Edition::default() };
        let report = Report { title: "某县年报".to_owned(), report_year: Some(2018), edition: Some(edition), ..Report::default() };
        let source = SourceDocument {
            name: "某县.txt".to_owned(),
            charset: "UTF-8".to_owned(),
            size_bytes: 24_865,
            line_count: 341,
            ..SourceDocument::default()
        };
        CheckedReport {
            source: Some(source),
            verdict: verdict.into(),
            report: Some(report),
            summary: Some(summary),
            ledger,
            ..CheckedReport::default()
        }
    }

    #[test]
    fn the_judgement_names_what_it_rests_on() {
        let ledger = vec![
            entry("A", RuleOutcome::Held, ""),
            entry("B", RuleOutcome::NotRun, "总计未读取"),
            entry("C", RuleOutcome::NotRun, "总计未读取"),
            entry("D", RuleOutcome::NotApplicable, "没有这张表"),
        ];
        let counts = Summary { held_count: 1, not_run_count: 2, not_applicable_count: 1, unread_count: 3, ..Summary::default() };
        let expected = "\
某县年报
  文件  某县.txt（UTF-8，24865 字节，341 行）
  机关  没有识别到
  年度  2018
  格式  gb2014：67 个栏目名称相符
  结论  无法判定：没有发现问题，但有 3 处未读取，2 条规则未能运行
  规则  4 条：成立 1，不成立 0，不适用 1，未能运行 2
        未能运行 B、C：总计未读取
        不适用 1 条：没有这张表
";
        assert_eq!(report(&judged(Verdict::Inconclusive, counts, ledger), manner(Language::Chinese)), expected);
    }

    #[test]
    fn findings_are_counted_by_severity_and_cause() {
        let counts = Summary { error_count: 1, warning_count: 2, group_count: 2, unread_count: 1, ..Summary::default() };
        let chinese = line(&judged(Verdict::Fail, counts, Vec::new()), manner(Language::Chinese));
        assert_eq!(chinese, "不通过    某县.txt  1 个错误，2 个警告，归为 2 处问题；另有 1 处未读取\n");
        let english = line(&judged(Verdict::Fail, counts, Vec::new()), manner(Language::English));
        assert_eq!(english, "fail          某县.txt  1 error, 2 warnings, from 2 causes; besides, 1 not read\n");
    }

    #[test]
    fn a_verdict_that_rests_on_no_rule_says_so() {
        let text = line(&judged(Verdict::Inconclusive, Summary::default(), Vec::new()), manner(Language::Chinese));
        assert!(text.contains("没有一条规则得以运行"), "{text}");
    }

    #[test]
    fn what_a_profile_decided_stands_beside_the_verdict() {
        let ledger = vec![
            entry("A", RuleOutcome::Held, ""),
            entry("B", RuleOutcome::Waived, "1 处问题已豁免，批准人：张三（至 2026-12-31）"),
            entry("C", RuleOutcome::SwitchedOff, "由配置“某省”关闭：不查"),
        ];
        let counts = Summary { held_count: 1, waived_count: 1, switched_off_count: 1, ..Summary::default() };
        let waiver = |rule: &str| Waiver {
            fingerprint: "5f0c2a91-3d1b0a77c4e8f2d6".to_owned(),
            rule: rule.to_owned(),
            approver: "张三".to_owned(),
            expire_date: "2026-12-31".to_owned(),
            ..Waiver::default()
        };
        let profile = AppliedProfile {
            name: "某省".to_owned(),
            version: "1".to_owned(),
            as_of_date: "2026-03-01".to_owned(),
            unused_waivers: vec![waiver("T3-BALANCE")],
            expired_waivers: vec![waiver("")],
        };
        let checked = CheckedReport { profile: Some(profile), ..judged(Verdict::Pass, counts, ledger) };
        let wide = Manner { width: 120, ..manner(Language::Chinese) };
        let expected = "
  结论  通过：没有未豁免的问题；按配置“某省”豁免 1 处问题，关闭 1 条规则
  规则  3 条：成立 1，不成立 0，不适用 0，未能运行 0，豁免 1，关闭 1
        关闭 C：由配置“某省”关闭：不查
  配置  某省（1），按 2026-03-01 判断豁免是否到期
        豁免未用到 5f0c2a91-3d1b0a77c4e8f2d6 T3-BALANCE（张三，至 2026-12-31）
        豁免已到期 5f0c2a91-3d1b0a77c4e8f2d6（张三，至 2026-12-31）
";
        let text = report(&checked, wide);
        assert!(text.ends_with(expected), "{text}");
        assert!(line(&checked, wide).contains("按配置“某省”豁免 1 处问题"), "a line of a batch tells it too");
    }

    #[test]
    fn every_input_of_a_run_is_counted_once() {
        let mut tally = Tally::default();
        for verdict in [Verdict::Pass, Verdict::Fail, Verdict::Fail, Verdict::Inconclusive] {
            tally.add(&judged(verdict, Summary::default(), Vec::new()));
        }
        tally.add(&CheckedReport { error: Some(gouji_proto::rpc::Status::default()), ..CheckedReport::default() });
        assert_eq!(tally.total(), 5);
        assert_eq!(tally.sentence(Language::Chinese), "共 5 份：通过 1，不通过 2，无法判定 1，无法处理 1");
    }
}
