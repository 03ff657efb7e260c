//! A column label is reworded.

use crate::bilingual;
use crate::form::Layout;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::UNIFORM;

use super::row_wording::one_line;
use super::tables;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Column labels have the official wording.
    ///
    /// ## Why it matters
    ///
    /// A reworded column may be taken for another one. Its figures were read.
    ///
    /// ## Not reported
    ///
    /// Width, blanks, line breaks and quotation marks; the outcomes of table 4, which have a rule of their own. Each
    /// wording once.
    ///
    /// ## How to correct
    /// Restore the official label.
    pub(crate) static RULE = {
        code: "FORM-COL-WORDING",
        name: "col-wording",
        severity: Info,
        editions: UNIFORM,
        title: ("列名称文字被改动", "A column label is reworded"),
        basis: "国办公开办函〔2021〕30号 附件",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let folder = &context.catalog.lexicon.folder;
    let mut seen = Vec::new();
    for (reading, table) in tables(context).filter(|(_, table)| table.layout != Layout::SingleRow) {
        for column in reading.columns.iter().filter(|column| !column.official) {
            let Some(index) = column.column else { continue };
            let (printed, official) = (one_line(context.text(column.span)), &table.columns[usize::from(index)].label);
            let key = folder.fold(&printed);
            if key.is_empty() || key == folder.fold(official) || seen.contains(&key) {
                continue;
            }
            seen.push(key);
            out.add(
                Some(column.span),
                bilingual!(
                    "列名称“{printed}”与表式的“{official}”不一致",
                    "the column label “{printed}” differs from the official “{official}”"
                ),
                bilingual!("请改为“{official}”", "use “{official}”"),
            )
            .expected(official.clone(), printed)
            .done();
        }
    }
    Ran::Fully
}
