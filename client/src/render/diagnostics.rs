//! Findings and what was not read, in the way of a good compiler.
//!
//! ```text
//! 错误[G14-CHANNEL-SUM]: 各渠道申请数之和为 0，收到申请数为 7，相差 7
//!    --> 000.txt:231:2
//!     |
//! 231 |     7
//!     |     ^ 实为 7，应为 0
//! 235 |     0
//!     |     - 当面申请数
//!     |
//!     = 改正: 核对各渠道申请数。
//! ```
//!
//! A file that is no plain text has no lines to number: each place is told in words, with the text that stands there.
//! Findings that are waived come last, marked with their waivers.

use std::collections::HashMap;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Snippet};
use gouji_proto::v1::{
    CheckedReport, Finding, RelatedPlace, Repair, RepairCell, Severity, Statistic, TextSpan, Unread, UnreadKind, Waiver,
};

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::args::Detail;
use crate::language::{Language, say};
use crate::render::excerpt::SourceText;
use crate::render::place;
use crate::render::style::Tone;
use crate::render::table::{Side, Table, wrap};
use crate::render::words;
use crate::session::Manner;

/// Further places that the excerpt of an error shows; the others are named by their lines.
const MOST_PLACES: usize = 8;
/// The same for a warning and for what is only worth a look.
const MOST_PLACES_OF_WARNING: usize = 5;
const MOST_PLACES_OF_INFO: usize = 3;
/// Most bytes of the text that one excerpt is made of: places farther from each other have excerpts of their own.
const LONGEST_EXCERPT: usize = 32 << 10;
/// Columns that line numbers and frames take up.
const MARGIN: usize = 14;
/// Longest value that is shown beside its mark; longer ones get a line of their own.
const SHORT_VALUE: usize = 24;

/// All findings that stand, those of one group together and the gravest groups first, then those that are waived, then what
/// was not read.
pub(crate) fn diagnostics(checked: &CheckedReport, source: Option<&SourceText>, detail: Detail, manner: Manner) -> String {
    let name = checked.source.as_ref().map_or("", |source| source.name.as_str());
    let cells = checked.report.as_ref().map_or(&[][..], |report| &report.statistics);
    let expired = checked.profile.as_ref().map_or(&[][..], |profile| &profile.expired_waivers);
    let page = Page { name, source, cells, expired, detail, manner };
    let mut out = String::new();
    let (standing, waived): (Vec<_>, Vec<_>) = checked.findings.iter().partition(|finding| finding.waiver.is_none());
    for group in groups(&standing) {
        if group.len() > 1 {
            let count = group.len();
            let heading = say!(manner.language, "以下 {count} 条出自同一处问题：", "The following {count} findings have one root cause:");
            out.push_str(&manner.style.paint(Tone::Strong, &heading));
            out.push_str("\n\n");
        }
        for finding in group {
            out.push_str(page.finding(finding).trim_end());
            out.push_str("\n\n");
        }
    }
    if !waived.is_empty() {
        let count = waived.len();
        let heading = say!(manner.language, "以下 {count} 条已豁免，不计入结论：", "{count} of the findings are waived and do not count:");
        out.push_str(&format!("{}\n\n", manner.style.paint(Tone::Faint, &heading)));
        for finding in waived {
            out.push_str(&format!("{}\n\n", page.finding(finding).trim_end()));
        }
    }
    if let Some(report) = &checked.report {
        out.push_str(&page.unread(&report.unread));
    }
    out
}

/// Findings by group, the gravest first, else in the order of each group's first.
fn groups<'a>(findings: &[&'a Finding]) -> Vec<Vec<&'a Finding>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for &finding in findings {
        match known.get(finding.group.as_str()) {
            Some(&group) => groups[group].push(finding),
            None => {
                if !finding.group.is_empty() {
                    known.insert(&finding.group, groups.len());
                }
                groups.push(vec![finding]);
            }
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.iter().map(|finding| finding.severity()).max()));
    groups
}

/// What all findings of a report are shown with.
#[derive(Clone, Copy)]
struct Page<'a> {
    name: &'a str,
    source: Option<&'a SourceText>,
    cells: &'a [Statistic],
    /// Waivers that have expired.
    expired: &'a [Waiver],
    detail: Detail,
    manner: Manner,
}

impl<'a> Page<'a> {
    fn language(self) -> Language {
        self.manner.language
    }

    fn finding(self, finding: &'a Finding) -> String {
        let level = match finding.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info | Severity::Unspecified => Level::INFO,
        };
        let severity = words::severity(finding.severity(), self.language());
        let level = match finding.waiver {
            Some(_) => Level::INFO.with_name(say!(self.language(), "{severity}，已豁免", "{severity}, waived")),
            None => level.with_name(severity),
        };
        let group = Group::with_title(level.primary_title(finding.message.as_str()).id(finding.rule.as_str()));
        let group = self.notes(self.place(group, finding), finding);
        let groups: Vec<Group<'_>> = [group].into_iter().chain(self.suspects(finding)).collect();
        self.manner.style.renderer(self.manner.width).render(&groups)
    }

    /// Adds the excerpt, or what can be said about the place without one.
    fn place(self, group: Group<'a>, finding: &'a Finding) -> Group<'a> {
        let Some((source, marks)) = self.source.and_then(|source| Some((source, marks(source, finding)?))) else {
            return self.place_in_file(group, finding);
        };
        let room = self.manner.width.saturating_sub(MARGIN).max(SHORT_VALUE);
        let (together, apart) = fitting(source, marks, room);
        let snippets = [together].into_iter().chain(apart.into_iter().map(|mark| vec![mark]));
        snippets.fold(group, |group, marks| self.snippet(group, source, marks, finding))
    }

    /// Adds the lines of some marks; of a line that hardly ends, what stands around the marks.
    fn snippet(self, group: Group<'a>, source: &'a SourceText, marks: Vec<Mark<'a>>, finding: &'a Finding) -> Group<'a> {
        let start = marks.iter().map(|mark| mark.range.start).min().unwrap_or_default();
        // A mark that is longer is only shown in its beginning.
        let end = marks.iter().map(|mark| mark.range.end.min(source.boundary(mark.range.start + LONGEST_EXCERPT))).max().unwrap_or(start);
        let (number, window) = source.lines(start..end);
        let is_cut = window.len() > LONGEST_EXCERPT && !source.slice(start..end).contains('\n');
        let shown = if is_cut { source.around(start..end, window.clone(), LONGEST_EXCERPT / 4) } else { window.clone() };
        let offset = shown.start;
        let (primary, line) = (marks.first().map_or(start, |mark| mark.range.start), window.start);
        let annotations = marks.into_iter().map(|mark| self.annotation(source, mark, finding, offset));
        let snippet = Snippet::source(source.slice(shown)).line_start(number).annotations(annotations);
        if is_cut {
            let column = source.characters(primary) - source.characters(line) + 1;
            return group.element(Origin::path(self.name).line(number).char_column(column)).element(snippet);
        }
        group.element(snippet.path(self.name))
    }

    fn annotation(self, source: &SourceText, mark: Mark<'a>, finding: &'a Finding, offset: usize) -> Annotation<'a> {
        let whole = source.slice(mark.range.clone());
        let shown = beginning(whole, (self.manner.width / 2).max(SHORT_VALUE));
        let span = mark.range.start - offset..mark.range.start - offset + shown.len();
        let (kind, label) = match mark.note {
            None => (AnnotationKind::Primary, self.beside(finding)),
            Some(note) => (AnnotationKind::Context, note.to_owned()),
        };
        let label = if shown.len() < whole.len() {
            let length = source.characters(mark.range.end) - source.characters(mark.range.start);
            let label = if label.is_empty() { label } else { format!(" {label}") };
            say!(self.language(), "……{label}（共 {length} 字）", "...{label} ({length} characters in all)")
        } else {
            label
        };
        kind.span(span).label(label)
    }

    /// The texts of places in a file that is no plain text, a line for each, behind the labels of their cells.
    fn place_in_file(self, group: Group<'a>, finding: &'a Finding) -> Group<'a> {
        let Some(first) = finding.primary.as_ref().filter(|span| span.place.is_some()) else { return self.place_in_words(group, finding) };
        let mut text = format!("{} {}\n", self.name, first.description);
        let mut annotations = Vec::new();
        let related = finding.related.iter().filter_map(|place| Some((place.span.as_ref()?, Some(place.note.as_str()))));
        for (span, note) in [(first, None)].into_iter().chain(related.take(most_places(finding))) {
            let label = self.cell(span).map_or_else(String::new, |cell| words::brief(&cell.label, SHORT_VALUE));
            text.push_str(&label);
            text.push_str(if label.is_empty() { "" } else { "  " });
            let start = text.len();
            text.push_str(&words::brief(&span.text, (self.manner.width / 2).max(SHORT_VALUE)));
            let range = start..text.len();
            text.push('\n');
            let (kind, label) = match note {
                None => (AnnotationKind::Primary, self.values(finding).unwrap_or_default()),
                Some(note) => (AnnotationKind::Context, self.noted(note, &span.description)),
            };
            annotations.push(kind.span(range).label(label));
        }
        group.element(Snippet::source(text).line_numbering(false).fold(false).annotations(annotations))
    }

    fn noted(self, note: &str, place: &str) -> String {
        say!(self.language(), "{note}（{place}）", "{note} ({place})")
    }

    fn place_in_words(self, group: Group<'a>, finding: &'a Finding) -> Group<'a> {
        let Some(span) = finding.primary.as_ref().or_else(|| finding.related.iter().find_map(|place| place.span.as_ref())) else {
            return group.element(Origin::path(self.name));
        };
        if span.place.is_some() {
            return group.element(Origin::path(format!("{} {}", self.name, span.description)));
        }
        let line = usize::try_from(span.line).unwrap_or(1);
        let column = usize::try_from(span.column).unwrap_or(1);
        let group = group.element(Origin::path(self.name).line(line).char_column(column));
        let text = words::brief(&span.text, 60);
        if text.is_empty() { group } else { group.element(Level::NOTE.with_name(self.language().pick("原文", "text")).message(text)) }
    }

    fn notes(self, mut group: Group<'a>, finding: &'a Finding) -> Group<'a> {
        let language = self.language();
        let in_file = self.source.is_none() && finding.primary.as_ref().is_some_and(|span| span.place.is_some());
        let marked = in_file
            || self.source.and_then(|source| marks(source, finding)).is_some_and(|marks| marks.iter().any(|mark| mark.note.is_none()));
        let beside = marked && self.values(finding).is_some();
        let values = [(&finding.expected, language.pick("应为", "expected")), (&finding.actual, language.pick("实为", "actual"))];
        for (value, name) in values {
            if let Some(value) = value.as_deref().filter(|value| !beside && !value.is_empty()) {
                group = group.element(Level::NOTE.with_name(name).message(words::brief(value, 200)));
            }
        }
        if let Some(places) = self.places_not_shown(finding) {
            group = group.element(Level::NOTE.with_name(language.pick("另见", "see also")).message(places));
        }
        if let Some(localization) = finding.localization.as_ref().filter(|it| !it.summary.is_empty()) {
            let name = language.pick("差错所在", "where to look");
            group = group.element(Level::NOTE.with_name(name).message(localization.summary.as_str()));
            group = self.arithmetic(group, finding);
        }
        if !finding.help.is_empty() {
            group = group.element(Level::HELP.with_name(language.pick("改正", "help")).message(finding.help.as_str()));
        }
        self.decisions(group, finding)
    }

    /// An excerpt of the table with the figures that repairs would change.
    fn suspects(self, finding: &'a Finding) -> Option<Group<'a>> {
        /// More lines than this are no excerpt.
        const MOST: usize = 8;
        let repairs = finding.repairs.iter().map(|repair| (repair, AnnotationKind::Primary));
        let localization = finding.localization.as_ref()?;
        let rivals = localization.rivals.iter().filter(|rival| !rival.against.is_empty()).map(|rival| (rival, AnnotationKind::Context));
        let mut changes = repairs.chain(rivals).flat_map(|(repair, kind)| repair.cells.iter().map(move |cell| (repair, cell, kind)));
        let mut shown: Vec<&str> = Vec::new();
        let (mut text, mut annotations) = (String::new(), Vec::new());
        while let Some((repair, cell, kind)) = changes.next().filter(|_| shown.len() < MOST) {
            if shown.contains(&cell.cell.as_str()) {
                continue;
            }
            shown.push(&cell.cell);
            text.push_str(&self.place_of(&cell.cell));
            text.push_str(&words::brief(&cell.name, (self.manner.width / 2).max(SHORT_VALUE)));
            text.push_str("  ");
            let start = text.len();
            text.push_str(if cell.printed.is_empty() { self.language().pick("（空白）", "(blank)") } else { &cell.printed });
            let range = start..text.len();
            text.push('\n');
            annotations.push(kind.span(range).label(self.proposal(repair, cell)));
        }
        if shown.is_empty() || shown.len() == MOST {
            return None;
        }
        let language = self.language();
        let title = Level::NOTE
            .with_name(language.pick("摘录", "excerpt"))
            .secondary_title(language.pick("可能填错的格", "figures that may be wrong"));
        let snippet = Snippet::source(text).line_numbering(false).fold(false).annotations(annotations);
        Some(Group::with_title(title).element(snippet))
    }

    /// Where a cell of the form is printed.
    fn place_of(self, address: &str) -> String {
        let of = |cell: &&Statistic| address.split_once('@').is_some_and(|(row, column)| cell.indicator == row && cell.column == column);
        let Some(span) = self.cells.iter().find(of).and_then(|cell| cell.span.as_ref()) else { return String::new() };
        match span.line {
            0 => format!("{}  ", span.description),
            line => say!(self.language(), "第{line}行  ", "line {line}  "),
        }
    }

    fn proposal(self, repair: &Repair, cell: &RepairCell) -> String {
        let proposed = &cell.proposed;
        let before = match &cell.last_year {
            Some(figure) => say!(self.language(), "（上年 {figure}）", " (last year {figure})"),
            None => String::new(),
        };
        match repair.against.first() {
            Some(against) => say!(self.language(), "改为 {proposed}？{before}但{against}", "{proposed}?{before} but {against}"),
            None => say!(self.language(), "改为 {proposed}？{before}", "{proposed}?{before}"),
        }
    }

    /// The broken relations before and after the first repair.
    fn arithmetic(self, mut group: Group<'a>, finding: &'a Finding) -> Group<'a> {
        const MOST: usize = 3;
        let Some(first) = finding.repairs.first() else { return group };
        for equation in first.equations.iter().filter(|equation| !equation.after.is_empty()).take(MOST) {
            let (before, after) = (&equation.before, &equation.after);
            let name = self.language().pick("如此改后", "so mended");
            let words = say!(self.language(), "{after}（原为 {before}）", "{after} (was {before})");
            group = group.element(Level::NOTE.with_name(name).message(words));
        }
        group
    }

    /// What an office decided about the finding, and the fingerprint for those who want to decide.
    fn decisions(self, mut group: Group<'a>, finding: &'a Finding) -> Group<'a> {
        let language = self.language();
        if !finding.severity_reason.is_empty() {
            group = group.element(Level::NOTE.with_name(language.pick("级别", "severity")).message(finding.severity_reason.as_str()));
        }
        if let Some(Waiver { reason, approver, expire_date, .. }) = &finding.waiver {
            let words =
                say!(language, "{reason}（批准人 {approver}，至 {expire_date}）", "{reason} (approved by {approver}, until {expire_date})");
            group = group.element(Level::NOTE.with_name(language.pick("豁免", "waiver")).message(words));
        }
        if let Some(waiver) = self.expired.iter().find(|waiver| waiver.fingerprint == finding.fingerprint) {
            let (approver, date) = (&waiver.approver, &waiver.expire_date);
            let words = say!(
                language,
                "豁免已到期（批准人 {approver}，至 {date}），问题照常计入",
                "the waiver by {approver} ended on {date}; the finding counts"
            );
            group = group.element(Level::NOTE.with_name(language.pick("豁免", "waiver")).message(words));
        }
        if self.detail == Detail::Fingerprints {
            let name = language.pick("指纹", "fingerprint");
            group = group.element(Level::NOTE.with_name(name).message(finding.fingerprint.as_str()));
        }
        group
    }

    /// What stands beside the mark of the place: which cell it is, what it says and should say.
    fn beside(self, finding: &Finding) -> String {
        let cell = finding.primary.as_ref().and_then(|span| self.cell(span));
        let label = cell.map_or_else(String::new, |cell| words::brief(&cell.label, SHORT_VALUE));
        match (label.is_empty(), self.values(finding)) {
            (true, values) => values.unwrap_or_default(),
            (false, None) => label,
            (false, Some(values)) => say!(self.language(), "{label}：{values}", "{label}: {values}"),
        }
    }

    /// The cell that stands in a place.
    fn cell(self, span: &TextSpan) -> Option<&'a Statistic> {
        self.cells.iter().find(|cell| cell.span.as_ref() == Some(span))
    }

    /// What the place says and should say, if both fit beside the mark.
    fn values(self, finding: &Finding) -> Option<String> {
        let short = |value: &Option<String>| value.clone().filter(|value| !value.is_empty());
        let fits = |value: &str| value.chars().count() <= SHORT_VALUE;
        match (short(&finding.actual), short(&finding.expected)) {
            (Some(actual), Some(expected)) if fits(&actual) && fits(&expected) => {
                let should = should(&expected, self.language());
                Some(say!(self.language(), "实为 {actual}，{should}", "is {actual}, {should}"))
            }
            (None, Some(expected)) if fits(&expected) => Some(should(&expected, self.language())),
            (Some(actual), None) if fits(&actual) => Some(say!(self.language(), "实为 {actual}", "is {actual}")),
            _ => None,
        }
    }

    /// Names the places that the excerpt leaves out.
    fn places_not_shown(self, finding: &Finding) -> Option<String> {
        let in_file = finding.primary.as_ref().is_some_and(|span| span.place.is_some());
        let shown = if self.source.is_some() || in_file { most_places(finding) } else { 0 };
        let places: Vec<_> = finding.related.iter().skip(shown).map(|place| self.place_name(place)).collect();
        (!places.is_empty()).then(|| places.join(self.language().pick("；", "; ")))
    }

    fn place_name(self, place: &RelatedPlace) -> String {
        let note = &place.note;
        match &place.span {
            Some(span) => {
                let place = place::in_words(span, self.language());
                say!(self.language(), "{place} {note}", "{place}: {note}")
            }
            None => note.clone(),
        }
    }

    /// What was not read; things that differ in nothing but a name are told once, with the lines of the others.
    fn unread(self, unread: &[Unread]) -> String {
        if unread.is_empty() {
            return String::new();
        }
        let language = self.language();
        let (count, name) = (unread.len(), self.name);
        let heading = say!(
            language,
            "{name} 有 {count} 处未读取，没有参与核对：",
            "{name} has {count} places that were not read and took no part in the checks:"
        );
        let mut alike: Vec<(String, Vec<&Unread>)> = Vec::new();
        for unread in unread {
            let reason = nameless(&unread.reason);
            match alike.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, places)) => places.push(unread),
                None => alike.push((reason, vec![unread])),
            }
        }
        let mut table = Table::plain(&[Side::Right, Side::Left]);
        for (_, places) in &alike {
            self.unread_alike(places, &mut table);
        }
        format!("{}\n{}\n", self.manner.style.paint(Tone::Doubtful, &heading), table.render("  "))
    }

    fn unread_alike(self, unread: &[&Unread], table: &mut Table) {
        let place = unread[0].span.as_ref().map_or_else(String::new, place::short);
        let mut text = self.reason(unread[0]);
        let others: Vec<_> = unread[1..].iter().filter_map(|unread| Some(place::line(unread.span.as_ref()?))).collect();
        if unread.len() > 1 {
            let (count, lines) = (unread.len() - 1, others.join(self.language().pick("、", ", ")));
            let in_file = unread[0].span.as_ref().is_some_and(|span| span.place.is_some());
            text.push_str(&if in_file {
                say!(self.language(), "\n另有 {count} 处同此：{lines}", "\nThe same holds for {count} more: {lines}")
            } else {
                say!(self.language(), "\n另有 {count} 处同此，在第 {lines} 行", "\nThe same holds for {count} more, in lines {lines}")
            });
        }
        let width = self.manner.width.min(110).saturating_sub(MARGIN);
        for (at, line) in wrap(&text, width).into_iter().enumerate() {
            table.row([if at == 0 { place.clone() } else { String::new() }, line]);
        }
    }

    /// Why something was not read, with its text where that is not a run of cells.
    fn reason(self, unread: &Unread) -> String {
        let reason = &unread.reason;
        let quoted = matches!(unread.kind(), UnreadKind::Text | UnreadKind::Row | UnreadKind::Header | UnreadKind::Number);
        let text = unread.span.as_ref().filter(|_| quoted).map_or_else(String::new, |span| words::brief(&span.text, 40));
        if text.is_empty() || reason.contains(&text) {
            reason.clone()
        } else {
            say!(self.language(), "{reason}（原文：{text}）", "{reason} (text: {text})")
        }
    }
}

/// Parts the marks that one excerpt can show from those too far from the first: an excerpt shows the same columns of all its
/// lines, and passes over what stands between them.
fn fitting<'a>(source: &SourceText, marks: Vec<Mark<'a>>, room: usize) -> (Vec<Mark<'a>>, Vec<Mark<'a>>) {
    let Some(first) = marks.first().map(|mark| mark.range.clone()) else { return (marks, Vec::new()) };
    let column = |at: usize| source.slice(source.lines(at..at).1.start..at).width();
    let is_near = |mark: &Mark<'_>| {
        let (from, to) = (first.start.min(mark.range.start), first.start.max(mark.range.start));
        if to - from > LONGEST_EXCERPT {
            return false;
        }
        if !source.slice(from..to).contains('\n') {
            return source.slice(from..to).width() <= room / 2;
        }
        source.lines(from..to).1.len() <= LONGEST_EXCERPT && column(from).abs_diff(column(to)) <= room / 2
    };
    marks.into_iter().partition(is_near)
}

fn most_places(finding: &Finding) -> usize {
    match finding.severity() {
        Severity::Error => MOST_PLACES,
        Severity::Warning => MOST_PLACES_OF_WARNING,
        Severity::Info | Severity::Unspecified => MOST_PLACES_OF_INFO,
    }
}

/// What a place should say: a value, or a bound such as `≤566`.
fn should(expected: &str, language: Language) -> String {
    if expected.starts_with(['≤', '≥', '<', '>', '＜', '＞', '≠']) {
        say!(language, "应 {expected}", "should be {expected}")
    } else {
        say!(language, "应为 {expected}", "should be {expected}")
    }
}

/// The beginning of a text, as much of its first line as fits into a width, if it does not fit as a whole.
fn beginning(text: &str, width: usize) -> &str {
    if text.len() <= LONGEST_EXCERPT && (text.contains('\n') || text.width() <= width) {
        return text;
    }
    let text = &text[..text.find('\n').unwrap_or(text.len())];
    let mut used = 0;
    let end = text.char_indices().find(|(_, c)| {
        used += c.width().unwrap_or_default();
        used > width
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

/// A reason without the names that it quotes.
fn nameless(reason: &str) -> String {
    let mut out = String::new();
    let mut depth = 0usize;
    for c in reason.chars() {
        match c {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// A place in the excerpt: the one that the finding is about if there is no note.
struct Mark<'a> {
    range: std::ops::Range<usize>,
    note: Option<&'a str>,
}

/// The places of a finding that can be shown; `None` if there are none.
fn marks<'a>(source: &SourceText, finding: &'a Finding) -> Option<Vec<Mark<'a>>> {
    let primary = finding.primary.as_ref().and_then(|span| source.range(span)).map(|range| Mark { range, note: None });
    let related = finding.related.iter().take(most_places(finding)).filter_map(|place| {
        let range = source.range(place.span.as_ref()?)?;
        Some(Mark { range, note: Some(place.note.as_str()) })
    });
    let marks: Vec<_> = primary.into_iter().chain(related).collect();
    (!marks.is_empty()).then_some(marks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::style::Style;
    use gouji_proto::v1::{AppliedProfile, CellPlace, Localization, Report, SourceDocument, text_span};

    const TEXT: &str = "政府信息公开统计表\n\n\t（一）收到申请数\n\t件\n\t7\n\n\t1.当面申请数\n\t件\n\t0\n\n\t（二）申请办结数\n\t\n";

    fn manner(language: Language) -> Manner {
        Manner { language, style: Style::Plain, width: 100 }
    }

    /// The place of a piece of text, as the service would give it.
    fn span(piece: &str) -> TextSpan {
        let byte = TEXT.find(piece).unwrap();
        let before = &TEXT[..byte];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        let start = before.chars().count();
        let number = |n: usize| i32::try_from(n).unwrap();
        TextSpan {
            start: number(start),
            end: number(start + piece.chars().count()),
            line: number(line),
            column: number(column),
            text: piece.to_owned(),
            ..TextSpan::default()
        }
    }

    fn sum_finding() -> Finding {
        Finding {
            rule: "G14-CHANNEL-SUM".to_owned(),
            severity: Severity::Error.into(),
            message: "各渠道申请数之和为 0，收到申请数为 7，相差 7".to_owned(),
            help: "核对各渠道申请数。".to_owned(),
            primary: Some(span("7")),
            related: vec![RelatedPlace { span: Some(span("0")), note: "当面申请数".to_owned() }],
            expected: Some("0".to_owned()),
            actual: Some("7".to_owned()),
            group: "g1".to_owned(),
            ..Finding::default()
        }
    }

    fn shown(findings: Vec<Finding>, language: Language) -> String {
        let source = SourceDocument { name: "某县.txt".to_owned(), ..SourceDocument::default() };
        let checked = CheckedReport { source: Some(source), findings, ..CheckedReport::default() };
        diagnostics(&checked, SourceText::decode(TEXT.as_bytes(), "UTF-8").as_ref(), Detail::Usual, manner(language))
    }

    #[test]
    fn a_finding_shows_its_line_its_places_and_what_to_do() {
        let expected = "\
错误[G14-CHANNEL-SUM]: 各渠道申请数之和为 0，收到申请数为 7，相差 7
 --> 某县.txt:5:2
  |
5 |     7
  |     ^ 实为 7，应为 0
...
9 |     0
  |     - 当面申请数
  |
  = 改正: 核对各渠道申请数。

";
        assert_eq!(shown(vec![sum_finding()], Language::Chinese), expected);
    }

    #[test]
    fn marks_stand_under_double_width_characters() {
        let finding = Finding { primary: Some(span("申请数")), related: Vec::new(), ..sum_finding() };
        let text = shown(vec![finding], Language::Chinese);
        assert!(text.contains("3 |     （一）收到申请数\n  |               ^^^^^^ 实为 7，应为 0\n"), "{text}");
    }

    #[test]
    fn of_a_line_that_never_ends_only_what_is_near_is_shown_at_its_own_column() {
        let line = "主动公开政府信息".repeat(10_000);
        let text = format!("总体情况\n{line}7件{line}\n末行");
        let at = "总体情况\n".chars().count() + 80_000;
        let place = |start: usize, text: &str| TextSpan {
            start: i32::try_from(start).unwrap(),
            end: i32::try_from(start + text.chars().count()).unwrap(),
            text: text.to_owned(),
            ..TextSpan::default()
        };
        let related = RelatedPlace { span: Some(place(0, "总体")), note: "标题".to_owned() };
        let finding = Finding { primary: Some(place(at, "7件")), related: vec![related], ..sum_finding() };
        let checked = CheckedReport { findings: vec![finding], ..CheckedReport::default() };
        let source = SourceText::decode(text.as_bytes(), "UTF-8").unwrap();
        let shown = diagnostics(&checked, Some(&source), Detail::Usual, manner(Language::Chinese));
        assert!(shown.contains(":2:80001\n") && shown.contains("^^^ 实为 7，应为 0") && shown.contains(":1:1\n"), "{shown}");
        assert!(shown.len() < 2_000, "{}", shown.len());
    }

    #[test]
    fn findings_of_one_group_stand_together() {
        let alone = Finding { rule: "STR-X".to_owned(), group: "g2".to_owned(), primary: None, related: Vec::new(), ..sum_finding() };
        let text = shown(vec![sum_finding(), alone, Finding { rule: "G14-OTHER".to_owned(), ..sum_finding() }], Language::English);
        let at = |needle: &str| text.find(needle).unwrap_or_else(|| panic!("{needle} in {text}"));
        assert!(at("2 findings have one root cause") < at("G14-CHANNEL-SUM"));
        assert!(at("G14-CHANNEL-SUM") < at("G14-OTHER") && at("G14-OTHER") < at("STR-X"), "{text}");
    }

    #[test]
    fn where_to_look_is_told_before_what_to_correct() {
        let localization = Some(Localization { summary: "“当面申请数” 0 改为 7。".to_owned(), ..Localization::default() });
        let cell = |name: &str| RepairCell {
            cell: format!("{name}@value"),
            printed: "0".to_owned(),
            proposed: "7".to_owned(),
            name: format!("“{name}”"),
            last_year: None,
        };
        let repairs: Vec<Repair> = ["当面", "传真"].map(|name| Repair { cells: vec![cell(name)], ..Repair::default() }).into();
        let excerpt = shown(vec![Finding { localization: localization.clone(), repairs, ..sum_finding() }], Language::Chinese);
        assert!(excerpt.contains("摘录: 可能填错的格\n") && excerpt.contains("“传真”  0\n"), "{excerpt}");
        assert_eq!(excerpt.matches("^ 改为 7？").count(), 2, "{excerpt}");
        let text = shown(vec![Finding { localization, ..sum_finding() }], Language::Chinese);
        assert!(text.contains("  = 差错所在: “当面申请数” 0 改为 7。\n  = 改正: 核对各渠道申请数。\n"), "{text}");
    }

    #[test]
    fn a_waived_finding_comes_last_with_its_waiver() {
        let waiver = Waiver {
            reason: "旧表无电话渠道".to_owned(),
            approver: "张三".to_owned(),
            expire_date: "2026-12-31".to_owned(),
            ..Waiver::default()
        };
        let waived = Finding { waiver: Some(waiver), ..sum_finding() };
        let stands = Finding { rule: "STR-X".to_owned(), severity: Severity::Info.into(), group: "g2".to_owned(), ..sum_finding() };
        let text = shown(vec![waived, stands], Language::Chinese);
        let at = |needle: &str| text.find(needle).unwrap_or_else(|| panic!("{needle} in {text}"));
        assert!(
            at("提示[STR-X]") < at("以下 1 条已豁免，不计入结论：") && at("已豁免，不计入") < at("错误，已豁免[G14-CHANNEL-SUM]"),
            "{text}"
        );
        assert!(text.contains("= 豁免: 旧表无电话渠道（批准人 张三，至 2026-12-31）\n"), "{text}");
    }

    #[test]
    fn an_expired_waiver_and_a_fingerprint_are_told_at_the_finding() {
        let fingerprint = "5f0c2a91-3d1b0a77c4e8f2d6".to_owned();
        let finding = Finding { fingerprint: fingerprint.clone(), ..sum_finding() };
        let expired = Waiver { fingerprint, approver: "张三".to_owned(), expire_date: "2025-12-31".to_owned(), ..Waiver::default() };
        let profile = AppliedProfile { expired_waivers: vec![expired], ..AppliedProfile::default() };
        let checked = CheckedReport { findings: vec![finding], profile: Some(profile), ..CheckedReport::default() };
        let text = diagnostics(&checked, None, Detail::Fingerprints, manner(Language::English));
        assert!(text.contains("waiver by 张三 ended on 2025-12-31"), "{text}");
        assert!(text.contains("= fingerprint: 5f0c2a91-3d1b0a77c4e8f2d6\n"), "{text}");
    }

    #[test]
    fn a_finding_without_place_says_what_it_can() {
        let finding = Finding { primary: None, related: Vec::new(), ..sum_finding() };
        let text = shown(vec![finding], Language::Chinese);
        assert!(text.contains("某县.txt") && text.contains("= 应为: 0") && text.contains("= 实为: 7"), "{text}");
    }

    #[test]
    fn without_the_source_the_place_is_told_in_words() {
        let checked = CheckedReport { findings: vec![sum_finding()], ..CheckedReport::default() };
        let text = diagnostics(&checked, None, Detail::Usual, manner(Language::Chinese));
        assert!(text.contains(":5:2") && text.contains("= 原文: 7") && text.contains("第 9 行 当面申请数"), "{text}");
    }

    #[test]
    fn places_of_a_file_are_told_in_words_with_their_texts() {
        let place = |row, text: &str| TextSpan {
            start: row,
            text: text.to_owned(),
            place: Some(text_span::Place::Cell(CellPlace { table: 1, row, column: 3 })),
            description: format!("表三 第{row}行“总计”列"),
            ..TextSpan::default()
        };
        let cell =
            |row, text: &str, label: &str| Statistic { label: label.to_owned(), span: Some(place(row, text)), ..Statistic::default() };
        let statistics = vec![cell(5, "7", "收到申请数"), cell(6, "", "当面申请数")];
        let related = vec![RelatedPlace { span: Some(place(6, "")), note: "空白".to_owned() }];
        let finding = Finding { primary: Some(place(5, "7")), related, ..sum_finding() };
        let checked = CheckedReport {
            source: Some(SourceDocument { name: "某县.docx".to_owned(), ..SourceDocument::default() }),
            report: Some(Report { statistics, ..Report::default() }),
            findings: vec![finding],
            ..CheckedReport::default()
        };
        let expected = "\
错误[G14-CHANNEL-SUM]: 各渠道申请数之和为 0，收到申请数为 7，相差 7
 |
 | 某县.docx 表三 第5行“总计”列
 | 收到申请数  7
 |             ^ 实为 7，应为 0
 | 当面申请数 \x20
 |             - 空白（表三 第6行“总计”列）
 |
 = 改正: 核对各渠道申请数。

";
        assert_eq!(diagnostics(&checked, None, Detail::Usual, manner(Language::Chinese)), expected);
    }

    #[test]
    fn many_further_places_are_named_but_not_all_shown() {
        let related = vec![RelatedPlace { span: Some(span("0")), note: "部分".to_owned() }; MOST_PLACES + 2];
        let text = shown(vec![Finding { related, ..sum_finding() }], Language::Chinese);
        assert!(text.contains("= 另见: 第 9 行 部分；第 9 行 部分\n"), "{text}");
    }

    #[test]
    fn an_empty_place_is_marked_where_it_stands() {
        let start = i32::try_from(TEXT.chars().count()).unwrap() - 1;
        let blank = TextSpan { start, end: start, line: 12, column: 2, ..TextSpan::default() };
        let text = shown(vec![Finding { primary: Some(blank), related: Vec::new(), ..sum_finding() }], Language::Chinese);
        assert!(text.contains("--> 某县.txt:12:2") && text.contains('^'), "{text}");
    }

    #[test]
    fn a_long_mark_and_places_far_apart_on_one_line_stay_readable() {
        let text = format!("一是甲。{}三是乙。", "各部门认真落实".repeat(40));
        let place = |start: usize, length: usize, line: i32| TextSpan {
            start: i32::try_from(start).unwrap(),
            end: i32::try_from(start + length).unwrap(),
            line,
            column: i32::try_from(start + 1).unwrap(),
            text: text.chars().skip(start).take(length.min(200)).collect(),
            ..TextSpan::default()
        };
        let last = text.chars().count() - 4;
        let related = vec![RelatedPlace { span: Some(place(last, 2, 1)), note: "后一项".to_owned() }];
        let finding = Finding { primary: Some(place(0, last, 1)), related, ..sum_finding() };
        let checked = CheckedReport { findings: vec![finding], ..CheckedReport::default() };
        let shown = diagnostics(&checked, SourceText::decode(text.as_bytes(), "UTF-8").as_ref(), Detail::Usual, manner(Language::Chinese));
        assert!(shown.contains("…… 实为 7，应为 0（共 284 字）") && shown.contains("-- 后一项"), "{shown}");
        assert!(shown.lines().all(|line| line.width() < 150), "{shown}");
    }

    #[test]
    fn what_was_not_read_for_the_same_reason_is_told_once() {
        let unread = |name: &str, line| Unread {
            reason: format!("“{name}”一行无法对应"),
            span: Some(TextSpan { line, column: 2, ..TextSpan::default() }),
            ..Unread::default()
        };
        let report = Report { unread: vec![unread("甲“乙”", 7), unread("丙", 9), unread("丁", 11)], ..Report::default() };
        let checked = CheckedReport { report: Some(report), ..CheckedReport::default() };
        let text = diagnostics(&checked, None, Detail::Usual, manner(Language::Chinese));
        assert!(text.ends_with("  7:2  “甲“乙””一行无法对应\n       另有 2 处同此，在第 9、11 行\n\n"), "{text}");
    }

    #[test]
    fn what_was_not_read_is_said_with_place_and_reason() {
        let unread = vec![Unread { span: Some(span("件")), reason: "列不明".to_owned(), ..Unread::default() }];
        let report = Report { unread, ..Report::default() };
        let source = SourceDocument { name: "某县.txt".to_owned(), ..SourceDocument::default() };
        let checked = CheckedReport { source: Some(source), report: Some(report), ..CheckedReport::default() };
        let text = diagnostics(&checked, None, Detail::Usual, manner(Language::Chinese));
        assert_eq!(text, "某县.txt 有 1 处未读取，没有参与核对：\n  4:2  列不明\n\n");
    }
}
