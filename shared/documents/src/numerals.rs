//! Numbers as programs write them before paragraphs and items: in Chinese, as letters, in Roman numerals.
//!
//! Up to which number a program does so is the program's own business; beyond it, all write digits.

/// The digits of Chinese numbers.
pub(crate) const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Tens, hundreds and thousands of Chinese numbers.
pub(crate) const UNITS: [&str; 4] = ["", "十", "百", "千"];

/// `一百零三`; `十二` and not `一十二` at the beginning. Beyond 9,999 in digits.
pub(crate) fn counting(number: u32, digits: &[&str; 10], units: &[&str; 4]) -> String {
    if number == 0 || number > 9_999 {
        return if number == 0 { digits[0].to_owned() } else { number.to_string() };
    }
    let mut text = String::new();
    let mut gap = false;
    for power in (0..4_u32).rev() {
        let digit = (number / 10_u32.pow(power) % 10) as usize;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push_str(digits[0]);
            gap = false;
        }
        let plain_ten = power == 1 && digit == 1 && number < 20 && units[1] == "十";
        if !plain_ten {
            text.push_str(digits[digit]);
        }
        text.push_str(units[power as usize]);
    }
    text
}

/// `A` to `Z`, then `AA`, `BB`, as Word repeats the letter.
#[cfg(feature = "office")]
pub(crate) fn letters_repeated(number: u32, first: u8) -> String {
    let index = number.max(1) - 1;
    let letter = char::from(first + u8::try_from(index % 26).unwrap_or(0));
    let times = (index / 26 + 1).min(30) as usize;
    letter.to_string().repeat(times)
}

/// `A` to `Z`, then `AA`, `AB`, as browsers count in letters; nothing for nought.
#[cfg(feature = "html")]
pub(crate) fn letters_counted(number: u32, first: u8) -> String {
    let mut rest = number;
    let mut written = Vec::new();
    while rest > 0 {
        rest -= 1;
        written.push(char::from(first + (rest % 26) as u8));
        rest /= 26;
    }
    written.iter().rev().collect()
}

/// Roman numerals, thousands as so many M; nothing for nought.
pub(crate) fn roman(number: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number;
    let mut text = String::new();
    for (value, sign) in STEPS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

#[cfg(all(test, feature = "html", feature = "office"))]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_every_way() {
        let counted = |number| counting(number, &DIGITS, &UNITS);
        assert_eq!(
            [0, 10, 12, 20, 103, 110, 1_002, 10_000].map(counted),
            ["零", "十", "十二", "二十", "一百零三", "一百一十", "一千零二", "10000"]
        );
        assert_eq!([1, 26, 27, 53].map(|number| letters_repeated(number, b'A')), ["A", "Z", "AA", "AAA"]);
        assert_eq!([1, 26, 27, 702, 703].map(|number| letters_counted(number, b'a')), ["a", "z", "aa", "zz", "aaa"]);
        assert_eq!([0, 4, 1999, 4000].map(roman), ["", "IV", "MCMXCIX", "MMMM"]);
    }
}
