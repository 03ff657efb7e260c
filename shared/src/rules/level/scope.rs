//! The title's body and the scope of the figures do not fit.

use crate::bilingual;
use crate::prose::Phrase;
use crate::recognise::organization::places;
use crate::report::{BodyPlace, OrganizationKind};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::{Span, between_marks};

crate::declare_rule! {
    /// ## What it checks
    /// The body that the title names publishes figures of its own: the report of a department or of a government's office does not say how
    /// much the whole county (全县, 我县) published, nor that of a county how much the whole city did.
    ///
    /// ## Why it matters
    /// The report of a government and that of its department are two reports under the law (article 49). Figures of one under the name of the
    /// other count twice, or not at all.
    ///
    /// ## Not reported
    /// Figures of a system (全县水利系统), mere mentions of the county (在全县排名), reports that also give their own figure (我局主动公开), and
    /// bodies that the title does not name.
    ///
    /// ## How to correct
    /// Name the government in the title if the report is the government's; else give the body's own figures.
    pub(crate) static RULE = {
        code: "LV-SCOPE",
        name: "scope-beyond-the-body",
        severity: Warning,
        editions: EVERY,
        title: ("报告主体与数据口径不一致", "The reporting body and the scope of its figures differ"),
        basis: "文本自洽；条例(2019)第四十九条",
        check: check,
    }
}

/// Units of places, with their ranks.
const RANKS: [(char, u8); 9] = [('省', 4), ('市', 3), ('州', 3), ('县', 2), ('区', 2), ('旗', 2), ('镇', 1), ('乡', 1), ('街', 1)];
/// Words of a department for itself.
const OWN: [&str; 13] = ["我局", "本局", "全局", "我委", "本委", "我厅", "本厅", "我办", "本办", "本机关", "本单位", "局机关", "我单位"];

/// A sentence that says how much was published.
struct Statement<'a> {
    sentence: &'a str,
    start: u32,
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let titled = context.report.bodies.first().filter(|body| body.place == BodyPlace::Title);
    let (Some(body), Some(organization)) = (titled, &context.report.organization) else {
        return Ran::NotApplicable(bilingual!("标题没有写明机关名称", "the title names no body"));
    };
    let (of_name, organ) = places(&body.name);
    let unit = of_name.last().and_then(|place| place.chars().next_back());
    let is_office = organ.ends_with("办") || organ.ends_with("办公室") || organ.ends_with("办公厅");
    // What is reported for a department or an office is no unit at all.
    let own_rank = match organization.kind {
        OrganizationKind::Department => 0,
        OrganizationKind::Government if is_office => 0,
        OrganizationKind::Government => match unit.and_then(rank) {
            Some(rank) => rank,
            None => return Ran::NotApplicable(bilingual!("从名称看不出机关的层级", "the name does not tell the body's level")),
        },
        OrganizationKind::School | OrganizationKind::Unknown => {
            return Ran::NotApplicable(bilingual!(
                "报告主体不是政府或其部门，或无法判定",
                "the body is neither government nor department, or it cannot be told"
            ));
        }
    };
    let statements = statements(context);
    if statements.iter().any(|statement| is_own(statement.sentence, own_rank, unit)) {
        return Ran::Fully;
    }
    let beyond = statements.iter().find_map(|statement| Some((statement, scope(statement.sentence, own_rank)?)));
    if let Some((statement, (at, word))) = beyond {
        let start = statement.start + u32::try_from(at).unwrap_or_default();
        let name = &body.name;
        out.add(
            Some(Span::new(start, start + u32::try_from(word.len()).unwrap_or_default())),
            bilingual!("标题写的是“{name}”，公开数量说的却是“{word}”", "the title names “{name}”, but the figures are of “{word}”"),
            bilingual!(
                "政府的报告和部门的报告是两份报告：请核对报告主体和数据口径",
                "the reports of a government and of its department are two: check whose report it is and whose figures these are"
            ),
        )
        .related(body.span, bilingual!("标题中的机关", "the body in the title"))
        .done();
    }
    Ran::Fully
}

fn rank(unit: char) -> Option<u8> {
    RANKS.iter().find(|(known, _)| *known == unit || (unit == '道' && *known == '街')).map(|(_, rank)| *rank)
}

/// The sentences that say how much was published: 主动公开政府信息3216条, 发布政务信息29036条.
fn statements<'a>(context: &Context<'a>) -> Vec<Statement<'a>> {
    let counts = context.prose.hits(Phrase::Published).filter(|hit| counts(context.text(Span::new(hit.span.end(), hit.within.end()))));
    counts
        .map(|hit| {
            let before = context.text(Span::new(hit.within.start(), hit.span.start()));
            let from = between_marks(before, before.len()..before.len(), |c| matches!(c, '。' | '；')).start;
            Statement { sentence: &before[from..], start: hit.within.start() + u32::try_from(from).unwrap_or_default() }
        })
        .collect()
}

/// The words that may stand between what was published and its count, by their first character.
const fn fillers(first: char) -> &'static [&'static str] {
    match first {
        '了' => &["了"],
        '各' => &["各类"],
        '政' => &["政府", "政务"],
        '信' => &["信息"],
        '共' => &["共"],
        '总' => &["总"],
        '数' => &["数"],
        '约' => &["约"],
        '达' => &["达"],
        '计' => &["计"],
        '为' => &["为"],
        ' ' => &[" "],
        _ => &[],
    }
}

/// Whether a number of items follows: 政府信息共3216条.
fn counts(behind: &str) -> bool {
    let mut rest = behind;
    let skip = |rest: &'_ str| fillers(rest.chars().next()?).iter().find(|word| rest.starts_with(**word)).map(|word| word.len());
    while let Some(length) = skip(rest) {
        rest = &rest[length..];
    }
    let figure = |c: char| crate::amount::digit(c).is_some() || matches!(c, ',' | '，' | '.' | ' ' | '余' | '多' | '万');
    let count = rest.trim_start_matches(figure);
    count.len() < rest.len() && rest.starts_with(|c: char| crate::amount::digit(c).is_some()) && count.starts_with(['条', '件'])
}

/// Whether a sentence gives the body's own figure.
fn is_own(sentence: &str, own_rank: u8, unit: Option<char>) -> bool {
    // One walk for all words, by their first character.
    let leads = sentence.char_indices().filter(|(_, c)| matches!(c, '我' | '本' | '全' | '局'));
    let mut named = leads.map(|(at, lead)| (lead, &sentence[at..]));
    if own_rank == 0 {
        return named.any(|(_, behind)| OWN.iter().any(|word| behind.starts_with(word)));
    }
    unit.is_some_and(|unit| named.any(|(lead, behind)| lead != '局' && behind.chars().nth(1) == Some(unit)))
}

/// The words at the head of a clause that make its figure one of a place above the body.
fn scope(sentence: &str, own_rank: u8) -> Option<(usize, &str)> {
    if sentence.contains("系统") {
        return None;
    }
    sentence.char_indices().filter(|(_, c)| matches!(c, '全' | '我')).find_map(|(at, lead)| {
        let behind = &sentence[at + lead.len_utf8()..];
        let unit = behind.chars().next()?;
        rank(unit).filter(|rank| *rank > own_rank)?;
        // At the head of a clause it is who published; elsewhere it is where.
        let heads = sentence[..at].chars().next_back().is_none_or(|c| "，。；：、年度 \u{3000}）".contains(c));
        let after = behind[unit.len_utf8()..].chars().next();
        let mere = after.is_some_and(|c| "排评第性绩考人".contains(c));
        (heads && !mere).then(|| (at, &sentence[at..at + lead.len_utf8() + unit.len_utf8()]))
    })
}

#[cfg(test)]
mod tests {
    use super::scope;

    #[test]
    fn only_who_published_is_a_scope() {
        assert_eq!(scope("2018年，我县按照要求，通过平台发布政务", 0).map(|found| found.1), Some("我县"));
        assert_eq!(scope("全市共主动公开政府", 2).map(|found| found.1), Some("全市"));
        for (sentence, rank) in [
            ("全县共主动公开政府", 2),
            ("全县水利系统主动公开政府", 0),
            ("为服务全县发展大局，主动公开政府", 0),
            ("全县排名第一，主动公开政府", 0),
            ("主动公开政府", 0),
        ] {
            assert_eq!(scope(sentence, rank), None, "{sentence}");
        }
    }
}
