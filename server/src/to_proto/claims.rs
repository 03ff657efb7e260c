//! The figures of the prose in the contract's words.

use gouji_core::amount;
use gouji_core::claims::{Approximation, Claim, ClaimYear, Claims, Polarity, Role, Scope};
use gouji_proto::v1;

use super::Speaker;
use crate::locate::to_i32;

impl Speaker<'_> {
    pub(super) fn claims(&self, claims: &Claims) -> Vec<v1::Claim> {
        let mut messages: Vec<_> = claims.list.iter().map(|claim| self.claim(claim)).collect();
        let parts = claims.breakdowns.iter().flat_map(|it| it.parts.iter().map(|&part| (part, it.whole)));
        let shares = claims.shares.iter().map(|it| (it.share, it.whole));
        for (part, whole) in parts.chain(shares) {
            messages[part].whole = Some(to_i32(whole));
        }
        messages
    }

    fn claim(&self, claim: &Claim) -> v1::Claim {
        let (indicator, column) = self.indicator(claim);
        v1::Claim {
            value: self.quoted(&amount::print(claim.value)),
            unit: claim.unit.to_owned(),
            indicator,
            span: Some(self.span(claim.span)),
            column,
            cells: self.addresses(self.form, &claim.cells),
            topic: claim.topic.map_or_else(String::new, |topic| self.catalog.claim_words.topic(topic).id.clone()),
            subject: (!claim.subject.is_empty()).then(|| self.span(claim.subject)),
            approximation: approximation(claim.approximation).into(),
            scope: scope(claim.scope).into(),
            year: year(claim.year).into(),
            role: role(claim.role).into(),
            none: claim.polarity == Polarity::None,
            whole: None,
        }
    }

    /// Indicator and column of what a claim states; of a sum, the common part of its indicators.
    fn indicator(&self, claim: &Claim) -> (String, String) {
        let (Some(form), Some((&first, rest))) = (self.form, claim.cells.split_first()) else { return (String::new(), String::new()) };
        let column = form.column_code(first).to_owned();
        if rest.is_empty() {
            return (form.indicator(first).to_owned(), column);
        }
        let mut common: Vec<&str> = form.indicator(first).split('.').collect();
        for &cell in rest {
            let same = common.iter().zip(form.indicator(cell).split('.')).take_while(|(one, other)| **one == *other).count();
            common.truncate(same);
        }
        (common.join("."), column)
    }
}

const fn approximation(approximation: Approximation) -> v1::ClaimApproximation {
    match approximation {
        Approximation::Exact => v1::ClaimApproximation::Exact,
        Approximation::AtLeast => v1::ClaimApproximation::AtLeast,
        Approximation::AtMost => v1::ClaimApproximation::AtMost,
        Approximation::About => v1::ClaimApproximation::About,
    }
}

const fn scope(scope: Scope) -> v1::ClaimScope {
    match scope {
        Scope::Whole => v1::ClaimScope::Whole,
        Scope::Own => v1::ClaimScope::Own,
        Scope::Subordinate => v1::ClaimScope::Subordinate,
        Scope::Unclear => v1::ClaimScope::Unspecified,
    }
}

const fn year(year: ClaimYear) -> v1::ClaimYear {
    match year {
        ClaimYear::This => v1::ClaimYear::This,
        ClaimYear::Last => v1::ClaimYear::Last,
        ClaimYear::Cumulative => v1::ClaimYear::Cumulative,
        ClaimYear::Other => v1::ClaimYear::Other,
        ClaimYear::Unclear => v1::ClaimYear::Unspecified,
    }
}

const fn role(role: Role) -> v1::ClaimRole {
    match role {
        Role::Total => v1::ClaimRole::Total,
        Role::Part => v1::ClaimRole::Part,
        Role::Share => v1::ClaimRole::Share,
        Role::Rate => v1::ClaimRole::Rate,
        Role::Change => v1::ClaimRole::Change,
    }
}
