//! One fact, one figure.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use crate::amount::Amount;
use crate::bilingual;
use crate::claims::{Approximation, Claim, ClaimId, Claims, Measure, Polarity, Role};
use crate::finding::Severity;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{said, topic};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// What is counted in the same words, for the same body and the same year has one figure: a total that a report has once,
    /// or a rate that stands beside the same count.
    ///
    /// ## Why it matters
    ///
    /// At most one of the figures can be true.
    ///
    /// ## Not reported
    ///
    /// Figures whose scope or year is not certain, parts of a list, other words for what is counted, estimates. Two figures
    /// for the website under two names are told for information only.
    ///
    /// ## How to correct
    /// Find out which figure is right and correct the other.
    pub(crate) static RULE = {
        code: "NN-SAME-FACT",
        name: "same-fact",
        severity: Error,
        editions: EVERY,
        title: ("同一事实前后数值不一", "One fact, two figures"),
        basis: "文本自洽",
        check: check,
    }
}

/// How many rates in the same words are looked at before one: many times those of the longest report, so that cost stays linear.
const LOOK_BACK: usize = 1_000;

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let claims = context.claims();
    let mut any = false;
    let mut totals = FxHashMap::default();
    // Its keys are words of the text, which nobody must be able to choose so that they collide.
    let mut rates: HashMap<_, Vec<ClaimId>> = HashMap::new();
    for (at, claim) in claims.list.iter().enumerate() {
        // The last other figure of the same fact; a third is compared with the second.
        let earlier = if is_total(context, claim) {
            totals.insert((claim.topic, claim.year, claim.unit), at)
        } else if claim.role == Role::Rate {
            any = true;
            if !is_comparable(context, at) {
                continue;
            }
            let alike = rates.entry((claim.scope, claim.year, words(context, claim))).or_default();
            let earlier = alike.iter().rev().take(LOOK_BACK).copied().find(|&earlier| is_same_rate(context, earlier, at));
            alike.push(at);
            earlier
        } else {
            continue;
        };
        any = true;
        let differs = |earlier: &&Claim| earlier.value != claim.value && !is_set_apart(context, earlier, claim);
        if let Some(earlier) = earlier.map(|earlier| claims.get(earlier)).filter(differs) {
            report(context, earlier, claim, out);
        }
    }
    any |= websites(context, out);
    super::ran(any, bilingual!("正文没有可以前后对照的数字", "the prose states no figure that could be compared with another"))
}

fn report(context: &Context<'_>, earlier: &Claim, later: &Claim, out: &mut Findings<'_>) {
    let (one, other, line) = (said(context, earlier), said(context, later), context.line(earlier.span));
    let what = context.text(later.subject).trim();
    out.add(
        Some(later.span),
        bilingual!("“{what}”此处为{other}，前文（第{line}行）为{one}", "“{what}” is {other} here and {one} before (line {line})"),
        bilingual!("请核实哪一个数正确，改正另一处", "find out which figure is right and correct the other"),
    )
    .related(earlier.span, bilingual!("前文的数", "the figure before"))
    .expected(earlier.value.to_string(), later.value.to_string())
    .done();
}

/// Whether one of two figures of a sentence is called one of disclosure and the other is not: 政府信息公开行政复议6件，行政复议案件
/// 总量120件.
fn is_set_apart(context: &Context<'_>, one: &Claim, other: &Claim) -> bool {
    let named = |claim: &Claim| context.text(claim.subject).contains("公开");
    one.sentence == other.sentence && named(one) != named(other)
}

/// Whether a claim is the certain figure of something that a report has once.
fn is_total(context: &Context<'_>, claim: &Claim) -> bool {
    let unique = claim.topic.is_some_and(|topic| context.catalog.claim_words.topic(topic).unique);
    // Zero against a figure is a contradiction in terms, of which another rule tells.
    unique
        && claim.is_certain()
        && claim.role == Role::Total
        && claim.polarity == Polarity::Some
        && claim.approximation == Approximation::Exact
        && claim.step <= Amount::ONE
}

/// The words that say what a claim counts, without blanks.
fn words(context: &Context<'_>, claim: &Claim) -> String {
    context.text(claim.subject).chars().filter(|c| !c.is_whitespace()).collect()
}

/// The counts beside a rate that are no small ones, which may be the same by chance.
fn counts_beside(claims: &Claims, rate: ClaimId) -> impl Iterator<Item = &Claim> {
    let counted = |claim: &&Claim| claim.measure == Measure::Count && claim.value >= Amount::ONE_HUNDRED;
    claims.of_sentence(rate).iter().filter(counted)
}

/// Whether a rate is the only one of its words in its sentence, with a count beside it.
fn is_comparable(context: &Context<'_>, rate: ClaimId) -> bool {
    let claims = context.claims();
    let alike = |claim: &&Claim| claim.role == Role::Rate && is_same_subject(context, claim, claims.get(rate));
    counts_beside(claims, rate).next().is_some() && claims.of_sentence(rate).iter().filter(alike).count() == 1
}

/// Whether two comparable rates in the same words are of the same thing: of different sentences, beside the same count of
/// the same thing.
fn is_same_rate(context: &Context<'_>, one: ClaimId, other: ClaimId) -> bool {
    let claims = context.claims();
    let beside = |count: &Claim| {
        let mut others = counts_beside(claims, other);
        others.any(|it| it.value == count.value && it.unit == count.unit && is_same_subject(context, it, count))
    };
    claims.get(one).sentence != claims.get(other).sentence && counts_beside(claims, one).any(beside)
}

/// Whether two claims say in the same words what they count, blanks apart.
fn is_same_subject(context: &Context<'_>, one: &Claim, other: &Claim) -> bool {
    let (one, other) = (context.text(one.subject), context.text(other.subject));
    one.chars().filter(|c| !c.is_whitespace()).eq(other.chars().filter(|c| !c.is_whitespace())) && !one.is_empty()
}

/// Two figures for what the website published, under two names of it.
fn websites(context: &Context<'_>, out: &mut Findings<'_>) -> bool {
    let certain = |claim: &&Claim| claim.is_certain() && claim.role == Role::Total && claim.approximation == Approximation::Exact;
    let of = |name: &'static str| context.claims().list.iter().filter(certain).find(move |claim| topic(context, claim) == name);
    let (Some(site), Some(platform)) = (of("active.channel.website"), of("active.channel.platform")) else { return false };
    if site.value == platform.value || site.year != platform.year {
        return true;
    }
    let (one, other) = (said(context, site), said(context, platform));
    out.add(
        Some(platform.span),
        bilingual!(
            "政府网站公开数有两个：门户网站{one}，信息公开平台{other}",
            "two figures for the website: {one} on the portal, {other} on the disclosure platform"
        ),
        bilingual!("请写明两者的关系，统计表中的政府网站公开数应与之一致", "say how they relate; the table has one figure for the website"),
    )
    .related(site.span, bilingual!("门户网站", "the portal"))
    .at_most(Severity::Info)
    .done();
    true
}
