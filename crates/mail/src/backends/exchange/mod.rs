//! What Exchange keeps of a message, whichever way it is asked: by Exchange Web Services or by Graph.

mod header;
mod held;
mod kept;
mod key;
mod name;
mod recent;
mod rename;
mod tag;
mod tree;
mod unsent;
mod verb;

pub(super) use header::{class, complete, message_id};
pub(super) use held::Held;
pub(super) use kept::categories;
pub(super) use key::alone;
pub(super) use name::legal;
pub(super) use recent::Recent;
pub(super) use rename::{Step, beside, steps, take};
pub(super) use tag::Tag;
pub(super) use tree::{FolderId, Tree, WellKnown, above};
pub(super) use unsent::unsent;
pub(super) use verb::Verb;
