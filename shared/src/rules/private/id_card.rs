//! A resident identity number.

use crate::bilingual;
use crate::finding::Severity;
use crate::private::PrivateKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{places, shown};

crate::declare_rule! {
    /// ## What it checks
    /// No resident identity number stands in the text: eighteen digits with a place, a date of birth that exists and the check digit of
    /// GB 11643.
    ///
    /// ## Why it matters
    /// Whoever reads the report can misuse the number. The ordinance forbids publishing personal data, and the law protects it.
    ///
    /// ## Not reported
    /// Credit codes, file and case numbers, numbers in links. A number with the wrong check digit is only a hint: it may be mistyped, or a code
    /// of something else.
    ///
    /// ## How to correct
    /// Remove the number from the report and from every place where it was published.
    pub(crate) static RULE = {
        code: "PRV-ID-CARD",
        name: "identity-number",
        severity: Error,
        editions: EVERY,
        title: ("出现身份证号码", "A resident identity number"),
        basis: "条例第十五条；个人信息保护法第二十八条",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for &place in places(context, PrivateKind::IdentityNumber) {
        let number = shown(context, place);
        out.add(
            Some(place.span),
            bilingual!("文中出现身份证号码（{number}）", "the text has a resident identity number ({number})"),
            bilingual!(
                "请从报告中删去该号码；已经发布的，请立即从网站撤下并更换",
                "remove the number; if the report is published, replace it at once"
            ),
        )
        .done();
    }
    for &place in places(context, PrivateKind::LikeIdentityNumber) {
        let number = shown(context, place);
        out.add(
            Some(place.span),
            bilingual!(
                "文中有一个形似身份证号码的数字（{number}），但校验码不符",
                "a number looks like a resident identity number ({number}), but its check digit is wrong"
            ),
            bilingual!("请核实是否为身份证号码；如是，请删去", "find out whether it is one; if so, remove it"),
        )
        .at_most(Severity::Info)
        .done();
    }
    Ran::Fully
}
