//! Words that are looked for beside a figure, not met as words of a sentence.
//!
//! Turns the tables `[beside.…]` of `forms/claims.toml` into lists that a figure is held against once something else has called for
//! it: a rate, a bracket, a row. Invariant: no list is empty or says a word twice, and what can only be met behind a word of some
//! kind is one. Words that decide of themselves are for [`super::words`].

use serde::Deserialize;

use super::words::Kind;

/// The lists, by what asks for them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Beside {
    pub(super) joined: Vec<Joined>,
    pub(super) lists: Lists,
    pub(super) rows: Rows,
    pub(super) shares: Shares,
    pub(super) rates: Rates,
}

/// Words of a sentence that are parts of others beside some characters: 公共, 会计, 应急.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Joined {
    words: Vec<String>,
    before: Vec<String>,
    behind: Vec<String>,
}

/// What tells lists and their wholes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    /// How a clause that says by what something is divided begins and ends.
    pub(super) criteria: Vec<(String, String)>,
    /// What a bracket begins with that names examples, and what stands in one.
    pub(super) examples_begin: Vec<char>,
    pub(super) examples_have: Vec<char>,
    /// What a bracket begins with that gives all there are.
    pub(super) bases: Vec<char>,
    /// What names of kinds end with.
    pub(super) kinds: Vec<String>,
    /// Words of figures that are those of one of many.
    pub(super) averages: Vec<String>,
}

/// What tells rows of parts that no word announces.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rows {
    /// Parts of a year that make up the whole, in order.
    pub(super) years: Vec<Vec<String>>,
    /// Names of all quarters together.
    pub(super) quarters: Vec<String>,
    /// How a body works on an answer that it leads, and on one that it helps with.
    pub(super) led: Vec<String>,
    pub(super) helped: Vec<String>,
}

/// What tells shares.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shares {
    /// Words for a share that name no whole.
    pub(super) plain: Vec<String>,
}

/// What tells rates and their counts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rates {
    /// Rates of what was answered among what was received.
    pub(super) replies: Vec<String>,
    /// Words of rates that are about lateness.
    pub(super) lateness: Vec<String>,
    /// What is done to each of several things, so that its rate is how many of them; with other words for the same.
    pub(super) deeds: Vec<Vec<String>>,
    /// What stands right before a deed that is not done, and right behind one that goes on.
    pub(super) undone: Vec<String>,
    pub(super) going_on: Vec<char>,
}

impl Beside {
    /// Refuses lists that could never be met as they are; `kind` says what kind of word a word is.
    pub(super) fn examine(&self, kind: impl Fn(&str) -> Option<Kind>) -> Result<(), String> {
        let Self { joined, lists, rows, shares, rates } = self;
        let characters = [&lists.examples_begin, &lists.examples_have, &lists.bases, &rates.going_on];
        for list in characters {
            differ(list)?;
        }
        let words = [
            &lists.kinds,
            &lists.averages,
            &rows.quarters,
            &rows.led,
            &rows.helped,
            &shares.plain,
            &rates.replies,
            &rates.lateness,
            &rates.undone,
        ];
        for list in words.into_iter().chain(&rows.years).chain(&rates.deeds) {
            differ(list)?;
        }
        for Joined { words, before, behind } in joined {
            [words, before, behind].into_iter().try_for_each(|list| differ(list))?;
        }
        let joined: Vec<String> = joined.iter().flat_map(|joined| joined.words.clone()).collect();
        if let Some(word) = joined.iter().find(|word| kind(word).is_none()) {
            return Err(format!("“{word}” is no word that could be a part of others"));
        }
        differ(&joined)?;
        differ(&lists.criteria)?;
        differ(&rows.years)?;
        differ(&rates.deeds.concat())?;
        let of_kind = |words: &[String], due: Kind| match words.iter().find(|word| kind(word) != Some(due)) {
            Some(word) => Err(format!("“{word}” is no word of the kind that it stands behind")),
            None => Ok(()),
        };
        of_kind(&rows.years.concat(), Kind::PartOfYear)?;
        of_kind(&lists.averages, Kind::PartOfYear)?;
        of_kind(&shares.plain, Kind::Share)
    }

    /// What tells a word from parts of others, if anything does.
    pub(super) fn joined(&self, word: &str) -> Option<u8> {
        let place = self.joined.iter().position(|joined| joined.words.iter().any(|other| other == word));
        place.and_then(|place| u8::try_from(place).ok())
    }

    /// Whether a word that has such a mark is a part of another one where it stands: 公共服务类, 会计类, 应急类.
    pub(super) fn is_a_part(&self, mark: u8, text: &str, at: usize, end: usize) -> bool {
        let Some(Joined { before, behind, .. }) = self.joined.get(usize::from(mark)) else { return false };
        before.iter().any(|word| text[..at].ends_with(word.as_str())) || behind.iter().any(|word| text[end..].starts_with(word.as_str()))
    }
}

/// Refuses a list that says nothing, or something twice.
fn differ<T: PartialEq + std::fmt::Debug + Default>(list: &[T]) -> Result<(), String> {
    let nothing = T::default();
    if list.is_empty() || list.contains(&nothing) {
        return Err("a list, or a word of one, is empty".to_owned());
    }
    match list.iter().enumerate().find(|(at, word)| list[..*at].contains(word)) {
        Some((_, word)) => Err(format!("{word:?} is listed twice")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::Catalog;
    use crate::claims::Words;

    const FILE: &str = include_str!("../../forms/claims.toml");

    #[test]
    fn a_slip_in_a_list_is_refused() {
        let forms = Catalog::load().unwrap().forms;
        let refused = |line: &str, instead: &str| {
            assert_eq!(FILE.matches(line).count(), 1, "{line}");
            Words::load(&FILE.replace(line, instead), &forms).unwrap_err().to_string()
        };
        for (line, instead, why) in [
            ("led = [\"主办\"]", "lead = [\"主办\"]", "unknown field"),
            ("led = [\"主办\"]", "", "missing field"),
            ("led = [\"主办\"]", "led = []", "empty"),
            ("led = [\"主办\"]", "led = [\"\"]", "empty"),
            ("helped = [\"会办\", ", "helped = [\"会办\", \"会办\", ", "twice"),
            ("[\"回收\", \"收回\"]", "[\"回收\", \"整改\"]", "twice"),
            ("bases = [\"全\", ", "bases = [\"全部\", ", "expected a character"),
            ("words = [\"应\"]", "words = [\"硬\"]", "“硬”"),
            ("words = [\"应\"]", "words = [\"共\"]", "twice"),
            ("averages = [\"平均\", ", "averages = [\"均值\", ", "“均值”"),
            ("plain = [\"占\", ", "plain = [\"占有\", ", "“占有”"),
        ] {
            let message = refused(line, instead);
            assert!(message.contains(why), "{instead}: {message}");
        }
    }
}
