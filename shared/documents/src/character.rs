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

/// Whether a text has a blank.
#[must_use]
pub fn has_blank(text: &str) -> bool {
    let bytes = text.as_bytes();
    // All bytes are looked at alike, many at once. Where a blank may begin, the characters tell.
    let mut may_begin = false;
    for place in bytes.windows(3) {
        may_begin |= (place[0] <= b' ') | (place[0] == 0xc2) | (place[0] == 0xe1) | (place[0] == 0xef) & (place[1] == 0xbb);
        may_begin |= (place[0] == 0xe3) & (place[1] == 0x80) & (place[2] == 0x80);
        may_begin |= (place[0] == 0xe2) & (place[1] <= 0x81) & ((place[2] <= 0x8f) | (place[2] >= 0x9f));
    }
    may_begin |= bytes[bytes.len().saturating_sub(2)..].iter().any(|&byte| byte <= b' ' || byte == 0xc2);
    may_begin && text.contains(is_blank)
}

/// Whether a character is a unified ideograph of the block that Chinese texts are written in.
#[must_use]
#[inline]
pub const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Texts without the blanks around them.
pub trait Blanks {
    /// Without the blanks at its start.
    #[must_use]
    fn trim_blanks_start(&self) -> &Self;
    /// Without the blanks at its end.
    #[must_use]
    fn trim_blanks_end(&self) -> &Self;
    /// Without the blanks at both ends.
    #[must_use]
    fn trim_blanks(&self) -> &Self;
}

fn behind_blanks(text: &str) -> &str {
    let common = text.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let mut kept = &text[common..];
    if let [] | [b'!'..=b'~' | 0xe4..=0xe9, ..] = kept.as_bytes() {
        return kept;
    }
    let mut rest = kept.chars();
    while rest.next().is_some_and(is_blank) {
        kept = rest.as_str();
    }
    kept
}

fn before_blanks(text: &str) -> &str {
    let mut rest = text.chars();
    let mut kept = text;
    while rest.next_back().is_some_and(is_blank) {
        kept = rest.as_str();
    }
    kept
}

impl Blanks for str {
    #[inline]
    fn trim_blanks_start(&self) -> &Self {
        // Hardly a text begins with a blank, which its first byte tells.
        match self.as_bytes() {
            [] | [b'!'..=b'~' | 0xe4..=0xe9, ..] => self,
            _ => behind_blanks(self),
        }
    }

    #[inline]
    fn trim_blanks_end(&self) -> &Self {
        match self.as_bytes() {
            [] | [.., b'!'..=b'~'] | [.., 0xe4..=0xe9, _, _] => self,
            _ => before_blanks(self),
        }
    }

    #[inline]
    fn trim_blanks(&self) -> &Self {
        self.trim_blanks_start().trim_blanks_end()
    }
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

    #[test]
    fn blanks_are_found_wherever_they_stand() {
        for c in '\0'..=char::MAX {
            for text in [c.to_string(), format!("文{c}"), format!("{c}a"), format!("“甲、{c}乙。”")] {
                assert_eq!(has_blank(&text), is_blank(c), "{text:?}");
            }
        }
        assert!(!has_blank(""));
    }

    #[test]
    fn blanks_are_taken_off_both_ends_and_nothing_else() {
        for c in '\0'..=char::MAX {
            let text = format!("{c}文a{c}");
            let kept = if is_blank(c) { "文a" } else { &text };
            assert_eq!(text.trim_blanks(), kept, "{c:?}");
            let alone = c.to_string();
            assert_eq!(alone.trim_blanks().is_empty(), is_blank(c), "{c:?}");
            assert_eq!((alone.trim_blanks_start(), alone.trim_blanks_end()), (alone.trim_blanks(), alone.trim_blanks()));
        }
        assert_eq!("".trim_blanks(), "");
        assert_eq!(("\u{3000} 文".trim_blanks_start(), "文 \u{a0}".trim_blanks_end()), ("文", "文"));
    }
}
