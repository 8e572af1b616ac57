//! Storing a message. Graph makes drafts of bytes; what it does not keep of the rest it is asked for by the names of MAPI.

use super::address::below;
use super::flag::updates;
use super::item::{Item, named};
use super::lighten::lighten;
use super::mailbox::Online;
use super::request::Request;
use crate::backends::exchange::{self, Tag, Verb};
use crate::{
    Category, ContentKey, Error, FlagChange, Flags, FolderPath, MessageRef, Result, Retry, ServerId,
};
use carteiro_world::Spool;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

pub(super) async fn append(
    online: &Online,
    path: FolderPath,
    content: Spool,
    flags: Flags,
    received_at: Option<Timestamp>,
) -> Result<MessageRef> {
    let size = content.len();
    let light = lighten(content, &online.speaker.outlook.spools).await?;
    if !light.heavy.is_empty() {
        online.may_upload(&light)?;
    }
    let (light, flags, path) = (&light, &flags, &path);
    online
        .at(path, |folder| async move {
            let url = below(&online.speaker.root, &["mailFolders", &folder, "messages"]);
            let made =
                online.make(url, light, Vec::new()).await?.map_err(|refusal| refusal.of_folder(path))?;
            let finished = async {
                online.attach_all(&made.id, light).await?;
                online.finish(&made.id, path, flags, received_at).await
            };
            let kept = match finished.await {
                Ok(kept) => kept.key(),
                Err(error) => return Err(online.undone(&made.id, error).await),
            };
            let told = made.key();
            // What was asked for is not always what is kept.
            let key = ContentKey {
                message_id: kept.message_id.or(told.message_id),
                received_at: kept.received_at.or(told.received_at),
                size,
            };
            Ok(MessageRef { folder: path.clone(), id: Some(ServerId::Immutable(made.id)), key })
        })
        .await
}

impl Online {
    /// Removes a message that was not finished. Where it may still be there nobody is to store it again.
    async fn undone(&self, id: &str, error: Error) -> Error {
        match (self.discard(id).await, error.retry()) {
            (false, _) => error.retrying(Retry::Unsure),
            (true, Retry::Unsure) => error.retrying(Retry::Reconnect),
            (true, _) => error,
        }
    }

    /// Sets what does not stand in its bytes, and answers what is there then. What this server does not take is left as it is.
    async fn finish(
        &self,
        id: &str,
        path: &FolderPath,
        flags: &Flags,
        received_at: Option<Timestamp>,
    ) -> Result<Item> {
        let update = |whole| self.update(id, flags, received_at, whole).going_on();
        let refusal = match self.speaker.ask(&update(true)).await? {
            Ok(item) => return Ok(item),
            Err(refusal) => refusal,
        };
        if !matches!(refusal.status, 400 | 403) {
            return Err(refusal.of_message(path));
        }
        self.speaker.ask(&update(false)).await?.map_err(|refusal| refusal.of_message(path))
    }

    fn update(&self, id: &str, flags: &Flags, received_at: Option<Timestamp>, whole: bool) -> Request {
        let change = FlagChange {
            seen: Some(flags.seen),
            flagged: flags.flagged.then_some(true),
            ..FlagChange::default()
        };
        let mut body: Map<String, Value> = updates(&change);
        let categories = exchange::categories(flags);
        if !categories.is_empty() {
            let names: Vec<&str> = categories.iter().map(Category::as_str).collect();
            body.insert("categories".to_owned(), json!(names));
        }
        let mut properties = Vec::new();
        if let Some((verb, _)) = Verb::of(flags).written() {
            properties.push(json!({ "id": named(Tag::LAST_VERB, "Integer"), "value": verb }));
        }
        if whole && !flags.draft {
            let value = Tag::message_flags(flags.seen);
            properties.push(json!({ "id": named(Tag::MESSAGE_FLAGS, "Integer"), "value": value }));
        }
        if let Some(at) = received_at.filter(|_| whole) {
            properties.push(json!({ "id": named(Tag::DELIVERED, "SystemTime"), "value": at.to_string() }));
        }
        if !properties.is_empty() {
            body.insert("singleValueExtendedProperties".to_owned(), Value::Array(properties));
        }
        Request::patch(&self.speaker.root, &["messages", id], Value::Object(body))
    }
}
