//! Wrong outcome wording in table 4.

use crate::bilingual;
use crate::finding::Severity;
use crate::form::Layout;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::UNIFORM;
use crate::source::Span;

use super::row_wording::one_line;
use super::tables;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The outcomes in table 4 are called 结果维持, 结果纠正, 其他结果, 尚未审结 and 总计.
    ///
    /// ## Why it matters
    ///
    /// 结果维护 is no outcome of a case: to uphold is 维持.
    ///
    /// ## Not reported
    ///
    /// Width and blanks. 其它 for 其他 and 合计 for 总计 are only worth a look. Each wording once, with all its places.
    ///
    /// ## How to correct
    /// Use the form's own words for the outcomes.
    pub(crate) static RULE = {
        code: "FORM-OUTCOME-WORDING",
        name: "outcome-wording",
        severity: Warning,
        editions: UNIFORM,
        title: ("复议诉讼结果用词错误", "Wrong outcome wording in table 4"),
        basis: "国办公开办函〔2021〕30号 附件",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let folder = &context.catalog.lexicon.folder;
    for (reading, table) in tables(context).filter(|(_, table)| table.layout == Layout::SingleRow) {
        let mut wordings: Vec<(String, &str, Vec<Span>)> = Vec::new();
        for column in reading.columns.iter().filter(|column| !column.official) {
            let Some(index) = column.column else { continue };
            let printed = one_line(context.text(column.span));
            let official = table.columns[usize::from(index)].label.as_str();
            if printed.is_empty() || folder.fold(&printed) == folder.fold(official) {
                continue;
            }
            match wordings.iter_mut().find(|wording| wording.0 == printed && wording.1 == official) {
                Some(wording) => wording.2.push(column.span),
                None => wordings.push((printed, official, vec![column.span])),
            }
        }
        for (printed, official, places) in wordings {
            let same = printed.replace('它', "他") == official || printed == "合计" || official.contains(&printed);
            let mut finding = out
                .add(
                    Some(places[0]),
                    bilingual!("“{printed}”应为“{official}”", "“{printed}” should be “{official}”"),
                    bilingual!("请改为“{official}”", "use “{official}”"),
                )
                .at_most(if same { Severity::Info } else { Severity::Warning })
                .expected(official, printed.clone());
            for &place in &places[1..] {
                finding = finding.related(place, bilingual!("同样的用词", "the same wording"));
            }
            finding.done();
        }
    }
    Ran::Fully
}
