//! “All closed” against the requests carried over.

use std::ops::Range;

use crate::amount::{Blanks, is_blank};
use crate::bilingual;
use crate::claims::Polarity;
use crate::finding::Severity;
use crate::prose::{Hit, Phrase};
use crate::rule::{Context, Findings, Ran};
use crate::rules::reading;
use crate::source::between_marks;

use super::SINCE_2019;
use super::narrative;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Where the text says that all requests were closed (全部办结, 办结率100%), the table carries none into the next year.
    ///
    /// ## Why it matters
    ///
    /// Both cannot be true; a reader will think that no request is open.
    ///
    /// ## Not reported
    ///
    /// 按时答复率100%, which is about lateness; sentences that speak of the requests carried over themselves, of those due, or of
    /// something else than requests for information; other bodies and years. Where the text states the requests carried over
    /// elsewhere, a warning only.
    ///
    /// ## How to correct
    ///
    /// Say how many were closed and how many are carried over, as table three does; if all are closed, correct the table.
    pub(crate) static RULE = {
        code: "NT-ALL-DONE",
        name: "all-closed-but-carried-out",
        severity: Error,
        editions: SINCE_2019,
        title: ("正文称全部办结而有结转", "“All closed” with cases carried out"),
        basis: "文本与表格自洽",
        check: check,
    }
}

/// Words that say whose requests for information are spoken of.
const REQUESTS: [&str; 3] = ["依申请公开", "公开申请", "申请公开"];

/// Words with which the sentence says something else.
const OTHERWISE: [&str; 38] = [
    "结转",
    "转结",
    "除",
    "其余",
    "到期",
    "应办",
    "建议",
    "提案",
    "诉求",
    "信访",
    "热线",
    "留言",
    "投诉",
    "举报",
    "复议",
    "诉讼",
    "上年",
    "去年",
    "应当",
    "必须",
    "做到",
    "努力",
    "下一步",
    "确保",
    "力争",
    "要求",
    "部门",
    "乡镇",
    "街道",
    "本级",
    "市直",
    "县直",
    "区直",
    "单位",
    "季度",
    "目前",
    "截至",
    "截止",
];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let [(cell, left)] = match reading::numbers(context, ["requests.carried_out@total"]) {
        Ok(numbers) => numbers,
        Err(ran) => return ran,
    };
    if left.is_zero() || context.report.statistic(cell).is_some_and(|statistic| statistic.doubtful) {
        return Ran::Fully;
    }
    for hit in context.prose.hits(Phrase::AllClosed) {
        let Some(sentence) = sentence(context, hit) else { continue };
        let words = context.text(hit.span);
        let told = context.claims_about("requests.carried_out").any(|claim| claim.polarity == Polarity::Some);
        let finding = out
            .add(
                Some(hit.span),
                bilingual!(
                    "正文“{sentence}”，表格却有结转下年度继续办理{left}件",
                    "the text says “{sentence}” ({words}), the table carries {left} requests into the next year"
                ),
                bilingual!(
                    "尚有结转的，写明办结和结转各多少件；确已全部办结的，改正表三",
                    "say how many were closed and how many are carried over; if all are closed, correct table three"
                ),
            )
            .at_most(if told { Severity::Warning } else { Severity::Error })
            .cells([cell]);
        let cells = [cell];
        narrative::places(context, &cells)
            .fold(finding, |finding, (span, name)| {
                let note = bilingual!("表格中的{name}", "{name} in the table");
                finding.related(span, note)
            })
            .done();
    }
    Ran::Fully
}

/// The clause that says all were closed, if it surely says so of all requests for information of the year.
fn sentence<'a>(context: &Context<'a>, hit: &Hit) -> Option<&'a str> {
    let paragraph = context.text(hit.within);
    let (from, to) = ((hit.span.start() - hit.within.start()) as usize, (hit.span.end() - hit.within.start()) as usize);
    let Range { start, end } = between_marks(paragraph, from..to, |c| c == '。');
    let (sentence, before, after) = (&paragraph[start..end], &paragraph[start..from], &paragraph[to..end]);
    let about_requests = REQUESTS.iter().any(|word| sentence.contains(word))
        || (sentence.contains("申请") && REQUESTS.iter().any(|word| heading(context, hit).contains(word)));
    let otherwise = OTHERWISE.iter().any(|word| sentence.contains(word));
    // The words may go on, or be denied: 未全部办结, 全部办结率.
    let denied = before.ends_with(['未', '没', '应', '须', '不']) || before.ends_with("没有");
    let is_rate = context.text(hit.span).ends_with('率');
    let holds = if is_rate { is_whole(after) && !before.ends_with(['时', '期']) } else { !after.starts_with('率') };
    (about_requests && !otherwise && !denied && holds && !names_another_year(context, sentence)).then(|| clause(sentence, from - start))
}

/// The heading that a hit stands under; it may be the first words of its paragraph.
fn heading<'a>(context: &'a Context<'_>, hit: &Hit) -> &'a str {
    let sections = &context.report.sections;
    let begun = sections.partition_point(|section| section.span.start() <= hit.span.start());
    begun.checked_sub(1).map_or("", |at| sections[at].heading.as_str())
}

/// Whether a rate is given as 100 %.
fn is_whole(after: &str) -> bool {
    let figure = after.trim_start_matches(|c: char| is_blank(c) || "为达到是均了约:：".contains(c));
    ["100%", "100％", "１００％", "100.0%", "100.00%", "百分之百", "百分之一百"].iter().any(|whole| figure.starts_with(whole))
}

/// Whether a sentence names a year that is not the report's.
fn names_another_year(context: &Context<'_>, sentence: &str) -> bool {
    sentence.match_indices('年').any(|(at, _)| {
        let year = sentence[..at].get(at.saturating_sub(4)..).and_then(|digits| digits.parse::<i32>().ok());
        year.is_some_and(|year| year >= 1000 && Some(year) != context.report.year.year)
    })
}

/// The clause of a sentence that covers a place, at most as long as a line.
fn clause(sentence: &str, at: usize) -> &str {
    let marks = ['，', ',', '；', ';'];
    let start = sentence[..at].rfind(marks).map_or(0, |mark| mark + sentence[mark..].chars().next().map_or(1, char::len_utf8));
    let end = sentence[at..].find(marks).map_or(sentence.len(), |mark| at + mark);
    sentence[start..end].trim_blanks()
}
