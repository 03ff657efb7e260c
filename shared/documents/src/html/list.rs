//! The numbers that a browser writes before the items of a list; they are not in the page's text, but its reader sees them.

use html5ever::local_name;
use html5ever::tokenizer::Tag;

use super::style::Style;
use super::tags::{attribute, number};
use crate::numerals::{DIGITS, UNITS, counting, letters_counted, roman};

/// Beyond this, browsers write digits in place of Roman numerals.
const MOST_ROMAN: u32 = 3_999;

/// Beyond this, they do in place of Chinese numbers.
const MOST_CHINESE: u32 = 9_999;

/// How the items of a list are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// Not at all, or by a dot.
    None,
    /// 1. 2. 3.
    Decimal,
    /// 一、二、三、
    Chinese,
    /// 一）二）三）
    ChineseClosed,
    /// （一）（二）（三）
    ChineseEnclosed,
    /// 1）2）3）
    Closed,
    /// （1）（2）（3）
    Enclosed,
    /// a. b. c.
    Lower,
    /// A. B. C.
    Upper,
    /// i. ii. iii.
    LowerRoman,
    /// I. II. III.
    UpperRoman,
}

/// The numbering of a list that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbering {
    marker: Marker,
    /// Whether the numbers are pictures behind the items, which style sheets do not take away.
    is_drawn: bool,
    next: i64,
    step: i64,
}

impl Marker {
    /// The marker that a value of `list-style` or `list-style-type` names.
    pub(super) fn of_style(value: &str) -> Option<Self> {
        Some(match value {
            "none" | "disc" | "circle" | "square" => Self::None,
            "decimal" => Self::Decimal,
            "cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal" | "cjk-decimal" => Self::Chinese,
            "lower-alpha" | "lower-latin" => Self::Lower,
            "upper-alpha" | "upper-latin" => Self::Upper,
            "lower-roman" => Self::LowerRoman,
            "upper-roman" => Self::UpperRoman,
            _ => return None,
        })
    }

    /// The marker of a list of UEditor, with which most government sites write their pages: a class names it, and its
    /// style sheet puts pictures of the numbers behind the items in place of the browser's own.
    fn of_class(classes: &str) -> Option<Self> {
        classes.split_ascii_whitespace().find_map(|class| {
            Some(match class.strip_prefix("custom_")? {
                "num" => Self::Decimal,
                "num1" => Self::Closed,
                "num2" => Self::Enclosed,
                "cn" => Self::Chinese,
                "cn1" => Self::ChineseClosed,
                "cn2" => Self::ChineseEnclosed,
                _ => return None,
            })
        })
    }

    fn of_type(value: &str) -> Option<Self> {
        Some(match value {
            "1" => Self::Decimal,
            "a" => Self::Lower,
            "A" => Self::Upper,
            "i" => Self::LowerRoman,
            "I" => Self::UpperRoman,
            _ => return None,
        })
    }

    /// The number as it is written, without the blank after it; `None` if none is written.
    fn write(self, number: i64) -> Option<String> {
        let up_to = |most: u32| u32::try_from(number).ok().filter(|number| (1..=most).contains(number));
        let chinese = || up_to(MOST_CHINESE).map(|number| counting(number, &DIGITS, &UNITS));
        let written = match self {
            Self::None => return None,
            Self::Decimal => None,
            Self::Closed => Some(format!("{number}）")),
            Self::Enclosed => Some(format!("（{number}）")),
            Self::Chinese => chinese().map(|number| format!("{number}、")),
            Self::ChineseClosed => chinese().map(|number| format!("{number}）")),
            Self::ChineseEnclosed => chinese().map(|number| format!("（{number}）")),
            Self::Lower => up_to(u32::MAX).map(|number| format!("{}.", letters_counted(number, b'a'))),
            Self::Upper => up_to(u32::MAX).map(|number| format!("{}.", letters_counted(number, b'A'))),
            Self::LowerRoman => up_to(MOST_ROMAN).map(|number| format!("{}.", roman(number).to_ascii_lowercase())),
            Self::UpperRoman => up_to(MOST_ROMAN).map(|number| format!("{}.", roman(number))),
        };
        Some(written.unwrap_or_else(|| format!("{number}.")))
    }
}

impl Numbering {
    /// The numbering of a list, from its tag.
    pub(super) fn of(tag: &Tag, style: &Style) -> Self {
        let ordered = tag.name == local_name!("ol");
        let by_type = attribute(tag, &local_name!("type")).and_then(Marker::of_type);
        let drawn = attribute(tag, &local_name!("class")).and_then(Marker::of_class);
        let given = drawn.or(style.marker).or(by_type);
        let start = number(tag, &local_name!("start"));
        let reversed = attribute(tag, &local_name!("reversed")).is_some();
        // A list that counts down to 1 would have to be read to its end before its first number is known.
        let known = ordered && (!reversed || start.is_some());
        let marker = if known { given.unwrap_or(Marker::Decimal) } else { Marker::None };
        Self { marker, is_drawn: drawn.is_some(), next: start.unwrap_or(1), step: if reversed { -1 } else { 1 } }
    }

    /// Counts an item; returns its number as it is written.
    pub(super) fn item(&mut self, tag: &Tag, style: &Style) -> Option<String> {
        let value = number(tag, &local_name!("value")).unwrap_or(self.next);
        self.next = value + self.step;
        let by_type = attribute(tag, &local_name!("type")).and_then(Marker::of_type);
        if self.marker == Marker::None {
            return None;
        }
        if self.is_drawn {
            return self.marker.write(value);
        }
        style.marker.or(by_type).unwrap_or(self.marker).write(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_browsers_write_them() {
        let written = |marker: Marker, numbers: &[i64]| numbers.iter().filter_map(|&n| marker.write(n)).collect::<Vec<_>>().join(" ");
        assert_eq!(written(Marker::Decimal, &[-1, 0, 12]), "-1. 0. 12.");
        assert_eq!(written(Marker::Chinese, &[1, 10, 11, 20, 34, 100, 10_000]), "一、 十、 十一、 二十、 三十四、 一百、 10000.");
        assert_eq!(written(Marker::Lower, &[1, 26, 27, 702, 703]), "a. z. aa. zz. aaa.");
        assert_eq!(written(Marker::UpperRoman, &[4, 9, 14, 1999, 4000]), "IV. IX. XIV. MCMXCIX. 4000.");
        assert_eq!(Marker::None.write(1), None);
        assert_eq!(written(Marker::ChineseEnclosed, &[1, 12]), "（一） （十二）");
        assert_eq!(written(Marker::Closed, &[1, 12]), "1） 12）");
    }
}
