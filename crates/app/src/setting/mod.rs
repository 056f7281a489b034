//! Settings: each is declared once; the command line, the environment, the file, the documents and `doctor` come from here.

mod document;
mod meaning;
mod table;
mod typed;

pub(crate) use document::{document, listing};
pub(crate) use meaning::{Mode, Settings};
pub(crate) use table::SETTINGS;
pub(crate) use typed::Typed;
