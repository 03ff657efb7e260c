//! No document in the table, documents in the text.

use crate::bilingual;
use crate::claims::Polarity;
use crate::finding::Severity;
use crate::rule::{Context, Findings, Ran};
use crate::rules::nt;
use crate::rules::reading;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Where the table has no normative document at all (none issued, none repealed, none in force), the text names no number
    /// of them.
    ///
    /// ## Why it matters
    ///
    /// The row was probably left at zero: the text counts documents that the table does not know.
    ///
    /// ## Not reported
    ///
    /// A table with any document, of which NT-NORMATIVE tells; documents of other bodies or years; 转发 and 政策文件; blank cells.
    ///
    /// ## How to correct
    ///
    /// Fill in the row after the register of normative documents; if the documents are no normative documents, call them
    /// otherwise in the text.
    pub(super) static RULE = {
        code: "T2-ISSUED-REPEALED-NARR",
        name: "documents-in-text-alone",
        severity: Warning,
        editions: &["gb2021"],
        title: ("制发、废止与现行有效同时为零而正文称有文件", "All zero while the narrative names documents"),
        basis: "国办公开办函〔2021〕30号",
        check: check,
    }
}

/// What the text may say of normative documents.
const TOPICS: [&str; 3] = ["documents.normative.issued", "documents.normative.repealed", "documents.normative.in_force"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    if let Err(ran) =
        reading::numbers(context, ["documents.normative@issued", "documents.normative@repealed", "documents.normative@in_force"])
    {
        return ran;
    }
    let Some(cells) = nt::all_zero(context) else { return Ran::Fully };
    let stated = TOPICS.into_iter().flat_map(|topic| context.claims_about(topic));
    for claim in stated.filter(|claim| claim.polarity == Polarity::Some && !claim.cells.is_empty()) {
        let what = context.text(claim.subject.cover(claim.span)).trim();
        let finding = out
            .add(
                Some(claim.span),
                bilingual!(
                    "正文“{what}”，表格中行政规范性文件的制发、废止、现行有效件数却都是0",
                    "the text says “{what}”, the table has no normative document issued, repealed or in force"
                ),
                bilingual!(
                    "请按规范性文件台账填写表格；所述文件不是行政规范性文件的，改正正文的说法",
                    "fill in the table after the register; if these are no normative documents, do not call them so"
                ),
            )
            .at_most(Severity::Warning)
            .expected("0", claim.value.to_string());
        let cells_of_it = cells.iter().filter_map(|&cell| Some((context.report.statistic(cell)?.span?, reading::name(context, cell))));
        cells_of_it
            .fold(finding, |finding, (span, name)| {
                let note = bilingual!("表格中的{name}", "{name} in the table");
                finding.related(span, note)
            })
            .cells(cells)
            .done();
    }
    Ran::Fully
}
