//! UID SEARCH (RFC 9051 §6.4.4): a superset of what is meant.
//!
//! Only flags, dates and sizes are asked of the server. Its searches in texts match words on some servers and
//! substrings on others, and answer OK with nothing found to what they cannot read, so texts are matched here
//! (docs/decisions/0002 and 0010).

mod asked;

pub use asked::{Asked, Part, Term, Why, asked};

use super::pool::{Lease, Pool};
use super::session::{Session, Wants};
use super::wire::command::{Command, UidSet};
use super::wire::response::Data;
use crate::{ContentKey, FolderPath, MessageRef, Query, Result, ServerId};
use std::collections::HashSet;
use std::sync::Arc;

pub(super) async fn search(pool: &Arc<Pool>, folder: FolderPath, query: Query) -> Result<Vec<MessageRef>> {
    find(pool, folder, Command::new("").text(&asked(&query).criteria())).await
}

/// How many messages there are of which the server can tell by itself that they are meant.
pub(super) async fn count(pool: &Arc<Pool>, folder: FolderPath, query: Query) -> Result<Option<u64>> {
    let asked = asked(&query);
    if !asked.is_exact() {
        return Ok(None);
    }
    let lease = pool.at(&folder).await?;
    // A number alone, where the server can answer one (RFC 4731 §3.1).
    let verb = if pool.server.has("ESEARCH") { "UID SEARCH RETURN (COUNT) " } else { "UID SEARCH " };
    let mut command = Command::new(verb);
    command.append(Command::new("").text(&asked.criteria()));
    let (mut data, grew) = ask(&lease.session, &command).await?;
    if grew {
        data = ask(&lease.session, &command).await?.0;
    }
    let counted = data.iter().find_map(|data| match data {
        Data::ESearch { count, .. } => *count,
        _ => None,
    });
    Ok(Some(counted.map_or_else(|| uids(data).len() as u64, u64::from)))
}

pub(super) async fn find(pool: &Arc<Pool>, folder: FolderPath, criteria: Command) -> Result<Vec<MessageRef>> {
    // ESEARCH answers ranges, and says which command it answers (RFC 4731).
    let verb = if pool.server.has("ESEARCH") { "UID SEARCH RETURN (ALL) " } else { "UID SEARCH " };
    let mut command = Command::new(verb);
    command.append(criteria);
    let mut lease = pool.at(&folder).await?;
    let mut uids = look(&lease, &command).await?;
    if uids.is_empty() && !lease.is_fresh() {
        // To a connection that stands in a folder which somebody else removed, Cyrus shows an empty one for ever.
        drop(lease);
        pool.forget(&folder);
        lease = pool.at(&folder).await?;
        uids = look(&lease, &command).await?;
    }
    let validity = lease.folder()?.validity;
    uids.sort_unstable();
    uids.dedup();
    let reference = |uid| MessageRef {
        folder: folder.clone(),
        id: Some(ServerId::Uid { validity, uid }),
        key: ContentKey::default(),
    };
    Ok(uids.into_iter().map(reference).collect())
}

async fn look(lease: &Lease, command: &Command) -> Result<Vec<u32>> {
    let (mut data, grew) = ask(&lease.session, command).await?;
    if grew {
        data = ask(&lease.session, command).await?.0;
    }
    Ok(uids(data))
}

fn uids(data: Vec<Data>) -> Vec<u32> {
    let found = data.into_iter().flat_map(|data| match data {
        Data::Search(uids) | Data::ESearch { all: uids, .. } => uids,
        _ => Vec::new(),
    });
    found.collect()
}

/// Which of these messages are there.
pub(super) async fn present(lease: &Lease, set: &UidSet) -> Result<HashSet<u32>> {
    let command = Command::new(format!("UID SEARCH UID {set}"));
    let (data, _) = lease.session.send(command, Wants::search()).all().await?;
    Ok(uids(data).into_iter().collect())
}

/// Searches, and has the server look for new mail (NOOP) in the same turn: some search what they had last looked at.
/// Answers what was found, and whether the folder grew meanwhile.
async fn ask(session: &Session, command: &Command) -> Result<(Vec<Data>, bool)> {
    let looking = session.send(Command::new("NOOP"), Wants::growth());
    let found = session.send(command.clone(), Wants::search()).all().await?.0;
    let looked = looking.all().await?.0;
    let grew = looked.iter().chain(&found).any(|data| matches!(data, Data::Exists));
    Ok((found, grew))
}
