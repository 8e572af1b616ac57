//! Messages that are made of the properties in a request.

mod compose;
mod deliver;
mod read;
mod rewrite;

pub(super) use compose::{Draft, File};
use compose::{encoded, field_line, mailbox};
pub(super) use deliver::deliver;
pub(super) use read::{Noted, attached, is_html, mime_content, note, people, properties};
pub(super) use rewrite::{files, with_body, with_file, with_marks, with_people, without_part};
