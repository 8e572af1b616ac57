//! Moving and copying messages.

use super::knobs::Verb;
use super::session::Session;
use super::state::State;
use crate::{FolderPath, MessageRef, Result};

pub(super) fn transfer(
    session: &Session,
    verb: Verb,
    messages: Vec<MessageRef>,
    to: &FolderPath,
) -> Result<Vec<Result<MessageRef>>> {
    session.serve(verb, |state| {
        state.folder(to)?;
        Ok(messages.into_iter().map(|one| place(state, verb, one, to)).collect())
    })
}

fn place(state: &mut State, verb: Verb, message: MessageRef, to: &FolderPath) -> Result<MessageRef> {
    let stored = state.find(&message)?.clone();
    if verb == Verb::Move && message.folder == *to {
        return Ok(message);
    }
    let target = state.folder_mut(to)?;
    let uid = target.add(stored.raw, stored.flags, stored.received_at);
    let place = target.reference(to, uid, message.key);
    if verb == Verb::Move {
        state.folder_mut(&message.folder)?.messages.remove(&stored.uid);
    }
    Ok(place)
}
