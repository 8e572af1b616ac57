//! Messages as Graph shows them.

mod attached;
mod extended;
mod find;
mod property;
mod search;
mod shape;
mod view;
mod written;

pub(super) use attached::{AttachmentShape, content, file, last, named};
pub(super) use find::{Found, found, look_up};
pub(super) use property::kind;
pub(super) use shape::Shape;
pub(super) use view::View;
use view::at;
pub(super) use written::{Written, mime, wrong};
