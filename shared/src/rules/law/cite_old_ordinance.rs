//! The ordinance of 2008 is cited as if it were in force.

use crate::bilingual;
use crate::finding::Severity;
use crate::prose::Phrase;
use crate::rule::{Context, Findings, Ran};
use crate::source::Span;

use super::{BASIS, FIRST_YEAR, HISTORY, SINCE_2019, contains_any, known, made_earlier, no_year, other_ordinance, report_years, sentence};

crate::declare_rule! {
    /// ## What it checks
    /// A report on 2019 or later does not rest on the ordinance of 2008: neither by its number (国务院令第492号) nor by the articles
    /// on annual reports that only the ordinance of 2008 has under 31 and 32.
    ///
    /// ## Why it matters
    /// The ordinance was replaced on 15 May 2019 (国务院令第711号). A report that rests on the old one was copied from an old text.
    ///
    /// ## Not reported
    /// History: a sentence that speaks of the former ordinance, of its repeal, or that also names the new one as its revision. Reports on
    /// 2018 and before, for which it was the law in force. Outside a sentence of basis (根据, 按照) the finding is a warning only.
    ///
    /// ## How to correct
    /// Cite the ordinance with 国务院令第711号; annual reports are in articles 49 and 50.
    pub(crate) static RULE = {
        code: "LAW-CITE-OLD-ORDINANCE",
        name: "cites-old-ordinance",
        severity: Error,
        editions: SINCE_2019,
        title: ("引用2008年条例", "Cites the 2008 ordinance"),
        basis: "国务院令第711号",
        check: check,
    }
}

/// Articles of 2008 on annual reports, as they are written.
const OLD_ARTICLES: [&str; 4] = ["第三十一条", "第31条", "第三十二条", "第32条"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some((year, _)) = report_years(context) else { return no_year() };
    if year < FIRST_YEAR {
        return other_ordinance();
    }
    for citation in &context.prose.citations {
        let Some(document) = known(context, citation).filter(|document| document.bears("政府信息公开条例")) else { continue };
        let Some(newer) = document.replaced_by.as_deref().filter(|_| document.basis_until.is_some_and(|last| last < year)) else {
            continue;
        };
        let sentence = sentence(context, citation.within, citation.span);
        if contains_any(sentence, &HISTORY) || sentence.contains("711") || made_earlier(sentence, document) {
            continue;
        }
        let severity = if contains_any(sentence, &BASIS) { Severity::Error } else { Severity::Warning };
        let old = &document.number;
        out.add(
            Some(citation.span),
            bilingual!(
                "{year}年度的报告引用了2008年施行的条例（{old}），该条例已于2019年5月15日被{newer}取代",
                "a report on {year} cites the ordinance of 2008 ({old}), which {newer} replaced on 15 May 2019"
            ),
            bilingual!("请改引《中华人民共和国政府信息公开条例》（{newer}），并核对所引条款", "cite {newer} and check the articles"),
        )
        .expected(newer, super::number(context, citation))
        .at_most(severity)
        .done();
    }
    articles(context, out, year);
    Ran::Fully
}

/// Looks for the old articles right behind the ordinance's name, in a sentence on how the report was made.
fn articles(context: &Context<'_>, out: &mut Findings<'_>, year: i32) {
    for hit in context.prose.hits(Phrase::Ordinance) {
        let behind = context.text(Span::new(hit.span.end(), hit.within.end()));
        let Some(rest) = behind.strip_prefix('》') else { continue };
        let at = match rest.strip_prefix(['（', '(']) {
            Some(inner) => inner.find(['）', ')']).map(|close| &inner[close..]).map_or(rest, |tail| tail.trim_start_matches(['）', ')'])),
            None => rest,
        };
        let Some(article) = OLD_ARTICLES.iter().find(|article| at.starts_with(**article)) else { continue };
        let sentence = sentence(context, hit.within, hit.span);
        let about_reports = (sentence.contains("年度报告") && contains_any(sentence, &["编制", "编写", "公布", "撰写"]))
            || contains_any(sentence, &["编制本报告", "编写本报告", "撰写本报告", "制作本报告", "编制此报告"]);
        if !about_reports || !contains_any(sentence, &BASIS) || contains_any(sentence, &HISTORY) {
            continue;
        }
        let start = hit.within.end() - u32::try_from(at.len()).unwrap_or_default();
        out.add(
            Some(Span::new(start, start + u32::try_from(article.len()).unwrap_or_default())),
            bilingual!(
                "{year}年度的报告以条例“{article}”为编制依据，这是2008年条例的条款；现行条例关于年度报告的规定在第四十九条、第五十条",
                "a report on {year} rests on article “{article}”, that of the ordinance of 2008; the present one has annual reports in articles 49 and 50"
            ),
            bilingual!("请改引现行条例第四十九条、第五十条", "cite articles 49 and 50 of the ordinance of 2019"),
        )
        .expected("第四十九条、第五十条", *article)
        .done();
    }
}
