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

use std::fmt;

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
    /// It differs by less than one unit of the last digit: cut off, or made to fit.
    LastDigit,
    /// It differs by more.
    No,
}

/// What a percentage should be. It is worked out only where it is told: nearly all percentages are right.
#[derive(Clone, Copy, Debug)]
struct Quotient {
    part: Amount,
    whole: Amount,
    /// Digits behind the point, as many as the stated one has.
    places: u32,
}

impl Quotient {
    /// The quotient, without rounding.
    fn exact(self) -> Option<Amount> {
        self.part.checked_mul(Amount::ONE_HUNDRED)?.checked_div(self.whole)
    }

    /// By how much a percentage is off, and how much its last digit is worth, both as multiples of the same number: without a
    /// division if nothing is too large for that.
    fn off(self, stated: &Claim) -> Option<(Amount, Amount)> {
        let undivided = || {
            let part = self.part.checked_mul(Amount::ONE_HUNDRED)?;
            let (due, step) = (stated.value.checked_mul(self.whole)?, stated.step.checked_mul(self.whole)?);
            Some((part.checked_sub(due)?.abs(), step)).filter(|_| self.whole >= Amount::ONE)
        };
        undivided().or_else(|| Some(((self.exact()? - stated.value).abs(), stated.step)))
    }
}

impl fmt::Display for Quotient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let exact = self.exact().unwrap_or_default();
        exact.round_dp_with_strategy(self.places, RoundingStrategy::MidpointAwayFromZero).fmt(f)
    }
}

impl Fit {
    /// How a stated percentage agrees with the quotient of two counts, and that quotient.
    fn of(stated: &Claim, part: Amount, whole: Amount) -> Option<(Self, Quotient)> {
        if whole <= Amount::ZERO {
            return None;
        }
        let quotient = Quotient { part, whole, places: stated.value.scale() };
        let (off, step) = quotient.off(stated)?;
        let fit = if off * Amount::TWO <= step {
            Self::Exact
        } else if off < step {
            Self::LastDigit
        } else {
            Self::No
        };
        Some((fit, quotient))
    }

    const fn severity(self) -> Severity {
        match self {
            Self::Exact | Self::LastDigit => Severity::Info,
            Self::No => Severity::Warning,
        }
    }
}

/// How a share or rate agrees with its counts; nothing if any of the three is an estimate.
fn share_fits(stated: &Claim, part: &Claim, whole: &Claim) -> Option<ShareFit> {
    if ![stated, part, whole].iter().all(|claim| claim.approximation == Approximation::Exact) {
        return None;
    }
    let rounded = [part, whole].iter().any(|claim| claim.step > Amount::ONE);
    if rounded {
        return rounded_fits(stated, part, whole);
    }
    let (fit, quotient) = Fit::of(stated, part.value, whole.value)?;
    Some(ShareFit { fit, quotient, about: "" })
}

/// How a share agrees with its counts.
struct ShareFit {
    fit: Fit,
    quotient: Quotient,
    /// What is said before the quotient if it is no exact one.
    about: &'static str,
}

impl fmt::Display for ShareFit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.about, self.quotient)
    }
}

/// How a share or rate agrees with counts of which some are printed in 万, whose last digit may have been rounded or cut off.
fn rounded_fits(stated: &Claim, part: &Claim, whole: &Claim) -> Option<ShareFit> {
    let doubt = |claim: &Claim| if claim.step > Amount::ONE { claim.step } else { Amount::ZERO };
    let of = |part: Amount, whole: Amount| part.checked_mul(Amount::ONE_HUNDRED)?.checked_div(whole);
    if whole.value <= doubt(whole) {
        return None;
    }
    let least = of(part.value - doubt(part), whole.value + doubt(whole))?;
    let most = of(part.value + doubt(part), whole.value - doubt(whole))?;
    let fits = stated.value + stated.step >= least && stated.value - stated.step <= most;
    let quotient = Quotient { part: part.value, whole: whole.value, places: stated.value.scale() };
    quotient.exact()?;
    Some(ShareFit { fit: if fits { Fit::Exact } else { Fit::No }, quotient, about: "约" })
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
