//! TXT: the text itself: words, characters, addresses, and what the part on problems says.

mod abbrev;
mod artefact;
mod brackets;
mod docnum_form;
mod dup_chars;
mod encoding;
mod generic;
mod length;
mod link_malformed;
mod link_non_gov;
mod link_stale;
mod off_topic;
mod placeholder;
mod problems;
mod problems_empty;
mod problems_lastyear;
mod problems_no_measure;
mod punct;
mod punct_width;
mod quotes;
mod spaces;
mod spam;
mod standing_phrase;
mod traditional;
mod typo;
mod wrong_org;

use std::mem::{Discriminant, discriminant};

pub(crate) use problems::Announced;

use crate::bilingual;
use crate::prose::{Entry, Link, Mark, MarkKind, Topic};
use crate::rule::{Context, Findings, RuleDefinition};
use crate::source::Span;
use crate::text::Bilingual;

/// The rules of the family.
pub(crate) const RULES: &[&RuleDefinition] = &[
    &abbrev::RULE,
    &artefact::RULE,
    &brackets::RULE,
    &docnum_form::RULE,
    &dup_chars::RULE,
    &encoding::RULE,
    &generic::RULE,
    &length::RULE,
    &link_malformed::RULE,
    &link_non_gov::RULE,
    &link_stale::RULE,
    &off_topic::RULE,
    &placeholder::RULE,
    &problems_empty::RULE,
    &problems_lastyear::RULE,
    &problems_no_measure::RULE,
    &punct::RULE,
    &punct_width::RULE,
    &quotes::RULE,
    &spaces::RULE,
    &spam::RULE,
    &standing_phrase::RULE,
    &traditional::RULE,
    &typo::RULE,
    &wrong_org::RULE,
];

/// More places than these are told in one finding.
const MOST_FINDINGS: usize = 5;

/// More places than these are not listed.
const MOST_PLACES: usize = 20;

/// Characters of a line that are shown on either side of a place.
const MARGIN: usize = 8;

/// Which kinds of marks, and which topics of words, there are: most rules of the family look for what most reports have not.
#[derive(Debug)]
pub(crate) struct Kinds {
    marks: Vec<Discriminant<MarkKind>>,
    topics: Vec<Topic>,
}

impl Kinds {
    fn of(context: &Context<'_>) -> Self {
        let mut kinds = Self { marks: Vec::new(), topics: Vec::new() };
        for mark in &context.prose.marks.list {
            let kind = discriminant(&mark.kind);
            if !kinds.marks.contains(&kind) {
                kinds.marks.push(kind);
            }
            if let MarkKind::Word(number) = mark.kind {
                let topic = context.catalog.lexicon.word(number).topic;
                if !kinds.topics.contains(&topic) {
                    kinds.topics.push(topic);
                }
            }
        }
        kinds
    }
}

/// Whether the break of a line may have cut an address: it ends a line that the paragraph goes on beneath.
fn is_cut(context: &Context<'_>, link: &Link) -> bool {
    let goes_on = || context.paragraph(link.span).is_some_and(|paragraph| paragraph.end() > link.within.end());
    link.span.end() == link.within.end() && goes_on()
}

/// Which kinds of marks there are.
fn kinds<'a>(context: &Context<'a>) -> &'a Kinds {
    context.shared.kinds.get_or_init(|| Kinds::of(context))
}

/// The marks of some kinds, in the order of the text.
fn marks<'a>(context: &Context<'a>, wanted: &'static [MarkKind]) -> impl Iterator<Item = &'a Mark> {
    let any = wanted.iter().any(|kind| kinds(context).marks.contains(&discriminant(kind)));
    let list = if any { context.prose.marks.list.as_slice() } else { &[] };
    list.iter().filter(|mark| wanted.contains(&mark.kind))
}

/// The words of a data file that were found, in the order of the text.
fn words<'a>(context: &Context<'a>, topic: Topic) -> impl Iterator<Item = (&'a Mark, &'a Entry)> {
    let lexicon = &context.catalog.lexicon;
    let list = if kinds(context).topics.contains(&topic) { context.prose.marks.list.as_slice() } else { &[] };
    list.iter().filter_map(move |mark| match mark.kind {
        MarkKind::Word(number) => Some((mark, lexicon.word(number))).filter(|(_, entry)| entry.topic == topic),
        _ => None,
    })
}

/// A place with a few characters of its line around it, as people quote it.
fn around(context: &Context<'_>, within: Span, span: Span) -> String {
    let line = within.cover(span);
    let before = context.text(Span::new(line.start(), span.start()));
    let behind = context.text(Span::new(span.end(), line.end()));
    let start = before.char_indices().rev().nth(MARGIN - 1).map_or(0, |(at, _)| at);
    let end = behind.char_indices().nth(MARGIN).map_or(behind.len(), |(at, _)| at);
    let quote = format!("{}{}{}", &before[start..], context.text(span), &behind[..end]);
    quote.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reports each place by itself while they are few, and all in one finding at the first one if they are many.
fn report_places(out: &mut Findings<'_>, places: &[Span], mut tell: impl FnMut(Span) -> (Bilingual, Bilingual)) {
    if places.len() <= MOST_FINDINGS {
        for &place in places {
            let (message, help) = tell(place);
            out.add(Some(place), message, help).done();
        }
        return;
    }
    let (message, help) = tell(places[0]);
    let count = places.len();
    let (zh, en) = (message.zh, message.en);
    let mut finding = out.add(Some(places[0]), bilingual!("{zh}；全文共{count}处", "{en}; {count} places in all"), help);
    for &place in places.iter().skip(1).take(MOST_PLACES) {
        finding = finding.related(place, bilingual!("同样的问题", "the same"));
    }
    finding.done();
}

/// Whether any of some words stands in a text.
fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}
