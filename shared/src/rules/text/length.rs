//! A first section that is longer than a place allows.

use crate::amount::is_blank;
use crate::bilingual;
use crate::rule::{Context, Findings, Parameter, ParameterKind, Ran};
use crate::rules::structure::UNIFORM;
use crate::source::Span;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The section 总体情况, without its own heading, has no more characters than the parameter `most` of the profile says. They are
    /// counted as word processors do: every Chinese character and mark is one, a number or a foreign word is one. Without a profile
    /// nothing is checked.
    ///
    /// ## Why it matters
    ///
    /// Some places limit the section by their own notice, so that it states facts and does not become a work report. The national
    /// format sets no limit.
    ///
    /// ## Not reported
    ///
    /// Tables and the other sections; reports whose first section was not found.
    ///
    /// ## How to correct
    /// Leave out general statements and what the tables tell already, and keep the facts and figures that the format asks for.
    pub(crate) static RULE = {
        code: "TXT-LENGTH",
        name: "first-section-long",
        severity: Info,
        editions: UNIFORM,
        title: ("总体情况篇幅过长", "Section 1 is long"),
        basis: "各地通知，如武政办发〔2025〕54号（一般不超过一千字）",
        check: check,
        scope: Local,
        parameters: PARAMETERS,
    }
}

const PARAMETERS: &[Parameter] = &[Parameter {
    name: "most",
    kind: ParameterKind::Count,
    default: Some("1000"),
    title_zh: "“总体情况”最多字数",
    title_en: "most characters of the section 总体情况",
}];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let sections = &context.report.sections;
    let first = sections.iter().find(|section| section.level == 1 && section.form_section == Some(1));
    let (Some(first), Some(most)) = (first, context.count("most")) else {
        return Ran::NotApplicable(bilingual!("没有找到“总体情况”部分", "the section 总体情况 was not found"));
    };
    let inside = |span: &Span| first.extent.contains(*span);
    let headings = sections.iter().filter(|section| section.level > 1).map(|section| section.ordinal_span.cover(section.span));
    let lines = context.report.paragraphs.iter().copied().chain(headings);
    let count: usize = lines.filter(inside).map(|line| characters(context.text(line))).sum();
    if count > most as usize {
        let heading = &first.heading;
        out.add(
            Some(first.ordinal_span.cover(first.span)),
            bilingual!("“{heading}”部分共{count}字，超过{most}字", "“{heading}” has {count} characters, more than {most}"),
            bilingual!(
                "请删去空泛的表述和表格中已有的内容，保留表式要求的事实和数字",
                "leave out general statements and what the tables tell, keep the facts and figures that the format asks for"
            ),
        )
        .expected(format!("不超过{most}字"), count.to_string())
        .done();
    }
    Ran::Fully
}

/// The length of a text as word processors count it: a run of ASCII is one, every other character is one.
fn characters(text: &str) -> usize {
    let (mut count, mut in_word) = (0, false);
    for c in text.chars() {
        let printed = !is_blank(c) && !c.is_control();
        let goes_on = in_word && c.is_ascii();
        count += usize::from(printed && !goes_on);
        in_word = printed && c.is_ascii();
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_as_word_processors_do() {
        assert_eq!(characters("全年公开1,024条，占35.6%。"), 10);
        assert_eq!(characters("发布 H5\u{3000}作品"), 5);
        assert_eq!(characters("\n \t"), 0);
    }
}
