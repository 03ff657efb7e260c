//! Table 3 of the editions since 2019: what its sums and bounds do not say.

mod carryout_share;
mod column_shift;
mod misc_share;
mod only_total;
mod partial_double;

use crate::form::{Operator, RelationInstance};
use crate::rule::{Context, RuleDefinition};

/// The rules of this family.
pub(crate) static RULES: &[&RuleDefinition] =
    &[&carryout_share::RULE, &column_shift::RULE, &misc_share::RULE, &only_total::RULE, &partial_double::RULE];

/// The editions that have table 3.
const EDITIONS: &[&str] = &["gb2021", "gb2019"];

/// The sums of outcomes as the form states them, one for each column: the total on the left, its parts on the right.
fn outcome_sums<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a RelationInstance> {
    let form = context.form;
    let sums = form.relations.iter().filter(|relation| relation.operator == Operator::Equal);
    sums.flat_map(|relation| &relation.instances)
        .filter(move |instance| matches!(instance.left[..], [total] if form.indicator(total) == "outcome.total") && is_one_column(instance))
}

/// Whether the parts of a sum are rows of the total's column.
fn is_one_column(instance: &RelationInstance) -> bool {
    instance.right.iter().all(|part| part.column == instance.left[0].column && part.row != instance.left[0].row)
}
