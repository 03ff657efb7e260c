//! Year evidence disagrees.

use crate::bilingual;
use crate::report::YearEvidenceKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{GROUP, no_year, speaks_of_plans};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The places that name the report year (title, period, captions, announced attachment, headings) have one year that
    /// outnumbers the others.
    ///
    /// ## Why it matters
    ///
    /// When the votes are even, the report may be on either year, and every figure in it with it.
    ///
    /// ## Not reported
    ///
    /// A single place that differs, of which the rules about that place tell. Each kind of place has one vote for a year.
    ///
    /// ## How to correct
    /// Settle the report year and correct the places that name another one.
    pub(crate) static RULE = {
        code: "YR-MAJORITY",
        name: "majority",
        severity: Warning,
        editions: EVERY,
        title: ("年度证据不一致", "Year evidence disagrees"),
        basis: "文本自洽",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(year) = context.report.year.year else { return no_year() };
    let mut places = Vec::new();
    for evidence in &context.report.year.evidence {
        let known = places.iter().any(|(named, kind, _)| (*named, *kind) == (evidence.year, evidence.kind));
        if !known && votes(context, evidence) {
            places.push((evidence.year, evidence.kind, evidence.span));
        }
    }
    let count = |year: i32| places.iter().filter(|place| place.0 == year).count();
    let own = count(year);
    let Some(&(rival, ..)) = places.iter().filter(|place| place.0 != year).max_by_key(|place| count(place.0)) else { return Ran::Fully };
    let against = count(rival);
    if own > against {
        return Ran::Fully;
    }
    let (primary, list) = (places[0].2, table(&places, |kind| name(kind).0));
    let list_en = table(&places, |kind| name(kind).1);
    let mut finding = out
        .add(
            Some(primary),
            bilingual!(
                "各处年度不一致，无法据多数判定：{list}；暂按{year}年审核",
                "the places that name the year disagree: {list_en}; judged as a report on {year}"
            ),
            bilingual!("请确认报告年度，并把各处改为同一年度", "decide on the year and use it everywhere"),
        )
        .group(GROUP);
    for &(named, kind, span) in &places[1..] {
        let (zh, en) = name(kind);
        finding = finding.related(span, bilingual!("{zh}：{named}年", "{en}: {named}"));
    }
    finding.done();
    Ran::Fully
}

fn votes(context: &Context<'_>, evidence: &crate::report::YearEvidence) -> bool {
    match evidence.kind {
        YearEvidenceKind::Lead => false,
        YearEvidenceKind::Heading => {
            let heading = context.report.heading_around(evidence.span);
            !heading.is_some_and(|section| speaks_of_plans(&section.heading) || section.heading.contains('《'))
        }
        _ => true,
    }
}

fn table(places: &[(i32, YearEvidenceKind, crate::source::Span)], name: impl Fn(YearEvidenceKind) -> &'static str) -> String {
    places.iter().map(|&(year, kind, _)| format!("{} {year}", name(kind))).collect::<Vec<_>>().join(", ")
}

const fn name(kind: YearEvidenceKind) -> (&'static str, &'static str) {
    match kind {
        YearEvidenceKind::Title => ("标题", "title"),
        YearEvidenceKind::Period => ("统计期限", "period"),
        YearEvidenceKind::Caption => ("表格标注", "caption"),
        YearEvidenceKind::Column => ("列头", "column head"),
        YearEvidenceKind::Attachment => ("附件名称", "announced attachment"),
        YearEvidenceKind::Heading => ("小标题", "heading"),
        YearEvidenceKind::Lead => ("段首", "paragraph"),
    }
}
