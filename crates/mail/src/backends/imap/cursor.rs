//! STATUS (RFC 9051 §6.3.11): where a folder is now, told without opening it.

use super::pool::Pool;
use super::search;
use super::select;
use super::session::Wants;
use super::wire::command::Command;
use super::wire::response::Data;
use crate::{Cursor, FolderPath, MessageRef, Result};
use std::sync::Arc;

pub(super) async fn cursor(pool: &Arc<Pool>, folder: FolderPath) -> Result<Cursor> {
    let lease = pool.any().await?;
    let session = &lease.session;
    // Of a folder that is selected, STATUS tells what the server had last looked at; Dovecot looks at the end of all
    // commands that it has got.
    if lease.folder().is_ok() {
        session.send(Command::new("NOOP"), Wants::nothing()).done().await?;
    }
    let ask = Command::new("STATUS").astring(&pool.server.namespace.wire(&folder)?);
    let told = match session.send(ask.text(" (UIDNEXT UIDVALIDITY)"), Wants::status()).all().await {
        Ok((told, _)) => told,
        Err(error) => return Err(select::refused(pool, session, &folder, error).await),
    };
    drop(lease);
    let told = told.into_iter().find_map(|data| match data {
        Data::Status { validity: Some(validity), next: Some(next) } => Some(Cursor::uids(validity, next)),
        _ => None,
    });
    match told {
        Some(cursor) => Ok(cursor),
        None => after_the_last(pool, folder).await,
    }
}

/// What a server that does not tell the next UID leaves: the one after the last.
async fn after_the_last(pool: &Arc<Pool>, folder: FolderPath) -> Result<Cursor> {
    let found = search::find(pool, folder.clone(), Command::new("").text("UID *")).await?;
    let validity = pool.at(&folder).await?.folder()?.validity;
    let last = found.iter().filter_map(MessageRef::uid).max().unwrap_or_default();
    Ok(Cursor::uids(validity, last.saturating_add(1)))
}
