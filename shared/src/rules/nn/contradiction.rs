//! Statements that cannot both hold.

use rustc_hash::FxHashMap;

use crate::amount::Amount;
use crate::bilingual;
use crate::claims::{Claim, Measure, Polarity, Role};
use crate::form::CellId;
use crate::prose::{Hit, Phrase};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::said;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Where the prose says that there was none of something, it states no figure of it elsewhere; where all staff are said
    /// to work part-time, no full-time staff are spoken of; where a sentence says that all requests were closed (全部办结, 办结率100%),
    /// it carries none into the next year.
    ///
    /// ## Why it matters
    ///
    /// One of the statements was left over from another year or another body.
    ///
    /// ## Not reported
    ///
    /// Statements of another year, of other bodies or of parts; plans to employ full-time staff; rates of what was due
    /// (按时办结率100%).
    ///
    /// ## How to correct
    /// Keep the statement that is true.
    pub(crate) static RULE = {
        code: "NN-CONTRADICTION",
        name: "contradiction",
        severity: Warning,
        editions: EVERY,
        title: ("正文表述互相矛盾", "Statements contradict each other"),
        basis: "文本自洽",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    none_and_some(context, out);
    part_time(context, out);
    all_and_left(context, out);
    Ran::Fully
}

/// 未收到申请 beside 收到申请7件.
fn none_and_some(context: &Context<'_>, out: &mut Findings<'_>) {
    let claims = &context.claims().list;
    let certain = |claim: &&Claim| !claim.cells.is_empty() && matches!(claim.role, Role::Total | Role::Part);
    let mut figures = None;
    for none in claims.iter().filter(certain).filter(|claim| claim.polarity == Polarity::None) {
        let Some(some) = figures.get_or_insert_with(|| first_figures(claims.iter().filter(certain))).get(none.cells.as_slice()) else {
            continue;
        };
        let (one, two, line) = (said(context, none), said(context, some), context.line(some.span));
        let what = context.text(some.subject).trim();
        out.add(
            Some(none.span),
            bilingual!("此处称“{one}”，第{line}行却称“{what}”{two}", "here “{one}”, on line {line} “{what}” {two}"),
            bilingual!("请核实并统一两处表述", "find out which is true and make both agree"),
        )
        .related(some.span, bilingual!("另一处表述", "the other statement"))
        .done();
    }
}

/// For the cells that figures state, the first figure.
fn first_figures<'a>(claims: impl Iterator<Item = &'a Claim>) -> FxHashMap<&'a [CellId], &'a Claim> {
    let mut figures = FxHashMap::default();
    for claim in claims.filter(|claim| claim.polarity == Polarity::Some) {
        figures.entry(claim.cells.as_slice()).or_insert(claim);
    }
    figures
}

/// 均为兼职人员 beside 专职人员.
fn part_time(context: &Context<'_>, out: &mut Findings<'_>) {
    let Some(all) = context.prose.hits(Phrase::AllPartTime).next() else { return };
    let speaks_of_it = |hit: &&Hit| {
        let before = context.text(Span::new(hit.within.start(), hit.span.start()));
        let clause = before.rsplit(['。', '；', '，', ',', ';']).next().unwrap_or_default();
        !["未", "没有", "无", "将", "要", "应", "配备", "增加"].iter().any(|word| clause.contains(word))
    };
    let other = context.prose.hits(Phrase::FullTime).filter(speaks_of_it).find(|hit| !all.span.contains(hit.span));
    let Some(other) = other else { return };
    let (one, two) = (context.text(all.span), context.text(other.span));
    out.add(
        Some(other.span),
        bilingual!("此处提到“{two}”，另一处却称“{one}”", "“{two}” is spoken of here, “{one}” is said elsewhere"),
        bilingual!("请核实有无专职人员，统一两处表述", "find out whether there are full-time staff and make both agree"),
    )
    .related(all.span, bilingual!("另一处表述", "the other statement"))
    .done();
}

/// Everything closed, and some carried into the next year, in one sentence.
fn all_and_left(context: &Context<'_>, out: &mut Findings<'_>) {
    const OTHERWISE: [&str; 8] = ["除", "其余", "余下", "剩", "应办", "到期", "逾期", "未办结"];
    let all = |claim: &Claim| {
        let says_all = |hit: &Hit| match context.text(hit.span).ends_with('率') {
            true => rate_of_all(context, claim, hit.span),
            false => Some(hit.span),
        };
        context.prose.hits(Phrase::AllClosed).filter(|hit| claim.sentence.contains(hit.span)).find_map(says_all)
    };
    for left in context.claims_about("requests.carried_out").filter(|claim| claim.polarity == Polarity::Some && claim.is_certain()) {
        let Some(all) = all(left).filter(|all| all.start() < left.span.start()) else { continue };
        let between = context.text(Span::new(all.start(), left.span.start()));
        let so_far = context.text(Span::new(left.sentence.start(), left.span.start()));
        if between.contains(['；', ';', '不', '或']) || OTHERWISE.iter().any(|word| so_far.contains(word)) {
            continue;
        }
        let (one, two) = (context.text(all), said(context, left));
        out.add(
            Some(left.span),
            bilingual!("同一句既称“{one}”，又称结转下年度{two}", "one sentence says “{one}” and that {two} are carried into the next year"),
            bilingual!("请核实是否全部办结，统一表述", "find out whether all were closed and say so"),
        )
        .related(all, bilingual!("另一处表述", "the other statement"))
        .done();
    }
}

/// A rate with its figure, if it stands right before the requests carried over and is that of all requests, and 100 %: 办结率100%, and
/// not 按时办结率100% or 上年结转件办结率100%.
fn rate_of_all(context: &Context<'_>, left: &Claim, rate: Span) -> Option<Span> {
    let before = context.text(Span::new(left.sentence.start(), rate.start()));
    let clause = before.rsplit(['，', ',', '、', '：', '（']).next().unwrap_or_default().trim();
    let plain = matches!(clause, "" | "总" | "申请" | "申请件" | "依申请公开" | "依申请公开申请" | "政府信息公开申请");
    let sentence = || context.claims().list.iter().filter(|claim| claim.sentence == left.sentence);
    // 收到建议5件，办结率100%: the rate is that of what was counted last.
    let of_requests = sentence().take_while(|claim| claim.span.end() <= rate.start()).filter(|claim| claim.is_count()).last();
    let mut behind = sentence().skip_while(|claim| claim.span.start() < rate.end());
    let all = behind.next().filter(|claim| claim.measure == Measure::Percent && claim.value == Amount::ONE_HUNDRED)?;
    let certain = plain && behind.next() == Some(left) && of_requests.is_none_or(|claim| claim.topic.is_some());
    certain.then(|| rate.cover(all.span))
}
