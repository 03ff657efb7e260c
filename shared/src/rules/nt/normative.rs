//! Normative documents.

use crate::bilingual;
use crate::finding::Severity;
use crate::form::CellId;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::narrative::{self, Subject, Total, compare};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The numbers of normative documents (规范性文件) that the text says were issued, repealed, published or are in force are
    /// those of the table.
    ///
    /// ## Why it matters
    ///
    /// Text and table tell the same year of the same body; if they differ, one of them is wrong, or counts something else
    /// without saying so, and a reader cannot tell which to go by.
    ///
    /// ## Not reported
    ///
    /// Documents that were only passed on, other policy documents (政策文件), and a table with zeros throughout, of which
    /// T2-ISSUED-REPEALED-NARR tells. Figures of other bodies, levels or years, estimates that the table fits, cells that are
    /// blank or were not read.
    ///
    /// ## How to correct
    ///
    /// Find out which figure is right and correct the other; if the text covers less than the table (its own level alone,
    /// part of the year), say so.
    pub(crate) static RULE = {
        code: "NT-NORMATIVE",
        name: "normative-documents-differ",
        severity: Error,
        editions: EVERY,
        title: ("正文规范性文件数与表格不符", "Normative documents: narrative against table"),
        basis: "文本与表格自洽",
        check: check,
    }
}

/// What is compared.
pub(super) const SUBJECTS: &[Subject] = &[
    Subject::of("documents.normative.issued"),
    Subject::of("documents.normative.repealed").unless(&["失效"]),
    Subject::of("documents.normative.in_force"),
    Subject::of("documents.normative.published").also(&[&["documents.normative.issued"]]).at_most(Severity::Warning),
];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    if all_zero(context).is_some() {
        return Ran::NotApplicable(bilingual!(
            "表格制发、废止、现行有效均为零，由 T2-ISSUED-REPEALED-NARR 核对",
            "the table has zeros throughout: T2-ISSUED-REPEALED-NARR looks at it"
        ));
    }
    compare(context, SUBJECTS, out)
}

/// The cells of documents issued, repealed and in force, if the table has no document in any of them.
pub(in crate::rules) fn all_zero(context: &Context<'_>) -> Option<[CellId; 3]> {
    let cell = |column: &str| context.cell(&format!("documents.normative@{column}"));
    let cells = [cell("issued")?, cell("repealed")?, cell("in_force")?];
    let zero = matches!(narrative::total(context, &cells), Total::Stated { sum, .. } if sum.is_zero());
    zero.then_some(cells)
}
