//! Texts that were damaged before they were sent, and texts in traditional characters: recognised and noted.
//!
//! ```text
//! 鏀垮簻淇℃伅鍏紑    UTF-8 that a program read as GBK and saved
//! Õþ¸®ÐÅÏ¢¹«¿ª       GBK that a program read as Latin-1
//! 锟斤拷、烫烫烫      what is left of characters that were lost, or never there
//! ```
//!
//! A line that is full of unusual characters is taken back by the way it may have come; if that gives usual ones, it was
//! garbled. Nothing is repaired: the figures of such a text may be damaged as well, and its sender has a better copy.

use std::ops::Range;
use std::sync::LazyLock;

use encoding_rs::{Encoding, GB18030, UTF_8, WINDOWS_1252};

use crate::Document;
use crate::ideographs::{Sign, Signs, Tally, Weight};
use crate::note::{Note, NoteKind};
use crate::slot::{SLOTS, slot, slot_of};

/// Characters that stand for lost ones: the replacement character, what it becomes as GBK, and unset memory as GBK.
const LOST: [&str; 4] = ["\u{fffd}", "锟斤拷", "烫烫烫", "屯屯屯"];

/// How many unusual characters a line must have to be taken back.
const ENOUGH: usize = 4;

/// How many characters of one writing only a text must have for its writing to be told.
const WRITING: usize = 8;

/// How many parts of what it takes to tell something of a text a character brings: one that only traditional texts have is
/// one of [`WRITING`], an unusual one is one of [`ENOUGH`], one that stands for lost ones tells by itself.
const PARTS: usize = WRITING;

/// The parts that each character of the basic plane brings.
struct Brought {
    /// Those of characters of three bytes, at their slots.
    of_three: Box<[u8; SLOTS]>,
    /// Those of shorter ones, at their codes.
    of_less: Box<[u8; 0x800]>,
}

static BROUGHT: LazyLock<Brought> = LazyLock::new(|| {
    let mut brought = Brought { of_three: Box::new([0; _]), of_less: Box::new([0; _]) };
    for c in '\0'..='\u{ffff}' {
        let parts = match Sign::of(c) {
            _ if LOST.iter().any(|sign| sign.starts_with(c)) => PARTS,
            Sign::Traditional => PARTS / WRITING,
            Sign::Unusual => PARTS / ENOUGH,
            Sign::None | Sign::Usual | Sign::Simplified => 0,
        };
        match slot_of(c) {
            Some(slot) => brought.of_three[slot] = parts as u8,
            None => brought.of_less[c as usize] = parts as u8,
        }
    }
    brought
});

/// Whether a text has enough unusual characters that more could be told of it. Most have not, which one look at each of
/// their characters shows.
fn is_telling(text: &str) -> bool {
    let Brought { of_three, of_less } = &*BROUGHT;
    let of_less = |code: u16| of_less.get(usize::from(code)).map_or(0, |&parts| usize::from(parts));
    let mut sum = 0;
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        // Characters of the same length come in runs.
        while let Some((character, behind)) = rest.split_first_chunk()
            && let Some(&parts) = of_three.get(slot(character))
        {
            sum += usize::from(parts);
            rest = behind;
        }
        while let &[ascii @ ..0x80, ref behind @ ..] = rest {
            sum += of_less(ascii.into());
            rest = behind;
        }
        rest = match rest {
            &[lead @ 0xc0..=0xdf, second, ref behind @ ..] => {
                sum += of_less((u16::from(lead) & 0x1f) << 6 | u16::from(second) & 0x3f);
                behind
            }
            // A character outside the basic plane is unusual.
            [0xf0..=0xff, _, _, _, behind @ ..] => {
                sum += PARTS / ENOUGH;
                behind
            }
            _ => rest,
        };
    }
    sum >= PARTS
}

/// Notes what is garbled and whether the text is in traditional characters.
pub(crate) fn examine(document: &mut Document) {
    if !is_telling(&document.text) {
        return;
    }
    let mut notes = lost(&document.text);
    let signs = Signs::new();
    let mut whole = Tally::default();
    let mut start = 0;
    let mut garbled = None;
    let text = document.text.as_str();
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let tally = signs.tally(&text[start..end]);
        let weight = tally.weight();
        if garbled.is_none() && weight.unusual >= ENOUGH && weight.share() < 75 {
            garbled = taken_back(text, start..end);
        }
        whole.add(tally);
        start = end + 1;
    }
    notes.extend(garbled);
    // What a garbled text is written in says nothing about its author.
    if notes.is_empty() && whole.traditional >= WRITING && whole.traditional > whole.simplified * 2 {
        notes.push(Note { kind: NoteKind::Traditional, range: None, detail: String::new() });
    }
    document.notes.append(&mut notes);
}

/// The places where characters were lost, the first of each kind.
fn lost(text: &str) -> Vec<Note> {
    let find = |sign: &&str| {
        let at = memchr::memmem::find(text.as_bytes(), sign.as_bytes())?;
        Some(Note { kind: NoteKind::Mojibake, range: Some(at..at + sign.len()), detail: (*sign).to_owned() })
    };
    LOST.iter().filter_map(find).collect()
}

/// What a line says if it is taken back by the way it may have come, as a note.
fn taken_back(text: &str, range: Range<usize>) -> Option<Note> {
    let line = &text[range.clone()];
    let ways: [(&'static Encoding, &'static Encoding); 3] = [(GB18030, UTF_8), (WINDOWS_1252, GB18030), (WINDOWS_1252, UTF_8)];
    ways.iter().find_map(|(read_as, written_in)| {
        let bytes = read_as.encode(line).0;
        let original = written_in.decode_without_bom_handling(&bytes).0;
        let lost = original.matches(char::REPLACEMENT_CHARACTER).count();
        let weight = Weight::of(&original);
        let makes_sense = weight.usual >= ENOUGH && weight.usual > lost * 2 && (weight.unusual - lost) * 4 <= weight.usual;
        let beginning: String = original.chars().take(20).collect();
        let detail = || format!("{} → {}: {beginning}", written_in.name(), read_as.name());
        makes_sense.then(|| Note { kind: NoteKind::Mojibake, range: Some(range.clone()), detail: detail() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TITLE: &str = "上犹县政府办2018年政府信息公开工作年度报告";

    fn notes(text: &str) -> Vec<(NoteKind, String)> {
        let mut document = Document { text: text.to_owned(), ..Document::default() };
        examine(&mut document);
        document.notes.into_iter().map(|note| (note.kind, note.detail)).collect()
    }

    fn garbled(written_in: &'static Encoding, read_as: &'static Encoding, text: &str) -> String {
        read_as.decode_without_bom_handling(&written_in.encode(text).0).0.replace('\u{fffd}', "?")
    }

    #[test]
    fn text_read_in_a_wrong_character_set_is_recognised_in_any_line() {
        for (written_in, read_as) in [(UTF_8, GB18030), (GB18030, WINDOWS_1252), (UTF_8, WINDOWS_1252)] {
            let line = garbled(written_in, read_as, TITLE);
            let noted = notes(&format!("一、总体情况\n{line}\n二、主动公开情况"));
            assert_eq!(noted.len(), 1, "{line}");
            assert_eq!(noted[0].0, NoteKind::Mojibake);
            assert!(noted[0].1.starts_with(&format!("{} → {}: 上", written_in.name(), read_as.name())), "{}", noted[0].1);
        }
        assert!(notes("鏀垮簻淇℃伅鍏紑")[0].1.contains(": 政府信息"));
        assert!(notes("Õþ¸®ÐÅÏ¢")[0].1.ends_with(": 政府信息"));
    }

    #[test]
    fn signs_of_lost_characters_are_noted_once_each() {
        let mojibake = |sign: &str| (NoteKind::Mojibake, sign.to_owned());
        assert_eq!(notes("统计锟斤拷数锟斤拷\n烫烫烫"), [mojibake("锟斤拷"), mojibake("烫烫烫")]);
        assert_eq!(notes("报\u{fffd}告"), [mojibake("\u{fffd}")]);
    }

    #[test]
    fn every_character_brings_what_it_is() {
        for c in '\0'..=char::MAX {
            let brings = |times: usize| is_telling(&c.to_string().repeat(times));
            let is_lost = LOST.iter().any(|sign| sign.starts_with(c));
            let enough = match Sign::of(c) {
                _ if is_lost => 1,
                Sign::Unusual => ENOUGH,
                Sign::Traditional => WRITING,
                Sign::None | Sign::Usual | Sign::Simplified => usize::MAX,
            };
            assert_eq!((brings(enough.min(99)), brings(enough.min(99) - 1)), (enough < 99, false), "{c:?}");
        }
    }

    #[test]
    fn unusual_texts_that_are_whole_are_left_alone() {
        for text in [
            TITLE,
            "鄠邑区、嵊泗县、岢岚县、邛崃市、濮阳市",
            "Résumé à l'été, façade naïve, cœur",
            "ｶﾀｶﾅ かな カナ",
            "①②③ 〔2021〕30号 ÷ ×",
        ] {
            assert_eq!(notes(text), [], "{text}");
        }
    }

    #[test]
    fn traditional_writing_is_noted_and_a_few_characters_are_not() {
        let page = "臺北市政府資訊公開年度報告，主動公開規範性文件數量統計表";
        assert_eq!(notes(page), [(NoteKind::Traditional, String::new())]);
        assert_eq!(notes(&format!("{page}锟斤拷")), [(NoteKind::Mojibake, "锟斤拷".to_owned())]);
        assert_eq!(notes("与臺灣、書畫機關交流，详见本机关报告内容及统计数据说明"), []);
    }
}
