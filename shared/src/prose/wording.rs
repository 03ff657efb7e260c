//! The words of the data files in `lexicons/`: misspellings, standing phrases, advertising and others.
//!
//! Turns lines of the files into words that the pass of [`super::marks`] finds with those of the lexicon. What a found word
//! means for a report is for the rules to say.
//!
//! ```text
//! 己经 已经 <自          wrong, right; not behind 自 (自己经营)
//! 布署 部署 >名          not before 名 (发布署名文章)
//! 习近平新时代 习近平新时代中国特色社会主义思想   wrong unless it goes on as the right one does
//! ```

use crate::amount::is_blank;

/// What a word of the data files is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A misspelling.
    Misspelling,
    /// A standing phrase in other words than its own.
    StandingPhrase,
    /// What pages that were broken into advertise.
    Advertising,
    /// Characters that only a wrong character set puts side by side.
    Garbled,
    /// A traditional character.
    Traditional,
    /// Words about nobody in particular.
    Generic,
    /// Other work than the disclosure of information.
    OffTopic,
    /// 我镇, 我局: who speaks.
    SelfReference,
    /// A unit whose number is missing.
    NumberMissing,
    /// 待补: still to be filled in.
    Pending,
    /// 号, which ends a document number.
    DocumentNumber,
    /// A character whose doubling is a slip.
    Doubled,
    /// A word whose doubling is a slip.
    Repeated,
}

/// The files, by what their words are.
const FILES: [(Topic, &str); 9] = [
    (Topic::Misspelling, include_str!("../../lexicons/misspellings.txt")),
    (Topic::StandingPhrase, include_str!("../../lexicons/standing_phrases.txt")),
    (Topic::Advertising, include_str!("../../lexicons/advertising.txt")),
    (Topic::Garbled, include_str!("../../lexicons/garbled.txt")),
    (Topic::Traditional, include_str!("../../lexicons/traditional.txt")),
    (Topic::Generic, include_str!("../../lexicons/generic.txt")),
    (Topic::OffTopic, include_str!("../../lexicons/off_topic.txt")),
    (Topic::Doubled, include_str!("../../lexicons/doubled.txt")),
    (Topic::Repeated, include_str!("../../lexicons/repeated.txt")),
];

/// Words that belong to the program rather than to a file.
const BUILT_IN: [(Topic, &[&str]); 4] = [
    (
        Topic::SelfReference,
        &[
            "我镇",
            "我乡",
            "我街道",
            "本街道",
            "我县",
            "我区",
            "我市",
            "我局 <自 >限部面势域",
            "我委 <自 >托派员任",
            "我厅",
            "我校 >对验正准",
            "我院",
            "街道各部门",
            "县政府认为需要公开",
            "区政府认为需要公开",
            "市政府认为需要公开",
        ],
    ),
    (Topic::NumberMissing, &["政府信息条", "公开信息条", "各类信息条", "共条 <公", "共件 <公", "共次 <公", "共计条", "共计件", "共计次"]),
    (Topic::Pending, &["待补", "待填", "待核"]),
    (Topic::DocumentNumber, &["号"]),
];

/// A word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub topic: Topic,
    /// The word.
    pub text: &'static str,
    /// What it should be; alternatives are separated by `/`, the usual one first. Empty where there is nothing to propose.
    pub right: &'static str,
    /// Characters that it does not stand behind.
    not_behind: &'static str,
    /// Characters that it does not stand before.
    not_before: &'static str,
}

impl Entry {
    /// The usual one of the right wordings.
    #[must_use]
    pub fn proposal(&self) -> &'static str {
        self.right.split('/').next().unwrap_or_default()
    }

    fn read(topic: Topic, line: &'static str) -> Option<Self> {
        let mut entry = Self { topic, text: "", right: "", not_behind: "", not_before: "" };
        for field in line.split_whitespace() {
            if let Some(characters) = field.strip_prefix('<') {
                entry.not_behind = characters;
            } else if let Some(characters) = field.strip_prefix('>') {
                entry.not_before = characters;
            } else if entry.text.is_empty() {
                entry.text = field;
            } else {
                entry.right = field;
            }
        }
        (!entry.text.is_empty() && !entry.text.starts_with('#')).then_some(entry)
    }

    /// Whether the word stands in `text` from `start` to `end`, as its neighbours and what follows tell.
    pub(super) fn stands(&self, text: &str, start: usize, end: usize) -> bool {
        let behind = text[..start].chars().next_back();
        let before = text[end..].chars().next();
        let goes_on = |right: &str| right.starts_with(self.text) && goes_on_as(&text[start..], right);
        !behind.is_some_and(|c| self.not_behind.contains(c))
            && !before.is_some_and(|c| self.not_before.contains(c))
            && !self.right.split('/').any(goes_on)
    }
}

/// Whether a line goes on as a phrase does, as far as the line goes; blanks do not count.
fn goes_on_as(line: &str, phrase: &str) -> bool {
    line.chars().filter(|&c| !is_blank(c)).zip(phrase.chars()).all(|(found, wanted)| found == wanted)
}

/// The words, ready to be found.
#[derive(Debug)]
pub struct Wording {
    entries: Vec<Entry>,
    /// For each unified ideograph that must not be doubled, its entry.
    doubled: Vec<(char, u16)>,
}

impl Default for Wording {
    fn default() -> Self {
        let mut wording = Self { entries: Vec::new(), doubled: Vec::new() };
        for (topic, file) in FILES {
            file.lines().filter_map(|line| Entry::read(topic, line)).for_each(|entry| wording.add(entry));
        }
        for (topic, words) in BUILT_IN {
            words.iter().filter_map(|word| Entry::read(topic, word)).for_each(|entry| wording.add(entry));
        }
        wording.doubled.sort_unstable();
        wording
    }
}

impl Wording {
    /// The text of the files, which the catalogue's hash covers.
    pub(crate) fn sources() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|file| file.1)
    }

    /// A word by its number.
    #[must_use]
    pub fn entry(&self, number: u16) -> &Entry {
        &self.entries[usize::from(number)]
    }

    fn add(&mut self, entry: Entry) {
        let number = u16::try_from(self.entries.len()).unwrap_or(u16::MAX);
        self.entries.push(entry);
        if entry.topic == Topic::Doubled {
            self.doubled.extend(entry.text.chars().next().map(|c| (c, number)));
        }
    }

    /// The words that are looked for, with their numbers; others are looked up where something stands twice.
    pub(super) fn sought(&self) -> impl Iterator<Item = (u16, &Entry)> {
        (0..).zip(&self.entries).filter(|(_, entry)| !matches!(entry.topic, Topic::Doubled | Topic::Repeated))
    }

    /// Whether two of the same character side by side, from `start` to `end` of the text, are a slip.
    pub(super) fn is_slip(&self, text: &str, c: char, start: usize, end: usize) -> bool {
        let found = self.doubled.binary_search_by_key(&c, |entry| entry.0);
        found.is_ok_and(|at| self.entry(self.doubled[at].1).stands(text, start, end))
    }

    /// Whether a word that stands twice, from `start` to `end` of the text, is a slip.
    pub(super) fn is_repeated(&self, word: &str, text: &str, start: usize, end: usize) -> bool {
        let listed = self.entries.iter().filter(|entry| entry.topic == Topic::Repeated);
        listed.filter(|entry| entry.text == word).any(|entry| entry.stands(text, start, end))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::prose::lexicon::{Lexicon, Met};

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);

    fn met(text: &str) -> Vec<&'static str> {
        let mut found = Vec::new();
        LEXICON.scan(text, |met| {
            if let Met::Entry(number, ..) = met {
                found.push(LEXICON.word(number).text);
            }
        });
        found
    }

    #[test]
    fn every_word_finds_itself_and_no_right_word_is_wrong() {
        let wording = Wording::default();
        for entry in &wording.entries {
            let indexed = !matches!(entry.topic, Topic::Doubled | Topic::Repeated);
            assert!(!indexed || met(&format!("{}。", entry.text)).contains(&entry.text), "{}", entry.text);
            for right in entry.right.split('/').filter(|right| !right.is_empty()) {
                assert!(met(right).iter().all(|word| *word == "号"), "{right} is proposed");
            }
        }
    }

    #[test]
    fn misspellings_have_a_proposal_and_no_word_is_listed_twice() {
        let wording = Wording::default();
        let mut seen = std::collections::BTreeSet::new();
        for entry in &wording.entries {
            let proposes = matches!(entry.topic, Topic::Misspelling | Topic::StandingPhrase | Topic::Traditional);
            assert_eq!(proposes, !entry.right.is_empty(), "{}", entry.text);
            assert!(seen.insert((entry.topic as u8, entry.text)), "{} is listed twice", entry.text);
        }
    }

    #[test]
    fn words_do_not_stand_beside_what_makes_them_other_words() {
        assert_eq!(met("信息己经公开"), ["己经"]);
        assert_eq!(met("自己经营，发布署名文章"), Vec::<&str>::new());
        assert_eq!(met("习近平新时代特色社会主义思想"), ["习近平新时代"]);
        assert_eq!(met("习近平新时代中国特色社会主义思想"), Vec::<&str>::new());
    }
}
