//! What a cell's content looks like by itself.
//!
//! Turns a text into its [`Class`]: a figure, a placeholder, a unit, a label of a form, a page number, or words. What the
//! cells around it make of it is left to [`crate::recognise::tables`].

use crate::amount::{self, is_blank};
use crate::recognise::vocabulary::{LabelReading, Vocabulary};

/// What a cell's content looks like by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::recognise) enum Class {
    Blank,
    Dash,
    Number,
    /// A word that only counts: 件, 万元.
    Unit,
    Label(LabelReading),
    /// Words of the label before it, printed behind the values.
    LabelRest,
    /// Short text that is none of these.
    Text,
    /// Running text.
    Prose,
    /// A page number or the like.
    Furniture,
}

/// Figures of more digits are not read exactly.
const LONGEST_FIGURE: usize = 28;
/// Text longer than this many bytes is no label.
pub(super) const LONGEST_LABEL: usize = 240;

/// Classifies a text without blanks at its ends.
pub(super) fn classify(text: &str, vocabulary: &Vocabulary) -> Class {
    if text.is_empty() {
        return Class::Blank;
    }
    // No label is a figure, so that most cells of a table are not looked up.
    if text.len() <= LONGEST_FIGURE && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Class::Number;
    }
    if let Some(label) = vocabulary.read(text) {
        return Class::Label(label);
    }
    let mut first = text.chars();
    match first.next() {
        Some(c) if amount::digit(c).is_some() || matches!(c, '-' | '－' | '−' | '+' | '＋' | '﹣') => {
            if let Some(numeral) = amount::read(text)
                && (numeral.rest.is_empty() || is_unit(numeral.rest))
            {
                return Class::Number;
            }
        }
        _ => {}
    }
    if text.len() <= 24 {
        if is_dash(text) {
            return Class::Dash;
        }
        if is_unit(text) {
            return Class::Unit;
        }
        if is_page_number(text) {
            return Class::Furniture;
        }
    }
    // A sentence mostly ends the line that it stands on.
    if text.len() > LONGEST_LABEL || text.ends_with('。') || text.contains('。') { Class::Prose } else { Class::Text }
}

/// A placeholder in a value cell: dashes, slashes, 无.
pub(in crate::recognise) fn is_dash(text: &str) -> bool {
    text == "无"
        || text.chars().all(|c| is_blank(c) || matches!(c, '-' | '—' | '–' | '―' | '－' | '─' | '−' | '/' | '／' | '\\' | '＼' | '*' | '…'))
}

/// Counting words of the forms and their larger money units, in simplified and traditional characters.
pub(in crate::recognise) fn is_unit(text: &str) -> bool {
    /// The longest has four characters.
    const LONGEST: usize = 16;
    if is_plain_unit(text) {
        return true;
    }
    let inner = text.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')') || is_blank(c));
    let mut apart = [0; LONGEST];
    let is_apart = inner.len() <= LONGEST * 2 && inner.contains(is_blank);
    let plain = if is_apart { without_blanks(inner, &mut apart) } else { inner };
    plain.len() < text.len() && is_plain_unit(plain)
}

/// Whether a text is a counting word as it is mostly printed, without brackets or blanks.
fn is_plain_unit(text: &str) -> bool {
    matches!(
        text,
        "条" | "條"
            | "件"
            | "次"
            | "个"
            | "個"
            | "人"
            | "人次"
            | "篇"
            | "项"
            | "項"
            | "份"
            | "元"
            | "万元"
            | "萬元"
            | "亿元"
            | "億元"
            | "千元"
            | "场"
            | "場"
            | "期"
            | "场次"
            | "場次"
            | "起"
            | "宗"
            | "家"
            | "名"
            | "户"
            | "本"
            | "处"
            | "處"
            | "%"
            | "％"
            | "万条"
            | "萬條"
            | "万件"
            | "萬件"
            | "万次"
            | "萬次"
            | "万人次"
            | "萬人次"
    )
}

/// A word whose characters stand apart, 万　元, without the blanks; empty if it is longer than the room for it.
fn without_blanks<'a>(text: &str, room: &'a mut [u8]) -> &'a str {
    let mut length = 0;
    for c in text.chars().filter(|&c| !is_blank(c)) {
        let Some(place) = room.get_mut(length..length + c.len_utf8()) else { return "" };
        length += c.encode_utf8(place).len();
    }
    std::str::from_utf8(&room[..length]).unwrap_or_default()
}

/// — 3 —, - 3 -, 第 3 页, 3/12.
fn is_page_number(text: &str) -> bool {
    if !text.starts_with(['-', '—', '–', '－', '·', '第']) {
        return false;
    }
    let core: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let dashed = core.starts_with(['-', '—', '–', '－', '·']) && core.ends_with(['-', '—', '–', '－', '·']);
    let inner = core.trim_matches(['-', '—', '–', '－', '·']);
    let digits = |text: &str| !text.is_empty() && text.len() <= 12 && text.chars().all(|c| amount::digit(c).is_some());
    if dashed && digits(inner) {
        return true;
    }
    let page = core.strip_prefix('第').and_then(|rest| rest.split_once('页'));
    if let Some((number, rest)) = page {
        return digits(number) && (rest.is_empty() || (rest.starts_with(['共', '/']) && rest.ends_with('页')));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_told_with_their_characters_apart() {
        assert!(["万　元", "人 次", "（ 件 ）"].into_iter().all(is_unit));
        assert!(!is_unit("件 件") && !is_unit("万　元　人　次　件　条　项"));
    }

    #[test]
    fn units_in_traditional_characters_are_units() {
        assert!(["條", "個", "（項）", "萬元", "處"].into_iter().all(is_unit));
    }

    #[test]
    fn page_numbers_are_furniture_and_negative_numbers_are_not() {
        assert!(is_page_number("— 3 —") && is_page_number("- 12 -") && is_page_number("第 3 页 共 8 页"));
        assert!(!is_page_number("-3") && !is_page_number("3") && !is_page_number("第三页码"));
    }
}
