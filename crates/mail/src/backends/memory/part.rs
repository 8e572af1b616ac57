//! Opening single parts of a message.

use super::knobs::Verb;
use super::session::Session;
use crate::mime::PartId;
use crate::{Content, MessageRef, Result, reading};
use carteiro_world::Spool;

pub(super) fn parts(session: &Session, message: &MessageRef, ids: &[PartId]) -> Result<Vec<Result<Content>>> {
    session.serve(Verb::Part, |state| {
        let stored = state.readable(message)?;
        Ok(reading::parts(&Spool::from(stored.raw.clone()), &message.folder, ids)?)
    })
}
