//! LV: the reporting body and the scope of its figures, as far as one report alone can tell.

mod org_mismatch;
mod org_missing;
mod scope;

use crate::rule::RuleDefinition;

/// The rules of the family.
pub(crate) const RULES: &[&RuleDefinition] = &[&org_mismatch::RULE, &org_missing::RULE, &scope::RULE];
