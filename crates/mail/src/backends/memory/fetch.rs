//! Fetching messages.

use super::knobs::Verb;
use super::session::Session;
use super::state::State;
use crate::backend::Arriving;
use crate::{Message, MessageRef, Result, Unreadable, Wanted, reading};
use carteiro_world::Spool;
use futures_util::{StreamExt, stream};

pub(super) fn fetch(session: Session, messages: Vec<MessageRef>, wanted: Wanted) -> Arriving {
    stream::iter(messages)
        .map(move |reference| {
            session
                .serve(Verb::Fetch, |state| one(state, &reference, &wanted))
                .map_err(|error| Unreadable { reference, error })
        })
        .boxed()
}

fn one(state: &State, reference: &MessageRef, wanted: &Wanted) -> Result<Message> {
    let stored = state.readable(reference)?;
    let content = Spool::from(stored.raw.clone());
    reading::message(reference, content, stored.flags.clone(), Some(stored.received_at), wanted)
}
