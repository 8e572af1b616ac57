//! Categories: the list is replaced as a whole, so that it is read before, and written only as long as nobody else has changed
//! the message (`If-Match`, RFC 9110 §13.1.1).

use super::change::{Changed, Subject, ask};
use super::flag;
use super::item::Item;
use super::mailbox::Online;
use super::request::Request;
use crate::{Error, FlagChange, Kind};
use carteiro_world::http::{HeaderValue, header};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// A message that changes between being read and being written is read once more.
const TRIES: usize = 2;

/// What a message is to become, and what it was when it was read.
struct Update {
    tag: Option<HeaderValue>,
    body: Map<String, Value>,
}

pub(super) async fn carry_out(online: &Online, subjects: &[Subject], change: &FlagChange) -> Changed {
    let root = &online.speaker.root;
    let mut done = Changed::default();
    let mut left = subjects.to_vec();
    for _ in 0..TRIES {
        let read = |id: &str| Request::get(root, &["messages", id], &[("$select", "id,categories")]);
        let mut updates = HashMap::new();
        for (subject, present) in ask(online, &left, read, Some).await {
            match present.map(|present| present.and_then(|present| update(&present, change))) {
                Ok(Some(update)) => drop(updates.insert(subject.1, update)),
                Ok(None) => drop(done.insert(subject, Ok(None))),
                Err(error) => drop(done.insert(subject, Err(error))),
            }
        }
        left.retain(|(_, id)| updates.contains_key(id));
        if left.is_empty() {
            break;
        }
        let write = |id: &str| {
            let update = updates.get(id);
            let body = update.map(|update| update.body.clone()).unwrap_or_default();
            let request = Request::patch(root, &["messages", id], Value::Object(body));
            match update.and_then(|update| update.tag.clone()) {
                Some(tag) => request.with(header::IF_MATCH, tag),
                None => request,
            }
        };
        let written = ask(online, &left, write, |_| None).await;
        left.retain(|one| written.get(one).and_then(|one| one.as_ref().err()).is_some_and(has_changed));
        done.extend(written);
        if left.is_empty() {
            break;
        }
    }
    done
}

/// Somebody changed it since it was read.
fn has_changed(error: &Error) -> bool {
    error.kind() == Kind::Changed
}

/// What is to be written: nothing, where all is as it is to be.
fn update(present: &Item, change: &FlagChange) -> Option<Update> {
    let categories = present.categories.clone().unwrap_or_default();
    let mut wanted = categories.clone();
    change.categorize(&mut wanted);
    let mut body = flag::updates(change);
    if wanted != categories {
        body.insert("categories".to_owned(), json!(wanted));
    }
    let tag = present.etag.as_deref().and_then(|tag| HeaderValue::from_str(tag).ok());
    (!body.is_empty()).then_some(Update { tag, body })
}
