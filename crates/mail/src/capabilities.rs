//! What a mailbox can do. Asked before doing: callers, forms and the behaviour suite choose by it.

use crate::Categories;
use serde::{Deserialize, Serialize};

/// What a backend can do on this server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent fact, asked for by name")]
pub struct Capabilities {
    /// There are folders beside the inbox.
    pub folders: bool,
    /// Folders can be made, renamed and deleted.
    pub edit_folders: bool,
    /// Messages can be moved and copied between folders.
    pub move_messages: bool,
    /// A move tells the message's new name (RFC 4315, RFC 6851).
    pub reports_new_ids: bool,
    /// Flags are kept on the server.
    pub flags: bool,
    /// A message can be marked as read: on the server, or for this account here.
    pub marks_read: bool,
    /// Which categories messages can be given.
    pub categories: Categories,
    /// The server itself puts unwanted mail where that belongs, and heeds it ([`Mailbox::mark_junk`](crate::Mailbox::mark_junk)).
    pub heeds_junk: bool,
    /// Messages can be stored.
    pub append: bool,
    /// A message can be removed for good without touching others (RFC 4315).
    pub expunge_one: bool,
    /// What is removed for good is gone at once; else once [`Mailbox::settle`](crate::Mailbox::settle) or
    /// [`Mailbox::close`](crate::Mailbox::close) says so (RFC 1939 §6).
    pub removes_at_once: bool,
    /// A part of a message comes without the rest of it.
    pub fetch_parts: bool,
    /// New mail in a folder can be waited for.
    pub watch: bool,
}
