//! Flags, and removal for good.

use super::knobs::Verb;
use super::session::Session;
use crate::{FlagChange, Kind, MessageRef, Result};

pub(super) fn flag(
    session: &Session,
    messages: &[MessageRef],
    change: &FlagChange,
) -> Result<Vec<Result<()>>> {
    session.serve(Verb::Flag, |state| {
        let mark = |message: &MessageRef| {
            change.apply(&mut state.find_mut(message)?.flags);
            Ok(())
        };
        Ok(messages.iter().map(mark).collect())
    })
}

pub(super) fn delete(session: &Session, messages: &[MessageRef]) -> Result<Vec<Result<()>>> {
    session.serve(Verb::Delete, |state| {
        let remove = |message: &MessageRef| {
            state.folder(&message.folder)?;
            let uid = match state.find(message) {
                Ok(found) => found.uid,
                // What is gone is removed already.
                Err(error) if error.kind() == Kind::NotFound => return Ok(()),
                Err(error) => return Err(error),
            };
            state.folder_mut(&message.folder)?.messages.remove(&uid);
            Ok(())
        };
        Ok(messages.iter().map(remove).collect())
    })
}
