use super::{
    super::{
        call::Call,
        failure::{Failure, Outcome},
        id::{self, Id},
        item::{self, Base, Path, Value},
        xml::{Element, Xml},
    },
    Given, Place,
};
use crate::Account;

/// Which properties of folders are told.
///
/// learn.microsoft.com/exchange/client-developer/exchange-web-services/property-sets-and-response-shapes-in-ews-in-exchange
#[derive(Debug)]
pub(in super::super) struct FolderShape {
    base: Base,
    more: Vec<Path>,
}

const IN_DEFAULT: &[&str] =
    &["folder:DisplayName", "folder:TotalCount", "folder:ChildFolderCount", "folder:UnreadCount"];
const IN_ALL: &[&str] = &[
    "folder:ParentFolderId",
    "folder:FolderClass",
    "folder:DisplayName",
    "folder:TotalCount",
    "folder:ChildFolderCount",
    "folder:EffectiveRights",
    "folder:UnreadCount",
];

impl FolderShape {
    pub fn ids() -> Self {
        Self { base: Base::IdOnly, more: Vec::new() }
    }

    pub fn read(call: &Call<'_>, element: Option<&Element<'_>>) -> Outcome<Self> {
        let element = element.ok_or_else(|| Failure::missing("FolderShape", "request"))?;
        let base = Base::read(element)?;
        let more = element.list("AdditionalProperties").iter().map(|path| Path::read(call, path));
        Ok(Self { base, more: more.collect::<Outcome<_>>()? })
    }

    fn has(&self, uri: &str) -> bool {
        let of_base = match self.base {
            Base::IdOnly => false,
            Base::Default => IN_DEFAULT.contains(&uri),
            Base::AllProperties => IN_ALL.contains(&uri),
        };
        of_base || self.more.iter().any(|path| path.uri() == Some(uri))
    }

    /// Writes a folder, its elements in the order of `FolderType`.
    pub fn write(&self, call: &Call<'_>, folder: &Given, xml: &mut Xml) {
        let Given { account, place } = folder;
        xml.element("t:Folder", |xml| {
            folder_id("t:FolderId", account, place.id, &place.name, xml);
            if self.has("folder:ParentFolderId") {
                folder_id("t:ParentFolderId", account, place.parent, "", xml);
            }
            let is_root = place.name.is_empty();
            if self.has("folder:FolderClass") && !is_root {
                xml.leaf("t:FolderClass", "IPF.Note");
            }
            if self.has("folder:DisplayName") {
                xml.leaf("t:DisplayName", &place.display_name);
            }
            if self.has("folder:TotalCount") {
                xml.leaf("t:TotalCount", place.messages.to_string());
            }
            if self.has("folder:ChildFolderCount") {
                xml.leaf("t:ChildFolderCount", place.children.to_string());
            }
            for path in &self.more {
                if let Path::Extended(extended) = path
                    && let Some(value) = value(place, path)
                {
                    item::write_extended(extended, &value, xml);
                }
            }
            if self.has("folder:EffectiveRights") {
                item::effective_rights(xml);
            }
            if let Some(name) = place.distinguished
                && self.has("folder:DistinguishedFolderId")
                && call.version >= super::super::version::Version::Exchange2013
            {
                xml.leaf("t:DistinguishedFolderId", name);
            }
            if self.has("folder:UnreadCount") {
                xml.leaf("t:UnreadCount", place.unread.to_string());
            }
        });
    }
}

/// A property of a folder by which folders are found. `None` where there is none.
pub(in super::super) fn value(place: &Place, path: &Path) -> Option<Value> {
    let number = |count: usize| Some(Value::Number(i64::try_from(count).unwrap_or(i64::MAX)));
    match path {
        Path::Field(uri) => match uri.as_str() {
            "folder:DisplayName" => Some(Value::text(&place.display_name)),
            "folder:FolderClass" => Some(Value::text("IPF.Note")),
            "folder:TotalCount" => number(place.messages),
            "folder:UnreadCount" => number(place.unread),
            "folder:ChildFolderCount" => number(place.children),
            _ => None,
        },
        // [MS-OXPROPS]: PidTagDisplayName, PidTagContainerClass, PidTagContentCount, PidTagContentUnreadCount,
        // PidTagSubfolders, PidTagAttributeHidden.
        Path::Extended(extended) => match extended.tag? {
            0x3001 => Some(Value::text(&place.display_name)),
            0x3613 => Some(Value::text("IPF.Note")),
            0x3602 => number(place.messages),
            0x3603 => number(place.unread),
            0x360a => Some(Value::Truth(place.children > 0)),
            0x10f4 => Some(Value::Truth(false)),
            _ => None,
        },
        Path::Header(_) => None,
    }
}

/// The id of a folder, with what changes when it is renamed.
pub(in super::super) fn folder_id(element: &str, account: &Account, folder: u32, name: &str, xml: &mut Xml) {
    let id = Id::Folder { folder }.text(account);
    xml.empty(element, &[("Id", &id), ("ChangeKey", &id::folder_change_key(&format!("{folder} {name}")))]);
}
