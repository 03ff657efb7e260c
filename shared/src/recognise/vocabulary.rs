//! The labels of all forms, ready to be looked up.
//!
//! Turns the forms into one map from folded label to [`Term`]s: what the label can mean, in which form and table. A
//! label often means several things (总计 is a row and several columns); which of them is decided by the neighbours
//! ([`super::tables`]), never here.
//!
//! A text is looked up without its key being written down: one walk over its characters gives the number of its key, and only
//! where a label has the same number are the characters compared.

use rustc_hash::FxHashMap;

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

/// The terms of one label, by its number among all labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Terms(u32);

impl Terms {
    /// The number of the label.
    pub(super) const fn number(self) -> usize {
        self.0 as usize
    }
}

/// The labels of all forms.
#[derive(Debug)]
pub struct Vocabulary {
    folder: Folder,
    official: OfficialHeadings,
    /// The terms of all labels, label by label and form by form.
    terms: Vec<Term>,
    /// Where the terms of each label in each form begin, and behind the last of them, where they end.
    starts: Vec<u32>,
    /// How many forms there are.
    forms: usize,
    /// The labels by their keys, as nearly all are printed.
    printed: FxHashMap<Box<str>, Terms>,
    /// The labels by the number of their key.
    labels: FxHashMap<KeyNumber, Label>,
    /// The beginnings of all labels that are longer, so that running text is dismissed by its first words.
    gate: Gate,
    /// For each character of the basic plane whether a label ([`INITIAL`]), an ordinal or a year ([`NUMBERING`]) may begin
    /// with it, so that most cells are dismissed by one lookup.
    beginnings: Box<[u8]>,
}

/// A label may begin with the character.
const INITIAL: u8 = 1;
/// An ordinal or a year may begin with the character.
const NUMBERING: u8 = 2;

/// A label: its key and what it can mean.
#[derive(Debug)]
struct Label {
    key: Box<str>,
    terms: Terms,
}

/// What stands for the year in the labels of columns.
const YEAR: &str = "{年度}";

/// A number for the characters of a key, made as they come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct KeyNumber(u64);

impl KeyNumber {
    fn of(key: &str) -> Self {
        key.chars().fold(Self::default(), Self::with)
    }

    /// The number of the key with one character more.
    fn with(self, c: char) -> Self {
        Self((self.0.rotate_left(5) ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }
}

/// Which numbers the first characters of labels have, as bits; some other beginnings pass, too.
#[derive(Debug)]
struct Gate(Box<[u64]>);

impl Gate {
    /// How many characters of a label are looked at, behind the year if it begins with one.
    const LENGTH: u32 = 4;
    const BEHIND_YEAR: u32 = 1;
    const WORDS: usize = 1 << 8;

    fn place(number: KeyNumber) -> (usize, u32) {
        // The upper bits of a product depend on all characters.
        ((number.0 >> 56) as usize % Self::WORDS, (number.0 >> 50) as u32 & 63)
    }

    fn admit(&mut self, label: &str) {
        let behind_year = label.strip_prefix(YEAR).map(|rest| (KeyNumber::of(YEAR), rest, Self::BEHIND_YEAR));
        for (from, rest, length) in behind_year.into_iter().chain([(KeyNumber::default(), label, Self::LENGTH)]) {
            if rest.chars().count() >= length as usize {
                let (word, bit) = Self::place(rest.chars().take(length as usize).fold(from, KeyNumber::with));
                self.0[word] |= 1 << bit;
            }
        }
    }

    fn admits(&self, number: KeyNumber) -> bool {
        let (word, bit) = Self::place(number);
        self.0[word] >> bit & 1 != 0
    }
}

/// A text taken as a key, without colons at its end.
#[derive(Clone, Copy, Debug)]
struct Key {
    number: KeyNumber,
    /// Where in the text the key ends.
    end: usize,
    /// The key of what stands before the last parenthesis, if the key ends with one: where it ends, and its number.
    before_parenthesis: Option<(usize, KeyNumber)>,
}

impl Key {
    /// The key that a text makes behind one that ends with the number `from`; `None` if no label begins like it. The gate
    /// looks at the number when `left` characters have been taken.
    fn read(text: &str, from: KeyNumber, folder: &Folder, (gate, mut left): (&Gate, u32)) -> Option<Self> {
        let mut key = Self { number: from, end: 0, before_parenthesis: None };
        let mut number = from;
        let mut last = None;
        let mut characters = text.chars();
        while let Some(c) = characters.next() {
            let Some(folded) = folder.fold_char(c) else { continue };
            let end = text.len() - characters.as_str().len();
            if folded == '(' {
                key.before_parenthesis = Some((end - c.len_utf8(), number));
            }
            number = number.with(folded);
            left = left.wrapping_sub(1);
            if folded != ':' {
                (key.number, key.end, last) = (number, end, Some(folded));
                if left == 0 && key.before_parenthesis.is_none() && !gate.admits(number) {
                    return None;
                }
            }
        }
        let is_inside = |&(_, number): &(usize, KeyNumber)| last == Some(')') && number != KeyNumber::default();
        key.before_parenthesis = key.before_parenthesis.filter(is_inside);
        Some(key)
    }
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
        let beginnings =
            (0..=u16::MAX).map(|code| char::from_u32(code.into()).map_or(0, |c| if begins_numbering(c) { NUMBERING } else { 0 }));
        let beginnings = beginnings.collect();
        let gate = Gate(vec![0; Gate::WORDS].into());
        let mut vocabulary = Self {
            folder,
            official,
            terms: Vec::new(),
            starts: vec![0],
            forms: forms.len(),
            printed: FxHashMap::default(),
            labels: FxHashMap::default(),
            gate,
            beginnings,
        };
        let mut collected: Vec<_> = collected.into_iter().collect();
        collected.sort_by(|a, b| a.0.cmp(&b.0));
        for (number, (label, terms)) in collected.into_iter().enumerate() {
            for form in 0..forms.len() {
                vocabulary.terms.extend(terms.iter().filter(|term| usize::from(term.form) == form));
                vocabulary.starts.push(to_u32(vocabulary.terms.len()));
            }
            if let Some(known) = label.chars().next().and_then(|first| vocabulary.beginnings.get_mut(first as usize)) {
                *known |= INITIAL;
            }
            vocabulary.gate.admit(&label);
            let label = Label { key: label.into_boxed_str(), terms: Terms(to_u32(number)) };
            // Colons at its end are no part of a printed label.
            if !label.key.ends_with(':') {
                vocabulary.printed.insert(label.key.clone(), label.terms);
            }
            let other = vocabulary.labels.insert(KeyNumber::of(&label.key), label);
            assert!(other.is_none(), "two labels have one number: {other:?}");
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

    /// How many labels there are.
    pub(super) fn number_of_labels(&self) -> usize {
        self.labels.len()
    }

    /// What a label can mean, form by form.
    pub(super) fn terms(&self, terms: Terms) -> &[Term] {
        let first = terms.number() * self.forms;
        &self.terms[self.starts[first] as usize..self.starts[first + self.forms] as usize]
    }

    /// What a label can mean in one form.
    pub(super) fn terms_in(&self, form: usize, terms: Terms) -> &[Term] {
        let first = terms.number() * self.forms + form;
        &self.terms[self.starts[first] as usize..self.starts[first + 1] as usize]
    }

    /// Reads a cell's text as a label.
    pub(super) fn read(&self, text: &str) -> Option<LabelReading> {
        if text.len() > LONGEST {
            return None;
        }
        let begins = |text: &str| {
            let first = self.folder.folded(text).next()?;
            self.beginnings.get(first as usize).copied()
        };
        let mut first = begins(text)?;
        let ordinal = if first & NUMBERING == 0 { 0 } else { ordinal_length(text, &self.folder) };
        let label = &text[ordinal..];
        if ordinal > 0 {
            first = begins(label)?;
        }
        if first == 0 {
            return None;
        }
        let found = |terms: Terms| LabelReading { terms, ordinal: to_u32(ordinal), addition: u32::MAX, year: None };
        if let Some(&terms) = self.printed.get(label) {
            return Some(found(terms));
        }
        let mut key = Key::read(label, KeyNumber::default(), &self.folder, (&self.gate, Gate::LENGTH));
        if let Some(terms) = key.and_then(|key| self.label(key.number, "", &label[..key.end])) {
            return Some(found(terms));
        }
        let (mut prefix, mut start) = ("", 0);
        if first & NUMBERING != 0
            && let Some((year, end)) = leading_year(label, &self.folder)
        {
            (prefix, start) = (YEAR, end);
            key = Key::read(&label[start..], KeyNumber::of(YEAR), &self.folder, (&self.gate, Gate::BEHIND_YEAR));
            if let Some(terms) = key.and_then(|key| self.label(key.number, prefix, &label[start..start + key.end])) {
                return Some(LabelReading { year: Some(year), ..found(terms) });
            }
        }
        // Words in parentheses behind the label: 行政复议（因政府信息公开被行政复议）.
        let (open, number) = key?.before_parenthesis?;
        let terms = self.label(number, prefix, &label[start..start + open])?;
        let addition = text.rfind(['(', '（', '﹙']).map_or(u32::MAX, to_u32);
        Some(LabelReading { addition, ..found(terms) })
    }

    /// What the label means whose key has a number, if it is that of a prefix and a text.
    fn label(&self, number: KeyNumber, prefix: &str, text: &str) -> Option<Terms> {
        let label = self.labels.get(&number)?;
        let is_same = || prefix.chars().chain(self.folder.folded(text)).eq(label.key.chars());
        ((prefix.is_empty() && *text == *label.key) || is_same()).then_some(label.terms)
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

/// The year that leads a label, and where it ends.
fn leading_year(label: &str, folder: &Folder) -> Option<(i32, usize)> {
    let mut year = 0;
    let mut digits = 0;
    for (at, c) in label.char_indices() {
        let Some(c) = folder.fold_char(c).map(|folded| (folded, at + c.len_utf8())) else { continue };
        year = year * 10 + i32::try_from(c.0.to_digit(10)?).ok()?;
        digits += 1;
        if digits == 4 {
            return (1900..2100).contains(&year).then_some((year, c.1));
        }
    }
    None
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

/// Whether an ordinal or a year may begin with a folded character.
fn begins_numbering(c: char) -> bool {
    is_numeral(c) || matches!(c, '其' | '(' | '①'..='⒛' | '㈠'..='㈩')
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
    use crate::catalog::Catalog;

    #[test]
    fn labels_are_found_however_they_are_printed() {
        let vocabulary = Vocabulary::new(&Catalog::load().unwrap().forms);
        let key = |text: &str| vocabulary.read(text).map(|label| vocabulary.terms(label.terms).to_vec());
        for label in vocabulary.labels.values() {
            let printed = label.key.replace(YEAR, "2018");
            let ordinal = ordinal_length(&printed, &vocabulary.folder);
            if ordinal > 0 || printed.ends_with(':') || printed.contains('(') {
                continue;
            }
            let found = key(&printed);
            assert!(found.is_some(), "{printed}");
            let apart: String = printed.chars().flat_map(|c| ['　', c]).collect();
            let added = format!("{printed}（另有一件）");
            let begun = format!("{printed}情况说明如下");
            assert_eq!((key(&apart), key(&format!("{printed}：")), key(&added)), (found.clone(), found.clone(), found), "{printed}");
            assert_eq!(key(&begun), None, "{begun}");
        }
    }

    #[test]
    fn no_label_is_a_figure() {
        let vocabulary = Vocabulary::new(&Catalog::load().unwrap().forms);
        let is_figure = |key: &str| key.bytes().all(|byte| byte.is_ascii_digit()) || key == YEAR;
        assert!(vocabulary.labels.values().all(|label| !is_figure(&label.key)));
    }

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
