//! A heading without content.

use crate::bilingual;
use crate::report::Section;
use crate::rule::{Context, Findings, Ran};

use super::{EVERY, attachment_start, content, form_section, is_sentence, quoted};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Something stands under every heading of level 1 and under every subheading on a line of its own.
    ///
    /// ## Why it matters
    ///
    /// A heading without content is a part that the report owes.
    ///
    /// ## Not reported
    ///
    /// Subheadings, tables and attachments are content. 无 is content where the form allows it (section six), and for
    /// sections that hold tables. Subheadings of which most are empty are a plain list. A section whose table stands in an
    /// attachment or on another sheet of the workbook. A numbered item that is a whole sentence with its full stop; a few
    /// words that only name a topic (平台建设。) are a heading with a full stop all the same.
    ///
    /// ## How to correct
    /// Write the part; where nothing happened, say so.
    pub(crate) static RULE = {
        code: "STR-SECTION-EMPTY",
        name: "section-empty",
        severity: Warning,
        editions: EVERY,
        title: ("有标题无内容", "A heading without content"),
        basis: "条例(2019)第五十条",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let sections = &context.report.sections;
    let mut standing_out = None;
    for (at, section) in sections.iter().enumerate().filter(|(_, section)| section.level <= 2) {
        let content = content(context, section);
        let mut stands_out = || standing_out.get_or_insert_with(|| standing_out_of(context)).binary_search(&at).is_ok();
        let empty = content.is_empty() && (section.level == 1 || stands_out());
        let none = section.level == 1 && content == "无" && owes_words(context, section);
        if !empty && !none || has_table_elsewhere(context, section) || (section.level > 1 && says_something(context, section)) {
            continue;
        }
        let this = quoted(section);
        let message = if none {
            bilingual!("“{this}”部分只写了“无”", "all that stands under “{this}” is 无")
        } else {
            bilingual!("“{this}”之下没有内容", "nothing stands under “{this}”")
        };
        let finding = out.add(
            Some(section.ordinal_span.cover(section.span)),
            message,
            bilingual!("请补写内容；当年没有发生的，写明没有发生", "add the content; if nothing happened, say so"),
        );
        match section.form_section {
            Some(number) => finding.group(super::section_group(number)).done(),
            None => finding.done(),
        }
    }
    Ran::Fully
}

/// Whether a heading is a sentence that says something instead of naming a topic.
fn says_something(context: &Context<'_>, section: &Section) -> bool {
    /// Longest name of a topic, in characters.
    const LONGEST: usize = 12;
    /// Last words of names of topics.
    const TOPICS: [&str; 10] = ["情况", "公开", "管理", "建设", "保障", "问题", "措施", "工作", "渠道", "方向"];
    /// How a sentence begins that denies something.
    const DENIALS: [&str; 4] = ["无", "没有", "未", "不"];
    let heading = section.heading.as_str();
    let names_topic = || {
        let short = heading.chars().count() <= LONGEST && !heading.contains(['，', ',']);
        short && TOPICS.iter().any(|topic| heading.ends_with(topic)) && !DENIALS.iter().any(|denial| heading.contains(denial))
    };
    is_sentence(context, section) && !names_topic()
}

/// Whether a table of the section stands in an attachment or on a sheet of its own.
fn has_table_elsewhere(context: &Context<'_>, section: &Section) -> bool {
    let attachment = attachment_start(context);
    let mut behind = context.report.tables.iter().filter(|table| table.span.start() >= attachment.max(section.extent.end()));
    section.form_section.is_some() && behind.any(|table| section.form_section == Some(context.form_table(table.table).section))
}

/// The subheadings that are empty while their siblings, two or more of them, are not.
fn standing_out_of(context: &Context<'_>) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut filled, mut empty) = (0, Vec::new());
    let mut settle = |filled: &mut usize, empty: &mut Vec<usize>| {
        if let (2.., &[alone]) = (std::mem::take(filled), empty.as_slice()) {
            found.push(alone);
        }
        empty.clear();
    };
    for (at, section) in context.report.sections.iter().enumerate() {
        match section.level {
            ..2 => settle(&mut filled, &mut empty),
            2 if content(context, section).is_empty() => empty.push(at),
            2 => filled += 1,
            _ => {}
        }
    }
    settle(&mut filled, &mut empty);
    found
}

/// Whether the form asks for a narrative in the section, so that 无 is no answer.
fn owes_words(context: &Context<'_>, section: &Section) -> bool {
    let allows_none = context.form.sections.iter().any(|section| section.may_be_none);
    let of_form = section.form_section.and_then(|number| form_section(context, number));
    allows_none && of_form.is_some_and(|section| section.required && !section.may_be_none && section.tables.is_empty())
}
