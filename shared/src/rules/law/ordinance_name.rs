//! The ordinance's name is not written as it is.

use crate::bilingual;
use crate::prose::Phrase;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::{Span, near_end, near_start};

use super::plain_title;

crate::declare_rule! {
    /// ## What it checks
    /// Where the full name of the ordinance is written in 《》, from 中华人民共和国 on, it is 中华人民共和国政府信息公开条例; and no short name of
    /// it is misspelt (政府信息公开条列).
    ///
    /// ## Why it matters
    /// There is no ordinance of the other name.
    ///
    /// ## Not reported
    /// Short names (《政府信息公开条例》, 《信息公开条例》, 《条例》), local rules and laws of other names.
    ///
    /// ## How to correct
    /// Write 《中华人民共和国政府信息公开条例》.
    pub(crate) static RULE = {
        code: "LAW-ORDINANCE-NAME",
        name: "ordinance-misnamed",
        severity: Warning,
        editions: EVERY,
        title: ("条例名称书写错误", "The ordinance is misnamed"),
        basis: "国务院令第711号",
        check: check,
    }
}

/// The name as it is.
const NAME: &str = "中华人民共和国政府信息公开条例";
/// Ends of short names that are misspelt whatever stands before them.
const MISSPELT: [&str; 3] = ["信息公开条列", "信息公开条理", "信息公开条利"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for hit in context.prose.hits(Phrase::Ordinance) {
        let Some(title) = title(context, hit.within, hit.span) else { continue };
        let plain = plain_title(context.text(title));
        if is_misnamed(&plain) {
            out.add(
                Some(title),
                bilingual!("条例的名称是《{NAME}》，文中写作《{plain}》", "the ordinance is named 《{NAME}》; the text has 《{plain}》"),
                bilingual!("请改正条例名称", "correct the name"),
            )
            .expected(NAME, plain.as_str())
            .done();
        }
    }
    Ran::Fully
}

/// Whether a title is meant to be the ordinance's and is not.
fn is_misnamed(plain: &str) -> bool {
    if let Some(rest) = plain.strip_prefix("中华人民共和国") {
        // 政府采购法 and the like are other laws: the ordinance is about the disclosure of information.
        let about = rest.contains("信息公开") || rest.contains("政务公开") || rest.contains("政府信息");
        return about && plain != NAME && rest.chars().count() <= 14 && !rest.contains("报告");
    }
    MISSPELT.iter().any(|end| plain.ends_with(end))
}

/// The title in 《》 that a phrase ends, without its marks.
fn title(context: &Context<'_>, within: Span, phrase: Span) -> Option<Span> {
    let behind = near_start(context.text(Span::new(phrase.start(), within.end())));
    let close = behind.find('》').filter(|&close| close <= phrase.len() as usize)?;
    let before = near_end(context.text(Span::new(within.start(), phrase.start())));
    let open = before.rfind('《')? + '《'.len_utf8();
    let at = |n: usize| phrase.start() - u32::try_from(before.len() - n).unwrap_or_default();
    let end = phrase.start() + u32::try_from(close).unwrap_or_default();
    (!before[open..].contains('》')).then(|| Span::new(at(open), end))
}

#[cfg(test)]
mod tests {
    use super::is_misnamed;

    #[test]
    fn only_names_that_are_meant_to_be_the_ordinances_are_judged() {
        for wrong in [
            "中华人民共和国信息公开条例",
            "中华人民共和国政务信息公开条例",
            "中华人民共和国政府信息公开条列",
            "中华人民共和国政府信息公开法",
            "中华人民共和国政府信息条例",
            "政府信息公开条列",
        ] {
            assert!(is_misnamed(wrong), "{wrong}");
        }
        for right in [
            "中华人民共和国政府信息公开条例",
            "政府信息公开条例",
            "信息公开条例",
            "江西省政府信息公开条例",
            "贵州省政务公开条例",
            "中华人民共和国政府采购法",
            "中华人民共和国海关政府信息公开工作年度报告",
            "企业信息公开条例",
        ] {
            assert!(!is_misnamed(right), "{right}");
        }
    }
}
