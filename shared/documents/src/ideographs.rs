//! Which characters are usual in Chinese texts, and in which of its two writings: what tells a text from garbage.
//!
//! The first levels of GB 2312 (simplified) and of Big5 (traditional) were chosen by frequency by those standards; a text
//! that was decoded in a wrong character set consists of others. A character that only one of the two standards has
//! tells the writing.

use std::sync::LazyLock;

use encoding_rs::{BIG5, Encoding, GB18030};

/// First ideograph of the table.
const FIRST: usize = 0x4e00;

/// In the first level of either standard.
const USUAL: u8 = 1;
/// In GB 2312.
const SIMPLIFIED: u8 = 2;
/// In Big5.
const TRADITIONAL: u8 = 4;

/// What a character tells about a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Nothing: ASCII, punctuation, symbols.
    None,
    /// A usual ideograph of both writings.
    Usual,
    /// A usual ideograph that only simplified texts have.
    Simplified,
    /// A usual ideograph that only traditional texts have.
    Traditional,
    /// A rare ideograph, a letter of another script, a control, a private character.
    Unusual,
}

/// How many characters of a text are usual in Chinese texts and how many are not; ASCII letters and punctuation are neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Weight {
    /// Usual ideographs.
    pub(crate) usual: usize,
    /// Everything that is unusual.
    pub(crate) unusual: usize,
}

/// For each ideograph what is known about it.
static TABLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut table = vec![0; 0xa000 - FIRST];
    mark(&mut table, GB18030, 0xb0..=0xd7, USUAL | SIMPLIFIED);
    mark(&mut table, GB18030, 0xd8..=0xf7, SIMPLIFIED);
    mark(&mut table, BIG5, 0xa4..=0xc6, USUAL | TRADITIONAL);
    mark(&mut table, BIG5, 0xc9..=0xf9, TRADITIONAL);
    table
});

/// Marks the ideographs of some rows of a standard; what the rows have besides is passed over.
fn mark(table: &mut [u8], encoding: &'static Encoding, rows: std::ops::RangeInclusive<u8>, marks: u8) {
    // GB 2312 has no cells in the lower half; what GBK has there is not of that standard.
    let cells: Vec<u8> = (0x40..=0x7e).filter(|_| encoding == BIG5).chain(0xa1..=0xfe).collect();
    let bytes: Vec<u8> = rows.flat_map(|row| cells.iter().flat_map(move |&cell| [row, cell])).collect();
    for c in encoding.decode_without_bom_handling(&bytes).0.chars() {
        if let Some(known) = (c as usize).checked_sub(FIRST).and_then(|index| table.get_mut(index)) {
            *known |= marks;
        }
    }
}

/// What each character of the basic plane tells, for those who look at every character of a text.
static SIGNS: LazyLock<Vec<Sign>> = LazyLock::new(|| {
    // What is no character by itself (surrogates) never occurs in a text.
    (0..=u32::from(u16::MAX)).map(|code| char::from_u32(code).map_or(Sign::None, Sign::of)).collect()
});

/// What characters tell, looked up in one table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signs(&'static [Sign]);

impl Signs {
    /// Takes the table.
    pub(crate) fn new() -> Self {
        Self(&SIGNS)
    }

    /// What the characters of a text tell.
    pub(crate) fn tally(self, text: &str) -> Tally {
        /// As many characters can be counted in sixteen bits.
        const MOST: usize = 0xffff;
        let mut tally = Tally::default();
        let mut characters = text.chars();
        while !characters.as_str().is_empty() {
            // One addition a character, without a branch: which sign comes next cannot be foretold.
            let mut counts = 0;
            for c in characters.by_ref().take(MOST) {
                let sign = self.0.get(c as usize).copied().unwrap_or(Sign::Unusual);
                counts += sign.counted();
            }
            let count = |sign: Sign| ((counts / sign.counted()) & 0xffff) as usize;
            tally.usual += count(Sign::Usual);
            tally.simplified += count(Sign::Simplified);
            tally.traditional += count(Sign::Traditional);
            tally.unusual += count(Sign::Unusual);
        }
        tally
    }
}

/// How many characters of a text tell what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Usual ideographs of both writings.
    pub(crate) usual: usize,
    /// Usual ideographs that only simplified texts have.
    pub(crate) simplified: usize,
    /// Usual ideographs that only traditional texts have.
    pub(crate) traditional: usize,
    /// Everything that is unusual.
    pub(crate) unusual: usize,
}

impl Tally {
    /// Adds what another text tells.
    pub(crate) fn add(&mut self, other: Self) {
        self.usual += other.usual;
        self.simplified += other.simplified;
        self.traditional += other.traditional;
        self.unusual += other.unusual;
    }

    /// How much of it is usual, whatever the writing.
    pub(crate) fn weight(self) -> Weight {
        Weight { usual: self.usual + self.simplified + self.traditional, unusual: self.unusual }
    }
}

impl Sign {
    /// One character of the sign, in the sixteen bits of a sum that are the sign's.
    const fn counted(self) -> u64 {
        match self {
            Self::None => 0,
            Self::Usual => 1,
            Self::Simplified => 1 << 16,
            Self::Traditional => 1 << 32,
            Self::Unusual => 1 << 48,
        }
    }

    /// What a character tells.
    pub(crate) fn of(c: char) -> Self {
        match c {
            ' '..='~' | '\n' | '\r' | '\t' => Self::None,
            '\u{4e00}'..='\u{9fff}' => match TABLE[c as usize - FIRST] {
                known if known & USUAL == 0 => Self::Unusual,
                known if known & TRADITIONAL == 0 => Self::Simplified,
                known if known & SIMPLIFIED == 0 => Self::Traditional,
                _ => Self::Usual,
            },
            '\u{a0}' | '·' | '×' | '÷' | '°' | '±' | '§' | '\u{feff}' => Self::None,
            '\u{2000}'..='\u{2bff}' | '\u{2e80}'..='\u{3020}' | '\u{fe10}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' => Self::None,
            _ => Self::Unusual,
        }
    }
}

impl Weight {
    /// Weighs a text.
    pub(crate) fn of(text: &str) -> Self {
        let mut weight = Self::default();
        for c in text.chars() {
            weight.add(Sign::of(c));
        }
        weight
    }

    /// Adds a character.
    fn add(&mut self, sign: Sign) {
        match sign {
            Sign::None => {}
            Sign::Unusual => self.unusual += 1,
            Sign::Usual | Sign::Simplified | Sign::Traditional => self.usual += 1,
        }
    }

    /// The share of usual characters, in hundredths; whole if there is nothing to weigh.
    pub(crate) fn share(self) -> usize {
        (self.usual * 100).checked_div(self.usual + self.unusual).unwrap_or(100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_tell_the_writing() {
        assert_eq!(
            "公开開鏀，a".chars().map(Sign::of).collect::<Vec<_>>(),
            [Sign::Usual, Sign::Simplified, Sign::Traditional, Sign::Unusual, Sign::None, Sign::None]
        );
        assert_eq!(Weight::of("鄠邑区政府\u{fffd}é１").share(), 57);
    }
}
