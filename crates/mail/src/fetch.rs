//! Fetching messages that are named: again where a connection broke, one by one where one of them breaks it.

use crate::guard::operation::{self, Operation};
use crate::moving::located;
use crate::{
    Backend, ContentKey, Error, FolderPath, Kind, Mailbox, Message, MessageRef, Retry, ServerId, Unreadable,
    Wanted,
};
use futures_util::StreamExt;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

impl Mailbox {
    /// Fetches messages, in the order of `messages`. One that cannot be read is an `Err` among the others.
    pub async fn fetch(
        &self,
        messages: Vec<MessageRef>,
        wanted: impl Into<Wanted>,
    ) -> Vec<Result<Message, Unreadable>> {
        self.fetch_wanted(messages, wanted.into()).await
    }

    async fn fetch_wanted(
        &self,
        messages: Vec<MessageRef>,
        wanted: Wanted,
    ) -> Vec<Result<Message, Unreadable>> {
        if messages.is_empty() {
            return Vec::new();
        }
        if let Err(error) = self.0.check(&operation::FETCH) {
            return messages.into_iter().map(|one| Err(unreadable(one, &error))).collect();
        }
        let operation = if wanted.parts.is_heavy() { &operation::FETCH_CONTENT } else { &operation::FETCH };
        let (done, failed) = (HashMap::new(), Vec::new());
        let mut fetching = Fetching { mailbox: self, operation, wanted, done, poisoned: false, failed };
        let mut left = fetching.round(messages.clone(), 1).await;
        // Connections break of themselves: what this one did not bring is asked for once more. But one of the messages
        // may be what breaks it: alone it can only fail itself.
        if !left.is_empty() && !fetching.poisoned {
            left = fetching.round(left, 2).await;
        }
        let first = if fetching.poisoned { 1 } else { 3 };
        let mut left = left.into_iter();
        while let Some(mut one) = left.next() {
            let mut attempt = first;
            while let Some(again) = fetching.round(vec![one], attempt).await.pop() {
                one = again;
                attempt += 1;
            }
            // Not one message is at fault, but the server.
            if let Some(error) = fetching.hopeless() {
                fetching.fail(left.by_ref().collect(), &error);
            }
        }
        let never = Error::internal("a message was asked for and nothing was answered");
        let answer = |one: MessageRef| {
            fetching.done.get(&one).cloned().unwrap_or_else(|| Err(unreadable(one, &never)))
        };
        messages.into_iter().map(answer).collect()
    }
}

struct Fetching<'a> {
    mailbox: &'a Mailbox,
    operation: &'static Operation,
    wanted: Wanted,
    done: HashMap<MessageRef, Result<Message, Unreadable>>,
    /// Whether it was the answer itself that broke the connection.
    poisoned: bool,
    /// What ended the tries for one message after another, since the last that came.
    failed: Vec<Error>,
}

/// So many messages in a row fail alone before the others are given up.
const PATIENCE: usize = 3;

impl Fetching<'_> {
    /// One try; answers those worth another, and has prepared it.
    async fn round(&mut self, messages: Vec<MessageRef>, attempt: u32) -> Vec<MessageRef> {
        let (backend, generation) = match self.mailbox.0.current(self.operation).await {
            Ok(current) => current,
            Err(error) => {
                self.fail(messages, &error);
                return Vec::new();
            }
        };
        let (guard, operation) = (Arc::clone(&self.mailbox.0), self.operation);
        let mut broken: Vec<Unreadable> = Vec::new();
        let once = self.once(backend, messages.clone(), &mut broken);
        if let Err(error) = guard.attempt(operation, attempt, generation, once).await {
            let answered: HashSet<_> = broken.iter().map(|lost| lost.reference.clone()).collect();
            let open = |one: &MessageRef| !self.done.contains_key(one) && !answered.contains(one);
            broken.extend(messages.into_iter().filter(open).map(|one| unreadable(one, &error)));
        }
        let Some(first) = broken.first() else {
            return Vec::new();
        };
        let error = first.error.clone();
        self.poisoned |= error.kind() == Kind::Protocol;
        let attempt = if self.poisoned && broken.len() > 1 { 1 } else { attempt };
        if let Err(error) = self.mailbox.0.recover(error, attempt, generation).await {
            for mut lost in broken.drain(..) {
                // That the connection broke is no reason any more where no other one came about.
                if lost.error.is_connection() && !error.is_connection() {
                    lost = unreadable(lost.reference, &error);
                }
                self.done.insert(lost.reference.clone(), Err(lost));
            }
            self.failed.push(error);
        }
        broken.into_iter().map(|lost| lost.reference).collect()
    }

    /// Asks for all of them. Those worth another try are `broken`; an error is that of all that were not answered.
    async fn once(
        &mut self,
        backend: Arc<dyn Backend>,
        messages: Vec<MessageRef>,
        broken: &mut Vec<Unreadable>,
    ) -> crate::Result<()> {
        let located = located(&*backend, messages.clone()).await?;
        let mut arriving = backend.fetch(located.clone(), self.wanted.clone());
        let asked: HashMap<_, _> = located.iter().map(name).zip(messages).collect();
        while let Some(one) = arriving.next().await {
            // The answer knows more than the question did: its key is complete.
            let reference = match &one {
                Ok(message) => &message.reference,
                Err(lost) => &lost.reference,
            };
            let Some(asked) = asked.get(&name(reference)) else {
                continue;
            };
            match one {
                Err(lost) if lost.error.retry() != Retry::Never => {
                    broken.push(unreadable(asked.clone(), &lost.error));
                }
                Err(lost) => {
                    let lost = unreadable(asked.clone(), &lost.error);
                    self.done.insert(asked.clone(), Err(lost));
                }
                Ok(message) => {
                    self.failed.clear();
                    self.done.insert(asked.clone(), Ok(message));
                }
            }
        }
        Ok(())
    }

    fn hopeless(&self) -> Option<Error> {
        self.failed.last().filter(|_| self.failed.len() >= PATIENCE).cloned()
    }

    fn fail(&mut self, messages: Vec<MessageRef>, error: &Error) {
        self.done.extend(messages.into_iter().map(|one| (one.clone(), Err(unreadable(one, error)))));
    }
}

/// What tells a message from every other: its place and id, or, without one, what it is recognised by.
fn name(message: &MessageRef) -> (FolderPath, Option<ServerId>, Option<ContentKey>) {
    let key = message.id.is_none().then(|| message.key.clone());
    (message.folder.clone(), message.id.clone(), key)
}

fn unreadable(reference: MessageRef, error: &Error) -> Unreadable {
    Unreadable { reference, error: error.clone().during("fetch") }
}

/// Whether the message was moved or deleted by somebody else.
pub(crate) fn is_gone(error: &Error) -> bool {
    error.kind() == Kind::NotFound && error.words().code == GONE
}

/// Of the phrase that says so; a folder that is missing is another matter.
const GONE: &str = "message-gone";

/// A message that is not in `folder` any more.
pub(crate) fn gone(folder: &FolderPath) -> Error {
    Error::new(Kind::NotFound, carteiro_world::phrase!("message-gone", folder = folder))
}

pub(crate) fn lost(reference: MessageRef) -> Unreadable {
    let error = gone(&reference.folder);
    unreadable(reference, &error)
}
