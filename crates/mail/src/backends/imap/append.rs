//! APPEND (RFC 9051 §6.3.12).

use super::pool::Pool;
use super::select::missing;
use super::session::Wants;
use super::wire::command::Command;
use super::wire::response::Code;
use crate::mime::Header;
use crate::reading::HEADER_CAP;
use crate::{ContentKey, Error, Flags, FolderPath, Kind, MessageRef, Result, ServerId};
use carteiro_world::Spool;
use jiff::Timestamp;
use std::sync::Arc;

pub(super) async fn append(
    pool: &Arc<Pool>,
    folder: FolderPath,
    content: Spool,
    flags: Flags,
    received_at: Option<Timestamp>,
) -> Result<MessageRef> {
    let (size, message_id) = (content.len(), message_id(content.clone()).await?);
    let mut command = Command::new("APPEND").astring(&pool.server.namespace.wire(&folder)?);
    command = command.text(&format!(" ({})", names(&flags).join(" ")));
    if let Some(at) = received_at {
        command = command.text(&format!(" \"{}\"", at.strftime("%d-%b-%Y %H:%M:%S +0000")));
    }
    let command = command.literal(content);
    let lease = pool.any().await?;
    let codes =
        lease.session.send(command, Wants::nothing()).done().await.map_err(|error| match error.kind() {
            Kind::NotFound => missing(&error, &folder),
            _ => error,
        })?;
    pool.fill(&folder);
    let id = codes.into_iter().find_map(|code| match code {
        Code::AppendUid { validity, uids } => uids.first().map(|uid| ServerId::Uid { validity, uid: *uid }),
        _ => None,
    });
    Ok(MessageRef { folder, id, key: ContentKey { message_id, received_at, size } })
}

/// What it can be found by where the server does not tell its UID.
async fn message_id(content: Spool) -> Result<Option<String>> {
    let read = move || Ok(Header::parse(&content.read(0..HEADER_CAP as u64, HEADER_CAP)?).message_id);
    tokio::task::spawn_blocking(read).await.map_err(Error::internal)?
}

fn names(flags: &Flags) -> Vec<&str> {
    let system = [
        (flags.seen, r"\Seen"),
        (flags.flagged, r"\Flagged"),
        (flags.answered, r"\Answered"),
        (flags.draft, r"\Draft"),
    ];
    system.into_iter().filter_map(|(set, name)| set.then_some(name)).chain(flags.words()).collect()
}
