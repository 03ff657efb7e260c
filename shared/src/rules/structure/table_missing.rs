//! A required table is absent.

use crate::bilingual;
use crate::finding::Severity;
use crate::form::{FormTable, TableId};
use crate::report::UnreadKind;
use crate::rule::{Context, Findings, Ran};

use super::EVERY;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Every table of the form is in the text.
    ///
    /// ## Why it matters
    ///
    /// The figures are the core of the report; the notices prescribe the tables cell by cell.
    ///
    /// ## Not reported
    ///
    /// Tables that the form leaves optional, and local variants in their place. A table of which traces are in the text
    /// was not read rather than left out. When no table at all is there and the text names an attachment, the tables may
    /// be in a file of their own: a warning. Rows of a missing table are not reported again.
    ///
    /// The report of a school or a public enterprise (a company, a hospital) without the form's tables follows another regulation and counts
    /// as not checked here.
    ///
    /// ## How to correct
    /// Add the table as in the form and fill it in, with 0 where nothing happened.
    pub(crate) static RULE = {
        code: "STR-TABLE-MISSING",
        name: "table-missing",
        severity: Error,
        editions: EVERY,
        title: ("缺少规定表格", "A required table is absent"),
        basis: "国办公开办函〔2021〕30号; 国办公开办函〔2019〕60号; 国办发〔2014〕32号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    if let Some(reason) = super::bound_by_other_format(context) {
        return Ran::NotFully(reason);
    }
    let required = required(context);
    let missing = required.iter().filter(|(id, _)| !is_there(context, *id)).collect::<Vec<_>>();
    let unread = |id: TableId| {
        let of_kind = |kind| matches!(kind, UnreadKind::Table | UnreadKind::Header);
        context.report.unread.iter().any(|unread| of_kind(unread.kind) && unread.table.is_none_or(|table| table == id))
    };
    let (doubtful, missing): (Vec<_>, Vec<_>) = missing.into_iter().partition(|(id, _)| unread(*id));
    if !missing.is_empty() {
        report(context, out, &missing.iter().map(|(_, table)| *table).collect::<Vec<_>>(), missing.len() == required.len());
    }
    if doubtful.is_empty() {
        return Ran::Fully;
    }
    let names = doubtful.iter().map(|(_, table)| name(table)).collect::<Vec<_>>().join("；");
    Ran::NotFully(bilingual!("以下表格可能在文中但未能识读：{names}", "these tables may be in the text but were not read: {names}"))
}

fn report(context: &Context<'_>, out: &mut Findings<'_>, missing: &[&FormTable], all: bool) {
    let names = missing.iter().map(|table| name(table)).collect::<Vec<_>>().join("；");
    let place = missing.iter().find_map(|table| {
        context.report.sections.iter().find(|section| section.form_section == Some(table.section)).map(|section| section.span)
    });
    let attached = context.prose.attachments.first().copied();
    let severity = if all && attached.is_some() { Severity::Warning } else { Severity::Error };
    let finding = out.add(
        place.or(attached),
        bilingual!(
            "文中没有规定的表格：{names}。表格如为图片或单独的附件，程序无法识读",
            "these required tables are not in the text: {names}. A table that is an image or a separate file cannot be read"
        ),
        bilingual!(
            "请按表式补上表格；如为图片或单独的附件，请改为文中的表格",
            "add the tables after the form, in the text itself and not as an image"
        ),
    );
    let finding = finding.at_most(severity);
    let section = missing[0].section;
    if missing.iter().all(|table| table.section == section) {
        finding.group(super::section_group(section)).done();
    } else {
        finding.done();
    }
}

/// The tables that a report must have.
fn required<'a>(context: &Context<'a>) -> Vec<(TableId, &'a FormTable)> {
    // A report of a year before the form came into force need not have its tables.
    if context.report.year.year.is_some_and(|year| year < context.form.first_year) {
        return Vec::new();
    }
    let tables = context.form.tables.iter().zip(0u8..).map(|(table, at)| (TableId(at), table));
    tables.filter(|(_, table)| table.variant_of.is_none() && !table.optional).collect()
}

/// Whether a table or a local variant of it was found.
fn is_there(context: &Context<'_>, id: TableId) -> bool {
    let wanted = context.form_table(id).id.as_str();
    context.report.tables.iter().any(|found| {
        let table = context.form_table(found.table);
        table.id == wanted || table.variant_of.as_deref() == Some(wanted)
    })
}

fn name(table: &FormTable) -> String {
    match &table.caption {
        Some(caption) if *caption != table.title => format!("{caption}（{}）", table.title),
        _ => table.title.clone(),
    }
}
