//! Reading: what is really there, as it would be.

use super::Session;
use super::state::{Added, Meant, Source, State};
use crate::backend::Arriving;
use crate::mime::{PartId, Structure};
use crate::{
    Change, Changes, Content, ContentKey, Cursor, FlagChange, Flags, FolderPath, Message, MessageRef, Query,
    Result, ServerId, Unreadable, Wanted, reading,
};
use carteiro_auth::Renew;
use futures_util::{StreamExt, stream};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A superset of what is meant: what has other flags than the server knows, and what would have been added, is always
/// among it.
pub(super) async fn search(session: &Session, folder: FolderPath, query: Query) -> Result<Vec<MessageRef>> {
    let real = place(session, &folder)?;
    let found = match real {
        Some(real) => session.real.search(real, query).await?,
        None => Vec::new(),
    };
    let state = session.state();
    let Some(changed) = state.changed(&folder) else {
        return Ok(found.into_iter().map(|one| MessageRef { folder: folder.clone(), ..one }).collect());
    };
    let stays = |one: &MessageRef| one.id.as_ref().is_none_or(|id| !changed.gone.contains(id));
    let mut all: Vec<MessageRef> = found.into_iter().filter(stays).collect();
    let known: HashSet<ServerId> = all.iter().filter_map(|one| one.id.clone()).collect();
    let other = changed.flags.keys().filter(|id| !known.contains(id) && !changed.gone.contains(id));
    let key = ContentKey::default();
    all.extend(other.map(|id| MessageRef { folder: folder.clone(), id: Some(id.clone()), key: key.clone() }));
    all.sort_by_key(MessageRef::uid);
    all.extend(changed.added.values().map(|added| added.reference.clone()));
    Ok(all.into_iter().map(|one| MessageRef { folder: folder.clone(), ..one }).collect())
}

pub(super) async fn locate(
    session: &Session,
    folder: FolderPath,
    keys: Vec<ContentKey>,
) -> Result<Vec<Option<MessageRef>>> {
    let real = place(session, &folder)?;
    let mut found: Vec<Option<MessageRef>> = {
        let state = session.state();
        let changed = state.changed(&folder);
        let added = |key: &ContentKey| {
            let is_it =
                |added: &&Added| key.message_id.is_some() && added.reference.key.message_id == key.message_id;
            changed?.added.values().find(is_it).map(|added| added.reference.clone())
        };
        keys.iter().map(added).collect()
    };
    let left: Vec<ContentKey> =
        keys.into_iter().zip(&found).filter(|(_, found)| found.is_none()).map(|(key, _)| key).collect();
    let (Some(real), false) = (real, left.is_empty()) else {
        return Ok(found);
    };
    let told = session.real.locate(real, left).await?;
    for (place, one) in found.iter_mut().filter(|found| found.is_none()).zip(told) {
        let one = one.map(|one| MessageRef { folder: folder.clone(), ..one });
        *place = one.filter(|one| session.state().meant(one).is_ok());
    }
    Ok(found)
}

/// Where the messages of a folder really lie. `NotFound`: it would not be there.
fn place(session: &Session, folder: &FolderPath) -> Result<Option<FolderPath>> {
    let state = session.state();
    if state.has(folder) { Ok(state.real(folder)) } else { Err(crate::folder::missing(folder)) }
}

/// Where the bytes of a message are, and which flags it would have besides.
fn source(state: &State, asked: &MessageRef) -> Result<(Source, FlagChange)> {
    let changed = state.changed(&asked.folder);
    let missing = || crate::folder::missing(&asked.folder);
    match state.meant(asked)? {
        Meant::Own(id) => {
            let change = changed.and_then(|changed| changed.flags.get(&id)).cloned().unwrap_or_default();
            let folder = state.real(&asked.folder).ok_or_else(missing)?;
            Ok((Source::Real(MessageRef { folder, ..asked.clone() }), change))
        }
        Meant::Added(number) => {
            let added = changed.and_then(|changed| changed.added.get(&number)).ok_or_else(missing)?;
            Ok((added.source.clone(), added.change.clone()))
        }
    }
}

pub(super) async fn parts(
    session: &Session,
    message: MessageRef,
    ids: Vec<PartId>,
    known: Option<Arc<Structure>>,
) -> Result<Vec<Result<Content>>> {
    let (source, _) = source(&session.state(), &message)?;
    match source {
        Source::Real(real) => session.real.parts(real, ids, known).await,
        Source::New { content, .. } => Ok(reading::parts(&content, &message.folder, &ids)?),
    }
}

pub(super) async fn cursor(session: &Session, folder: FolderPath) -> Result<Cursor> {
    match place(session, &folder)? {
        Some(real) => session.real.cursor(real).await,
        // Nothing comes into a folder that is nowhere.
        None => Ok(Cursor::uids(0, 1)),
    }
}

/// What others put into the real folder. What this rehearsal would put there is not told, for no cursor would find it.
pub(super) fn watch(session: &Session, folder: &FolderPath, since: Option<Cursor>, renew: Renew) -> Changes {
    match place(session, folder) {
        Ok(Some(real)) => {
            let folder = folder.clone();
            let named = move |change| match change {
                Change::Arrived { message, cursor } => {
                    Change::Arrived { message: MessageRef { folder: folder.clone(), ..message }, cursor }
                }
                other => other,
            };
            let changes = session.real.watch(real, since, renew);
            changes.map(move |change| change.map(&named)).boxed()
        }
        Ok(None) => stream::pending().boxed(),
        Err(error) => stream::iter([Err(error)]).boxed(),
    }
}

/// Under which name a real message is asked for.
struct Name {
    asked: MessageRef,
    change: FlagChange,
}

pub(super) fn fetch(session: &Session, messages: Vec<MessageRef>, wanted: &Wanted) -> Arriving {
    let mut here: Vec<Result<Message, Unreadable>> = Vec::new();
    let mut there: HashMap<FolderPath, Vec<(MessageRef, Name)>> = HashMap::new();
    let state = session.state();
    for asked in messages {
        let (source, change) = match source(&state, &asked) {
            Ok(found) => found,
            Err(error) => {
                here.push(Err(Unreadable { reference: asked, error }));
                continue;
            }
        };
        match source {
            Source::Real(real) => {
                there.entry(real.folder.clone()).or_default().push((real, Name { asked, change }));
            }
            Source::New { content, flags, received_at } => {
                let flags = with(flags, &change);
                let read = reading::message(&asked, content, flags, Some(received_at), wanted);
                here.push(read.map_err(|error| Unreadable { reference: asked, error }));
            }
        }
    }
    drop(state);
    let (real, wanted) = (session.real.clone(), wanted.clone());
    let arriving = there.into_values().map(move |named| one_folder(&*real, named, wanted.clone()));
    stream::iter(here).chain(stream::iter(arriving).flatten()).boxed()
}

/// One real message may be wanted under several names.
fn one_folder(real: &dyn crate::Backend, wanted_as: Vec<(MessageRef, Name)>, wanted: Wanted) -> Arriving {
    let mut asked: HashMap<Option<ServerId>, Vec<Name>> = HashMap::new();
    let mut references = Vec::new();
    for (reference, one) in wanted_as {
        let names = asked.entry(reference.id.clone()).or_default();
        if names.is_empty() {
            references.push(reference);
        }
        names.push(one);
    }
    let arriving = real.fetch(references, wanted);
    let named = arriving.map(move |one| {
        let id = match &one {
            Ok(message) => &message.reference.id,
            Err(unreadable) => &unreadable.reference.id,
        };
        let names = asked.remove(id).unwrap_or_default();
        let told = names.into_iter().map(move |Name { asked, change }| match &one {
            Ok(message) => {
                let key = message.reference.key.clone();
                let flags = with(message.flags.clone(), &change);
                Ok(Message { reference: MessageRef { key, ..asked }, flags, ..message.clone() })
            }
            Err(unreadable) => Err(Unreadable { reference: asked, error: unreadable.error.clone() }),
        });
        stream::iter(told.collect::<Vec<_>>())
    });
    named.flatten().boxed()
}

fn with(mut flags: Flags, change: &FlagChange) -> Flags {
    change.apply(&mut flags);
    flags
}
