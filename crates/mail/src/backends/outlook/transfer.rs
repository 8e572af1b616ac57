//! Moving and copying messages (learn.microsoft.com/graph/api/message-move, learn.microsoft.com/graph/api/message-copy).

use super::change::{Change, Changed, Combined, Subject, ask, each};
use super::mailbox::Online;
use super::request::Request;
use crate::backends::exchange::Recent;
use crate::folder::missing;
use crate::watch::Names;
use crate::{Error, FolderPath, MessageRef, Result, ServerId};
use serde_json::json;
use std::sync::{Arc, Mutex, PoisonError};

/// So many copies are known.
const MOST_COPIES: usize = 1 << 16;

/// Where a session has put copies: what lies there is not the message that it looks like.
#[derive(Clone)]
pub(super) struct Copies(Arc<Mutex<Recent>>);

impl Default for Copies {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Recent::keeping(MOST_COPIES))))
    }
}

impl Copies {
    fn keep(&self, message: &MessageRef, to: &FolderPath) {
        if let Some(name) = name_in(message, to) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name);
        }
    }

    /// Whether a copy of the message may be in this folder.
    pub(super) fn may_be_in(&self, message: &MessageRef, folder: &FolderPath) -> bool {
        let copies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        name_in(message, folder).is_some_and(|name| copies.contains(name))
    }
}

fn name_in(message: &MessageRef, folder: &FolderPath) -> Option<u64> {
    let message_id = message.key.message_id.as_deref()?;
    Some(Names::short(&format!("{message_id}\0{}", folder.to_string().to_lowercase())))
}

pub(super) async fn move_to(
    online: &Online,
    changes: &Combined,
    messages: Vec<MessageRef>,
    to: FolderPath,
) -> Result<Vec<Result<MessageRef>>> {
    // What is there already stays as it is.
    let stays = |message: &MessageRef| message.folder == to && message.id.is_some();
    let going: Vec<MessageRef> = messages.iter().filter(|message| !stays(message)).cloned().collect();
    let mut moved = each(changes, Some(online), &going, Change::Move(to.clone())).await?.into_iter();
    let lost = || Err(Error::internal("a message without an outcome"));
    let place = |message: MessageRef| {
        if stays(&message) {
            Ok(message)
        } else {
            moved.next().unwrap_or_else(lost).map(|id| place(message, id, &to))
        }
    };
    Ok(messages.into_iter().map(place).collect())
}

pub(super) async fn copy_to(
    online: &Online,
    changes: &Combined,
    messages: Vec<MessageRef>,
    to: FolderPath,
) -> Result<Vec<Result<MessageRef>>> {
    // Also where nobody learns whether there is one.
    for message in &messages {
        online.speaker.outlook.copies.keep(message, &to);
    }
    let copied = each(changes, Some(online), &messages, Change::Copy(to.clone())).await?;
    let places = messages.into_iter().zip(copied).map(|(message, id)| id.map(|id| place(message, id, &to)));
    Ok(places.collect())
}

/// Where it is now.
fn place(message: MessageRef, id: Option<String>, to: &FolderPath) -> MessageRef {
    MessageRef { folder: to.clone(), id: id.map(ServerId::Immutable), key: message.key }
}

pub(super) async fn carry_out(
    online: &Online,
    action: &'static str,
    subjects: &[Subject],
    to: &FolderPath,
) -> Result<Changed> {
    let carried = |folder: String| async move {
        let request = |id: &str| {
            let body = json!({ "destinationId": folder });
            let request = Request::post(&online.speaker.root, &["messages", id, action], body);
            // Names stay: what was moved is moved to where it is.
            if action == "copy" { request.once() } else { request }
        };
        let name = |item: super::item::Item| Some(item.id).filter(|id| !id.is_empty());
        let changed = ask(online, subjects, request, name).await;
        // Graph does not tell which of the two is not there: where none was found, it may be the folder.
        let none = changed.values().all(|one| one.as_ref().is_err_and(crate::fetch::is_gone));
        if none && !changed.is_empty() && !online.is_there(&folder).await? {
            return Err(missing(to));
        }
        Ok(changed)
    };
    online.at(to, carried).await
}
