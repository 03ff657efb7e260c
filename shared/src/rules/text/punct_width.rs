//! Half-width punctuation in Chinese text.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Chinese text has full-width points and brackets: ，；：（） and not `,;:()`.
    ///
    /// ## Why it matters
    ///
    /// The standard for punctuation asks for it, and the marks of the other kind are set badly.
    ///
    /// ## Not reported
    ///
    /// Points in numbers, times and addresses, and between Latin letters. Often a web exporter made them, so one finding tells how
    /// many there are.
    ///
    /// ## How to correct
    /// Replace them by their full-width forms.
    pub(crate) static RULE = {
        code: "TXT-PUNCT-WIDTH",
        name: "punct-width",
        severity: Info,
        editions: EVERY,
        title: ("中文使用半角标点", "Half-width punctuation in Chinese text"),
        basis: "GB/T 15834—2011",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let marks = &context.prose.marks;
    let (tally, full) = (marks.half_width, marks.full_width);
    if let Some(first) = tally.first {
        let (count, point) = (tally.count, context.text(first));
        out.add(
            Some(first),
            bilingual!(
                "正文中有 {count} 处中文使用了半角标点（首处为“{point}”），另有 {full} 处为全角",
                "{count} points and brackets in Chinese text are half-width (the first is “{point}”), {full} are full-width"
            ),
            bilingual!("请统一改为全角标点，如“，”“：”“（）”", "use full-width punctuation throughout"),
        )
        .done();
    }
    Ran::Fully
}
