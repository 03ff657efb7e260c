//! NN: the figures and words of the prose against each other.
//!
//! What a figure counts and how figures hang together is read in [`crate::claims`]; the rules here only compare.

mod approx;
mod contradiction;
mod dup_item;
mod growth;
mod name;
mod part_gt_whole;
mod parts_sum;
mod percent;
mod percent_sum;
mod rate_numbers;
mod rate_range;
mod same_fact;
#[cfg(test)]
mod tests;
mod total_missing;
mod unit_missing;
mod unit_mix;

use rust_decimal::RoundingStrategy;

use crate::amount::Amount;
use crate::claims::{Approximation, Breakdown, BreakdownKind, Claim, Claims};
use crate::finding::Severity;
use crate::rule::{Context, Ran, RuleDefinition};
use crate::source::Span;
use crate::text::Bilingual;

/// The rules of this family.
pub(crate) static RULES: &[&RuleDefinition] = &[
    &approx::RULE,
    &contradiction::RULE,
    &dup_item::RULE,
    &growth::RULE,
    &name::RULE,
    &part_gt_whole::RULE,
    &parts_sum::RULE,
    &percent::RULE,
    &percent_sum::RULE,
    &rate_numbers::RULE,
    &rate_range::RULE,
    &same_fact::RULE,
    &total_missing::RULE,
    &unit_missing::RULE,
    &unit_mix::RULE,
];

/// How a percentage agrees with its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// It is the quotient, rounded.
    Exact,
    /// It differs by one unit of the last digit: cut off, or made to fit.
    LastDigit,
    /// It differs by more.
    No,
}

impl Fit {
    /// How a stated percentage agrees with the quotient of two counts, and that quotient, rounded.
    fn of(stated: &Claim, part: Amount, whole: Amount) -> Option<(Self, String)> {
        if whole <= Amount::ZERO {
            return None;
        }
        let exact = part.checked_mul(Amount::ONE_HUNDRED)?.checked_div(whole)?;
        let off = (exact - stated.value).abs();
        let fit = if off * Amount::TWO <= stated.step {
            Self::Exact
        } else if off <= stated.step {
            Self::LastDigit
        } else {
            Self::No
        };
        let rounded = exact.round_dp_with_strategy(stated.value.scale(), RoundingStrategy::MidpointAwayFromZero);
        Some((fit, rounded.to_string()))
    }

    const fn severity(self) -> Severity {
        match self {
            Self::Exact | Self::LastDigit => Severity::Info,
            Self::No => Severity::Warning,
        }
    }
}

/// How a share or rate agrees with its counts; nothing if any of the three is an estimate.
fn share_fits(stated: &Claim, part: &Claim, whole: &Claim) -> Option<(Fit, String)> {
    if ![stated, part, whole].iter().all(|claim| claim.approximation == Approximation::Exact) {
        return None;
    }
    let rounded = [part, whole].iter().any(|claim| claim.step > Amount::ONE);
    if rounded { rounded_fits(stated, part, whole) } else { Fit::of(stated, part.value, whole.value) }
}

/// How a share or rate agrees with counts of which some are printed in 万, whose last digit may have been rounded or cut off.
fn rounded_fits(stated: &Claim, part: &Claim, whole: &Claim) -> Option<(Fit, String)> {
    let doubt = |claim: &Claim| if claim.step > Amount::ONE { claim.step } else { Amount::ZERO };
    let of = |part: Amount, whole: Amount| part.checked_mul(Amount::ONE_HUNDRED)?.checked_div(whole);
    if whole.value <= doubt(whole) {
        return None;
    }
    let least = of(part.value - doubt(part), whole.value + doubt(whole))?;
    let most = of(part.value + doubt(part), whole.value - doubt(whole))?;
    let fits = stated.value + stated.step >= least && stated.value - stated.step <= most;
    let about = of(part.value, whole.value)?.round_dp_with_strategy(stated.value.scale(), RoundingStrategy::MidpointAwayFromZero);
    Some((if fits { Fit::Exact } else { Fit::No }, format!("约{about}")))
}

/// Whether the parts surely make up the whole: by the words, or because their shares come to 100 %.
fn is_complete(claims: &Claims, breakdown: &Breakdown) -> bool {
    let shared = || {
        let shares = shares_of(claims, breakdown)?;
        let sum: Amount = shares.iter().map(|share| share.value).sum();
        let rounding: Amount = shares.iter().map(|share| share.step).sum::<Amount>() / Amount::TWO;
        Some((sum - Amount::ONE_HUNDRED).abs() <= rounding)
    };
    breakdown.kind == BreakdownKind::Exhaustive || shared() == Some(true)
}

/// The shares of all parts, if each has one and there are several.
fn shares_of<'a>(claims: &'a Claims, breakdown: &Breakdown) -> Option<Vec<&'a Claim>> {
    // Shares are in the order of the text, each in the sentence of its part.
    let of = |part: &usize| {
        let sentence = claims.get(*part).sentence;
        let start = claims.shares.partition_point(|share| claims.get(share.share).sentence < sentence);
        let here = claims.shares[start..].iter().take_while(|share| claims.get(share.share).sentence == sentence);
        here.clone().find(|share| share.part == *part).map(|share| claims.get(share.share))
    };
    let shares = breakdown.parts.iter().map(of).collect::<Option<Vec<_>>>()?;
    (shares.len() > 1).then_some(shares)
}

/// Whether whole and parts are exact counts.
fn all_exact(claims: &Claims, breakdown: &Breakdown) -> bool {
    let mut all = breakdown.parts.iter().chain([&breakdown.whole]).map(|&id| claims.get(id));
    all.all(|claim| claim.approximation == Approximation::Exact && claim.step <= Amount::ONE)
}

/// A claim as printed.
fn said<'a>(context: &Context<'a>, claim: &Claim) -> &'a str {
    context.text(claim.span).trim()
}

/// The name of what a claim counts; empty if that is not known.
fn topic<'a>(context: &Context<'a>, claim: &Claim) -> &'a str {
    claim.topic.map_or("", |topic| &context.catalog.claim_words.topic(topic).id)
}

/// The group of findings about one figure.
fn group(context: &Context<'_>, span: Span) -> String {
    format!("figure-{}", context.source.position(span.start()).offset)
}

/// That a rule looked at something, or why there was nothing to look at.
fn ran(any: bool, nothing: Bilingual) -> Ran {
    if any { Ran::Fully } else { Ran::NotApplicable(nothing) }
}
