//! Parts against their whole.

use crate::amount::Amount;
use crate::bilingual;
use crate::claims::{Breakdown, BreakdownKind, Claim, Role};
use crate::finding::Severity;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;
use crate::text::Bilingual;

use super::{group, said};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// No part of a figure (其中…) is greater than the figure itself, nor are outcomes or channels of requests together, of
    /// which each case has one.
    ///
    /// ## Why it matters
    ///
    /// It is arithmetically impossible: one of the figures is wrong.
    ///
    /// ## Not reported
    ///
    /// Sums of parts that may overlap (kinds of information; numbered parts, halves of a year, proposals of the two assemblies and ends of cases do not); parts of what may be an earlier figure of the sentence; channels of publication, one of which may exceed the total, are
    /// worth a warning only. What a share is measured by (占65.2%（全部事项316项）) is no part, and an average no whole.
    ///
    /// ## How to correct
    /// Correct the part or the total; where the figure is no part, do not say 其中.
    pub(crate) static RULE = {
        code: "NN-PART-GT-WHOLE",
        name: "part-gt-whole",
        severity: Error,
        editions: EVERY,
        title: ("其中项或其和大于总数", "Parts exceed the whole"),
        basis: "文本自洽",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let claims = context.claims();
    for breakdown in &claims.breakdowns {
        if !part(context, breakdown, out) {
            sum(context, breakdown, out);
        }
    }
    super::ran(!claims.breakdowns.is_empty(), bilingual!("正文没有列出总数及其分项", "the prose lists no parts of a total"))
}

/// Reports the parts that exceed their whole; says whether any does.
fn part(context: &Context<'_>, breakdown: &Breakdown, out: &mut Findings<'_>) -> bool {
    let claims = context.claims();
    let whole = claims.get(breakdown.whole);
    let mut any = false;
    for (at, &part) in breakdown.parts.iter().enumerate() {
        let part = claims.get(part);
        // 从渠道看，网站300条，微信450条: nobody says that channels divide the total.
        let apart = breakdown.kind == BreakdownKind::Likely && is_channel(context, part);
        if apart || !exceeds(part, whole) || may_be_of_another(context, breakdown, part) {
            continue;
        }
        any = true;
        // Behind a comma another statement may have begun, and a channel may be no part of the total at all.
        let certain = (breakdown.tight || at == 0) && !is_channel(context, part);
        let (one, total) = (said(context, part), said(context, whole));
        out.add(
            Some(part.span),
            exceeding(one, total),
            bilingual!(
                "请核对两数；如不属于前一总数，应另起一句、不用“其中”",
                "check both figures; if this is no part of the total, begin another sentence without 其中"
            ),
        )
        .related(whole.span, bilingual!("总数", "the whole"))
        .at_most(if certain { Severity::Error } else { Severity::Warning })
        .group(group(context, whole.span))
        .done();
    }
    any
}

fn exceeding(part: &str, whole: &str) -> Bilingual {
    bilingual!("其中项{part}大于总数{whole}", "the part {part} is greater than the whole {whole}")
}

fn sum(context: &Context<'_>, breakdown: &Breakdown, out: &mut Findings<'_>) {
    let claims = context.claims();
    let whole = claims.get(breakdown.whole);
    let parts = || breakdown.parts.iter().map(|&part| claims.get(part));
    let sum: Amount = parts().map(|part| part.value).sum();
    let known = parts().all(|part| is_one_of_a_kind(context, part));
    let disjoint = known
        || parts().all(|part| is_an_end(context, part))
        || parts().all(|part| is_numbered(context, part))
        || are_apart(context, breakdown)
        || are_applicants(parts().map(|part| context.text(part.subject).trim()));
    // Where the parts are all there are, the rule about their sum tells it.
    let told = !known && super::is_complete(claims, breakdown);
    if !disjoint || told || !super::all_exact(claims, breakdown) || sum <= whole.value {
        return;
    }
    // 承办120件，办结115件，主办70件、会办50件: a figure before may be the whole; 主办70件、会办50件（部分件同时主办和会办） says why.
    let of_another = || other_wholes(context, breakdown).any(|(alone, together)| alone == sum || together > whole.value);
    if !known && (of_another() || overlap_is_explained(context, breakdown)) {
        return;
    }
    let list = parts().map(|part| part.value.to_string()).collect::<Vec<_>>().join("+");
    let total = said(context, whole);
    out.add(
        Some(breakdown.span),
        match breakdown.parts[..] {
            [one] => exceeding(said(context, claims.get(one)), total),
            _ => bilingual!("其中各项之和{list}={sum}，大于总数{total}", "the parts {list}={sum} exceed the whole {total}"),
        },
        if known {
            bilingual!("每件申请只计一种情形，请核对各项与总数", "each case counts once: check the parts and the total")
        } else {
            bilingual!("各项互不重复，请核对各项与总数", "the parts exclude each other: check them and the total")
        },
    )
    .at_most(if known { Severity::Error } else { Severity::Warning })
    .related(whole.span, bilingual!("总数", "the whole"))
    .group(group(context, whole.span))
    .done();
}

/// Whether a bracket right behind the parts says that they overlap.
fn overlap_is_explained(context: &Context<'_>, breakdown: &Breakdown) -> bool {
    let Some(&last) = breakdown.parts.last() else { return false };
    let last = context.claims().get(last);
    let behind = context.text(Span::new(last.span.end(), last.sentence.end().max(last.span.end())));
    let inner = behind.trim_start().strip_prefix(['（', '(']).unwrap_or("");
    let inner = inner.split(['）', ')']).next().unwrap_or("");
    ["部分", "同时", "重复", "交叉", "兼"].iter().any(|word| inner.contains(word))
}

/// Whether a figure before the whole, in its sentence, may be the whole that is meant, or one of several that are meant together:
/// 公开163条：网站163条，微信41条，其中专项资金58条; 建议20件，提案25件，其中主办30件.
fn may_be_of_another(context: &Context<'_>, breakdown: &Breakdown, part: &Claim) -> bool {
    breakdown.kind == BreakdownKind::Open && other_wholes(context, breakdown).any(|(alone, together)| alone.max(together) >= part.value)
}

/// For each figure before the whole, in its sentence, nearest first: itself, and the whole with all figures back to it.
fn other_wholes(context: &Context<'_>, breakdown: &Breakdown) -> impl Iterator<Item = (Amount, Amount)> {
    let claims = context.claims();
    let whole = claims.get(breakdown.whole);
    let sentence = claims.of_sentence(breakdown.whole);
    let before = sentence.iter().take_while(|claim| claim.span.start() < whole.span.start()).count();
    let alike = sentence[..before].iter().rev().filter(|claim| claim.is_count() && claim.unit == whole.unit && claim.year == whole.year);
    let mut sum = Amount::ZERO;
    // 建议20件、提案25件，合计45件: the whole is their total already.
    let is_total = alike.clone().any(|claim| {
        sum += claim.value;
        sum == whole.value
    });
    let mut together = whole.value;
    alike.map(move |claim| {
        // What is received and what is answered, which the table tells apart, is nothing together.
        if !is_total && claim.role == Role::Total && whole.topic.is_none() && claim.topic.is_none() {
            together += claim.value;
        }
        (claim.value, together)
    })
}

fn exceeds(part: &Claim, whole: &Claim) -> bool {
    use crate::claims::Approximation::{AtLeast, Exact};
    let bounded = matches!(part.approximation, Exact | AtLeast) && whole.approximation == Exact && whole.step <= part.step;
    bounded && part.value > whole.value
}

pub(super) fn is_channel(context: &Context<'_>, claim: &Claim) -> bool {
    const CHANNELS: [&str; 8] = ["网", "微博", "微信", "公报", "平台", "新媒体", "公众号", "客户端"];
    if claim.topic.is_some() {
        return super::topic(context, claim).starts_with("active.channel.");
    }
    let subject = context.text(claim.subject);
    CHANNELS.iter().any(|channel| subject.contains(channel))
}

/// Whether a part is how cases ended, of which each has one end: 维持2件、纠正1件.
fn is_an_end(context: &Context<'_>, claim: &Claim) -> bool {
    const ENDS: [&str; 18] = [
        "维持",
        "纠正",
        "纠错",
        "驳回",
        "撤销",
        "终止",
        "审结",
        "予以公开",
        "部分公开",
        "不予公开",
        "无法提供",
        "不予处理",
        "继续有效",
        "保留",
        "修改",
        "修订",
        "失效",
        "废止",
    ];
    let subject = context.text(claim.subject).trim();
    // 继续有效48件: words that count nothing by themselves are no subject.
    let before = context.text(Span::new(claim.sentence.start(), claim.span.start())).trim_end();
    ENDS.iter().any(|end| subject.ends_with(end) || before.ends_with(end))
}

/// Whether a part is the first, second or so of a row: 第一期65人次、第二期65人次.
fn is_numbered(context: &Context<'_>, claim: &Claim) -> bool {
    let subject = context.text(claim.subject).trim();
    let behind = subject.strip_prefix('第').unwrap_or("");
    behind.starts_with(|c: char| "一二三四五六七八九十".contains(c) || c.is_ascii_digit())
}

/// Whether two parts are named so that nothing is both: 上半年20件、下半年30件; 人大代表建议48件、政协提案50件.
fn are_apart(context: &Context<'_>, breakdown: &Breakdown) -> bool {
    const PAIRS: [[&str; 2]; 5] = [["上半年", "下半年"], ["建议", "提案"], ["主办", "会办"], ["主办", "协办"], ["主办", "分办"]];
    let claims = context.claims();
    let [one, two] = breakdown.parts[..] else { return false };
    let (first, second) = (claims.get(one).span, claims.get(two).span);
    let words = [Span::new(breakdown.span.start(), first.start()), Span::new(first.end(), second.start())];
    let [first, second] = words.map(|span| context.text(span));
    let apart = |[one, two]: [&str; 2]| first.contains(one) && !first.contains(two) && second.contains(two) && !second.contains(one);
    PAIRS.into_iter().any(|[one, two]| apart([one, two]) || apart([two, one]))
}

/// Whether parts are of one kind of applicants and of the other, of which each request has one: 自然人10件，企业3件.
fn are_applicants<'a>(subjects: impl Iterator<Item = &'a str>) -> bool {
    const PERSONS: [&str; 3] = ["自然人", "公民", "个人"];
    const BODIES: [&str; 5] = ["企业", "公司", "法人", "组织", "机构"];
    let (mut persons, mut bodies, mut others) = (0, 0, 0);
    for subject in subjects {
        let ends = |words: &[&str]| words.iter().any(|word| subject.trim_end_matches(['类', '申', '请', '提', '出']).ends_with(word));
        *(if ends(&PERSONS) {
            &mut persons
        } else if ends(&BODIES) {
            &mut bodies
        } else {
            &mut others
        }) += 1;
    }
    persons == 1 && bodies == 1 && others == 0
}

/// Whether each case counts under one such heading alone.
pub(super) fn is_one_of_a_kind(context: &Context<'_>, claim: &Claim) -> bool {
    let topic = super::topic(context, claim);
    ["outcome.", "requests.channel.", "review.", "litigation."].iter().any(|kind| topic.starts_with(kind))
}
