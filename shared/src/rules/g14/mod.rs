//! The table of 2014: what its sums and bounds do not say.

mod gazette_level;

use crate::rule::RuleDefinition;

/// The rules of this family.
pub(crate) static RULES: &[&RuleDefinition] = &[&gazette_level::RULE];
