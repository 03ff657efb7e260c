//! The words of the data files in `lexicons/`: misspellings, standing phrases, advertising and others.
//!
//! Turns lines of the files into a table that finds all their words in the pass of [`super::marks`]: a word is looked at
//! only where its rarest character stands. What a found word means for a report is for the rules to say.
//!
//! ```text
//! 己经 已经 <自          wrong, right; not behind 自 (自己经营)
//! 布署 部署 >名          not before 名 (发布署名文章)
//! 习近平新时代 习近平新时代中国特色社会主义思想   wrong unless it goes on as the right one does
//! ```

use super::lexicon::{COUNT, CharacterSet, FIRST, slot};
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
    fn stands(&self, text: &str, start: usize, end: usize) -> bool {
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

/// Characters that reports are full of, most frequent first; a word is anchored by another one if it can.
const COMMON: &str = "\
    政公开信息府年数行的件一请情申作理项结条其工务况人和不二办第要他三本事关报度计主复法及果进全机制处动中规量县收网告内于发部总议\
    是区诉加等四定在业容审建有会方通重新提设实正时性大对国强费同服上次民查站共属了未门保求五市目文体依范十为化单类据分策题解管布问日\
    过月推式各期形持面社到安改无统以位六读点出平确维我用需应众员予组或讼个专存责决纠下成起经案回系构好台按例答织展现督局合领转效知完\
    程微取监编步后尚电供权力企做道意施乡当相律训明标高自补培止生家举地密之环益落准导级号由核受心执照指联群栏将更接善护认围具整户可考\
    立直批已商入续稳表传访与障投境列任涉增元话华镇集所询减没域渠金采厅限至线秘";

/// A word at its anchor.
#[derive(Clone, Copy, Debug)]
struct Anchored {
    /// Its entry.
    number: u16,
    /// Bytes of the word before the anchor.
    before: u8,
    /// The character of the word beside the anchor, behind it or else before it, which dismisses most places at a glance.
    beside: Option<([u8; 3], Side)>,
}

#[derive(Clone, Copy, Debug)]
enum Side {
    Behind,
    Before,
}

impl Anchored {
    fn new(number: u16, word: &str, at: usize) -> Self {
        let bytes = word.as_bytes();
        let part = |start: usize| bytes.get(start..start + 3).and_then(|part| part.first_chunk().copied());
        let behind = part(at + 3).map(|part| (part, Side::Behind));
        let beside = behind.or_else(|| at.checked_sub(3).and_then(part).map(|part| (part, Side::Before)));
        Self { number, before: u8::try_from(at).unwrap_or(u8::MAX), beside }
    }

    #[inline]
    fn admits(&self, bytes: &[u8], at: usize) -> bool {
        match self.beside {
            None => true,
            Some((part, Side::Behind)) => bytes.get(at + 3..at + 6).is_some_and(|found| found == part),
            Some((part, Side::Before)) => at >= 3 && bytes[at - 3..at] == part,
        }
    }
}

/// The words, ready to be found.
#[derive(Debug)]
pub struct Wording {
    entries: Vec<Entry>,
    /// For each unified ideograph the bucket of the words that it anchors; 0 for none.
    dispatch: Vec<u16>,
    /// One bit for each unified ideograph that anchors a word.
    anchors: CharacterSet,
    buckets: Vec<Vec<Anchored>>,
    /// For each unified ideograph that must not be doubled, its entry.
    doubled: Vec<(char, u16)>,
}

impl Default for Wording {
    fn default() -> Self {
        let mut wording = Self {
            entries: Vec::new(),
            dispatch: vec![0; COUNT],
            anchors: CharacterSet::default(),
            buckets: vec![Vec::new()],
            doubled: Vec::new(),
        };
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
        match entry.topic {
            Topic::Doubled => self.doubled.extend(entry.text.chars().next().map(|c| (c, number))),
            // Looked up only where something is repeated.
            Topic::Repeated => {}
            _ => self.index(entry.text, number),
        }
    }

    fn index(&mut self, text: &str, number: u16) {
        let frequency = |c: char| COMMON.chars().position(|common| common == c).map_or(0, |rank| COMMON.len() - rank);
        let Some((at, anchor)) = text.char_indices().filter(|&(_, c)| slot(c).is_some()).min_by_key(|&(_, c)| frequency(c)) else { return };
        let Some(slot) = slot(anchor) else { return };
        if self.dispatch[slot] == 0 {
            self.dispatch[slot] = u16::try_from(self.buckets.len()).unwrap_or(0);
            self.buckets.push(Vec::new());
        }
        self.anchors.insert(FIRST + u16::try_from(slot).unwrap_or(0));
        self.buckets[usize::from(self.dispatch[slot])].push(Anchored::new(number, text, at));
    }

    /// Whether an ideograph anchors a word.
    #[inline]
    pub(super) const fn is_anchor(&self, code: u16) -> bool {
        self.anchors.contains(code)
    }

    /// Meets the words whose anchor stands at `at`, with their numbers, starts and ends.
    pub(super) fn meet(&self, text: &str, at: usize, code: u16, mut meet: impl FnMut(u16, usize, usize)) {
        for anchored in &self.buckets[usize::from(self.dispatch[usize::from(code - FIRST)])] {
            if !anchored.admits(text.as_bytes(), at) {
                continue;
            }
            let (number, before) = (anchored.number, anchored.before);
            let entry = &self.entries[usize::from(number)];
            let Some(start) = at.checked_sub(usize::from(before)) else { continue };
            if text.as_bytes()[start..].starts_with(entry.text.as_bytes()) && entry.stands(text, start, start + entry.text.len()) {
                meet(number, start, start + entry.text.len());
            }
        }
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
    use super::*;

    fn met(text: &str) -> Vec<&'static str> {
        let wording = Wording::default();
        let mut found = Vec::new();
        for (at, c) in text.char_indices() {
            if let Some(code) = u16::try_from(u32::from(c)).ok().filter(|&code| wording.is_anchor(code)) {
                wording.meet(text, at, code, |number, _, _| found.push(wording.entry(number).text));
            }
        }
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
