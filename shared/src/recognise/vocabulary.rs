//! The labels of all forms, ready to be looked up.
//!
//! Turns the forms into one map from folded label to [`Term`]s: what the label can mean, in which form and table. A
//! label often means several things (总计 is a row and several columns); which of them is decided by the neighbours
//! ([`super::tables`]), never here.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::amount::digit;
use crate::fold::Folder;
use crate::form::{ColumnRole, Form, FormTable};

use super::official::OfficialHeadings;

/// Longest cell text, in bytes, that is looked up; the longest official label is half as long.
const LONGEST: usize = 300;

/// What a label can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) form: u8,
    pub(super) table: u8,
    pub(super) role: Role,
    /// Whether the label is the official one, not an alias.
    pub(super) official: bool,
}

/// The part of a table that a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Row(u16),
    Column(u16),
    /// The head of the column of row labels.
    Stub,
    /// A label over several columns that is no column itself.
    HeaderGroup,
    /// The caption of the table.
    Caption,
    /// An instruction printed inside the table.
    Note,
}

/// A range of terms of one label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Terms {
    start: u32,
    end: u32,
}

/// The labels of all forms.
#[derive(Debug)]
pub struct Vocabulary {
    folder: Folder,
    official: OfficialHeadings,
    terms: Vec<Term>,
    labels: FxHashMap<Box<str>, Terms>,
    /// First characters of all labels, so that most cells are dismissed by one lookup.
    initials: FxHashSet<char>,
}

/// A cell's text taken as a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LabelReading {
    pub(super) terms: Terms,
    /// Bytes of the printed ordinal (and 其中) before the label.
    pub(super) ordinal: u32,
    /// Byte at which words begin that were added behind the label; `u32::MAX` if none.
    pub(super) addition: u32,
    /// The year that the label names, where the form has 年度.
    pub(super) year: Option<i32>,
}

impl Vocabulary {
    /// Collects the labels of all forms.
    #[must_use]
    pub fn new(forms: &[Form]) -> Self {
        let folder = Folder::default();
        let mut collected: FxHashMap<String, Vec<Term>> = FxHashMap::default();
        for (form, content) in forms.iter().enumerate() {
            for (table, content) in content.tables.iter().enumerate() {
                let place = (u8::try_from(form).unwrap_or(u8::MAX), u8::try_from(table).unwrap_or(u8::MAX));
                collect(&folder, content, place, &mut collected);
            }
        }
        let official = OfficialHeadings::new(forms, &folder);
        let mut vocabulary = Self { folder, official, terms: Vec::new(), labels: FxHashMap::default(), initials: FxHashSet::default() };
        let mut collected: Vec<_> = collected.into_iter().collect();
        collected.sort_by(|a, b| a.0.cmp(&b.0));
        for (label, terms) in collected {
            let start = u32::try_from(vocabulary.terms.len()).unwrap_or(u32::MAX);
            vocabulary.terms.extend(terms);
            let end = u32::try_from(vocabulary.terms.len()).unwrap_or(u32::MAX);
            vocabulary.initials.extend(label.chars().next());
            vocabulary.labels.insert(label.into_boxed_str(), Terms { start, end });
        }
        vocabulary
    }

    /// Tables for folding.
    pub(super) const fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The official headings of all forms.
    pub(super) const fn official(&self) -> &OfficialHeadings {
        &self.official
    }

    /// What a label can mean.
    pub(super) fn terms(&self, terms: Terms) -> &[Term] {
        &self.terms[terms.start as usize..terms.end as usize]
    }

    /// Reads a cell's text as a label; `key` is a buffer to be reused.
    pub(super) fn read(&self, text: &str, key: &mut String) -> Option<LabelReading> {
        if text.len() > LONGEST || text.is_empty() {
            return None;
        }
        let ordinal = ordinal_length(text, &self.folder);
        let first = text[ordinal..].chars().find_map(|c| self.folder.fold_char(c))?;
        // A digit may begin a year.
        if !self.initials.contains(&first) && !first.is_ascii_digit() {
            return None;
        }
        key.clear();
        self.folder.fold_into(&text[ordinal..], key);
        key.truncate(key.trim_end_matches(':').len());
        let found = |terms: &Terms| LabelReading { terms: *terms, ordinal: to_u32(ordinal), addition: u32::MAX, year: None };
        if let Some(terms) = self.labels.get(key.as_str()) {
            return Some(found(terms));
        }
        if let Some(year) = leading_year(key) {
            key.replace_range(..4, "{年度}");
            if let Some(terms) = self.labels.get(key.as_str()) {
                return Some(LabelReading { year: Some(year), ..found(terms) });
            }
        }
        // Words in parentheses behind the label: 行政复议（因政府信息公开被行政复议）.
        if key.ends_with(')')
            && let Some(open) = key.rfind('(').filter(|&open| open > 0)
            && let Some(terms) = self.labels.get(&key[..open])
        {
            let addition = text.rfind(['(', '（', '﹙']).map_or(u32::MAX, to_u32);
            return Some(LabelReading { addition, ..found(terms) });
        }
        None
    }
}

fn collect(folder: &Folder, table: &FormTable, (form, at): (u8, u8), out: &mut FxHashMap<String, Vec<Term>>) {
    let mut add = |label: &str, role: Role, official: bool| {
        let key = folder.fold(&label[ordinal_length(label, folder)..]);
        let terms = out.entry(key).or_default();
        if !terms.iter().any(|term| term.form == form && term.table == at && term.role == role) {
            terms.push(Term { form, table: at, role, official });
        }
    };
    for (index, row) in table.rows.iter().enumerate().filter(|(_, row)| !row.label.is_empty()) {
        let role = Role::Row(u16::try_from(index).unwrap_or(u16::MAX));
        add(&row.label, role, true);
        row.aliases.iter().for_each(|alias| add(alias, role, false));
    }
    for (index, column) in table.columns.iter().enumerate() {
        let role = Role::Column(u16::try_from(index).unwrap_or(u16::MAX));
        add(&column.label, role, true);
        column.aliases.iter().for_each(|alias| add(alias, role, false));
        if column.role == ColumnRole::Unit {
            add("计量单位", role, false);
        }
    }
    table.stub_labels.iter().for_each(|label| add(label, Role::Stub, true));
    table.header_groups.iter().for_each(|label| add(label, Role::HeaderGroup, true));
    table.printed_notes.iter().for_each(|label| add(label, Role::Note, true));
    for label in table.caption.iter().chain(&table.caption_aliases) {
        add(label, Role::Caption, true);
    }
}

/// The year that leads a folded label.
fn leading_year(key: &str) -> Option<i32> {
    let bytes = key.as_bytes().get(..4)?;
    let year: i32 = std::str::from_utf8(bytes).ok()?.parse().ok()?;
    (1900..2100).contains(&year).then_some(year)
}

/// Bytes of an ordinal before a label: 一、 （一） 1. 其中：2. and the like; 0 if there is none or nothing follows it.
pub(super) fn ordinal_length(text: &str, folder: &Folder) -> usize {
    let mut length = 0;
    loop {
        let step = one_ordinal(&text[length..], folder);
        if step == 0 {
            return length;
        }
        length += step;
    }
}

fn one_ordinal(text: &str, folder: &Folder) -> usize {
    let mut characters = text.char_indices().filter_map(|(at, c)| folder.fold_char(c).map(|folded| (at + c.len_utf8(), folded))).peekable();
    let Some(&(_, first)) = characters.peek() else { return 0 };
    let end = match first {
        '其' => {
            characters.next();
            if characters.next().is_none_or(|(_, c)| c != '中') {
                return 0;
            }
            match characters.next() {
                Some((end, ':' | ',' | '、')) => end,
                _ => return 0,
            }
        }
        '(' => {
            characters.next();
            let mut digits = 0;
            loop {
                match characters.next() {
                    Some((_, c)) if is_numeral(c) => digits += 1,
                    Some((end, ')')) if (1..=3).contains(&digits) => break end,
                    _ => return 0,
                }
            }
        }
        c if is_numeral(c) => {
            let mut digits = 0;
            loop {
                match characters.next() {
                    Some((_, c)) if is_numeral(c) => digits += 1,
                    Some((end, '、' | '.' | ')')) if digits <= 3 => break end,
                    _ => return 0,
                }
            }
        }
        // ① ⑴ ⒈ ㈠ are ordinals by themselves, whatever mark follows.
        '①'..='⒛' | '㈠'..='㈩' => {
            let (end, _) = characters.next().unwrap_or_default();
            characters.next_if(|&(_, c)| matches!(c, '、' | '.')).map_or(end, |(end, _)| end)
        }
        _ => return 0,
    };
    // An ordinal stands before something, and 1.5 is a number.
    let number = first.is_ascii_digit();
    match characters.next() {
        Some((_, c)) if !number || digit(c).is_none() => end,
        _ => 0,
    }
}

/// Whether a folded character is a numeral of either script.
fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '〇' | '零')
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_of_every_style_are_set_apart() {
        let folder = Folder::default();
        let rest = |text: &'static str| &text[ordinal_length(text, &folder)..];
        assert_eq!(rest("一、本年新收"), "本年新收");
        assert_eq!(rest("（七）总计"), "总计");
        assert_eq!(rest("（ 十二 ）总计"), "总计");
        assert_eq!(rest("1. 政府公报"), " 政府公报");
        assert_eq!(rest("其中：1.政府网站"), "政府网站");
        assert_eq!(rest("　　其中:主动公开"), "主动公开");
        assert_eq!(rest("3.其他"), "其他");
        assert_eq!(rest("③其他"), "其他");
        assert_eq!(rest("⑶、其他"), "其他");
        assert_eq!(rest("⒊其他"), "其他");
        assert_eq!(rest("㈦总计"), "总计");
        assert_eq!(rest("1.5"), "1.5");
        assert_eq!(rest("三安全一稳定"), "三安全一稳定");
        assert_eq!(rest("2018年"), "2018年");
        assert_eq!(rest("其他"), "其他");
        assert_eq!(rest("一、"), "一、");
    }
}
