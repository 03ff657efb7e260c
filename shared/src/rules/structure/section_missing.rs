//! A required section is absent.

use crate::bilingual;
use crate::finding::Severity;
use crate::form::FormSection;
use crate::prose::Phrase;
use crate::rule::{Context, Findings, Ran};

use super::{EVERY, section_number, top};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Every section that the form or the ordinance requires has a heading. For report years before 2019, whose order and
    /// wording are free, the content counts: a section is there if any heading or sentence tells of it.
    ///
    /// ## Why it matters
    ///
    /// Article 50 of the ordinance (article 32 before 2019) says what a report must contain. A report that leaves a part
    /// out is not complete.
    ///
    /// ## Not reported
    ///
    /// A section under another wording or place; a mere list of the parts in the opening is no telling. A section whose table is in the text without its heading, or in whose
    /// place an unknown heading stands, is at most a warning. A text without any heading of level 1 is not judged.
    ///
    /// The report of a school or a public enterprise (a company, a hospital) without the form's tables follows another regulation and is
    /// not judged.
    ///
    /// ## How to correct
    /// Add the section with its heading; where nothing happened, say so.
    pub(crate) static RULE = {
        code: "STR-SECTION-MISSING",
        name: "section-missing",
        severity: Error,
        editions: EVERY,
        title: ("缺少法定部分", "A required section is absent"),
        basis: "条例(2019)第五十条; 国办公开办函〔2021〕30号; 国办公开办函〔2019〕60号; 条例(2008)第三十二条",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    if let Some(reason) = super::bound_by_other_format(context) {
        return Ran::NotApplicable(reason);
    }
    if top(context).next().is_none() {
        return Ran::NotFully(bilingual!("文中没有识别到一级标题，无法核对各部分是否齐全", "no heading of level 1 was recognised"));
    }
    let uniform = context.form.sections.iter().all(|section| section.ordinal.is_some());
    let topical = context.form.sections.iter().any(|section| !uniform && !section.topics.is_empty());
    for section in context.form.sections.iter().filter(|section| section.required && section.number > 0) {
        let missing = if uniform {
            if has_heading(context, section) { Vec::new() } else { vec![section.heading.as_str()] }
        } else if topical {
            missing_topics(context, section)
        } else {
            Vec::new()
        };
        if missing.is_empty() {
            continue;
        }
        let heading = if missing.len() == section.topics.len() { section.heading.clone() } else { missing.join("、") };
        let basis = section.legal.as_deref().unwrap_or(if uniform { "统一格式" } else { "条例" });
        let severity =
            if uniform && !has_content(context, section) && !has_stand_in(context, section) { Severity::Error } else { Severity::Warning };
        let found = top(context).map(super::quoted).collect::<Vec<_>>().join("；");
        out.add(
            None,
            bilingual!(
                "缺少“{heading}”部分（{basis}）。文中的一级标题有：{found}",
                "the section “{heading}” is absent ({basis}); the headings of level 1 are: {found}"
            ),
            bilingual!("请补写该部分；当年没有发生的，也要写明没有发生", "add the section; if nothing happened that year, say so"),
        )
        .at_most(severity)
        .expected(heading, "")
        .group(super::section_group(section.number))
        .done();
    }
    Ran::Fully
}

fn has_heading(context: &Context<'_>, section: &FormSection) -> bool {
    let has_words = || {
        let folder = &context.catalog.lexicon.folder;
        let core = folder.fold(&section.heading);
        top(context).any(|heading| folder.fold(&heading.heading).contains(&core))
    };
    // Most headings are recognised, so that their words need not be looked at.
    top(context).any(|heading| section_number(context, heading) == Some(section.number)) || has_words()
}

/// Whether the section's table is in the text although its heading is not.
fn has_content(context: &Context<'_>, section: &FormSection) -> bool {
    context.report.tables.iter().any(|table| context.form_table(table.table).section == section.number)
}

/// Whether a heading that matches nothing stands where the section belongs: it may be the section in other words.
fn has_stand_in(context: &Context<'_>, section: &FormSection) -> bool {
    top(context).any(|heading| section_number(context, heading).is_none() && heading.number == u32::from(section.number))
}

/// The topics of a section that no part of the text tells of.
fn missing_topics<'a>(context: &Context<'_>, section: &'a FormSection) -> Vec<&'a str> {
    // An opening that lists the parts names every topic and tells of none.
    let lists = |phrase| context.prose.hits(phrase).any(|hit| hit.part == 0);
    let first = usize::from(lists(Phrase::PartList) || lists(Phrase::PartCount));
    let told = |topic: &str| super::topic_missing::phrase(topic).is_none_or(|phrase| context.prose.mentions_from(first, phrase));
    section.topics.iter().map(String::as_str).filter(|topic| !told(topic)).collect()
}
