//! Generic text that is not about the unit.

use crate::bilingual;
use crate::prose::{Mark, Topic};
use crate::report::{AdministrativeLevel, OrganizationKind};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::{around, has_any, words};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The report of a township or of a county's department does not speak of 部分地区, 一些地区 or 各级政府部门 where it should speak of
    /// itself.
    ///
    /// ## Why it matters
    ///
    /// Such sentences are true of everybody and say nothing about this body: they often come from a template.
    ///
    /// ## Not reported
    ///
    /// Governments of counties and above, which have areas beneath them; sentences about other things than disclosure (rain,
    /// harvests); words in quotation marks.
    ///
    /// ## How to correct
    /// Say what this body did and lacks.
    pub(crate) static RULE = {
        code: "TXT-GENERIC",
        name: "generic",
        severity: Warning,
        editions: EVERY,
        title: ("内容空泛、非本单位实况", "Generic text that is not about the unit"),
        basis: "国办公开办函〔2021〕30号（四）明确责任（敷衍塞责）",
        check: check,
    }
}

/// What the sentence must go on with, for it to be about disclosure.
const WORK: [&str; 8] = ["公开", "政务", "信息发布", "解读", "认识", "重视", "意识", "申请"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let has_none_beneath = context.report.organization.as_ref().is_some_and(|body| {
        body.level == AdministrativeLevel::Township
            || (body.level == AdministrativeLevel::County && body.kind == OrganizationKind::Department)
    });
    if !has_none_beneath {
        return Ran::NotApplicable(bilingual!(
            "本机关有下辖地区，或看不出其级别",
            "the body has areas beneath it, or its level is not known"
        ));
    }
    for (mark, entry) in words(context, Topic::Generic).filter(|(mark, _)| !mark.quoted && is_subject(context, mark)) {
        let (word, quote) = (entry.text, around(context, mark.within, mark.span));
        out.add(
            Some(mark.span),
            bilingual!("“{quote}”泛指“{word}”，不是本机关的情况", "“{quote}” speaks of “{word}” at large and not of this body"),
            bilingual!("请写明本机关自己的做法、问题和改进措施", "say what this body does, lacks and mends"),
        )
        .done();
    }
    Ran::Fully
}

/// Whether a word begins its sentence and the sentence is about disclosure.
fn is_subject(context: &Context<'_>, mark: &Mark) -> bool {
    let before = context.text(Span::new(mark.within.start(), mark.span.start()));
    let behind = context.text(Span::new(mark.span.end(), mark.within.end()));
    let starts = before.is_empty() || before.ends_with(['。', '；', '，', '：', '是', '但', ';', ',', ':']);
    let sentence = behind.split(['。', '；']).next().unwrap_or(behind);
    starts && has_any(sentence, &WORK)
}
