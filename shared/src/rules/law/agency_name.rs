//! A body is called by a name that was abolished.

use crate::bilingual;
use crate::prose::{Hit, Phrase};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::{contains_any, no_year, report_years, sentence};

crate::declare_rule! {
    /// ## What it checks
    /// Bodies of the own government (县工商局, 区法制办) are called by names that existed in the report year, as far as the register of
    /// abolished bodies knows them.
    ///
    /// ## Why it matters
    /// A passage with an old name was taken over from an old report, and its figures perhaps too.
    ///
    /// ## Not reported
    /// The year in which a reform ended, and years before it; former names that are called so (原工商局, 更名, 划转); titles of documents and
    /// quotations; names inside longer ones. Each name is reported once, and as a hint: zones keep names of their own.
    ///
    /// ## How to correct
    /// Write the name of the body that now has the task.
    pub(crate) static RULE = {
        code: "LAW-AGENCY-NAME",
        name: "abolished-agency",
        severity: Info,
        editions: EVERY,
        title: ("使用已撤销机构名称", "An abolished agency’s name"),
        basis: "机构改革方案",
        check: check,
    }
}

/// Words of sentences that tell of a change, or of the past.
const CHANGES: [&str; 13] = ["原", "前身", "更名", "改名", "改称", "划转", "整合", "组建", "撤销", "合并", "并入", "挂牌", "机构改革"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some((year, _)) = report_years(context) else { return no_year() };
    let mut told: Vec<&str> = Vec::new();
    for hit in context.prose.hits(Phrase::Agency) {
        let name = context.text(hit.span);
        let Some(agency) = context.catalog.registers.agency(name).filter(|agency| year > agency.last_year) else { continue };
        if told.contains(&name) || !stands_alone(context, hit) || contains_any(sentence(context, hit.within, hit.span), &CHANGES) {
            continue;
        }
        told.push(name);
        let (last, successor) = (agency.last_year, &agency.successor);
        out.add(
            Some(hit.span),
            bilingual!(
                "“{name}”在{last}年以前的机构改革中已经撤销，{year}年度一般称{successor}",
                "“{name}” was abolished by the reform up to {last}; in {year} it is mostly {successor}"
            ),
            bilingual!(
                "请核对机构名称，并核对这段文字是否沿用了往年的报告",
                "check the name, and whether the passage was taken over from an earlier report"
            ),
        )
        .done();
    }
    Ran::Fully
}

/// Whether a name is a body's whole name behind its place, outside titles and quotations.
fn stands_alone(context: &Context<'_>, hit: &Hit) -> bool {
    let before = context.text(Span::new(hit.within.start(), hit.span.start()));
    let own = before.chars().next_back().is_none_or(|c| "省市县区州旗镇乡、，。；：（(由和与及".contains(c) || c.is_whitespace());
    let opens = |open: char, close: char| before.matches(open).count() > before.matches(close).count();
    let behind = context.text(Span::new(hit.span.end(), hit.within.end()));
    own && !before.ends_with("新区")
        && !before.ends_with("园区")
        && !before.ends_with("开发区")
        && !before.ends_with("高新区")
        && !behind.starts_with(['局', '公'])
        && !opens('《', '》')
        && !opens('“', '”')
}
