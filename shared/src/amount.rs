//! Exact numbers as reports print them.
//!
//! Turns the text of a cell into an [`Amount`]: digits of either width, thousands separators, a sign, a fraction. Never
//! binary floating point. A text that is not wholly a number is not a number here; telling blank from dash from text is
//! [`crate::report::CellValue`]'s business.
//!
//! ```text
//! 　１，０３４件   →  1034 件
//! -418           →  -418
//! 20368万元       →  20368 万元
//! ```

use std::fmt::Write as _;

pub use gouji_documents::{Blanks, has_blank, is_blank};
use rust_decimal::Decimal;

/// An exact decimal number with its printed precision: `5` and `5.0` are equal but print differently.
pub type Amount = Decimal;

/// How a number was written, apart from its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Full-width digits or signs were used.
    pub full_width: bool,
    /// Thousands separators were used.
    pub separators: bool,
    /// Blanks stood between the digits.
    pub inner_blanks: bool,
}

/// A number read from a text, with what stood behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Numeral<'a> {
    /// The value.
    pub amount: Amount,
    /// How it was written.
    pub style: Style,
    /// What follows the number, without surrounding blanks: a unit, or nothing.
    pub rest: &'a str,
}

/// Whether a text without blanks around it may begin with a number.
pub(crate) fn opens(text: &str) -> bool {
    text.starts_with(|c| digit(c).is_some() || sign(c).is_some())
}

/// Prints an amount behind a text, as its `Display` does. Nearly all are counts, which need none of its machinery.
pub(crate) fn push(out: &mut String, amount: Amount) {
    match u64::try_from(amount.mantissa()) {
        Ok(count) if amount.scale() == 0 && amount.is_sign_positive() => push_count(out, count),
        // A text takes whatever it is given.
        _ => drop(write!(out, "{amount}")),
    }
}

/// An amount as its `Display` prints it.
#[must_use]
pub fn print(amount: Amount) -> String {
    let mut text = String::new();
    push(&mut text, amount);
    text
}

/// Prints a count behind a text.
pub(crate) fn push_count(out: &mut String, mut count: u64) {
    let mut digits = [b'0'; 20];
    let mut start = digits.len() - 1;
    while let (rest @ 1.., digit) = (count / 10, count % 10) {
        digits[start] += u8::try_from(digit).unwrap_or_default();
        (count, start) = (rest, start - 1);
    }
    digits[start] += u8::try_from(count).unwrap_or_default();
    // They are ASCII, which is told at once.
    out.push_str(std::str::from_utf8(&digits[start..]).unwrap_or_default());
}

/// Reads a number at the start of `text`, after blanks.
///
/// Separators count only where they stand before exactly three digits; blanks likewise (`1 034`), so that two cells that
/// ran together are not read as one number. Returns `None` if no digit leads or the number has more than 28 digits.
#[must_use]
pub fn read(text: &str) -> Option<Numeral<'_>> {
    let text = text.trim_blanks();
    if let Some(count) = count(text) {
        return Some(count);
    }
    let mut digits = Digits::default();
    let mut characters = text.char_indices().peekable();
    let mut end = 0;
    if let Some(&(_, first)) = characters.peek()
        && let Some(negative) = sign(first)
    {
        digits.negative = negative;
        digits.style.full_width |= !first.is_ascii() && first != '−';
        characters.next();
        while characters.next_if(|&(_, c)| is_blank(c)).is_some() {}
    }
    for (at, c) in characters {
        if let Some(digit) = digit(c) {
            digits.push(digit)?;
            digits.style.full_width |= !c.is_ascii();
        } else if matches!(c, '.' | '．') && !digits.fraction && digits.any && next_is_digit(text, at + c.len_utf8()) {
            digits.fraction = true;
            digits.style.full_width |= !c.is_ascii();
        } else if digits.any && !digits.fraction && is_group_gap(text, at, c) {
            if is_blank(c) {
                digits.style.inner_blanks = true;
            } else {
                digits.style.separators = true;
            }
        } else {
            break;
        }
        end = at + c.len_utf8();
    }
    if !digits.any {
        return None;
    }
    Some(Numeral { amount: digits.amount(), style: digits.style, rest: text[end..].trim_blanks() })
}

/// The number at the start of a text that begins with nothing but digits: before an ideograph, a bracket or the end nothing goes on.
fn count(text: &str) -> Option<Numeral<'_>> {
    /// So many digits are less than the greatest number.
    const MOST: usize = 18;
    let bytes = text.as_bytes();
    let (mut value, mut end) = (0_u64, 0);
    while let Some(digit @ b'0'..=b'9') = bytes.get(end) {
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        end += 1;
    }
    let ends = matches!(bytes.get(end), None | Some(b'%' | b')' | b';' | 0xe4..=0xe9));
    let is_count = ends && (1..=MOST).contains(&end);
    is_count.then(|| Numeral { amount: Amount::from(value), style: Style::default(), rest: &text[end..] })
}

#[derive(Default)]
struct Digits {
    negative: bool,
    any: bool,
    fraction: bool,
    mantissa: i128,
    scale: u32,
    style: Style,
}

impl Digits {
    /// Takes one digit; `None` once the exact range (28 digits) is left.
    fn push(&mut self, digit: u32) -> Option<()> {
        self.any = true;
        self.mantissa = self.mantissa * 10 + i128::from(digit);
        self.scale += u32::from(self.fraction);
        (self.mantissa < 10i128.pow(28) && self.scale <= 28).then_some(())
    }

    fn amount(&self) -> Amount {
        Decimal::from_i128_with_scale(if self.negative { -self.mantissa } else { self.mantissa }, self.scale)
    }
}

/// Whether the character at `at` separates groups of thousands: exactly three digits must follow it.
fn is_group_gap(text: &str, at: usize, c: char) -> bool {
    if !(matches!(c, ',' | '，') || is_blank(c)) {
        return false;
    }
    let before = text[..at].chars().rev().take_while(|&c| digit(c).is_some()).count();
    let mut following = text[at + c.len_utf8()..].chars();
    let run = following.by_ref().take_while(|&c| digit(c).is_some()).count();
    (1..=3).contains(&before) && run == 3
}

fn next_is_digit(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(|c| digit(c).is_some())
}

/// The value of a decimal digit of either width.
#[must_use]
pub const fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// The value of a plain Chinese numeral, up to ten.
#[must_use]
pub const fn numeral(c: char) -> Option<u32> {
    Some(match c {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}

/// Whether a sign is minus; `None` for any other character.
const fn sign(c: char) -> Option<bool> {
    match c {
        '-' | '－' | '−' | '﹣' => Some(true),
        '+' | '＋' => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_printed_as_it_displays() {
        for text in ["0", "-0", "7", "10", "-10", "0.50", "1034", "18446744073709551615", "18446744073709551616", "-3.0"] {
            let amount: Amount = text.parse().unwrap();
            assert_eq!(print(amount), amount.to_string());
        }
    }

    fn value(text: &str) -> Option<(String, &str)> {
        read(text).map(|numeral| (numeral.amount.to_string(), numeral.rest))
    }

    #[test]
    fn widths_separators_signs_and_units_are_read() {
        assert_eq!(value("　 276"), Some(("276".into(), "")));
        assert_eq!(value("１，０３４件"), Some(("1034".into(), "件")));
        assert_eq!(value("1 034"), Some(("1034".into(), "")));
        assert_eq!(value("1\u{a0}034\u{a0}567"), Some(("1034567".into(), "")));
        assert_eq!(value("-418"), Some(("-418".into(), "")));
        assert_eq!(value("－４１８"), Some(("-418".into(), "")));
        assert_eq!(value("20368万元"), Some(("20368".into(), "万元")));
        assert_eq!(value("5.00"), Some(("5.00".into(), "")));
    }

    #[test]
    fn what_is_not_wholly_one_number_keeps_its_rest() {
        assert_eq!(value("0 0"), Some(("0".into(), "0")));
        assert_eq!(value("12,34"), Some(("12".into(), ",34")));
        assert_eq!(value("2018年"), Some(("2018".into(), "年")));
        assert_eq!(value("1."), Some(("1".into(), ".")));
        assert_eq!(value("无"), None);
        assert_eq!(value(""), None);
        assert_eq!(value("-"), None);
    }

    #[test]
    fn more_than_28_digits_are_refused_rather_than_rounded() {
        assert!(read("1234567890123456789012345678").is_some());
        assert!(read("12345678901234567890123456789").is_none());
    }
}
