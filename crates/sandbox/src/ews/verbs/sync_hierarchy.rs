use base64::{Engine, engine::general_purpose::STANDARD};

use super::{batch, sync_items::invalid};
use crate::ews::{
    call::Call,
    failure::{Failure, Outcome},
    folder::{FolderShape, Given, Place, TOP, Tree, given},
    id::{Id, hash},
    xml::{Element, Xml},
};

/// `SyncFolderHierarchy`: the state tells which folders the client knows, and under which names
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-synchronize-folders-by-using-ews-in-exchange).
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let shape = FolderShape::read(call, request.child("FolderShape"))?;
    let above = match request.list("SyncFolderId").first() {
        Some(folder) => given(call, folder),
        None => top(call),
    };
    let state = request.text_of("SyncState").unwrap_or_default();
    let done = above
        .map_err(|failure| match failure.code {
            "ErrorFolderNotFound" | "ErrorItemNotFound" => {
                Failure::new("ErrorSyncFolderNotFound", "The folder to be synchronized could not be found.")
            }
            _ => failure,
        })
        .and_then(|above| Ok((read(state)?, above)));
    batch::responses("SyncFolderHierarchy", xml, [done], |done, xml| {
        batch::message("SyncFolderHierarchy", xml, done, "", |(known, above), xml| {
            let tree = above.account.read(Tree::of);
            let now: Vec<&Place> = tree.below(above.place.id);
            xml.leaf("m:SyncState", written(&now));
            xml.leaf("m:IncludesLastFolderInRange", "true");
            xml.element("m:Changes", |xml| {
                for place in &now {
                    let before = known.iter().find(|(id, _)| *id == place.id);
                    let element = match before {
                        None => "t:Create",
                        Some((_, name)) if *name != mark(place) => "t:Update",
                        Some(_) => continue,
                    };
                    let folder = Given { account: above.account.clone(), place: (*place).clone() };
                    xml.element(element, |xml| shape.write(call, &folder, xml));
                }
                for (id, _) in known.iter().filter(|(id, _)| !now.iter().any(|place| place.id == *id)) {
                    let id = Id::Folder { folder: *id }.text(&above.account);
                    xml.element("t:Delete", |xml| xml.empty("t:FolderId", &[("Id", &id)]));
                }
            });
        });
    });
    Ok(())
}

fn top(call: &Call<'_>) -> Outcome<Given> {
    let place = call.account.read(|mailbox| Tree::of(mailbox).get(TOP).cloned());
    Ok(Given { account: call.account.clone(), place: place.ok_or_else(Failure::folder_not_found)? })
}

/// What changes when a folder is renamed or moved.
fn mark(place: &Place) -> u32 {
    let [a, b, c, d, ..] = hash(format!("{} {}", place.parent, place.display_name).as_bytes());
    u32::from_be_bytes([a, b, c, d])
}

fn written(places: &[&Place]) -> String {
    let mut bytes = b"tree".to_vec();
    for place in places {
        bytes.extend_from_slice(&place.id.to_be_bytes());
        bytes.extend_from_slice(&mark(place).to_be_bytes());
    }
    STANDARD.encode(bytes)
}

fn read(state: &str) -> Outcome<Vec<(u32, u32)>> {
    if state.is_empty() {
        return Ok(Vec::new());
    }
    let bytes = STANDARD.decode(state).map_err(|_| invalid())?;
    let rest = bytes.strip_prefix(b"tree").filter(|rest| rest.len() % 8 == 0).ok_or_else(invalid)?;
    let number = |four: &[u8]| four.try_into().map(u32::from_be_bytes).unwrap_or_default();
    Ok(rest
        .chunks(8)
        .map(|pair| (number(pair.get(..4).unwrap_or_default()), number(pair.get(4..).unwrap_or_default())))
        .collect())
}
