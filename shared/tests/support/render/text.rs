//! Text in character sets other than UTF-8.

use std::collections::HashMap;

/// UTF-16 with a byte order mark.
pub fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once('\u{feff}'.to_string()).chain([text.to_owned()]).collect::<String>().encode_utf16().flat_map(bytes).collect()
}

pub fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

/// Traditional characters in UTF-8.
pub fn traditional(text: &str) -> Vec<u8> {
    in_traditional(text, |_| true).into_bytes()
}

/// Traditional characters in Big5; `None` if a character is not in it.
pub fn big5(text: &str) -> Option<Vec<u8>> {
    let text = in_traditional(text, is_in_big5);
    let (bytes, _, lost) = encoding_rs::BIG5.encode(&text);
    (!lost).then(|| bytes.into_owned())
}

/// A text in traditional characters, of those that a character set has; characters that are used in both writings stay where
/// it has them.
fn in_traditional(text: &str, has: fn(char) -> bool) -> String {
    let mut traditional = HashMap::new();
    for c in ('\u{4e00}'..'\u{a000}').filter(|&c| has(c)) {
        let simplified = gouji_documents::simplified(c);
        if simplified != c && !is_in_big5(simplified) {
            traditional.entry(simplified).or_insert(c);
        }
    }
    text.chars().map(|c| traditional.get(&c).copied().unwrap_or(c)).collect()
}

fn is_in_big5(c: char) -> bool {
    let text = c.to_string();
    let (_, _, lost) = encoding_rs::BIG5.encode(&text);
    !lost
}
