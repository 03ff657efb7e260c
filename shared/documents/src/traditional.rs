//! Simplified forms of traditional characters.
//!
//! For comparing and reading only: a page in traditional characters uses the labels of the forms and the words of reports
//! in its own writing, and what is simplified is the same. One character stands for each, since most words of a report
//! differ in nothing else. A text that is simplified as a whole keeps the place of every character, so that what was found
//! in it is quoted from the text itself.

use std::sync::LazyLock;

/// The characters, in pairs.
const PAIRS: &str = include_str!("traditional.txt");

/// First character of the table.
const FIRST: usize = 0x4e00;

/// For each ideograph its simplified form, or zero.
static SIMPLIFIED: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut table = vec![0; 0xa000 - FIRST];
    for line in PAIRS.lines().filter(|line| !line.starts_with('#')) {
        let mut characters = line.chars();
        while let (Some(traditional), Some(simplified)) = (characters.next(), characters.next()) {
            if let (Some(place), Ok(simplified)) = (table.get_mut(traditional as usize - FIRST), u16::try_from(simplified as u32)) {
                *place = simplified;
            }
        }
    }
    table
});

/// The simplified form of a character; any other character is its own.
#[must_use]
pub fn simplified(c: char) -> char {
    let simplified = (c as usize).checked_sub(FIRST).and_then(|index| SIMPLIFIED.get(index)).copied().unwrap_or(0);
    char::from_u32(simplified.into()).filter(|&simplified| simplified != '\0').unwrap_or(c)
}

/// A text in simplified characters and with the quotation marks that go with them, every character at its place.
#[must_use]
pub fn in_simplified(text: &str) -> String {
    let mut simple = String::with_capacity(text.len());
    for c in text.chars() {
        let other = match c {
            '「' => '“',
            '」' => '”',
            '『' => '‘',
            '』' => '’',
            c => simplified(c),
        };
        simple.push(if other.len_utf8() == c.len_utf8() { other } else { c });
    }
    simple
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The forms, for the characters of their labels.
    const FORMS: [&str; 4] = [
        include_str!("../../forms/gb2014.toml"),
        include_str!("../../forms/gb2019.toml"),
        include_str!("../../forms/gb2021.toml"),
        include_str!("../../forms/indicator2008.toml"),
    ];

    #[test]
    fn labels_in_traditional_characters_give_the_same_key() {
        let simplify = |text: &str| text.chars().map(simplified).collect::<String>();
        assert_eq!(
            simplify("主動公開規範性文件數、行政複議、行政訴訟、總計（件）"),
            "主动公开规范性文件数、行政复议、行政诉讼、总计（件）"
        );
        assert_eq!(simplify("結轉下年度繼續辦理"), "结转下年度继续办理");
        assert_eq!(simplify("企業與臺灣裏裡後"), "企业与台湾里里后");
    }

    #[test]
    fn a_simplified_text_keeps_the_place_of_every_character() {
        let text = "「臺北市」2021年a\u{20bb7}，發布『規章』";
        let simple = in_simplified(text);
        assert_eq!(simple, "“台北市”2021年a\u{20bb7}，发布‘规章’");
        assert!(simple.char_indices().map(|(at, _)| at).eq(text.char_indices().map(|(at, _)| at)));
        assert!(PAIRS.lines().filter(|line| !line.starts_with('#')).flat_map(str::chars).all(|c| c.len_utf8() == 3));
    }

    #[test]
    fn every_character_of_a_label_is_the_simplified_form_of_its_traditional_ones() {
        let labels: Vec<char> = FORMS.iter().flat_map(|form| form.chars()).filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
        assert!(labels.iter().all(|&c| simplified(c) == c), "a label would be changed by its own folding");
        let with_traditional: std::collections::BTreeSet<char> = labels.into_iter().collect();
        let forms: Vec<(char, char)> = ('\u{4e00}'..='\u{9fff}').map(|c| (c, simplified(c))).filter(|(c, s)| c != s).collect();
        let covered = with_traditional.iter().filter(|label| forms.iter().any(|(_, simplified)| simplified == *label)).count();
        // Every third character of the labels was simplified in 1956 or later.
        assert!(covered * 3 > with_traditional.len(), "{covered} of {}", with_traditional.len());
    }

    #[test]
    fn the_table_is_in_order_and_never_chained() {
        let pairs: Vec<char> = PAIRS.lines().filter(|line| !line.starts_with('#')).flat_map(str::chars).collect();
        assert!(pairs.len().is_multiple_of(2) && pairs.chunks(2).map(|pair| pair[0]).is_sorted());
        assert!(pairs.chunks(2).all(|pair| simplified(pair[0]) == pair[1] && simplified(pair[1]) == pair[1]));
        assert_eq!((simplified('a'), simplified('公'), simplified('\u{20bb7}')), ('a', '公', '\u{20bb7}'));
    }
}
