//! Table 2 of the editions since 2019: what the sums and bounds of its forms do not say.

mod issued_repealed_narr;
mod procurement_unit;
mod reg_power;

use crate::rule::RuleDefinition;

/// The rules of this family.
pub(crate) static RULES: &[&RuleDefinition] = &[&issued_repealed_narr::RULE, &procurement_unit::RULE, &reg_power::RULE];
