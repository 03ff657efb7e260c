//! A document number in the wrong form.

use crate::bilingual;
use crate::prose::MarkKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::{marks, report_places};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// A document number is written with its year in full between tortoise-shell brackets and a number without 第 or leading
    /// zeros: 国办发〔2019〕60号.
    ///
    /// ## Why it matters
    ///
    /// The standard for official documents asks for it, and a document is found by its number.
    ///
    /// ## Not reported
    ///
    /// Numbers of court cases, orders (国务院令第711号), announcements, streets and houses. More than five are told in one finding.
    ///
    /// ## How to correct
    /// Write it as on the document.
    pub(crate) static RULE = {
        code: "TXT-DOCNUM-FORM",
        name: "docnum-form",
        severity: Info,
        editions: EVERY,
        title: ("发文字号格式不规范", "A document number in the wrong form"),
        basis: "GB/T 9704—2012 7.2.5",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let places: Vec<Span> = marks(context, &[MarkKind::DocumentNumber]).map(|mark| mark.span).collect();
    report_places(out, &places, |place| {
        let number = context.text(place);
        (
            bilingual!("发文字号“{number}”的格式不规范", "the document number “{number}” is not written in the standard form"),
            bilingual!(
                "年份用四位数字并加六角括号“〔〕”，序号不加“第”、不编虚位，如“国办发〔2019〕60号”",
                "write four digits of the year in “〔〕”, and the number without 第 or leading zeros, as in “国办发〔2019〕60号”"
            ),
        )
    });
    Ran::Fully
}
