//! Words of a list, found in running text by two of their characters.
//!
//! A word is looked at only where its rarest *pair* of neighbouring ideographs stands: the words of this trade are full of 政府信息公开,
//! but hardly a pair of two words is alike. One bit of a table says whether any word has a pair, so that a character of the text
//! costs one look-up whose outcome the processor foresees: it is nearly always no. A word without such a pair is found by its
//! rarest ideograph alone.
//!
//! ```text
//! 编制  →  制 behind 编         统计期限  →  限 behind 期         号  →  号
//! ```

use gouji_documents::slot;

use super::lexicon::ideograph;

/// What stands for the character before one that no ideograph stands right before.
pub(super) const NONE: u16 = 0;

/// A set of pairs of characters that lets hardly any other pair through: one bit for each value of a hash, small enough to stay
/// in the fastest cache.
#[derive(Debug)]
pub(super) struct Gate(Box<[u64; 1 << 10]>);

impl Default for Gate {
    fn default() -> Self {
        Self(Box::new([0; 1 << 10]))
    }
}

impl Gate {
    /// Lets a pair through.
    pub(super) fn open(&mut self, before: u16, code: u16) {
        let [before, code] = [before, code].map(|code| slot_of_code(code) as u32);
        self.0[(hash(before, code) >> 22) as usize] |= 1 << (code & 63);
    }

    /// Whether a pair may be in the set.
    #[inline]
    pub(super) fn admit(&self, before: u16, code: u16) -> bool {
        self.bit(slot_of_code(before) as u32, slot_of_code(code) as u32) != 0
    }

    /// The same of the slots of two characters, as 1 or 0.
    #[inline]
    pub(super) const fn bit(&self, before: u32, code: u32) -> u8 {
        // The second character tells as much as more bits of the hash would.
        (self.0[(hash(before, code) >> 22) as usize] >> (code & 63) & 1) as u8
    }
}

/// The hash of a pair of codes or of slots, of which the first bits tell most.
#[inline]
const fn hash(before: u32, code: u32) -> u32 {
    // The factor is less than half of what a word holds, so that the processor can be given it with the order to multiply.
    (before << 16 | code).wrapping_mul(0x5bd1_e995)
}

/// The slot of a character by its code; of [`NONE`] one that no character has.
pub(super) fn slot_of_code(code: u16) -> usize {
    slot(&[0xe0 | (code >> 12) as u8, 0x80 | (code >> 6 & 0x3f) as u8, 0x80 | (code & 0x3f) as u8])
}

/// What is to be done where a pair stands.
#[derive(Debug)]
pub(super) struct Pairs<T> {
    pub(super) gate: Gate,
    /// One bit for each character that is looked for by itself.
    alone: Box<[u64; 1 << 10]>,
    /// What is to be done with the pair that it is for, by the hashes of the pairs.
    targets: Vec<(Key, T)>,
    /// Where the targets begin whose hashes have the same first bits, for each of those, and where the last ones end.
    starts: Box<[u16; BUCKETS + 1]>,
}

/// A pair of characters, or a character behind nothing.
type Key = (u16, u16);

/// Enough for hardly a pair to share a place with another one.
const BUCKETS: usize = 1 << 12;

/// The first bits of the hash of a pair.
#[inline]
fn bucket((before, code): Key) -> usize {
    hash(before.into(), code.into()) as usize / ((1 << 32) / BUCKETS)
}

impl<T> Pairs<T> {
    /// Has words found, and for each what `target` makes of it, of what belongs to it and of the byte where the second character of
    /// its pair stands.
    pub(super) fn new<'a, K>(words: impl Iterator<Item = (&'a str, K)>, target: impl Fn(&'a str, K, usize) -> T) -> Self {
        let mut pairs = Self { gate: Gate::default(), alone: Box::new([0; 1 << 10]), targets: Vec::new(), starts: Box::new([0; _]) };
        for (word, kind) in words {
            let Some((before, code, at)) = rarest(word) else { continue };
            if before == NONE {
                pairs.alone[usize::from(code >> 6)] |= 1 << (code & 63);
            } else {
                pairs.gate.open(before, code);
            }
            pairs.targets.push(((before, code), target(word, kind, at)));
        }
        pairs.targets.sort_by_key(|&(key, _)| bucket(key));
        let mut start = 0;
        for (at, place) in pairs.starts.iter_mut().enumerate() {
            start += pairs.targets[start..].iter().take_while(|&&(key, _)| bucket(key) < at).count();
            *place = u16::try_from(start).expect("there are some thousand words");
        }
        pairs
    }

    /// Whether anything may be found at the ideograph `code`, with `before` right before it or with blanks between them.
    #[inline]
    pub(super) fn admit(&self, before: u16, code: u16) -> bool {
        // Both are looked up, so that one branch tells.
        self.gate.admit(before, code) | self.is_alone(code)
    }

    /// Whether a character is looked for by itself.
    #[inline]
    fn is_alone(&self, code: u16) -> bool {
        self.alone[usize::from(code >> 6)] >> (code & 63) & 1 != 0
    }

    /// The characters that are looked for by themselves.
    pub(super) fn alone(&self) -> impl Iterator<Item = u16> {
        (0..=u16::MAX).filter(|&code| self.is_alone(code))
    }

    /// What is to be done there: for words with this pair, then for those with this character alone.
    #[inline]
    pub(super) fn at(&self, before: u16, code: u16, mut meet: impl FnMut(&T)) {
        let mut key = (before, code);
        loop {
            let bucket = bucket(key);
            let targets = usize::from(self.starts[bucket])..usize::from(self.starts[bucket + 1]);
            for (_, target) in self.targets[targets].iter().filter(|&&(of, _)| of == key) {
                meet(target);
            }
            if key.0 == NONE || !self.is_alone(code) {
                break;
            }
            key.0 = NONE;
        }
    }
}

/// The rarest pair of a word with the byte where its second character stands; else its rarest ideograph, behind nothing.
fn rarest(word: &str) -> Option<(u16, u16, usize)> {
    let ideographs = || word.char_indices().filter_map(|(at, _)| Some((ideograph(word.as_bytes(), at)?, at)));
    let pairs = ideographs().filter_map(|(code, at)| Some((ideograph(word.as_bytes(), at.checked_sub(3)?)?, code, at)));
    let rarest = pairs.min_by_key(|&(before, code, _)| {
        let (one, other) = (frequency(before), frequency(code));
        (one.min(other), one.max(other))
    });
    rarest.or_else(|| ideographs().map(|(code, at)| (NONE, code, at)).min_by_key(|&(_, code, _)| frequency(code)))
}

/// How frequent a character is in reports: nothing for most, more for each rank from the end of [`COMMON`].
fn frequency(code: u16) -> usize {
    let rank = COMMON.chars().position(|common| common as u32 == u32::from(code));
    rank.map_or(0, |rank| COMMON.len() - rank)
}

/// Characters that reports are full of, most frequent first.
const COMMON: &str = "\
    政公开信息府年数行的件一请情申作理项结条其工务况人和不二办第要他三本事关报度计主复法及果进全机制处动中规量县收网告内于发部总议\
    是区诉加等四定在业容审建有会方通重新提设实正时性大对国强费同服上次民查站共属了未门保求五市目文体依范十为化单类据分策题解管布问日\
    过月推式各期形持面社到安改无统以位六读点出平确维我用需应众员予组或讼个专存责决纠下成起经案回系构好台按例答织展现督局合领转效知完\
    程微取监编步后尚电供权力企做道意施乡当相律训明标高自补培止生家举地密之环益落准导级号由核受心执照指联群栏将更接善护认围具整户可考\
    立直批已商入续稳表传访与障投境列任涉增元话华镇集所询减没域渠金采厅限至线秘";

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &[&'static str], before: char, at: char) -> Vec<(&'static str, usize)> {
        let pairs = Pairs::new(words.iter().map(|&word| (word, ())), |word, (), at| (word, at));
        let (before, code) = (before as u16, at as u16);
        let mut found = Vec::new();
        pairs.at(before, code, |&target| found.push(target));
        assert!(found.is_empty() || pairs.admit(before, code), "the gate is closed");
        found
    }

    #[test]
    fn a_word_is_found_by_its_rarest_pair() {
        let words = ["统计期限", "统计区间", "号"];
        assert_eq!(found(&words, '期', '限'), [("统计期限", 9)]);
        assert_eq!(found(&words, '区', '间'), [("统计区间", 9)]);
        assert_eq!(found(&words, '统', '计'), []);
    }

    #[test]
    fn a_word_without_a_pair_is_found_behind_anything() {
        assert_eq!(found(&["号", "《令》"], '限', '号'), [("号", 0)]);
        assert_eq!(found(&["号", "《令》"], '\0', '令'), [("《令》", 3)]);
    }

    #[test]
    fn hardly_a_pair_of_other_characters_is_admitted() {
        let words = ["编制", "统计期限", "责任追究", "评议", "行政复议"];
        let pairs = Pairs::new(words.into_iter().map(|word| (word, ())), |_, (), _| ());
        let admitted = (0x4e00..0x5200).flat_map(|a| (0x4e00..0x5200).map(move |b| (a, b))).filter(|&(a, b)| pairs.admit(a, b)).count();
        assert!(admitted < 1 << 10, "{admitted} of {}", 1 << 20);
    }
}
