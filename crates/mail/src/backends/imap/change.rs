//! One combined change on the wire: MOVE, COPY, STORE, and removal for good.

use super::combine::{Batch, Change, Outcomes, Place};
use super::pool::{Lease, Pool};
use super::session::Wants;
use super::wire::command::{Command, uid_sets};
use super::wire::response::Code;
use crate::{Error, FolderPath, Kind, Result};
use carteiro_world::phrase;
use std::collections::HashMap;
use std::sync::Arc;

pub(super) async fn carry_out(pool: &Arc<Pool>, batch: &Batch, change: &Change) -> Result<Outcomes> {
    let lease = pool.at(&batch.folder).await?;
    let folder = lease.folder().ok_or_else(|| Error::internal("a lease without its folder"))?;
    if folder.validity != batch.validity {
        return Err(Error::new(Kind::Changed, phrase!("folder-renumbered", folder = batch.folder)));
    }
    lease.look().await?;
    let mut outcomes = HashMap::new();
    for set in uid_sets(&batch.uids) {
        match change {
            Change::Move(to) if pool.server.has("MOVE") => {
                outcomes.extend(transfer(pool, &lease, "UID MOVE", &set, to).await?);
            }
            Change::Move(to) => outcomes.extend(move_by_copy(pool, &lease, &set, to).await?),
            Change::Copy(to) => outcomes.extend(transfer(pool, &lease, "UID COPY", &set, to).await?),
            Change::Store(flags) => store(&lease, &set, flags).await?,
            Change::Remove => remove(pool, &lease, &set).await?,
        }
    }
    Ok(outcomes)
}

/// `UID MOVE` or `UID COPY`. With UIDPLUS, whoever the answer does not name was not there (RFC 4315 §3, RFC 6851 §4.3).
async fn transfer(pool: &Pool, lease: &Lease, verb: &str, set: &str, to: &FolderPath) -> Result<Outcomes> {
    let command = Command::new(format!("{verb} {set}")).astring(&pool.server.namespace.wire(to)?);
    let codes = lease.session.send(command, Wants::copy_uid()).done().await;
    let codes = codes.map_err(|error| no_target(error, to))?;
    pool.fill(to);
    let mut outcomes: Outcomes = HashMap::new();
    let mut told = false;
    for code in codes {
        if let Code::CopyUid { validity, from, to } = code {
            told = true;
            outcomes
                .extend(from.into_iter().zip(to).map(|(old, uid)| (old, Ok(Some(Place { validity, uid })))));
        }
    }
    if told || pool.server.has("UIDPLUS") {
        for uid in super::wire::response::numbers(set.as_bytes()).unwrap_or_default() {
            outcomes.entry(uid).or_insert_with(|| Err(gone(lease)));
        }
    }
    Ok(outcomes)
}

/// Where MOVE is missing: copy, mark the originals, remove those and no others (RFC 6851 §1).
async fn move_by_copy(pool: &Pool, lease: &Lease, set: &str, to: &FolderPath) -> Result<Outcomes> {
    let outcomes = transfer(pool, lease, "UID COPY", set, to).await?;
    // What was not copied is not there, and must not be removed should it turn up.
    let mut copied = super::wire::response::numbers(set.as_bytes()).unwrap_or_default();
    copied.retain(|uid| outcomes.get(uid).is_none_or(Result::is_ok));
    for set in uid_sets(&copied) {
        remove(pool, lease, &set).await.map_err(|error| {
            // The copy exists: doing it all again would make another.
            Error::new(Kind::OutcomeUnknown, phrase!("move-half-done", folder = to)).because(error)
        })?;
    }
    Ok(outcomes)
}

/// Marks messages as deleted and expunges those and no others. Without UIDPLUS there is no such expunge: they stay
/// marked, which every listing of ours leaves out, until whoever owns the mailbox expunges it.
async fn remove(pool: &Pool, lease: &Lease, set: &str) -> Result<()> {
    store(lease, set, r"+FLAGS.SILENT (\Deleted)").await?;
    if pool.server.has("UIDPLUS") {
        lease.session.send(Command::new(format!("UID EXPUNGE {set}")), Wants::nothing()).done().await?;
    }
    Ok(())
}

async fn store(lease: &Lease, set: &str, flags: &str) -> Result<()> {
    let command = Command::new(format!("UID STORE {set} {flags}"));
    lease.session.send(command, Wants::nothing()).done().await.map(|_| ())
}

/// The refusal of a target folder.
fn no_target(error: Error, to: &FolderPath) -> Error {
    match error.kind() {
        Kind::NotFound => Error::new(Kind::NotFound, phrase!("folder-missing", folder = to))
            .because(error.detail().unwrap_or_default()),
        _ => error,
    }
}

fn gone(lease: &Lease) -> Error {
    let folder = lease.folder().map(|folder| folder.path.to_string()).unwrap_or_default();
    Error::new(Kind::NotFound, phrase!("message-gone", folder = folder))
}
