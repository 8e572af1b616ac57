//! Fetching messages.

use super::knobs::Verb;
use super::session::Session;
use super::state::State;
use crate::backend::Arriving;
use crate::{Error, Kind, Message, MessageRef, Result, Unreadable, Wanted, reading};
use carteiro_world::{Spool, phrase};
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
    let stored = state.find(reference)?;
    if state.knobs.unreadable.contains(&(reference.folder.clone(), stored.uid)) {
        let words = phrase!("message-unreadable", folder = reference.folder);
        return Err(Error::new(Kind::Content, words));
    }
    let content = Spool::from(stored.raw.clone());
    reading::message(reference, content, stored.flags.clone(), stored.received_at, wanted)
}
