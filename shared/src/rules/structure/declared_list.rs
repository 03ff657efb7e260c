//! The declared number differs from the list in the same sentence.

use crate::bilingual;
use crate::rule::{Context, Findings, Ran};

use super::declared::{Names, declaration};
use super::{EVERY, quoted};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// A sentence that counts the parts and lists them lists as many as it counts.
    ///
    /// ## Why it matters
    ///
    /// The reader cannot tell whether the number or the list is right.
    ///
    /// ## Not reported
    ///
    /// Names may contain 、 or 和 (复议、诉讼): a number that any grouping of the names can give is right, unless the list
    /// also leaves headings of the report out.
    ///
    /// ## How to correct
    /// Correct the number, or complete the list.
    pub(crate) static RULE = {
        code: "STR-DECLARED-LIST",
        name: "declared-list",
        severity: Warning,
        editions: EVERY,
        title: ("自述部分数与其列举项数不符", "The declared number differs from the list in the same sentence"),
        basis: "文本自洽",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some((declaration, (declared, place))) = declaration(context).and_then(|it| Some((it, it.count?))) else {
        return Ran::NotApplicable(bilingual!("文中没有自述由几个部分组成", "the text does not say how many parts it has"));
    };
    if declaration.items.len() < 3 {
        return Ran::NotApplicable(bilingual!("自述部分数的句子没有列举各部分", "the sentence that counts the parts does not list them"));
    }
    let listed = u32::try_from(declaration.items.len()).unwrap_or(u32::MAX);
    if declared == listed {
        return Ran::Fully;
    }
    let names = Names::compare(context, declaration);
    let least = listed.saturating_sub(u32::try_from(names.joined()).unwrap_or(u32::MAX));
    let most = listed + u32::try_from(names.split()).unwrap_or(0);
    let short = names.names.iter().any(|name| name.chars().count() < 3);
    if (least..=listed).contains(&declared) || (declared < listed && short) {
        return Ran::Fully;
    }
    let unnamed = names.unlisted().into_iter().map(quoted).collect::<Vec<_>>();
    if (listed..=most).contains(&declared) && unnamed.is_empty() {
        return Ran::Fully;
    }
    let left_out = if unnamed.is_empty() { String::new() } else { format!("，未列入：{}", unnamed.join("；")) };
    let left_out_en = if unnamed.is_empty() { String::new() } else { format!("; not among them: {}", unnamed.join("; ")) };
    let mut finding = out.add(
        Some(place),
        bilingual!(
            "自述共{declared}个部分，同一句中按顿号列举的有{listed}项{left_out}",
            "the sentence declares {declared} parts and lists {listed}{left_out_en}"
        ),
        bilingual!("请按实际标题改写这句话，使数目与列举一致", "rewrite the sentence after the headings so that number and list agree"),
    );
    if declared < listed {
        finding = finding.expected(listed.to_string(), declared.to_string());
    }
    finding.related(declaration.sentence, bilingual!("自述的句子", "the sentence")).group("declared").done();
    Ran::Fully
}
