//! Word files (OOXML, transitional and strict).
//!
//! The text comes out as Word shows it: numbers that Word makes (`一、`) stand before their paragraphs, tracked changes
//! are taken as accepted, fields show their result, deleted text, comments and instructions do not appear. The order
//! is: body, then footnotes and endnotes, headers, footers. A text box follows the paragraph or table that it hangs
//! on; a table inside a cell follows the table around it, except that a table which only arranges the text ([`crate::role`])
//! is read as the paragraphs and tables inside it. Paragraphs without text are left out, and not counted.
//!
//! Marks of footnotes are left out of the text, where `12` with a mark `1` would read `121`. Pictures of a size that
//! could show a table, charts, and embedded objects are not read, and noted. Nothing outside the file is fetched.

pub(crate) mod blocks;
pub(crate) mod grid;
pub(crate) mod numbering;
mod numerals;
mod story;
pub(crate) mod styles;
mod table;
#[cfg(test)]
mod tests;
pub(crate) mod write;

use numbering::Lists;
use story::{Context, EdgeKind, Seen, Story};
use styles::Styles;
use write::Writer;

use crate::build::Builder;
use crate::container::Container;
use crate::error::Error;
use crate::kind::Kind;
use crate::limits::Limits;
use crate::note::NoteKind;
use crate::package::{self, Relations};
use crate::place::Part;
use crate::xml::{Token, Xml};
use crate::{Document, File};

const MEDIA_TYPE: &str = Kind::Word.media_type();

/// Reads a Word file.
pub(crate) fn read(file: File<'_>, limits: &Limits) -> Result<Document, Error> {
    let mut container = Container::open(file.bytes, MEDIA_TYPE, limits)?;
    let (main, body) = package::main_part(&mut container, "word/document.xml", limits)?;
    let relations = Relations::read(&mut container, &main, limits)?;
    let mut context = Context { styles: Styles::default(), lists: Lists::default(), limits };
    if let Some(text) = relations.part(&mut container, "styles")? {
        context.styles = Styles::read(Xml::new(&text, MEDIA_TYPE, limits))?;
    }
    if let Some(text) = relations.part(&mut container, "numbering")? {
        context.lists = Lists::read(Xml::new(&text, MEDIA_TYPE, limits))?;
    }
    let mut seen = Seen::default();
    let mut writer = Writer::new(Builder::new(MEDIA_TYPE, "UTF-8", limits));
    story(&mut writer, &body, &context, &mut seen)?;
    drop(body);
    for notes in ["footnotes", "endnotes"] {
        if let Some(text) = relations.part(&mut container, notes)? {
            writer.enter(Part::Note);
            story(&mut writer, &text, &context, &mut seen)?;
        }
    }
    for kind in [EdgeKind::Header, EdgeKind::Footer] {
        writer.enter(if kind == EdgeKind::Header { Part::Header } else { Part::Footer });
        for edge in seen.edges.clone().into_iter().filter(|edge| edge.kind == kind) {
            let target = relations.target(&edge.relation).map(str::to_owned);
            if let Some(text) = target.map(|target| container.text(&target)).transpose()?.flatten() {
                story(&mut writer, &text, &context, &mut seen)?;
            }
        }
    }
    if seen.insertions > 0 || seen.deletions > 0 {
        writer.builder.note(NoteKind::TrackedChanges, format!("+{} −{}", seen.insertions, seen.deletions));
    }
    for (kind, name) in seen.unread {
        writer.builder.note(kind, name);
    }
    Ok(writer.builder.finish())
}

/// Reads and writes a part of the file.
fn story(writer: &mut Writer<'_>, text: &str, context: &Context<'_>, seen: &mut Seen) -> Result<(), Error> {
    let mut story = Story::new(Xml::new(text, MEDIA_TYPE, context.limits), context, seen);
    loop {
        match story.xml.next()? {
            Token::Start(element)
                if matches!(element.name(), "footnote" | "endnote") && element.attribute("type").is_some_and(|kind| kind != "normal") =>
            {
                story.xml.skip()?;
            }
            Token::Start(element) => {
                if let Some(block) = story.block(&element)? {
                    writer.block(block, None)?;
                }
            }
            Token::Eof => break,
            Token::End | Token::Text(_) => {}
        }
    }
    match story.carried() {
        Some(block) => writer.block(block, None),
        None => Ok(()),
    }
}
