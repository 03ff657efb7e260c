//! The form of 2021 is cited for a report that came before it.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};

use super::{known, no_year, number, report_years};

crate::declare_rule! {
    /// ## What it checks
    /// A report on 2020 or before does not cite the notice of the form of 2021 (国办公开办函〔2021〕30号).
    ///
    /// ## Why it matters
    /// The notice is of September 2021; a report on 2020 was due in March 2021. The text or the year is another report's.
    ///
    /// ## Not reported
    /// Any other notice, even of 2021.
    ///
    /// ## How to correct
    /// Cite the notice of the report's own form, 国办公开办函〔2019〕60号, or correct the year.
    pub(crate) static RULE = {
        code: "LAW-CITE-NEW-FORM-EARLY",
        name: "cites-new-form-early",
        severity: Warning,
        editions: &["gb2019"],
        title: ("2020年及以前引用国办公开办函〔2021〕30号", "Cites the 2021 form too early"),
        basis: "国办公开办函〔2021〕30号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some((_, year)) = report_years(context) else { return no_year() };
    for citation in &context.prose.citations {
        let Some(document) = known(context, citation) else { continue };
        let Some(first) = document.basis_from.filter(|first| *first > year) else { continue };
        let new = &document.number;
        out.add(
            Some(citation.span),
            bilingual!(
                "{year}年度的报告引用了{new}，该通知规定的是{first}年度及以后的格式",
                "a report on {year} cites {new}, whose form is for {first} and later"
            ),
            bilingual!(
                "请核对报告年度和所引通知；2019、2020年度的格式见国办公开办函〔2019〕60号",
                "check the year and the notice; the form of 2019 and 2020 is in 国办公开办函〔2019〕60号"
            ),
        )
        .expected("国办公开办函〔2019〕60号", number(context, citation))
        .done();
    }
    Ran::Fully
}
