//! Unbalanced brackets.

use crate::bilingual;
use crate::prose::MarkKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::{around, marks, report_places};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Brackets and the marks of titles pair, and a bracket closes with its own kind: not `〔2019)`, not `《条例）`.
    ///
    /// ## Why it matters
    ///
    /// What the remark or the title takes in is otherwise left to the reader.
    ///
    /// ## Not reported
    ///
    /// Brackets of different width that are of one kind, ordinals with a closing bracket alone (1）), pairs that run over several
    /// lines, and tables.
    ///
    /// ## How to correct
    /// Add the missing bracket, or remove the needless one.
    pub(crate) static RULE = {
        code: "TXT-BRACKETS",
        name: "brackets",
        severity: Info,
        editions: EVERY,
        title: ("括号书名号不配对", "Unbalanced brackets"),
        basis: "GB/T 15834—2011",
        check: check,
    }
}

const KINDS: &[MarkKind] = &[MarkKind::UnclosedBracket, MarkKind::UnopenedBracket];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let places: Vec<Span> = marks(context, KINDS).map(|mark| mark.span).collect();
    report_places(out, &places, |place| {
        let within = marks(context, KINDS).find(|mark| mark.span == place).map_or(place, |mark| mark.within);
        let quote = around(context, within, place);
        (
            bilingual!("括号或书名号不配对：“{quote}”", "a bracket has no counterpart of its kind at “{quote}”"),
            bilingual!(
                "请补上缺少的一半，或删去多余的一半，前后使用同一种括号",
                "add its counterpart or remove it, and use one kind of bracket"
            ),
        )
    });
    Ran::Fully
}
