//! What is known of the world outside a report, as far as rules need it: documents and bodies, each with its years.
//!
//! Turns `registers/*.toml` into tables that rules look into. An entry is there only if it is certain; what is not listed is
//! not known, and a rule says nothing of it.

use serde::Deserialize;

use crate::catalog::CatalogError;

/// The text of the register of documents.
pub(crate) const DOCUMENTS: &str = include_str!("../registers/documents.toml");
/// The text of the register of abolished bodies.
pub(crate) const AGENCIES: &str = include_str!("../registers/agencies.toml");

/// The registers.
#[derive(Debug)]
pub struct Registers {
    /// Documents that reports cite.
    pub documents: Vec<Document>,
    /// Bodies that were abolished.
    pub agencies: Vec<Agency>,
}

/// A national document.
#[derive(Debug)]
pub struct Document {
    /// Its number as it should be written, `国办公开办函〔2019〕60号`.
    pub number: String,
    /// The number in its parts.
    parts: Number,
    /// Words by which a title is known to be its.
    pub titles: Vec<String>,
    /// First report year it is a basis of.
    pub basis_from: Option<i32>,
    /// Last report year it is a basis of.
    pub basis_until: Option<i32>,
    /// Number of the document that took its place.
    pub replaced_by: Option<String>,
}

/// A body that was abolished.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Its names, without the place.
    pub names: Vec<String>,
    /// Last report year in which the name is not remarkable.
    pub last_year: i32,
    /// The body that most governments have in its place.
    pub successor: String,
}

/// A document's number in its parts: 国办公开办函, 2019, 60; an order has no year.
#[derive(Debug)]
struct Number {
    issuer: String,
    year: Option<i32>,
    serial: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentsFile {
    document: Vec<DocumentEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentEntry {
    number: String,
    titles: Vec<String>,
    basis_from: Option<i32>,
    basis_until: Option<i32>,
    replaced_by: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgenciesFile {
    agency: Vec<Agency>,
}

impl Registers {
    /// Reads the registers that the program was built with.
    ///
    /// # Errors
    ///
    /// Refuses a file that is not in its form, a number that is none, and a successor that is not in the register.
    pub(crate) fn load() -> Result<Self, CatalogError> {
        let documents: DocumentsFile = toml::from_str(DOCUMENTS).map_err(|error| fault("documents.toml", error.to_string()))?;
        let agencies: AgenciesFile = toml::from_str(AGENCIES).map_err(|error| fault("agencies.toml", error.to_string()))?;
        let documents = documents.document.into_iter().map(document).collect::<Result<Vec<_>, _>>()?;
        for document in &documents {
            if let Some(later) = document.replaced_by.as_ref().filter(|later| !documents.iter().any(|other| other.number == **later)) {
                return Err(fault(&document.number, format!("is replaced by {later}, which is not in the register")));
            }
        }
        Ok(Self { documents, agencies: agencies.agency })
    }

    /// The document with a number; `issuer` may have other words before the letters of the issuer.
    #[must_use]
    pub fn by_number(&self, issuer: &str, year: Option<i32>, serial: u32) -> Option<&Document> {
        self.documents.iter().find(|document| {
            let parts = &document.parts;
            // Orders of the State Council are numbered 国令第711号 as well.
            let by = issuer.ends_with(&parts.issuer) || (parts.issuer == "国务院令" && issuer.ends_with("国令"));
            parts.serial == serial && parts.year == year && by
        })
    }

    /// The body with a name.
    #[must_use]
    pub fn agency(&self, name: &str) -> Option<&Agency> {
        self.agencies.iter().find(|agency| agency.names.iter().any(|known| known == name))
    }
}

impl Document {
    /// Whether a title, without blanks and quotation marks, is known to be this document's.
    #[must_use]
    pub fn bears(&self, title: &str) -> bool {
        self.titles.iter().any(|known| title.contains(known.as_str()))
    }
}

fn document(entry: DocumentEntry) -> Result<Document, CatalogError> {
    let parts = number(&entry.number).ok_or_else(|| fault(&entry.number, "is no document number".to_owned()))?;
    let DocumentEntry { number, titles, basis_from, basis_until, replaced_by } = entry;
    Ok(Document { number, parts, titles, basis_from, basis_until, replaced_by })
}

/// The parts of a number as the register writes it: 国办发〔2014〕32号, 国务院令第711号.
fn number(text: &str) -> Option<Number> {
    let text = text.strip_suffix('号')?;
    if let Some((issuer, serial)) = text.split_once('第') {
        return Some(Number { issuer: issuer.to_owned(), year: None, serial: serial.parse().ok()? });
    }
    let (issuer, rest) = text.split_once('〔')?;
    let (year, serial) = rest.split_once('〕')?;
    Some(Number { issuer: issuer.to_owned(), year: Some(year.parse().ok()?), serial: serial.parse().ok()? })
}

fn fault(what: &str, message: String) -> CatalogError {
    CatalogError::Register { entry: what.to_owned(), message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_by_their_numbers_whatever_stands_before() {
        let registers = Registers::load().unwrap();
        let found = |issuer: &str, year, serial| registers.by_number(issuer, year, serial).map(|document| document.number.as_str());
        assert_eq!(found("中华人民共和国国务院令", None, 711), Some("国务院令第711号"));
        assert_eq!(found("国令", None, 711), Some("国务院令第711号"));
        assert_eq!(found("按照国办公开办函", Some(2019), 60), Some("国办公开办函〔2019〕60号"));
        assert_eq!(found("国办函", Some(2019), 60), None);
        assert_eq!(found("国家环境保护总局令", None, 711), None);
    }

    #[test]
    fn every_document_bears_its_own_titles_and_every_body_has_a_name() {
        let registers = Registers::load().unwrap();
        assert!(registers.documents.iter().all(|document| !document.titles.is_empty() && document.bears(&document.titles[0])));
        assert!(registers.agencies.iter().all(|agency| !agency.names.is_empty() && agency.last_year >= 2018));
        assert_eq!(registers.agency("法制办").map(|agency| agency.successor.as_str()), Some("司法局"));
    }
}
