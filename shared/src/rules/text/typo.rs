//! A common misspelling.

use crate::bilingual;
use crate::prose::{Mark, Topic};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{MOST_PLACES, words};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// None of a list of words that are never right stands in the text: 中价机构 for 中介机构, 布署 for 部署, 截止目前 for 截至目前.
    ///
    /// ## Why it matters
    ///
    /// The report is an official document, and a wrong character can change what it says: 信息分开 is not 信息公开.
    ///
    /// ## Not reported
    ///
    /// Anything that is not in the list, and the same characters where they belong to other words (自己经营, 发布署名文章). Each
    /// word once, with its further places.
    ///
    /// ## How to correct
    /// Replace it by the word that is proposed, if that is what was meant.
    pub(crate) static RULE = {
        code: "TXT-TYPO",
        name: "typo",
        severity: Info,
        editions: EVERY,
        title: ("常见错别字", "A common misspelling"),
        basis: "文本质量",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let found: Vec<(&Mark, _)> = words(context, Topic::Misspelling).collect();
    for (at, (mark, entry)) in found.iter().enumerate() {
        if found[..at].iter().any(|(_, other)| other.text == entry.text) {
            continue;
        }
        let (wrong, right) = (entry.text, entry.proposal());
        let mut finding = out
            .add(
                Some(mark.span),
                bilingual!("“{wrong}”有错别字", "“{wrong}” is misspelt"),
                bilingual!("应为“{right}”", "it should be “{right}”"),
            )
            .expected(right, wrong);
        for (other, _) in found[at + 1..].iter().filter(|(_, other)| other.text == wrong).take(MOST_PLACES) {
            finding = finding.related(other.span, bilingual!("同样的错别字", "the same"));
        }
        finding.done();
    }
    Ran::Fully
}
