//! The rules, a directory for each family.

mod reading;
pub(crate) mod relations;
#[cfg(test)]
mod testing;

use crate::rule::RuleDefinition;

/// Every rule that is code, family by family.
pub(crate) fn definitions() -> impl Iterator<Item = &'static RuleDefinition> {
    let families: [&[&'static RuleDefinition]; 0] = [];
    families.into_iter().flat_map(|family| family.iter().copied())
}
