//! PRV: personal data that a report must not contain.
//!
//! What is personal is found by [`crate::private`]; names and homes by the rules about them. No message repeats it: findings
//! show it with asterisks, as does everything else that is handed out.

mod address;
mod applicant;
mod bank_card;
mod id_card;
mod mobile;
mod person;
mod personal_mail;

use crate::private::{Mask, Private, PrivateKind};
use crate::rule::{Context, RuleDefinition};

/// The rules of the family.
pub(crate) const RULES: &[&RuleDefinition] =
    &[&address::RULE, &applicant::RULE, &bank_card::RULE, &id_card::RULE, &mobile::RULE, &personal_mail::RULE];

/// What is personal, of one kind.
fn places<'a>(context: &Context<'a>, kind: PrivateKind) -> impl Iterator<Item = &'a Private> {
    context.report.private.iter().filter(move |place| place.kind == kind)
}

/// How something personal is shown.
fn shown(context: &Context<'_>, place: Private) -> String {
    Mask::new(context.source, [place]).text(place.span).into_owned()
}
