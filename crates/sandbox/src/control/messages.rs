use std::sync::Arc;

use serde_json::json;

use super::Answer;
use crate::{Account, Flags, Store, http::Request, outside, site::Site};

/// Delivers a raw message (RFC 5322), unread and now.
pub(super) fn deliver(store: &Store, request: &Request) -> Answer {
    let name = request.query.get("user");
    let name = name.ok_or_else(|| (400, "whose mailbox? Say ?user=NAME".to_owned()))?;
    let account = account(store, name)?;
    if request.body.is_empty() {
        return Err((400, "the body is the message, and it is empty".to_owned()));
    }
    let folder = request.query.get("folder").unwrap_or("INBOX");
    let raw: Arc<[u8]> = request.body.as_ref().into();
    let uid = account.append(folder, raw, Flags::default(), outside::now());
    let uid = uid.map_err(|error| (404, format!("`{folder}`: {error}")))?;
    Ok(json!({ "user": account.user(), "folder": folder, "uid": uid }))
}

/// Empties folders; they stay, and sessions hear of it as of any removal.
pub(super) fn delete(site: &Site, request: &Request) -> Answer {
    let accounts = match request.query.get("user") {
        Some(user) => vec![account(&site.store, user)?],
        None => site.store.accounts().cloned().collect(),
    };
    let removed: usize = accounts.iter().map(empty).sum();
    let unsent = if request.query.get("user").is_none() { site.outbox.clear() } else { 0 };
    Ok(json!({ "removed": removed + unsent }))
}

fn empty(account: &Account) -> usize {
    account.write(|mailbox| {
        let folders = mailbox.folders();
        let uids: Vec<(String, Vec<u32>)> = folders
            .map(|(name, folder)| (name.to_owned(), folder.messages().map(|message| message.uid).collect()))
            .collect();
        let mut removed = 0;
        for (name, uids) in uids {
            if let Ok(folder) = mailbox.folder_mut(&name) {
                removed += uids.into_iter().filter(|uid| folder.remove(*uid).is_some()).count();
            }
        }
        removed
    })
}

fn account(store: &Store, user: &str) -> Result<Account, (u16, String)> {
    store.account(user).ok_or_else(|| {
        let known: Vec<_> = store.accounts().map(Account::user).collect();
        (404, format!("there is no user `{user}`; there are {}", known.join(", ")))
    })
}
