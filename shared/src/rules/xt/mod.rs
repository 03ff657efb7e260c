//! One table against another, or against a section of the text: what no relation says.

mod fee_statement;
mod granted_share;

use crate::rule::RuleDefinition;

/// The rules of this family.
pub(crate) static RULES: &[&RuleDefinition] = &[&fee_statement::RULE, &granted_share::RULE];
