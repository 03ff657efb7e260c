//! What readers and engine alike ask of a character.

/// Blanks as they occur in copied text, of every width, and the marks of order and joining that have none.
#[must_use]
#[inline]
pub const fn is_blank(c: char) -> bool {
    // Most characters are ideographs, which come behind all blanks but one.
    if c > '\u{3000}' {
        return c == '\u{feff}';
    }
    matches!(
        c,
        ' ' | '\t' | '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{2060}' | '\u{3000}'
    )
}

/// Whether a character is a unified ideograph of the block that Chinese texts are written in.
#[must_use]
#[inline]
pub const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_white_space_and_what_has_no_width() {
        let without_width = |c| matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}');
        for c in '\0'..=char::MAX {
            assert_eq!(is_blank(c), c.is_whitespace() || without_width(c), "{c:?}");
        }
    }
}
