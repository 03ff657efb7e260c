//! A row label is reworded.

use crate::bilingual;
use crate::report::LabelMatch;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::UNIFORM;

use super::tables;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Row labels have the official wording.
    ///
    /// ## Why it matters
    ///
    /// A reworded row may be taken for another one. The figure itself was read.
    ///
    /// ## Not reported
    ///
    /// Width, blanks, line breaks and quotation marks. Each wording once.
    ///
    /// ## How to correct
    /// Restore the official label.
    pub(crate) static RULE = {
        code: "FORM-ROW-WORDING",
        name: "row-wording",
        severity: Info,
        editions: UNIFORM,
        title: ("行名称文字被改动", "A row label is reworded"),
        basis: "国办公开办函〔2021〕30号 附件",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let folder = &context.catalog.lexicon.folder;
    let mut seen = Vec::new();
    for (reading, table) in tables(context) {
        for row in &reading.rows {
            let Some(index) = row.row.filter(|_| matches!(row.label_match, LabelMatch::Alias | LabelMatch::Similar)) else { continue };
            let (printed, official) = (context.text(row.label).trim(), &table.rows[usize::from(index)].label);
            let key = folder.fold(printed);
            if key.is_empty() || key == folder.fold(official) || seen.contains(&key) {
                continue;
            }
            seen.push(key);
            let shown = one_line(printed);
            out.add(
                Some(row.label),
                bilingual!("行名称“{shown}”与表式的“{official}”不一致", "the row label “{shown}” differs from the official “{official}”"),
                bilingual!("请改为“{official}”", "use “{official}”"),
            )
            .expected(official.clone(), shown)
            .done();
        }
    }
    Ran::Fully
}

/// A label without line breaks, for quoting.
pub(super) fn one_line(label: &str) -> String {
    label.split_whitespace().collect()
}
