//! `FindItem`: page by page, oldest arrival first.

use super::fault::{self, Refusal};
use super::folders::field;
use super::item;
use super::mailbox::Exchange;
use super::request::Request;
use super::restriction;
use super::xml::Xml;
use crate::{FolderPath, MessageRef, Query, Result, ServerId};
use std::collections::HashSet;

/// So many come with one answer; Exchange Online gives no more
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange: `EWSFindCountLimit`).
const PAGE: usize = 1000;
/// A folder that changes faster than it can be read is read as well as it can be.
const MOST_STEPS_BACK: usize = 20;

pub(super) async fn search(exchange: &Exchange, folder: FolderPath, query: Query) -> Result<Vec<MessageRef>> {
    let restriction = query.condition.as_ref().and_then(restriction::asked).map(|asked| asked.xml);
    find(exchange, &folder, restriction.as_ref()).await
}

/// All messages of which the restriction holds.
pub(super) async fn find(
    exchange: &Exchange,
    path: &FolderPath,
    restriction: Option<&Xml>,
) -> Result<Vec<MessageRef>> {
    exchange.at(path, |folder| async move { pages(exchange, path, &folder, restriction).await }).await
}

/// Pages are counted from the beginning of what is there when they are asked for: where something left meanwhile, what
/// comes after moves up. So each page begins with the last message of the one before, and where it has none that was
/// read, the reading goes back until one has.
async fn pages(
    exchange: &Exchange,
    path: &FolderPath,
    folder: &str,
    restriction: Option<&Xml>,
) -> Result<Vec<MessageRef>> {
    let mut all: Vec<MessageRef> = Vec::new();
    let mut known: HashSet<ServerId> = HashSet::new();
    let (mut offset, mut back) = (0, 0);
    loop {
        let asked = exchange.speaker.ask_one(request(folder, restriction, PAGE, offset)).await?;
        let reply = asked.map_err(|refusal: Refusal| refusal.of_folder(path))?;
        let Some(root) = reply.child("RootFolder") else {
            return Err(fault::nonsense("items without a root"));
        };
        let items = root.child("Items").map(|items| items.children.as_slice()).unwrap_or_default();
        let found: Vec<MessageRef> = items.iter().filter_map(|item| item::reference(path, item)).collect();
        let joins =
            offset == 0 || found.iter().filter_map(|one| one.id.as_ref()).any(|id| known.contains(id));
        if !joins && back < MOST_STEPS_BACK {
            back += 1;
            offset = offset.saturating_sub(PAGE);
            continue;
        }
        let (is_last, read) = (root.attribute("IncludesLastItemInRange") != Some("false"), items.len());
        all.extend(
            found.into_iter().filter(|one| one.id.as_ref().is_some_and(|id| known.insert(id.clone()))),
        );
        if is_last || read == 0 {
            return Ok(all);
        }
        offset += read.saturating_sub(1).max(1);
    }
}

pub(super) fn request(folder: &str, restriction: Option<&Xml>, page: usize, offset: usize) -> Request {
    Request::new("FindItem", &[("Traversal", "Shallow")], |xml| {
        item::key_shape(xml);
        let (page, offset) = (page.to_string(), offset.to_string());
        let view =
            [("MaxEntriesReturned", page.as_str()), ("Offset", offset.as_str()), ("BasePoint", "Beginning")];
        xml.empty("m:IndexedPageItemView", &view);
        if let Some(restriction) = restriction {
            xml.within("m:Restriction", |xml| {
                xml.append(restriction);
            });
        }
        xml.within("m:SortOrder", |xml| {
            xml.element("t:FieldOrder", &[("Order", "Ascending")], |xml| field(xml, "item:DateTimeReceived"));
        });
        xml.within("m:ParentFolderIds", |xml| {
            xml.empty("t:FolderId", &[("Id", folder)]);
        });
    })
}
