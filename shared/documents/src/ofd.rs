//! OFD files (GB/T 33190), the fixed-layout format of Chinese offices, by the characters and lines on their pages.
//!
//! An OFD file is a ZIP container of XML parts: a root that names documents, a document that names its pages and the
//! templates under them, and for each page the objects on it. Text is given with the place of every character, so the
//! rest is left to [`crate::layout`], as for PDF.
//!
//! ```text
//! OFD.xml ─ DocRoot ─▶ Doc_0/Document.xml ─ Pages ─▶ Pages/Page_0/Content.xml ─ TextObject, PathObject, ImageObject
//! ```
//!
//! Signatures are left alone: they do not belong to the text. Annotations, attachments and pictures are noted as not
//! read.

mod drawing;
mod page;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::rc::Rc;

use self::page::{Content, Frame};
use crate::build::Builder;
use crate::container::Container;
use crate::error::Error;
use crate::layout::{Page, Recorder, Totals, compose};
use crate::limits::Limits;
use crate::note::NoteKind;
use crate::xml::{Token, Xml, decode};
use crate::{Document, File, Kind};

/// Reads an OFD file.
pub(crate) fn read(file: File<'_>, limits: &Limits) -> Result<Document, Error> {
    let container = Container::open(file.bytes, MEDIA_TYPE, limits)?;
    let mut package = Package { container, limits, interpreted: 0 };
    let mut builder = Builder::new(MEDIA_TYPE, "UTF-8", limits);
    let mut totals = Totals::default();
    let mut pages = Vec::new();
    for root in package.document_roots()? {
        let outline = package.outline(&root)?;
        package.note_parts(&outline, &mut builder)?;
        limits.check("pages", pages.len() + outline.pages.len(), limits.pages)?;
        let mut templates = HashMap::new();
        for location in &outline.pages {
            pages.push(package.page(location, pages.len() + 1, &outline, &mut templates, &mut totals)?);
        }
    }
    compose(pages, &mut builder, limits)?;
    Ok(totals.finish(builder))
}

const MEDIA_TYPE: &str = Kind::Ofd.media_type();

/// A file being read.
struct Package<'a> {
    container: Container<'a>,
    limits: &'a Limits,
    /// Bytes of pages and templates, counted as often as they are drawn.
    interpreted: usize,
}

/// What a document says of itself; locations are paths in the container.
#[derive(Debug, Default)]
struct Outline {
    area: Option<Frame>,
    pages: Vec<String>,
    templates: HashMap<String, String>,
    annotations: Option<String>,
    attachments: Option<String>,
}

/// Templates that were read, by their identifiers.
type Templates = HashMap<String, Rc<Content>>;

impl<'a> Package<'a> {
    fn part(&mut self, path: &str) -> Result<String, Error> {
        let bytes = self.container.read(path)?.ok_or_else(|| damaged(&format!("{path} is missing")))?;
        decode(bytes, MEDIA_TYPE)
    }

    /// Paths of the documents, which are nearly always one.
    fn document_roots(&mut self) -> Result<Vec<String>, Error> {
        let text = self.part("OFD.xml")?;
        let mut xml = Xml::new(&text, MEDIA_TYPE, self.limits);
        let mut roots = Vec::new();
        loop {
            match xml.next()? {
                Token::Start(element) if element.name() == "DocRoot" => roots.push(resolved("OFD.xml", &xml.text()?)),
                Token::Eof => break,
                _ => {}
            }
        }
        if roots.is_empty() { Err(damaged("it names no document")) } else { Ok(roots) }
    }

    fn outline(&mut self, root: &str) -> Result<Outline, Error> {
        let text = self.part(root)?;
        let mut xml = Xml::new(&text, MEDIA_TYPE, self.limits);
        let mut outline = Outline::default();
        loop {
            let element = match xml.next()? {
                Token::Start(element) => element,
                Token::Eof => return Ok(outline),
                _ => continue,
            };
            let location = |location: Option<String>| location.map(|location| resolved(root, &location));
            match element.name() {
                "PhysicalBox" => outline.area = Frame::parsed(&xml.text()?),
                "Page" => {
                    let page = location(element.attribute("BaseLoc"));
                    outline.pages.push(page.ok_or_else(|| damaged("a page without a location"))?);
                    self.limits.check("pages", outline.pages.len(), self.limits.pages)?;
                }
                "TemplatePage" => {
                    if let Some((id, location)) = element.attribute("ID").zip(location(element.attribute("BaseLoc"))) {
                        outline.templates.insert(id, location);
                    }
                }
                "Annotations" => outline.annotations = location(Some(xml.text()?)),
                "Attachments" => outline.attachments = location(Some(xml.text()?)),
                _ => {}
            }
        }
    }

    /// Notes annotations and attachments, which are not read.
    fn note_parts(&mut self, outline: &Outline, builder: &mut Builder<'_>) -> Result<(), Error> {
        if let Some(path) = outline.annotations.as_deref().filter(|path| self.container.has(path)) {
            let count = self.named(path, "Page", "PageID")?.len();
            if count > 0 {
                builder.note(NoteKind::NotRead, format!("annotations on {count} pages"));
            }
        }
        if let Some(path) = outline.attachments.as_deref().filter(|path| self.container.has(path)) {
            for name in self.named(path, "Attachment", "Name")? {
                builder.note(NoteKind::NotRead, format!("attachment {name}"));
            }
        }
        Ok(())
    }

    /// An attribute of each element of a name in a part.
    fn named(&mut self, path: &str, element: &str, attribute: &str) -> Result<Vec<String>, Error> {
        let text = self.part(path)?;
        let mut xml = Xml::new(&text, MEDIA_TYPE, self.limits);
        let mut found = Vec::new();
        loop {
            match xml.next()? {
                Token::Start(start) if start.name() == element => found.push(start.attribute(attribute).unwrap_or_default()),
                Token::Eof => return Ok(found),
                _ => {}
            }
        }
    }

    fn page(
        &mut self,
        path: &str,
        number: usize,
        outline: &Outline,
        templates: &mut Templates,
        totals: &mut Totals,
    ) -> Result<Page, Error> {
        let content = self.content(path)?;
        let under = content.templates.iter().filter(|template| !template.over);
        let over = content.templates.iter().filter(|template| template.over);
        let area = content.area.or(outline.area).unwrap_or(Frame::A4);
        let mut recorder = Recorder::new(area.page(u32::try_from(number).unwrap_or(u32::MAX)), totals, self.limits);
        for template in under {
            self.template(&template.id, outline, templates)?.record(area, &mut recorder);
        }
        self.interpret(content.size)?;
        content.record(area, &mut recorder);
        for template in over {
            self.template(&template.id, outline, templates)?.record(area, &mut recorder);
        }
        recorder.finish()
    }

    /// The content of a template; nothing if the document names none.
    fn template(&mut self, id: &str, outline: &Outline, templates: &mut Templates) -> Result<Rc<Content>, Error> {
        let content = match (templates.get(id), outline.templates.get(id)) {
            (Some(content), _) => Rc::clone(content),
            (None, Some(path)) => Rc::new(self.content(path)?),
            (None, None) => Rc::default(),
        };
        self.interpret(content.size)?;
        templates.entry(id.to_owned()).or_insert_with(|| Rc::clone(&content));
        Ok(content)
    }

    fn content(&mut self, path: &str) -> Result<Content, Error> {
        let text = self.part(path)?;
        Content::parsed(&text, Xml::new(&text, MEDIA_TYPE, self.limits))
    }

    fn interpret(&mut self, size: usize) -> Result<(), Error> {
        self.interpreted = self.interpreted.saturating_add(size);
        self.limits.check("interpreted_bytes", self.interpreted, self.limits.interpreted_bytes)
    }
}

/// A location named in a part, as a path in the container.
fn resolved(part: &str, location: &str) -> String {
    let location = location.trim().replace('\\', "/");
    let folder = if location.starts_with('/') { "" } else { part.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(location.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn damaged(detail: &str) -> Error {
    Error::Damaged { media_type: MEDIA_TYPE, detail: detail.to_owned() }
}
