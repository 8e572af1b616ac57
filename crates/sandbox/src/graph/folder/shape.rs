use serde_json::{Map, Value, json};

use super::{
    super::{
        failure::{Failure, Outcome},
        id::Id,
        odata::{Kind, Query},
    },
    Given,
};
use crate::{Account, ews::folder::Place};

/// The properties of a folder that are told (learn.microsoft.com/graph/api/resources/mailfolder).
const FOLDER: [&str; 7] = [
    "id",
    "displayName",
    "parentFolderId",
    "childFolderCount",
    "unreadItemCount",
    "totalItemCount",
    "isHidden",
];

/// Which of them are told.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct FolderShape {
    select: Option<Vec<String>>,
}

impl FolderShape {
    pub fn read(query: &Query) -> Outcome<Self> {
        let Some(select) = query.get("$select") else { return Ok(Self::default()) };
        let names = select.split(',').map(|name| {
            let known = FOLDER.iter().find(|known| known.eq_ignore_ascii_case(name.trim()));
            known.map(|known| (*known).to_owned()).ok_or_else(|| Failure::no_property(name, "mailFolder"))
        });
        Ok(Self { select: Some(names.collect::<Outcome<_>>()?) })
    }

    pub fn json(&self, folder: &Given) -> Value {
        let mut out = Map::new();
        let told = |name: &str| {
            name == "id" || self.select.as_ref().is_none_or(|select| select.iter().any(|own| own == name))
        };
        for name in FOLDER.into_iter().filter(|name| told(name)) {
            out.insert(name.to_owned(), property(&folder.account, &folder.place, name));
        }
        Value::Object(out)
    }
}

/// What a property of a folder holds.
pub(in super::super) fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "id" | "parentFolderId" => Kind::Id,
        "displayName" => Kind::Text,
        "isHidden" => Kind::Truth,
        "childFolderCount" | "unreadItemCount" | "totalItemCount" => Kind::Number,
        _ => return None,
    })
}

/// A property of a folder; null where there is none.
pub(in super::super) fn property(account: &Account, place: &Place, name: &str) -> Value {
    match name {
        "id" => json!(Id::Folder(place.id).text(account)),
        "displayName" => json!(place.display_name),
        "parentFolderId" => json!(Id::Folder(place.parent).text(account)),
        "childFolderCount" => json!(place.children),
        "unreadItemCount" => json!(place.unread),
        "totalItemCount" => json!(place.messages),
        "isHidden" => json!(false),
        _ => Value::Null,
    }
}
