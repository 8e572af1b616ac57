//! What Exchange keeps of a message, whichever way it is asked: by Exchange Web Services or by Graph.

mod header;
mod kept;
mod tag;
mod verb;

pub(super) use header::{class, complete, message_id};
pub(super) use kept::categories;
pub(super) use tag::Tag;
pub(super) use verb::Verb;
