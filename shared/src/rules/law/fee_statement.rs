//! Section six does not speak of the fee for processing information.

use crate::prose::Phrase;
use crate::rule::{Context, Findings, Ran};
use crate::{amount, bilingual};

crate::declare_rule! {
    /// ## What it checks
    /// Section six, 其他需要报告的事项, says whether fees for processing information (信息处理费) were charged.
    ///
    /// ## Why it matters
    /// Since the rules on the fee came into force it is reported in the annual report; a line that none was charged tells that nothing was left out.
    ///
    /// ## Not reported
    /// A report that speaks of the fee anywhere else; a report in which section six was not found. It is a hint only: a section six that says
    /// 无 is allowed.
    ///
    /// ## How to correct
    /// Add to section six: 本年度未收取信息处理费, or how many notices were sent, over what amount, and what was charged.
    pub(crate) static RULE = {
        code: "LAW-FEE-STATEMENT",
        name: "fee-not-stated",
        severity: Info,
        editions: &["gb2021"],
        title: ("第六部分未报告信息处理费收取情况", "Section 6 does not report 信息处理费"),
        basis: "国办函〔2020〕109号；国办公开办函〔2021〕30号",
        check: check,
    }
}

/// Number of the section that fees belong in.
const SECTION: u8 = 6;

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(section) = context.report.sections.iter().find(|section| section.form_section == Some(SECTION)) else {
        return Ran::NotApplicable(bilingual!("没有找到“其他需要报告的事项”部分", "the section 其他需要报告的事项 was not found"));
    };
    if (context.prose.mentions(Phrase::Charges) && speaks_of_it(context)) || is_headed(context) {
        return Ran::Fully;
    }
    out.add(
        Some(section.span),
        bilingual!("第六部分没有报告信息处理费收取情况", "section six does not say whether fees for processing information were charged"),
        bilingual!(
            "请写明本年度是否收取信息处理费；收取的，写明发出收费通知的件数、总金额和实际收取的总金额",
            "say whether fees were charged and, if so, how many notices were sent, over what amount, and what was charged"
        ),
    )
    .done();
    Ran::Fully
}

/// Whether a heading says it: （一）收取信息处理费情况：0元。
fn is_headed(context: &Context<'_>) -> bool {
    context.report.sections.iter().any(|section| section.heading.contains("信息处理费"))
}

/// Whether the text speaks of the fee, in whatever words for a fee that no request was charged.
fn speaks_of_it(context: &Context<'_>) -> bool {
    let named = |text: &str| text.contains("信息处理费") || text.contains("处理费") || text.contains("收费") || text.contains("收取");
    context.report.paragraphs.iter().any(|&paragraph| {
        let text = context.text(paragraph);
        named(text) || (text.contains(amount::is_blank) && named(&text.chars().filter(|&c| !amount::is_blank(c)).collect::<String>()))
    })
}
