//! Feeds a page to the tokenizer in pieces, so that no tag can make it slow.
//!
//! html5ever compares each attribute of a tag with all before it, so a tag of three million attributes would keep it busy
//! for hours. Pieces begin at each `<` and are at most a kilobyte long; whenever one ends inside a tag, the attributes
//! of that tag are counted ahead, and a tag with too many is refused. Long values (pictures in an address) cost nothing.

use std::cell::{Cell, RefCell};

use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::MEDIA_TYPE;
use super::page::{Page, Reader};
use super::sheet::Sheets;
use crate::error::Error;
use crate::limits::Limits;

/// The longest piece, in bytes.
const PIECE: usize = 1024;

/// How many attributes a tag may have.
const MAX_ATTRIBUTES: usize = 512;

/// Takes tokens.
struct Sink<'a> {
    reader: RefCell<Reader<'a>>,
    tags: Cell<usize>,
    comments: Cell<usize>,
}

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => {
                self.tags.set(self.tags.get() + 1);
                return self.reader.borrow_mut().tag(&tag);
            }
            Token::CharacterTokens(text) => self.reader.borrow_mut().characters(&text),
            Token::CommentToken(_) | Token::DoctypeToken(_) => self.comments.set(self.comments.get() + 1),
            Token::NullCharacterToken | Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

/// What the tokenizer may be in the middle of between two pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    /// Text: the next piece begins what it begins with.
    Text,
    /// A tag, until so many tags have come.
    Tag(usize),
    /// A comment or the like, until so many of them have come.
    Comment(usize),
}

/// Reads a page.
pub(super) fn read(text: &str, sheets: Sheets, limits: &Limits) -> Result<Page, Error> {
    let sink = Sink { reader: RefCell::new(Reader::new(sheets, limits)), tags: Cell::new(0), comments: Cell::new(0) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let whole = StrTendril::from_slice(text);
    let mut within = Within::Text;
    let mut at = 0;
    while at < text.len() {
        let end = piece_end(text, at);
        let began = match within {
            Within::Text => tokenizer.sink.begun(&text[at..end]),
            other => other,
        };
        queue.push_back(whole.subtendril(offset(at), offset(end - at)));
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        let after = tokenizer.sink.still(began);
        if within == Within::Text && matches!(after, Within::Tag(_)) && attributes(&text[at..]) > MAX_ATTRIBUTES {
            let detail = format!("a tag with more than {MAX_ATTRIBUTES} attributes");
            return Err(Error::Damaged { media_type: MEDIA_TYPE, detail });
        }
        if let Some(failure) = tokenizer.sink.reader.borrow().failure() {
            return Err(failure.clone());
        }
        within = after;
        at = end;
    }
    tokenizer.end();
    tokenizer.sink.reader.into_inner().finish()
}

impl Sink<'_> {
    /// What a piece begins, if the tokenizer is in text or in content that is not markup.
    fn begun(&self, piece: &str) -> Within {
        let bytes = piece.as_bytes();
        if let Some(raw) = self.reader.borrow().raw() {
            let name = bytes.strip_prefix(b"</").and_then(|rest| rest.get(..raw.len()));
            let ends = name.is_some_and(|name| name.eq_ignore_ascii_case(raw.as_bytes()));
            let after = bytes.get(raw.len() + 2);
            let closes = ends && after.is_none_or(|&byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' | b'>'));
            return if closes { Within::Tag(self.tags.get()) } else { Within::Text };
        }
        match bytes {
            [b'<', byte, ..] | [b'<', b'/', byte, ..] if byte.is_ascii_alphabetic() => Within::Tag(self.tags.get()),
            [b'<', b'/', b'>', ..] => Within::Text,
            [b'<', b'!' | b'?' | b'/', ..] => Within::Comment(self.comments.get()),
            _ => Within::Text,
        }
    }

    /// What is left of that after the piece was taken.
    fn still(&self, within: Within) -> Within {
        match within {
            Within::Tag(before) if self.tags.get() == before => within,
            Within::Comment(before) if self.comments.get() == before => within,
            _ => Within::Text,
        }
    }
}

/// Where the piece that begins at `at` ends: before the next `<`, or after a kilobyte.
fn piece_end(text: &str, at: usize) -> usize {
    let most = (at + 1..=text.len().min(at + PIECE)).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(text.len());
    memchr::memchr(b'<', &text.as_bytes()[at + 1..most]).map_or(most, |found| at + 1 + found)
}

/// Files are smaller than four gigabytes by their limit; a larger one is refused before it gets here.
fn offset(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Counts the attributes of the tag that a text begins with, up to one more than are allowed.
///
/// This follows the states of the standard's tokenizer from the name of the tag to its end.
fn attributes(text: &str) -> usize {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        TagName,
        Between,
        Name,
        AfterName,
        BeforeValue,
        Quoted(u8),
        Unquoted,
    }
    let mut state = State::TagName;
    let mut count = 0;
    let name = if text.starts_with("</") { 2 } else { 1 };
    for &byte in text.as_bytes().iter().skip(name) {
        let blank = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c');
        state = match state {
            State::Quoted(quote) if byte == quote => State::Between,
            State::Quoted(_) => state,
            State::BeforeValue if blank => state,
            State::BeforeValue if matches!(byte, b'"' | b'\'') => State::Quoted(byte),
            _ if byte == b'>' => return count,
            State::BeforeValue => State::Unquoted,
            State::Unquoted if blank => State::Between,
            State::Unquoted => state,
            State::TagName if blank || byte == b'/' => State::Between,
            State::TagName => state,
            State::Name | State::AfterName if byte == b'=' => State::BeforeValue,
            State::Name if blank => State::AfterName,
            State::Name | State::Between | State::AfterName if byte == b'/' => State::Between,
            State::Between | State::AfterName if blank => state,
            State::Name => state,
            State::Between | State::AfterName => {
                count += 1;
                State::Name
            }
        };
        if count > MAX_ATTRIBUTES {
            return count;
        }
    }
    count
}
