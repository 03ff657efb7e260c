//! Received, carried in, closed and carried out, all in the text.

use crate::amount::Amount;
use crate::bilingual;
use crate::claims::{Approximation, Claim};
use crate::rule::{Context, Findings, Ran};

use super::SINCE_2019;
use super::narrative;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Where the text states how many requests were received, carried in, closed and carried out, the first two together are
    /// the last two together. If one of the four is not stated, what is left for it is not negative.
    ///
    /// ## Why it matters
    ///
    /// Every request is either closed or carried over; the sentence contradicts itself.
    ///
    /// ## Not reported
    ///
    /// Texts with fewer than three of the four; 受理 and 答复, which may mean something else; estimates; two figures for one of
    /// the four.
    ///
    /// ## How to correct
    ///
    /// Check the four figures against table three and correct the text.
    pub(crate) static RULE = {
        code: "NT-BALANCE",
        name: "narrative-does-not-balance",
        severity: Warning,
        editions: SINCE_2019,
        title: ("正文收结数自身不平", "The narrative’s own received/closed/carried figures do not balance"),
        basis: "国办公开办函〔2021〕30号",
        check: check,
    }
}

/// What comes in, then what goes out.
const FOUR: [&str; 4] = ["requests.received", "requests.carried_in", "requests.closed", "requests.carried_out"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let stated = FOUR.map(|topic| only(context, topic));
    let claims: Vec<&Claim> = stated.into_iter().flatten().collect();
    if claims.len() < 3 {
        return Ran::NotApplicable(bilingual!("正文写明的收、结、转数不足三项", "the text states fewer than three of the four figures"));
    }
    let [new, carried_in, closed, carried_out] = stated.map(|claim| claim.map(|claim| claim.value));
    let value = |figure: Option<Amount>| figure.unwrap_or_default();
    let (left, right) = (value(new) + value(carried_in), value(closed) + value(carried_out));
    let possible = match (new.is_none() || carried_in.is_none(), closed.is_none() || carried_out.is_none()) {
        (true, _) => left <= right,
        (_, true) => right <= left,
        _ => left == right,
    };
    if possible {
        return Ran::Fully;
    }
    let show = |label: &str, figure: Option<Amount>| figure.map(|figure| format!("{label}{figure}"));
    let side = |one: Option<String>, other: Option<String>| one.into_iter().chain(other).collect::<Vec<_>>().join("加");
    let ins = side(show("新收", new), show("上年结转", carried_in));
    let outs = side(show("办结", closed), show("结转下年", carried_out));
    let Some((first, rest)) = claims.split_first() else { return Ran::Fully };
    let finding = out.add(
        Some(first.span),
        bilingual!(
            "正文收结数不平：{ins}，共{left}；{outs}，共{right}",
            "the text does not balance: {ins} make {left}; {outs} make {right}"
        ),
        bilingual!(
            "新收加上年结转应等于办结加结转下年，请对照表三改正正文",
            "received and carried in must equal closed and carried out: correct the text after table three"
        ),
    );
    let finding = rest.iter().fold(finding, |finding, claim| {
        let quote = narrative::quote(context, claim);
        finding.related(claim.span, bilingual!("“{quote}”", "“{quote}”"))
    });
    finding.cells(claims.iter().flat_map(|claim| claim.cells.iter().copied())).done();
    Ran::Fully
}

/// The certain, exact claim about a topic, if all of them agree.
fn only<'a>(context: &Context<'a>, topic: &str) -> Option<&'a Claim> {
    let certain = |claim: &&Claim| narrative::is_figure(claim) && !claim.cells.is_empty();
    let mut claims = context.claims_about(topic).filter(certain);
    let first = claims.next()?;
    let exact = first.approximation == Approximation::Exact && first.step <= Amount::ONE;
    (exact && claims.all(|other| other.value == first.value)).then_some(first)
}
