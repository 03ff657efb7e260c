//! A bank card number.

use crate::bilingual;
use crate::private::PrivateKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{places, shown};

crate::declare_rule! {
    /// ## What it checks
    /// No bank card number stands in the text: sixteen to nineteen digits with an issuer's prefix and the check digit of cards.
    ///
    /// ## Why it matters
    /// Data on a person's means are personal, and nothing in a report needs them.
    ///
    /// ## Not reported
    /// Other long numbers: codes, file numbers, figures in a table, numbers in links.
    ///
    /// ## How to correct
    /// Remove the number from the report and from every place where it was published.
    pub(crate) static RULE = {
        code: "PRV-BANK-CARD",
        name: "bank-card-number",
        severity: Error,
        editions: EVERY,
        title: ("出现银行卡号", "A bank card number"),
        basis: "条例第十五条",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for &place in places(context, PrivateKind::BankCard) {
        let number = shown(context, place);
        out.add(
            Some(place.span),
            bilingual!("文中出现银行卡号（{number}）", "the text has a bank card number ({number})"),
            bilingual!(
                "请从报告中删去该号码；已经发布的，请立即从网站撤下并更换",
                "remove the number; if the report is published, replace it at once"
            ),
        )
        .done();
    }
    Ran::Fully
}
