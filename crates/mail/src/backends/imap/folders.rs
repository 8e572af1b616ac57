//! LIST, CREATE, RENAME, DELETE (RFC 9051 §6.3).

use super::pool::Pool;
use super::select::missing;
use super::session::{Session, Wants};
use super::wire::command::Command;
use super::wire::response::{Data, Listed};
use crate::{Error, Folder, FolderPath, Kind, Result, Role};
use carteiro_world::phrase;
use std::sync::Arc;

pub(super) async fn list(pool: &Arc<Pool>) -> Result<Vec<Folder>> {
    list_by(pool, &pool.any().await?.session).await
}

async fn list_by(pool: &Pool, session: &Session) -> Result<Vec<Folder>> {
    // Without RETURN some servers leave the special uses out (RFC 6154 §5.1).
    let special = pool.server.has("SPECIAL-USE") && pool.server.has("LIST-EXTENDED");
    let command = if special { r#"LIST "" "*" RETURN (SPECIAL-USE)"# } else { r#"LIST "" "*""# };
    let (data, _) = session.send(Command::new(command), Wants::list()).all().await?;
    let mut folders: Vec<Folder> = data
        .into_iter()
        .filter_map(|data| match data {
            Data::List(listed) => folder(pool, &listed),
            _ => None,
        })
        .collect();
    folders.sort_by(|a, b| b.path.is_inbox().cmp(&a.path.is_inbox()).then_with(|| a.path.cmp(&b.path)));
    folders.dedup_by(|a, b| a.path == b.path);
    Ok(folders)
}

fn folder(pool: &Pool, listed: &Listed) -> Option<Folder> {
    let has = |name: &str| listed.attributes.iter().any(|attribute| attribute.eq_ignore_ascii_case(name));
    if has(r"\NonExistent") {
        return None;
    }
    let path = pool.server.namespace.path(&listed.name)?;
    let roles = [
        (r"\Drafts", Role::Drafts),
        (r"\Sent", Role::Sent),
        (r"\Trash", Role::Trash),
        (r"\Junk", Role::Junk),
        (r"\Archive", Role::Archive),
        (r"\All", Role::All),
        (r"\Flagged", Role::Flagged),
    ];
    let role = if path.is_inbox() {
        Some(Role::Inbox)
    } else {
        // What somebody else's folder is for, it is for them.
        let own = pool.server.namespace.is_own(&listed.name);
        roles.into_iter().find_map(|(name, role)| (own && has(name)).then_some(role))
    };
    Some(Folder { path, role, selectable: !has(r"\Noselect") })
}

pub(super) async fn create(pool: &Arc<Pool>, path: FolderPath) -> Result<()> {
    let lease = pool.any().await?;
    // Servers should make the folders above it, and not all do (RFC 9051 §6.3.4). Those that are there are refused.
    for depth in 1..path.names().len() {
        // A namespace above it is there, and may be no folder.
        if let Some(above) = FolderPath::from_names(path.names().iter().take(depth))
            && let Ok(name) = pool.server.namespace.wire(&above)
        {
            drop(lease.session.send(Command::new("CREATE").astring(&name), Wants::nothing()));
        }
    }
    let session = &lease.session;
    match one(pool, session, "CREATE", &[&path]).await {
        Err(error) if error.kind() == Kind::Rejected && exists(pool, session, &path).await? => {
            Err(taken(&path))
        }
        Err(error) if error.kind() == Kind::Exists => Err(taken(&path)),
        other => other,
    }
}

pub(super) async fn rename(pool: &Arc<Pool>, from: FolderPath, to: FolderPath) -> Result<()> {
    pool.forget(&from);
    let lease = pool.any().await?;
    let session = &lease.session;
    match one(pool, session, "RENAME", &[&from, &to]).await {
        Err(error) if matches!(error.kind(), Kind::Rejected | Kind::Exists | Kind::NotFound) => {
            if exists(pool, session, &to).await? {
                Err(taken(&to))
            } else if exists(pool, session, &from).await? {
                Err(error)
            } else {
                Err(missing(&error, &from))
            }
        }
        other => other,
    }
}

pub(super) async fn delete(pool: &Arc<Pool>, path: FolderPath) -> Result<()> {
    pool.forget(&path);
    let lease = pool.any().await?;
    let session = &lease.session;
    match one(pool, session, "DELETE", &[&path]).await {
        Err(error)
            if matches!(error.kind(), Kind::Rejected | Kind::NotFound)
                && !exists(pool, session, &path).await? =>
        {
            Err(missing(&error, &path))
        }
        other => other,
    }
}

/// Some servers refuse without a code: then a listing tells why.
pub(super) async fn exists(pool: &Pool, session: &Session, path: &FolderPath) -> Result<bool> {
    // A folder may have a second path.
    let path = pool.server.namespace.path(pool.server.namespace.wire(path)?.as_bytes());
    Ok(list_by(pool, session).await?.into_iter().any(|folder| Some(folder.path) == path))
}

fn taken(path: &FolderPath) -> Error {
    Error::new(Kind::Exists, phrase!("folder-exists", folder = path))
}

async fn one(pool: &Pool, session: &Session, verb: &str, paths: &[&FolderPath]) -> Result<()> {
    let mut command = Command::new(verb);
    for path in paths {
        command = command.astring(&pool.server.namespace.wire(path)?);
    }
    session.send(command, Wants::nothing()).done().await.map(|_| ())
}
