//! Many characters of running text at a glance.
//!
//! Turns ideographs and the points between them, up to 64 at a time, into sets with a bit for each character: where a word of the
//! lexicon may stand, and what is near a character like it. Hardly a character is in a set, so that the loop over the text has no
//! branch that the processor could not foresee, and only what is in one is looked at closely.
//!
//! ```text
//! 公开信息，。编制   →   sought ·····|·|   。 behind ， and 制 behind 编
//! ```

use gouji_documents::{SLOTS, slot};

use super::pairs::{Gate, slot_of_code};

/// What a character is, by its slot: in the lowest bits how many places it takes in [`Met`], none if it is not read at a glance; and
/// whether it is [`SOUGHT`].
#[derive(Debug)]
pub(super) struct Classes(Box<[u8; SLOTS]>);

/// It is looked at closely wherever it stands.
const SOUGHT: u8 = 1 << 7;

/// How many places an ideograph takes.
const PLACE: u8 = 1;
/// How many a point takes: what stands before it is near nothing behind it.
const APART: u8 = PLACE + NEAR as u8;
/// The bits for them.
const PLACES: u8 = APART.next_power_of_two() - 1;

/// How far apart characters that are alike are near each other.
pub(super) const NEAR: u32 = 6;

/// Points two of which side by side are a slip.
const STOPS: [char; 5] = ['，', '。', '；', '：', '、'];

/// Whether a character is a point of full width.
pub(super) const fn is_point(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '、' | '！' | '？')
}

impl Classes {
    /// The classes, if these ideographs are sought wherever they stand.
    pub(super) fn new(sought: impl Iterator<Item = u16>) -> Self {
        let mut classes = Box::new([0; _]);
        for c in '\u{800}'..='\u{ffff}' {
            let class = if is_point(c) { APART } else { PLACE };
            if matches!(c, '\u{4000}'..='\u{9fff}') || class == APART {
                classes[slot_of_code(c as u16)] = class;
            }
        }
        // A label may stand before it.
        for code in sought.chain(['；' as u16]) {
            classes[slot_of_code(code)] |= SOUGHT;
        }
        Self(classes)
    }
}

/// The pairs of points that a gate for [`glance`] has to admit.
pub(super) fn doubled_points() -> impl Iterator<Item = (u16, u16)> {
    STOPS.into_iter().flat_map(|before| STOPS.map(|point| (before as u16, point as u16)))
}

/// Where characters were last met.
#[derive(Debug)]
pub(super) struct Met {
    /// For the last bits of each slot, the place of its character: characters that share them are told apart only where one is near.
    places: Box<[u32; 1 << 10]>,
    /// The place of the last character.
    now: u32,
}

impl Default for Met {
    fn default() -> Self {
        Self { places: Box::new([0; 1 << 10]), now: 0 }
    }
}

impl Met {
    /// Nothing repeats what stands before a blank, a bracket or a figure.
    pub(super) const fn forget(&mut self) {
        self.now = self.now.wrapping_add(NEAR);
    }
}

/// How many characters are seen at a glance.
pub(super) const MOST: u32 = u64::BITS;

/// What is seen of a run of ideographs and points; the highest bit of each set is the first character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glance {
    /// How many characters there are.
    pub(super) length: u32,
    /// What is to be looked at closely: where a word may stand, a semicolon, the second of two points.
    pub(super) sought: u64,
    /// What may be like one of the last [`NEAR`] characters.
    pub(super) near: u64,
    /// How many points there are.
    pub(super) points: u32,
}

/// Reads ideographs and points from the start of `text`, up to [`MOST`] of them. The pairs that `gate` admits are sought; `before` is
/// what stands before the first character.
// Apart, so that its loop has all registers to itself.
#[inline(never)]
pub(super) fn glance(text: &[u8], classes: &Classes, gate: &Gate, met: &mut Met, before: u16) -> Glance {
    let mut before = slot_of_code(before) as u32;
    let (mut sought, mut near) = (0u64, 0u64);
    let (start, mut now) = (met.now, met.now);
    let mut rest = text[..text.len().min(3 * MOST as usize)].as_chunks::<3>().0;
    let most = rest.len();
    while let [character, behind @ ..] = rest {
        let slot = slot(character);
        let Some(&class) = classes.0.get(slot) else { break };
        if class & PLACES == 0 {
            break;
        }
        let here = slot as u32;
        sought = sought << 1 | u64::from(gate.bit(before, here) | class >> SOUGHT.trailing_zeros());
        now = now.wrapping_add(u32::from(class & PLACES));
        let last = std::mem::replace(&mut met.places[slot & 0x3ff], now);
        // The sign of the difference is a bit already; where places went round between the two, it merely may be wrong.
        near = near << 1 | u64::from(now.wrapping_sub(NEAR + 1).wrapping_sub(last) >> (u32::BITS - 1));
        before = here;
        rest = behind;
    }
    let length = (most - rest.len()) as u32;
    met.now = now;
    let points = (now.wrapping_sub(start) - length) / NEAR;
    // Of no character nothing is in a set, whatever it is shifted by.
    let unused = MOST.wrapping_sub(length);
    Glance { length, sought: sought.wrapping_shl(unused), near: near.wrapping_shl(unused), points }
}
