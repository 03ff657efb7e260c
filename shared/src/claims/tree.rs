//! The longest word that stands at a place, found in one walk.
//!
//! Turns a list of words into a tree whose branches are letters: the characters that any word is made of. The branches of all its
//! nodes lie in one array, each at the base of its node plus its letter, and say whose they are; so a step is an addition and a
//! comparison, and a text leaves the tree by the only branch that cannot be foreseen. What the words mean is for
//! [`super::words`].
//!
//! ```text
//! 公开, 公开信息, 公示   →   公 ─ 开* ─ 信 ─ 息*
//!                              └ 示*
//! ```

use std::collections::BTreeMap;

use gouji_documents::{SLOTS, slot, slot_of};

use super::words::Traits;
use crate::amount::is_blank;

/// For each character of the first plane its traits in the lowest bits and its letter above them, 0 if no word has it.
#[derive(Debug)]
pub(super) struct Letters {
    of_three: Box<[u16; SLOTS]>,
    /// The same of shorter characters, by their codes.
    of_less: Box<[u16; 0x800]>,
    /// How many letters there are.
    count: u16,
}

/// How many bits the traits take.
const TRAITS: u32 = 7;
/// How many letters there may be, with the 0 of other characters.
const MOST_LETTERS: usize = 1 << (u16::BITS - TRAITS);

/// What stands for the letter of blanks.
const BLANK: u16 = (MOST_LETTERS - 1) as u16;
/// What stands for the letter of what parts a text: of blanks, of what ends a sentence, and of digits of full width.
const PARTS: u16 = BLANK - 1;

impl Default for Letters {
    fn default() -> Self {
        let mut letters = Self { of_three: Box::new([0; _]), of_less: Box::new([0; _]), count: 0 };
        let blanks = ('\0'..='\u{ffff}').filter(|&c| is_blank(c)).map(|c| (c, BLANK));
        let others = "。！？０１２３４５６７８９".chars().map(|c| (c, PARTS));
        for (c, letter) in blanks.chain(others) {
            if let Some(code) = letters.code_mut(c) {
                *code = letter << TRAITS;
            }
        }
        letters
    }
}

impl Traits {
    /// The traits of a character, of what stands for it in [`Letters`].
    pub(super) const fn of(code: u16) -> Self {
        Self((code & ((1 << TRAITS) - 1)) as u8)
    }
}

impl Letters {
    /// Gives a character traits, if it is of the first plane.
    pub(super) fn note(&mut self, c: char, traits: Traits) {
        if let Some(code) = self.code_mut(c) {
            *code |= u16::from(traits.0);
        }
    }

    /// The letter of a character, a new one if it has none; none if it is of another plane or there are too many.
    pub(super) fn letter(&mut self, c: char) -> Option<u16> {
        let new = self.count + 1;
        let code = self.code_mut(c)?;
        if *code >> TRAITS == 0 {
            *code |= if new < PARTS { new << TRAITS } else { return None };
            self.count = new;
            return Some(new);
        }
        Some(*code >> TRAITS).filter(|&letter| letter < PARTS)
    }

    /// The traits of a character of three bytes; nothing for what parts a text, and for any other bytes.
    #[inline]
    pub(super) fn unparted(&self, character: &[u8; 3]) -> Option<Traits> {
        self.at(character).filter(|&code| code < PARTS << TRAITS).map(Traits::of)
    }

    /// What stands for a character of three bytes; nothing for any other bytes.
    #[inline]
    pub(super) fn at(&self, character: &[u8; 3]) -> Option<u16> {
        self.of_three.get(slot(character)).copied()
    }

    /// What stands for a character of any length; nothing for one of another plane.
    fn code(&self, c: char) -> Option<u16> {
        slot_of(c).map_or_else(|| self.of_less.get(c as usize), |slot| self.of_three.get(slot)).copied()
    }

    fn code_mut(&mut self, c: char) -> Option<&mut u16> {
        match slot_of(c) {
            Some(slot) => self.of_three.get_mut(slot),
            None => self.of_less.get_mut(c as usize),
        }
    }
}

/// A tree that still grows.
#[derive(Debug)]
pub(super) struct Branches(Vec<Branch>);

#[derive(Debug, Default)]
struct Branch {
    further: BTreeMap<u16, usize>,
    word: Option<usize>,
}

impl Default for Branches {
    fn default() -> Self {
        Self(vec![Branch::default()])
    }
}

impl Branches {
    /// Adds a word; says whether it is new.
    pub(super) fn grow(&mut self, letters: &[u16], word: usize) -> bool {
        let mut at = 0;
        for &letter in letters {
            let new = self.0.len();
            at = *self.0[at].further.entry(letter).or_insert(new);
            if at == new {
                self.0.push(Branch::default());
            }
        }
        self.0[at].word.replace(word).is_none()
    }

    /// The tree, unless it is too large.
    pub(super) fn pack(&self) -> Option<Tree> {
        let mut nodes = vec![Node::default()];
        // The root stands at 0, every other node where a branch leads to it.
        let (mut places, mut free) = (vec![0; self.0.len()], 1);
        for (at, branch) in self.0.iter().enumerate() {
            while nodes.get(free).is_some_and(|node| node.above != NONE) {
                free += 1;
            }
            // Thousands of places may be tried, so that the letters are put side by side for it.
            let letters: Vec<usize> = branch.further.keys().map(|&letter| usize::from(letter)).collect();
            let Some(&first) = letters.first() else { continue };
            let is_taken = |place: usize| nodes.get(place).is_some_and(|node| node.above != NONE);
            let fits = |base: usize| !letters.iter().any(|letter| is_taken(base + letter));
            let base = (free.saturating_sub(first).max(1)..).find(|&base| fits(base))?;
            nodes[places[at]].base = u16::try_from(base).ok()?;
            for (&letter, &next) in &branch.further {
                let place = base + usize::from(letter);
                nodes.resize_with(nodes.len().max(place + 1), Node::default);
                nodes[place].above = u16::try_from(places[at]).ok()?;
                nodes[place].word = self.0[next].word.map_or(Some(NONE), |word| u16::try_from(word).ok())?;
                places[next] = place;
            }
        }
        // A letter leads nowhere beyond the end, whatever the base.
        nodes.resize_with(nodes.len() + MOST_LETTERS, Node::default);
        (nodes.len() < usize::from(NONE)).then_some(Tree(nodes))
    }
}

/// The words, each a way from the root.
#[derive(Debug, Default)]
pub(super) struct Tree(Vec<Node>);

/// What stands for no node or word.
const NONE: u16 = u16::MAX;

#[derive(Clone, Copy, Debug)]
struct Node {
    /// What its letters are counted from; of a node without branches 0, where no branch of its own is.
    base: u16,
    /// The node whose branch leads here.
    above: u16,
    /// The word that ends here.
    word: u16,
}

impl Default for Node {
    fn default() -> Self {
        Self { base: 0, above: NONE, word: NONE }
    }
}

impl Tree {
    /// The longest word that starts at `at`, blanks between its characters apart, with where it ends.
    #[inline]
    pub(super) fn longest(&self, letters: &Letters, text: &str, at: usize) -> Option<(usize, usize)> {
        let bytes = text.as_bytes();
        let (mut node, mut base, mut next) = (0, self.0.first()?.base, at);
        let (mut word, mut end) = (NONE, at);
        loop {
            let character = bytes.get(next..).and_then(<[u8]>::first_chunk);
            let letter = character.and_then(|character| letters.at(character)).unwrap_or_default() >> TRAITS;
            let (mut place, mut length) = (base.wrapping_add(letter), 3);
            let mut further = self.branch(node, place);
            if further.is_none() {
                // Words end here mostly: hardly one is broken by blanks or has a character of other length.
                if letter != BLANK && bytes.get(next).is_none_or(|byte| matches!(byte, b'0'..=b'9' | 0xe0..)) {
                    break;
                }
                let Some(c) = text[next..].chars().next() else { break };
                if is_blank(c) && node != 0 {
                    next += c.len_utf8();
                    continue;
                }
                length = c.len_utf8();
                place = base.wrapping_add(letters.code(c).map_or(0, |code| code >> TRAITS));
                further = self.branch(node, place).filter(|_| length != 3);
            }
            let Some(further) = further else { break };
            next += length;
            (node, base) = (place, further.base);
            if further.word != NONE {
                (word, end) = (further.word, next);
            }
        }
        (word != NONE).then_some((usize::from(word), end))
    }

    /// The node at a place, if a branch of `node` leads there.
    #[inline]
    fn branch(&self, node: u16, place: u16) -> Option<&Node> {
        self.0.get(usize::from(place)).filter(|further| further.above == node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(words: &[&str], text: &str) -> Option<(usize, usize)> {
        let (mut letters, mut branches) = (Letters::default(), Branches::default());
        for (at, word) in words.iter().enumerate() {
            let word: Vec<u16> = word.chars().map(|c| letters.letter(c).unwrap()).collect();
            assert!(branches.grow(&word, at));
        }
        branches.pack().unwrap().longest(&letters, text, 0)
    }

    #[test]
    fn the_longest_word_is_found_however_the_text_goes_on() {
        let words = ["公开", "公开信息", "公示", "收(一)", "信"];
        for (text, found) in [
            ("公开", Some((0, 6))),
            ("公开信访", Some((0, 6))),
            ("公开 信息", Some((1, 13))),
            ("公开 信", Some((0, 6))),
            ("公 示", Some((2, 7))),
            ("收(一)", Some((3, 8))),
            ("收（一）", None),
            ("公", None),
            ("开", None),
            (" 信", None),
            ("", None),
        ] {
            assert_eq!(longest(&words, text), found, "{text}");
        }
    }

    #[test]
    fn a_word_is_not_listed_twice() {
        let mut branches = Branches::default();
        assert!(branches.grow(&[1, 2], 0) && branches.grow(&[1], 1) && !branches.grow(&[1, 2], 2));
    }
}
