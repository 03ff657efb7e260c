//! A table stands under another section.

use crate::bilingual;
use crate::finding::Severity;
use crate::report::Section;
use crate::rule::{Context, Findings, Ran};

use super::{UNIFORM, attachment_start, form_section, quoted, section_number, sheet_of};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Each table stands in the section of the form that it belongs to.
    ///
    /// ## Why it matters
    ///
    /// The uniform format puts the tables of parts two to four under their headings.
    ///
    /// ## Not reported
    ///
    /// A table under a heading that matches no section of the form; a table on a sheet of its own in a workbook; a table in an
    /// attachment is only worth a look. One finding for all tables under one wrong heading.
    ///
    /// ## How to correct
    /// Move the table under the heading it belongs to.
    pub(crate) static RULE = {
        code: "STR-TABLE-PLACE",
        name: "table-place",
        severity: Warning,
        editions: UNIFORM,
        title: ("表格不在规定部分", "A table stands under another section"),
        basis: "国办公开办函〔2021〕30号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let attachment = attachment_start(context);
    let mut last = None;
    for table in context.report.tables.iter().filter(|table| !table.repeated) {
        let form_table = context.form_table(table.table);
        let Some(heading) = heading_above(context, table.span.start()) else { continue };
        let Some(found) = section_number(context, heading) else { continue };
        if found == form_table.section || last == Some((found, form_table.section)) {
            continue;
        }
        if sheet_of(context, heading.span) != sheet_of(context, table.span) {
            continue;
        }
        let Some(right) = form_section(context, form_table.section) else { continue };
        last = Some((found, form_table.section));
        let (title, this, official) = (&form_table.title, quoted(heading), &right.heading);
        let severity = if table.span.start() > attachment { Severity::Info } else { Severity::Warning };
        out.add(
            Some(table.caption.unwrap_or(table.span)),
            bilingual!(
                "表格“{title}”在“{this}”之下，应在“{official}”部分",
                "the table “{title}” stands under “{this}” and belongs to “{official}”"
            ),
            bilingual!("请把表格移到“{official}”部分", "move the table to the section “{official}”"),
        )
        .at_most(severity)
        .related(heading.span, bilingual!("表格上方的标题", "the heading above the table"))
        .done();
    }
    Ran::Fully
}

fn heading_above<'a>(context: &Context<'a>, offset: u32) -> Option<&'a Section> {
    context.report.sections.iter().take_while(|section| section.span.start() <= offset).filter(|section| section.level == 1).last()
}
