//! The words that decide what a figure counts, and the cells of each form that a topic states.
//!
//! Turns `forms/claims.toml` into a tree of words, which is walked character by character ([`super::tree`]), and into a map
//! from the set of tags in a subject to its topic. Everything is checked against the forms while loading: a word in two lists,
//! a set of tags with two topics, or an address that no form has, refuses the catalogue.

use std::collections::HashMap;

use gouji_documents::is_ideograph;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::beside::Beside;
use super::figure;
use super::tree::{Branches, Letters, Tree};
use crate::form::{CellId, Form, TableId};

/// Index of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicId(u16);

/// Something that reports count in prose.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Its name; the indicator's code where there is one.
    pub id: String,
    /// Whether a report has one value of it, so that two are a contradiction.
    pub unique: bool,
    /// Whether words that deny it are a claim of zero.
    pub deniable: bool,
    units: Vec<String>,
    /// For each form, the cells whose sum it states for the report year, by table where a form has alternative ones.
    cells: Vec<Vec<Vec<CellId>>>,
    /// The same for all years together.
    cumulative: Vec<Vec<Vec<CellId>>>,
}

/// The words, ready to be found, with the topics they tell.
#[derive(Debug)]
pub struct Words {
    topics: Vec<Topic>,
    sayings: FxHashMap<Tags, Vec<Saying>>,
    /// The words, told from each other by their letters.
    tree: Tree,
    words: Vec<Word>,
    marks: Marks,
    beside: Beside,
    /// For each character of the first plane, its letter and what it may be part of.
    letters: Letters,
}

/// What a character may be part of, as a set of bits; most are part of nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Traits(pub(super) u8);

impl Traits {
    /// May begin a figure in Chinese numerals, or a denial.
    pub(super) const HOT: Self = Self(1);
    /// Begins a unit that Chinese numerals stand before where they count.
    pub(super) const COUNTED: Self = Self(1 << 1);
    /// May begin what stands between a number and its unit, or any unit.
    pub(super) const MEASURES: Self = Self(1 << 2);
    /// Is part of every denial, 不存在 apart.
    pub(super) const DENIES: Self = Self(1 << 3);
    /// Begins 不存在.
    pub(super) const NOT: Self = Self(1 << 4);
    /// Begins words that make the number behind them a bound or an estimate.
    pub(super) const APPROACH: Self = Self(1 << 5);
    /// Begins a word.
    pub(super) const BEGINS: Self = Self(1 << 6);

    /// Whether it may be more than a part of unknown words.
    pub(super) const fn any(self) -> bool {
        self.0 & !Self::MEASURES.0 != 0
    }

    pub(super) const fn has(self, one: Self) -> bool {
        self.0 & one.0 != 0
    }
}

/// What is seen of characters side by side.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// All bits, if the last character is hot; none otherwise.
    last: u8,
    /// The traits of any character.
    any: u8,
    /// Those of any behind a hot one.
    behind: u8,
}

impl Seen {
    #[inline]
    pub(super) const fn note(&mut self, next: Traits) {
        self.any |= next.0;
        self.behind |= next.0 & self.last;
        // All bits or none, so that nothing depends on a branch.
        self.last = (next.0 & Traits::HOT.0).wrapping_neg();
    }

    /// Something else stands behind the last character; a blank may part a numeral from its unit.
    pub(super) const fn part(&mut self, blank: bool) {
        if blank {
            self.behind |= self.last & Traits::MEASURES.0;
        }
        self.last = 0;
    }

    pub(super) const fn has(self, one: Traits) -> bool {
        Traits(self.any).has(one)
    }

    /// Whether a character with a trait stands behind a hot one.
    pub(super) const fn behind_numeral(self, one: Traits) -> bool {
        Traits(self.behind).has(one)
    }
}

/// Characters with a trait, whatever the words of the file are.
const GIVEN: [(&str, Traits); 5] = [
    ("一二两三四五六七八九十百", Traits::HOT),
    ("零〇百分", Traits::MEASURES),
    ("未无没零", Traits::DENIES),
    ("不", Traits::NOT),
    (figure::APPROACHES, Traits::APPROACH),
];

/// Why the words were refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("claims: {0}")]
pub struct WordsError(String);

/// A set of tags, a bit for each.
pub(super) type Tags = u128;

/// A word of the text.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) kind: Kind,
    pub(super) tags: Tags,
    /// What tells it from parts of other words, if it may be one.
    joined: Option<u8>,
}

/// A way of saying a topic.
#[derive(Clone, Copy, Debug)]
pub(super) struct Saying {
    pub(super) topic: TopicId,
    /// Tags one of which the headings or the paragraph have to speak of; none for a way that says enough by itself.
    pub(super) context: Tags,
    /// The same, of which only the headings have to speak.
    pub(super) under: Tags,
}

/// Tags that the reader itself asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks {
    /// 结转: a year beside it tells the direction.
    pub(super) carry: Tags,
    pub(super) carried_in: Tags,
    pub(super) carried_out: Tags,
    /// 政府信息公开: tells a dispute over it from others.
    pub(super) disclosure: Tags,
    /// What comes in, and what is done with it: a rate is made of the two.
    pub(super) received: Tags,
    pub(super) done: Tags,
    /// What came in, this year or before.
    pub(super) coming: Tags,
    /// What is done, not what it is done to.
    pub(super) verbs: Tags,
    /// Reviews and lawsuits, and what may come of them.
    pub(super) disputes: Tags,
    pub(super) results: Tags,
    /// What may come of a request.
    pub(super) outcomes: Tags,
    /// What is made or ended in a year.
    pub(super) flows: Tags,
    /// Documents, and what is in force of them at the end of a year.
    pub(super) documents: Tags,
    pub(super) stock: Tags,
}

/// What part a word plays in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    /// Says what is counted, or what is done to it.
    Tag,
    Filler,
    And,
    Sum,
    Turn,
    OwnArea,
    OwnBody,
    WholeArea,
    WholeBody,
    OwnLevel,
    Subordinate,
    ThisYear,
    LastYear,
    Cumulative,
    Accumulated,
    AsOf,
    YearEnd,
    Since,
    PartOfYear,
    Intention,
    Deny,
    OpenList,
    ClosedList,
    Respectively,
    Remainder,
    Share,
    Up,
    Down,
    To,
    Against,
    Narrowing,
}

/// A set of what tokens are: of words their kinds, of others what stands for them. A bit for each, so that one comparison asks for
/// several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Set(u64);

impl Set {
    pub(super) const FIGURE: Self = Self(1 << 40);
    pub(super) const YEAR: Self = Self(1 << 41);
    pub(super) const MONTH: Self = Self(1 << 42);
    pub(super) const DAY: Self = Self(1 << 43);
    pub(super) const COMMA: Self = Self(1 << 44);
    pub(super) const PAUSE: Self = Self(1 << 45);
    pub(super) const SEMICOLON: Self = Self(1 << 46);
    pub(super) const COLON: Self = Self(1 << 47);
    pub(super) const OPEN: Self = Self(1 << 48);
    pub(super) const CLOSE: Self = Self(1 << 49);
    pub(super) const UNKNOWN: Self = Self(1 << 50);
    /// All words.
    pub(super) const WORDS: Self = Self(Self::FIGURE.0 - 1);
    /// What divides a sentence into statements.
    pub(super) const DIVIDES: Self = Self::COMMA.or(Self::SEMICOLON).or(Self::COLON).or(Self::OPEN).or(Self::CLOSE);
    /// What parts the things that are listed.
    pub(super) const LISTS: Self = Self::PAUSE.or(Self::of(Kind::And));

    /// The words of a kind.
    pub(super) const fn of(kind: Kind) -> Self {
        const { assert!((Kind::Narrowing as u8) < 40) };
        Self(1 << kind as u8)
    }

    /// What is in either.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether anything is in both.
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kinds: HashMap<Kind, Vec<String>>,
    tags: std::collections::BTreeMap<String, Vec<String>>,
    verbs: Verbs,
    beside: Beside,
    topic: Vec<TopicText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    tags: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicText {
    id: String,
    #[serde(default)]
    says: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
    context: Option<String>,
    under: Option<String>,
    #[serde(default)]
    cells: Vec<String>,
    #[serde(default)]
    cumulative: Vec<String>,
    units: Vec<String>,
    #[serde(default)]
    unique: bool,
    #[serde(default)]
    deniable: bool,
}

fn refuse<T>(message: String) -> Result<T, WordsError> {
    Err(WordsError(message))
}

impl Words {
    /// Loads the words and ties the topics to the cells of these forms.
    ///
    /// # Errors
    ///
    /// Refuses what is inconsistent in itself or does not fit the forms.
    pub fn load(text: &str, forms: &[Form]) -> Result<Self, WordsError> {
        let file: File = toml::from_str(text).map_err(|error| WordsError(error.to_string()))?;
        if file.tags.len() > Tags::BITS as usize {
            return refuse(format!("{} tags are more than {}", file.tags.len(), Tags::BITS));
        }
        let names: Vec<&str> = file.tags.keys().map(String::as_str).collect();
        let tag = |name: &str| tag(&names, name);
        let verbs = file.verbs.tags.iter().try_fold(0, |sum, name| tag(name).map(|tag| sum | tag))?;
        let marks = Marks {
            carry: tag("carry")?,
            carried_in: tag("carried_in")?,
            carried_out: tag("carried_out")?,
            disclosure: tag("disclosure")?,
            received: tag("receive")? | tag("accept")? | tag("handle")?,
            done: tag("answered")? | tag("closed")?,
            coming: tag("receive")? | tag("accept")? | tag("new_requests")? | tag("carried_in")? | tag("carry")?,
            verbs,
            disputes: tag("review")? | tag("info_review")? | tag("litigation")? | tag("info_litigation")?,
            results: tag("upheld")? | tag("corrected")? | tag("pending")?,
            outcomes: tag("granted")? | tag("partial")? | tag("refused")?,
            flows: tag("issue")? | tag("repeal")? | tag("fresh")?,
            documents: tag("normative")? | tag("regulations")?,
            stock: tag("in_force")?,
        };
        let kind = |word: &str| file.kinds.iter().find(|(_, list)| list.iter().any(|other| other == word)).map(|(kind, _)| *kind);
        file.beside.examine(kind).map_err(WordsError)?;
        let mut words = Self {
            topics: Vec::new(),
            sayings: FxHashMap::default(),
            tree: Tree::default(),
            words: Vec::new(),
            marks,
            beside: file.beside,
            letters: Letters::default(),
        };
        for (characters, with) in GIVEN {
            characters.chars().for_each(|c| words.letters.note(c, with));
        }
        figure::pieces().for_each(|c| words.letters.note(c, Traits::COUNTED));
        figure::measures().for_each(|c| words.letters.note(c, Traits::MEASURES));
        let denials = file.kinds.get(&Kind::Deny).into_iter().flatten().filter_map(|word| word.chars().next());
        denials.for_each(|c| words.letters.note(c, Traits::HOT));
        let mut branches = Branches::default();
        for (kind, list) in &file.kinds {
            for text in list {
                words.add(&mut branches, text, *kind, 0)?;
            }
        }
        for (bit, list) in file.tags.values().enumerate() {
            for text in list {
                words.add(&mut branches, text, Kind::Tag, 1 << bit)?;
            }
        }
        let Some(tree) = branches.pack() else { return refuse("there are too many words".to_owned()) };
        words.tree = tree;
        for topic in &file.topic {
            words.add_topic(topic, &names, forms)?;
        }
        Ok(words)
    }

    fn add(&mut self, branches: &mut Branches, text: &str, kind: Kind, tags: Tags) -> Result<(), WordsError> {
        if !text.starts_with(is_ideograph) {
            return refuse(format!("“{text}” starts with no ideograph"));
        }
        let Some(letters) = text.chars().map(|c| self.letters.letter(c)).collect::<Option<Vec<_>>>() else {
            return refuse(format!("“{text}” has a rare character, or there are too many"));
        };
        text.chars().take(1).for_each(|c| self.letters.note(c, Traits::BEGINS));
        if !branches.grow(&letters, self.words.len()) {
            return refuse(format!("“{text}” is listed twice"));
        }
        self.words.push(Word { kind, tags, joined: self.beside.joined(text) });
        Ok(())
    }

    fn add_topic(&mut self, text: &TopicText, names: &[&str], forms: &[Form]) -> Result<(), WordsError> {
        let id = TopicId(u16::try_from(self.topics.len()).map_err(|_| WordsError("too many topics".to_owned()))?);
        if self.topics.iter().any(|topic| topic.id == text.id) {
            return refuse(format!("topic {} occurs twice", text.id));
        }
        let any = |set: &Option<String>| match set {
            Some(set) => set.split('|').try_fold(0, |sum, name| tag(names, name).map(|tag| sum | tag)).map(Some),
            None => Ok(None),
        };
        let (context, under) = (any(&text.context)?, any(&text.under)?.unwrap_or(0));
        for (says, context) in [(&text.says, Some(0)), (&text.weak, context)] {
            for set in says {
                let Some(context) = context else { return refuse(format!("topic {} is weak without a context", text.id)) };
                for tags in expand(names, set)? {
                    self.add_saying(tags, Saying { topic: id, context, under }, text)?;
                }
            }
        }
        self.topics.push(Topic {
            id: text.id.clone(),
            unique: text.unique,
            deniable: text.deniable,
            units: text.units.clone(),
            cells: resolve(&text.cells, forms, &text.id)?,
            cumulative: resolve(&text.cumulative, forms, &text.id)?,
        });
        Ok(())
    }

    fn add_saying(&mut self, tags: Tags, saying: Saying, text: &TopicText) -> Result<(), WordsError> {
        let sayings = self.sayings.entry(tags).or_default();
        if sayings.iter().any(|other| other.topic == saying.topic) {
            // What says enough by itself is listed first.
            return Ok(());
        }
        let rival = sayings.iter().map(|other| &self.topics[usize::from(other.topic.0)]).find(|other| {
            let same_unit = |unit: &String| text.units.contains(unit);
            other.units.iter().any(same_unit)
        });
        if let Some(rival) = rival {
            return refuse(format!("topics {} and {} are said by one set of tags", rival.id, text.id));
        }
        sayings.push(saying);
        Ok(())
    }

    /// The topics.
    #[must_use]
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// A topic by its index.
    #[must_use]
    pub fn topic(&self, id: TopicId) -> &Topic {
        &self.topics[usize::from(id.0)]
    }

    /// The topic with a name.
    #[must_use]
    pub fn topic_by_id(&self, id: &str) -> Option<TopicId> {
        self.topics.iter().position(|topic| topic.id == id).and_then(|at| u16::try_from(at).ok()).map(TopicId)
    }

    /// The tags that the reader itself asks for.
    pub(super) const fn marks(&self) -> Marks {
        self.marks
    }

    /// The words that are looked for beside a figure.
    pub(super) const fn beside(&self) -> &Beside {
        &self.beside
    }

    /// What the ideograph that starts at `at` may be part of; nothing if none starts there.
    #[inline]
    pub(super) fn traits(&self, text: &[u8], at: usize) -> Option<Traits> {
        let character: &[u8; 3] = text.get(at..at + 3)?.try_into().ok().filter(|[lead, ..]: &&[u8; 3]| matches!(lead, 0xe4..=0xe9))?;
        self.letters.at(character).map(Traits::of)
    }

    /// What a character of three bytes may be part of; nothing for what parts a text, and for any other bytes.
    #[inline]
    pub(super) fn unparted(&self, character: &[u8; 3]) -> Option<Traits> {
        self.letters.unparted(character)
    }

    /// The longest word that starts at `at`, blanks between its characters apart, with where it ends; nothing where it is a part of
    /// another one.
    #[inline]
    pub(super) fn word(&self, text: &str, at: usize) -> Option<(&Word, usize)> {
        let (word, end) = self.tree.longest(&self.letters, text, at)?;
        let word = self.words.get(word)?;
        if let Some(mark) = word.joined
            && self.beside.is_a_part(mark, text, at, end)
        {
            return None;
        }
        Some((word, end))
    }

    /// What a set of tags says of something counted in a unit; an empty unit is none.
    pub(super) fn says(&self, tags: Tags, unit: &str) -> Option<Saying> {
        let sayings = self.sayings.get(&tags)?;
        sayings.iter().copied().find(|saying| {
            let units = &self.topic(saying.topic).units;
            unit.is_empty() || units.iter().any(|other| other == unit)
        })
    }
}

impl Topic {
    /// The cells whose sum it states for the report year, in the first of the tables of a form that the report has.
    #[must_use]
    pub fn cells(&self, form: usize, has_table: impl Fn(TableId) -> bool) -> &[CellId] {
        pick(&self.cells, form, has_table)
    }

    /// The same for all years together.
    #[must_use]
    pub fn cumulative_cells(&self, form: usize, has_table: impl Fn(TableId) -> bool) -> &[CellId] {
        pick(&self.cumulative, form, has_table)
    }
}

/// The cells in a table that the report has; without such a table, in the form's first one.
fn pick(cells: &[Vec<Vec<CellId>>], form: usize, has_table: impl Fn(TableId) -> bool) -> &[CellId] {
    let Some(tables) = cells.get(form) else { return &[] };
    let present = tables.iter().find(|cells| cells.iter().all(|cell| has_table(cell.table)));
    present.or(tables.first()).map_or(&[], Vec::as_slice)
}

fn tag(names: &[&str], name: &str) -> Result<Tags, WordsError> {
    match names.iter().position(|other| *other == name) {
        Some(bit) => Ok(1 << bit),
        None => refuse(format!("there is no tag {name}")),
    }
}

/// All sets that a saying stands for: `a b|c d?` are {a b}, {a c}, {a b d}, {a c d}.
fn expand(names: &[&str], saying: &str) -> Result<Vec<Tags>, WordsError> {
    let mut sets = vec![0];
    for part in saying.split_whitespace() {
        // In `b?|c?` the whole group may be absent.
        let optional = part.ends_with('?');
        let mut choices = part.split('|').map(|name| tag(names, name.trim_end_matches('?'))).collect::<Result<Vec<_>, _>>()?;
        if optional {
            choices.push(0);
        }
        sets = sets.iter().flat_map(|set| choices.iter().map(move |choice| set | choice)).collect();
    }
    sets.sort_unstable();
    sets.dedup();
    Ok(sets)
}

/// For each form, for each of its tables, the cells of the first alternative that are all there.
fn resolve(alternatives: &[String], forms: &[Form], topic: &str) -> Result<Vec<Vec<Vec<CellId>>>, WordsError> {
    let mut used = vec![false; alternatives.len()];
    let mut resolved = Vec::with_capacity(forms.len());
    for form in forms {
        let mut tables: Vec<Vec<CellId>> = Vec::new();
        for (at, alternative) in alternatives.iter().enumerate() {
            for table in 0..form.tables.len() {
                let id = TableId(u8::try_from(table).unwrap_or(u8::MAX));
                let Some(cells) = sum(alternative, form, id) else { continue };
                used[at] = true;
                if !tables.iter().any(|other| other[0].table == id) {
                    tables.push(cells);
                }
            }
        }
        resolved.push(tables);
    }
    match used.iter().position(|used| !used) {
        Some(at) => refuse(format!("topic {topic}: no form has {}", alternatives[at])),
        None => Ok(resolved),
    }
}

/// The cells that `a@x + b.*@x` names in a table, if it has them all and they take values.
fn sum(alternative: &str, form: &Form, id: TableId) -> Option<Vec<CellId>> {
    let table = form.table_at(id);
    let mut cells = Vec::new();
    for address in alternative.split('+').map(str::trim) {
        if let Some((parent, column)) = address.split_once(".*@") {
            let parent = table.rows.iter().position(|row| row.code == parent)?;
            let rows = table.rows.iter().filter(|row| row.parent.map(usize::from) == Some(parent) && !row.heading);
            let before = cells.len();
            for row in rows {
                cells.push(table.cell(id, &format!("{}@{column}", row.code))?);
            }
            if cells.len() == before {
                return None;
            }
        } else {
            let cell = table.cell(id, address)?;
            table.value_type(cell.row, cell.column)?;
            cells.push(cell);
        }
    }
    Some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    fn load(text: &str) -> Result<Words, WordsError> {
        Words::load(text, &Catalog::load().unwrap().forms)
    }

    const TAGS: &str = "[tags]\ncarry = []\ncarried_in = []\ncarried_out = []\ndisclosure = []\nreceive = []\naccept = []\nhandle = []\nnew_requests = []\nanswered = []\nclosed = []\nreview = []\ninfo_review = []\nlitigation = []\ninfo_litigation = []\nupheld = []\ncorrected = []\npending = []\ngranted = []\npartial = []\nrefused = []\nissue = []\nrepeal = []\nfresh = []\nnormative = []\nregulations = []\nin_force = []\nask = [\"申请\"]\nget = [\"收到\"]\n[verbs]\ntags = []\n";
    const BESIDE: &str = "[[beside.joined]]\nwords = [\"每\"]\nbefore = [\"公\"]\nbehind = [\"同\"]\n[beside.lists]\ncriteria = [[\"按\", \"分\"]]\nexamples_begin = [\"如\"]\nexamples_have = [\"等\"]\nbases = [\"全\"]\nkinds = [\"类\"]\naverages = [\"每\"]\n[beside.rows]\nyears = [[\"每\"]]\nquarters = [\"各季度\"]\nled = [\"主办\"]\nhelped = [\"会办\"]\n[beside.shares]\nplain = [\"占\"]\n[beside.rates]\nreplies = [\"答复率\"]\nlateness = [\"按时\"]\ndeeds = [[\"答复\"]]\nundone = [\"未\"]\ngoing_on = [\"中\"]\n";

    #[test]
    fn the_longest_word_is_met_through_blanks() {
        let catalog = Catalog::load().unwrap();
        let text = "政府信 息公开申请";
        let (word, end) = catalog.claim_words.word(text, 0).unwrap();
        assert_eq!((word.kind, end), (Kind::Tag, text.len()));
    }

    #[test]
    fn optional_and_alternative_tags_stand_for_several_sets() {
        assert_eq!(expand(&["a", "b", "c", "d"], "a b|c d?").unwrap(), [0b0011, 0b0101, 0b1011, 0b1101]);
        assert!(expand(&["a"], "b").is_err());
    }

    #[test]
    fn a_topic_states_the_cells_that_a_form_has() {
        let catalog = Catalog::load().unwrap();
        let cells = |topic: &str, edition: &str| {
            let form = catalog.form_index(edition).unwrap();
            let topic = catalog.claim_words.topic(catalog.claim_words.topic_by_id(topic).unwrap());
            let cells = topic.cells(form, |_| true);
            cells.iter().map(|&cell| catalog.forms[form].address(cell)).collect::<Vec<_>>()
        };
        assert_eq!(cells("requests.received", "gb2021"), ["requests.new@total"]);
        assert_eq!(cells("requests.received", "gb2014"), ["requests.new@value"]);
        assert_eq!(cells("requests.accepted", "gb2021"), [""; 0]);
        assert_eq!(cells("litigation.total", "gb2019"), ["litigation.direct.total@value", "litigation.after_review.total@value"]);
        assert_eq!(cells("outcome.unable", "gb2021").len(), 3);
    }

    #[test]
    fn what_is_inconsistent_is_refused() {
        let refused = |rest: &str| load(&format!("{TAGS}{BESIDE}{rest}")).unwrap_err().to_string();
        let topic = |rest: &str| {
            format!(
                "[[topic]]\nid = \"a\"\nunits = [\"件\"]\n{rest}\n[kinds]\nfiller = [\"共\"]\npart_of_year = [\"每\"]\nshare = [\"占\"]\n"
            )
        };
        assert!(load(&format!("{TAGS}{BESIDE}{}", topic("says = [\"get ask\"]"))).is_ok());
        assert!(refused(&topic("says = [\"give\"]")).contains("no tag give"));
        assert!(refused(&topic("cells = [\"requests.none@total\"]")).contains("no form has requests.none@total"));
        let rival = topic("says = [\"ask\"]").replace("[kinds]", "[[topic]]\nid = \"b\"\nunits = [\"件\"]\nsays = [\"ask\"]\n[kinds]");
        assert!(refused(&rival).contains("topics a and b"));
        assert!(refused(&topic("weak = [\"ask\"]")).contains("without a context"));
        let twice = topic("").replace("\"共\"", "\"申请\"");
        assert!(refused(&twice).contains("listed twice"));
    }
}
