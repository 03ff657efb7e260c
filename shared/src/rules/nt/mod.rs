//! NT: what the text states against what the table states.
//!
//! What a figure counts is read in [`crate::claims`], with the cells that it states; [`narrative`] compares the two. The
//! rules say which topics they are about and what else their words may mean.

mod admin_fees;
mod all_done;
mod balance;
mod carried_in;
mod carried_out;
mod channel;
mod charges;
mod decisions;
mod litigation;
mod narrative;
mod none_claim;
mod normative;
mod outcome;
mod outcome_total;
mod period_table;
mod published_total;
mod regulations;
mod request_channel;
mod requests_new;
mod response;
mod review;
mod review_outcome;
mod staff;
#[cfg(test)]
mod tests;
mod training;

pub(in crate::rules) use normative::all_zero;

use crate::rule::RuleDefinition;

/// The rules of this family.
pub(crate) static RULES: &[&RuleDefinition] = &[
    &admin_fees::RULE,
    &all_done::RULE,
    &balance::RULE,
    &carried_in::RULE,
    &carried_out::RULE,
    &channel::RULE,
    &charges::RULE,
    &decisions::RULE,
    &litigation::RULE,
    &none_claim::RULE,
    &normative::RULE,
    &outcome::RULE,
    &outcome_total::RULE,
    &period_table::RULE,
    &published_total::RULE,
    &regulations::RULE,
    &request_channel::RULE,
    &requests_new::RULE,
    &response::RULE,
    &review::RULE,
    &review_outcome::RULE,
    &staff::RULE,
    &training::RULE,
];

/// Editions that count what was carried over.
const SINCE_2019: &[&str] = &["gb2021", "gb2019"];

/// Editions that count what was published, and charges.
const BEFORE_2019: &[&str] = &["gb2014", "indicator2008"];
