//! Template instructions left in the text.

use crate::bilingual;
use crate::prose::Phrase;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::UNIFORM;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// No instruction of a template is left in the text: 此处填写, 填表说明, （单位名称）.
    ///
    /// ## Why it matters
    ///
    /// It shows that a part was not written, and it is published with the report.
    ///
    /// ## Not reported
    ///
    /// The note printed inside table 3, which belongs to the form. Each phrase once.
    ///
    /// ## How to correct
    /// Remove the template's words and write what belongs in their place.
    pub(crate) static RULE = {
        code: "FORM-RESIDUE",
        name: "residue",
        severity: Warning,
        editions: UNIFORM,
        title: ("模板说明文字未删除", "Template instructions left in the text"),
        basis: "国办公开办函〔2021〕30号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let mut seen = Vec::new();
    for hit in context.prose.hits(Phrase::Residue) {
        let phrase = context.text(hit.span);
        if seen.contains(&phrase) {
            continue;
        }
        seen.push(phrase);
        out.add(
            Some(hit.span),
            bilingual!("文中留有模板的说明文字“{phrase}”", "the instruction “{phrase}” of a template is left in the text"),
            bilingual!("请删去说明文字，并写上本机关的内容", "remove it and write what belongs there"),
        )
        .done();
    }
    Ran::Fully
}
