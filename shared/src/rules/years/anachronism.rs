//! Names something that came after the report year.

use crate::bilingual;
use crate::prose::{Hit, Phrase};
use crate::report::{Date, StatedDateKind};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{date, last_day, no_year};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The text names nothing that came after it: laws, congresses, documents.
    ///
    /// ## Why it matters
    ///
    /// A report on 2018 that carries out an ordinance of April 2019 was patched together from another year's text.
    ///
    /// ## Not reported
    ///
    /// Whatever came before the report was signed or published or, if that is not stated, before the last legal day for
    /// publishing it, 31 March of the next year. One finding for each thing.
    ///
    /// ## How to correct
    /// Name what was in force at the time, or remove the passage.
    pub(crate) static RULE = {
        code: "YR-ANACHRONISM",
        name: "anachronism",
        severity: Warning,
        editions: EVERY,
        title: ("引用报告年度之后才有的事物", "Names something that came after the report year"),
        basis: "常识",
        check: check,
    }
}

/// Things with a first day: the words that name them, and the day.
const FIRST_DAYS: [(&str, (i32, u32, u32)); 10] = [
    ("政府信息公开条例", (2019, 4, 3)),
    ("711号", (2019, 4, 3)),
    ("十九大", (2017, 10, 18)),
    ("十九届四中", (2019, 10, 28)),
    ("十九届五中", (2020, 10, 26)),
    ("十九届六中", (2021, 11, 8)),
    ("二十大", (2022, 10, 16)),
    ("二十届三中", (2024, 7, 15)),
    ("新冠", (2019, 12, 31)),
    ("新型冠状病毒", (2019, 12, 31)),
];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(limit) = written_by(context) else { return no_year() };
    let mut reported: Vec<(Date, &str)> = Vec::new();
    for hit in context.prose.hits(Phrase::Dated) {
        let text = context.text(hit.span);
        let Some((name, day)) = FIRST_DAYS.iter().find(|(name, _)| text.contains(name)) else { continue };
        let Some(day) = Date::new(day.0, day.1, day.2).filter(|day| *day > limit) else { continue };
        if !reported.iter().any(|seen| seen.1 == *name) {
            reported.push((day, name));
            add(context, out, hit, &format!("{day}"), limit);
        }
    }
    for hit in context.prose.hits(Phrase::DocumentNumber) {
        let text = context.text(hit.span);
        let digits = text.chars().skip(1).take(4).collect::<String>();
        if let Some(year) = digits.parse::<i32>().ok().filter(|year| *year > limit.year() && *year < 2100) {
            add(context, out, hit, &year.to_string(), limit);
        }
    }
    Ran::Fully
}

fn add(context: &Context<'_>, out: &mut Findings<'_>, hit: &Hit, since: &str, limit: Date) {
    let (thing, year) = (context.text(hit.span), context.report.year.year.unwrap_or(limit.year()));
    out.add(
        Some(hit.span),
        bilingual!(
            "“{thing}”始于{since}，而这是{year}年度的报告，最迟应写于{limit}",
            "“{thing}” is of {since}; a report on {year} is written by {limit}"
        ),
        bilingual!(
            "请核对这段文字是否误用了其他年度的内容，或报告年度是否有误",
            "check whether the passage is of another year, or the report year is wrong"
        ),
    )
    .done();
}

/// The day by which the text was written: as signed or published, else the last legal day for publishing it.
fn written_by(context: &Context<'_>) -> Option<Date> {
    let stated =
        [StatedDateKind::Signature, StatedDateKind::Publication].into_iter().filter_map(|kind| date(context, kind)).map(|date| date.date);
    // Where title and period disagree, the later year decides: a text is accused only if it is too early for both.
    let named = context.report.year.year.and_then(|year| Date::new(year, 12, 31));
    let end = last_day(context).max(named)?;
    let due = Date::new(end.year() + 1, 3, 31)?;
    // Dates before the period's end are wrong themselves; dates later than the due day only give more time.
    Some(stated.filter(|day| *day > end).max().map_or(due, |day| day.max(due)))
}
