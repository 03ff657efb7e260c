//! The time limit of the ordinance of 2008 is given for answers.

use crate::bilingual;
use crate::prose::{Hit, Phrase};
use crate::rule::{Context, Findings, Ran};

use super::{FIRST_YEAR, HISTORY, SINCE_2019, contains_any, no_year, other_ordinance, report_years, sentence};

crate::declare_rule! {
    /// ## What it checks
    /// A report on 2019 or later does not give 15 working days as the time within which requests must be answered, or by which the
    /// answer may be put off.
    ///
    /// ## Why it matters
    /// Since the ordinance of 2019 it is 20 working days (article 33); 15 is the limit of 2008, left standing from an old text.
    ///
    /// ## Not reported
    /// History, bodies that promise to be faster than the law (压缩至15个工作日), the 15 working days that third parties have for their
    /// opinion (article 32), and other matters: reviews, permits, corrections.
    ///
    /// ## How to correct
    /// Write 20个工作日, or say that the shorter limit is the body's own promise.
    pub(crate) static RULE = {
        code: "LAW-TIME-LIMIT",
        name: "old-time-limit",
        severity: Warning,
        editions: SINCE_2019,
        title: ("答复期限写为15个工作日", "The 15-working-day limit of 2008"),
        basis: "条例(2019)第三十三条",
        check: check,
    }
}

/// Words of sentences in which 15 working days are right or about something else.
const RIGHT: [&str; 27] = [
    "20个",
    "20日",
    "二十",
    "缩短",
    "压缩",
    "压减",
    "缩减",
    "提速",
    "提前",
    "平均",
    "第三方",
    "第三人",
    "征求",
    "意见",
    "复议",
    "诉讼",
    "应诉",
    "许可",
    "审批",
    "补正",
    "承诺",
    "信访",
    "投诉",
    "公示",
    "备案",
    "形成",
    "变更",
];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some((year, _)) = report_years(context) else { return no_year() };
    if year < FIRST_YEAR {
        return other_ordinance();
    }
    for hit in context.prose.hits(Phrase::OldLimit) {
        let sentence = sentence(context, hit.within, hit.span);
        let about_requests = contains_any(sentence, &["申请公开", "公开申请", "依申请", "信息公开"])
            || (sentence.contains("申请") && stands_under_requests(context, hit));
        let about_answers = contains_any(sentence, &["答复", "回复", "答覆"]);
        // 第15个工作日前答复 tells how long it took.
        let told = context.text(hit.within)[..(hit.span.start() - hit.within.start()) as usize].ends_with('第');
        if told || !about_requests || !about_answers || contains_any(sentence, &RIGHT) || contains_any(sentence, &HISTORY) {
            continue;
        }
        let limit = context.text(hit.span);
        out.add(
            Some(hit.span),
            bilingual!(
                "答复期限写为“{limit}”，这是2008年条例的期限；现行条例第三十三条规定为20个工作日，延长的期限最长20个工作日",
                "the time for answers is given as “{limit}”, that of the ordinance of 2008; article 33 now sets 20 working days, and as many for an extension"
            ),
            bilingual!("请改为20个工作日；如系本机关承诺的更短期限，请写明", "write 20 working days, or say that the shorter limit is a promise"),
        )
        .expected("20个工作日", limit)
        .done();
    }
    Ran::Fully
}

/// Whether the paragraph of a hit, or the heading that it stands under, speaks of requests for information.
fn stands_under_requests(context: &Context<'_>, hit: &Hit) -> bool {
    const REQUESTS: [&str; 3] = ["申请公开", "公开申请", "依申请"];
    let sections = &context.report.sections;
    let begun = sections.partition_point(|section| section.span.start() <= hit.span.start());
    let heading = begun.checked_sub(1).map_or("", |at| sections[at].heading.as_str());
    contains_any(context.text(hit.within), &REQUESTS) || contains_any(heading, &REQUESTS)
}
