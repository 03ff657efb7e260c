//! A listed part has no heading, or a heading is not listed.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};

use super::declared::{Names, declaration};
use super::{EVERY, quoted};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The parts that the report lists in its preamble are its headings of level 1, and the other way round.
    ///
    /// ## Why it matters
    ///
    /// A list that names other parts than the text has was mostly taken over from another report.
    ///
    /// ## Not reported
    ///
    /// Other wordings of the same part, and one heading that takes two of the names. One finding a report.
    ///
    /// ## How to correct
    /// Make the list follow the headings.
    pub(crate) static RULE = {
        code: "STR-DECLARED-NAMES",
        name: "declared-names",
        severity: Info,
        editions: EVERY,
        title: ("自述部分名称与实际标题不对应", "A listed part has no heading, or a heading is not listed"),
        basis: "文本自洽",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(declaration) = declaration(context).filter(|declaration| declaration.items.len() >= 3) else {
        return Ran::NotApplicable(bilingual!("文中没有列举各部分的名称", "the text does not list its parts"));
    };
    let names = Names::compare(context, declaration);
    if names.headings.len() < 3 {
        return Ran::NotFully(bilingual!("识别到的一级标题太少，无法核对", "too few headings of level 1 were recognised"));
    }
    let (absent, unlisted) = (names.absent(), names.unlisted());
    if absent.is_empty() && unlisted.is_empty() {
        return Ran::Fully;
    }
    let without = absent.join("、");
    let extra = unlisted.iter().map(|heading| quoted(heading)).collect::<Vec<_>>().join("；");
    let message = match (absent.is_empty(), unlisted.is_empty()) {
        (false, false) => bilingual!(
            "列举的“{without}”没有对应标题；标题“{extra}”未列入",
            "“{without}” is listed without a heading; the headings “{extra}” are not listed"
        ),
        (false, true) => bilingual!("列举的“{without}”没有对应的一级标题", "“{without}” is listed, but no heading of level 1 has it"),
        (true, _) => bilingual!("一级标题“{extra}”未列入自述的各部分", "the headings “{extra}” are not among the listed parts"),
    };
    let mut finding =
        out.add(Some(declaration.sentence), message, bilingual!("请按实际标题改写这句话", "rewrite the sentence after the headings"));
    for heading in unlisted {
        finding = finding.related(heading.span, bilingual!("未列入的标题", "a heading that is not listed"));
    }
    finding.group("declared").done();
    Ran::Fully
}
