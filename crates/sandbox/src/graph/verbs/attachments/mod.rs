//! Attachments (learn.microsoft.com/graph/api/resources/attachment).

mod add;
mod delete;
mod list;
mod put_range;
mod upload;

pub(in super::super) use add::add;
pub(in super::super) use delete::delete;
pub(in super::super) use list::{count, get, list, value};
pub(in super::super) use put_range::put_range;
pub(in super::super) use upload::{Uploads, create_upload_session};
