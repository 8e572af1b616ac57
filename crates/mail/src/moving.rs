//! Moving messages, and finding those again whose new places nobody told.

use crate::fetch::is_gone;
use crate::guard::{Try, operation, unknown};
use crate::{Backend, ContentKey, Error, FlagChange, FolderPath, Mailbox, MessageRef, Result, Retry};
use std::collections::HashMap;

impl Mailbox {
    /// Moves messages, and answers their new places. One that was moved by an earlier try whose answer was lost is
    /// found by what it is recognised by; where that cannot tell, it is `OutcomeUnknown`.
    pub async fn move_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Vec<Result<MessageRef>> {
        self.carried_to(messages, to, None).await
    }

    /// Puts messages among the unwanted mail, or brings them back: `to` is the folder for that. Where the server heeds it
    /// ([`Capabilities::heeds_junk`](crate::Capabilities::heeds_junk)), mail of those who sent them is treated alike from
    /// now on; elsewhere messages get the keywords that filters listen to, where these are kept and may be set.
    pub async fn mark_junk(
        &self,
        messages: Vec<MessageRef>,
        is_junk: bool,
        to: FolderPath,
    ) -> Vec<Result<MessageRef>> {
        if self.capabilities().await.heeds_junk {
            return self.carried_to(messages, to, Some(is_junk)).await;
        }
        drop(self.flag(messages.clone(), FlagChange::junk(is_junk)).await);
        self.move_to(messages, to).await
    }

    async fn carried_to(
        &self,
        messages: Vec<MessageRef>,
        to: FolderPath,
        junk: Option<bool>,
    ) -> Vec<Result<MessageRef>> {
        let target = to.clone();
        let moved = self.each(&operation::MOVE, messages.clone(), move |backend, messages| {
            let to = target.clone();
            async move {
                let unsure = backend.may_have_happened;
                let moved = match junk {
                    Some(is_junk) => backend.mark_junk(messages, is_junk, to).await?,
                    None => backend.move_to(messages, to).await?,
                };
                let moved = moved.into_iter().map(|moved| match moved {
                    Err(error) if is_gone(&error) => Ok(Moved::Gone { error, unsure }),
                    other => other.map(Moved::There),
                });
                Ok(moved.collect())
            }
        });
        self.arrived(messages, moved.await, &to).await
    }

    /// Looks in `to` for messages that are not where they were: an earlier try, or an earlier run, may have moved them.
    async fn arrived(
        &self,
        messages: Vec<MessageRef>,
        moved: Vec<Result<Moved>>,
        to: &FolderPath,
    ) -> Vec<Result<MessageRef>> {
        let is_gone = |moved: &Result<Moved>| matches!(moved, Ok(Moved::Gone { .. }));
        let gone = messages.into_iter().zip(&moved).filter(|(_, moved)| is_gone(moved));
        let keys: Vec<ContentKey> = gone.map(|(message, _)| message.key).collect();
        let found = if keys.is_empty() { Ok(Vec::new()) } else { self.locate(to, keys).await };
        let (found, lost) = match found {
            Ok(found) => (found, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        let mut found = found.into_iter();
        let place = |moved: Result<Moved>| match moved? {
            Moved::There(place) => Ok(place),
            Moved::Gone { error, unsure } => match (found.next().flatten(), &lost) {
                (Some(place), _) => Ok(place),
                (None, lost) if unsure => Err(unknown(&operation::MOVE, lost.as_ref().unwrap_or(&error))),
                (None, Some(lost)) if lost.is_connection() => Err(lost.clone()),
                (None, _) => Err(error.during(operation::MOVE.name)),
            },
        };
        moved.into_iter().map(place).collect()
    }

    async fn locate(&self, folder: &FolderPath, keys: Vec<ContentKey>) -> Result<Vec<Option<MessageRef>>> {
        let look = |backend: Try| {
            let (folder, keys) = (folder.clone(), keys.clone());
            async move { backend.locate(folder, keys).await }
        };
        self.0.run(&operation::LOCATE, look).await
    }
}

/// What became of a message that was to move.
enum Moved {
    /// It is there now.
    There(MessageRef),
    /// It is not where it was.
    Gone {
        error: Error,
        /// Whether an earlier try of ours may have moved it.
        unsure: bool,
    },
}

/// Fills in the ids of messages whose server did not tell them after a move.
pub(crate) async fn located(backend: &dyn Backend, messages: Vec<MessageRef>) -> Result<Vec<MessageRef>> {
    let mut messages = messages;
    let mut nameless: HashMap<FolderPath, Vec<&mut MessageRef>> = HashMap::new();
    for message in messages.iter_mut().filter(|message| message.id.is_none()) {
        nameless.entry(message.folder.clone()).or_default().push(message);
    }
    for (folder, nameless) in nameless {
        let keys = nameless.iter().map(|message| message.key.clone()).collect();
        let found = backend.locate(folder, keys).await.map_err(|error| match error.retry() {
            // Looking has changed nothing.
            Retry::Unsure => error.retrying(Retry::Reconnect),
            _ => error,
        })?;
        for (message, found) in nameless.into_iter().zip(found) {
            if let Some(found) = found {
                *message = found;
            }
        }
    }
    Ok(messages)
}
