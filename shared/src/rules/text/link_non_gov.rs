//! A link outside gov.cn.

use crate::bilingual;
use crate::finding::Severity;
use crate::prose::{Link, LinkKind};
use crate::report::OrganizationKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::{has_any, is_cut};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// An address that the report gives as the government's own site is under `.gov.cn`, `.政务` or `.公益`.
    ///
    /// ## Why it matters
    ///
    /// A domain that was given up may be in the hands of anybody, and readers who trust the report follow it.
    ///
    /// ## Not reported
    ///
    /// Mail addresses, numbers in place of names, the sites of schools (`edu.cn`), of public platforms (微博, 微信) and of the
    /// central media, and addresses that are not given as a government's site. Other names under `.cn` were allowed before the
    /// guide of 2017 and are reported as information, for reports of 2018 or later only.
    ///
    /// ## How to correct
    /// Give the site's present address, or remove the link and have the old one reported.
    pub(crate) static RULE = {
        code: "TXT-LINK-NON-GOV",
        name: "link-non-gov",
        severity: Warning,
        editions: EVERY,
        title: ("链接不是政府网站", "A link outside gov.cn"),
        basis: "国办发〔2017〕47号(政府网站发展指引)",
        check: check,
    }
}

/// Ends of hosts that reports may rightly name.
const OFFICIAL: [&str; 22] = [
    "gov.cn",
    "edu.cn",
    "mil.cn",
    "weibo.com",
    "weibo.cn",
    "qq.com",
    "douyin.com",
    "toutiao.com",
    "people.com.cn",
    "people.cn",
    "xinhuanet.com",
    "news.cn",
    "cctv.com",
    "cctv.cn",
    "china.com.cn",
    "cnr.cn",
    "chinanews.com",
    "chinanews.com.cn",
    "baidu.com",
    "alipay.com",
    "kuaishou.com",
    "12377.cn",
];

/// Words by which an address is given as the government's.
const SITES: [&str; 8] = ["政府网", "门户网", "官网", "官方网站", "公开网", "政务网", "信息网", "本报告"];

/// The first report year in which a government's site must be under `.gov.cn`.
const FIRST_YEAR: i32 = 2018;

/// Bytes before an address that tell whose it is.
const REACH: u32 = 120;

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut told: Vec<String> = Vec::new();
    for link in context.prose.marks.links.iter().filter(|link| link.kind == LinkKind::Web) {
        let host = context.text(link.host).to_ascii_lowercase();
        let Some(severity) = judge(context, &host) else { continue };
        if told.contains(&host) || !is_given_as_government(context, link) || is_cut(context, link) {
            continue;
        }
        out.add(
            Some(link.span),
            bilingual!(
                "“{host}”不是政府网站域名，文中却作为政府网站列出",
                "“{host}” is no government domain, though it is given as a government's site"
            ),
            bilingual!(
                "政府网站应使用 .gov.cn 域名。请改为现用网址；如原域名已停用，须防被他人注册利用",
                "a government's site is under .gov.cn: give its present address; a domain that was given up may be in other hands"
            ),
        )
        .at_most(severity)
        .done();
        told.push(host);
    }
    Ran::Fully
}

/// How bad a host is; `None` for one that a report may name.
fn judge(context: &Context<'_>, host: &str) -> Option<Severity> {
    let under = |end: &str| host == end || host.strip_suffix(end).is_some_and(|rest| rest.ends_with('.'));
    let school = context.report.organization.as_ref().is_some_and(|body| body.kind == OrganizationKind::School);
    // A host that cannot be one is another rule's business, and a name with gov in it is a slip.
    let slip = host.split('.').any(|label| label == "gov") || !host.contains('.');
    let numeric = host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if OFFICIAL.iter().any(|end| under(end)) || school || slip || numeric {
        return None;
    }
    if !host.ends_with(".cn") {
        return Some(Severity::Warning);
    }
    context.report.year.year.filter(|&year| year >= FIRST_YEAR).map(|_| Severity::Info)
}

/// Whether the words before an address call it a government's site.
fn is_given_as_government(context: &Context<'_>, link: &Link) -> bool {
    let line = context.text(Span::new(link.within.start(), link.span.start()));
    let mut start = line.len().saturating_sub(REACH as usize);
    while !line.is_char_boundary(start) {
        start += 1;
    }
    has_any(&line[start..], &SITES)
}
