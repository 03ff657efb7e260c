//! The names of the government accounts.

use crate::amount::{Blanks, is_blank};
use crate::bilingual;
use crate::prose::{Hit, Phrase};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The government microblog (政务微博), and likewise the government account on WeChat (政务微信), has one name throughout the
    /// report.
    ///
    /// ## Why it matters
    ///
    /// Readers look for the account by its name.
    ///
    /// ## Not reported
    ///
    /// Accounts of departments, several accounts named in one sentence, names that do not begin with the name of the place.
    ///
    /// ## How to correct
    /// Use the registered name everywhere.
    pub(crate) static RULE = {
        code: "NN-NAME",
        name: "account-name",
        severity: Info,
        editions: EVERY,
        title: ("同一平台名称前后不一", "One account, two names"),
        basis: "文本自洽",
        check: check,
    }
}

/// Words behind a name that are no part of it.
const STOPS: &[&str] =
    &["公开", "关注", "订阅", "粉丝", "累计", "全年", "推送", "平台", "账号", "公众号", "等", "共", "发布信息", "和", "与", "及"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(place) = context.report.organization.as_ref().map(|it| it.name.chars().take(2).collect::<String>()) else {
        return Ran::NotApplicable(bilingual!(
            "不知道是哪里的报告，无法识别账号名称",
            "without the name of the place no account can be told"
        ));
    };
    let named = |hit: &Hit| name(context, hit, &place).map(|span| (*hit, span));
    let accounts: Vec<(Hit, Span)> = context.prose.hits(Phrase::Account).filter_map(named).collect();
    for (at, (hit, span)) in accounts.iter().enumerate() {
        let same = |other: &&(Hit, Span)| context.text(other.0.span) == context.text(hit.span) && other.0.within != hit.within;
        let Some((_, earlier)) = accounts[..at].iter().find(same) else { continue };
        let (one, other, account) = (context.text(*earlier), context.text(*span), context.text(hit.span));
        let told = accounts[..at].iter().any(|(before, name)| context.text(before.span) == account && context.text(*name) == other);
        if one == other || told {
            continue;
        }
        out.add(
            Some(*span),
            bilingual!("{account}此处称“{other}”，前文称“{one}”", "the account is called “{other}” here and “{one}” before"),
            bilingual!("请核实账号名称，前后统一", "find out the name of the account and use it throughout"),
        )
        .related(*earlier, bilingual!("前文的名称", "the name before"))
        .expected(one, other)
        .done();
    }
    super::ran(!accounts.is_empty(), bilingual!("正文没有写明政务微博、政务微信的名称", "the prose names no government account"))
}

/// Whether a text begins with a word that ends a name.
fn stops(text: &str) -> bool {
    let may_stop = |c| matches!(c, '公' | '关' | '订' | '粉' | '累' | '全' | '推' | '平' | '账' | '等' | '共' | '发' | '和' | '与' | '及');
    text.starts_with(may_stop) && STOPS.iter().any(|stop| text.starts_with(stop))
}

/// The name behind 政务微博, in quotation marks or up to the next mark or word.
fn name(context: &Context<'_>, hit: &Hit, place: &str) -> Option<Span> {
    const LONGEST: usize = 10;
    let rest = context.text(Span::new(hit.span.end(), hit.within.end()));
    let quoted = rest.trim_blanks_start().strip_prefix('“');
    let inner = quoted.unwrap_or(rest);
    if !inner.starts_with(place) {
        return None;
    }
    let mark = |c: char| {
        let point = matches!(c, '，' | '。' | '、' | '；' | '：' | '（' | '）' | '“' | '”' | '《' | '》' | ',' | ';' | ':' | '(' | ')');
        is_blank(c) || point || c.is_ascii_digit()
    };
    let end = inner.find(mark).unwrap_or(inner.len());
    let run = &inner[..end];
    let end = if quoted.is_some() { end } else { run.char_indices().map(|(at, _)| at).find(|&at| stops(&run[at..])).unwrap_or(end) };
    let name = &inner[..end];
    let start = hit.span.end() as usize + rest.len() - inner.len();
    (name.starts_with(place) && (3..=LONGEST).contains(&name.chars().count())).then(|| Span::of(start..start + name.len()))
}
