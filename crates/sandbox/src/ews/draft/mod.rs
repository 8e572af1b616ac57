//! Messages that are made of the properties in a request.

mod compose;
mod deliver;
mod read;
mod rewrite;

pub(crate) use compose::encoded;
pub(crate) use compose::{Draft, File};
use compose::{field_line, mailbox};
pub(super) use deliver::deliver;
pub(crate) use deliver::{hand_over, without_bcc};
pub(super) use read::{Noted, attached, is_html, mime_content, note, people, properties};
pub(crate) use rewrite::{files, with_body, with_field, with_file, with_marks, with_people, without_part};
