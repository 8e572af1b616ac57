//! Changing a message: read, flagged, answered (learn.microsoft.com/graph/api/message-update).

use super::change::{Change, Changed, Combined, Subject, ask, each};
use super::item::named;
use super::mailbox::Online;
use super::request::Request;
use crate::backends::exchange::{Tag, Verb};
use crate::{FlagChange, MessageRef, Result};
use serde_json::{Map, Value, json};

pub(super) async fn flag(
    online: &Online,
    changes: &Combined,
    messages: Vec<MessageRef>,
    change: FlagChange,
) -> Result<Vec<Result<()>>> {
    let done = each(changes, Some(online), &messages, Change::Flag(change)).await?;
    Ok(done.into_iter().map(|one| one.map(drop)).collect())
}

pub(super) async fn carry_out(online: &Online, subjects: &[Subject], change: &FlagChange) -> Changed {
    let updates = updates(change);
    if updates.is_empty() {
        return subjects.iter().map(|subject| (subject.clone(), Ok(None))).collect();
    }
    let body = Value::Object(updates);
    ask(
        online,
        subjects,
        |id| Request::patch(&online.speaker.root, &["messages", id], body.clone()),
        |_| None,
    )
    .await
}

/// What is set, in the terms of a message.
pub(super) fn updates(change: &FlagChange) -> Map<String, Value> {
    let mut updates = Map::new();
    if let Some(seen) = change.seen {
        updates.insert("isRead".to_owned(), json!(seen));
    }
    if let Some(flagged) = change.flagged {
        let status = if flagged { "flagged" } else { "notFlagged" };
        updates.insert("flag".to_owned(), json!({ "flagStatus": status }));
    }
    if let Some(verb) = Verb::after(change) {
        // A property cannot be taken away; 0 is what a message has to which nothing was done.
        let value = verb.written().map_or("0", |(verb, _)| verb);
        let property = json!([{ "id": named(Tag::LAST_VERB, "Integer"), "value": value }]);
        updates.insert("singleValueExtendedProperties".to_owned(), property);
    }
    updates
}
