//! The number of messages alone.

use super::fault;
use super::filter;
use super::item::Item;
use super::mailbox::Online;
use super::page::Page;
use super::request::Request;
use crate::{FolderPath, Query, Result};
use std::sync::atomic::Ordering;

/// How many messages there are of which the server can tell by itself that they are meant.
pub(super) async fn count(online: &Online, path: FolderPath, query: Query) -> Result<Option<u64>> {
    let filter = match &query.condition {
        None => String::new(),
        Some(condition) => match filter::asked(condition) {
            Some(asked) if asked.is_exact => asked.text,
            _ => return Ok(None),
        },
    };
    let (filter, path) = (filter.as_str(), &path);
    online
        .at(path, |folder| async move {
            let odd = &online.speaker.odd.filters_little;
            if !filter.is_empty() && odd.load(Ordering::Relaxed) {
                return Ok(None);
            }
            let options = [("$filter", filter), ("$count", "true"), ("$top", "1"), ("$select", "id")];
            let segments = ["mailFolders", &folder, "messages"];
            let request = Request::get(&online.speaker.root, &segments, &options);
            match online.speaker.ask::<Page<Item>>(&request).await? {
                Ok(page) => {
                    page.count.map(Some).ok_or_else(|| fault::nonsense("messages without their number"))
                }
                Err(refusal) if refusal.is_inefficient() => {
                    odd.store(true, Ordering::Relaxed);
                    Ok(None)
                }
                Err(refusal) => Err(refusal.of_folder(path)),
            }
        })
        .await
}
