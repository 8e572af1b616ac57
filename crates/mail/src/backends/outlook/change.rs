//! Changes of messages: those of one kind that wait go together, and each is answered for.

use super::item::Item;
use super::locate;
use super::mailbox::Online;
use super::request::Request;
use super::{categories, delete, flag, transfer};
use crate::combine::{Combiner, Named, Outcomes, settled};
use crate::fetch::{gone, is_gone};
use crate::guard::operation::{self, Operation};
use crate::{Error, FlagChange, FolderPath, MessageRef, Result, Retry, ServerId};
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

/// A message as it is named to the server.
pub(super) type Subject = Named;

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
    let what = (change.operation(), !matches!(change, Change::Copy(_)));
    let once = |messages| changes.each(change.clone(), messages, |message| id(message).ok(), what);
    let mut outcomes = once(messages).await?;
    let Some(online) = relocate else { return Ok(outcomes) };
    let is_lost = |outcome: &Result<_>| outcome.as_ref().is_err_and(is_gone);
    let lost: Vec<usize> =
        outcomes.iter().enumerate().filter(|(_, one)| is_lost(one)).map(|(n, _)| n).collect();
    if lost.is_empty() {
        return Ok(outcomes);
    }
    let missing: Vec<MessageRef> = lost.iter().filter_map(|n| messages.get(*n).cloned()).collect();
    let found = locate::anywhere(online, &missing).await;
    let (mut places, mut again) = (Vec::new(), Vec::new());
    let mut later: Vec<(usize, Result<Option<String>>)> = Vec::new();
    for (n, (message, found)) in lost.into_iter().zip(missing.into_iter().zip(found)) {
        match found {
            Ok(Some(id)) => {
                places.push(n);
                again.push(MessageRef { id: Some(ServerId::Immutable(id)), ..message });
            }
            Ok(None) => {}
            // Who only looks changes nothing, whatever becomes of the answer.
            Err(error) if error.retry() == Retry::Unsure => {
                later.push((n, Err(error.retrying(Retry::Reconnect))));
            }
            Err(error) => later.push((n, Err(error))),
        }
    }
    if !again.is_empty() {
        match once(&again).await {
            Ok(done) => later.extend(places.into_iter().zip(done)),
            Err(error) => later.extend(places.into_iter().map(|n| (n, Err(error.clone())))),
        }
    }
    for (n, done) in later {
        if let Some(outcome) = outcomes.get_mut(n) {
            *outcome = done;
        }
    }
    // Where nothing was done the guard does all of it again; else it is told of those with which it was not.
    let passes = |error: &Error| match error.retry() {
        Retry::Later | Retry::Reconnect | Retry::Renew => true,
        Retry::Unsure => what.1,
        Retry::Never => false,
    };
    if outcomes.iter().all(|one| one.as_ref().is_err_and(passes))
        && let Some(Err(error)) = outcomes.first()
    {
        return Err(error.clone());
    }
    Ok(outcomes.into_iter().map(|one| one.map_err(|error| settled(what.0, error))).collect())
}

/// The server's name for a message, where it has one of this server's.
pub(super) fn id(message: &MessageRef) -> Result<&str> {
    match &message.id {
        Some(ServerId::Immutable(id)) => Ok(id),
        _ => Err(gone(&message.folder)),
    }
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
