//! Numbers as prose writes them, with their units.
//!
//! Turns the text at a digit or a Chinese numeral into a [`Figure`], or into what else a number can be: a year, a date, an
//! ordinal, a part of a name. Exact: `1.7万` is 17000 and good to a thousand.
//!
//! ```text
//! 787万余条   →  7870000 条, at least, good to 10000
//! 百分之九十  →  90 %
//! 二十届      →  nothing that is counted
//! ```

use super::{Approximation, Measure};
use crate::amount::{self, Amount, Blanks, digit, is_blank, numeral};

/// A number with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Figure {
    pub(super) value: Amount,
    pub(super) step: Amount,
    pub(super) unit: &'static str,
    pub(super) measure: Measure,
    pub(super) approximation: Approximation,
    /// Whether it is written in Chinese numerals.
    pub(super) chinese: bool,
}

/// What a number in the text turned out to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    /// Something counted or measured.
    Figure(Figure),
    /// 2019年, 2019年度.
    Year(i32),
    /// 12月, 31日, with the number.
    Month(u32),
    Day(u32),
    /// Anything else: a length of time, an ordinal, a part of a name or of a telephone number.
    Other,
}

/// A unit, by its first character, longer ones first; and words that start like it and are no unit that anything is counted in.
type Unit = (char, &'static [&'static str], &'static [&'static str]);

/// Units of what reports count, also in Chinese numerals alone.
const PIECES: &[Unit] = &[
    ('件', &["件次", "件"], &["件套"]),
    ('条', &["条次", "条"], &["条例"]),
    ('次', &["次"], &["次年"]),
    ('人', &["人次", "人"], &["人民", "人大"]),
    ('名', &["名"], &["名单", "名称"]),
    ('位', &["位"], &["位于"]),
    ('场', &["场次", "场"], &["场所"]),
    ('期', &["期"], &["期限", "期间"]),
    ('篇', &["篇"], &[]),
    ('份', &["份"], &["份额"]),
    ('起', &["起"], &[]),
    ('宗', &["宗"], &["宗旨"]),
    ('例', &["例"], &[]),
    ('封', &["封"], &[]),
    ('项', &["项"], &["项目化"]),
];

/// Units that Chinese numerals count in where the sentence has digits as well: 三家 may be a name.
const OTHERS: &[Unit] = &[
    ('户', &["户"], &["户籍"]),
    ('家', &["家"], &["家庄"]),
    ('部', &["部"], &["部门"]),
    ('批', &["批次", "批"], &["批准", "批复"]),
    ('类', &["类"], &["类区"]),
    ('个', &["个"], &["个工作日", "个月", "个多月", "个小时", "个自然日", "个年"]),
    ('处', &["处"], &["处理", "处罚"]),
    ('台', &["台"], &["台账"]),
    ('辆', &["辆"], &[]),
    ('所', &["所"], &["所有", "所属", "所长"]),
    ('间', &["间"], &[]),
    ('种', &["种"], &["种植"]),
    ('款', &["款"], &[]),
    ('册', &["册"], &[]),
    ('幅', &["幅"], &[]),
    ('张', &["张"], &["张家"]),
    ('本', &["本"], &["本级", "本年"]),
    ('则', &["则"], &[]),
    ('组', &["组"], &["组织"]),
    ('支', &["支"], &["支付", "支持", "支队"]),
    ('只', &["只"], &[]),
    ('把', &["把"], &[]),
    ('页', &["页"], &["页面"]),
    ('卷', &["卷"], &[]),
    ('单', &["单"], &["单位"]),
    ('笔', &["笔"], &[]),
    ('票', &["票"], &[]),
    ('节', &["节"], &["节能", "节点"]),
    ('班', &["班"], &["班子"]),
];

/// What may stand right behind a number that is a figure, of ideographs.
pub(super) fn measures() -> impl Iterator<Item = char> {
    PIECES.iter().chain(OTHERS).map(|unit| unit.0).chain("千万亿余多元倍".chars())
}

/// What begins a unit that Chinese numerals count in alone; 百分之三 is counted in no other.
pub(super) fn pieces() -> impl Iterator<Item = char> {
    PIECES.iter().map(|unit| unit.0).chain(['分'])
}

/// Whether a number before `c` has no unit.
const fn ends(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '、' | '！' | ',' | ';' | '）' | ')')
}

/// Whether a run of digits that ends before `c` may be a figure, or go on; of ideographs [`measures`] tells.
pub(super) const fn may_end_before(c: char) -> bool {
    is_blank(c) || ends(c) || matches!(c, '？' | '!' | '?' | '%' | '％' | '.' | '．' | '０'..='９')
}

/// Reads a number whose first digit is at `at`; says what it is and where it ends.
///
/// The text before `at` tells numbers that are parts of something else.
pub(super) fn digits(text: &str, at: usize) -> (Number, usize) {
    if is_part_of_something(&text[..at]) {
        return (Number::Other, run_end(text, at));
    }
    let window = clip(&text[at..], 96);
    let Some(numeral) = amount::read(window) else { return (Number::Other, run_end(text, at)) };
    let mut end = at + window.trim_blanks_end().len() - numeral.rest.len();
    end -= text[at..end].len() - text[at..end].trim_blanks_end().len();
    let zero_led = text[at..].starts_with('0') && text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    let rest = text[end..].trim_blanks_start();
    let behind = text.len() - rest.len();
    if zero_led {
        return (Number::Other, end);
    }
    if let Some(number) = calendar(numeral.amount, rest) {
        let after = match number {
            Number::Year(_) => behind + '年'.len_utf8() + if rest["年".len()..].starts_with('度') { '度'.len_utf8() } else { 0 },
            _ => behind + rest.chars().next().map_or(0, char::len_utf8),
        };
        return (number, after);
    }
    if rest.starts_with(['-', '/', '+', '~', '～', '—', '－', '–', '_', '@', '×', '*'])
        || (rest.starts_with([':', '.', '．', '：']) && rest.chars().nth(1).is_some_and(|c| digit(c).is_some()))
    {
        return (Number::Other, run_end(text, at).max(end));
    }
    match measured(text, end, numeral.amount, false) {
        Some((figure, end)) => (Number::Figure(figure), end),
        None => (Number::Other, end),
    }
}

/// Reads a number in Chinese numerals at `at`, if it counts something: 三件, 十二场, 百分之九十.
pub(super) fn numerals(text: &str, at: usize) -> Option<(Figure, usize)> {
    if let Some(rest) = text[at..].strip_prefix("百分之") {
        let (value, length) = spoken(rest)?;
        let figure =
            Figure { value, step: Amount::ONE, unit: "%", measure: Measure::Percent, approximation: Approximation::Exact, chinese: true };
        return Some((figure, text.len() - rest.len() + length));
    }
    let before = text[..at].trim_blanks_end().chars().next_back();
    // What stands behind a numeral is the end of a number, not one: 第三十一条.
    if before.is_some_and(|c| {
        numeral(c).is_some()
            || matches!(
                c,
                '第' | '每'
                    | '周'
                    | '期'
                    | '同'
                    | '统'
                    | '唯'
                    | '之'
                    | '其'
                    | '逐'
                    | '几'
                    | '数'
                    | '任'
                    | '十'
                    | '百'
                    | '千'
                    | '万'
                    | '两'
                    | '零'
                    | '〇'
                    | '近'
            )
    }) {
        return None;
    }
    let (value, length) = spoken(&text[at..])?;
    let (figure, end) = measured(text, at + length, value, true)?;
    let ends_there = text[end..].trim_blanks_start().chars().next().is_none_or(|c| ends(c) || c == '：');
    // 一次 and 一项 stand in idioms; 个 counts anything.
    let counts = figure.measure == Measure::Count && figure.unit != "个" && (value > Amount::ONE || ends_there);
    counts.then_some((figure, end))
}

/// A number that is good to what its multiplier leaves, with its unit: what stands from `end` on.
fn measured(text: &str, end: usize, value: Amount, chinese: bool) -> Option<(Figure, usize)> {
    let skip = |at: usize| text.len() - text[at..].trim_blanks_start().len();
    let mut at = skip(end);
    let mut approximation = Approximation::Exact;
    let mut last = end;
    let mut power = 0;
    for _ in 0..2 {
        // 787万余, 7400余, 3千多.
        let rest = &text[at..];
        if let Some(zeros) = multiplier(rest) {
            power += zeros;
            at += rest.chars().next().map_or(0, char::len_utf8);
            last = at;
        }
        let rest = &text[at..];
        if let Some(more) = rest.chars().next().filter(|c| matches!(c, '余' | '多')) {
            approximation = Approximation::AtLeast;
            at += more.len_utf8();
            last = at;
        }
        at = skip(at);
    }
    let (value, step) = scaled(value, power);
    let (unit, measure, length) = unit(&text[at..])?;
    if !unit.is_empty() {
        last = at + length;
    }
    if let Some((means, length)) = bound_behind(&text[last..]) {
        approximation = means;
        last += length;
    }
    Some((Figure { value, step, unit, measure, approximation, chinese }, last))
}

/// Words behind a figure that make it a bound or an estimate, with their length.
fn bound_behind(text: &str) -> Option<(Approximation, usize)> {
    let means = match text.get(..2 * '以'.len_utf8())? {
        "以上" => Approximation::AtLeast,
        "左右" | "上下" => Approximation::About,
        "以内" => Approximation::AtMost,
        _ => return None,
    };
    Some((means, 2 * '以'.len_utf8()))
}

/// The unit that a text starts with, its kind and length; an empty one where none is printed, nothing where the number is
/// part of something that is not counted.
fn unit(text: &str) -> Option<(&'static str, Measure, usize)> {
    let Some(first) = text.chars().next() else { return Some(("", Measure::None, 0)) };
    let money = |unit: &'static str| Some((unit, Measure::Money, unit.len()));
    match first {
        '%' | '％' => return Some(("%", Measure::Percent, first.len_utf8())),
        '元' => return money("元"),
        '万' if text.starts_with("万元") => return money("万元"),
        '亿' if text.starts_with("亿元") => return money("亿元"),
        '千' if text.starts_with("千元") => return money("千元"),
        '个' if text.starts_with("个百分点") => return Some(("个百分点", Measure::PercentPoints, "个百分点".len())),
        '倍' => return Some(("倍", Measure::Times, "倍".len())),
        _ if ends(first) => return Some(("", Measure::None, 0)),
        _ => {}
    }
    let (_, counted, not_counted) = PIECES.iter().chain(OTHERS).find(|(begins, ..)| *begins == first)?;
    if not_counted.iter().any(|word| text.starts_with(word)) {
        return None;
    }
    counted.iter().find(|unit| text.starts_with(**unit)).map(|unit| (*unit, Measure::Count, unit.len()))
}

/// How many zeros a character stands for, if it multiplies; 万元 is a unit.
fn multiplier(text: &str) -> Option<u32> {
    let zeros = match text.chars().next()? {
        '千' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    };
    let unit = text.chars().nth(1) == Some('元');
    (!unit).then_some(zeros)
}

/// A value times a power of ten, with what its last printed digit is worth; no digit is lost or added.
fn scaled(value: Amount, power: u32) -> (Amount, Amount) {
    let (mantissa, scale) = (value.mantissa(), value.scale());
    let ten = |n: u32| 10i128.checked_pow(n).unwrap_or(1);
    if power >= scale {
        let zeros = ten(power - scale);
        (Amount::from_i128_with_scale(mantissa.saturating_mul(zeros).min(10i128.pow(27)), 0), Amount::from_i128_with_scale(zeros, 0))
    } else {
        (Amount::from_i128_with_scale(mantissa, scale - power), Amount::from_i128_with_scale(1, scale - power))
    }
}

/// A year, month or day.
fn calendar(value: Amount, rest: &str) -> Option<Number> {
    let number = i32::try_from(value.mantissa()).ok().filter(|_| value.scale() == 0);
    match rest.chars().next()? {
        '年' => Some(number.filter(|year| (1949..=2100).contains(year)).map_or(Number::Other, Number::Year)),
        '月' => Some(number.and_then(|month| u32::try_from(month).ok()).map_or(Number::Other, Number::Month)),
        '日' => Some(number.and_then(|day| u32::try_from(day).ok()).map_or(Number::Other, Number::Day)),
        _ => None,
    }
}

/// Whether what stands before a number makes it a part of something: a document number, a decimal of another number, a
/// range, a name, an article.
pub(super) fn is_part_of_something(before: &str) -> bool {
    let Some(last) = before.chars().next_back() else { return false };
    last.is_ascii_alphabetic()
        || digit(last).is_some()
        || matches!(
            last,
            '-' | '/' | '.' | '_' | '=' | '+' | '〔' | '［' | '[' | '第' | '№' | '#' | '*' | '@' | '~' | '～' | '－' | '–' | '—' | '×'
        )
}

/// Where a run of digits and what joins them ends.
fn run_end(text: &str, at: usize) -> usize {
    let joins = |c: char| {
        digit(c).is_some()
            || c.is_ascii_alphanumeric()
            || matches!(c, '.' | '-' | '/' | ':' | '_' | '@' | '+' | '~' | '～' | '—' | '－' | '–')
    };
    let rest = &text[at..];
    at + rest.find(|c| !joins(c)).unwrap_or(rest.len())
}

/// The value of a run of Chinese numerals, with its length: 十二, 一百零五, 三千.
fn spoken(text: &str) -> Option<(Amount, usize)> {
    let (mut total, mut section, mut last) = (0i64, 0i64, None);
    let mut length = 0;
    for c in text.chars() {
        match c {
            '零' | '〇' => last = None,
            '百' => section += last.take().unwrap_or(1) * 100,
            '千' => section += last.take().unwrap_or(1) * 1000,
            '十' => section += last.take().unwrap_or(1) * 10,
            '两' if last.is_none() => last = Some(2),
            '两' => return None,
            '万' => {
                total = (section + last.take().unwrap_or(0)) * 10_000;
                section = 0;
            }
            _ => match numeral(c) {
                // Two digits side by side are a year or a name.
                Some(_) if last.is_some() => return None,
                Some(value) => last = Some(i64::from(value)),
                None => break,
            },
        }
        length += c.len_utf8();
        if section > 1_000_000 {
            return None;
        }
    }
    (length > 0).then(|| (Amount::from(total + section + last.unwrap_or(0)), length))
}

/// A start of a text, no longer than so many bytes.
fn clip(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// What the words of [`approach`] start with.
pub(super) const APPROACHES: &str = "约大近将接超逾突不至多";

/// Words before a number that make it a bound or an estimate, with their length.
pub(super) fn approach(text: &str) -> Option<(Approximation, usize)> {
    use Approximation::{About, AtLeast, AtMost};
    const WORDS: &[(&str, Approximation)] = &[
        ("约", About),
        ("大约", About),
        ("近", About),
        ("将近", About),
        ("接近", About),
        ("超过", AtLeast),
        ("超", AtLeast),
        ("逾", AtLeast),
        ("突破", AtLeast),
        ("不少于", AtLeast),
        ("不低于", AtLeast),
        ("至少", AtLeast),
        ("多达", AtLeast),
        ("不超过", AtMost),
        ("不高于", AtMost),
        ("至多", AtMost),
    ];
    WORDS.iter().find_map(|(word, means)| {
        let rest = text.strip_prefix(word)?.trim_blanks_start();
        rest.chars().next().filter(|&c| digit(c).is_some()).map(|_| (*means, text.len() - rest.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match digits(text, 0).0 {
            Number::Figure(figure) => {
                format!("{} {} {} {:?}", figure.value, figure.unit, figure.step, figure.approximation)
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn figures_are_multiplied_out_and_keep_what_their_last_digit_is_worth() {
        assert_eq!(read("29036条，"), "29036 条 1 Exact");
        assert_eq!(read("14,069 件"), "14069 件 1 Exact");
        assert_eq!(read("14 069件"), "14069 件 1 Exact");
        assert_eq!(read("１２０件"), "120 件 1 Exact");
        assert_eq!(read("1.7万条"), "17000 条 1000 Exact");
        assert_eq!(read("787万余人次"), "7870000 人次 10000 AtLeast");
        assert_eq!(read("12万余条"), "120000 条 10000 AtLeast");
        assert_eq!(read("70余条各类"), "70 条 1 AtLeast");
        assert_eq!(read("100条以上"), "100 条 1 AtLeast");
        assert_eq!(read("20368万元"), "20368 万元 1 Exact");
        assert_eq!(read("7.86亿元"), "7.86 亿元 0.01 Exact");
        assert_eq!(read("35.63% ；"), "35.63 % 0.01 Exact");
        assert_eq!(read("96%,"), "96 % 1 Exact");
        assert_eq!(read("3290，"), "3290  1 Exact");
        assert_eq!(read("1.5倍。"), "1.5 倍 0.1 Exact");
    }

    #[test]
    fn what_is_not_counted_is_told_apart() {
        assert_eq!(read("2018年"), "Year(2018)");
        assert_eq!(read("12月"), "Month(12)");
        assert_eq!(read("31日"), "Day(31)");
        for other in ["0797-8542306）", "12345热线", "24小时", "20个工作日", "2018-01-31", "5年", "711号", "3—5件", "12部门", "15:30，"]
        {
            assert_eq!(read(other), "Other", "{other}");
        }
        assert_eq!(digits("第5条", 3).0, Number::Other);
        assert_eq!(digits("IPv6改造", 3).0, Number::Other);
        assert_eq!(digits("〔2018〕181号", 3).0, Number::Other);
    }

    #[test]
    fn chinese_numerals_count_only_before_a_unit() {
        let read = |text: &str, at: usize| numerals(text, at).map(|(figure, _)| format!("{} {}", figure.value, figure.unit));
        assert_eq!(read("三件", 0).as_deref(), Some("3 件"));
        assert_eq!(read("两次", 0).as_deref(), Some("2 次"));
        assert_eq!(read("十二场", 0).as_deref(), Some("12 场"));
        assert_eq!(read("一百零五条", 0).as_deref(), Some("105 条"));
        assert_eq!(read("百分之九十", 0).as_deref(), Some("90 %"));
        assert_eq!(read("一次。", 0).as_deref(), Some("1 次"));
        for text in ["一是", "一系列", "一步", "十九大", "三公", "二十届", "一个", "一次性", "三个环节", "二〇二一年"]
        {
            assert_eq!(read(text, 0), None, "{text}");
        }
        assert_eq!(read("第二次", 3), None);
        assert_eq!(read("第三十一条", 6), None);
    }

    #[test]
    fn words_before_a_number_make_it_a_bound() {
        assert_eq!(approach("约300条"), Some((Approximation::About, 3)));
        assert_eq!(approach("超过86万次"), Some((Approximation::AtLeast, 6)));
        assert_eq!(approach("近年来"), None);
    }
}
