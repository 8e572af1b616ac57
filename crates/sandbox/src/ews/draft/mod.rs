//! Messages that are made of the properties in a request.

mod compose;
mod deliver;
mod read;
mod rewrite;

pub(super) use compose::{Draft, File};
use compose::{encoded, field_line};
pub(super) use deliver::deliver;
pub(super) use read::{Noted, attached, mime_content, note, people, properties};
pub(super) use rewrite::{with_field, with_file, with_marks, without_part};
