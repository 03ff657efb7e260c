//! Section 1 leaves out an expected topic.

use crate::bilingual;
use crate::prose::Phrase;
use crate::report::Section;
use crate::rule::{Context, Findings, Ran};

use super::UNIFORM;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The first section tells of each topic that the format expects: publishing, requests, management of information,
    /// platforms, supervision.
    ///
    /// ## Why it matters
    ///
    /// The notice lists these topics for the section; where one is missing, nobody can tell whether nothing was done or nothing was written.
    ///
    /// ## Not reported
    ///
    /// Meaning counts and not the subheading: any word of the subject is enough.
    ///
    /// The report of a school or a public enterprise (a company, a hospital) without the form's tables follows another regulation and is
    /// not judged.
    ///
    /// ## How to correct
    /// Add a passage on the topic; where nothing was done, say so.
    pub(crate) static RULE = {
        code: "STR-TOPIC-MISSING",
        name: "topic-missing",
        severity: Info,
        editions: UNIFORM,
        title: ("总体情况缺少应述方面", "Section 1 leaves out an expected topic"),
        basis: "国办公开办函〔2021〕30号 一(一)",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    if let Some(reason) = super::bound_by_other_format(context) {
        return Ran::NotApplicable(reason);
    }
    let mut ran = Ran::NotApplicable(bilingual!("没有识别到总体情况部分", "the first section was not recognised"));
    let headings = context.report.sections.iter().filter(|section| section.level == 1);
    for (part, heading) in (1..).zip(headings) {
        let Some(section) = context.form.sections.iter().find(|section| Some(section.number) == heading.form_section) else { continue };
        if section.topics.is_empty() {
            continue;
        }
        ran = Ran::Fully;
        let told = context.prose.part(part);
        let missing = section.topics.iter().filter(|topic| phrase(topic).is_some_and(|phrase| !told.has(phrase))).collect::<Vec<_>>();
        if !missing.is_empty() {
            report(out, heading, &missing);
        }
    }
    ran
}

fn report(out: &mut Findings<'_>, heading: &Section, missing: &[&String]) {
    let this = super::quoted(heading);
    let topics = missing.iter().map(|topic| topic.as_str()).collect::<Vec<_>>().join("、");
    out.add(
        Some(heading.ordinal_span.cover(heading.span)),
        bilingual!("“{this}”没有述及：{topics}", "“{this}” does not tell of: {topics}"),
        bilingual!("请补写这些方面的工作情况", "add what was done in these fields"),
    )
    .done();
}

/// What the text says if it tells of a topic.
pub(super) fn phrase(topic: &str) -> Option<Phrase> {
    Some(match topic {
        "主动公开" => Phrase::Publishing,
        "依申请公开" => Phrase::Requests,
        "政府信息管理" => Phrase::Management,
        "政府信息公开平台建设" => Phrase::Platforms,
        "监督保障" => Phrase::Supervision,
        "收费及减免" => Phrase::Charges,
        "行政复议" => Phrase::Review,
        "行政诉讼" => Phrase::Litigation,
        "存在的问题及改进" => Phrase::Problems,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    #[test]
    fn every_topic_of_every_form_has_words() {
        for form in Catalog::load().unwrap().forms {
            for topic in form.sections.iter().flat_map(|section| &section.topics) {
                assert!(phrase(topic).is_some(), "{}: {topic}", form.id);
            }
        }
    }
}
