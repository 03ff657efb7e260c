//! The figures that the prose states, read once for all rules that compare them.
//!
//! Turns headings and paragraphs into [`Claims`]: each figure with its unit, with what it counts, for whom and for which
//! year, and with how figures of one sentence hang together (parts of a whole, shares, rates, changes). The words that
//! decide are data (`forms/claims.toml`, see [`Words`]).
//!
//! ```text
//! 2017年，全县主动公开政府信息7221条，其中县级部门公开5641条，占78.1%。
//!         7221 条  active.published  whole body, this year      →  active.published_total@value
//!         5641 条  part of 7221, of a subordinate body
//!         78.1 %   share of 5641 in 7221
//! ```
//!
//! Invariant: a claim names cells of the form ([`Claim::cells`]) only if every word of its subject is known, nothing
//! before it in the sentence narrows it, and scope and year are certain. What is not certain stays in the list without
//! them, and no rule makes an error of it. Telephone numbers, dates, document numbers, quoted titles and ordinals are no
//! claims at all. Whether a claim agrees with a table is for the rules.

mod beside;
mod figure;
mod reader;
mod same_cells;
mod sentence;
mod structure;
#[cfg(test)]
mod tests;
mod tree;
mod words;

use crate::amount::Amount;
use crate::form::CellId;
use crate::report::Report;
use crate::source::{Source, Span};

pub use same_cells::{ByCells, SameCells};
pub use words::{Topic, TopicId, Words, WordsError};

/// The figures of a report's prose and how they hang together.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    /// The claims in the order of the text.
    pub list: Vec<Claim>,
    /// Wholes with their parts.
    pub breakdowns: Vec<Breakdown>,
    /// Percentages that say what part of a whole something is.
    pub shares: Vec<Share>,
    /// Rates with the counts they were made of.
    pub rates: Vec<RateOfCounts>,
    /// Changes against another year.
    pub changes: Vec<Change>,
    /// Numbers that a line break may have cut in two, in the order of the text; the sentences that they stand in make no claim.
    pub unread: Vec<Span>,
}

/// Index of a claim within [`Claims::list`].
pub type ClaimId = usize;

/// A figure that the prose states, or words that deny that there is anything to count.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The value, multiplied out: 17000 for `1.7万`. Its scale is the printed one.
    pub value: Amount,
    /// What one unit in the last printed digit is worth: 1 for `29036条`, 0.01 for `35.63%`, 1000 for `1.7万`.
    pub step: Amount,
    /// The number with its unit; for a denial, the words that deny.
    pub span: Span,
    /// The unit, `%` for percentages however they are written; empty if none is printed.
    pub unit: &'static str,
    /// What kind of unit it is.
    pub measure: Measure,
    /// Whether the number is exact.
    pub approximation: Approximation,
    /// The words that say what is counted; may be empty.
    pub subject: Span,
    /// The sentence it stands in.
    pub sentence: Span,
    /// What is counted, if every word of the subject is known and they say so together.
    pub topic: Option<TopicId>,
    /// Whether the topic was taken over from the claim before, since the subject names none (`历年累计20080条`).
    pub elliptical: bool,
    /// For whom it is counted.
    pub scope: Scope,
    /// For which year.
    pub year: ClaimYear,
    /// Whether there is something, or nothing, to count.
    pub polarity: Polarity,
    /// What the figure is in its sentence.
    pub role: Role,
    /// The cells of the report's form whose sum it states; empty unless that is certain.
    pub cells: Vec<CellId>,
}

/// What kind of unit a claim is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Pieces, cases, times, people: 件, 条, 次, 人.
    Count,
    /// 元, 万元.
    Money,
    /// %, 百分之.
    Percent,
    /// 个百分点.
    PercentPoints,
    /// 倍.
    Times,
    /// No unit is printed.
    None,
}

/// Whether a number is exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Approximation {
    /// As printed.
    #[default]
    Exact,
    /// 余, 多, 以上, 超过: that or more.
    AtLeast,
    /// 不超过, 以内: that or less.
    AtMost,
    /// 约, 近, 左右: about that.
    About,
}

/// For whom a claim is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The reporting body with all that its report covers (全县, 我局), named or understood.
    Whole,
    /// The body's own level alone (县本级).
    Own,
    /// Bodies below it (乡镇, 部门).
    Subordinate,
    /// Cannot be told, or a condition before it narrows what is counted.
    #[default]
    Unclear,
}

/// For which year a claim is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ClaimYear {
    /// The report year, named or understood.
    This,
    /// The year before.
    Last,
    /// All years together (历年累计).
    Cumulative,
    /// Another year, a part of a year, or something that is only intended.
    Other,
    /// Cannot be told.
    #[default]
    Unclear,
}

/// Whether a claim says that there is something or nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// A figure above zero.
    #[default]
    Some,
    /// Zero, or words for it: 0件, 未收到, 没有发生.
    None,
}

/// What a figure is in its sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// A figure by itself.
    #[default]
    Total,
    /// A part of a figure before it (其中, 分别为, a list in brackets).
    Part,
    /// A percentage of a whole (占…%).
    Share,
    /// A rate (办结率, 满意率).
    Rate,
    /// An increase or decrease.
    Change,
}

/// A whole and its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breakdown {
    /// The whole.
    pub whole: ClaimId,
    /// Its parts, in the order of the text; of the same unit as the whole.
    pub parts: Vec<ClaimId>,
    /// Whether the parts make up the whole.
    pub kind: BreakdownKind,
    /// Whether the parts are surely of one list: in brackets, or divided by 、 or ；.
    pub tight: bool,
    /// From the words that open the list to its last figure.
    pub span: Span,
}

/// Whether listed parts make up their whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BreakdownKind {
    /// 其中, 主要, 包括: there may be more.
    Open,
    /// A list in brackets, or by a criterion (按类型分), that no word calls open: mostly all there is, but not surely.
    Likely,
    /// 分为, 由…组成, bodies of each level in brackets, or a list that ends with 其余 or 其他.
    Exhaustive,
}

/// A percentage of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The percentage.
    pub share: ClaimId,
    /// What it is the percentage of the whole of.
    pub part: ClaimId,
    /// The whole.
    pub whole: ClaimId,
}

/// A rate with its counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateOfCounts {
    /// The rate.
    pub rate: ClaimId,
    /// What was done.
    pub done: ClaimId,
    /// Of how many.
    pub of: ClaimId,
}

/// A change against another year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The claim that states the change.
    pub change: ClaimId,
    /// Which way.
    pub direction: Direction,
    /// The figure that changed, if it is stated.
    pub now: Option<ClaimId>,
    /// The figure that it is compared with, if it is stated.
    pub before: Option<ClaimId>,
}

/// Which way a figure changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// 增加, 增长, 上升.
    Up,
    /// 减少, 下降.
    Down,
}

impl Claims {
    /// Reads headings and paragraphs of a report that was recognised as one of `form`.
    #[must_use]
    pub fn read(source: &Source, report: &Report, words: &Words, form: Option<usize>) -> Self {
        reader::read(source, report, words, form)
    }

    /// A claim by its index.
    #[must_use]
    pub fn get(&self, id: ClaimId) -> &Claim {
        &self.list[id]
    }

    /// The claims of the same sentence as one of them, itself among them: they stand together.
    #[must_use]
    pub fn of_sentence(&self, id: ClaimId) -> &[Claim] {
        let sentence = self.list[id].sentence;
        let before = self.list[..id].iter().rev().take_while(|claim| claim.sentence == sentence).count();
        let after = self.list[id..].iter().take_while(|claim| claim.sentence == sentence).count();
        &self.list[id - before..id + after]
    }

    /// The claims with a topic, in the order of the text.
    pub fn about(&self, topic: TopicId) -> impl Iterator<Item = &Claim> {
        self.list.iter().filter(move |claim| claim.topic == Some(topic))
    }
}

impl Claim {
    /// Whether what it counts, for whom and for which year is certain, so that an error may rest on it.
    #[must_use]
    pub const fn is_certain(&self) -> bool {
        self.topic.is_some() && matches!(self.scope, Scope::Whole) && matches!(self.year, ClaimYear::This | ClaimYear::Cumulative)
    }

    /// Whether it is a plain count: neither a percentage nor a change.
    #[must_use]
    pub const fn is_count(&self) -> bool {
        matches!(self.measure, Measure::Count) && matches!(self.role, Role::Total | Role::Part)
    }

    /// Whether a number is compatible with it: equal for an exact claim, within what it leaves open otherwise.
    #[must_use]
    pub fn allows(&self, value: Amount) -> bool {
        match self.approximation {
            Approximation::Exact if self.step <= Amount::ONE => value == self.value,
            Approximation::Exact => (value - self.value).abs() * Amount::TWO <= self.step,
            Approximation::AtLeast => value >= self.value,
            Approximation::AtMost => value <= self.value,
            Approximation::About => (value - self.value).abs() * Amount::TEN <= self.value,
        }
    }
}
