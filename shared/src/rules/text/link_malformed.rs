//! A malformed address.

use crate::bilingual;
use crate::prose::{Flaw, LinkKind};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::is_cut;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Web and mail addresses can be ones: a scheme that is spelt right or none before `www.`, no blank inside, a host with all
    /// its parts.
    ///
    /// ## Why it matters
    ///
    /// Nobody gets anywhere by an address with a slip in it.
    ///
    /// ## Not reported
    ///
    /// Addresses without a scheme (`www.….gov.cn`), Chinese domains, numbers. Whether an address exists is not looked up.
    ///
    /// ## How to correct
    /// Write the address in full, as a browser shows it.
    pub(crate) static RULE = {
        code: "TXT-LINK-MALFORMED",
        name: "link-malformed",
        severity: Info,
        editions: EVERY,
        title: ("网址或邮箱格式错误", "A malformed address"),
        basis: "文本质量",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for link in &context.prose.marks.links {
        let Some(flaw) = link.flaw.filter(|_| !is_cut(context, link)) else { continue };
        let (zh, en) = match flaw {
            Flaw::NoScheme => ("缺少“http:”或“https:”", "it lacks http: or https:"),
            Flaw::BrokenScheme => ("开头的“http://”写错", "its http:// is misspelt"),
            Flaw::Blank => ("中间有空格", "a blank divides it"),
            Flaw::BadHost => ("域名不完整或写错", "its host is incomplete or misspelt"),
        };
        let address = context.text(link.span);
        let message = match link.kind {
            LinkKind::Web => bilingual!("网址“{address}”{zh}", "the address “{address}” is malformed: {en}"),
            LinkKind::Mail => bilingual!("邮箱“{address}”{zh}", "the mail address “{address}” is malformed: {en}"),
        };
        out.add(Some(link.span), message, bilingual!("请核对并写出完整、可以打开的地址", "check it and write the whole address")).done();
    }
    Ran::Fully
}
