//! From candidates that were judged to sections with their extents.
//!
//! Turns the lines into the three parts of an [`Outline`], each in the order of the text, and matches top headings to the
//! sections of the form, by wording first.

use super::{Candidate, Outline, PieceKind, Reader, to_u32};
use crate::recognise::official;
use crate::report::Section;
use crate::source::Span;

impl Reader<'_> {
    pub(super) fn finish(self) -> Outline {
        let mut outline = Outline { paragraphs: Vec::with_capacity(self.pieces.len()), ..Outline::default() };
        for piece in &self.pieces {
            match piece.kind {
                PieceKind::Furniture => outline.furniture.push(piece.span),
                PieceKind::Candidate(at) if (1..=3).contains(&self.candidates[at].level) => {
                    let candidate = &self.candidates[at];
                    outline.sections.push(self.section(candidate, piece.span));
                    if !candidate.rest.is_empty() {
                        outline.paragraphs.push(candidate.rest);
                    }
                }
                PieceKind::Text | PieceKind::Candidate(_) => outline.paragraphs.push(piece.span),
            }
        }
        self.match_sections(&mut outline.sections);
        set_extents(&mut outline.sections, to_u32(self.source.text().len()));
        outline
    }

    fn section(&self, candidate: &Candidate, line: Span) -> Section {
        Section {
            level: candidate.level,
            ordinal: self.source.slice(candidate.ordinal).to_owned(),
            number: candidate.number,
            style: candidate.style,
            heading: plain(self.source.slice(candidate.heading)),
            span: candidate.heading,
            ordinal_span: candidate.ordinal,
            extent: line,
            form_section: None,
        }
    }

    /// Matches top headings to the sections of the form, by wording first.
    fn match_sections(&self, sections: &mut [Section]) {
        let Some(form) = self.form else { return };
        let mut taken = Vec::new();
        let mut open = Vec::new();
        for (at, section) in sections.iter_mut().enumerate().filter(|(_, section)| section.level == 1) {
            let key = official::key(&section.heading, self.folder);
            section.form_section = self.official.by_wording(Some(form), &key).map(|wording| wording.section);
            match section.form_section {
                Some(number) => taken.push(number),
                None => open.push((at, key)),
            }
        }
        for (at, key) in open {
            sections[at].form_section = self.official.by_meaning(form, &key, &taken);
        }
    }
}

/// A heading without Markdown's marks of bold type, on one line.
fn plain(heading: &str) -> String {
    if memchr::memchr2(b'*', b'\n', heading.as_bytes()).is_none() {
        return heading.to_owned();
    }
    let heading = if heading.contains('*') { heading.replace("**", "") } else { heading.to_owned() };
    if heading.contains('\n') { heading.split('\n').map(str::trim).collect() } else { heading }
}

/// Extends each section to the next heading of the same or a higher level.
fn set_extents(sections: &mut [Section], end: u32) {
    let mut open: Vec<usize> = Vec::with_capacity(3);
    for at in 0..sections.len() {
        let start = sections[at].extent.start();
        while let Some(&last) = open.last() {
            if sections[last].level < sections[at].level {
                break;
            }
            sections[last].extent = Span::new(sections[last].extent.start(), start);
            open.pop();
        }
        open.push(at);
    }
    for at in open {
        sections[at].extent = Span::new(sections[at].extent.start(), end);
    }
}
