//! LAW: deadlines, and the documents and terms of the law that was in force.
//!
//! The report year decides which ordinance applies: that of 2008 up to 2018, that of 2019 from then on. What documents
//! and bodies there are is data (`registers/`).

mod agency_name;
mod basis_missing;
mod cite_mismatch;
mod cite_new_form_early;
mod cite_number;
mod cite_old_form;
mod cite_old_ordinance;
mod deadline;
mod deadline_2008;
mod deadline_dept;
mod deadline_gov;
mod deadline_local;
mod fee_statement;
mod ordinance_name;
mod terms_2008;
mod territory;
mod time_limit;

use crate::amount::{Blanks, is_blank};
use crate::bilingual;
use crate::prose::Citation;
use crate::registers::Document;
use crate::report::{YearEvidence, YearEvidenceKind};
use crate::rule::{Context, Ran, RuleDefinition};
use crate::source::{Span, between_marks};

/// The rules of the family.
pub(crate) const RULES: &[&RuleDefinition] = &[
    &agency_name::RULE,
    &basis_missing::RULE,
    &cite_mismatch::RULE,
    &cite_new_form_early::RULE,
    &cite_number::RULE,
    &cite_old_form::RULE,
    &cite_old_ordinance::RULE,
    &deadline_2008::RULE,
    &deadline_dept::RULE,
    &deadline_gov::RULE,
    &deadline_local::RULE,
    &fee_statement::RULE,
    &ordinance_name::RULE,
    &terms_2008::RULE,
    &territory::RULE,
    &time_limit::RULE,
];

/// Editions of the ordinance of 2019.
const SINCE_2019: &[&str] = &["gb2019", "gb2021"];
/// Editions of the ordinance of 2008.
const UNTIL_2018: &[&str] = &["indicator2008", "gb2014"];
/// First report year under the ordinance of 2019, which took effect on 2019-05-15.
const FIRST_YEAR: i32 = 2019;

/// Words that make what a sentence cites the basis of something.
const BASIS: [&str; 6] = ["根据", "依据", "按照", "依照", "遵照", "遵循"];

/// Words of a sentence that tells history; what it cites was right in its time.
const HISTORY: [&str; 21] = [
    "原《",
    "原条例",
    "原有",
    "原来",
    "原规定",
    "原国",
    "原1",
    "原十",
    "原先",
    "原定",
    "旧",
    "修订前",
    "修改前",
    "废止",
    "曾",
    "以来",
    "过去",
    "历史",
    "回顾",
    "当时",
    "取代",
];

/// The sentence around a place, within its paragraph.
pub(super) fn sentence<'a>(context: &Context<'a>, within: Span, place: Span) -> &'a str {
    let text = context.text(within);
    let start = (place.start().saturating_sub(within.start())) as usize;
    let end = (place.end().saturating_sub(within.start())) as usize;
    if text.get(start..end).is_none() {
        return context.text(place);
    }
    &text[between_marks(text, start..end, |c| matches!(c, '。' | '；'))]
}

/// Whether a sentence tells what reports of earlier years rest on (根据…编制的2019年、2020年年报已归档) instead of the one at hand: a year
/// in which the document was the basis is named as that of what was made.
fn made_earlier(sentence: &str, document: &Document) -> bool {
    let made = ["编制的", "制作的", "填报的", "公布的"];
    let behind = made.iter().find_map(|made| sentence.split_once(made)).map_or("", |(_, behind)| behind.trim_blanks_start());
    let year = behind.split_once('年').and_then(|(year, _)| year.parse::<i32>().ok());
    let (from, until) = (document.basis_from.unwrap_or(i32::MIN), document.basis_until.unwrap_or(i32::MAX));
    year.is_some_and(|year| (from..=until).contains(&year))
}

fn contains_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// The document of the register that a citation gives the number of.
fn known<'a>(context: &Context<'a>, citation: &Citation) -> Option<&'a Document> {
    context.catalog.registers.by_number(context.text(citation.issuer), citation.year, citation.serial)
}

/// A cited title as the register writes it: without blanks and quotation marks.
fn plain_title(text: &str) -> String {
    let left_out = |c: char| is_blank(c) || matches!(c, '《' | '》' | '〈' | '〉' | '<' | '>' | '“' | '”' | '"' | '‘' | '’' | '「' | '」');
    text.split(left_out).collect()
}

/// A cited number from its issuer's letters on: 按照国办发〔2014〕32号 is 国办发〔2014〕32号.
fn number<'a>(context: &Context<'a>, citation: &Citation) -> &'a str {
    let text = context.text(citation.span);
    match text.find('国') {
        Some(at) if at < (citation.issuer.len() as usize) => &text[at..],
        _ => text,
    }
}

/// The first and the last year that title, period and the reading as a whole give the report. Where they disagree one of them is a
/// mistake, which other rules report; here a report is accused only of what is wrong for every one of them.
fn report_years(context: &Context<'_>) -> Option<(i32, i32)> {
    let year = context.report.year.year?;
    let strong = |evidence: &&YearEvidence| matches!(evidence.kind, YearEvidenceKind::Title | YearEvidenceKind::Period);
    let years = context.report.year.evidence.iter().filter(strong).map(|evidence| evidence.year);
    Some(years.fold((year, year), |(first, last), year| (first.min(year), last.max(year))))
}

fn no_year() -> Ran {
    Ran::NotFully(bilingual!("没有识别到报告年度", "the report year is not known"))
}

fn other_ordinance() -> Ran {
    Ran::NotApplicable(bilingual!("该报告年度施行的是另一部条例", "another ordinance was in force in the report year"))
}
