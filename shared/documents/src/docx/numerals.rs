//! How Word writes the number of a numbered paragraph.

use crate::numerals::{DIGITS, UNITS, counting, letters_repeated, roman};

/// A number in one of Word's number formats. Formats of other scripts than those in use in China are written with
/// digits.
pub(super) fn numeral(format: &str, number: u32) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "chineseCounting" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "ideographDigital" => counted_or_digits(format, number),
        "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCounting" | "taiwaneseCountingThousand" | "koreanCounting" => {
            counting(number, &DIGITS, &UNITS)
        }
        "chineseLegalSimplified" => counting(number, &LEGAL, &["", "拾", "佰", "仟"]),
        "ideographLegalTraditional" | "japaneseLegal" => counting(number, &LEGAL_TRADITIONAL, &["", "拾", "佰", "仟"]),
        "ideographTraditional" => cycle(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => cycle(number, "子丑寅卯辰巳午未申酉戌亥"),
        "ideographZodiacTraditional" => sexagenary(number),
        "ideographEnclosedCircle" => offset(number, 10, 0x3280),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed_circle(number),
        "decimalEnclosedParen" => offset(number, 20, 0x2474),
        "decimalEnclosedFullstop" => offset(number, 20, 0x2488),
        "decimalFullWidth" | "decimalFullWidth2" => full_width(number),
        "decimalZero" => format!("{number:02}"),
        "numberInDash" => format!("- {number} -"),
        "upperLetter" => letters_repeated(number, b'A'),
        "lowerLetter" => letters_repeated(number, b'a'),
        "upperRoman" if number <= MOST_ROMAN => roman(number),
        "lowerRoman" if number <= MOST_ROMAN => roman(number).to_lowercase(),
        "hex" => format!("{number:X}"),
        "ordinal" => ordinal(number),
        _ => number.to_string(),
    }
}

/// Beyond this, Word writes digits.
const MOST_ROMAN: u32 = 32_767;

const LEGAL: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const LEGAL_TRADITIONAL: [&str; 10] = ["零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"];

/// `十一` up to 99, then digit by digit; some formats write digit by digit from the first.
fn counted_or_digits(format: &str, number: u32) -> String {
    if format == "chineseCounting" && number < 100 {
        return counting(number, &DIGITS, &UNITS);
    }
    number.to_string().bytes().map(|digit| if digit == b'0' { "○" } else { DIGITS[usize::from(digit - b'0')] }).collect()
}

fn cycle(number: u32, characters: &str) -> String {
    let count = characters.chars().count();
    let index = (number.max(1) as usize - 1) % count;
    characters.chars().nth(index).map(String::from).unwrap_or_default()
}

fn sexagenary(number: u32) -> String {
    cycle(number, "甲乙丙丁戊己庚辛壬癸") + &cycle(number, "子丑寅卯辰巳午未申酉戌亥")
}

/// A character of a block that has one for each number from 1 to a last one; digits beyond.
fn offset(number: u32, last: u32, first: u32) -> String {
    match number {
        1.. if number <= last => char::from_u32(first + number - 1).map(String::from).unwrap_or_default(),
        _ => number.to_string(),
    }
}

fn enclosed_circle(number: u32) -> String {
    match number {
        0 => "⓪".to_owned(),
        1..=20 => offset(number, 20, 0x2460),
        21..=35 => offset(number - 20, 15, 0x3251),
        36..=50 => offset(number - 35, 15, 0x32b1),
        _ => number.to_string(),
    }
}

fn full_width(number: u32) -> String {
    number.to_string().chars().filter_map(|digit| char::from_u32(u32::from(digit) - u32::from('0') + 0xff10)).collect()
}

fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_shows_them() {
        let samples = [
            ("chineseCounting", 1, "一"),
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 12, "十二"),
            ("chineseCounting", 20, "二十"),
            ("chineseCounting", 100, "一○○"),
            ("chineseCountingThousand", 103, "一百零三"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 1_002, "一千零二"),
            ("japaneseCounting", 21, "二十一"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("ideographTraditional", 3, "丙"),
            ("ideographTraditional", 11, "甲"),
            ("ideographZodiac", 12, "亥"),
            ("ideographZodiacTraditional", 13, "丙子"),
            ("ideographEnclosedCircle", 2, "㊁"),
            ("decimalEnclosedCircle", 1, "①"),
            ("decimalEnclosedCircleChinese", 21, "㉑"),
            ("decimalEnclosedParen", 2, "⑵"),
            ("decimalEnclosedFullstop", 3, "⒊"),
            ("decimalFullWidth", 12, "１２"),
            ("decimalZero", 7, "07"),
            ("lowerLetter", 27, "aa"),
            ("upperLetter", 26, "Z"),
            ("upperRoman", 4, "IV"),
            ("lowerRoman", 19, "xix"),
            ("decimal", 0, "0"),
            ("bullet", 1, ""),
            ("someday", 8, "8"),
        ];
        for (format, number, expected) in samples {
            assert_eq!(numeral(format, number), expected, "{format} {number}");
        }
    }
}
