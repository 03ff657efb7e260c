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

/// Stands in the table for characters that do not count; no character has this code.
const NOTHING: u16 = 0xd800;

/// The table that folding looks characters up in; built once.
#[derive(Debug)]
pub struct Folder {
    /// The comparison form of every character of the basic plane. Others are their own.
    folded: Box<[u16]>,
}

impl Default for Folder {
    fn default() -> Self {
        let folded = |code: u16| char::from_u32(code.into()).and_then(folded).map_or(NOTHING, |c| u16::try_from(c as u32).unwrap_or(code));
        Self { folded: (0..=u16::MAX).map(folded).collect() }
    }
}

/// The comparison form of one character, worked out; `None` for characters that do not count.
fn folded(c: char) -> Option<char> {
    if is_blank(c) || is_quotation_mark(c) {
        return None;
    }
    Some(match c {
        '\u{4e00}'..='\u{9fff}' => gouji_documents::simplified(c),
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

impl Folder {
    /// The comparison form of one character; `None` for characters that do not count.
    #[must_use]
    #[inline]
    pub fn fold_char(&self, c: char) -> Option<char> {
        match self.folded.get(c as usize) {
            Some(&folded) => char::from_u32(folded.into()),
            None => Some(c),
        }
    }

    /// The characters of the comparison key of `text`.
    pub fn folded<'a>(&'a self, text: &'a str) -> impl Iterator<Item = char> + 'a {
        text.chars().filter_map(|c| self.fold_char(c))
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
