//! One combined change on the wire: MOVE, COPY, STORE, and removal for good.

use super::combine::{Batch, Change, Outcomes, Place};
use super::pool::{Lease, Pool};
use super::search;
use super::select::missing;
use super::session::Wants;
use super::wire::command::{Command, UidSet, uid_sets};
use super::wire::response::Code;
use crate::{Error, FolderPath, Kind, Result, Retry};
use carteiro_world::phrase;
use std::collections::HashMap;
use std::sync::Arc;

/// Carries `change` out. An error is about all of it; what befell single messages is among the outcomes.
pub(super) async fn carry_out(pool: &Arc<Pool>, batch: &Batch, change: &Change) -> Result<Outcomes> {
    let lease = pool.at(&batch.folder).await?;
    if lease.folder()?.validity != batch.validity {
        return Err(Error::new(Kind::Changed, phrase!("folder-renumbered", folder = batch.folder)));
    }
    if let Change::Store { lasting, .. } = change {
        kept(&lease, lasting)?;
    }
    lease.look().await?;
    let mut outcomes = HashMap::new();
    for set in uid_sets(&batch.uids) {
        let done = match change {
            Change::Move(to) if pool.server.has("MOVE") => transfer(pool, &lease, "UID MOVE", &set, to).await,
            Change::Move(to) => move_by_copy(pool, &lease, &set, to).await,
            Change::Copy(to) => transfer(pool, &lease, "UID COPY", &set, to).await,
            Change::Store { change, .. } => store(&lease, &set, change).await.map(|()| Outcomes::new()),
            Change::Remove => remove(pool, &lease, &set).await.map(|()| Outcomes::new()),
        };
        match done {
            Ok(done) => outcomes.extend(done),
            // What earlier sets have done stays done: the error is that of these messages.
            Err(error) => outcomes.extend(set.uids.iter().map(|uid| (*uid, Err(error.clone())))),
        }
    }
    Ok(outcomes)
}

/// `UID MOVE` or `UID COPY`. A COPYUID that names some says that the others were not there (RFC 4315 §3, RFC 6851
/// §4.3); it also says what was done before a refusal.
async fn transfer(pool: &Pool, lease: &Lease, verb: &str, set: &UidSet, to: &FolderPath) -> Result<Outcomes> {
    let command = Command::new(format!("{verb} {set}")).astring(&pool.server.namespace.wire(to)?);
    let (codes, result) = lease.session.send(command, Wants::copy_uid()).ended().await;
    let mut outcomes: Outcomes = HashMap::new();
    for code in codes {
        if let Code::CopyUid { validity, from, to } = code {
            let places = from.into_iter().zip(to).map(|(old, uid)| (old, Ok(Some(Place { validity, uid }))));
            outcomes.extend(places);
        }
    }
    let told = !outcomes.is_empty();
    let others = match result {
        Err(error) if !told => return Err(no_target(error, to)),
        Err(error) => Some(Err(no_target(error, to))),
        Ok(()) if told => Some(Err(gone(lease))),
        // A server may keep the new places to itself. A move then leaves no trace here: the target tells.
        Ok(()) if verb == "UID MOVE" && pool.server.has("UIDPLUS") => Some(Err(gone(lease))),
        Ok(()) => None,
    };
    pool.fill(to);
    let left =
        if others.is_none() && verb == "UID COPY" { Some(search::present(lease, set).await?) } else { None };
    for uid in &set.uids {
        let missing = left.as_ref().is_some_and(|left| !left.contains(uid));
        let other = if missing { Err(gone(lease)) } else { others.clone().unwrap_or(Ok(None)) };
        outcomes.entry(*uid).or_insert(other);
    }
    Ok(outcomes)
}

/// Where MOVE is missing: copy, mark the originals, remove those and no others (RFC 6851 §1).
async fn move_by_copy(pool: &Pool, lease: &Lease, set: &UidSet, to: &FolderPath) -> Result<Outcomes> {
    let outcomes = transfer(pool, lease, "UID COPY", set, to).await.map_err(|error| match error.retry() {
        // The copies may exist, and the originals do: doing it all again would make others.
        Retry::Unsure => half_done(to, &error),
        _ => error,
    })?;
    // What was not copied is not there, and must not be removed should it turn up.
    let copied: Vec<u32> =
        set.uids.iter().copied().filter(|uid| outcomes.get(uid).is_none_or(Result::is_ok)).collect();
    for set in uid_sets(&copied) {
        remove(pool, lease, &set).await.map_err(|error| half_done(to, &error))?;
    }
    Ok(outcomes)
}

fn half_done(to: &FolderPath, error: &Error) -> Error {
    Error::new(Kind::OutcomeUnknown, phrase!("move-half-done", folder = to)).because(error)
}

/// Marks messages as deleted and expunges those and no others. Without UIDPLUS there is no such expunge: they stay
/// marked, which every listing of ours leaves out, until whoever owns the mailbox expunges it.
async fn remove(pool: &Pool, lease: &Lease, set: &UidSet) -> Result<()> {
    store(lease, set, r"+FLAGS.SILENT (\Deleted)").await?;
    if pool.server.has("UIDPLUS") {
        lease.session.send(Command::new(format!("UID EXPUNGE {set}")), Wants::nothing()).done().await?;
    }
    Ok(())
}

async fn store(lease: &Lease, set: &UidSet, flags: &str) -> Result<()> {
    let command = Command::new(format!("UID STORE {set} {flags}"));
    lease.session.send(command, Wants::nothing()).done().await.map(|_| ())
}

/// A keyword that a folder does not keep is gone with the connection (RFC 9051 §7.1): Exchange, for one, has none by IMAP.
fn kept(lease: &Lease, lasting: &[String]) -> Result<()> {
    let folder = lease.folder()?;
    match lasting.iter().find(|keyword| !folder.keeps(keyword)) {
        Some(keyword) => {
            let words = phrase!("folder-cannot-categorize", folder = folder.path, name = keyword);
            Err(Error::new(Kind::Unsupported, words))
        }
        None => Ok(()),
    }
}

/// The refusal of a target folder.
fn no_target(error: Error, to: &FolderPath) -> Error {
    match error.kind() {
        Kind::NotFound => missing(&error, to),
        _ => error,
    }
}

fn gone(lease: &Lease) -> Error {
    let folder = lease.folder().map(|folder| folder.path.to_string()).unwrap_or_default();
    Error::new(Kind::NotFound, phrase!("message-gone", folder = folder))
}
