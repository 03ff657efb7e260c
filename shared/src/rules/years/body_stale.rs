//! A sentence still speaks of an earlier year.

use crate::amount::Blanks;
use crate::bilingual;
use crate::report::YearEvidenceKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::{GROUP, evidence, no_year, speaks_of_plans};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// A paragraph or sentence that opens with a year and reports on the body's own work (“2018年，我乡……”) names the report year,
    /// and so does the sentence in front that says which report this is (编制……2018年政府信息公开工作年度报告).
    ///
    /// ## Why it matters
    ///
    /// A sentence of last year that was left standing brings last year's figures with it.
    ///
    /// ## Not reported
    ///
    /// History (自2008年起), documents, comparisons, plans, years other than the one before, and paragraphs that also name
    /// the report year. Inside a paragraph, everything that may be a comparison or about the problems of the year before.
    ///
    /// ## How to correct
    /// Correct the year, and make sure the figures in the paragraph are this year's.
    pub(crate) static RULE = {
        code: "YR-BODY-STALE",
        name: "body-stale",
        severity: Warning,
        editions: EVERY,
        title: ("正文沿用往年年份", "A sentence still speaks of an earlier year"),
        basis: "文本自洽",
        check: check,
    }
}

/// What a year that opens a reporting sentence is followed by.
const SUBJECTS: [&str; 13] = ["我", "全县", "全市", "全区", "全镇", "全乡", "全局", "全年", "本机关", "本单位", "本级", "本局", "共"];
/// Words behind the year that make it history.
const HISTORY: [&str; 8] = ["以来", "起", "底以", "成立", "印发", "出台", "开始", "至"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(year) = context.report.year.year else { return no_year() };
    for lead in evidence(context, YearEvidenceKind::Lead).filter(|lead| lead.year + 1 == year) {
        let Some(&paragraph) = context.report.paragraphs.iter().find(|paragraph| paragraph.contains(lead.span)) else { continue };
        let text = context.text(Span::new(lead.span.start(), paragraph.end()));
        if !reports(text) || text.contains(&year.to_string()) || speaks_of_plans(text) {
            continue;
        }
        let stale = lead.year;
        out.add(
            Some(lead.span),
            bilingual!("本段以{stale}年开头叙述工作，报告年度是{year}年", "this paragraph reports on {stale}; the report is on {year}"),
            bilingual!("请核对本段内容和数据是否为{year}年的，并改正年份", "check that the content is of {year} and correct the year"),
        )
        .expected(year.to_string(), stale.to_string())
        .group(GROUP)
        .done();
    }
    let leads: Vec<Span> = evidence(context, YearEvidenceKind::Lead).map(|lead| lead.span).collect();
    let (stale, printed) = (year - 1, format!("{}年", year - 1));
    let stated = memchr::memmem::Finder::new(&printed);
    let head = context.report.sections.first().map_or(0, |section| section.span.start());
    for place in stated.find_iter(context.source.text().as_bytes()) {
        let span = Span::of(place..place + printed.len());
        let Some(paragraph) = context.paragraph(span) else { continue };
        let (text, at) = (context.text(paragraph), place - paragraph.start() as usize);
        if leads.iter().any(|lead| lead.start() == span.start()) {
            continue;
        }
        if paragraph.start() < head && names_the_report(text, at, printed.len()) {
            out.add(
                Some(span),
                bilingual!(
                    "编制说明称本报告是{stale}年的年度报告，报告年度是{year}年",
                    "the preamble calls this the report on {stale}; it is on {year}"
                ),
                bilingual!("请改正编制说明中的年份", "correct the year in the preamble"),
            )
            .expected(year.to_string(), stale.to_string())
            .group(GROUP)
            .done();
        } else if stands_alone(text, at, year) {
            out.add(
                Some(span),
                bilingual!("此句以{stale}年开头叙述工作，报告年度是{year}年", "this sentence reports on {stale}; the report is on {year}"),
                bilingual!("请核对此句内容和数据是否为{year}年的，并改正年份", "check that the sentence is of {year} and correct the year"),
            )
            .expected(year.to_string(), stale.to_string())
            .group(GROUP)
            .done();
        }
    }
    Ran::Fully
}

/// Words that make a sentence about two years, or about what was wrong in the one before.
const BESIDE: [&str; 10] = ["同比", "相比", "较", "比", "增长", "下降", "问题", "整改", "分别", "结转"];

/// Whether a year opens a sentence inside a paragraph that reports on that year by itself.
fn stands_alone(text: &str, at: usize, year: i32) -> bool {
    let before = text[..at].trim_blanks_end();
    let rest = &text[at..];
    let sentence = rest.split(['。', '；', ';']).next().unwrap_or_default();
    before.ends_with(['。', '；', ';'])
        && reports(sentence)
        && !speaks_of_plans(sentence)
        && !BESIDE.iter().any(|word| text.contains(word))
        && !text.contains(&format!("{year}年"))
}

/// Whether a year is that of the report which a sentence says is drawn up or published: 现公布本局2018年政府信息公开工作年度报告.
fn names_the_report(text: &str, at: usize, length: usize) -> bool {
    let rest = text[at + length..].trim_start_matches('度');
    let named = rest.strip_prefix("政府信息公开").is_some_and(|rest| {
        let rest = rest.trim_start_matches("工作");
        ["年度报告", "报告", "年报"].iter().any(|report| rest.starts_with(report))
    });
    let sentence = &text[text[..at].rfind('。').map_or(0, |mark| mark + '。'.len_utf8())..at];
    let quoted = sentence.matches('《').count() > sentence.matches('》').count();
    named && !quoted && ["编制", "编写", "公布", "发布", "撰写", "现将"].iter().any(|made| sentence.contains(made))
}

/// Whether a text that opens with a year goes on to report on the body's own work.
fn reports(text: &str) -> bool {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['年', '度', '，', ',', ' ', '\u{3000}']);
    let opening = behind.split(['，', ',', '。']).next().unwrap_or_default();
    SUBJECTS.iter().any(|subject| behind.starts_with(subject)) && !HISTORY.iter().any(|word| opening.contains(word))
}
