//! Lists of a folder, oldest arrival first.
//!
//! Pages that are counted skip what moves up while something leaves. So where a page ends later than it begins, the next
//! one is what came at that moment and later, and nothing can come between; only within one moment pages are followed.

use super::fault::Refusal;
use super::filter::{self, Asked};
use super::item::{self, Item};
use super::mailbox::Online;
use super::page::{MOST_EMPTY, Page, fewer};
use super::request::Request;
use crate::{FolderPath, MessageRef, Query, Result};
use jiff::Timestamp;
use std::collections::HashSet;
use std::sync::atomic::Ordering;

/// So many come with one answer, which is as many as Graph gives (learn.microsoft.com/graph/api/user-list-messages).
const PAGE: usize = 1000;

pub(super) async fn search(online: &Online, folder: FolderPath, query: Query) -> Result<Vec<MessageRef>> {
    let asked = query.condition.as_ref().and_then(filter::asked);
    find(online, &folder, asked.as_ref()).await
}

/// All messages of which the filter holds.
pub(super) async fn find(
    online: &Online,
    path: &FolderPath,
    asked: Option<&Asked>,
) -> Result<Vec<MessageRef>> {
    online.at(path, |folder| async move { found(online, path, &folder, asked).await }).await
}

async fn found(
    online: &Online,
    path: &FolderPath,
    folder: &str,
    asked: Option<&Asked>,
) -> Result<Vec<MessageRef>> {
    let odd = &online.speaker.odd.filters_little;
    if !odd.load(Ordering::Relaxed) {
        let mut all = All::new(path);
        match all.sorted(online, folder, asked).await? {
            Ok(()) => return Ok(all.found),
            Err(refusal) if refusal.is_inefficient() => odd.store(true, Ordering::Relaxed),
            Err(refusal) => return Err(refusal.of_folder(path)),
        }
    }
    let mut all = All::new(path);
    all.unsorted(online, folder).await?.map_err(|refusal| refusal.of_folder(path))?;
    all.found.sort_by_key(|one| one.key.received_at);
    Ok(all.found)
}

struct All<'a> {
    path: &'a FolderPath,
    known: HashSet<String>,
    found: Vec<MessageRef>,
}

impl<'a> All<'a> {
    fn new(path: &'a FolderPath) -> Self {
        Self { path, known: HashSet::new(), found: Vec::new() }
    }

    fn add(&mut self, items: &[Item]) {
        for item in items {
            if !item.id.is_empty() && self.known.insert(item.id.clone()) {
                self.found.push(item.reference(self.path));
            }
        }
    }

    async fn sorted(
        &mut self,
        online: &Online,
        folder: &str,
        asked: Option<&Asked>,
    ) -> Result<Result<(), Refusal>> {
        let (mut from, mut top, mut empty): (Option<Timestamp>, _, _) = (None, PAGE, 0);
        let mut request = list(online, folder, from, asked, top);
        loop {
            let answer = online.speaker.ask::<Page<Item>>(&request).await;
            if let Some(less) = fewer(&answer, top) {
                top = less;
                request = list(online, folder, from, asked, top);
                continue;
            }
            let mut page = match answer? {
                Ok(page) => page,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let told = page.take()?;
            self.add(&told);
            empty = if told.is_empty() { empty + 1 } else { 0 };
            let Some(next) = page.next else { return Ok(Ok(())) };
            let last = told.last().and_then(Item::received_at);
            request = match last {
                Some(at) if from.is_none_or(|from| at > from) => {
                    from = Some(at);
                    list(online, folder, from, asked, top)
                }
                _ if empty > MOST_EMPTY => {
                    return Err(super::fault::nonsense("one empty page after the other"));
                }
                _ => online.speaker.following(&next)?.in_pages_of(top),
            };
        }
    }

    /// As the server likes to tell them.
    async fn unsorted(&mut self, online: &Online, folder: &str) -> Result<Result<(), Refusal>> {
        let mut top = PAGE;
        loop {
            let answer = self.all_at(online, folder, top).await;
            match fewer(&answer, top) {
                // What is known already is not taken twice.
                Some(less) => top = less,
                None => return answer,
            }
        }
    }

    async fn all_at(&mut self, online: &Online, folder: &str, top: usize) -> Result<Result<(), Refusal>> {
        let [select, expand] = item::keyed();
        let many = top.to_string();
        let options = [("$top", many.as_str()), (select.0, &select.1), (expand.0, &expand.1)];
        let request = Request::get(&online.speaker.root, &["mailFolders", folder, "messages"], &options);
        let first: Page<Item> = match online.speaker.ask(&request).await? {
            Ok(page) => page,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let add = |items: Vec<Item>| {
            self.add(&items);
            Ok(false)
        };
        online.speaker.pages(first, top, add).await
    }
}

fn list(
    online: &Online,
    folder: &str,
    from: Option<Timestamp>,
    asked: Option<&Asked>,
    top: usize,
) -> Request {
    let [select, expand] = item::keyed();
    let (top, filter) = (top.to_string(), filter::sorted(from, asked));
    let options = [
        ("$filter", filter.as_str()),
        ("$orderby", "receivedDateTime"),
        ("$top", &top),
        (select.0, &select.1),
        (expand.0, &expand.1),
    ];
    Request::get(&online.speaker.root, &["mailFolders", folder, "messages"], &options)
}
