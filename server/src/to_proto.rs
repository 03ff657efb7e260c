//! From the engine's results to the contract's.
//!
//! Turns a [`Checked`] into a [`v1::CheckedReport`]: byte offsets into places, cells into addresses, statements in two
//! languages into one, and nothing personal into anything ([`gouji_core::private`]). This is the only place where a result is put into words of the contract; a stream's events are cut
//! from the same message (see [`crate::events`]), so that every way of asking gives the same answer.

mod claims;

use std::collections::HashSet;

use gouji_core::amount;
use gouji_core::catalog::Catalog;
use gouji_core::check;
use gouji_core::documents::{Note, NoteKind};
use gouji_core::finding::{Finding, RuleOutcome, Severity, Verdict};
use gouji_core::form::{CellId, Form, Layout};
use gouji_core::localise::{Localisation, Operation, Repair, RepairKind};
use gouji_core::normalize::{Change, ChangeKind, Correspondence, Normalized, NormalizedCell};
use gouji_core::notes;
use gouji_core::previous::{Fitness, Previous};
use gouji_core::profile::{Draft, Profile, RuleDraft, Switch, Waiver, WaiverDraft};
use gouji_core::report::{
    AdministrativeLevel, CellValue, Dialect, OrganizationKind, Report, Section, Statistic, TableReading, TableState, Unread, UnreadKind,
    YearEvidenceKind,
};
use gouji_core::text::{Bilingual, Language};
use gouji_core::{Checked, Source, SourceInfo, Span, StageFailure, bilingual};
use gouji_proto::v1;

use crate::from_proto::{View, Wishes};
use crate::locate::{Locator, to_i32};
use crate::place::Places;

/// Column of a cell whose row is known and whose column is not; indicator of a cell where the columns are the indicators.
const UNKNOWN: &str = "?";

/// The checked report, as much of it as the caller wishes to be told.
pub(crate) fn checked_report(checked: &Checked, catalog: &Catalog, wishes: &Wishes) -> v1::CheckedReport {
    let mut message = v1::CheckedReport {
        source: Some(source_document(&checked.info, &checked.source, wishes.language)),
        verdict: checked.verdict.map_or(v1::Verdict::Unspecified, verdict).into(),
        summary: Some(summary(checked)),
        profile: wishes.options.profile.as_deref().filter(|_| checked.verdict.is_some()).map(|it| applied(it, checked, wishes)),
        engine: Some(engine(catalog)),
        ..v1::CheckedReport::default()
    };
    if wishes.view == View::Verdict {
        return message;
    }
    let form = checked.report.edition.form.and_then(|at| catalog.forms.get(at));
    let speaker = Speaker {
        source: &checked.source,
        locator: Locator::new(&checked.source, check::mask(&checked.source, &checked.report, &checked.judgement.findings)),
        places: Places::new(&checked.source, &checked.report, form, wishes.language),
        catalog,
        form,
        language: wishes.language,
        profile: wishes.options.profile.as_deref(),
    };
    if let Some(document) = &mut message.source {
        for (note, read) in document.notes.iter_mut().zip(checked.source.notes()) {
            note.span = read.range.clone().map(|range| speaker.span(Span::of(range)));
        }
    }
    message.findings = checked.judgement.findings.iter().map(|it| speaker.finding(it)).collect();
    if wishes.view == View::Full {
        message.report = Some(speaker.report(&checked.report, &checked.failures));
        message.ledger = checked.judgement.ledger.iter().map(|it| speaker.ledger_entry(it)).collect();
        message.normalized = checked.normalized.as_ref().map(|it| speaker.normalized(it));
    }
    message
}

/// The program and catalogue behind every result.
pub(crate) fn engine(catalog: &Catalog) -> v1::Engine {
    v1::Engine { version: gouji_core::VERSION.to_owned(), catalog_sha256: catalog.sha256().to_owned() }
}

/// A severity in the contract's words.
pub(crate) const fn severity(severity: Severity) -> v1::Severity {
    match severity {
        Severity::Info => v1::Severity::Info,
        Severity::Warning => v1::Severity::Warning,
        Severity::Error => v1::Severity::Error,
    }
}

/// A correspondence in the contract's words.
pub(crate) const fn correspondence(correspondence: Correspondence) -> v1::Correspondence {
    match correspondence {
        Correspondence::Equal => v1::Correspondence::Equal,
        Correspondence::Renamed => v1::Correspondence::Renamed,
        Correspondence::Converted => v1::Correspondence::Converted,
        Correspondence::Split => v1::Correspondence::Split,
        Correspondence::Merged => v1::Correspondence::Merged,
        Correspondence::None => v1::Correspondence::None,
    }
}

/// What became of last year's report.
pub(crate) fn previous_report(previous: &Previous, fitness: Option<&Fitness>, catalog: &Catalog, language: Language) -> v1::PreviousReport {
    let Previous { info, source, report } = previous;
    let mask = check::mask(source, report, &[]);
    let (of, reason) = match fitness {
        Some(Fitness::Comparable) => (v1::PreviousReportUse::Comparable, ""),
        Some(Fitness::NotComparable(reason)) => (v1::PreviousReportUse::NotComparable, reason.get(language)),
        None => (v1::PreviousReportUse::Unspecified, ""),
    };
    v1::PreviousReport {
        source: Some(source_document(info, source, language)),
        organization: report.organization.as_ref().map_or_else(String::new, |it| mask.words(&it.name)),
        report_year: report.year.year,
        edition: report.edition.form.and_then(|at| catalog.forms.get(at)).map_or_else(String::new, |form| form.id.clone()),
        r#use: of.into(),
        reason: reason.to_owned(),
    }
}

const fn verdict(verdict: Verdict) -> v1::Verdict {
    match verdict {
        Verdict::Pass => v1::Verdict::Pass,
        Verdict::Fail => v1::Verdict::Fail,
        Verdict::Inconclusive => v1::Verdict::Inconclusive,
    }
}

fn source_document(info: &SourceInfo, source: &Source, language: Language) -> v1::SourceDocument {
    v1::SourceDocument {
        name: info.name.clone(),
        sha256: info.sha256.clone(),
        media_type: info.media_type.to_owned(),
        charset: info.charset.to_owned(),
        size_bytes: i64::try_from(info.size_bytes).unwrap_or(i64::MAX),
        declared_charset: info.declared_charset.clone(),
        // A line end at the end of the text begins no further line.
        line_count: to_i32(source.line_count() - usize::from(source.text().ends_with('\n'))),
        notes: source.notes().iter().map(|note| source_note(note, language)).collect(),
    }
}

/// A profile in the contract's words.
pub(crate) fn profile(draft: Draft) -> v1::Profile {
    let setting = |it: RuleDraft| v1::RuleSetting {
        code: it.code,
        switch: it.switch.map_or(v1::RuleSwitch::Unspecified, rule_switch).into(),
        severity: it.severity.map_or(v1::Severity::Unspecified, severity).into(),
        reason: it.reason,
        parameters: it.parameters.into_iter().map(|(name, value)| v1::RuleParameterValue { name, value }).collect(),
    };
    let waiver = |it: WaiverDraft| v1::Waiver {
        fingerprint: it.fingerprint,
        rule: it.rule,
        reason: it.reason,
        approver: it.approver,
        expire_date: it.expire_date,
    };
    v1::Profile {
        name: draft.name,
        version: draft.version,
        rules: draft.rules.into_iter().map(setting).collect(),
        waivers: draft.waivers.into_iter().map(waiver).collect(),
    }
}

/// A waiver in the contract's words.
pub(crate) fn waiver(waiver: &Waiver) -> v1::Waiver {
    v1::Waiver {
        fingerprint: waiver.fingerprint.clone(),
        rule: waiver.rule.clone(),
        reason: waiver.reason.clone(),
        approver: waiver.approver.clone(),
        expire_date: waiver.expires.to_string(),
    }
}

fn applied(profile: &Profile, checked: &Checked, wishes: &Wishes) -> v1::AppliedProfile {
    let waivers = |at: &[usize]| at.iter().map(|&at| waiver(&profile.waivers()[at])).collect();
    v1::AppliedProfile {
        name: profile.name.clone(),
        version: profile.version.clone(),
        as_of_date: wishes.options.as_of.map_or_else(String::new, |day| day.to_string()),
        unused_waivers: waivers(&checked.judgement.waived.unused),
        expired_waivers: waivers(&checked.judgement.waived.expired),
    }
}

/// A note without its place, which only a view of the text tells.
fn source_note(note: &Note, language: Language) -> v1::SourceNote {
    v1::SourceNote {
        kind: source_note_kind(note.kind).into(),
        message: notes::words(note).get(language).to_owned(),
        span: None,
        detail: note.detail.clone(),
    }
}

const fn source_note_kind(kind: NoteKind) -> v1::SourceNoteKind {
    match kind {
        NoteKind::CharsetMismatch => v1::SourceNoteKind::CharsetMismatch,
        NoteKind::ExtensionMismatch => v1::SourceNoteKind::ExtensionMismatch,
        NoteKind::Hidden => v1::SourceNoteKind::Hidden,
        NoteKind::TrackedChanges => v1::SourceNoteKind::TrackedChanges,
        NoteKind::FormulaWithoutValue => v1::SourceNoteKind::FormulaWithoutValue,
        NoteKind::ScannedPages => v1::SourceNoteKind::ScannedPages,
        NoteKind::NotRead => v1::SourceNoteKind::NotRead,
        NoteKind::Mojibake => v1::SourceNoteKind::Mojibake,
        NoteKind::Traditional => v1::SourceNoteKind::Traditional,
        NoteKind::Picture => v1::SourceNoteKind::Picture,
        NoteKind::Turned => v1::SourceNoteKind::Turned,
        NoteKind::NumbersMissing => v1::SourceNoteKind::NumbersMissing,
        NoteKind::CutOff => v1::SourceNoteKind::CutOff,
        _ => v1::SourceNoteKind::Unspecified,
    }
}

fn summary(checked: &Checked) -> v1::Summary {
    let findings = &checked.judgement.findings;
    let ledger = &checked.judgement.ledger;
    let standing = || findings.iter().filter(|finding| finding.stands());
    let of = |severity| to_i32(standing().filter(|finding| finding.severity == severity).count());
    let ending = |outcome| to_i32(ledger.iter().filter(|entry| entry.outcome == outcome).count());
    v1::Summary {
        error_count: of(Severity::Error),
        warning_count: of(Severity::Warning),
        info_count: of(Severity::Info),
        group_count: to_i32(standing().map(|finding| finding.group.as_str()).collect::<HashSet<_>>().len()),
        held_count: ending(RuleOutcome::Held),
        not_applicable_count: ending(RuleOutcome::NotApplicable),
        not_run_count: ending(RuleOutcome::NotRun),
        unread_count: to_i32(checked.report.unread.len() + checked.failures.len()),
        waived_count: to_i32(findings.iter().filter(|finding| !finding.stands()).count()),
        switched_off_count: ending(RuleOutcome::SwitchedOff),
        severity_changed_count: to_i32(findings.iter().filter(|finding| finding.regraded_from.is_some()).count()),
    }
}

/// All that is needed to put one result into words.
struct Speaker<'a> {
    source: &'a Source,
    locator: Locator<'a>,
    places: Places<'a>,
    catalog: &'a Catalog,
    /// The form that the report was read by.
    form: Option<&'a Form>,
    language: Language,
    /// The caller's profile.
    profile: Option<&'a Profile>,
}

impl Speaker<'_> {
    fn words(&self, text: &Bilingual) -> String {
        self.locator.words(text.get(self.language))
    }

    fn span(&self, span: Span) -> v1::TextSpan {
        self.places.add(span, self.locator.span(span))
    }

    /// Words that are the report's own, or quote it.
    fn quoted(&self, text: &str) -> String {
        self.locator.words(text)
    }

    fn text(&self, span: Span) -> String {
        self.locator.text(span)
    }

    fn addresses(&self, form: Option<&Form>, cells: &[CellId]) -> Vec<String> {
        form.map_or_else(Vec::new, |form| cells.iter().map(|&cell| form.address(cell)).collect())
    }

    fn report(&self, report: &Report, failures: &[StageFailure]) -> v1::Report {
        let date = report.publish_date();
        let read = report.unread.iter().map(|it| self.unread(it));
        let failed = failures.iter().map(|it| self.failure(it));
        v1::Report {
            title: report.title.as_ref().map_or_else(String::new, |title| self.quoted(&title.text)),
            title_span: report.title.as_ref().map(|title| self.span(title.span)),
            organization: report.organization.as_ref().map(|it| v1::Organization {
                name: self.quoted(&it.name),
                level: administrative_level(it.level).into(),
                kind: organization_kind(it.kind).into(),
                span: Some(self.span(it.span)),
            }),
            report_year: report.year.year,
            report_year_reason: self.words(&report.year.reason),
            year_evidence: report
                .year
                .evidence
                .iter()
                .map(|it| v1::YearEvidence { year: it.year, kind: year_evidence_kind(it.kind).into(), span: Some(self.span(it.span)) })
                .collect(),
            edition: Some(self.edition(report)),
            period: report.period.map(|it| v1::Period {
                start: it.start.to_string(),
                end: it.end.to_string(),
                span: Some(self.span(it.span)),
            }),
            publish_date: date.map_or_else(String::new, |date| date.date.to_string()),
            publish_date_span: date.map(|date| self.span(date.span)),
            sections: report.sections.iter().map(|it| self.section(it)).collect(),
            tables: report.tables.iter().map(|it| self.table(it)).collect(),
            statistics: report.statistics.iter().map(|it| self.statistic(it)).collect(),
            claims: self.claims(&report.claims),
            unread: read.chain(failed).collect(),
        }
    }

    fn edition(&self, report: &Report) -> v1::Edition {
        let edition = &report.edition;
        v1::Edition {
            id: self.form.map_or_else(String::new, |form| form.id.clone()),
            evidence: edition.evidence.iter().map(|it| self.words(it)).collect(),
            rivals: edition
                .rivals
                .iter()
                .map(|it| v1::EditionRival {
                    id: self.catalog.forms.get(it.form).map_or_else(String::new, |form| form.id.clone()),
                    reason: self.words(&it.reason),
                })
                .collect(),
            overridden: edition.overridden,
        }
    }

    fn section(&self, section: &Section) -> v1::Section {
        let official = section
            .form_section
            .and_then(|number| self.form?.sections.iter().find(|it| it.number == number))
            .map_or_else(String::new, |it| it.heading.clone());
        v1::Section {
            level: section.level.into(),
            ordinal: section.ordinal.clone(),
            heading: self.quoted(&section.heading),
            span: Some(self.span(section.span)),
            form_heading: official,
        }
    }

    fn table(&self, table: &TableReading) -> v1::Table {
        v1::Table {
            table: self.table_name(Some(table.table)),
            // A table is long; its text would only be cut off.
            span: Some(v1::TextSpan { text: String::new(), ..self.span(table.span) }),
            dialect: dialect(table.dialect).into(),
            state: table_state(table.state).into(),
            repeated: table.repeated,
            row_count: to_i32(table.rows.len()),
        }
    }

    fn table_name(&self, table: Option<gouji_core::form::TableId>) -> String {
        let found = table.and_then(|id| self.form?.tables.get(usize::from(id.0)));
        found.map_or_else(String::new, |table| table.id.clone())
    }

    fn statistic(&self, statistic: &Statistic) -> v1::Statistic {
        let (indicator, column) = self.address_parts(statistic);
        v1::Statistic {
            table: self.table_name(Some(statistic.table)),
            indicator,
            column,
            label: self.text(statistic.label),
            state: cell_state(&statistic.value).into(),
            value: number(&statistic.value).map(|value| self.quoted(&value)),
            unit: statistic.unit.map_or_else(String::new, |span| self.text(span)),
            span: statistic.span.map(|span| self.span(span)),
            doubtful: statistic.doubtful,
        }
    }

    /// Indicator and column of a statistic, as far as they are known.
    fn address_parts(&self, statistic: &Statistic) -> (String, String) {
        let Some(form) = self.form else { return (UNKNOWN.to_owned(), UNKNOWN.to_owned()) };
        if let Some(cell) = statistic.cell() {
            return (form.indicator(cell).to_owned(), form.column_code(cell).to_owned());
        }
        let table = form.table_at(statistic.table);
        match table.layout {
            Layout::SingleRow => (UNKNOWN.to_owned(), "value".to_owned()),
            Layout::Grid | Layout::List => (row_code(form, statistic), UNKNOWN.to_owned()),
        }
    }

    fn unread(&self, unread: &Unread) -> v1::Unread {
        let indicator = unread.table.zip(unread.row).and_then(|(table, row)| {
            let table = self.form?.tables.get(usize::from(table.0))?;
            table.rows.get(usize::from(row)).map(|row| row.code.clone())
        });
        v1::Unread {
            kind: unread_kind(unread.kind).into(),
            table: self.table_name(unread.table),
            indicator: indicator.unwrap_or_default(),
            span: unread.span.map(|span| self.span(span)),
            reason: self.words(&unread.reason),
        }
    }

    fn failure(&self, failure: &StageFailure) -> v1::Unread {
        v1::Unread { kind: v1::UnreadKind::Stage.into(), reason: self.words(&failure.reason), ..v1::Unread::default() }
    }

    fn finding(&self, finding: &Finding) -> v1::Finding {
        let rule = self.catalog.rule(finding.rule);
        v1::Finding {
            rule: rule.code.clone(),
            name: rule.name.clone(),
            severity: severity(finding.severity).into(),
            message: self.words(&finding.message),
            help: self.words(&finding.help),
            primary: finding.primary.map(|span| self.span(span)),
            related: finding
                .related
                .iter()
                .map(|it| v1::RelatedPlace { span: Some(self.span(it.span)), note: self.words(&it.note) })
                .collect(),
            cells: self.addresses(self.form, &finding.cells),
            expected: finding.expected.as_deref().map(|text| self.quoted(text)),
            actual: finding.actual.as_deref().map(|text| self.quoted(text)),
            group: finding.group.clone(),
            fingerprint: finding.fingerprint.clone(),
            repairs: finding.localisation.as_ref().map_or_else(Vec::new, |it| self.repairs(&it.repairs, it.kind)),
            localization: finding.localisation.as_ref().map(|it| self.localization(it)),
            waiver: finding.waiver.as_deref().map(waiver),
            severity_reason: self.severity_reason(finding),
        }
    }

    fn severity_reason(&self, finding: &Finding) -> String {
        let (Some(own), Some(profile)) = (finding.regraded_from, self.profile) else { return String::new() };
        let own = match (own, self.language) {
            (own, Language::English) => own.name(),
            (Severity::Info, Language::Chinese) => "提示",
            (Severity::Warning, Language::Chinese) => "警告",
            (Severity::Error, Language::Chinese) => "错误",
        };
        let (name, why) = (&profile.name, profile.setting(finding.rule).map_or("", |setting| setting.reason.as_str()));
        let words = match why {
            "" => {
                bilingual!("规则所定级别为“{own}”，由配置“{name}”更改", "the rule gave it {own}; changed by the profile “{name}”")
            }
            why => bilingual!(
                "规则所定级别为“{own}”，由配置“{name}”更改：{why}",
                "the rule gave it {own}; changed by the profile “{name}”: {why}"
            ),
        };
        self.words(&words)
    }

    fn localization(&self, localisation: &Localisation) -> v1::Localization {
        let number = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
        v1::Localization {
            kind: repair_kind(localisation.kind).into(),
            summary: self.words(&localisation.summary),
            repair_count: to_i32(localisation.count),
            rivals: self.repairs(&localisation.rivals, localisation.kind),
            gap: localisation.gap.map(number),
            others_change: localisation.others_change.map(number),
            nodes: number(localisation.nodes),
            complete: localisation.complete,
            evidence: localisation
                .evidence
                .iter()
                .map(|it| v1::RelatedPlace { span: Some(self.span(it.span)), note: self.words(&it.note) })
                .collect(),
        }
    }

    fn repairs(&self, repairs: &[Repair], kind: RepairKind) -> Vec<v1::Repair> {
        repairs.iter().map(|repair| self.repair(repair, kind)).collect()
    }

    fn repair(&self, repair: &Repair, kind: RepairKind) -> v1::Repair {
        let cells = repair.cells.iter().map(|it| v1::RepairCell {
            cell: self.form.map_or_else(String::new, |form| form.address(it.cell)),
            printed: self.quoted(&it.printed),
            proposed: it.proposed(),
            name: self.quoted(&it.name),
            last_year: it.last_year.as_deref().map(|figure| self.quoted(figure)),
        });
        let equations = repair.equations.iter().map(|it| v1::RepairEquation {
            rule: it.rule.clone(),
            before: self.quoted(&it.before),
            after: self.quoted(&it.after),
        });
        v1::Repair {
            kind: repair_kind(kind).into(),
            cells: cells.collect(),
            operation: repair_operation(repair.operation).into(),
            cost: i32::try_from(repair.cost).unwrap_or(i32::MAX),
            equations: equations.collect(),
            support: repair.support.iter().map(|it| self.words(it)).collect(),
            against: repair.against.iter().map(|it| self.words(it)).collect(),
            description: self.words(&repair.words),
        }
    }

    fn ledger_entry(&self, entry: &gouji_core::finding::LedgerEntry) -> v1::LedgerEntry {
        v1::LedgerEntry {
            rule: self.catalog.rule(entry.rule).code.clone(),
            outcome: rule_outcome(entry.outcome).into(),
            reason: self.words(&entry.reason),
        }
    }

    fn normalized(&self, normalized: &Normalized) -> v1::NormalizedReport {
        let target = self.catalog.forms.get(normalized.form);
        let source = self.catalog.forms.get(normalized.source_form);
        let id = |form: Option<&Form>| form.map_or_else(String::new, |form| form.id.clone());
        let mut tables: Vec<v1::NormalizedTable> = Vec::new();
        if let Some(target) = target {
            for of_one_table in normalized.cells.chunk_by(|a, b| a.cell.table == b.cell.table) {
                let table = target.table_at(of_one_table[0].cell.table);
                tables.push(v1::NormalizedTable {
                    table: table.id.clone(),
                    title: table.title.clone(),
                    cells: of_one_table.iter().map(|it| self.normalized_cell(it, target, source)).collect(),
                });
            }
        }
        v1::NormalizedReport {
            edition: id(target),
            source_edition: id(source),
            title: self.quoted(&normalized.title),
            tables,
            changes: normalized.changes.iter().map(|it| self.change(it, source)).collect(),
        }
    }

    fn normalized_cell(&self, cell: &NormalizedCell, target: &Form, source: Option<&Form>) -> v1::NormalizedCell {
        let (label, column_label) = official_labels(target, cell.cell);
        v1::NormalizedCell {
            indicator: target.indicator(cell.cell).to_owned(),
            column: target.column_code(cell.cell).to_owned(),
            label,
            column_label,
            state: cell.value.as_ref().map_or(v1::CellState::Unspecified, cell_state).into(),
            value: cell.value.as_ref().and_then(number).map(|value| self.quoted(&value)),
            unit: self.quoted(cell.unit(target, self.source)),
            correspondence: correspondence(cell.correspondence).into(),
            sources: self.addresses(source, cell.sources.as_slice()),
            remark: cell.remark.as_ref().map_or_else(String::new, |remark| self.words(remark)),
            span: cell.span.map(|span| self.span(span)),
        }
    }

    fn change(&self, change: &Change, source: Option<&Form>) -> v1::Change {
        v1::Change {
            kind: change_kind(change.kind).into(),
            cell: change.cell.zip(source).map_or_else(String::new, |(cell, form)| form.address(cell)),
            from: self.quoted(&change.from),
            to: self.quoted(&change.to),
            reason: self.words(&change.reason),
            span: change.span.map(|span| self.span(span)),
        }
    }
}

/// Official labels of a cell's row and column. Where the columns are the indicators, as in table 4, the column's label is
/// the row's, under that of its group.
fn official_labels(form: &Form, cell: CellId) -> (String, String) {
    let table = form.table_at(cell.table);
    let column = &table.columns[usize::from(cell.column)];
    match table.layout {
        Layout::SingleRow => {
            let group = column.parent.map_or_else(String::new, |parent| table.columns[usize::from(parent)].label.clone());
            (column.label.clone(), group)
        }
        Layout::Grid | Layout::List => (table.rows[usize::from(cell.row)].label.clone(), column.label.clone()),
    }
}

fn row_code(form: &Form, statistic: &Statistic) -> String {
    form.table_at(statistic.table).rows.get(usize::from(statistic.row)).map_or_else(|| UNKNOWN.to_owned(), |row| row.code.clone())
}

/// The number of a cell without separators, width and unit, with its printed precision.
fn number(value: &CellValue) -> Option<String> {
    match value {
        CellValue::Number { amount, .. } => Some(amount::print(*amount)),
        CellValue::Blank | CellValue::Dash | CellValue::Text | CellValue::Absent => None,
    }
}

const fn cell_state(value: &CellValue) -> v1::CellState {
    match value {
        CellValue::Number { .. } => v1::CellState::Number,
        CellValue::Blank => v1::CellState::Blank,
        CellValue::Dash => v1::CellState::Dash,
        CellValue::Text => v1::CellState::Text,
        CellValue::Absent => v1::CellState::Absent,
    }
}

const fn administrative_level(level: AdministrativeLevel) -> v1::AdministrativeLevel {
    match level {
        AdministrativeLevel::Unknown => v1::AdministrativeLevel::Unspecified,
        AdministrativeLevel::National => v1::AdministrativeLevel::National,
        AdministrativeLevel::Provincial => v1::AdministrativeLevel::Provincial,
        AdministrativeLevel::Prefecture => v1::AdministrativeLevel::Prefecture,
        AdministrativeLevel::County => v1::AdministrativeLevel::County,
        AdministrativeLevel::Township => v1::AdministrativeLevel::Township,
    }
}

const fn organization_kind(kind: OrganizationKind) -> v1::OrganizationKind {
    match kind {
        OrganizationKind::Unknown => v1::OrganizationKind::Unspecified,
        OrganizationKind::Government => v1::OrganizationKind::Government,
        OrganizationKind::Department => v1::OrganizationKind::Department,
        OrganizationKind::School => v1::OrganizationKind::School,
    }
}

const fn year_evidence_kind(kind: YearEvidenceKind) -> v1::YearEvidenceKind {
    match kind {
        YearEvidenceKind::Title => v1::YearEvidenceKind::Title,
        YearEvidenceKind::Period => v1::YearEvidenceKind::Period,
        YearEvidenceKind::Caption => v1::YearEvidenceKind::Caption,
        YearEvidenceKind::Column => v1::YearEvidenceKind::Column,
        YearEvidenceKind::Attachment => v1::YearEvidenceKind::Attachment,
        YearEvidenceKind::Heading => v1::YearEvidenceKind::Heading,
        YearEvidenceKind::Lead => v1::YearEvidenceKind::Lead,
    }
}

const fn dialect(dialect: Dialect) -> v1::TableDialect {
    match dialect {
        Dialect::TabLed => v1::TableDialect::TabLed,
        Dialect::BarEnded => v1::TableDialect::BarEnded,
        Dialect::BarRows => v1::TableDialect::BarRows,
        Dialect::TabRows => v1::TableDialect::TabRows,
        Dialect::CommaRows => v1::TableDialect::CommaRows,
        Dialect::BlankRows => v1::TableDialect::BlankRows,
        Dialect::CellLines => v1::TableDialect::CellLines,
        Dialect::Grid => v1::TableDialect::Grid,
    }
}

const fn table_state(state: TableState) -> v1::TableState {
    match state {
        TableState::Read => v1::TableState::Read,
        TableState::Partial => v1::TableState::Partial,
        TableState::Unreadable => v1::TableState::Unreadable,
    }
}

const fn unread_kind(kind: UnreadKind) -> v1::UnreadKind {
    match kind {
        UnreadKind::Edition => v1::UnreadKind::Edition,
        UnreadKind::Table => v1::UnreadKind::Table,
        UnreadKind::Row => v1::UnreadKind::Row,
        UnreadKind::Columns => v1::UnreadKind::Columns,
        UnreadKind::Header => v1::UnreadKind::Header,
        UnreadKind::Text => v1::UnreadKind::Text,
        UnreadKind::Source => v1::UnreadKind::Source,
        UnreadKind::Number => v1::UnreadKind::Number,
    }
}

const fn rule_switch(switch: Switch) -> v1::RuleSwitch {
    match switch {
        Switch::On => v1::RuleSwitch::On,
        Switch::Off => v1::RuleSwitch::Off,
    }
}

const fn rule_outcome(outcome: RuleOutcome) -> v1::RuleOutcome {
    match outcome {
        RuleOutcome::Held => v1::RuleOutcome::Held,
        RuleOutcome::Broken => v1::RuleOutcome::Broken,
        RuleOutcome::NotApplicable => v1::RuleOutcome::NotApplicable,
        RuleOutcome::NotRun => v1::RuleOutcome::NotRun,
        RuleOutcome::Waived => v1::RuleOutcome::Waived,
        RuleOutcome::SwitchedOff => v1::RuleOutcome::SwitchedOff,
    }
}

const fn change_kind(kind: ChangeKind) -> v1::ChangeKind {
    match kind {
        ChangeKind::NumberFormat => v1::ChangeKind::NumberFormat,
        ChangeKind::Unit => v1::ChangeKind::Unit,
        ChangeKind::RowLabel => v1::ChangeKind::RowLabel,
        ChangeKind::ColumnLabel => v1::ChangeKind::ColumnLabel,
        ChangeKind::Order => v1::ChangeKind::Order,
        ChangeKind::Omitted => v1::ChangeKind::Omitted,
        ChangeKind::Title => v1::ChangeKind::Title,
        ChangeKind::Heading => v1::ChangeKind::Heading,
    }
}

const fn repair_kind(kind: RepairKind) -> v1::RepairKind {
    match kind {
        RepairKind::Certain => v1::RepairKind::Certain,
        RepairKind::Unique => v1::RepairKind::Unique,
        RepairKind::Tied => v1::RepairKind::Tied,
        RepairKind::Range => v1::RepairKind::Range,
        RepairKind::SuspectExtraction => v1::RepairKind::SuspectExtraction,
        RepairKind::NotDetermined => v1::RepairKind::NotDetermined,
    }
}

const fn repair_operation(operation: Operation) -> v1::RepairOperation {
    match operation {
        Operation::Cells => v1::RepairOperation::Cells,
        Operation::Blank => v1::RepairOperation::Blank,
        Operation::FactorTen => v1::RepairOperation::FactorTen,
        Operation::Unit => v1::RepairOperation::Unit,
        Operation::Recomputed => v1::RepairOperation::Recomputed,
        Operation::Swapped => v1::RepairOperation::Swapped,
        Operation::Shifted => v1::RepairOperation::Shifted,
    }
}
