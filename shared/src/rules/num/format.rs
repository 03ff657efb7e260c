//! Digits that are not written plainly.

use super::{listed, looked_everywhere, name, objections, with_places};
use crate::report::{CellValue, Statistic};
use crate::rule::{Context, Findings, Ran};
use crate::source::Span;
use crate::{bilingual, declare_rule};

declare_rule! {
    /// ## What it checks
    /// Numbers are written in half-width digits, without blanks, full-width padding or separators of thousands.
    ///
    /// ## Why it matters
    /// Programs that read the table otherwise take `１２` or `　276` for text.
    ///
    /// ## Not reported
    /// The value: it is read in any case, and only the writing is remarked on. Ordinary blanks around a number, which separate
    /// cells. Tables that could not be read; the rule then counts as not run.
    ///
    /// ## How to correct
    /// Write the number in half-width digits without blanks or separators.
    pub(super) static RULE = {
        code: "NUM-FORMAT",
        name: "number-not-plain",
        severity: Info,
        editions: super::EVERY_EDITION,
        title: ("数字书写不规范", "Digits are full-width, spaced or with separators"),
        basis: "GB/T 15835—2011《出版物上数字用法》",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for (_, objections) in objections(context, |statistic, _| is_unusual(context, statistic)) {
        let quoted = |(statistic, span): &super::Objection<'_>| {
            let amount = statistic.amount().unwrap_or_default();
            format!("{}“{}”应为 {amount}", name(context, statistic), context.text(padded(context, *span)))
        };
        let cells = listed(objections.iter().map(quoted));
        let (zh, en) = (&cells.zh, &cells.en);
        let message = bilingual!("数字书写不规范：{zh}", "numbers not written plainly: {en}");
        let help = bilingual!(
            "改用半角数字，去掉空格、全角空格和千分位分隔符。",
            "Use half-width digits without blanks, full-width padding or separators."
        );
        let finding = out.add(Some(objections[0].1), message, help);
        with_places(finding, context, &objections).done();
    }
    looked_everywhere(context)
}

fn is_unusual(context: &Context<'_>, statistic: &Statistic) -> bool {
    let (CellValue::Number { style, .. }, Some(span)) = (&statistic.value, statistic.span) else { return false };
    style.full_width
        || style.separators
        || style.inner_blanks
        || padded(context, span).start() != span.start()
        || starts_wide(context.text(span))
}

/// A number's place with the full-width blanks before it.
fn padded(context: &Context<'_>, span: Span) -> Span {
    let before = &context.source.text()[..span.start() as usize];
    let padding = before.len() - before.trim_end_matches([' ', WIDE]).len();
    if before[before.len() - padding..].contains(WIDE) { Span::of(before.len() - padding..span.end() as usize) } else { span }
}

/// The ideographic blank.
const WIDE: char = '\u{3000}';

fn starts_wide(text: &str) -> bool {
    text.trim_start_matches(' ').starts_with(WIDE)
}
