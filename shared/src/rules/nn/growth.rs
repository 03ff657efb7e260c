//! A change against the figures of both years.

use rust_decimal::RoundingStrategy;

use crate::amount::Amount;
use crate::bilingual;
use crate::claims::{Approximation, Change, Claim, Claims, Direction, Measure};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;
use crate::text::Bilingual;

use super::{Fit, said};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// A stated increase or decrease, in points as well, follows from the figures before and after it, or from the difference
    /// that stands beside it.
    ///
    /// ## Why it matters
    ///
    /// One of the figures is wrong, or of another year.
    ///
    /// ## Not reported
    ///
    /// Changes of which only one year is stated, those that fit another figure of their sentence, and times (增长1.5倍), which
    /// are read in two ways, unless they can be read in one alone (是上年210条的2倍). Figures in 万 leave open what their last
    /// digit does. One unit in the last digit is told for information.
    ///
    /// ## How to correct
    /// Compute the change again, or correct the figures.
    pub(crate) static RULE = {
        code: "NN-GROWTH",
        name: "growth",
        severity: Warning,
        editions: EVERY,
        title: ("增减幅与两年数不符", "A growth claim does not follow from the figures"),
        basis: "文本自洽",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let claims = context.claims();
    let mut any = false;
    for change in &claims.changes {
        let stated = claims.get(change.change);
        if change.now.is_none() {
            any |= of_a_difference(context, change, out);
            continue;
        }
        let (now, before, (fit, expected)) = if let Some((now, before)) = years(claims, change) {
            let told = if stated.measure == Measure::Times {
                multiple(context, change, now, before)
            } else {
                let fit = fits(stated, change.direction, now.value, before);
                fit.map(|(fit, expected)| (points_fit(claims, change).unwrap_or(fit), expected))
            };
            let Some(told) = told else { continue };
            (now, before, told)
        } else if let Some((now, before, told)) = rounded(claims, change) {
            (now, before, told)
        } else {
            continue;
        };
        any = true;
        if fit == Fit::Exact || is_of_another(claims, change, now, before) {
            continue;
        }
        let (stated_as, this) = (said(context, stated), said(context, now));
        let last = change.before.map_or_else(|| format!("{before}{}", now.unit), |last| said(context, claims.get(last)).to_owned());
        let Bilingual { zh: it, en: it_is } = signed(&expected, change.direction);
        let mut finding = out
            .add(
                Some(stated.span),
                bilingual!(
                    "{stated_as}的增减与前后两数不符：由{last}到{this}，应为{it}",
                    "the change {stated_as} does not follow from {last} to {this}: it is {it_is}"
                ),
                bilingual!("请核对两年的数和增减幅", "check the figures of both years and the change"),
            )
            .related(now.span, bilingual!("本年数", "this year"))
            .expected(expected, stated.value.to_string())
            .at_most(fit.severity());
        if let Some(last) = change.before {
            finding = finding.related(claims.get(last).span, bilingual!("上年数", "the year before"));
        }
        finding.done();
    }
    super::ran(any, bilingual!("正文没有连同两年数写明的增减", "the prose states no change with the figures of both years"))
}

/// A change as it should be: one that goes the other way is called so, since nobody reads 增长-10.8%.
fn signed(expected: &str, direction: Direction) -> Bilingual {
    match (expected.strip_prefix('-'), direction) {
        (None, _) => bilingual!("{expected}", "{expected}"),
        (Some(size), Direction::Up) => bilingual!("减少{size}", "a decrease of {size}"),
        (Some(size), Direction::Down) => bilingual!("增加{size}", "an increase of {size}"),
    }
}

/// 比上年增加58条，增长8.9%（上年584条）: a percentage against the difference beside it, where this year's figure is not stated there.
/// Says whether there was anything to compare.
fn of_a_difference(context: &Context<'_>, change: &Change, out: &mut Findings<'_>) -> bool {
    let claims = context.claims();
    let stated = claims.get(change.change);
    let Some(before) = change.before.map(|before| claims.get(before)) else { return false };
    let Some(difference) = difference_beside(claims, change).map(|beside| claims.get(beside.change)) else { return false };
    let exact = |claim: &Claim| claim.approximation == Approximation::Exact && claim.step <= Amount::ONE;
    if ![stated, before, difference].into_iter().all(exact) || stated.measure != Measure::Percent || difference.unit != before.unit {
        return false;
    }
    let Some((fit, computed)) = Fit::of(stated, difference.value, before.value) else { return false };
    if fit != Fit::Exact {
        let (stated_as, by, last) = (said(context, stated), said(context, difference), said(context, before));
        let due = computed.to_string();
        out.add(
            Some(stated.span),
            bilingual!(
                "{stated_as}的增减幅与增减数不符：增减{by}，上年{last}，应为{due}%",
                "the change {stated_as} does not follow from a difference of {by} and {last} the year before: it is {due}%"
            ),
            bilingual!("请核对增减数、上年数和增减幅", "check the difference, the figure of the year before and the change"),
        )
        .related(difference.span, bilingual!("增减数", "the difference"))
        .related(before.span, bilingual!("上年数", "the year before"))
        .expected(due, stated.value.to_string())
        .at_most(fit.severity())
        .done();
    }
    true
}

/// The difference that stands right before a change and goes the same way.
fn difference_beside<'a>(claims: &'a Claims, change: &Change) -> Option<&'a Change> {
    // Changes are in the order of the text.
    let near = claims.changes.partition_point(|other| other.change + 1 < change.change);
    claims.changes[near..].iter().take_while(|other| other.change < change.change).find(|other| {
        let same = other.now == change.now && other.direction == change.direction;
        same && other.change + 1 == change.change && claims.get(other.change).measure == Measure::Count
    })
}

/// The figure of this year, and that of the year before: as stated, or from the difference beside it.
fn years<'a>(claims: &'a Claims, change: &Change) -> Option<(&'a Claim, Amount)> {
    let now = claims.get(change.now?);
    let exact = |claim: &Claim| claim.approximation == Approximation::Exact && claim.step <= Amount::ONE;
    if !exact(now) || !exact(claims.get(change.change)) {
        return None;
    }
    if let Some(before) = change.before {
        let before = claims.get(before);
        return (exact(before) && before.unit == now.unit).then_some((now, before.value));
    }
    // 较上年增加612条，增长14.4%: the difference gives the year before.
    let beside = difference_beside(claims, change).filter(|beside| claims.get(beside.change).unit == now.unit)?;
    let difference = claims.get(beside.change);
    let same = exact(difference) && claims.get(change.change).measure == Measure::Percent;
    let before = match beside.direction {
        Direction::Up => now.value - difference.value,
        Direction::Down => now.value + difference.value,
    };
    (same && before > Amount::ZERO).then_some((now, before))
}

/// 420条，是上年210条的2倍: how a multiple of a figure agrees with both, where the words leave no other reading.
fn multiple(context: &Context<'_>, change: &Change, now: &Claim, before: Amount) -> Option<(Fit, String)> {
    let claims = context.claims();
    let (stated, last) = (claims.get(change.change), claims.get(change.before?));
    let between = context.text(Span::new(last.span.end(), stated.span.start().max(last.span.end()))).trim();
    if !matches!(between, "的" | "）的" | ")的") || before <= Amount::ZERO {
        return None;
    }
    let times = now.value.checked_div(before)?;
    let fit = if (times - stated.value).abs() < stated.step { Fit::Exact } else { Fit::No };
    let rounded = times.round_dp_with_strategy(stated.value.scale(), RoundingStrategy::MidpointAwayFromZero);
    Some((fit, format!("{rounded}倍")))
}

/// A change between figures that are printed in 万: it fits if it is one of those that they may stand for.
fn rounded<'a>(claims: &'a Claims, change: &Change) -> Option<(&'a Claim, Amount, (Fit, String))> {
    let (now, last, stated) = (claims.get(change.now?), claims.get(change.before?), claims.get(change.change));
    let printed = |claim: &&Claim| claim.approximation == Approximation::Exact;
    if ![now, last, stated].iter().all(printed) || now.unit != last.unit || last.value <= last.step {
        return None;
    }
    // A figure may be rounded or cut off, so that its last digit may be one more or less.
    let doubt = |claim: &Claim| if claim.step > Amount::ONE { claim.step } else { Amount::ZERO };
    let (new, old) = (doubt(now), doubt(last));
    let (least, most) = match change.direction {
        Direction::Up => ((now.value - new) - (last.value + old), (now.value + new) - (last.value - old)),
        Direction::Down => ((last.value - old) - (now.value + new), (last.value + old) - (now.value - new)),
    };
    let (least, most, told) = match stated.measure {
        Measure::Count if stated.unit == now.unit => {
            let difference = (now.value - last.value).abs();
            (least, most, format!("{difference}{}", stated.unit))
        }
        Measure::Percent => {
            let of = |difference: Amount, base: Amount| difference.checked_mul(Amount::ONE_HUNDRED)?.checked_div(base);
            let smallest = if least < Amount::ZERO { last.value - old } else { last.value + old };
            let about = of((now.value - last.value).abs(), last.value)?.round_dp(stated.value.scale());
            (of(least, smallest)?, of(most, last.value - old)?, format!("约{about}%"))
        }
        _ => return None,
    };
    let fit = if stated.value + stated.step >= least && stated.value - stated.step <= most { Fit::Exact } else { Fit::No };
    Some((now, last.value, (fit, told)))
}

/// Whether a change is, to its last digit, that of another figure before it: 办理26件，其中新收24件，较上年的31件减少7件.
fn is_of_another(claims: &Claims, change: &Change, now: &Claim, before: Amount) -> bool {
    let stated = claims.get(change.change);
    let earlier = claims.of_sentence(change.change).iter().take_while(|claim| claim.span.start() < stated.span.start());
    let mut others = earlier.filter(|claim| claim.is_count() && claim.unit == now.unit && claim.approximation == Approximation::Exact);
    others.any(|other| fits(stated, change.direction, other.value, before).is_some_and(|(fit, _)| fit == Fit::Exact))
}

/// How a change in points agrees with both percentages, each of which may have been rounded: 由90%提高到95%，提高6个百分点 may come
/// from 89.6% and 95.4%. Points with more digits than the percentages were made of what these were rounded from.
fn points_fit(claims: &Claims, change: &Change) -> Option<Fit> {
    let (now, before, stated) = (claims.get(change.now?), claims.get(change.before?), claims.get(change.change));
    if stated.measure != Measure::PercentPoints {
        return None;
    }
    let difference = if change.direction == Direction::Up { now.value - before.value } else { before.value - now.value };
    let off = (difference - stated.value).abs();
    let rounded = off * Amount::TWO <= now.step + before.step + stated.step;
    Some(if off * Amount::TWO <= stated.step || (rounded && stated.step < now.step) {
        Fit::Exact
    } else if rounded {
        Fit::LastDigit
    } else {
        Fit::No
    })
}

/// Whether a stated change is the one between two figures, and what that is.
fn fits(stated: &Claim, direction: Direction, now: Amount, before: Amount) -> Option<(Fit, String)> {
    let difference = match direction {
        Direction::Up => now - before,
        Direction::Down => before - now,
    };
    match stated.measure {
        Measure::Count => {
            let fit = if difference == stated.value { Fit::Exact } else { Fit::No };
            Some((fit, format!("{difference}{}", stated.unit)))
        }
        Measure::PercentPoints => {
            let fit = if difference == stated.value { Fit::Exact } else { Fit::No };
            Some((fit, format!("{difference}个百分点")))
        }
        Measure::Percent if before > Amount::ZERO => {
            let (fit, computed) = Fit::of(stated, difference, before)?;
            Some((fit, format!("{computed}%")))
        }
        _ => None,
    }
}
