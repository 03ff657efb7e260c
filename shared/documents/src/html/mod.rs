//! Web pages: from HTML as sites and Word write it to paragraphs and tables.
//!
//! ```text
//! bytes ─ charset ─▶ text ─ html5ever's tokenizer ─▶ page (events) ─ grid, emit ─▶ Document
//! ```
//!
//! The tokenizer is html5ever's; its tree builder is not used, since its cost grows with the square of the depth. What the
//! tree is needed for, which is to say where paragraphs, cells and hidden parts end, is kept by [`page`] within a limit.
//!
//! What a viewer does not see is no text: scripts, styles, comments, templates, and elements that say of themselves that
//! they are hidden. Hidden rows of a table of data are read and noted; a longer hidden part is noted as not read.
//! Navigation and footers stay, as recognition sets them aside. Of the style sheets in a page, what they hide for certain is
//! hidden ([`sheet`]), unless it is longer: scripts show such parts once the page is open, so they are read and noted.

mod emit;
mod feed;
mod grid;
mod line;
mod links;
mod list;
mod page;
mod sheet;
mod style;
mod tags;

use encoding_rs::Encoding;

use self::sheet::Sheets;
use crate::build::Builder;
use crate::charset;
use crate::error::Error;
use crate::limits::Limits;
use crate::note::NoteKind;
use crate::place::{Part, Place};
use crate::{Document, File};

/// The media type of a web page.
const MEDIA_TYPE: &str = "text/html";

/// How far into a page its own declaration of the character set is looked for.
const DECLARED_WITHIN: usize = 16 << 10;

/// Reads a web page.
pub(crate) fn read(file: File<'_>, limits: &Limits) -> Result<Document, Error> {
    let decoded = charset::decode(file.bytes, file.charset, || declared(file.bytes, limits))?;
    let mut page = feed::read(&decoded.text, Sheets::Followed, limits)?;
    let hidden = page.hidden_by_sheet.take();
    if hidden.is_some() {
        page = feed::read(&decoded.text, Sheets::PassedOver, limits)?;
    }
    let mut builder = Builder::new(MEDIA_TYPE, decoded.encoding.name(), limits);
    for note in decoded.notes {
        builder.note(note.kind, note.detail);
    }
    if let Some(label) = &page.charset
        && let Some(detail) = charset::mismatch(label, decoded.encoding, &decoded.text)
    {
        builder.note(NoteKind::CharsetMismatch, detail);
    }
    let title = page.title.split_whitespace().collect::<Vec<_>>().join(" ");
    if !title.is_empty() {
        builder.part(Part::Header);
        builder.paragraph(&title, Place::Paragraph { number: 1 })?;
        builder.part(Part::Body);
    }
    emit::Emitter::new(&page, limits, &mut builder).flow(0..page.events.len())?;
    if let Some(struck) = &page.struck {
        builder.note(NoteKind::TrackedChanges, struck.as_str());
    }
    if let Some(beginning) = hidden {
        builder.note(NoteKind::Hidden, format!("<style>: {beginning}"));
    }
    if (page.events.is_empty() && page.scripts == page::Scripts::Some) || page.is_filled_by_scripts() {
        builder.note(NoteKind::NotRead, "<script>");
    }
    for left_out in &page.hidden {
        builder.note(NoteKind::NotRead, left_out.as_str());
    }
    for (kind, address) in &page.embedded {
        builder.note(*kind, address.as_str());
    }
    Ok(builder.finish())
}

/// The character set that a page declares, read from its beginning as if it were ASCII.
fn declared(bytes: &[u8], limits: &Limits) -> Option<&'static Encoding> {
    let beginning = &bytes[..bytes.len().min(DECLARED_WITHIN)];
    let ascii: String = beginning.iter().map(|&byte| if byte.is_ascii() { char::from(byte) } else { '?' }).collect();
    let label = feed::read(&ascii, Sheets::PassedOver, limits).ok()?.charset?;
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests;
