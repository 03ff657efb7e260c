//! Identity numbers, mobile numbers and bank cards.
//!
//! A number of eleven digits or more covers one of any eight bytes, so that only every eighth is looked at; around a digit the
//! whole number is read. What decides is the number itself (a date that exists, a check digit, an issuer's prefix) and
//! what touches it: numbers in links, file names and codes are none.

use super::{Private, PrivateKind};
use crate::amount::{digit, is_blank};
use crate::report::Date;
use crate::source::Span;

/// Every number of a person is longer than this; steps of eight also hit one of the groups of 138 0013 8000.
const STEP: usize = 8;
/// Fewest and most digits of a number that is looked at.
const LENGTHS: std::ops::RangeInclusive<usize> = 11..=19;
/// Bytes before a number that may say what it is.
const LEAD: usize = 36;

/// Words before a number that make it a code of something else.
const CODES: [&str; 13] = ["编号", "代码", "编码", "文号", "案号", "流水", "单号", "信用", "条码", "许可证", "证书", "批号", "序号"];
/// Words before a number in groups without which it may be three figures.
const PHONES: [&str; 5] = ["电话", "手机", "联系", "热线", "微信"];
/// What follows a figure, and no telephone.
const UNITS: &str = "元万亿件条人次份个号户项吨平公米只台辆部家宗起%％";

/// Prefixes of bank cards, with the numbers of digits that cards of the prefix have.
const ISSUERS: [(&str, &[usize]); 3] = [("62", &[16, 17, 18, 19]), ("9558", &[19]), ("95599", &[19])];

/// Adds the numbers of persons in a text.
pub(super) fn find(text: &str, found: &mut Vec<Private>) {
    let mut next = 0;
    while let Some(at) = digit_from(text.as_bytes(), next) {
        let run = run(text, at);
        next = at.max(run.end);
        if let Some(place) = whole(text, &run).or_else(|| in_groups(text, &run)) {
            found.push(place);
            next = next.max(place.span.end() as usize);
        }
        next += STEP;
    }
}

/// The first place that lies in a digit, of those that are steps apart from a place on.
fn digit_from(bytes: &[u8], mut at: usize) -> Option<usize> {
    // Before a place are the two bytes that a wide digit may begin with; the first place of all has none.
    while at < 2 {
        if at < bytes.len() && is_in_digit(bytes, at) {
            return Some(at);
        }
        at += STEP;
    }
    let (steps, rest) = bytes.get(at - 2..)?.as_chunks::<STEP>();
    if let Some(step) = steps.iter().position(|&[first, second, byte, ..]| is_digit_byte([first, second, byte])) {
        return Some(at + step * STEP);
    }
    let last = at + steps.len() * STEP;
    (rest.len() > 2 && is_in_digit(bytes, last)).then_some(last)
}

/// Digits without anything between them.
struct Run {
    start: usize,
    end: usize,
}

/// Whether a place lies in a digit: one of ASCII, or the last byte of a wide one.
fn is_in_digit(bytes: &[u8], at: usize) -> bool {
    let before = |count| at.checked_sub(count).map_or(0, |at| bytes[at]);
    is_digit_byte([before(2), before(1), bytes[at]])
}

/// The same of a byte behind two others. No branch on the bytes of other characters, of which one in six could be the last of a wide
/// digit.
#[inline]
fn is_digit_byte([first, second, byte]: [u8; 3]) -> bool {
    (byte.wrapping_sub(b'0') < 10) | (byte.wrapping_sub(0x90) < 10) & (second == 0xbc) & (first == 0xef)
}

/// The digits around a place within one.
fn run(text: &str, at: usize) -> Run {
    let at = (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let is_digit = |c: char| digit(c).is_some();
    let start = text[..at].trim_end_matches(is_digit).len();
    let end = text.len() - text[at..].trim_start_matches(is_digit).len();
    Run { start, end }
}

/// Digits in the ordinary width, with their number.
struct Digits {
    text: [u8; 20],
    len: usize,
}

impl Digits {
    /// The digits of a text, blanks and hyphens apart; `None` if they are too many or too few.
    fn of(text: &str) -> Option<Self> {
        let mut digits = Self { text: [0; 20], len: 0 };
        for c in text.chars() {
            let value = match digit(c) {
                Some(value) => b'0' + u8::try_from(value).ok()?,
                None if matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ') => b'X',
                None => continue,
            };
            *digits.text.get_mut(digits.len)? = value;
            digits.len += 1;
        }
        LENGTHS.contains(&digits.len).then_some(digits)
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text[..self.len]).unwrap_or_default()
    }
}

/// The number that a run of digits is by itself.
fn whole(text: &str, run: &Run) -> Option<Private> {
    // Longer than nineteen digits of either width, or shorter than eleven: nothing here.
    if !(*LENGTHS.start()..=*LENGTHS.end() * 3).contains(&(run.end - run.start)) {
        return None;
    }
    let mut end = run.end;
    let mut digits = Digits::of(&text[run.start..end])?;
    if digits.len == 17
        && let Some(check) = text[end..].chars().next().filter(|c| matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ'))
    {
        end += check.len_utf8();
        digits = Digits::of(&text[run.start..end])?;
    }
    let mut start = run.start;
    if digits.len == 13 && digits.as_str().starts_with("861") {
        start += 2 * (run.end - run.start) / 13;
        digits = Digits::of(&text[start..end])?;
    }
    judge(text, start, end, &digits)
}

/// The number in groups that a run of digits is one of.
fn in_groups(text: &str, run: &Run) -> Option<Private> {
    if run.end - run.start > 8 {
        return None;
    }
    let is_separator = |c: char| c == '-' || is_blank(c);
    let next = || {
        let after = text[run.end..].strip_prefix(is_separator)?;
        Some(self::run(text, text.len() - after.len()))
    };
    let previous = || {
        let before = text[..run.start].strip_suffix(is_separator)?;
        Some(self::run(text, before.char_indices().next_back()?.0))
    };
    grouped(text, run).or_else(|| grouped(text, &next()?)).or_else(|| grouped(text, &previous()?))
}

/// The number of which a run of digits is the middle group: 138 0013 8000, 360724-19900101-0010.
fn grouped(text: &str, run: &Run) -> Option<Private> {
    let middle = text[run.start..run.end].chars().count();
    let (first, last) = match middle {
        4 => (3, 4),
        8 => (6, 4),
        _ => return None,
    };
    let separator = text[..run.start].chars().next_back().filter(|&c| is_blank(c) || c == '-')?;
    let before = text[..run.start].strip_suffix(separator)?;
    let behind = text[run.end..].strip_prefix(separator)?;
    let is_digit = |c: char| digit(c).is_some();
    let start = before.trim_end_matches(is_digit).len();
    let mut length = behind.len() - behind.trim_start_matches(is_digit).len();
    if middle == 8
        && let Some(check) = behind[length..].chars().next().filter(|c| matches!(c, 'X' | 'x'))
    {
        length += check.len_utf8();
    }
    if before[start..].chars().count() != first || behind[..length].chars().count() != last || separator == '\n' {
        return None;
    }
    let end = run.end + separator.len_utf8() + length;
    // Three figures in a row of a table look the same.
    if !lead(text, start).is_some_and(|lead| PHONES.iter().any(|word| lead.contains(word)) || lead.contains("身份证")) {
        return None;
    }
    judge(text, start, end, &Digits::of(&text[start..end])?)
}

/// What a number is, by its digits and by what touches it.
fn judge(text: &str, start: usize, end: usize, digits: &Digits) -> Option<Private> {
    let number = digits.as_str();
    let kind = if digits.len == 11 && is_mobile(number) {
        PrivateKind::Mobile
    } else if digits.len == 18 && has_identity_shape(number) {
        if has_check_digit(number) { PrivateKind::IdentityNumber } else { PrivateKind::LikeIdentityNumber }
    } else if is_bank_card(number) {
        PrivateKind::BankCard
    } else {
        return None;
    };
    let of_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '=' | '&' | '?' | '%' | '#' | '~' | '*');
    let mut before = text[..start].chars().rev();
    let touched_before = match before.next() {
        Some('-') => before.next() != Some('6'),
        Some('.' | '$' | '¥' | '￥') => true,
        Some('6') if kind == PrivateKind::Mobile => false,
        Some(c) => of_code(c),
        None => false,
    };
    let mut behind = text[end..].chars();
    let touched_behind = match behind.next() {
        Some('.' | '-') => behind.next().is_some_and(|c| c.is_ascii_alphanumeric()),
        Some('@') => false,
        Some(c) => of_code(c),
        None => false,
    };
    if touched_before || touched_behind {
        return None;
    }
    let is_figure = || text[end..].trim_start_matches([' ', '\u{3000}']).starts_with(|c: char| UNITS.contains(c));
    let is_code = || lead(text, start).is_some_and(|lead| CODES.iter().any(|word| lead.contains(word)) && !lead.contains("身份证"));
    if (kind == PrivateKind::Mobile && is_figure()) || is_code() {
        return None;
    }
    Some(Private { kind, span: Span::of(start..end) })
}

/// The words before a number on its line, as far as they may say what it is.
fn lead(text: &str, start: usize) -> Option<&str> {
    let mut from = start.saturating_sub(LEAD);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text[from..start].rsplit(['\n', '。', '；', '，', ',']).next()
}

fn is_mobile(number: &str) -> bool {
    let bytes = number.as_bytes();
    bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1])
}

/// Whether a number begins with a place and a date of birth that exists.
fn has_identity_shape(number: &str) -> bool {
    let part = |range: std::ops::Range<usize>| number[range].parse::<u32>().ok();
    let (Some(place), Some(year), Some(month), Some(day)) = (part(0..2), part(6..10), part(10..12), part(12..14)) else { return false };
    let is_place = matches!(place, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83);
    let year = i32::try_from(year).unwrap_or_default();
    is_place && (1900..=2099).contains(&year) && Date::new(year, month, day).is_some()
}

/// The check digit of GB 11643.
fn has_check_digit(number: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let bytes = number.as_bytes();
    let sum: u32 = bytes.iter().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    CHECKS[(sum % 11) as usize] == bytes[17]
}

/// Whether a number has an issuer's prefix and length and the check digit of bank cards (Luhn).
fn is_bank_card(number: &str) -> bool {
    let issued = ISSUERS.iter().any(|(prefix, lengths)| number.starts_with(prefix) && lengths.contains(&number.len()));
    if !issued || number.ends_with('X') {
        return false;
    }
    let sum: u32 = number
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let value = u32::from(byte - b'0') << (at % 2);
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::PrivateKind as Kind;
    use super::*;

    fn kinds(text: &str) -> Vec<(Kind, &str)> {
        let mut found = Vec::new();
        find(text, &mut found);
        found.into_iter().map(|place| (place.kind, &text[place.span.range()])).collect()
    }

    #[test]
    fn numbers_of_persons_are_found_at_any_offset() {
        for shift in 0..8 {
            let pad = "x".repeat(shift) + "，";
            for (text, kind, number) in [
                ("身份证号11010519491231002X。", Kind::IdentityNumber, "11010519491231002X"),
                ("张三（110105194912310021）", Kind::LikeIdentityNumber, "110105194912310021"),
                ("手机13800138000，", Kind::Mobile, "13800138000"),
                ("手机１３８００１３８０００，", Kind::Mobile, "１３８００１３８０００"),
                ("手机：138 0013 8000", Kind::Mobile, "138 0013 8000"),
                ("联系电话：139-0013-8000。", Kind::Mobile, "139-0013-8000"),
                ("电话+8613800138000", Kind::Mobile, "13800138000"),
                ("身份证110105 19491231 002X", Kind::IdentityNumber, "110105 19491231 002X"),
                ("卡号6222021234567890128，", Kind::BankCard, "6222021234567890128"),
            ] {
                assert_eq!(kinds(&format!("{pad}{text}")), [(kind, number)], "{text} after {shift}");
            }
        }
    }

    #[test]
    fn other_numbers_are_none() {
        for text in [
            "电话：0797-8542306，010-12345678，400-820-8820，12345热线",
            "邮编：341200，电话07978542306",
            "统一社会信用代码：11360724014766999K",
            "统一社会信用代码：110105194912310021",
            "项目编号13812345678",
            "金额13800138000元，13800138000 元",
            "http://www.shangyou.gov.cn/zwgk/13800138000.html",
            "content_13800138000.shtml，t20190131_13800138000",
            "赣公网安备 36072402000012号",
            "110105194913310021",
            "6222021234567890129",
            "138 1234 5678",
            "2018 1381 2345 6789",
            "138****8000，360724********1234",
            "13800138000.5",
            "000000000000000000",
            "（2019）赣0724行初12号",
            "12800138000",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }
}
