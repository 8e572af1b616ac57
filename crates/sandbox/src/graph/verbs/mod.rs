//! The operations, a file each. To add one: its file, its line in `route`, and the page it is written from.

pub(super) mod attachments;
mod batch;
pub(super) mod folders;
pub(super) mod messages;
mod page;
pub(super) mod user;

pub(super) use attachments::{Uploads, put_range};
pub(super) use batch::run as batch;
