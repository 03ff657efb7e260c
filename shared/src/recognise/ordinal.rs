//! From the start of a line to its ordinal, and from Chinese numerals to numbers.
//!
//! Official documents number their levels 一、（一）1.（1） (GB/T 9704—2012, 7.3.3); copied texts vary the width, the
//! closing mark and the blanks between. Only the ordinal is read here; whether the line is a heading, and of which level,
//! is for [`super::outline`] to say.
//!
//! ```text
//! 一、概述   二.概述   （三）概述   ４．概述   5、概述   （6）概述   第七部分 概述
//! ```

use crate::amount::{self, Blanks, digit, is_blank};
use crate::report::OrdinalStyle;

/// An ordinal at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ordinal {
    /// Its number.
    pub(crate) number: u32,
    /// How it is written.
    pub(crate) style: OrdinalStyle,
    /// Its length in bytes, closing mark included.
    pub(crate) len: usize,
}

/// Largest number that still counts as an ordinal of a heading; `2018.` and `12345、` are figures.
const LARGEST: u32 = 199;

impl Ordinal {
    /// Reads the ordinal that `text` starts with. An enumeration of ordinals (一、二、三级) is none.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let ordinal = match text.chars().next()? {
            '（' | '(' | '﹙' => parenthesised(text),
            '第' => part(text),
            c @ '⒈'..='⒛' => Some(single(c, '⒈', OrdinalStyle::ArabicDot)),
            c @ '⑴'..='⒇' => Some(single(c, '⑴', OrdinalStyle::ArabicParenthesis)),
            c @ '㈠'..='㈩' => Some(single(c, '㈠', OrdinalStyle::ChineseParenthesis)),
            c if digit(c).is_some() => arabic(text),
            c if numeral(c).is_some() => chinese(text),
            _ => None,
        }?;
        let in_range = (1..=LARGEST).contains(&ordinal.number);
        (in_range && !continues_enumeration(&text[ordinal.len..], ordinal.style)).then_some(ordinal)
    }
}

fn single(c: char, first: char, style: OrdinalStyle) -> Ordinal {
    Ordinal { number: c as u32 - first as u32 + 1, style, len: c.len_utf8() }
}

fn chinese(text: &str) -> Option<Ordinal> {
    let (number, len) = chinese_number(text)?;
    let (mark, end) = mark_after(text, len)?;
    let style = match mark {
        '、' | '﹑' | '，' | ',' => OrdinalStyle::ChineseComma,
        '.' | '．' => OrdinalStyle::ChineseDot,
        '）' | ')' | '﹚' => OrdinalStyle::ChineseParenthesis,
        _ => return None,
    };
    Some(Ordinal { number, style, len: end })
}

fn arabic(text: &str) -> Option<Ordinal> {
    let (number, len) = arabic_number(text)?;
    let (mark, end) = mark_after(text, len)?;
    let style = match mark {
        '、' | '﹑' => OrdinalStyle::ArabicComma,
        '.' | '．' if !is_fraction(&text[end..]) => OrdinalStyle::ArabicDot,
        '）' | ')' | '﹚' => OrdinalStyle::ArabicParenthesis,
        _ => return None,
    };
    Some(Ordinal { number, style, len: end })
}

/// Whether digits follow the dot: `1.5万元` is a figure, `1.2018年工作` an ordinal before a year.
fn is_fraction(rest: &str) -> bool {
    let digits = rest.chars().take_while(|&c| digit(c).is_some()).count();
    digits > 0 && !(digits == 4 && rest.chars().nth(4) == Some('年'))
}

fn parenthesised(text: &str) -> Option<Ordinal> {
    let open = text.chars().next()?.len_utf8();
    let inner = open + blanks(&text[open..]);
    let (number, len, style) = match chinese_number(&text[inner..]) {
        Some((number, len)) => (number, len, OrdinalStyle::ChineseParenthesis),
        None => arabic_number(&text[inner..]).map(|(number, len)| (number, len, OrdinalStyle::ArabicParenthesis))?,
    };
    let (mark, mut end) = mark_after(text, inner + len)?;
    if !matches!(mark, '）' | ')' | '﹚') {
        return None;
    }
    // （一）、 is one ordinal with two marks.
    if let Some(c @ ('、' | '.' | '．')) = text[end..].chars().next() {
        end += c.len_utf8();
    }
    Some(Ordinal { number, style, len: end })
}

fn part(text: &str) -> Option<Ordinal> {
    let start = '第'.len_utf8();
    let (number, len) = chinese_number(&text[start..]).or_else(|| arabic_number(&text[start..]))?;
    let rest = &text[start + len..];
    let word = ["部分", "部份", "章"].into_iter().find(|word| rest.starts_with(word))?;
    let mut end = start + len + word.len();
    match text[end..].chars().next() {
        Some(c @ ('、' | '：' | ':' | '.' | '．' | '，')) => end += c.len_utf8(),
        Some(c) if !is_blank(c) => return None,
        _ => {}
    }
    Some(Ordinal { number, style: OrdinalStyle::Part, len: end })
}

/// The mark after a numeral, blanks passed over, and where it ends.
fn mark_after(text: &str, at: usize) -> Option<(char, usize)> {
    let at = at + blanks(&text[at..]);
    text[at..].chars().next().map(|mark| (mark, at + mark.len_utf8()))
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_blanks_start().len()
}

/// Whether what follows shows that the ordinal is part of an enumeration (一、二、三级; （一）至（三）项).
fn continues_enumeration(rest: &str, style: OrdinalStyle) -> bool {
    let mut following = rest.chars();
    let Some(first) = following.next() else { return false };
    match style {
        OrdinalStyle::ChineseComma | OrdinalStyle::ArabicComma => {
            (numeral(first).is_some() || digit(first).is_some()) && matches!(following.next(), Some('、' | '是'))
        }
        OrdinalStyle::ChineseParenthesis | OrdinalStyle::ArabicParenthesis => match first {
            '至' | '到' | '和' | '及' | '或' | '-' | '—' => matches!(following.next(), Some('（' | '(')),
            '项' | '款' => matches!(following.next(), None | Some('规' | '、' | '，' | '至' | '的' | '情')),
            '（' | '(' => parenthesised(rest).is_some_and(|next| next.style == style),
            _ => false,
        },
        _ => false,
    }
}

/// Reads decimal digits of either width, at most three.
fn arabic_number(text: &str) -> Option<(u32, usize)> {
    let mut number = 0;
    let mut len = 0;
    for (at, c) in text.char_indices() {
        let Some(value) = digit(c) else { break };
        if at >= 3 * c.len_utf8() {
            return None;
        }
        number = number * 10 + value;
        len = at + c.len_utf8();
    }
    (len > 0).then_some((number, len))
}

/// What a Chinese numeral stands for, however it is written; ten is 10.
pub(crate) const fn numeral(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '○' | '零' | 'Ｏ' | '◯' => 0,
        '⼀' | '壹' => 1,
        '⼆' | '贰' => 2,
        '叁' => 3,
        '肆' => 4,
        '伍' => 5,
        '陆' => 6,
        '柒' => 7,
        '⼋' | '捌' => 8,
        '玖' => 9,
        '⼗' | '拾' => 10,
        plain => return amount::numeral(plain),
    })
}

/// Reads a Chinese numeral below one hundred, 二十三 for instance, with its length in bytes.
pub(crate) fn chinese_number(text: &str) -> Option<(u32, usize)> {
    let (mut tens, mut units) = (None, None);
    let mut len = 0;
    for (at, c) in text.char_indices() {
        match numeral(c) {
            Some(10) if tens.is_none() => tens = Some(units.take().unwrap_or(1)),
            Some(value @ 1..=9) if units.is_none() => units = Some(value),
            Some(_) => return None,
            None => break,
        }
        len = at + c.len_utf8();
    }
    (len > 0).then(|| (tens.unwrap_or(0) * 10 + units.unwrap_or(0), len))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(u32, OrdinalStyle, &str)> {
        Ordinal::read(text).map(|ordinal| (ordinal.number, ordinal.style, &text[..ordinal.len]))
    }

    #[test]
    fn each_style_is_read_with_its_marks() {
        use OrdinalStyle::*;
        assert_eq!(read("一、概述"), Some((1, ChineseComma, "一、")));
        assert_eq!(read("一 、概述"), Some((1, ChineseComma, "一 、")));
        assert_eq!(read("二.主动公开"), Some((2, ChineseDot, "二.")));
        assert_eq!(read("二．主动公开"), Some((2, ChineseDot, "二．")));
        assert_eq!(read("(三)其他"), Some((3, ChineseParenthesis, "(三)")));
        assert_eq!(read("（ 三 ）、其他"), Some((3, ChineseParenthesis, "（ 三 ）、")));
        assert_eq!(read("㈢其他"), Some((3, ChineseParenthesis, "㈢")));
        assert_eq!(read("4.融媒体APP"), Some((4, ArabicDot, "4.")));
        assert_eq!(read("１４．融媒体"), Some((14, ArabicDot, "１４．")));
        assert_eq!(read("1.2018年工作"), Some((1, ArabicDot, "1.")));
        assert_eq!(read("1、 总体情况"), Some((1, ArabicComma, "1、")));
        assert_eq!(read("（１）主动公开"), Some((1, ArabicParenthesis, "（１）")));
        assert_eq!(read("2）主动公开"), Some((2, ArabicParenthesis, "2）")));
        assert_eq!(read("第一部分 概述"), Some((1, Part, "第一部分")));
        assert_eq!(read("第二章：概述"), Some((2, Part, "第二章：")));
    }

    #[test]
    fn numerals_beyond_ten_are_read() {
        assert_eq!(chinese_number("十"), Some((10, 3)));
        assert_eq!(chinese_number("十一、"), Some((11, 6)));
        assert_eq!(chinese_number("二十三、"), Some((23, 9)));
        assert_eq!(chinese_number("三十"), Some((30, 6)));
        assert_eq!(chinese_number("二〇一八"), None);
        assert_eq!(chinese_number("一一"), None);
    }

    #[test]
    fn figures_and_enumerations_are_no_ordinals() {
        for text in [
            "1.5万元",
            "2018.1.1",
            "12345、12315热线",
            "一、二、三级政府",
            "1、2、3号文件",
            "第二十条第（一）项",
            "（五）项规定",
            "（一）至（三）项",
            "一是加强",
            "十年来",
            "第一部分是",
            "",
            "（）",
            "0.总体",
            "（2018年度）",
            "一",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
