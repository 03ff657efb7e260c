//! A government report lacks assessment, public appraisal and accountability results.

use crate::bilingual;
use crate::prose::{Hit, Phrase};
use crate::report::OrganizationKind;
use crate::rule::{Context, Findings, Ran};
use crate::source::{Span, near_end};

use super::UNIFORM;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The report of a people's government tells of assessment (工作考核), public appraisal (社会评议) and accountability
    /// (责任追究) and of their results.
    ///
    /// ## Why it matters
    ///
    /// Article 50 of the ordinance asks this of the governments of all levels, beyond what departments report.
    ///
    /// ## Not reported
    ///
    /// Departments; offices of a government; subdistrict offices and committees of zones, which are agencies of a government; bodies whose kind cannot be
    /// told. A word that only names a regulation or one item in a list of
    /// regulations (“社会评议等制度”) tells nothing about results and does not count.
    ///
    /// ## How to correct
    /// Tell the results of assessment, appraisal and accountability, and say so if nobody had to be held to account.
    pub(crate) static RULE = {
        code: "STR-ACCOUNTABILITY",
        name: "accountability",
        severity: Warning,
        editions: UNIFORM,
        title: ("政府报告未述工作考核、社会评议和责任追究结果", "A government report lacks assessment, public appraisal and accountability results"),
        basis: "条例(2019)第五十条第一款第四项",
        check: check,
    }
}

const OWED: [(Phrase, &str); 3] = [(Phrase::Assessment, "工作考核"), (Phrase::Appraisal, "社会评议"), (Phrase::Accountability, "责任追究")];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(organization) = &context.report.organization else {
        return Ran::NotApplicable(bilingual!("没有识别到报告机关，无法判定是否为一级政府", "the reporting body was not recognised"));
    };
    if is_agency(&organization.name) {
        return Ran::NotApplicable(bilingual!(
            "街道办事处、管理委员会是派出机关，不是一级人民政府",
            "a subdistrict office or a zone's committee is an agency, not a people's government"
        ));
    }
    if is_office(&organization.name) {
        return Ran::NotApplicable(bilingual!(
            "政府办公室是政府的办事机构，报告的是本机关的工作还是一级政府的工作无法确定",
            "an office of a government may report on its own work or on that of the government"
        ));
    }
    if organization.kind != OrganizationKind::Government {
        return Ran::NotApplicable(bilingual!("只适用于各级人民政府的报告", "applies to reports of people's governments only"));
    }
    let missing = OWED.iter().filter(|(phrase, _)| !context.prose.hits(*phrase).any(|hit| tells(context, hit)));
    let missing = missing.map(|(_, name)| *name).collect::<Vec<_>>();
    if missing.is_empty() {
        return Ran::Fully;
    }
    let (names, body) = (missing.join("、"), &organization.name);
    out.add(
        Some(organization.span),
        bilingual!(
            "“{body}”的报告没有写明{names}的结果（只在制度名称中提到的不算）",
            "the report of “{body}” does not tell the results of {names}; the name of a regulation does not count"
        ),
        bilingual!(
            "请在“监督保障”中写明对政府信息公开工作的考核、社会评议和责任追究结果；没有追究的，写明没有",
            "tell the results of assessment, appraisal and accountability; if nobody was held to account, say so"
        ),
    )
    .done();
    Ran::Fully
}

/// Whether a body is an agency of a government (派出机关) and none itself.
fn is_agency(name: &str) -> bool {
    ["街道", "办事处", "管理委员会", "管委会"].iter().any(|ending| name.ends_with(ending))
}

/// Whether a body is the office of a government.
fn is_office(name: &str) -> bool {
    ["办公室", "办公厅", "政府办"].iter().any(|ending| name.ends_with(ending))
}

/// Whether the place tells of the matter and does not only name a regulation.
fn tells(context: &Context<'_>, hit: &Hit) -> bool {
    /// Characters behind the word within which 制度 makes it the name of one.
    const REACH: usize = 16;
    let behind = context.text(Span::new(hit.span.end(), hit.within.end()));
    let before = near_end(context.text(Span::new(hit.within.start(), hit.span.start())));
    let end = behind.char_indices().take(REACH).find(|&(_, c)| matches!(c, '。' | '；' | ';' | '，' | ',' | '》')).map(|(at, _)| at);
    let clause = match end {
        Some(at) => &behind[..at],
        None => &behind[..behind.char_indices().nth(REACH).map_or(behind.len(), |(at, _)| at)],
    };
    let quoted = before.rfind('《').is_some_and(|open| before.rfind('》').is_none_or(|close| close < open));
    !quoted && !["制度", "办法", "机制", "规定", "体系"].iter().any(|word| clause.contains(word))
}
