//! Headings that are counted together.
//!
//! Turns the headings of a report into runs of siblings: the same level, under the same heading of a higher level. At
//! level 1 a new 一、 starts a new run. Headings without an ordinal do not count. Numbers that go on across parents
//! ((1) … (40) under 1. … 14.) are a choice and no gap.

use crate::amount::digit;
use crate::prose::chinese;
use crate::report::{OrdinalStyle, Section};
use crate::rule::Context;
use crate::source::Span;

/// A run of siblings.
pub(super) struct Siblings<'a> {
    /// The headings, in the order of the text.
    pub(super) headings: Vec<&'a Section>,
    /// The heading they stand under.
    pub(super) parent: Option<&'a Section>,
    /// The last heading of the same level before the run.
    pub(super) before: Option<&'a Section>,
}

/// The runs of siblings at a level.
pub(super) fn siblings<'a>(context: &Context<'a>, level: u8) -> Vec<Siblings<'a>> {
    let mut runs: Vec<Siblings<'a>> = Vec::new();
    let mut parent = None;
    let mut broken = true;
    let mut before = None;
    let attachment = super::attachment_start(context);
    for section in context.report.sections.iter().take_while(|section| section.span.start() < attachment) {
        if section.level == level && section.style == OrdinalStyle::Unnumbered {
            continue;
        }
        if section.level < level {
            parent = Some(section);
            broken = true;
        } else if section.level == level {
            broken |= level == 1 && section.number == 1;
            match runs.last_mut() {
                Some(run) if !broken => run.headings.push(section),
                _ => runs.push(Siblings { headings: vec![section], parent, before }),
            }
            broken = false;
            before = Some(section);
        }
    }
    runs
}

/// Whether an ordinal of this number, written like those of the siblings, is printed between two places: then a heading
/// was not recognised, and nothing is missing.
pub(super) fn is_printed(context: &Context<'_>, from: u32, to: u32, number: u32, styles: [OrdinalStyle; 2]) -> bool {
    let text = context.text(Span::new(from, to));
    let (numeral, digits, wide) = (chinese(number), number.to_string(), full_width(number));
    let closed = |ordinal: &str, parenthesised: bool| {
        text.match_indices(ordinal).filter(|(at, _)| !is_in_a_table(context, from as usize + at)).any(|(at, _)| {
            let behind = text[at + ordinal.len()..].trim_start_matches([' ', '\u{3000}']);
            if parenthesised {
                text[..at].ends_with(['（', '(']) && behind.starts_with(['）', ')'])
            } else {
                // 33.3% is no ordinal.
                let fraction = behind.strip_prefix(['.', '．']).is_some_and(|rest| rest.starts_with(|c| digit(c).is_some()));
                let in_number = text[..at].chars().next_back().is_some_and(|c| digit(c).is_some() || matches!(c, '.' | '．'));
                behind.starts_with(['、', '.', '．']) && !fraction && !in_number
            }
        })
    };
    styles.iter().any(|style| match style {
        OrdinalStyle::ChineseComma | OrdinalStyle::ChineseDot => closed(&numeral, false),
        OrdinalStyle::ChineseParenthesis => closed(&numeral, true),
        OrdinalStyle::ArabicDot | OrdinalStyle::ArabicComma => closed(&digits, false) || closed(&wide, false),
        OrdinalStyle::ArabicParenthesis => closed(&digits, true) || closed(&wide, true),
        OrdinalStyle::Part => text.contains(&format!("第{numeral}部分")),
        OrdinalStyle::Unnumbered => false,
    })
}

/// Whether a place is in a table, whose rows have ordinals of their own (四、结转下年度继续办理).
fn is_in_a_table(context: &Context<'_>, place: usize) -> bool {
    let tables = &context.report.tables;
    let before = tables.partition_point(|table| table.span.start() as usize <= place);
    before.checked_sub(1).is_some_and(|last| (tables[last].span.end() as usize) > place)
}

fn full_width(number: u32) -> String {
    number.to_string().chars().filter_map(|c| char::from_u32(c as u32 + 0xfee0)).collect()
}
