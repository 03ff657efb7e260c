//! A private person is named with a request.

use crate::bilingual;
use crate::private::{Private, PrivateKind};
use crate::prose::Phrase;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::person::leading_name;
use super::shown;

crate::declare_rule! {
    /// ## What it checks
    /// Nobody is named as the one who made a request, asked for a review or went to court.
    ///
    /// ## Why it matters
    /// Who asked for what is personal information; an annual report needs the numbers and no names.
    ///
    /// ## Not reported
    /// Officials named in their duty (组长, 局长), names that are masked already (张某, 王某某), bodies and companies. Only names right behind a
    /// word for the person (申请人, 原告, 村民 …) in a sentence on a request are looked for; others are not certain.
    ///
    /// ## How to correct
    /// Leave the name out, or write 张某.
    pub(crate) static RULE = {
        code: "PRV-APPLICANT",
        name: "applicant-named",
        severity: Error,
        editions: EVERY,
        title: ("出现申请人姓名与申请内容", "A private applicant is named with the request"),
        basis: "条例第十五条、第三十二条",
        check: check,
    }
}

/// Words that make a sentence one on a request.
const REQUESTS: [&str; 6] = ["申请公开", "公开申请", "信息公开", "要求公开", "复议", "诉讼"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for hit in context.prose.hits(Phrase::Applicant) {
        // 被申请人 is the body itself.
        let before = context.text(Span::new(hit.within.start(), hit.span.start()));
        if before.ends_with('被') {
            continue;
        }
        let behind = context.text(Span::new(hit.span.end(), hit.within.end()));
        let Some(name) = leading_name(behind, hit.span.end()) else { continue };
        let sentence = crate::rules::law::sentence(context, hit.within, hit.span);
        if !REQUESTS.iter().any(|word| sentence.contains(word)) {
            continue;
        }
        let place = Private { kind: PrivateKind::Name, span: name };
        let shown = shown(context, place);
        out.add(
            Some(name),
            bilingual!("文中写出了申请人的姓名（{shown}）及其申请事项", "the text names a private applicant ({shown}) with the request"),
            bilingual!("请隐去姓名，如写作“张某”", "leave the name out, or mask it (张某)"),
        )
        .private(place)
        .done();
    }
    Ran::Fully
}
