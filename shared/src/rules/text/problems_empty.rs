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
const DENIALS: [&str; 8] = ["暂无", "本年度无", "目前无", "无", "没有", "未发现", "暂未发现", "不存在"];

/// Words between a denial and what is denied: 没有发现明显的问题.
const FILLERS: [&str; 10] = ["发现", "存在", "明显", "突出", "重大", "较大", "主要", "相关", "任何", "的"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut sections = problems(context).peekable();
    if sections.peek().is_none() {
        return Ran::NotApplicable(bilingual!("没有“存在的主要问题”部分", "there is no part on problems"));
    }
    for section in sections.filter(|section| !has_table(context, section)) {
        let text = content(context, section);
        let length = text.chars().filter(|&c| !is_blank(c)).take(FEWEST).count();
        if length >= FEWEST {
            continue;
        }
        let heading = &section.heading;
        let denies = denies(text);
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

/// Whether a part says that there are no problems: 无, 暂无, 没有发现明显的问题; not 没有及时更新栏目.
fn denies(text: &str) -> bool {
    let Some(mut rest) = DENIALS.iter().find_map(|denial| text.strip_prefix(denial)) else { return false };
    while let Some(shorter) = FILLERS.iter().find_map(|filler| rest.strip_prefix(filler)) {
        rest = shorter;
    }
    rest.is_empty() || ["问题", "困难", "不足"].iter().any(|denied| rest.starts_with(denied))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_is_told_from_a_lack() {
        for text in ["无", "暂无", "无问题", "没有发现明显的问题", "本年度无主要问题", "不存在问题，无需改进"]
        {
            assert!(denies(text), "{text}");
        }
        for text in ["没有及时更新栏目", "无专职人员，力量薄弱", "未发现栏目更新不及时的原因", "存在公开不及时的问题", "无法及时答复"]
        {
            assert!(!denies(text), "{text}");
        }
    }
}
