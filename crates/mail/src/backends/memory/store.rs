//! Flags, and removal for good.

use super::Server;
use super::knobs::Verb;
use crate::{FlagChange, MessageRef, Result};

pub(super) fn flag(server: &Server, messages: &[MessageRef], change: &FlagChange) -> Result<Vec<Result<()>>> {
    server.serve(Verb::Flag, |state| {
        let mark = |message: &MessageRef| {
            let flags = &mut state.find_mut(message)?.flags;
            flags.seen = change.seen.unwrap_or(flags.seen);
            flags.flagged = change.flagged.unwrap_or(flags.flagged);
            Ok(())
        };
        Ok(messages.iter().map(mark).collect())
    })
}

pub(super) fn delete(server: &Server, messages: &[MessageRef]) -> Result<Vec<Result<()>>> {
    server.serve(Verb::Delete, |state| {
        let remove = |message: &MessageRef| {
            let uid = state.find(message)?.uid;
            state.folder_mut(&message.folder)?.messages.remove(&uid);
            Ok(())
        };
        Ok(messages.iter().map(remove).collect())
    })
}
