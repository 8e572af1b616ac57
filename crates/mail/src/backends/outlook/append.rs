//! Storing a message. Graph makes drafts of bytes; what it does not keep of the rest it is asked for by the names of MAPI.

use super::address::below;
use super::flag::updates;
use super::item::named;
use super::lighten::lighten;
use super::mailbox::Online;
use super::request::Request;
use crate::backends::exchange::{self, Tag, Verb};
use crate::{Category, ContentKey, FlagChange, Flags, FolderPath, MessageRef, Result, ServerId};
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
    let (light, flags, path) = (&light, &flags, &path);
    online
        .at(path, |folder| async move {
            let url = below(&online.speaker.root, &["mailFolders", &folder, "messages"]);
            let made = online.make(url, light, Vec::new()).await.map_err(|error| in_folder(error, path))?;
            online.finish(&made.id, flags, received_at).await?;
            let told = made.key();
            let key = ContentKey { received_at: received_at.or(told.received_at), size, ..told };
            Ok(MessageRef { folder: path.clone(), id: Some(ServerId::Immutable(made.id)), key })
        })
        .await
}

/// What was not found is where it was to go.
fn in_folder(error: crate::Error, path: &FolderPath) -> crate::Error {
    if super::folders::is_missing(&error) { super::folders::missing(path) } else { error }
}

impl Online {
    /// Sets what does not stand in its bytes. What this server does not take is left as it is.
    async fn finish(&self, id: &str, flags: &Flags, received_at: Option<Timestamp>) -> Result<()> {
        let whole = self.speaker.order(&self.update(id, flags, received_at, true)).await?;
        let Err(refusal) = whole else { return Ok(()) };
        if refusal.status != 400 && refusal.status != 403 {
            return Err(refusal.of_message(&FolderPath::inbox()));
        }
        let some = self.speaker.order(&self.update(id, flags, received_at, false)).await?;
        some.map_err(|refusal| refusal.of_message(&FolderPath::inbox()))
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
