//! Plans told as results: future tense within the reported year.

use crate::bilingual;
use crate::prose::{Hit, Phrase};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::{Span, between_marks};

use super::{no_year, speaks_of_plans};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The report does not tell as a plan what should have happened within its own year: “预计今年底完成”, “力争年底前完成”.
    ///
    /// ## Why it matters
    ///
    /// The report is written when the year is over. Such a sentence was taken from a plan or a half-year summary, and
    /// leaves open whether the work was done.
    ///
    /// ## Not reported
    ///
    /// Sections about problems and what comes next, sentences about the next year, and dates in another year.
    ///
    /// ## How to correct
    /// Say what came of it.
    pub(crate) static RULE = {
        code: "YR-FUTURE",
        name: "future",
        severity: Warning,
        editions: EVERY,
        title: ("以将来时叙述报告年度", "Plans told as results: future tense within the reported year"),
        basis: "文本质量",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(year) = context.report.year.year else { return no_year() };
    let mut last = Span::new(0, 0);
    for hit in context.prose.hits(Phrase::Expectation).filter(|hit| !hit.heading && names_an_end(context, hit)) {
        let sentence = sentence(context, hit);
        let text = context.text(sentence);
        if sentence == last || !ends_this_year(text, (hit.span.start() - sentence.start()) as usize, year) || is_plan(context, hit, text) {
            continue;
        }
        last = sentence;
        let quoted = clause(text, (hit.span.start() - sentence.start()) as usize);
        out.add(
            Some(hit.span.cover(Span::new(hit.span.start(), hit.span.start() + u32::try_from(quoted.len()).unwrap_or(0)))),
            bilingual!(
                "“{quoted}”是对{year}年内工作的预期，报告应写明结果",
                "“{quoted}” is an expectation about {year}; the report should tell the result"
            ),
            bilingual!("请改为已经完成的情况；未完成的写入存在的问题", "tell what was done, or put it among the problems"),
        )
        .done();
    }
    Ran::Fully
}

/// The sentence that a word stands in.
fn sentence(context: &Context<'_>, hit: &Hit) -> Span {
    let text = context.text(hit.within);
    let at = (hit.span.start() - hit.within.start()) as usize;
    let sentence = between_marks(text, at..at, |c| matches!(c, '。' | '；' | ';'));
    let base = hit.within.start() as usize;
    Span::of(base + sentence.start..base + sentence.end)
}

/// The clause that begins with the word.
fn clause(sentence: &str, at: usize) -> &str {
    let rest = &sentence[at..];
    &rest[..rest.find(['，', ',']).unwrap_or(rest.len())]
}

/// Where a clause first speaks of the end of a year: 年底.
fn end_of_year(clause: &str) -> Option<usize> {
    clause.match_indices('年').map(|(at, _)| at).find(|&at| clause[at + '年'.len_utf8()..].starts_with(['底', '末', '内']))
}

/// Whether the clause that begins with the word speaks of the end of a year at all: few do, and it is told from them alone.
fn names_an_end(context: &Context<'_>, hit: &Hit) -> bool {
    let behind = context.text(Span::new(hit.span.start(), hit.within.end()));
    let clause = behind.split(['，', ',', '。', '；', ';']).next().unwrap_or_default();
    end_of_year(clause).is_some()
}

/// Whether the clause sets the end of the report year as its date.
fn ends_this_year(sentence: &str, at: usize, year: i32) -> bool {
    let clause = clause(sentence, at);
    let Some(end) = end_of_year(clause) else { return false };
    let before = clause[..end].trim_end();
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let next = before.ends_with(['明', '次', '来', '翌', '下', '后']);
    if digits > 0 { before.ends_with(&year.to_string()) } else { !next }
}

/// Whether the place is one for plans.
fn is_plan(context: &Context<'_>, hit: &Hit, sentence: &str) -> bool {
    let above = context.report.sections.iter().filter(|section| section.extent.contains(hit.span));
    let planned = |heading: &str| speaks_of_plans(heading) || ["问题", "不足", "改进", "措施"].iter().any(|word| heading.contains(word));
    let mut headings = above.map(|section| section.heading.as_str());
    let paragraph = context.text(Span::new(hit.within.start(), hit.span.start()));
    headings.any(planned) || speaks_of_plans(sentence) || speaks_of_plans(paragraph)
}
