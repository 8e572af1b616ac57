//! Changes: kept, and made nowhere.

use super::state::{Meant, Source, missing, then};
use super::{Session, folders};
use crate::mime::Header;
use crate::reading::HEADER_CAP;
use crate::{ContentKey, FlagChange, Flags, FolderPath, MessageRef, Result};
use carteiro_world::Spool;
use jiff::Timestamp;

pub(super) async fn transfer(
    session: &Session,
    messages: Vec<MessageRef>,
    to: FolderPath,
    moves: bool,
) -> Result<Vec<Result<MessageRef>>> {
    folders::know(session).await?;
    if !session.state().has(&to) {
        return Err(missing(&to));
    }
    Ok(messages.into_iter().map(|message| one(session, message, &to, moves)).collect())
}

fn one(session: &Session, message: MessageRef, to: &FolderPath, moves: bool) -> Result<MessageRef> {
    let mut state = session.state();
    let meant = state.meant(&message)?;
    if moves && message.folder == *to {
        return Ok(message);
    }
    let real = state.real(&message.folder);
    let from = state.change(&message.folder);
    let (source, change) = match &meant {
        Meant::Own(id) => {
            let change = from.flags.get(id).cloned().unwrap_or_default();
            let folder = real.ok_or_else(|| missing(&message.folder))?;
            (Source::Real(MessageRef { folder, ..message.clone() }), change)
        }
        Meant::Added(number) => match from.added.get(number) {
            Some(added) => (added.source.clone(), added.change.clone()),
            None => return Err(missing(&message.folder)),
        },
    };
    if moves {
        match meant {
            Meant::Own(id) => drop(from.gone.insert(id)),
            Meant::Added(number) => drop(from.added.remove(&number)),
        }
    }
    Ok(state.change(to).add(to, source, change, &message.key))
}

pub(super) fn flag(session: &Session, messages: Vec<MessageRef>, change: &FlagChange) -> Vec<Result<()>> {
    let mut state = session.state();
    let mut mark = |message: MessageRef| {
        let meant = state.meant(&message)?;
        let changed = state.change(&message.folder);
        match meant {
            Meant::Own(id) => {
                let flags = changed.flags.entry(id).or_default();
                *flags = then(flags, change);
            }
            Meant::Added(number) => {
                if let Some(added) = changed.added.get_mut(&number) {
                    added.change = then(&added.change, change);
                }
            }
        }
        Ok(())
    };
    messages.into_iter().map(&mut mark).collect()
}

pub(super) fn delete(session: &Session, messages: Vec<MessageRef>) -> Vec<Result<()>> {
    let mut state = session.state();
    let mut remove = |message: MessageRef| {
        let meant = match state.meant(&message) {
            // What is gone is removed already.
            Err(error) if crate::fetch::is_gone(&error) => return Ok(()),
            meant => meant?,
        };
        let changed = state.change(&message.folder);
        match meant {
            Meant::Own(id) => drop(changed.gone.insert(id)),
            Meant::Added(number) => drop(changed.added.remove(&number)),
        }
        Ok(())
    };
    messages.into_iter().map(&mut remove).collect()
}

pub(super) async fn append(
    session: &Session,
    folder: FolderPath,
    content: Spool,
    flags: Flags,
    received_at: Option<Timestamp>,
) -> Result<MessageRef> {
    folders::know(session).await?;
    if !session.state().has(&folder) {
        return Err(missing(&folder));
    }
    let size = content.len();
    let header = Header::parse(&content.read(0..size.min(HEADER_CAP as u64), HEADER_CAP)?);
    // A server would take the time of its own clock.
    let received_at = received_at.or(header.sent_at).unwrap_or_default();
    let key = ContentKey { message_id: header.message_id, received_at: Some(received_at), size };
    let keywords = flags.kept(session.real.capabilities().categories);
    let flags = Flags { deleted: false, keywords, ..flags };
    let source = Source::New { content, flags, received_at };
    Ok(session.state().change(&folder).add(&folder, source, FlagChange::default(), &key))
}
