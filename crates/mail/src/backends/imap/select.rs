//! SELECT and EXAMINE (RFC 9051 §6.3.2).

use super::pool::Pool;
use super::session::{Session, Wants};
use super::wire::command::Command;
use super::wire::response::Code;
use crate::{Error, FolderPath, Kind, MessageRef, Result, ServerId};
use carteiro_world::phrase;

/// A selected folder.
#[derive(Debug)]
pub(super) struct Selected {
    pub(super) path: FolderPath,
    /// What its UIDs are true under.
    pub(super) validity: u32,
}

pub(super) async fn select(pool: &Pool, session: &Session, folder: &FolderPath) -> Result<Selected> {
    let verb = if pool.imap.config.read_only { "EXAMINE" } else { "SELECT" };
    let command = Command::new(verb).astring(&pool.server.namespace.wire(folder)?);
    let codes =
        session.send_alone(command, Wants::select()).done().await.map_err(|error| missing(error, folder))?;
    let validity = codes.iter().find_map(|code| match code {
        Code::UidValidity(validity) => Some(*validity),
        _ => None,
    });
    // A server that tells none keeps no promise about UIDs (RFC 3501 §6.3.1): then they are good for this session.
    Ok(Selected { path: folder.clone(), validity: validity.unwrap_or_default() })
}

/// The refusal of a folder. Many servers refuse one that is not there without a code.
pub(super) fn missing(error: Error, folder: &FolderPath) -> Error {
    match error.kind() {
        Kind::NotFound | Kind::Rejected => {
            Error::new(Kind::NotFound, phrase!("folder-missing", folder = folder))
                .because(error.detail().unwrap_or_default())
        }
        _ => error,
    }
}

impl Selected {
    /// The UID of `message` in this folder.
    pub(super) fn uid(&self, message: &MessageRef) -> Result<u32> {
        match &message.id {
            Some(ServerId::Uid { validity, uid }) if *validity == self.validity => Ok(*uid),
            Some(ServerId::Uid { .. }) => {
                Err(Error::new(Kind::Changed, phrase!("folder-renumbered", folder = self.path)))
            }
            _ => Err(Error::new(Kind::NotFound, phrase!("message-gone", folder = self.path))),
        }
    }
}
