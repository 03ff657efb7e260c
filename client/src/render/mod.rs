//! From results to what is printed: JSON for programs, text for people.
//!
//! Rendering decides nothing: it shows what the messages say, in the order they say it, and shows nothing as read, held or
//! equal that the message does not call so.

pub(crate) mod catalog;
pub(crate) mod diagnostics;
pub(crate) mod excerpt;
pub(crate) mod json;
pub(crate) mod markdown;
pub(crate) mod normalized;
pub(crate) mod place;
pub(crate) mod stem;
pub(crate) mod style;
pub(crate) mod summary;
pub(crate) mod table;
pub(crate) mod tree;
pub(crate) mod words;
