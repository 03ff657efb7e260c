//! A mobile number.

use crate::bilingual;
use crate::private::PrivateKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{places, shown};

crate::declare_rule! {
    /// ## What it checks
    /// No mobile number stands in the text.
    ///
    /// ## Why it matters
    /// A mobile number mostly belongs to a person. An office is reached by its own telephone.
    ///
    /// ## Not reported
    /// Telephones of offices and hotlines, amounts, codes, numbers in links and numbers that are masked already.
    ///
    /// ## How to correct
    /// Replace the number by the office's telephone, or remove it.
    pub(crate) static RULE = {
        code: "PRV-MOBILE",
        name: "mobile-number",
        severity: Warning,
        editions: EVERY,
        title: ("出现手机号码", "A mobile number"),
        basis: "条例第十五条；个人信息保护法",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for &place in places(context, PrivateKind::Mobile) {
        let number = shown(context, place);
        out.add(
            Some(place.span),
            bilingual!("文中出现手机号码（{number}）", "the text has a mobile number ({number})"),
            bilingual!(
                "联系方式请用办公电话；属于个人的，请删去",
                "give the telephone of the office; remove a number that belongs to a person"
            ),
        )
        .done();
    }
    Ran::Fully
}
