//! Folding: how two labels are compared without editing either.
//!
//! Turns a text into a comparison key: width, blanks, line breaks, quotation marks and dash variants do not count,
//! traditional characters count as simplified ones, compatibility forms that PDF extraction leaves behind (Kangxi radicals) count as the characters they stand for. The
//! text itself is never changed; a key is only ever compared.
//!
//! ```text
//! 　　（一）主动公开　政府信息数  and  (一)主动公开政府信息数  fold to the same key
//! ```

use crate::amount::is_blank;

/// Tables that folding looks characters up in; built once.
#[derive(Debug)]
pub struct Folder {
    /// The simplified form of every unified ideograph.
    simplified: Vec<char>,
}

impl Default for Folder {
    fn default() -> Self {
        Self { simplified: ('\u{4e00}'..='\u{9fff}').map(gouji_documents::simplified).collect() }
    }
}

impl Folder {
    /// The comparison form of one character; `None` for characters that do not count.
    #[must_use]
    #[inline]
    pub fn fold_char(&self, c: char) -> Option<char> {
        if ('\u{4e00}'..='\u{9fff}').contains(&c) {
            return Some(self.simplified[c as usize - 0x4e00]);
        }
        if c.is_ascii_alphanumeric() {
            return Some(c);
        }
        if is_blank(c) || is_quotation_mark(c) {
            return None;
        }
        Some(match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '\u{2e80}'..='\u{2fd5}' => gouji_documents::simplified(gouji_documents::unified(c)),
            '—' | '–' | '―' | '−' | '﹣' | '─' | '‐' | '‑' => '-',
            '﹙' | '❨' | '⟮' => '(',
            '﹚' | '❩' | '⟯' => ')',
            '﹑' => '、',
            '｡' => '。',
            '﹕' | '∶' | '︰' => ':',
            '﹔' => ';',
            '﹐' => ',',
            _ => c,
        })
    }

    /// Appends the comparison key of `text` to `key`.
    pub fn fold_into(&self, text: &str, key: &mut String) {
        // What folds to itself, as most characters do, is taken over in one piece.
        let mut from = 0;
        for (at, c) in text.char_indices() {
            let folded = self.fold_char(c);
            if folded != Some(c) {
                key.push_str(&text[from..at]);
                key.extend(folded);
                from = at + c.len_utf8();
            }
        }
        key.push_str(&text[from..]);
    }

    /// The comparison key of `text`.
    #[must_use]
    pub fn fold(&self, text: &str) -> String {
        let mut key = String::with_capacity(text.len());
        self.fold_into(text, &mut key);
        key
    }
}

/// Quotation marks of any width; forms print 三安全一稳定 with and without them.
#[must_use]
pub const fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '＂' | '＇' | '「' | '」' | '『' | '』' | '〝' | '〞' | '`' | '´')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_blanks_quotes_and_radicals_do_not_count() {
        let folder = Folder::default();
        assert_eq!(folder.fold("　（一）主动公开\n政府信息数"), folder.fold("(一)主动公开政府信息数"));
        assert_eq!(folder.fold("危及“三安全一稳定”"), folder.fold("危及三安全一稳定"));
        assert_eq!(folder.fold("⼀⼆⾏⽂⾦"), "一二行文金");
        assert_eq!(folder.fold("——"), "--");
    }

    #[test]
    fn different_labels_keep_different_keys() {
        let folder = Folder::default();
        assert_ne!(folder.fold("其他方式"), folder.fold("其它方式"));
        assert_ne!(folder.fold("1.互联网"), folder.fold("2.互联网"));
    }
}
