//! Small reports for the tests of rules: made from the figures themselves, without recognition.
//!
//! ```text
//! sample("gb2014").with("requests.new@value", "7").with("requests.channel.fax@value", "")
//! ```
//!
//! A table of which any cell is named is in the report, with every other cell blank.

use crate::amount;
use crate::catalog::Catalog;
use crate::check::{self, Judgement, Settings};
use crate::finding::{Finding, LedgerEntry, Verdict};
use crate::form::{CellId, ColumnRole, Form, TableId};
use crate::report::{
    AdministrativeLevel, CellIndex, CellValue, Dialect, Organization, OrganizationKind, Report, Statistic, TableReading, TableState, Unread,
};
use crate::source::{Source, Span};
use crate::{Faults, report};

/// A report in the making.
pub(crate) struct Sample {
    pub(crate) catalog: Catalog,
    pub(crate) report: Report,
    form: usize,
    figures: Vec<(CellId, &'static str)>,
    doubtful: Vec<CellId>,
}

/// A report that was judged.
pub(crate) struct Judged {
    pub(crate) catalog: Catalog,
    pub(crate) source: Source,
    pub(crate) judgement: Judgement,
    report: Report,
}

/// A report of an edition without any table.
pub(crate) fn sample(edition: &str) -> Sample {
    let catalog = Catalog::load().unwrap();
    let form = catalog.form_index(edition).unwrap();
    let mut report = Report::default();
    report.edition.form = Some(form);
    Sample { catalog, report, form, figures: Vec::new(), doubtful: Vec::new() }
}

impl Sample {
    pub(crate) fn form(&self) -> &Form {
        &self.catalog.forms[self.form]
    }

    /// Fills a cell; its table is in the report from then on. `×` takes the cell out of the document.
    pub(crate) fn with(mut self, address: &str, text: &'static str) -> Self {
        let (indicator, column) = address.split_once('@').unwrap_or((address, "value"));
        let cell = self.form().cell(&format!("{indicator}@{column}")).unwrap_or_else(|| panic!("no cell {address}"));
        self.figures.push((cell, text));
        self
    }

    /// Fills a cell of a table that is an alternative to another.
    pub(crate) fn with_in(mut self, table: &str, address: &str, text: &'static str) -> Self {
        let (id, table) = self.form().table(table).unwrap();
        let cell = table.cell(id, address).unwrap_or_else(|| panic!("no cell {address}"));
        self.figures.push((cell, text));
        self
    }

    /// Makes the reading of a cell doubtful.
    pub(crate) fn doubt(&mut self, address: &str) {
        let cell = self.form().cell(address).unwrap();
        self.doubtful.push(cell);
    }

    /// Says whose report it is.
    pub(crate) fn of(mut self, level: AdministrativeLevel, kind: OrganizationKind) -> Self {
        self.report.organization = Some(Organization { name: "某机关".to_owned(), level, kind, span: Span::new(0, 6) });
        self
    }

    /// Says that something was not read.
    pub(crate) fn unread(mut self, kind: report::UnreadKind, table: &str, row: Option<u16>, span: Option<Span>) -> Self {
        let (table, _) = self.form().table(table).unwrap();
        let reason = crate::bilingual!("有一处未能识读", "something was not read");
        self.report.unread.push(Unread { kind, table: Some(table), row, span, reason });
        self
    }

    /// Runs all rules.
    pub(crate) fn judge(mut self) -> Judged {
        let mut text = String::from("某县2021年政府信息公开工作年度报告\n");
        let form = self.catalog.forms[self.form].clone();
        let shapes = form.tables.iter().map(|table| (table.columns.len(), table.rows.len()));
        self.report.index = CellIndex::new(shapes);
        for (at, table) in form.tables.iter().enumerate() {
            let id = TableId(u8::try_from(at).unwrap());
            if !self.figures.iter().any(|(cell, _)| cell.table == id) {
                continue;
            }
            let start = text.len();
            for row in table.value_rows() {
                for column in table.columns.iter().enumerate().filter(|(_, column)| column.role == ColumnRole::Value).map(|at| at.0) {
                    let cell = CellId { table: id, row, column: u16::try_from(column).unwrap() };
                    let given = self.figures.iter().rev().find(|(other, _)| *other == cell).map_or("", |figure| figure.1);
                    self.report.place(&mut text, cell, given, self.doubtful.contains(&cell));
                }
            }
            self.report.tables.push(TableReading {
                table: id,
                span: Span::of(start..text.len()),
                caption: None,
                dialect: Dialect::CellLines,
                columns: Vec::new(),
                rows: Vec::new(),
                printed_note: None,
                header_additions: Vec::new(),
                repeated: false,
                state: TableState::Read,
            });
        }
        let source = Source::new(text);
        let faults = Faults::default();
        let settings = Settings { as_of: None, profile: None, previous: None, faults: &faults };
        let judgement = check::check(&source, &self.report, &self.catalog, &settings);
        Judged { catalog: self.catalog, source, judgement, report: self.report }
    }
}

impl Report {
    /// Prints a cell on a line of its own and records what it says.
    fn place(&mut self, text: &mut String, cell: CellId, given: &str, doubtful: bool) {
        text.push_str(given);
        let span = Span::of(text.len() - given.len()..text.len());
        text.push('\n');
        let value = match (given, amount::read(given)) {
            ("", _) => CellValue::Blank,
            ("/" | "—" | "——", _) => CellValue::Dash,
            ("×", _) => CellValue::Absent,
            (_, Some(numeral)) if numeral.rest.is_empty() => CellValue::Number { amount: numeral.amount, style: numeral.style },
            _ => CellValue::Text,
        };
        let span = (value != CellValue::Absent).then_some(span);
        let statistic = Statistic {
            table: cell.table,
            row: cell.row,
            column: Some(cell.column),
            value,
            unit: None,
            label: Span::new(0, 0),
            span,
            doubtful,
        };
        self.statistics.push(statistic);
        assert!(self.index.set(cell, self.statistics.len() - 1));
    }
}

impl Judged {
    /// The findings of a rule.
    pub(crate) fn of(&self, code: &str) -> Vec<&Finding> {
        let (id, _) = self.catalog.rule_by_code(code).unwrap_or_else(|| panic!("no rule {code}"));
        self.judgement.findings.iter().filter(|finding| finding.rule == id).collect()
    }

    /// The only finding of a rule.
    pub(crate) fn one(&self, code: &str) -> &Finding {
        let all = self.of(code);
        assert_eq!(all.len(), 1, "{code}: {all:#?}");
        all[0]
    }

    /// The ledger line of a rule.
    pub(crate) fn entry(&self, code: &str) -> &LedgerEntry {
        let (id, _) = self.catalog.rule_by_code(code).unwrap_or_else(|| panic!("no rule {code}"));
        self.judgement.ledger.iter().find(|entry| entry.rule == id).unwrap()
    }

    /// The verdict.
    pub(crate) fn verdict(&self) -> Verdict {
        check::verdict(&self.judgement, &self.report)
    }

    /// What the primary place of a finding says.
    pub(crate) fn primary(&self, finding: &Finding) -> &str {
        finding.primary.map_or("", |span| self.source.slice(span))
    }
}
