//! What every kind of mailbox does. Backends are naive: they do not retry, wait or reconnect; the guard does.

use crate::mime::{PartId, Structure};
use crate::{
    Capabilities, Changes, Content, ContentKey, Cursor, FlagChange, Flags, Folder, FolderPath, Message,
    MessageRef, Notices, Query, Result, Unreadable, Wanted,
};
use carteiro_auth::Renew;
use carteiro_world::Spool;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;

/// A future of a backend.
pub type Pending<'a, T> = BoxFuture<'a, Result<T>>;

/// Messages as they arrive: each reference that was asked for exactly once, in any order.
pub type Arriving = BoxStream<'static, Result<Message, Unreadable>>;

/// One signed-in mailbox.
///
/// - An effect that was sent is carried through even when its future is dropped.
/// - Nothing sets `\Seen` but [`Backend::flag`].
/// - In the lists of results, the nth belongs to the nth reference.
pub trait Backend: Send + Sync {
    /// What it can do.
    fn capabilities(&self) -> Capabilities;

    /// All folders, parents before children.
    fn folders(&self) -> Pending<'_, Vec<Folder>>;

    /// Whether every folder lies below the inbox, whatever their paths say (RFC 2342: a namespace `INBOX.`).
    fn keeps_all_below_inbox(&self) -> bool {
        false
    }

    /// Whether the header of a message comes without the rest of it, as far as that is known.
    fn reads_headers_alone(&self) -> bool {
        true
    }

    /// The messages of `folder` that the server does not rule out, oldest arrival first: a superset of what
    /// `query` matches. Messages marked for removal are left out. `NotFound`: no such folder.
    fn search(&self, folder: FolderPath, query: Query) -> Pending<'_, Vec<MessageRef>>;

    /// How many messages of `folder` the query matches, without those marked for removal, when the server tells that by
    /// itself: `None` when the messages must be looked at. `NotFound`: no such folder.
    fn count(&self, folder: FolderPath, query: Query) -> Pending<'_, Option<u64>>;

    /// Looks in `folder` for messages by what they can be recognised by. The nth answer is that of the nth key: `None`
    /// when there is none, or several.
    fn locate(&self, folder: FolderPath, keys: Vec<ContentKey>) -> Pending<'_, Vec<Option<MessageRef>>>;

    /// Fetches messages of one folder. A message that is gone is `NotFound`.
    fn fetch(&self, messages: Vec<MessageRef>, wanted: Wanted) -> Arriving;

    /// Fetches single parts of a message, and leaves the rest of it where it is; the nth answer is that of the nth id.
    /// `known` are its parts as [`Backend::fetch`] told them, where somebody has them.
    ///
    /// `NotFound`: the message is gone; or, for one part, there is no such part.
    fn parts(
        &self,
        message: MessageRef,
        ids: Vec<PartId>,
        known: Option<Arc<Structure>>,
    ) -> Pending<'_, Vec<Result<Content>>>;

    /// Moves messages of one folder. Answers their new places. `NotFound`: a message, or the folder, is not there.
    fn move_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>>;

    /// Puts messages of one folder among the unwanted mail, `to`, or back from there, and tells the server's filter about who
    /// sent them, where [`Capabilities::heeds_junk`]. Answers their new places.
    fn mark_junk(
        &self,
        messages: Vec<MessageRef>,
        is_junk: bool,
        to: FolderPath,
    ) -> Pending<'_, Vec<Result<MessageRef>>> {
        let _ = is_junk;
        self.move_to(messages, to)
    }

    /// The address of whom the server's directory knows by this name; `None` where it knows nobody, or several, or where
    /// there is no directory.
    fn resolve(&self, name: String) -> Pending<'_, Option<String>> {
        drop(name);
        Box::pin(std::future::ready(Ok(None)))
    }

    /// Copies messages of one folder. Answers the copies' places.
    fn copy_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>>;

    /// Changes flags of messages of one folder. A message that is gone is `NotFound` where the server tells.
    fn flag(&self, messages: Vec<MessageRef>, change: FlagChange) -> Pending<'_, Vec<Result<()>>>;

    /// Removes messages of one folder for good; where [`Capabilities::removes_at_once`] is not, that is accepted, and takes
    /// hold with [`Backend::settle`]. One that is gone already is removed.
    fn delete(&self, messages: Vec<MessageRef>) -> Pending<'_, Vec<Result<()>>>;

    /// Makes all that was removed in this session gone for good.
    fn settle(&self) -> Pending<'_, ()> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// Stores a message.
    fn append(
        &self,
        folder: FolderPath,
        content: Spool,
        flags: Flags,
        received_at: Option<Timestamp>,
    ) -> Pending<'_, MessageRef>;

    /// Makes a folder. `Exists`: it is there already.
    fn create_folder(&self, path: FolderPath) -> Pending<'_, ()>;

    /// Gives a folder, and those below it, another place. `NotFound`, `Exists`.
    fn rename_folder(&self, from: FolderPath, to: FolderPath) -> Pending<'_, ()>;

    /// Removes a folder with its messages. `NotFound`.
    fn delete_folder(&self, path: FolderPath) -> Pending<'_, ()>;

    /// Where `folder` is now, told over a connection that stands: a watch from there on tells what comes in later. `NotFound`:
    /// no such folder.
    fn cursor(&self, folder: FolderPath) -> Pending<'_, Cursor>;

    /// Tells what comes into `folder`, in the order of arrival, over a connection of its own, which ends with the stream:
    /// everything since `since`, then [`Change::CaughtUp`](crate::Change::CaughtUp), then what happens. `NotFound`: no
    /// such folder. An error is the last item.
    fn watch(&self, folder: FolderPath, since: Option<Cursor>, renew: Renew) -> Changes;

    /// For how long so far the server has asked for this mailbox to be left alone: time in which nothing can be done.
    fn left_alone(&self) -> Duration {
        Duration::ZERO
    }

    /// What the session cost so far; what a watch cost is known when it has ended.
    fn cost(&self) -> Cost;

    /// Ends the session. May be called again.
    fn close(&self) -> Pending<'_, ()>;
}

/// What a session cost on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Cost {
    /// Connections opened.
    pub connections: u64,
    /// Commands or requests sent.
    pub commands: u64,
    /// Moments at which we spoke after having waited: round trips.
    pub turns: u64,
    /// Bytes received.
    pub received: u64,
    /// Bytes sent.
    pub sent: u64,
}

impl Cost {
    /// What was added to `before`.
    pub(crate) fn since(self, before: Self) -> Self {
        Self {
            connections: self.connections - before.connections,
            commands: self.commands - before.commands,
            turns: self.turns - before.turns,
            received: self.received - before.received,
            sent: self.sent - before.sent,
        }
    }
}

impl std::ops::AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.connections += other.connections;
        self.commands += other.commands;
        self.turns += other.turns;
        self.received += other.received;
        self.sent += other.sent;
    }
}

/// Opens sessions of one mailbox: again after a connection broke, with a fresh credential after one was refused.
pub trait Open: Send + Sync {
    /// Connects and signs in. What the server wants people to know goes to `notices`, then and later.
    fn open(&self, renew: Renew, notices: Notices) -> Pending<'_, Arc<dyn Backend>>;
}
