//! Official forms as data.
//!
//! Turns the TOML files of `shared/forms` into [`Form`]s that the rest of the engine looks things up in. What differs
//! between editions is data here and never a branch elsewhere.
//!
//! A *cell* of a form is a row and a column of one of its tables. Codes are stable: the same code in another edition is
//! the same indicator. The address of a cell in text is `indicator@column`; table 4 of the editions since 2019 is a
//! single row whose columns are the indicators, and its cells are addressed as `indicator@value`.

pub mod hygiene;
mod load;

pub use load::{FormError, load};

use crate::amount::Amount;

/// Index of a table within its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(pub u8);

/// A cell of a form: table, row and column by position in the form's own order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId {
    /// The table.
    pub table: TableId,
    /// The row within the table.
    pub row: u16,
    /// The column within the table.
    pub column: u16,
}

/// One published edition of the annual form.
#[derive(Clone, Debug)]
pub struct Form {
    /// Identifier of the edition, `gb2021` for instance.
    pub id: String,
    /// Official title.
    pub title: String,
    /// English rendering of the title.
    pub title_en: String,
    /// First report year it is in force for.
    pub first_year: i32,
    /// Last report year it is in force for; `None` while it is in force.
    pub last_year: Option<i32>,
    /// Remark on the years, where some bodies used the edition outside them.
    pub years_note: String,
    /// The edition it replaced.
    pub supersedes: Option<String>,
    /// The edition that replaced it.
    pub superseded_by: Option<String>,
    /// The edition whose rules that are code also apply to this one; `None` if the rules name this edition themselves.
    pub judged_like: Option<String>,
    /// The documents it rests on.
    pub legal_basis: Vec<LegalBasis>,
    /// Dates by which reports are due.
    pub deadlines: Vec<Deadline>,
    /// The sections of the text.
    pub sections: Vec<FormSection>,
    /// The tables; variants follow the table they are an alternative to.
    pub tables: Vec<FormTable>,
    /// The relations that figures of this form must satisfy.
    pub relations: Vec<Relation>,
}

/// A document that an edition rests on.
#[derive(Clone, Debug)]
pub struct LegalBasis {
    /// Title of the document.
    pub title: String,
    /// Document number, where known.
    pub document_number: Option<String>,
    /// Date of issue, where known.
    pub date: Option<String>,
    /// The articles or items that matter.
    pub articles: Vec<String>,
}

/// A date by which someone must publish or submit.
#[derive(Clone, Debug)]
pub struct Deadline {
    /// Who.
    pub who: String,
    /// What they must do.
    pub what: String,
    /// Month and day, `01-31`.
    pub by: String,
    /// The article that says so.
    pub article: String,
}

/// A section of the text that the form prescribes.
#[derive(Clone, Debug)]
pub struct FormSection {
    /// Number in the form; 0 for a part before the first.
    pub number: u8,
    /// Printed ordinal, `一、`.
    pub ordinal: Option<String>,
    /// Official heading.
    pub heading: String,
    /// Other headings that mean the same section.
    pub aliases: Vec<String>,
    /// Whether a report must have it.
    pub required: bool,
    /// Whether the word 无 is enough content.
    pub may_be_none: bool,
    /// Identifiers of the tables that stand in it.
    pub tables: Vec<String>,
    /// Topics that its text is expected to tell of.
    pub topics: Vec<String>,
    /// The article it rests on.
    pub legal: Option<String>,
}

/// How a table is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Row labels on the left, column labels on top.
    Grid,
    /// One indicator a line, with its unit and one or more values.
    List,
    /// A single row without a label; every column is an indicator.
    SingleRow,
}

/// A table of the form.
#[derive(Clone, Debug)]
pub struct FormTable {
    /// Identifier, `t3` for instance.
    pub id: String,
    /// The table that this one is a local alternative to.
    pub variant_of: Option<String>,
    /// Number of the section it stands in.
    pub section: u8,
    /// Printed caption.
    pub caption: Option<String>,
    /// Other captions.
    pub caption_aliases: Vec<String>,
    /// Title.
    pub title: String,
    /// What people call it for short, 表三 for instance.
    pub designation: Option<String>,
    /// Label of the column of row labels.
    pub stub_labels: Vec<String>,
    /// Labels that stand over several columns and are no column.
    pub header_groups: Vec<String>,
    /// Instruction printed inside the table.
    pub printed_notes: Vec<String>,
    /// How it is laid out.
    pub layout: Layout,
    /// Whether a report of this edition may lack it.
    pub optional: bool,
    /// Columns in official order, group columns among them.
    pub columns: Vec<FormColumn>,
    /// Rows in official order.
    pub rows: Vec<FormRow>,
    /// What its parts are called.
    names: Names,
}

/// Names for people, in quotation marks and without the form's explanations in parentheses: made once, for messages name rows,
/// columns and cells again and again.
#[derive(Clone, Debug, Default)]
struct Names {
    rows: Vec<String>,
    columns: Vec<String>,
    /// Row by row.
    cells: Vec<String>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnRole {
    /// Values.
    Value,
    /// The unit of the row.
    Unit,
    /// A printed code of the row.
    PrintedCode,
    /// Nothing of its own: it stands over the columns whose parent it is.
    Group,
}

/// Kind of number that a cell takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// A count.
    Integer,
    /// An amount of money.
    Decimal,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct FormColumn {
    /// Code; in a [`Layout::SingleRow`] table the code of the indicator.
    pub code: String,
    /// Official label.
    pub label: String,
    /// Other labels that mean it. `{年度}` stands for a year.
    pub aliases: Vec<String>,
    /// Index of the group column it stands under.
    pub parent: Option<u16>,
    /// What it holds.
    pub role: ColumnRole,
    /// Unit of its values, where it overrides the row's.
    pub unit: Option<String>,
    /// Kind of number, where it overrides the row's.
    pub value_type: Option<ValueType>,
    /// Whether negative numbers are in order.
    pub signed: bool,
    /// Whether cells print their own unit because the header names none.
    pub unit_in_cell: bool,
    /// Whether it adds up all years.
    pub cumulative: bool,
}

/// How a row relates to the row it stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowRelation {
    /// One of the parts that make up the parent.
    Part,
    /// An 其中 item that need not exhaust the parent.
    Subset,
    /// Printed beneath the parent, but not a part of it.
    Memo,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct FormRow {
    /// Code of the indicator.
    pub code: String,
    /// Index of the row it stands under.
    pub parent: Option<u16>,
    /// Printed ordinal.
    pub ordinal: Option<String>,
    /// Official label, without its ordinal.
    pub label: String,
    /// Other labels that mean it.
    pub aliases: Vec<String>,
    /// Unit of its values.
    pub unit: Option<String>,
    /// Kind of number; `None` for heading rows.
    pub value_type: Option<ValueType>,
    /// Whether the form has no value cell for it.
    pub heading: bool,
    /// How it relates to its parent.
    pub relation: RowRelation,
    /// The code printed beside it in coded tables.
    pub printed_code: Option<String>,
    /// The article that defines it.
    pub legal: Option<String>,
}

/// A relation that figures must satisfy, instantiated for each of its columns or rows.
///
/// A rule of the catalogue is all relations of one code: where local tables differ, it has one for each way of stating it.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Code of the rule.
    pub code: String,
    /// The instances, each over concrete cells.
    pub instances: Vec<RelationInstance>,
    /// How the two sides compare.
    pub operator: Operator,
    /// What blanks among the operands mean.
    pub blank: BlankPolicy,
    /// By how much the sides may differ because amounts of money are rounded; zero for counts.
    pub tolerance: Amount,
    /// Codes of relations that already say so when they are broken over the same cells.
    pub implied_by: Vec<String>,
}

/// One equation or inequality over cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationInstance {
    /// Summands of the left side.
    pub left: Vec<CellId>,
    /// Summands of the right side; empty means zero.
    pub right: Vec<CellId>,
    /// Operands that count as zero when they are blank, whatever the policy.
    pub blank_as_zero: Vec<CellId>,
    /// Cells whose numbers may explain that the sides differ.
    pub allowance: Vec<CellId>,
}

/// How the sides of a relation compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Left equals right.
    Equal,
    /// Left is at most right.
    AtMost,
    /// Left is at least right.
    AtLeast,
    /// If left is zero, every summand of right is zero.
    ZeroImpliesZero,
    /// If left is positive, some summand of right is positive.
    PositiveImpliesPositive,
    /// Both are zero or neither is.
    ZeroTogether,
}

/// What blank operands mean to a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlankPolicy {
    /// The relation does not apply when any operand is blank.
    Skip,
    /// Blank parts, the right side, count as nothing, provided that some part is filled. A blank left side is not zero.
    ZeroIfAnyFilled,
}

impl Form {
    /// The table with an identifier.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<(TableId, &FormTable)> {
        self.tables.iter().position(|table| table.id == id).map(|at| (TableId(to_u8(at)), &self.tables[at]))
    }

    /// The table at an index that this form gave out.
    #[must_use]
    pub fn table_at(&self, id: TableId) -> &FormTable {
        &self.tables[usize::from(id.0)]
    }

    /// Finds a cell by its address, `requests.new@total` or `review.upheld@value`, in the first table that has it.
    #[must_use]
    pub fn cell(&self, address: &str) -> Option<CellId> {
        self.tables.iter().enumerate().find_map(|(at, table)| table.cell(TableId(to_u8(at)), address))
    }

    /// The code of the indicator that a cell belongs to.
    #[must_use]
    pub fn indicator(&self, cell: CellId) -> &str {
        let table = self.table_at(cell.table);
        match table.layout {
            Layout::SingleRow => &table.columns[usize::from(cell.column)].code,
            Layout::Grid | Layout::List => &table.rows[usize::from(cell.row)].code,
        }
    }

    /// The code of a cell's column as addresses print it.
    #[must_use]
    pub fn column_code(&self, cell: CellId) -> &str {
        let table = self.table_at(cell.table);
        match table.layout {
            Layout::SingleRow => "value",
            Layout::Grid | Layout::List => &table.columns[usize::from(cell.column)].code,
        }
    }

    /// The address of a cell, `requests.new@total`.
    #[must_use]
    pub fn address(&self, cell: CellId) -> String {
        [self.indicator(cell), "@", self.column_code(cell)].concat()
    }

    /// A cell's name for people: its row's and, where there are several columns, its column's official label, without the
    /// form's explanations in parentheses.
    #[must_use]
    pub fn name(&self, cell: CellId) -> &str {
        let table = self.table_at(cell.table);
        &table.names.cells[usize::from(cell.row) * table.columns.len() + usize::from(cell.column)]
    }

    /// The cells that take values, in official order.
    pub fn value_cells(&self) -> impl Iterator<Item = CellId> + '_ {
        self.tables.iter().enumerate().flat_map(|(at, table)| {
            let id = TableId(to_u8(at));
            table.value_rows().flat_map(move |row| table.value_columns().map(move |column| CellId { table: id, row, column }))
        })
    }

    /// Whether the edition is in force for a report year.
    #[must_use]
    pub fn in_force(&self, year: i32) -> bool {
        self.first_year <= year && self.last_year.is_none_or(|last| year <= last)
    }
}

impl FormTable {
    /// Names rows, columns and cells.
    fn name_parts(&mut self) {
        let several = self.value_columns().nth(1).is_some();
        let name = |row: &FormRow, column: &FormColumn| match (self.layout, column.parent) {
            (Layout::SingleRow, Some(parent)) => format!("{}“{}”", self.columns[usize::from(parent)].label, column.label),
            (Layout::SingleRow, None) => format!("“{}”", column.label),
            (Layout::Grid | Layout::List, _) if several => format!("“{}”（{}）", short(&row.label), short(&column.label)),
            (Layout::Grid | Layout::List, _) => quoted(&row.label),
        };
        self.names = Names {
            rows: self.rows.iter().map(|row| quoted(&row.label)).collect(),
            columns: self.columns.iter().map(|column| quoted(&column.label)).collect(),
            cells: self.rows.iter().flat_map(|row| self.columns.iter().map(move |column| name(row, column))).collect(),
        };
    }

    /// A row's name for people: its label in quotation marks, without the form's explanation in parentheses.
    #[must_use]
    pub fn row_name(&self, row: u16) -> &str {
        &self.names.rows[usize::from(row)]
    }

    /// A column's name for people: its label in quotation marks, without the form's explanation in parentheses.
    #[must_use]
    pub fn column_name(&self, column: u16) -> &str {
        &self.names.columns[usize::from(column)]
    }

    /// Finds a cell of this table by its address.
    #[must_use]
    pub fn cell(&self, table: TableId, address: &str) -> Option<CellId> {
        let (indicator, column) = address.split_once('@').unwrap_or((address, "value"));
        let position = |codes: &mut dyn Iterator<Item = &str>, code: &str| codes.enumerate().find(|at| at.1 == code).map(|at| to_u16(at.0));
        match self.layout {
            Layout::SingleRow => {
                let column = position(&mut self.columns.iter().map(|c| c.code.as_str()), indicator).filter(|_| column == "value")?;
                Some(CellId { table, row: 0, column })
            }
            Layout::Grid | Layout::List => {
                let row = position(&mut self.rows.iter().map(|r| r.code.as_str()), indicator)?;
                let column = position(&mut self.columns.iter().map(|c| c.code.as_str()), column)?;
                Some(CellId { table, row, column })
            }
        }
    }

    /// Indices of the columns that hold values, in official order.
    pub fn value_columns(&self) -> impl Iterator<Item = u16> + '_ {
        self.columns.iter().enumerate().filter(|(_, column)| column.role == ColumnRole::Value).map(|(at, _)| to_u16(at))
    }

    /// Indices of the rows that have value cells, in official order.
    pub fn value_rows(&self) -> impl Iterator<Item = u16> + '_ {
        self.rows.iter().enumerate().filter(|(_, row)| !row.heading).map(|(at, _)| to_u16(at))
    }

    /// The unit that a cell's value is counted in, by the form.
    #[must_use]
    pub fn unit(&self, row: u16, column: u16) -> Option<&str> {
        let column = &self.columns[usize::from(column)];
        if column.unit_in_cell {
            return None;
        }
        column.unit.as_deref().or(self.rows[usize::from(row)].unit.as_deref())
    }

    /// The kind of number that a cell takes; `None` for cells of heading rows.
    #[must_use]
    pub fn value_type(&self, row: u16, column: u16) -> Option<ValueType> {
        let row = &self.rows[usize::from(row)];
        if row.heading { None } else { self.columns[usize::from(column)].value_type.or(row.value_type) }
    }
}

/// A label in quotation marks, without its explanation in parentheses.
fn quoted(label: &str) -> String {
    format!("“{}”", short(label))
}

/// A label without its explanation in parentheses.
pub(crate) fn short(label: &str) -> &str {
    match label.find('（') {
        Some(at) if at > 0 => &label[..at],
        _ => label,
    }
}

fn to_u8(n: usize) -> u8 {
    u8::try_from(n).unwrap_or(u8::MAX)
}

fn to_u16(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}
