//! The form used is not the one in force for the report year.

use crate::bilingual;
use crate::finding::Severity;
use crate::report::YearEvidenceKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The tables are those of the form in force for the report year.
    ///
    /// ## Why it matters
    ///
    /// The form of another year counts other things: its figures cannot be taken over into the statistics.
    ///
    /// ## Not reported
    ///
    /// A report without any table (STR-TABLE-MISSING), and a form that the caller asked for. An indicator table in the years of the
    /// national statistical table is a warning: some provinces kept theirs. If only weaker places than title and period
    /// name the year, or if they name different years and the form is right for one of them, it is a warning too.
    ///
    /// ## How to correct
    /// Take the form in force for the report year and fill it in by its own definitions; if the form is right, check
    /// the year in title and period.
    pub(crate) static RULE = {
        code: "FORM-EDITION-MISMATCH",
        name: "edition-mismatch",
        severity: Error,
        editions: EVERY,
        title: ("使用的表式与报告年度不符", "The form used is not the one in force for the report year"),
        basis: "2019-2020 国办公开办函〔2019〕60号; 2021起 国办公开办函〔2021〕30号; 2014-2018 国办发〔2014〕32号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(table) = context.report.tables.first() else {
        return Ran::NotApplicable(bilingual!("文中没有识别到表格", "no table was recognised"));
    };
    if context.report.edition.overridden {
        return Ran::NotApplicable(bilingual!("表式由调用方指定", "the caller named the form"));
    }
    let Some(year) = context.report.year.year else {
        return Ran::NotFully(bilingual!("没有识别到报告年度", "the report year is not known"));
    };
    let Some(right) = context.catalog.form_in_force(year).map(|at| &context.catalog.forms[at]) else {
        return Ran::NotApplicable(bilingual!("{year}年尚无规定表式", "no form was in force in {year}"));
    };
    if right.id == context.form.id {
        return Ran::Fully;
    }
    let strong = |kind| matches!(kind, YearEvidenceKind::Title | YearEvidenceKind::Period);
    let proof = context.report.year.evidence.iter().find(|evidence| evidence.year == year && strong(evidence.kind));
    // The table that a form replaced is a local habit as long as the form it replaced had no national table of its own.
    let local = right.supersedes.as_deref() == Some(context.form.id.as_str()) && context.form.supersedes.is_none();
    // Title and period disagree, and the form is right for one of them: the year is at fault rather than the form.
    let fits = |year: i32| context.catalog.form_in_force(year).is_some_and(|at| context.catalog.forms[at].id == context.form.id);
    let disputed =
        context.report.year.evidence.iter().any(|evidence| strong(evidence.kind) && evidence.year != year && fits(evidence.year));
    let severity = if local || disputed || proof.is_none() { Severity::Warning } else { Severity::Error };
    let (used, official) = (&context.form.title, &right.title);
    // The ordinance itself prescribes no form; the notice after it does.
    let mut numbers = right.legal_basis.iter().filter_map(|basis| basis.document_number.as_deref());
    let basis = numbers.find(|number| !number.starts_with("国务院令")).unwrap_or_default();
    let mut finding = out
        .add(
            Some(table.caption.unwrap_or_else(|| super::head(context, table))),
            bilingual!(
                "{year}年度的报告使用了“{used}”，应使用“{official}”（{basis}）",
                "a report on {year} uses “{used}”; “{official}” is in force ({basis})"
            ),
            bilingual!("请改用“{official}”填报", "use “{official}”"),
        )
        .at_most(severity)
        .expected(right.id.clone(), context.form.id.clone())
        .group(if disputed { crate::rules::years::GROUP } else { "edition" });
    if let Some(proof) = proof.or_else(|| context.report.year.evidence.iter().find(|evidence| evidence.year == year)) {
        finding = finding.related(proof.span, bilingual!("报告年度的依据", "what the report year rests on"));
    }
    finding.done();
    Ran::Fully
}
