//! Reading forms from TOML and refusing what is inconsistent.
//!
//! Turns one file into one [`Form`]: names become indices, wildcards become cells. Every fault is found at load time, so
//! that nothing downstream has to check a form again.

use std::collections::HashSet;

use serde::Deserialize;

use crate::amount::Amount;

use super::{
    BlankPolicy, CellId, ColumnRole, Deadline, Form, FormColumn, FormRow, FormSection, FormTable, Layout, LegalBasis, Operator, Relation,
    RelationInstance, RowRelation, TableId, ValueType, to_u8, to_u16,
};

/// Why a form file was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("form {form}: {message}")]
pub struct FormError {
    /// The file, or the edition once that is known.
    pub form: String,
    /// What is wrong.
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    id: String,
    title: String,
    title_en: String,
    first_year: i32,
    last_year: Option<i32>,
    #[serde(default)]
    years_note: String,
    supersedes: Option<String>,
    superseded_by: Option<String>,
    judged_like: Option<String>,
    #[serde(default)]
    legal_basis: Vec<LegalBasisEntry>,
    #[serde(default)]
    deadlines: Vec<DeadlineEntry>,
    sections: Vec<SectionEntry>,
    tables: Vec<TableEntry>,
    #[serde(default, rename = "relation")]
    relations: Vec<RelationEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LegalBasisEntry {
    title: String,
    document_number: Option<String>,
    date: Option<String>,
    #[serde(default)]
    articles: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeadlineEntry {
    who: String,
    what: String,
    by: String,
    article: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionEntry {
    number: u8,
    ordinal: Option<String>,
    heading: String,
    required: bool,
    #[serde(default)]
    may_be_none: bool,
    #[serde(default)]
    tables: Vec<String>,
    #[serde(default)]
    topics: Vec<String>,
    legal: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableEntry {
    id: String,
    variant_of: Option<String>,
    section: u8,
    caption: Option<String>,
    #[serde(default)]
    caption_aliases: Vec<String>,
    title: String,
    designation: Option<String>,
    #[serde(default)]
    stub_labels: Vec<String>,
    #[serde(default)]
    header_groups: Vec<String>,
    #[serde(default)]
    printed_notes: Vec<String>,
    layout: LayoutName,
    #[serde(default)]
    optional: bool,
    columns: Vec<ColumnEntry>,
    rows: Vec<RowEntry>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum LayoutName {
    Grid,
    List,
    SingleRow,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RoleName {
    Unit,
    PrintedCode,
    Group,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum TypeName {
    Integer,
    Decimal,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RowRelationName {
    Subset,
    Memo,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnEntry {
    code: String,
    label: String,
    parent: Option<String>,
    role: Option<RoleName>,
    unit: Option<String>,
    #[serde(rename = "type")]
    value_type: Option<TypeName>,
    #[serde(default)]
    signed: bool,
    #[serde(default)]
    unit_in_cell: bool,
    #[serde(default)]
    cumulative: bool,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowEntry {
    code: String,
    parent: Option<String>,
    ordinal: Option<String>,
    label: String,
    unit: Option<String>,
    #[serde(rename = "type")]
    value_type: Option<TypeName>,
    #[serde(default)]
    heading: bool,
    relation: Option<RowRelationName>,
    printed_code: Option<String>,
    legal: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
}

/// A relation as a file states it. `left` and `right` name rows, columns or cells, according to `sum_over`; `CODE.*` stands
/// for all value rows (or columns) right beneath `CODE`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationEntry {
    code: String,
    /// The tables it is stated for; the first that has all its operands if absent.
    #[serde(default)]
    tables: Vec<String>,
    /// `rows`: operands are rows, one instance for each column. `columns`: the other way round. `cells`: operands are
    /// addresses, possibly of several tables, and there is one instance.
    sum_over: Axis,
    /// The columns (or rows) it is instantiated for; all value columns (or rows) if absent.
    each: Option<Vec<String>>,
    left: Vec<String>,
    /// Whether each operand on the left makes an instance of its own.
    #[serde(default)]
    left_separately: bool,
    #[serde(default)]
    right: Vec<String>,
    operator: OperatorName,
    blank: BlankName,
    /// Operands that count as zero when blank.
    #[serde(default)]
    blank_as_zero: Vec<String>,
    /// Rows (columns, cells) whose numbers may explain a difference.
    #[serde(default)]
    allowance: Vec<String>,
    /// By how much amounts may differ, as a decimal.
    tolerance: Option<String>,
    /// Relations that already say so when they are broken over the same cells.
    #[serde(default)]
    implied_by: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Axis {
    Rows,
    Columns,
    Cells,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OperatorName {
    Equal,
    AtMost,
    AtLeast,
    ZeroImpliesZero,
    PositiveImpliesPositive,
    ZeroTogether,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum BlankName {
    Skip,
    ZeroIfAnyFilled,
}

/// Reads one form.
///
/// # Errors
///
/// Refuses text that is not TOML of the expected shape, codes that occur twice, names that nothing carries, parents that
/// come after their children, and relations without instances.
pub fn load(name: &str, text: &str) -> Result<Form, FormError> {
    let file: FormFile = toml::from_str(text).map_err(|error| FormError { form: name.to_owned(), message: error.to_string() })?;
    let form = file.id.clone();
    build(file).map_err(|message| FormError { form, message })
}

fn build(file: FormFile) -> Result<Form, String> {
    let tables = file.tables.into_iter().map(table).collect::<Result<Vec<_>, _>>()?;
    distinct("table", tables.iter().map(|table| table.id.as_str()))?;
    for name in tables.iter().filter_map(|table| table.variant_of.as_ref()) {
        known("table", name, tables.iter().any(|table| &table.id == name))?;
    }
    let sections = file.sections.into_iter().map(section).collect::<Vec<_>>();
    for name in sections.iter().flat_map(|section| &section.tables) {
        known("table", name, tables.iter().any(|table| &table.id == name))?;
    }
    for table in &tables {
        known("section", &table.section.to_string(), sections.iter().any(|section| section.number == table.section))?;
    }
    for name in file.relations.iter().flat_map(|relation| &relation.implied_by) {
        known("relation", name, file.relations.iter().any(|relation| &relation.code == name))?;
    }
    let relations = file.relations.into_iter().map(|entry| relation(entry, &tables)).collect::<Result<Vec<_>, _>>()?;
    Ok(Form {
        id: file.id,
        title: file.title,
        title_en: file.title_en,
        first_year: file.first_year,
        last_year: file.last_year,
        years_note: file.years_note,
        supersedes: file.supersedes,
        superseded_by: file.superseded_by,
        judged_like: file.judged_like,
        legal_basis: file
            .legal_basis
            .into_iter()
            .map(|entry| LegalBasis {
                title: entry.title,
                document_number: entry.document_number,
                date: entry.date,
                articles: entry.articles,
            })
            .collect(),
        deadlines: file
            .deadlines
            .into_iter()
            .map(|entry| Deadline { who: entry.who, what: entry.what, by: entry.by, article: entry.article })
            .collect(),
        sections,
        tables,
        relations,
    })
}

fn section(entry: SectionEntry) -> FormSection {
    FormSection {
        number: entry.number,
        ordinal: entry.ordinal,
        heading: entry.heading,
        aliases: entry.aliases,
        required: entry.required,
        may_be_none: entry.may_be_none,
        tables: entry.tables,
        topics: entry.topics,
        legal: entry.legal,
    }
}

fn table(entry: TableEntry) -> Result<FormTable, String> {
    distinct(&format!("column of {}", entry.id), entry.columns.iter().map(|column| column.code.as_str()))?;
    distinct(&format!("row of {}", entry.id), entry.rows.iter().map(|row| row.code.as_str()))?;
    let mut columns: Vec<FormColumn> = Vec::with_capacity(entry.columns.len());
    for column in entry.columns {
        let parent = parent_index(column.parent.as_deref(), &columns, |column| &column.code)?;
        if parent.is_some_and(|at| columns[usize::from(at)].role != ColumnRole::Group) {
            return Err(format!("column {} stands under a column that is no group", column.code));
        }
        columns.push(FormColumn {
            code: column.code,
            label: column.label,
            aliases: column.aliases,
            parent,
            role: match column.role {
                None => ColumnRole::Value,
                Some(RoleName::Unit) => ColumnRole::Unit,
                Some(RoleName::PrintedCode) => ColumnRole::PrintedCode,
                Some(RoleName::Group) => ColumnRole::Group,
            },
            unit: column.unit,
            value_type: column.value_type.map(value_type),
            signed: column.signed,
            unit_in_cell: column.unit_in_cell,
            cumulative: column.cumulative,
        });
    }
    let mut rows: Vec<FormRow> = Vec::with_capacity(entry.rows.len());
    for row in entry.rows {
        let parent = parent_index(row.parent.as_deref(), &rows, |row| &row.code)?;
        rows.push(FormRow {
            code: row.code,
            parent,
            ordinal: row.ordinal,
            label: row.label,
            aliases: row.aliases,
            unit: row.unit,
            value_type: if row.heading { None } else { Some(row.value_type.map_or(ValueType::Integer, value_type)) },
            heading: row.heading,
            relation: match row.relation {
                None => RowRelation::Part,
                Some(RowRelationName::Subset) => RowRelation::Subset,
                Some(RowRelationName::Memo) => RowRelation::Memo,
            },
            printed_code: row.printed_code,
            legal: row.legal,
        });
    }
    if !columns.iter().any(|column| column.role == ColumnRole::Value) || rows.is_empty() {
        return Err(format!("table {} has no value column or no row", entry.id));
    }
    let mut table = FormTable {
        id: entry.id,
        variant_of: entry.variant_of,
        section: entry.section,
        caption: entry.caption,
        caption_aliases: entry.caption_aliases,
        title: entry.title,
        designation: entry.designation,
        stub_labels: entry.stub_labels,
        header_groups: entry.header_groups,
        printed_notes: entry.printed_notes,
        layout: match entry.layout {
            LayoutName::Grid => Layout::Grid,
            LayoutName::List => Layout::List,
            LayoutName::SingleRow => Layout::SingleRow,
        },
        optional: entry.optional,
        columns,
        rows,
        names: super::Names::default(),
    };
    table.name_parts();
    Ok(table)
}

const fn value_type(name: TypeName) -> ValueType {
    match name {
        TypeName::Integer => ValueType::Integer,
        TypeName::Decimal => ValueType::Decimal,
    }
}

/// The index of a parent, which must come before its children.
fn parent_index<T>(parent: Option<&str>, earlier: &[T], code: impl Fn(&T) -> &str) -> Result<Option<u16>, String> {
    parent
        .map(|name| {
            earlier
                .iter()
                .position(|item| code(item) == name)
                .map(to_u16)
                .ok_or_else(|| format!("nothing before its children is called {name}"))
        })
        .transpose()
}

fn relation(entry: RelationEntry, tables: &[FormTable]) -> Result<Relation, String> {
    let fault = |message: String| format!("relation {}: {message}", entry.code);
    let tolerance = match &entry.tolerance {
        None => Amount::ZERO,
        Some(text) => Amount::from_str_exact(text).map_err(|_| fault(format!("{text} is no decimal")))?,
    };
    let instances = if entry.sum_over == Axis::Cells { across(&entry, tables) } else { within(&entry, tables) }.map_err(fault)?;
    Ok(Relation {
        code: entry.code,
        instances,
        operator: match entry.operator {
            OperatorName::Equal => Operator::Equal,
            OperatorName::AtMost => Operator::AtMost,
            OperatorName::AtLeast => Operator::AtLeast,
            OperatorName::ZeroImpliesZero => Operator::ZeroImpliesZero,
            OperatorName::PositiveImpliesPositive => Operator::PositiveImpliesPositive,
            OperatorName::ZeroTogether => Operator::ZeroTogether,
        },
        blank: match entry.blank {
            BlankName::Skip => BlankPolicy::Skip,
            BlankName::ZeroIfAnyFilled => BlankPolicy::ZeroIfAnyFilled,
        },
        tolerance,
        implied_by: entry.implied_by,
    })
}

/// The one instance of a relation whose operands are addresses.
fn across(entry: &RelationEntry, tables: &[FormTable]) -> Result<Vec<RelationInstance>, String> {
    if entry.left_separately || entry.each.is_some() || !entry.tables.is_empty() {
        return Err("is over cells, which have neither tables nor columns to be instantiated for".to_owned());
    }
    let find = |address: &String| {
        let mut found = tables.iter().enumerate().filter_map(|(at, table)| table.cell(TableId(to_u8(at)), address));
        found.next().ok_or_else(|| format!("no table has the cell {address}"))
    };
    let side = |addresses: &[String]| addresses.iter().map(find).collect::<Result<Vec<_>, _>>();
    let instance = RelationInstance {
        left: side(&entry.left)?,
        right: side(&entry.right)?,
        blank_as_zero: side(&entry.blank_as_zero)?,
        allowance: side(&entry.allowance)?,
    };
    operands_exist(&instance.left).map(|()| vec![instance])
}

/// The instances of a relation whose operands are rows or columns.
fn within(entry: &RelationEntry, tables: &[FormTable]) -> Result<Vec<RelationInstance>, String> {
    if entry.tables.is_empty() {
        let mut refusal = "has no table".to_owned();
        for (at, table) in tables.iter().enumerate() {
            match instantiate(entry, table, TableId(to_u8(at))) {
                Ok(found) => return Ok(found),
                Err(message) => refusal = message,
            }
        }
        return Err(refusal);
    }
    let mut instances = Vec::new();
    for name in &entry.tables {
        let at = tables.iter().position(|table| &table.id == name).ok_or_else(|| format!("there is no table {name}"))?;
        instances.extend(instantiate(entry, &tables[at], TableId(to_u8(at)))?);
    }
    Ok(instances)
}

fn instantiate(entry: &RelationEntry, table: &FormTable, id: TableId) -> Result<Vec<RelationInstance>, String> {
    let (operands, each) = match entry.sum_over {
        Axis::Columns => (Names::columns(table), Names::rows(table)),
        Axis::Rows | Axis::Cells => (Names::rows(table), Names::columns(table)),
    };
    let resolve = |axis: &Names<'_>, names: &[String]| -> Result<Vec<u16>, String> {
        let mut all = Vec::new();
        for name in names {
            all.extend(axis.resolve(name).map_err(|message| format!("{message} in {}", table.id))?);
        }
        Ok(all)
    };
    let side = |names: &[String]| resolve(&operands, names);
    let (left, right) = (side(&entry.left)?, side(&entry.right)?);
    let (blank_as_zero, allowance) = (side(&entry.blank_as_zero)?, side(&entry.allowance)?);
    operands_exist(&left)?;
    let each = match &entry.each {
        None => each.values.clone(),
        Some(names) => resolve(&each, names)?,
    };
    let lefts: Vec<&[u16]> = if entry.left_separately { left.chunks(1).collect() } else { vec![&left] };
    let cells = |names: &[u16], along: u16| -> Vec<CellId> {
        let cell = |&operand: &u16| match entry.sum_over {
            Axis::Columns => CellId { table: id, row: along, column: operand },
            Axis::Rows | Axis::Cells => CellId { table: id, row: operand, column: along },
        };
        names.iter().map(cell).collect()
    };
    let instance = |left: &[u16], along: u16| RelationInstance {
        left: cells(left, along),
        right: cells(&right, along),
        blank_as_zero: cells(&blank_as_zero, along),
        allowance: cells(&allowance, along),
    };
    Ok(each.iter().flat_map(|&along| lefts.iter().map(move |left| (along, *left))).map(|(along, left)| instance(left, along)).collect())
}

fn operands_exist<T>(left: &[T]) -> Result<(), String> {
    if left.is_empty() { Err("has nothing on its left side".to_owned()) } else { Ok(()) }
}

/// The rows or the columns of a table, to look names up in.
struct Names<'a> {
    codes: Vec<(&'a str, Option<u16>)>,
    values: Vec<u16>,
}

impl<'a> Names<'a> {
    fn rows(table: &'a FormTable) -> Self {
        Self { codes: table.rows.iter().map(|row| (row.code.as_str(), row.parent)).collect(), values: table.value_rows().collect() }
    }

    fn columns(table: &'a FormTable) -> Self {
        Self {
            codes: table.columns.iter().map(|column| (column.code.as_str(), column.parent)).collect(),
            values: table.value_columns().collect(),
        }
    }

    /// One code, or all value rows (columns) right beneath `CODE.*`.
    fn resolve(&self, name: &str) -> Result<Vec<u16>, String> {
        let find = |code: &str| self.codes.iter().position(|entry| entry.0 == code).map(to_u16);
        let Some(parent) = name.strip_suffix(".*") else {
            return find(name).map(|at| vec![at]).ok_or_else(|| format!("nothing is called {name}"));
        };
        let children: Vec<u16> = match find(parent) {
            Some(at) => self.values.iter().copied().filter(|&value| self.codes[usize::from(value)].1 == Some(at)).collect(),
            None => Vec::new(),
        };
        if children.is_empty() { Err(format!("nothing stands beneath {parent}")) } else { Ok(children) }
    }
}

fn distinct<'a>(what: &str, names: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let mut seen = HashSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(format!("the {what} {name} occurs twice"));
        }
    }
    Ok(())
}

fn known(what: &str, name: &str, found: bool) -> Result<(), String> {
    if found { Ok(()) } else { Err(format!("there is no {what} {name}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"
        id = "t"
        title = "表"
        title_en = "table"
        first_year = 2020
        sections = [{ number = 1, heading = "甲", required = true, tables = ["a"] }]
        [[tables]]
        id = "a"
        section = 1
        title = "甲表"
        layout = "grid"
        columns = [{ code = "x", label = "子" }, { code = "y", label = "丑" }]
        rows = [{ code = "r", label = "合计" }, { code = "r.p", parent = "r", label = "分项" }]
    "#;

    #[test]
    fn wildcards_and_axes_become_cells() {
        let text = format!(
            "{SMALL}\n[[relation]]\ncode = \"S\"\nsum_over = \"rows\"\nleft = [\"r\"]\nright = [\"r.*\"]\noperator = \"equal\"\nblank = \"skip\""
        );
        let form = load("small", &text).unwrap();
        let cell = |row, column| CellId { table: TableId(0), row, column };
        assert_eq!(
            form.relations[0].instances,
            [
                RelationInstance { left: vec![cell(0, 0)], right: vec![cell(1, 0)], blank_as_zero: vec![], allowance: vec![] },
                RelationInstance { left: vec![cell(0, 1)], right: vec![cell(1, 1)], blank_as_zero: vec![], allowance: vec![] }
            ]
        );
        assert_eq!(form.address(cell(1, 1)), "r.p@y");
        assert_eq!(form.cell("r.p@y"), Some(cell(1, 1)));
    }

    #[test]
    fn operands_on_the_left_may_stand_alone_and_cells_may_be_addressed() {
        let text = format!(
            "{SMALL}\n[[relation]]\ncode = \"S\"\nsum_over = \"rows\"\nleft = [\"r\", \"r.*\"]\nleft_separately = true\noperator = \"at_least\"\nblank = \"skip\"\n\
             [[relation]]\ncode = \"S\"\nsum_over = \"cells\"\nleft = [\"r@x\"]\nright = [\"r.p@y\"]\noperator = \"zero_together\"\nblank = \"skip\"\ntolerance = \"0.01\""
        );
        let form = load("small", &text).unwrap();
        let lefts: Vec<String> = form.relations[0].instances.iter().map(|instance| form.address(instance.left[0])).collect();
        assert_eq!(lefts, ["r@x", "r.p@x", "r@y", "r.p@y"]);
        assert_eq!(form.address(form.relations[1].instances[0].right[0]), "r.p@y");
        assert_eq!(form.relations[1].tolerance.to_string(), "0.01");
    }

    #[test]
    fn faults_are_refused_by_name() {
        let refused = |text: &str| load("small", text).unwrap_err().message;
        assert!(refused(&SMALL.replace("code = \"y\"", "code = \"x\"")).contains("column of a x occurs twice"));
        assert!(refused(&SMALL.replace("parent = \"r\"", "parent = \"q\"")).contains("called q"));
        assert!(refused(&SMALL.replace("tables = [\"a\"]", "tables = [\"b\"]")).contains("no table b"));
        let relation =
            "\n[[relation]]\ncode = \"S\"\nsum_over = \"rows\"\nleft = [\"r\"]\nright = [\"q.*\"]\noperator = \"equal\"\nblank = \"skip\"";
        assert!(refused(&format!("{SMALL}{relation}")).contains("beneath q"));
        assert!(refused(&format!("{SMALL}{relation}\nsurprise = 1")).contains("surprise"));
    }
}
