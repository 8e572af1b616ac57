//! The ways in which the server misbehaves on purpose. To add one: a line in the list below; it is the variant, its
//! name as text and the sentence about it.

mod list;
mod text;

pub use list::Fault;
pub use text::{Entry, Whom};
