//! What would take too much time or memory, refused before it is interpreted.
//!
//! The library unpacks streams without a limit and draws a form as often as a page asks for it. Two passes stand
//! before it. [`streams`] looks at the file's bytes: every stream is unpacked once into nothing, and counted. Only
//! filters that report writers use are let through; a filter that is written so that it cannot be seen from the bytes
//! is damage. [`contents`] looks at the pages: how many bytes of drawing a page comes to with all forms inside forms,
//! which a few lines of a file can make astronomical, and how long the strings are that are drawn at once.
//!
//! Locked files cannot be counted from outside, so only small ones are opened: at the highest rate of the packing they
//! come to a few hundred megabytes at worst.

use std::borrow::Cow;
use std::collections::HashMap;

use flate2::{Decompress, FlushDecompress, Status};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Resources;

use super::MEDIA_TYPE;
use crate::error::Error;
use crate::limits::Limits;

/// Locked files up to this size are opened.
const LOCKED: usize = 256 << 10;

/// The dictionary of a stream is looked for this far before it.
const DICTIONARY: usize = 16 << 10;

/// A string drawn at once, in bytes: hundreds of times what fits on a line.
const STRING: usize = 64 << 10;

/// Forms inside forms, as deep as the library draws them.
const FORMS: usize = 50;

/// Refuses streams that unpack to more than the limit, all together, or that cannot be told.
pub(super) fn streams(bytes: &[u8], limits: &Limits) -> Result<(), Error> {
    let tail = &bytes[bytes.len().saturating_sub(2 << 10)..];
    if memchr::memmem::find(tail, b"%%EOF").is_none() {
        return Err(damaged("it has no end mark, so a part of it is missing"));
    }
    nesting(bytes, limits)?;
    if memchr::memmem::find(bytes, b"/Encrypt").is_some() {
        return if bytes.len() > LOCKED { Err(Error::Encrypted { media_type: MEDIA_TYPE }) } else { Ok(()) };
    }
    let mut total = 0;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        let after = &bytes[at + b"stream".len()..];
        if bytes[..at].ends_with(b"end") || !matches!(after.first(), Some(b'\r' | b'\n')) {
            continue;
        }
        let line_end = if after.starts_with(b"\r\n") { 2 } else { 1 };
        let from = at.saturating_sub(DICTIONARY);
        let before = &bytes[from..at];
        let dictionary = &before[memchr::memmem::rfind(before, b"obj").unwrap_or(0)..];
        let room = usize::try_from(limits.expanded_bytes).unwrap_or(usize::MAX).saturating_sub(total);
        total += unpacked_size(&after[line_end..], &filters(dictionary)?, room)
            .map_err(|detail| damaged(&format!("the stream at byte {at} {detail}")))?;
        limits.check("expanded_bytes", total, limits.expanded_bytes)?;
    }
    Ok(())
}

/// Refuses dictionaries that open far more often than they close, each of which the library reads to its limit again.
fn nesting(bytes: &[u8], limits: &Limits) -> Result<(), Error> {
    let mut depth = 0_usize;
    let mut next = 0;
    for at in memchr::memchr2_iter(b'<', b'>', bytes) {
        if at < next || bytes.get(at + 1) != Some(&bytes[at]) {
            continue;
        }
        next = at + 2;
        depth = if bytes[at] == b'<' { depth + 1 } else { depth.saturating_sub(1) };
        limits.check("depth", depth, limits.depth)?;
    }
    Ok(())
}

/// How a stream is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    Flate,
    Ascii85,
    AsciiHex,
    /// A picture, which is never unpacked here.
    Picture,
}

/// The filters that a stream's dictionary names, in the order in which they are undone.
fn filters(dictionary: &[u8]) -> Result<Vec<Filter>, Error> {
    if dictionary.contains(&b'#') && names(dictionary).any(|name| matches!(unescaped(name).as_slice(), b"Filter" | b"F")) {
        return Err(damaged("a filter is written with escapes"));
    }
    let mut places = memchr::memmem::find_iter(dictionary, b"/Filter").map(|at| at + b"/Filter".len());
    let (first, second) = (places.next(), places.next());
    let Some(at) = first else { return Ok(Vec::new()) };
    if second.is_some() {
        return Err(damaged("a stream names its filter twice"));
    }
    let value = dictionary[at..].trim_ascii_start();
    let list = match value.first() {
        Some(b'[') => &value[..memchr::memchr(b']', value).unwrap_or(value.len())],
        Some(b'/') => &value[..1 + value[1..].iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(value.len() - 1)],
        Some(b'n') => return Ok(Vec::new()),
        _ => return Err(damaged("a filter cannot be told")),
    };
    let filter = |name: &[u8]| match name {
        b"FlateDecode" | b"Fl" => Ok(Filter::Flate),
        b"ASCII85Decode" | b"A85" => Ok(Filter::Ascii85),
        b"ASCIIHexDecode" | b"AHx" => Ok(Filter::AsciiHex),
        b"DCTDecode" | b"DCT" | b"JPXDecode" | b"JBIG2Decode" | b"CCITTFaxDecode" | b"CCF" => Ok(Filter::Picture),
        _ => Err(damaged("a stream is packed in a way that is not read")),
    };
    names(list).map(filter).collect()
}

/// The names in some bytes, without their slash.
fn names(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_name = |byte: &u8| !byte.is_ascii_whitespace() && !b"/<>[](){}%".contains(byte);
    memchr::memchr_iter(b'/', bytes).map(move |at| {
        let name = &bytes[at + 1..];
        &name[..name.iter().position(|byte| !is_name(byte)).unwrap_or(name.len())]
    })
}

/// A name with its escapes (`#46`) undone.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((&byte, after)) = rest.split_first() {
        let code =
            after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok()).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (byte, code) {
            (b'#', Some(code)) => {
                plain.push(code);
                rest = &after[2..];
            }
            _ => {
                plain.push(byte);
                rest = after;
            }
        }
    }
    plain
}

/// How many bytes a stream unpacks to, over all its filters; more than `room` where that is reached first.
fn unpacked_size(data: &[u8], filters: &[Filter], room: usize) -> Result<usize, &'static str> {
    let mut total = 0;
    let mut data = Cow::Borrowed(data);
    for (index, filter) in filters.iter().enumerate() {
        let last = index + 1 == filters.len();
        let mut kept = Vec::new();
        let size = match filter {
            Filter::Picture => break,
            Filter::Flate if last => inflated(&data, room - total, None)?,
            Filter::Flate => inflated(&data, room - total, Some(&mut kept))?,
            Filter::Ascii85 => {
                kept = from_ascii85(&data);
                kept.len()
            }
            Filter::AsciiHex => {
                kept = from_hex(&data);
                kept.len()
            }
        };
        total += size;
        if total > room {
            break;
        }
        data = Cow::Owned(kept);
    }
    Ok(total)
}

/// Unpacks data that zlib packed, up to a little more than `room` bytes; gives their number.
fn inflated(data: &[u8], room: usize, mut kept: Option<&mut Vec<u8>>) -> Result<usize, &'static str> {
    let header = data.first_chunk::<2>().map(|bytes| u16::from_be_bytes(*bytes));
    let is_zlib = header.is_some_and(|header| header & 0x0f20 == 0x0800 && header % 31 == 0);
    if !is_zlib {
        return if data.trim_ascii_start().is_empty() || data.trim_ascii_start().starts_with(b"endstream") {
            Ok(0)
        } else {
            Err("is not packed as it says")
        };
    }
    // The checksum at the end is left out: some writers get it wrong, and readers do not mind.
    let mut data = &data[2..];
    let mut inflate = Decompress::new(false);
    let mut buffer = vec![0; 32 << 10];
    let mut total = 0;
    loop {
        let (before_in, before_out) = (inflate.total_in(), inflate.total_out());
        let status = inflate.decompress(data, &mut buffer, FlushDecompress::None).map_err(|_| "is broken")?;
        let (taken, made) = (inflate.total_in() - before_in, inflate.total_out() - before_out);
        let made = usize::try_from(made).unwrap_or(usize::MAX);
        data = &data[usize::try_from(taken).unwrap_or(data.len()).min(data.len())..];
        total += made;
        if let Some(kept) = kept.as_deref_mut() {
            kept.extend_from_slice(&buffer[..made.min(buffer.len())]);
        }
        match status {
            Status::StreamEnd => return Ok(total),
            _ if total > room => return Ok(total),
            _ if taken == 0 && made == 0 => return Err("is cut short"),
            _ => {}
        }
    }
}

/// Undoes ASCII85, up to its end mark.
fn from_ascii85(data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(data.len().min(1 << 16));
    let mut group = Vec::with_capacity(5);
    for byte in data.iter().take_while(|byte| **byte != b'~') {
        match byte {
            b'z' if group.is_empty() => bytes.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => {}
        }
        if group.len() == 5 {
            bytes.extend(group_of_85(&group));
            group.clear();
        }
    }
    if let Some(missing) = 5_usize.checked_sub(group.len()).filter(|missing| *missing < 4) {
        group.resize(5, 84);
        bytes.extend(group_of_85(&group).iter().take(4 - missing));
    }
    bytes
}

fn group_of_85(group: &[u8]) -> [u8; 4] {
    group.iter().fold(0_u32, |value, digit| value.wrapping_mul(85).wrapping_add(u32::from(*digit))).to_be_bytes()
}

/// Undoes hexadecimal digits, up to their end mark.
fn from_hex(data: &[u8]) -> Vec<u8> {
    let digits = data.iter().take_while(|byte| **byte != b'>').filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits.filter_map(|digit| u8::try_from(digit).ok()).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

/// Refuses pages that come to more bytes of drawing than the limit, all forms inside forms counted each time.
pub(super) fn contents(pdf: &Pdf, limits: &Limits) -> Result<(), Error> {
    let mut forms = Forms { limits, known: HashMap::new() };
    let mut total = 0;
    for page in pdf.pages().iter() {
        let size = forms.content(page.page_stream().unwrap_or_default(), page.resources(), page.raw().obj_id(), 0)?;
        total = forms.check(total + size)?;
        for appearance in appearances(page.raw()) {
            let size = forms.form(&appearance, page.resources(), page.raw().obj_id(), 0)?;
            total = forms.check(total + size)?;
        }
    }
    Ok(())
}

/// What the annotations of a page look like: of each state that one may be in.
fn appearances<'a>(page: &Dict<'a>) -> Vec<Stream<'a>> {
    let annotations = page.get::<Array<'a>>("Annots");
    let appearances = annotations.iter().flat_map(|list| list.iter::<Dict<'a>>()).filter_map(|annotation| annotation.get::<Dict<'a>>("AP"));
    let mut streams = Vec::new();
    for appearance in appearances {
        for (key, _) in appearance.entries() {
            match appearance.get::<Object<'a>>(&key) {
                Some(Object::Stream(stream)) => streams.push(stream),
                Some(Object::Dict(states)) => streams.extend(states.keys().filter_map(|state| states.get::<Stream<'a>>(&state))),
                _ => {}
            }
        }
    }
    streams
}

/// Whose resources a form is drawn with.
type Owner = Option<ObjectIdentifier>;

/// The forms met so far.
struct Forms<'l> {
    limits: &'l Limits,
    /// How many bytes each comes to, drawn with the resources of an owner; `None` while it is counted.
    known: HashMap<(ObjectIdentifier, Owner), Option<usize>>,
}

impl Forms<'_> {
    fn check(&self, size: usize) -> Result<usize, Error> {
        self.limits.check("interpreted_bytes", size, self.limits.interpreted_bytes).map(|()| size)
    }

    fn form<'a>(&mut self, stream: &Stream<'a>, resources: &Resources<'a>, owner: Owner, depth: usize) -> Result<usize, Error> {
        let own = stream.dict().get::<Dict<'a>>("Resources");
        let owner = if own.is_some() { None } else { owner };
        let key = (stream.obj_id(), owner);
        match self.known.get(&key) {
            Some(Some(size)) => return Ok(*size),
            Some(None) => return Err(damaged("a form contains itself")),
            None => {}
        }
        if depth > FORMS {
            return Err(damaged("forms are nested too deep"));
        }
        self.known.insert(key, None);
        let data = stream.decoded_data().unwrap_or_default();
        let own = own.map(Resources::new);
        let owner = if own.is_some() { Some(stream.obj_id()) } else { owner };
        let size = self.content(&data, own.as_ref().unwrap_or(resources), owner, depth + 1)?;
        self.known.insert(key, Some(size));
        Ok(size)
    }

    fn content<'a>(&mut self, data: &[u8], resources: &Resources<'a>, owner: Owner, depth: usize) -> Result<usize, Error> {
        let mut size = data.len();
        // Only what can come to more than itself is looked into.
        if data.len() <= STRING && memchr::memmem::find(data, b"Do").is_none() {
            return self.check(size);
        }
        let mut drawn: HashMap<Vec<u8>, usize> = HashMap::new();
        let mut operations = TypedIter::new(data);
        while let Some(operation) = operations.next() {
            let name = match operation {
                TypedInstruction::XObject(form) => form.0,
                TypedInstruction::ShowText(text) if text.0.as_bytes().len() > STRING => return Err(damaged("a line of text has no end")),
                TypedInstruction::ShowTexts(texts) if texts.0.data().len() > 8 * STRING => {
                    return Err(damaged("a line of text has no end"));
                }
                _ => continue,
            };
            let known = drawn.get(name.as_ref() as &[u8]).copied();
            let form = match known {
                Some(form) => form,
                None => {
                    let form =
                        resources.get_x_object(name).filter(is_form).map_or(Ok(0), |form| self.form(&form, resources, owner, depth))?;
                    drawn.insert(name.to_vec(), form);
                    form
                }
            };
            size = self.check(size.saturating_add(form))?;
        }
        self.check(size)
    }
}

fn is_form(stream: &Stream<'_>) -> bool {
    stream.dict().get::<Name<'_>>("Subtype").is_some_and(|subtype| &*subtype == b"Form")
}

fn damaged(detail: &str) -> Error {
    Error::Damaged { media_type: MEDIA_TYPE, detail: detail.to_owned() }
}
