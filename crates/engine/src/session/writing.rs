//! Changing a mailbox, for whoever holds a permit.

use super::Session;
use crate::failure::Failure;
use carteiro_mail::{Envelope, FlagChange, Flags, FolderPath, MessageRef, Sent};
use carteiro_world::Spool;
use jiff::Timestamp;

/// A session in which something may be changed: what fails says in which session it did.
pub(crate) struct Writing<'a>(pub(super) &'a Session);

/// The nth answer is that of the nth message.
type Each<T> = Vec<Result<T, Failure>>;

impl Writing<'_> {
    /// Moves messages, and answers where they are.
    pub(crate) async fn move_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Each<MessageRef> {
        self.each(self.0.mailbox.move_to(messages, to).await)
    }

    /// Copies messages, and answers where the copies are.
    pub(crate) async fn copy_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Each<MessageRef> {
        self.each(self.0.mailbox.copy_to(messages, to).await)
    }

    /// Changes flags.
    pub(crate) async fn flag(&self, messages: Vec<MessageRef>, change: FlagChange) -> Each<()> {
        self.each(self.0.mailbox.flag(messages, change).await)
    }

    /// Puts messages among the unwanted mail, or back, and answers where they are.
    pub(crate) async fn mark_junk(
        &self,
        messages: Vec<MessageRef>,
        is_junk: bool,
        to: FolderPath,
    ) -> Each<MessageRef> {
        self.each(self.0.mailbox.mark_junk(messages, is_junk, to).await)
    }

    /// Removes messages for good.
    pub(crate) async fn delete(&self, messages: Vec<MessageRef>) -> Each<()> {
        self.each(self.0.mailbox.delete(messages).await)
    }

    /// Stores a message, and answers where it is.
    pub(crate) async fn append(
        &self,
        folder: FolderPath,
        content: Spool,
        flags: Flags,
        received_at: Option<Timestamp>,
    ) -> Result<MessageRef, Failure> {
        self.0.own(self.0.mailbox.append(folder, content, flags, received_at).await)
    }

    /// Sends a message: to all that the envelope names, or to nobody. `InvalidInput`: nobody said where mail goes out.
    pub(crate) async fn send(&self, envelope: Envelope, content: Spool) -> Result<Sent, Failure> {
        self.0.own(self.0.outgoing()?.send(envelope, content).await)
    }

    /// Makes a folder.
    pub(crate) async fn create_folder(&self, path: FolderPath) -> Result<(), Failure> {
        self.0.own(self.0.mailbox.create_folder(path).await)
    }

    /// Gives a folder another place.
    pub(crate) async fn rename_folder(&self, from: FolderPath, to: FolderPath) -> Result<(), Failure> {
        self.0.own(self.0.mailbox.rename_folder(from, to).await)
    }

    /// Removes a folder with its messages.
    pub(crate) async fn delete_folder(&self, path: FolderPath) -> Result<(), Failure> {
        self.0.own(self.0.mailbox.delete_folder(path).await)
    }

    fn each<T>(&self, answers: Vec<carteiro_mail::Result<T>>) -> Each<T> {
        answers.into_iter().map(|answer| self.0.own(answer)).collect()
    }
}
