//! The rules, a directory for each family.

mod form;
mod g14;
mod law;
mod left_out;
mod level;
mod nn;
mod nt;
mod num;
mod private;
pub(crate) mod reading;
pub(crate) mod relations;
mod structure;
mod t2;
mod t3;
#[cfg(test)]
pub(crate) mod testing;
mod text;
mod xt;
mod years;

pub use left_out::{LEFT_OUT, LeftOut};
pub(crate) use structure::{Declaration, Runs};
pub(crate) use text::{Announced, Kinds};

use crate::rule::RuleDefinition;

/// Every rule that is code, family by family.
pub(crate) fn definitions() -> impl Iterator<Item = &'static RuleDefinition> {
    let families: [&[&'static RuleDefinition]; 14] = [
        form::RULES,
        g14::RULES,
        law::RULES,
        level::RULES,
        nn::RULES,
        nt::RULES,
        num::RULES,
        private::RULES,
        structure::RULES,
        t2::RULES,
        t3::RULES,
        text::RULES,
        xt::RULES,
        years::RULES,
    ];
    families.into_iter().flat_map(|family| family.iter().copied())
}
