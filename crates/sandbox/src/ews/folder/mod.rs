//! Folders as EWS shows them: a tree below `root` and `msgfolderroot`, made of the names in the store.

mod given;
mod shape;
mod tree;

pub(super) use given::{Given, given};
pub(super) use shape::{FolderShape, folder_id, value};
pub(crate) use tree::{Place, ROOT, TOP, Tree, as_stored};
