//! Text added to a header.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::UNIFORM;

use super::tables;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Header cells have nothing beside their label.
    ///
    /// ## Why it matters
    ///
    /// What was added is no part of the form and may change the meaning of a column.
    ///
    /// ## Not reported
    ///
    /// Units. One finding a table.
    ///
    /// ## How to correct
    /// Remove what was added; explanations go into the text.
    pub(crate) static RULE = {
        code: "FORM-HEADER-ADDED",
        name: "header-added",
        severity: Info,
        editions: UNIFORM,
        title: ("表头添加说明文字", "Text added to a header"),
        basis: "国办公开办函〔2019〕60号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for (reading, table) in tables(context) {
        let mut additions = reading.header_additions.iter().filter(|&&span| !context.text(span).contains("单位"));
        let Some(&first) = additions.next() else { continue };
        let (text, title) = (context.text(first).trim(), &table.title);
        let mut finding = out.add(
            Some(first),
            bilingual!("表格“{title}”的表头加了“{text}”，表式中没有", "the header of “{title}” has “{text}”, which the form does not have"),
            bilingual!("建议删去表头中添加的文字", "better remove what was added"),
        );
        for &span in additions {
            finding = finding.related(span, bilingual!("同样是添加的文字", "likewise added"));
        }
        finding.done();
    }
    Ran::Fully
}
