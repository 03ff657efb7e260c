//! Estimates where a count is due.

use crate::bilingual;
use crate::claims::{Approximation, Claim, ClaimYear, Measure, Role};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// What was published, received or answered in the year is counted exactly, without 余, 多 or 约.
    ///
    /// ## Why it matters
    ///
    /// The body keeps these figures itself; an estimate says that they were not counted.
    ///
    /// ## Not reported
    ///
    /// Totals of several years, plans, readers and followers; bounds (10件以上的).
    ///
    /// ## How to correct
    /// State the exact number.
    pub(crate) static RULE = {
        code: "NN-APPROX",
        name: "approx",
        severity: Info,
        editions: EVERY,
        title: ("应填确数而用约数", "An approximation where a count is due"),
        basis: "统计口径",
        check: check,
    }
}

/// Words that say that something was published, received or answered.
const COUNTED: &[&str] = &["公开", "发布", "公布", "公示", "收到", "受理", "答复", "办结", "回复", "解读", "申请", "推送"];
/// What nobody can count exactly, or what others do.
const ESTIMATED: &[&str] = &["阅读", "点击", "访问", "浏览", "关注", "粉丝", "订阅", "播放", "覆盖", "群众", "转发"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let claims = &context.claims().list;
    for claim in claims.iter().filter(|claim| is_estimate(claim)) {
        let words = context.text(claim.subject);
        let about = |list: &[&str]| list.iter().any(|word| words.contains(word));
        // 提出10件以上的有4人 sets a bound and counts nothing.
        let bounds = context.source.text()[claim.span.end() as usize..].starts_with('的');
        // 活动不少于24场 is what is asked for.
        let before = &context.source.text()[..claim.span.start() as usize];
        let bounds = bounds || ["不少于", "不低于", "至少"].iter().any(|word| before.ends_with(word));
        if !about(COUNTED) || about(ESTIMATED) || bounds {
            continue;
        }
        let stated = context.text(estimate(context, claim));
        out.add(
            Some(claim.span),
            bilingual!("“{stated}”是约数，本年的公开、办理数量应为确数", "“{stated}” is an estimate where a count of the year is due"),
            bilingual!("请填写确切数字", "state the exact number"),
        )
        .done();
    }
    super::ran(claims.iter().any(Claim::is_count), bilingual!("正文没有数量", "the prose states no counts"))
}

/// The figure with the word before it that makes it an estimate: 近400条.
fn estimate(context: &Context<'_>, claim: &Claim) -> Span {
    let before = &context.source.text()[..claim.span.start() as usize];
    let word = ["大约", "将近", "接近", "超过", "约", "近", "逾", "超"].into_iter().find(|word| before.ends_with(word));
    let start = before.len() - word.map_or(0, str::len);
    Span::of(start..claim.span.end() as usize)
}

fn is_estimate(claim: &Claim) -> bool {
    let estimated = matches!(claim.approximation, Approximation::AtLeast | Approximation::About);
    estimated
        && claim.year == ClaimYear::This
        && claim.measure == Measure::Count
        && matches!(claim.role, Role::Total | Role::Part)
        && claim.unit != "人次"
}
