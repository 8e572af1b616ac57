//! Finding messages again by what they can be recognised by.

use super::address::quoted;
use super::batch::Outcome;
use super::item::{self, Item};
use super::mailbox::Online;
use super::page::Page;
use super::request::Request;
use super::search::find;
use crate::backends::exchange::{Tree, alone};
use crate::{ContentKey, FolderPath, MessageRef, Result, Role, ServerId};

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

/// Looks for messages whose names mean nothing any more, where they are now: others than Graph give them new ones. The nth
/// answer is that of the nth message: `None` where there is none that is surely it.
pub(super) async fn anywhere(online: &Online, messages: &[MessageRef]) -> Vec<Result<Option<String>>> {
    let keys: Vec<ContentKey> = messages.iter().map(|message| message.key.clone()).collect();
    let named_keys: Vec<ContentKey> = keys.iter().filter(|key| key.message_id.is_some()).cloned().collect();
    let mut told = named(online, &["messages"], &named_keys).await.into_iter();
    let mut looking: Vec<Result<Vec<Item>>> = Vec::new();
    for key in &keys {
        let told = key.message_id.as_ref().and_then(|_| told.next());
        looking.push(told.map_or_else(|| Ok(Vec::new()), items));
    }
    if !looking.iter().any(|found| found.as_ref().is_ok_and(|items| !items.is_empty())) {
        return looking.into_iter().map(|found| found.map(|_| None)).collect();
    }
    let tree = online.look().await;
    let found = messages.iter().zip(looking).map(|(message, items)| {
        let items = items?;
        if items.is_empty() {
            return Ok(None);
        }
        let tree = tree.as_ref().map_err(Clone::clone)?;
        let here = items.iter().filter(|item| may_be(online, tree, message, item));
        let candidates: Vec<MessageRef> = here.map(|item| item.reference(&message.folder)).collect();
        Ok(alone(&message.key, &candidates).and_then(|one| match one.id {
            Some(ServerId::Immutable(id)) => Some(id),
            _ => None,
        }))
    });
    found.collect()
}

fn items(told: Outcome<Page<Item>>) -> Result<Vec<Item>> {
    told?.map_err(|refusal| refusal.error())?.take()
}

/// Whether what looks like a message may be it: what was sent, is being written, was thrown away, or was copied is another.
fn may_be(online: &Online, tree: &Tree, message: &MessageRef, item: &Item) -> bool {
    let Some(folder) = item.parent_folder_id.as_ref() else { return false };
    // What people do not see has no path.
    let Some(path) = tree.path(folder) else { return false };
    if online.speaker.outlook.copies.may_be_in(message, path) {
        return false;
    }
    if tree.id(&message.folder) == Some(folder) {
        return true;
    }
    let known = &online.held.known;
    let is_for = |role| known.of_role(role) == Some(folder);
    let thrown = known.of_role(Role::Trash).and_then(|id| tree.path(id));
    let is_thrown = thrown.is_some_and(|thrown| path.names().starts_with(thrown.names()));
    !is_thrown && ![Role::Sent, Role::Drafts, Role::Junk].into_iter().any(is_for)
}

async fn named(online: &Online, within: &[&str], keys: &[ContentKey]) -> Vec<Outcome<Page<Item>>> {
    let [select, expand] = item::keyed();
    let select = (select.0, format!("{},parentFolderId", select.1));
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
