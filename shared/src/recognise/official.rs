//! Official headings, ready to be compared with printed ones.
//!
//! Turns the sections of all forms into lookup tables, once per engine: by wording (official heading and aliases, folded
//! and without the connectives 的、和、及 that reports exchange freely) and by meaning (pairs of neighbouring characters
//! that only some sections have). A wording is a match; meaning is asked only for a heading that has no wording, since
//! the point of it is not to call a section missing that is there in other words.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::fold::Folder;
use crate::form::Form;

/// Longest heading, in characters of its key, that is looked up.
const LONGEST: usize = 60;

/// Words that headings of every section share; they tell nothing about which section it is.
const SHARED: [&str; 14] = [
    "政府信息公开",
    "政府信息",
    "信息公开",
    "政务公开",
    "行政机关",
    "本机关",
    "本单位",
    "本年度",
    "年度",
    "工作",
    "情况",
    "主要",
    "方面",
    "开展",
];

/// Whether a word of [`SHARED`] starts with this character.
const fn starts_shared(c: char) -> bool {
    matches!(c, '政' | '信' | '行' | '本' | '年' | '工' | '情' | '主' | '方' | '开')
}

/// The official headings of all forms.
#[derive(Debug)]
pub(crate) struct OfficialHeadings {
    forms: Vec<FormHeadings>,
    /// First characters of all keys, so that most lines are dismissed by one lookup.
    initials: FxHashSet<char>,
}

/// What a wording names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wording {
    /// Number of the section.
    pub(crate) section: u8,
    /// Whether it is the official heading and not an alias.
    pub(crate) official: bool,
}

#[derive(Debug, Default)]
struct FormHeadings {
    /// What each heading and alias names, by key.
    wordings: FxHashMap<String, Wording>,
    /// Sections, one bit each by position, by pair of characters that occurs in their distinctive words.
    pairs: FxHashMap<(char, char), u32>,
    /// Numbers of the sections by position.
    numbers: Vec<u8>,
    /// Keys of table captions; a line that says the same is no heading.
    captions: FxHashSet<String>,
}

impl OfficialHeadings {
    /// Collects the headings of all forms.
    pub(crate) fn new(forms: &[Form], folder: &Folder) -> Self {
        let forms: Vec<_> = forms.iter().map(|form| FormHeadings::new(form, folder)).collect();
        let initials = forms.iter().flat_map(|form| form.wordings.keys()).filter_map(|key| key.chars().next()).collect();
        Self { forms, initials }
    }

    /// Whether a line that starts with this character could be an official heading.
    pub(crate) fn may_start(&self, c: char, folder: &Folder) -> bool {
        folder.fold_char(c).is_some_and(|c| self.initials.contains(&c))
    }

    /// The section that a heading names by its wording. Without a form, any form's wording counts and the number is of
    /// the first form that has it.
    pub(crate) fn by_wording(&self, form: Option<usize>, key: &str) -> Option<Wording> {
        self.candidates(form).find_map(|form| form.wordings.get(key).copied())
    }

    /// Whether a key is the caption of a table and not a heading of prose.
    pub(crate) fn is_caption(&self, form: Option<usize>, key: &str) -> bool {
        self.candidates(form).any(|form| form.captions.contains(key))
    }

    /// Length in bytes of the longest start of `text` that is an official heading.
    pub(crate) fn prefix(&self, form: Option<usize>, text: &str, folder: &Folder) -> Option<usize> {
        let mut key = String::new();
        let mut longest = None;
        for (at, c) in text.char_indices().take(LONGEST) {
            let before = key.len();
            push_key(c, folder, &mut key);
            if key.len() > before && self.by_wording(form, &key).is_some() {
                longest = Some(at + c.len_utf8());
            }
        }
        longest
    }

    /// The section that shares most of a heading's distinctive words, if one stands out and shares at least half.
    /// `taken` are the numbers of sections that other headings name outright.
    pub(crate) fn by_meaning(&self, form: usize, key: &str, taken: &[u8]) -> Option<u8> {
        self.forms.get(form)?.by_meaning(key, taken)
    }

    fn candidates(&self, form: Option<usize>) -> impl Iterator<Item = &FormHeadings> {
        let range = form.map_or(0..self.forms.len(), |form| form..(form + 1).min(self.forms.len()));
        self.forms.get(range).unwrap_or_default().iter()
    }
}

impl FormHeadings {
    fn new(form: &Form, folder: &Folder) -> Self {
        let mut headings = Self { numbers: form.sections.iter().map(|section| section.number).collect(), ..Self::default() };
        for table in &form.tables {
            let captions = table.caption.iter().chain(&table.caption_aliases);
            headings.captions.extend(captions.map(|caption| key(caption, folder)));
        }
        for (at, section) in form.sections.iter().enumerate().take(32) {
            for wording in std::iter::once(&section.heading).chain(&section.aliases) {
                let key = key(wording, folder);
                let distinctive: Vec<char> = distinctive(&key).collect();
                for pair in distinctive.windows(2) {
                    *headings.pairs.entry((pair[0], pair[1])).or_default() |= 1 << at;
                }
                let official = wording == &section.heading;
                headings.wordings.entry(key).or_insert(Wording { section: section.number, official });
            }
        }
        headings
    }

    fn by_meaning(&self, key: &str, taken: &[u8]) -> Option<u8> {
        let words: Vec<char> = distinctive(key).collect();
        let mut shared = [0_usize; 32];
        for pair in words.windows(2) {
            let mut sections = self.pairs.get(&(pair[0], pair[1])).copied().unwrap_or_default();
            while sections != 0 {
                shared[sections.trailing_zeros() as usize] += 1;
                sections &= sections - 1;
            }
        }
        let most = *shared.iter().max()?;
        let pairs = words.len().saturating_sub(1);
        if most == 0 || most * 2 < pairs {
            return None;
        }
        let mut best = (0..self.numbers.len()).filter(|&at| shared.get(at) == Some(&most));
        let (first, None) = (best.next()?, best.next()) else { return None };
        let number = self.numbers[first];
        (!taken.contains(&number)).then_some(number)
    }
}

/// The comparison key of a heading: folded, without connectives and without a year in front.
pub(crate) fn key(heading: &str, folder: &Folder) -> String {
    let mut key = String::with_capacity(heading.len());
    for c in heading.chars() {
        push_key(c, folder, &mut key);
    }
    let year = key.len() - key.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if year == 4
        && let Some(rest) = key[year..].strip_prefix("年度").or_else(|| key[year..].strip_prefix('年'))
    {
        return rest.to_owned();
    }
    key
}

fn push_key(c: char, folder: &Folder, key: &mut String) {
    if let Some(c) = folder.fold_char(c)
        && !matches!(c, '的' | '和' | '及' | '与' | '、' | ',' | '。' | ':' | ';' | '*' | '#')
    {
        key.push(c);
    }
}

/// The characters of a key outside the words that all sections share.
fn distinctive(key: &str) -> impl Iterator<Item = char> + '_ {
    let mut rest = key;
    std::iter::from_fn(move || {
        loop {
            let c = rest.chars().next()?;
            let shared = if starts_shared(c) { SHARED.iter().find(|word| rest.starts_with(**word)) } else { None };
            rest = &rest[shared.map_or(c.len_utf8(), |word| word.len())..];
            if shared.is_none() {
                return Some(c);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    fn sections(edition: &str, headings: &[&str]) -> Vec<Option<u8>> {
        let catalog = Catalog::load().unwrap();
        let folder = Folder::default();
        let form = catalog.form_index(edition).unwrap();
        let official = OfficialHeadings::new(&catalog.forms, &folder);
        let find = |heading: &&str| {
            let key = key(heading, &folder);
            official.by_wording(Some(form), &key).map(|wording| wording.section).or_else(|| official.by_meaning(form, &key, &[]))
        };
        headings.iter().map(find).collect()
    }

    #[test]
    fn other_words_for_a_section_are_that_section() {
        let found = sections(
            "gb2021",
            &[
                "2022年总体情况",
                "政府信息主动公开工作情况",
                "政府信息公开申请办理情况",
                "申请行政复议情况",
                "政府信息公开工作存在的问题及改进",
                "其他事项",
            ],
        );
        assert_eq!(found, [Some(1), Some(2), Some(3), Some(4), Some(5), Some(6)]);
    }

    #[test]
    fn headings_about_other_things_are_no_section_of_the_form() {
        let none = [
            "政策解读、回应关切办理情况",
            "重点领域政府信息公开情况",
            "人大代表建议及政协委员提案工作办理结果公开情况",
            "稳定推进政务公开工作",
            "监督保障",
        ];
        for edition in ["gb2014", "gb2019", "gb2021", "indicator2008"] {
            assert_eq!(sections(edition, &none), [None; 5], "{edition}");
        }
    }

    #[test]
    fn a_section_that_is_named_outright_is_not_taken_by_meaning() {
        let catalog = Catalog::load().unwrap();
        let folder = Folder::default();
        let official = OfficialHeadings::new(&catalog.forms, &folder);
        let form = catalog.form_index("gb2021").unwrap();
        let key = key("推进主动公开工作", &folder);
        assert_eq!(official.by_meaning(form, &key, &[]), Some(2));
        assert_eq!(official.by_meaning(form, &key, &[2]), None);
    }

    #[test]
    fn the_longest_official_start_is_found() {
        let catalog = Catalog::load().unwrap();
        let folder = Folder::default();
        let official = OfficialHeadings::new(&catalog.forms, &folder);
        let text = "总体情况2020年我县坚持";
        assert_eq!(official.prefix(None, text, &folder).map(|len| &text[..len]), Some("总体情况"));
    }
}
