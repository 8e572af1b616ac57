//! Messages that are made of the properties in a request.

mod compose;
mod deliver;
mod read;

pub(super) use compose::{Draft, File, encoded, field_line};
pub(super) use deliver::deliver;
pub(super) use read::{Noted, attached, mime_content, note, people, properties};
