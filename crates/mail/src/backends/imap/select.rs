//! SELECT and EXAMINE (RFC 9051 §6.3.2).

use super::folders;
use super::pool::Pool;
use super::session::{Session, Wants};
use super::wire::command::Command;
use super::wire::response::Code;
use crate::fetch::gone;
use crate::{Error, FolderPath, Kind, MessageRef, Result, Retry, ServerId};
use carteiro_world::phrase;

/// A selected folder.
#[derive(Debug)]
pub(super) struct Selected {
    pub(super) path: FolderPath,
    /// What its UIDs are true under.
    pub(super) validity: u32,
    /// The flags that it keeps, where the server tells; else any (RFC 9051 §7.1).
    permanent: Option<Vec<String>>,
}

pub(super) async fn select(pool: &Pool, session: &Session, folder: &FolderPath) -> Result<Selected> {
    let verb = if pool.imap.config.read_only { "EXAMINE" } else { "SELECT" };
    let command = Command::new(verb).astring(&pool.server.namespace.wire(folder)?);
    let codes = match session.send_alone(command, Wants::select()).done().await {
        Ok(codes) => codes,
        Err(error) => return Err(refused(pool, session, folder, error).await),
    };
    let validity = codes.iter().find_map(|code| match code {
        Code::UidValidity(validity) => Some(*validity),
        _ => None,
    });
    // A server that tells none keeps no promise about UIDs (RFC 3501 §6.3.1): then they are good for this session.
    let permanent = codes.into_iter().find_map(|code| match code {
        Code::PermanentFlags(flags) => Some(flags),
        _ => None,
    });
    Ok(Selected { path: folder.clone(), validity: validity.unwrap_or_default(), permanent })
}

/// The refusal of a folder. Many servers refuse one that is not there without a code: then a listing tells.
pub(super) async fn refused(pool: &Pool, session: &Session, folder: &FolderPath, error: Error) -> Error {
    match error.kind() {
        Kind::NotFound => missing(&error, folder),
        Kind::Rejected => match folders::exists(pool, session, folder).await {
            Ok(false) => missing(&error, folder),
            // It is there, and cannot be opened at the moment.
            _ => error.retrying(Retry::Later),
        },
        _ => error,
    }
}

/// There is no such folder.
pub(super) fn missing(error: &Error, folder: &FolderPath) -> Error {
    crate::folder::missing(folder).because(error.detail().unwrap_or_default())
}

impl Selected {
    /// Whether it keeps this keyword beyond the session.
    pub(super) fn keeps(&self, keyword: &str) -> bool {
        let is_it = |flag: &String| flag == r"\*" || flag.eq_ignore_ascii_case(keyword);
        self.permanent.as_ref().is_none_or(|flags| flags.iter().any(is_it))
    }

    /// The UID of `message` in this folder.
    pub(super) fn uid(&self, message: &MessageRef) -> Result<u32> {
        match &message.id {
            Some(ServerId::Uid { validity, uid }) if *validity == self.validity => Ok(*uid),
            Some(ServerId::Uid { .. }) => {
                Err(Error::new(Kind::Changed, phrase!("folder-renumbered", folder = self.path)))
            }
            _ => Err(gone(&self.path)),
        }
    }
}
