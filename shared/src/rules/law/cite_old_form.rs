//! The form of 2019 is cited for a report of the form of 2021.

use crate::bilingual;
use crate::finding::Severity;
use crate::rule::{Context, Findings, Ran};

use super::{BASIS, HISTORY, contains_any, known, made_earlier, no_year, report_years, sentence};

crate::declare_rule! {
    /// ## What it checks
    /// A report on 2021 or later does not rest on the notice of the former form (国办公开办函〔2019〕60号).
    ///
    /// ## Why it matters
    /// The form was replaced in September 2021 (国办公开办函〔2021〕30号). Who cites the old one may have filled in the old one.
    ///
    /// ## Not reported
    /// History, and what reports of earlier years rest on. Where the present notice is cited in the same sentence, or the sentence is none of basis (根据, 按照), the finding is
    /// a warning only.
    ///
    /// ## How to correct
    /// Cite 国办公开办函〔2021〕30号, and make sure that the tables are those of the form of 2021.
    pub(crate) static RULE = {
        code: "LAW-CITE-OLD-FORM",
        name: "cites-old-form",
        severity: Error,
        editions: &["gb2021"],
        title: ("2021年及以后仍引用国办公开办函〔2019〕60号", "Cites the 2019 form for 2021 or later"),
        basis: "国办公开办函〔2021〕30号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some((year, _)) = report_years(context) else { return no_year() };
    for citation in &context.prose.citations {
        let Some(document) = known(context, citation).filter(|document| document.basis_from.is_some()) else { continue };
        let Some(newer) = document.replaced_by.as_deref().filter(|_| document.basis_until.is_some_and(|last| last < year)) else {
            continue;
        };
        let sentence = sentence(context, citation.within, citation.span);
        if contains_any(sentence, &HISTORY) || made_earlier(sentence, document) {
            continue;
        }
        let also_newer = context.prose.citations.iter().any(|other| known(context, other).is_some_and(|it| it.number == newer));
        let severity = if contains_any(sentence, &BASIS) && !also_newer { Severity::Error } else { Severity::Warning };
        let old = &document.number;
        out.add(
            Some(citation.span),
            bilingual!(
                "{year}年度的报告引用了{old}，该格式自2021年度起已由{newer}取代",
                "a report on {year} cites {old}; from report year 2021 on {newer} has taken its place"
            ),
            bilingual!("请改引{newer}，并核对各表是否为2021年印发的格式", "cite {newer} and check that the tables are those of 2021"),
        )
        .expected(newer, super::number(context, citation))
        .at_most(severity)
        .done();
    }
    Ran::Fully
}
