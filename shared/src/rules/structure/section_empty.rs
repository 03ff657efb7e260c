//! A heading without content.

use crate::amount::is_blank;
use crate::bilingual;
use crate::report::Section;
use crate::rule::{Context, Findings, Ran};
use crate::source::Span;

use super::{EVERY, form_section, quoted};

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
    /// sections that hold tables. Subheadings of which most are empty are a plain list.
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
    for (at, section) in sections.iter().enumerate().filter(|(_, section)| section.level <= 2) {
        let content = content(context, section);
        let empty = content.is_empty() && (section.level == 1 || stands_out(context, at));
        let none = section.level == 1 && content == "无" && owes_words(context, section);
        if !empty && !none {
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

/// What stands between a heading and the end of its section, blanks and closing punctuation apart.
fn content<'a>(context: &Context<'a>, section: &Section) -> &'a str {
    let text = context.text(Span::new(section.span.end(), section.extent.end()));
    text.trim_matches(|c: char| is_blank(c) || matches!(c, '。' | '：' | ':' | '；' | ';' | '.' | '．'))
}

/// Whether a subheading is empty while its siblings are not.
fn stands_out(context: &Context<'_>, at: usize) -> bool {
    let sections = &context.report.sections;
    let level = sections[at].level;
    let first = sections[..at].iter().rposition(|section| section.level < level).map_or(0, |parent| parent + 1);
    let mut counts = [0usize; 2];
    for sibling in sections[first..].iter().take_while(|section| section.level >= level).filter(|section| section.level == level) {
        counts[usize::from(content(context, sibling).is_empty())] += 1;
    }
    counts[0] >= 2 && counts[1] == 1
}

/// Whether the form asks for a narrative in the section, so that 无 is no answer.
fn owes_words(context: &Context<'_>, section: &Section) -> bool {
    let allows_none = context.form.sections.iter().any(|section| section.may_be_none);
    let of_form = section.form_section.and_then(|number| form_section(context, number));
    allows_none && of_form.is_some_and(|section| section.required && !section.may_be_none && section.tables.is_empty())
}
