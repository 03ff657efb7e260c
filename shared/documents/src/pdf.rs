//! PDF files, by the characters and lines that their pages draw.
//!
//! The library interprets the pages; [`collect`] takes down each character with its place and each line that may
//! belong to a table, and [`crate::layout`] finds lines of text, paragraphs and tables in them. [`guard`] refuses what
//! would take too much time or memory before anything is interpreted.
//!
//! Characters are those that the file itself names for its glyphs. A glyph without a name is written as U+FFFD and
//! noted as not read; a page that has a picture and no characters is a scan, which is not read either and is never
//! taken for an empty page. Pictures, comments and attached files are noted.

mod collect;
mod guard;

use std::sync::Arc;

use hayro_interpret::hayro_syntax::object::{Array, Dict, Name};
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page};

use self::collect::Collector;
use crate::build::Builder;
use crate::error::Error;
use crate::layout::{Page, Recorder, Totals, compose, units};
use crate::limits::Limits;
use crate::note::NoteKind;
use crate::{Document, File};

const MEDIA_TYPE: &str = "application/pdf";

/// Reads a PDF file.
pub(crate) fn read(file: File<'_>, limits: &Limits) -> Result<Document, Error> {
    guard::streams(file.bytes, limits)?;
    let pdf = open(file.bytes)?;
    let pages = pdf.pages();
    limits.check("pages", pages.len(), limits.pages)?;
    guard::contents(&pdf, limits)?;
    let mut builder = Builder::new(MEDIA_TYPE, "UTF-8", limits);
    let mut totals = Totals::default();
    let mut laid = Vec::with_capacity(pages.len());
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    for (page, number) in pages.iter().zip(1..) {
        if has_attachments(page) {
            totals.attached(number);
        }
        laid.push(interpret(page, number, &cache, &settings, &mut totals, limits)?);
    }
    compose(laid, &mut builder, limits)?;
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    if catalog.and_then(|catalog| catalog.get::<Dict<'_>>("Names")).is_some_and(|names| names.contains_key("EmbeddedFiles")) {
        builder.note(NoteKind::NotRead, "attached files");
    }
    Ok(totals.finish(builder))
}

/// Opens a file. One that is locked only against changes has an empty password, and is opened.
fn open(bytes: &[u8]) -> Result<Pdf, Error> {
    Pdf::new(Arc::new(bytes.to_vec())).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm) => {
            Error::Encrypted { media_type: MEDIA_TYPE }
        }
        LoadPdfError::Decryption(_) => Error::Damaged { media_type: MEDIA_TYPE, detail: "broken encryption entry".to_owned() },
        LoadPdfError::Invalid => Error::Damaged { media_type: MEDIA_TYPE, detail: "no pages found".to_owned() },
    })
}

/// Whether comments, files or recordings are attached to a page.
fn has_attachments(page: &PdfPage<'_>) -> bool {
    const ATTACHED: [&[u8]; 6] = [b"Text", b"FileAttachment", b"Sound", b"Movie", b"Screen", b"RichMedia"];
    let annotations = page.raw().get::<Array<'_>>("Annots");
    let kinds = annotations.iter().flat_map(|list| list.iter::<Dict<'_>>()).filter_map(|annotation| annotation.get::<Name<'_>>("Subtype"));
    kinds.into_iter().any(|kind| ATTACHED.contains(&&*kind))
}

/// Takes down what a page draws.
fn interpret<'a>(
    page: &PdfPage<'a>,
    number: u32,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    totals: &mut Totals,
    limits: &Limits,
) -> Result<Page, Error> {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let transform = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(transform, Rect::new(0.0, 0.0, width, height), cache, page.xref(), settings.clone());
    let laid = Page { number, width: units(width), height: units(height), ..Page::default() };
    let mut collector = Collector(Recorder::new(laid, totals, limits));
    interpret_page(page, &mut context, &mut collector);
    collector.0.finish()
}
