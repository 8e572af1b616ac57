//! Messages (learn.microsoft.com/graph/api/resources/message).

mod create;
mod delete;
mod delta;
mod get;
mod list;
mod named;
mod respond;
mod send;
mod transfer;
mod update;

pub(in super::super) use create::create;
pub(super) use create::created;
pub(in super::super) use delete::{delete, delete_for_good};
pub(in super::super) use delta::delta;
pub(super) use delta::lost;
pub(in super::super) use get::{get, value};
pub(in super::super) use list::{count, list};
pub(in super::super) use named::Named;
pub(in super::super) use respond::{
    create_forward, create_reply, create_reply_all, forward, reply, reply_all,
};
pub(super) use send::parameters;
pub(in super::super) use send::{send, send_mail};
pub(super) use transfer::destination;
pub(in super::super) use transfer::{copy, move_to};
pub(in super::super) use update::update;
