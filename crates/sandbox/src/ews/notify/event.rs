use jiff::Timestamp;

use crate::{
    Account,
    ews::{
        folder,
        id::{Id, change_key},
        xml::Xml,
    },
    store::{Change, Mailbox, Origin},
};

/// `NotificationEventTypeType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Kind {
    Copied,
    Created,
    Deleted,
    Modified,
    Moved,
    NewMail,
    FreeBusyChanged,
}

impl Kind {
    pub fn read(name: &str) -> Option<Self> {
        Some(match name {
            "CopiedEvent" => Self::Copied,
            "CreatedEvent" => Self::Created,
            "DeletedEvent" => Self::Deleted,
            "ModifiedEvent" => Self::Modified,
            "MovedEvent" => Self::Moved,
            "NewMailEvent" => Self::NewMail,
            "FreeBusyChangedEvent" => Self::FreeBusyChanged,
            _ => return None,
        })
    }

    fn element(self) -> &'static str {
        match self {
            Self::Copied => "t:CopiedEvent",
            Self::Created => "t:CreatedEvent",
            Self::Deleted => "t:DeletedEvent",
            Self::Modified => "t:ModifiedEvent",
            Self::Moved => "t:MovedEvent",
            Self::NewMail => "t:NewMailEvent",
            Self::FreeBusyChanged => "t:FreeBusyChangedEvent",
        }
    }
}

/// Something that happened to an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Event {
    pub kind: Kind,
    pub at: Timestamp,
    folder: u32,
    uid: u32,
    change_key: String,
    /// The folder and the UID of what was moved or copied.
    old: Option<(u32, u32)>,
}

impl Event {
    /// What changes in a folder mean. What was moved to a folder nobody asked about is told all the same, and where both
    /// are asked about, once.
    pub fn of(mailbox: &Mailbox, folder: u32, changes: &[Change], asked: &[u32], at: Timestamp) -> Vec<Self> {
        let mut events = Vec::new();
        for change in changes {
            let (Change::Added(uid) | Change::Flagged(uid) | Change::Removed(uid)) = *change;
            let message = mailbox.by_uid_validity(folder).and_then(|folder| folder.message(uid));
            let change_key = message.map(change_key).unwrap_or_default();
            let event = |kind, old| Self { kind, at, folder, uid, change_key: change_key.clone(), old };
            match (change, message.map(|message| message.origin)) {
                (Change::Added(_), Some(Origin::Delivered)) => {
                    events.extend([event(Kind::Created, None), event(Kind::NewMail, None)]);
                }
                (Change::Added(_), Some(Origin::Saved) | None) => events.push(event(Kind::Created, None)),
                (Change::Added(_), Some(Origin::Copied(folder, uid))) => {
                    events.push(event(Kind::Copied, Some((folder, uid))));
                }
                (Change::Added(_), Some(Origin::Moved(folder, uid))) => {
                    events.push(event(Kind::Moved, Some((folder, uid))));
                }
                (Change::Flagged(_), _) => events.push(event(Kind::Modified, None)),
                (Change::Removed(_), _) => match moved(mailbox, folder, uid) {
                    Some((to, _, _)) if asked.contains(&to) => {}
                    Some((to, new, key)) => events.push(Self {
                        kind: Kind::Moved,
                        at,
                        folder: to,
                        uid: new,
                        change_key: key,
                        old: Some((folder, uid)),
                    }),
                    None => events.push(event(Kind::Deleted, None)),
                },
            }
        }
        events
    }

    /// Writes it, with its watermark where it has one.
    pub fn write(&self, account: &Account, watermark: Option<&str>, xml: &mut Xml) {
        let item = |name: &str, folder, uid, key: &str, xml: &mut Xml| {
            let id = Id::Item { folder, uid }.text(account);
            let attributes = [("Id", id.as_str()), ("ChangeKey", key)];
            xml.empty(name, attributes.get(..if key.is_empty() { 1 } else { 2 }).unwrap_or_default());
        };
        xml.element(self.kind.element(), |xml| {
            if let Some(watermark) = watermark {
                xml.leaf("t:Watermark", watermark);
            }
            xml.time("t:TimeStamp", self.at);
            item("t:ItemId", self.folder, self.uid, &self.change_key, xml);
            folder::folder_id("t:ParentFolderId", account, self.folder, "", xml);
            if let Some((folder, uid)) = self.old {
                item("t:OldItemId", folder, uid, "", xml);
                folder::folder_id("t:OldParentFolderId", account, folder, "", xml);
            }
        });
    }
}

/// Where a message is that was moved out of a folder.
fn moved(mailbox: &Mailbox, folder: u32, uid: u32) -> Option<(u32, u32, String)> {
    mailbox.folders().find_map(|(_, other)| {
        let mut messages = other.messages();
        let found = messages.find(|message| message.origin == Origin::Moved(folder, uid))?;
        Some((other.uid_validity(), found.uid, change_key(found)))
    })
}
