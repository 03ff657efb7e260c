//! Character sets: from bytes to text, never guessed where the bytes themselves can tell.
//!
//! The character set is found in the order: byte order mark, strict UTF-8, what the sender declared, what the page itself
//! declares, strict GB18030, Big5, UTF-16 without a mark. After UTF-8, each is taken only if its text is plausible as
//! Chinese; servers declare `iso-8859-1` and pages `gb2312` whatever they send, and nearly any bytes decode as something.
//! What differs from the declaration is noted. What fits none is refused, since a text with replacement characters would
//! be read wrongly without anyone noticing. A detector that guesses from frequencies would add nothing: whatever Chinese
//! it could answer has been tried and weighed before.
//!
//! A character that is cut off at the end of the file is left out and noted, since more than that may be missing.

use std::borrow::Cow;

use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::Error;
use crate::ideographs::Weight;
use crate::note::{Note, NoteKind};

/// Share of usual characters, in hundredths, from which on a text may be Chinese; a longer text below it is no text.
const PLAUSIBLE: usize = 75;

/// The share from which on no other character set is tried.
const CERTAIN: usize = 92;

/// How many characters a text must have for its share to tell something against it.
const ENOUGH: usize = 8;

/// Bytes as text.
#[derive(Debug)]
pub(crate) struct Decoded {
    /// The text, without a byte order mark.
    pub(crate) text: String,
    /// The character set that was used.
    pub(crate) encoding: &'static Encoding,
    /// What differed from the declaration or could not be decoded.
    pub(crate) notes: Vec<Note>,
}

/// A text that a character set gives, and how plausible it is.
#[derive(Debug)]
struct Candidate<'a> {
    encoding: &'static Encoding,
    text: Cow<'a, str>,
    /// Bytes of a character that is cut off at the end.
    cut: usize,
    weight: Weight,
}

/// Decodes bytes; `own` is the character set that the content itself declares, asked for only if it matters.
pub(crate) fn decode(bytes: &[u8], sender: Option<&str>, own: impl FnOnce() -> Option<&'static Encoding>) -> Result<Decoded, Error> {
    let mut chosen = choose(bytes, sender, own)?;
    if let Some(label) = sender
        && let Some(detail) = mismatch(label, chosen.encoding, &chosen.text)
    {
        chosen.notes.push(Note { kind: NoteKind::CharsetMismatch, range: None, detail });
    }
    Ok(chosen)
}

/// What to note where a declared label is not that of the character set that was used.
pub(crate) fn mismatch(label: &str, used: &'static Encoding, text: &str) -> Option<String> {
    let label = label.trim();
    let declared = known(label)?;
    let same = family(declared) == family(used) || (text.is_ascii() && declared.is_ascii_compatible());
    (!same).then(|| format!("{label} → {}", used.name()))
}

fn choose(bytes: &[u8], sender: Option<&str>, own: impl FnOnce() -> Option<&'static Encoding>) -> Result<Decoded, Error> {
    if let Some((marked, length)) = Encoding::for_bom(bytes) {
        let candidate = Candidate::of(marked, &bytes[length..]);
        return candidate.map(Candidate::accept).ok_or_else(|| undecodable(&[marked], bytes));
    }
    let failure = match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => {
            let wide = if memchr::memchr(0, bytes).is_some() { without_mark(bytes) } else { None };
            return Ok(wide.unwrap_or_else(|| Decoded { text: text.to_owned(), encoding: UTF_8, notes: Vec::new() }));
        }
        Err(failure) => failure,
    };
    if failure.error_len().is_none()
        && let Some(cut) = Candidate::of(UTF_8, bytes).filter(|cut| cut.text.chars().filter(|c| !c.is_ascii()).count() > 2)
    {
        return Ok(cut.accept());
    }
    if is_damaged_utf_8(bytes) {
        return Err(undecodable(&[UTF_8], bytes));
    }
    let mut tried = vec![UTF_8];
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    let stated = [sender.and_then(known), own()];
    for encoding in stated.into_iter().flatten().chain([GB18030, BIG5]) {
        if tried.iter().any(|&other| family(other) == family(encoding)) {
            continue;
        }
        tried.push(encoding);
        if let Some(candidate) = Candidate::of(encoding, bytes) {
            if candidate.weight.share() >= CERTAIN && candidate.weight.usual > 0 && candidate.cut == 0 {
                return Ok(candidate.accept());
            }
            candidates.push(candidate);
        }
    }
    without_mark(bytes).or_else(|| best(candidates)).ok_or_else(|| undecodable(&tried, bytes))
}

/// Whether bytes are UTF-8 but for a few of them: another character set would give a text, and a wrong one.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut others, mut replaced) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        others += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        replaced += usize::from(!chunk.invalid().is_empty());
        // Too many already, even if all the rest were whole characters: a text in another character set shows it early.
        if replaced * 20 > bytes.len() {
            return false;
        }
    }
    others >= ENOUGH && replaced * 10 <= others
}

/// The most plausible of several texts; of equals, the first.
fn best(mut candidates: Vec<Candidate<'_>>) -> Option<Decoded> {
    let share = |candidate: &Candidate<'_>| if candidate.weight.usual > 0 { candidate.weight.share() } else { 0 };
    let most = candidates.iter().map(share).max()?;
    let at = if most >= PLAUSIBLE { candidates.iter().position(|candidate| share(candidate) == most)? } else { 0 };
    let chosen = candidates.swap_remove(at);
    let is_garbage = chosen.weight.share() < PLAUSIBLE && chosen.weight.usual + chosen.weight.unusual >= ENOUGH;
    let is_wide_set = matches!(family(chosen.encoding), family if family == GB18030 || family == BIG5);
    (!(is_garbage && is_wide_set)).then(|| chosen.accept())
}

/// UTF-16 without a mark, where nothing else is possible: hardly a character of the text is unusual, and none is a control.
fn without_mark(bytes: &[u8]) -> Option<Decoded> {
    let certain = |candidate: &Candidate<'_>| {
        let letters = candidate.text.bytes().filter(u8::is_ascii_graphic).count();
        let control = candidate.text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
        !control && candidate.weight.share() >= CERTAIN && candidate.weight.usual + letters >= ENOUGH
    };
    [UTF_16LE, UTF_16BE].iter().filter_map(|encoding| Candidate::of(encoding, bytes)).find(certain).map(Candidate::accept)
}

impl<'a> Candidate<'a> {
    /// Decodes bytes strictly, but for a character that is cut off at their end.
    fn of(encoding: &'static Encoding, bytes: &'a [u8]) -> Option<Self> {
        let (text, cut) = match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => (text, 0),
            None => {
                let (text, cut) = decode_cut(encoding, bytes)?;
                (Cow::Owned(text), cut)
            }
        };
        let weight = Weight::of(&text);
        Some(Self { encoding, text, cut, weight })
    }

    fn accept(self) -> Decoded {
        let cut = || Note { kind: NoteKind::CutOff, range: None, detail: self.encoding.name().to_owned() };
        let notes = if self.cut > 0 { vec![cut()] } else { Vec::new() };
        Decoded { text: self.text.into_owned(), encoding: self.encoding, notes }
    }
}

/// Decodes bytes whose only fault is that the last character is cut off; returns how many bytes are left of it.
fn decode_cut(encoding: &'static Encoding, bytes: &[u8]) -> Option<(String, usize)> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(bytes.len())?);
    let (DecoderResult::InputEmpty, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, false) else { return None };
    match decoder.decode_to_string_without_replacement(&[], &mut text, true) {
        (DecoderResult::Malformed(cut, _), _) if !text.is_empty() => Some((text, cut.into())),
        _ => None,
    }
}

/// The encoding of a label, unless it is one that browsers refuse to decode.
fn known(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(label.trim().as_bytes())
}

/// One encoding for all those that decode the same bytes to the same text.
fn family(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK {
        GB18030
    } else if encoding == UTF_16BE {
        UTF_16LE
    } else {
        encoding
    }
}

fn undecodable(tried: &[&'static Encoding], bytes: &[u8]) -> Error {
    let at = simdutf8::compat::from_utf8(bytes).map_or_else(|failure| failure.valid_up_to(), |_| 0);
    let names: Vec<_> = tried.iter().map(|encoding| encoding.name()).collect();
    Error::Undecodable { tried: names.join(", "), at }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str = "上犹县人民政府办公室2018年政府信息公开工作年度报告";
    const TRADITIONAL: &str = "臺北市政府資訊公開年度報告，主動公開規範性文件數量統計表";

    fn decoded(bytes: &[u8], sender: Option<&str>) -> Result<(String, &'static str, Vec<String>), Error> {
        let decoded = decode(bytes, sender, || None)?;
        Ok((decoded.text, decoded.encoding.name(), decoded.notes.into_iter().map(|note| note.detail).collect()))
    }

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn chinese_is_told_apart_whatever_is_declared() {
        let gbk = GB18030.encode(SIMPLIFIED).0.into_owned();
        let big5 = BIG5.encode(TRADITIONAL).0.into_owned();
        let wide = utf16(SIMPLIFIED);
        for declared in [None, Some("utf-8"), Some("gb2312"), Some("big5"), Some("iso-8859-1"), Some("unheard-of"), Some("hz-gb-2312")] {
            assert_eq!(decoded(SIMPLIFIED.as_bytes(), declared).unwrap().0, SIMPLIFIED, "{declared:?}");
            assert_eq!(decoded(&gbk, declared).unwrap().0, SIMPLIFIED, "{declared:?}");
            assert_eq!(decoded(&big5, declared).unwrap().0, TRADITIONAL, "{declared:?}");
            assert_eq!(decoded(&wide, declared).unwrap().0, SIMPLIFIED, "{declared:?}");
        }
    }

    #[test]
    fn a_declaration_that_does_not_hold_is_noted() {
        let gbk = GB18030.encode(SIMPLIFIED).0.into_owned();
        let noted = |bytes: &[u8], declared| decoded(bytes, Some(declared)).unwrap().2;
        assert_eq!(noted(SIMPLIFIED.as_bytes(), "gb2312"), ["gb2312 → UTF-8"]);
        assert_eq!(noted(&gbk, "UTF-8"), ["UTF-8 → gb18030"]);
        assert_eq!(noted(&gbk, "iso-8859-1"), ["iso-8859-1 → gb18030"]);
        assert_eq!(noted(&gbk, "gb2312"), [""; 0]);
        assert_eq!(noted(&gbk, "gb18030"), [""; 0]);
        assert_eq!(noted(b"plain", "gb2312"), [""; 0]);
        assert_eq!(decoded(&GB18030.encode("\u{20bb7}野家").0, Some("gb2312")).unwrap().1, "GBK");
    }

    #[test]
    fn short_texts_are_read_as_declared_or_else_as_chinese() {
        assert_eq!(decoded(&GB18030.encode("条").0, None).unwrap().0, "条");
        assert_eq!(decoded(&GB18030.encode("鄠").0, Some("gbk")).unwrap().0, "鄠");
        assert_eq!(decoded(b"caf\xe9", Some("iso-8859-1")).unwrap().0, "café");
    }

    #[test]
    fn a_cut_character_is_noted_and_never_changes_the_character_set() {
        let gbk = GB18030.encode(SIMPLIFIED).0.into_owned();
        for cut in 1..3 {
            let (text, name, notes) = decoded(&SIMPLIFIED.as_bytes()[..SIMPLIFIED.len() - cut], None).unwrap();
            assert_eq!((&*text, name), (SIMPLIFIED.strip_suffix('告').unwrap(), "UTF-8"));
            assert_eq!(notes, ["UTF-8"]);
        }
        let (text, name, notes) = decoded(&gbk[..gbk.len() - 1], None).unwrap();
        assert_eq!((&*text, name), (SIMPLIFIED.strip_suffix('告').unwrap(), "gb18030"));
        assert_eq!(notes, ["gb18030"]);
    }

    #[test]
    fn damaged_utf_8_is_refused_and_not_read_as_gbk() {
        let mut bytes = SIMPLIFIED.repeat(3).into_bytes();
        bytes[28] = 0xff;
        assert!(matches!(decoded(&bytes, None), Err(Error::Undecodable { at: 27, .. })));
        bytes.remove(28);
        assert!(matches!(decoded(&bytes, None), Err(Error::Undecodable { .. })));
    }

    #[test]
    fn latin_text_in_utf_16_is_recognised_by_its_zero_bytes() {
        assert_eq!(decoded(&utf16("<html><body>"), None).unwrap().1, "UTF-16LE");
        assert_eq!(decoded(b"a\0b", None).unwrap().0, "a\0b");
    }
}
