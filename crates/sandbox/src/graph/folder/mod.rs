//! Folders as Graph shows them: those of EWS, below `msgfolderroot`.

mod find;
mod shape;

pub(super) use find::{Given, given};
pub(super) use shape::{FolderShape, kind, property};
