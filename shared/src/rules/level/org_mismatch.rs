//! Title, preamble and signature name different bodies.

use crate::bilingual;
use crate::finding::Severity;
use crate::recognise::organization::{classify, places};
use crate::report::{BodyPlace, NamedBody, OrganizationKind};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

crate::declare_rule! {
    /// ## What it checks
    /// The full names in the title, the preamble (由…编制), the signature and the line 填报单位 are of one body: of one place and, where both
    /// are departments, of one department.
    ///
    /// ## Why it matters
    /// A name of another body was left standing when the text was taken over from it, and perhaps its figures too.
    ///
    /// ## Not reported
    /// An office that reports for its government; short forms (发改委, 上犹县 for 赣州市上犹县); a place and a higher one that it may belong to;
    /// names that are not full. Two cities, and a department that only the preamble names, are warnings. The channel of the web page is not
    /// compared: pages of one site carry reports of many bodies.
    ///
    /// ## How to correct
    /// Decide whose report it is and correct the other name; check that the figures are this body's.
    pub(crate) static RULE = {
        code: "LV-ORG-MISMATCH",
        name: "bodies-differ",
        severity: Error,
        editions: EVERY,
        title: ("标题、正文、落款机关不一致", "The body differs between title, text and signature"),
        basis: "文本自洽",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some((first, others)) = context.report.bodies.split_first().filter(|(_, others)| !others.is_empty()) else {
        return Ran::NotApplicable(bilingual!("只有一处写明机关名称，无可核对", "only one place names the body: nothing to compare"));
    };
    for other in others {
        let Some(severity) = disagreement(&first.name, other) else { continue };
        let (a, b) = (&first.name, &other.name);
        let ((zh_a, en_a), (zh_b, en_b)) = (place(first.place), place(other.place));
        out.add(
            Some(other.span),
            bilingual!("{zh_b}写的是“{b}”，{zh_a}写的是“{a}”", "the {en_b} names “{b}”, the {en_a} names “{a}”"),
            bilingual!(
                "请核对报告机关，改正写错的名称，并核对数据是否为本机关的",
                "decide whose report it is, correct the other name, and check that the figures are this body's"
            ),
        )
        .related(first.span, bilingual!("{zh_a}中的名称", "the name in the {en_a}"))
        .expected(a.as_str(), b.as_str())
        .at_most(severity)
        .done();
    }
    Ran::Fully
}

/// What a place is called in both languages.
const fn place(place: BodyPlace) -> (&'static str, &'static str) {
    match place {
        BodyPlace::Title => ("标题", "title"),
        BodyPlace::Preamble => ("编制说明", "preamble"),
        BodyPlace::Signature => ("落款", "signature"),
        BodyPlace::ReportingUnit => ("填报单位", "line 填报单位"),
    }
}

/// How certain it is that another name is of another body; `None` if it may be the same.
fn disagreement(name: &str, other: &NamedBody) -> Option<Severity> {
    let ((places_a, organ_a), (places_b, organ_b)) = (places(name), places(&other.name));
    if let (Some(a), Some(b)) = (places_a.last(), places_b.last())
        && let Some(severity) = places_differ(a, b, &places_a, &places_b)
    {
        return Some(severity);
    }
    let certain =
        |name: &str| classify(name).1 == OrganizationKind::Department && ["局", "委员会", "厅"].iter().any(|end| name.ends_with(end));
    let same_place = places_a.last().zip(places_b.last()).is_some_and(|(a, b)| a == b);
    let differ = same_place && certain(name) && certain(&other.name) && !is_short_for(organ_a, organ_b) && !is_short_for(organ_b, organ_a);
    let severity = if other.place == BodyPlace::Signature { Severity::Error } else { Severity::Warning };
    differ.then_some(severity)
}

/// Whether two places of one rank are different ones; of different ranks one may belong to the other.
fn places_differ(a: &str, b: &str, of_a: &[&str], of_b: &[&str]) -> Option<Severity> {
    const RANKS: [&str; 6] = ["县", "区", "镇", "乡", "街道", "旗"];
    if a == b || a.ends_with(b) || b.ends_with(a) || of_a.contains(&b) || of_b.contains(&a) {
        return None;
    }
    // 开发区 and the like need not be the districts that other names are of.
    let same = |rank: &str| a.ends_with(rank) && b.ends_with(rank);
    let is_zone = |name: &str| ["开发区", "新区", "园区", "示范区", "管理区", "景区", "自治区"].iter().any(|zone| name.ends_with(zone));
    if RANKS.into_iter().any(same) {
        return (!is_zone(a) && !is_zone(b)).then_some(Severity::Error);
    }
    (a.ends_with('市') && b.ends_with('市')).then_some(Severity::Warning)
}

/// Whether a name is short for another: its characters stand in the other in the same order (发改委, 发展和改革委员会).
fn is_short_for(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn between(a: &str, b: &str) -> Option<Severity> {
        disagreement(a, &NamedBody { place: BodyPlace::Signature, name: b.to_owned(), span: Span::new(0, 0) })
    }

    #[test]
    fn bodies_of_other_places_and_other_departments_differ() {
        for (a, b) in [
            ("上犹县人民政府", "大余县人民政府"),
            ("上犹县水利局", "上犹县林业局"),
            ("赣州市上犹县水利局", "崇义县水利局"),
            ("东山镇人民政府", "上犹县营前镇人民政府"),
            ("福州市晋安区", "福州市鼓楼区人民政府"),
        ] {
            assert_eq!(between(a, b), Some(Severity::Error), "{a} {b}");
        }
        assert_eq!(between("樟树市人民政府", "高安市人民政府"), Some(Severity::Warning));
    }

    #[test]
    fn one_body_has_many_names() {
        for (a, b) in [
            ("上犹县人民政府", "上犹县人民政府办公室"),
            ("上犹县", "赣州市上犹县人民政府"),
            ("宜丰县", "宜丰县政府信息化工作办公室"),
            ("上犹县发展和改革委员会", "上犹县发改委"),
            ("上犹县市场监督管理局", "上犹县市场监管局"),
            ("上犹县卫生健康委员会", "卫生健康委员会"),
            ("上犹县水利局", "上犹县人民政府"),
            ("东山镇", "上犹县人民政府"),
            ("上犹县东山镇人民政府", "东山镇人民政府"),
            ("赣州市", "上犹县人民政府"),
            ("赣县区", "赣县人民政府"),
            ("高新技术产业开发区管委会", "青石区人民政府"),
            ("江西师范大学", "江西师范大学信息公开办公室"),
        ] {
            assert_eq!(between(a, b), None, "{a} {b}");
        }
    }
}
