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
    sections: &'a [Section],
    /// The headings, by their places, in the order of the text.
    places: &'a [usize],
    /// The heading they stand under.
    pub(super) parent: Option<&'a Section>,
    /// The last heading of the same level before the run.
    pub(super) before: Option<&'a Section>,
}

/// The runs of siblings of all levels, found once for all rules that look at ordinals.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    /// The places of the headings, run by run.
    places: Vec<usize>,
    runs: Vec<Run>,
}

/// A run of siblings, by places of headings.
#[derive(Debug)]
struct Run {
    /// Where its headings end among those of all runs.
    end: usize,
    parent: Option<usize>,
    before: Option<usize>,
}

impl<'a> Siblings<'a> {
    /// The headings, in the order of the text; there is at least one.
    pub(super) fn headings(&self) -> impl DoubleEndedIterator<Item = &'a Section> + Clone + use<'a> {
        let sections = self.sections;
        self.places.iter().map(move |&at| &sections[at])
    }

    /// The first heading.
    pub(super) fn first(&self) -> &'a Section {
        &self.sections[self.places[0]]
    }
}

/// The runs of siblings, level by level.
pub(super) fn siblings<'a>(context: &Context<'a>) -> impl Iterator<Item = Siblings<'a>> {
    let Runs { places, runs } = context.shared.runs.get_or_init(|| read(context));
    let sections = context.report.sections.as_slice();
    let mut start = 0;
    runs.iter().map(move |run| {
        let places = &places[std::mem::replace(&mut start, run.end)..run.end];
        Siblings { sections, places, parent: run.parent.map(|at| &sections[at]), before: run.before.map(|at| &sections[at]) }
    })
}

fn read(context: &Context<'_>) -> Runs {
    let mut found = Runs::default();
    let attachment = super::attachment_start(context);
    let sections = &context.report.sections;
    let sections = &sections[..sections.iter().take_while(|section| section.span.start() < attachment).count()];
    found.places.reserve(sections.len());
    found.runs.reserve(sections.len());
    for level in 1..=3 {
        let (mut parent, mut before, mut broken) = (None, None, true);
        for (at, section) in sections.iter().enumerate() {
            if section.level < level {
                (parent, broken) = (Some(at), true);
            } else if section.level == level && section.style != OrdinalStyle::Unnumbered {
                found.places.push(at);
                let end = found.places.len();
                match found.runs.last_mut() {
                    Some(run) if !broken && (level > 1 || section.number != 1) => run.end = end,
                    _ => found.runs.push(Run { end, parent, before }),
                }
                (before, broken) = (Some(at), false);
            }
        }
    }
    found
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
