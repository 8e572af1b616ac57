//! Finding messages again by what they can be recognised by.

use super::address::quoted;
use super::batch::Outcome;
use super::item::{self, Item};
use super::mailbox::Online;
use super::page::Page;
use super::request::Request;
use super::search::find;
use crate::{ContentKey, FolderPath, MessageRef, Result, ServerId};

/// More of one Message-ID than these nobody can tell apart anyhow.
const CANDIDATES: &str = "50";

/// Looks in a folder.
pub(super) async fn locate(
    online: &Online,
    folder: FolderPath,
    keys: Vec<ContentKey>,
) -> Result<Vec<Option<MessageRef>>> {
    // What has no name must be looked for among all.
    if keys.iter().any(|key| key.message_id.is_none()) {
        let all = find(online, &folder, None).await?;
        return Ok(keys.iter().map(|key| alone(key, &all)).collect());
    }
    let (path, keys) = (&folder, &keys);
    online
        .at(path, |folder| async move {
            let within = ["mailFolders", folder.as_str(), "messages"];
            let mut found = Vec::new();
            for (key, told) in keys.iter().zip(named(online, &within, keys).await) {
                let candidates = told?.map_err(|refusal| refusal.of_folder(path))?;
                found.push(alone(key, &references(candidates, path)?));
            }
            Ok(found)
        })
        .await
}

/// Looks for messages whose names mean nothing any more, wherever they are now: others than Graph give them new ones.
pub(super) async fn anywhere(online: &Online, messages: &[MessageRef]) -> Result<Vec<Option<String>>> {
    let asked: Vec<&MessageRef> = messages.iter().filter(|one| one.key.message_id.is_some()).collect();
    let keys: Vec<ContentKey> = asked.iter().map(|message| message.key.clone()).collect();
    let mut told = named(online, &["messages"], &keys).await.into_iter();
    let mut found = Vec::new();
    for message in messages {
        let Some(told) = message.key.message_id.as_ref().and_then(|_| told.next()) else {
            found.push(None);
            continue;
        };
        let candidates = told?.map_err(|refusal| refusal.error())?;
        let one = alone(&message.key, &references(candidates, &message.folder)?);
        found.push(one.and_then(|one| match one.id {
            Some(ServerId::Immutable(id)) => Some(id),
            _ => None,
        }));
    }
    Ok(found)
}

async fn named(online: &Online, within: &[&str], keys: &[ContentKey]) -> Vec<Outcome<Page<Item>>> {
    let [select, expand] = item::keyed();
    let request = |key: &ContentKey| {
        let id = format!("<{}>", key.message_id.as_deref().unwrap_or_default());
        let filter = format!("internetMessageId eq {}", quoted(&id));
        let options = [
            ("$filter", filter.as_str()),
            ("$top", CANDIDATES),
            (select.0, &select.1),
            (expand.0, &expand.1),
        ];
        Request::get(&online.speaker.root, within, &options)
    };
    online.speaker.batch(&keys.iter().map(request).collect::<Vec<_>>()).await
}

fn references(mut page: Page<Item>, folder: &FolderPath) -> Result<Vec<MessageRef>> {
    Ok(page.take()?.iter().map(|item| item.reference(folder)).collect())
}

/// The one that the key fits.
fn alone(key: &ContentKey, candidates: &[MessageRef]) -> Option<MessageRef> {
    let mut fitting = candidates.iter().filter(|one| fits(key, &one.key));
    let first = fitting.next()?;
    fitting.next().is_none().then(|| first.clone())
}

fn fits(key: &ContentKey, other: &ContentKey) -> bool {
    let same_time = match (key.received_at, other.received_at) {
        (Some(one), Some(other)) => one.as_second() == other.as_second(),
        _ => true,
    };
    // Exchange counts what it keeps of a message, which changes with it: the size tells nothing.
    key.message_id == other.message_id && same_time && (key.message_id.is_some() || key.size == other.size)
}
