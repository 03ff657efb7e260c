//! Unbalanced or mixed quotation marks.

use crate::bilingual;
use crate::prose::MarkKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::{around, marks, report_places};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Quotation marks pair, and a quotation closes with the kind of mark that it opens with: not `“先审后发"`.
    ///
    /// ## Why it matters
    ///
    /// Where a quotation ends is otherwise left to the reader.
    ///
    /// ## Not reported
    ///
    /// Quotations that run over several lines, the typewriter's marks where they pair (a matter of width), apostrophes and
    /// inches, single marks inside double ones, and tables.
    ///
    /// ## How to correct
    /// Add the missing mark, remove the needless one, or use one kind of mark.
    pub(crate) static RULE = {
        code: "TXT-QUOTES",
        name: "quotes",
        severity: Info,
        editions: EVERY,
        title: ("引号不配对或混用", "Unbalanced or mixed quotation marks"),
        basis: "GB/T 15834—2011",
        check: check,
    }
}

const KINDS: &[MarkKind] = &[MarkKind::UnclosedQuote, MarkKind::UnopenedQuote, MarkKind::MixedQuote];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let found: Vec<_> = marks(context, KINDS).collect();
    let places: Vec<Span> = found.iter().map(|mark| mark.span).collect();
    report_places(out, &places, |place| {
        let mark = found.iter().find(|mark| mark.span == place).map_or((place, MarkKind::MixedQuote), |mark| (mark.within, mark.kind));
        let quote = around(context, mark.0, place);
        let message = match mark.1 {
            MarkKind::UnclosedQuote => bilingual!("前引号没有对应的后引号：“{quote}”", "a quotation is not closed at “{quote}”"),
            MarkKind::UnopenedQuote => {
                bilingual!("后引号没有对应的前引号：“{quote}”", "a quotation that was not opened is closed at “{quote}”")
            }
            _ => bilingual!("前后引号不是同一种：{quote}", "a quotation opens with one kind of mark and closes with another: {quote}"),
        };
        (message, bilingual!("请使用成对的中文引号“”", "use a pair of Chinese quotation marks “”"))
    });
    Ran::Fully
}
