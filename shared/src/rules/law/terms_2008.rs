//! Terms of the ordinance of 2008 in a later report.

use crate::bilingual;
use crate::prose::{Hit, Phrase};
use crate::report::OrganizationKind;
use crate::rule::{Context, Findings, Ran};
use crate::source::Span;

use super::{FIRST_YEAR, HISTORY, SINCE_2019, contains_any, no_year, other_ordinance, report_years, sentence};

crate::declare_rule! {
    /// ## What it checks
    /// A report on 2019 or later does not class outcomes as the table of 2014 did (同意公开, 同意部分公开, 不属于本行政机关公开, with a number), and
    /// has no heading on 收费及减免.
    ///
    /// ## Why it matters
    /// The form now has 予以公开, 部分公开, 不予公开 and others; old classes cannot be compared with its table.
    ///
    /// ## Not reported
    /// 同意公开 of a third party or of whoever holds a right, the words of the present ordinance (不属于本行政机关负责公开), history, and sentences
    /// without a number. Reports of schools, whose own regulation has other terms.
    ///
    /// ## How to correct
    /// Use the classes of table three.
    pub(crate) static RULE = {
        code: "LAW-TERMS-2008",
        name: "old-terms",
        severity: Info,
        editions: SINCE_2019,
        title: ("沿用2008条例用语", "Terms of the 2008 ordinance in a later report"),
        basis: "条例(2019)第三十六条；国办公开办函〔2021〕30号",
        check: check,
    }
}

/// Who else may agree or not.
const OTHERS: [&str; 8] = ["第三方", "第三人", "权利人", "征求", "意见", "经", "他人", "本人"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some((year, _)) = report_years(context) else { return no_year() };
    if year < FIRST_YEAR {
        return other_ordinance();
    }
    if context.report.organization.as_ref().is_some_and(|body| body.kind == OrganizationKind::School) {
        return Ran::NotApplicable(bilingual!(
            "学校按《高等学校信息公开办法》公开信息，用语不同",
            "a school discloses after a regulation of its own, which has other terms"
        ));
    }
    for hit in context.prose.hits(Phrase::OldTerm) {
        let sentence = sentence(context, hit.within, hit.span);
        let used =
            if context.text(hit.span).contains('收') { hit.heading } else { is_class(context, hit) && !contains_any(sentence, &OTHERS) };
        if !used || contains_any(sentence, &HISTORY) {
            continue;
        }
        let term = context.text(hit.span);
        out.add(
            Some(hit.span),
            bilingual!("“{term}”是2008年条例时期的用语", "“{term}” is a term of the ordinance of 2008"),
            bilingual!(
                "请按现行格式的分类表述（予以公开、部分公开、不予公开、无法提供、不予处理、其他处理）",
                "use the classes of the present form (予以公开, 部分公开, 不予公开 …)"
            ),
        )
        .done();
    }
    Ran::Fully
}

/// Whether a term is the name of a class: a number of requests follows.
fn is_class(context: &Context<'_>, hit: &Hit) -> bool {
    let behind = context.text(Span::new(hit.span.end(), hit.within.end()));
    let behind = behind.trim_start_matches(['答', '复', '的', '数', '有', '共', '为', '：', ':', '”', ' ']);
    let count = behind.trim_start_matches(|c: char| crate::amount::digit(c).is_some() || c == ' ');
    count.len() < behind.len() && count.starts_with(['件', '条', '份'])
}
