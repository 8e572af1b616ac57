//! Folders of mail (learn.microsoft.com/graph/api/resources/mailfolder).

mod create;
mod delete;
mod delta;
mod list;
mod transfer;
mod update;

pub(in super::super) use create::create;
pub(in super::super) use delete::{delete, delete_for_good};
pub(in super::super) use delta::delta;
pub(in super::super) use list::{count, get, list};
pub(in super::super) use transfer::{copy, move_to};
pub(in super::super) use update::update;
