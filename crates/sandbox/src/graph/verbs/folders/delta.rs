use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::super::{messages::lost, page};
use crate::{
    Fault,
    ews::folder::{ROOT, TOP, Tree},
    graph::{
        access::Access,
        answer::Answer,
        call::Call,
        failure::Outcome,
        folder::{FolderShape, Given},
        id::Id,
    },
};

/// `GET /me/mailFolders/delta` (learn.microsoft.com/graph/api/mailfolder-delta): the token tells the folders that are
/// known, each with what changes when it does.
pub(in super::super::super) fn delta(call: &Call<'_>) -> Outcome<Answer> {
    call.needs(Access::Basic)?;
    let shape = FolderShape::read(&call.asked.query)?;
    let known = match call.asked.query.get("$deltatoken") {
        None => BTreeMap::new(),
        Some(_) if call.faults.contains(&Fault::GraphSyncStateLost) => return Err(lost()),
        Some(token) => read(token).ok_or_else(lost)?,
    };
    let account = &call.account;
    let all: Vec<Given> = account.read(|mailbox| {
        let tree = Tree::of(mailbox);
        let places = tree.below(ROOT).into_iter().filter(|place| place.id != TOP).cloned();
        places.map(|place| Given { account: account.clone(), place }).collect()
    });
    let now: BTreeMap<u32, String> = all.iter().map(|folder| (folder.place.id, state(folder))).collect();
    let mut value: Vec<Value> = all
        .iter()
        .filter(|folder| known.get(&folder.place.id) != now.get(&folder.place.id))
        .map(|folder| shape.json(folder))
        .collect();
    let gone = known.keys().filter(|id| !now.contains_key(id));
    value.extend(gone.map(|id| {
        json!({ "@odata.type": "#microsoft.graph.mailFolder", "id": Id::Folder(*id).text(account), "@removed": { "reason": "deleted" } })
    }));
    let token = URL_SAFE_NO_PAD.encode(json!(now).to_string());
    let mut answer = page::collection(call, "mailFolders", value, None, None);
    answer.insert("@odata.deltaLink", json!(call.address_with(&["$deltatoken"], "$deltatoken", &token)));
    Ok(answer)
}

fn state(folder: &Given) -> String {
    let place = &folder.place;
    let text =
        format!("{} {} {} {} {}", place.name, place.parent, place.messages, place.unread, place.children);
    crate::graph::call::uuid(text.as_bytes()).chars().take(8).collect()
}

fn read(token: &str) -> Option<BTreeMap<u32, String>> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let value: Value = serde_json::from_slice(&bytes).ok()?;
    let pairs = value.as_object()?.iter();
    pairs.map(|(id, state)| Some((id.parse().ok()?, state.as_str()?.to_owned()))).collect()
}
