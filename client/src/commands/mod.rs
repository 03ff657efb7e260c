//! What each command does, once the words of the command line are understood.

pub(crate) mod catalog;
pub(crate) mod reports;
