//! A personal mailbox as the office's contact.

use crate::bilingual;
use crate::private::PrivateKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{places, shown};

crate::declare_rule! {
    /// ## What it checks
    /// Mailboxes in the text are at the government's own domain, not at a provider for everybody (qq.com, 163.com …).
    ///
    /// ## Why it matters
    /// Letters to such a mailbox leave the government's system, and who holds it can change unseen.
    ///
    /// ## Not reported
    /// Mailboxes at any other domain. The finding is a hint only: such contacts are very common.
    ///
    /// ## How to correct
    /// Give a mailbox of the government's own domain.
    pub(crate) static RULE = {
        code: "PRV-PERSONAL-MAIL",
        name: "personal-mailbox",
        severity: Info,
        editions: EVERY,
        title: ("以个人邮箱作联系邮箱", "A personal mailbox as official contact"),
        basis: "国办发〔2017〕47号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for &place in places(context, PrivateKind::Mailbox) {
        let mailbox = shown(context, place);
        out.add(
            Some(place.span),
            bilingual!("联系邮箱（{mailbox}）不是政务邮箱", "the mailbox ({mailbox}) is not of a government domain"),
            bilingual!("建议改用政务邮箱（gov.cn）", "give a mailbox at gov.cn"),
        )
        .done();
    }
    Ran::Fully
}
