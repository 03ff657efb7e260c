//! Units of counts and money, and exact conversion between them.
//!
//! Turns two unit words into the power of ten between them, if they differ only in a leading 十, 百, 千, 万 or 亿.
//! Everything else is another unit, and nothing is known about it.
//!
//! ```text
//! 元 → 万元   10⁻⁴
//! 条 → 件     not convertible
//! ```

use crate::amount::{Amount, is_blank};

/// How two units relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitRelation {
    /// The same word, width, blanks and brackets apart.
    Same,
    /// The same unit at another power of ten: one of the first is `10^n` of the second.
    Scaled(i32),
    /// Another unit.
    Other,
}

/// Relates a unit to another.
pub(super) fn relate(from: &str, to: &str) -> UnitRelation {
    if from == to {
        return UnitRelation::Same;
    }
    let (from_power, from_rest) = split(from);
    let (to_power, to_rest) = split(to);
    if !letters(from_rest).eq(letters(to_rest)) || letters(to_rest).next().is_none() {
        UnitRelation::Other
    } else if from_power == to_power {
        UnitRelation::Same
    } else {
        UnitRelation::Scaled(from_power - to_power)
    }
}

/// Multiplies by a power of ten, exactly; `None` if the digits do not suffice.
pub(super) fn scale(amount: Amount, power: i32) -> Option<Amount> {
    let scale = i32::try_from(amount.scale()).ok()? - power;
    if scale < 0 {
        let mantissa = amount.mantissa().checked_mul(10i128.checked_pow(scale.unsigned_abs())?)?;
        Amount::try_from_i128_with_scale(mantissa, 0).ok()
    } else {
        Amount::try_from_i128_with_scale(amount.mantissa(), u32::try_from(scale).ok()?).ok()
    }
}

/// The leading power of ten of a unit, and the rest.
fn split(unit: &str) -> (i32, &str) {
    let mut power = 0;
    let mut rest = unit.trim_start_matches(is_padding);
    loop {
        let mut characters = rest.chars();
        power += match characters.next() {
            Some('十') => 1,
            Some('百') => 2,
            Some('千') => 3,
            Some('万') => 4,
            Some('亿') => 8,
            _ => return (power, rest),
        };
        rest = characters.as_str().trim_start_matches(is_padding);
    }
}

fn letters(unit: &str) -> impl Iterator<Item = char> + '_ {
    unit.chars().filter(|&c| !is_padding(c))
}

fn is_padding(c: char) -> bool {
    is_blank(c) || matches!(c, '(' | ')' | '（' | '）' | '【' | '】')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        crate::amount::read(text).unwrap().amount
    }

    #[test]
    fn powers_of_ten_convert_and_nothing_else_does() {
        assert_eq!(relate("元", "万元"), UnitRelation::Scaled(-4));
        assert_eq!(relate("亿元", "万元"), UnitRelation::Scaled(4));
        assert_eq!(relate("百万元", "万元"), UnitRelation::Scaled(2));
        assert_eq!(relate("万条", "条"), UnitRelation::Scaled(4));
        assert_eq!(relate("（万 元）", "万元"), UnitRelation::Same);
        assert_eq!(relate("条", "件"), UnitRelation::Other);
        assert_eq!(relate("万", ""), UnitRelation::Other);
        assert_eq!(relate("美元", "万元"), UnitRelation::Other);
    }

    #[test]
    fn scaling_is_exact_or_not_done() {
        assert_eq!(scale(amount("5000"), -4).unwrap().to_string(), "0.5000");
        assert_eq!(scale(amount("20368.5"), 4).unwrap().to_string(), "203685000");
        assert_eq!(scale(amount("1.23456"), 4).unwrap().to_string(), "12345.6");
        assert_eq!(scale(amount("-7"), -4).unwrap().to_string(), "-0.0007");
        assert_eq!(scale(amount("9999999999999999999999999999"), 8), None);
        assert_eq!(scale(amount("0.1234567890123456789012345678"), -1), None);
    }
}
