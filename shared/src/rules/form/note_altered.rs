//! The printed note of table 3 is missing or altered.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::UNIFORM;

use super::row_wording::one_line;
use super::{head, tables};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The instruction printed inside table 3 (本列数据的勾稽关系为……) is there in its own words.
    ///
    /// ## Why it matters
    ///
    /// It tells whoever fills in the table how the rows must add up.
    ///
    /// ## Not reported
    ///
    /// Width, blanks, and the parentheses around it.
    ///
    /// ## How to correct
    /// Restore the note as the form prints it.
    pub(crate) static RULE = {
        code: "FORM-NOTE-ALTERED",
        name: "note-altered",
        severity: Info,
        editions: UNIFORM,
        title: ("勾稽关系说明缺失或改动", "The printed note of table 3 is missing or altered"),
        basis: "国办公开办函〔2021〕30号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let folder = &context.catalog.lexicon.folder;
    let core = |text: &str| folder.fold(text).replace(['(', ')', ',', '。'], "");
    let mut ran = Ran::NotApplicable(bilingual!("文中没有带勾稽关系说明的表格", "no table with a printed note was found"));
    for (reading, table) in tables(context) {
        let Some(official) = table.printed_notes.first() else { continue };
        ran = Ran::Fully;
        let (place, message) = match reading.printed_note {
            None => {
                let place = reading.columns.first().map_or_else(|| head(context, reading), |column| column.span);
                (place, bilingual!("表头缺少勾稽关系说明“{official}”", "the note “{official}” is missing"))
            }
            Some(span) if core(context.text(span)).contains(&core(official)) => continue,
            Some(span) => {
                let printed = one_line(context.text(span));
                (span, bilingual!("勾稽关系说明“{printed}”与表式的“{official}”不一致", "the note “{printed}” differs from “{official}”"))
            }
        };
        out.add(Some(place), message, bilingual!("请按表式恢复这一说明", "restore the note of the form")).done();
    }
    ran
}
