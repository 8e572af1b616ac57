//! Changes of messages: those of one kind that wait go together, and each is answered for.

use super::item::Item;
use super::locate;
use super::mailbox::Online;
use super::request::Request;
use super::{categories, delete, flag, transfer};
use crate::combine::{Combiner, Outcomes, again, settled};
use crate::fetch::is_gone;
use crate::guard::operation::{self, Operation};
use crate::{Error, FlagChange, FolderPath, Kind, MessageRef, Result, ServerId};
use carteiro_world::phrase;
use futures_util::FutureExt;
use std::sync::Arc;
use tokio::sync::Mutex;

/// What is done to messages.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Change {
    /// To another folder.
    Move(FolderPath),
    /// A copy to another folder.
    Copy(FolderPath),
    /// Read, flagged, answered.
    Flag(FlagChange),
    /// Removed for good.
    Delete,
}

impl Change {
    /// What people call it.
    fn operation(&self) -> &'static Operation {
        match self {
            Self::Move(_) => &operation::MOVE,
            Self::Copy(_) => &operation::COPY,
            Self::Flag(_) => &operation::MARK,
            Self::Delete => &operation::DELETE,
        }
    }
}

/// A message: where it is, and the server's name for it.
pub(super) type Subject = (FolderPath, String);

/// What became of messages: their names in the new place.
pub(super) type Changed = Outcomes<Subject, Option<String>>;

/// Changes that wait for others of their kind.
pub(super) type Combined = Combiner<Change, Subject, Option<String>>;

/// Carries out changes of a mailbox.
pub(super) fn changes(online: &Online) -> Combined {
    let online = online.clone();
    // Each of those reads before it writes, and would find what another of ours has written in between.
    let one_by_one: Arc<Mutex<()>> = Arc::default();
    Combiner::new(move |change, subjects| {
        let (online, one_by_one) = (online.clone(), Arc::clone(&one_by_one));
        async move {
            match change {
                Change::Move(to) => transfer::carry_out(&online, "move", &subjects, &to).await,
                Change::Copy(to) => transfer::carry_out(&online, "copy", &subjects, &to).await,
                Change::Flag(change) if !change.categories.is_empty() => {
                    let _alone = one_by_one.lock().await;
                    Ok(categories::carry_out(&online, &subjects, &change).await)
                }
                Change::Flag(change) => Ok(flag::carry_out(&online, &subjects, &change).await),
                Change::Delete => Ok(delete::carry_out(&online, &subjects).await),
            }
        }
        .boxed()
    })
}

/// Does `change` to messages; the nth outcome is the nth message's. `relocate` looks once for those whose names mean nothing
/// any more.
pub(super) async fn each(
    changes: &Combined,
    relocate: Option<&Online>,
    messages: &[MessageRef],
    change: Change,
) -> Result<Vec<Result<Option<String>>>> {
    let mut outcomes = once(changes, messages, change.clone()).await?;
    let Some(online) = relocate else { return Ok(outcomes) };
    let is_lost = |outcome: &Result<_>| outcome.as_ref().is_err_and(is_gone);
    let lost: Vec<usize> =
        outcomes.iter().enumerate().filter(|(_, one)| is_lost(one)).map(|(n, _)| n).collect();
    if lost.is_empty() {
        return Ok(outcomes);
    }
    let missing: Vec<MessageRef> = lost.iter().filter_map(|n| messages.get(*n).cloned()).collect();
    // What was done stays done, whatever comes of looking.
    let Ok(found) = locate::anywhere(online, &missing).await else { return Ok(outcomes) };
    let (places, again): (Vec<usize>, Vec<MessageRef>) = lost
        .into_iter()
        .zip(missing.into_iter().zip(found))
        .filter_map(|(n, (message, id))| {
            Some((n, MessageRef { id: Some(ServerId::Immutable(id?)), ..message }))
        })
        .unzip();
    if !again.is_empty()
        && let Ok(done) = once(changes, &again, change).await
    {
        for (n, done) in places.into_iter().zip(done) {
            if let Some(outcome) = outcomes.get_mut(n) {
                *outcome = done;
            }
        }
    }
    Ok(outcomes)
}

async fn once(
    changes: &Combined,
    messages: &[MessageRef],
    change: Change,
) -> Result<Vec<Result<Option<String>>>> {
    let subjects: Vec<Option<Subject>> = messages.iter().map(subject).collect();
    let known: Vec<Subject> = subjects.iter().flatten().cloned().collect();
    let (repeatable, operation) = (!matches!(change, Change::Copy(_)), change.operation());
    let outcomes = if known.is_empty() { Changed::default() } else { changes.apply(change, known).await? };
    again(&outcomes.values().cloned().collect::<Vec<_>>(), repeatable)?;
    let outcome = |(message, subject): (&MessageRef, Option<Subject>)| match subject {
        Some(subject) => {
            outcomes.get(&subject).cloned().unwrap_or(Ok(None)).map_err(|error| settled(operation, error))
        }
        None => Err(gone(message)),
    };
    Ok(messages.iter().zip(subjects).map(outcome).collect())
}

fn subject(message: &MessageRef) -> Option<Subject> {
    Some((message.folder.clone(), id(message).ok()?.to_owned()))
}

/// The server's name for a message, where it has one of this server's.
pub(super) fn id(message: &MessageRef) -> Result<&str> {
    match &message.id {
        Some(ServerId::Immutable(id)) => Ok(id),
        _ => Err(gone(message)),
    }
}

pub(super) fn gone(message: &MessageRef) -> Error {
    Error::new(Kind::NotFound, phrase!("message-gone", folder = message.folder))
}

/// Asks for something to be done to each.
pub(super) async fn ask<T>(
    online: &Online,
    subjects: &[Subject],
    request: impl Fn(&str) -> Request,
    read: impl Fn(Item) -> Option<T>,
) -> Outcomes<Subject, Option<T>> {
    let requests: Vec<Request> = subjects.iter().map(|(_, id)| request(id)).collect();
    let told = online.speaker.batch::<Item>(&requests).await;
    let outcome = |(subject, told): (&Subject, super::batch::Outcome<Item>)| {
        let done = told.and_then(|told| told.map_err(|refusal| refusal.of_message(&subject.0)));
        (subject.clone(), done.map(&read))
    };
    subjects.iter().zip(told).map(outcome).collect()
}
