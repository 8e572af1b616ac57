use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};

use super::batch;
use crate::{
    ews::{
        call::Call,
        failure::{Failure, Outcome},
        folder::{Given, given},
        id::{Id, change_key},
        item::{Seen, Shape},
        xml::{Element, Xml},
    },
    store::{Change, Folder, Message},
};

/// `MaxSyncChangesReturnedType`.
const MOST: usize = 512;

/// What has become of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Created,
    Updated,
    Read,
    Deleted,
}

/// SyncFolderItems: the state tells the place in the folder's list of changes up to which the client knows all
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/mailbox-synchronization-and-ews-in-exchange).
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    // It tells no more than FindItem does.
    let shape = Shape::read(call, request.child("ItemShape"), true)?;
    let most = request.text_of("MaxChangesReturned").and_then(|text| text.parse().ok());
    let most = most.filter(|most| (1..=MOST).contains(most)).ok_or_else(|| {
        Failure::schema("The 'MaxChangesReturned' element is invalid - The value is not between 1 and 512.")
    })?;
    let folder = request.list("SyncFolderId").first();
    let folder = folder.ok_or_else(|| Failure::missing("SyncFolderId", "SyncFolderItems"))?;
    let ignored: Vec<&str> = request.list("Ignore").iter().filter_map(|id| id.attribute("Id")).collect();
    let state = request.text_of("SyncState").unwrap_or_default();
    let done = given(call, folder)
        .map_err(|failure| match failure.code {
            "ErrorFolderNotFound" | "ErrorItemNotFound" => {
                Failure::new("ErrorSyncFolderNotFound", "The folder to be synchronized could not be found.")
            }
            _ => failure,
        })
        .and_then(|folder| Ok((changes(&folder, state, most)?, folder)));
    batch::responses("SyncFolderItems", xml, [done], |done, xml| {
        batch::message("SyncFolderItems", xml, done, "", |(changes, folder), xml| {
            xml.leaf("m:SyncState", &changes.state);
            xml.truth("m:IncludesLastItemInRange", changes.last);
            xml.element("m:Changes", |xml| {
                for (uid, fate, message) in &changes.items {
                    let id = Id::Item { folder: folder.place.id, uid: *uid }.text(&folder.account);
                    if !ignored.contains(&id.as_str()) {
                        tell(&folder, &id, *fate, message.as_ref(), &shape, xml);
                    }
                }
            });
        });
    });
    Ok(())
}

struct Changes {
    items: Vec<(u32, Fate, Option<Message>)>,
    state: String,
    last: bool,
}

fn changes(given: &Given, state: &str, most: usize) -> Outcome<Changes> {
    let folder_id = given.place.id;
    let from = if state.is_empty() { 0 } else { read(state, folder_id)? };
    given.account.read(|mailbox| {
        // The two roots hold no items.
        let Some(folder) = mailbox.by_uid_validity(folder_id) else {
            return Ok(Changes { items: Vec::new(), state: written(folder_id, 0), last: true });
        };
        let log = folder.changes();
        if from > log.len() {
            return Err(invalid());
        }
        let (to, uids) = window(log, from, most);
        let fate = |uid: &u32| fate(folder, log, *uid, from, to);
        let items = uids.iter().filter_map(|uid| Some((*uid, fate(uid)?, folder.message(*uid).cloned()))).collect();
        Ok(Changes { items, state: written(folder_id, to), last: to == log.len() })
    })
}

/// As many changes as touch so many messages: where they end, and the messages in order.
fn window(log: &[Change], from: usize, most: usize) -> (usize, Vec<u32>) {
    let (mut order, mut known) = (Vec::new(), BTreeMap::new());
    for (at, change) in log.iter().enumerate().skip(from) {
        let (Change::Added(uid) | Change::Flagged(uid) | Change::Removed(uid)) = change;
        if !known.contains_key(uid) {
            if order.len() == most {
                return (at, order);
            }
            known.insert(*uid, ());
            order.push(*uid);
        }
    }
    (log.len(), order)
}

/// What the client, who knows everything before `from`, has to be told of a message. `None` of one that came and went.
fn fate(folder: &Folder, log: &[Change], uid: u32, from: usize, to: usize) -> Option<Fate> {
    let window = log.get(from..to).unwrap_or_default();
    let is_new = window.contains(&Change::Added(uid));
    match folder.message(uid) {
        Some(_) if is_new => Some(Fate::Created),
        Some(message) if message.revision.beyond_reading < from => Some(Fate::Read),
        Some(_) => Some(Fate::Updated),
        None if is_new => None,
        None => Some(Fate::Deleted),
    }
}

fn tell(folder: &Given, id: &str, fate: Fate, message: Option<&Message>, shape: &Shape, xml: &mut Xml) {
    let Some(message) = message else {
        return xml.element("t:Delete", |xml| xml.empty("t:ItemId", &[("Id", id)]));
    };
    let seen = Seen::new(&folder.account, folder.place.id, message);
    match fate {
        Fate::Created => xml.element("t:Create", |xml| shape.write(&seen, xml)),
        Fate::Updated => xml.element("t:Update", |xml| shape.write(&seen, xml)),
        Fate::Read => xml.element("t:ReadFlagChange", |xml| {
            xml.empty("t:ItemId", &[("Id", id), ("ChangeKey", &change_key(message))]);
            xml.truth("t:IsRead", seen.is_read());
        }),
        Fate::Deleted => {}
    }
}

fn written(folder: u32, to: usize) -> String {
    STANDARD.encode(format!("items {folder} {to}"))
}

fn read(state: &str, folder: u32) -> Outcome<usize> {
    let text = STANDARD.decode(state).ok().and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(invalid)?;
    let to = text.strip_prefix(&format!("items {folder} ")).and_then(|to| to.parse().ok());
    to.ok_or_else(invalid)
}

pub(super) fn invalid() -> Failure {
    Failure::new("ErrorInvalidSyncStateData", "Synchronization state data is corrupt or otherwise invalid.")
}
