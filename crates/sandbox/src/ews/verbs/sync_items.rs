use std::collections::BTreeSet;

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
    store::{Change, Message},
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

/// `SyncFolderItems`: the state tells the place in the folder's list of changes up to which the client knows all
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
    let known = if state.is_empty() { Known::default() } else { Known::read(state, folder_id)? };
    given.account.read(|mailbox| {
        // The two roots hold no items.
        let Some(folder) = mailbox.by_uid_validity(folder_id) else {
            return Ok(Changes { items: Vec::new(), state: known.text(folder_id), last: true });
        };
        let log = folder.changes();
        let to = if known.told == 0 { log.len() } else { known.to };
        if to > log.len() || known.from > to {
            return Err(invalid());
        }
        let window = log.get(known.from..to).unwrap_or_default();
        let touched = touched(window);
        let here: Vec<u32> = touched.iter().copied().skip(known.told).take(most).collect();
        let items = here.iter().filter_map(|uid| {
            let message = folder.message(*uid).cloned();
            Some((*uid, fate(message.as_ref(), window, *uid, known.from)?, message))
        });
        let told = known.told + here.len();
        let now =
            if told == touched.len() { Known { from: to, to, told: 0 } } else { Known { to, told, ..known } };
        let last = now.told == 0 && to == log.len();
        Ok(Changes { items: items.collect(), state: now.text(folder_id), last })
    })
}

/// The messages that changes touch, each once, in order.
fn touched(window: &[Change]) -> Vec<u32> {
    let mut seen = BTreeSet::new();
    let uids = window.iter().map(|change| match change {
        Change::Added(uid) | Change::Flagged(uid) | Change::Removed(uid) => *uid,
    });
    uids.filter(|uid| seen.insert(*uid)).collect()
}

/// What the client, who knows everything before `from`, has to be told of a message. `None` of one that came and went.
fn fate(message: Option<&Message>, window: &[Change], uid: u32, from: usize) -> Option<Fate> {
    let is_new = window.contains(&Change::Added(uid));
    match message {
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

/// Up to where in the list of changes the client knows everything, and how many messages it was told of those that the
/// changes from there up to `to` touch.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    from: usize,
    to: usize,
    told: usize,
}

impl Known {
    fn text(self, folder: u32) -> String {
        STANDARD.encode(format!("items {folder} {} {} {}", self.from, self.to, self.told))
    }

    fn read(state: &str, folder: u32) -> Outcome<Self> {
        let bytes = STANDARD.decode(state).map_err(|_| invalid())?;
        let text = String::from_utf8(bytes).map_err(|_| invalid())?;
        let numbers = text.strip_prefix(&format!("items {folder} ")).ok_or_else(invalid)?;
        let numbers: Vec<usize> = numbers.split(' ').map_while(|number| number.parse().ok()).collect();
        let [from, to, told] = numbers.as_slice() else { return Err(invalid()) };
        Ok(Self { from: *from, to: *to, told: *told })
    }
}

pub(super) fn invalid() -> Failure {
    Failure::new("ErrorInvalidSyncStateData", "Synchronization state data is corrupt or otherwise invalid.")
}
