//! From words to years, days and periods.
//!
//! Reads what reports write about time: `2018年`, `２０１８ 年度`, `二〇一八年`, `2019年1月31日`, `2019-02-01`,
//! `自2018年1月1日起至12月31日止`. A day that does not exist is impossible, never moved to one that does; a period whose
//! 年 or 月 was lost (`自201711日至…`) is stated but unreadable, and the two are told apart from no period at all.
//! Which of the years is the report's is for [`super::year`] to say.

use memchr::memmem;

use crate::amount::{Blanks, digit, is_blank};
use crate::recognise::ordinal::{chinese_number, numeral};
use crate::report::{Date, Period};
use crate::source::{Span, near_end};

/// A year named in a text, at byte offsets of that text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NamedYear {
    /// The year.
    pub(crate) year: i32,
    /// Where its first digit stands.
    pub(crate) start: usize,
    /// Where it ends, 年 or 年度 included.
    pub(crate) end: usize,
    /// Whether the century is left out (18年).
    pub(crate) short: bool,
}

/// What a text says about the period of its figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatedPeriod {
    /// A period.
    Read(Period),
    /// Words that state one and cannot be read.
    Unreadable(Span),
}

/// A day as far as it was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct PrintedDay {
    year: i32,
    month: u32,
    /// `None` where only a month is named.
    day: Option<u32>,
    len: usize,
}

/// Years that a report can be about; other numbers before 年 are durations or history.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2099;

/// Two-digit years that a report can be about.
const SHORT_YEARS: std::ops::RangeInclusive<i32> = 8..=49;

/// Words that announce the period of the figures, and what must follow them.
const ANNOUNCEMENTS: [(&str, &[&str]); 4] = [
    ("统计", &["期限", "时限", "时间", "周期", "期间", "区间", "的期限", "的时间"]),
    ("报告期", &[""]),
    ("时间范围", &[""]),
    ("所列数据", &[""]),
];

/// The years named in a text, in its order; not those of ranges (2016—2018年) and document titles (《…》).
pub(crate) fn years(text: &str) -> impl Iterator<Item = NamedYear> + '_ {
    // Few other characters end with the same byte.
    const MARK: &[u8] = "年".as_bytes();
    let bytes = text.as_bytes();
    let last = memchr::memchr_iter(MARK[2], bytes).filter(|&last| bytes[..=last].ends_with(MARK));
    last.map(|last| last + 1 - MARK.len()).filter_map(move |at| {
        let before = text[..at].trim_blanks_end();
        let start = before.trim_end_matches(|c| digit(c).is_some() || numeral(c).is_some_and(|value| value < 10)).len();
        let (year, len, short) = year_digits(&text[start..])?;
        let alone = start + len == before.len() && !ends_range(&text[..start]) && !in_title(&text[..start]);
        let end = at + '年'.len_utf8();
        let end = if text[end..].starts_with('度') { end + '度'.len_utf8() } else { end };
        alone.then_some(NamedYear { year, start, end, short })
    })
}

/// The year that a text starts with.
pub(crate) fn leading_year(text: &str) -> Option<NamedYear> {
    let (year, len, short) = year_digits(text)?;
    let mark = skip(text, len, is_blank);
    let mut end = mark + text[mark..].strip_prefix('年').map(|_| '年'.len_utf8())?;
    if text[end..].starts_with('度') {
        end += '度'.len_utf8();
    }
    Some(NamedYear { year, start: 0, end, short })
}

/// The day that a text starts with and the length of its words; `None` for words that name no day that exists.
pub(crate) fn leading_date(text: &str) -> Option<(Date, usize)> {
    let day = printed_day(text, None)?;
    Some((Date::new(day.year, day.month, day.day?)?, day.len))
}

/// The day that a text ends with and where its words start.
pub(crate) fn trailing_date(text: &str) -> Option<(Date, usize)> {
    let starts = text.char_indices().filter(|&(_, c)| starts_year(c));
    starts.filter(|&(at, _)| !follows_digit(text, at)).find_map(|(at, _)| {
        let (date, len) = leading_date(&text[at..])?;
        (at + len == text.len()).then_some((date, at))
    })
}

/// The period that a text states for its figures: the announced one, else the first that is a whole calendar year.
/// `offset` is where the text starts in its source.
pub(crate) fn stated_period(text: &str, offset: u32) -> Option<StatedPeriod> {
    let span = |start: usize, end: usize| Span::new(offset + to_u32(start), offset + to_u32(end));
    let mut whole_year = None;
    for first in ["2", "２", "二"] {
        let mut passed = 0;
        for start in memmem::find_iter(text.as_bytes(), first) {
            if start < passed || follows_digit(text, start) {
                continue;
            }
            let Some((first, last, len)) = range(&text[start..]) else { continue };
            passed = start + len;
            let read = match (first.and_then(first_day), last.and_then(last_day)) {
                (Some(first), Some(last)) => StatedPeriod::Read(Period { start: first, end: last, span: span(start, passed) }),
                _ => StatedPeriod::Unreadable(span(start, passed)),
            };
            if is_announced(&text[..start]) {
                return Some(read);
            }
            if matches!(read, StatedPeriod::Read(period) if is_whole_year(period)) {
                whole_year.get_or_insert(read);
            }
        }
    }
    whole_year.or_else(|| garbled_period(text).map(|(start, end)| StatedPeriod::Unreadable(span(start, end))))
}

/// Whether a text announces a period.
pub(crate) fn announces_period(text: &str) -> bool {
    announcement(text).is_some()
}

fn is_whole_year(period: Period) -> bool {
    let (start, end) = (period.start, period.end);
    start.year() == end.year() && (start.month(), start.day()) == (1, 1) && (end.month(), end.day()) == (12, 31)
}

fn first_day(day: PrintedDay) -> Option<Date> {
    Date::new(day.year, day.month, day.day.unwrap_or(1))
}

fn last_day(day: PrintedDay) -> Option<Date> {
    match day.day {
        Some(number) => Date::new(day.year, day.month, number),
        None => (28..=31).rev().find_map(|number| Date::new(day.year, day.month, number)),
    }
}

/// Whether the sentence that breaks off at the end of `before` announces a period.
fn is_announced(before: &str) -> bool {
    let before = near_end(before);
    let sentence = before.rfind(['。', '；']).map_or(before, |end| &before[end..]);
    announces_period(sentence)
}

fn announcement(text: &str) -> Option<usize> {
    let ends = ANNOUNCEMENTS.iter().filter_map(|(words, follow)| {
        memmem::find_iter(text.as_bytes(), words).find_map(|at| {
            let end = at + words.len();
            follow.iter().find(|word| text[end..].starts_with(**word)).map(|word| end + word.len())
        })
    });
    ends.min()
}

/// Words after an announcement that were meant as a period: digits with 至, 到 or 日 in the same sentence.
fn garbled_period(text: &str) -> Option<(usize, usize)> {
    let start = announcement(text)?;
    let sentence = text[start..].split(['。', '；', '\n']).next().unwrap_or_default();
    let first = sentence.find(|c| digit(c).is_some())?;
    let stated = sentence[first..].contains(['至', '到', '日', '止']);
    let words = sentence[first..].split(['，', ',', '（', '(']).next().unwrap_or_default().trim_blanks_end();
    stated.then_some((start + first, start + first + words.len()))
}

/// Reads `DAY 起，至 DAY 止`; a side is `None` if its words name no day that exists.
fn range(text: &str) -> Option<(Option<PrintedDay>, Option<PrintedDay>, usize)> {
    let first = printed_day(text, None)?;
    let mut at = skip_words(text, first.len, &["零时", "0时", "00:00", "起", "开始", "始"]);
    at = skip(text, at, |c| is_blank(c) || matches!(c, '，' | ',' | '、'));
    let connected = skip_words(text, at, &["起至", "截至", "截止到", "截止", "至", "到", "-", "—", "–", "－", "―", "~", "～", "─"]);
    if connected == at {
        return None;
    }
    let at = skip(text, connected, is_blank);
    let last = printed_day(&text[at..], Some(first.year))?;
    let end = skip_words(text, at + last.len, &["24时", "二十四时", "为止", "止"]);
    let exists = |day: PrintedDay| first_day(day).map(|_| day);
    Some((exists(first), exists(last), end))
}

/// Reads a day or a month; the year may be missing if one is given.
fn printed_day(text: &str, year: Option<i32>) -> Option<PrintedDay> {
    let (year, at) = match (year_digits(text).filter(|read| !read.2), year) {
        (Some((year, len, _)), _) => match separated_day(text, year, len) {
            Some(day) => return Some(day),
            None => (year, mark(text, len, '年')?),
        },
        (None, Some(year)) => (year, 0),
        (None, None) => return None,
    };
    let (month, len) = small_number(&text[at..])?;
    let at = mark(text, at + len, '月')?;
    let day = small_number(&text[at..]).and_then(|(day, len)| {
        let end = mark(text, at + len, '日').or_else(|| mark(text, at + len, '号'))?;
        Some(PrintedDay { year, month, day: Some(day), len: end })
    });
    Some(day.unwrap_or(PrintedDay { year, month, day: None, len: at - trailing_blanks(&text[..at]) }))
}

/// Reads `2019-01-31`, `2019.1.31`, `2019/1/31` behind the year.
fn separated_day(text: &str, year: i32, len: usize) -> Option<PrintedDay> {
    let separator = text[len..].chars().next().filter(|c| matches!(c, '-' | '－' | '.' | '．' | '/' | '／'))?;
    let at = len + separator.len_utf8();
    let (month, len) = small_number(&text[at..])?;
    let at = at + len + text[at + len..].strip_prefix(separator).map(|_| separator.len_utf8())?;
    let (day, len) = small_number(&text[at..])?;
    let ends = !text[at + len..].starts_with(|c| digit(c).is_some());
    ends.then_some(PrintedDay { year, month, day: Some(day), len: at + len })
}

/// The end of a mark that may stand after blanks, following blanks included.
fn mark(text: &str, at: usize, mark: char) -> Option<usize> {
    let at = skip(text, at, is_blank);
    text[at..].strip_prefix(mark).map(|_| at + mark.len_utf8()).map(|end| {
        let next = skip(text, end, is_blank);
        if text[next..].starts_with(|c| digit(c).is_some() || numeral(c).is_some()) { next } else { end }
    })
}

fn trailing_blanks(text: &str) -> usize {
    text.len() - text.trim_blanks_end().len()
}

/// A month or a day: one or two digits of either width, or a Chinese numeral.
fn small_number(text: &str) -> Option<(u32, usize)> {
    let mut number = 0;
    let mut len = 0;
    for (count, c) in text.chars().enumerate() {
        let Some(value) = digit(c) else { break };
        if count == 2 {
            return None;
        }
        number = number * 10 + value;
        len += c.len_utf8();
    }
    if len > 0 { Some((number, len)) } else { chinese_number(text) }
}

/// Four digits, or two, of either width or in Chinese, that can be a year; whether the century is left out comes last.
fn year_digits(text: &str) -> Option<(i32, usize, bool)> {
    // In Chinese all of them begin with 二.
    let chinese = match text.chars().next()? {
        '0'..='9' | '０'..='９' => false,
        '二' | '⼆' | '贰' => true,
        _ => return None,
    };
    let mut year = 0;
    let mut count = 0;
    let mut len = 0;
    for c in text.chars() {
        // Both zeros are written for 〇, also in a Chinese year.
        let value = if chinese { numeral(c).or(digit(c).filter(|&value| value == 0)) } else { digit(c) };
        let Some(value) = value.filter(|&value| value < 10) else { break };
        if count == 4 {
            return None;
        }
        year = year * 10 + i32::try_from(value).unwrap_or_default();
        count += 1;
        len += c.len_utf8();
    }
    match count {
        4 if YEARS.contains(&year) => Some((year, len, false)),
        2 if !chinese && SHORT_YEARS.contains(&year) => Some((2000 + year, len, true)),
        _ => None,
    }
}

const fn starts_year(c: char) -> bool {
    matches!(c, '2' | '２' | '二')
}

fn follows_digit(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(|c| digit(c).is_some() || numeral(c).is_some())
}

/// Whether what comes before a year makes it the end of a range of years.
fn ends_range(before: &str) -> bool {
    let before = before.trim_blanks_end();
    let start = before.trim_end_matches(['-', '—', '－', '–', '~', '～', '至', '到']);
    start.len() < before.len() && start.trim_end_matches('年').ends_with(|c| digit(c).is_some() || numeral(c).is_some())
}

/// Whether the title of another document is open at the end of a text, or the year of a document number.
fn in_title(before: &str) -> bool {
    let before = near_end(before);
    let last = before.rfind(['《', '》', '〔', '〕', '〈', '〉']);
    last.is_some_and(|at| before[at..].starts_with(['《', '〔', '〈']))
}

fn skip(text: &str, at: usize, passed: impl Fn(char) -> bool) -> usize {
    text.len() - text[at..].trim_start_matches(passed).len()
}

/// Passes over any of the words, blanks between them included, as often as they occur.
fn skip_words(text: &str, at: usize, words: &[&str]) -> usize {
    let mut end = at;
    loop {
        let next = skip(text, end, is_blank);
        let Some(word) = words.iter().find(|word| text[next..].starts_with(**word)) else { return end };
        end = next + word.len();
    }
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<(i32, &str)> {
        years(text).map(|year| (year.year, &text[year.start..year.end])).collect()
    }

    fn period(text: &str) -> Option<String> {
        stated_period(text, 0).map(|stated| match stated {
            StatedPeriod::Read(period) => format!("{}..{}|{}", period.start, period.end, &text[period.span.range()]),
            StatedPeriod::Unreadable(span) => format!("?|{}", &text[span.range()]),
        })
    }

    #[test]
    fn years_are_read_in_every_script() {
        assert_eq!(named("上犹县2018年政府信息"), [(2018, "2018年")]);
        assert_eq!(named("２０１８ 年度"), [(2018, "２０１８ 年度")]);
        assert_eq!(named("二〇二一年和二○一八年度"), [(2021, "二〇二一年"), (2018, "二○一八年度")]);
        assert_eq!(named("19年度报告"), [(2019, "19年度")]);
    }

    #[test]
    fn durations_ranges_and_document_titles_name_no_year() {
        for text in [
            "10000年",
            "5年来",
            "1998年",
            "12018年",
            "2016—2018年",
            "《2018年政务公开工作要点》",
            "国办发〔2016〕80号",
            "近年",
            "上一年",
            "三年",
        ] {
            assert_eq!(named(text), [], "{text}");
        }
    }

    #[test]
    fn days_are_read_and_impossible_ones_are_not() {
        let date = |text| leading_date(text).map(|(date, len)| (date.to_string(), &text[len..]));
        assert_eq!(date("2019年1月31日 "), Some(("2019-01-31".into(), " ")));
        assert_eq!(date("２０１９ 年 １ 月 ３１ 日"), Some(("2019-01-31".into(), "")));
        assert_eq!(date("二〇一九年一月三十一日"), Some(("2019-01-31".into(), "")));
        assert_eq!(date("二0一九年十二月二十日"), Some(("2019-12-20".into(), "")));
        assert_eq!(date("2019-02-01 来源"), Some(("2019-02-01".into(), " 来源")));
        assert_eq!(date("2019.2.1"), Some(("2019-02-01".into(), "")));
        assert_eq!(date("2019年2月30日"), None);
        assert_eq!(date("2019年2月"), None);
        assert_eq!(date("201711日"), None);
        assert_eq!(trailing_date("上犹县人民政府办公室2019年1月31日").map(|(_, at)| at), Some(30));
    }

    #[test]
    fn a_period_is_read_in_its_many_phrasings() {
        let full = |text: &str| period(text).map(|found| found.starts_with("2018-01-01..2018-12-31|"));
        for text in [
            "统计期限自2018年1月1日起至2018年12月31日止。",
            "统计期限自2018年1月1日起,至2018年12月31日止,电子版",
            "统计期限为2018年1月1日至12月31日",
            "数据统计时间：1月。统计期限2018年1月1日到12月31日",
            "统计时限为2018.1.1-2018.12.31",
            "统计时限为2018-01-01—2018-12-31",
            "统计期限自２０１８年１月１日起至２０１８年１２月３１日止",
            "统计期限自二〇一八年一月一日起\n至二〇一八年十二月三十一日止",
            "统计期限自 2018 年 1 月 1 日起至 2018 年 12 月 31 日止",
            "统计时间为2018年1月至12月。",
            "全文数据从2018年1月1日到2018年12月31日。",
        ] {
            assert_eq!(full(text), Some(true), "{text}");
        }
        assert_eq!(
            period("统计期限自2008年5月1日起至2008年12月31日止。").as_deref(),
            Some("2008-05-01..2008-12-31|2008年5月1日起至2008年12月31日止")
        );
    }

    #[test]
    fn an_announced_period_goes_before_another_range() {
        let text = "2018年5月1日至6月30日开展活动。统计期限自2018年1月1日至2018年12月31日。";
        assert!(period(text).unwrap().starts_with("2018-01-01"));
        assert_eq!(period("2018年5月1日至6月30日开展活动。"), None);
    }

    #[test]
    fn a_garbled_period_is_unreadable_and_never_a_date() {
        assert_eq!(period("统计期限自201711日至20171231日，下载").as_deref(), Some("?|201711日至20171231日"));
        assert_eq!(period("统计期限自2018年1月1日至2018年12月32日").as_deref(), Some("?|2018年1月1日至2018年12月32日"));
        assert_eq!(period("统计期限自年月日起至年月日止"), None);
        assert_eq!(period("办理期限为20个工作日"), None);
    }
}
