//! Traditional characters in a simplified text.

use crate::bilingual;
use crate::prose::{Mark, Topic};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{MOST_PLACES, words};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The text has no traditional characters.
    ///
    /// ## Why it matters
    ///
    /// Official documents are written in the standard characters.
    ///
    /// ## Not reported
    ///
    /// Characters that are also standard ones in some use (後 is not, 於 in a name is). One finding for the whole text.
    ///
    /// ## How to correct
    /// Use the simplified characters; names of old books and brands may stay.
    pub(crate) static RULE = {
        code: "TXT-TRADITIONAL",
        name: "traditional",
        severity: Info,
        editions: EVERY,
        title: ("夹杂繁体字", "Traditional characters in a simplified text"),
        basis: "国家通用语言文字法",
        check: check,
    }
}

/// Characters that are listed.
const MOST_SHOWN: usize = 8;

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let found: Vec<(&Mark, _)> = words(context, Topic::Traditional).collect();
    let Some((first, _)) = found.first() else { return Ran::Fully };
    let mut pairs: Vec<String> = Vec::new();
    for (_, entry) in &found {
        let pair = format!("{}（{}）", entry.text, entry.proposal());
        if pairs.len() < MOST_SHOWN && !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    let (count, shown) = (found.len(), pairs.join("、"));
    let mut finding = out.add(
        Some(first.span),
        bilingual!("文中有 {count} 个繁体字：{shown}", "{count} traditional characters: {shown}"),
        bilingual!("请改为规范汉字", "use the standard characters"),
    );
    for (mark, _) in found.iter().skip(1).take(MOST_PLACES) {
        finding = finding.related(mark.span, bilingual!("繁体字", "a traditional character"));
    }
    finding.done();
    Ran::Fully
}
