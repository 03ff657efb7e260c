//! A document's title and number are those of two documents.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{known, number, plain_title};

crate::declare_rule! {
    /// ## What it checks
    /// Where a national document is cited with its title and, in brackets behind it, its number, both are of one document, as far as the
    /// register of documents knows them.
    ///
    /// ## Why it matters
    /// A reader who looks up the one finds something other than the other; mostly one of the two was left standing from an old text.
    ///
    /// ## Not reported
    /// Short forms (《条例》, 《通知》), numbers that are not in the register, and documents by which local governments pass one on.
    ///
    /// ## How to correct
    /// Decide which document is meant and cite it with its own title and number.
    pub(crate) static RULE = {
        code: "LAW-CITE-MISMATCH",
        name: "title-and-number-disagree",
        severity: Warning,
        editions: EVERY,
        title: ("文件名称与文号不匹配", "Title and number of a cited document do not match"),
        basis: "发文登记",
        check: check,
    }
}

/// Shortest title, in characters, that tells which document is meant.
const SHORTEST: usize = 12;

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for citation in &context.prose.citations {
        let (Some(title), Some(document)) = (citation.title, known(context, citation)) else { continue };
        let plain = plain_title(context.text(title));
        if document.bears(&plain) || plain.chars().count() < SHORTEST || plain.contains("转发") {
            continue;
        }
        // Only a title that is known to be of another document is certain not to be another wording of this one's.
        let Some(meant) = context.catalog.registers.documents.iter().find(|other| other.bears(&plain)) else { continue };
        let (cited, right) = (&document.number, &meant.number);
        let named = &document.titles[0];
        out.add(
            Some(citation.span),
            bilingual!(
                "所引文件名称是《{plain}》，其文号是{right}；{cited}是《{named}》",
                "the title cited is that of {right}; {cited} is 《{named}》"
            ),
            bilingual!("请核对引用的是哪一份文件，使名称和文号一致", "decide which document is meant; cite its own title and number"),
        )
        .related(title, bilingual!("文件名称", "the title"))
        .expected(right, number(context, citation))
        .done();
    }
    Ran::Fully
}
