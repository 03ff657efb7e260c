//! A known document is cited with a number that is not its own.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;

use super::{known, number, plain_title};

crate::declare_rule! {
    /// ## What it checks
    /// Where a national document of the register is cited with its title and, in brackets behind it, a national number (国务院令, 国办发, 国办函,
    /// 国办公开办函), the number is its own.
    ///
    /// ## Why it matters
    /// A wrong number leads to another document or to none.
    ///
    /// ## Not reported
    /// Local numbers, since local governments pass national documents on under their own; the shape of the brackets; documents that are not
    /// in the register. A number of another known document is reported as LAW-CITE-MISMATCH.
    ///
    /// ## How to correct
    /// Correct the number.
    pub(crate) static RULE = {
        code: "LAW-CITE-NUMBER",
        name: "wrong-document-number",
        severity: Warning,
        editions: EVERY,
        title: ("发文字号书写错误", "A wrong document number"),
        basis: "发文登记",
        check: check,
    }
}

/// Letters of national issuers, and what they are misspelt as.
const NATIONAL: [&str; 7] = ["国务院令", "国令", "国发", "国办发", "国办函", "国办公开办函", "国办公开函"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for citation in &context.prose.citations {
        let Some(title) = citation.title.filter(|_| known(context, citation).is_none()) else { continue };
        let issuer = context.text(citation.issuer);
        if !NATIONAL.iter().any(|letters| issuer.ends_with(letters)) {
            continue;
        }
        let plain = plain_title(context.text(title));
        if contains_local(&plain) {
            continue;
        }
        let bearing = || context.catalog.registers.documents.iter().filter(|document| document.bears(&plain));
        // Two documents of one title: the one in force is the one meant.
        let Some(document) = bearing().find(|document| document.replaced_by.is_none()).or_else(|| bearing().next()) else { continue };
        let (right, cited) = (&document.number, number(context, citation));
        out.add(
            Some(citation.span),
            bilingual!("《{plain}》的文号应为{right}，文中写作{cited}", "the number of 《{plain}》 is {right}; the text has {cited}"),
            bilingual!("请核对并改正文号", "check and correct the number"),
        )
        .related(title, bilingual!("文件名称", "the title"))
        .expected(right, cited)
        .done();
    }
    Ran::Fully
}

/// Whether a title may be of a document that passes another on, or of a local one.
fn contains_local(title: &str) -> bool {
    ["转发", "贯彻", "落实", "实施"].iter().any(|word| title.contains(word)) && !title.contains("实施细则")
}
