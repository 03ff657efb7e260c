//! Tables with a slot for each character that UTF-8 writes in three bytes: nearly all of a Chinese text.
//!
//! Turns the bytes of such a character into the number of its slot. The passes that look at every character of a text spend most of
//! their time with that, so that a slot is no code point, for which three bytes would be shifted together, but what takes the fewest
//! steps: the last two bytes as they stand, with what the first one tells in the bits that are the same in all of them.

/// How many slots such a table has.
pub const SLOTS: usize = 1 << 16;

/// For each first byte the bits that it changes in the last two; beyond all slots for those of characters of other lengths.
static LEADS: [u32; 256] = {
    let mut leads = [SLOTS as u32; 256];
    let mut low = 0;
    while low < 16 {
        // Both of the last bytes begin with the same two bits, which take two of the four that first bytes differ in.
        leads[0xe0 | low as usize] = (low & 3) << 6 | (low >> 2) << 14;
        low += 1;
    }
    leads
};

/// The slot of a character of three bytes; outside of a table for any other bytes.
#[must_use]
#[inline]
pub fn slot(&[lead, second, third]: &[u8; 3]) -> usize {
    (LEADS[usize::from(lead)] ^ u32::from(u16::from_le_bytes([second, third]))) as usize
}

/// The slot of a character, if it takes three bytes.
#[must_use]
pub fn slot_of(c: char) -> Option<usize> {
    let mut bytes = [0; 4];
    c.encode_utf8(&mut bytes).as_bytes().try_into().ok().map(slot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_characters_share_a_slot_and_those_of_other_lengths_have_none() {
        let mut taken = vec![false; SLOTS];
        for c in '\u{800}'..='\u{ffff}' {
            let slot = slot_of(c).unwrap();
            assert!(!std::mem::replace(&mut taken[slot], true), "{c}");
        }
        for c in ['\0', 'a', '\u{7f}', '\u{80}', 'é', '\u{7ff}', '\u{10000}', '😀', '\u{10ffff}'] {
            assert_eq!(slot_of(c), None, "{c}");
            let text = format!("{c}文文");
            assert!(slot(text.as_bytes().first_chunk().unwrap()) >= SLOTS, "{c}");
        }
    }
}
