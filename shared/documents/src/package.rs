//! How the parts of an Office file (OOXML) refer to each other.
//!
//! Only what lies inside the file is followed; targets outside are left out, and never fetched.

use std::collections::HashMap;

use crate::container::Container;
use crate::error::Error;
use crate::limits::Limits;
use crate::xml::Xml;

/// The name and text of the part that the file is about.
pub(crate) fn main_part(container: &mut Container<'_>, usual: &str, limits: &Limits) -> Result<(String, String), Error> {
    let relations = Relations::read(container, "", limits)?;
    let main = relations.of_type("officeDocument").filter(|target| container.has(target)).unwrap_or(usual).to_owned();
    let text = container.text(&main)?;
    let text = text.ok_or_else(|| Error::Damaged { media_type: container.media_type(), detail: format!("{main} is missing") })?;
    Ok((main, text))
}

/// What a part refers to inside the file.
#[derive(Default)]
pub(crate) struct Relations {
    by_id: HashMap<String, Relation>,
    /// The first part of each type.
    by_kind: HashMap<String, String>,
}

struct Relation {
    /// The last word of its type.
    kind: String,
    target: String,
}

impl Relations {
    /// Reads the relations of a part, or of the file if the part has no name.
    pub(crate) fn read(container: &mut Container<'_>, of: &str, limits: &Limits) -> Result<Self, Error> {
        let (folder, name) = of.rsplit_once('/').map_or(("", of), |(folder, name)| (folder, name));
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut read = Self::default();
        let Some(text) = container.text(&format!("{prefix}_rels/{name}.rels"))? else { return Ok(read) };
        let mut xml = Xml::new(&text, container.media_type(), limits);
        while let Some(element) = xml.inside(1)? {
            let external = element.attribute("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
            if element.name() == "Relationship" && !external {
                let of = |name| element.attribute(name).unwrap_or_default();
                let target = of("Target");
                let target = match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None => resolved(&prefix, &target),
                };
                let kind = of("Type").rsplit('/').next().unwrap_or_default().to_owned();
                read.by_kind.entry(kind.clone()).or_insert_with(|| target.clone());
                read.by_id.entry(of("Id")).or_insert(Relation { kind, target });
            }
        }
        Ok(read)
    }

    /// The first part of a type.
    pub(crate) fn of_type(&self, kind: &str) -> Option<&str> {
        self.by_kind.get(kind).map(String::as_str)
    }

    /// The part that an identifier stands for.
    pub(crate) fn target(&self, id: &str) -> Option<&str> {
        self.by_id.get(id).map(|relation| relation.target.as_str())
    }

    /// The last word of the type of the relation that an identifier stands for.
    pub(crate) fn kind(&self, id: &str) -> Option<&str> {
        self.by_id.get(id).map(|relation| relation.kind.as_str())
    }

    /// Text of the part with a type.
    pub(crate) fn part(&self, container: &mut Container<'_>, kind: &str) -> Result<Option<String>, Error> {
        self.of_type(kind).map_or(Ok(None), |target| container.text(target))
    }
}

/// A target beside the part that refers to it, with `..` taken out.
fn resolved(prefix: &str, target: &str) -> String {
    let mut folders: Vec<&str> = Vec::new();
    for piece in prefix.split('/').chain(target.split(['/', '\\'])) {
        match piece {
            "" | "." => {}
            ".." => {
                folders.pop();
            }
            name => folders.push(name),
        }
    }
    folders.join("/")
}
