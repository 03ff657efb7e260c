//! STR: structure of the text: sections, ordinals, title, tables, attachments, enumerations.

mod accountability;
mod attachment_dangling;
mod contact_missing;
mod counted_list;
mod declared;
mod declared_list;
mod declared_names;
mod declared_parts;
mod inline_enum_dup;
mod inline_enum_gap;
mod inline_enum_start;
mod level_misuse;
mod numbering_restart;
mod ordinal_dup;
mod ordinal_gap;
mod ordinal_start;
mod ordinal_style;
mod preamble_missing;
mod section_empty;
mod section_extra;
mod section_heading;
mod section_missing;
mod section_order;
mod siblings;
mod stamp_blank;
mod table_dup;
mod table_missing;
mod table_place;
mod title_form;
mod title_missing;
mod topic_missing;
mod transmittal;

pub(crate) use declared::Declaration;
pub(crate) use siblings::Runs;

use crate::amount::{Blanks, is_blank};
use crate::bilingual;
use crate::form::FormSection;
use crate::prose::Break;
use crate::recognise::organization;
use crate::report::{OrdinalStyle, OrganizationKind, Section};
use crate::rule::{Context, RuleDefinition};
use crate::source::Span;
use crate::text::Bilingual;
use gouji_documents::Place;

/// The rules of the family.
pub(crate) const RULES: &[&RuleDefinition] = &[
    &accountability::RULE,
    &attachment_dangling::RULE,
    &contact_missing::RULE,
    &counted_list::RULE,
    &declared_list::RULE,
    &declared_names::RULE,
    &declared_parts::RULE,
    &inline_enum_dup::RULE,
    &inline_enum_gap::RULE,
    &inline_enum_start::RULE,
    &level_misuse::RULE,
    &numbering_restart::RULE,
    &ordinal_dup::RULE,
    &ordinal_gap::RULE,
    &ordinal_start::RULE,
    &ordinal_style::RULE,
    &preamble_missing::RULE,
    &section_empty::RULE,
    &section_extra::RULE,
    &section_heading::RULE,
    &section_missing::RULE,
    &section_order::RULE,
    &stamp_blank::RULE,
    &table_dup::RULE,
    &table_missing::RULE,
    &table_place::RULE,
    &title_form::RULE,
    &title_missing::RULE,
    &topic_missing::RULE,
    &transmittal::RULE,
];

/// Every edition.
pub(crate) const EVERY: &[&str] = &["gb2021", "gb2019", "gb2014", "indicator2008"];

/// The editions that are a uniform national format, sections and all.
pub(crate) const UNIFORM: &[&str] = &["gb2021", "gb2019"];

/// Why the uniform format does not bind a report: schools and public enterprises report after regulations of their own, which
/// have no national tables and ask for other sections. One that uses the form's tables is judged by the form.
fn bound_by_other_format(context: &Context<'_>) -> Option<Bilingual> {
    let body = context.report.organization.as_ref().filter(|_| context.report.tables.is_empty())?;
    if body.kind == OrganizationKind::School {
        return Some(bilingual!(
            "学校按《高等学校信息公开办法》等规定编制年度报告，不用政府信息公开工作年度报告的统一格式",
            "a school reports after a regulation of its own and not in the uniform format"
        ));
    }
    organization::is_public_enterprise(&body.name).then(|| {
        bilingual!(
            "公共企事业单位按主管部门的规定公开信息（条例第五十五条），不用政府信息公开工作年度报告的统一格式",
            "a public enterprise reports after its sector's rules (article 55) and not in the uniform format"
        )
    })
}

/// The group of findings that come of one section being left out, misnumbered or empty.
fn section_group(number: u8) -> String {
    format!("section:{number}")
}

/// The group of findings that come of one wrong ordinal.
fn ordinal_group(heading: &Section) -> String {
    format!("ordinal:{}", heading.ordinal_span.start())
}

/// The group of the breaks in one enumeration: one wrong number makes a gap and a repetition.
fn list_group(found: &Break) -> String {
    format!("list:{}", found.first.span.start())
}

/// Headings of level 1 that stand before any attachment.
fn top<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Section> {
    let attachment = attachment_start(context);
    context.report.sections.iter().filter(move |section| section.level == 1 && section.span.start() < attachment)
}

/// Where the attachments begin; past the end of the text if there are none. A line before the first heading only says
/// that there will be one.
fn attachment_start(context: &Context<'_>) -> u32 {
    *context.shared.attachments.get_or_init(|| {
        let first = context.report.sections.first().map_or(0, |section| section.span.start());
        let told = context.prose.attachments.iter().map(|span| span.start()).find(|&start| start > first);
        told.unwrap_or(u32::MAX).min(sheets_behind(context).unwrap_or(u32::MAX))
    })
}

/// Where the sheets of a workbook begin that only hold tables of sections written on a sheet before: those behind the last
/// one on which a section begins. A heading written over such a table once more begins none.
fn sheets_behind(context: &Context<'_>) -> Option<u32> {
    context.source.sheet(1)?;
    let mut begun = [false; u8::MAX as usize + 1];
    let tops = context.report.sections.iter().filter(|section| section.level == 1);
    let beginning =
        tops.filter(|section| section.form_section.is_none_or(|number| !std::mem::replace(&mut begun[usize::from(number)], true)));
    let last = sheet_of(context, beginning.last()?.span)?;
    let starts = context.report.tables.iter().map(|table| table.span).chain(context.report.sections.iter().map(|section| section.span));
    starts.filter(|&span| sheet_of(context, span) > Some(last)).map(|span| span.start()).min()
}

/// The sheet of a workbook that something stands on.
fn sheet_of(context: &Context<'_>, span: Span) -> Option<u32> {
    match context.source.place_at(span.start())?.place {
        Place::Sheet { sheet, .. } => Some(sheet),
        _ => None,
    }
}

/// The number of the form's section that a heading of level 1 stands for: as recognised, or by a heading in other words
/// that has the section's own ordinal.
fn section_number(context: &Context<'_>, heading: &Section) -> Option<u8> {
    heading.form_section.or_else(|| {
        let number = u8::try_from(heading.number).ok()?;
        let section = form_section(context, number).filter(|section| section.ordinal.is_some())?;
        let taken = context.report.sections.iter().any(|other| other.form_section == Some(number));
        let alike = || declared::Core::of(&section.heading).corresponds(&declared::Core::of(&heading.heading));
        (!taken && alike()).then_some(number)
    })
}

/// The section of the form with a number.
fn form_section<'a>(context: &Context<'a>, number: u8) -> Option<&'a FormSection> {
    context.form.sections.iter().find(|section| section.number == number)
}

/// What stands between a heading and the end of its section, blanks and closing punctuation apart.
pub(crate) fn content<'a>(context: &Context<'a>, section: &Section) -> &'a str {
    let text = context.text(Span::new(section.span.end(), end_of_content(context, section)));
    text.trim_matches(|c: char| is_blank(c) || matches!(c, '。' | '：' | ':' | '；' | ';' | '.' | '．'))
}

/// Whether an item that looks like a heading is a whole sentence, and so its own content: a full stop closes it and nothing
/// else stands under it.
pub(in crate::rules) fn is_sentence(context: &Context<'_>, section: &Section) -> bool {
    let behind = context.text(Span::new(section.span.end(), section.extent.end()));
    section.style != OrdinalStyle::Unnumbered && behind.trim_blanks_start().starts_with(['。', '｡']) && content(context, section).is_empty()
}

/// Where the content of a section ends. Subheadings that are numbered as the top level is (五、… 一、存在的问题。… 二、…) end its
/// extent, but what stands under them is its own.
fn end_of_content(context: &Context<'_>, section: &Section) -> u32 {
    let end = section.extent.end();
    if section.level != 1 || section.number < 2 {
        return end;
    }
    // Sections are in the order of the text.
    let sections = &context.report.sections;
    let attachment = attachment_start(context);
    let behind = &sections[sections.partition_point(|other| other.span.start() < end)..];
    let mut behind = behind.iter().filter(|other| other.level == 1).take_while(|other| other.span.start() < attachment).peekable();
    let anew = behind.peek().is_some_and(|next| next.number == 1 && next.style != OrdinalStyle::Unnumbered);
    if !anew {
        return end;
    }
    let mut last = end;
    for (next, number) in behind.zip(1..) {
        if next.number != number || next.number > section.number {
            // Only where the numbering comes back to the section's own was it left for subheadings.
            return if next.number == section.number + 1 { next.ordinal_span.start() } else { end };
        }
        last = next.extent.end();
    }
    last
}

/// A heading as people quote it, with its ordinal.
fn quoted(section: &Section) -> String {
    [section.ordinal.as_str(), section.heading.as_str()].concat()
}
