//! The catalogue service: what reports are judged by.
//!
//! Turns forms, rules and crosswalk into the contract's messages. Everything is at hand; nothing here takes a turn on the
//! threads that check.

use gouji_core::bilingual;
use gouji_core::catalog::{Catalog, Rule};
use gouji_core::crosswalk::{Comparability, Correspondent};
use gouji_core::form::{CellId, ColumnRole, Form, FormRow, FormSection, FormTable, LegalBasis};
use gouji_core::localise::{self, Filling, Map};
use gouji_core::profile;
use gouji_core::rule::{Parameter, ParameterKind, Scope};
use gouji_core::text::{Bilingual, Language};
use gouji_proto::v1;
use gouji_proto::v1::catalog_service_server::CatalogService;
use tonic::{Request, Response, Status};

use crate::from_proto::{self, MAX_PROFILE_BYTES, UNKNOWN_EDITION, UNKNOWN_RULE, Violations, unknown_edition, unknown_rule};
use crate::locate::to_i32;
use crate::pool::Pool;
use crate::status::{Fault, Violation};
use crate::to_proto;

/// The catalogue service.
#[derive(Clone, Debug)]
pub(crate) struct Catalogue {
    pool: Pool,
}

impl Catalogue {
    /// Makes the service.
    pub(crate) const fn new(pool: Pool) -> Self {
        Self { pool }
    }

    fn catalog(&self) -> &Catalog {
        self.pool.engine().catalog()
    }

    fn form(&self, field: &'static str, edition: &str) -> Result<&Form, Fault> {
        self.form_index(field, edition).map(|at| &self.catalog().forms[at])
    }

    fn form_index(&self, field: &'static str, edition: &str) -> Result<usize, Fault> {
        self.catalog().form_index(edition).ok_or_else(|| unknown(field, UNKNOWN_EDITION, unknown_edition(edition)))
    }
}

#[tonic::async_trait]
impl CatalogService for Catalogue {
    async fn get_catalog(&self, _: Request<v1::GetCatalogRequest>) -> Result<Response<v1::GetCatalogResponse>, Status> {
        let catalog = self.catalog();
        Ok(Response::new(v1::GetCatalogResponse {
            engine: Some(to_proto::engine(catalog)),
            form_count: to_i32(catalog.forms.len()),
            rule_count: to_i32(catalog.rules.len()),
        }))
    }

    async fn list_forms(&self, _: Request<v1::ListFormsRequest>) -> Result<Response<v1::ListFormsResponse>, Status> {
        Ok(Response::new(v1::ListFormsResponse { forms: self.catalog().forms.iter().map(form_head).collect() }))
    }

    async fn get_form(&self, request: Request<v1::GetFormRequest>) -> Result<Response<v1::GetFormResponse>, Status> {
        let form = self.form("edition", &request.get_ref().edition)?;
        Ok(Response::new(v1::GetFormResponse { form: Some(whole_form(form, self.catalog())) }))
    }

    async fn list_rules(&self, request: Request<v1::ListRulesRequest>) -> Result<Response<v1::ListRulesResponse>, Status> {
        let v1::ListRulesRequest { family, edition } = request.into_inner();
        if !edition.is_empty() {
            self.form("edition", &edition)?;
        }
        let of_family = |rule: &&Rule| family.is_empty() || rule.family().eq_ignore_ascii_case(&family);
        let of_edition = |rule: &&Rule| edition.is_empty() || rule.editions.contains(&edition);
        let rules = self.catalog().rules.iter().filter(of_family).filter(of_edition).map(rule_head).collect();
        Ok(Response::new(v1::ListRulesResponse { rules }))
    }

    async fn get_rule(&self, request: Request<v1::GetRuleRequest>) -> Result<Response<v1::GetRuleResponse>, Status> {
        let v1::GetRuleRequest { code, language } = request.get_ref();
        let mut violations = Violations::default();
        let language = from_proto::language("language", language, &mut violations);
        violations.check()?;
        let Some((_, rule)) = self.catalog().rule_by_code(code) else {
            return Err(unknown("code", UNKNOWN_RULE, unknown_rule(code)).into());
        };
        Ok(Response::new(v1::GetRuleResponse { rule: Some(whole_rule(rule, language)) }))
    }

    async fn get_crosswalk(&self, request: Request<v1::GetCrosswalkRequest>) -> Result<Response<v1::GetCrosswalkResponse>, Status> {
        let request = request.get_ref();
        let forms = &self.catalog().forms;
        let from = self.form_index("from_edition", &request.from_edition)?;
        let to = self.form_index("to_edition", &request.to_edition)?;
        let entries = self.catalog().crosswalk.between(from, to).into_iter().map(|it| crosswalk_entry(&it, &forms[from], &forms[to]));
        Ok(Response::new(v1::GetCrosswalkResponse { entries: entries.collect() }))
    }

    async fn parse_profile(&self, request: Request<v1::ParseProfileRequest>) -> Result<Response<v1::ParseProfileResponse>, Status> {
        let mut violations = Violations::default();
        if request.get_ref().content.len() > MAX_PROFILE_BYTES {
            let message = bilingual!("配置超过 {MAX_PROFILE_BYTES} 字节", "is longer than {MAX_PROFILE_BYTES} bytes");
            violations.add("content", "TOO_LONG", message);
        }
        violations.check()?;
        let (draft, _) = profile::file::read(&request.get_ref().content, self.catalog()).map_err(Fault::ProfileFile)?;
        Ok(Response::new(v1::ParseProfileResponse { profile: Some(to_proto::profile(draft)) }))
    }
}

fn unknown(field: &'static str, reason: &'static str, message: Bilingual) -> Fault {
    Fault::Unknown(Violation { field: field.into(), reason, message })
}

/// A form without its parts.
fn form_head(form: &Form) -> v1::Form {
    v1::Form {
        edition: form.id.clone(),
        title: form.title.clone(),
        title_en: form.title_en.clone(),
        first_year: form.first_year,
        last_year: form.last_year,
        basis: form.legal_basis.iter().map(basis).collect(),
        sections: Vec::new(),
        tables: Vec::new(),
        relations: Vec::new(),
        locatability: Vec::new(),
    }
}

fn whole_form(form: &Form, catalog: &Catalog) -> v1::Form {
    v1::Form {
        locatability: localise::maps(form, catalog).iter().map(|map| locatability(map, form)).collect(),
        sections: form.sections.iter().map(section).collect(),
        tables: form.tables.iter().map(table).collect(),
        relations: form.relations.iter().map(|relation| relation.code.clone()).collect(),
        ..form_head(form)
    }
}

fn locatability(map: &Map, form: &Form) -> v1::LocatabilityMap {
    let addresses = |cells: &[CellId]| cells.iter().map(|&cell| form.address(cell)).collect::<Vec<_>>();
    let filling = match map.filling {
        Filling::Full => v1::TableFilling::Full,
        Filling::TotalsOnly => v1::TableFilling::TotalsOnly,
    };
    let (alone, together): (Vec<_>, Vec<_>) = map.classes.iter().partition(|class| class.len() == 1);
    v1::LocatabilityMap {
        table: form.table_at(map.table).id.clone(),
        filling: filling.into(),
        filled_count: to_i32(map.filled),
        told_apart_count: to_i32(alone.len()),
        classes: together.into_iter().map(|class| v1::CellSet { cells: addresses(class) }).collect(),
        bounded_cells: addresses(&map.bounded),
        unbounded_cells: addresses(&map.unbounded),
        dependent_counts: map.dependent.iter().map(|&count| to_i32(count)).collect(),
    }
}

fn basis(basis: &LegalBasis) -> String {
    match &basis.document_number {
        Some(number) => format!("{}（{number}）", basis.title),
        None => basis.title.clone(),
    }
}

fn section(section: &FormSection) -> v1::FormSection {
    v1::FormSection {
        ordinal: section.ordinal.clone().unwrap_or_default(),
        heading: section.heading.clone(),
        required: section.required,
        tables: section.tables.clone(),
    }
}

fn table(table: &FormTable) -> v1::FormTable {
    let columns = table.columns.iter().map(|column| v1::FormColumn {
        code: column.code.clone(),
        label: column.label.clone(),
        parent: column.parent.map_or_else(String::new, |at| table.columns[usize::from(at)].code.clone()),
        group: column.role == ColumnRole::Group,
        unit: column.unit.clone().unwrap_or_default(),
    });
    v1::FormTable {
        table: table.id.clone(),
        title: table.title.clone(),
        variant_of: table.variant_of.clone().unwrap_or_default(),
        columns: columns.collect(),
        rows: table.rows.iter().map(|it| row(it, table)).collect(),
    }
}

fn row(row: &FormRow, table: &FormTable) -> v1::FormRow {
    v1::FormRow {
        code: row.code.clone(),
        label: row.label.clone(),
        ordinal: row.ordinal.clone().unwrap_or_default(),
        parent: row.parent.map_or_else(String::new, |at| table.rows[usize::from(at)].code.clone()),
        heading: row.heading,
        unit: row.unit.clone().unwrap_or_default(),
        legal: row.legal.clone().unwrap_or_default(),
    }
}

fn crosswalk_entry(entry: &Correspondent<'_>, from: &Form, to: &Form) -> v1::CrosswalkEntry {
    let addresses = |form: &Form, cells: &[CellId]| cells.iter().map(|&cell| form.address(cell)).collect();
    let comparable = match entry.comparable {
        Comparability::Yes => "yes",
        Comparability::WithCare => "with_care",
        Comparability::No => "no",
    };
    v1::CrosswalkEntry {
        from_cells: addresses(from, entry.from),
        to_cells: addresses(to, entry.to),
        correspondence: to_proto::correspondence(entry.correspondence).into(),
        comparable: comparable.to_owned(),
        reason: entry.reason.zh.clone(),
        reason_en: entry.reason.en.clone(),
    }
}

/// A rule with its explanation and examples.
fn whole_rule(rule: &Rule, language: Language) -> v1::Rule {
    let mut whole = v1::Rule { explanation: rule.documentation.get(language).to_owned(), ..rule_head(rule) };
    if let Some(examples) = rule.examples {
        examples.failing.clone_into(&mut whole.failing_example);
        examples.message(language).clone_into(&mut whole.failing_message);
        examples.passing.clone_into(&mut whole.passing_example);
    }
    whole
}

/// A rule without its explanation and examples.
fn rule_head(rule: &Rule) -> v1::Rule {
    let (lowest, highest) = rule.severity_bounds();
    v1::Rule {
        code: rule.code.clone(),
        name: rule.name.clone(),
        family: rule.family().to_owned(),
        severity: to_proto::severity(rule.severity).into(),
        editions: rule.editions.clone(),
        title_zh: rule.title.zh.clone(),
        title_en: rule.title.en.clone(),
        basis: rule.basis.clone(),
        explanation: String::new(),
        failing_example: String::new(),
        passing_example: String::new(),
        failing_message: String::new(),
        lowest_severity: to_proto::severity(lowest).into(),
        highest_severity: to_proto::severity(highest).into(),
        local: rule.scope == Scope::Local,
        parameters: rule.parameters.iter().map(parameter).collect(),
    }
}

fn parameter(parameter: &Parameter) -> v1::RuleParameter {
    let kind = match parameter.kind {
        ParameterKind::Count => "count",
        ParameterKind::Day => "day",
    };
    v1::RuleParameter {
        name: parameter.name.to_owned(),
        kind: kind.to_owned(),
        default_value: parameter.default.unwrap_or_default().to_owned(),
        title_zh: parameter.title_zh.to_owned(),
        title_en: parameter.title_en.to_owned(),
    }
}
