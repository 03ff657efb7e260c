//! Parts that make up a whole against the whole.

use crate::amount::Amount;
use crate::bilingual;
use crate::claims::{Breakdown, BreakdownKind, Claims};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::part_gt_whole::{is_channel, is_one_of_a_kind};
use super::{all_exact, group, is_complete, said};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Where the prose says that parts make up a total (分为, the bodies named in brackets, a list that ends with 其余 or 其他,
    /// shares that come to 100 %), they add up to it. Of other lists in brackets, behind a colon or by a criterion (按类型分), only those that
    /// miss the total by one, or would add up if two digits of a figure changed places: such a list is hardly one with an
    /// item left out.
    ///
    /// ## Why it matters
    ///
    /// One of the figures is wrong, and a reader can see it.
    ///
    /// ## Not reported
    ///
    /// Channels of publication that exceed the total; lists led by 其中, 主要 or 包括, which need not be complete, lists in brackets that leave more than a slip, or end with 等,
    /// and figures that are not exact. Lists whose missing rest stands right behind them (…，1件未审结).
    ///
    /// ## How to correct
    /// Correct the total or the part that is wrong, or say 其中 where the list is not complete.
    pub(crate) static RULE = {
        code: "NN-PARTS-SUM",
        name: "parts-sum",
        severity: Warning,
        editions: EVERY,
        title: ("正文分项之和不等于总数", "Stated parts do not add up to the stated total"),
        basis: "文本自洽",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let claims = context.claims();
    for breakdown in &claims.breakdowns {
        let likely = breakdown.kind == BreakdownKind::Likely && !is_complete(claims, breakdown);
        if !likely && !is_complete(claims, breakdown) {
            continue;
        }
        let whole = claims.get(breakdown.whole);
        let parts: Vec<_> = breakdown.parts.iter().map(|&part| claims.get(part)).collect();
        let sum = parts.iter().map(|part| part.value).sum();
        if !all_exact(claims, breakdown) || whole.value == sum || parts.iter().any(|part| part.value > whole.value) {
            continue;
        }
        if is_made_up_behind(claims, breakdown, whole.value - sum) {
            continue;
        }
        // Of few, one may well be left out, unless each case has one of what is listed.
        let many = whole.value >= Amount::TEN || parts.iter().all(|part| is_one_of_a_kind(context, part));
        if likely && !(many && is_a_slip(whole.value, parts.iter().map(|part| part.value))) {
            continue;
        }
        // 公报36条、网站3100条、微信620条、其他150条: one item may be published through several channels.
        // Unless they are accounts (18个), or their own sum stands behind them (合计5520条).
        let items =
            matches!(whole.unit, "条" | "篇" | "件" | "条次" | "次") && breakdown.parts.first().is_some_and(|&part| breakdown.whole < part);
        if sum > whole.value && items && parts.iter().filter(|part| is_channel(context, part)).count() > 1 {
            continue;
        }
        let list = parts.iter().map(|part| part.value.to_string()).collect::<Vec<_>>().join("+");
        let (total, unit) = (said(context, whole), whole.unit);
        let help = if likely {
            bilingual!(
                "请核对各分项与总数，改正有误的一项；各项没有列全的，请用“其中”或以“等”收尾",
                "check the parts and the total and correct the one that is wrong; say 其中 or 等 if the list is not complete"
            )
        } else {
            bilingual!("请核对各分项与总数，改正有误的一项", "check the parts and the total and correct the one that is wrong")
        };
        let mut finding = out
            .add(
                Some(whole.span),
                bilingual!("分项之和{list}={sum}{unit}，与总数{total}不符", "the parts {list}={sum} do not add up to the total {total}"),
                help,
            )
            .expected(sum.to_string(), whole.value.to_string())
            .group(group(context, whole.span));
        for part in parts {
            finding = finding.related(part.span, bilingual!("分项", "part"));
        }
        finding.done();
    }
    super::ran(!claims.breakdowns.is_empty(), bilingual!("正文没有列出总数及其分项", "the prose lists no parts of a total"))
}

/// Whether the figures right behind a list are what it lacks: 9件，其中维持5件、纠正2件、其他结果1件，1件未审结.
fn is_made_up_behind(claims: &Claims, breakdown: &Breakdown, lack: Amount) -> bool {
    let Some(&last) = breakdown.parts.last() else { return false };
    let (unit, end) = (claims.get(last).unit, claims.get(last).span.end());
    let behind = claims.of_sentence(last).iter().skip_while(|claim| claim.span.start() < end).take_while(|claim| claim.unit == unit);
    let mut so_far = Amount::ZERO;
    behind.into_iter().any(|claim| {
        so_far += claim.value;
        so_far == lack
    })
}

/// Whether parts miss their whole as a slip of the pen does: by one, or by what two neighbouring digits make when they change places.
fn is_a_slip(whole: Amount, parts: impl Iterator<Item = Amount> + Clone) -> bool {
    let gap = whole - parts.clone().sum::<Amount>();
    if gap.abs() == Amount::ONE {
        return true;
    }
    swaps(whole, -gap) || parts.into_iter().any(|part| swaps(part, gap))
}

/// Whether a number changes by `gap` when two neighbouring digits of it change places.
fn swaps(number: Amount, gap: Amount) -> bool {
    let mut digits = number.trunc().to_string().into_bytes();
    (1..digits.len()).any(|at| {
        digits.swap(at - 1, at);
        let changed = std::str::from_utf8(&digits).ok().and_then(|text| text.parse::<Amount>().ok());
        digits.swap(at - 1, at);
        changed.is_some_and(|changed| changed - number == gap)
    })
}
