//! Fetching messages.

use super::knobs::Verb;
use super::session::Session;
use super::state::{State, Stored};
use crate::backend::Arriving;
use crate::reading::{self, FIELDS, Whole};
use crate::{ContentKey, Message, MessageRef, Parts, Result, Unreadable};
use carteiro_world::Spool;
use futures_util::{StreamExt, stream};
use std::sync::Arc;

pub(super) fn fetch(session: Session, messages: Vec<MessageRef>, parts: Parts) -> Arriving {
    stream::iter(messages)
        .map(move |reference| {
            session
                .serve(Verb::Fetch, |state| one(state, &reference, parts))
                .map_err(|error| Unreadable { reference, error })
        })
        .boxed()
}

fn one(state: &State, reference: &MessageRef, parts: Parts) -> Result<Message> {
    let stored = state.readable(reference)?;
    Ok(message(reference, stored, reading::whole(Spool::from(stored.raw.clone()), parts)?, parts))
}

/// No more of it than was asked for, so that whoever asks for too little learns it here.
fn message(reference: &MessageRef, stored: &Stored, whole: Whole, parts: Parts) -> Message {
    let mut header = whole.header;
    if !parts.all_headers {
        header.fields.retain(|(name, _)| FIELDS.iter().any(|field| field.eq_ignore_ascii_case(name)));
    }
    let size = stored.raw.len() as u64;
    let key =
        ContentKey { message_id: header.message_id.clone(), received_at: Some(stored.received_at), size };
    let structured = parts.structure || parts.text || parts.content;
    Message {
        reference: MessageRef { key, ..reference.clone() },
        flags: stored.flags.clone(),
        received_at: Some(stored.received_at),
        size,
        header: Arc::new(header),
        structure: structured.then(|| Arc::new(whole.structure)),
        text: whole.text.map(Arc::new),
        content: whole.content,
        picked: None,
    }
}
