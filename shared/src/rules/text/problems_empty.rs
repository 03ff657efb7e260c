//! The problems section is empty or says none.

use crate::amount::is_blank;
use crate::bilingual;
use crate::finding::Severity;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::has_any;
use super::problems::{TELLING, content, has_table, problems};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The part on problems names some: it is not empty, does not say 无 or 不存在问题, and is not a mere phrase.
    ///
    /// ## Why it matters
    ///
    /// The regulations require the main problems of the work and how they are mended (article 50 item 4 of 2019, article 32
    /// item 5 of 2008).
    ///
    /// ## Not reported
    ///
    /// Parts of at least 30 characters, and shorter ones that name a problem. A short one that neither names nor denies any is a
    /// warning. A part that holds a table.
    ///
    /// ## How to correct
    /// Write the main problems of the year and what was done about them.
    pub(crate) static RULE = {
        code: "TXT-PROBLEMS-EMPTY",
        name: "problems-empty",
        severity: Error,
        editions: EVERY,
        title: ("存在的主要问题为空或称“无”", "The problems section is empty or says none"),
        basis: "条例(2019)第五十条(四); 条例(2008)第三十二条(五)",
        check: check,
    }
}

/// Fewest characters of a part that says something.
const FEWEST: usize = 30;

/// How a part begins that denies problems.
const DENIALS: [&str; 8] = ["无", "暂无", "没有", "未发现", "不存在", "目前无", "本年度无", "暂未发现"];

/// Words of somebody who does mean to mend something: 没有及时公开，今后将加强.
const MENDS: [&str; 8] = ["加强", "提高", "完善", "改进", "不够", "有待", "强化", "提升"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut sections = problems(context).peekable();
    if sections.peek().is_none() {
        return Ran::NotApplicable(bilingual!("没有“存在的主要问题”部分", "there is no part on problems"));
    }
    for section in sections.filter(|section| !has_table(context, section)) {
        let text = content(context, section);
        let length = text.chars().filter(|&c| !is_blank(c)).count();
        if length >= FEWEST {
            continue;
        }
        let heading = &section.heading;
        let denies = DENIALS.iter().any(|denial| text.starts_with(denial)) && !has_any(text, &MENDS);
        if !denies && has_any(text, &TELLING) {
            continue;
        }
        let (message, severity) = if text.is_empty() {
            (bilingual!("“{heading}”部分没有内容", "nothing stands under “{heading}”"), Severity::Error)
        } else if denies {
            (bilingual!("“{heading}”部分称“{text}”", "all that stands under “{heading}” is “{text}”"), Severity::Error)
        } else {
            (bilingual!("“{heading}”部分只写了 {length} 个字", "only {length} characters stand under “{heading}”"), Severity::Warning)
        };
        let help = bilingual!(
            "《条例》要求报告政府信息公开工作存在的主要问题及改进情况，请据实写明",
            "the regulations require the main problems and how they are mended: write them"
        );
        let finding = out.add(Some(section.ordinal_span.cover(section.span)), message, help).at_most(severity);
        match section.form_section {
            Some(number) => finding.group(format!("section:{number}")).done(),
            None => finding.done(),
        }
    }
    Ran::Fully
}
