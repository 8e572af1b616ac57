//! What a mail server has to know of MIME: where the parts are, what their headers say, and the text to search in.

mod address;
mod content;
mod header;
mod part;
mod search_text;

pub(crate) use address::Address;
pub(crate) use content::{Content, Parameter};
pub(crate) use header::fields;
pub(crate) use part::{Kind, Part};
pub(crate) use search_text::{SearchText, fold};
